package vault

import (
	"errors"

	"tuanjian/store/seal"
)

// OpenReadOnly is [Open] for a file that must stay as it is: it is neither written
// nor migrated, other readers may have it at the same time, and Update says
// ErrReadOnly. A file of an older version is handed out as it is; [Vault.Upgraded]
// tells the version.
func OpenReadOnly(path string, unlock func([]seal.Slot) (seal.Key, error), o Options) (*Vault, error) {
	v, err := look(path, o)
	if err != nil {
		return nil, err
	}
	if err := v.unlock(unlock); err != nil {
		return nil, errors.Join(err, v.Close())
	}
	return v, nil
}

// look proves a file and opens it for reading, still locked by its key.
func look(path string, o Options) (*Vault, error) {
	v := &Vault{path: path, options: o, readOnly: true}
	if err := v.prove(); err != nil {
		return nil, err
	}
	return v, v.attach(true)
}

// OpenCopy is [OpenReadOnly] of another file, a backup, with the key of this vault.
// ErrOtherLedger when the file is a sound ledger of another key.
func (v *Vault) OpenCopy(path string) (*Vault, error) {
	own, err := v.Slots()
	if err != nil {
		return nil, err
	}
	c, err := look(path, v.options)
	if err != nil {
		return nil, err
	}
	var theirs []seal.Slot
	err = c.unlock(func(slots []seal.Slot) (seal.Key, error) {
		theirs = slots
		return v.key, nil
	})
	// A key that is not the file's looks as damage does.
	if errors.Is(err, ErrDamaged) && theirs != nil && !related(own, theirs) && !c.opensAny() {
		err = ErrOtherLedger
	}
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// related tells whether two ledgers share a slot: then they have one master key.
func related(a, b []seal.Slot) bool {
	for _, s := range a {
		for _, other := range b {
			if len(s.Wrapped) > 0 && string(s.Wrapped) == string(other.Wrapped) {
				return true
			}
		}
	}
	return false
}

// opensAny tells whether any value opens.
func (v *Vault) opensAny() (found bool) {
	err := v.view(func(tx *Tx) error {
		tx.state = &state{} // the real one does not open
		names, err := tx.present()
		for _, name := range names {
			_, errEach := tx.Each(name, func(_, _ []byte) error {
				found = true
				return ErrStop
			})
			err = errors.Join(err, errEach)
		}
		return err
	})
	return found || err != nil // a file that cannot be read is damaged, whoever's it is
}

// SlotsOf returns the key slots of a ledger that need not be unlocked, for a screen
// that names who may open it. The file is proved first and stays as it is. Errors as
// of [Open]; ErrBusy while another program has it.
func SlotsOf(path string, o Options) ([]seal.Slot, error) {
	v, err := look(path, o)
	if err != nil {
		return nil, err
	}
	slots, err := v.Slots()
	return slots, errors.Join(err, v.Close())
}
