package look

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestThemeIsWhole(t *testing.T) {
	for _, s := range Sizes {
		test.AssertAllColorNamesDefined(t, NewTheme(s), s.Label())
		th := NewTheme(s)
		if th.Font(fyne.TextStyle{Bold: true, Italic: true}) != bold || th.Font(fyne.TextStyle{Monospace: true}) != regular ||
			th.Font(fyne.TextStyle{Symbol: true}) == regular {
			t.Errorf("%s: wrong face", s.Label())
		}
		if th.Size(theme.SizeNameText) != s.Measure().Text || th.Size(theme.SizeNameSeparatorThickness) != 1 {
			t.Errorf("%s: wrong size", s.Label())
		}
		dark := th.Color(theme.ColorNameBackground, theme.VariantDark)
		if dark != th.Color(theme.ColorNameBackground, theme.VariantLight) {
			t.Errorf("%s: dark where it should be light", s.Label())
		}
	}
	if Size(7).Measure() != Standard.Measure() {
		t.Error("an unknown size has no measures")
	}
}

// Contrast after WCAG 2.1: 4.5 for text, 3 for the ring and the edge of bars.
func TestContrast(t *testing.T) {
	ratio := func(a, b float64) float64 {
		if a < b {
			a, b = b, a
		}
		return (a + 0.05) / (b + 0.05)
	}
	for _, c := range []struct {
		name string
		got  float64
		want float64
	}{
		{"text on panel", ratio(luminance(Ink), luminance(Panel)), 7},
		{"text on selected row", ratio(luminance(Ink), luminance(RedTint)), 7},
		{"second on page", ratio(luminance(Second), luminance(Page)), 4.5},
		{"white on red", ratio(luminance(White), luminance(Red)), 4.5},
		{"amber on its ground", ratio(luminance(Amber), luminance(AmberBg)), 4.5},
		{"green on its ground", ratio(luminance(Green), luminance(GreenBg)), 4.5},
		{"red on its tint", ratio(luminance(Red), luminance(RedTint)), 4.5},
		{"link on panel", ratio(luminance(Link), luminance(Panel)), 4.5},
		{"ring on page", ratio(luminance(Ring), luminance(Page)), 3},
	} {
		if c.got < c.want {
			t.Errorf("%s: %.2f, want %.1f", c.name, c.got, c.want)
		}
	}
}

func TestEveryIconIsDrawn(t *testing.T) {
	for icon, path := range strokes {
		if !strings.HasPrefix(path, "M") {
			t.Errorf("%s: %q", icon, path)
		}
		if icon.Resource(Ink) != icon.Resource(Ink) {
			t.Errorf("%s: a new resource each time, which Fyne would cache each time", icon)
		}
	}
}
