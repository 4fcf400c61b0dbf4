package care

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"tuanjian/store"
	"tuanjian/store/disk"
	"tuanjian/store/patience"
	"tuanjian/store/vault"
)

// SetSecondPlace chooses the folder, a USB stick's for instance, that every backup is
// copied to when it is there; "" ends that. The ledger makes a folder of its own in
// it, and knows the place again by that folder, so that an empty mount point or
// another stick is not taken for it. The newest backup goes there at once.
func SetSecondPlace(b *store.Book, place string) (Second, error) {
	if err := b.Allow(store.MayBackup); err != nil {
		return Second{}, err
	}
	b.Engine().Caring().Lock()
	defer b.Engine().Caring().Unlock()
	notes := notesOf(b)
	if place != "" {
		own := secondFolder(b, place)
		if disk.Same(own, BackupFolder(b.Path())) {
			return Second{}, store.Refuse("备份本来就在这个文件夹里。请选另一个磁盘，例如 U 盘。")
		}
		if err := os.MkdirAll(own, 0o700); err != nil {
			return Second{}, store.Tell(err)
		}
	}
	if notes.Place != place {
		notes.Place, notes.Taken = place, nil
	}
	var second Second
	if n := len(notes.Made); n > 0 {
		second = toSecond(b, notes, filepath.Join(BackupFolder(b.Path()), notes.Made[n-1].File))
	}
	if err := keepNotes(b, notes); err != nil {
		return second, store.Tell(err)
	}
	return second, nil
}

// FindSecond looks for the second place on other drives when it is not where it was:
// a stick gets another letter or folder each time. The one that has a backup of this
// ledger's own is taken for it.
func FindSecond(b *store.Book, places ...string) error {
	b.Engine().Caring().Lock()
	defer b.Engine().Caring().Unlock()
	notes := notesOf(b)
	if notes.Place == "" || secondThere(b, notes) {
		return nil
	}
	for _, place := range places {
		if slices.ContainsFunc(notes.Taken, func(file string) bool { return disk.IsThere(filepath.Join(secondFolder(b, place), file)) }) {
			notes.Place = place
			if err := keepNotes(b, notes); err != nil {
				return store.Tell(err)
			}
			return nil
		}
	}
	return nil
}

func secondFolder(b *store.Book, place string) string {
	return filepath.Join(place, filepath.Base(BackupFolder(b.Path())))
}

// secondThere says whether the second place is plugged in.
func secondThere(b *store.Book, notes *careNotes) bool {
	if notes.Place == "" {
		return false
	}
	info, err := os.Lstat(secondFolder(b, notes.Place))
	return err == nil && info.IsDir()
}

// toSecond copies a backup to the second place, thins what lies there, and says what
// became of it.
func toSecond(b *store.Book, notes *careNotes, path string) Second {
	if notes.Place == "" {
		return Second{}
	}
	if !secondThere(b, notes) {
		return Second{SecondAway, "第二个位置没有插上，这次只备份在电脑上。插好后会补上。"}
	}
	folder := secondFolder(b, notes.Place)
	file := filepath.Base(path)
	if !slices.Contains(notes.Taken, file) || !disk.IsThere(filepath.Join(folder, file)) {
		err := disk.Copy(context.Background(), b.Patience(), path, filepath.Join(folder, file), false)
		if errors.Is(err, vault.ErrExists) && sameFile(path, filepath.Join(folder, file)) {
			err = nil
		}
		if err != nil {
			return Second{SecondFailed, "没有备份到第二个位置。" + store.Tell(err).Message}
		}
		notes.Taken = append(notes.Taken, file)
	}
	notes.thinSecond(b.Patience(), folder)
	return Second{SecondDone, "第二个位置也备份好了，可以拔出。"}
}

func sameFile(x, y string) bool {
	a, errA := disk.SumOf(context.Background(), x)
	c, errC := disk.SumOf(context.Background(), y)
	return errA == nil && errC == nil && a == c
}

// thinSecond is thin for the second place.
func (n *careNotes) thinSecond(p patience.Patience, folder string) {
	var names []backupName
	for _, file := range n.Taken {
		if name, ok := parseBackupName(file); ok {
			names = append(names, name)
		}
	}
	_, gone := keepBackups(names, n.proved())
	for _, name := range gone {
		if disk.Remove(p, filepath.Join(folder, name.String())) == nil {
			n.Taken = slices.DeleteFunc(n.Taken, func(file string) bool { return file == name.String() })
		}
	}
}
