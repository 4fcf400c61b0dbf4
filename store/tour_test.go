package store

import (
	"context"
	"path/filepath"
	"testing"
)

// The table of the tour comes in whole, and a second one brings other people.
func TestTheTableOfTheTourComesIn(t *testing.T) {
	b, err := Practice(context.Background(), filepath.Join(t.TempDir(), "练习.tjz"), testPassword, PracticeOptions{Members: 60, Seed: 1}, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for range 2 {
		before, err := b.TourMark()
		if err != nil {
			t.Fatal(err)
		}
		path, err := b.TourTable(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if p := takeIn(t, b, path); p.Report() != (Report{Rows: tourPeople, Added: tourPeople}) {
			t.Errorf("%+v\n%s", p.Report(), p.said())
		}
		after, err := b.TourMark()
		if err != nil || after.Members != before.Members+tourPeople || after.Imported <= before.Imported {
			t.Errorf("before %+v, after %+v, %v", before, after, err)
		}
	}
}

// The tour is of a community's practice ledger alone, and how far it is outlives the
// closing.
func TestTheTourIsRemembered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "练习.tjz")
	b, err := Practice(context.Background(), path, testPassword, PracticeOptions{Members: 20, Seed: 1}, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	if _, begun := b.Tour(); begun {
		t.Error("a tour nobody began")
	}
	if err := b.SetTour(TourState{At: 3, Off: true}); err != nil {
		t.Fatal(err)
	}
	b.Close()
	if b, err = Open(path, testPassword, testEnv()); err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if s, begun := b.Tour(); !begun || s != (TourState{At: 3, Off: true}) {
		t.Errorf("%+v, %v", s, begun)
	}
	real := freshBook(t)
	if err := real.SetTour(TourState{}); err == nil {
		t.Error("a ledger of real people takes a tour")
	}
	if _, err := real.TourTable(context.Background()); err == nil {
		t.Error("a ledger of real people makes a practice table")
	}
}
