package disk

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"tuanjian/store/patience"
	"tuanjian/store/vault"
)

// WritePlain makes a file that holds nothing of anybody: the manual, an exercise, a count. What
// comes out of a ledger goes through its Book.
func WritePlain(p patience.Patience, path string, write func(io.Writer) error) error {
	if err := PlaceFor(path); err != nil {
		return err
	}
	return whole(p, path, func(w io.Writer) error { return Measured(w, write) })
}

// whole makes the file at path with mode 0600 from what write gives. It writes beside it, waits for the disk and
// renames, so that path holds either what it held before or the whole new file.
func whole(p patience.Patience, path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".tuanjian-*") // CreateTemp gives 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			_ = p.Remove(f.Name()) // the first error counts
		}
	}()
	if err = write(f); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = p.Rename(f.Name(), path); err != nil {
		return err
	}
	if dir, openErr := os.Open(filepath.Dir(path)); openErr == nil {
		dir.Sync() // not every system can; the file itself is safe
		dir.Close()
	}
	return nil
}

// Measured writes to w; where the disk is full the rest is measured all the same, and the
// error says how much room is missing.
func Measured(w io.Writer, write func(io.Writer) error) error {
	m := &meter{to: w}
	err := write(m)
	if m.full && (err == nil || isFull(err)) {
		return &vault.SpaceError{Need: m.all, Free: m.written}
	}
	return err
}

// A meter hands on what is written until the disk is full, and then only counts.
type meter struct {
	to           io.Writer
	all, written int64
	full         bool
}

func (m *meter) Write(p []byte) (int, error) {
	m.all += int64(len(p))
	if m.full {
		return len(p), nil
	}
	n, err := m.to.Write(p)
	m.written += int64(n)
	if m.full = isFull(err); m.full {
		return len(p), nil
	}
	return n, err
}

// isFull says that there is no room left, in the words of either system: 39 and 112 are
// what Windows calls a full disk, and elsewhere no file answers them.
func isFull(err error) bool {
	for _, full := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, syscall.Errno(39), syscall.Errno(112)} {
		if errors.Is(err, full) {
			return true
		}
	}
	return false
}
