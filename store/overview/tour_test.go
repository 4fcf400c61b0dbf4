package overview_test

import (
	"context"
	"path/filepath"
	"testing"

	"tuanjian/store"
	"tuanjian/store/intake"
	"tuanjian/store/overview"
	"tuanjian/store/practice"
	"tuanjian/store/stage"
)

// The table of the tour comes in whole, and a second one brings other people.
func TestTheTableOfTheTourComesIn(t *testing.T) {
	b, err := practice.New(context.Background(), filepath.Join(t.TempDir(), "练习.tjz"), stage.Password, practice.Options{Members: 60, Seed: 1}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for range 2 {
		before, err := overview.MarkOf(b)
		if err != nil {
			t.Fatal(err)
		}
		path, err := practice.Table(context.Background(), b)
		if err != nil {
			t.Fatal(err)
		}
		if p := stage.TakeIn(t, b, path); p.Report() != (intake.Report{Rows: 5, Added: 5}) {
			t.Errorf("%+v\n%s", p.Report(), stage.FaultsSaid(p))
		}
		after, err := overview.MarkOf(b)
		if err != nil || after.Members != before.Members+5 || after.Imported <= before.Imported {
			t.Errorf("before %+v, after %+v, %v", before, after, err)
		}
	}
}

// The tour is of a community's practice ledger alone, and how far it is outlives the
// closing.
func TestTheTourIsRemembered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "练习.tjz")
	b, err := practice.New(context.Background(), path, stage.Password, practice.Options{Members: 20, Seed: 1}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	if _, begun := overview.StateOf(b); begun {
		t.Error("a tour nobody began")
	}
	if err := overview.SetTour(b, overview.TourState{At: 3, Off: true}); err != nil {
		t.Fatal(err)
	}
	b.Close()
	if b, err = store.Open(path, stage.Password, stage.Env()); err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if s, begun := overview.StateOf(b); !begun || s != (overview.TourState{At: 3, Off: true}) {
		t.Errorf("%+v, %v", s, begun)
	}
	real := stage.Book(t)
	if err := overview.SetTour(real, overview.TourState{}); err == nil {
		t.Error("a ledger of real people takes a tour")
	}
	if _, err := practice.Table(context.Background(), real); err == nil {
		t.Error("a ledger of real people makes a practice table")
	}
}
