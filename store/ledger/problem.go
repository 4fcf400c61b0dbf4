package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Problem is something that somebody has brought up and that the office sees to: who handles it by when, what was done,
// and whether it helped (domain.md §7 rows 32, 49, 63 and 85, §8, 问题).
type Problem struct {
	Meta       `json:"meta"`
	Day        value.Date `json:"day,omitempty"`
	Source     string     `json:"source,omitempty"`
	Survey     value.ID   `json:"survey,omitzero"` // of a need that a survey brought to light, with Need
	Need       string     `json:"need,omitempty"`  // the choice that was ticked: 1A
	Person     value.ID   `json:"person,omitzero"`
	Branch     value.ID   `json:"branch,omitzero"`
	Enterprise value.ID   `json:"enterprise,omitzero"`
	Group      string     `json:"group,omitempty"`
	What       string     `json:"what,omitempty"`
	Handler    string     `json:"handler,omitempty"`
	Due        value.Date `json:"due,omitempty"`
	Done       string     `json:"done,omitempty"`
	Settled    value.Date `json:"settled,omitempty"`
	Services   []value.ID `json:"services,omitempty"` // meetings and activities that answered it
	Called     value.Date `json:"called,omitempty"`   // when somebody asked whether it helped
	Satisfied  string     `json:"satisfied,omitempty"`
	Reopened   value.Date `json:"reopened,omitempty"`
	ReopenWhy  string     `json:"reopen_why,omitempty"`
	Note       string     `json:"note,omitempty"`
}

// begins is how a long text begins, for a heading.
func begins(text string) string {
	const most = 18
	if all := []rune(value.OneLine(text)); len(all) > most {
		return string(all[:most]) + "…"
	}
	return value.OneLine(text)
}

// Open says that a problem is not settled.
func (p *Problem) Open() bool { return p.Settled == 0 }

// DueBy is by when it is to be settled: what was agreed, or the rules' days after it came up or was opened again; 0 for never.
func (p *Problem) DueBy(b Basis) value.Date {
	switch {
	case p.Due != 0:
		return p.Due.Last()
	case p.Reopened != 0:
		return p.Reopened.Last().AddDays(b.Rules.ProblemDays)
	case p.Day == 0:
		return 0
	}
	return p.Day.Last().AddDays(b.Rules.ProblemDays)
}

// Late says that it is open beyond its day.
func (p *Problem) Late(b Basis) bool {
	due := p.DueBy(b)
	return p.Open() && due != 0 && due < b.Today
}

// Uncalled says that it was settled and nobody has asked yet whether it helped.
func (p *Problem) Uncalled() bool { return !p.Open() && p.Called == 0 }

// Unhappy says that whoever was asked is not content, and it was left at that.
func (p *Problem) Unhappy() bool { return !p.Open() && p.Satisfied == codes.Unsatisfied }

