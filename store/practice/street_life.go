package practice

import (
	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// inventWhole is of how many branches of one community a street has been sent everything.
const inventWhole = 4

// livesOn makes up the life of one community of the street, which its package brought. Only one branch of the whole street
// does all that a year asks (domain.md §7: 工作开展较为正常的只有一家). Where there is a League committee of the community, the
// charter was explained in every enterprise, and the street itself gave flags, booklets and badges.
func (inv *inventor) livesOn(t *store.Turn, a *arrived, made []*cell, at int, seed uint64) error {
	l := inv.lifeOf(t, a.community.ID, seed+uint64(at)<<32)
	l.everybody, l.late, l.place = at < inventLeagues, at > 0, a.community.Title
	if err := l.goesOn(made, a.firms, inventWhole, func(nth int) bool { return at == 0 && nth == 0 }, at >= inventLeagues); err != nil {
		return err
	}
	a.records += l.wrote
	if at >= inventLeagues {
		return nil
	}
	own := inv.lifeOf(t, value.ID{}, seed+uint64(at)<<32+1)
	own.stock(made)
	for _, c := range made {
		if len(c.people) > 0 {
			own.founding(c)
		}
	}
	var heads []value.ID
	for _, e := range a.firms {
		heads = append(heads, e.ID)
	}
	own.keep(ledger.Meetings, &ledger.Meeting{Sort: codes.MeetingRally, Day: own.ago(330, 30), Title: "各单位负责人动员会", Enterprises: heads, Place: "街道会议室", Chair: inv.keeper,
		Due: value.CountOf(len(heads)), Present: value.CountOf(len(heads) - len(heads)/5), Content: "讲清团建对留住青年、培训青年的好处", Decision: "各单位表示支持"})
	return own.err
}
