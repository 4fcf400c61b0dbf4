package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What a killed program left is gone when a ledger is opened an hour later; what is
// younger, somebody else's, or a link to somewhere else stays.
func TestAbandonedFilesGo(t *testing.T) {
	home := t.TempDir()
	t.Setenv("TMPDIR", filepath.Join(home, "tmp"))
	t.Setenv("TMP", filepath.Join(home, "tmp"))
	for _, folder := range []string{"tmp/tuanjian-sheet-1", "tmp/tuanjian-sheet-2", "tmp/other", "tmp/tuanjian-practice-1", ".tuanjian-folder.tmp", "elsewhere"} {
		if err := os.MkdirAll(filepath.Join(home, folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(home, "a.tjz")
	b, _, err := Create(path, Profile{Name: "塔北社区"}, "王干事", testPassword, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	hour := testEnv().Now().Add(-time.Hour)
	for _, f := range []struct {
		name string
		old  bool
		gone bool
	}{
		{".tuanjian-1.tmp", true, true}, {".tuanjian-2.tmp", false, false}, {"tuanjian-3.tmp", true, false}, {"b.tjz", true, false},
		{"tmp/tuanjian-sheet-1/excelize-1", true, true}, {"tmp/tuanjian-sheet-2/excelize-2", false, false}, {"tmp/other/x", true, false}, {"tmp/tuanjian-practice-1/练习.tjz", true, false},
	} {
		name := filepath.Join(home, f.name)
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		at := hour.Add(time.Minute)
		if f.old {
			at = hour.Add(-time.Minute)
		}
		for _, n := range []string{name, filepath.Dir(name)} {
			if n == home {
				continue
			}
			if err := os.Chtimes(n, at, at); err != nil {
				t.Fatal(err)
			}
		}
		defer func() {
			if _, err := os.Lstat(name); (err != nil) != f.gone {
				t.Errorf("%s: %v", f.name, err)
			}
		}()
	}
	if err := os.Symlink(filepath.Join(home, "elsewhere"), filepath.Join(home, "tmp", "tuanjian-sheet-3")); err != nil {
		t.Skip("no links here: ", err)
	}
	b, err = Open(path, testPassword, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	if _, err := os.Lstat(filepath.Join(home, "elsewhere")); err != nil {
		t.Error("a folder that a link points to is gone")
	}
}
