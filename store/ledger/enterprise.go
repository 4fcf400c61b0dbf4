package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// An Enterprise is a unit of the community that may have a League branch: mostly
// non-public, but shops, resident units and social organisations too (domain.md
// §8, 企业).
type Enterprise struct {
	Meta         `json:"meta"`
	Title        string      `json:"name"`
	Community    value.ID    `json:"community,omitzero"`
	Sort         string      `json:"sort,omitempty"`
	Credit       string      `json:"credit,omitempty"`
	Registration string      `json:"registration,omitempty"`
	NonPublic    string      `json:"nonpublic,omitempty"` // "" when only the suggestion is known
	Reformed     string      `json:"reformed,omitempty"`
	Former       string      `json:"former,omitempty"` // what a reformed one was before
	ReformedOn   value.Date  `json:"reformed_on,omitempty"`
	Industry     string      `json:"industry,omitempty"`
	SizeIndustry string      `json:"sizeindustry,omitempty"`
	Size         string      `json:"size,omitempty"`
	AboveScale   string      `json:"abovescale,omitempty"`
	Revenue      value.Count `json:"revenue,omitempty"` // 万元 a year
	Assets       value.Count `json:"assets,omitempty"`  // 万元
	Address      string      `json:"address,omitempty"`
	Zone         string      `json:"zone,omitempty"`
	Boss         string      `json:"boss,omitempty"`
	Phone        string      `json:"phone,omitempty"`
	Staff        value.Count `json:"staff,omitempty"`
	Under35      value.Count `json:"under35,omitempty"`
	Under28      value.Count `json:"under28,omitempty"`
	Members      value.Count `json:"members,omitempty"` // as the enterprise says
	PartyMembers value.Count `json:"party,omitempty"`
	PartyOrg     string      `json:"partyorg,omitempty"`
	Union        string      `json:"union,omitempty"`
	Women        string      `json:"women,omitempty"`
	Business     string      `json:"business,omitempty"`
	BusinessFrom value.Date  `json:"business_from,omitempty"`
	BusinessWhy  string      `json:"business_why,omitempty"`
	BusinessDoc  string      `json:"business_doc,omitempty"`
	BusinessPast []Spell     `json:"business_past,omitempty"`
	Founding     string      `json:"founding,omitempty"`
	FoundingFrom value.Date  `json:"founding_from,omitempty"`
	FoundingDoc  string      `json:"founding_doc,omitempty"`
	FoundingPast []Spell     `json:"founding_past,omitempty"`
	NoBranchWhy  string      `json:"nobranch,omitempty"`
	Plan         string      `json:"plan,omitempty"`
	PlanBy       value.Date  `json:"plan_by,omitempty"`
	PlanOwner    string      `json:"plan_owner,omitempty"` // who sees to it
	Attitude     string      `json:"attitude,omitempty"`
	Contact      string      `json:"contact,omitempty"` // the street committee's member, by name
	Visited      value.Date  `json:"visited,omitempty"`
	Grade        string      `json:"grade,omitempty"`
	Note         string      `json:"note,omitempty"`
}

// Open says that the enterprise does business; an unknown state counts as open.
func (e *Enterprise) Open() bool { return e.Business == "" || e.Business == codes.BusinessOpen }

// Young says that most of those who work in an open enterprise are young, by the rules' share (domain.md §7 row 23).
func (e *Enterprise) Young(b Basis) bool {
	staff, known := e.Staff.Value()
	young, said := e.Under35.Value()
	return e.Open() && known && said && staff > 0 && young*100 >= staff*b.Rules.YoungShare
}

// SaidBuilt says that by the office's word the enterprise has a League organisation, new or looked after since.
func (e *Enterprise) SaidBuilt() bool {
	return e.Founding == codes.FoundingBuilt || e.Founding == codes.FoundingFirm
}

// IsNonPublic is what the office says, or else what the registration suggests.
func (e *Enterprise) IsNonPublic() bool {
	if e.NonPublic != "" {
		return e.NonPublic == codes.Yes
	}
	return NonPublicOf(e.Registration, e.Sort) == codes.Yes
}

