package paper

import "fmt"

// table sets a table whose head stands on every page. One that is too wide goes over several
// below each other, with the Key columns on each.
func (l *flowLayout) table(p Piece) {
	if len(p.Columns) == 0 {
		return
	}
	if p.Text != "" {
		l.caption(p)
	}
	inner := &sheetLayout{furniture: l.furniture, reader: l.reader}
	at := func(i int) []string { return p.Rows[i] }
	plan := planColumns(l.reader, p.Columns, len(p.Rows), at, l.availableWidth)
	from := len(l.lines)
	defer func() { l.whole(l.lines[from:]) }()
	rows := p.Rows
	if len(rows) == 0 {
		rows = [][]string{nil} // an empty table is printed with one empty row
	}
	for n, part := range plan.parts {
		if n > 0 {
			l.gap(3*MM, false)
		}
		t := panelTable{inner, plan, part, 1, l.availableWidth}
		head := []band{t.band(nil, true)}
		l.lines = append(l.lines, flowLine{band: head[0], keep: true})
		for i, row := range rows {
			for _, b := range t.rows([][]string{row}) {
				l.lines = append(l.lines, flowLine{band: b, above: head, keep: i == len(rows)-1 && p.Totals != "" && n == len(plan.parts)-1})
			}
		}
	}
	if p.Totals == "" {
		return
	}
	l.reader.note(p.Totals)
	inner.plan, inner.Totals = plan, p.Totals
	for _, b := range inner.totalBands() {
		l.lines = append(l.lines, flowLine{band: b})
	}
}

// smallTable is the share of a page up to which a table is not broken.
const smallTable = 0.3

// whole keeps the rows of a small table on one page.
func (l *flowLayout) whole(lines []flowLine) {
	sum := 0.0
	for _, s := range lines {
		sum += s.h
	}
	if len(lines) == 0 || sum > smallTable*l.body() {
		return
	}
	for i := range lines[:len(lines)-1] {
		lines[i].keep = true
	}
}

// caption is the line over a table, which stays with it.
func (l *flowLayout) caption(p Piece) {
	for _, b := range l.lineBands(p.Text, p.Lead, style{size: p.Size, bold: true, align: p.Align}) {
		l.lines = append(l.lines, flowLine{band: b, keep: true})
	}
}

// LargestCard is the share of a page up to which a card is not broken.
const LargestCard = 0.6

// card sets labels and cells on a grid.
func (l *flowLayout) card(p Piece) {
	inner := &formLayout{furniture: l.furniture, edges: gridEdges(p.Grid, l.availableWidth)}
	rows, cells := inner.place(p.Cells, l.reader)
	bands, high := inner.groups(rows, cells), 0.0
	for _, b := range bands {
		high += b.h
	}
	for i, b := range bands {
		l.lines = append(l.lines, flowLine{band: b, keep: high <= LargestCard*l.body() && i < len(bands)-1})
	}
}

// figure sets a picture in a hairline frame, and its caption below.
func (l *flowLayout) figure(p Piece) {
	if p.Picture == nil {
		return
	}
	w, high := p.Picture.Fits(l.availableWidth, min(figureHigh, l.body()/2))
	below := 1 * MM
	if p.Text != "" {
		below += p.Lead
	}
	l.lines = append(l.lines, flowLine{band: band{h: high + below, draw: func(ink *pen, y float64) {
		x, out := l.margin+(l.availableWidth-w)/2, hairline/2
		ink.marks = append(ink.marks, Mark{Kind: Image, X: x, Y: y, W: w, H: high, Picture: p.Picture})
		for _, side := range [][4]float64{{x - out, y - out, w + 2*out, 0}, {x - out, y + high + out, w + 2*out, 0}, {x - out, y - out, 0, high + 2*out}, {x + w + out, y - out, 0, high + 2*out}} {
			ink.line(side[0], side[1], side[2], side[3], hairline)
		}
		ink.lines(box{l.margin, y + high + 1*MM, l.availableWidth, p.Lead}, []string{l.faces.pick(p.Bold).clip(p.Text, units(l.availableWidth, p.Size))}, style{size: p.Size, bold: p.Bold, align: Center})
	}}})
}

// contents leaves the room for the headings, whose pages are known when all is set.
func (l *flowLayout) contents(p Piece) {
	deepest := max(1, p.Level)
	for _, h := range l.heads {
		if h.level > deepest {
			continue
		}
		st := style{size: p.Size, bold: p.Bold}
		indent := float64(h.level-1) * 2 * p.Size
		title := l.faces.pick(st.bold).clip(h.title, units(l.availableWidth-indent-4*p.Size, p.Size))
		width := float64(l.faces.pick(st.bold).width(title)) * p.Size / 1000
		l.lines = append(l.lines, flowLine{band: band{h: p.Lead, draw: func(ink *pen, y float64) {
			line := box{l.margin + indent, y, l.availableWidth - indent, p.Lead}
			ink.lines(line, []string{title}, st)
			number := fmt.Sprint(h.page + 1)
			ink.lines(line, []string{number}, style{size: p.Size, bold: p.Bold, align: Right})
			from := line.x + width + p.Size/2
			to := l.margin + l.availableWidth - float64(l.faces.pick(st.bold).width(number))*p.Size/1000 - p.Size/2
			ink.dotted(from, to, y+p.Lead/2+0.3*p.Size)
		}}})
	}
}

const (
	dot  = 0.8 // of a dotted line
	step = 3.0 // from dot to dot
	dash = 5.0
	skip = 3.0
)

// dotted draws a row of dots, in step with the page so that they stand below each other.
func (p *pen) dotted(from, to, y float64) {
	n := int(from/step) + 1
	for ; float64(n)*step < to; n++ {
		p.line(float64(n)*step, y, dot, 0, dot)
	}
}

// cut draws a dashed line across, to cut along, and the words on it that each half keeps half of.
func (l *flowLayout) cut(p Piece) {
	st := style{size: p.Size, bold: p.Bold, align: Center}
	width := 0.0
	if p.Text != "" {
		width = float64(l.faces.pick(p.Bold).width(p.Text))*p.Size/1000 + p.Size
	}
	l.lines = append(l.lines, flowLine{band: band{h: p.Lead, draw: func(ink *pen, y float64) {
		middle, left, right := y+p.Lead/2, l.margin+(l.availableWidth-width)/2, l.margin+(l.availableWidth+width)/2
		for x := l.margin; x < l.margin+l.availableWidth; x += dash + skip {
			if x+dash <= left || x >= right || width == 0 {
				ink.line(x, middle, min(dash, l.margin+l.availableWidth-x), 0, hairline)
			}
		}
		ink.lines(box{l.margin, y, l.availableWidth, p.Lead}, []string{p.Text}, st)
	}}})
}
