package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Tile is a white panel that can be pressed as a whole: a figure that opens the
// list behind it. Enter and Space press it.
type Tile struct {
	widget.BaseWidget
	OnTapped func()

	content     fyne.CanvasObject
	focus, over bool
}

var _ fyne.Focusable = (*Tile)(nil)
var _ desktop.Hoverable = (*Tile)(nil)

// NewTile makes a panel around the content.
func NewTile(content fyne.CanvasObject, tapped func()) *Tile {
	t := &Tile{content: content, OnTapped: tapped}
	t.ExtendBaseWidget(t)
	return t
}

// Tapped, MouseIn … are Fyne's doors.
func (t *Tile) Tapped(*fyne.PointEvent) { t.OnTapped(); hands.Keep(t) }

// MouseIn shows that the pointer is over the tile.
func (t *Tile) MouseIn(*desktop.MouseEvent) { t.over = true; t.Refresh() }

// MouseMoved does nothing.
func (t *Tile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends MouseIn.
func (t *Tile) MouseOut() { t.over = false; t.Refresh() }

// Cursor says that the tile can be pressed.
func (t *Tile) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained shows the ring.
func (t *Tile) FocusGained() { t.focus = true; t.Refresh(); ComeTo(t) }

// FocusLost hides the ring.
func (t *Tile) FocusLost() { t.focus = false; t.Refresh() }

// TypedRune does nothing.
func (t *Tile) TypedRune(rune) {}

// TypedKey presses on Enter and Space.
func (t *Tile) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.OnTapped()
	default:
		ToWindow(t, ev)
	}
}

// TypedShortcut hands keys with Ctrl on to the window.
func (t *Tile) TypedShortcut(s fyne.Shortcut) { ShortcutToWindow(t, s) }

// CreateRenderer is Fyne's door to the drawing.
func (t *Tile) CreateRenderer() fyne.WidgetRenderer {
	r := &tileRenderer{t: t, box: canvas.NewRectangle(look.Panel), ring: NewRing()}
	r.box.CornerRadius, r.box.StrokeWidth = look.Corner, look.HairPx
	r.Refresh()
	return r
}

type tileRenderer struct {
	t         *Tile
	box, ring *canvas.Rectangle
}

func (r *tileRenderer) Destroy() {}

func (r *tileRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.t.content, r.ring}
}

func (r *tileRenderer) MinSize() fyne.Size {
	return r.t.content.MinSize().AddWidthHeight(2*look.Gap4, 2*look.Gap4)
}

func (r *tileRenderer) Layout(size fyne.Size) {
	r.box.Resize(size)
	r.t.content.Move(fyne.NewPos(look.Gap4, look.Gap4))
	r.t.content.Resize(size.SubtractWidthHeight(2*look.Gap4, 2*look.Gap4))
	ringAround(r.ring, size)
}

func (r *tileRenderer) Refresh() {
	r.box.FillColor, r.box.StrokeColor = look.Panel, look.Line
	if r.t.over {
		r.box.StrokeColor = look.Edge
	}
	showRing(r.ring, Ringed(r.t, r.t.focus))
	r.t.content.Refresh()
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}
