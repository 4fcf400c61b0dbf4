package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	bberrors "go.etcd.io/bbolt/errors"

	"tuanjian/store/patience"
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
	ErrDisk      = errors.New("vault: the disk reports an error")
	ErrMemory    = errors.New("vault: not enough memory")
	ErrLongName  = errors.New("vault: file name too long")
	ErrHeld      = errors.New("vault: another program has hold of the file")
	ErrNoName    = errors.New("vault: not a name for a file")

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

// causes give what the operating system and bbolt say its sentinel. Windows has
// numbers of its own, which mean other things elsewhere.
var causes = []struct {
	cause   error
	windows bool
	is      error
}{
	{patience.ErrHeld, false, ErrHeld}, // first: its cause is one of those below
	{bberrors.ErrTimeout, false, ErrBusy},
	{bberrors.ErrDatabaseNotOpen, false, ErrClosed},
	{bberrors.ErrInvalidMapping, false, ErrClosed},
	{bberrors.ErrDatabaseReadOnly, false, ErrReadOnly},
	{bberrors.ErrTxClosed, false, ErrClosed},
	{fs.ErrClosed, false, ErrClosed},
	{fs.ErrExist, false, ErrExists},
	{fs.ErrNotExist, false, ErrMissing},
	{fs.ErrPermission, false, ErrReadOnly},
	{syscall.EROFS, false, ErrReadOnly},
	{syscall.ENOSPC, false, ErrNoSpace},
	{syscall.EDQUOT, false, ErrNoSpace},
	{syscall.EFBIG, false, ErrNoSpace},
	{syscall.EIO, false, ErrDisk},
	{syscall.ENOMEM, false, ErrMemory},
	{syscall.ENAMETOOLONG, false, ErrLongName},
	{syscall.Errno(8), true, ErrMemory},     // ERROR_NOT_ENOUGH_MEMORY
	{syscall.Errno(19), true, ErrReadOnly},  // ERROR_WRITE_PROTECT
	{syscall.Errno(21), true, ErrDisk},      // ERROR_NOT_READY
	{syscall.Errno(23), true, ErrDisk},      // ERROR_CRC
	{syscall.Errno(29), true, ErrDisk},      // ERROR_WRITE_FAULT
	{syscall.Errno(30), true, ErrDisk},      // ERROR_READ_FAULT
	{syscall.Errno(32), true, ErrHeld},      // ERROR_SHARING_VIOLATION
	{syscall.Errno(39), true, ErrNoSpace},   // ERROR_HANDLE_DISK_FULL
	{syscall.Errno(112), true, ErrNoSpace},  // ERROR_DISK_FULL
	{syscall.Errno(123), true, ErrNoName},   // ERROR_INVALID_NAME
	{syscall.Errno(161), true, ErrNoName},   // ERROR_BAD_PATHNAME
	{syscall.Errno(206), true, ErrLongName}, // ERROR_FILENAME_EXCED_RANGE
	{syscall.Errno(267), true, ErrNoName},   // ERROR_DIRECTORY
	{syscall.Errno(1117), true, ErrDisk},    // ERROR_IO_DEVICE
	{syscall.Errno(1455), true, ErrMemory},  // ERROR_COMMITMENT_LIMIT
}

// Reason is an error of package os about any file with the reason of this list in
// front of it, as the vault's own errors have it; one that fits none comes back as it
// is but for the path.
func Reason(err error) error { return reason(err) }

// reason puts the sentinel in front of what the operating system or bbolt said,
// and drops the path.
func reason(err error) error {
	if err == nil {
		return nil
	}
	for _, own := range []error{ErrDamaged, ErrNotLedger, ErrNewer, ErrName, ErrUnsure, ErrTwoNames} {
		if errors.Is(err, own) {
			return err
		}
	}
	for _, c := range causes {
		if errors.Is(err, c.is) {
			return err // has been here
		}
	}
	for _, c := range causes {
		if errors.Is(err, c.cause) && (windows || !c.windows) {
			return fmt.Errorf("%w: %w", c.is, bare(err))
		}
	}
	// bbolt says some of its write errors as text only, path and all.
	for _, c := range causes {
		number, isNumber := c.cause.(syscall.Errno)
		if isNumber && (windows || !c.windows) && strings.Contains(err.Error(), number.Error()) {
			return fmt.Errorf("%w: %w", c.is, number)
		}
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
