package vault

import "syscall"

// forget drops the pages of a mapping that belongs to a file: nothing is lost, the
// file still has them.
func forget(start uintptr, size int64) error {
	if _, _, errno := syscall.Syscall(syscall.SYS_MADVISE, start, uintptr(size), syscall.MADV_DONTNEED); errno != 0 {
		return errno
	}
	return nil
}
