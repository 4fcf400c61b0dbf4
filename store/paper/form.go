package paper

import (
	"fmt"
	"math"
	"unicode/utf8"
)

// Form is one record on paper: cells with labels on a grid, such as the
// 团支部基本情况登记表. Texts that need more room make their row taller; a form
// longer than a page goes on over the next. Title, Note, Left, Middle, Right,
// Sign, Ledger and Printed are those of a Sheet.
type Form struct {
	Title, Note         string
	Left, Middle, Right string
	Grid                []int // relative widths of the columns of the grid
	Rows                [][]Field
	Sign                []string
	Ledger, Printed     string
	Landscape           bool
}

// Field is one cell of a Form.
type Field struct {
	Text  string
	Label bool // a label: bold, in the middle
	Span  int  // columns it covers; 0 is 1
	Down  int  // rows it covers; 0 is 1
	Lines int  // least room, in lines; for long texts that are written by hand
	Align Align
	Fill  bool // its row takes what its page leaves free
	// Spread sets a name of two characters over the room of three.
	Spread bool
}

// Table appends a small table, such as the officers: its label at the left
// over all its rows, a head, and a row for each of rows. labelSpan and spans
// are columns of the grid; together they should cover it. The last of spans
// holds for the columns after it; without any, each covers one.
func (f *Form) Table(label string, labelSpan int, columns []Column, spans []int, rows [][]string) {
	if len(spans) == 0 {
		spans = []int{1}
	}
	head := []Field{{Text: label, Label: true, Span: labelSpan, Down: len(rows) + 1}}
	for c, column := range columns {
		head = append(head, Field{Text: column.Head, Label: true, Span: spans[min(c, len(spans)-1)]})
	}
	f.Rows = append(f.Rows, head)
	for _, row := range rows {
		line := make([]Field, 0, len(columns))
		for c, column := range columns {
			text := ""
			if c < len(row) {
				text = row[c]
			}
			line = append(line, Field{Text: text, Span: spans[min(c, len(spans)-1)], Align: column.Align, Spread: column.Spread})
		}
		f.Rows = append(f.Rows, line)
	}
}

// formLayout is a Form with its measures taken.
type formLayout struct {
	furniture
	edges  []float64 // of the grid, from the left margin
	bands  []band
	leaves [][2]int
}

// placed is a Field on the grid.
type placed struct {
	Field
	row, col, right int // columns col up to right
	lines           []string
	size            float64
}

const formRow = 9 * MM // least height of a row of a form

// Lay breaks the texts, gives each row its height and answers the pages.
func (f Form) Lay() *Document {
	m := newReader()
	l := &formLayout{furniture: furniture{
		width: shortSide, height: longSide, margin: formMargin, faces: m.faces,
		title: f.Title, note: f.Note, head: [3]string{f.Left, f.Middle, f.Right}, ledger: f.Ledger, stamp: f.Printed,
	}}
	if f.Landscape {
		l.width, l.height = l.height, l.width
	}
	l.availableWidth = l.width - 2*l.margin
	for _, t := range append([]string{f.Title, f.Note, f.Left, f.Middle, f.Right, f.Ledger, f.Printed}, f.Sign...) {
		m.note(t)
	}
	l.edges = gridEdges(f.Grid, l.availableWidth)
	l.bands = l.headBands()
	rows, cells := l.place(f.Rows, m)
	l.bands = append(l.bands, l.groups(rows, cells)...)
	if len(f.Sign) > 0 {
		l.bands = append(l.bands, l.signBand(f.Sign))
	}
	l.bands, l.leaves = paginate(l.bands, l.body())
	return &Document{
		title: f.Title, width: l.width, height: l.height, count: len(l.leaves), draw: l.draw, faces: m.faces, lacks: m.missing(),
	}
}

func (l *formLayout) draw(n int, p *pen) {
	l.drawBands(p, l.bands[l.leaves[n][0]:l.leaves[n][1]], topMargin)
	l.foot(p, "", fmt.Sprintf("第 %d 页　共 %d 页", n+1, len(l.leaves)))
}

// gridEdges turns relative widths into places. Where a column would be too
// narrow for two characters, all give a little to a floor that each one has.
func gridEdges(grid []int, room float64) []float64 {
	if len(grid) == 0 {
		grid = []int{1}
	}
	sum, smallest := 0, math.MaxInt
	for _, w := range grid {
		sum += max(1, w)
		smallest = min(smallest, max(1, w))
	}
	floor := min(2*largest+2*formPadX, room/float64(len(grid)))
	if room*float64(smallest)/float64(sum) >= floor {
		floor = 0
	}
	edges := []float64{0}
	for _, w := range grid {
		share := (room - floor*float64(len(grid))) * float64(max(1, w)) / float64(sum)
		edges = append(edges, edges[len(edges)-1]+floor+share)
	}
	return edges
}

// place puts the fields on the grid row by row, left to right, around fields
// that reach down from rows above. A field that does not fit is narrowed, or
// moved to a row of its own; room left over at the end of a row stays empty.
// The answer is the number of rows and every cell, empty ones included.
func (l *formLayout) place(rows [][]Field, m *reader) (int, []*placed) {
	width := len(l.edges) - 1
	busy := make([]int, width) // rows still covered from above
	var cells []*placed
	line := 0
	next := func() {
		for c := range busy {
			busy[c] = max(0, busy[c]-1)
		}
		line++
	}
	add := func(f Field, c, right int) {
		f.Down = max(1, min(f.Down, len(rows)))
		for k := c; k < right; k++ {
			busy[k] = f.Down
		}
		cells = append(cells, l.setField(f, line, c, right, m))
	}
	fill := func(c int) int { // empty cells are part of the table
		for c < width && busy[c] > 0 {
			c++
		}
		return c
	}
	for _, row := range rows {
		col := 0
		for _, f := range row {
			for col = fill(col); col == width; col = fill(0) {
				next()
			}
			right := col
			for right < width && right-col < max(1, f.Span) && busy[right] == 0 {
				right++
			}
			add(f, col, right)
			col = right
		}
		for col = fill(col); col < width; col = fill(col) {
			right := col
			for right < width && busy[right] == 0 {
				right++
			}
			add(Field{}, col, right)
		}
		next()
	}
	most := line
	for _, c := range cells {
		c.Down = min(c.Down, most-c.row)
	}
	return line, cells
}

func (l *formLayout) setField(f Field, row, col, right int, m *reader) *placed {
	m.note(f.Text)
	room := l.edges[right] - l.edges[col] - 2*formPadX
	c := &placed{Field: f, row: row, col: col, right: right, size: largest}
	c.Lines = min(c.Lines, int((l.body()-2*formPadY)/leading(largest)))
	if f.Text == "" {
		return c
	}
	most := 1 << 20 // a long text keeps its size; its row grows
	if f.Spread || f.Label {
		most = 2
	}
	face := l.faces.pick(f.Label)
	wrap := face.wrapTidy
	if f.Spread {
		wrap = face.wrapName
	}
	for _, c.size = range sizes {
		c.lines = wrap(nil, f.Text, units(max(room, c.size), c.size))
		if len(c.lines) <= most {
			break
		}
	}
	if f.Label && len(c.lines) == 2 && utf8.RuneCountInString(c.lines[1]) == 1 { // no character stands alone
		c.lines = face.wrapEvenly(f.Text, units(max(room, c.size), c.size))
	}
	return c
}
