package ui

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
	"tuanjian/ui/place"
)

// Screens are the doors to the screens of this computer. Without them the window has its
// first size, and the toolkit its way.
type Screens struct {
	All      func() []place.Screen
	Where    func(fyne.Window) (place.Stand, bool) // false where the system does not tell
	Maximize func(fyne.Window)
}

// standsKey names the preference, standLook is the time between two looks at whether the
// window was moved to another screen.
const (
	standsKey = "window.stands"
	standLook = 2 * time.Second
)

// stance keeps the window on its screen and as large as that can hold.
type stance struct {
	d      *desk
	user   float64 // the person's own factor
	screen place.Screen
	drawn  float64
	stop   func()
}

// scaleKey is the variable that Fyne multiplies its own scale by.
const scaleKey = "FYNE_SCALE"

// newStance places the window before it is shown. Where the screen cannot hold the pages
// at the scale the desktop asks for, Fyne is told to draw smaller.
func newStance(d *desk) *stance {
	s := &stance{d: d, user: 1, stop: func() {}}
	if of := float64(d.a.Settings().Scale()); of > 0 {
		s.user = of
	}
	if of, err := strconv.ParseFloat(os.Getenv(scaleKey), 64); err == nil && of > 0 {
		s.user = of
	}
	var all []place.Screen
	if d.o.Screens.All != nil {
		all = d.o.Screens.All()
	}
	var at place.Stand
	s.screen, s.drawn, at = place.Read(d.a.Preferences().String(standsKey)).Choose(all, s.user)
	if s.drawn == 0 {
		d.w.Resize(fyne.NewSize(float32(at.Wide), float32(at.High)))
		return s
	}
	s.put(at)
	maximize := at.Maximized
	s.stop = hands.Every(standLook, func() {
		if maximize {
			maximize = false
			d.o.Screens.Maximize(d.w)
			return
		}
		s.look()
	})
	return s
}

// put scales, sizes and moves the window.
func (s *stance) put(at place.Stand) {
	os.Setenv(scaleKey, place.Factor(s.screen, s.drawn))
	s.d.w.Resize(fyne.NewSize(float32(at.Wide), float32(at.High)))
	if w, ok := s.d.w.(desktop.Window); ok {
		w.RequestPosition(at.X, at.Y)
	}
}

// look follows the window to another screen.
func (s *stance) look() {
	at, ok := s.d.o.Screens.Where(s.d.w)
	if !ok {
		return
	}
	all := s.d.o.Screens.All()
	i := place.On(all, float64(s.d.w.Canvas().Scale()), at)
	if i < 0 || all[i] == s.screen {
		return
	}
	s.screen = all[i]
	s.drawn, _ = place.Scale(s.screen, s.user)
	os.Setenv(scaleKey, place.Factor(s.screen, s.drawn))
	if float32(s.drawn) == s.d.w.Canvas().Scale() {
		return
	}
	look.Rescale(s.d.a)
	if !at.Maximized {
		s.put(place.Fit(s.screen, s.drawn, at))
	}
}

// keep remembers where the window stands. Call it while the window is there.
func (s *stance) keep() {
	s.stop()
	var at place.Stand
	told := false
	if s.drawn != 0 {
		at, told = s.d.o.Screens.Where(s.d.w)
	}
	if !told {
		size := s.d.w.Canvas().Size()
		at = place.Stand{Wide: int(size.Width), High: int(size.Height)}
	}
	kept := place.Read(s.d.a.Preferences().String(standsKey))
	if at.Maximized { // what it is to be when it is maximized no more is what it was before
		_, _, before := kept.Choose([]place.Screen{s.screen}, s.user)
		before.Maximized = true
		at = before
	}
	s.d.a.Preferences().SetString(standsKey, kept.Keep(s.screen, at).Text())
}

// told is what the settings say of a scale that the screen cannot hold.
func (s *stance) told() string {
	if s.drawn == 0 {
		return ""
	}
	if _, wanted := place.Scale(s.screen, s.user); wanted > s.drawn {
		return fmt.Sprintf("系统的缩放是 %.0f%%，这块屏幕放不下，现在按 %.0f%% 显示。", max(s.screen.Asked, s.screen.Toolkit)*s.user*100, s.drawn*100)
	}
	return ""
}
