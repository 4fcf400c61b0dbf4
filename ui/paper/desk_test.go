package paper

import (
	"testing"

	"tuanjian/store"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	behind "tuanjian/ui/stand"
)

var testEnv, newBook, words, button = stage.Env, stage.NewBook, stage.Words, stage.Button

// own are the screens of this room.
var own = page.Screens{Export: Export, Print: Print, Papers: Papers, Blanks: Blanks, Jobs: func(*page.Shell) *page.Page {
	return &page.Page{Title: "办事", View: look.NewWords("办事", look.Body)}
}}

type stand struct{ *behind.Stand }

func newStand(t *testing.T, size look.Size, members int) *stand {
	t.Helper()
	return &stand{behind.On(t, size, newBook(t, members), own)}
}

func onDesk(t *testing.T, b *store.Book) *page.Shell {
	t.Helper()
	return behind.OnDesk(t, b, own)
}
