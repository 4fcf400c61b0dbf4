package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/look"
	"tuanjian/ui/trial"
)

// TestTips: words stand beside a pointer that rests, go when it leaves, and lie above
// an open panel where the pointer is in it.
func TestTips(t *testing.T) {
	clock := still(t)
	tips := NewTips()
	place := look.NewWords("东建公…", look.Body)
	w := stage(t, look.Standard, 400, 300, container.NewStack(place, tips))
	Point(place, fyne.NewPos(20, 10), "东建公司团支部")
	if tips.Text() != "" {
		t.Error("told before the pointer has rested")
	}
	clock.Pass(tipAfter)
	if tips.Text() != "东建公司团支部" {
		t.Fatalf("told %q", tips.Text())
	}
	trial.Photograph(t, w.Canvas(), "tip")
	Point(place, fyne.NewPos(24, 10), "东建公司团支部")
	if tips.Text() == "" {
		t.Error("gone though the pointer is where it was")
	}
	Point(place, fyne.NewPos(24, 40), "")
	clock.Pass(tipAfter)
	if tips.Text() != "" {
		t.Error("stays though the pointer is elsewhere")
	}
	inner := look.NewWords("甲", look.Body)
	f := NewFloat(w.Canvas(), inner)
	Point(place, fyne.NewPos(20, 10), "下面")
	f.Open(nil)
	clock.Pass(tipAfter)
	if tips.Text() != "" {
		t.Error("told of what lies under a panel")
	}
	Point(inner, fyne.NewPos(2, 2), "上面")
	clock.Pass(tipAfter)
	if f.tips.Text() != "上面" || tips.Text() != "" {
		t.Errorf("over the panel %q, under it %q", f.tips.Text(), tips.Text())
	}
}
