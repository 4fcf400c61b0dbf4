package vault

import (
	"errors"
	"fmt"

	bberrors "go.etcd.io/bbolt/errors"
)

// unsaved finds out what a failed commit left behind; the caller holds v.writing.
// The last thing that a commit writes is a head page. Where the disk failed before
// that, the old state stands and saving may be tried again. Where the head page is
// there but its sync failed, nobody knows whether it would survive a power cut, so
// it is written once more: all that it leads to was synced before it.
func (v *Vault) unsaved(tx *Tx, number uint64, cause error) error {
	if errors.Is(cause, ErrDamaged) { // a panic: v.broken
		return cause
	}
	arrived, err := v.arrived(number)
	switch {
	case err == nil && arrived:
		if v.rewriteHead(number) == nil {
			return nil
		}
		fallthrough
	case err != nil:
		v.unsure.Store(true)
		return fmt.Errorf("%w: %w", ErrUnsure, cause)
	}
	v.remap()
	if errors.Is(cause, ErrNoSpace) {
		stats := tx.raw.Stats()
		p := place{path: v.path, need: stats.GetPageAlloc() + smallest, room: v.options.Room}
		if short := p.short(); short != nil {
			return short
		}
	}
	return cause
}

// arrived tells whether the head page of a commit can be read back.
func (v *Vault) arrived(number uint64) (bool, error) {
	size, err := length(v.file)
	if err != nil {
		return false, err
	}
	m, _, err := readMeta(v.file, size)
	return m.txid >= number, err
}

// rewriteHead writes the newest head page once more and syncs it.
func (v *Vault) rewriteHead(number uint64) error {
	size, err := length(v.file)
	if err != nil {
		return err
	}
	m, _, err := readMeta(v.file, size)
	if err != nil {
		return err
	}
	b := make([]byte, m.pageSize)
	at := int64(number%2) * int64(m.pageSize)
	if _, err := v.file.ReadAt(b, at); err != nil {
		return err
	}
	if own, ok := parseMeta(b, number%2); !ok || own.txid != number {
		return damaged("head page")
	}
	if _, err := v.file.WriteAt(b, at); err != nil {
		return err
	}
	return v.file.Sync()
}

// remap opens the file anew when growing it cost bbolt its mapping: it gives the
// old mapping up before it has the new one, and on Windows a full disk is enough
// for that. When that does not work either, the vault is closed. The caller holds
// v.writing.
func (v *Vault) remap() {
	tx, err := v.begin(false)
	if err == nil {
		v.end(tx)
	}
	if !errors.Is(err, bberrors.ErrInvalidMapping) {
		return
	}
	v.use.Lock()
	defer v.use.Unlock()
	size, err := length(v.file)
	if err != nil {
		_ = v.db.Close()
		return
	}
	before, _, err := readMeta(v.file, size)
	if errors.Join(err, v.db.Close()) != nil {
		return
	}
	if v.attach(false) != nil {
		return
	}
	// For a moment the file was not locked: what another program wrote then is
	// nothing that this one knows.
	if now, _, err := readMeta(v.file, size); err != nil || now.txid != before.txid {
		_ = v.db.Close()
	}
}
