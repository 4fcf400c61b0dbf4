// Package stand is what the tests of the screens outside of ui/page share: a Shell behind a
// window of the test driver. It knows pages and no screen, and is no part of the program.
package stand

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
)

// A Stand is a real ledger behind a window, with hands that do everything at once.
type Stand struct {
	*page.Shell
	*stage.Stage
}

// On puts a ledger behind a window as wide as the tree leaves a page; screens are those that
// the test goes to.
func On(t *testing.T, size look.Size, b *store.Book, screens page.Screens) *Stand {
	t.Helper()
	st := stage.New(t, size)
	return &Stand{shell(st, b, screens), st}
}

// OnDesk is the Shell of a ledger behind a wide window, which hears of what is saved.
func OnDesk(t *testing.T, b *store.Book, screens page.Screens) *page.Shell {
	t.Helper()
	s := shell(stage.NewWide(t), b, screens)
	t.Cleanup(b.Watch(s.Changed))
	return s
}

func shell(st *stage.Stage, b *store.Book, screens page.Screens) *page.Shell {
	app, w, toasts := st.Parts()
	s := page.NewShell(app, w, b, toasts, stage.Env().Now, screens)
	s.Place = func(p *page.Page) { st.Put(p.View) }
	s.Moved, s.Close = func(string) {}, func() {}
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { s.Typed(ev.Name) })
	return s
}

// Press gives keys to whatever has the keyboard.
func (s *Stand) Press(keys ...fyne.KeyName) { Press(s.Shell, keys...) }

// Intents are what the journal says happened, newest first.
func (s *Stand) Intents() (all []string) {
	entries, err := s.Book.Journal(20)
	if err != nil {
		s.T.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Intent)
	}
	return all
}

// Press gives keys to whatever has the keyboard on a Shell's window.
func Press(s *page.Shell, keys ...fyne.KeyName) { stage.Press(s.Canvas(), s.Typed, keys...) }

// Form is the form on show.
func Form(t testing.TB, s *page.Shell) *form.Form {
	t.Helper()
	for _, o := range test.LaidOutObjects(s.Page().View) {
		if f, ok := o.(*form.Form); ok {
			return f
		}
	}
	t.Fatal("no form is on show")
	return nil
}
