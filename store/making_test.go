package store_test

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

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/disk"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
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
	b := stage.Practised(t, 20)
	folder := t.TempDir()
	left, err := b.Make(filepath.Join(folder, "全部.xlsx"), func(w io.Writer) error {
		_, err := io.WriteString(w, stage.IDNumber("2002-03-04", 13))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	room := filepath.Dir(left.Temp())
	if mode := stage.FileMode(t, room); mode != 0o700 || filepath.Dir(room) != folder {
		t.Fatalf("%s, mode %o", room, mode)
	}
	if stage.FileMode(t, left.Temp()) != 0o600 {
		t.Errorf("mode %o", stage.FileMode(t, left.Temp()))
	}
	other := filepath.Join(folder, "名册.csv")
	if _, err := forms.Write(context.Background(), b, forms.Export{To: other, Kinds: []ledger.Kind{ledger.Members}}, nil); err != nil {
		t.Fatal(err)
	}
	if got := below(t, folder); !slices.Equal(got, []string{room, left.Temp(), other}) {
		t.Errorf("before the next start: %q", got)
	}
	b = stage.Reopened(t, b)
	if got := below(t, folder); !slices.Equal(got, []string{other}) {
		t.Errorf("after it: %q", got)
	}
	if err := b.WriteOut(filepath.Join(folder, "a.csv"), func(io.Writer) error { return errors.New("no") }, nil); err == nil || len(below(t, folder)) != 1 {
		t.Errorf("%v %q", err, below(t, folder))
	}
}

// It does not matter how the ledger comes to be opened: for one of several operators, or
// because a backup takes its place that knows nothing of that output. What lies on a drive
// that is not there then is taken away when it is again.
func TestAKilledOutputLeavesNothingHoweverItIsOpened(t *testing.T) {
	killed := func(b *store.Book, folder string) {
		_, err := b.Make(filepath.Join(folder, "全部.xlsx"), func(w io.Writer) error {
			_, err := io.WriteString(w, stage.IDNumber("2002-03-04", 13))
			return err
		})
		if err != nil || len(below(t, folder)) != 2 {
			t.Fatal(err, below(t, folder))
		}
	}
	t.Run("by one of several", func(t *testing.T) {
		path, _ := staffed(t)
		folder := t.TempDir()
		b := stage.OpenAs(t, path, "王干事", stage.Password)
		killed(b, folder)
		b.Close()
		stage.OpenAs(t, path, "只看的人", "只看的人的长口令")
		if got := below(t, folder); len(got) > 0 {
			t.Errorf("%q", got)
		}
	})
	t.Run("by a restore", func(t *testing.T) {
		b := stage.Practised(t, 20)
		folder, drive := t.TempDir(), filepath.Join(t.TempDir(), "U盘")
		backup := filepath.Join(t.TempDir(), "备份.tjz")
		if err := errors.Join(care.BackUpTo(b, backup), os.Mkdir(drive, 0o700)); err != nil {
			t.Fatal(err)
		}
		killed(b, folder)
		killed(b, drive)
		b.Close()
		if err := os.Rename(drive, drive+"拔了"); err != nil {
			t.Fatal(err)
		}
		b, err := care.RestoreOver(context.Background(), backup, b.Path(), stage.Password, *b.InEnv(), nil)
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if got := below(t, folder); len(got) > 0 {
			t.Errorf("%q", got)
		}
		if err := os.Rename(drive+"拔了", drive); err != nil {
			t.Fatal(err)
		}
		stage.Reopened(t, b)
		if got := below(t, drive); len(got) > 0 {
			t.Errorf("%q", got)
		}
	})
}

// A copy of the ledger that is opened beside it leaves its unfinished outputs alone, and works in a room of its own; a
// ledger that was moved still takes its own away.
func TestACopyLeavesTheOutputsOfTheOther(t *testing.T) {
	b := stage.Practised(t, 20)
	folder := t.TempDir()
	unfinishedOf := func(b *store.Book, name string) string {
		m, err := b.Make(filepath.Join(folder, name), func(w io.Writer) error {
			_, err := io.WriteString(w, stage.IDNumber("2002-03-04", 13))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return m.Temp()
	}
	first := unfinishedOf(b, "甲.csv")
	copied := filepath.Join(t.TempDir(), "拷的.tjz")
	if err := disk.Copy(context.Background(), nil, b.Path(), copied, false); err != nil {
		t.Fatal(err)
	}
	beside, err := store.Open(copied, stage.Password, *b.InEnv())
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	if !disk.IsThere(first) {
		t.Fatal("the copy took the other's output away")
	}
	second := unfinishedOf(beside, "乙.csv")
	if b = stage.Reopened(t, b); disk.IsThere(first) || !disk.IsThere(second) {
		t.Errorf("of its own there is still %v, of the other's %v", disk.IsThere(first), disk.IsThere(second))
	}
	third := unfinishedOf(b, "丙.csv")
	moved := filepath.Join(t.TempDir(), "搬了.tjz")
	if err := errors.Join(b.Close(), os.Rename(b.Path(), moved)); err != nil {
		t.Fatal(err)
	}
	now, err := store.Open(moved, stage.Password, *b.InEnv())
	if err != nil {
		t.Fatal(err)
	}
	defer now.Close()
	if disk.IsThere(third) || !disk.IsThere(second) {
		t.Errorf("after moving: %v %v", disk.IsThere(third), disk.IsThere(second))
	}
}

// A package is not seen outside before the ledger knows of it: a kill in between costs a
// number, and never gives one twice.
func TestPackagesAreNotedBeforeTheyAreShown(t *testing.T) {
	w := newDistrict(t, 1)
	w.known()
	for name, deed := range map[string]func(dir string) error{
		"submit": func(dir string) error {
			_, _, err := travel.Submit(context.Background(), w.offices[0], travel.Sending{Dir: dir, Passphrase: stage.Password}, nil)
			return err
		},
		"notice": func(dir string) error {
			return third(travel.Notice(context.Background(), w.street, travel.Giving{Dir: dir, Passphrase: stage.Password}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			b, early := w.offices[0], false
			if name == "notice" {
				b = w.street
			}
			now := b.InEnv().Now
			b.InEnv().Now = func() time.Time { // asked by every entry of the journal
				all, _ := filepath.Glob(filepath.Join(dir, "*.tjb"))
				early = early || len(all) > 0
				return now()
			}
			defer func() { b.InEnv().Now = now }()
			if err := deed(dir); err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			if all := below(t, dir); len(all) != 1 || early {
				t.Errorf("seen before it was noted: %v, %q", early, all)
			}
		})
	}
}
