package page

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/look"
)

// TestMarkup keeps what an empty list is made of. A change that is meant is
// taken over from testdata/failed.
func TestMarkup(t *testing.T) {
	t.Run("empty list", func(t *testing.T) {
		s := onDesk(t, newBook(t, 0))
		listOn(s, records.Query{Kind: ledger.Branches})
		test.AssertRendersToMarkup(t, "empty_list.xml", s.Canvas())
	})
}

// TestEveryTextSizeFits: at 1366×700 no screen wants more width than there is.
func TestEveryTextSizeFits(t *testing.T) {
	s := onDesk(t, newBook(t, 60))
	first := find.ListOf(s.Book.Today(), records.Query{Kind: ledger.Members}).Row(0).Head().ID
	const left = 320 // the tree at 特大
	for _, size := range look.Sizes {
		look.SetSize(s.App, size)
		for name, show := range map[string]func() *Page{
			"members":  func() *Page { return List(s, records.Query{Kind: ledger.Members}).page },
			"branches": func() *Page { return List(s, records.Query{Kind: ledger.Branches}).page },
		} {
			p := show()
			s.put(p)
			if got := p.View.MinSize(); got.Width > 1366-left || got.Height > 640 {
				t.Errorf("%s at %s wants %v", name, size.Label(), got)
			}
		}
	}
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(first)
	if panel := l.layer.Objects[1]; panel.Position().X+panel.Size().Width > 1366.5 || panel.Position().X < 1366/4 {
		t.Errorf("the panel lies at %v, %v wide", panel.Position(), panel.Size())
	}
	s.Window.Resize(fyne.NewSize(1000, 700))
	if panel := l.layer.Objects[1]; panel.Size().Width < 990 {
		t.Errorf("in a narrow window the panel is %v wide", panel.Size().Width)
	}
}
