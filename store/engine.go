package store

import (
	"encoding/json"
	"errors"
	"slices"
	"sync"

	"tuanjian/store/seal"
	"tuanjian/store/vault"
)

// An Engine is what lies under an open Book: its file, the key to it, and what it works with. Only package care may have one,
// since backups, proofs, restoring and salvage are about the file as a whole; the test of the house sees to it.
type Engine struct{ book *Book }

// Engine is the one door to what lies under the Book.
func (b *Book) Engine() Engine { return Engine{b} }

// Vault is the ledger's file, of a ledger that lies away its local copy.
func (e Engine) Vault() *vault.Vault { return e.book.vault }

// Key is the key of the ledger and of all its backups.
func (e Engine) Key() seal.Key { return e.book.key }

// Env is the one that the Book was opened in.
func (e Engine) Env() Env { return e.book.env }

// Opened is the newest journal entry of when the ledger was opened.
func (e Engine) Opened() uint64 { return e.book.opened }

// Damage is what opening found damaged.
func (e Engine) Damage() []vault.Damage {
	e.book.mu.RLock()
	defer e.book.mu.RUnlock()
	return e.book.damage
}

// Caring is held for one backup, proof or restoring at a time. It is taken before Alone.
func (e Engine) Caring() sync.Locker { return &e.book.caring }

// Alone runs fn while nobody saves.
func (e Engine) Alone(fn func() error) error {
	e.book.saving.Lock()
	defer e.book.saving.Unlock()
	return fn()
}

// InReach refuses what needs the folder where the ledger lies while that is not there.
func (e Engine) InReach() error { return e.book.inReach() }

// ClearUnfinished takes away what a killed program left of this ledger's outputs; nobody else has the ledger open.
func (e Engine) ClearUnfinished() { e.book.clearWorkrooms() }

// HandTo gives a copy that is to take this ledger's place what no backup brings back: the key slots and operators of today, with
// who of them is at work, and the outputs that are still to be taken away.
func (e Engine) HandTo(copied *Book) error {
	err := errors.Join(e.book.takeSlotsTo(copied), copied.loadOperators())
	copied.operator = e.book.operator
	return errors.Join(err, e.book.roomsTo(copied))
}

// takeSlotsTo gives a backup the key slots and the operators of today. A ledger too
// damaged to tell its slots gives none.
func (b *Book) takeSlotsTo(trial *Book) error {
	text, err := json.Marshal(b.Staff().All())
	if err != nil {
		return err
	}
	err = trial.vault.Update(func(tx *vault.Tx) error { return tx.Put(SettingBucket, []byte(OperatorSetting), text) })
	if err != nil {
		return err
	}
	today, err := b.vault.Slots()
	if errors.Is(err, vault.ErrDamaged) {
		return nil
	}
	if err != nil {
		return err
	}
	then, err := trial.vault.Slots()
	if err != nil {
		return err
	}
	is := func(a seal.Slot) func(seal.Slot) bool {
		return func(s seal.Slot) bool { return s.Kind == a.Kind && s.Name == a.Name }
	}
	for _, s := range today {
		wrap := func(seal.Key) (seal.Slot, error) { return s, nil }
		if slices.ContainsFunc(then, is(s)) {
			err = trial.vault.ReplaceSlot(s.Kind, s.Name, wrap)
		} else {
			err = trial.vault.AddSlot(wrap)
		}
		if err != nil {
			return err
		}
	}
	for _, s := range then {
		if !slices.ContainsFunc(today, is(s)) {
			if err := trial.vault.RemoveSlot(s.Kind, s.Name); err != nil {
				return err
			}
		}
	}
	return nil
}
