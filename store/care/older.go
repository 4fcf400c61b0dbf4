package care

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/vault"
)

// passedSetting is the highest number of the backups that lay beside the ledger when a
// backup was put in its place: those are newer, and a person wanted it so.
const passedSetting = "passed"

// OlderWarning is what to tell a person when something beside the ledger is newer than
// the ledger itself: a backup of which it does not know, or a submission. Somebody then
// put an older copy of the whole file in its place. "" when nothing is, which proves
// nothing: where whoever did it took the newer files away, too, nothing is left to tell.
func OlderWarning(b *store.Book) string {
	names, err := backupNames(BackupFolder(b.Path()))
	if err != nil {
		return "" // the next backup says so
	}
	known, passed := map[string]bool{}, overtaken(b)
	for _, m := range notesOf(b).Made {
		known[m.File] = true
	}
	seq := b.Engine().Opened()
	const then = "这个台账可能被换成了旧的一份，后来录入的不在里面。请先不要录入，问一问谁动过这个文件；要接着用最新的，请从备份恢复。"
	for _, n := range names {
		if n.Number > max(seq, passed) && !known[n.String()] {
			return "旁边有一个备份（" + n.Day + " " + string(n.Why) + "）比台账还新。" + then
		}
	}
	if n := newerSubmission(b); n > 0 {
		return "旁边有第 " + strconv.Itoa(int(n)) + " 次的上报包，台账里却没有这一次。" + then
	}
	return ""
}

// newerSubmission is the number of a package of this community that lies beside the
// ledger and of which it does not know; 0 for none.
func newerSubmission(b *store.Book) uint64 {
	last, err := points.LastSubmission(b)
	if err != nil {
		return 0
	}
	entries, err := os.ReadDir(filepath.Dir(b.Path()))
	if err != nil {
		return 0
	}
	own := b.Profile().Name
	for _, e := range entries {
		house, what, number, ok := parcel.Named(e.Name())
		if ok && what == "" && house == own && number > last.Number && e.Type().IsRegular() {
			return number
		}
	}
	return 0
}

func overtaken(b *store.Book) (n uint64) {
	if _, err := b.WasSet(passedSetting, &n); err != nil {
		return 0
	}
	return n
}

// pass notes in a ledger that is about to take its place at path which backups there are
// newer, so that nobody is warned of what was meant.
func pass(b *store.Book, path string) error {
	names, err := backupNames(BackupFolder(path))
	if err != nil || len(names) == 0 {
		return err
	}
	text, err := json.Marshal(names[0].Number)
	if err != nil {
		return err
	}
	return b.Engine().Vault().Update(func(tx *vault.Tx) error { return tx.Put(store.SettingBucket, []byte(passedSetting), text) })
}
