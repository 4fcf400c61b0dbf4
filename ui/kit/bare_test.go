package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
	"tuanjian/ui/trial"
)

// A click on the bare page leaves the keyboard where it was, although the pointer does not move on.
func TestAClickOnTheBarePage(t *testing.T) {
	still(t)
	win := stage(t, look.Standard, 500, 400, look.NewWords("", look.Body))
	field := NewEntry()
	win.SetContent(container.NewStack(hands.NewFeeler(), look.Inset(look.Gap4, look.Column(look.Gap2, field))))
	field.Focus()
	mouse := trial.On(win.Canvas())
	mouse.Click(trial.Middle(field))
	for what, click := range map[string]func(fyne.Position) fyne.CanvasObject{"one button": mouse.Click, "twice": mouse.DoubleClick} {
		if click(fyne.NewPos(400, 350)); win.Canvas().Focused() != fyne.Focusable(field) {
			t.Errorf("%s: the keyboard is with %T", what, win.Canvas().Focused())
		}
	}
}
