package page

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/ui/kit"
)

// A stand is a real ledger behind a window of the test driver, with hands that do
// everything at once.
type stand struct {
	*Shell
	t     *testing.T
	still *kit.Still
}

// newStand puts a new ledger behind a window: an empty one, or with members a
// practice ledger.
func newStand(t *testing.T, size kit.Size, members int) *stand {
	t.Helper()
	return newStandOf(t, size, newBook(t, members))
}

func newStandOf(t *testing.T, size kit.Size, book *store.Book) *stand {
	t.Helper()
	s := &stand{t: t, still: &kit.Still{}}
	t.Cleanup(kit.UseHands(s.still.Hands()))
	t.Cleanup(kit.UseVoice(kit.Voice{Sentence: func(err error) string { return store.Tell(err).Message }, Log: func(err error) string { t.Log(err); return "" }}))
	app := tempApp(t)
	kit.SetSize(app, size)
	win := app.NewWindow("")
	win.SetPadded(false)
	toasts := kit.NewToasts()
	place := kit.Roomed()
	win.SetContent(container.NewStack(place, toasts))
	win.Resize(fyne.NewSize(1146, 692))
	s.Shell = NewShell(app, win, book, toasts, testEnv().Now, allScreens)
	s.Place = func(p *Page) { place.Objects = []fyne.CanvasObject{p.View}; place.Refresh() }
	s.Moved = func(string) {}
	win.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { s.Typed(ev.Name) })
	return s
}

// press gives keys to whatever has the keyboard, as the driver does.
func (s *stand) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		ev := &fyne.KeyEvent{Name: k}
		if f := s.Canvas().Focused(); f != nil {
			f.TypedKey(ev)
		} else {
			s.Typed(k)
		}
	}
}

// photograph keeps what the window shows where PAGE_PICTURES says, for the eye.
func (s *stand) photograph(name string) {
	s.t.Helper()
	dir := os.Getenv("PAGE_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, s.Canvas().Capture()); err != nil {
		s.t.Fatal(err)
	}
}

// words are all texts that can be seen below an object.
func words(o fyne.CanvasObject) string {
	var all []string
	for _, t := range test.LaidOutObjects(o) {
		switch t := t.(type) {
		case *kit.Words:
			all = append(all, t.Text())
		case *kit.Paragraph:
			all = append(all, t.Text())
		case *kit.Button:
			all = append(all, t.Label())
		case *kit.Picker:
			all = append(all, t.Text)
		case *canvas.Text:
			all = append(all, t.Text)
		}
	}
	return strings.Join(all, "|")
}

// told is the text of the question or notice over the page.
func (s *stand) told() string {
	if top := s.Canvas().Overlays().Top(); top != nil {
		return words(top)
	}
	return ""
}

// intents are what the journal says happened, newest first.
func (s *stand) intents() (all []string) {
	entries, err := s.Book.Journal(20)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Intent)
	}
	return all
}

// outside lists the texts and buttons that reach beyond the right edge of the window.
func (s *stand) outside() (all []string) {
	s.t.Helper()
	d := fyne.CurrentApp().Driver()
	for _, o := range test.LaidOutObjects(s.Page().View) {
		name := ""
		switch o := o.(type) {
		case *kit.Words:
			name = o.Text()
		case *kit.Paragraph:
			name = "paragraph"
		case *kit.Button:
			name = o.Label()
		}
		if name != "" && d.AbsolutePositionForObject(o).X+o.MinSize().Width > s.Canvas().Size().Width {
			all = append(all, name)
		}
	}
	return all
}

// narrow makes the window as wide as the tree leaves a page at 1366 in huge text.
func (s *stand) narrow() { s.Window.Resize(fyne.NewSize(1040, 600)) }
