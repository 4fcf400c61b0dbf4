package paper

import "math"

// cell is the text of one cell broken into lines.
type cell struct {
	lines []string
	size  float64
	width int // of the only line, where it is known
}

// mostLines is how many lines a cell takes before its type shrinks.
const mostLines = 3

// setCell breaks a text for a width and appends the lines to dst, which it
// answers with the cell. Names shrink before they break.
func (m *reader) setCell(dst []string, s string, room, size float64, spread bool) ([]string, cell) {
	f, limit := m.faces.regular, units(room, size)
	width, odd := f.measure(s)
	if odd || !m.faces.same {
		m.note(s)
	}
	from := len(dst)
	if !odd && width <= limit {
		dst = append(dst, s)
		return dst, cell{dst[from:len(dst):len(dst)], size, width}
	}
	wrap := f.wrapTidy
	switch {
	case m.rough:
		wrap = f.wrap
	case spread:
		wrap = f.wrapName
	}
	dst = wrap(dst, s, limit)
	most := mostLines
	if spread {
		most = 1
	}
	if len(dst)-from > most && size > smallest {
		size = smallest
		dst = wrap(dst[:from], s, units(room, size))
	}
	return dst, cell{dst[from:len(dst):len(dst)], size, 0}
}

// tableRow is the row under way; its lines last until the next one is set.
type tableRow struct {
	layout *sheetLayout
	reader *reader
	cells  []cell
	lines  []string
	single bool // each cell is on one line of the table's size, as in nearly all rows
}

// set breaks the cells of row i; rows after the last are empty. What was found
// to fit on one line is not measured again.
func (r *tableRow) set(i int) {
	l := r.layout
	var row []string
	if i < l.Len {
		row = l.Row(i)
	}
	r.cells, r.lines, r.single = r.cells[:0], r.lines[:0], true
	for c := range l.Columns {
		set := cell{size: l.plan.size}
		if c >= len(row) || row[c] == "" {
			r.cells = append(r.cells, set)
			continue
		}
		if at := i*len(l.Columns) + c; at < len(l.short) && l.short[at] > 0 {
			r.lines = append(r.lines, row[c])
			set.lines, set.width = r.lines[len(r.lines)-1:], int(l.short[at])
		} else {
			r.lines, set = r.reader.setCell(r.lines, row[c], l.plan.widths[c]-2*padX, l.plan.size, l.Columns[c].Spread)
			r.single = r.single && len(set.lines) == 1 && set.size == l.plan.size
		}
		r.cells = append(r.cells, set)
	}
}

// holds is how many lines of a size one page has room for.
func (l *sheetLayout) holds(size float64) int {
	return max(1, int((l.body()-l.headH-2*padY)/leading(size)))
}

// remember keeps the widths of cells on one line for when the row is drawn.
func (r *tableRow) remember() {
	for _, c := range r.cells {
		if c.width > math.MaxUint16 {
			c.width = 0
		}
		r.layout.short = append(r.layout.short, uint16(c.width))
	}
}

// pieces is over how many pages the row goes: 1 but for texts taller than a
// page.
func (r *tableRow) pieces() int {
	n := 1
	if r.single {
		return n
	}
	for _, c := range r.cells {
		if len(c.lines) > mostLines {
			most := r.layout.holds(c.size)
			n = max(n, (len(c.lines)+most-1)/most)
		}
	}
	return n
}

// piece is the part of a cell that stands on its k-th page.
func (r *tableRow) piece(c cell, k int) []string {
	if k == 0 && len(c.lines) <= mostLines {
		return c.lines
	}
	most := r.layout.holds(c.size)
	return c.lines[min(k*most, len(c.lines)):min((k+1)*most, len(c.lines))]
}

func (r *tableRow) height(k int) float64 {
	h := max(oneLine, r.layout.High)
	if r.single {
		return max(h, leading(r.layout.plan.size)+2*padY)
	}
	for _, c := range r.cells {
		h = max(h, float64(len(r.piece(c, k)))*leading(c.size)+2*padY)
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
	row := tableRow{layout: l, reader: &reader{faces: l.faces}, cells: p.cells, lines: p.split}
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
		row.set(i)
		if to == 0 {
			to = row.pieces()
		}
		for k := from; k < to; k++ {
			h := row.height(k)
			rules = append(rules, y)
			row.draw(p, part, k, y, h)
			y += h
		}
	}
	p.cells, p.split = row.cells, row.lines
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

// draw puts down the k-th piece of the row.
func (r *tableRow) draw(p *pen, part []int, k int, y, h float64) {
	x := r.layout.margin
	for _, c := range part {
		w, cell := r.layout.plan.widths[c], r.cells[c]
		column := &r.layout.Columns[c]
		if lines := r.piece(cell, k); len(lines) > 0 {
			st := style{size: cell.size, align: column.Align, spread: column.Spread}
			if st.align == Center && len(cell.lines) > 2 {
				st.align = Left
			}
			p.cell(box{x + padX, y, w - 2*padX, h}, lines, cell.width, st)
		}
		x += w
	}
}
