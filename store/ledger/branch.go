package ledger

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// A Branch is an organisation of the League, of any type: branch, general branch,
// committee, working committee (domain.md §8, 团组织).
type Branch struct {
	Meta        `json:"meta"`
	Title       string      `json:"name"` // 全称
	Short       string      `json:"short,omitempty"`
	Type        string      `json:"type,omitempty"`
	Sort        string      `json:"sort,omitempty"`
	Superior    value.ID    `json:"superior,omitzero"`
	Enterprises []value.ID  `json:"enterprises,omitempty"`
	Leads       []value.ID  `json:"leads,omitempty"`  // enterprises that it helps on without covering them
	Around      string      `json:"around,omitempty"` // the same of other communities, by name: they are in another ledger
	Community   value.ID    `json:"community,omitzero"`
	Field       string      `json:"field,omitempty"`
	Founded     value.Date  `json:"founded,omitempty"`
	FoundedDoc  string      `json:"founded_doc,omitempty"`
	Session     value.Count `json:"session,omitempty"`
	TermFrom    value.Date  `json:"term_from,omitempty"`
	TermYears   value.Count `json:"term_years,omitempty"`
	Elected     string      `json:"elected,omitempty"`
	State       string      `json:"state,omitempty"`
	StateFrom   value.Date  `json:"state_from,omitempty"`
	StateWhy    string      `json:"state_why,omitempty"`
	StateDoc    string      `json:"state_doc,omitempty"`
	StatePast   []Spell     `json:"state_past,omitempty"`
	Star        string      `json:"star,omitempty"`
	StarYear    value.Count `json:"star_year,omitempty"`
	Phone       string      `json:"phone,omitempty"`
	Place       string      `json:"place,omitempty"` // premises and funds
	Note        string      `json:"note,omitempty"`
}

// Live says that the branch has not been dissolved.
func (o *Branch) Live() bool { return o.State != codes.BranchDissolved }

// Stands says that the branch is there: not dissolved, and not only being founded, which covers nobody yet and counts
// nowhere.
func (o *Branch) Stands() bool { return o.Live() && o.State != codes.BranchPlanned }

// Name is the short name where there is one.
func (o *Branch) Name() string {
	if o.Short != "" {
		return o.Short
	}
	return o.Title
}

// Term is how many years a term lasts: what is written, or else what the rules have for such an organisation (domain.md
// §1.3); written says which. It is 0 for what has no term: an agency, a branch for one task, one not yet founded.
func (o *Branch) Term(r *rulebook.Rules) (years int, written bool) {
	if years, ok := o.TermYears.Value(); ok && years > 0 {
		return years, true
	}
	switch {
	case o.State == codes.BranchPlanned:
	case o.Type == codes.BranchCell && o.Sort != codes.SortTemporary, o.Type == codes.BranchGeneral:
		return r.TermBranch, false
	case o.Type == codes.BranchLeague:
		return r.TermCommittee, false
	}
	return 0, false
}

// TermText is Term for people: 3 年, 3 年（按规则）, or "".
func (o *Branch) TermText(r *rulebook.Rules) string {
	switch years, written := o.Term(r); {
	case years == 0:
		return ""
	case !written:
		return strconv.Itoa(years) + " 年（按规则）"
	default:
		return strconv.Itoa(years) + " 年"
	}
}

// TermEnd is the day the term ends: the start of the term, or else the founding, plus its years. It is 0 when the start is
// unknown or there is no term, as in an organisation not yet founded.
func (o *Branch) TermEnd(r *rulebook.Rules) value.Date {
	years, _ := o.Term(r)
	from := o.TermFrom
	if from == 0 {
		from = o.Founded
	}
	if years == 0 || o.State == codes.BranchPlanned {
		return 0
	}
	return from.AddYears(years)
}

// Small says that so few members are too few for this branch (domain.md §1.3): one for migrants, for one task or not yet
// founded is never too small.
func (o *Branch) Small(members int, r *rulebook.Rules) bool {
	return o.Live() && o.Type == codes.BranchCell && o.State != codes.BranchPlanned && o.Sort != codes.SortDrifting && o.Sort != codes.SortTemporary && members < r.BranchMin
}

