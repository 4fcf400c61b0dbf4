package ledger

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Visit is one visit to an enterprise, a branch or a community, at a street also under a standing contact: what was
// seen, what was difficult, what came of it (domain.md §7 rows 9, 11, 35, 79 and 80; league.md §2).
type Visit struct {
	Meta       `json:"meta"`
	Liaison    value.ID    `json:"liaison,omitzero"`
	Sort       string      `json:"sort,omitempty"`
	Enterprise value.ID    `json:"enterprise,omitzero"`
	Branch     value.ID    `json:"branch,omitzero"`
	Community  value.ID    `json:"community,omitzero"`
	Talked     []value.ID  `json:"talked,omitempty"` // members who were talked with
	Went       string      `json:"went,omitempty"`
	Day        value.Date  `json:"day,omitempty"`
	Content    string      `json:"content,omitempty"`
	Thought    string      `json:"thought,omitempty"` // what the young there have on their minds
	Attitude   string      `json:"attitude,omitempty"`
	Staff      value.Count `json:"staff,omitempty"` // found there, as the next three
	Under35    value.Count `json:"under35,omitempty"`
	Under28    value.Count `json:"under28,omitempty"`
	Members    value.Count `json:"members,omitempty"`
	Problem    string      `json:"problem,omitempty"`
	Due        value.Date  `json:"due,omitempty"` // by when the problem is to be settled
	Result     string      `json:"result,omitempty"`
	Settled    value.Date  `json:"settled,omitempty"`
	Next       string      `json:"next,omitempty"`
	NextBy     value.Date  `json:"next_by,omitempty"`
	Note       string      `json:"note,omitempty"`
}

// Visits is the table of visits.
var Visits = (&Table[Visit]{
	name: "visit", title: "走访",
	parts: parts[Visit]{
		owner: ByCommunity | ByStreet, unit: "次", measure: "次走访",
		happened: func(v *Visit) value.Date { return v.Day },
		told: func(v *Visit) string {
			return said("；", codes.VisitSorts.Label(v.Sort), v.Content, worded("思想动态：", v.Thought), worded("态度：", codes.Attitudes.Label(v.Attitude)), worded("困难：", v.Problem), worded("办结：", v.Result), worded("下一步：", v.Next))
		},
		called: func(v *Visit, texts Texts) string {
			return said(" ", v.Day.String(), texts("liaison"), texts("enterprise"), texts("branch"), texts("community"))
		},
		homes: []string{"enterprise", "branch", "community", "liaison"}, many: true,
		whole: "liaison",
		given: func(v *Visit, _ value.Date, stands func(value.ID) bool) *Visit {
			if !stands(v.Liaison) {
				return nil
			}
			return &Visit{Liaison: v.Liaison, Sort: v.Sort, Day: v.Day, Due: v.Due, Settled: v.Settled}
		},
		sheet: Sheet{Titles: []string{"走访"}, Vital: []string{"content", "went", "problem"}, Same: [][]string{{"day", "liaison", "enterprise", "branch", "community", "went"}}},
		seek:  []Seek{{Key: "liaison", By: SeekTied}, {Key: "enterprise", By: SeekTied}, {Key: "branch", By: SeekTied}, {Key: "community", By: SeekTied}, {Key: "went", By: SeekBoss}, {Key: "content", By: SeekAside}, {Key: "problem", By: SeekAside}, {Key: "result", By: SeekAside}},
		states: []State[Visit]{
			{"open", "困难未办结", func(v *Visit, _ Basis) bool { return v.Problem != "" && v.Settled == 0 }},
			{"late", "逾期未办结", nil},
			{"year", "今年的", func(v *Visit, b Basis) bool { return v.Day.Year() == b.Today.Year() }},
		},
	},
	fields: []Field[Visit]{
		ref("liaison", "联系点", 20, toLiaison, func(v *Visit) *value.ID { return &v.Liaison }),
		day("day", "走访日期", func(v *Visit) *value.Date { return &v.Day }).vital(),
		choice("sort", "走访种类", 8, codes.VisitSorts, func(v *Visit) *string { return &v.Sort }),
		ref("enterprise", "走访的企业", 20, toEnterprise, func(v *Visit) *value.ID { return &v.Enterprise }),
		ref("branch", "走访的团组织", 20, toBranch, func(v *Visit) *value.ID { return &v.Branch }),
		ref("community", "走访的社区", 12, toCommunity, func(v *Visit) *value.ID { return &v.Community }),
		line("went", "谁去的", 12, func(v *Visit) *string { return &v.Went }),
		refs("talked", "谈了话的团员", 16, toMembers, func(v *Visit) *[]value.ID { return &v.Talked }),
		lines("content", "走访内容", func(v *Visit) *string { return &v.Content }).must(),
		lines("thought", "思想动态", func(v *Visit) *string { return &v.Thought }),
		choice("attitude", "负责人态度", 8, codes.Attitudes, func(v *Visit) *string { return &v.Attitude }),
		number("staff", "现有职工", func(v *Visit) *value.Count { return &v.Staff }),
		number("under35", "其中 35 岁以下", func(v *Visit) *value.Count { return &v.Under35 }),
		number("under28", "其中 28 岁以下", func(v *Visit) *value.Count { return &v.Under28 }),
		number("members", "其中团员", func(v *Visit) *value.Count { return &v.Members }),
		lines("problem", "发现的困难", func(v *Visit) *string { return &v.Problem }),
		day("due", "办理期限", func(v *Visit) *value.Date { return &v.Due }),
		lines("result", "办理结果", func(v *Visit) *string { return &v.Result }),
		day("settled", "办结日期", func(v *Visit) *value.Date { return &v.Settled }),
		line("next", "下一步打算", 16, func(v *Visit) *string { return &v.Next }),
		day("next_by", "下一步的日期", func(v *Visit) *value.Date { return &v.NextBy }),
		lines("note", "备注", func(v *Visit) *string { return &v.Note }),
	},
	check: func(v *Visit, b Basis) []value.Fault {
		var faults []value.Fault
		if v.Liaison.IsZero() && v.Enterprise.IsZero() && v.Branch.IsZero() && v.Community.IsZero() &&
			v.LooseText("liaison") == "" && v.LooseText("enterprise") == "" && v.LooseText("branch") == "" && v.LooseText("community") == "" {
			faults = append(faults, value.Soft(value.Missing, "还没有写去了哪家企业、哪个团组织或社区。").On("enterprise"))
		}
		for _, more := range [][2]value.Count{{v.Under35, v.Staff}, {v.Under28, v.Under35}, {v.Members, v.Staff}} {
			part, said := more[0].Value()
			if whole, known := more[1].Value(); said && known && part > whole {
				faults = append(faults, value.Soft("visit.numbers", "其中的一部分（"+strconv.Itoa(part)+"）比全部（"+strconv.Itoa(whole)+"）还多。请核对人数。").On("staff"))
				break
			}
		}
		if v.Day.First() > b.Today {
			faults = append(faults, value.Soft("date.future", "走访日期还没有到。请核对。").On("day"))
		}
		if v.Settled != 0 && v.Day != 0 && v.Settled.Last() < v.Day.First() {
			faults = append(faults, value.Hard("visit.before", "办结日期早于走访日期。请核对。").On("settled"))
		}
		if v.Due != 0 && v.Settled == 0 && v.Due.Last() < b.Today {
			faults = append(faults, value.Soft("visit.overdue", "困难已经过了办理期限。请办结，或改期限。").On("due"))
		}
		return faults
	},
}).ready()
