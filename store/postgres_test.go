package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/parcel"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
)

// A forDatabase is what a street has written for a database, and the key that packages are sealed to.
type forDatabase struct{ schema, script, identity, key string }

func exportOfStreet(t testing.TB, dir string) forDatabase {
	t.Helper()
	b, _, err := store.Create(filepath.Join(dir, "street.tjz"), store.Profile{Name: "汽车站街道", Street: true}, "经办人", "correct horse", stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	out := filepath.Join(dir, "库")
	if err := travel.ExportPostgres(b, travel.Postgres{Dir: out, Key: true, Reason: "区里装库"}); err != nil {
		t.Fatal(err)
	}
	_, public, err := parcel.KeysFrom(b.Profile().Key)
	if err != nil {
		t.Fatal(err)
	}
	return forDatabase{filepath.Join(out, travel.SchemaFile), filepath.Join(out, travel.LoadFile), filepath.Join(out, travel.IdentityFile), public}
}

// Every indicator that submissions feed has its line in the SQL, whether or not there is a server to try it.
func TestEveryIndicatorIsCountedInSQL(t *testing.T) {
	for _, n := range travel.Loadable() {
		if want := fmt.Sprintf("('%s', ", n.Key); strings.Count(travel.FiguresSQL, want) != 1 {
			t.Errorf("figures.sql has not one line for %s", n.Key)
		}
	}
	if got, want := strings.Count(travel.FiguresSQL, "\n    ('"), len(travel.Loadable()); got != want {
		t.Errorf("figures.sql has %d lines of indicators, want %d", got, want)
	}
}

// The key goes only with a reason, from a street, once; the file is for one user's eyes.
func TestTheKeyGoesOnlyWhenAsked(t *testing.T) {
	dir := t.TempDir()
	x := exportOfStreet(t, dir)
	text, err := os.ReadFile(x.identity)
	if err != nil || !strings.Contains(string(text), "# public key: "+x.key+"\n") {
		t.Fatalf("%v", err)
	}
	secret := strings.TrimSpace(string(text)[strings.LastIndex(string(text), "AGE-SECRET-KEY-1"):])
	if _, err := parcel.ByKeys(secret); err != nil {
		t.Error(err)
	}
	for _, path := range []string{x.schema, x.script} {
		b, err := os.ReadFile(path)
		if err != nil || strings.Contains(string(b), "AGE-SECRET-KEY") {
			t.Errorf("%s holds a key: %v", path, err)
		}
	}
	b := stage.OpenAs(t, filepath.Join(dir, "street.tjz"), "经办人", "correct horse")
	last, err := b.Journal(1)
	if err != nil || last[0].Intent != "key" || last[0].Detail.Reason != "区里装库" {
		t.Errorf("%v %v", last, err)
	}
	if err := travel.ExportPostgres(b, travel.Postgres{Dir: filepath.Dir(x.identity), Key: true, Reason: "再来一次"}); stage.CodeOf(err) != store.Exists {
		t.Errorf("written over: %v", err)
	}
	if err := travel.ExportPostgres(b, travel.Postgres{Dir: filepath.Join(dir, "other"), Key: true, Reason: " "}); stage.CodeOf(err) != store.Refused {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "other")); err == nil {
		t.Error("what was refused made a folder")
	}
}