// Branches is the table of League organisations.
var Branches = (&Table[Branch]{
	name: "branch", title: "团组织",
	parts: parts[Branch]{
		owner: ByCommunity, unit: "个", measure: "个团组织",
		lasts: true, began: "founded",
		name: (*Branch).Name,
		alias: func(o *Branch) string {
			if o.Short == o.Title || o.Short == "" {
				return ""
			}
			return o.Title
		},
		hint:  func(o *Branch, _ Texts) string { return codes.BranchTypes.Label(o.Type) },
		past:  func(o *Branch, _ value.Date) bool { return !o.Live() },
		homes: []string{"community"}, many: true,
		found: foundThird, seek: []Seek{{Key: "phone"}, {Key: "enterprises", By: SeekThrough}},
		states: []State[Branch]{
			{"live", "现有", func(o *Branch, _ Basis) bool { return o.Live() }},
			{"small", "不足{branch_min}人", nil},
			{"term", "届满", nil},
			{"vacant", "无书记", nil},
			{"gone", "已撤销", func(o *Branch, _ Basis) bool { return !o.Live() }},
		},
		begin: "live",
		sheet: Sheet{Titles: []string{"团组织", "支部台账", "组织台账", "团支部"}, Vital: []string{"name"}, Same: [][]string{{"name"}, {"short"}},
			Besides: []Column{{Key: "secretary", Label: "书记"}, remarks}},
	},
	fields: []Field[Branch]{
		line("name", "组织全称", 26, func(o *Branch) *string { return &o.Title }).vital(),
		line("short", "组织简称", 20, func(o *Branch) *string { return &o.Short }).must(),
		choice("type", "组织类型", 8, codes.BranchTypes, func(o *Branch) *string { return &o.Type }).must(),
		choice("sort", "支部种类", 8, codes.BranchSorts, func(o *Branch) *string { return &o.Sort }),
		ref("superior", "上级组织", 20, toBranch, func(o *Branch) *value.ID { return &o.Superior }),
		refs("enterprises", "覆盖企业", 22, toEnterprises, func(o *Branch) *[]value.ID { return &o.Enterprises }),
		refs("leads", "带动的企业", 22, toEnterprises, func(o *Branch) *[]value.ID { return &o.Leads }),
		line("around", "带动的周边企业", 22, func(o *Branch) *string { return &o.Around }),
		ref("community", "所在社区", 10, toCommunity, func(o *Branch) *value.ID { return &o.Community }),
		choice("field", "行业类别", 10, codes.BranchFields, func(o *Branch) *string { return &o.Field }),
		day("founded", "成立日期", func(o *Branch) *value.Date { return &o.Founded }).must(),
		line("founded_doc", "成立文号", 14, func(o *Branch) *string { return &o.FoundedDoc }),
		number("session", "届次", func(o *Branch) *value.Count { return &o.Session }),
		day("term_from", "本届起始", func(o *Branch) *value.Date { return &o.TermFrom }),
		number("term_years", "任期（年）", func(o *Branch) *value.Count { return &o.TermYears }),
		choice("elected", "产生方式", 6, codes.Electeds, func(o *Branch) *string { return &o.Elected }),
		choice("state", "组织状态", 8, codes.BranchStates, func(o *Branch) *string { return &o.State }),
		day("state_from", "状态日期", func(o *Branch) *value.Date { return &o.StateFrom }),
		line("state_why", "状态原因", 12, func(o *Branch) *string { return &o.StateWhy }),
		line("state_doc", "状态依据", 12, func(o *Branch) *string { return &o.StateDoc }),
		choice("star", "定级", 6, codes.Stars, func(o *Branch) *string { return &o.Star }),
		number("star_year", "定级年度", func(o *Branch) *value.Count { return &o.StarYear }),
		line("phone", "联系电话", 13, func(o *Branch) *string { return &o.Phone }, value.ReadPhone).shaped(Phone),
		line("place", "阵地经费", 14, func(o *Branch) *string { return &o.Place }),
		lines("note", "备注", func(o *Branch) *string { return &o.Note }),
	},
	derived: []Derived[Branch]{
		{Column{Key: "term_end", Label: "届满日", Width: 10, Shape: Day8}, func(o *Branch, b Basis) string { return o.TermEnd(b.Rules).String() }},
	},
	histories: []History[Branch]{
		{Key: "state", Label: "组织状态", State: func(o *Branch) string { return o.State }, Since: func(o *Branch) *value.Date { return &o.StateFrom },
			Reason: func(o *Branch) *string { return &o.StateWhy }, Document: func(o *Branch) *string { return &o.StateDoc }, Past: func(o *Branch) *[]Spell { return &o.StatePast }, Why: "state_why"},
	},
	check: checkBranch,
}).ready()

