package forms

import (
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/chronicle"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/sheet"
)

// chronicle lays out what happened to one record, the newest first. Numbers in its words are masked always: whoever wants
// them whole prints the roster.
func (o *Printout) chronicle() error {
	b, of := o.book, o.print.Of
	kind := ledger.KindOf(of.Kind)
	if kind == nil {
		return store.Refuse("请先打开一户一档，再打印往来记录。")
	}
	c := chronicle.Of(b.Today(), kind, of.ID, b.Clock().Location())
	if c == nil {
		return store.Refuse("这一户已经不在台账里了。")
	}
	o.veil = ledger.Start
	o.tells(c, o.veil.Mask(ledger.Column{Shape: ledger.Lines}, b.Today().Called(c.Record))+"往来记录", "往来记录")
	return nil
}

// annals lays out what happened in a year, the oldest first (大事记).
func (o *Printout) annals() error {
	b := o.book
	c := chronicle.Year(b.Today(), o.print.Community, o.print.Year, b.Clock().Location(), o.print.All)
	if c == nil || o.print.Year <= 0 {
		return store.Refuse("请先在大事记里选一年。")
	}
	o.veil = ledger.Start
	o.tells(c, o.veil.Mask(ledger.Column{Shape: ledger.Lines}, b.Today().Called(c.Record))+strconv.Itoa(o.print.Year)+"年大事记", "大事记")
	return nil
}

// tells lays the events of a chronicle out as a table.
func (o *Printout) tells(c *chronicle.Chronicle, title, name string) {
	b := o.book
	note := ""
	for _, g := range c.Groups() {
		if g.Key == o.print.Group {
			note = "只列" + g.Title
		}
	}
	if c.Left > 0 {
		note = strings.TrimPrefix(note+"；不列例行的会和活动、走访等 "+strconv.Itoa(c.Left)+" 条", "；")
	}
	c = c.Only(o.print.Group)
	o.rows, o.title = len(c.Events), title
	row := make([]string, 5)
	cells := func(i int) []string {
		row[0], row[1], row[2], row[3], row[4] = strconv.Itoa(i+1), strings.ReplaceAll(c.When(i), "-", "."), c.Sort(i), c.With(i), c.What(i)
		return row
	}
	s := paper.Sheet{Title: o.title, Note: note, Left: "填报单位（盖章）：" + b.Profile().Name, Middle: "截止日期：" + o.today(), Right: "单位：条", Len: o.rows, Blank: o.print.Blank, Row: cells,
		Totals: "合计：" + strconv.Itoa(o.rows) + " 条", Sign: signOffice, Ledger: b.Profile().Name, Printed: o.printed(), Portrait: o.print.Portrait}
	out := sheet.OutSheet{Name: name, Title: o.title, Particulars: s.Left + "　" + s.Middle + "　" + s.Right, Len: o.rows, Row: cells}
	for _, col := range []struct {
		head  string
		width int
		align paper.Align
	}{{"序号", 3, paper.Center}, {"日期", 10, paper.Center}, {"种类", 9, paper.Center}, {"有关的人和单位", 20, paper.Left}, {"什么事", 44, paper.Left}} {
		s.Columns = append(s.Columns, paper.Column{Head: col.head, Width: col.width, Align: col.align, Key: col.head == "序号" || col.head == "日期"})
		out.Columns = append(out.Columns, sheet.OutColumn{Head: col.head, Width: float64(col.width + 2), Number: col.head == "序号"})
	}
	o.sheet, o.doc = out, s.Lay()
}
