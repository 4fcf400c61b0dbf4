package forms

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
)

// emptyOfficers is how many rows for officers a sheet has that is filled in by hand.
const emptyOfficers = 5

// branchSheet lays out the 团支部基本情况登记表.
func (o *Printout) branchSheet() error {
	b := o.book
	r, ok := b.Get(ledger.Branches, o.print.Branch).(*ledger.Branch)
	people := func(n int) string { return strconv.Itoa(n) + " 人" }
	if o.print.Empty {
		r, ok, people = &ledger.Branch{}, true, func(int) string { return "　　人" }
	}
	if !ok {
		return store.Refuse("请先选一个团支部。")
	}
	o.veil = formVeil(ledger.Posts, officerColumns, o.print.Full)
	if o.rows, o.title = 1, "团支部基本情况登记表"; o.print.Empty {
		o.rows = 0
	}
	text := func(key string) string { return find.CellText(b.Today(), ledger.Branches, r, key, o.veil) }
	dotted := func(key string) string { return strings.ReplaceAll(text(key), "-", ".") }
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "on", Under: records.Place{Kind: "branch", ID: r.ID}})
	var s rules.Summary
	for _, m := range l.Rows() {
		s.Count(m.(*ledger.Member))
	}
	ends := dotted("term_end")
	if ends != "" {
		ends += rules.ByRule(r, b.Basis())
	}
	label := func(t string) paper.Field { return paper.Field{Text: t, Label: true} }
	value := func(t string, span int) paper.Field { return paper.Field{Text: t, Span: span} }
	f := paper.Form{Title: o.title, Left: "填报单位（盖章）：" + o.owner(), Middle: "截止日期：" + o.today(), Sign: signBranch, Ledger: b.Profile().Name, Printed: o.printed(), Grid: []int{3, 4, 3, 4, 3, 4}}
	f.Rows = [][]paper.Field{
		{label("组织全称"), value(text("name"), 5)},
		{label("组织简称"), value(text("short"), 3), label("支部种类"), value(text("sort"), 1)},
		{label("上级组织"), value(text("superior"), 3), label("行业类别"), value(text("field"), 1)},
		{label("覆盖企业"), value(text("enterprises"), 5)},
		{label("成立日期"), value(dotted("founded"), 1), label("成立文号"), value(text("founded_doc"), 3)},
		{label("届次"), value(text("session"), 1), label("本届起始"), value(dotted("term_from"), 1), label("届满日"), value(ends, 1)},
		{label("产生方式"), value(text("elected"), 1), label("组织状态"), value(text("state"), 1), label("定级"), value(text("star"), 1)},
		{label("团员总数"), value(people(s.Members), 1), label("男"), value(people(s.Men), 1), label("女"), value(people(s.Women), 1)},
		{label("党员"), value(people(s.PartyMembers), 1), label("少数民族"), value(people(s.Minorities), 1), label("流动团员"), value(people(s.Mobile), 1)},
		{label("联系电话"), value(text("phone"), 2), label("阵地经费"), value(text("place"), 2)},
	}
	panel := o.officers()
	if o.print.Empty {
		panel.Rows = slices.Repeat([][]string{make([]string, len(panel.Columns))}, emptyOfficers)
	}
	f.Table("支部班子", 1, panel.Columns, []int{1, 1, 1, 1, 1}, panel.Rows)
	f.Rows = append(f.Rows, []paper.Field{label("备注"), {Text: text("note"), Span: 5, Lines: 4}})
	o.doc = f.Lay()
	o.sheet = sheet.OutSheet{Name: o.title, Title: o.title, Columns: []sheet.OutColumn{{Head: "项目", Width: 14}, {Head: "内容", Width: 50}}}
	var pairs [][]string
	for _, row := range f.Rows[:10] {
		for i := 0; i+1 < len(row); i += 2 {
			pairs = append(pairs, []string{row[i].Text, row[i+1].Text})
		}
	}
	for _, row := range panel.Rows {
		pairs = append(pairs, []string{row[0], row[1] + "　" + row[4]})
	}
	o.sheet.Len, o.sheet.Row = len(pairs), func(i int) []string { return pairs[i] }
	return nil
}
