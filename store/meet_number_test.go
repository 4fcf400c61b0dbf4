package store_test

import (
	"context"
	"slices"
	"testing"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// The street counts the packages of both copies in one row: after a meeting the next one
// follows the newest of either.
func TestNumbersGoOnAfterAMeeting(t *testing.T) {
	one, two := twoLaptops(t, func(b *store.Book) { stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11)) })
	_, street, err := parcel.KeysFrom(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	one.InProfile().StreetKey, two.InProfile().StreetKey = street, street
	submit := func(b *store.Book) (points.Submission, *parcel.Parcel, string) {
		sub, path, err := travel.Submit(context.Background(), b, travel.Sending{Dir: t.TempDir()}, nil)
		if err != nil {
			t.Fatal(err)
		}
		with, err := travel.Unlock(b, "")
		if err != nil {
			t.Fatal(err)
		}
		p, err := readParcel(t, path, with)
		if err != nil {
			t.Fatal(err)
		}
		return sub, p, path
	}
	submit(two)
	stage.Keep(t, two, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
	second, _, path := submit(two)
	m, err := travel.PlanMeet(context.Background(), one, path, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := m.Apply(); err != nil {
		t.Fatal(err)
	}
	third, p, _ := submit(one)
	if third.Number != 3 || p.Manifest.Previous != second.Digest {
		t.Errorf("%d after %s, want 3 after %s", third.Number, p.Manifest.Previous, second.Digest)
	}
	if fourth, _, _ := submit(one); fourth.Number != 4 {
		t.Errorf("%d", fourth.Number)
	}
}

// A branch below two that the meeting would put in a circle is in none itself: nobody is asked about it.
func TestABranchBelowACircleIsNotAsked(t *testing.T) {
	var low, a, b *ledger.Branch
	one, two := twoLaptops(t, func(book *store.Book) {
		low = stage.Keep(t, book, ledger.Branches, &ledger.Branch{Title: "丙团支部"})
		a, b = stage.Keep(t, book, ledger.Branches, &ledger.Branch{Title: "甲团支部"}), stage.Keep(t, book, ledger.Branches, &ledger.Branch{Title: "乙团支部"})
		stage.Alter(t, book, ledger.Branches, low, func(o *ledger.Branch) { o.Superior = a.ID })
	})
	low = one.Get(ledger.Branches, low.ID).(*ledger.Branch)
	stage.Alter(t, one, ledger.Branches, a, func(o *ledger.Branch) { o.Superior = b.ID })
	stage.Alter(t, two, ledger.Branches, low, func(o *ledger.Branch) { o.Note = "改过" })
	stage.Alter(t, two, ledger.Branches, b, func(o *ledger.Branch) { o.Superior = a.ID })
	m := meeting(t, one, packageOf(t, two, one))
	if len(m.Clashes) != 1 || m.Clashes[0].ID == low.ID {
		t.Errorf("%+v", m.Clashes)
	}
}

// What comes from the other laptop stands behind what was here, in the order in which it
// stood there.
func TestWhatComesFromTheOtherLaptopStandsLast(t *testing.T) {
	one, two := twoLaptops(t, func(b *store.Book) {
		stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	})
	stage.Keep(t, two, ledger.Members, stage.Person("王强", "2002-03-05", 12))
	stage.Keep(t, two, ledger.Members, stage.Person("安然", "2002-03-06", 13))
	stage.Keep(t, one, ledger.Members, stage.Person("周平", "2002-03-07", 14))
	meets(t, one, packageOf(t, two, one), travel.Undecided)
	var names []string
	for _, r := range find.ListOf(one.Today(), records.Query{Kind: ledger.Members}).Rows() {
		names = append(names, ledger.NameOf(r))
	}
	if want := []string{"李华", "周平", "王强", "安然"}; !slices.Equal(names, want) {
		t.Errorf("%v, want %v", names, want)
	}
}

// Two laptops remove the same person, each by itself, and one of them puts the person back.
// Two more laptops take their packages in either order, and must come to the same.
func TestTwoRemovalsAreNotOne(t *testing.T) {
	var who *ledger.Member
	all := stage.Laptops(t, 4, func(b *store.Book) {
		who = stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	})
	for _, b := range all[2:] {
		if err := b.Remove(ledger.Members, []value.ID{who.ID}, ""); err != nil {
			t.Fatal(err)
		}
	}
	back, err := undo.Last(all[2])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := back.Apply(); err != nil {
		t.Fatal(err)
	}
	for i, from := range [][]*store.Book{{all[2], all[3]}, {all[3], all[2]}} {
		for _, f := range from {
			m := meeting(t, all[i], packageOf(t, f, all[i]))
			if len(m.Clashes) > 0 {
				t.Fatalf("%+v", m.Clashes)
			}
			if m.Nothing() {
				continue
			}
			if _, _, err := m.Apply(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if diff := stage.HoldAlike(all[0], all[1]); diff != "" {
		t.Error(diff)
	}
	// Who takes over a removal has that one, and not another of its own: put back, it comes back.
	if err := all[3].Bin().Back(ledger.Members, []value.ID{who.ID}); err != nil {
		t.Fatal(err)
	}
	m := meeting(t, all[0], packageOf(t, all[3], all[0]))
	if len(m.Clashes) > 0 || m.Nothing() {
		t.Fatalf("%+v", m.Clashes)
	}
	if _, _, err := m.Apply(); err != nil {
		t.Fatal(err)
	}
	if all[0].Get(ledger.Members, who.ID) == nil {
		t.Error("what was put back does not come back")
	}
}
