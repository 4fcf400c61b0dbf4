// Package care keeps a ledger from being lost: finding what is damaged, backups and their proof, a second place for them,
// restoring one, salvaging what is whole in a damaged file, noticing that an older file lies in the place of a newer or that the
// clock is wrong, counting wrong passwords, and clearing memory after a lock. It has the engine under a Book. It knows nothing of what records mean, and no screen.
package care

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tuanjian/store"
	"tuanjian/store/disk"
	"tuanjian/store/patience"
	"tuanjian/store/vault"
)

// careSetting is where a ledger keeps what it knows of its backups.
const careSetting = "care"

// careNotes are that: sealed with everything else, and no intent of record.
type careNotes struct {
	Made  []made   `json:"made,omitempty"`  // oldest first; only files that are still there
	Place string   `json:"place,omitempty"` // the second place
	Taken []string `json:"taken,omitempty"` // files there
	Proof *proof   `json:"proof,omitempty"` // the last one
}

// A made is one backup as it was noted when it was made.
type made struct {
	File    string         `json:"f"`
	Seq     uint64         `json:"s"` // newest journal entry in it
	Time    int64          `json:"t"` // Unix seconds
	Who     string         `json:"w,omitempty"`
	Changed int64          `json:"c,omitempty"` // Unix seconds of that entry
	Counts  map[string]int `json:"n"`           // records by kind
	Print   string         `json:"p"`           // fingerprint
	Size    int64          `json:"b"`
	Bad     bool           `json:"x,omitempty"` // could not be restored
	Left    bool           `json:"l,omitempty"` // made before a backup was restored: its numbers are not today's
}

// A BackedUp tells what BackUp did.
type BackedUp struct {
	Path   string // of the backup
	Same   bool   // nothing has changed since this backup was made; no new one was needed
	Second Second
}

// A Second tells what became of a backup at the second place.
type Second struct {
	State   SecondState
	Message string // for a person; empty where no place was chosen
}

// SecondState is how the second place stands.
type SecondState int

// No place is chosen; the backup is there; the place is not plugged in; it could not
// be written.
const (
	NoSecond SecondState = iota
	SecondDone
	SecondAway
	SecondFailed
)

// BackUp makes a backup in the ledger's folder of backups, proved by reading it back,
// copies it to the second place when that is there, and takes away older backups that
// are not to be kept. When nothing was saved since the newest backup, that one is the
// answer. Saving waits meanwhile. It must not be called inside a write.
func BackUp(b *store.Book, why Why) (BackedUp, error) {
	if err := b.Allow(store.MayBackup); err != nil {
		return BackedUp{}, err
	}
	return backUpNow(b, why)
}

// backUpNow is BackUp whatever the role: what the program does by itself.
func backUpNow(b *store.Book, why Why) (BackedUp, error) {
	b.Engine().Caring().Lock()
	defer b.Engine().Caring().Unlock()
	if err := disk.Sweep(b.Patience(), BackupFolder(b.Path())); err != nil {
		return BackedUp{}, store.Tell(err)
	}
	return backUp(b, why, false)
}

// backUp is BackUp for who holds caring; anew makes a new backup in any case.
func backUp(b *store.Book, why Why, anew bool) (BackedUp, error) {
	if err := b.Engine().InReach(); err != nil {
		return BackedUp{}, err
	}
	notes := notesOf(b)
	folder := BackupFolder(b.Path())
	if m := current(b, notes); m != nil && !anew {
		second := toSecond(b, notes, filepath.Join(folder, m.File))
		return BackedUp{filepath.Join(folder, m.File), true, second}, nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return BackedUp{}, store.Tell(err)
	}
	m, err := copyInto(b, folder, why)
	if err != nil {
		return BackedUp{}, store.Tell(err)
	}
	notes.Made = append(notes.Made, m)
	path := filepath.Join(folder, m.File)
	second := toSecond(b, notes, path)
	notes.thin(b.Patience(), folder)
	// The backup is there whether or not the ledger can note it.
	_ = keepNotes(b, notes)
	return BackedUp{path, false, second}, nil
}

// current is the newest backup when it holds the ledger as it now is, or nil.
func current(b *store.Book, notes *careNotes) *made {
	if len(notes.Made) == 0 {
		return nil
	}
	m := &notes.Made[len(notes.Made)-1]
	seq := b.Today().Moment().Seq
	info, err := os.Lstat(filepath.Join(BackupFolder(b.Path()), m.File))
	if m.Seq != seq || m.Bad || m.Left || err != nil || info.Size() != m.Size || !info.Mode().IsRegular() {
		return nil
	}
	return m
}

// copyInto copies the ledger and notes what is in the copy. Nothing is saved between
// the one and the other.
func copyInto(b *store.Book, folder string, why Why) (m made, err error) {
	names, err := backupNames(folder)
	if err != nil {
		return m, err
	}
	if err := disk.RoomFor(b.Path(), folder); err != nil {
		return m, err
	}
	err = b.Engine().Alone(func() (err error) {
		m, err = copyNow(b, folder, names, why)
		return err
	})
	return m, err
}

