package ledger

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// A Meeting is one meeting or activity: of a branch, of several, or with enterprises (domain.md §1.5, §8, 会议活动).
type Meeting struct {
	Meta        `json:"meta"`
	Title       string      `json:"name,omitempty"` // the theme
	Sort        string      `json:"sort,omitempty"`
	Day         value.Date  `json:"day,omitempty"`
	Branches    []value.ID  `json:"branches,omitempty"`
	Enterprises []value.ID  `json:"enterprises,omitempty"`
	Invited     []value.ID  `json:"invited,omitempty"` // enterprises whose heads were invited, those that came too
	Place       string      `json:"place,omitempty"`
	Facility    value.ID    `json:"facility,omitzero"` // whose place it is, where it is one that is open to the young
	Partners    []value.ID  `json:"partners,omitempty"`
	Chair       string      `json:"chair,omitempty"`
	Speaker     string      `json:"speaker,omitempty"`
	Recorder    string      `json:"recorder,omitempty"`
	Due         value.Count `json:"due,omitempty"`
	Present     value.Count `json:"present,omitempty"`
	Came        []value.ID  `json:"came,omitempty"`
	Missed      []value.ID  `json:"missed,omitempty"`
	MissedWhy   string      `json:"missed_why,omitempty"`
	Guests      string      `json:"guests,omitempty"`
	Hours       value.Count `json:"hours,omitempty"`
	Rest        string      `json:"rest,omitempty"` // held in the workers' rest time
	Oath        string      `json:"oath,omitempty"`
	Content     string      `json:"content,omitempty"`
	Decision    string      `json:"decision,omitempty"`
	Next        value.Date  `json:"next,omitempty"`
	Note        string      `json:"note,omitempty"`
}

// Held says that enough were there for the meeting to count: a general meeting of a branch needs more than the rules' share
// of those due (domain.md §1.5); any other counts as it is, and so does one of which nobody wrote the numbers.
func (m *Meeting) Held(r *rulebook.Rules) bool {
	due, said := m.Due.Value()
	present, counted := m.Present.Value()
	return m.Sort != codes.MeetingGeneral || !said || !counted || r.MeetingQuorum.Exceeded(present, due)
}

