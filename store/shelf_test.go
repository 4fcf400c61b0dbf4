package store

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store/ledger"
)

// Whatever is put on a shelf and taken off it, it holds the same as a plain list does, in the order of entry, and knows
// the place and the owner of each.
func TestAShelfKeepsItsPlaces(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newShelf(ledger.Members)
		var model []ledger.Record
		next := uint64(1)
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			switch rapid.IntRange(0, 3).Draw(rt, "step") {
			case 0, 1:
				for range rapid.IntRange(1, 40).Draw(rt, "new") {
					m := &ledger.Member{Meta: ledger.Meta{ID: ledger.ID{byte(next), byte(next >> 8), 1}, Order: next}}
					if rapid.Bool().Draw(rt, "received") {
						m.Owner = ledger.ID{byte(next % 3), 9}
					}
					next++
					s.put(m)
					model = append(model, m)
				}
			case 2:
				if len(model) == 0 {
					continue
				}
				i := rapid.IntRange(0, len(model)-1).Draw(rt, "changed")
				m := *model[i].(*ledger.Member)
				m.Rev++
				m.Owner = ledger.ID{byte(m.Rev % 3), 9}
				s.put(&m)
				model[i] = &m
			case 3:
				var gone []ledger.ID
				model = slices.DeleteFunc(model, func(r ledger.Record) bool {
					leaves := rapid.IntRange(0, 3).Draw(rt, "gone") == 0
					if leaves {
						gone = append(gone, r.Head().ID)
					}
					return leaves
				})
				s.drop(append(gone, ledger.ID{7, 7, 7}))
			}
			if !slices.Equal(s.records, model) {
				rt.Fatalf("%d records, want %d", len(s.records), len(model))
			}
			owned := map[ledger.ID][]ledger.Record{}
			for i, r := range model {
				if s.place(r.Head().ID) != i || s.get(r.Head().ID) != r {
					rt.Fatalf("%d stands at %d", i, s.place(r.Head().ID))
				}
				owned[r.Head().Owner] = append(owned[r.Head().Owner], r)
			}
			for _, owner := range []ledger.ID{{}, {0, 9}, {1, 9}, {2, 9}} {
				if !slices.Equal(s.of(owner), owned[owner]) {
					rt.Fatalf("%d of %v, want %d", len(s.of(owner)), owner, len(owned[owner]))
				}
			}
		}
	})
}
