package ledger

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Youth is a young person of an enterprise who is no member (domain.md §7 row 36, §8, 青年). Nobody under 14 is kept
// (domain.md §5).
type Youth struct {
	Meta       `json:"meta"`
	Title      string      `json:"name"`
	Sex        string      `json:"sex,omitempty"`
	Born       value.Count `json:"born,omitempty"` // the year alone
	Enterprise value.ID    `json:"enterprise,omitzero"`
	Phone      string      `json:"phone,omitempty"`
	Wish       string      `json:"wish,omitempty"` // wants to join
	Skills     string      `json:"skills,omitempty"`
	Note       string      `json:"note,omitempty"`
}

// Youths is the table of the young who are no members.
var Youths = (&Table[Youth]{
	name: "youth", title: "青年",
	parts: parts[Youth]{
		chapter: ChapterAsk, owner: ByCommunity, unit: "人", measure: "名青年",
		lasts: true,
		name:  func(y *Youth) string { return y.Title }, person: true,
		hint:  func(y *Youth, texts Texts) string { return said(" ", y.Born.String(), texts("enterprise")) },
		homes: []string{"enterprise"}, many: true,
		found: foundSixth, seek: []Seek{{Key: "phone"}, {Key: "enterprise", By: SeekThrough}, {Key: "skills", By: SeekAside}},
		states: []State[Youth]{
			{"wish", "愿意入团", func(y *Youth, _ Basis) bool { return y.Wish == codes.Yes }},
			{"old", "已满离团年龄", func(y *Youth, b Basis) bool {
				born, ok := y.Born.Value()
				return ok && b.Today.Year()-born > b.Rules.AgeOut
			}},
		},
		sheet: Sheet{Titles: []string{"非团员青年", "未入团青年"}, Vital: []string{"name", "wish"}, Same: [][]string{{"name", "phone"}, {"name", "enterprise"}}},
	},
	fields: []Field[Youth]{
		line("name", "青年姓名", 10, func(y *Youth) *string { return &y.Title }).vital(),
		choice("sex", "性别", 4, codes.Sexes, func(y *Youth) *string { return &y.Sex }),
		number("born", "出生年份", func(y *Youth) *value.Count { return &y.Born }).must(),
		ref("enterprise", "所在企业", 20, toEnterprise, func(y *Youth) *value.ID { return &y.Enterprise }).must(),
		line("phone", "联系电话", 13, func(y *Youth) *string { return &y.Phone }, value.ReadPhone).shaped(Phone).secret(),
		choice("wish", "愿意入团", 6, codes.YesNo, func(y *Youth) *string { return &y.Wish }),
		line("skills", "特长", 16, func(y *Youth) *string { return &y.Skills }),
		lines("note", "备注", func(y *Youth) *string { return &y.Note }),
	},
	check: func(y *Youth, b Basis) []value.Fault {
		born, ok := y.Born.Value()
		switch age := b.Today.Year() - born; {
		case !ok:
		case born < 1900 || age < 0:
			return []value.Fault{value.Soft(value.Malformed, "出生年份请写四位数，例如 2004。").On("born")}
		case age < b.Rules.AgeJoin:
			return []value.Fault{value.Hard("youth.young", "不满 "+strconv.Itoa(b.Rules.AgeJoin)+" 周岁的不登记。请核对出生年份。").On("born")}
		}
		return nil
	},
}).ready()