func checkBranch(o *Branch, b Basis) []value.Fault {
	var faults []value.Fault
	add := func(key, code, text string) { faults = append(faults, value.Soft(code, text).On(key)) }
	if o.Founded > b.Today {
		faults = append(faults, value.Hard("date.future", "成立日期还没有到。请核对。").On("founded"))
	}
	if years, ok := o.TermYears.Value(); ok {
		low, high := b.Rules.TermMin, b.Rules.TermMax
		if o.Type == codes.BranchLeague || o.Type == codes.BranchWorking {
			low, high = b.Rules.TermCommitteeMin, b.Rules.TermCommitteeMax
		}
		if years < low || years > high {
			add("term_years", "term.years", "这类组织的任期一般是 "+strconv.Itoa(low)+" 至 "+strconv.Itoa(high)+" 年。确实如此就按 F2 说明原因。")
		}
	}
	if o.TermFrom != 0 && o.TermFrom.Last() < o.Founded.First() {
		add("term_from", "term.before", "本届起始比成立日期还早。请核对。")
	}
	if end := o.TermEnd(b.Rules); o.Live() && end != 0 && end.Last() < b.Today {
		by := ""
		if years, written := o.Term(b.Rules); !written {
			by = "任期没有填，按规则 " + strconv.Itoa(years) + " 年算，"
		}
		add("term_from", "term.over", by+"本届 "+end.String()+" 已届满。换届后请改本届起始；延期请按 F2 说明原因。")
	}
	if o.Type == codes.BranchCell {
		if n := len(o.Enterprises); o.Sort == codes.SortJoint && n < 2 {
			add("enterprises", "joint.one", "联合团支部至少覆盖两家企业。请补上，或改支部种类。")
		} else if o.Sort == codes.SortSingle && n == 0 && o.Live() && o.LooseText("enterprises") == "" {
			add("enterprises", "single.none", "单独团支部要写明是哪家企业的。请按 F4 选，或改支部种类。")
		} else if o.Sort == codes.SortSingle && n > 1 {
			add("sort", "single.many", "单独团支部只对一家企业，这里选了 "+strconv.Itoa(n)+" 家。请改为联合，或去掉多余的企业。")
		}
	}
	if o.State == codes.BranchAppointed && o.Elected == codes.ByElection {
		add("elected", "elected.state", "状态是任命待选举，产生方式却是选举。请核对。")
	}
	if o.Live() && o.Type == codes.BranchCell && o.Sort == codes.SortSingle && o.Superior.IsZero() && o.LooseText("superior") == "" {
		add("superior", "superior.none", "团支部要有上级组织。请按 F4 选；上级在街道、台账里没有的，按 F2 说明。")
	}
	checkAppointment(o, add, b)
	checkStar(o, b.Rules, add)
	if o.State == codes.BranchDissolved && o.StateFrom == 0 {
		add("state_from", value.Missing, "撤销的组织要写明日期。")
	}
	return faults
}

// checkAppointment: what was appointed stays 任命待选举 until it elects, and not for long (domain.md §1.4, §8.2). Who is
// designated for one task, and an agency, elects never.
func checkAppointment(o *Branch, add func(key, code, text string), b Basis) {
	elects := o.Type == codes.BranchCell && o.Sort != codes.SortTemporary || o.Type == codes.BranchGeneral || o.Type == codes.BranchLeague
	if elects && o.Elected == codes.ByAppointment && o.State == codes.BranchNormal {
		add("state", "elected.normal", "班子是任命产生的，选举以前状态应为“任命待选举”。请核对状态或产生方式。")
	}
	since := o.StateFrom
	for _, d := range []value.Date{o.TermFrom, o.Founded} {
		if since == 0 {
			since = d
		}
	}
	if late := since.AddMonths(b.Rules.AppointedMonths); o.State == codes.BranchAppointed && since != 0 && late.Last() < b.Today {
		add("state_from", "appointed.long", "从 "+since.String()+" 起任命待选举，已超过 "+strconv.Itoa(b.Rules.AppointedMonths)+" 个月。请组织选举；还不具备条件的按 F2 说明原因。")
	}
}

// checkStar: branches for migrants and for one task are not rated, nor is one in its first months; four and five stars
// need more of them (domain.md §1.3, §1.5).
func checkStar(o *Branch, r *rulebook.Rules, add func(key, code, text string)) {
	if !codes.Stars.Has(o.Star) || o.Star == codes.StarNone {
		return
	}
	if o.Type == codes.BranchCell && (o.Sort == codes.SortDrifting || o.Sort == codes.SortTemporary) {
		add("star", "star.sort", codes.BranchSorts.Label(o.Sort)+"团支部不参加定级。请核对支部种类，或去掉定级。")
		return
	}
	year, known := o.StarYear.Value()
	if !known || o.Founded == 0 {
		return
	}
	end := value.Day(year, 12, 31)
	switch {
	case o.Founded.AddMonths(r.StarMonths).First() > end:
		add("star", "star.young", "到 "+strconv.Itoa(year)+" 年底成立还不满 "+strconv.Itoa(r.StarMonths)+" 个月，不参加当年定级。请核对成立日期和定级年度。")
	case (o.Star == codes.Star5 || o.Star == codes.Star4) && o.Founded.AddMonths(r.StarHighMonths).First() > end:
		add("star", "star.early", "到 "+strconv.Itoa(year)+" 年底成立还不满 "+strconv.Itoa(r.StarHighMonths)+" 个月，不能定四星、五星。请核对成立日期和定级年度。")
	}
}
