package ledger

// An Enterprise is a unit of the community that may have a League branch: mostly
// non-public, but shops, resident units and social organisations too (domain.md
// §8, 企业).
type Enterprise struct {
	Meta         `json:"meta"`
	Title        string  `json:"name"`
	Community    ID      `json:"community,omitzero"`
	Sort         string  `json:"sort,omitempty"`
	Credit       string  `json:"credit,omitempty"`
	Registration string  `json:"registration,omitempty"`
	NonPublic    string  `json:"nonpublic,omitempty"` // "" when only the suggestion is known
	Reformed     string  `json:"reformed,omitempty"`
	Industry     string  `json:"industry,omitempty"`
	SizeIndustry string  `json:"sizeindustry,omitempty"`
	Size         string  `json:"size,omitempty"`
	AboveScale   string  `json:"abovescale,omitempty"`
	Revenue      Count   `json:"revenue,omitempty"` // 万元 a year
	Assets       Count   `json:"assets,omitempty"`  // 万元
	Address      string  `json:"address,omitempty"`
	Zone         string  `json:"zone,omitempty"`
	Boss         string  `json:"boss,omitempty"`
	Phone        string  `json:"phone,omitempty"`
	Staff        Count   `json:"staff,omitempty"`
	Under35      Count   `json:"under35,omitempty"`
	Under28      Count   `json:"under28,omitempty"`
	Members      Count   `json:"members,omitempty"` // as the enterprise says
	PartyMembers Count   `json:"party,omitempty"`
	PartyOrg     string  `json:"partyorg,omitempty"`
	Union        string  `json:"union,omitempty"`
	Women        string  `json:"women,omitempty"`
	Business     string  `json:"business,omitempty"`
	BusinessFrom Date    `json:"business_from,omitempty"`
	BusinessWhy  string  `json:"business_why,omitempty"`
	BusinessDoc  string  `json:"business_doc,omitempty"`
	BusinessPast []Spell `json:"business_past,omitempty"`
	Founding     string  `json:"founding,omitempty"`
	FoundingFrom Date    `json:"founding_from,omitempty"`
	FoundingDoc  string  `json:"founding_doc,omitempty"`
	FoundingPast []Spell `json:"founding_past,omitempty"`
	NoBranchWhy  string  `json:"nobranch,omitempty"`
	Plan         string  `json:"plan,omitempty"`
	Attitude     string  `json:"attitude,omitempty"`
	Contact      string  `json:"contact,omitempty"` // the street committee's member, by name
	Visited      Date    `json:"visited,omitempty"`
	Grade        string  `json:"grade,omitempty"`
	Note         string  `json:"note,omitempty"`
}

// Open says that the enterprise does business; an unknown state counts as open.
func (e *Enterprise) Open() bool { return e.Business == "" || e.Business == BusinessOpen }

// IsNonPublic is what the office says, or else what the registration suggests.
func (e *Enterprise) IsNonPublic() bool {
	if e.NonPublic != "" {
		return e.NonPublic == Yes
	}
	return NonPublicOf(e.Registration, e.Sort) == Yes
}

// NonPublicOf suggests 非公 from the class of registration (domain.md §4.8): Yes,
// No, or "" where the controlling share decides and a person must be asked.
func NonPublicOf(registration, sort string) string {
	switch Registrations.Group(registration) {
	case "yes":
		return Yes
	case "no":
		return No
	}
	if registration == "" && sort == "3" { // a resident unit, state-owned or public
		return No
	}
	return ""
}

