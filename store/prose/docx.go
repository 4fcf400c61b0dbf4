package prose

import (
	"io"
	"strings"

	"tuanjian/store/paper"
	"tuanjian/store/word"
)

// names are what the styles of a .docx are called: headings by the names under which a program
// looks for them.
var names = [roles][2]string{
	Body: {"Body", "Normal"}, Title: {"Title", "Title"}, Number: {"Number", "文号"}, Addressee: {"Addressee", "主送机关"},
	Head1: {"Heading1", "heading 1"}, Head2: {"Heading2", "heading 2"}, Head3: {"Heading3", "heading 3"}, Sign: {"Sign", "落款"}, Date: {"Date", "成文日期"},
	Attached: {"Attached", "附件"}, Remark: {"Remark", "附注"}, Contents: {"Contents", "目录"}, Break: {"Break", "分页"}, Cut: {"Cut", "裁切线"},
	TableRole: {"Caption", "表题"}, CardRole: {"Cells", "表格"}, FigureRole: {"Figure", "图"}, ChartRole: {"ChartHead", "图题"},
}

const tableRow = 7.5 * paper.MM // least height of a row of a table, as on the pages

// WriteDocx writes the text as a .docx: the same words in the same dress, in styles that people go
// on writing with.
func (t Text) WriteDocx(w io.Writer) error {
	s := sheets[t.Manner]
	d := &word.Document{Title: t.Name, Page: word.Page{Width: a4Wide, Height: a4High, Top: s.top, Bottom: s.bottom, Left: s.left, Right: s.right}}
	t, laid := t.fitted()
	if t.Manner == Official {
		d.Page.Lines, d.Page.Chars, d.Page.Size = int(22*officialLead/t.near(dress{lead: officialLead}).lead), 28, 16
		if laid.Count() > t.parts() {
			d.Page.Foot = word.Foot{Face: faceSong, Size: size4, Up: s.bottom - 7*paper.MM - size4, Text: "—#—", Outer: true}
		}
	} else {
		aside := t.Foot
		if aside != "" && t.Printed != "" {
			aside += "　"
		}
		d.Page.Foot = word.Foot{Face: faceSong, Size: sizeLess5, Up: 9 * paper.MM, Text: "第 # 页　共 ## 页", Aside: aside + t.Printed}
	}
	for role := range roles {
		if x := dresses[t.Manner][role]; x.size > 0 {
			d.Styles = append(d.Styles, t.style(role, t.near(x)))
		}
	}
	turn := false // the next paragraph begins a page
	heads := laid.Headings()
	for i, b := range t.Blocks {
		blocks := t.blocks(i, laid)
		if level := dresses[t.Manner][b.Role].level; level > 0 {
			// A chapter of a handbook that begins a page does so there too: else the contents would be wrong by a line.
			turn = turn || t.Manner == Book && level == 1 && heads[0].First
			heads = heads[1:]
		}
		if b.Role == Break {
			turn = true
			continue
		}
		if turn && len(blocks) > 0 {
			if blocks[0].Para == nil {
				blocks = append([]word.Block{{Para: &word.Para{Style: names[Remark][0]}}}, blocks...)
			}
			blocks[0].Para.Break, turn = true, false
			if n := len(d.Body); n > 0 && d.Body[n-1].Table != nil {
				d.Body[n-1].Table.After = 0 // room that did not fit would be a page of its own
			}
		}
		d.Body = append(d.Body, blocks...)
	}
	return word.Write(w, d)
}

// parts is how many texts stand in it behind each other: many letters are one file.
func (t Text) parts() int {
	n := 1
	for _, b := range t.Blocks {
		if b.Role == Break {
			n++
		}
	}
	return n
}

// A4 in points.
const (
	a4Wide = 210 * paper.MM
	a4High = 297 * paper.MM
)

// style is a role's dress as a named style. 三号 is 16 points to a word processor; its grid makes
// 28 characters a line of them.
func (t Text) style(role Role, x dress) word.Style {
	s := word.Style{ID: names[role][0], Name: names[role][1], Face: x.face, Size: x.size, Lead: x.lead, Align: word.Align(x.align), First: x.first, Left: x.left, Right: x.right,
		Before: x.before * x.lead, After: x.after * x.lead, Keep: x.keep, Level: x.level, Grid: t.Manner == Official && x.size == size3}
	if x.size == size3 {
		s.Size = 16
	}
	if x.flush {
		s.Align = word.Flush
	}
	// What the pages set bold for want of another face is bold here only where the face is a plain one.
	s.Bold = x.bold && x.face != faceTitle && x.face != faceHei && x.face != faceKai
	switch role {
	case CardRole, FigureRole: // of the cells, and of a line as high as its picture
		s.Lead, s.Before, s.After, s.Bold = 0, 0, 0, false
	case Cut:
		s.Lead, s.Rule = 0, true
	}
	return s
}

