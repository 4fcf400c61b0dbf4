package ledger

import (
	"slices"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// spellOn is the spell of a dated state that holds on a day: the present one from its first day on, before it the newest of
// the past that reaches over the day.
func spellOn(state string, from value.Date, past []Spell, day value.Date) (string, bool) {
	if from.First() <= day && (from != 0 || len(past) == 0) {
		return state, true
	}
	for _, s := range slices.Backward(past) {
		if s.From.First() <= day && (s.Until == 0 || s.Until.First() > day) {
			return s.State, true
		}
	}
	return "", false
}

// OnRollOn says that the person was a member on a day, by what is known of his joining and of his states.
func (m *Member) OnRollOn(day value.Date) bool {
	if m.Joined != 0 && m.Joined.First() > day {
		return false
	}
	state, known := spellOn(m.State, m.StateFrom, m.StatePast, day)
	return !known || state == "" || codes.MemberStates.Group(state) == codes.OnRoll
}

// BranchOn is the one branch to which a member belongs on a day (league.md §4); none while he is off the roll. On the day on
// which he comes to a branch he belongs to that one, on the day on which he leaves the roll to none.
func (m *Member) BranchOn(day value.Date) value.ID {
	if !m.OnRollOn(day) {
		return value.ID{}
	}
	branch, known := spellOn(m.Branch.String(), m.StayFrom, m.Stays, day)
	if !known {
		return value.ID{}
	}
	id, _ := value.ParseID(branch)
	return id
}

// staysOverlap finds a stay that began before the one before it: on the days between somebody would belong to two branches.
func staysOverlap(m *Member) *value.Fault {
	if n := len(m.Stays); n > 0 && m.StayFrom != 0 && m.StayFrom.Last() < m.Stays[n-1].From.First() {
		return value.Soft("stay.overlap", "转入日期 "+m.StayFrom.String()+" 早于转入上一个支部的日期 "+m.Stays[n-1].From.String()+"。一个人同一天只能在一个支部，请核对。")
	}
	return nil
}
