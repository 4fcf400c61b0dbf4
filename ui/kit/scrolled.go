package kit

import (
	"slices"
	"weak"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/look"
)

// Scrolled lets something scroll down that may be higher than its place, and follows the keyboard: what it comes to is in
// sight. The content may be exchanged.
func Scrolled(content fyne.CanvasObject) *container.Scroll {
	s := container.NewVScroll(content)
	following = append(slices.DeleteFunc(following, func(w weak.Pointer[container.Scroll]) bool { return w.Value() == nil }), weak.Make(s))
	return s
}

// following are the scrolls that follow the keyboard, as long as somebody shows them.
var following []weak.Pointer[container.Scroll]

// ComeTo brings what the keyboard has come to into sight. What can be seen at least by half stays where it is: who clicks on
// it must find it under the pointer still.
func ComeTo(o fyne.CanvasObject) {
	for _, w := range following {
		s := w.Value()
		if s == nil || s.Size().Height <= 0 {
			continue
		}
		o := within(s.Content, o)
		if o == nil {
			continue
		}
		driver := fyne.CurrentApp().Driver()
		top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s.Content).Y
		bottom, room, y := top+o.Size().Height, s.Size().Height, s.Offset.Y
		if seen := min(bottom, y+room) - max(top, y); seen >= min(o.Size().Height, room)/2 {
			return
		}
		y = min(max(y, bottom+look.Gap4-room), max(top-look.Gap4, 0))
		s.ScrollToOffset(fyne.NewPos(0, y))
		return
	}
}

// within is the object itself where it stands somewhere in another, or what has it at its heart, as a Picker has its Entry;
// nil where there is neither.
func within(in, o fyne.CanvasObject) fyne.CanvasObject {
	if h, ok := in.(interface{ heart() fyne.CanvasObject }); in == o || ok && h.heart() == o {
		return in
	}
	if c, ok := in.(*fyne.Container); ok {
		for _, child := range c.Objects {
			if found := within(child, o); found != nil {
				return found
			}
		}
	}
	return nil
}

func (b *Button) heart() fyne.CanvasObject { return b }
func (e *Entry) heart() fyne.CanvasObject  { return e }

// aloneLayout gives its only object a width in characters, in the middle of the width
// there is and at two fifths of the height.
type aloneLayout struct{ ems float32 }

func (l aloneLayout) width() float32 { return l.ems * look.Now().Text }

func (l aloneLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	return fyne.NewSize(m.Width, m.Height+2*look.Gap6)
}

func (l aloneLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	o := objects[0]
	w := max(min(l.width(), size.Width-2*look.Gap4), o.MinSize().Width)
	o.Resize(fyne.NewSize(w, o.Size().Height)) // text that wraps knows its height by its width
	h := o.MinSize().Height
	o.Resize(fyne.NewSize(w, h))
	o.Move(fyne.NewPos((size.Width-w)/2, max(look.Gap6, (size.Height-h)*2/5)))
}

// Alone sets something in the middle of a page, this many characters wide, and
// lets it scroll where the window is too low.
func Alone(ems float32, object fyne.CanvasObject) fyne.CanvasObject {
	return look.Ground(look.Page, Scrolled(&fyne.Container{Layout: aloneLayout{ems}, Objects: []fyne.CanvasObject{object}}))
}
