package rules

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// lastVisits are the newest visits by the enterprise.
var lastVisits = records.Derive(func(v *records.View) map[value.ID]*ledger.Visit {
	last := map[value.ID]*ledger.Visit{}
	for w := range records.All[*ledger.Visit](v, ledger.Visits) {
		if before := last[w.Enterprise]; !w.Enterprise.IsZero() && (before == nil || w.Day > before.Day || w.Day == before.Day && w.Order > before.Order) {
			last[w.Enterprise] = w
		}
	}
	return last
}, ledger.Visits)

// LastVisit is the newest visit to an enterprise, nil where nobody has been there.
func LastVisit(v *records.View, enterprise value.ID) *ledger.Visit {
	return lastVisits.Of(v)[enterprise]
}

// Seen is the day on which somebody was last at an enterprise: of a visit, or written in its record; 0 where nobody has been.
func Seen(v *records.View, e *ledger.Enterprise) value.Date {
	return max(Contacts(v).seen[e.ID], e.Visited)
}

// unvisited says that nobody has been at an open enterprise for the rules' months.
func unvisited(v *records.View, e *ledger.Enterprise) bool {
	b := v.Basis()
	return e.Open() && Seen(v, e).Last() < b.Today.AddMonths(-b.Rules.VisitMonths)
}

// Promised is the visit whose next step an open enterprise still waits for: its newest, where one was written down. nil where
// nothing is waited for.
func Promised(v *records.View, e *ledger.Enterprise) *ledger.Visit {
	if w := LastVisit(v, e.ID); w != nil && w.Next != "" && e.Open() && !e.Received() && !w.Received() {
		return w
	}
	return nil
}

// promiseDue says that the day of the next step has come.
func promiseDue(v *records.View, e *ledger.Enterprise, b ledger.Basis) bool {
	w := Promised(v, e)
	return w != nil && w.NextBy != 0 && w.NextBy.Last() <= b.Today
}
