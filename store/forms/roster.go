package forms

import (
	"slices"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/records"
)

// branchRoster is 团支部花名册: the members of one branch, with its officers.
var branchRoster = tableForm{kind: ledger.Members, tab: "on", title: "团支部花名册", unit: "单位：人", sign: signBranch, totals: memberRosterTotals, columns: memberColumns}

// officerColumns are those of the block above a branch's roster.
var officerColumns = []formColumn{{key: "duty", head: "职务", width: 6}, {key: "person", head: "姓名", width: 8, spread: true}, {key: "from", head: "任职时间", width: 10, dotted: true},
	{key: "elected", head: "任职方式", width: 6}, {key: "phone", head: "手机号码", width: 12}}

// officers is the block above a branch's roster.
func (o *Printout) officers() paper.Panel {
	l := find.ListOf(o.book.Today(), records.Query{Kind: ledger.Posts, Tab: "now", Under: records.Place{Kind: "branch", ID: o.print.Branch}, Sort: "duty"})
	panel := paper.Panel{Title: "支部班子"}
	for _, c := range officerColumns {
		_, label := formHead(o.book, ledger.Posts, c)
		panel.Columns = append(panel.Columns, paper.Column{Head: label, Width: c.width, Align: paper.Center, Spread: c.spread})
	}
	cells := cells(o.book, l, officerColumns, o.veil)
	for i := range l.Len() {
		panel.Rows = append(panel.Rows, slices.Clone(cells(i)))
	}
	return panel
}
