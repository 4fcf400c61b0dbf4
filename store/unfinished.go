package store

import (
	"os"
	"path/filepath"
	"time"
)

// unfinished is how the vault calls a file beside its place until it is whole.
const unfinished = ".tuanjian-*.tmp"

// abandonedAfter is how long an unfinished file may rest untouched before it counts
// as left behind by a program that was killed.
const abandonedAfter = time.Hour

// clearAbandoned takes away what killed programs left unfinished in a folder, so that
// it does not fill the disk. What another window is making right now is younger, and
// stays. What cannot be removed stays too: it is only wasted room.
func clearAbandoned(folder string, now time.Time) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		if ours, _ := filepath.Match(unfinished, e.Name()); !ours || !e.Type().IsRegular() {
			continue
		}
		if info, err := e.Info(); err == nil && now.Sub(info.ModTime()) > abandonedAfter {
			_ = os.Remove(filepath.Join(folder, e.Name()))
		}
	}
}
