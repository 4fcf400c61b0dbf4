package grid

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/look"
	"tuanjian/ui/trial"
)

// The heads, rows, signs, tints and the ring of a small grid, as the drawing is
// told. A change here must be looked at (TestPictures) before it is accepted.
func TestDrawing(t *testing.T) {
	g, _, w := shown(t, 4, look.Standard, 420, 180)
	g.SetColumns(columns[:3], nil)
	g.SetSort("born", true)
	g.Select(2)
	test.AssertRendersToMarkup(t, "small.xml", w.Canvas())
}

// The text size changes while the grid is shown: rows, heads and words follow.
func TestTextSizeAtRunTime(t *testing.T) {
	g, p, _ := shown(t, 100, look.Standard, 900, 600)
	g.ShowRow(99)
	look.SetSize(fyne.CurrentApp(), look.Huge)
	g.Refresh()
	m := look.Now()
	last := g.view.slots[99%len(g.view.slots)]
	if y := last.box.Position().Y + last.box.Size().Height; last.row == 99 && y > 600-m.Row+0.01 {
		t.Errorf("the last row ends at %g", y)
	}
	first := int(g.top / float64(m.Row))
	s := g.view.slots[first%len(g.view.slots)]
	if s.cells[0].TextSize != m.Text || s.box.Size().Height != m.Row || s.cells[0].Text != p.cell(first, 0) {
		t.Errorf("row %d is %g high in size %g", first, s.box.Size().Height, s.cells[0].TextSize)
	}
	if g.view.head.labels[0].TextSize != m.Text {
		t.Error("the heads kept their size")
	}
}

// With PICTURES=folder the grids are drawn there to be looked at.
func TestPictures(t *testing.T) {
	for _, c := range []struct {
		name          string
		rows          int
		size          look.Size
		width, height float32
	}{{"standard-5000", 5000, look.Standard, 1146, 640}, {"huge-100000", 100000, look.Huge, 1146, 640}, {"few", 4, look.Standard, 1600, 300}} {
		g, _, w := shown(t, c.rows, c.size, c.width, c.height)
		g.SetSort("name", false)
		g.Select(2)
		click(g, at(g, 1), fyne.KeyModifierControl)
		if c.rows > 1000 {
			g.ShowRow(c.rows / 2)
			row := c.rows/2 - 3
			click(g, at(g, row), 0)
			click(g, at(g, row-2), fyne.KeyModifierControl)
			g.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(g, row-4)}})
			g.scrollSideways(120)
		}
		trial.Photograph(t, w.Canvas(), c.name)
	}
}

func BenchmarkScrollStep(b *testing.B) {
	g, _, _ := shown(b, 100000, look.Standard, 1600, 36*22)
	step := &fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -10}}
	for b.Loop() {
		if g.top >= g.downwards() {
			g.top = 0
		}
		g.Scrolled(step)
	}
}

// A page at a time: every row in sight is another one.
func BenchmarkPage(b *testing.B) {
	g, _, _ := shown(b, 100000, look.Standard, 1600, 36*22)
	for b.Loop() {
		if g.top >= g.downwards() {
			press(g, fyne.KeyHome)
		}
		press(g, fyne.KeyPageDown)
	}
}

func BenchmarkRefresh(b *testing.B) {
	g, _, _ := shown(b, 100000, look.Standard, 1600, 36*22)
	g.Select(99000)
	for b.Loop() {
		g.Refresh()
	}
}

// Sorting the other way with a row selected at the far end.
func BenchmarkRelocate(b *testing.B) {
	g, p, _ := shown(b, 100000, look.Standard, 1600, 36*22)
	g.Select(99000)
	for b.Loop() {
		slices.Reverse(p.order)
		g.Refresh()
	}
}

// TestBarsCoverNoCell: where the list has a bar, its cells end before the bar's track.
func TestBarsCoverNoCell(t *testing.T) {
	g, p, _ := shown(t, 500, look.Standard, 600, 400)
	for _, n := range []int{500, 3, 500} { // the bar goes and comes again
		p.order = someone(n).order
		g.Refresh()
		right := g.view.side.Position().X + g.view.side.Size().Width
		if want := g.Size().Width - barPx; n == 500 && right > want {
			t.Errorf("%d rows: cells reach to %v, the bar begins at %v", n, right, want)
		} else if n == 3 && right < g.Size().Width {
			t.Errorf("%d rows: no bar, yet cells end at %v of %v", n, right, g.Size().Width)
		}
		low := g.view.body.Position().Y + g.view.body.Size().Height
		if want := g.Size().Height - barPx; g.sideways() > 0 && low > want {
			t.Errorf("%d rows: they reach down to %v, the bar begins at %v", n, low, want)
		}
	}
}
