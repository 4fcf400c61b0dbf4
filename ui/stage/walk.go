package stage

import (
	"fmt"

	"fyne.io/fyne/v2"
)

// Astray walks over a window by Tab until it comes round, at most so many steps, and names what has the keyboard and cannot
// be seen: less than half of it, or of the window's height, is in the window.
func Astray(c fyne.Canvas, steps int) (all []string) {
	var first fyne.Focusable
	height := c.Size().Height
	for range steps {
		c.FocusNext()
		f := c.Focused()
		o, ok := f.(fyne.CanvasObject)
		if !ok || f == first {
			return all
		}
		if first == nil {
			first = f
		}
		top := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
		bottom := top + o.Size().Height
		if seen := min(bottom, height) - max(top, 0); seen < min(o.Size().Height, height)/2 {
			all = append(all, fmt.Sprintf("%T %.30q from %.0f to %.0f of %.0f", o, Words(o), top, bottom, height))
		}
	}
	return all
}