// Meetings is the table of meetings and activities.
var Meetings = (&Table[Meeting]{
	name: "meeting", title: "会议活动",
	parts: parts[Meeting]{
		chapter: ChapterDeeds, owner: ByCommunity | ByStreet, unit: "次", measure: "次会议活动",
		happened: func(m *Meeting) value.Date { return m.Day },
		told: func(m *Meeting) string {
			return said("；", codes.MeetingSorts.Label(m.Sort), m.Title, attended(m.Due, m.Present), worded("决定：", m.Decision))
		},
		called: func(m *Meeting, texts Texts) string {
			return said(" ", m.Day.String(), codes.MeetingSorts.Label(m.Sort), m.Title, texts("branches"))
		},
		homes: []string{"branches", "enterprises", "invited", "partners"}, many: true,
		found: foundLast,
		seek: []Seek{{Key: "sort", By: SeekAside}, {Key: "name", By: SeekAside}, {Key: "branches", By: SeekThrough}, {Key: "enterprises", By: SeekThrough}, {Key: "place", By: SeekAside}, {Key: "facility", By: SeekThrough}, {Key: "partners", By: SeekThrough},
			{Key: "chair", By: SeekBoss}, {Key: "speaker", By: SeekBoss}, {Key: "content", By: SeekAside}, {Key: "decision", By: SeekAside}},
		states: []State[Meeting]{
			{"year", "今年的", func(m *Meeting, b Basis) bool { return m.Day.Year() == b.Today.Year() && m.Day.First() <= b.Today }},
			{"coming", "还没有开", func(m *Meeting, b Basis) bool { return m.Day.First() > b.Today }},
			{"short", "人数不够", func(m *Meeting, b Basis) bool { return !m.Held(b.Rules) }},
		},
		sheet: Sheet{Titles: []string{"会议", "团课", "团日", "活动记录", "组织生活", "三会"}, Vital: []string{"name", "sort", "present", "content"}, Same: [][]string{{"day", "sort", "branches", "name"}}},
	},
	fields: []Field[Meeting]{
		day("day", "日期", func(m *Meeting) *value.Date { return &m.Day }).vital(),
		choice("sort", "会议活动种类", 10, codes.MeetingSorts, func(m *Meeting) *string { return &m.Sort }).vital(),
		line("name", "主题", 24, func(m *Meeting) *string { return &m.Title }),
		refs("branches", "参加的团组织", 22, toBranches, func(m *Meeting) *[]value.ID { return &m.Branches }),
		refs("enterprises", "参加的企业", 22, toEnterprises, func(m *Meeting) *[]value.ID { return &m.Enterprises }),
		refs("invited", "请了的企业", 22, toEnterprises, func(m *Meeting) *[]value.ID { return &m.Invited }),
		line("place", "地点", 14, func(m *Meeting) *string { return &m.Place }),
		ref("facility", "用的设施", 16, toFacility, func(m *Meeting) *value.ID { return &m.Facility }),
		refs("partners", "一起办的单位", 20, toPartners, func(m *Meeting) *[]value.ID { return &m.Partners }),
		line("chair", "主持人", 8, func(m *Meeting) *string { return &m.Chair }),
		line("speaker", "主讲人", 8, func(m *Meeting) *string { return &m.Speaker }),
		line("recorder", "记录人", 8, func(m *Meeting) *string { return &m.Recorder }),
		number("due", "应到人数", func(m *Meeting) *value.Count { return &m.Due }),
		number("present", "实到人数", func(m *Meeting) *value.Count { return &m.Present }),
		refs("came", "到会的团员", 30, toMembers, func(m *Meeting) *[]value.ID { return &m.Came }),
		refs("missed", "没到的团员", 20, toMembers, func(m *Meeting) *[]value.ID { return &m.Missed }),
		line("missed_why", "没到的原因", 14, func(m *Meeting) *string { return &m.MissedWhy }),
		line("guests", "列席来宾", 16, func(m *Meeting) *string { return &m.Guests }),
		number("hours", "学时数", func(m *Meeting) *value.Count { return &m.Hours }),
		choice("rest", "利用休息时间", 6, codes.YesNo, func(m *Meeting) *string { return &m.Rest }),
		choice("oath", "是否宣誓", 6, codes.YesNo, func(m *Meeting) *string { return &m.Oath }),
		lines("content", "会议内容", func(m *Meeting) *string { return &m.Content }),
		lines("decision", "会议决定", func(m *Meeting) *string { return &m.Decision }),
		day("next", "下次日期", func(m *Meeting) *value.Date { return &m.Next }),
		lines("note", "备注", func(m *Meeting) *string { return &m.Note }),
	},
	check: checkMeeting,
}).ready()

func checkMeeting(m *Meeting, b Basis) []value.Fault {
	var faults []value.Fault
	if len(m.Branches) == 0 && len(m.Enterprises) == 0 && len(m.Invited) == 0 && len(m.Partners) == 0 && m.LooseText("branches") == "" && m.LooseText("enterprises") == "" && m.LooseText("invited") == "" && m.LooseText("partners") == "" {
		faults = append(faults, value.Soft(value.Missing, "还没有写是哪个团组织、企业的，或和哪个单位一起办的。").On("branches"))
	}
	due, said := m.Due.Value()
	present, counted := m.Present.Value()
	if said && counted && present > due && m.Guests == "" {
		faults = append(faults, value.Soft("meeting.present", "实到 "+strconv.Itoa(present)+" 人，比应到的 "+strconv.Itoa(due)+" 人还多。请核对；有列席的请写在列席来宾里。").On("present"))
	}
	if !m.Held(b.Rules) {
		faults = append(faults, value.Soft("meeting.quorum", "到会的要超过应到的 "+b.Rules.MeetingQuorum.String()+"，应到 "+strconv.Itoa(due)+" 人，至少要到 "+strconv.Itoa(b.Rules.MeetingQuorum.Least(due))+" 人，这次支部大会不算数。").On("present"))
	}
	if counted && len(m.Came) > present {
		faults = append(faults, value.Soft("meeting.came", "勾了 "+strconv.Itoa(len(m.Came))+" 名到会的团员，实到却只有 "+strconv.Itoa(present)+" 人。请核对。").On("present"))
	}
	for _, id := range m.Came {
		for _, other := range m.Missed {
			if id == other {
				return append(faults, value.Soft("meeting.both", "有人既写在到会的里，又写在没到的里。请去掉一处。").On("missed"))
			}
		}
	}
	return faults
}
