package rules

import (
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/records"
)

// A Holder is a record that refers to another.
type Holder struct {
	Kind ledger.Kind
	ID   ledger.ID
}

// Holders finds, for each record asked about, the records outside of gone that refer to it.
func Holders(v *records.View, of, gone map[ledger.ID]bool) map[ledger.ID][]Holder {
	held := map[ledger.ID][]Holder{}
	for _, kind := range ledger.All {
		for _, r := range v.Of(kind) {
			own := r.Head().ID
			if gone[own] {
				continue
			}
			merge.Refs(kind, r, func(_ int, id ledger.ID) {
				if of[id] {
					held[id] = append(held[id], Holder{kind, own})
				}
			})
		}
	}
	return held
}
