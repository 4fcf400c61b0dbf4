package paper

// panelBands lays a Panel out: its title, its head and its rows, two abreast
// when two fit beside each other.
func (l *sheetLayout) panelBands(panel Panel) []band {
	m := l.reader
	if len(panel.Columns) == 0 {
		return nil
	}
	across := 1
	at := func(i int) []string { return panel.Rows[i] }
	if len(panel.Rows) > 1 {
		needs := measureColumns(m, panel.Columns, len(panel.Rows), at)
		all := make([]int, len(panel.Columns))
		for i := range all {
			all[i] = i
		}
		if 2*total(needs, all, largest, func(n need) int { return n.ideal }) <= l.availableWidth {
			across = 2
		}
	}
	room := l.availableWidth / float64(across)
	plan := planColumns(m, panel.Columns, len(panel.Rows), at, room)
	var bands []band
	if panel.Title != "" {
		m.note(panel.Title)
		bands = l.lineBands(panel.Title, 17, style{size: largest, bold: true})
	}
	for _, part := range plan.parts {
		t := panelTable{l, plan, part, across, room}
		bands = append(bands, t.band(nil, true))
		for i := 0; i < len(panel.Rows); i += across {
			bands = append(bands, t.rows(panel.Rows[i:min(i+across, len(panel.Rows))])...)
		}
	}
	return bands
}

// panelTable is one part of a Panel under way.
type panelTable struct {
	l      *sheetLayout
	plan   plan
	part   []int
	across int
	room   float64
}

// rows sets one row of the page, which holds as many rows of the panel as
// stand abreast. Cells of more than half a page are continued below.
func (t panelTable) rows(rows [][]string) []band {
	cells := make([]cell, t.across*len(t.part))
	longest := 0
	for k, row := range rows {
		for i, c := range t.part {
			if c < len(row) && row[c] != "" {
				at := &cells[k*len(t.part)+i]
				_, *at = t.l.reader.setCell(nil, row[c], t.plan.widths[c]-2*padX, t.plan.size, t.plan.columns[c].Spread)
				longest = max(longest, len(at.lines))
			}
		}
	}
	most := int(t.l.body() / 2 / leading(largest))
	var bands []band
	for from := 0; from == 0 || from < longest; from += most {
		piece := make([]cell, len(cells))
		for i, c := range cells {
			piece[i] = cell{lines: c.lines[min(from, len(c.lines)):min(from+most, len(c.lines))], size: c.size}
		}
		bands = append(bands, t.band(piece, false))
	}
	return bands
}

// band is one row, or the head when head is set.
func (t panelTable) band(cells []cell, head bool) band {
	h := oneLine
	if head {
		h = t.plan.headHeight()
	}
	for _, c := range cells {
		h = max(h, float64(len(c.lines))*leading(c.size)+2*padY)
	}
	return band{h: h, framed: true, draw: func(p *pen, y float64) {
		if head {
			p.shade(t.l.margin, y, t.l.availableWidth, h)
		}
		x := t.l.margin
		for i := range t.across * len(t.part) {
			c := t.part[i%len(t.part)]
			b := box{x + padX, y, t.plan.widths[c] - 2*padX, h}
			if head {
				p.lines(b, t.plan.heads[c], style{size: t.plan.size, bold: true, align: Center})
			} else {
				column := t.plan.columns[c]
				p.lines(b, cells[i].lines, style{size: cells[i].size, align: column.Align, spread: column.Spread})
			}
			if x += t.plan.widths[c]; i+1 < t.across*len(t.part) {
				p.line(x, y, 0, h, hairline)
			}
		}
		p.line(t.l.margin, y+h, t.l.availableWidth, 0, hairline)
	}}
}
