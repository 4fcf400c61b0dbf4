package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Partner is a unit that stands by the League's work: a trade union, a school, an office of the Party or the government
// (domain.md §7 rows 52, 54, 64, 81 and 82, §8, 伙伴单位).
type Partner struct {
	Meta      `json:"meta"`
	Title     string     `json:"name"`
	Sort      string     `json:"sort,omitempty"`
	Community value.ID   `json:"community,omitzero"`
	Contact   string     `json:"contact,omitempty"`
	Phone     string     `json:"phone,omitempty"`
	Gives     string     `json:"gives,omitempty"` // what it can give
	Next      value.Date `json:"next,omitempty"`  // of the next joint meeting
	Note      string     `json:"note,omitempty"`
}

// Partners is the table of units that stand by.
var Partners = (&Table[Partner]{
	name: "partner", title: "伙伴单位",
	parts: parts[Partner]{
		chapter: ChapterParty, owner: ByCommunity | ByStreet, unit: "个", measure: "个伙伴单位",
		lasts: true,
		name:  func(p *Partner) string { return p.Title },
		hint:  func(p *Partner, _ Texts) string { return codes.PartnerSorts.Label(p.Sort) },
		homes: []string{"community"},
		found: foundEighth, seek: []Seek{{Key: "contact", By: SeekBoss}, {Key: "phone"}, {Key: "gives", By: SeekAside}, {Key: "sort", By: SeekAside}},
		states: []State[Partner]{
			{"coming", "约了联席会", func(p *Partner, b Basis) bool { return p.Next != 0 && p.Next.Last() >= b.Today }},
			{"silent", "没有约下次", func(p *Partner, b Basis) bool { return p.Next == 0 || p.Next.Last() < b.Today }},
		},
		sheet: Sheet{Titles: []string{"伙伴单位", "联系部门", "共建单位"}, Vital: []string{"name", "gives"}, Same: [][]string{{"name"}}},
	},
	fields: []Field[Partner]{
		line("name", "伙伴单位名称", 20, func(p *Partner) *string { return &p.Title }).vital(),
		choice("sort", "伙伴种类", 8, codes.PartnerSorts, func(p *Partner) *string { return &p.Sort }).must(),
		ref("community", "所在社区", 10, toCommunity, func(p *Partner) *value.ID { return &p.Community }),
		line("contact", "单位联系人", 8, func(p *Partner) *string { return &p.Contact }),
		line("phone", "联系电话", 13, func(p *Partner) *string { return &p.Phone }, value.ReadPhone).shaped(Phone),
		lines("gives", "能提供什么", func(p *Partner) *string { return &p.Gives }),
		day("next", "下次联席日期", func(p *Partner) *value.Date { return &p.Next }),
		lines("note", "备注", func(p *Partner) *string { return &p.Note }),
	},
	check: func(*Partner, Basis) []value.Fault { return nil },
}).ready()
