// Package vault knows the ledger's one file: buckets, transactions, journal,
// tallies, key slots in their place, migrations and the hot copy. It knows no
// record: keys and values are bytes, and what they mean is the caller's.
//
// The file is bbolt's. In the clear lie a format mark, the format version and
// the key slots; every other value is sealed (package seal), so damage is found
// and named by bucket and key. No index is kept on disk (design.md, "Disk").
//
// Nothing here writes a log, and no error text holds a path, a key or a value.
package vault

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
	bberrors "go.etcd.io/bbolt/errors"

	"tuanjian/store/patience"
	"tuanjian/store/seal"
)

// Extension is how a ledger's file name ends.
const Extension = ".tjz"

const (
	mode        = 0o600
	lockTimeout = time.Second // then ErrBusy
)

// Options are what a vault needs from its surroundings.
type Options struct {
	// Random is the source of nonces, crypto/rand.Reader outside of tests.
	Random io.Reader
	// Steps are all migrations ever shipped, the first one being [Layout].
	Steps []Step
	// OpenFile opens the ledger and its copies; nil means os.OpenFile, with Patience.
	OpenFile func(name string, flag int, perm os.FileMode) (*os.File, error)
	// Room tells how many bytes may still be written into a folder; nil asks the
	// operating system.
	Room func(folder string) (int64, error)
	// Patience is for files that another program has hold of; nil tries once.
	Patience patience.Patience
	// Slots and Buckets help [Rescue] where the file itself no longer tells: the
	// key slots of a backup ([SlotsOf]) and the names of the caller's buckets.
	Slots   []seal.Slot
	Buckets []string
}

func (o Options) openFile(name string, flag int, perm os.FileMode) (*os.File, error) {
	if o.OpenFile != nil {
		return o.OpenFile(name, flag, perm)
	}
	return o.Patience.Open(name, flag, perm)
}

// A Vault is an open ledger file. It may be used from several goroutines; writes
// come one after another.
type Vault struct {
	path    string
	options Options
	db      *bbolt.DB
	file    *os.File // bbolt's own handle
	key     seal.Key
	sealer  *seal.Sealer
	notes   []Damage
	upgrade Upgrade
	lately  atomic.Pointer[read] // the tallies as they were read or written last

	readOnly bool

	writing sync.Mutex   // held by whoever writes
	use     sync.RWMutex // held by readers; whoever exchanges db and file waits for them
	closing sync.Once
	broken  atomic.Bool // a guard caught a panic: no more writes
	unsure  atomic.Bool // a save has no known end: no more writes
	stuck   atomic.Bool // bbolt's own locks are held by what a panic ended: it would wait for ever
}

// Create makes a new ledger, at the newest version, and opens it. It refuses a
// path where anything is already (ErrExists), and leaves either a whole file or
// none: the file is made beside its place, synced and renamed. At least one slot
// is needed (ErrLastSlot); that the slots wrap this key is the caller's care.
func Create(path string, key seal.Key, slots []seal.Slot, o Options) (*Vault, error) {
	if len(slots) == 0 {
		return nil, ErrLastSlot
	}
	for _, s := range slots {
		if err := s.Check(); err != nil {
			return nil, err
		}
	}
	if err := free(path); err != nil {
		return nil, err
	}
	err := place{path: path, need: smallest, fresh: true, room: o.Room, patience: o.Patience}.beside(func(temp string) error { return found(temp, key, slots, o) }, func() error { return free(path) })
	if err != nil {
		return nil, err
	}
	v, err := Open(path, func([]seal.Slot) (seal.Key, error) { return key, nil }, o)
	if err != nil && !errors.Is(err, ErrBusy) { // nobody has written into it yet
		_ = o.Patience.Remove(path)
	}
	return v, err
}

