package look

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// Gauge cuts text to a width. It measures each character once, since measuring
// whole texts costs more than all the rest of a scroll step; kerning is less than
// the space at a cell's side.
type Gauge struct {
	measure func(string) float32
	ascii   [utf8.RuneSelf]float32 // 0 is not yet measured
	other   map[rune]float32
	dots    float32
}

const ellipsis = "…"

// NewGauge measures in a text size.
func NewGauge(size float32, bold bool) *Gauge {
	return newGauge(func(s string) float32 { return fyne.MeasureText(s, size, fyne.TextStyle{Bold: bold}).Width })
}

func newGauge(measure func(string) float32) *Gauge {
	return &Gauge{measure: measure, other: map[rune]float32{}, dots: measure(ellipsis)}
}

func (g *Gauge) rune(r rune) float32 {
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

// Width is the width of a whole text.
func (g *Gauge) Width(s string) (w float32) {
	for _, r := range s {
		w += g.rune(r)
	}
	return w
}

// Cut answers the text if it fits, or as much of its beginning as fits with … .
func (g *Gauge) Cut(s string, room float32) string {
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

// Apart is Cut for a text whose first characters, common of them, stand before another
// text too: … stands in their place, so that what tells the two apart is seen.
func (g *Gauge) Apart(s string, common int, room float32) string {
	runes := []rune(s)
	if g.Width(s) <= room || common <= 0 || common >= len(runes) {
		return g.Cut(s, room)
	}
	left := room - g.dots
	from, wide := len(runes), float32(0)
	for from > 1 && wide+g.rune(runes[from-1]) <= left*3/5 {
		from--
		wide += g.rune(runes[from])
	}
	if from > common {
		from, wide = common, g.Width(string(runes[common:]))
	}
	head, first := 0, g.rune(runes[0])
	if wide+first > left { // the rest is too long as well: two signs of the beginning, then from the difference on
		return g.Cut(string(runes[:min(2, common)])+ellipsis+string(runes[common:]), room)
	}
	for head < from && wide+g.rune(runes[head]) <= left {
		wide += g.rune(runes[head])
		head++
	}
	if head == from {
		return g.Cut(s, room)
	}
	return string(runes[:head]) + ellipsis + string(runes[from:])
}

// Alike is how many characters two texts begin with that are the same.
func Alike(a, b string) (n int) {
	for n = 0; a != "" && b != ""; n++ {
		x, sx := utf8.DecodeRuneInString(a)
		y, sy := utf8.DecodeRuneInString(b)
		if x != y {
			return n
		}
		a, b = a[sx:], b[sy:]
	}
	return n
}
