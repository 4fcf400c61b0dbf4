package sheet

import (
	"io"
	"os"
	"path/filepath"
)

// WriteFile makes the file at path with mode 0600 from what write gives. It writes beside it, waits for the disk and
// renames, so that path holds either what it held before or the whole new file.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".tuanjian-*") // CreateTemp gives 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err = write(f); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return err
	}
	if dir, openErr := os.Open(filepath.Dir(path)); openErr == nil {
		dir.Sync() // not every system can; the file itself is safe
		dir.Close()
	}
	return nil
}
