package rules

import (
	"testing"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
)

// The vectors of league.md §4.
func TestCandidatesForSeats(t *testing.T) {
	for seats, least := range map[int]int{3: 4, 5: 6, 7: 9, 9: 11} {
		if got := CandidatesFor(seats, rulebook.DefaultRules()); got != least {
			t.Errorf("%d seats need %d", seats, got)
		}
	}
}

func TestHowManyMayBeExcellent(t *testing.T) {
	v := records.New(records.Moment{Basis: ledger.Basis{Today: 20260630, Rules: rulebook.DefaultRules()}}, nil)
	for appraised, most := range map[int]int{10: 3, 9: 2, 4: 1, 3: 0} {
		if got := best(v, appraised); got != most {
			t.Errorf("of %d: %d", appraised, got)
		}
	}
}
