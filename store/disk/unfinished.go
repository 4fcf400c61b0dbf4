package disk

import (
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tuanjian/store/patience"
)

// Unfinished is how the vault calls a file beside its place until it is whole.
const Unfinished = ".tuanjian-*.tmp"

// abandonedAfter is how long an unfinished file may rest untouched before it counts
// as left behind by a program that was killed.
const abandonedAfter = time.Hour

// ClearAbandoned takes away what killed programs left unfinished in a folder, files and
// the folders in which a backup is tried out or a ledger rescued, so that it does not
// fill the disk. What another window is making right now is younger, and
// stays. What cannot be removed stays too: it is only wasted room.
func ClearAbandoned(p patience.Patience, folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	var left []string
	for _, e := range entries {
		if ours, _ := filepath.Match(Unfinished, e.Name()); ours && (e.Type().IsRegular() || e.IsDir()) {
			left = append(left, filepath.Join(folder, e.Name()))
		}
	}
	if len(left) == 0 {
		return
	}
	now, err := ClockOf(folder)
	if err != nil {
		return
	}
	for _, path := range left {
		if rested(path, now) {
			_ = Remove(p, path)
		}
	}
}

// ClockOf is what a folder's own disk takes for the present: a stick may be hours off the computer's clock, and what a
// restoring is just making in it would look long abandoned.
func ClockOf(folder string) (time.Time, error) {
	f, err := os.CreateTemp(folder, Unfinished)
	if err != nil {
		return time.Time{}, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return time.Time{}, err
	}
	return info.ModTime(), nil
}

// rested says that a file, or a folder and everything in it, has long been left alone.
func rested(path string, now time.Time) bool {
	old := true
	err := filepath.WalkDir(path, func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		old = old && err == nil && now.Sub(info.ModTime()) > abandonedAfter
		return err
	})
	return err == nil && old
}
