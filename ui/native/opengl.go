package native

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"github.com/ncruces/zenity"
)

// Drawn says whether the window really exists. Where OpenGL is missing Fyne goes on
// without one, alive and invisible, and its handle is 0. Ask once the program has
// started; a driver without handles counts as drawn.
func Drawn(w fyne.Window) bool {
	n, ok := w.(driver.NativeWindow)
	if !ok {
		return true
	}
	drawn := true
	n.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.WindowsWindowContext:
			drawn = c.HWND != 0
		case driver.X11WindowContext:
			drawn = c.WindowHandle != 0
		case driver.WaylandWindowContext:
			drawn = c.WaylandSurface != 0
		case driver.MacWindowContext:
			drawn = c.NSWindow != 0
		}
	})
	return drawn
}

// Alarm shows a sentence in a box of the system where it has one, and waits until
// it is closed. It needs no OpenGL.
func Alarm(title, text string) {
	if HasChooser() {
		_ = zenity.Error(text, zenity.Title(title), zenity.OKLabel("知道了")) // the console has it already
	}
}
