package store_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// Selected rows are a list of their own: it keeps the order that was asked for and
// leaves out what the rest of the query leaves out.
func TestOnlyTheSelected(t *testing.T) {
	b, err := practice.New(context.Background(), filepath.Join(t.TempDir(), "a.tjz"), "correct horse", practice.Options{Members: 40, Seed: 5}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	whole := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Sort: "name"})
	q := records.Query{Kind: ledger.Members, Sort: "name", Only: []value.ID{whole.Row(9).Head().ID, whole.Row(2).Head().ID}}
	l := find.ListOf(b.Today(), q)
	if l.Len() != 2 || l.Row(0) != whole.Row(2) || l.Row(1) != whole.Row(9) {
		t.Fatalf("%d rows, not the two selected in their order", l.Len())
	}
	q.Words = l.Cell(1, "name", ledger.Ends)
	if l := find.ListOf(b.Today(), q); l.Len() != 1 || l.Row(0) != whole.Row(9) {
		t.Errorf("%d rows are selected and found", l.Len())
	}
	file := filepath.Join(t.TempDir(), "two.xlsx")
	if n, err := forms.Write(context.Background(), b, forms.Export{To: file, List: l}, nil); err != nil || n != 2 {
		t.Errorf("exported %d rows: %v", n, err)
	}
}

// A boss's name finds his enterprise, not everybody who works there; who bears the
// name comes before those who are found through what they belong to.
func TestPeopleAreFoundBeforeTheirUnits(t *testing.T) {
	b, _, err := store.Create(filepath.Join(t.TempDir(), "a.tjz"), store.Profile{Name: "塔北社区"}, "李干事", "correct horse", stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	save := func(kind ledger.Kind, r ledger.Record) ledger.Record {
		kept, err := b.Save(kind, r)
		if err != nil {
			t.Fatal(err)
		}
		return kept
	}
	works := save(ledger.Enterprises, &ledger.Enterprise{Title: "王记五金有限公司", Boss: "尉迟刚"})
	worker := save(ledger.Members, &ledger.Member{Title: "李平", Unit: works.Head().ID})
	namesake := save(ledger.Members, &ledger.Member{Title: "王记"})
	for query, want := range map[string][]ledger.Record{
		"尉迟": {works}, "yuchi": {works}, "五金": {works, worker}, "王记": {namesake, works, worker}, "wj": {namesake, works, worker},
	} {
		var got []ledger.Record
		for _, h := range find.Anything(b.Today(), query, 9).All() {
			got = append(got, h.Record)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s finds %d records, or in another order", query, len(got))
		}
	}
}
