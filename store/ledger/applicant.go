package ledger

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// An Applicant is somebody on the way into the League, with the day of each stage (domain.md §1.1, the joining workflow).
type Applicant struct {
	Meta        `json:"meta"`
	Title       string      `json:"name"`
	Youth       value.ID    `json:"youth,omitzero"`
	Branch      value.ID    `json:"branch,omitzero"`
	Born        value.Date  `json:"born,omitempty"`
	Stage       string      `json:"stage,omitempty"`
	Applied     value.Date  `json:"applied,omitempty"`
	Active      value.Date  `json:"active,omitempty"`
	Target      value.Date  `json:"target,omitempty"`
	Reviewed    value.Date  `json:"reviewed,omitempty"`
	Form        value.Date  `json:"form,omitempty"`
	Met         value.Date  `json:"met,omitempty"` // the branch's meeting: a member from this day
	Approved    value.Date  `json:"approved,omitempty"`
	Hours       value.Count `json:"hours,omitempty"`
	Introducers []value.ID  `json:"introducers,omitempty"`
	Due         value.Count `json:"due,omitempty"`
	Present     value.Count `json:"present,omitempty"`
	Favour      value.Count `json:"favour,omitempty"`
	Number      string      `json:"number,omitempty"`
	Member      value.ID    `json:"member,omitzero"` // whom he became
	Note        string      `json:"note,omitempty"`
}

// Steps are the stages in their order, with their days.
func (a *Applicant) Steps() []Step {
	return []Step{{"applied", "申请", a.Applied}, {"active", "确定为积极分子", a.Active}, {"target", "确定为发展对象", a.Target}, {"reviewed", "预审", a.Reviewed},
		{"form", "填志愿书", a.Form}, {"met", "支部大会", a.Met}, {"approved", "审批", a.Approved}}
}

// Applicants is the table of those who want to join.
var Applicants = (&Table[Applicant]{
	name: "applicant", title: "发展团员",
	parts: parts[Applicant]{
		chapter: ChapterMembers, owner: ByCommunity, unit: "人", measure: "名发展中的青年",
		happened: func(a *Applicant) value.Date { return reached(a.Steps()).Day },
		told: func(a *Applicant) string {
			return said("；", codes.ApplicantStages.Label(a.Stage), worded("团课学时 ", a.Hours.String()), worded("志愿书 ", a.Number))
		},
		name: func(a *Applicant) string { return a.Title }, person: true,
		hint: func(a *Applicant, texts Texts) string {
			return said(" ", codes.ApplicantStages.Label(a.Stage), texts("branch"))
		},
		past:  func(a *Applicant, _ value.Date) bool { return !a.Member.IsZero() },
		homes: []string{"branch"},
		found: foundSeventh, seek: []Seek{{Key: "branch", By: SeekThrough}, {Key: "number"}},
		states: []State[Applicant]{
			{"open", "发展中", func(a *Applicant, _ Basis) bool { return a.Member.IsZero() }},
			{"ripe", "可以定发展对象", func(a *Applicant, b Basis) bool {
				return a.Member.IsZero() && a.Target == 0 && a.Active != 0 && len(a.Waits(b.Rules, b.Today)) == 0
			}},
			{"joined", "已入团", func(a *Applicant, _ Basis) bool { return !a.Member.IsZero() }},
		},
		begin: "open",
		sheet: Sheet{Titles: []string{"发展团员", "入团积极分子"}, Vital: []string{"name", "stage", "applied", "active"}, Same: [][]string{{"name", "branch"}}},
	},
	fields: []Field[Applicant]{
		line("name", "申请人", 10, func(a *Applicant) *string { return &a.Title }).vital(),
		ref("youth", "青年登记", 10, toYouth, func(a *Applicant) *value.ID { return &a.Youth }),
		ref("branch", "申请的支部", 20, toBranch, func(a *Applicant) *value.ID { return &a.Branch }).must(),
		day("born", "申请人出生日期", func(a *Applicant) *value.Date { return &a.Born }).birthday(),
		choice("stage", "发展阶段", 10, codes.ApplicantStages, func(a *Applicant) *string { return &a.Stage }).must(),
		day("applied", "申请日期", func(a *Applicant) *value.Date { return &a.Applied }).must(),
		day("active", "积极分子日期", func(a *Applicant) *value.Date { return &a.Active }),
		day("target", "发展对象日期", func(a *Applicant) *value.Date { return &a.Target }),
		day("reviewed", "预审日期", func(a *Applicant) *value.Date { return &a.Reviewed }),
		day("form", "志愿书日期", func(a *Applicant) *value.Date { return &a.Form }),
		day("met", "支部大会日期", func(a *Applicant) *value.Date { return &a.Met }),
		day("approved", "审批日期", func(a *Applicant) *value.Date { return &a.Approved }),
		number("hours", "已上团课学时", func(a *Applicant) *value.Count { return &a.Hours }),
		refs("introducers", "入团介绍人", 16, toMembers, func(a *Applicant) *[]value.ID { return &a.Introducers }),
		number("due", "大会应到", func(a *Applicant) *value.Count { return &a.Due }),
		number("present", "大会实到", func(a *Applicant) *value.Count { return &a.Present }),
		number("favour", "大会赞成", func(a *Applicant) *value.Count { return &a.Favour }),
		line("number", "志愿书编号", 14, func(a *Applicant) *string { return &a.Number }).shaped(Digits),
		ref("member", "已是团员", 10, toMember, func(a *Applicant) *value.ID { return &a.Member }),
		lines("note", "备注", func(a *Applicant) *string { return &a.Note }),
	},
	check: checkApplicant,
}).ready()

