package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/look"
)

// A long explanation scrolls by the keyboard and leaves the window room; Esc closes it
// and a further answer does what it says.
func TestExplain(t *testing.T) {
	w := stage(t, look.Huge, 1024, 700, look.NewWords("", look.Body))
	var parts []Explained
	for range 40 {
		parts = append(parts, Explained{"规则", "一条一条地写。"})
	}
	done := ""
	f := Explain(w.Canvas(), "姓名", append(parts, Explained{"空的", ""}), Answer{Verb: "全部按键", Do: func() { done = "keys" }})
	if got := f.MinSize(); got.Height > w.Canvas().Size().Height {
		t.Errorf("it wants %v of %v", got, w.Canvas().Size())
	}
	press := func(name fyne.KeyName) { w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	first := place(t, f, "一条一条地写。")
	press(fyne.KeyPageDown)
	if now := place(t, f, "一条一条地写。"); now >= first {
		t.Errorf("PageDown scrolls from %v to %v", first, now)
	}
	for _, o := range test.LaidOutObjects(f) {
		if p, ok := o.(*look.Paragraph); ok && p.Text() == "空的" {
			t.Error("a heading stands without a text")
		}
	}
	press(fyne.KeyLeft)
	press(fyne.KeyReturn)
	if done != "keys" || f.Shown() {
		t.Errorf("the further answer did %q, still open: %v", done, f.Shown())
	}
}

// place is how far down the first paragraph with the text stands.
func place(t *testing.T, f *Float, text string) float32 {
	t.Helper()
	for _, o := range test.LaidOutObjects(f) {
		if p, ok := o.(*look.Paragraph); ok && p.Text() == text {
			return fyne.CurrentApp().Driver().AbsolutePositionForObject(p).Y
		}
	}
	t.Fatal("nothing is shown")
	return 0
}
