package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tuanjian/store/ledger"
)

// below are the paths below a folder.
func below(t testing.TB, folder string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		if path != folder {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What a program that was killed had written of an output lies where only the user can
// look, and is gone when the ledger is opened again; a done one leaves nothing beside it.
func TestAKilledOutputLeavesNothing(t *testing.T) {
	b := practised(t, 20)
	folder := t.TempDir()
	left, err := b.make(filepath.Join(folder, "全部.xlsx"), func(w io.Writer) error {
		_, err := io.WriteString(w, idNumber("2002-03-04", 13))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	room := filepath.Dir(left.temp)
	if info, err := os.Stat(room); err != nil || info.Mode().Perm() != 0o700 || filepath.Dir(room) != folder {
		t.Fatalf("%v %v", info, err)
	}
	if fileMode(t, left.temp) != 0o600 {
		t.Errorf("mode %o", fileMode(t, left.temp))
	}
	other := filepath.Join(folder, "名册.csv")
	if _, err := b.Export(context.Background(), Export{To: other, Kinds: []ledger.Kind{ledger.Members}}, nil); err != nil {
		t.Fatal(err)
	}
	if got := below(t, folder); !slices.Equal(got, []string{room, left.temp, other}) {
		t.Errorf("before the next start: %q", got)
	}
	b = reopened(t, b)
	if got := below(t, folder); !slices.Equal(got, []string{other}) {
		t.Errorf("after it: %q", got)
	}
	if err := b.writeOut(filepath.Join(folder, "a.csv"), func(io.Writer) error { return errors.New("no") }, nil); err == nil || len(below(t, folder)) != 1 {
		t.Errorf("%v %q", err, below(t, folder))
	}
}

// A package is not seen outside before the ledger knows of it: a kill in between costs a
// number, and never gives one twice.
func TestPackagesAreNotedBeforeTheyAreShown(t *testing.T) {
	w := newDistrict(t, 1)
	w.known()
	for name, deed := range map[string]func(dir string) error{
		"submit": func(dir string) error {
			_, _, err := w.offices[0].Submit(context.Background(), Submit{Dir: dir, Passphrase: testPassword}, nil)
			return err
		},
		"notice": func(dir string) error {
			return third(w.street.Notice(context.Background(), Giving{Dir: dir, Passphrase: testPassword}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			b, early := w.offices[0], false
			if name == "notice" {
				b = w.street
			}
			now := b.env.Now
			b.env.Now = func() time.Time { // asked by every entry of the journal
				all, _ := filepath.Glob(filepath.Join(dir, "*.tjb"))
				early = early || len(all) > 0
				return now()
			}
			defer func() { b.env.Now = now }()
			if err := deed(dir); err != nil {
				t.Fatal(Tell(err).Message)
			}
			if all := below(t, dir); len(all) != 1 || early {
				t.Errorf("seen before it was noted: %v, %q", early, all)
			}
		})
	}
}
