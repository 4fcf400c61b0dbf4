package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Rehearsal is a kind that only the tests know: it stands for the next one, of which nothing but this file and its name
// in All is written.
type Rehearsal struct {
	Meta    `json:"meta"`
	Title   string      `json:"name"`
	Sort    string      `json:"sort,omitempty"`
	Day     value.Date  `json:"day,omitempty"`
	Branch  value.ID    `json:"branch,omitzero"`
	Present value.Count `json:"present,omitempty"`
	Closed  string      `json:"closed,omitempty"`
	Note    string      `json:"note,omitempty"`
}

// Rehearsals is the table of rehearsals.
var Rehearsals = (&Table[Rehearsal]{
	name: "rehearsal", title: "演练",
	parts: parts[Rehearsal]{
		owner: ByCommunity, unit: "次", measure: "次演练",
		name:  func(r *Rehearsal) string { return r.Title },
		hint:  func(r *Rehearsal, texts Texts) string { return said(" ", r.Day.String(), texts("branch")) },
		past:  func(r *Rehearsal, _ value.Date) bool { return r.Closed == codes.Yes },
		homes: []string{"branch"}, many: true,
		happened: func(r *Rehearsal) value.Date { return r.Day },
		told:     func(r *Rehearsal) string { return said(" ", r.Title, attended(0, r.Present)) },
		found:    foundLast, seek: []Seek{{Key: "branch", By: SeekThrough}, {Key: "note", By: SeekAside}},
		states: []State[Rehearsal]{
			{"open", "进行中", func(r *Rehearsal, _ Basis) bool { return r.Closed != codes.Yes }},
			{"closed", "已结束", func(r *Rehearsal, _ Basis) bool { return r.Closed == codes.Yes }},
		},
		begin: "open",
		sheet: Sheet{Titles: []string{"演练"}, Vital: []string{"name", "day"}, Same: [][]string{{"name", "day"}}},
	},
	fields: []Field[Rehearsal]{
		line("name", "演练名称", 16, func(r *Rehearsal) *string { return &r.Title }).vital(),
		choice("sort", "演练级别", 8, codes.Grades, func(r *Rehearsal) *string { return &r.Sort }).must(),
		day("day", "演练日期", func(r *Rehearsal) *value.Date { return &r.Day }).vital(),
		ref("branch", "演练支部", 20, toBranch, func(r *Rehearsal) *value.ID { return &r.Branch }).must(),
		number("present", "到场人数", func(r *Rehearsal) *value.Count { return &r.Present }),
		choice("closed", "是否结束", 6, codes.YesNo, func(r *Rehearsal) *string { return &r.Closed }),
		lines("note", "备注", func(r *Rehearsal) *string { return &r.Note }),
	},
	check: func(r *Rehearsal, b Basis) []value.Fault {
		if r.Day.First() > b.Today {
			return []value.Fault{value.Soft("date.future", "演练日期还没有到。请核对。").On("day")}
		}
		return nil
	},
}).ready()
