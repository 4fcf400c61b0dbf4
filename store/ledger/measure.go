package ledger

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// A Measure is one step about somebody's membership that only a meeting or the upper level decides: leaving, removal,
// punishment, the search for a lost member (domain.md §1.1, §8, 离团/除名/处分). It never changes the member's state by itself.
type Measure struct {
	Meta       `json:"meta"`
	Member     value.ID    `json:"member,omitzero"`
	Sort       string      `json:"sort,omitempty"`
	Day        value.Date  `json:"day,omitempty"`
	Why        string      `json:"why,omitempty"`
	Meeting    value.ID    `json:"meeting,omitzero"`
	Due        value.Count `json:"due,omitempty"`
	Present    value.Count `json:"present,omitempty"`
	Favour     value.Count `json:"favour,omitempty"`
	ApprovedBy string      `json:"approved_by,omitempty"`
	Document   string      `json:"document,omitempty"`
	Approved   value.Date  `json:"approved,omitempty"`
	From       value.Date  `json:"from,omitempty"`
	Until      value.Date  `json:"until,omitempty"`
	Attempts   string      `json:"attempts,omitempty"` // to reach a lost member, a dated line each
	Note       string      `json:"note,omitempty"`
}

// Watched says that a member is under 留团察看 on a day by this measure: he neither votes nor stands, and introduces nobody
// (domain.md §1.1).
func (m *Measure) Watched(today value.Date) bool {
	return m.Sort == codes.MeasureWatch && m.From != 0 && m.From.First() <= today && (m.Until == 0 || m.Until.Last() >= today)
}

// WatchEnds are the days on which 留团察看 from a day on may end by the rules, and the same in words.
func WatchEnds(from value.Date, r *rulebook.Rules) (ends []value.Date, words string) {
	for _, months := range r.WatchMonths {
		ends = append(ends, from.AddMonths(months))
	}
	texts := make([]string, len(ends))
	for i, day := range ends {
		texts[i] = day.String()
	}
	return ends, strings.Join(texts, " 或 ")
}

// decidedAbove are the sorts that hold once the upper level has approved them; the others need no approval there.
var decidedAbove = map[string]bool{codes.MeasureDetached: true, codes.MeasureExpelled: true, codes.MeasureWatch: true, codes.MeasureStopped: true}

// NeedsApproval says that a measure of the sort holds only once the upper level has approved it.
func (m *Measure) NeedsApproval() bool { return decidedAbove[m.Sort] }

// leadsTo are the states that a member is in after a measure, and the reason that goes with each.
var leadsTo = map[string][2]string{
	codes.MeasureLeft: {codes.MemberLeft, codes.LeavingAge}, codes.MeasureDetached: {codes.MemberDetached, codes.LeavingNoLife}, codes.MeasureWithdrew: {codes.MemberWithdrew, codes.LeavingWish},
	codes.MeasureExpelled: {codes.MemberExpelled, codes.LeavingBreach}, codes.MeasureStopped: {codes.MemberStopped, ""}, codes.MeasureRestored: {codes.MemberNormal, ""},
}

// Leads is the state that a member is in after the measure, and the usual reason of it; "" where it leaves the state alone.
func (m *Measure) Leads() (state, why string) { to := leadsTo[m.Sort]; return to[0], to[1] }

// Holds is the day from which a measure holds: of its approval where it needs one, else of the decision; 0 while it does not.
func (m *Measure) Holds() value.Date {
	if m.NeedsApproval() || m.Approved != 0 {
		return m.Approved
	}
	return m.Day
}

