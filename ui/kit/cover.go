package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// shield takes every event of the pointer and does nothing with it but to leave the
// keyboard where it was. Fyne looks for the highest object below the pointer that
// takes an event, however far below: what is to cover something must take them all.
// It is no DoubleTappable: Fyne finds the object of a click first and asks then what
// it makes of a second one, and whoever could be clicked twice hears of the first
// click only after a pause.
type shield struct {
	on   func() fyne.CanvasObject // the widget it is part of
	void func(*fyne.PointEvent)   // a tap that nothing above has taken; may be nil
}

var _ interface {
	fyne.Tappable
	fyne.SecondaryTappable
	fyne.Draggable
	fyne.Scrollable
	desktop.Mouseable
	desktop.Hoverable
	desktop.Cursorable
} = (*shield)(nil)

func (s *shield) canvas() fyne.Canvas { return hands.CanvasOf(s.on()) }

// Tapped is Fyne's door for a tap.
func (s *shield) Tapped(ev *fyne.PointEvent) {
	if s.void != nil {
		s.void(ev)
	}
	hands.GiveBack(s.canvas())
}

// TappedSecondary is Fyne's door for the second button.
func (s *shield) TappedSecondary(*fyne.PointEvent) { hands.GiveBack(s.canvas()) }

// MouseDown is Fyne's door for a button of the mouse; afterwards Fyne takes the
// keyboard away.
func (s *shield) MouseDown(*desktop.MouseEvent) {
	hands.Touch()
	hands.NoteKeyboard(s.canvas())
	hands.PressDown()
}

// MouseUp ends MouseDown.
func (s *shield) MouseUp(*desktop.MouseEvent) { hands.PressUp() }

// MouseIn keeps what lies beneath from showing that the pointer is over it.
func (s *shield) MouseIn(*desktop.MouseEvent) {}

// MouseMoved does nothing: where the pointer stands makes no difference.
func (s *shield) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends MouseIn.
func (s *shield) MouseOut() {}

// Dragged keeps what lies beneath from being dragged.
func (s *shield) Dragged(*fyne.DragEvent) { hands.Touch() }

// DragEnd ends Dragged.
func (s *shield) DragEnd() { hands.GiveBack(s.canvas()) }

// Scrolled keeps what lies beneath from scrolling.
func (s *shield) Scrolled(*fyne.ScrollEvent) { hands.Touch() }

// Cursor feels the pointer, as the window's lowest layer does: above an open panel
// Fyne looks no lower. Whatever was clicked without taking the keyboard, it is back
// when the pointer moves on.
func (s *shield) Cursor() desktop.Cursor {
	hands.Touch()
	c := s.canvas()
	hands.NoteKeyboard(c)
	if c != nil && c.Focused() == nil {
		hands.Do(func() { hands.GiveBack(c) }) // not now: Fyne is walking through the objects
	}
	return desktop.DefaultCursor
}

// Cover lies below the content of a layer and keeps every click, drag, hover and turn
// of the wheel from what is beneath the layer. A click on it leaves the keyboard
// where it was.
type Cover struct {
	widget.BaseWidget
	shield
}

// NewCover makes a cover; lay it right below the layer's content.
func NewCover() *Cover {
	c := &Cover{}
	c.on = func() fyne.CanvasObject { return c }
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is Fyne's door to the drawing: there is nothing to be seen.
func (c *Cover) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(look.Faint(look.Panel, 0)))
}