// NonPublicOf suggests 非公 from the class of registration (domain.md §4.8): Yes,
// No, or "" where the controlling share decides and a person must be asked.
func NonPublicOf(registration, sort string) string {
	switch codes.Registrations.Group(registration) {
	case "yes":
		return codes.Yes
	case "no":
		return codes.No
	}
	if registration == "" && sort == "3" { // a resident unit, state-owned or public
		return codes.No
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
		past:  func(e *Enterprise, _ value.Date) bool { return !e.Open() },
		homes: []string{"community"}, many: true,
		found: foundSecond, seek: []Seek{{Key: "credit"}, {Key: "boss", By: SeekBoss}, {Key: "phone"}, {Key: "address", By: SeekAside}},
		states: []State[Enterprise]{
			{"open", "在营", func(e *Enterprise, _ Basis) bool { return e.Open() }},
			{"built", "已建团", nil},
			{"due", "应建未建", nil},
			{"young", "青年为主", (*Enterprise).Young},
			{"closed", "停业注销", func(e *Enterprise, _ Basis) bool { return !e.Open() }},
		},
		begin: "open",
		sheet: Sheet{Titles: []string{"企业", "非公", "台账", "市场主体", "单位"}, Vital: []string{"name"}, Number: "credit", Same: [][]string{{"name"}}, Besides: []Column{remarks}},
	},
	fields: []Field[Enterprise]{
		line("name", "企业名称", 22, func(e *Enterprise) *string { return &e.Title }).vital(),
		ref("community", "所在社区", 10, toCommunity, func(e *Enterprise) *value.ID { return &e.Community }),
		choice("sort", "单位类别", 8, codes.UnitTypes, func(e *Enterprise) *string { return &e.Sort }),
		line("credit", "统一社会信用代码", 19, func(e *Enterprise) *string { return &e.Credit }, value.ReadCreditCode).must().shaped(Credit),
		choice("registration", "登记类别", 14, codes.Registrations, func(e *Enterprise) *string { return &e.Registration }),
		choice("nonpublic", "非公企业", 6, codes.YesNo, func(e *Enterprise) *string { return &e.NonPublic }),
		choice("reformed", "改制企业", 6, codes.YesNo, func(e *Enterprise) *string { return &e.Reformed }),
		line("former", "改制前单位", 16, func(e *Enterprise) *string { return &e.Former }),
		day("reformed_on", "改制日期", func(e *Enterprise) *value.Date { return &e.ReformedOn }),
		choice("industry", "行业门类", 12, codes.Industries, func(e *Enterprise) *string { return &e.Industry }),
		choice("sizeindustry", "划型行业", 10, codes.SizeIndustries, func(e *Enterprise) *string { return &e.SizeIndustry }),
		choice("size", "规模", 6, codes.SizeClasses, func(e *Enterprise) *string { return &e.Size }),
		choice("abovescale", "是否规上", 6, codes.YesNo, func(e *Enterprise) *string { return &e.AboveScale }),
		number("revenue", "营业收入（万元）", func(e *Enterprise) *value.Count { return &e.Revenue }),
		number("assets", "资产总额（万元）", func(e *Enterprise) *value.Count { return &e.Assets }),
		line("address", "地址", 20, func(e *Enterprise) *string { return &e.Address }),
		line("zone", "楼宇园区", 10, func(e *Enterprise) *string { return &e.Zone }),
		line("boss", "负责人", 8, func(e *Enterprise) *string { return &e.Boss }).must(),
		line("phone", "联系电话", 13, func(e *Enterprise) *string { return &e.Phone }, value.ReadPhone).shaped(Phone),
		number("staff", "职工总数", func(e *Enterprise) *value.Count { return &e.Staff }),
		number("under35", "35岁以下", func(e *Enterprise) *value.Count { return &e.Under35 }),
		number("under28", "28岁以下", func(e *Enterprise) *value.Count { return &e.Under28 }),
		number("members", "团员数（企业报）", func(e *Enterprise) *value.Count { return &e.Members }),
		number("party", "党员数", func(e *Enterprise) *value.Count { return &e.PartyMembers }),
		choice("partyorg", "党组织", 8, codes.PartyOrgs, func(e *Enterprise) *string { return &e.PartyOrg }),
		choice("union", "建工会", 6, codes.YesNo, func(e *Enterprise) *string { return &e.Union }),
		choice("women", "建妇联", 6, codes.YesNo, func(e *Enterprise) *string { return &e.Women }),
		choice("business", "经营状态", 8, codes.Businesses, func(e *Enterprise) *string { return &e.Business }).must(),
		day("business_from", "经营状态日期", func(e *Enterprise) *value.Date { return &e.BusinessFrom }),
		line("business_why", "经营状态原因", 12, func(e *Enterprise) *string { return &e.BusinessWhy }),
		line("business_doc", "经营状态依据", 12, func(e *Enterprise) *string { return &e.BusinessDoc }),
		choice("founding", "建团状态", 8, codes.Foundings, func(e *Enterprise) *string { return &e.Founding }),
		day("founding_from", "建团状态日期", func(e *Enterprise) *value.Date { return &e.FoundingFrom }),
		line("founding_doc", "建团依据", 12, func(e *Enterprise) *string { return &e.FoundingDoc }),
		choice("nobranch", "未建原因", 12, codes.NoBranchWhys, func(e *Enterprise) *string { return &e.NoBranchWhy }),
		line("plan", "拟建计划", 14, func(e *Enterprise) *string { return &e.Plan }),
		day("plan_by", "拟建期限", func(e *Enterprise) *value.Date { return &e.PlanBy }),
		line("plan_owner", "拟建责任人", 8, func(e *Enterprise) *string { return &e.PlanOwner }),
		choice("attitude", "企业态度", 6, codes.Attitudes, func(e *Enterprise) *string { return &e.Attitude }),
		line("contact", "联系委员", 8, func(e *Enterprise) *string { return &e.Contact }),
		day("visited", "最近走访", func(e *Enterprise) *value.Date { return &e.Visited }),
		choice("grade", "分类", 6, codes.Grades, func(e *Enterprise) *string { return &e.Grade }),
		lines("note", "备注", func(e *Enterprise) *string { return &e.Note }),
	},
	derived: []Derived[Enterprise]{
		{Column{Key: "nonpublic_hint", Label: "非公建议", Width: 6}, func(e *Enterprise, _ Basis) string {
			return codes.YesNo.Label(NonPublicOf(e.Registration, e.Sort))
		}},
		{Column{Key: "size_hint", Label: "规模建议", Width: 6}, func(e *Enterprise, b Basis) string {
			return codes.SizeClasses.Label(rulebook.SizeOf(e.SizeIndustry, e.Staff, e.Revenue, e.Assets, b.Rules))
		}},
	},
	histories: []History[Enterprise]{
		{Key: "business", Label: "经营状态", State: func(e *Enterprise) string { return e.Business }, Since: func(e *Enterprise) *value.Date { return &e.BusinessFrom },
			Reason: func(e *Enterprise) *string { return &e.BusinessWhy }, Document: func(e *Enterprise) *string { return &e.BusinessDoc }, Past: func(e *Enterprise) *[]Spell { return &e.BusinessPast }, Why: "business_why"},
		{Key: "founding", Label: "建团状态", State: func(e *Enterprise) string { return e.Founding }, Since: func(e *Enterprise) *value.Date { return &e.FoundingFrom },
			Reason: func(e *Enterprise) *string { return &e.NoBranchWhy }, Document: func(e *Enterprise) *string { return &e.FoundingDoc }, Past: func(e *Enterprise) *[]Spell { return &e.FoundingPast }, Why: "nobranch"},
	},
	check: checkEnterprise,
}).ready()

