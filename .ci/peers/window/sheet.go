package main

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// A sheet is as many plain texts as the program's list shows, on plain rectangles,
// and answers the same keys with as much of change as the toolkit can do cheapest: ↓
// moves one rectangle, PageDown sets every text, Return shows a panel of texts in the
// place of some, F6 sets all texts of the window.
type sheet struct {
	all                 *fyne.Container
	cells, sides, panel []*canvas.Text
	front               *fyne.Container
	mark                *canvas.Rectangle
	row, page           int
}

const (
	rows, columns = 13, 8
	sides, panels = 36, 60
	rowHigh       = 36
)

func newSheet(w fyne.Window) fyne.CanvasObject {
	s := &sheet{all: container.NewWithoutLayout()}
	ground := canvas.NewRectangle(color.White)
	ground.Resize(fyne.NewSize(2000, 2000))
	s.mark = canvas.NewRectangle(color.NRGBA{0xC8, 0x10, 0x2E, 0x20})
	s.mark.Resize(fyne.NewSize(1020, rowHigh))
	s.all.Add(ground)
	s.all.Add(s.mark)
	put := func(into *fyne.Container, x, y float32) *canvas.Text {
		t := canvas.NewText("", color.Black)
		t.TextSize = 15
		t.Move(fyne.NewPos(x, y))
		into.Add(t)
		return t
	}
	for i := range rows * columns {
		s.cells = append(s.cells, put(s.all, 260+float32(i%columns)*127, 80+float32(i/columns)*rowHigh))
	}
	for i := range sides {
		s.sides = append(s.sides, put(s.all, 10+float32(i/18)*120, 40+float32(i%18)*rowHigh))
	}
	s.front = container.NewWithoutLayout()
	over := canvas.NewRectangle(color.White)
	over.Resize(fyne.NewSize(500, 2000))
	over.Move(fyne.NewPos(780, 0))
	s.front.Add(over)
	for i := range panels {
		s.panel = append(s.panel, put(s.front, 800+float32(i%2)*200, 20+float32(i/2)*23))
	}
	s.front.Resize(fyne.NewSize(2000, 2000)) // what has no size is not drawn
	s.front.Hide()
	s.all.Add(s.front)
	s.texts(s.cells)
	s.texts(s.sides)
	s.move()
	w.Canvas().SetOnTypedKey(s.typed)
	return s.all
}

// texts sets new ones, each different from all others.
func (s *sheet) texts(all []*canvas.Text) {
	s.page++
	for i, t := range all {
		t.Text = fmt.Sprintf("东升五金 %d-%d", s.page, i)
		t.Refresh()
	}
}

func (s *sheet) move() { s.mark.Move(fyne.NewPos(250, 80+float32(s.row)*rowHigh)) }

func (s *sheet) typed(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		s.row = (s.row + 1) % rows
		s.move()
	case fyne.KeyPageDown:
		s.texts(s.cells)
	case fyne.KeyReturn:
		s.texts(s.panel)
		s.front.Show()
		canvas.Refresh(s.mark) // what was never shown has no window to tell
	case fyne.KeyEscape:
		s.front.Hide()
	case fyne.KeyF6:
		s.texts(s.cells)
		s.texts(s.sides)
	}
}
