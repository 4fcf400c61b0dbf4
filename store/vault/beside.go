package vault

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"tuanjian/store/patience"
)

// smallest is the room that an empty ledger takes, and what any save may need
// beyond its own bytes.
const smallest = 64 << 10

// A SpaceError is an [ErrNoSpace] that knows by how much: Need bytes had to be
// written into a folder where Free bytes are left.
type SpaceError struct{ Need, Free int64 }

func (e *SpaceError) Error() string {
	return fmt.Sprintf("%v: %d bytes needed, %d free", ErrNoSpace, e.Need, e.Free)
}

// Unwrap makes it an ErrNoSpace.
func (e *SpaceError) Unwrap() error { return ErrNoSpace }

// Missing is how many bytes must be freed before it can work.
func (e *SpaceError) Missing() int64 { return e.Need - e.Free }

// A place is where a new file of a known size is to come.
type place struct {
	path  string
	need  int64                       // bytes, at least
	fresh bool                        // nothing is there yet: after an error nothing shall be
	room  func(string) (int64, error) // as Options.Room

	patience patience.Patience
}

// short is a SpaceError when the folder has too little room, and nil when it has
// enough or nobody knows.
func (p place) short() error {
	room := p.room
	if room == nil {
		room = freeRoom
	}
	free, err := room(filepath.Dir(p.path))
	if err != nil || free >= p.need {
		return nil
	}
	return &SpaceError{Need: p.need, Free: free}
}

// beside lets write fill a new file next to the place and renames it to the place
// once it is synced; allowed is asked right before the rename. Whatever goes wrong,
// the place is as it was and the new file is gone.
func (p place) beside(write func(temp string) error, allowed func() error) error {
	temp, err := p.fill(write)
	if err != nil {
		return err
	}
	if err := p.patience.RenameIf(temp, p.path, allowed); err != nil {
		_ = p.patience.Remove(temp) // the first error counts
		return reason(err)
	}
	if err := syncFolder(filepath.Dir(p.path)); err != nil {
		if p.fresh {
			_ = p.patience.Remove(p.path) // the first error counts
		}
		return err
	}
	return nil
}

// fill lets write fill a new file next to the place and syncs it. After an error
// the new file is gone.
func (p place) fill(write func(temp string) error) (temp string, err error) {
	if err := p.short(); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(filepath.Dir(p.path), ".tuanjian-*.tmp")
	if err != nil {
		return "", reason(err)
	}
	temp = f.Name()
	if err = f.Close(); err == nil {
		err = write(temp)
	}
	if err == nil {
		err = p.syncFile(temp, os.O_RDWR)
	}
	if err == nil {
		return temp, nil
	}
	_ = p.patience.Remove(temp) // the first error counts
	if err = reason(err); errors.Is(err, ErrNoSpace) {
		if short := p.short(); short != nil {
			err = short
		}
	}
	return "", err
}

func (p place) syncFile(path string, flag int) error {
	f, err := p.patience.Open(path, flag, 0)
	if err != nil {
		return reason(err)
	}
	err = f.Sync()
	return reason(errors.Join(err, f.Close()))
}

// syncFolder makes a rename last, where the file system knows how to: Windows does
// not, nor do some network folders.
func syncFolder(path string) error {
	if windows {
		return nil
	}
	err := place{}.syncFile(path, os.O_RDONLY)
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil
	}
	return err
}
