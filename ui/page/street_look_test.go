package page

import (
	"testing"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/face"
	"tuanjian/ui/look"
)

// TestListsOfAStreet shows a street's lists with 8 and with 50 communities, at the smallest and the largest text.
func TestListsOfAStreet(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		for n, word := range map[int]string{8: "8", 50: "50"} {
			t.Run(word+name, func(t *testing.T) {
				s := newStandOf(t, size, newStreetBook(t, n))
				what := func(page string) string { return "street-" + page + "-" + word + name }
				for _, kind := range []ledger.Kind{ledger.Communities, ledger.Officers, ledger.Liaisons, ledger.Visits} {
					s.Show(List(s.Shell, face.List(kind)).page)
					s.Fits(what("list-" + kind.Name()))
				}
				l := listOn(s.Shell, records.Query{Kind: ledger.Members, Tab: "on", Under: records.Place{Kind: "community", ID: communityAt(s.Book, 0)}, Sort: "name"})
				l.open(l.rows.Row(3).Head().ID)
				s.Fits(what("received"))
				l = listOn(s.Shell, records.Query{Kind: ledger.Liaisons, Tab: "late"})
				l.open(l.rows.Row(0).Head().ID)
				s.Fits(what("liaison"))
				l.panel.tabs.Choose(1)
				l.panel.turn(1)
				s.Fits(what("visits"))
			})
		}
	}
}
