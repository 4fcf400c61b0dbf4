package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"syscall"

	bberrors "go.etcd.io/bbolt/errors"
)

// Reasons why a file cannot be made, opened or written. They are wrapped with a
// cause that holds no path, key or value, so any of them may go into a log. A
// wrong password is seal.ErrWrongPassword and comes from the caller's unlock.
var (
	ErrExists    = errors.New("vault: a file is already there")
	ErrMissing   = errors.New("vault: no such file or folder")
	ErrBusy      = errors.New("vault: open elsewhere")
	ErrNotLedger = errors.New("vault: not a ledger")
	ErrNewer     = errors.New("vault: written by a newer program")
	ErrDamaged   = errors.New("vault: damaged")
	ErrReadOnly  = errors.New("vault: file or folder cannot be written")
	ErrNoSpace   = errors.New("vault: no space left")
	ErrClosed    = errors.New("vault: closed")

	// ErrName: a bucket's name or a key is empty, too long or the vault's own.
	ErrName = errors.New("vault: bucket or key not allowed")
	// ErrLastSlot: a ledger without any slot could never be opened again.
	ErrLastSlot = errors.New("vault: the last key slot stays")
	// ErrSlotExists: a slot of this kind and name is there already.
	ErrSlotExists = errors.New("vault: key slot exists")
	// ErrNoSlot: there is no slot of this kind and name.
	ErrNoSlot = errors.New("vault: no such key slot")
	// ErrOtherLedger: the file is a sound ledger, of another master key.
	ErrOtherLedger = errors.New("vault: another ledger")
	// ErrSlotsLost: no key slot is left in the file; those of a backup may serve.
	ErrSlotsLost = errors.New("vault: no key slots found")
	// ErrUnsure: the disk failed at the very end of a save. Whether it is kept shows
	// when the ledger is opened again; until then nothing more is written.
	ErrUnsure = errors.New("vault: not known whether it was saved")
	// ErrTwoNames: the file has a second name (a hard link), under which the old
	// content would live on.
	ErrTwoNames = errors.New("vault: the file has a second name")
	// ErrStop ends a walk early; the walk then returns no error.
	ErrStop = errors.New("vault: stop")
)

// Windows' own numbers for a full disk.
const (
	windowsHandleDiskFull = syscall.Errno(39)
	windowsDiskFull       = syscall.Errno(112)
)

// reason puts the sentinel in front of what the operating system or bbolt said,
// and drops the path.
func reason(err error) error {
	if err == nil {
		return nil
	}
	for _, own := range []error{ErrDamaged, ErrNotLedger, ErrNewer, ErrName, ErrExists, ErrReadOnly, ErrNoSpace, ErrClosed,
		ErrBusy, ErrUnsure, ErrTwoNames} {
		if errors.Is(err, own) {
			return err
		}
	}
	for _, r := range []struct {
		cause, is error
	}{
		{bberrors.ErrTimeout, ErrBusy},
		{bberrors.ErrDatabaseNotOpen, ErrClosed},
		{bberrors.ErrInvalidMapping, ErrClosed},
		{bberrors.ErrDatabaseReadOnly, ErrReadOnly},
		{bberrors.ErrTxClosed, ErrClosed},
		{fs.ErrClosed, ErrClosed},
		{fs.ErrExist, ErrExists},
		{fs.ErrNotExist, ErrMissing},
		{fs.ErrPermission, ErrReadOnly},
		{syscall.EROFS, ErrReadOnly},
		{syscall.ENOSPC, ErrNoSpace},
		{syscall.EDQUOT, ErrNoSpace},
		{syscall.EFBIG, ErrNoSpace},
	} {
		if errors.Is(err, r.cause) {
			return fmt.Errorf("%w: %w", r.is, bare(err))
		}
	}
	// bbolt says some of its write errors as text only, path and all.
	full := []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}
	if runtime.GOOS == "windows" {
		full = append(full, windowsDiskFull, windowsHandleDiskFull)
	}
	for _, full := range full {
		if strings.Contains(err.Error(), full.Error()) {
			return fmt.Errorf("%w: %w", ErrNoSpace, full)
		}
	}
	if runtime.GOOS == "windows" &&
		(errors.Is(err, windowsDiskFull) || errors.Is(err, windowsHandleDiskFull)) {
		return fmt.Errorf("%w: %w", ErrNoSpace, bare(err))
	}
	return bare(err)
}

// bare takes the path off an error of package os: it may name people.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("%s: %w", path.Op, path.Err)
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return fmt.Errorf("%s: %w", link.Op, link.Err)
	}
	if strings.ContainsAny(err.Error(), `/\`) { // a path that is text already
		return errors.New("the operating system refused")
	}
	return err
}

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrDamaged}, args...)...)
}