// copyNow is copyInto while nobody saves; names are the backups that are there.
func copyNow(b *store.Book, folder string, names []backupName, why Why) (m made, err error) {
	m, err = described(b)
	if err != nil {
		return m, err
	}
	name := backupName{Number: m.Seq, Day: b.Clock().Format(time.DateOnly), Why: why}
	if len(names) > 0 && names[0].Number >= name.Number {
		// A ledger that was restored counts from below what lies here already.
		name.Number = names[0].Number + 1
	}
	m.File = name.String()
	path := filepath.Join(folder, m.File)
	if err := b.Engine().Vault().Copy(path, false); err != nil {
		return m, err
	}
	info, err := os.Lstat(path)
	if err != nil {
		return m, err
	}
	m.Size = info.Size()
	return m, nil
}

// described is what is in the ledger now; nothing may be saved meanwhile.
func described(b *store.Book) (m made, err error) {
	err = b.Engine().Vault().View(func(tx *vault.Tx) (err error) {
		m, err = describe(tx)
		return err
	})
	m.Time = b.Clock().Unix()
	return m, err
}

// describe reads what a ledger holds: how many records of each kind, the newest
// entry of the journal, and a fingerprint of every record with its history.
func describe(tx *vault.Tx) (m made, err error) {
	if m.Seq, err = tx.LastSeq(); err != nil {
		return m, err
	}
	if _, err = tx.JournalBack(func(_ uint64, line []byte) error {
		var e store.Entry
		if json.Unmarshal(line, &e) == nil {
			m.Who, m.Changed = e.Who, e.Time
		}
		return vault.ErrStop
	}); err != nil {
		return m, err
	}
	m.Counts, m.Print, err = fingerprint(tx)
	return m, err
}

// BackUpBefore makes the backup that stands before what changes much at once. It does
// nothing where this ledger is not backed up unasked, or nothing was saved since the
// newest backup. When it fails the intent must not begin. It must not be called
// inside a write.
func BackUpBefore(b *store.Book, why Why) error {
	if !backsUp(b) {
		return nil
	}
	if _, err := backUpNow(b, why); err != nil {
		told := store.Tell(err)
		return &store.Error{Code: told.Code, Message: "要先备份才往下做，备份没有做成，所以什么都没有改。" + told.Message, Err: told.Err}
	}
	return nil
}

// backsUp says whether this ledger is backed up unasked.
func backsUp(b *store.Book) bool {
	return b.Engine().Env().Backups == store.AllBackups || b.Engine().Env().Backups == store.RealBackups && !b.Profile().Practice
}

// thin takes the backups away that are not to be kept. Only what this ledger made
// itself is touched, never another's file in the same folder.
func (n *careNotes) thin(p patience.Patience, folder string) {
	var names []backupName
	n.Made = slices.DeleteFunc(n.Made, func(m made) bool {
		name, ok := parseBackupName(m.File)
		if _, err := os.Lstat(filepath.Join(folder, m.File)); !ok || errors.Is(err, os.ErrNotExist) {
			return true
		}
		names = append(names, name)
		return false
	})
	_, gone := keepBackups(names, n.proved())
	for _, name := range gone {
		if disk.Remove(p, filepath.Join(folder, name.String())) == nil {
			n.Made = slices.DeleteFunc(n.Made, func(m made) bool { return m.File == name.String() })
		}
	}
}

func (n *careNotes) proved() string {
	if n.Proof == nil {
		return ""
	}
	return n.Proof.File
}

// notesOf reads them; a ledger that has none, or lost them, starts anew.
func notesOf(b *store.Book) *careNotes {
	notes := &careNotes{}
	if _, err := b.WasSet(careSetting, notes); err != nil {
		return &careNotes{}
	}
	return notes
}

func keepNotes(b *store.Book, notes *careNotes) error {
	text, err := json.Marshal(notes)
	if err != nil {
		return err
	}
	return b.Engine().Vault().Update(func(tx *vault.Tx) error {
		return tx.Put(store.SettingBucket, []byte(careSetting), text)
	})
}

// BackUpTo writes a copy of the ledger that has been read back and compared, to a place
// of the person's choice. It does not replace a file.
func BackUpTo(b *store.Book, to string) error {
	if err := b.Allow(store.MayBackup); err != nil {
		return err
	}
	b.Engine().Caring().Lock()
	defer b.Engine().Caring().Unlock()
	if err := disk.NameFor(to); err != nil {
		return store.Tell(err)
	}
	disk.ClearAbandoned(b.Patience(), filepath.Dir(to))
	if err := b.Engine().Vault().Copy(to, false); err != nil {
		return store.Tell(err)
	}
	return journal(b, store.Intent{Deed: store.MayBackup})
}

// journal writes down what was done, where no record changes by it.
func journal(b *store.Book, in store.Intent) error {
	_, err := b.Do(in, func(*store.Turn) error { return nil })
	return err
}
