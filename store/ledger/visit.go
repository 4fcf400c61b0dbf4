package ledger

// A Visit is one visit under a standing contact: what was seen, what was difficult, what came of it (domain.md §7 rows
// 79 and 80).
type Visit struct {
	Meta    `json:"meta"`
	Liaison ID     `json:"liaison,omitzero"`
	Day     Date   `json:"day,omitempty"`
	Content string `json:"content,omitempty"`
	Problem string `json:"problem,omitempty"`
	Due     Date   `json:"due,omitempty"` // by when the problem is to be settled
	Result  string `json:"result,omitempty"`
	Settled Date   `json:"settled,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Visits is the table of visits.
var Visits = (&Table[Visit]{
	name: "visit", title: "走访",
	parts: parts[Visit]{
		owner: ByStreet, unit: "次", measure: "次走访",
		called: func(v *Visit, texts Texts) string { return said(" ", v.Day.String(), texts("liaison")) },
		homes:  []string{"liaison"},
		whole:  "liaison",
		given: func(v *Visit, _ Date, stands func(ID) bool) *Visit {
			if !stands(v.Liaison) {
				return nil
			}
			return &Visit{Liaison: v.Liaison, Day: v.Day, Due: v.Due, Settled: v.Settled}
		},
		sheet: Sheet{Titles: []string{"走访"}, Vital: []string{"liaison", "day"}, Same: [][]string{{"liaison", "day"}}},
		seek:  []Seek{{Key: "liaison", By: SeekTied}, {Key: "content", By: SeekAside}, {Key: "problem", By: SeekAside}, {Key: "result", By: SeekAside}},
		states: []State[Visit]{
			{"open", "困难未办结", func(v *Visit, _ Basis) bool { return v.Problem != "" && v.Settled == 0 }},
			{"late", "逾期未办结", nil},
			{"year", "今年的", func(v *Visit, b Basis) bool { return v.Day.Year() == b.Today.Year() }},
		},
	},
	fields: []Field[Visit]{
		ref("liaison", "联系点", 20, toLiaison, func(v *Visit) *ID { return &v.Liaison }).vital(),
		day("day", "走访日期", func(v *Visit) *Date { return &v.Day }).vital(),
		lines("content", "走访内容", func(v *Visit) *string { return &v.Content }).must(),
		lines("problem", "发现的困难", func(v *Visit) *string { return &v.Problem }),
		day("due", "办理期限", func(v *Visit) *Date { return &v.Due }),
		lines("result", "办理结果", func(v *Visit) *string { return &v.Result }),
		day("settled", "办结日期", func(v *Visit) *Date { return &v.Settled }),
		lines("note", "备注", func(v *Visit) *string { return &v.Note }),
	},
	check: func(v *Visit, b Basis) []Fault {
		var faults []Fault
		if v.Day.First() > b.Today {
			faults = append(faults, soft("date.future", "走访日期还没有到。请核对。").on("day"))
		}
		if v.Settled != 0 && v.Day != 0 && v.Settled.Last() < v.Day.First() {
			faults = append(faults, hard("visit.before", "办结日期早于走访日期。请核对。").on("settled"))
		}
		if v.Due != 0 && v.Settled == 0 && v.Due.Last() < b.Today {
			faults = append(faults, soft("visit.overdue", "困难已经过了办理期限。请办结，或改期限。").on("due"))
		}
		return faults
	},
}).ready()
