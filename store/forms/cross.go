package forms

import (
	"cmp"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/sheet"
)

// cross lays out 交叉表: the records of a list counted by two of their columns, with sums. A wide one goes on over several
// pages, its first column again on each.
func (o *Printout) cross() error {
	cut := o.print.Cut
	q, known := cut.Query()
	if !known || cut.Down.Title(q.Kind) == "" {
		return store.Refuse("请先在交叉表里选好要数什么、按什么分行。")
	}
	c := find.CrossOf(o.book.Today(), q, cut.Down, cut.Across, cut.Measure)
	o.rows = len(c.Rows)
	o.title = o.book.Profile().Name + CrossTitle(c)
	note, right := c.Particulars(), "单位："+q.Kind.Unit()
	if cut.Name != "" {
		o.title = cut.Name
		note = CrossTitle(c) + "：" + note
	}
	if c.Measure != "" {
		right = "数的是：" + c.MeasureTitle()
	}
	o.veil = ledger.Start
	across := len(c.Columns)
	if c.Across == (find.Axis{}) {
		across = 0
	}
	cells := func(row int) []string {
		out := make([]string, 0, across+2)
		label := "合计"
		if row >= 0 {
			label = c.Rows[row].Label
		}
		out = append(out, o.veil.Mask(ledger.Column{Shape: ledger.Lines}, label))
		for column := range across {
			out = append(out, c.Text(row, column))
		}
		return append(out, cmp.Or(c.Text(row, -1), "0"))
	}
	row := func(i int) []string {
		if i == len(c.Rows) {
			return cells(-1)
		}
		return cells(i)
	}
	s := paper.Sheet{Title: o.title, Note: note, Left: "填报单位（盖章）：" + o.book.Profile().Name, Middle: "截止日期：" + o.today(), Right: right,
		Len: len(c.Rows) + 1, Row: row, Sign: signOffice, Ledger: o.book.Profile().Name, Printed: o.printed(), Portrait: o.print.Portrait}
	out := sheet.OutSheet{Name: "交叉表", Title: o.title, Particulars: s.Left + "　" + s.Middle + "　" + s.Right + "　" + note, Len: s.Len, Row: row}
	add := func(head string, width int, number bool) {
		align := paper.Left
		if number {
			align = paper.Right
		}
		s.Columns = append(s.Columns, paper.Column{Head: head, Width: width, Align: align, Key: !number})
		out.Columns = append(out.Columns, sheet.OutColumn{Head: head, Width: float64(width + 2), Number: number})
	}
	add(c.Down.Title(q.Kind), 12, false)
	for _, g := range c.Columns[:across] {
		add(o.veil.Mask(ledger.Column{Shape: ledger.Lines}, g.Label), 6, true)
	}
	add("合计", 6, true)
	o.sheet, o.doc = out, s.Lay()
	return nil
}

// CrossTitle is what a cross table is called that nobody has named: 企业按规模、行业统计表, 企业职工总数按规模统计表.
func CrossTitle(c *find.Cross) string {
	by := c.Down.Title(c.Query.Kind)
	if across := c.Across.Title(c.Query.Kind); across != "" {
		by += "、" + across
	}
	return c.Query.Kind.Title() + c.MeasureTitle() + "按" + by + "统计表"
}
