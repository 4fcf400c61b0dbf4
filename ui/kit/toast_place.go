package kit

import (
	"fyne.io/fyne/v2"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Toasts keep off what is needed: they look where the buttons and fields lie when one comes, and again whenever the page
// under them is laid out or the keyboard moves to another field.

// toastsUp are the layers on which something is shown.
var toastsUp = map[*Toasts]bool{}

// fieldsDrawn are the fields that have a drawing, as buttonsDrawn are the buttons.
var fieldsDrawn = map[*Entry]bool{}

// underToasts says that something under the toasts lies elsewhere now. They look when all of it has its place.
func underToasts() {
	for t := range toastsUp {
		if !t.looks {
			t.looks = true
			hands.After(0, func() {
				if t.looks = false; toastsUp[t] {
					t.look()
				}
			})
		}
	}
}

// look finds out what lies where and draws the toasts beside it.
func (t *Toasts) look() {
	toastsUp[t] = true
	t.taken, t.spare = nil, nil
	d := fyne.CurrentApp().Driver()
	if c := d.CanvasForObject(t); c != nil {
		for b := range buttonsDrawn {
			if b.kind != OnInk && b.Visible() && d.CanvasForObject(b) == c {
				t.taken = appendArea(t.taken, b)
			}
		}
		for e := range fieldsDrawn {
			o, ok := e.self.(fyne.CanvasObject)
			switch {
			case !ok || !o.Visible() || d.CanvasForObject(o) != c:
			case e.focus:
				t.taken = appendArea(t.taken, o)
			default:
				t.spare = appendArea(t.spare, o)
			}
		}
	}
	t.Refresh()
}

// An area is where something lies in the window.
type area struct{ left, top, right, bottom float32 }

// appendArea adds where something lies; what is not on show lies nowhere.
func appendArea(all []area, o fyne.CanvasObject) []area {
	at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
	if at.X <= 0 && at.Y <= 0 {
		return all
	}
	return append(all, area{at.X, at.Y, at.X + size.Width, at.Y + size.Height})
}

// free is where a toast goes that would stand at the height y: in the middle, at the left or at the right, beside all
// fields and buttons, as far up as needed; where there is no such place in the lower half, in the middle beside what it
// must not cover.
func (t *Toasts) free(wide, y, w, h float32) (float32, float32) {
	middle := (wide - w) / 2
	every := append(append([]area(nil), t.taken...), t.spare...)
	for _, x := range []float32{middle, look.Gap4, wide - w - look.Gap4} {
		if at, ok := clearOf(every, x, y, w, h); ok && x >= 0 {
			return x, at
		}
	}
	at, _ := clearOf(t.taken, middle, y, w, h)
	return middle, at
}

// clearOf is the place at y, or as far above it as needed, where a toast covers none of the areas;
// y itself where there is none in the lower half.
func clearOf(taken []area, x, y, w, h float32) (at float32, ok bool) {
	lowest := y
	for range len(taken) + 1 {
		moved := false
		for _, b := range taken {
			if x < b.right && x+w > b.left && y < b.bottom && y+h > b.top {
				y, moved = b.top-h-look.Gap1, true
			}
		}
		if !moved {
			return y, true
		}
		if y < lowest/2 {
			break
		}
	}
	return lowest, false
}
