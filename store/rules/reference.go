package rules

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Reference is a record that refers to another.
type Reference struct {
	Kind ledger.Kind
	ID   value.ID
}

// References finds, for each record asked about, the records outside of gone that refer to it.
func References(v *records.View, of, gone map[value.ID]bool) map[value.ID][]Reference {
	held := map[value.ID][]Reference{}
	for _, kind := range ledger.All {
		for _, r := range v.Of(kind) {
			own := r.Head().ID
			if gone[own] {
				continue
			}
			for _, id := range kind.Refs(r) {
				if of[id] {
					held[id] = append(held[id], Reference{kind, own})
				}
			}
		}
	}
	return held
}

// Dangling is the label of a field that refers to nothing: neither to a record that
// is kept and not going, nor to one that is coming back. "" where there is none.
func Dangling(v *records.View, kind ledger.Kind, r ledger.Record, coming, going map[value.ID]bool) string {
	for field, id := range kind.Refs(r) {
		c := kind.Columns()[field]
		if !coming[id] && (going[id] || v.Get(ledger.KindOf(c.Choices.Kind), id) == nil) {
			return c.Label
		}
	}
	return ""
}
