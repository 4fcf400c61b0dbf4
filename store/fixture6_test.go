package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/seal"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/vault"
)

// files6 lays out what the programs around version 6 wrote (testdata/files6), on the day on which they wrote it.
func files6(t *testing.T) (at func(name string) string) {
	t.Helper()
	trial.Stand(t, "2026-11-22")
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Join("testdata", "files6"))); err != nil {
		t.Fatal(err)
	}
	return func(name string) string { return filepath.Join(folder, name) }
}

// A ledger of version 5 whose records have files is brought to today's with them; the program before, which may not know
// files, then says what to do.
func TestLedgersOfVersion5ComeAlong(t *testing.T) {
	at := files6(t)
	b := stage.OpenAs(t, at("ledger5.tjz"), "王干事", stage.Password)
	m := stage.Now(b).Of(ledger.Members)[0]
	files := attach.Of(b.Today(), ledger.Members, m.Head().ID)
	if len(files) != 2 || files[0].Sort != codes.AttachmentAdmitted || files[1].Sort != codes.AttachmentOther {
		t.Fatalf("%+v", files)
	}
	holdsFile(t, b, files[0], letter(1, 270_000))
	holdsFile(t, b, files[1], letter(2, 5000))
	if wounds, err := care.Check(b); err != nil || len(wounds) != 0 {
		t.Error(wounds, err)
	}
	up := b.InVault().Upgraded()
	if up.From != 5 || up.To != len(store.Steps) || up.Copy == "" {
		t.Fatalf("%+v", up)
	}
	old, err := vault.Open(up.Copy, func(slots []seal.Slot) (seal.Key, error) {
		key, _, err := seal.OpenPassword(slots, "", stage.Password)
		return key, err
	}, vault.Options{Random: stage.Env().Random, Steps: store.Steps[:5]})
	if err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Error(err)
	}
	b.Close()
	if _, err := vault.Open(at("ledger5.tjz"), nil, vault.Options{Random: stage.Env().Random, Steps: store.Steps[:5]}); !errors.Is(err, vault.ErrNewer) {
		t.Errorf("at the program before: %v", err)
	}
}

// A package that brings a file, as it was written first, is taken in with the bytes of it.
func TestAPackageWithFilesIsTakenIn(t *testing.T) {
	at := files6(t)
	s := stage.OpenAs(t, at("street.tjz"), "王干事", stage.Password)
	r, err := readTrusting(s, travel.Receiving{Paths: []string{at("submission.tjb")}})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if d := r.Deliveries[0]; d.State != travel.DeliveryReady || d.Hard+d.Turned+d.Strange != 0 {
		t.Fatalf("%s %s", d.State, d.Message)
	}
	if _, err := r.Apply(context.Background(), nil); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	files := stage.Now(s).Of(ledger.Attachments)
	if len(files) != 1 {
		t.Fatalf("%d files came", len(files))
	}
	holdsFile(t, s, files[0].(*ledger.Attachment), letter(1, 270_000))
	if wounds, err := care.Check(s); err != nil || len(wounds) != 0 {
		t.Error(wounds, err)
	}
}
