package grid

import (
	"fyne.io/fyne/v2"

	"tuanjian/ui/look"
)

// barPx is the width of a scroll bar's track.
const barPx float32 = 12

func (g *Grid) text() float32 { return look.Now().Text }

// ready makes the gauge for the text size in force.
func (g *Grid) ready() {
	if g.gauge == nil {
		g.gauge = look.NewGauge(g.text(), false)
	}
}

// gutter is the room at the left for the red bar, and for signs if there are any.
func (g *Grid) gutter() float32 {
	if g.source.Mark == nil {
		return look.Gap2
	}
	return look.Now().Icon + look.Gap2
}

// wide is a column's width, dp: its own and what it has of the room left over.
func (g *Grid) wide(i int) float32 { return g.widths[i]*g.text() + g.spare[i] }

// frozenColumns is how many columns really stay: none where they would leave less
// than half of the width to the others.
func (g *Grid) frozenColumns() int {
	n := min(g.frozen, len(g.columns))
	wide := g.gutter()
	for i := range n {
		wide += g.widths[i] * g.text()
	}
	if wide > g.Size().Width/2 {
		return 0
	}
	return n
}

// frozenWide is where the columns that scroll sideways begin, dp.
func (g *Grid) frozenWide() float32 {
	wide := g.gutter()
	for i := range g.frozenColumns() {
		wide += g.wide(i)
	}
	return wide
}

// span is where a column begins and ends in the grid, dp. A column that scrolls may
// lie beneath the frozen ones.
func (g *Grid) span(col int) (from, to float32) {
	from = g.gutter()
	for i := range col {
		from += g.wide(i)
	}
	if col >= g.frozenColumns() {
		from -= g.left
	}
	return from, from + g.wide(col)
}

// sideways is how far the columns can be scrolled, 0 where all fit.
func (g *Grid) sideways() float32 {
	total := g.gutter() + barPx
	for i := range g.columns {
		total += g.wide(i)
	}
	return max(total-g.Size().Width, 0)
}

// downwards is how far the rows can be scrolled, 0 where all fit.
func (g *Grid) downwards() float64 {
	return max(float64(g.source.Len())*float64(rowHigh())-float64(g.bodyHigh()), 0)
}

// clamp keeps both scrolls in their range.
func (g *Grid) clamp() {
	g.top = min(max(g.top, 0), g.downwards())
	g.left = min(max(g.left, 0), g.sideways())
}

// A thumb is where the handle of a bar lies along its track, dp from the grid's
// edge, and how long it is.
type thumb struct{ at, long, track, start float32 }

const leastThumb float32 = 28

func (g *Grid) downThumb() thumb {
	t := thumb{track: g.bodyHigh(), start: rowHigh()}
	return t.fill(float64(g.bodyHigh()), g.downwards(), g.top)
}

func (g *Grid) acrossThumb() thumb {
	t := thumb{track: g.Size().Width - g.frozenWide(), start: g.frozenWide()}
	return t.fill(float64(g.Size().Width-g.frozenWide()), float64(g.sideways()), float64(g.left))
}

func (t thumb) fill(seen, hidden, offset float64) thumb {
	if seen <= 0 || hidden <= 0 {
		return t
	}
	t.long = min(max(t.track*float32(seen/(seen+hidden)), leastThumb), t.track)
	t.at = t.start + (t.track-t.long)*float32(offset/hidden)
	return t
}

// share turns a place of the thumb's start into a share of the scroll.
func (t thumb) share(at float32) float64 {
	if t.track <= t.long {
		return 0
	}
	return float64((at - t.start) / (t.track - t.long))
}

// pull scrolls so that the held thumb follows the pointer.
func (g *Grid) pull(p fyne.Position) {
	if g.grip.what == downBar {
		g.top = g.downThumb().share(p.Y-g.grip.from) * g.downwards()
	} else {
		g.left = float32(g.acrossThumb().share(p.X-g.grip.from) * float64(g.sideways()))
	}
	g.draw()
}
