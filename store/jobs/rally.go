package jobs

import (
	"cmp"
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Rally is a 动员会 or a talk about the charter with the heads of enterprises (league.md §3, job 2): who is invited, then who
// came and what they think of it since. How far it has come is read off the meeting: invited and not yet told who came.
type Rally struct {
	Meeting *ledger.Meeting // all but Invited, Enterprises, Due and Present, which follow from the rows
	Rows    []Invited       // to whom nobody has talked first, then those of longest ago

	was  *ledger.Meeting // nil for a new one
	book *store.Book
	view *records.View
}

// An Invited is one enterprise that does business, with the day on which somebody last talked there about the League, 0 for never.
type Invited struct {
	Enterprise *ledger.Enterprise
	Talked     value.Date
	Asked      bool
	Came       bool
	Attitude   string // since, a code; "" leaves the one of before
}

// RallyOf begins a meeting, or goes on with one that waits; a zero ID begins one. It is refused of one that is over, is not of
// this sort or somebody else's.
func RallyOf(b *store.Book, meeting value.ID) (*Rally, error) {
	v := b.Today()
	r := &Rally{book: b, view: v, Meeting: &ledger.Meeting{Sort: codes.MeetingRally, Day: v.Basis().Today}}
	if !meeting.IsZero() {
		m, ok := v.Get(ledger.Meetings, meeting).(*ledger.Meeting)
		switch {
		case !ok:
			return nil, store.Refuse("找不到这次会议，可能已经移走了。请回到办事重新选。")
		case m.Received():
			return nil, store.Refuse("这次会议是别的台账记的，这里不能改。")
		case !rallying(m):
			return nil, store.Refuse("这次会议已经记过谁来了。要改，请打开会议活动里的那一条。")
		}
		r.was, r.Meeting = m, ledger.Meetings.Clone(m).(*ledger.Meeting)
	}
	for e := range records.All[*ledger.Enterprise](v, ledger.Enterprises) {
		asked := slices.Contains(r.Meeting.Invited, e.ID)
		if asked || e.Open() && (v.Street() || !e.Received()) {
			r.Rows = append(r.Rows, Invited{Enterprise: e, Talked: rules.Talked(v, e.ID), Asked: asked})
		}
	}
	slices.SortStableFunc(r.Rows, func(x, y Invited) int {
		return cmp.Or(cmp.Compare(x.Talked, y.Talked), cmp.Compare(find.SortKey(x.Enterprise.Title, false), find.SortKey(y.Enterprise.Title, false)))
	})
	return r, nil
}

// rallying says that a meeting with enterprises was arranged and nobody has written who came.
func rallying(m *ledger.Meeting) bool {
	_, counted := m.Present.Value()
	return (m.Sort == codes.MeetingRally || m.Sort == codes.MeetingCharter) && len(m.Invited) > 0 && !counted && len(m.Enterprises) == 0
}

// Count is how many are invited, how many came, and to how many nobody had talked.
func (r *Rally) Count() (asked, came, never int) {
	for _, one := range r.Rows {
		if one.Asked {
			asked++
		}
		if one.Came {
			came++
		}
		if one.Talked == 0 {
			never++
		}
	}
	return asked, came, never
}

// Ask invites an enterprise, or no more; who is not invited has not come.
func (r *Rally) Ask(row int, asked bool) {
	r.Rows[row].Asked = asked
	if !asked {
		r.Rows[row].Came, r.Rows[row].Attitude = false, ""
	}
}

// Come says whether somebody of an enterprise came; who came was invited.
func (r *Rally) Come(row int, came bool) {
	one := &r.Rows[row]
	one.Came = came
	if came {
		one.Asked = true
	} else {
		one.Attitude = ""
	}
}

// Think says what the head of an enterprise that came thinks of it since. false where the enterprise is a community's own, whose
// word it is.
func (r *Rally) Think(row int, attitude string) bool {
	one := &r.Rows[row]
	if one.Enterprise.Received() {
		return false
	}
	if attitude != "" {
		r.Come(row, true)
	}
	one.Attitude = attitude
	return true
}

// Fault says why the meeting cannot be saved, "" where it can.
func (r *Rally) Fault() string {
	asked, came, _ := r.Count()
	day, today := r.Meeting.Day, r.view.Basis().Today
	switch {
	case day == 0 || day.DayOfMonth() == 0:
		return "请写哪一天开，例如 " + today.String() + "。"
	case asked == 0:
		return "还没有请哪家企业。用空格勾上。"
	case came > 0 && day > today:
		return "会还没有开，不能记谁来了。请核对日期，或先只记请了哪些企业。"
	case came == 0 && day < today && r.was == nil:
		return "这一天已经过了。请勾上来了的企业。"
	case came == 0 && r.was != nil && day <= today:
		return "还没有勾谁来了。开了会，请勾上来了的企业；没有开成，请改日期。"
	}
	return ""
}

// Record is the meeting with what follows from the rows: who was invited and, once somebody came, who did.
func (r *Rally) Record() *ledger.Meeting {
	m := *r.Meeting
	asked, came, _ := r.Count()
	m.Invited, m.Enterprises, m.Due, m.Present = nil, nil, value.CountOf(asked), 0
	for _, one := range r.Rows {
		if one.Asked {
			m.Invited = append(m.Invited, one.Enterprise.ID)
		}
		if one.Came {
			m.Enterprises = append(m.Enterprises, one.Enterprise.ID)
		}
	}
	if came > 0 {
		m.Present = value.CountOf(came)
	}
	return &m
}

// Save writes the meeting, and into the enterprises what their heads think since, in one intent.
func (r *Rally) Save() (uint64, error) {
	if wrong := r.Fault(); wrong != "" {
		return 0, store.Refuse(wrong)
	}
	put := Put{Kind: ledger.Meetings, Now: r.Record()}
	if r.was != nil {
		put.Was = r.was
	}
	puts := []Put{put}
	for _, one := range r.Rows {
		if !one.Came || one.Attitude == "" || one.Attitude == one.Enterprise.Attitude {
			continue
		}
		now := ledger.Enterprises.Clone(one.Enterprise).(*ledger.Enterprise)
		now.Attitude = one.Attitude
		puts = append(puts, Put{Kind: ledger.Enterprises, Was: one.Enterprise, Now: now})
	}
	asked, came, _ := r.Count()
	what := codes.MeetingSorts.Label(r.Meeting.Sort) + "，请了 " + strconv.Itoa(asked) + " 家"
	if came > 0 {
		what += "，来了 " + strconv.Itoa(came) + " 家"
	}
	return save(r.book, r.view, ledger.Meetings.Name(), what, puts)
}

// Rallies are the meetings that were arranged and of which nobody has written who came, the earliest first.
func Rallies(b *store.Book) []Waiting {
	var all []Waiting
	for m := range records.All[*ledger.Meeting](b.Today(), ledger.Meetings) {
		if m.Received() || !rallying(m) {
			continue
		}
		next := "开过以后记谁来了"
		if m.Day.First() > b.Basis().Today {
			next = "请了 " + strconv.Itoa(len(m.Invited)) + " 家，等着开"
		}
		all = append(all, Waiting{Kind: ledger.Meetings, ID: m.ID, About: m.Day.String() + " " + codes.MeetingSorts.Label(m.Sort), Next: next, By: m.Day.Last()})
	}
	slices.SortFunc(all, func(x, y Waiting) int { return cmp.Or(cmp.Compare(x.by(), y.by()), cmp.Compare(x.About, y.About)) })
	return all
}

// Rallying says that a meeting waits to be gone on with.
func Rallying(b *store.Book, m *ledger.Meeting) bool { return !m.Received() && rallying(m) }
