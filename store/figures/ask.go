package figures

import (
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
)

// The sides of surveys and problems (domain.md §8.1).

// surveyedSide adds up a number of the surveys of the year.
func surveyedSide(of func(c *census, s *ledger.Survey) int) side {
	return lifeSide(ledger.Surveys, func(c *census, s *ledger.Survey) int {
		if !c.inYear(s.From) {
			return 0
		}
		return of(c, s)
	})
}

func issuedOf(_ *census, s *ledger.Survey) int { return s.IssuedAll() }

func returnedOf(c *census, s *ledger.Survey) int {
	return min(s.IssuedAll(), rules.ReturnedAll(c.v, s.ID))
}

// solved says that a problem was settled by the day of the census.
func solved(c *census, p *ledger.Problem) bool {
	return p.Settled != 0 && p.Settled.First() <= c.basis.Today
}

var (
	raisedSide = lifeIs(ledger.Problems, func(c *census, p *ledger.Problem) bool { return c.inYear(p.Day) })
	solvedSide = lifeIs(ledger.Problems, func(c *census, p *ledger.Problem) bool { return c.inYear(p.Day) && solved(c, p) })
	calledSide = lifeIs(ledger.Problems, func(c *census, p *ledger.Problem) bool {
		return c.inYear(p.Called) && codes.Satisfactions.Has(p.Satisfied)
	})
	contentSide     = lifeIs(ledger.Problems, func(c *census, p *ledger.Problem) bool { return c.inYear(p.Called) && p.Satisfied == codes.Satisfied })
	lateProblemSide = lifeIs(ledger.Problems, func(c *census, p *ledger.Problem) bool {
		due := p.DueBy(c.basis)
		return !solved(c, p) && p.Day != 0 && p.Day.First() <= c.basis.Today && due < c.basis.Today
	})
)
