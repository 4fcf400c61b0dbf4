// Package jobs is the work of the League as an office does it (league.md §3): what a job needs, what is known of it
// already, and the one intent that saves all that belongs together. How far a job has come is read off the records and
// never kept beside them. It knows the Book and the rules; it knows no screen and no paper.
package jobs

import (
	"cmp"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// save carries out one intent that puts records into the ledger: new ones have a nil Was. Changed when something was saved
// since view was looked at, Refused with the sentence of the first fault that the ledger cannot keep.
func save(b *store.Book, view *records.View, what, reason string, changes []Put) (uint64, error) {
	return b.Do(store.Intent{Deed: store.MayWork, What: what, Reason: reason, Rows: len(changes), Unless: view.Age()}, func(t *store.Turn) error {
		for _, c := range changes {
			if c.Now == nil {
				if err := t.Remove(c.Kind, c.Was, reason); err != nil {
					return err
				}
				continue
			}
			if c.link != nil {
				c.link()
			}
			if hard := rules.Hard(view, c.Kind, c.Now); len(hard) > 0 {
				return store.Refuse(hard[0].Text)
			}
			if err := t.Put(c.Kind, c.Was, c.Now); err != nil {
				return err
			}
			if err := t.EndPosts(c.Now); err != nil {
				return err
			}
		}
		return nil
	})
}

// A Put is one record that a job writes: Was is nil for a new one, Now for one that goes to the recycle bin.
type Put struct {
	Kind     ledger.Kind
	Was, Now ledger.Record
	link     func() // ties Now to what is new too and was staged before it
}

// A Waiting is a job under way, read off the records: the record that it stands at, what it is about, and what comes next
// and by when, where that is known.
type Waiting struct {
	Kind  ledger.Kind
	ID    value.ID
	About string
	Next  string
	By    value.Date
}

// by puts what has no day behind all that have one.
func (w Waiting) by() value.Date { return cmp.Or(w.By, value.Day(9999, 12, 31)) }

// byName puts members in the order of their names, and of one name in that in which they came.
func byName(x, y *ledger.Member) int {
	return cmp.Or(cmp.Compare(find.SortKey(x.Title, true), find.SortKey(y.Title, true)), cmp.Compare(x.Order, y.Order))
}
