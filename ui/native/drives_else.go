//go:build !linux && !windows

package native

import (
	"errors"
	"os"
)

// RemovableDrives are none where nobody has written how to ask the system: the
// person chooses a folder.
func RemovableDrives() []Drive { return nil }

// Flush waits until a file that was written to a drive lies on it.
func Flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