// Measures is the table of these steps.
var Measures = (&Table[Measure]{
	name: "measure", title: "团籍处理",
	parts: parts[Measure]{
		chapter: ChapterMembers, owner: ByCommunity, unit: "件", measure: "件团籍处理",
		happened: func(m *Measure) value.Date { return m.Day },
		told: func(m *Measure) string {
			return said("；", codes.MeasureSorts.Label(m.Sort), m.Why, worded("批复：", said(" ", m.Document, m.Approved.String())))
		},
		called: func(m *Measure, texts Texts) string {
			return said(" ", m.Day.String(), texts("member"), codes.MeasureSorts.Label(m.Sort))
		},
		homes: []string{"member"}, along: []string{"member"},
		found: foundLast, seek: []Seek{{Key: "member", By: SeekHolder}, {Key: "document"}, {Key: "why", By: SeekAside}},
		states: []State[Measure]{
			{"waiting", "等上级批", func(m *Measure, _ Basis) bool { return decidedAbove[m.Sort] && m.Approved == 0 }},
			{"watch", "留团察看中", func(m *Measure, b Basis) bool { return m.Watched(b.Today) }},
			{"lost", "失联核查中", func(m *Measure, b Basis) bool {
				return m.Sort == codes.MeasureLost && (m.Until == 0 || m.Until.Last() > b.Today)
			}},
		},
		sheet: Sheet{Titles: []string{"团籍处理", "处分", "除名"}, Vital: []string{"member", "sort"}, Same: [][]string{{"member", "sort", "day"}}},
	},
	fields: []Field[Measure]{
		ref("member", "当事团员", 10, toMember, func(m *Measure) *value.ID { return &m.Member }).vital(),
		choice("sort", "处理种类", 10, codes.MeasureSorts, func(m *Measure) *string { return &m.Sort }).vital(),
		day("day", "决定日期", func(m *Measure) *value.Date { return &m.Day }).must(),
		lines("why", "事由", func(m *Measure) *string { return &m.Why }).must(),
		ref("meeting", "哪次会议决定的", 20, toMeeting, func(m *Measure) *value.ID { return &m.Meeting }),
		number("due", "表决应到", func(m *Measure) *value.Count { return &m.Due }),
		number("present", "表决实到", func(m *Measure) *value.Count { return &m.Present }),
		number("favour", "赞成票", func(m *Measure) *value.Count { return &m.Favour }),
		line("approved_by", "批准单位", 18, func(m *Measure) *string { return &m.ApprovedBy }),
		line("document", "批准文号", 14, func(m *Measure) *string { return &m.Document }),
		day("approved", "批准日期", func(m *Measure) *value.Date { return &m.Approved }),
		day("from", "起算日期", func(m *Measure) *value.Date { return &m.From }),
		day("until", "截止日期", func(m *Measure) *value.Date { return &m.Until }),
		lines("attempts", "联系经过", func(m *Measure) *string { return &m.Attempts }),
		lines("note", "备注", func(m *Measure) *string { return &m.Note }),
	},
	check: func(m *Measure, b Basis) []value.Fault {
		faults := append(votes(m.Due, m.Present, m.Favour), sequence(b.Today, []Step{{"day", "决定", m.Day}, {"approved", "批准", m.Approved}})...)
		if m.From != 0 && m.Until != 0 && m.Until.Last() < m.From.First() {
			faults = append(faults, value.Hard("measure.before", "截止日期早于起算日期。请核对。").On("until"))
		}
		if m.Sort == codes.MeasureWatch && m.From != 0 && m.Until != 0 {
			if ends, words := WatchEnds(m.From, b.Rules); !slices.Contains(ends, m.Until.First()) {
				faults = append(faults, value.Soft("measure.watch", "留团察看应到 "+words+"。请核对。").On("until"))
			}
		}
		return faults
	},
}).ready()

// votes hold the numbers of a vote against each other.
func votes(due, present, favour value.Count) []value.Fault {
	d, said := due.Value()
	p, counted := present.Value()
	f, voted := favour.Value()
	switch {
	case said && counted && p > d:
		return []value.Fault{value.Soft("vote.present", "实到 "+strconv.Itoa(p)+" 人，比应到的 "+strconv.Itoa(d)+" 人还多。请核对。").On("present")}
	case counted && voted && f > p:
		return []value.Fault{value.Soft("vote.favour", "赞成 "+strconv.Itoa(f)+" 票，比实到的 "+strconv.Itoa(p)+" 人还多。请核对。").On("favour")}
	}
	return nil
}
