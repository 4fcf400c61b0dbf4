package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/look"
)

func middleHidden(s string) string {
	if len(s) < 11 {
		return s
	}
	return s[:6] + strings.Repeat("*", len(s)-10) + s[len(s)-4:]
}

// seen is what the field shows: the mask where it covers the text, else the text.
func seen(s *Secret) string {
	r := test.WidgetRenderer(s).(*secretRenderer)
	if r.cover.Visible() != r.text.Visible() {
		return "half covered"
	}
	if r.cover.Visible() {
		return r.text.Text
	}
	return s.Text
}

func TestSecretIsSeenOnlyWhileHeld(t *testing.T) {
	const masked = "430502********2929"
	s, next := NewSecret(middleHidden), NewEntry()
	s.SetText(someNumber)
	w := stage(t, look.Standard, 300, 120, look.Column(look.Gap2, s, next))
	c := w.Canvas()
	key := func(down bool) {
		ev := &fyne.KeyEvent{Name: desktop.KeyControlLeft}
		if down {
			s.KeyDown(ev)
		} else {
			s.KeyUp(ev)
		}
	}
	shows := func(when, want string) {
		t.Helper()
		if got := seen(s); got != want {
			t.Errorf("%s it shows %q, want %q", when, got, want)
		}
		if got := s.AccessibilityLabel(); got != want {
			t.Errorf("%s a reader says %q", when, got)
		}
	}
	shows("at first", masked)
	c.Focus(s)
	shows("with the keyboard", masked)
	press(s, fyne.KeyHome, fyne.KeyRight, fyne.KeyEnd)
	shows("after walking in it", masked)
	key(true)
	shows("with Ctrl held", someNumber)
	key(false)
	shows("with Ctrl up", masked)
	s.eye.MouseDown(mouseAt(1, 1))
	shows("with the eye held", someNumber)
	s.eye.MouseUp(mouseAt(1, 1))
	shows("with the eye let go", masked)
	s.eye.MouseDown(mouseAt(1, 1))
	s.eye.MouseOut()
	shows("with the mouse gone from the eye", masked)
	press(s, fyne.KeyBackspace)
	shows("after deleting a character", someNumber[:17])
	keyed(s, "9")
	shows("after typing it again", someNumber)
	key(true)
	c.Focus(next)
	shows("left with Ctrl down", masked)
	c.Focus(s)
	shows("come back to", masked)
	on := test.NewClipboard()
	on.SetContent("110101199001011237")
	s.TypedShortcut(&fyne.ShortcutSelectAll{})
	shows("with all selected", masked)
	s.TypedShortcut(&fyne.ShortcutCopy{Clipboard: on})
	if on.Content() != someNumber {
		t.Errorf("copied %q: the value is never the mask", on.Content())
	}
	shows("after copying", masked)
	on.SetContent("110101199001011237")
	s.TypedShortcut(&fyne.ShortcutPaste{Clipboard: on})
	shows("after pasting", "110101199001011237")
	c.Unfocus()
	s.SetText(someNumber)
	shows("set by the program", masked)
	if s.Text != someNumber {
		t.Errorf("the value is %q", s.Text)
	}
	s.SetText("4305")
	shows("too short to hide", "4305")
}

func TestSecretOfANewRecord(t *testing.T) {
	s, next := NewSecret(middleHidden), NewEntry()
	s.Open, s.Length = true, 18
	s.OnNext = func() { fyne.CurrentApp().Driver().CanvasForObject(s).Focus(next) }
	w := stage(t, look.Standard, 300, 120, look.Column(look.Gap2, s, next))
	w.Canvas().Focus(s)
	for i, r := range someNumber {
		if seen(s) != someNumber[:i] {
			t.Fatalf("after %d characters it shows %q", i, seen(s))
		}
		s.TypedRune(r)
	}
	if w.Canvas().Focused() != fyne.Focusable(next) {
		t.Fatal("a full field does not go on")
	}
	if seen(s) != "430502********2929" || s.Text != someNumber {
		t.Errorf("left: it shows %q and holds %q", seen(s), s.Text)
	}
	w.Canvas().Focus(s)
	if seen(s) != someNumber {
		t.Errorf("come back to: it shows %q", seen(s))
	}
}
