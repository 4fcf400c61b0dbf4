package grid

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"tuanjian/store/ledger"
	"tuanjian/ui/look"
)

// slot is the drawing of one row, used again for other rows.
type slot struct {
	row  int // the row it shows, or -1
	key  string
	left float32 // how far sideways it was written

	box   *fyne.Container // band, bar, sign, line and the frozen cells
	wide  *fyne.Container // the cells that scroll sideways
	band  *canvas.Rectangle
	bar   *canvas.Rectangle // red, when selected
	line  *canvas.Rectangle
	here  *canvas.Rectangle        // around the current row
	signs [Fault + 1]*canvas.Image // by Sign; one each, since changing a picture reads it anew
	shows Sign
	cells []*canvas.Text
}

var hoverTint = color.NRGBA{R: 0xF5, G: 0xF6, B: 0xF8, A: 0xFF}

const barWide = 3 // look.md: the red bar of a selected row

func newSlot(columns []ledger.Column, frozen int, m look.Measures) *slot {
	s := &slot{row: -1, band: rectangle(look.Panel), bar: rectangle(look.Red), line: rectangle(look.Line),
		here: rectangle(color.Transparent)}
	s.signs[Warning] = canvas.NewImageFromResource(look.IconWarning.Resource(look.Amber))
	s.signs[Fault] = canvas.NewImageFromResource(look.IconFault.Resource(look.Red))
	s.here.StrokeColor, s.here.StrokeWidth, s.here.CornerRadius = look.Ring, 1, 3
	s.band.Hidden, s.bar.Hidden, s.here.Hidden = true, true, true
	s.box, s.wide = pane(s.band, s.line, s.bar), pane()
	for _, sign := range s.signs[Warning:] {
		sign.FillMode, sign.Hidden = canvas.ImageFillContain, true
		s.box.Objects = append(s.box.Objects, sign)
	}
	for i, c := range columns {
		t := canvas.NewText("", look.Ink)
		t.TextSize = m.Text
		if rightward(c) {
			t.Alignment = fyne.TextAlignTrailing
		}
		s.cells = append(s.cells, t)
		if i < frozen {
			s.box.Objects = append(s.box.Objects, t)
		} else {
			s.wide.Objects = append(s.wide.Objects, t)
		}
	}
	s.box.Objects = append(s.box.Objects, s.here)
	return s
}

// place sizes the parts after the grid's size or a width changed.
func (s *slot) place(g *Grid) {
	m, size := look.Now(), g.Size()
	row := fyne.NewSize(size.Width, m.Row)
	s.box.Resize(row)
	s.wide.Resize(fyne.NewSize(max(size.Width-g.frozenWide(), 0), m.Row))
	s.band.Resize(row)
	s.bar.Resize(fyne.NewSize(barWide, m.Row-1))
	s.bar.Move(fyne.NewPos(look.RingPx, 0))
	s.line.Resize(fyne.NewSize(size.Width, 1))
	s.line.Move(fyne.NewPos(0, m.Row-1))
	s.here.Resize(fyne.NewSize(size.Width-2*look.RingPx-barWide, m.Row-1))
	s.here.Move(fyne.NewPos(look.RingPx+barWide, 0))
	icon := m.Icon - 2
	for _, sign := range s.signs[Warning:] {
		sign.Resize(fyne.NewSquareSize(icon))
		sign.Move(fyne.NewPos(barWide+look.Gap1, (m.Row-icon)/2))
	}
	s.row = -1
}

func (s *slot) hide() {
	s.row, s.key = -1, ""
	if s.box.Visible() {
		s.box.Hide()
		s.wide.Hide()
	}
}

func (s *slot) move(y float32) {
	if !s.box.Visible() {
		s.box.Show()
		s.wide.Show()
	}
	if s.box.Position().Y != y {
		s.box.Move(fyne.NewPos(0, y))
		s.wide.Move(fyne.NewPos(0, y))
	}
}

// write makes the slot show a row. Texts that stay the same are left alone: a text
// that is told to draw itself again is set in type anew.
func (s *slot) write(g *Grid, row int) {
	high, text := rowHigh(), g.text()
	s.row, s.key, s.left = row, g.source.Key(row), g.left
	frozen, edge := g.view.frozen, g.frozenWide()
	pad := cellPad * text / 2
	x := g.gutter()
	for i, t := range s.cells {
		wide := g.wide(i)
		from := x
		x += wide
		if i >= frozen {
			from -= g.left + edge
			if from+wide < 0 || from > g.Size().Width {
				t.Hidden = true // out of sight: neither asked for nor drawn
				continue
			}
		}
		t.Hidden = false
		room := wide - 2*pad
		cell := g.cut(i, oneLine(g.source.Cell(row, i)), room)
		t.Move(fyne.NewPos(from+pad, 0))
		if size := fyne.NewSize(room, high); t.Size() != size {
			t.Resize(size)
		}
		if t.Text != cell {
			t.Text = cell
			t.Refresh()
		}
	}
	s.mark(g, row)
}

func (s *slot) mark(g *Grid, row int) {
	sign := Clean
	if g.source.Mark != nil {
		sign = g.source.Mark(row)
	}
	if sign == s.shows {
		return
	}
	s.shows = sign
	for which, picture := range s.signs[Warning:] {
		picture.Hidden = Sign(which)+Warning != sign
	}
	s.line.Refresh() // tells the window to draw; a picture's own Refresh would read it anew
}

// tint shows what the row is. The line is told to draw, since it is always in sight:
// what was never shown knows no window to tell.
func (s *slot) tint(selected, hovered, here bool) {
	fill := look.Panel
	switch {
	case selected:
		fill = look.RedTint
	case hovered:
		fill = hoverTint
	}
	if s.band.FillColor != fill {
		s.band.FillColor = fill
		s.band.Hidden = fill == look.Panel // the ground is white already
		s.line.Refresh()
	}
	if s.bar.Hidden == selected {
		s.bar.Hidden = !selected
		s.line.Refresh()
	}
	if s.here.Hidden == here {
		s.here.Hidden = !here
		s.line.Refresh()
	}
}
