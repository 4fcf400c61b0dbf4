package store_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/seal"
	"tuanjian/store/stage"
	"tuanjian/store/vault"
)

var makeFixture = flag.Bool("make-fixture", false, "write testdata/ledger1.tjz anew; only before version 1 has shipped")

// A ledger of every shipped version stays readable for ever. This one was made by
// go test ./store -run TestOldLedger -make-fixture, and is never made again.
func TestOldLedger(t *testing.T) {
	fixture := filepath.Join("testdata", "ledger1.tjz")
	if *makeFixture {
		os.Remove(fixture)
		b, err := practice.New(context.Background(), fixture, "correct horse", practice.Options{Members: 40, Seed: 7}, stage.Env())
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
	b, err := store.Open(path, "correct horse", stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	// Before it was brought to today's version it was copied, and the copy is the old file.
	if up := b.InVault().Upgraded(); up.From != 1 || up.To != len(store.Steps) || up.Copy == "" {
		t.Errorf("%+v", up)
	} else if old, err := vault.Open(up.Copy, func(slots []seal.Slot) (seal.Key, error) {
		key, _, err := seal.OpenPassword(slots, "", "correct horse")
		return key, err
	}, vault.Options{Random: stage.Env().Random, Steps: store.Steps[:1]}); err != nil {
		t.Error(err)
	} else if err := old.Close(); err != nil {
		t.Error(err)
	}
	s := rules.SummaryOf(b.Today())
	if s.Members+s.Left != 40 || s.Enterprises != 18 || s.Communities != 1 {
		t.Errorf("an old ledger reads as %d members, %d left, %d enterprises", s.Members, s.Left, s.Enterprises)
	}
	wounds, err := care.Check(b)
	if err != nil || len(wounds) > 0 {
		t.Error(err, wounds)
	}
	if l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Words: "李𬭎"}); l.Len() != 1 || l.Cell(0, "sex", ledger.Ends) == "" {
		t.Error("a member of an old ledger is not found, or not whole")
	}
}
