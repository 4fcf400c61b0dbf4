package grid

import (
	"image/color"

	"fyne.io/fyne/v2"

	"tuanjian/ui/look"
)

// OnCells makes a table of figures: besides the row the keyboard stands on a column, ←
// and → walk, and Enter or a double click opens the one cell; open is told its row and
// column. The frozen columns say what a row is and have no cells of their own.
func (g *Grid) OnCells(open func(row, col int)) {
	g.onCell = open
	g.col = g.frozen
}

// Column is the column that the keyboard stands on; -1 in a grid without cells.
func (g *Grid) Column() int {
	if g.onCell == nil {
		return -1
	}
	return g.firstCell(g.col)
}

// StandOn stands on a cell without opening it.
func (g *Grid) StandOn(row, col int) {
	g.col = g.firstCell(col)
	g.Select(row)
	g.showColumn()
}

func (g *Grid) firstCell(col int) int { return min(max(col, g.frozen), len(g.columns)-1) }

// stepColumn walks along the row; false in a grid without cells.
func (g *Grid) stepColumn(by int) bool {
	if g.onCell == nil {
		return false
	}
	g.col = g.firstCell(g.col + by)
	g.showColumn()
	return true
}

// showColumn scrolls as little as needed to bring the current column into sight.
func (g *Grid) showColumn() {
	if g.onCell == nil || len(g.columns) == 0 || g.Size().Width <= 0 { // before the first drawing all begins at the left
		return
	}
	from, to := g.span(g.Column())
	if right := g.Size().Width - barPx; to > right {
		g.left += to - right
		from -= to - right
	}
	if from < g.frozenWide() {
		g.left -= g.frozenWide() - from
	}
	g.draw()
}

// columnAt is the column with cells at a place, or -1.
func (g *Grid) columnAt(x float32) int {
	for i := g.frozen; i < len(g.columns); i++ {
		if from, to := g.span(i); x >= max(from, g.frozenWide()) && x < to {
			return i
		}
	}
	return -1
}

// takeColumn moves to the column that was pressed.
func (g *Grid) takeColumn(p fyne.Position) {
	if col := g.columnAt(p.X); g.onCell != nil && col >= 0 {
		g.col = col
	}
}

// openAt opens a cell, or in a grid without cells the row.
func (g *Grid) openAt(row int) {
	switch {
	case g.onCell != nil && len(g.columns) > g.frozen:
		g.onCell(row, g.Column())
	case g.OnOpen != nil:
		g.OnOpen(row)
	}
}

// placeSpot draws the frame around the current cell, where it is in sight.
func (v *view) placeSpot() {
	g := v.g
	row := g.chosen.at
	shown := g.onCell != nil && row >= 0 && row < g.source.Len() && len(g.columns) > g.frozen
	var at fyne.Position
	var size fyne.Size
	if shown {
		from, to := g.span(g.Column())
		from, to = max(from, g.frozenWide()), min(to, g.Size().Width)
		y := float32(float64(row)*float64(rowHigh())-g.top) + rowHigh()
		at, size = fyne.NewPos(from, y), fyne.NewSize(to-from, rowHigh()-1)
		shown = to > from && y >= rowHigh()-1 && y+rowHigh() <= g.Size().Height+1
	}
	put(v.spot, shown, at, size)
}

func (v *view) initSpot() {
	v.spot = rectangle(color.Transparent)
	v.spot.StrokeColor, v.spot.StrokeWidth, v.spot.CornerRadius = look.Ring, look.RingPx, 2
}
