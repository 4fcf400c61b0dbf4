package kit

import (
	"fyne.io/fyne/v2"

	"tuanjian/ui/hands"
)

// Across lets the arrow keys walk over the buttons in some objects, and into and out of
// the lists of lines among them, as the eye does: to the nearest in the direction of the
// arrow. Where none lies there the keyboard stays. Whoever is asked about the keys of one
// of them already is asked first.
func Across(objects ...fyne.CanvasObject) {
	var all []fyne.CanvasObject
	for _, o := range objects {
		all = append(all, stopsIn(o)...)
	}
	for _, o := range all {
		switch o := o.(type) {
		case interface{ self() *Button }:
			b, at := o.self(), o.(fyne.CanvasObject)
			before := b.OnKey
			b.OnKey = func(name fyne.KeyName) bool {
				return before != nil && before(name) || goAcross(at, all, name)
			}
		case *Rows:
			before := o.OnKey
			o.OnKey = func(name fyne.KeyName) bool {
				ends := name == fyne.KeyUp && o.at <= 0 || name == fyne.KeyDown && o.at >= len(o.items)-1
				return before != nil && before(name) || ends && goAcross(o, all, name)
			}
		}
	}
}

// self is the button, also of what embeds one.
func (b *Button) self() *Button { return b }

// stopsIn are the buttons and lists in an object.
func stopsIn(o fyne.CanvasObject) (all []fyne.CanvasObject) {
	switch o := o.(type) {
	case interface{ self() *Button }, *Rows:
		return []fyne.CanvasObject{o}
	case *fyne.Container:
		for _, child := range o.Objects {
			all = append(all, stopsIn(child)...)
		}
	}
	return all
}

// goAcross answers whether the key is an arrow that leads somewhere.
func goAcross(from fyne.CanvasObject, all []fyne.CanvasObject, name fyne.KeyName) bool {
	along, sign := 0, float32(1) // which of x and y the arrow goes along, and which way
	switch name {
	case fyne.KeyLeft:
		sign = -1
	case fyne.KeyRight:
	case fyne.KeyUp:
		along, sign = 1, -1
	case fyne.KeyDown:
		along = 1
	default:
		return false
	}
	here, least := middleOf(from), float32(0)
	var to fyne.Focusable
	for _, o := range all {
		f, ok := o.(fyne.Focusable)
		there := middleOf(o)
		ahead, aside := sign*(there[along]-here[along]), there[1-along]-here[1-along]
		aside = max(aside, -aside)
		beside := along == 0 && aside > (from.Size().Height+o.Size().Height)/2 // in another line
		if ahead <= 1 || beside || !ok || !hands.InSight(f) {
			continue
		}
		const straight = 3 // who lies right ahead is nearer than who lies beside the way
		if away := ahead + straight*aside; to == nil || away < least {
			to, least = f, away
		}
	}
	if c := hands.CanvasOf(from); c != nil && to != nil {
		hands.Steer(c, to)
	}
	return to != nil
}

// middleOf is the middle of an object on its canvas.
func middleOf(o fyne.CanvasObject) [2]float32 {
	at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
	return [2]float32{at.X + size.Width/2, at.Y + size.Height/2}
}

// First is the first thing in a tree of containers that takes the keyboard.
func First(o fyne.CanvasObject) fyne.Focusable {
	if f, ok := o.(fyne.Focusable); ok {
		return f
	}
	if c, ok := o.(*fyne.Container); ok {
		for _, child := range c.Objects {
			if f := First(child); f != nil {
				return f
			}
		}
	}
	return nil
}
