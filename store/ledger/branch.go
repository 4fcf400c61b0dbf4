package ledger

// A Branch is an organisation of the League, of any type: branch, general branch,
// committee, working committee (domain.md §8, 团组织).
type Branch struct {
	Meta        `json:"meta"`
	Title       string  `json:"name"` // 全称
	Short       string  `json:"short,omitempty"`
	Type        string  `json:"type,omitempty"`
	Sort        string  `json:"sort,omitempty"`
	Superior    ID      `json:"superior,omitzero"`
	Enterprises []ID    `json:"enterprises,omitempty"`
	Community   ID      `json:"community,omitzero"`
	Field       string  `json:"field,omitempty"`
	Founded     Date    `json:"founded,omitempty"`
	FoundedDoc  string  `json:"founded_doc,omitempty"`
	Session     Count   `json:"session,omitempty"`
	TermFrom    Date    `json:"term_from,omitempty"`
	TermYears   Count   `json:"term_years,omitempty"`
	Elected     string  `json:"elected,omitempty"`
	State       string  `json:"state,omitempty"`
	StateFrom   Date    `json:"state_from,omitempty"`
	StateWhy    string  `json:"state_why,omitempty"`
	StateDoc    string  `json:"state_doc,omitempty"`
	StatePast   []Spell `json:"state_past,omitempty"`
	Star        string  `json:"star,omitempty"`
	StarYear    Count   `json:"star_year,omitempty"`
	Phone       string  `json:"phone,omitempty"`
	Place       string  `json:"place,omitempty"` // premises and funds
	Note        string  `json:"note,omitempty"`
}

// Live says that the branch has not been dissolved.
func (o *Branch) Live() bool { return o.State != BranchDissolved }

// Name is the short name where there is one.
func (o *Branch) Name() string {
	if o.Short != "" {
		return o.Short
	}
	return o.Title
}

// TermEnd is the day the term ends: the start of the term, or else the founding,
// plus its years (domain.md §1.3). It is 0 when either is unknown.
func (o *Branch) TermEnd() Date {
	years, ok := o.TermYears.Value()
	from := o.TermFrom
	if from == 0 {
		from = o.Founded
	}
	if !ok {
		return 0
	}
	return from.AddYears(years)
}

// Branches is the table of League organisations.
var Branches = (&Table[Branch]{
	name: "branch", title: "团组织",
	fields: []Field[Branch]{
		line("name", "组织全称", 26, func(o *Branch) *string { return &o.Title }).vital(),
		line("short", "组织简称", 20, func(o *Branch) *string { return &o.Short }).must(),
		choice("type", "组织类型", 8, BranchTypes, func(o *Branch) *string { return &o.Type }).must(),
		choice("sort", "支部种类", 8, BranchSorts, func(o *Branch) *string { return &o.Sort }),
		ref("superior", "上级组织", 20, toBranch, func(o *Branch) *ID { return &o.Superior }),
		refs("enterprises", "覆盖企业", 22, toEnterprises, func(o *Branch) *[]ID { return &o.Enterprises }),
		ref("community", "所在社区", 10, toCommunity, func(o *Branch) *ID { return &o.Community }),
		choice("field", "行业类别", 10, BranchFields, func(o *Branch) *string { return &o.Field }),
		day("founded", "成立日期", func(o *Branch) *Date { return &o.Founded }).must(),
		line("founded_doc", "成立文号", 14, func(o *Branch) *string { return &o.FoundedDoc }),
		number("session", "届次", func(o *Branch) *Count { return &o.Session }),
		day("term_from", "本届起始", func(o *Branch) *Date { return &o.TermFrom }),
		number("term_years", "任期（年）", func(o *Branch) *Count { return &o.TermYears }),
		choice("elected", "产生方式", 6, Electeds, func(o *Branch) *string { return &o.Elected }),
		choice("state", "组织状态", 8, BranchStates, func(o *Branch) *string { return &o.State }),
		day("state_from", "状态日期", func(o *Branch) *Date { return &o.StateFrom }),
		line("state_why", "状态原因", 12, func(o *Branch) *string { return &o.StateWhy }),
		line("state_doc", "状态依据", 12, func(o *Branch) *string { return &o.StateDoc }),
		choice("star", "定级", 6, Stars, func(o *Branch) *string { return &o.Star }),
		number("star_year", "定级年度", func(o *Branch) *Count { return &o.StarYear }),
		line("phone", "联系电话", 13, func(o *Branch) *string { return &o.Phone }, phone).shaped(Phone),
		line("place", "阵地经费", 14, func(o *Branch) *string { return &o.Place }),
		lines("note", "备注", func(o *Branch) *string { return &o.Note }),
	},
	derived: []Derived[Branch]{
		{Column{Key: "term_end", Label: "届满日", Width: 10, Shape: Day8}, func(o *Branch, _ Basis) string { return o.TermEnd().String() }},
	},
	histories: []History[Branch]{
		{"state", "组织状态", func(o *Branch) string { return o.State }, func(o *Branch) *Date { return &o.StateFrom },
			func(o *Branch) *string { return &o.StateWhy }, func(o *Branch) *string { return &o.StateDoc }, func(o *Branch) *[]Spell { return &o.StatePast }},
	},
	check: checkBranch,
}).ready()

func checkBranch(o *Branch, b Basis) []Fault {
	var faults []Fault
	add := func(key, code, text string) { faults = append(faults, soft(code, text).on(key)) }
	if o.Founded > b.Today {
		faults = append(faults, hard("date.future", "成立日期还没有到。请核对。").on("founded"))
	}
	if years, ok := o.TermYears.Value(); ok {
		low, high := b.Rules.TermMin, b.Rules.TermMax
		if o.Type == BranchLeague || o.Type == BranchWorking {
			low, high = b.Rules.TermCommitteeMin, b.Rules.TermCommitteeMax
		}
		if years < low || years > high {
			add("term_years", "term.years", "这类组织的任期一般是 "+itoa(low)+" 至 "+itoa(high)+" 年。确实如此就按 F2 说明原因。")
		}
	}
	if o.TermFrom != 0 && o.TermFrom.Last() < o.Founded.First() {
		add("term_from", "term.before", "本届起始比成立日期还早。请核对。")
	}
	if o.Live() && o.TermEnd() != 0 && o.TermEnd().Last() < b.Today {
		add("term_from", "term.over", "本届 "+o.TermEnd().String()+" 已届满。换届后请改本届起始；延期请按 F2 说明原因。")
	}
	if o.Type == BranchCell {
		if n := len(o.Enterprises); o.Sort == SortJoint && n < 2 {
			add("enterprises", "joint.one", "联合团支部至少覆盖两家企业。请补上，或改支部种类。")
		} else if o.Sort == SortSingle && n > 1 {
			add("sort", "single.many", "单独团支部只对一家企业，这里选了 "+itoa(n)+" 家。请改为联合，或去掉多余的企业。")
		}
	}
	if o.State == BranchAppointed && o.Elected == ByElection {
		add("elected", "elected.state", "状态是任命待选举，产生方式却是选举。请核对。")
	}
	if o.State == BranchDissolved && o.StateFrom == 0 {
		add("state_from", Missing, "撤销的组织要写明日期。")
	}
	return faults
}
