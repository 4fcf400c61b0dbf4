package paper

// groups joins the rows of a form that a cell reaching down holds together
// and answers a band for each group, so that a page never ends within one. A
// group taller than a page is taken apart: see loosen.
func (l *formLayout) groups(rows int, cells []*placed) []band {
	at := make([][]*placed, rows)
	for _, c := range cells {
		at[c.row] = append(at[c.row], c)
	}
	var bands []band
	for from := 0; from < rows; {
		to := from + 1
		for i := from; i < to; i++ {
			for _, c := range at[i] {
				to = max(to, min(rows, i+c.Down))
			}
		}
		bands = append(bands, l.group(at[from:to], from)...)
		from = to
	}
	return bands
}

func (l *formLayout) group(rows [][]*placed, first int) []band {
	if len(rows) == 1 && !l.tallLabel(rows[0]) {
		return []band{l.rowBand(rows[0], 0)}
	}
	heights := make([]float64, len(rows))
	for i, row := range rows {
		heights[i] = formRow
		for _, c := range row {
			if c.Down == 1 {
				heights[i] = max(heights[i], c.height())
			}
		}
	}
	sum := 0.0
	for i, row := range rows {
		for _, c := range row {
			have := 0.0
			for k := i; k < i+c.Down; k++ {
				have += heights[k]
			}
			heights[i+c.Down-1] += max(0, c.height()-have)
		}
	}
	for _, h := range heights {
		sum += h
	}
	if sum > l.body() {
		return l.loosen(rows)
	}
	return []band{{h: sum, framed: true, draw: func(p *pen, y float64) { l.drawGroup(p, rows, heights, y) }}}
}

// tallLabel says that a label of a row is so long that the row cannot be broken by its texts.
func (l *formLayout) tallLabel(row []*placed) bool {
	for _, c := range row {
		if c.Label && c.height() > l.body()/2 {
			return true
		}
	}
	return false
}

func (c *placed) height() float64 {
	return float64(max(c.Lines, len(c.lines)))*leading(c.size) + 2*formPadY
}

// loosen takes a group apart that no page can hold: a cell that reached down
// keeps its text in its first row and leaves the others empty, and a row with
// a text taller than a page is continued in further rows.
func (l *formLayout) loosen(rows [][]*placed) []band {
	most := int((l.body() - 2*formPadY) / leading(largest))
	single := make([][]*placed, len(rows))
	for i, row := range rows {
		for _, c := range row {
			for k := range c.Down {
				part := *c
				if part.Down = 1; k > 0 {
					part.Text, part.lines, part.Lines = "", nil, 0
				}
				single[i+k] = append(single[i+k], &part)
			}
		}
	}
	var bands []band
	for _, row := range single {
		longest := 0
		for _, c := range row {
			longest = max(longest, len(c.lines))
		}
		for from := 0; from == 0 || from < longest; from += most {
			piece := make([]*placed, len(row))
			h := formRow
			for i, c := range row {
				part := *c
				part.lines = c.lines[min(from, len(c.lines)):min(from+most, len(c.lines))]
				part.Lines = max(0, min(c.Lines-from, most))
				piece[i] = &part
				h = max(h, part.height())
			}
			heights := []float64{min(h, l.body())}
			bands = append(bands, band{h: heights[0], framed: true, draw: func(p *pen, y float64) {
				l.drawGroup(p, [][]*placed{piece}, heights, y)
			}})
		}
	}
	return bands
}

// drawGroup draws cells with the lines at their right and below them; the
// frame of the table covers those at its edge.
func (l *formLayout) drawGroup(p *pen, rows [][]*placed, heights []float64, y float64) {
	for i, row := range rows {
		for _, c := range row {
			h := 0.0
			for k := i; k < i+c.Down; k++ {
				h += heights[k]
			}
			x, w := l.margin+l.edges[c.col], l.edges[c.right]-l.edges[c.col]
			if c.right < len(l.edges)-1 {
				p.line(x+w, y, 0, h, hairline)
			}
			p.line(x, y+h, w, 0, hairline)
			st := style{size: c.size, bold: c.Label, align: c.Align, spread: c.Spread}
			if c.Label {
				st.align = Center
			}
			b := box{x + formPadX, y, w - 2*formPadX, h}
			if text := float64(len(c.lines))*leading(c.size) + 2*formPadY; c.Lines > 1 && !c.Label && text < h {
				b.y, b.h = y+formPadY, text // long texts begin at the top
			}
			p.lines(b, c.lines, st)
		}
		y += heights[i]
	}
}
