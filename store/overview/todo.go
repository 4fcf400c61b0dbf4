package overview

import (
	"cmp"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Todo is one thing that needs doing: how many, a sentence, and the list behind.
type Todo struct {
	Key   string // of its Reminder
	Grave rules.Grave
	Count int
	Text  string
	Query records.Query
	Page  string        // a page instead of a list: PageRetention, PageMatters, PageReceive …
	Rule  string        // the key of the rule that gives its days, "" for none
	Off   *store.PutOff // it is put off; nil where it is not
}

// Todos are all things that need doing, the gravest first; those that are put off stand among them.
func Todos(b *store.Book) []Todo {
	basis, k := b.Basis(), know(b)
	if b.Today().Street() {
		k.Arrivals = rules.Arrivals(b.Today())
	}
	k.Empty = rules.Empty(b.Today())
	return todos(b, k, basis)
}

// todos asks each reminder.
func todos(b *store.Book, k rules.Known, basis ledger.Basis) []Todo {
	var out []Todo
	var values map[string]string
	offs := b.Decisions().PutOff
	for _, r := range rules.Reminders() {
		if !r.At(b.Today().Street()) {
			continue
		}
		n := 0
		if r.Count != nil {
			n = r.Count(b.Today(), k, basis)
		} else {
			n = rules.TallyOf(b.Today(), r.Kind).Count(cmp.Or(r.Tab, r.Key))
		}
		if n == 0 {
			continue
		}
		if values == nil {
			values = basis.Rules.Values()
		}
		t := Todo{Key: r.Key, Grave: r.Grave, Count: n, Text: rules.InRules(r.Text, values), Query: r.Query(), Page: r.Page, Rule: r.Rule}
		if r.Says != nil {
			t.Text = r.Says(k, basis)
		}
		if off, ok := offs[r.Key]; ok && off.Holds(n, basis.Today) {
			t.Off = &off
		}
		out = append(out, t)
	}
	return out
}

// know finds it. What cannot be read is as if it were not there: Check names it.
func know(b *store.Book) rules.Known {
	safe := care.StateOf(b)
	k := rules.Known{Backups: rules.Backed{On: safe.On, Changed: safe.Changed}, Practice: b.Profile().Practice, Bin: b.Bin().Due()}
	if !safe.Newest.IsZero() {
		k.Backups.Newest = value.DayOf(safe.Newest)
	}
	k.Snapshot, _ = points.SnapshotDue(b)
	k.Made, _ = b.Made()
	if last, err := points.LastSubmission(b); err == nil {
		k.Submitted = last.Day
	}
	return k
}