// Enterprises is the table of enterprises.
var Enterprises = (&Table[Enterprise]{
	name: "enterprise", title: "企业",
	parts: parts[Enterprise]{
		owner: ByCommunity, unit: "家", measure: "家企业",
		lasts: true,
		name:  func(e *Enterprise) string { return e.Title },
		hint:  func(e *Enterprise, _ Texts) string { return e.Address },
		past:  func(e *Enterprise, _ Date) bool { return !e.Open() },
		homes: []string{"community"}, many: true,
		found: foundSecond, seek: []Seek{{Key: "credit"}, {Key: "boss", By: SeekBoss}, {Key: "phone"}, {Key: "address", By: SeekAside}},
		states: []State[Enterprise]{
			{"open", "在营", func(e *Enterprise, _ Basis) bool { return e.Open() }},
			{"built", "已建团", nil},
			{"due", "应建未建", nil},
			{"closed", "停业注销", func(e *Enterprise, _ Basis) bool { return !e.Open() }},
		},
		begin: "open",
		sheet: Sheet{Titles: []string{"企业", "非公", "台账", "市场主体", "单位"}, Vital: []string{"name"}, Number: "credit", Same: [][]string{{"name"}}, Besides: []Column{remarks}},
	},
	fields: []Field[Enterprise]{
		line("name", "企业名称", 22, func(e *Enterprise) *string { return &e.Title }).vital(),
		ref("community", "所在社区", 10, toCommunity, func(e *Enterprise) *ID { return &e.Community }),
		choice("sort", "单位类别", 8, UnitTypes, func(e *Enterprise) *string { return &e.Sort }),
		line("credit", "统一社会信用代码", 19, func(e *Enterprise) *string { return &e.Credit }, creditCode).must().shaped(Credit),
		choice("registration", "登记类别", 14, Registrations, func(e *Enterprise) *string { return &e.Registration }),
		choice("nonpublic", "非公企业", 6, YesNo, func(e *Enterprise) *string { return &e.NonPublic }),
		choice("reformed", "改制企业", 6, YesNo, func(e *Enterprise) *string { return &e.Reformed }),
		choice("industry", "行业门类", 12, Industries, func(e *Enterprise) *string { return &e.Industry }),
		choice("sizeindustry", "划型行业", 10, SizeIndustries, func(e *Enterprise) *string { return &e.SizeIndustry }),
		choice("size", "规模", 6, SizeClasses, func(e *Enterprise) *string { return &e.Size }),
		choice("abovescale", "是否规上", 6, YesNo, func(e *Enterprise) *string { return &e.AboveScale }),
		number("revenue", "营业收入（万元）", func(e *Enterprise) *Count { return &e.Revenue }),
		number("assets", "资产总额（万元）", func(e *Enterprise) *Count { return &e.Assets }),
		line("address", "地址", 20, func(e *Enterprise) *string { return &e.Address }),
		line("zone", "楼宇园区", 10, func(e *Enterprise) *string { return &e.Zone }),
		line("boss", "负责人", 8, func(e *Enterprise) *string { return &e.Boss }).must(),
		line("phone", "联系电话", 13, func(e *Enterprise) *string { return &e.Phone }, phone).shaped(Phone),
		number("staff", "职工总数", func(e *Enterprise) *Count { return &e.Staff }),
		number("under35", "35岁以下", func(e *Enterprise) *Count { return &e.Under35 }),
		number("under28", "28岁以下", func(e *Enterprise) *Count { return &e.Under28 }),
		number("members", "团员数（企业报）", func(e *Enterprise) *Count { return &e.Members }),
		number("party", "党员数", func(e *Enterprise) *Count { return &e.PartyMembers }),
		choice("partyorg", "党组织", 8, PartyOrgs, func(e *Enterprise) *string { return &e.PartyOrg }),
		choice("union", "建工会", 6, YesNo, func(e *Enterprise) *string { return &e.Union }),
		choice("women", "建妇联", 6, YesNo, func(e *Enterprise) *string { return &e.Women }),
		choice("business", "经营状态", 8, Businesses, func(e *Enterprise) *string { return &e.Business }).must(),
		day("business_from", "经营状态日期", func(e *Enterprise) *Date { return &e.BusinessFrom }),
		line("business_why", "经营状态原因", 12, func(e *Enterprise) *string { return &e.BusinessWhy }),
		line("business_doc", "经营状态依据", 12, func(e *Enterprise) *string { return &e.BusinessDoc }),
		choice("founding", "建团状态", 8, Foundings, func(e *Enterprise) *string { return &e.Founding }),
		day("founding_from", "建团状态日期", func(e *Enterprise) *Date { return &e.FoundingFrom }),
		line("founding_doc", "建团依据", 12, func(e *Enterprise) *string { return &e.FoundingDoc }),
		choice("nobranch", "未建原因", 12, NoBranchWhys, func(e *Enterprise) *string { return &e.NoBranchWhy }),
		line("plan", "拟建计划", 14, func(e *Enterprise) *string { return &e.Plan }),
		choice("attitude", "企业态度", 6, Attitudes, func(e *Enterprise) *string { return &e.Attitude }),
		line("contact", "联系委员", 8, func(e *Enterprise) *string { return &e.Contact }),
		day("visited", "最近走访", func(e *Enterprise) *Date { return &e.Visited }),
		choice("grade", "分类", 6, Grades, func(e *Enterprise) *string { return &e.Grade }),
		lines("note", "备注", func(e *Enterprise) *string { return &e.Note }),
	},
	derived: []Derived[Enterprise]{
		{Column{Key: "nonpublic_hint", Label: "非公建议", Width: 6}, func(e *Enterprise, _ Basis) string {
			return YesNo.Label(NonPublicOf(e.Registration, e.Sort))
		}},
		{Column{Key: "size_hint", Label: "规模建议", Width: 6}, func(e *Enterprise, b Basis) string {
			return SizeClasses.Label(SizeOf(e.SizeIndustry, e.Staff, e.Revenue, e.Assets, b.Rules))
		}},
	},
	histories: []History[Enterprise]{
		{Key: "business", Label: "经营状态", State: func(e *Enterprise) string { return e.Business }, Since: func(e *Enterprise) *Date { return &e.BusinessFrom },
			Reason: func(e *Enterprise) *string { return &e.BusinessWhy }, Document: func(e *Enterprise) *string { return &e.BusinessDoc }, Past: func(e *Enterprise) *[]Spell { return &e.BusinessPast }, Why: "business_why"},
		{Key: "founding", Label: "建团状态", State: func(e *Enterprise) string { return e.Founding }, Since: func(e *Enterprise) *Date { return &e.FoundingFrom },
			Reason: func(e *Enterprise) *string { return &e.NoBranchWhy }, Document: func(e *Enterprise) *string { return &e.FoundingDoc }, Past: func(e *Enterprise) *[]Spell { return &e.FoundingPast }, Why: "nobranch"},
	},
	check: checkEnterprise,
}).ready()

