package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/look"
)

// TestAFieldOfOneLineHasNoScrollBar: however long its text is, the bar that scrolls it lies
// below the window through which the words are seen.
func TestAFieldOfOneLineHasNoScrollBar(t *testing.T) {
	tempApp(t)
	e := NewEntry()
	w := test.NewWindow(container.NewWithoutLayout(e))
	defer w.Close()
	e.Resize(fyne.NewSize(200, look.Now().Control))
	for _, text := range []string{strings.Repeat("塔前路二号", 20), "短", strings.Repeat("长", 60)} {
		e.SetText(text)
		bars := 0
		for _, o := range test.LaidOutObjects(e) {
			_, tapped := o.(fyne.Tappable)
			_, field := o.(fyne.Focusable)
			if !tapped || field {
				continue
			}
			bars++
			if top := o.Position().Y; o.Visible() && top < look.Now().Control {
				t.Errorf("%T stands %v below the top of a field %v high", o, top, look.Now().Control)
			}
		}
		if bars == 0 {
			t.Error("no bar was found to look at: the test looks at nothing")
		}
	}
}
