package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Post is one League post that one person holds or held in one organisation
// (domain.md §8, 任职). It ends by its last day, never by deletion.
type Post struct {
	Meta     `json:"meta"`
	Person   value.ID    `json:"person,omitzero"`
	Branch   value.ID    `json:"branch,omitzero"`
	Duty     string      `json:"duty,omitempty"`
	Sort     string      `json:"sort,omitempty"`
	From     value.Date  `json:"from,omitempty"`
	To       value.Date  `json:"to,omitempty"`
	Elected  string      `json:"elected,omitempty"`
	Document string      `json:"document,omitempty"`
	Origin   string      `json:"origin,omitempty"`  // the unit that lends the person
	InParty  string      `json:"inparty,omitempty"` // member of the Party committee of the same level
	Hours    value.Count `json:"hours,omitempty"`   // a week that there are for it
	EndWhy   string      `json:"end_why,omitempty"`
	Note     string      `json:"note,omitempty"`
}

// Current says that the post is held on a day.
func (p *Post) Current(today value.Date) bool {
	return (p.From == 0 || p.From.First() <= today) && (p.To == 0 || p.To.Last() >= today)
}

// Short says that somebody has less time a week for a post that he holds than the rules ask (domain.md §7 row 67).
func (p *Post) Short(b Basis) bool {
	n, said := p.Hours.Value()
	return said && n < b.Rules.PostHours && p.Current(b.Today)
}

// Held says that the post counts on a day: it is current and its person, nil where nobody knows him, is none whose posts
// have ended with his membership by then.
func (p *Post) Held(person *Member, today value.Date) bool {
	return p.Current(today) && (person == nil || !person.LosesPosts() || person.StateFrom.First() > today)
}

// Outlives says that the post goes on, as it is written, after its person's membership has ended his posts.
func (p *Post) Outlives(person *Member) bool {
	return person != nil && person.LosesPosts() && (p.To == 0 || person.StateFrom != 0 && p.To.First() > person.StateFrom.Last())
}

// Seat says that a post is a place in the committee of its organisation: staff and alternates have none (domain.md §1.3).
func Seat(duty string) bool { return duty != codes.DutyAlternate && duty != codes.DutyStaff }

// Posts is the table of League posts.
var Posts = (&Table[Post]{
	name: "post", title: "任职",
	parts: parts[Post]{
		owner: ByCommunity, unit: "条", measure: "项任职",
		happened: func(p *Post) value.Date { return p.From },
		told: func(p *Post) string {
			return said("；", codes.Duties.Label(p.Duty), codes.DutySorts.Label(p.Sort), worded("离任 ", p.To.String()), p.EndWhy)
		},
		called: func(_ *Post, texts Texts) string { return said(" ", texts("person"), texts("branch"), texts("duty")) },
		homes:  []string{"branch"}, many: true, along: []string{"person", "branch"},
		seek:   []Seek{{Key: "person", By: SeekHolder}, {Key: "branch", By: SeekThrough}, {Key: "duty", By: SeekAside}, {Key: "origin", By: SeekAside}},
		states: []State[Post]{{"now", "现任", nil}, {"past", "已离任", nil}, {"short", "工时不到{post_hours}小时", (*Post).Short}},
		begin:  "now",
		sheet:  Sheet{Titles: []string{"任职", "团干部", "干部"}, Vital: []string{"person", "duty"}, Same: [][]string{{"person", "branch", "duty"}}},
	},
	fields: []Field[Post]{
		ref("person", "姓名", 10, toMember, func(p *Post) *value.ID { return &p.Person }).vital(),
		ref("branch", "任职组织", 22, toBranch, func(p *Post) *value.ID { return &p.Branch }).vital(),
		choice("duty", "团内职务", 10, codes.Duties, func(p *Post) *string { return &p.Duty }).vital(),
		choice("sort", "干部性质", 8, codes.DutySorts, func(p *Post) *string { return &p.Sort }),
		day("from", "任职日期", func(p *Post) *value.Date { return &p.From }).must(),
		day("to", "离任日期", func(p *Post) *value.Date { return &p.To }),
		choice("elected", "任职方式", 6, codes.Electeds, func(p *Post) *string { return &p.Elected }),
		line("document", "任职依据", 14, func(p *Post) *string { return &p.Document }),
		line("origin", "来源单位", 16, func(p *Post) *string { return &p.Origin }),
		choice("inparty", "同级党组织成员", 8, codes.YesNo, func(p *Post) *string { return &p.InParty }),
		number("hours", "每周团务工时", func(p *Post) *value.Count { return &p.Hours }),
		line("end_why", "离任原因", 12, func(p *Post) *string { return &p.EndWhy }),
		lines("note", "备注", func(p *Post) *string { return &p.Note }),
	},
	check: func(p *Post, b Basis) []value.Fault {
		var faults []value.Fault
		if p.From != 0 && p.To != 0 && p.To.Last() < p.From.First() {
			faults = append(faults, value.Hard("post.before", "离任日期早于任职日期。请核对。").On("to"))
		}
		if p.From.First() > b.Today {
			faults = append(faults, value.Soft("date.future", "任职日期还没有到。请核对。").On("from"))
		}
		if p.Sort == codes.DutyExtra && p.Duty != codes.DutyDeputy {
			faults = append(faults, value.Soft("post.extra", "编制外只用于副书记。请核对职务和干部性质。").On("sort"))
		}
		if p.Sort == codes.DutyExtra && p.Origin == "" {
			faults = append(faults, value.Soft(value.Missing, "编制外副书记要写明来源单位。").On("origin"))
		}
		return faults
	},
}).ready()
