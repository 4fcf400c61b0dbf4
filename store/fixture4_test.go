package store_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

var makeFixture4 = flag.Bool("make-fixture4", false, "write testdata/ledger4.tjz anew; only before version 4 has shipped")

// A ledger of version 4 never lacks the operators' roles. This one was made by
// go test ./store -run TestLedgerOfVersion4 -make-fixture4, and is never made again.
func TestLedgerOfVersion4(t *testing.T) {
	fixture := filepath.Join("testdata", "ledger4.tjz")
	if *makeFixture4 {
		path, _ := staffed(t)
		bytes, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(fixture, bytes, 0o644)
		}
		if err != nil {
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
	for who, want := range map[string]store.Role{"录入的人": store.Typist, "只看的人": store.Reader} {
		b := stage.OpenAs(t, path, who, who+"的长口令")
		if b.Role() != want || b.Staff().RolesLost() {
			t.Errorf("%s is %s", who, b.Role().Title())
		}
		b.Close()
	}
	b := stage.OpenAs(t, path, "王干事", stage.Password)
	if wounds, err := care.Check(b); err != nil || len(wounds)+len(care.Wounds(b)) != 0 || b.Role() != store.Admin || b.Today().Count(ledger.Members) != 1 {
		t.Error(wounds, err)
	}
}
