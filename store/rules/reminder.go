package rules

import (
	"cmp"
	"slices"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
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

	Holds func(v *records.View, r ledger.Record, open []value.Fault, basis ledger.Basis) bool // of one record; nil where there is a Tab
	Count func(v *records.View, k Known, basis ledger.Basis) int                              // where there is a Page
	Says  func(k Known, basis ledger.Basis) string                                            // the sentence, where it depends on more than rules
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
		officerReminders(), visitReminders(), lifeReminders(), standReminders(), askReminders())
	slices.SortStableFunc(all, func(x, y Reminder) int { return cmp.Compare(x.Grave, y.Grave) })
	return all
}

// At says that the reminder is one of this ledger's.
func (r *Reminder) At(street bool) bool {
	return r.Whose == OfBoth || (r.Whose == OfStreet) == street
}

// Query is the list behind the reminder.
func (r *Reminder) Query() records.Query {
	if r.Kind == nil {
		return records.Query{}
	}
	q := records.Query{Kind: r.Kind, Tab: cmp.Or(r.Tab, r.Key)}
	if r.Kind.At("name") >= 0 {
		q.Sort = "name"
	}
	return q
}

// InRules puts the rules' values into a sentence, several values as people write them.
func InRules(text string, values map[string]string) string {
	for {
		from, to := strings.IndexByte(text, '{'), strings.IndexByte(text, '}')
		if from < 0 || to < from {
			return text
		}
		text = text[:from] + strings.ReplaceAll(values[text[from+1:to]], "|", "、") + text[to+1:]
	}
}

// withFault is what holds of a record with an open fault of one code, in one field or, for "", in any.
func withFault(key, code string) func(*records.View, ledger.Record, []value.Fault, ledger.Basis) bool {
	return func(_ *records.View, _ ledger.Record, open []value.Fault, _ ledger.Basis) bool {
		return slices.ContainsFunc(open, func(f value.Fault) bool { return f.Code == code && (key == "" || f.Key == key) })
	}
}

// of is what holds of a record of one type.
func of[T ledger.Record](holds func(v *records.View, r T, basis ledger.Basis) bool) func(*records.View, ledger.Record, []value.Fault, ledger.Basis) bool {
	return func(v *records.View, r ledger.Record, _ []value.Fault, basis ledger.Basis) bool {
		return holds(v, r.(T), basis)
	}
}

// Known is what reminders need besides the records in memory; it is found before the lock is taken.
type Known struct {
	Empty     bool
	Snapshot  value.Date // half-yearly day that is not locked, 0 for none
	Backups   Backed
	Practice  bool
	Submitted value.Date // day of the newest submission
	Made      value.Date // of the ledger
	Bin       int        // members in the recycle bin who are to be cleared
	Arrivals  []Arrival  // a street's
}
