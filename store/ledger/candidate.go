package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Candidate stands for one duty in one election: who was consulted, and the votes (domain.md §1.4, §7 row 37).
type Candidate struct {
	Meta      `json:"meta"`
	Election  value.ID    `json:"election,omitzero"`
	Person    value.ID    `json:"person,omitzero"`
	Duty      string      `json:"duty,omitempty"`
	Consulted string      `json:"consulted,omitempty"`
	For       value.Count `json:"for,omitempty"`
	Against   value.Count `json:"against,omitempty"`
	Abstained value.Count `json:"abstained,omitempty"`
	Ruled     string      `json:"ruled,omitempty"` // what was decided against the count
	RuledWhy  string      `json:"ruled_why,omitempty"`
	Note      string      `json:"note,omitempty"`
}

// Candidates is the table of candidates.
var Candidates = (&Table[Candidate]{
	name: "candidate", title: "候选人",
	parts: parts[Candidate]{
		chapter: ChapterOrder, owner: ByCommunity | ByStreet, unit: "人", measure: "名候选人",
		happened: func(_ *Candidate) value.Date { return 0 },
		told: func(c *Candidate) string {
			return said("；", codes.Duties.Label(c.Duty), worded("赞成 ", c.For.String()), worded("反对 ", c.Against.String()), worded("弃权 ", c.Abstained.String()), c.Ruled)
		},
		called: func(c *Candidate, texts Texts) string {
			return said(" ", texts("person"), codes.Duties.Label(c.Duty), texts("election"))
		},
		homes: []string{"election"}, whole: "election", along: []string{"election"},
		seek:   []Seek{{Key: "person", By: SeekHolder}, {Key: "election", By: SeekThrough}},
		states: []State[Candidate]{{"elected", "当选", nil}, {"beaten", "落选", nil}},
		sheet:  Sheet{Titles: []string{"候选人"}, Vital: []string{"person", "for"}, Same: [][]string{{"person", "election", "duty"}}},
	},
	fields: []Field[Candidate]{
		ref("election", "哪次选举", 24, toElection, func(c *Candidate) *value.ID { return &c.Election }).vital(),
		ref("person", "候选人姓名", 10, toMember, func(c *Candidate) *value.ID { return &c.Person }).vital(),
		choice("duty", "候选职务", 10, codes.Duties, func(c *Candidate) *string { return &c.Duty }).must(),
		line("consulted", "征求了谁的意见", 18, func(c *Candidate) *string { return &c.Consulted }),
		number("for", "得赞成票", func(c *Candidate) *value.Count { return &c.For }),
		number("against", "得反对票", func(c *Candidate) *value.Count { return &c.Against }),
		number("abstained", "得弃权票", func(c *Candidate) *value.Count { return &c.Abstained }),
		choice("ruled", "另行认定当选", 6, codes.YesNo, func(c *Candidate) *string { return &c.Ruled }),
		line("ruled_why", "另行认定的理由", 16, func(c *Candidate) *string { return &c.RuledWhy }),
		lines("note", "备注", func(c *Candidate) *string { return &c.Note }),
	},
	check: func(c *Candidate, _ Basis) []value.Fault {
		if c.Ruled != "" && c.RuledWhy == "" {
			return []value.Fault{value.Soft(value.Missing, "不按票数认定的，要写理由。").On("ruled_why")}
		}
		return nil
	},
}).ready()
