package rules

import (
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
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
		{Key: "visit.problem", Grave: Overdue, Whose: OfStreet, Kind: ledger.Visits, Tab: "late", Rule: "problem_days", Text: "个走访发现的困难逾期没有办结"},
		{Key: "liaison.late", Grave: Overdue, Whose: OfStreet, Kind: ledger.Liaisons, Tab: "late", Rule: "visit_plan", Text: "个联系点该走访而没有走访"},
		{Key: "liaison.amiss", Grave: Amiss, Whose: OfStreet, Kind: ledger.Liaisons, Text: "个联系点的资料待核", Title: "资料待核", Holds: besides("visit.late")},
		{Key: "visit.amiss", Grave: Amiss, Whose: OfStreet, Kind: ledger.Visits, Text: "条走访的资料待核", Title: "资料待核", Holds: besides("problem.late", "visit.overdue")},
	}
}

// besides is what holds of a record with an open fault of other codes than these.
func besides(codes ...string) func(*records.View, ledger.Record, []ledger.Fault, ledger.Basis) bool {
	return func(_ *records.View, _ ledger.Record, open []ledger.Fault, _ ledger.Basis) bool {
		return slices.ContainsFunc(open, func(f ledger.Fault) bool { return !slices.Contains(codes, f.Code) })
	}
}
