package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
)

// A sample community is a ledger of invented people that is no practice ledger, so that it submits real packages.
func sampleCommunity(t testing.TB, dir, name string, seed uint64, members int, streetKey string) *Book {
	t.Helper()
	b, _, err := Create(filepath.Join(dir, name+".tjz"), Profile{Name: name, StreetKey: streetKey}, "经办人", "correct horse", cheap())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	inv := &inventor{rng: rand.New(rand.NewPCG(seed, 7)), today: b.Basis().Today, ids: map[string]bool{}, names: map[string]bool{}}
	home := b.shelves["community"].records[0].(*ledger.Community)
	if err := b.write("practice", &Detail{Rows: members}, func(turn *turn) error {
		return inv.fill(context.Background(), turn, home, PracticeOptions{Members: members})
	}); err != nil {
		t.Fatal(err)
	}
	return b
}

// sampleStreet is a street's ledger and the folder into which it has exported, key and all.
func sampleStreet(t testing.TB, dir string) (streetKey, out string) {
	t.Helper()
	b, _, err := Create(filepath.Join(dir, "street.tjz"), Profile{Name: "汽车站街道", Street: true}, "经办人", "correct horse", cheap())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	out = filepath.Join(dir, "库")
	if err := b.ExportPostgres(Postgres{Dir: out, Key: true, Reason: "区里装库"}); err != nil {
		t.Fatal(err)
	}
	_, public, err := parcel.KeysFrom(b.Profile().Key)
	if err != nil {
		t.Fatal(err)
	}
	return public, out
}

// figures are what SQL counts of each ledger as of a day.
func (db database) figures(t testing.TB, day ledger.Date) map[string]Tallies {
	t.Helper()
	all := map[string]Tallies{}
	for line := range strings.Lines(db.ask(t, fmt.Sprintf("select replace(sender::text, '-', ''), key, part, coalesce(of, -1) from tuanjian.figures('%s')", day))) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if all[cells[0]] == nil {
			all[cells[0]] = Tallies{}
		}
		part, err1 := strconv.Atoi(cells[2])
		of, err2 := strconv.Atoi(cells[3])
		if err1 != nil || err2 != nil {
			t.Fatal(line)
		}
		all[cells[0]][cells[1]] = Tally{part, of}
	}
	return all
}

// differences names the indicators in which SQL and the program differ.
func differences(got, want Tallies) []string {
	var out []string
	for _, n := range loadable() {
		if got[n.Key] != want[n.Key] {
			out = append(out, fmt.Sprintf("%s: SQL counts %v, the program %v", n.Key, got[n.Key], want[n.Key]))
		}
	}
	if len(got) != len(loadable()) {
		out = append(out, fmt.Sprintf("SQL counts %d indicators, want %d", len(got), len(loadable())))
	}
	return out
}

// sum adds figures up.
func sum(total, more Tallies) Tallies {
	if total == nil {
		total = Tallies{}
	}
	for key, t := range more {
		was, known := total[key]
		if !known {
			was = Tally{0, min(t.Of, 0)}
		}
		total[key] = Tally{was.Part + t.Part, max(was.Of, min(t.Of, 0)) + max(t.Of, 0)}
	}
	return total
}

func TestPostgresTakesPackages(t *testing.T) {
	db := newDatabase(t, false)
	dir := t.TempDir()
	key, out := sampleStreet(t, dir)
	schema, script, identity := filepath.Join(out, SchemaFile), filepath.Join(out, LoadFile), filepath.Join(out, IdentityFile)
	for range 2 { // it can be run again
		if said, err := db.psql(nil, "-f", schema); err != nil || said != "" {
			t.Fatalf("%v\n%s", err, said)
		}
	}
	var packages []string
	var books []*Book
	for i, name := range []string{"塔北社区", "五一社区", "松坡社区"} {
		b := sampleCommunity(t, dir, name, uint64(i+1), 200, key)
		_, path, err := b.Submit(context.Background(), Submit{Dir: filepath.Join(dir, "上报")}, nil)
		if err != nil {
			t.Fatal(err)
		}
		books, packages = append(books, b), append(packages, path)
	}
	said, err := db.load(script, nil, append([]string{"-i", identity}, packages...)...)
	if err != nil || !strings.Contains(said, "装入 3，已装过 0，没有收 0") {
		t.Fatalf("%v\n%s", err, said)
	}
	t.Log(said)
	got := db.figures(t, books[0].Basis().Today)
	for _, b := range books {
		for _, d := range differences(got[b.Profile().Ledger], b.Figures(0).Total) {
			t.Errorf("%s: %s", b.Profile().Name, d)
		}
	}
}
