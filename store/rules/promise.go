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
