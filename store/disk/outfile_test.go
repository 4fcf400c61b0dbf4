package disk

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"tuanjian/store/vault"
)

func TestAFileIsWholeOrNotThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.csv")
	write := func(text string, err error) error {
		return WritePlain(nil, path, func(w io.Writer) error {
			io.WriteString(w, text)
			return err
		})
	}
	if err := write("old", nil); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := write("half", broken); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(path); string(b) != "old" {
		t.Errorf("after a failed write the file holds %q", b)
	}
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
		t.Errorf("mode %v", info.Mode())
	}
}

// A disk that is full tells how much room is missing: the rest is measured, and goes nowhere.
func TestAFullDiskIsMeasured(t *testing.T) {
	err := Measured(&small{room: 10}, func(w io.Writer) error {
		for range 5 {
			if _, err := io.WriteString(w, "12345678"); err != nil {
				return err
			}
		}
		return nil
	})
	var short *vault.SpaceError
	if !errors.As(err, &short) || short.Missing() != 30 {
		t.Errorf("%v", err)
	}
}

// small is a disk with little room.
type small struct{ room int }

func (s *small) Write(p []byte) (int, error) {
	n := min(len(p), s.room)
	s.room -= n
	if n < len(p) {
		return n, syscall.ENOSPC
	}
	return n, nil
}
