package page

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
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
	moved string
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.Local)

func env() store.Env {
	e := store.System("test")
	e.Now = func() time.Time { return noon }
	e.Effort.Time, e.Effort.Memory, e.Effort.Threads = 1, 64, 1
	return e
}

// members > 0 makes a practice ledger of invented people, 0 an empty ledger.
func newStand(t *testing.T, size kit.Size, members int) *stand {
	t.Helper()
	s := &stand{t: t, still: &kit.Still{}}
	t.Cleanup(kit.UseHands(s.still.Hands()))
	t.Cleanup(kit.UseVoice(kit.Voice{Sentence: func(err error) string { return store.Tell(err).Message }, Log: func(err error) { t.Log(err) }}))
	var book *store.Book
	var err error
	path := filepath.Join(t.TempDir(), "ledger.tjz")
	if members > 0 {
		book, err = store.Practice(context.Background(), path, "practice-1234", store.PracticeOptions{Members: members, Seed: 7}, env())
	} else {
		book, _, err = store.Create(path, store.Profile{Name: "塔北社区"}, "李干事", "practice-1234", env())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	app := test.NewTempApp(t)
	kit.SetSize(app, size)
	win := app.NewWindow("")
	win.SetPadded(false)
	toasts := kit.NewToasts()
	place := container.NewStack()
	win.SetContent(container.NewStack(place, toasts))
	win.Resize(fyne.NewSize(1146, 692))
	s.Shell = NewShell(app, win, book, toasts, env().Now)
	s.Place = func(p *Page) { place.Objects = []fyne.CanvasObject{p.View}; place.Refresh() }
	s.Moved = func(key string) { s.moved = key }
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
func words(o fyne.CanvasObject) (all []string) {
	for _, t := range test.LaidOutObjects(o) {
		if w, ok := t.(interface{ Text() string }); ok {
			all = append(all, w.Text())
		}
	}
	return all
}
