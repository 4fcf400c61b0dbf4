package store

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"tuanjian/store/ledger"
)

var makeFixture = flag.Bool("make-fixture", false, "write testdata/ledger1.tjz anew; only before version 1 has shipped")

// A ledger of every shipped version stays readable for ever. This one was made by
// go test ./store -run TestOldLedger -make-fixture, and is never made again.
func TestOldLedger(t *testing.T) {
	fixture := filepath.Join("testdata", "ledger1.tjz")
	if *makeFixture {
		os.Remove(fixture)
		b, err := Practice(context.Background(), fixture, "correct horse", PracticeOptions{Members: 40, Seed: 7}, cheap())
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	}
	bytes, err := os.ReadFile(fixture)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.tjz")
	if err := os.WriteFile(path, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := Open(path, "correct horse", cheap())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	s := b.Summary()
	if s.Members+s.Left != 40 || s.Enterprises != 18 || s.Communities != 1 {
		t.Errorf("an old ledger reads as %d members, %d left, %d enterprises", s.Members, s.Left, s.Enterprises)
	}
	wounds, err := b.Check()
	if err != nil || len(wounds) > 0 {
		t.Error(err, wounds)
	}
	if l := b.List(Query{Kind: ledger.Members, Words: "李𬭎"}); l.Len() != 1 || l.Cell(0, "sex", false) == "" {
		t.Error("a member of an old ledger is not found, or not whole")
	}
}
