package grid

import (
	"strings"
	"unicode/utf8"
)

// gauge cuts text to a width. It measures each character once, since measuring
// whole texts costs more than all the rest of a scroll step; kerning is less than
// the space at a cell's side.
type gauge struct {
	measure func(string) float32
	ascii   [utf8.RuneSelf]float32 // 0 is not yet measured
	other   map[rune]float32
	dots    float32
}

const ellipsis = "…"

func newGauge(measure func(string) float32) *gauge {
	return &gauge{measure: measure, other: map[rune]float32{}, dots: measure(ellipsis)}
}

func (g *gauge) rune(r rune) float32 {
	if r < utf8.RuneSelf {
		if g.ascii[r] == 0 {
			g.ascii[r] = g.measure(string(r))
		}
		return g.ascii[r]
	}
	w, ok := g.other[r]
	if !ok {
		w = g.measure(string(r))
		g.other[r] = w
	}
	return w
}

// width is the width of a whole text.
func (g *gauge) width(s string) (w float32) {
	for _, r := range s {
		w += g.rune(r)
	}
	return w
}

// cut answers the text if it fits, or as much of its beginning as fits with … .
func (g *gauge) cut(s string, room float32) string {
	w := float32(0)
	keep := 0 // bytes that fit together with the dots
	for i, r := range s {
		if w+g.dots <= room {
			keep = i
		}
		w += g.rune(r)
		if w > room {
			return strings.TrimRight(s[:keep], " ") + ellipsis
		}
	}
	return s
}

// oneLine makes a text of several lines one line.
func oneLine(s string) string {
	if strings.ContainsAny(s, "\n\r\t") {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}
