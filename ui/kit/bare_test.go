package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/trial"
)

// A click on the bare page leaves the keyboard where it was, although the pointer does not move on.
func TestAClickOnTheBarePage(t *testing.T) {
	still(t)
	win := stage(t, Standard, 500, 400, NewWords("", Body))
	field := NewEntry()
	win.SetContent(container.NewStack(NewFeeler(), Inset(Gap4, Column(Gap2, field))))
	field.Focus()
	mouse := trial.On(win.Canvas())
	mouse.Click(trial.Middle(field))
	for what, click := range map[string]func(fyne.Position) fyne.CanvasObject{"one button": mouse.Click, "twice": mouse.DoubleClick} {
		if click(fyne.NewPos(400, 350)); win.Canvas().Focused() != fyne.Focusable(field) {
			t.Errorf("%s: the keyboard is with %T", what, win.Canvas().Focused())
		}
	}
}

// Words end with … where their place is narrower than they are.
func TestWordsWithin(t *testing.T) {
	stage(t, Standard, 500, 400, NewWords("", Body))
	w := NewWords("已对应到台账的所在团支部", Body)
	r := w.CreateRenderer().(*wordsRenderer)
	whole := r.MinSize().Width
	w.Within(whole)
	if r.sync(); r.text.Text != w.Text() {
		t.Errorf("cut without need: %q", r.text.Text)
	}
	w.Within(whole / 2)
	if got := r.MinSize().Width; got > whole/2 || r.text.Text == w.Text() || w.Text() != "已对应到台账的所在团支部" {
		t.Errorf("%q is %g wide of %g", r.text.Text, got, whole/2)
	}
}
