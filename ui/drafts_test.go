package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
)

// typedInto is the text of the field that has the keyboard.
func typedInto(d *desk) string {
	if e, ok := d.w.Canvas().Focused().(*kit.Entry); ok {
		return e.Text
	}
	return ""
}

// TestTypingOutlivesTheWindow: half a name is typed, the window goes without a
// word, as when the power is cut; a new window on the same file stands in the same
// field with the same text.
func TestTypingOutlivesTheWindow(t *testing.T) {
	still := &hands.Still{}
	d := onDesk(t)
	t.Cleanup(kit.UseHands(still.Hands()))
	b := d.frame.shell.Book
	key(d, fyne.KeyF9)
	for _, r := range "刘" {
		d.w.Canvas().Focused().TypedRune(r)
	}
	still.Pass(2 * time.Second)
	if err := b.Close(); err != nil { // nothing else is told that it ends
		t.Fatal(err)
	}
	again, err := store.Open(b.Path(), password, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	next := newDesk(d.a, d.a.NewWindow(""), Options{Env: testEnv(), Book: again})
	next.begin()
	next.w.Resize(fyne.NewSize(1366, 700))
	if got := typedInto(next); got != "刘" {
		t.Fatalf("the new window stands in %T with %q", next.w.Canvas().Focused(), got)
	}
	next.w.Canvas().Focused().TypedRune('婧')
	if got := typedInto(next); got != "刘婧" {
		t.Errorf("typing goes on as %q", got)
	}
	if next.frame.shell.Page().Key != "member" {
		t.Errorf("the page is %q", next.frame.shell.Page().Key)
	}
}

// TestLockKeepsWhatIsTyped: no question, and everything is there after the password.
func TestLockKeepsWhatIsTyped(t *testing.T) {
	d := onDesk(t)
	key(d, fyne.KeyF9)
	d.w.Canvas().Focused().TypedRune('刘')
	d.control(fyne.KeyL)
	if d.frame != nil || d.w.Canvas().Overlays().Top() != nil {
		t.Fatal("the lock asks something")
	}
	for _, r := range password {
		d.w.Canvas().Focused().TypedRune(r)
	}
	key(d, fyne.KeyReturn)
	if got := typedInto(d); got != "刘" {
		t.Errorf("after the lock the form has %q; frame %v, at %T", got, d.frame != nil, d.w.Canvas().Focused())
	}
}
