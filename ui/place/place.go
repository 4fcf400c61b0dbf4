// Package place reckons how large the window is drawn and where it stands: from the
// screens that there are, what each asks for, and what was kept of the last time. It only
// reckons: it asks no system and moves no window.
package place

import (
	"encoding/json"
	"fmt"
	"math"
)

// A Screen is one monitor. Pixels are those of the windowing library.
type Screen struct {
	Name       string  // the system's; two of one make share it
	X, Y       int     // corner of what no bar of the desktop covers
	Wide, High int     // and its size
	Toolkit    float64 // pixels for a point that the toolkit takes by itself here
	Asked      float64 // pixels for a point that the desktop is set to here
}

// A Stand is where a window stands: its corner in pixels, its size in points, so that it
// stays as it was when a person sets the desktop to another scale.
type Stand struct {
	X, Y       int
	Wide, High int
	Maximized  bool `json:",omitempty"`
}

// The least window that the pages are made for, in points, and the one that a person sees
// first.
const (
	LeastWide, LeastHigh = 1024, 700
	FirstWide, FirstHigh = 1280, 720
)

// What a desktop draws around a window, in pixels at scale 1. They are those of Windows,
// and no desktop for Linux that was tried takes more.
const (
	barHigh = 32
	edge    = 2
)

// Scale answers how many pixels a point is drawn with on a screen, and how many it would
// have been, which is more where the screen cannot hold the least window then. user is the
// person's own factor; what is asked to be smaller than 1 is given.
func Scale(s Screen, user float64) (drawn, wanted float64) {
	wanted = tenths(max(s.Asked, s.Toolkit)*user, math.Round)
	wide, high := s.room()
	holds := tenths(min(float64(wide)/LeastWide, float64(high)/LeastHigh), math.Floor)
	return min(wanted, max(holds, 1)), wanted
}

// Factor is what the toolkit is told, which multiplies it with its own scale and rounds to
// tenths.
func Factor(s Screen, drawn float64) string {
	return fmt.Sprintf("%.4f", drawn/s.Toolkit)
}

func tenths(v float64, to func(float64) float64) float64 { return to(v*10+1e-6) / 10 }

// room is what is left to a window inside of the desktop's frame around it.
func (s Screen) room() (wide, high int) {
	return s.Wide - 2*edge, s.High - int(math.Ceil(barHigh*max(s.Asked, 1))) - edge
}

// Fit moves and shrinks a stand until all of it can be seen on a screen.
func Fit(s Screen, drawn float64, w Stand) Stand {
	wide, high := s.room()
	w.Wide, w.High = min(w.Wide, int(float64(wide)/drawn)), min(w.High, int(float64(high)/drawn))
	left, top := s.X+edge, s.Y+s.High-edge-high
	w.X = min(max(w.X, left), left+wide-int(math.Ceil(float64(w.Wide)*drawn)))
	w.Y = min(max(w.Y, top), top+high-int(math.Ceil(float64(w.High)*drawn)))
	return w
}

// First is where a window stands on a screen on which it never stood: in the middle.
func First(s Screen, drawn float64) Stand {
	w := Fit(s, drawn, Stand{Wide: FirstWide, High: FirstHigh})
	w.X = s.X + (s.Wide-int(float64(w.Wide)*drawn))/2
	w.Y = s.Y + (s.High-int(float64(w.High)*drawn))/2
	return Fit(s, drawn, w)
}

// On says on which of the screens most of a window stands by its middle; -1 for none. The
// pixels of a point are the window's own.
func On(all []Screen, drawn float64, w Stand) int {
	x, y := w.X+int(float64(w.Wide)*drawn/2), w.Y+int(float64(w.High)*drawn/2)
	for i, s := range all {
		if x >= s.X && x < s.X+s.Wide && y >= s.Y && y < s.Y+s.High {
			return i
		}
	}
	return -1
}

// Kept is what is remembered of where the window stood, screen by screen.
type Kept struct {
	Last   string           // the screen it stood on last
	Stands map[string]Stand // by screen
}

// most is how many screens are remembered: two desks, a projector or two.
const most = 8

// Read takes what Text gave; anything else is nothing kept.
func Read(text string) (k Kept) {
	if json.Unmarshal([]byte(text), &k) != nil || len(k.Stands) > most {
		return Kept{}
	}
	return k
}

// Text is what is written into the preferences.
func (k Kept) Text() string {
	text, err := json.Marshal(k)
	if err != nil {
		return "" // there is nothing in it that cannot be written
	}
	return string(text)
}

// Keep remembers a stand. One screen too many makes all others forgotten.
func (k Kept) Keep(s Screen, w Stand) Kept {
	next := Kept{Last: s.key(), Stands: map[string]Stand{}}
	if _, known := k.Stands[next.Last]; known || len(k.Stands) < most {
		for key, stand := range k.Stands {
			next.Stands[key] = stand
		}
	}
	next.Stands[next.Last] = w
	return next
}

// Choose answers the screen on which the window is to stand, and where: on the one it
// stood on last where that is there, else on the first. Where no screens are known, it
// only knows a size, and drawn is 0.
func (k Kept) Choose(all []Screen, user float64) (s Screen, drawn float64, w Stand) {
	if len(all) == 0 {
		if w, known := k.Stands[s.key()]; known && w.Wide >= leastKept && w.High >= leastKept {
			return s, 0, w
		}
		return s, 0, Stand{Wide: FirstWide, High: FirstHigh}
	}
	s = all[0]
	for _, one := range all {
		if one.key() == k.Last {
			s = one
		}
	}
	drawn, _ = Scale(s, user)
	if w, known := k.Stands[s.key()]; known && w.Wide >= leastKept && w.High >= leastKept {
		return s, drawn, Fit(s, drawn, w)
	}
	return s, drawn, First(s, drawn)
}

// leastKept is a side below which no window was ever left; what says so was not written
// by the program.
const leastKept = 200

// key tells screens apart, and one screen from itself at another resolution, or with the
// bar of the desktop elsewhere.
func (s Screen) key() string { return fmt.Sprintf("%s %d+%d %dx%d", s.Name, s.X, s.Y, s.Wide, s.High) }
