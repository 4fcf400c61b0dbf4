// Package trial is what tests of several screens share: a pointer that does to a
// window of Fyne's test driver what the desktop driver does to a real one. Fyne's
// own test taps hand an event to an object and pass by what lies over it. It knows
// no widget of ours and is no part of the program.
package trial

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// A Pointer is the mouse over one canvas. It follows the order of events of Fyne
// 2.8.1 (internal/driver/glfw/window.go): the highest object below it that takes any
// kind of click gets the click, whichever kind it was, and whatever had the keyboard
// loses it at the press and at the release unless it lies below the pointer itself.
type Pointer struct {
	canvas  fyne.Canvas
	at      fyne.Position
	over    desktop.Hoverable
	pressed fyne.CanvasObject
}

// On is a pointer that stands nowhere yet.
func On(c fyne.Canvas) *Pointer { return &Pointer{canvas: c} }

// Middle is the middle of an object on its canvas.
func Middle(o fyne.CanvasObject) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.AddXY(o.Size().Width/2, o.Size().Height/2)
}

// Under lists the objects in sight below a place, the lowest first, each with the
// place as it sees it.
func (p *Pointer) Under(at fyne.Position) (objects []fyne.CanvasObject, places []fyne.Position) {
	root := p.canvas.Overlays().Top()
	if root == nil {
		root = p.canvas.Content()
	}
	var walk func(o fyne.CanvasObject, offset fyne.Position, clipped bool)
	walk = func(o fyne.CanvasObject, offset fyne.Position, clipped bool) {
		if o == nil || !o.Visible() {
			return
		}
		pos := offset.Add(o.Position())
		size := o.Size()
		inside := at.X >= pos.X && at.Y >= pos.Y && at.X < pos.X+size.Width && at.Y < pos.Y+size.Height
		if clips(o) && !inside {
			clipped = true
		}
		if inside && !clipped {
			objects, places = append(objects, o), append(places, at.Subtract(pos))
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child, pos, clipped)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child, pos, clipped)
			}
		}
	}
	walk(root, fyne.Position{}, false)
	return objects, places
}

// clips says that what lies beyond an object cannot be touched, though it is part of it.
func clips(o fyne.CanvasObject) bool {
	if _, window := o.(*container.Clip); window {
		return true
	}
	_, scrolls := o.(fyne.Scrollable)
	return scrolls
}

// find answers the highest object below the pointer that fits.
func (p *Pointer) find(fits func(fyne.CanvasObject) bool) (fyne.CanvasObject, fyne.Position) {
	objects, places := p.Under(p.at)
	for i := len(objects) - 1; i >= 0; i-- {
		if fits(objects[i]) {
			return objects[i], places[i]
		}
	}
	return nil, fyne.Position{}
}

func clicks(o fyne.CanvasObject) bool {
	switch o.(type) {
	case fyne.Tappable, fyne.SecondaryTappable, fyne.DoubleTappable, fyne.Focusable, desktop.Mouseable:
		return true
	}
	return false
}

// Move moves the pointer.
func (p *Pointer) Move(at fyne.Position) {
	p.at = at
	objects, _ := p.Under(at)
	for _, o := range objects {
		if shaped, ok := o.(desktop.Cursorable); ok {
			shaped.Cursor()
		}
	}
	o, place := p.find(func(o fyne.CanvasObject) bool { _, ok := o.(desktop.Hoverable); return ok })
	ev := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: place, AbsolutePosition: at}}
	over, _ := o.(desktop.Hoverable)
	switch {
	case over != p.over:
		if p.over != nil {
			p.over.MouseOut()
		}
		if over != nil {
			over.MouseIn(ev)
		}
	case over != nil:
		over.MouseMoved(ev)
	}
	p.over = over
}

// Press moves to a place and presses a button of the mouse.
func (p *Pointer) Press(at fyne.Position, button desktop.MouseButton) {
	p.Move(at)
	p.pressed = p.button(button, true)
}

