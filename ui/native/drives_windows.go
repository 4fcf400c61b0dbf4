package native

import (
	"errors"
	"os"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// RemovableDrives are the disks that can be pulled out and that can be written on
// now. A stick that died may hold the call up: call it off the drawing thread. Where
// the system does not tell there are none.
func RemovableDrives() []Drive {
	const noBox = 1 // a reader without a card must not put up a box of the system
	defer windows.SetErrorMode(windows.SetErrorMode(noBox))
	mask, err := windows.GetLogicalDrives()
	if err != nil {
		return nil
	}
	var found []Drive
	for i := range 26 {
		if mask&(1<<i) == 0 {
			continue
		}
		letter := string(rune('A'+i)) + ":"
		if d, ok := drive(letter); ok {
			found = append(found, d)
		}
	}
	return found
}

func drive(letter string) (Drive, bool) {
	path := letter + `\`
	root, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return Drive{}, false
	}
	switch windows.GetDriveType(root) {
	case windows.DRIVE_REMOVABLE:
	case windows.DRIVE_FIXED:
		if !onPort(letter) {
			return Drive{}, false
		}
	default:
		return Drive{}, false
	}
	var label [windows.MAX_PATH + 1]uint16
	var flags uint32
	if windows.GetVolumeInformation(root, &label[0], uint32(len(label)), nil, nil, &flags, nil, 0) != nil || flags&windows.FILE_READ_ONLY_VOLUME != 0 {
		return Drive{}, false
	}
	var free uint64
	if windows.GetDiskFreeSpaceEx(root, &free, nil, nil) != nil {
		return Drive{}, false
	}
	name := strings.TrimSpace(windows.UTF16ToString(label[:]) + " (" + letter + ")")
	return Drive{Name: name, Path: path, Free: int64(free)}, true
}

// onPort says whether a disk that calls itself fixed hangs on a USB port or is a
// card.
func onPort(letter string) bool {
	name, err := windows.UTF16PtrFromString(`\\.\` + letter)
	if err != nil {
		return false
	}
	h, err := windows.CreateFile(name, 0, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return false
	}
	defer windows.CloseHandle(h)
	const queryProperty = 0x2D1400 // IOCTL_STORAGE_QUERY_PROPERTY
	const usb, sd, mmc = 7, 12, 13 // STORAGE_BUS_TYPE
	var query [12]byte             // the device itself, the standard query
	var about struct {
		_   [28]byte
		Bus uint32
		_   [992]byte
	}
	var n uint32
	err = windows.DeviceIoControl(h, queryProperty, &query[0], uint32(len(query)), (*byte)(unsafe.Pointer(&about)), uint32(unsafe.Sizeof(about)), &n, nil)
	return err == nil && (about.Bus == usb || about.Bus == sd || about.Bus == mmc)
}

// Flush waits until a file that was written to a drive lies on it, so that it may be
// pulled out. An error says that it does not. Only an administrator may flush a whole
// drive; what else is written to a stick Windows does not hold back. A folder has
// nothing to wait for.
func Flush(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