// found lays an empty ledger into an empty file.
func found(path string, key seal.Key, slots []seal.Slot, o Options) error {
	v := &Vault{path: path, options: o}
	if err := v.attach(false); err != nil {
		return err
	}
	defer v.Close()
	if err := v.setKey(key); err != nil {
		return err
	}
	err := v.update(func(tx *Tx) error {
		tx.state = &state{Tallies: map[string]tally{}}
		return tx.putHead(head{Version: 0, Slots: slots})
	})
	if err != nil {
		return err
	}
	if err := v.migrate(0); err != nil {
		return err
	}
	return v.Close()
}

// free is ErrExists when there is anything at path, a dangling link included.
func free(path string) error {
	_, err := os.Lstat(path)
	switch {
	case err == nil:
		return ErrExists
	case errors.Is(err, fs.ErrNotExist):
		return nil
	}
	return reason(err)
}

// Open opens a ledger. unlock is called once with the file's slots, after the
// file has proved sound and is locked against other programs; it returns the
// master key (seal.OpenPassword, seal.OpenCode) or the error that Open then
// returns. Everything else comes back as ErrMissing, ErrNotLedger, ErrDamaged,
// ErrNewer, ErrBusy (after a second), or ErrReadOnly.
//
// An older file is first copied next to itself, the copy proved, and then
// migrated; [Vault.Upgraded] tells.
func Open(path string, unlock func([]seal.Slot) (seal.Key, error), o Options) (*Vault, error) {
	v := &Vault{path: path, options: o}
	if err := v.prove(); err != nil {
		return nil, err
	}
	if err := v.attach(false); err != nil {
		return nil, err
	}
	err := v.unlock(unlock)
	if err == nil {
		err = v.migrate(v.upgrade.From)
	}
	if err != nil {
		return nil, errors.Join(err, v.Close())
	}
	return v, nil
}

// prove walks the file's structure under a shared lock, and leaves it closed.
func (v *Vault) prove() error {
	// Asked before opening: to open a pipe is to wait for its other end.
	info, err := os.Stat(v.path)
	if err != nil {
		return reason(err)
	}
	if !info.Mode().IsRegular() {
		return ErrNotLedger
	}
	f, err := v.options.openFile(v.path, os.O_RDONLY, 0)
	if err != nil {
		return reason(err)
	}
	defer f.Close()
	size, err := length(f)
	if err != nil {
		return err
	}
	if _, _, err := readMeta(f, size); err != nil {
		return err
	}
	p := &Vault{path: v.path, options: v.options}
	if err := p.attach(true); err != nil {
		return err
	}
	defer p.Close()
	v.notes, err = p.structure()
	return err
}

func length(f *os.File) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, reason(err)
	}
	return info.Size(), nil
}

// structure walks the pages; the caller keeps writers away. Faults that make
// reading or writing unsafe are errors, the others are returned.
func (v *Vault) structure() ([]Damage, error) {
	size, err := length(v.file)
	if err != nil {
		return nil, err
	}
	m, whole, err := readMeta(v.file, size)
	if err != nil {
		return nil, err
	}
	lost, err := walk(v.file, m)
	if err != nil {
		return nil, err
	}
	var notes []Damage
	if !whole {
		notes = append(notes, Damage{What: HeadPage})
	}
	if lost > 0 {
		notes = append(notes, Damage{What: LostPages, Count: lost})
	}
	return notes, nil
}

// firstMap is how much address space a ledger is mapped into, be it ever so short. On Windows bbolt would lengthen the
// file to that.
var firstMap = func() int {
	if runtime.GOOS == "windows" {
		return 0
	}
	return 64 << 20
}()

// pace lets the file grow by half of what it is, at least 32 KB and at most 16 MB at a time: bbolt goes by its map, which
// is larger than the file now.
func (v *Vault) pace() {
	if info, err := v.file.Stat(); err == nil && firstMap > 0 {
		v.db.AllocSize = int(min(16<<20, max(32<<10, info.Size()/2)))
	}
}

