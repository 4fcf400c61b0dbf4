package rules

import (
	"strconv"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// leaders are the organisations in use that help each enterprise on (domain.md §7 row 18: 社区团委带动).
var leaders = records.Derive(func(v *records.View) map[value.ID][]value.ID {
	all := map[value.ID][]value.ID{}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if !o.Stands() {
			continue
		}
		for _, id := range o.Leads {
			all[id] = append(all[id], o.ID)
		}
	}
	return all
}, ledger.Branches)

// LedBy are the organisations in use that help an enterprise on. The caller does not change it.
func LedBy(v *records.View, enterprise value.ID) []value.ID { return leaders.Of(v)[enterprise] }

// YoungText is how many in a hundred of those who work in an enterprise are under 35, "" where nobody knows (row 23).
func YoungText(e *ledger.Enterprise) string {
	staff, known := e.Staff.Value()
	young, said := e.Under35.Value()
	if !known || !said || staff <= 0 || young < 0 {
		return ""
	}
	return strconv.Itoa((young*100+staff/2)/staff) + "%"
}

// thoughts are the newest visit to each organisation that tells what the young there think.
var thoughts = records.Derive(func(v *records.View) map[value.ID]*ledger.Visit {
	last := map[value.ID]*ledger.Visit{}
	for w := range records.All[*ledger.Visit](v, ledger.Visits) {
		if w.Thought == "" || w.Branch.IsZero() {
			continue
		}
		if was := last[w.Branch]; was == nil || w.Day > was.Day || w.Day == was.Day && w.Order > was.Order {
			last[w.Branch] = w
		}
	}
	return last
}, ledger.Visits)

// ThoughtText is what the young of an organisation have on their minds by the newest visit that tells, with its day (row 72).
func ThoughtText(v *records.View, branch value.ID) string {
	w := thoughts.Of(v)[branch]
	if w == nil {
		return ""
	}
	return value.OneLine(w.Day.String() + " " + w.Thought)
}
