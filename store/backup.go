package store

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tuanjian/store/disk"
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
func (b *Book) BackUp(why Why) (BackedUp, error) {
	if err := b.Allow(MayBackup); err != nil {
		return BackedUp{}, err
	}
	return b.backUpNow(why)
}

// backUpNow is BackUp whatever the role: what the program does by itself.
func (b *Book) backUpNow(why Why) (BackedUp, error) {
	b.caring.Lock()
	defer b.caring.Unlock()
	if err := disk.Sweep(BackupFolder(b.Path())); err != nil {
		return BackedUp{}, Tell(err)
	}
	return b.backUp(why, false)
}

// backUp is BackUp for who holds caring; anew makes a new backup in any case.
func (b *Book) backUp(why Why, anew bool) (BackedUp, error) {
	if err := b.inReach(); err != nil {
		return BackedUp{}, err
	}
	notes := b.careNotes()
	folder := BackupFolder(b.Path())
	if m := b.current(notes); m != nil && !anew {
		second := b.toSecond(notes, filepath.Join(folder, m.File))
		return BackedUp{filepath.Join(folder, m.File), true, second}, nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return BackedUp{}, Tell(err)
	}
	m, err := b.copyInto(folder, why)
	if err != nil {
		return BackedUp{}, Tell(err)
	}
	notes.Made = append(notes.Made, m)
	path := filepath.Join(folder, m.File)
	second := b.toSecond(notes, path)
	notes.thin(folder)
	// The backup is there whether or not the ledger can note it.
	_ = b.putCareNotes(notes)
	return BackedUp{path, false, second}, nil
}

// current is the newest backup when it holds the ledger as it now is, or nil.
func (b *Book) current(notes *careNotes) *made {
	if len(notes.Made) == 0 {
		return nil
	}
	m := &notes.Made[len(notes.Made)-1]
	seq := b.lastSeq()
	info, err := os.Lstat(filepath.Join(BackupFolder(b.Path()), m.File))
	if m.Seq != seq || m.Bad || m.Left || err != nil || info.Size() != m.Size || !info.Mode().IsRegular() {
		return nil
	}
	return m
}

// copyInto copies the ledger and notes what is in the copy. Nothing is saved between
// the one and the other.
func (b *Book) copyInto(folder string, why Why) (m made, err error) {
	names, err := backupNames(folder)
	if err != nil {
		return m, err
	}
	if err := disk.RoomFor(b.Path(), folder); err != nil {
		return m, err
	}
	b.saving.Lock()
	defer b.saving.Unlock()
	m, err = b.described()
	if err != nil {
		return m, err
	}
	name := backupName{Number: m.Seq, Day: b.env.Now().Format(time.DateOnly), Why: why}
	if len(names) > 0 && names[0].Number >= name.Number {
		// A ledger that was restored counts from below what lies here already.
		name.Number = names[0].Number + 1
	}
	m.File = name.String()
	path := filepath.Join(folder, m.File)
	if err := b.vault.Copy(path, false); err != nil {
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
func (b *Book) described() (m made, err error) {
	err = b.vault.View(func(tx *vault.Tx) (err error) {
		m, err = describe(tx)
		return err
	})
	m.Time = b.env.Now().Unix()
	return m, err
}

// describe reads what a ledger holds: how many records of each kind, the newest
// entry of the journal, and a fingerprint of every record with its history.
func describe(tx *vault.Tx) (m made, err error) {
	if m.Seq, err = tx.LastSeq(); err != nil {
		return m, err
	}
	if _, err = tx.JournalBack(func(_ uint64, line []byte) error {
		var e Entry
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
func (b *Book) BackUpBefore(why Why) error {
	if !b.backsUp() {
		return nil
	}
	if _, err := b.backUpNow(why); err != nil {
		told := Tell(err)
		return &Error{Code: told.Code, Message: "要先备份才往下做，备份没有做成，所以什么都没有改。" + told.Message, Err: told.Err}
	}
	return nil
}

// backsUp says whether this ledger is backed up unasked.
func (b *Book) backsUp() bool {
	return b.env.Backups == AllBackups || b.env.Backups == RealBackups && !b.Profile().Practice
}

// thin takes the backups away that are not to be kept. Only what this ledger made
// itself is touched, never another's file in the same folder.
func (n *careNotes) thin(folder string) {
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
		if disk.Remove(filepath.Join(folder, name.String())) == nil {
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

// careNotes reads them; a ledger that has none, or lost them, starts anew.
func (b *Book) careNotes() *careNotes {
	notes := &careNotes{}
	err := b.vault.View(func(tx *vault.Tx) error {
		text, err := tx.Get(settingBucket, []byte(careSetting))
		if err != nil || text == nil {
			return err
		}
		return json.Unmarshal(text, notes)
	})
	if err != nil {
		return &careNotes{}
	}
	return notes
}

func (b *Book) putCareNotes(notes *careNotes) error {
	text, err := json.Marshal(notes)
	if err != nil {
		return err
	}
	return b.vault.Update(func(tx *vault.Tx) error {
		return tx.Put(settingBucket, []byte(careSetting), text)
	})
}

// Backup writes a copy of the ledger that has been read back and compared, to a place
// of the person's choice. It does not replace a file.
func (b *Book) Backup(to string) error {
	if err := b.Allow(MayBackup); err != nil {
		return err
	}
	b.caring.Lock()
	defer b.caring.Unlock()
	disk.ClearAbandoned(filepath.Dir(to))
	if err := b.vault.Copy(to, false); err != nil {
		return Tell(err)
	}
	return b.note("backup", Detail{})
}
