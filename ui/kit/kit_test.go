package kit

import (
	"os"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
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
	SetSize(theApp, Standard)
	return theApp
}

// TestMain gives every test hands that nobody but the test moves: by the real ones a toast of one test would look round on a
// thread of its own while the next test draws.
func TestMain(m *testing.M) {
	UseHands((&Still{}).Hands())
	os.Exit(m.Run())
}

// stage puts an object into a window of the test driver at a text size.
func stage(t *testing.T, size Size, w, h float32, object fyne.CanvasObject) fyne.Window {
	t.Helper()
	app := tempApp(t)
	SetSize(app, size)
	win := app.NewWindow("")
	win.SetPadded(false)
	win.SetContent(object)
	win.Resize(fyne.NewSize(w, h))
	return win
}

// still puts test hands in place for one test.
func still(t *testing.T) *Still {
	t.Helper()
	s := &Still{}
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

// A chart that compares many leaves none out, draws all to one scale and tells which was
// tapped.
func TestRungs(t *testing.T) {
	var rungs []Rung
	for i := range 50 {
		rungs = append(rungs, Rung{Label: "社区", Parts: []int{i, 2 * i}, Text: "家"})
	}
	r := NewRungs([]string{"已建", "未建"}, 0, rungs)
	w := test.NewTempWindow(t, r)
	w.Resize(fyne.NewSize(600, r.MinSize().Height))
	r.Resize(fyne.NewSize(600, r.MinSize().Height))
	d := test.WidgetRenderer(r).(*rungsRenderer)
	d.Layout(r.Size())
	if len(d.lines) != 50 || r.most != 147 {
		t.Fatalf("%d lines, a full bar is %d", len(d.lines), r.most)
	}
	last, half := d.lines[49], d.lines[24]
	if a, b := last.bars[1].Size().Width, 2*last.bars[0].Size().Width; a < b-1 || a > b+1 {
		t.Errorf("the parts are %v and %v wide", last.bars[0].Size(), last.bars[1].Size())
	}
	if full := last.bars[0].Size().Width + last.bars[1].Size().Width; half.bars[0].Size().Width > full/3 || last.text.Position().X+last.text.MinSize().Width > 600 {
		t.Errorf("a full bar is %v wide, its words end at %v", full, last.text.Position().X+last.text.MinSize().Width)
	}
	if !d.lines[0].bars[0].Hidden {
		t.Error("nothing is drawn as a bar")
	}
	tapped := -1
	r.OnTap = func(i int) { tapped = i }
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 2)})
	if tapped != -1 {
		t.Error("the legend was tapped")
	}
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, r.top()+7.5*barStep())})
	if tapped != 7 {
		t.Errorf("tapped %d", tapped)
	}
}
