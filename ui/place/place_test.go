package place

import (
	"math"
	"testing"
)

// screen is a Windows screen: the bar below is 48 points high.
func screen(wide, high int, asked float64) Screen {
	return Screen{Name: "A", Wide: wide, High: high - int(48*asked), Toolkit: asked, Asked: asked}
}

// At every scale on every screen the window lies wholly in the work area, nothing is
// lowered below 1, and the least window is in sight wherever the screen holds it.
func TestTheWindowFits(t *testing.T) {
	for _, c := range []struct {
		wide, high   int
		asked, drawn float64
	}{
		{1366, 768, 1, 1}, {1366, 768, 1.25, 1}, {1366, 768, 1.5, 1}, {1366, 768, 2, 1},
		{1920, 1080, 1, 1}, {1920, 1080, 1.25, 1.3}, {1920, 1080, 1.5, 1.3}, {1920, 1080, 2, 1.3},
		{2560, 1440, 1, 1}, {2560, 1440, 1.25, 1.3}, {2560, 1440, 1.5, 1.5}, {2560, 1440, 2, 1.8},
	} {
		s := screen(c.wide, c.high, c.asked)
		drawn, wanted := Scale(s, 1)
		if drawn != c.drawn || math.Abs(wanted-c.asked) > 0.051 {
			t.Errorf("%dx%d at %v is drawn at %v of %v, not %v", c.wide, c.high, c.asked, drawn, wanted, c.drawn)
		}
		for _, w := range []Stand{First(s, drawn), Fit(s, drawn, Stand{X: -500, Y: 4000, Wide: 3000, High: 3000}), Fit(s, drawn, Stand{X: 900, Y: -90, Wide: 1024, High: 700})} {
			right, bottom := float64(w.X)+float64(w.Wide)*drawn, float64(w.Y)+float64(w.High)*drawn
			if w.X < 0 || float64(w.Y) < barHigh*c.asked || right > float64(s.Wide) || bottom > float64(s.High) {
				t.Errorf("%dx%d at %v: %+v does not fit into %+v", c.wide, c.high, c.asked, w, s)
			}
			if w.Wide < LeastWide || w.High < LeastHigh && c.high > 768 {
				t.Errorf("%dx%d at %v: %+v is too small for the pages", c.wide, c.high, c.asked, w)
			}
		}
	}
}

func TestTheToolkitIsTold(t *testing.T) {
	s := screen(1920, 1080, 1.5)
	drawn, _ := Scale(s, 1)
	if got := Factor(s, drawn); got != "0.8667" {
		t.Errorf("%s, and the toolkit takes 1.5 times that", got)
	}
	s.Toolkit = 1 // as under X, where the toolkit asks the monitor's millimetres and not the desktop
	if got, _ := Scale(s, 1); got != 1.3 {
		t.Errorf("what the desktop asks for is drawn at %v", got)
	}
	if got, _ := Scale(screen(1366, 768, 1), 0.8); got != 0.8 {
		t.Errorf("who wants it small gets %v", got)
	}
	if got, _ := Scale(screen(3840, 2160, 1.5), 1.2); got != 1.8 {
		t.Errorf("the person's own factor: %v", got)
	}
}

func TestStandsAreKeptByScreen(t *testing.T) {
	a, b := screen(1366, 768, 1), Screen{Name: "B", X: 1366, Wide: 2560, High: 1400, Toolkit: 2, Asked: 2}
	k := Kept{}.Keep(a, Stand{X: 10, Y: 40, Wide: 1100, High: 650}).Keep(b, Stand{X: 1500, Y: 100, Wide: 1200, High: 650, Maximized: true})
	k = Read(k.Text())
	if s, drawn, w := k.Choose([]Screen{a, b}, 1); s != b || drawn != 1.9 || w != (Stand{X: 1500, Y: 100, Wide: 1200, High: 650, Maximized: true}) {
		t.Errorf("%+v %v %+v", s, drawn, w)
	}
	if s, _, w := k.Choose([]Screen{a}, 1); s != a || w != (Stand{X: 10, Y: 40, Wide: 1100, High: 650}) {
		t.Errorf("without the second screen: %+v %+v", s, w)
	}
	smaller := a
	smaller.Wide, smaller.High = 1024, 700
	if _, _, w := k.Choose([]Screen{smaller}, 1); w != First(smaller, 1) {
		t.Errorf("another resolution: %+v", w)
	}
	for _, text := range []string{"", "[]", `{"Stands":{"A 0+0 1366x720":{"X":1,"Y":1,"Wide":-5,"High":0}}}`, `{"Stands":{"A 0+0 1366x720":{"X":1,"Y":99999999,"Wide":99999999,"High":99999}}}`} {
		if _, _, w := Read(text).Choose([]Screen{a}, 1); w.Wide > a.Wide || w.Wide < leastKept || w.High > a.High || w.Y > a.High {
			t.Errorf("%q: %+v", text, w)
		}
	}
	for i := range 3 * most {
		k = k.Keep(Screen{Name: string(rune('a' + i))}, Stand{})
	}
	if len(k.Stands) > most {
		t.Errorf("%d screens are remembered", len(k.Stands))
	}
}

func TestOnWhichScreen(t *testing.T) {
	all := []Screen{screen(1366, 768, 1), {Name: "B", X: 1366, Wide: 2560, High: 1400, Toolkit: 2, Asked: 2}}
	for _, c := range []struct {
		w    Stand
		want int
	}{{Stand{X: 0, Y: 30, Wide: 1280, High: 650}, 0}, {Stand{X: 1200, Y: 30, Wide: 1280, High: 650}, 1}, {Stand{X: -3000, Wide: 800, High: 600}, -1}} {
		if got := On(all, 1, c.w); got != c.want {
			t.Errorf("%+v stands on %d", c.w, got)
		}
	}
}
