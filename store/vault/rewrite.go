package vault

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"

	"go.etcd.io/bbolt"
)

const windows = runtime.GOOS == "windows"

// packBatch is how many bytes are packed in one transaction: more takes memory,
// fewer take time.
const packBatch = 8 << 20

// Rewrite writes the ledger anew, packed, without the pages that the file no longer
// uses: old versions of values and what was deleted lie there until then. (What the
// disk itself keeps of overwritten files is beyond any program.) The new file lies
// beside the old one until it has been synced and read back whole; then it takes
// its place, while readers and writers wait. Whatever fails, the old file stays as
// it was and the vault can be used.
//
// ErrDamaged when the ledger is, ErrTwoNames when another name would keep the old
// content, ErrNoSpace, ErrReadOnly. Do not call it inside View or Update.
//
// On Windows a file that is open cannot be replaced, so the lock is given up for a
// moment; when another program takes the file just then, the vault is closed and
// the error is ErrBusy.
func (v *Vault) Rewrite() error { return v.rewrite(windows) }

func (v *Vault) rewrite(closeFirst bool) error {
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.writable(); err != nil {
		return err
	}
	// A link would be replaced by the new file and the old one stay.
	target, err := filepath.EvalSymlinks(v.path)
	if err != nil {
		return reason(err)
	}
	switch n, err := names(v.file); {
	case err != nil:
		return reason(err)
	case n > 1:
		return ErrTwoNames
	}
	need, err := v.size()
	if err != nil {
		return err
	}
	temp, err := place{path: target, need: need, room: v.options.Room, patience: v.options.Patience}.fill(v.packInto)
	if err != nil {
		return err
	}
	if err := v.exchange(temp, target, closeFirst); err != nil {
		_ = v.options.Patience.Remove(temp) // the first error counts
		return err
	}
	return syncFolder(filepath.Dir(target))
}

// size is how many bytes of the file are in use, free pages among them.
func (v *Vault) size() (n int64, err error) {
	err = v.view(func(tx *Tx) error {
		n = tx.raw.Size()
		return nil
	})
	return n, err
}

// packInto writes all that lives into an empty file, and proves it.
func (v *Vault) packInto(temp string) error {
	return v.view(func(tx *Tx) error {
		if _, err := v.structure(); err != nil {
			return err // bbolt may loop for ever on such a file
		}
		if err := tx.loadState(); err != nil {
			return err
		}
		n := &Vault{path: temp, options: v.options}
		if err := n.attach(false); err != nil {
			return err
		}
		defer n.Close()
		err := v.guard("packing", func() error {
			n.db.NoSync, n.db.NoGrowSync = true, true // fill syncs the whole file
			if err := bbolt.Compact(n.db, v.db, packBatch); err != nil {
				return err
			}
			return n.cut()
		})
		if err := errors.Join(err, n.Close()); err != nil {
			return reason(err)
		}
		return v.proveCopy(temp, tx.state)
	})
}

// cut takes the room off the end that bbolt allots in advance.
func (v *Vault) cut() error {
	size, err := length(v.file)
	if err != nil {
		return err
	}
	m, _, err := readMeta(v.file, size)
	if err != nil || windows { // there the mapping keeps the file as long as it is
		return err
	}
	return v.file.Truncate(int64(m.pages) * int64(m.pageSize))
}

// exchange gives the new file the name of the old one and goes on with it. After an
// error the old one is in use.
func (v *Vault) exchange(temp, target string, closeFirst bool) error {
	v.use.Lock()
	defer v.use.Unlock()
	if closeFirst {
		last, err := v.last()
		if err != nil {
			return err
		}
		if err := v.db.Close(); err != nil {
			return reason(err)
		}
		// A scanner may keep the name from being exchanged for a while, and another program write meanwhile.
		err = reason(v.options.Patience.RenameIf(temp, target, func() error { return v.stillAt(last) }))
		return errors.Join(err, v.attach(false))
	}
	// The new file is locked before it has the name, so that nobody comes between.
	n := &Vault{path: temp, options: v.options}
	if err := n.attach(false); err != nil {
		return err
	}
	if err := v.options.Patience.Rename(temp, target); err != nil {
		return errors.Join(reason(err), n.Close())
	}
	old := v.db
	v.db, v.file = n.db, n.file
	return reason(old.Close())
}

// last is the number of the last save in the file that is open.
func (v *Vault) last() (uint64, error) {
	size, err := length(v.file)
	if err != nil {
		return 0, err
	}
	m, _, err := readMeta(v.file, size)
	return m.txid, err
}

// stillAt is ErrBusy when another program has saved since the save of that number, or put another file there.
func (v *Vault) stillAt(last uint64) error {
	f, err := v.options.openFile(v.path, os.O_RDONLY, 0)
	if err != nil {
		return reason(err)
	}
	defer f.Close()
	now, err := (&Vault{file: f}).last()
	if err == nil && now != last {
		return ErrBusy
	}
	return err
}
