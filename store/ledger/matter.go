package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Matter is one thing that the street sends back about one record: an error to mend, a person whom another community
// has too, a question. The street writes what it is about; the community answers it; both keep the same record (domain.md
// §8.0, 上报: 被退回).
type Matter struct {
	Meta      `json:"meta"`
	Sort      string      `json:"sort,omitempty"` // a code of MatterSorts
	Community value.ID    `json:"community,omitzero"`
	Kind      string      `json:"kind,omitempty"`   // the record's kind
	Record    string      `json:"record,omitempty"` // its ID; not a reference, since it may be gone
	Key       string      `json:"field,omitempty"`  // the field's key; "" for the whole record
	Title     string      `json:"about,omitempty"`  // what the record is called
	Was       string      `json:"was,omitempty"`    // the field's text when it was sent back, masked where it is secret
	Stamp     string      `json:"stamp,omitempty"`  // of that text, to see that it has changed without keeping it
	Text      string      `json:"text,omitempty"`   // the reason or the question
	Other     string      `json:"other,omitempty"`  // the other community of a duplicate
	Number    value.Count `json:"number,omitempty"` // the submission it is about
	Sent      value.Count `json:"sent,omitempty"`   // the receipt that carried it
	Reply     string      `json:"reply,omitempty"`  // the community's words
	State     string      `json:"state,omitempty"`  // a code of MatterStates
	Settled   value.Date  `json:"settled,omitempty"`
	By        string      `json:"by,omitempty"` // who answered
}

// Matters is the table of what was sent back.
var Matters = (&Table[Matter]{
	name: "matter", title: "回执事项",
	parts: parts[Matter]{
		owner: ByCommunity | ByAnswer, unit: "件", measure: "件事项",
		happened: func(m *Matter) value.Date { return m.Settled },
		told: func(m *Matter) string {
			return said("；", codes.MatterSorts.Label(m.Sort), m.Text, worded("答复：", m.Reply), codes.MatterStates.Label(m.State))
		},
		about: func(m *Matter) value.ID { id, _ := value.ParseID(m.Record); return id },
		name:  func(m *Matter) string { return m.Title }, person: true,
		homes: []string{"community"},
		seek:  []Seek{{Key: "text", By: SeekAside}},
		states: []State[Matter]{
			{"open", "待办", func(m *Matter, _ Basis) bool { return m.State == codes.MatterOpen }},
			{"done", "已答复", func(m *Matter, _ Basis) bool { return m.State == codes.MatterMended || m.State == codes.MatterAnswered }},
		},
		begin: "open",
	},
	fields: []Field[Matter]{
		choice("sort", "种类", 6, codes.MatterSorts, func(m *Matter) *string { return &m.Sort }),
		ref("community", "社区", 12, toCommunity, func(m *Matter) *value.ID { return &m.Community }),
		line("kind", "哪种记录", 10, func(m *Matter) *string { return &m.Kind }),
		line("record", "记录编号", 32, func(m *Matter) *string { return &m.Record }),
		line("field", "哪一栏", 12, func(m *Matter) *string { return &m.Key }),
		line("about", "关于", 12, func(m *Matter) *string { return &m.Title }),
		line("was", "当时填的", 18, func(m *Matter) *string { return &m.Was }),
		line("stamp", "当时的印记", 16, func(m *Matter) *string { return &m.Stamp }),
		lines("text", "原因", func(m *Matter) *string { return &m.Text }),
		line("other", "另一社区", 12, func(m *Matter) *string { return &m.Other }),
		number("number", "上报编号", func(m *Matter) *value.Count { return &m.Number }),
		number("sent", "回执编号", func(m *Matter) *value.Count { return &m.Sent }),
		lines("reply", "社区答复", func(m *Matter) *string { return &m.Reply }),
		choice("state", "状态", 8, codes.MatterStates, func(m *Matter) *string { return &m.State }),
		day("settled", "答复日期", func(m *Matter) *value.Date { return &m.Settled }),
		line("by", "答复人", 8, func(m *Matter) *string { return &m.By }),
	},
}).ready()
