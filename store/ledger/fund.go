package ledger

import (
	"tuanjian/store/value"
)

// A Fund is one movement of the League's money besides dues: where it came from, or what it was spent on (domain.md §7 row 83).
type Fund struct {
	Meta    `json:"meta"`
	Day     value.Date  `json:"day,omitempty"`
	Branch  value.ID    `json:"branch,omitzero"`
	What    string      `json:"what,omitempty"` // from whom, or for what
	In      value.Money `json:"in,omitempty"`
	Out     value.Money `json:"out,omitempty"`
	Receipt string      `json:"receipt,omitempty"`
	Note    string      `json:"note,omitempty"`
}

// Funds is the table of money in and out.
var Funds = (&Table[Fund]{
	name: "fund", title: "经费",
	parts: parts[Fund]{
		chapter: ChapterParty, owner: ByCommunity | ByStreet, unit: "笔", measure: "笔经费",
		happened: func(f *Fund) value.Date { return f.Day },
		told: func(f *Fund) string {
			return said("；", f.What, worded("收入 ", f.In.String()), worded("支出 ", f.Out.String()))
		},
		called: func(f *Fund, texts Texts) string { return said(" ", f.Day.String(), texts("branch"), f.What) },
		homes:  []string{"branch"},
		found:  foundLast, seek: []Seek{{Key: "branch", By: SeekThrough}, {Key: "what", By: SeekAside}, {Key: "receipt"}},
		states: []State[Fund]{
			{"in", "收入", func(f *Fund, _ Basis) bool { return some(f.In) }},
			{"out", "支出", func(f *Fund, _ Basis) bool { return some(f.Out) }},
			{"bare", "没有票据", func(f *Fund, _ Basis) bool { return f.Receipt == "" }},
		},
		sheet: Sheet{Titles: []string{"经费", "收支"}, Vital: []string{"what", "in", "out"}, Same: [][]string{{"day", "branch", "what", "in", "out"}}},
	},
	fields: []Field[Fund]{
		day("day", "收支日期", func(f *Fund) *value.Date { return &f.Day }).must(),
		ref("branch", "哪个团组织的", 20, toBranch, func(f *Fund) *value.ID { return &f.Branch }),
		line("what", "来源或用途", 18, func(f *Fund) *string { return &f.What }).vital(),
		amount("in", "收入（元）", func(f *Fund) *value.Money { return &f.In }),
		amount("out", "支出（元）", func(f *Fund) *value.Money { return &f.Out }),
		line("receipt", "票据号", 12, func(f *Fund) *string { return &f.Receipt }),
		lines("note", "备注", func(f *Fund) *string { return &f.Note }),
	},
	check: func(f *Fund, b Basis) []value.Fault {
		var faults []value.Fault
		came, went := some(f.In), some(f.Out)
		switch {
		case !came && !went:
			faults = append(faults, value.Soft(value.Missing, "收入和支出都没有填。请填一个。").On("in"))
		case came && went:
			faults = append(faults, value.Soft("fund.both", "一笔里又有收入又有支出。请分成两笔。").On("out"))
		}
		if f.Day.First() > b.Today {
			faults = append(faults, value.Soft("date.future", "收支日期还没有到。请核对。").On("day"))
		}
		return faults
	},
}).ready()

// some says that an amount is more than nothing.
func some(m value.Money) bool { n, said := m.Fen(); return said && n > 0 }
