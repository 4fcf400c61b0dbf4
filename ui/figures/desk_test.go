package figures

import (
	"testing"

	"tuanjian/store"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
	"tuanjian/ui/stage"
	behind "tuanjian/ui/stand"
)

var (
	newBook, newStreetBook = stage.NewBook, stage.NewStreet
	words, button          = stage.Words, stage.Button
)

// own are the screens of this room and those that it leads to.
var own = page.Screens{Figures: Figures, Print: paper.Print}

type stand struct{ *behind.Stand }

func newStandOf(t *testing.T, size look.Size, b *store.Book) *stand {
	t.Helper()
	return &stand{behind.On(t, size, b, own)}
}
