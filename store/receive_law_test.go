package store_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// A posted is a package, and what its community's ledger held when it was written.
type posted struct {
	path   string
	office int
	number int
	held   map[string]string
}

// post lets three communities submit five times each, with changes of every kind in between.
func (w *district) post() (all []posted) {
	w.t.Helper()
	for i, b := range w.offices {
		some := people(w.t, b, i+1, 5)
		for n := 1; n <= 5; n++ {
			all = append(all, posted{w.submit(b), i, n, sent(b)})
			switch n {
			case 1:
				x := *some[1]
				x.Phone = "1375555000" + strconv.Itoa(i)
				some[1] = stage.Keep(w.t, b, ledger.Members, &x)
				people(w.t, b, 10*(i+1), 2)
			case 2:
				if err := b.Remove(ledger.Members, []value.ID{some[0].ID, some[2].ID}, "转走"); err != nil {
					w.t.Fatal(store.Tell(err).Message)
				}
			case 3:
				if err := b.Bin().Back(ledger.Members, []value.ID{some[2].ID}); err != nil {
					w.t.Fatal(store.Tell(err).Message)
				}
				x := *b.Get(ledger.Branches, some[3].Branch).(*ledger.Branch)
				x.State, x.StateFrom = codes.BranchAppointed, value.Day(2026, 9, 1)
				stage.Keep(w.t, b, ledger.Branches, &x)
			case 4:
				x := *some[1]
				x.Branch = value.ID{}
				stage.Keep(w.t, b, ledger.Members, &x)
			}
		}
	}
	return all
}

// Whatever packages come, some of them twice and in any order, the street has what the last one of each community that
// it took in holds; and when all is taken back, step by step, it has what it had before each step.
func TestTheStreetHasTheLastOfEach(t *testing.T) {
	w := newDistrict(t, 3)
	all := w.post()
	empty, err := os.ReadFile(w.street.Path())
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		path := filepath.Join(folder, strconv.Itoa(round)+".tjz")
		if err := os.WriteFile(path, empty, 0o600); err != nil {
			rt.Fatal(err)
		}
		b, err := store.Open(path, stage.Password, stage.Env())
		if err != nil {
			rt.Fatal(err)
		}
		defer b.Close()
		w.street = b
		var states []map[string]string
		last := make([]int, len(w.offices))
		for range rapid.IntRange(1, 6).Draw(rt, "rounds") {
			batch := rapid.SliceOfN(rapid.SampledFrom(all), 1, 6).Draw(rt, "batch")
			before := stage.Everything(b)
			in := travel.Receiving{Ruling: travel.Ruling{Lost: rapid.Bool().Draw(rt, "lost")}}
			for _, p := range batch {
				in.Paths = append(in.Paths, p.path)
			}
			r, err := readTrusting(b, in)
			if err != nil {
				rt.Fatal(store.Tell(err).Message)
			}
			seq, err := r.Apply(context.Background(), nil)
			if err != nil {
				rt.Fatal(store.Tell(err).Message)
			}
			taken := false
			for i, d := range r.Deliveries {
				p := batch[i]
				switch d.State {
				case travel.DeliveryReady, travel.DeliveryEarlier:
					taken = true
					if last[p.office] > 0 && !in.Lost && p.number <= last[p.office] && d.State == travel.DeliveryReady && r.Standing[p.office].Last != nil {
						if n, _ := r.Standing[p.office].Last.Number.Value(); n >= p.number {
							rt.Fatalf("package %d came after %d and was taken in", p.number, n)
						}
					}
					last[p.office] = max(last[p.office], p.number)
				case travel.DeliveryAgain, travel.DeliveryRefused:
				default:
					rt.Fatalf("%s %s", d.State, d.Message)
				}
			}
			if taken != (seq > 0) {
				rt.Fatalf("entry %d, taken in: %v", seq, taken)
			}
			if taken {
				states = append(states, before)
			} else if !reflect.DeepEqual(before, stage.Everything(b)) {
				rt.Fatal("nothing was taken in, and something changed")
			}
			for i, n := range last {
				want := map[string]string{}
				for _, p := range all {
					if p.office == i && p.number == n {
						want = p.held
					}
				}
				if got := w.held(districtNames[i]); !maps.Equal(got, want) {
					rt.Fatalf("after package %d of %s the street has\n%v\nwant\n%v", n, districtNames[i], got, want)
				}
			}
		}
		for i := len(states) - 1; i >= 0; i-- {
			plan, err := undo.Last(b)
			if err != nil {
				rt.Fatal(store.Tell(err).Message)
			}
			if _, err := plan.Apply(); err != nil || len(plan.Left) > 0 {
				rt.Fatal(err, plan.Left)
			}
			if got := stage.Everything(b); !reflect.DeepEqual(got, states[i]) {
				rt.Fatalf("after %d steps back the street has\n%v\nwant\n%v", len(states)-i, got, states[i])
			}
		}
		if wounds, err := care.Check(b); err != nil || len(wounds) > 0 {
			rt.Fatal(wounds, err)
		}
	})
}

// A reception that was looked at is not carried out when the ledger has changed since; one that was taken back can be
// received again; and one that has been answered stays.
func TestWhatCannotBeTakenBack(t *testing.T) {
	w := newDistrict(t, 1)
	a := w.offices[0]
	people(t, a, 1, 3)
	first, second := w.submit(a), ""
	r := w.trusting(travel.Receiving{Paths: []string{first}})
	stage.Keep(t, w.street, ledger.Communities, &ledger.Community{Title: "五一社区"})
	if _, err := r.Apply(context.Background(), nil); stage.CodeOf(err) != store.Changed {
		t.Errorf("%v", err)
	}
	w.receive(first)
	one := stage.Seq(w.street)
	second = w.submit(a)
	w.receive(second)
	two := stage.Seq(w.street)
	if _, err := undo.Of(w.street, one); stage.CodeOf(err) != store.Refused {
		t.Errorf("an older package alone: %v", err)
	}
	stage.Undo(t, w.street, two)
	stage.Undo(t, w.street, one)
	w.receive(first)
	three := stage.Seq(w.street)
	if _, err := undo.Of(w.street, one+3); stage.CodeOf(err) != store.Refused {
		t.Errorf("what was received anew cannot come back a second time: %v", err)
	}
	p := *rules.NewestParcel(stage.Now(w.street), w.community("塔北社区").ID)
	p.State, p.Answer = codes.ParcelAnswered, value.CountOf(1)
	if err := w.street.Write("reply", &store.Detail{}, func(t *store.Turn) error { return t.Put(ledger.Parcels, w.street.Get(ledger.Parcels, p.ID), &p) }); err != nil {
		t.Fatal(err)
	}
	if _, err := undo.Of(w.street, three); stage.CodeOf(err) != store.Refused {
		t.Errorf("one that was answered: %v", err)
	}
}
