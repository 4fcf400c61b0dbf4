package vault

import (
	"errors"
	"os"
	"syscall"
)

// freeRoom is how many bytes this person may still write into a folder.
func freeRoom(folder string) (int64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return 0, err
	}
	if s.Blocks == 0 { // a folder that lies on no disk, /sys for instance
		return 0, errors.ErrUnsupported
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}

// names is how many names a file has.
func names(f *os.File) (int, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(s.Nlink), nil
	}
	return 1, nil
}

// lockShared keeps writers away from a file that is read raw, as bbolt's own shared
// lock does; it ends with the file. ErrBusy when a writer has it.
func lockShared(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	if err == syscall.EWOULDBLOCK {
		return ErrBusy
	}
	return err
}