func checkEnterprise(e *Enterprise, b Basis) []value.Fault {
	var faults []value.Fault
	more := func(a, b value.Count) bool {
		x, ok := a.Value()
		y, known := b.Value()
		return ok && known && x > y
	}
	if more(e.Under35, e.Staff) {
		faults = append(faults, value.Soft("staff.under35", "35 岁以下人数比职工总数还多。请核对。").On("under35"))
	}
	if more(e.Under28, e.Under35) {
		faults = append(faults, value.Soft("staff.under28", "28 岁以下人数比 35 岁以下还多。请核对。").On("under28"))
	}
	if more(e.Members, e.Under28) {
		faults = append(faults, value.Soft("staff.members", "团员数比 28 岁以下人数还多。有超龄团干部就按 F2 说明，否则请核对。").On("members"))
	}
	if e.NonPublic == "" && NonPublicOf(e.Registration, e.Sort) == "" {
		faults = append(faults, value.Soft(value.Missing, "从登记类别看不出是不是非公企业。请选是或否。").On("nonpublic"))
	}
	if said := NonPublicOf(e.Registration, e.Sort); said != "" && e.NonPublic != "" && said != e.NonPublic {
		faults = append(faults, value.Soft("nonpublic.differs", "按登记类别应为“"+codes.YesNo.Label(said)+"”，这里填了“"+codes.YesNo.Label(e.NonPublic)+"”。确实如此就按 F2 说明原因。").On("nonpublic"))
	}
	if f := sizeFault(e, b.Rules); f != nil {
		faults = append(faults, f.On("size"))
	}
	if e.Reformed == codes.No && (e.Former != "" || e.ReformedOn != 0) {
		faults = append(faults, value.Soft("reformed.no", "写了改制前单位或改制日期，改制企业却选了否。请核对。").On("reformed"))
	}
	if e.ReformedOn.First() > b.Today {
		faults = append(faults, value.Soft("date.future", "改制日期还没有到。请核对。").On("reformed_on"))
	}
	if e.BusinessFrom > b.Today {
		faults = append(faults, value.Soft("date.future", "经营状态日期还没有到。请核对。").On("business_from"))
	}
	if e.Founding == codes.FoundingDue && e.NoBranchWhy == "" {
		faults = append(faults, value.Soft(value.Missing, "应建未建的企业要写明未建原因。").On("nobranch"))
	}
	if !e.Open() && e.BusinessFrom == 0 {
		faults = append(faults, value.Soft(value.Missing, "停业、歇业、注销或迁出要写明日期。").On("business_from"))
	}
	return faults
}

