package native

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// diskPlace asks Windows about the drive of a path; the root is not used.
func diskPlace(_, path string) string {
	volume := strings.TrimPrefix(filepath.VolumeName(path), `\\?\`)
	if strings.HasPrefix(volume, `\\`) || strings.HasPrefix(strings.ToUpper(volume), `UNC\`) {
		return NetworkPlace
	}
	root, err := windows.UTF16PtrFromString(volume + `\`)
	if err != nil {
		return ""
	}
	switch windows.GetDriveType(root) {
	case windows.DRIVE_REMOTE:
		return NetworkPlace
	case windows.DRIVE_REMOVABLE, windows.DRIVE_CDROM:
		return RemovablePlace
	case windows.DRIVE_FIXED:
		if onPort(volume) {
			return RemovablePlace
		}
	}
	return ""
}
