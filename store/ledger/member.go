package ledger

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Member is a person on the League's roll, or a person who holds a League post
// without being a member (state MemberNot). The person is kept apart from what
// happens to him: posts are records of their own (Post), membership and League
// status are dated states whose past stays in Stays and StatePast (domain.md §8,
// 团员).
type Member struct {
	Meta      `json:"meta"`
	Title     string      `json:"name"`
	IDType    string      `json:"idtype,omitempty"` // "" counts as IDResident
	IDNumber  string      `json:"idno,omitempty"`
	Sex       string      `json:"sex,omitempty"`  // only what the ID number does not say
	Born      value.Date  `json:"born,omitempty"` // likewise
	Nation    string      `json:"nation,omitempty"`
	Schooling string      `json:"schooling,omitempty"`
	Studying  string      `json:"studying,omitempty"`
	Standing  string      `json:"standing,omitempty"`
	Party     value.Date  `json:"party,omitempty"` // joined the Party
	Joined    value.Date  `json:"joined,omitempty"`
	DevNumber string      `json:"devno,omitempty"`
	Card      string      `json:"card,omitempty"`
	State     string      `json:"state,omitempty"` // "" counts as MemberNormal
	StateFrom value.Date  `json:"state_from,omitempty"`
	StateWhy  string      `json:"state_why,omitempty"`
	StateDoc  string      `json:"state_doc,omitempty"`
	StatePast []Spell     `json:"state_past,omitempty"`
	Branch    value.ID    `json:"branch,omitzero"`
	StayFrom  value.Date  `json:"stay_from,omitempty"`
	StayWhy   string      `json:"stay_why,omitempty"`
	StayDoc   string      `json:"stay_doc,omitempty"`
	Stays     []Spell     `json:"stays,omitempty"` // branches before this one
	Unit      value.ID    `json:"unit,omitzero"`   // the enterprise
	Position  string      `json:"position,omitempty"`
	Job       string      `json:"job,omitempty"`
	Wage      value.Money `json:"wage,omitempty"`      // a month, after tax
	WageFrom  value.Date  `json:"wage_from,omitempty"` // the month from which on it is that
	Wages     []Spell     `json:"wages,omitempty"`
	DuesSort  string      `json:"dues,omitempty"`
	Phone     string      `json:"phone,omitempty"`
	Mail      string      `json:"mail,omitempty"`
	QQ        string      `json:"qq,omitempty"`
	WeChat    string      `json:"wechat,omitempty"`
	Home      string      `json:"home,omitempty"`    // household registration
	Address   string      `json:"address,omitempty"` // where he lives
	Drift     string      `json:"drift,omitempty"`
	DriftFrom value.Date  `json:"drift_from,omitempty"`
	DriftTo   value.Date  `json:"drift_to,omitempty"`
	DriftOrg  string      `json:"drift_org,omitempty"` // the other organisation
	Lessons   value.Count `json:"lessons,omitempty"`   // hours of League lessons
	Volunteer value.Date  `json:"volunteer,omitempty"`
	Contact   string      `json:"contact,omitempty"`
	Contacted value.Date  `json:"contacted,omitempty"`
	Consent   value.Date  `json:"consent,omitempty"`
	ConsentOf string      `json:"consent_of,omitempty"` // version of the notice
	Note      string      `json:"note,omitempty"`
}

