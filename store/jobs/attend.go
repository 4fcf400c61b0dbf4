package jobs

import (
	"slices"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// An Attendance is a meeting of one branch that is being written down: who of its members came, and who did not. The record
// that it makes goes on in the form of any meeting, where the rest is written and it is saved.
type Attendance struct {
	Branch   *ledger.Branch
	Meeting  *ledger.Meeting // all but Due, Present, Came and Missed, which follow from the ticks
	Rows     []Attendant     // by name
	Voteless int             // members who are not due at a general meeting, as they may not vote

	book *store.Book
	view *records.View
}

// An Attendant is a member who is due.
type Attendant struct {
	Member *ledger.Member
	Came   bool
}

// Attend begins a meeting of a branch: everybody on its roll is due and came, of a general meeting everybody who may vote. Sort, place, chair and the like are those of
// the branch's last meeting of the sort, for a meeting that comes again (league.md §3, job 12); the theme and what was said
// are new each time.
func Attend(b *store.Book, branch value.ID, sort string) (*Attendance, error) {
	v := b.Today()
	o, ok := v.Get(ledger.Branches, branch).(*ledger.Branch)
	if !ok {
		return nil, store.Refuse("找不到这个团组织。请重新选一个。")
	}
	a := &Attendance{Branch: o, book: b, view: v, Meeting: &ledger.Meeting{Sort: sort, Branches: []value.ID{o.ID}, Day: v.Basis().Today}}
	if last := lastMeeting(v, o.ID, sort); last != nil {
		m := a.Meeting
		m.Place, m.Chair, m.Speaker, m.Recorder, m.Hours, m.Rest = last.Place, last.Chair, last.Speaker, last.Recorder, last.Hours, last.Rest
	}
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		if m.Branch == o.ID && m.OnRoll() {
			a.Rows = append(a.Rows, Attendant{m, true})
		}
	}
	if sort == codes.MeetingGeneral {
		voters := rules.Voters(v, o.ID, v.Basis().Today)
		a.Voteless = len(a.Rows) - len(voters)
		a.Rows = a.Rows[:0]
		for _, m := range voters {
			a.Rows = append(a.Rows, Attendant{m, true})
		}
	}
	slices.SortFunc(a.Rows, func(x, y Attendant) int { return byName(x.Member, y.Member) })
	return a, nil
}

// lastMeeting is a branch's newest meeting of a sort, nil for none.
func lastMeeting(v *records.View, branch value.ID, sort string) (last *ledger.Meeting) {
	for m := range records.All[*ledger.Meeting](v, ledger.Meetings) {
		if m.Sort == sort && slices.Contains(m.Branches, branch) && (last == nil || m.Day > last.Day || m.Day == last.Day && m.Order > last.Order) {
			last = m
		}
	}
	return last
}

// Count is how many are due, and how many came.
func (a *Attendance) Count() (due, came int) {
	for _, r := range a.Rows {
		if r.Came {
			came++
		}
	}
	return len(a.Rows), came
}

// Record is the meeting with what follows from the ticks.
func (a *Attendance) Record() *ledger.Meeting {
	m := *a.Meeting
	due, came := a.Count()
	m.Due, m.Present, m.Came, m.Missed = value.CountOf(due), value.CountOf(came), nil, nil
	for _, r := range a.Rows {
		if r.Came {
			m.Came = append(m.Came, r.Member.ID)
		} else {
			m.Missed = append(m.Missed, r.Member.ID)
		}
	}
	return &m
}

// Held says whether enough came for the meeting to count, and how many must come at least; 0 where any number does.
func (a *Attendance) Held() (held bool, least int) {
	r := a.view.Basis().Rules
	m := a.Record()
	if m.Sort == codes.MeetingGeneral {
		least = r.MeetingQuorum.Least(len(a.Rows))
	}
	return m.Held(r), least
}
