package page

import (
	"context"
	"path/filepath"
	"testing"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
)

// newStreetBook makes a practice street with so many communities; an empty one for 0.
func newStreetBook(t *testing.T, communities int) *store.Book {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s.tjz")
	var b *store.Book
	var err error
	if communities > 0 {
		b, err = store.Practice(context.Background(), path, password, store.PracticeOptions{Members: 60 * communities, Seed: 7, Street: true, Communities: communities}, testEnv())
	} else {
		b, _, err = store.Create(path, store.Profile{Name: "小江湖街道", Street: true}, "李干事", password, testEnv())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// community finds one by its place.
func communityAt(b *store.Book, at int) ledger.ID { return b.Arrivals()[at].Community.ID }

// fits looks that the page on show wants no more room than there is.
func (s *stand) fits(what string) {
	s.t.Helper()
	if got := s.Page().View.MinSize(); got.Width > 1366-220 || got.Height > 640 {
		s.t.Errorf("%s wants %v", what, got)
	}
	s.photograph(what)
}

// TestScreensOfAStreet shows a street's screens with 8 and with 50 communities and
// empty, at the smallest and the largest text.
func TestScreensOfAStreet(t *testing.T) {
	for name, size := range map[string]kit.Size{"": kit.Standard, "-huge": kit.Huge} {
		for n, word := range map[int]string{0: "empty", 8: "8", 50: "50"} {
			t.Run(word+name, func(t *testing.T) {
				s := newStandOf(t, size, newStreetBook(t, n))
				what := func(page string) string { return "street-" + page + "-" + word + name }
				s.Show(Home(s.Shell))
				s.fits(what("home"))
				s.ShowSubmit()
				s.fits(what("exchange"))
				if n == 0 {
					return
				}
				s.Show(Community(s.Shell, communityAt(s.Book, 0)))
				s.fits(what("community"))
				s.Show(Community(s.Shell, communityAt(s.Book, 7)))
				s.fits(what("missing"))
				s.Show(Notice(s.Shell))
				s.fits(what("notice"))
				for tab, page := range map[int]string{replyDues: "dues", replyDoubles: "doubles"} {
					s.Show(newReply(s.Shell, tab).page)
					s.fits(what(page))
				}
				for _, kind := range []ledger.Kind{ledger.Communities, ledger.Officers, ledger.Liaisons, ledger.Visits} {
					s.Show(List(s.Shell, face.List(kind)).page)
					s.fits(what("list-" + kind.Name()))
				}
				l := listOn(s.Shell, store.Query{Kind: ledger.Members, Tab: "on", Under: store.Place{Kind: "community", ID: communityAt(s.Book, 0)}, Sort: "name"})
				l.open(l.rows.Row(3).Head().ID)
				s.fits(what("received"))
				l = listOn(s.Shell, store.Query{Kind: ledger.Liaisons, Tab: "late"})
				l.open(l.rows.Row(0).Head().ID)
				s.fits(what("liaison"))
				l.panel.tabs.Choose(1)
				l.panel.turn(1)
				s.fits(what("visits"))
			})
		}
	}
}
