package figures

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/ui/kit"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
	"tuanjian/ui/stage"
	behind "tuanjian/ui/stand"
)

var (
	newBook, newStreetBook = stage.NewBook, stage.NewStreet
	words, said, button    = stage.Words, stage.Said, stage.Button
)

// own are the screens of this room and those that it leads to.
var own = page.Screens{Figures: Figures, Print: paper.Print}

type stand struct{ *behind.Stand }

func newStandOf(t *testing.T, size kit.Size, b *store.Book) *stand {
	t.Helper()
	return &stand{behind.On(t, size, b, own)}
}

func press(s *page.Shell, keys ...fyne.KeyName) { behind.Press(s, keys...) }
