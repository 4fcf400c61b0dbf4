package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// A way to narrow a list is kept by name: the same rows come again by it, in another list of the kind, until it is taken away.
func TestAFavouriteIsKeptByName(t *testing.T) {
	s := onDesk(t, newBook(t, 200))
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on"})
	if deeds := l.favouriteDeeds(l.find); len(deeds) != 0 {
		t.Fatalf("%d deeds where nothing is narrowed", len(deeds))
	}
	l.filter("sex", []string{"女"})
	l.find.SetText("zhang")
	want := l.length()
	if want == 0 {
		t.Fatal("nobody is left")
	}
	l.favouriteDeeds(l.find)[0].Do() // keep what is in force
	press(s, fyne.KeyF10)
	again := listOn(s, records.Query{Kind: ledger.Members, Sort: "name"})
	deeds := again.favouriteDeeds(again.find)
	if len(deeds) != 2 || deeds[0].Label != "常用：女，zhang" {
		t.Fatalf("%+v", deeds)
	}
	deeds[0].Do()
	if q := again.q; again.length() != want || again.find.Text != "zhang" || q.Tab != "on" || len(q.Filters) != 1 || q.Sort != "" {
		t.Errorf("%d of %d, %+v", again.length(), want, q)
	}
	if n := find.ListOf(s.Book.Today(), again.q).Len(); n != want {
		t.Errorf("%d rows, want %d", n, want)
	}
	again.keepFavourites(nil, "")
	if left := again.favourites(); len(left) != 0 {
		t.Errorf("%+v", left)
	}
}