// Waits says what is missing until somebody may be made 发展对象 on a day (domain.md §1.1).
func (a *Applicant) Waits(r *rulebook.Rules, on value.Date) []value.Fault {
	var faults []value.Fault
	if a.Active != 0 {
		if least := a.Active.First().AddMonths(r.ApplicantMonths); on.Last() < least {
			faults = append(faults, value.Soft("applicant.early", "从积极分子到发展对象至少 "+strconv.Itoa(r.ApplicantMonths)+" 个月，最早是 "+least.String()+"。").On("target"))
		}
	}
	if n, said := a.Hours.Value(); !said || n < r.ApplicantHours {
		faults = append(faults, value.Soft("applicant.hours", "团课至少 "+strconv.Itoa(r.ApplicantHours)+" 学时，现在是 "+strconv.Itoa(max(0, n))+" 学时。").On("hours"))
	}
	return faults
}

func checkApplicant(a *Applicant, b Basis) []value.Fault {
	faults := append(sequence(b.Today, a.Steps()), votes(a.Due, a.Present, a.Favour)...)
	if a.Target != 0 {
		faults = append(faults, a.Waits(b.Rules, a.Target)...)
	}
	if a.Born != 0 && a.Applied != 0 {
		on := a.Applied
		if a.Met != 0 {
			on = a.Met
		}
		switch {
		case a.Born.Last().YearsTo(a.Applied.Last()) < b.Rules.AgeJoin && a.Born.First().YearsTo(a.Applied.Last()) < b.Rules.AgeJoin:
			faults = append(faults, value.Soft("applicant.young", "申请时不满 "+strconv.Itoa(b.Rules.AgeJoin)+" 周岁。请核对。").On("born"))
		case a.Born.Last().YearsTo(on.First()) >= b.Rules.AgeOut:
			faults = append(faults, value.Soft("applicant.old", "已满 "+strconv.Itoa(b.Rules.AgeOut)+" 周岁，不能再入团。请核对。").On("born"))
		}
	}
	if a.Met != 0 || a.Form != 0 {
		switch n := len(a.Introducers); {
		case n == 2 && a.Introducers[0] == a.Introducers[1]:
			faults = append(faults, value.Hard("applicant.same", "两名介绍人不能是同一个人。").On("introducers"))
		case n != 2:
			faults = append(faults, value.Soft("applicant.introducers", "要有两名团员做介绍人，现在写了 "+strconv.Itoa(n)+" 名。").On("introducers"))
		}
	} else if len(a.Introducers) == 2 && a.Introducers[0] == a.Introducers[1] {
		faults = append(faults, value.Hard("applicant.same", "两名介绍人不能是同一个人。").On("introducers"))
	}
	due, said := a.Due.Value()
	present, counted := a.Present.Value()
	favour, voted := a.Favour.Value()
	if said && counted && !b.Rules.AdmissionQuorum.Exceeded(present, due) {
		faults = append(faults, value.Soft("applicant.quorum", "通过入团的支部大会，到会的要超过应到的 "+b.Rules.AdmissionQuorum.String()+"，至少要到 "+strconv.Itoa(b.Rules.AdmissionQuorum.Least(due))+" 人。").On("present"))
	}
	if said && voted && !b.Rules.VoteShare.Exceeded(favour, due) {
		faults = append(faults, value.Soft("applicant.favour", "赞成的要超过应到的 "+b.Rules.VoteShare.String()+"，至少 "+strconv.Itoa(b.Rules.VoteShare.Least(due))+" 票。").On("favour"))
	}
	return faults
}
