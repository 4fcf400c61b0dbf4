package rules

import (
	"testing"

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
