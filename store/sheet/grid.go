package sheet

// grid gathers the cells of one sheet row by row under the caps. Rows usually come in order; when a row comes back, its
// cells join those that were there.
type grid struct {
	rows  [][]string
	row   int      // the row that line holds
	line  []string // cells of that row, its length is its last filled cell
	slab  []string // where finished rows are cut from
	spent *int     // cells and rows held for the whole workbook so far
}

// put stores a cell; empty text stores nothing, so that formats without values cost nothing.
func (g *grid) put(r, c int, text string) error {
	if text == "" {
		return nil
	}
	if r >= MaxRows {
		return ErrTooManyRows
	}
	if c >= MaxColumns {
		return ErrTooManyColumns
	}
	if r != g.row {
		if err := g.flush(); err != nil {
			return err
		}
		g.row = r
		if r < len(g.rows) {
			g.line = append(g.line, g.rows[r]...)
		}
	}
	for len(g.line) <= c {
		g.line = append(g.line, "")
	}
	g.line[c] = text
	return nil
}

func (g *grid) flush() error {
	if len(g.line) == 0 {
		return nil
	}
	n := len(g.line)
	if *g.spent += n + max(0, g.row+1-len(g.rows)); *g.spent > maxSlots {
		return ErrTooLarge
	}
	for len(g.rows) <= g.row {
		g.rows = append(g.rows, nil)
	}
	if len(g.slab) < n {
		g.slab = make([]string, max(n, 8192))
	}
	copy(g.slab, g.line)
	g.rows[g.row] = g.slab[:n:n]
	g.slab = g.slab[n:]
	g.line = g.line[:0]
	return nil
}
