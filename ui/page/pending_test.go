package page

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/ui/face"
)

// TestPendingSaysWhy: the list of what waits to be checked is called so, says of each
// record why it waits, opens it at that field, and goes on to the next in the same way.
func TestPendingSaysWhy(t *testing.T) {
	b := newBook(t, 300)
	s := onDesk(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: face.Pending, Sort: "name"})
	if l.length() < 3 {
		t.Fatalf("%d wait", l.length())
	}
	if l.title.Text() != "待核的团员" || l.page.Title != "待核的团员" {
		t.Errorf("called %s and %s", l.title.Text(), l.page.Title)
	}
	if i := slices.Index(l.keys, find.FaultsKey); i != 1 {
		t.Fatalf("the reason is column %d of %v", i, l.keys)
	}
	for row := range l.length() {
		faults := rules.Faults(b.Today(), ledger.Members, l.rows.Row(row))
		if len(faults) == 0 || !strings.HasPrefix(l.cell(row, 1), faults[0].Text) || !strings.HasPrefix(l.reason(row), faults[0].Text) {
			t.Fatalf("row %d says %q, its sign %q", row, l.cell(row, 1), l.reason(row))
		}
	}
	at := func() (string, string) {
		key, _ := l.panel.form.At()
		for _, f := range rules.Faults(b.Today(), ledger.Members, l.panel.was) {
			if i := ledger.Members.At(f.Key); i >= 0 && i < ledger.Members.Fields() {
				return key, f.Key
			}
		}
		return key, ""
	}
	for row := range 3 {
		l.openRow(row)
		if got, want := at(); got != want {
			t.Errorf("row %d opens at %q, its fault is at %q", row, got, want)
		}
		l.panel.form.Cancel()
	}
	s.Canvas().Focus(l.grid)
	tapTab(s, l, "on")
	if slices.Contains(l.keys, find.FaultsKey) || l.title.Text() != "团员" {
		t.Errorf("other tabs have %v and are called %s", l.keys, l.title.Text())
	}
	tapTab(s, l, face.Pending)
	if !slices.Contains(l.keys, find.FaultsKey) || l.kept.Columns != nil {
		t.Errorf("come back to, it has %v", l.keys)
	}
	if s.Canvas().Focused() != fyne.Focusable(l.grid) {
		t.Error("the keyboard is not in the rows")
	}
}

// TestReasonIsAColumnOfTheList: the list can be put in order by it.
func TestReasonIsAColumnOfTheList(t *testing.T) {
	b := newBook(t, 300)
	rows := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: face.Pending, Sort: find.FaultsKey})
	before := ""
	for i := range rows.Len() {
		text := rows.Cell(i, find.FaultsKey, ledger.Ends)
		if text == "" {
			t.Fatalf("row %d says nothing", i)
		}
		if i > 0 && i < 5 && before == "" {
			t.Error("not in order")
		}
		before = text
	}
}
