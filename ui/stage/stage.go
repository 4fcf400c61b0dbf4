package stage

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/trial"
)

// theApp is one for all tests: each new one makes Fyne read its fonts anew, and the
// former ones stay.
var theApp fyne.App

// kept are the names of the preferences that screens keep; a test begins without them.
var kept = []string{"recent", "text.size", "advance.off", "lock.minutes", "intake.folder", "submit.folder"}

// App answers the app without the windows and the preferences of the test before, at the standard size.
func App(t testing.TB) fyne.App {
	t.Helper()
	if theApp == nil {
		theApp = test.NewApp()
		theApp.NewWindow("") // the driver always wants one to answer
	}
	t.Cleanup(func() {
		for _, w := range slices.Clone(theApp.Driver().AllWindows()[1:]) {
			w.Close()
		}
		for _, key := range kept {
			theApp.Preferences().RemoveValue(key)
		}
	})
	fyne.SetCurrentApp(theApp) // a test may have left another behind
	look.SetSize(theApp, look.Standard)
	return theApp
}

// Hands do everything at once and timers when the Still lets time pass; what goes wrong says
// its sentence.
func Hands(t testing.TB) *hands.Still {
	t.Helper()
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	t.Cleanup(kit.UseVoice(kit.Voice{Sentence: func(err error) string { return store.Tell(err).Message }, Log: func(err error) string { t.Log(err); return "" }}))
	return still
}

// A Stage is a window of the test driver.
type Stage struct {
	T     *testing.T
	Still *hands.Still

	window fyne.Window
	toasts *kit.Toasts
	place  *fyne.Container
}

// New makes a window as wide as the tree leaves a page, with hands.
func New(t *testing.T, size look.Size) *Stage {
	return newStage(t, size, look.Roomed(), fyne.NewSize(1146, 692))
}

// NewWide makes a window of 1366 at the standard size in which a page has all the room.
func NewWide(t *testing.T) *Stage {
	return newStage(t, look.Standard, container.NewStack(), fyne.NewSize(1366, 700))
}

func newStage(t *testing.T, size look.Size, place *fyne.Container, room fyne.Size) *Stage {
	t.Helper()
	s := &Stage{T: t, Still: Hands(t), toasts: kit.NewToasts(), place: place}
	app := App(t)
	look.SetSize(app, size)
	s.window = app.NewWindow("")
	s.window.SetPadded(false)
	s.window.SetContent(container.NewStack(s.place, s.toasts))
	s.window.Resize(room)
	return s
}

// Parts are what a Shell has of the window.
func (s *Stage) Parts() (fyne.App, fyne.Window, *kit.Toasts) { return theApp, s.window, s.toasts }

// Put puts a view in the middle.
func (s *Stage) Put(view fyne.CanvasObject) {
	s.place.Objects = []fyne.CanvasObject{view}
	s.place.Refresh()
}

// Photograph keeps what the window shows where PICTURES says, for the eye.
func (s *Stage) Photograph(name string) { trial.Photograph(s.T, s.window.Canvas(), name) }

// Top is what lies over the page, nil for nothing.
func (s *Stage) Top() fyne.CanvasObject { return s.window.Canvas().Overlays().Top() }

// Told is the text of the question or notice over the page.
func (s *Stage) Told() string {
	if top := s.Top(); top != nil {
		return Words(top)
	}
	return ""
}

// Narrow makes the window as wide as the tree leaves a page at 1366 in huge text.
func (s *Stage) Narrow() { s.window.Resize(fyne.NewSize(1040, 600)) }

// Fits looks that what is on show wants no more room than there is.
func (s *Stage) Fits(what string) {
	s.T.Helper()
	if got := s.place.Objects[0].MinSize(); got.Width > 1366-220 || got.Height > 640 {
		s.T.Errorf("%s wants %v", what, got)
	}
	s.Photograph(what)
}

// Outside lists the texts and buttons that reach beyond the right edge of the window.
func (s *Stage) Outside() []string { return Outside(s.window, s.place.Objects[0]) }

// Outside lists the texts and buttons of a view that reach beyond the right edge of its window.
func Outside(w fyne.Window, view fyne.CanvasObject) (all []string) {
	d := fyne.CurrentApp().Driver()
	for _, o := range test.LaidOutObjects(view) {
		name := ""
		switch o := o.(type) {
		case *look.Words:
			name = o.Text()
		case *look.Paragraph:
			name = "paragraph"
		case *kit.Button:
			name = o.Label()
		}
		if name != "" && d.AbsolutePositionForObject(o).X+o.MinSize().Width > w.Canvas().Size().Width {
			all = append(all, name)
		}
	}
	return all
}

// Press gives keys to whatever has the keyboard, as the driver does; typed has those that
// nothing takes.
func Press(c fyne.Canvas, typed func(fyne.KeyName) bool, keys ...fyne.KeyName) {
	for _, k := range keys {
		if f := c.Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: k})
		} else {
			typed(k)
		}
	}
}

// Keyed types as a keyboard does: for each character the key, then the character.
func Keyed(c fyne.Canvas, text string) {
	for _, r := range text {
		f := c.Focused()
		if f == nil {
			return
		}
		name := fyne.KeyName(string(r))
		if r >= 'a' && r <= 'z' {
			name = fyne.KeyName(string(r - 'a' + 'A'))
		}
		if r < 0x80 {
			f.TypedKey(&fyne.KeyEvent{Name: name})
		}
		c.Focused().TypedRune(r)
	}
}

// InTwoSizes photographs a page in the frame of the window in two sizes of text, and checks that
// it fits.
func InTwoSizes(t *testing.T, w fyne.Window, view fyne.CanvasObject, name string) {
	t.Helper()
	for _, size := range []look.Size{look.Standard, look.Huge} {
		look.SetSize(theApp, size)
		w.Resize(fyne.NewSize(1366, 700))
		if got := view.MinSize(); got.Width > 1366-200 || got.Height > 700 {
			t.Errorf("%s at %s wants %v", name, size.Label(), got)
		}
		trial.Photograph(t, w.Canvas(), name+"_"+size.Label())
	}
	look.SetSize(theApp, look.Standard)
}
