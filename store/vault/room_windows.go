package vault

import (
	"os"
	"syscall"
	"unsafe"
)

var (
	kernel    = syscall.NewLazyDLL("kernel32.dll")
	freeSpace = kernel.NewProc("GetDiskFreeSpaceExW")
	lockFile  = kernel.NewProc("LockFileEx")
)

// freeRoom is how many bytes this person may still write into a folder.
func freeRoom(folder string) (int64, error) {
	name, err := syscall.UTF16PtrFromString(folder)
	if err != nil {
		return 0, err
	}
	var free uint64
	if ok, _, err := freeSpace.Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&free)), 0, 0); ok == 0 {
		return 0, err
	}
	return int64(min(free, 1<<62)), nil
}

// names is how many names a file has.
func names(f *os.File) (int, error) {
	var info syscall.ByHandleFileInformation
	if err := syscall.GetFileInformationByHandle(syscall.Handle(f.Fd()), &info); err != nil {
		return 0, err
	}
	return int(info.NumberOfLinks), nil
}

// lockShared keeps writers away from a file that is read raw, as bbolt's own shared
// lock does, on the same byte; it ends with the file. ErrBusy when a writer has it.
func lockShared(f *os.File) error {
	const (
		failAtOnce    = 1
		lockViolation = syscall.Errno(33)
	)
	last := syscall.Overlapped{Offset: 1<<32 - 1, OffsetHigh: 1<<32 - 1}
	ok, _, err := lockFile.Call(f.Fd(), failAtOnce, 0, 1, 0, uintptr(unsafe.Pointer(&last)))
	switch {
	case ok != 0:
		return nil
	case err == lockViolation:
		return ErrBusy
	}
	return err
}
