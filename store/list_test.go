package store

import (
	"context"
	"path/filepath"
	"testing"

	"tuanjian/store/ledger"
)

// Selected rows are a list of their own: it keeps the order that was asked for and
// leaves out what the rest of the query leaves out.
func TestOnlyTheSelected(t *testing.T) {
	b, err := Practice(context.Background(), filepath.Join(t.TempDir(), "a.tjz"), "correct horse", PracticeOptions{Members: 40, Seed: 5}, cheap())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	whole := b.List(Query{Kind: ledger.Members, Sort: "name"})
	q := Query{Kind: ledger.Members, Sort: "name", Only: []ledger.ID{whole.Row(9).Head().ID, whole.Row(2).Head().ID}}
	l := b.List(q)
	if l.Len() != 2 || l.Row(0) != whole.Row(2) || l.Row(1) != whole.Row(9) {
		t.Fatalf("%d rows, not the two selected in their order", l.Len())
	}
	q.Words = l.Cell(1, "name", false)
	if l := b.List(q); l.Len() != 1 || l.Row(0) != whole.Row(9) {
		t.Errorf("%d rows are selected and found", l.Len())
	}
	file := filepath.Join(t.TempDir(), "two.xlsx")
	if n, err := b.Export(context.Background(), Export{To: file, List: l}, nil); err != nil || n != 2 {
		t.Errorf("exported %d rows: %v", n, err)
	}
}
