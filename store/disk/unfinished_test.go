package disk_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/disk"
	"tuanjian/store/stage"
)

// What a killed program left is gone when a ledger is opened an hour later; what is
// younger, or somebody else's, stays.
func TestAbandonedFilesGo(t *testing.T) {
	home := t.TempDir()
	for _, folder := range []string{".tuanjian-folder.tmp", ".tuanjian-busy.tmp"} { // in which a backup was tried out, or is
		if err := os.MkdirAll(filepath.Join(home, folder), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(home, folder, "试恢复.tjz"), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(home, "a.tjz")
	b, _, err := store.Create(path, store.Profile{Name: "塔北社区"}, "王干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	now, err := disk.ClockOf(home)
	if err != nil {
		t.Fatal(err)
	}
	hour := now.Add(-time.Hour)
	for _, f := range []struct {
		name string
		old  bool
		gone bool
	}{
		{".tuanjian-1.tmp", true, true}, {".tuanjian-2.tmp", false, false}, {"tuanjian-3.tmp", true, false}, {"b.tjz", true, false},
	} {
		name := filepath.Join(home, f.name)
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		at := hour.Add(time.Minute)
		if f.old {
			at = hour.Add(-time.Minute)
		}
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
		defer func() {
			if _, err := os.Lstat(name); (err != nil) != f.gone {
				t.Errorf("%s: %v", f.name, err)
			}
		}()
	}
	old, busy := filepath.Join(home, ".tuanjian-folder.tmp"), filepath.Join(home, ".tuanjian-busy.tmp")
	for path, at := range map[string]time.Time{
		old: hour.AddDate(0, 0, -1), filepath.Join(old, "试恢复.tjz"): hour.Add(-time.Minute),
		busy: hour.AddDate(0, 0, -1), filepath.Join(busy, "试恢复.tjz"): hour.Add(time.Minute),
	} {
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	b, err = store.Open(path, stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	if _, err := os.Lstat(old); err == nil {
		t.Error("a folder in which nothing has moved for an hour stays")
	}
	if _, err := os.Lstat(busy); err != nil {
		t.Error("a folder in which something is at work is gone")
	}
}
