package store

import (
	"cmp"
	"slices"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// A Reminder is one thing that falls due (domain.md §8.2): how grave it is, whose it is, what it says, and the list behind
// it. Each stands beside its kind, in the file of that kind's reminders; those of no kind in reminder_ledger.go.
type Reminder struct {
	Key   string // of the reminder, and of its tab where it has one; never renamed: it says what was put off
	Grave Grave
	Whose Whose
	Text  string // the sentence behind the count; {age_out} stands for the value of that rule
	Rule  string // the key of the rule that gives its days or numbers; "" where none does

	Kind  ledger.Kind // of the records behind it; nil where a Page is
	Tab   string      // the tab that is their list; "" for the reminder's own
	Title string      // of that own tab, with rules as in Text
	Page  string      // what opens where no list does

	holds func(v *records.View, r ledger.Record, open []ledger.Fault, basis ledger.Basis) bool // of one record; nil where there is a Tab
	count func(v *records.View, k known, basis ledger.Basis) int                               // where there is a Page
	says  func(k known, basis ledger.Basis) string                                             // the sentence, where it depends on more than rules
}

// Grave says how much hangs on a thing.
type Grave uint8

// The gravities, the gravest first.
const (
	Overdue Grave = iota // late, or not allowed
	Soon                 // not late yet
	Amiss                // to be checked, filled in or done in its time
)

// Graves are all of them in their order.
var Graves = []Grave{Overdue, Soon, Amiss}

// Title is what people call a gravity.
func (g Grave) Title() string {
	return [...]string{"已经到期、马上要办", "快要到期", "要核对、要补"}[g]
}

// Whose says in whose ledger a reminder is.
type Whose uint8

// A community's, a street's, or both.
const (
	OfBoth Whose = iota
	OfCommunity
	OfStreet
)

// Reminders are all reminders, the gravest first, among the equally grave those that others wait for.
func Reminders() []Reminder {
	all := slices.Concat(parcelReminders(), ledgerReminders(), memberReminders(), branchReminders(), postReminders(), enterpriseReminders(), communityReminders(),
		officerReminders(), visitReminders())
	slices.SortStableFunc(all, func(x, y Reminder) int { return cmp.Compare(x.Grave, y.Grave) })
	return all
}

// at says that the reminder is one of this ledger's.
func (r *Reminder) at(street bool) bool {
	return r.Whose == OfBoth || (r.Whose == OfStreet) == street
}

// query is the list behind the reminder.
func (r *Reminder) query() Query {
	if r.Kind == nil {
		return Query{}
	}
	q := Query{Kind: r.Kind, Tab: cmp.Or(r.Tab, r.Key)}
	if r.Kind.At("name") >= 0 {
		q.Sort = "name"
	}
	return q
}

// inRules puts the rules' values into a sentence.
func inRules(text string, values map[string]string) string {
	for {
		from, to := strings.IndexByte(text, '{'), strings.IndexByte(text, '}')
		if from < 0 || to < from {
			return text
		}
		text = text[:from] + values[text[from+1:to]] + text[to+1:]
	}
}

// withFault is what holds of a record with an open fault of one code, in one field or, for "", in any.
func withFault(key, code string) func(*records.View, ledger.Record, []ledger.Fault, ledger.Basis) bool {
	return func(_ *records.View, _ ledger.Record, open []ledger.Fault, _ ledger.Basis) bool {
		return slices.ContainsFunc(open, func(f ledger.Fault) bool { return f.Code == code && (key == "" || f.Key == key) })
	}
}

// of is what holds of a record of one type.
func of[T ledger.Record](holds func(v *records.View, r T, basis ledger.Basis) bool) func(*records.View, ledger.Record, []ledger.Fault, ledger.Basis) bool {
	return func(v *records.View, r ledger.Record, _ []ledger.Fault, basis ledger.Basis) bool {
		return holds(v, r.(T), basis)
	}
}

// A Todo is one thing that needs doing: how many, a sentence, and the list behind.
type Todo struct {
	Key   string // of its Reminder
	Grave Grave
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
		k.arrivals = arrivals(b.now())
	}
	k.empty = empty(b.now())
	return b.todos(k, basis)
}

// empty says that the ledger has nothing but what it began with.
func empty(v *records.View) bool {
	return len(v.Of(ledger.Enterprises))+len(v.Of(ledger.Branches)) == 0 && tallyOf(v, ledger.Members).count("not") == len(v.Of(ledger.Members)) &&
		(!v.Street() || len(v.Of(ledger.Communities)) == 0)
}

// todos asks each reminder.
func (b *Book) todos(k known, basis ledger.Basis) []Todo {
	var out []Todo
	var values map[string]string
	offs := b.standing().PutOff
	for _, r := range Reminders() {
		if !r.at(b.now().Street()) {
			continue
		}
		n := 0
		if r.count != nil {
			n = r.count(b.now(), k, basis)
		} else {
			n = tallyOf(b.now(), r.Kind).count(cmp.Or(r.Tab, r.Key))
		}
		if n == 0 {
			continue
		}
		if values == nil {
			values = basis.Rules.Values()
		}
		t := Todo{Key: r.Key, Grave: r.Grave, Count: n, Text: inRules(r.Text, values), Query: r.query(), Page: r.Page, Rule: r.Rule}
		if r.says != nil {
			t.Text = r.says(k, basis)
		}
		if off, ok := offs[r.Key]; ok && off.holds(n, basis.Today) {
			t.Off = &off
		}
		out = append(out, t)
	}
	return out
}

// known is what reminders need besides the records in memory; it is found before the lock is taken.
type known struct {
	empty     bool
	snapshot  ledger.Date // half-yearly day that is not locked, 0 for none
	care      Care
	practice  bool
	submitted ledger.Date // day of the newest submission
	made      ledger.Date // of the ledger
	bin       int         // members in the recycle bin who are to be cleared
	arrivals  []Arrival   // a street's
}

// know finds it. What cannot be read is as if it were not there: Check names it.
func (b *Book) know() known {
	k := known{care: b.Cared(), practice: b.Profile().Practice, bin: b.binDue()}
	k.snapshot, _ = b.SnapshotDue()
	k.made, _ = b.made()
	if last, err := b.lastSubmission(); err == nil {
		k.submitted = last.Day
	}
	return k
}

// binned is what the recycle bin holds, as far as reminders ask: it is read again when something came or went.
type binned struct {
	known bool
	all   []Binned
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
		*c = binned{known: true, all: slices.DeleteFunc(all, func(x Binned) bool { return x.Kind != ledger.Members.Name() })}
	}
	if c.today != basis.Today {
		c.today, c.due = basis.Today, len(dueOfBin(c.all, basis))
	}
	return c.due
}
