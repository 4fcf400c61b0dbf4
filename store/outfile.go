package store

import (
	"errors"
	"io"
	"syscall"

	"tuanjian/store/sheet"
	"tuanjian/store/vault"
)

// writeOut makes a file that leaves the ledger: at path is what was there or the whole
// new file. noted is called when all is written and before the file has its name, so
// that nothing leaves of which the journal does not know; it may be nil. Where the disk
// is full the rest is measured all the same, and the error says how much room is
// missing.
func writeOut(path string, write func(io.Writer) error, noted func() error) error {
	return sheet.WriteFile(path, func(w io.Writer) error {
		m := &meter{to: w}
		err := write(m)
		if m.full && (err == nil || isFull(err)) {
			return &vault.SpaceError{Need: m.all, Free: m.written}
		}
		if err != nil || noted == nil {
			return err
		}
		return noted()
	})
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
