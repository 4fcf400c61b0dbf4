package kit

import (
	"os"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// theApp is one for all tests: each new one makes Fyne read its fonts anew, and the
// former ones stay.
var theApp fyne.App

// tempApp answers it without the windows of the test before, at the standard size.
func tempApp(t testing.TB) fyne.App {
	t.Helper()
	if theApp == nil {
		theApp = test.NewApp()
		theApp.NewWindow("") // the driver always wants one to answer
	}
	t.Cleanup(func() {
		for _, w := range slices.Clone(theApp.Driver().AllWindows()[1:]) {
			w.Close()
		}
		clear(toastsUp) // a toast of a window that is gone would look round, by a clock of its own, while the next test draws
	})
	fyne.SetCurrentApp(theApp) // Fyne's own assertions leave another behind
	look.SetSize(theApp, look.Standard)
	return theApp
}

// TestMain gives every test hands that nobody but the test moves: by the real ones a toast of one test would look round on a
// thread of its own while the next test draws.
func TestMain(m *testing.M) {
	UseHands((&hands.Still{}).Hands())
	os.Exit(m.Run())
}

// stage puts an object into a window of the test driver at a text size.
func stage(t *testing.T, size look.Size, w, h float32, object fyne.CanvasObject) fyne.Window {
	t.Helper()
	app := tempApp(t)
	look.SetSize(app, size)
	win := app.NewWindow("")
	win.SetPadded(false)
	win.SetContent(object)
	win.Resize(fyne.NewSize(w, h))
	return win
}

// still puts test hands in place for one test.
func still(t *testing.T) *hands.Still {
	t.Helper()
	s := &hands.Still{}
	t.Cleanup(UseHands(s.Hands()))
	return s
}

func press(on fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		on.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// keyed types as a keyboard does: for each character the key, then the character.
func keyed(on fyne.Focusable, text string) {
	for _, r := range text {
		name := fyne.KeyName(string(r))
		if r >= 'a' && r <= 'z' {
			name = fyne.KeyName(string(r - 'a' + 'A'))
		}
		on.TypedKey(&fyne.KeyEvent{Name: name})
		on.TypedRune(r)
	}
}

func withShift(on desktop.Keyable, do func()) {
	on.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	do()
	on.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

func mouseAt(x, y float32) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary}
}
