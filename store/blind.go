package store

import (
	"bytes"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// A blind record is new and of a kind of which nobody may tell which paper it was (league.md §4): all of one turn stand in one
// place, without a time or an operator of their own, and go into the file and the journal in the order of what they say and
// under IDs that were drawn in that order. From the same papers in another order comes the same.
type blind struct {
	kind ledger.Kind
	now  ledger.Record
}

// putBlind stages what waited for the end of the turn.
func (t *Turn) putBlind() error {
	type said struct {
		blind
		text []byte
	}
	all := make([]said, 0, len(t.blind))
	for _, b := range t.blind {
		m := b.now.Head()
		m.Rev, m.Order, m.Source = 1, t.seq<<24, t.source
		b.kind.Tidy(b.now)
		text, err := writing.Marshal(b.now)
		if err != nil {
			return err
		}
		all = append(all, said{b, text})
	}
	slices.SortFunc(all, func(x, y said) int { return bytes.Compare(x.text, y.text) })
	for _, b := range all {
		if m := b.now.Head(); m.ID.IsZero() {
			var err error
			if m.ID, err = value.NewID(t.book.env.Random); err != nil {
				return err
			}
		}
		if err := t.stage(b.kind, nil, b.now); err != nil {
			return err
		}
	}
	return nil
}
