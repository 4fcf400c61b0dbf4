// Package patience is work with files that another program has hold of for a moment, as virus scanners, indexers and sync
// clients have on Windows right after a file was written. It knows when a failure is of that kind and how long it is worth
// waiting; it knows neither what the files hold nor what belongs together, and has no words for people.
package patience

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// ErrHeld is a file that another program did not let go of for as long as we waited. Windows does not tell it from a file
// that is marked as read only.
var ErrHeld = errors.New("another program has hold of the file")

// A Patience lets time pass between two tries; time.Sleep outside of tests. Nil tries once.
type Patience func(time.Duration)

// waits grow and come to five seconds.
var waits = []time.Duration{10 * ms, 20 * ms, 40 * ms, 80 * ms, 150 * ms, 300 * ms, 600 * ms, 900 * ms, 1300 * ms, 1600 * ms}

const ms = time.Millisecond

// briefly is how many of them are worth it where opening is forbidden: a file that is just being removed is, for a
// moment, but so is every file in a folder that is not ours.
const briefly = 5

// What Windows calls a file that somebody holds.
const (
	accessDenied     = syscall.Errno(5)
	sharingViolation = syscall.Errno(32)
	lockViolation    = syscall.Errno(33)
	folderNotEmpty   = syscall.Errno(145) // of a file whose removing waits for its last holder
	deletePending    = syscall.Errno(303)
	mappedSection    = syscall.Errno(1224)
)

// Rename is os.Rename. ErrHeld where one of the two stayed held to the end.
func (p Patience) Rename(from, to string) error {
	return p.RenameIf(from, to, func() error { return nil })
}

// RenameIf is Rename that asks before each try whether it is still allowed; what may answers ends it.
func (p Patience) RenameIf(from, to string, may func() error) error {
	return p.change(runtime.GOOS == "windows", func() error {
		if err := may(); err != nil {
			return err
		}
		return os.Rename(from, to)
	})
}

// Remove is os.Remove. ErrHeld where the file stayed held to the end.
func (p Patience) Remove(path string) error {
	return p.change(runtime.GOOS == "windows", func() error { return os.Remove(path) })
}

// RemoveAll takes a file, or a folder and all that is in it, away; that it is gone already is no error. A link is taken
// away, never followed. It goes on past what it cannot remove and answers the first error.
func (p Patience) RemoveAll(path string) error {
	if runtime.GOOS == "windows" {
		// os.RemoveAll asks for a way of removing there that not every system and file system has, and knows some of the refusals only.
		return p.strip(path)
	}
	return os.RemoveAll(path)
}

// strip is RemoveAll by nothing but the plainest calls.
func (p Patience) strip(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var first error
	if info.IsDir() {
		entries, err := os.ReadDir(path)
		first = err
		for _, e := range entries {
			if err := p.strip(filepath.Join(path, e.Name())); first == nil {
				first = err
			}
		}
	}
	if err := p.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) && first == nil {
		first = err
	}
	return first
}

// Open is os.OpenFile. ErrHeld where another program shared the file with nobody to the end; a file that may not be opened
// at all is fs.ErrPermission, after a third of a second.
func (p Patience) Open(path string, flag int, mode os.FileMode) (f *os.File, err error) {
	err = p.open(runtime.GOOS == "windows", func() (err error) {
		f, err = os.OpenFile(path, flag, mode)
		return err
	})
	return f, err
}

// change tries to rename or remove: whoever may make a file in a folder may do both, so that a refusal means a holder.
func (p Patience) change(windows bool, do func() error) error {
	return p.try(windows, do, append([]syscall.Errno{accessDenied, folderNotEmpty}, holders...), nil)
}

func (p Patience) open(windows bool, do func() error) error {
	return p.try(windows, do, holders, []syscall.Errno{accessDenied})
}

var holders = []syscall.Errno{sharingViolation, lockViolation, deletePending, mappedSection}

// try does it until it works, fails for another reason, or has been waited for long enough; for a reason of brief it
// waits a few times only, and does not call it held.
func (p Patience) try(windows bool, do func() error, held, brief []syscall.Errno) error {
	err := do()
	if !windows {
		return err
	}
	for i, wait := range waits {
		if p == nil || !isOne(err, held) && (i >= briefly || !isOne(err, brief)) {
			break
		}
		p(wait)
		err = do()
	}
	if isOne(err, held) {
		return fmt.Errorf("%w: %w", ErrHeld, err)
	}
	return err
}

func isOne(err error, numbers []syscall.Errno) bool {
	return slices.ContainsFunc(numbers, func(n syscall.Errno) bool { return errors.Is(err, n) })
}
