package rules

import (
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// officerReminders are what falls due of the street itself and of its officers.
func officerReminders() []Reminder {
	return []Reminder{
		{Key: "street.pending", Grave: Amiss, Whose: OfStreet, Kind: ledger.Streets, Tab: PendingTab, Text: "份街道自己的资料要核对：社区、规模企业、班子的数"},
		{Key: "officer.pending", Grave: Amiss, Whose: OfStreet, Kind: ledger.Officers, Tab: PendingTab, Text: "名街道团干部的资料待核"},
	}
}

// visitReminders are what falls due of standing contacts and visits (domain.md §7 rows 79 and 80). What waits in 待核 for
// being late is said once.
func visitReminders() []Reminder {
	return []Reminder{
		{Key: "visit.problem", Grave: Overdue, Kind: ledger.Visits, Tab: "late", Rule: "problem_days", Text: "个走访发现的困难逾期没有办结"},
		{Key: "visit.next", Grave: Soon, Kind: ledger.Visits, Text: "次走访定的下一步到了日子，还没有再去", Title: "下一步到期",
			Holds: of(func(v *records.View, w *ledger.Visit, basis ledger.Basis) bool { return nextOver(v, w, basis) })},
		{Key: "liaison.late", Grave: Overdue, Whose: OfStreet, Kind: ledger.Liaisons, Tab: "late", Rule: "visit_plan", Text: "个联系点该走访而没有走访"},
		{Key: "liaison.amiss", Grave: Amiss, Whose: OfStreet, Kind: ledger.Liaisons, Text: "个联系点的资料待核", Title: "资料待核", Holds: besides("visit.late")},
		{Key: "visit.amiss", Grave: Amiss, Kind: ledger.Visits, Text: "条走访的资料待核", Title: "资料待核", Holds: besides("problem.late", "visit.overdue")},
	}
}

// besides is what holds of a record with an open fault of other codes than these.
func besides(codes ...string) func(*records.View, ledger.Record, []value.Fault, ledger.Basis) bool {
	return func(_ *records.View, _ ledger.Record, open []value.Fault, _ ledger.Basis) bool {
		return slices.ContainsFunc(open, func(f value.Fault) bool { return !slices.Contains(codes, f.Code) })
	}
}

// nextOver says that the day of the next step that a visit set is over, and nobody has been there since.
func nextOver(v *records.View, w *ledger.Visit, basis ledger.Basis) bool {
	if w.NextBy == 0 || w.NextBy.Last() >= basis.Today {
		return false
	}
	if e := v.Get(ledger.Enterprises, w.Enterprise); e != nil && !e.Head().Received() {
		return false // enterprise.promised says it
	}
	for _, id := range placesOf(v, w) {
		if Contacts(v).seen[id] > w.Day {
			return false
		}
	}
	return true
}

// placesOf is where a visit went: what it names, or what its standing contact is with.
func placesOf(v *records.View, w *ledger.Visit) []value.ID {
	named := []value.ID{w.Enterprise, w.Branch, w.Community}
	if l, ok := v.Get(ledger.Liaisons, w.Liaison).(*ledger.Liaison); ok {
		named = append(named, l.Enterprise, l.Branch, l.Community)
	}
	return slices.DeleteFunc(named, value.ID.IsZero)
}
