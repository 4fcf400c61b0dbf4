package hands

import "fyne.io/fyne/v2"

// Fyne takes the keyboard away at every press of the mouse, whether what was pressed
// wants it or not, and only then tells of it. So whoever lies under the pointer notes
// who has the keyboard before Fyne takes it, and gives it back after the click when
// nobody has taken it: to the same field of the panel on top, or of the page.

// A Layer lies over a page and remembers who on it has the keyboard, or had it before a click. What is laid over a page
// embeds one.
type Layer struct{ holder fyne.Focusable }

func (l *Layer) layer() *Layer { return l }

// Holds notes who on the layer is to have the keyboard, nil for nobody yet.
func (l *Layer) Holds(f fyne.Focusable) { l.holder = f }

// pageHolder is who had the keyboard last on the page of a canvas.
var pageHolder struct {
	canvas fyne.Canvas
	holder fyne.Focusable
}

// CanvasOf is the canvas that something is part of, nil where it is part of none.
func CanvasOf(o fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}

// NoteKeyboard remembers who has the keyboard on the layer on top, if anybody has.
func NoteKeyboard(c fyne.Canvas) {
	if c == nil || c.Focused() == nil {
		return
	}
	switch top := c.Overlays().Top().(type) {
	case nil:
		pageHolder.canvas, pageHolder.holder = c, c.Focused()
	case interface{ layer() *Layer }:
		top.layer().holder = c.Focused()
	}
}

// GiveBack gives the keyboard to who had it last on the layer on top, unless somebody
// has it: after a click, or when something of Fyne's own lay over the page. Who is no
// longer in sight has it no more; a layer then gives it to the first in it that takes it.
func GiveBack(c fyne.Canvas) {
	if c == nil || c.Focused() != nil {
		return
	}
	switch top := c.Overlays().Top().(type) {
	case nil:
		if pageHolder.canvas == c && InSight(pageHolder.holder) {
			c.Focus(pageHolder.holder)
		}
	case interface{ layer() *Layer }:
		if holder := top.layer().holder; InSight(holder) {
			c.Focus(holder)
		}
		if c.Focused() == nil {
			c.FocusNext()
		}
	}
}

// Hand gives the keyboard on the page to f: at once or, while a question is open, when that
// is answered and who had it before is in sight no more.
func Hand(c fyne.Canvas, f fyne.Focusable) {
	if c.Overlays().Top() == nil {
		c.Focus(f)
		return
	}
	pageHolder.canvas, pageHolder.holder = c, f
}

// HandOver gives the keyboard on to whom it was handed under a question that is answered
// now.
func HandOver(c fyne.Canvas) {
	if c.Overlays().Top() == nil && pageHolder.canvas == c && c.Focused() != nil && !InSight(c.Focused()) && InSight(pageHolder.holder) {
		c.Focus(pageHolder.holder)
	}
}

// Keep gives the keyboard back where a click on a widget took it from and nobody has
// taken it; where nobody in sight had it, the widget has it now. Widgets that can be
// clicked call it when they have done what the click asks for.
func Keep(o fyne.CanvasObject) {
	c := CanvasOf(o)
	GiveBack(c)
	if f, ok := o.(fyne.Focusable); ok && c != nil && c.Focused() == nil && InSight(f) {
		c.Focus(f)
	}
}

// Forget drops what is remembered of a page that will not be seen again: who had the
// keyboard, what waits for the end of a click.
func Forget() {
	pageHolder.canvas, pageHolder.holder = nil, nil
	held.waits = nil
}

// InSight says whether something is part of its canvas. Fyne answers the upper left
// corner for what is not; nothing that takes the keyboard stands there.
func InSight(f fyne.Focusable) bool {
	o, ok := f.(fyne.CanvasObject)
	return ok && o.Visible() && !fyne.CurrentApp().Driver().AbsolutePositionForObject(o).IsZero()
}
