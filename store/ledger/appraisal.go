package ledger

import (
	"cmp"
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// An Appraisal is what a branch found of one member in a year, and whether his membership was registered (domain.md §1.5).
type Appraisal struct {
	Meta         `json:"meta"`
	Member       value.ID    `json:"member,omitzero"`
	Year         value.Count `json:"year,omitempty"`
	Self         string      `json:"self,omitempty"`
	Peers        string      `json:"peers,omitempty"`
	Grade        string      `json:"grade,omitempty"`
	Registered   string      `json:"registered,omitempty"`
	RegisteredOn value.Date  `json:"registered_on,omitempty"`
	ApprovedBy   string      `json:"approved_by,omitempty"`
	Note         string      `json:"note,omitempty"`
}

// Appraisals is the table of a year's findings.
var Appraisals = (&Table[Appraisal]{
	name: "appraisal", title: "团员评议",
	parts: parts[Appraisal]{
		chapter: ChapterMembers, owner: ByCommunity, unit: "条", measure: "条团员评议",
		happened: func(a *Appraisal) value.Date { return cmp.Or(a.RegisteredOn, ofYear(a.Year)) },
		told: func(a *Appraisal) string {
			return said("；", a.Year.String(), codes.AppraisalGrades.Label(a.Grade), worded("注册：", codes.YesNo.Label(a.Registered)))
		},
		called: func(a *Appraisal, texts Texts) string {
			return said(" ", a.Year.String(), texts("member"), codes.AppraisalGrades.Label(a.Grade))
		},
		homes: []string{"member"}, many: true, along: []string{"member"},
		seek: []Seek{{Key: "member", By: SeekHolder}, {Key: "grade", By: SeekAside}},
		states: []State[Appraisal]{
			{"year", "今年的", func(a *Appraisal, b Basis) bool { y, _ := a.Year.Value(); return y == b.Today.Year() }},
			{"best", "优秀", func(a *Appraisal, _ Basis) bool { return a.Grade == codes.GradeBest }},
			{"failed", "不合格", func(a *Appraisal, _ Basis) bool { return a.Grade == codes.GradeFailed }},
			{"open", "还没有注册", func(a *Appraisal, _ Basis) bool { return a.Registered != codes.Yes && a.Grade != codes.GradeFailed }},
		},
		sheet: Sheet{Titles: []string{"教育评议", "评议登记", "团籍注册"}, Vital: []string{"member", "grade"}, Same: [][]string{{"member", "year"}}},
	},
	fields: []Field[Appraisal]{
		ref("member", "被评议人", 10, toMember, func(a *Appraisal) *value.ID { return &a.Member }).vital(),
		number("year", "评议年度", func(a *Appraisal) *value.Count { return &a.Year }).vital(),
		choice("self", "自评", 8, codes.AppraisalGrades, func(a *Appraisal) *string { return &a.Self }),
		choice("peers", "互评", 8, codes.AppraisalGrades, func(a *Appraisal) *string { return &a.Peers }),
		choice("grade", "评议等次", 8, codes.AppraisalGrades, func(a *Appraisal) *string { return &a.Grade }).must(),
		choice("registered", "是否注册", 6, codes.YesNo, func(a *Appraisal) *string { return &a.Registered }),
		day("registered_on", "注册日期", func(a *Appraisal) *value.Date { return &a.RegisteredOn }),
		line("approved_by", "评议批准单位", 18, func(a *Appraisal) *string { return &a.ApprovedBy }),
		lines("note", "备注", func(a *Appraisal) *string { return &a.Note }),
	},
	check: func(a *Appraisal, b Basis) []value.Fault {
		faults := yearFaults(a.Year, b.Today)
		if a.Grade == codes.GradeFailed && a.Registered == codes.Yes {
			faults = append(faults, value.Soft("appraisal.failed", "评议不合格的不注册。请核对。").On("registered"))
		}
		if a.RegisteredOn.First() > b.Today {
			faults = append(faults, value.Soft("date.future", "注册日期还没有到。请核对。").On("registered_on"))
		}
		return faults
	},
}).ready()

// yearFaults find a year that cannot be meant.
func yearFaults(year value.Count, today value.Date) []value.Fault {
	y, said := year.Value()
	if said && y > today.Year() && y < 10000 {
		return []value.Fault{value.Soft("year.far", strconv.Itoa(y)+" 年还没有到。请核对年度。").On("year")}
	}
	if said && (y < 1949 || y > today.Year()) {
		return []value.Fault{value.Soft("year.far", "年度请写四位数，例如 "+strconv.Itoa(today.Year())+"。").On("year")}
	}
	return nil
}
