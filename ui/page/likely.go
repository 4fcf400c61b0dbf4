package page

import (
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// likely is the day at which the calendar of an empty field opens, 0 for today. People
// join the League from their 14th birthday on and the Party from their 18th (domain.md
// §1.1); of whom the birthday is not known, a member of twenty is thought.
func (r *record) likely(key string, draft ledger.Record) value.Date {
	m, ok := draft.(*ledger.Member)
	if !ok {
		return 0
	}
	basis := r.s.Book.Basis()
	at := func(years int) value.Date {
		day := m.Reaches(years, basis.Rules)
		if day == 0 {
			day = basis.Today.AddYears(years - thoughtAge)
		}
		return min(day, basis.Today)
	}
	switch key {
	case "joined":
		return at(basis.Rules.AgeJoin)
	case "party":
		return at(basis.Rules.AgeParty)
	case "born":
		return basis.Today.AddYears(-thoughtAge)
	}
	return 0
}

const thoughtAge = 20 // years, of a member of whom nothing is known
