package ledger

import "tuanjian/store/value"

// A Liaison is the standing contact of one officer of the street with one community, enterprise or branch (domain.md §7
// rows 79 and 80, §8, 联系点).
type Liaison struct {
	Meta       `json:"meta"`
	Officer    value.ID    `json:"officer,omitzero"`
	Community  value.ID    `json:"community,omitzero"`
	Enterprise value.ID    `json:"enterprise,omitzero"`
	Branch     value.ID    `json:"branch,omitzero"`
	From       value.Date  `json:"from,omitempty"`
	To         value.Date  `json:"to,omitempty"`
	Plan       value.Count `json:"plan,omitempty"` // visits a year
	Note       string      `json:"note,omitempty"`
}

// Current says that the contact stands on a day.
func (l *Liaison) Current(today value.Date) bool {
	return (l.From == 0 || l.From.First() <= today) && (l.To == 0 || l.To.Last() >= today)
}

// Liaisons is the table of standing contacts.
var Liaisons = (&Table[Liaison]{
	name: "liaison", title: "定点联系",
	parts: parts[Liaison]{
		chapter: ChapterParty, owner: ByStreet, unit: "个", measure: "个联系点", tell: "项定点联系",
		lasts: true, began: "from",
		called: func(_ *Liaison, texts Texts) string {
			return said(" → ", texts("officer"), said("、", texts("branch"), texts("enterprise"), texts("community")))
		},
		past:  func(l *Liaison, today value.Date) bool { return !l.Current(today) },
		homes: []string{"community", "enterprise", "branch"},
		given: func(l *Liaison, today value.Date, stands func(value.ID) bool) *Liaison {
			if !l.Current(today) || !stands(l.Officer) {
				return nil
			}
			out := *l
			out.Note = ""
			return &out
		},
		seek: []Seek{{Key: "officer", By: SeekTied}, {Key: "community", By: SeekTied}, {Key: "enterprise", By: SeekTied}, {Key: "branch", By: SeekTied}},
		states: []State[Liaison]{
			{"now", "正在联系", func(l *Liaison, b Basis) bool { return l.Current(b.Today) }},
			{"late", "逾期未访", nil},
			{"past", "已结束", func(l *Liaison, b Basis) bool { return !l.Current(b.Today) }},
		},
		begin: "now",
		sheet: Sheet{Titles: []string{"定点联系"}, Vital: []string{"officer"}, Same: [][]string{{"officer", "community", "enterprise", "branch", "from"}}},
	},
	fields: []Field[Liaison]{
		ref("officer", "联系委员", 10, toOfficer, func(l *Liaison) *value.ID { return &l.Officer }).vital(),
		ref("community", "联系社区", 12, toCommunity, func(l *Liaison) *value.ID { return &l.Community }),
		ref("enterprise", "联系企业", 20, toEnterprise, func(l *Liaison) *value.ID { return &l.Enterprise }),
		ref("branch", "联系团组织", 20, toBranch, func(l *Liaison) *value.ID { return &l.Branch }),
		day("from", "起", func(l *Liaison) *value.Date { return &l.From }).must(),
		day("to", "止", func(l *Liaison) *value.Date { return &l.To }),
		number("plan", "每年走访（次）", func(l *Liaison) *value.Count { return &l.Plan }),
		lines("note", "备注", func(l *Liaison) *string { return &l.Note }),
	},
	check: func(l *Liaison, _ Basis) []value.Fault {
		var faults []value.Fault
		if l.Community.IsZero() && l.Enterprise.IsZero() && l.Branch.IsZero() && l.LooseText("community") == "" && l.LooseText("enterprise") == "" && l.LooseText("branch") == "" {
			faults = append(faults, value.Soft(value.Missing, "还没有写联系哪个社区、企业或团组织。").On("community"))
		}
		if l.From != 0 && l.To != 0 && l.To.Last() < l.From.First() {
			faults = append(faults, value.Hard("liaison.before", "结束日期早于开始日期。请核对。").On("to"))
		}
		return faults
	},
}).ready()
