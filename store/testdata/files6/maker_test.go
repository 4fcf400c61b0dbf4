package store_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
)

// This made the files beside it, twice: ledger5.tjz with the last program whose ledgers are of version 5, street.tjz and
// submission.tjb with the first of version 6. It is kept to tell what is in them. The member of ledger5.tjz has the file
// letter(1, 270,000) of a sort that travels and letter(2, 5,000) of one that stays at home; the submission brings the first to
// the street, which has neither. Copied into store:
// go test ./store -run TestMakeFiles6 -make-files6 FOLDER

var makeFiles6 = flag.String("make-files6", "", "folder")

func TestMakeFiles6(t *testing.T) {
	if *makeFiles6 == "" {
		t.Skip()
	}
	trial.Stand(t, "2026-11-22")
	keep := func(path, name string) {
		t.Helper()
		bytes, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*makeFiles6, name), bytes, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w := newDistrict(t, 1)
	a := w.offices[0]
	m := people(t, a, 1, 1)[0]
	attached(t, a, ledger.Members, m.ID, codes.AttachmentAdmitted, letter(1, 270_000))
	attached(t, a, ledger.Members, m.ID, codes.AttachmentOther, letter(2, 5000))
	if err := a.Sweep(); err != nil {
		t.Fatal(err)
	}
	_, path, err := travel.Submit(context.Background(), a, travel.Sending{Dir: t.TempDir()}, nil)
	if err != nil {
		t.Fatal(store.Tell(err).Message, store.Tell(err).Faults)
	}
	keep(path, "submission.tjb")
	for name, b := range map[string]*store.Book{"ledger5.tjz": a, "street.tjz": w.street} {
		path := b.Path()
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		keep(path, name)
	}
}