// industriesOf are the industries of the size rule that a section of GB/T 4754 falls into.
var industriesOf = map[string][]string{"A": {"1"}, "B": {"2"}, "C": {"2"}, "D": {"2"}, "E": {"3"}, "F": {"4", "5"}, "G": {"6", "7", "8"}, "H": {"9", "10"},
	"I": {"11", "12"}, "K": {"13", "14"}, "L": {"15"}}

// sizeFault holds the stated size against the limits (domain.md §4.9): a class that the known figures rule out, whatever the
// unknown ones are, or another one than all of them give. Where no industry is known the limits of 其他未列明 stand.
func sizeFault(e *Enterprise, r *rulebook.Rules) *value.Fault {
	if !codes.SizeClasses.Has(e.Size) {
		return nil
	}
	if hint := rulebook.SizeOf(e.SizeIndustry, e.Staff, e.Revenue, e.Assets, r); hint != "" && hint != e.Size {
		return value.Soft("size.differs", "按职工、收入和资产应为"+codes.SizeClasses.Label(hint)+"，这里填了"+codes.SizeClasses.Label(e.Size)+"。请核对；确实如此就按 F2 说明原因。")
	}
	industries := []string{e.SizeIndustry}
	if e.SizeIndustry == "" {
		if industries = industriesOf[e.Industry]; industries == nil {
			industries = []string{"16"}
		}
	}
	most := ""
	for _, industry := range industries {
		if s := rulebook.SizeMost(industry, e.Staff, e.Revenue, e.Assets, r); most == "" || s < most {
			most = s
		}
	}
	if most > e.Size { // the codes go from large to micro
		return value.Soft("size.differs", "按填报的职工、收入和资产最多是"+codes.SizeClasses.Label(most)+"，这里填了"+codes.SizeClasses.Label(e.Size)+"。请核对；确实如此就按 F2 说明原因。")
	}
	return nil
}
