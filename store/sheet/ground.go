package sheet

// A ground is what a table is looked for in: the office's own sheet, a part of it, or a sheet made of its cells in which
// the people lie in rows. place says where a cell of it stands in the office's sheet.
type ground struct {
	*Sheet
	own   *Sheet // the office's
	place func(r, c int) (row, col int)
}

// A cellAt is the place of a cell, counted from 0.
type cellAt struct{ row, col int }

func wholeSheet(s *Sheet) ground {
	return ground{s, s, func(r, c int) (int, int) { return r, c }}
}

// part is the ground between two rows and two columns, all included. The cells are shared with the ground it is of.
func (g ground) part(top, bottom, left, right int) ground {
	s := &Sheet{Name: g.Name, Hidden: g.Hidden, Rows: make([][]string, bottom-top+1)}
	for r := range s.Rows {
		if row := g.Rows[top+r]; left < len(row) {
			s.Rows[r] = trimmed(row[left:min(right+1, len(row)):min(right+1, len(row))])
		}
	}
	for _, m := range g.Merged {
		if m.Bottom < top || m.Top > bottom || m.Right < left || m.Left > right {
			continue
		}
		s.Merged = append(s.Merged, Area{max(m.Top, top) - top, max(m.Left, left) - left, min(m.Bottom, bottom) - top, min(m.Right, right) - left})
	}
	return ground{s, g.own, func(r, c int) (int, int) { return g.place(r+top, c+left) }}
}

// turned is the ground with rows for columns, from a row on.
func (g ground) turned(top int) ground {
	wide := 0
	for _, row := range g.Rows[top:] {
		wide = max(wide, len(row))
	}
	s := &Sheet{Name: g.Name, Hidden: g.Hidden, Rows: make([][]string, wide)}
	for c := range wide {
		line := make([]string, len(g.Rows)-top)
		for r := range line {
			line[r] = g.Cell(top+r, c)
		}
		s.Rows[c] = trimmed(line)
	}
	for _, m := range g.Merged {
		if m.Top >= top {
			s.Merged = append(s.Merged, Area{m.Left, m.Top - top, m.Right, m.Bottom - top})
		}
	}
	return ground{s, g.own, func(r, c int) (int, int) { return g.place(c+top, r) }}
}

// gathered is a ground of rows put together from cells that lie anywhere; a cell without a place stands where its row
// begins.
func (g ground) gathered(rows [][]string, places [][]cellAt) ground {
	s := &Sheet{Name: g.Name, Hidden: g.Hidden, Rows: rows}
	return ground{s, g.own, func(r, c int) (int, int) {
		if r < 0 || r >= len(places) || len(places[r]) == 0 {
			return 0, 0
		}
		at := places[r][0]
		if c >= 0 && c < len(places[r]) && places[r][c] != (cellAt{-1, -1}) {
			at = places[r][c]
		}
		return g.place(at.row, at.col)
	}}
}

// trimmed is a row up to its last filled cell.
func trimmed(row []string) []string {
	for len(row) > 0 && row[len(row)-1] == "" {
		row = row[:len(row)-1]
	}
	return row
}
