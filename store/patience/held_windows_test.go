package patience

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// hold opens a file as a scanner does that shares it with nobody.
func hold(t *testing.T, path string) (letGo func()) {
	t.Helper()
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ, 0, nil, syscall.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	held := true
	letGo = func() {
		if held {
			held = false
			_ = syscall.CloseHandle(h)
		}
	}
	t.Cleanup(letGo)
	return letGo
}

// What the system itself answers of a held file is what is waited for: from, to, a file to remove, one to open.
func TestTheSystemsHeldFiles(t *testing.T) {
	for what, do := range map[string]func(p Patience, held, other string) error{
		"renamed": func(p Patience, held, other string) error { return p.Rename(held, other+"2") },
		"taken":   func(p Patience, held, other string) error { return p.Rename(other, held) },
		"removed": func(p Patience, held, _ string) error { return p.Remove(held) },
		"folder":  func(p Patience, held, _ string) error { return p.RemoveAll(filepath.Dir(held)) },
		"opened": func(p Patience, held, _ string) error {
			f, err := p.Open(held, os.O_RDWR, 0)
			if err == nil {
				err = f.Close()
			}
			return err
		},
	} {
		for _, lasting := range []bool{false, true} {
			home := t.TempDir()
			held, other := filepath.Join(home, "里 面", "塔北.tjz"), filepath.Join(home, "新.tjz")
			if err := errors.Join(os.Mkdir(filepath.Dir(held), 0o700), os.WriteFile(held, []byte("x"), 0o600), os.WriteFile(other, []byte("y"), 0o600)); err != nil {
				t.Fatal(err)
			}
			letGo, waits := hold(t, held), 0
			err := do(func(time.Duration) {
				if waits++; waits == 3 && !lasting {
					letGo()
				}
			}, held, other)
			letGo()
			switch {
			case lasting && !errors.Is(err, ErrHeld):
				t.Errorf("%s, held to the end: %v", what, err)
			case !lasting && (err != nil || waits != 3):
				t.Errorf("%s, let go: %v after %d waits", what, err, waits)
			}
		}
	}
}
