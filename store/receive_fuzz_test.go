package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// A community that the street knows sends tables of anything: the street never panics, touches nothing of others, keeps
// no reference that leads nowhere or to another community, and what it took in can be taken back.
func TestTheStreetTakesAnything(t *testing.T) { rapid.Check(t, anything(t)) }

// FuzzReceive is the same with what a fuzzer makes up.
func FuzzReceive(f *testing.F) { fuzzLaw(f, anything) }

// anything makes a street and gives the law.
func anything(f testing.TB) func(t *rapid.T) {
	w := newDistrict(f, 2)
	a, b := w.offices[0], w.offices[1]
	theirs := people(f, a, 1, 2)
	people(f, b, 2, 2)
	w.receive(w.submit(a), w.submit(b))
	officer := stage.Keep(f, w.street, ledger.Officers, &ledger.Officer{Title: "石书记", Duty: codes.DutySecretary, From: value.Day(2024, 1, 1)})
	start, err := os.ReadFile(w.street.Path())
	if err != nil {
		f.Fatal(err)
	}
	folder := f.TempDir()
	pool := []value.ID{id(1), id(2), id(3), id(4), id(5), theirs[0].ID, theirs[0].Branch, officer.ID, stage.Home(a).ID, stage.Home(b).ID, w.community("塔北社区").ID, w.community("五一社区").ID}
	for m := range stage.All[*ledger.Member](b, ledger.Members) {
		pool = append(pool, m.ID, m.Branch)
	}
	round := 0
	return func(t *rapid.T) {
		round++
		path := filepath.Join(folder, strconv.Itoa(round)+".tjz")
		if err := os.WriteFile(path, start, 0o600); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(path)
		street, err := store.Open(path, stage.Password, stage.Env())
		if err != nil {
			t.Fatal(err)
		}
		defer street.Close()
		w.street = street
		before := stage.Everything(street)
		r, err := travel.ReadParcels(context.Background(), street, travel.Receiving{Paths: []string{w.pack(b, 2, anyTables(t, pool)...)}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Apply(context.Background(), nil); err != nil {
			t.Fatal(store.Tell(err), err)
		}
		if d := r.Deliveries[0]; d.State != travel.DeliveryReady && d.Reason != parcel.ErrMalformed.Code {
			t.Fatal(d.State, d.Message)
		}
		ours := w.community("五一社区").ID
		after := stage.Everything(street)
		for _, kind := range ledger.All {
			for _, x := range stage.Now(street).Of(kind) {
				m := x.Head()
				if m.Owner != ours {
					continue
				}
				for field, to := range kind.Refs(x) {
					at := street.Get(ledger.KindOf(kind.Columns()[field].Choices.Kind), to)
					if to != ours && (at == nil || at.Head().Owner != ours) {
						t.Fatalf("%s.%s leads to %v", kind.Name(), kind.Columns()[field].Key, at)
					}
				}
			}
		}
		for key, text := range before {
			if strings.Contains(text, "石书记") && after[key] != text {
				t.Fatalf("%s was touched", key)
			}
		}
		if got := w.held("塔北社区"); len(got) != 5 {
			t.Fatalf("the other community has %d records", len(got))
		}
		plan, err := undo.Last(street)
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if plan == nil {
			return
		}
		if _, err := plan.Apply(); err != nil || len(plan.Left) > 0 {
			t.Fatal(err, plan.Left)
		}
	}
}

// anyTables are tables of any records, with IDs that are somebody's and with references to anything.
func anyTables(t *rapid.T, pool []value.ID) (tables []parcel.Table) {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "汉族", "2019-05", "23", "999999999", "=1+1", "''", "\x00", "430502200302140014", "13900000001", "正常", "团支部"}))
	for _, kind := range ledger.OfCommunity {
		var records []ledger.Record
		seen := map[value.ID]bool{}
		for range rapid.IntRange(0, 4).Draw(t, kind.Name()) {
			r := kind.New()
			for i, c := range kind.Columns()[:kind.Fields()] {
				word := text
				if c.Shape == ledger.Ref {
					word = rapid.Custom(func(t *rapid.T) string {
						return value.JoinIDs(rapid.SliceOfN(rapid.SampledFrom(pool), 0, 3).Draw(t, "refs"))
					})
				}
				kind.Set(r, i, word.Draw(t, c.Key)) // what it refuses stays empty
			}
			m := r.Head()
			m.ID, m.Rev, m.CreatedBy = rapid.SampledFrom(pool).Draw(t, "id"), rapid.Uint32().Draw(t, "rev"), text.Draw(t, "maker")
			m.SetLoose("note", text.Draw(t, "loose"))
			m.Excuse(ledger.Excuse{Key: text.Draw(t, "key"), Code: "x", Reason: text.Draw(t, "reason")})
			if !seen[m.ID] {
				records = append(records, r)
			}
			seen[m.ID] = true
		}
		tables = append(tables, parcel.Table{Kind: kind, Records: records})
	}
	return tables
}
