package paper

// cell is the text of one cell broken into lines.
type cell struct {
	lines []string
	size  float64
}

// mostLines is how many lines a cell takes before its type shrinks.
const mostLines = 3

// setCell breaks a text for a width. Names shrink before they break.
func setCell(f *face, dst []string, s string, room, size float64, spread bool) ([]string, float64) {
	from := len(dst)
	dst = f.wrap(dst, s, units(room, size))
	most := mostLines
	if spread {
		most = 1
	}
	if len(dst)-from > most && size > smallest {
		size = smallest
		dst = f.wrap(dst[:from], s, units(room, size))
	}
	return dst, size
}

// measure sets the cells of a row. The lines stay valid until the next call.
func (l *sheetLayout) measure(i int, m *reader) {
	var row []string
	if i < l.Len {
		row = l.Row(i)
	}
	l.cells, l.strings = l.cells[:0], l.strings[:0]
	for c, column := range l.Columns {
		if c >= len(row) || row[c] == "" {
			l.cells = append(l.cells, cell{size: l.plan.size})
			continue
		}
		if m != nil {
			m.note(row[c])
		}
		from, size := len(l.strings), l.plan.size
		l.strings, size = setCell(l.faces.regular, l.strings, row[c], l.plan.widths[c]-2*padX, size, column.Spread)
		l.cells = append(l.cells, cell{l.strings[from:len(l.strings):len(l.strings)], size})
	}
}

// holds is how many lines of a size one page has room for.
func (l *sheetLayout) holds(size float64) int {
	return max(1, int((l.body()-l.headH-2*padY)/leading(size)))
}

// pieces is over how many pages the measured row goes: 1 but for texts taller
// than a page.
func (l *sheetLayout) pieces() int {
	n := 1
	for _, c := range l.cells {
		if len(c.lines) > mostLines {
			most := l.holds(c.size)
			n = max(n, (len(c.lines)+most-1)/most)
		}
	}
	return n
}

// piece is the part of a cell that stands on its k-th page.
func (l *sheetLayout) piece(c cell, k int) []string {
	if k == 0 && len(c.lines) <= mostLines {
		return c.lines
	}
	most := l.holds(c.size)
	return c.lines[min(k*most, len(c.lines)):min((k+1)*most, len(c.lines))]
}

func (l *sheetLayout) pieceHeight(k int) float64 {
	h := oneLine
	for _, c := range l.cells {
		h = max(h, float64(len(l.piece(c, k)))*leading(c.size)+2*padY)
	}
	return h
}

// drawTable draws the head and the rows of a page from y and answers where
// they end. The frame is the caller's.
func (l *sheetLayout) drawTable(p *pen, page leaf, y float64) float64 {
	top, part := y, l.plan.parts[page.part]
	p.shade(l.margin, y, l.availableWidth, l.headH)
	x := l.margin
	for _, c := range part {
		w := l.plan.widths[c]
		p.lines(box{x + padX, y, w - 2*padX, l.headH}, l.plan.heads[c], style{size: l.plan.size, bold: true, align: Center})
		x += w
	}
	y += l.headH
	var rules []float64
	for i := page.from.row; i < l.total; i++ {
		from, to := 0, 0
		if i == page.from.row {
			from = page.from.piece
		}
		if i == page.to.row {
			if to = page.to.piece; to == 0 {
				break
			}
		} else if i > page.to.row {
			break
		}
		l.measure(i, nil)
		if to == 0 {
			to = l.pieces()
		}
		for k := from; k < to; k++ {
			h := l.pieceHeight(k)
			rules = append(rules, y)
			l.drawRow(p, part, k, y, h)
			y += h
		}
	}
	for _, at := range rules {
		p.line(l.margin, at, l.availableWidth, 0, hairline)
	}
	x = l.margin
	for _, c := range part[:len(part)-1] {
		x += l.plan.widths[c]
		p.line(x, top, 0, y-top, hairline)
	}
	return y
}

func (l *sheetLayout) drawRow(p *pen, part []int, k int, y, h float64) {
	x := l.margin
	for _, c := range part {
		w, cell := l.plan.widths[c], l.cells[c]
		column := l.Columns[c]
		if lines := l.piece(cell, k); len(lines) > 0 {
			st := style{size: cell.size, align: column.Align, spread: column.Spread}
			if st.align == Center && len(cell.lines) > 2 {
				st.align = Left
			}
			p.lines(box{x + padX, y, w - 2*padX, h}, lines, st)
		}
		x += w
	}
}
