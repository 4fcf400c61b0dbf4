package page

import (
	"slices"
	"testing"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/ui/face"
)

// Each tab that says why its rows are there is one, with columns that its kind has.
func TestTabsThatSayWhy(t *testing.T) {
	v := newBook(t, 0).Today()
	for key, columns := range whys {
		found := false
		for _, kind := range ledger.All {
			tabs := rules.Tabs(v, kind, records.Place{})
			if !slices.ContainsFunc(tabs, func(tab rules.Tab) bool { return tab.Key == key }) || !find.Has(kind, columns[0]) {
				continue
			}
			found = true
			for _, c := range columns {
				if !find.Has(kind, c) {
					t.Errorf("%s of %s has no column %s", key, kind.Title(), c)
				}
			}
		}
		if !found {
			t.Errorf("no kind has the tab %s", key)
		}
	}
}

// Who has not been visited stands ready as a tab of the enterprises, and says when somebody was there last.
func TestTheUnvisitedStandReady(t *testing.T) {
	b := newBook(t, 0)
	s := onDesk(t, b)
	if _, err := b.Save(ledger.Enterprises, &ledger.Enterprise{Title: "东升五金", Business: "1", Visited: 20200304}); err != nil {
		t.Fatal(err)
	}
	l := listOn(s, face.List(ledger.Enterprises))
	at := slices.Index(l.tabKeys, rules.UnvisitedTab)
	if at < 0 {
		t.Fatalf("tabs %v", l.tabKeys)
	}
	l.turnTo(at)
	if l.length() != 1 || !slices.Contains(l.keys, find.SeenKey) || l.cell(0, slices.Index(l.keys, find.SeenKey)) != "2020-03-04" {
		t.Errorf("%d rows, columns %v", l.length(), l.keys)
	}
	l.turnTo(0)
	if slices.Contains(l.keys, find.SeenKey) {
		t.Error("the column stays")
	}
}