// Members is the table of members.
var Members = (&Table[Member]{
	name: "member", title: "团员",
	parts: parts[Member]{
		owner: ByCommunity, unit: "人", measure: "人", tell: "名团员",
		lasts: true, began: "joined",
		name: func(m *Member) string { return m.Title }, person: true,
		hint: func(m *Member, texts Texts) string {
			tail := NumberTail(m.IDNumber)
			if tail != "" {
				tail = "尾号 " + tail
			}
			return said(" ", tail, texts("branch"))
		},
		past:  func(m *Member, _ value.Date) bool { return !m.OnRoll() && m.State != codes.MemberNot },
		homes: []string{"branch", "unit"}, many: true,
		found: foundFirst, seek: []Seek{{Key: "idno"}, {Key: "phone"}, {Key: "devno"}, {Key: "branch", By: SeekThrough}, {Key: "unit", By: SeekThrough}},
		states: []State[Member]{
			{"on", "在册", func(m *Member, _ Basis) bool { return m.OnRoll() }},
			{"drift", "流动", func(m *Member, _ Basis) bool { return m.OnRoll() && m.Drifting() }},
			{"over", "超龄待离", nil},
			{"loose", "未编入支部", func(m *Member, _ Basis) bool { return m.OnRoll() && m.Branch.IsZero() }},
			{"off", "已离团", func(m *Member, _ Basis) bool { return !m.OnRoll() && m.State != codes.MemberNot }},
			{"not", "非团员", func(m *Member, _ Basis) bool { return m.State == codes.MemberNot }},
		},
		begin: "on",
		sheet: Sheet{
			Titles: []string{"团员", "花名册", "名册", "青年"}, Vital: []string{"name", "idno"}, Number: "idno",
			Besides: []Column{{Key: "duty", Label: "团内职务"}, {Key: "duty_from", Label: "任现职年月"}, {Key: "duty_sort", Label: "团干部性质"}, {Key: "drifting", Label: "是否流动"},
				{Key: "isparty", Label: "是否党员"}, {Key: "ismember", Label: "是否团员"}, {Key: "leagueno", Label: "团员证号或发展编号"}, remarks},
			Joined: []string{"duties"},
		},
	},
	fields: []Field[Member]{
		line("name", "姓名", 10, func(m *Member) *string { return &m.Title }, personName).vital(),
		choice("idtype", "证件类型", 10, codes.IDTypes, func(m *Member) *string { return &m.IDType }),
		idNumberField,
		sexField,
		bornField,
		choice("nation", "民族", 8, codes.Nations, func(m *Member) *string { return &m.Nation }).must(),
		choice("schooling", "学历", 10, codes.Schoolings, func(m *Member) *string { return &m.Schooling }),
		choice("studying", "学历在读", 6, codes.YesNo, func(m *Member) *string { return &m.Studying }),
		choice("standing", "政治面貌", 10, codes.Standings, func(m *Member) *string { return &m.Standing }),
		day("party", "入党日期", func(m *Member) *value.Date { return &m.Party }),
		month("joined", "入团年月", func(m *Member) *value.Date { return &m.Joined }).must(),
		line("devno", "发展团员编号", 14, func(m *Member) *string { return &m.DevNumber }, squeezed).shaped(Digits),
		line("card", "团员证编号", 12, func(m *Member) *string { return &m.Card }, squeezed),
		choice("state", "团籍状态", 8, codes.MemberStates, func(m *Member) *string { return &m.State }),
		day("state_from", "团籍状态日期", func(m *Member) *value.Date { return &m.StateFrom }),
		choice("state_why", "离团原因", 12, codes.Leavings, func(m *Member) *string { return &m.StateWhy }),
		line("state_doc", "团籍变动依据", 12, func(m *Member) *string { return &m.StateDoc }),
		ref("branch", "所在团支部", 22, toBranch, func(m *Member) *value.ID { return &m.Branch }).must(),
		day("stay_from", "转入日期", func(m *Member) *value.Date { return &m.StayFrom }),
		line("stay_why", "转入原因", 12, func(m *Member) *string { return &m.StayWhy }),
		line("stay_doc", "转入依据", 12, func(m *Member) *string { return &m.StayDoc }),
		ref("unit", "工作单位", 22, toEnterprise, func(m *Member) *value.ID { return &m.Unit }),
		line("position", "岗位", 10, func(m *Member) *string { return &m.Position }),
		choice("job", "职业", 12, codes.Jobs, func(m *Member) *string { return &m.Job }),
		amount("wage", "月收入（元）", func(m *Member) *value.Money { return &m.Wage }),
		month("wage_from", "月收入自", func(m *Member) *value.Date { return &m.WageFrom }),
		choice("dues", "团费类别", 8, codes.DuesSorts, func(m *Member) *string { return &m.DuesSort }),
		line("phone", "手机号码", 13, func(m *Member) *string { return &m.Phone }, value.ReadPhone).must().shaped(Phone).secret(),
		line("mail", "电子邮箱", 16, func(m *Member) *string { return &m.Mail }),
		line("qq", "QQ号", 11, func(m *Member) *string { return &m.QQ }),
		line("wechat", "微信号", 12, func(m *Member) *string { return &m.WeChat }),
		line("home", "户籍所在地", 18, func(m *Member) *string { return &m.Home }),
		line("address", "现住址", 20, func(m *Member) *string { return &m.Address }),
		choice("drift", "流动情况", 6, codes.Drifts, func(m *Member) *string { return &m.Drift }),
		day("drift_from", "流动起始", func(m *Member) *value.Date { return &m.DriftFrom }),
		day("drift_to", "流动结束", func(m *Member) *value.Date { return &m.DriftTo }),
		line("drift_org", "流动对方组织", 18, func(m *Member) *string { return &m.DriftOrg }),
		number("lessons", "团课学时", func(m *Member) *value.Count { return &m.Lessons }),
		day("volunteer", "注册志愿者日期", func(m *Member) *value.Date { return &m.Volunteer }),
		choice("contact", "联系状态", 8, codes.Contacts, func(m *Member) *string { return &m.Contact }),
		day("contacted", "最近联系", func(m *Member) *value.Date { return &m.Contacted }),
		day("consent", "信息告知同意日期", func(m *Member) *value.Date { return &m.Consent }),
		line("consent_of", "告知书版本", 8, func(m *Member) *string { return &m.ConsentOf }),
		lines("note", "备注", func(m *Member) *string { return &m.Note }),
	},
	derived: []Derived[Member]{
		{Column{Key: "age", Label: "年龄", Width: 5, Shape: Number, Birth: true}, func(m *Member, b Basis) string {
			if n, ok := m.Age(b); ok {
				return strconv.Itoa(n)
			}
			return ""
		}},
		{Column{Key: "due", Label: "月应交团费", Width: 8, Shape: Amount}, func(m *Member, b Basis) string { return m.DueText(b.Rules) }},
		{Column{Key: "complete", Label: "资料完整度", Width: 8}, func(m *Member, _ Basis) string { return strconv.Itoa(m.Completeness()) + "%" }},
	},
	histories: []History[Member]{
		{Key: "state", Label: "团籍状态", State: func(m *Member) string { return m.State }, Since: func(m *Member) *value.Date { return &m.StateFrom },
			Reason: func(m *Member) *string { return &m.StateWhy }, Document: func(m *Member) *string { return &m.StateDoc }, Past: func(m *Member) *[]Spell { return &m.StatePast }, Why: "state_why"},
		{Key: "branch", Label: "所在团支部", State: func(m *Member) string { return m.Branch.String() }, Since: func(m *Member) *value.Date { return &m.StayFrom },
			Reason: func(m *Member) *string { return &m.StayWhy }, Document: func(m *Member) *string { return &m.StayDoc }, Past: func(m *Member) *[]Spell { return &m.Stays }, Why: "stay_why"},
		{Key: "wage", Label: "月收入", State: func(m *Member) string { return m.Wage.String() }, Since: func(m *Member) *value.Date { return &m.WageFrom },
			Past: func(m *Member) *[]Spell { return &m.Wages }, Monthly: true},
	},
	check: checkMember,
	tidy: func(m *Member) {
		born, sex := m.numberFacts()
		if m.Sex == sex {
			m.Sex = ""
		}
		if sameDate(m.Born, born) {
			m.Born = 0
		}
	},
}).ready()

