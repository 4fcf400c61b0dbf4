package store

import (
	"cmp"

	"tuanjian/store/ledger"
	"tuanjian/store/rules"
)

// A Todo is one thing that needs doing: how many, a sentence, and the list behind.
type Todo struct {
	Key   string // of its Reminder
	Grave rules.Grave
	Count int
	Text  string
	Query Query
	Page  string  // a page instead of a list: PageRetention, PageMatters, PageReceive …
	Rule  string  // the key of the rule that gives its days, "" for none
	Off   *PutOff // it is put off; nil where it is not
}

// Todos are all things that need doing, the gravest first; those that are put off stand among them.
func (b *Book) Todos() []Todo {
	basis, k := b.Basis(), b.know()
	if b.now().Street() {
		k.Arrivals = rules.Arrivals(b.now())
	}
	k.Empty = rules.Empty(b.now())
	return b.todos(k, basis)
}

// todos asks each reminder.
func (b *Book) todos(k rules.Known, basis ledger.Basis) []Todo {
	var out []Todo
	var values map[string]string
	offs := b.Decisions().PutOff
	for _, r := range rules.Reminders() {
		if !r.At(b.now().Street()) {
			continue
		}
		n := 0
		if r.Count != nil {
			n = r.Count(b.now(), k, basis)
		} else {
			n = rules.TallyOf(b.now(), r.Kind).Count(cmp.Or(r.Tab, r.Key))
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
		if off, ok := offs[r.Key]; ok && off.holds(n, basis.Today) {
			t.Off = &off
		}
		out = append(out, t)
	}
	return out
}

// know finds it. What cannot be read is as if it were not there: Check names it.
func (b *Book) know() rules.Known {
	care := b.Cared()
	k := rules.Known{Backups: rules.Backed{On: care.On, Changed: care.Changed}, Practice: b.Profile().Practice, Bin: b.binDue()}
	if !care.Newest.IsZero() {
		k.Backups.Newest = ledger.DayOf(care.Newest)
	}
	k.Snapshot, _ = b.SnapshotDue()
	k.Made, _ = b.made()
	if last, err := b.LastSubmission(); err == nil {
		k.Submitted = last.Day
	}
	return k
}

// binned is what the recycle bin holds, as far as reminders ask: it is read again when something came or went.
type binned struct {
	known bool
	all   []rules.Removed
	today ledger.Date
	due   int // members whose time of keeping is over
}

// binDue is how many members in the bin are to be cleared.
func (b *Book) binDue() int {
	basis := b.Basis()
	b.cache.mu.Lock()
	defer b.cache.mu.Unlock()
	c := &b.cache.bin
	if !c.known {
		all, err := b.Bin()
		if err != nil {
			return 0 // Check names it
		}
		*c = binned{known: true, all: RemovedMembers(all)}
	}
	if c.today != basis.Today {
		c.today, c.due = basis.Today, len(rules.DueOfBin(c.all, basis))
	}
	return c.due
}
