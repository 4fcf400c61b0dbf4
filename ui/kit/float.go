package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Float is a panel above the page: a question, a list under a field, a calendar.
// It takes the keyboard while it is shown, keeps it whatever is clicked, and lets no
// event of the pointer through. What had the keyboard before has it again afterwards.
type Float struct {
	widget.BaseWidget
	shield
	hands.Layer
	// OnOutside is called for a tap beside the panel. nil means that such a tap
	// does nothing, as with a question.
	OnOutside func()
	// Keys are what keys do in the panel that nothing in it has taken, Esc above all.
	Keys map[fyne.KeyName]func()

	canvas   fyne.Canvas
	content  fyne.CanvasObject
	place    func(canvas, least fyne.Size) (fyne.Position, fyne.Size)
	dim      bool
	explains bool // it is what F1 says: F1 says no more
	tips     *Tips
	below    fyne.Focusable // under a panel that dims: who had it before
}

// NewFloat makes a panel in the middle of the canvas over a dimmed page.
func NewFloat(c fyne.Canvas, content fyne.CanvasObject) *Float {
	return newFloat(c, content, true, func(area, least fyne.Size) (fyne.Position, fyne.Size) {
		size := fyne.NewSize(min(least.Width, area.Width-2*look.Gap4), min(least.Height, area.Height-2*look.Gap4))
		return fyne.NewPos((area.Width-size.Width)/2, (area.Height-size.Height)*2/5), size
	})
}

// NewFloatUnder makes a panel below a field, at least as wide as the field if wide
// is set, or above it where there is no room below.
func NewFloatUnder(c fyne.Canvas, field, content fyne.CanvasObject, wide bool) *Float {
	return newFloat(c, content, false, func(area, least fyne.Size) (fyne.Position, fyne.Size) {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(field)
		size := least
		if wide {
			size.Width = max(size.Width, field.Size().Width)
		}
		x := max(0, min(at.X, area.Width-size.Width-look.Gap1))
		y := at.Y + field.Size().Height + look.Gap1
		if y+size.Height > area.Height && at.Y-size.Height-look.Gap1 >= 0 {
			y = at.Y - size.Height - look.Gap1
		}
		return fyne.NewPos(x, y), size
	})
}

func newFloat(c fyne.Canvas, content fyne.CanvasObject, dim bool, place func(fyne.Size, fyne.Size) (fyne.Position, fyne.Size)) *Float {
	f := &Float{canvas: c, content: content, dim: dim, place: place, tips: newTips()}
	f.shield = shield{on: func() fyne.CanvasObject { return f }, void: f.tapped}
	f.ExtendBaseWidget(f)
	return f
}

// SetContent gives a panel that is not open yet its content, for content whose
// buttons must know the panel.
func (f *Float) SetContent(content fyne.CanvasObject) { f.content = content }

// Open shows the panel. focus, if not nil, takes the keyboard; it must be part of
// the content.
func (f *Float) Open(focus fyne.Focusable) {
	if !f.Shown() {
		tipsOver(f.canvas).hide()
		hands.NoteKeyboard(f.canvas)
		below := f.canvas.Focused()
		f.canvas.Overlays().Add(f)
		f.dims(below)
	}
	f.Holds(focus)
	if focus != nil && f.canvas.Focused() == nil {
		f.canvas.Focus(focus) // at once: in a real window it is in sight only after the next layout
	}
	hands.GiveBack(f.canvas)
}

// Shown says whether the panel is open.
func (f *Float) Shown() bool {
	return slices.Contains(f.canvas.Overlays().List(), fyne.CanvasObject(f))
}

// Close hides the panel and all that was opened above it, and gives the keyboard back
// to who had it before. Closing twice does nothing.
func (f *Float) Close() {
	if f.Shown() {
		f.canvas.Overlays().Remove(f)
		hands.HandOver(f.canvas)
		f.drawBelow()
		hands.GiveBack(f.canvas)
	}
}

// tapped is a tap that nothing in the panel has taken.
func (f *Float) tapped(ev *fyne.PointEvent) {
	at, size := f.place(f.Size(), f.content.MinSize())
	inside := ev.Position.X >= at.X && ev.Position.Y >= at.Y &&
		ev.Position.X < at.X+size.Width && ev.Position.Y < at.Y+size.Height
	if !inside && f.OnOutside != nil {
		f.OnOutside()
	}
}

// CreateRenderer is Fyne's door to the drawing.
func (f *Float) CreateRenderer() fyne.WidgetRenderer {
	r := &floatRenderer{f: f, veil: canvas.NewRectangle(look.Faint(look.Ink, 0)), panel: canvas.NewRectangle(look.Panel)}
	if f.dim {
		r.veil.FillColor = look.Faint(look.Ink, 0x52)
	}
	r.panel.CornerRadius = look.Corner
	r.panel.StrokeColor, r.panel.StrokeWidth = look.Line, look.HairPx
	r.panel.Shadow = canvas.Shadow{Color: look.Faint(look.Ink, 0x38), BlurRadius: 14, Offset: fyne.NewPos(0, 4)}
	return r
}

type floatRenderer struct {
	f           *Float
	veil, panel *canvas.Rectangle
}

func (r *floatRenderer) Destroy()           {}
func (r *floatRenderer) MinSize() fyne.Size { return r.f.content.MinSize() }

func (r *floatRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.veil, r.panel, r.f.content, r.f.tips}
}

func (r *floatRenderer) Layout(area fyne.Size) {
	r.veil.Resize(area)
	r.f.tips.Resize(area)
	at, size := r.f.place(area, r.f.content.MinSize())
	r.panel.Move(at)
	r.panel.Resize(size)
	r.f.content.Move(at)
	r.f.content.Resize(size)
}

func (r *floatRenderer) Refresh() {
	r.Layout(r.f.Size())
	r.f.content.Refresh()
	canvas.Refresh(r.f)
}