// The ID number is checked by the kind of paper that it stands on.
var idNumberField = Field[Member]{
	Column: Column{Key: "idno", Label: "证件号码", Width: 19, Shape: IDCard, Secret: true},
	Get:    func(m *Member) string { return m.IDNumber },
	Set: func(m *Member, text string) error {
		s := value.NormalIDNumber(text)
		if s == "" {
			m.IDNumber = ""
			return value.Soft(value.Missing, "证件号码还没有填。")
		}
		switch {
		case codes.IDTypes.Has(m.IDType) && !m.residentPaper(): // also a paper that an office has added
			if len(s) > 40 {
				return value.Hard("long", "证件号码太长。请核对。")
			}
		case m.IDType == "":
			if foreignPaper(s) {
				m.IDNumber = s
				return value.Soft("id.type", "这不像居民身份证号码。是其他证件就请选证件类型。")
			}
			fallthrough
		default:
			if f := value.ResidentFault(s); f != nil {
				if f.Soft {
					m.IDNumber = s
				}
				return f
			}
		}
		m.IDNumber = s
		return nil
	},
}

// foreignPaper recognises a home-return permit (H or M and 8 digits, 8 digits of
// Taiwan) and a passport, which carry no check.
func foreignPaper(s string) bool {
	return (len(s) >= 8 && len(s) <= 11 && s[0] >= 'A' && s[0] <= 'Z' && value.AllDigits(s[2:])) || (len(s) == 8 && value.AllDigits(s) && !value.Date(atoi(s)).Real())
}

func atoi(s string) (n int) {
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

var sexField = Field[Member]{
	Column: Column{Key: "sex", Label: "性别", Width: 5, Shape: Choice, Choices: codes.Sexes},
	Get: func(m *Member) string {
		if m.Sex == "" {
			_, sex := m.numberFacts()
			return codes.Sexes.Label(sex)
		}
		return codes.Sexes.Label(m.Sex)
	},
	Set: func(m *Member, text string) error {
		code, ok := codes.Sexes.Code(value.OneLine(text))
		if _, sex := m.numberFacts(); ok && code == sex {
			code = ""
		}
		if !ok && value.OneLine(text) != "" {
			m.Sex = value.OneLine(text)
			return value.Soft(value.Unlisted, "性别只能是男或女，已照原样保留。")
		}
		m.Sex = code
		return nil
	},
}

var bornField = Field[Member]{
	Column: Column{Key: "born", Label: "出生日期", Width: 10, Shape: Day8, Birth: true},
	Get: func(m *Member) string {
		if m.Born == 0 {
			born, _ := m.numberFacts()
			return born.String()
		}
		return m.Born.String()
	},
	Set: func(m *Member, text string) error {
		d, err := value.ParseDate(text)
		if err != nil {
			return err
		}
		if born, _ := m.numberFacts(); sameDate(d, born) {
			d = 0
		}
		m.Born = d
		return nil
	},
}

// sameDate says that a, at its own precision, is the day b.
func sameDate(a, b value.Date) bool {
	return a != 0 && a.First() <= b && b <= a.Last()
}