// Release lets the button go where the pointer stands. It answers what was clicked,
// nil for a press and a release on two different objects.
func (p *Pointer) Release(button desktop.MouseButton) (clicked fyne.CanvasObject) {
	if o := p.button(button, false); o == p.pressed {
		clicked = o
	}
	p.pressed = nil
	return clicked
}

func (p *Pointer) button(button desktop.MouseButton, down bool) fyne.CanvasObject {
	o, place := p.find(clicks)
	if m, ok := o.(desktop.Mouseable); ok {
		ev := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: place, AbsolutePosition: p.at}, Button: button}
		if down {
			m.MouseDown(ev)
		} else {
			m.MouseUp(ev)
		}
	}
	focused := p.canvas.Focused()
	if f, ok := o.(fyne.Focusable); !ok || f != focused {
		if under, _ := p.find(func(o fyne.CanvasObject) bool { f, ok := o.(fyne.Focusable); return ok && f == focused }); under == nil {
			p.canvas.Unfocus()
		}
	}
	return o
}

func (p *Pointer) event() *fyne.PointEvent {
	_, place := p.find(clicks)
	return &fyne.PointEvent{Position: place, AbsolutePosition: p.at}
}

// Click clicks once at a place and answers what was clicked, nil where nothing takes
// clicks.
func (p *Pointer) Click(at fyne.Position) fyne.CanvasObject {
	p.Press(at, desktop.MouseButtonPrimary)
	ev := p.event()
	o := p.Release(desktop.MouseButtonPrimary)
	if t, ok := o.(fyne.Tappable); ok {
		t.Tapped(ev)
	}
	return o
}

// DoubleClick clicks twice in a moment.
func (p *Pointer) DoubleClick(at fyne.Position) fyne.CanvasObject {
	p.Press(at, desktop.MouseButtonPrimary)
	first := p.Release(desktop.MouseButtonPrimary)
	twice, double := first.(fyne.DoubleTappable)
	if t, ok := first.(fyne.Tappable); ok && !double {
		t.Tapped(p.event())
	}
	p.Press(at, desktop.MouseButtonPrimary)
	ev := p.event()
	second := p.Release(desktop.MouseButtonPrimary)
	switch t, ok := second.(fyne.Tappable); {
	case double && second == first:
		twice.DoubleTapped(ev)
	case ok:
		t.Tapped(ev)
	}
	return second
}

// SecondaryClick clicks with the second button.
func (p *Pointer) SecondaryClick(at fyne.Position) fyne.CanvasObject {
	p.Press(at, desktop.MouseButtonSecondary)
	ev := p.event()
	o := p.Release(desktop.MouseButtonSecondary)
	if t, ok := o.(fyne.SecondaryTappable); ok {
		t.TappedSecondary(ev)
	}
	return o
}

// Scroll turns the wheel at a place.
func (p *Pointer) Scroll(at fyne.Position, down float32) fyne.CanvasObject {
	p.Move(at)
	o, place := p.find(func(o fyne.CanvasObject) bool { _, ok := o.(fyne.Scrollable); return ok })
	if s, ok := o.(fyne.Scrollable); ok {
		s.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: place, AbsolutePosition: at}, Scrolled: fyne.NewDelta(0, -down)})
	}
	return o
}

// Drag presses at a place, moves by a distance and lets go there.
func (p *Pointer) Drag(from fyne.Position, by fyne.Delta) fyne.CanvasObject {
	p.Press(from, desktop.MouseButtonPrimary)
	o, place := p.find(func(o fyne.CanvasObject) bool { _, ok := o.(fyne.Draggable); return ok })
	p.Move(from.AddXY(by.DX, by.DY))
	d, ok := o.(fyne.Draggable)
	if ok {
		d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: place.AddXY(by.DX, by.DY), AbsolutePosition: p.at}, Dragged: by})
	}
	p.Release(desktop.MouseButtonPrimary)
	if ok {
		d.DragEnd()
	}
	return o
}
