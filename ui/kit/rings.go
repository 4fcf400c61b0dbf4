package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// A ring is drawn around what has the keyboard, and there is one at a time: Fyne leaves what had it focused under a panel,
// so what lies under a dimmed page's panel has no ring while the panel is open.

// NewRing makes a ring that is not shown.
func NewRing() *canvas.Rectangle {
	ring := canvas.NewRectangle(color.Transparent)
	ring.StrokeWidth, ring.StrokeColor, ring.CornerRadius = look.RingPx, look.Ring, look.Corner
	ring.Hide()
	return ring
}

// ringAround lays the ring just outside of the control's edge, where it is seen
// on white and on red.
func ringAround(ring *canvas.Rectangle, size fyne.Size) {
	const out = look.RingPx
	ring.CornerRadius = look.Corner + out
	ring.Move(fyne.NewPos(-out, -out))
	ring.Resize(size.AddWidthHeight(2*out, 2*out))
}

// Ringed says whether what has the keyboard shows it: not under a panel that dims the page.
func Ringed(o fyne.Focusable, focus bool) bool { return focus && !dimmed(o) }

func showRing(ring *canvas.Rectangle, on bool) {
	ring.Hidden = !on
	ring.StrokeColor = look.Ring
}

// dimmed says that a panel over a dimmed page has taken the keyboard from something.
func dimmed(o fyne.Focusable) bool {
	object, ok := o.(fyne.CanvasObject)
	if !ok {
		return false
	}
	c := hands.CanvasOf(object)
	if c == nil {
		return false
	}
	for _, over := range c.Overlays().List() {
		if f, ok := over.(*Float); ok && f.dim && f.below == o {
			return true
		}
	}
	return false
}

// dims notes whose ring goes out under the panel that is being opened.
func (f *Float) dims(below fyne.Focusable) {
	if f.dim {
		f.below = below
		f.drawBelow()
	}
}

// drawBelow draws what lies under the panel with its ring or without.
func (f *Float) drawBelow() {
	if o, ok := f.below.(fyne.CanvasObject); ok {
		o.Refresh()
	}
}