// blocks are block i as parts of a .docx.
func (t Text) blocks(i int, laid *paper.Document) []word.Block {
	b, x := t.Blocks[i], t.dress(i)
	if b.Role == Title { // of more lines than one they are about equally long, as on the pages
		if wide, room := t.breadth(b, x), t.room()/x.size; wide < ems(b.Text) {
			x.left, x.right = max(0, (room-wide)/2), max(0, (room-wide)/2)
		}
	}
	switch b.Role {
	case Break:
		return nil
	case Contents:
		c := &word.Contents{Style: names[Contents][0], Deepest: b.depth()}
		for _, h := range laid.Headings() {
			c.Entries = append(c.Entries, word.Entry{Text: h.Text, Level: h.Level, Page: h.Page + 1})
		}
		return []word.Block{{Contents: c}}
	case TableRole:
		return t.table(b.Table)
	case CardRole:
		return t.card(b.Card)
	case FigureRole:
		return t.figure(b)
	case ChartRole:
		return t.chart(b.Chart)
	}
	var out []word.Block
	for k, line := range paragraphs(b) {
		p := &word.Para{Style: names[b.Role][0], Text: line, Tight: k > 0}
		if role := dresses[t.Manner][b.Role]; x.left != role.left || x.right != role.right {
			p.Left, p.Right = &x.left, &x.right
		}
		p.Keep = x.keep
		out = append(out, word.Block{Para: p})
	}
	return out
}

// paragraphs are the lines of a block: of a title and a heading they are one paragraph.
func paragraphs(b Block) []string {
	if dresses[Official][b.Role].level > 0 || b.Role == Title {
		return []string{b.Text}
	}
	return strings.Split(b.Text, "\n")
}

func (t Text) room() float64 {
	s := sheets[t.Manner]
	return a4Wide - s.left - s.right
}

// below is the room below a table, and before what follows it.
func (t Text) below(role Role) float64 {
	d := dresses[t.Manner][role]
	return (d.before + d.after) * d.lead
}

func (t Text) table(b *Table) []word.Block {
	if b == nil || len(b.Columns) == 0 {
		return nil
	}
	var out []word.Block
	if b.Head != "" {
		out = append(out, word.Block{Para: &word.Para{Style: names[TableRole][0], Text: b.Head, Keep: true}})
	}
	rows := b.Rows
	if len(rows) == 0 {
		rows = [][]string{nil}
	}
	size, widths := paper.Widths(b.Columns, rows, t.room())
	x := &word.Table{Style: names[CardRole][0], Size: size, Widths: widths, Heads: 1, After: t.below(TableRole)}
	head := word.Row{Least: tableRow}
	for _, c := range b.Columns {
		head.Cells = append(head.Cells, word.Cell{Text: c.Head, Bold: true, Shaded: true, Align: word.Center})
	}
	x.Rows = append(x.Rows, head)
	for _, row := range rows {
		r := word.Row{Least: tableRow}
		for i, c := range b.Columns {
			cell := word.Cell{Align: word.Align(c.Align)}
			if i < len(row) {
				cell.Text = row[i]
			}
			r.Cells = append(r.Cells, cell)
		}
		x.Rows = append(x.Rows, r)
	}
	if b.Totals != "" {
		x.Rows = append(x.Rows, word.Row{Least: tableRow, Cells: []word.Cell{{Text: b.Totals, Span: len(b.Columns)}}})
	}
	return append(out, word.Block{Table: x})
}

func (t Text) card(b *Card) []word.Block {
	if b == nil || len(b.Rows) == 0 {
		return nil
	}
	widths, rows := paper.Place(b.Grid, b.Rows, t.room())
	x := &word.Table{Style: names[CardRole][0], Widths: widths, After: t.below(CardRole)}
	cells := make([][]*word.Cell, len(rows)) // by the column where they begin
	for i := range cells {
		cells[i] = make([]*word.Cell, len(widths))
	}
	leasts := make([]float64, len(rows))
	for _, row := range rows {
		for _, c := range row {
			if c.Down <= 1 { // as high as on the pages, so that the contents say where a chapter is
				leasts[c.Row] = max(leasts[c.Row], c.High)
			}
			for k := range max(1, c.Down) {
				cell := &word.Cell{Text: c.Text, Span: c.To - c.From, Bold: c.Label, Align: word.Align(c.Align), Down: c.Down > 1 && k == 0, Below: k > 0}
				if c.Label {
					cell.Align = word.Center
				}
				cells[c.Row+k][c.From] = cell
			}
		}
	}
	high := 0.0
	for i, row := range cells {
		r := word.Row{Least: leasts[i]}
		for _, c := range row {
			if c != nil {
				r.Cells = append(r.Cells, *c)
			}
		}
		x.Rows = append(x.Rows, r)
		high += r.Least
	}
	x.Whole = high <= paper.LargestCard*(a4High-sheets[t.Manner].top-sheets[t.Manner].bottom)
	return []word.Block{{Table: x}}
}

func (t Text) figure(b Block) []word.Block {
	if b.Picture == nil {
		return nil
	}
	w, h := b.Picture.Fits(t.room(), 105*paper.MM)
	out := []word.Block{{Picture: &word.Picture{Style: names[FigureRole][0], Data: b.Picture.File(), Width: w, Height: h}}}
	if b.Text != "" {
		out = append(out, word.Block{Para: &word.Para{Style: names[FigureRole][0], Text: b.Text}})
	}
	return out
}