func checkEnterprise(e *Enterprise, b Basis) []Fault {
	var faults []Fault
	more := func(a, b Count) bool {
		x, ok := a.Value()
		y, known := b.Value()
		return ok && known && x > y
	}
	if more(e.Under35, e.Staff) {
		faults = append(faults, soft("staff.under35", "35 岁以下人数比职工总数还多。请核对。").on("under35"))
	}
	if more(e.Under28, e.Under35) {
		faults = append(faults, soft("staff.under28", "28 岁以下人数比 35 岁以下还多。请核对。").on("under28"))
	}
	if more(e.Members, e.Under28) {
		faults = append(faults, soft("staff.members", "团员数比 28 岁以下人数还多。有超龄团干部就按 F2 说明，否则请核对。").on("members"))
	}
	if e.NonPublic == "" && NonPublicOf(e.Registration, e.Sort) == "" {
		faults = append(faults, soft(Missing, "从登记类别看不出是不是非公企业。请选是或否。").on("nonpublic"))
	}
	if said := NonPublicOf(e.Registration, e.Sort); said != "" && e.NonPublic != "" && said != e.NonPublic {
		faults = append(faults, soft("nonpublic.differs", "按登记类别应为“"+YesNo.Label(said)+"”，这里填了“"+YesNo.Label(e.NonPublic)+"”。确实如此就按 F2 说明原因。").on("nonpublic"))
	}
	if f := sizeFault(e, b.Rules); f != nil {
		faults = append(faults, f.on("size"))
	}
	if e.BusinessFrom > b.Today {
		faults = append(faults, soft("date.future", "经营状态日期还没有到。请核对。").on("business_from"))
	}
	if e.Founding == FoundingDue && e.NoBranchWhy == "" {
		faults = append(faults, soft(Missing, "应建未建的企业要写明未建原因。").on("nobranch"))
	}
	if !e.Open() && e.BusinessFrom == 0 {
		faults = append(faults, soft(Missing, "停业、歇业、注销或迁出要写明日期。").on("business_from"))
	}
	return faults
}
