package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
)

// grip is what the pointer holds between pressing and letting go.
type grip struct {
	what grab
	col  int     // the column that is resized or whose head was pressed
	from float32 // for bars: where in the thumb it was taken
}

type grab uint8

const (
	nothing grab = iota
	headHeld
	edgeHeld
	downBar
	acrossBar
)

// edgeReach is how far from the line between two heads the pointer may be, dp.
const edgeReach = 5

// under says what lies at a point: the bars first, then the head, else a row.
func (g *Grid) under(p fyne.Position) (grip, int) {
	size := g.Size()
	if g.downwards() > 0 && p.X >= size.Width-barPx && p.Y >= rowHigh() {
		thumb := g.downThumb()
		return grip{what: downBar, from: p.Y - thumb.at}, -1
	}
	if g.sideways() > 0 && p.Y >= size.Height-barPx {
		thumb := g.acrossThumb()
		return grip{what: acrossBar, from: p.X - thumb.at}, -1
	}
	if p.Y < rowHigh() {
		held := grip{what: nothing}
		for i := range g.columns {
			x, right := g.span(i)
			if x < g.frozenWide() && i >= g.frozenColumns() {
				x = g.frozenWide()
			}
			if p.X >= x && p.X < right {
				held = grip{what: headHeld, col: i}
			}
			if right >= x && p.X >= right-edgeReach && p.X <= right+edgeReach {
				return grip{what: edgeHeld, col: i}, -1
			}
		}
		return held, -1
	}
	row := int((g.top + float64(p.Y-rowHigh())) / float64(rowHigh()))
	if row >= g.source.Len() {
		row = -1
	}
	return grip{}, row
}

// MouseDown takes a row, a head, an edge or a bar.
func (g *Grid) MouseDown(ev *desktop.MouseEvent) {
	hands.Touch()
	kit.Unpoint(g)
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g)
	}
	held, row := g.under(ev.Position)
	g.grip = held
	g.pressed = [2]int{g.pressed[1], row}
	if row >= 0 {
		g.takeColumn(ev.Position)
	}
	if ev.Modifier != 0 {
		g.pressed[1] = -1
	}
	switch {
	case held.what == downBar || held.what == acrossBar:
		g.page(ev.Position)
	case row < 0:
	case ev.Button == desktop.MouseButtonSecondary:
		if !g.chosen.chosen[g.source.Key(row)] {
			g.chosen.only(row)
		} else {
			g.chosen.stand(row)
		}
		g.changed()
	case ev.Modifier&fyne.KeyModifierShift != 0:
		g.chosen.extend(row)
		g.changed()
	case ev.Modifier&fyne.KeyModifierShortcutDefault != 0:
		g.chosen.toggle(row)
		g.changed()
	default:
		g.chosen.only(row)
		g.changed()
	}
}

// page moves a bar's thumb under the pointer where it was pressed beside it.
func (g *Grid) page(p fyne.Position) {
	thumb, at := g.downThumb(), p.Y
	if g.grip.what == acrossBar {
		thumb, at = g.acrossThumb(), p.X
	}
	if at < thumb.at || at > thumb.at+thumb.long {
		g.grip.from = thumb.long / 2
		g.pull(p)
	}
}

// MouseUp lets go; a head that was pressed and not dragged sorts.
func (g *Grid) MouseUp(ev *desktop.MouseEvent) {
	held := g.grip
	g.grip = grip{}
	if held.what != headHeld || ev.Button == desktop.MouseButtonSecondary {
		return
	}
	if now, _ := g.under(ev.Position); now.what == headHeld && now.col == held.col {
		g.sortBy(g.columns[held.col].Key)
	}
}

func (g *Grid) sortBy(key string) {
	g.descending = key == g.sortKey && !g.descending
	g.sortKey = key
	g.draw()
	if g.OnSort != nil {
		g.OnSort(key, g.descending)
	}
}

// DoubleTapped opens a row, or makes a column as wide as what is in sight. Fyne
// calls two quick clicks a double one wherever they fell; here both must have
// fallen on the row.
func (g *Grid) DoubleTapped(ev *fyne.PointEvent) {
	held, row := g.under(ev.Position)
	switch {
	case held.what == edgeHeld:
		g.fit(held.col)
	case row >= 0 && g.pressed == [2]int{row, row}:
		g.openAt(row)
	}
}

