package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/look"
)

// frameLayout stands the bar above, the status line below and the rest between.
type frameLayout struct{}

func barHigh() float32    { return look.Now().Control + 12 }
func statusHigh() float32 { return look.Now().Small + 16 }

func (frameLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(leastWide, leastHigh) }

func (frameLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	bar, foot := barHigh(), statusHigh()
	o[0].Resize(fyne.NewSize(size.Width, bar))
	o[1].Move(fyne.NewPos(0, bar))
	o[1].Resize(fyne.NewSize(size.Width, max(size.Height-bar-foot, 0)))
	o[2].Move(fyne.NewPos(0, size.Height-foot))
	o[2].Resize(fyne.NewSize(size.Width, foot))
}

// barLayout sets the name at the left, the deeds at the right, and the search
// between them, no wider than is useful.
type barLayout struct{}

const searchEms = 30

func (barLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, barHigh()) }

func (barLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	name, deeds := o[0].MinSize(), o[2].MinSize()
	o[0].Move(fyne.NewPos(look.Gap4, 0))
	o[0].Resize(fyne.NewSize(name.Width, size.Height))
	o[2].Move(fyne.NewPos(size.Width-deeds.Width-look.Gap2, 0))
	o[2].Resize(fyne.NewSize(deeds.Width, size.Height))
	left := look.Gap4 + name.Width + look.Gap6
	room := max(size.Width-deeds.Width-look.Gap6-left, 0)
	wide := min(room, searchEms*look.Now().Text)
	high := look.Now().Control - look.Gap1
	x := min(max((size.Width-wide)/2, left), left+room-wide)
	o[1].Move(fyne.NewPos(x, (size.Height-high)/2))
	o[1].Resize(fyne.NewSize(wide, high))
}

// stripLayout stands a strip of its own height above the rest.
type stripLayout struct{}

func (stripLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[1].MinSize() }

func (stripLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	high := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(size.Width, high))
	o[1].Move(fyne.NewPos(0, high))
	o[1].Resize(fyne.NewSize(size.Width, max(size.Height-high, 0)))
}

// statusLayout is a hairline and below it one line of small text.
type statusLayout struct{}

func (statusLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, statusHigh()) }

func (statusLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(size.Width, 1))
	o[1].Move(fyne.NewPos(look.Gap4, 0))
	o[1].Resize(fyne.NewSize(size.Width-2*look.Gap4, size.Height))
}

// split sets two things beside each other with a line between them that can be
// dragged.
type split struct {
	widget.BaseWidget
	left, right fyne.CanvasObject
	wide        float32 // of the left
	moved       func(float32)
	grip        *grip
}

const (
	leastLeft, mostLeft = 140, 420
	gripPx              = 7 // what the pointer can take
)

func newSplit(left, right fyne.CanvasObject, wide float32) *split {
	s := &split{left: left, right: right, wide: wide}
	s.grip = &grip{split: s}
	s.grip.ExtendBaseWidget(s.grip)
	s.ExtendBaseWidget(s)
	return s
}

// place is how wide the left is: wider with larger text, never more than a third.
func (s *split) place() float32 {
	wide := min(max(s.wide, leastLeft), mostLeft) * look.Now().Text / look.Standard.Measure().Text
	return min(wide, max(s.Size().Width/3, leastLeft))
}

func (s *split) CreateRenderer() fyne.WidgetRenderer { return &splitRenderer{s} }

type splitRenderer struct{ s *split }

func (r *splitRenderer) Destroy()           {}
func (r *splitRenderer) MinSize() fyne.Size { return fyne.NewSize(leastLeft*2, 100) }
func (r *splitRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.s.left, r.s.right, r.s.grip}
}

func (r *splitRenderer) Layout(size fyne.Size) {
	x := r.s.place()
	r.s.left.Resize(fyne.NewSize(x, size.Height))
	r.s.grip.Move(fyne.NewPos(x-gripPx/2, 0))
	r.s.grip.Resize(fyne.NewSize(gripPx, size.Height))
	r.s.right.Move(fyne.NewPos(x+1, 0))
	r.s.right.Resize(fyne.NewSize(size.Width-x-1, size.Height))
}

func (r *splitRenderer) Refresh() {
	r.Layout(r.s.Size())
	r.s.grip.Refresh()
}

// grip is the line between the two.
type grip struct {
	widget.BaseWidget
	split *split
}

// Cursor shows that the line can be dragged.
func (g *grip) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// Dragged moves the line.
func (g *grip) Dragged(ev *fyne.DragEvent) {
	s := g.split
	s.wide = min(max(s.wide+ev.Dragged.DX, leastLeft), mostLeft)
	s.Refresh()
}

// DragEnd remembers where it stands.
func (g *grip) DragEnd() { g.split.moved(g.split.wide) }

func (g *grip) CreateRenderer() fyne.WidgetRenderer {
	return &gripRenderer{g: g, line: canvas.NewRectangle(look.Line)}
}

type gripRenderer struct {
	g    *grip
	line *canvas.Rectangle
}

func (r *gripRenderer) Destroy()                     {}
func (r *gripRenderer) MinSize() fyne.Size           { return fyne.NewSize(gripPx, 1) }
func (r *gripRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *gripRenderer) Refresh()                     { r.line.Refresh() }

func (r *gripRenderer) Layout(size fyne.Size) {
	r.line.Move(fyne.NewPos(gripPx/2, 0))
	r.line.Resize(fyne.NewSize(1, size.Height))
}