// Problems is the table of problems.
var Problems = (&Table[Problem]{
	name: "problem", title: "问题",
	parts: parts[Problem]{
		chapter: ChapterHelp, owner: ByCommunity | ByStreet, unit: "个", measure: "个问题",
		happened: func(p *Problem) value.Date { return p.Day },
		told: func(p *Problem) string {
			return said("；", codes.ProblemGroups.Label(p.Group), p.What, worded("办理人：", p.Handler), worded("办理：", p.Done), worded("办结 ", p.Settled.String()), codes.Satisfactions.Label(p.Satisfied))
		},
		called: func(p *Problem, texts Texts) string {
			return said(" ", p.Day.String(), begins(p.What), texts("person"), texts("branch"), texts("enterprise"))
		},
		homes: []string{"branch", "enterprise", "person", "survey"},
		found: foundLast,
		seek: []Seek{{Key: "what", By: SeekAside}, {Key: "person", By: SeekHolder}, {Key: "branch", By: SeekThrough}, {Key: "enterprise", By: SeekThrough}, {Key: "survey", By: SeekThrough},
			{Key: "handler", By: SeekBoss}, {Key: "done", By: SeekAside}},
		states: []State[Problem]{
			{"open", "没有办结", func(p *Problem, _ Basis) bool { return p.Open() }},
			{"todo", "待办", func(p *Problem, _ Basis) bool { return p.Open() && p.Handler == "" }},
			{"doing", "在办", func(p *Problem, _ Basis) bool { return p.Open() && p.Handler != "" }},
			{"late", "逾期", func(p *Problem, b Basis) bool { return p.Late(b) }},
			{"done", "办结", func(p *Problem, _ Basis) bool { return !p.Open() }},
		},
		begin: "open",
		sheet: Sheet{Titles: []string{"问题台账", "问题清单", "问题登记", "诉求台账", "困难台账"}, Vital: []string{"what", "handler", "source", "group"}, Same: [][]string{{"day", "what", "person", "branch", "enterprise"}}},
	},
	fields: []Field[Problem]{
		day("day", "登记日期", func(p *Problem) *value.Date { return &p.Day }).vital(),
		choice("source", "问题来源", 6, codes.ProblemSources, func(p *Problem) *string { return &p.Source }),
		ref("survey", "来自哪次调查", 18, toSurvey, func(p *Problem) *value.ID { return &p.Survey }),
		line("need", "调查里的哪一项", 6, func(p *Problem) *string { return &p.Need }),
		ref("person", "谁的问题", 8, toMember, func(p *Problem) *value.ID { return &p.Person }),
		ref("branch", "哪个团组织的", 20, toBranch, func(p *Problem) *value.ID { return &p.Branch }),
		ref("enterprise", "哪家企业的", 20, toEnterprise, func(p *Problem) *value.ID { return &p.Enterprise }),
		choice("group", "问题类别", 6, codes.ProblemGroups, func(p *Problem) *string { return &p.Group }).must(),
		lines("what", "什么问题", func(p *Problem) *string { return &p.What }).vital(),
		line("handler", "谁来办", 10, func(p *Problem) *string { return &p.Handler }),
		day("due", "办结期限", func(p *Problem) *value.Date { return &p.Due }),
		lines("done", "怎么办的", func(p *Problem) *string { return &p.Done }),
		day("settled", "办结日期", func(p *Problem) *value.Date { return &p.Settled }),
		refs("services", "用哪些活动回应的", 24, toMeetings, func(p *Problem) *[]value.ID { return &p.Services }),
		day("called", "回访日期", func(p *Problem) *value.Date { return &p.Called }),
		choice("satisfied", "是否满意", 8, codes.Satisfactions, func(p *Problem) *string { return &p.Satisfied }),
		day("reopened", "重办日期", func(p *Problem) *value.Date { return &p.Reopened }),
		line("reopen_why", "重办的原因", 16, func(p *Problem) *string { return &p.ReopenWhy }),
		lines("note", "备注", func(p *Problem) *string { return &p.Note }),
	},
	derived: []Derived[Problem]{
		{Column{Key: "due_by", Label: "哪天前办结", Width: 10, Shape: Day8}, func(p *Problem, b Basis) string { return p.DueBy(b).String() }},
	},
	check: checkProblem,
}).ready()

func checkProblem(p *Problem, b Basis) []value.Fault {
	var faults []value.Fault
	if p.Person.IsZero() && p.Branch.IsZero() && p.Enterprise.IsZero() && p.LooseText("person")+p.LooseText("branch")+p.LooseText("enterprise") == "" {
		faults = append(faults, value.Soft(value.Missing, "还没有写是谁的、哪个团组织的或哪家企业的问题。").On("branch"))
	}
	if p.Day.First() > b.Today {
		faults = append(faults, value.Soft("date.future", "登记日期还没有到。请核对。").On("day"))
	}
	if p.Settled != 0 && p.Day != 0 && p.Settled.Last() < p.Day.First() {
		faults = append(faults, value.Hard("problem.before", "办结日期早于登记日期。请核对。").On("settled"))
	}
	if p.Settled != 0 && p.Done == "" {
		faults = append(faults, value.Soft(value.Missing, "办结了，还没有写怎么办的。").On("done"))
	}
	if p.Called != 0 && p.Settled != 0 && p.Called.Last() < p.Settled.First() {
		faults = append(faults, value.Soft("problem.called", "回访日期早于办结日期。请核对。").On("called"))
	}
	if p.Unhappy() {
		faults = append(faults, value.Soft("problem.unhappy", "回访不满意，问题还写着办结。请在办事“办一个问题”里重办。").On("satisfied"))
	}
	if p.Late(b) {
		faults = append(faults, value.Soft("problem.overdue", "过了办结期限还没有办结。请办结，或改期限。").On("due"))
	}
	return faults
}
