package rules

import (
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// A committee is who has a seat in an organisation's committee: people, however many posts they hold there.
type committee struct {
	seats    int
	standing bool // it has 常委
}

// add takes a post's seat in, unless its person has one there already.
func (c *committee) add(p *ledger.Post, seen map[[2]value.ID]bool) {
	c.standing = c.standing || p.Duty == codes.DutyStanding
	if at := [2]value.ID{p.Branch, p.Person}; ledger.Seat(p.Duty) && !seen[at] {
		seen[at] = true
		c.seats++
	}
}

// size is how many people the committee of an organisation of so many members should have (domain.md §1.3); most is 0 where
// nothing is said of it: an agency's people are sent.
func (c *committee) size(o *ledger.Branch, members int, r *rulebook.Rules) (least, most int) {
	switch {
	case o.Type == codes.BranchCell && members >= r.CommitteeFrom:
		return r.CommitteeMin, r.CommitteeMax
	case o.Type == codes.BranchCell:
		return 1, r.CommitteeMax
	case o.Type == codes.BranchGeneral:
		return r.GeneralMin, r.GeneralMax
	case o.Type == codes.BranchLeague && c.standing:
		return r.StandingMin, r.StandingMax
	case o.Type == codes.BranchLeague:
		return r.LeagueMin, r.LeagueMax
	case o.Type == codes.BranchWorking:
		return 1, 0
	}
	return 0, 0
}

// Fits says that the committee has the right size: below 0 it is too small, above 0 too large.
func (c *committee) Fits(o *ledger.Branch, members int, r *rulebook.Rules) int {
	switch least, most := c.size(o, members, r); {
	case c.seats < least:
		return -1
	case most > 0 && c.seats > most:
		return 1
	}
	return 0
}
