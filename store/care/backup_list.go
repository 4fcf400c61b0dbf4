package care

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tuanjian/store"
)

// A Kept is one backup that is there. What was noted when it was made is known only
// while the ledger is open, and only of backups that the ledger made itself.
type Kept struct {
	Path   string
	Number uint64 // the order; 0 for a copy from before an upgrade
	Day    string // 2006-01-02, by the clock of then
	Why    Why
	Size   int64
	Second bool // it lies at the second place only

	Made    time.Time // zero: not noted, as all below
	Who     string    // of the last change in it
	Changed time.Time
	Counts  map[string]int
	Proved  bool // it was the last to be restored for proof
	Bad     bool // it could not be restored
}

// BackupsBeside are the backups of a ledger that may be closed, damaged or missing,
// newest first: those in its folder, those from before an upgrade, and those that lie
// only at one of the places, sticks that are plugged in for instance.
func BackupsBeside(ledger string, places ...string) ([]Kept, error) {
	folder := BackupFolder(ledger)
	kept, err := keptIn(folder)
	if err != nil {
		return nil, store.Tell(err)
	}
	for _, place := range places {
		there, err := keptIn(filepath.Join(place, filepath.Base(folder)))
		if err != nil {
			continue // a stick that cannot be read hides no other backup
		}
		for _, k := range there {
			if !slices.ContainsFunc(kept, func(o Kept) bool { return filepath.Base(o.Path) == filepath.Base(k.Path) }) {
				k.Second = true
				kept = append(kept, k)
			}
		}
	}
	for _, path := range upgradeCopies(ledger) {
		info, err := os.Lstat(path)
		if err == nil {
			kept = append(kept, Kept{Path: path, Day: info.ModTime().Format(time.DateOnly), Why: BeforeUpgrade, Size: info.Size()})
		}
	}
	slices.SortStableFunc(kept, func(a, b Kept) int { return cmp.Compare(b.Number, a.Number) })
	return kept, nil
}

// keptIn are the backups in one folder, newest first.
func keptIn(folder string) ([]Kept, error) {
	names, err := backupNames(folder)
	if err != nil {
		return nil, err
	}
	var kept []Kept
	for _, n := range names {
		info, err := os.Lstat(filepath.Join(folder, n.String()))
		if err != nil {
			continue // gone meanwhile
		}
		kept = append(kept, Kept{Path: filepath.Join(folder, n.String()), Number: n.Number, Day: n.Day, Why: n.Why, Size: info.Size()})
	}
	return kept, nil
}

// Backups are the backups of this ledger that are there, newest first: in its folder, at
// the second place when that is plugged in, and those from before an upgrade.
func Backups(b *store.Book) ([]Kept, error) {
	notes := notesOf(b)
	var places []string
	if secondThere(b, notes) {
		places = append(places, notes.Place)
	}
	kept, err := BackupsBeside(b.Path(), places...)
	if err != nil {
		return nil, err
	}
	for i := range kept {
		k := &kept[i]
		k.Proved = filepath.Base(k.Path) == notes.proved()
		at := slices.IndexFunc(notes.Made, func(m made) bool { return m.File == filepath.Base(k.Path) && m.Size == k.Size })
		if at < 0 {
			continue
		}
		m := notes.Made[at]
		k.Made, k.Who, k.Changed, k.Counts, k.Bad = time.Unix(m.Time, 0), m.Who, time.Unix(m.Changed, 0), m.Counts, m.Bad
	}
	return kept, nil
}
