package store

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
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

// figureColumns are the figures that both sides have, by the names that both give them.
func figureColumns(t testing.TB, s Summary) (names []string, values map[string]int) {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &values); err != nil {
		t.Fatal(err)
	}
	delete(values, "pending") // which records have faults is known to the program only
	return sortedKeys(values), values
}

// sameFigures compares what SQL counts of a community with what its Book counts.
func (db database) sameFigures(t testing.TB, b *Book) {
	t.Helper()
	names, want := figureColumns(t, b.Summary())
	got := db.ask(t, fmt.Sprintf(`set tuanjian.day = '%s'; select row_to_json(f) from (select "%s" from tuanjian.community_figures where sender = '%s') f`,
		b.Basis().Today, strings.Join(names, `", "`), b.Profile().Ledger))
	var have map[string]int
	if err := json.Unmarshal([]byte(got), &have); err != nil {
		t.Fatalf("%v: %s", err, got)
	}
	for _, name := range names {
		if have[name] != want[name] {
			t.Errorf("%s of %s: SQL counts %d, the ledger %d", name, b.Profile().Name, have[name], want[name])
		}
	}
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
	for _, b := range books {
		db.sameFigures(t, b)
	}
}
