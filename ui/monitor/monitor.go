// Package monitor asks the windowing library that Fyne has opened for the screens and for
// where the window stands, which Fyne 2.8.1 does not tell. It knows GLFW, and nothing of
// what is to be done with the answers. Only main leans on it: it wants cgo and a display.
package monitor

import (
	"os"
	"strings"

	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"

	"tuanjian/ui/place"
)

// Screens are those there are, the first one first. Ask on the drawing thread, once a
// window has been made; none where no display was found.
func Screens() (all []place.Screen) {
	defer func() {
		if recover() != nil { // the library panics where it was never started
			all = nil
		}
	}()
	for _, m := range glfw.GetMonitors() {
		mode := m.GetVideoMode()
		if mode == nil {
			continue // was pulled out just now
		}
		s := place.Screen{Name: m.GetName(), Toolkit: 1, Asked: 1}
		s.X, s.Y, s.Wide, s.High = m.GetWorkarea()
		asked, _ := m.GetContentScale()
		millimetres, _ := m.GetPhysicalSize()
		switch glfw.GetPlatform() {
		case glfw.PlatformWin32:
			s.Toolkit, s.Asked = float64(asked), float64(asked)
		case glfw.PlatformX11:
			s.Toolkit, s.Asked = byMillimetres(millimetres, mode.Width), float64(asked)
		case glfw.PlatformWayland: // the compositor scales, the program draws in points
			s.Wide, s.High = int(float32(s.Wide)/asked), int(float32(s.High)/asked)
		}
		if s.Toolkit > 0 && s.Wide > 0 && s.High > 0 {
			all = append(all, s)
		}
	}
	return all
}

// byMillimetres is Fyne's own reckoning of the scale of a monitor under X, with its
// exceptions: it takes 120 dots an inch for 1, and nothing less.
func byMillimetres(wide, pixels int) float64 {
	if env := os.Getenv("FYNE_DISABLE_DPI_DETECTION"); env == "1" || strings.EqualFold(env, "t") || strings.EqualFold(env, "true") {
		return 1
	}
	dots := float64(pixels) / (float64(wide) / 25.4)
	if !(dots >= 10 && dots <= 1000) || wide == 60 {
		return 1
	}
	return max(dots/120, 1)
}

// Where says where a window stands that is on show. Ask on the drawing thread; false
// under Wayland, which tells no window.
func Where(w fyne.Window) (stand place.Stand, ok bool) {
	within(w, func(g *glfw.Window) {
		if glfw.GetPlatform() == glfw.PlatformWayland || g.GetAttrib(glfw.Iconified) == glfw.True {
			return
		}
		stand.X, stand.Y = g.GetPos()
		wide, high := g.GetSize()
		scale := w.Canvas().Scale()
		stand.Wide, stand.High = int(float32(wide)/scale), int(float32(high)/scale)
		stand.Maximized = g.GetAttrib(glfw.Maximized) == glfw.True
		ok = true
	})
	return stand, ok
}

// Maximize fills the screen with a window that is on show.
func Maximize(w fyne.Window) {
	within(w, func(g *glfw.Window) { g.Maximize() })
}

// within gives the library's own window, which Fyne makes the current one of the thread
// for as long as it draws into it.
func within(w fyne.Window, do func(*glfw.Window)) {
	drawing, ok := w.(interface{ RunWithContext(func()) })
	if !ok {
		return
	}
	drawing.RunWithContext(func() {
		if g := glfw.GetCurrentContext(); g != nil {
			do(g)
		}
	})
}
