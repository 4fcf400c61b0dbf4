package page

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/kit"
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
	for _, size := range kit.Sizes {
		kit.SetSize(s.App, size)
		for name, show := range map[string]func() *Page{
			"home":     func() *Page { return Home(s) },
			"members":  func() *Page { return List(s, records.Query{Kind: ledger.Members}).page },
			"branches": func() *Page { return List(s, records.Query{Kind: ledger.Branches}).page },
		} {
			p := show()
			s.put(p)
			if got := p.View.MinSize(); got.Width > 1366-left || got.Height > 640 {
				t.Errorf("%s at %s wants %v", name, size.Label(), got)
			}
			for _, o := range test.LaidOutObjects(p.View) {
				if tile, ok := o.(*kit.Tile); ok && tile.Position().X+tile.Size().Width > 1366 {
					t.Errorf("%s at %s: a tile ends at %v", name, size.Label(), tile.Position().X+tile.Size().Width)
				}
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

func TestHomeLeadsToTheLists(t *testing.T) {
	s := onDesk(t, newBook(t, 300))
	s.put(Home(s))
	rows, ok := s.Canvas().Focused().(*kit.Rows)
	if !ok || len(rows.Items()) == 0 {
		t.Fatalf("the home page gives the keyboard to %T", s.Canvas().Focused())
	}
	for range 2 {
		s.page.Changed(store.Change{}) // the page is drawn anew
		if now := s.Canvas().Focused(); now != s.page.First || now == fyne.Focusable(rows) {
			t.Fatal("the keyboard stays in rows that are shown no more")
		}
		rows = s.Canvas().Focused().(*kit.Rows)
	}
	want := rows.Items()[0].Lead
	press(s, fyne.KeyReturn)
	if s.page.Key == "home" {
		t.Fatal("Enter on what needs doing opens nothing")
	}
	for _, o := range test.LaidOutObjects(s.page.View) {
		if words, ok := o.(*kit.Words); ok && words.Text() == "共 "+want+" 人" {
			return
		}
	}
	t.Errorf("the list does not show %s", want)
}
