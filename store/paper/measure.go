package paper

// Width is how long a text is on one line of a size, in points.
func Width(text string, size float64, bold bool) float64 {
	return float64(loadFaces().pick(bold).width(text)) * size / 1000
}

// Widths are the size of type and the widths at which a table is set between two margins. A table
// that is too wide for that is set in the smallest type, its columns narrower than its words.
func Widths(columns []Column, rows [][]string, room float64) (size float64, widths []float64) {
	p := planColumns(&reader{faces: loadFaces()}, columns, len(rows), func(i int) []string { return rows[i] }, room)
	if len(p.parts) == 1 {
		return p.size, p.widths
	}
	sum := 0.0
	for _, w := range p.widths {
		sum += w
	}
	for i := range p.widths {
		p.widths[i] *= room / sum
	}
	return p.size, p.widths
}

// A Placed is a Field on its grid: the columns From up to To of Down rows from Row on. High is how high its rows are at least.
type Placed struct {
	Field
	Row, From, To int
	Size, High    float64
}

// Place puts fields on a grid as a Form does: the widths of its columns, and its cells row by row.
func Place(grid []int, rows [][]Field, room float64) (widths []float64, cells [][]Placed) {
	m := &reader{faces: loadFaces()}
	l := &formLayout{furniture: furniture{height: longSide, availableWidth: room, faces: m.faces}, edges: gridEdges(grid, room)}
	n, placed := l.place(rows, m)
	for i := range l.edges[1:] {
		widths = append(widths, l.edges[i+1]-l.edges[i])
	}
	cells = make([][]Placed, n)
	for _, c := range placed {
		cells[c.row] = append(cells[c.row], Placed{c.Field, c.row, c.col, c.right, c.size, max(formRow*float64(max(1, c.Down)), c.height())})
	}
	return widths, cells
}