// attach lets bbolt open the file; after an error the vault is as before.
func (v *Vault) attach(readOnly bool) error {
	var db *bbolt.DB
	var file *os.File
	err := v.guard("opening", func() (err error) {
		db, err = bbolt.Open(v.path, mode, &bbolt.Options{
			Timeout:      lockTimeout,
			ReadOnly:     readOnly,
			NoStatistics: true,
			// Each time the file outgrows its map, bbolt copies all that the transaction has touched.
			InitialMmapSize: firstMap,
			OpenFile: func(name string, flag int, perm os.FileMode) (*os.File, error) {
				// bbolt would make a missing file anew.
				f, err := v.options.openFile(name, flag&^os.O_CREATE, perm)
				file = f
				return f, err
			},
		})
		return err
	})
	if err == nil {
		if err = v.current(file); err == nil {
			v.db, v.file = db, file
			return nil
		}
		_ = db.Close() // nothing was written
	}
	if file != nil {
		_ = file.Close() // a panic leaves it open and locked
	}
	switch {
	case errors.Is(err, bberrors.ErrInvalid), errors.Is(err, bberrors.ErrChecksum), errors.Is(err, bberrors.ErrVersionMismatch):
		// bbolt says so of head pages that it could not read, too.
		if f, errOpen := v.options.openFile(v.path, os.O_RDONLY, 0); errOpen == nil {
			defer f.Close()
			if size, errSize := length(f); errSize == nil {
				if _, _, errMeta := readMeta(f, size); errors.Is(errMeta, ErrDisk) {
					return errMeta
				}
			}
		}
		return damaged("%w", err)
	}
	return reason(err)
}

// current is ErrBusy when the file that was opened no longer has its name: while
// it was waited for, another program put a new one there, and what is written into
// the old one would be lost.
func (v *Vault) current(held *os.File) error {
	info, err := held.Stat()
	if err != nil {
		return err
	}
	named, err := os.Stat(v.path)
	if err == nil && !os.SameFile(info, named) {
		return ErrBusy
	}
	return err
}

func (v *Vault) setKey(key seal.Key) (err error) {
	v.key = key
	v.sealer, err = seal.NewSealer(key, v.options.Random, valueVersion)
	return err
}

// unlock reads the head, gets the key and compares the head with its sealed sum.
func (v *Vault) unlock(unlock func([]seal.Slot) (seal.Key, error)) error {
	var h head
	err := v.view(func(tx *Tx) (err error) {
		h, err = tx.head()
		return err
	})
	if err != nil {
		return err
	}
	if h.Version > len(v.options.Steps) {
		return ErrNewer
	}
	key, err := unlock(h.Slots)
	if err != nil {
		return err
	}
	if err := v.setKey(key); err != nil {
		return err
	}
	v.upgrade = Upgrade{From: h.Version, To: h.Version}
	return v.view((*Tx).checkHead)
}

// Close ends the use of the file; a second call does nothing. It waits for
// running transactions. ErrDamaged when a fault left one that cannot be ended:
// the file then stays locked until the program ends.
func (v *Vault) Close() error {
	var err error
	v.closing.Do(func() {
		v.writing.Lock()
		defer v.writing.Unlock()
		if v.db == nil {
			return
		}
		if v.stuck.Load() {
			err = damaged("a transaction that cannot end keeps the file")
			return
		}
		err = v.guard("closing", v.db.Close)
	})
	return reason(err)
}

// Forget overwrites the key of a vault that is closed; nothing else is to be done with it
// afterwards.
func (v *Vault) Forget() {
	v.writing.Lock()
	defer v.writing.Unlock()
	v.use.Lock()
	defer v.use.Unlock()
	v.readOnly = true // what a fault kept open must not be written under another key
	_ = v.setKey(seal.Key{})
}

// Notes is what was found at opening that does not keep the ledger from being
// used: [HeadPage] (one of the two head pages was unreadable, so the last save
// before may be missing) or [LostPages].
func (v *Vault) Notes() []Damage { return v.notes }