// TappedSecondary asks the owner for its menu. The row was selected when the
// button went down.
func (g *Grid) TappedSecondary(ev *fyne.PointEvent) {
	if _, row := g.under(ev.Position); row >= 0 && g.OnMenu != nil {
		g.OnMenu(row, ev.AbsolutePosition)
	}
}

// Dragged moves what is held.
func (g *Grid) Dragged(ev *fyne.DragEvent) {
	hands.Touch()
	if g.grip.what == nothing {
		g.grip, _ = g.under(ev.Position.Subtract(ev.Dragged))
	}
	switch g.grip.what {
	case edgeHeld:
		x, _ := g.span(g.grip.col)
		g.setWidth(g.grip.col, (ev.Position.X-x)/g.text())
	case downBar, acrossBar:
		g.pull(ev.Position)
	}
}

// DragEnd tells the widths after an edge was dragged.
func (g *Grid) DragEnd() {
	held := g.grip.what
	g.grip = grip{}
	if held == edgeHeld {
		if g.view != nil {
			g.view.place() // what is left over is shared out anew
		}
		g.tellColumns()
	}
}

func (g *Grid) tellColumns() {
	if g.OnColumns == nil {
		return
	}
	var keys []string
	var widths []float32
	for i, c := range g.columns {
		if g.set[c.Key] {
			keys, widths = append(keys, c.Key), append(widths, g.widths[i])
		}
	}
	g.OnColumns(keys, widths)
}

func (g *Grid) setWidth(col int, ems float32) {
	g.widths[col], g.spare[col] = clampWidth(ems), 0
	g.set[g.columns[col].Key], g.twins = true, nil
	if g.view != nil {
		g.view.place()
	}
}

// fit makes a column as wide as its head and the cells in sight.
func (g *Grid) fit(col int) {
	g.ready()
	wide := g.gauge.Width(g.columns[col].Label) + g.text()
	first := int(g.top / float64(rowHigh()))
	for row := first; row < min(first+g.pageRows()+1, g.source.Len()); row++ {
		wide = max(wide, g.gauge.Width(oneLine(g.source.Cell(row, col))))
	}
	g.setWidth(col, wide/g.text()+cellPad)
	g.tellColumns()
}

// Scrolled is the wheel: three rows a notch, sideways with Shift.
func (g *Grid) Scrolled(ev *fyne.ScrollEvent) {
	hands.Touch()
	kit.Unpoint(g)
	if ev.Scrolled.DX != 0 {
		g.scrollSideways(-ev.Scrolled.DX * wheel)
	}
	if ev.Scrolled.DY != 0 {
		g.top -= float64(ev.Scrolled.DY * wheel)
		g.draw()
	}
}

// wheel turns Fyne's 10 dp a notch (25 accelerated) into about three rows.
const wheel = 10

func (g *Grid) scrollSideways(by float32) {
	g.left += by
	g.draw()
}

// MouseIn, MouseMoved and MouseOut tint the row under the pointer.
func (g *Grid) MouseIn(ev *desktop.MouseEvent) { g.MouseMoved(ev) }

// MouseMoved is Fyne's door.
func (g *Grid) MouseMoved(ev *desktop.MouseEvent) {
	held, row := g.under(ev.Position)
	g.overEdge(held.what == edgeHeld)
	kit.Point(g, ev.Position, g.tip(held, row, ev.Position.X))
	if row != g.hover {
		g.hover = row
		g.draw()
	}
}

// MouseOut is Fyne's door.
func (g *Grid) MouseOut() {
	kit.Unpoint(g)
	g.hover = -1
	g.overEdge(false)
	g.draw()
}

func (g *Grid) overEdge(on bool) {
	if g.view != nil {
		g.view.edge = on
	}
}

// Cursor shows that the edge of a head can be dragged.
func (g *Grid) Cursor() desktop.Cursor {
	if g.grip.what == edgeHeld || (g.view != nil && g.view.edge) {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}
