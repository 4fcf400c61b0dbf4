package jobs

import (
	"cmp"
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Leaving is all who have to leave the League, and those whom a post keeps (domain.md §1.1), on the day on which an office sees
// them off together.
type Leaving struct {
	Rows  []Leaver
	Keeps []rules.Aged // asked again on the day on which their posts end

	Day      value.Date
	Document string // that goes into the state of each
	Ceremony bool   // 离团仪式 is written down as a meeting
	Place    string
	Chair    string

	book *store.Book
	view *records.View
}

// A Leaver is one who is due.
type Leaver struct {
	rules.Aged
	Goes bool
}

// Leave gathers all who are due, by their branches and then by their names; all of them go, with a ceremony today.
func Leave(b *store.Book) *Leaving {
	v := b.Today()
	leave, keeps := rules.Over(v)
	l := &Leaving{book: b, view: v, Day: v.Basis().Today, Ceremony: true, Keeps: keeps}
	order := func(x, y rules.Aged) int {
		return cmp.Or(cmp.Compare(v.Place(ledger.Branches, x.Member.Branch), v.Place(ledger.Branches, y.Member.Branch)), byName(x.Member, y.Member))
	}
	slices.SortFunc(leave, order)
	slices.SortFunc(l.Keeps, func(x, y rules.Aged) int { return cmp.Or(cmp.Compare(x.Until, y.Until), order(x, y)) })
	for _, one := range leave {
		l.Rows = append(l.Rows, Leaver{one, true})
	}
	return l
}

// Going is how many are ticked.
func (l *Leaving) Going() (n int) {
	for _, r := range l.Rows {
		if r.Goes {
			n++
		}
	}
	return n
}

// Save lets all go who are ticked, with their ceremony, in one intent. Who had not reached the age on the day is refused.
func (l *Leaving) Save() (uint64, error) {
	today := l.view.Basis().Today
	switch {
	case l.Going() == 0:
		return 0, store.Refuse("还没有勾要办离团的人。")
	case l.Day == 0 || l.Day.DayOfMonth() == 0:
		return 0, store.Refuse("请写哪一天离团，例如 " + today.String() + "。")
	case l.Day > today:
		return 0, store.Refuse("离团日期还没有到。请核对。")
	}
	var changes []Put
	meeting := &ledger.Meeting{Sort: codes.MeetingLeaving, Title: "离团仪式", Day: l.Day, Place: l.Place, Chair: l.Chair}
	for _, r := range l.Rows {
		if !r.Goes {
			continue
		}
		if r.Reached > l.Day {
			return 0, store.Refuse("“" + r.Member.Title + "”到 " + r.Reached.String() + " 才满 " + strconv.Itoa(l.view.Basis().Rules.AgeOut) + " 周岁，" + l.Day.String() + " 还不能离团。请改日期，或去掉这个人。")
		}
		now := ledger.Members.Clone(r.Member).(*ledger.Member)
		now.State, now.StateFrom, now.StateWhy, now.StateDoc = codes.MemberLeft, l.Day, codes.LeavingAge, l.Document
		changes = append(changes, Put{Kind: ledger.Members, Was: r.Member, Now: now})
		meeting.Came = append(meeting.Came, now.ID)
		if !now.Branch.IsZero() && !slices.Contains(meeting.Branches, now.Branch) {
			meeting.Branches = append(meeting.Branches, now.Branch)
		}
	}
	n := len(changes)
	if l.Ceremony {
		meeting.Due, meeting.Present = value.CountOf(n), value.CountOf(n)
		changes = append(changes, Put{Kind: ledger.Meetings, Now: meeting})
	}
	return save(l.book, l.view, ledger.Members.Name(), "办离团 "+strconv.Itoa(n)+" 人", changes)
}

// Leaves says that somebody has to leave.
func Leaves(b *store.Book, m *ledger.Member) bool {
	return rules.TallyOf(b.Today(), ledger.Members).Has(m.ID, "over") || m.State == codes.MemberOverAge && rules.Offices(b.Today()).Posts[m.ID] == 0
}

// Leavings is one line for all who have to leave, none where nobody has.
func Leavings(b *store.Book) []Waiting {
	n := rules.TallyOf(b.Today(), ledger.Members).Count("over")
	if n == 0 {
		return nil
	}
	return []Waiting{{Kind: ledger.Members, About: strconv.Itoa(n) + " 名团员满了年龄、没有团内职务", Next: "勾好一起办"}}
}
