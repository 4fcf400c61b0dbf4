package store

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tuanjian/store/disk"
	"tuanjian/store/patience"
	"tuanjian/store/vault"
)

// A workroom is a folder that the program makes inside a folder into which outputs go,
// and in which they lie until they are whole: only the user can look into it, and the
// ledger remembers it, sealed, from before the first byte is written. What a killed
// program left there is plain text with whole numbers, so the next opening of the ledger
// takes the workroom away with all that is in it.
type workroom struct {
	Folder string `json:"folder"` // absolute, where the outputs go
	Name   string `json:"name"`   // random, and matches unfinished
	Ledger string `json:"ledger"` // absolute, the ledger that made it; "" of an older program
}

func (w workroom) path() string { return filepath.Join(w.Folder, w.Name) }

const (
	workroomSetting = "workrooms" // the rooms as JSON, the newest first
	workroomMost    = 64          // folders remembered
)

// owns says that a room is this ledger's, and not that of another file of which this is a copy: somebody may be at work
// in that one. Where that file is gone, as after it was moved, the room is ours.
func (b *Book) owns(w workroom) bool {
	return w.Ledger == "" || disk.Same(w.Ledger, b.Path()) || !disk.IsThere(w.Ledger)
}

// workroomIn is this ledger's room in a folder, remembered anew where it was not.
func (b *Book) workroomIn(folder string) (string, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	b.rooms.Lock()
	defer b.rooms.Unlock()
	known, err := b.workrooms()
	if err != nil {
		return "", err
	}
	if at := slices.IndexFunc(known, func(w workroom) bool { return w.Folder == folder && b.owns(w) }); at >= 0 {
		return known[at].path(), nil
	}
	random := make([]byte, 8)
	if _, err := io.ReadFull(b.env.Random, random); err != nil {
		return "", err
	}
	own, err := filepath.Abs(b.Path())
	if err != nil {
		return "", err
	}
	w := workroom{folder, ".tuanjian-" + hex.EncodeToString(random) + ".tmp", own}
	if len(known) >= workroomMost {
		known = known[:workroomMost-1]
	}
	text, err := json.Marshal(append([]workroom{w}, known...))
	if err != nil {
		return "", err
	}
	return w.path(), b.vault.Update(func(tx *vault.Tx) error { return tx.Put(SettingBucket, []byte(workroomSetting), text) })
}

func (b *Book) workrooms() (known []workroom, err error) {
	err = b.vault.View(func(tx *vault.Tx) error {
		text, err := tx.Get(SettingBucket, []byte(workroomSetting))
		if err != nil || text == nil {
			return err
		}
		if err := json.Unmarshal(text, &known); err != nil {
			return fmt.Errorf("%w: workrooms", vault.ErrDamaged)
		}
		return nil
	})
	return known, err
}

// clearWorkrooms takes away what a killed program left unfinished of this ledger's
// outputs. The ledger is open here and so nowhere else: nobody is at work in its rooms; a
// copy of it leaves them alone. A room on a drive that is not there stays remembered.
func (b *Book) clearWorkrooms() {
	known, err := b.workrooms()
	if err != nil {
		return // the damage is told by who reads everything
	}
	for _, w := range known {
		if ours, _ := filepath.Match(disk.Unfinished, w.Name); !ours || !b.owns(w) {
			continue
		}
		if info, err := os.Lstat(w.path()); err == nil && info.IsDir() {
			_ = disk.Remove(b.env.Patience, w.path()) // tried again at the next opening
		}
	}
}

// roomsTo makes a backup know the rooms of the ledger whose place it takes, besides its
// own: what was killed on a drive that is not there now is still to be taken away.
func (b *Book) roomsTo(trial *Book) error {
	rooms, err := b.workrooms()
	if err != nil || len(rooms) == 0 {
		return nil // too damaged to tell, or none
	}
	own, err := trial.workrooms()
	if err != nil {
		return err
	}
	for _, w := range own {
		if len(rooms) < workroomMost && !slices.ContainsFunc(rooms, func(r workroom) bool { return r.Name == w.Name }) {
			rooms = append(rooms, w)
		}
	}
	text, err := json.Marshal(rooms)
	if err != nil {
		return err
	}
	return trial.vault.Update(func(tx *vault.Tx) error { return tx.Put(SettingBucket, []byte(workroomSetting), text) })
}

// A Making is an output that lies whole in its workroom and has not been shown yet.
type Making struct {
	temp, path string
	patience   patience.Patience
}

// Make writes an output of this ledger into the workroom beside path and waits for the
// disk. Where the disk is full the rest is measured all the same, and the error says how
// much room is missing. The caller shows it or drops it.
func (b *Book) Make(path string, write func(io.Writer) error) (m Making, err error) {
	if err := disk.PlaceFor(path); err != nil {
		return Making{}, err
	}
	room, err := b.workroomIn(filepath.Dir(path))
	if err != nil {
		return Making{}, err
	}
	f, err := createWithin(room)
	if err != nil {
		return Making{}, err
	}
	m = Making{f.Name(), path, b.env.Patience}
	err = disk.Measured(f, write)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		m.Drop()
		return Making{}, err
	}
	return m, nil
}

// createWithin makes a file in a room, and the room where it is not there. Another output
// that is done may take the empty room away in between.
func createWithin(room string) (f *os.File, err error) {
	for range 9 {
		if err = os.Mkdir(room, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		if f, err = os.CreateTemp(room, "out-*"); !errors.Is(err, fs.ErrNotExist) { // CreateTemp gives 0600
			return f, err
		}
	}
	return nil, err
}

// Show gives the output its name, in place of what was there.
func (m Making) Show() error {
	err := m.patience.Rename(m.temp, m.path)
	if err != nil {
		_ = m.patience.Remove(m.temp)
	}
	_ = os.Remove(filepath.Dir(m.temp)) // unless another output is still in it
	if err == nil {
		_ = disk.SyncFolder(filepath.Dir(m.path)) // not every system can; the file itself is safe
	}
	return err
}

// Drop takes the output away.
func (m Making) Drop() {
	_ = m.patience.Remove(m.temp)
	_ = os.Remove(filepath.Dir(m.temp))
}

// WriteOut makes a file that leaves the ledger: at path is what was there or the whole
// new file. noted is called when all is written, and before the file has its name, so
// that nothing leaves of which the journal does not know; it may be nil.
func (b *Book) WriteOut(path string, write func(io.Writer) error, noted func() error) error {
	m, err := b.Make(path, write)
	if err != nil {
		return err
	}
	if noted != nil {
		if err := noted(); err != nil {
			m.Drop()
			return err
		}
	}
	return m.Show()
}

// WorkbookName refuses a name that is not a workbook's, so that no choice of file
// can put a workbook in a ledger's place.
func WorkbookName(path string) error {
	if strings.ToLower(filepath.Ext(path)) != ".xlsx" {
		return Refuse("文件名要以 .xlsx 结尾。")
	}
	return nil
}
