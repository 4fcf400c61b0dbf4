package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"tuanjian/store/seal"
)

const (
	headBucket    = "head"    // readable without a key
	proofBucket   = "proof"   // the sealed state
	journalBucket = "journal" // append-only
	proofKey      = "state"

	formatMark = "tuanjian ledger"

	// valueVersion goes into the associated data of every sealed value. It
	// changes only together with a migration that seals every value anew.
	valueVersion = 1
)

// head is what lies in the clear. Its three parts and their sum keep their
// places for ever, so that an old program can tell a newer file from a damaged
// one.
type head struct {
	Version int
	Slots   []seal.Slot
	sum     []byte // as read; putHead makes its own
}

var (
	markKey    = []byte("mark")
	versionKey = []byte("version")
	slotsKey   = []byte("slots")
	sumKey     = []byte("sum")
)

// maxSlotText is how many bytes the slots take as text: one of ours has 300, and 64 of
// them are tried at most.
const maxSlotText = 256 << 10

func sumHead(version, slots []byte) []byte {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(formatMark), version, slots} {
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(part))))
		h.Write(part)
	}
	return h.Sum(nil)
}

// head reads the readable part. The plain sum tells damage from a wrong
// password; only the sealed one (checkHead) tells tampering.
func (tx *Tx) head() (h head, err error) {
	err = tx.v.guard("reading the head", func() error {
		b := tx.raw.Bucket([]byte(headBucket))
		if b == nil || b.Get(markKey) == nil {
			return ErrNotLedger
		}
		version, slots := b.Get(versionKey), b.Get(slotsKey)
		h.sum = bytes.Clone(b.Get(sumKey))
		if string(b.Get(markKey)) != formatMark || len(version) != 4 || !bytes.Equal(h.sum, sumHead(version, slots)) {
			return damaged("head")
		}
		h.Version = int(binary.BigEndian.Uint32(version))
		if len(slots) > maxSlotText {
			return damaged("slots of %d bytes", len(slots))
		}
		if err := json.Unmarshal(slots, &h.Slots); err != nil {
			return damaged("slots: %T", err)
		}
		return nil
	})
	return h, err
}

// putHead writes the readable part and its sealed sum.
func (tx *Tx) putHead(h head) error {
	if err := tx.loadState(); err != nil {
		return err
	}
	slots, err := json.Marshal(h.Slots)
	if err != nil {
		return err
	}
	version := binary.BigEndian.AppendUint32(nil, uint32(h.Version))
	sum := sumHead(version, slots)
	tx.state.Head, tx.changed = sum, true
	return tx.v.guard("writing the head", func() error {
		b, err := tx.raw.CreateBucketIfNotExists([]byte(headBucket))
		if err != nil {
			return err
		}
		for _, kv := range [][2][]byte{
			{markKey, []byte(formatMark)}, {versionKey, version}, {slotsKey, slots}, {sumKey, sum},
		} {
			if err := b.Put(kv[0], kv[1]); err != nil {
				return err
			}
		}
		return nil
	})
}

// checkHead compares the head with its sealed sum.
func (tx *Tx) checkHead() error {
	h, err := tx.head()
	if err != nil {
		return err
	}
	if err := tx.loadState(); err != nil {
		return err
	}
	if !bytes.Equal(tx.state.Head, h.sum) {
		return damaged("head differs from its sealed sum")
	}
	return nil
}

// Slots returns the key slots, in the order in which they were added.
func (v *Vault) Slots() ([]seal.Slot, error) {
	var h head
	err := v.View(func(tx *Tx) (err error) {
		h, err = tx.head()
		return err
	})
	return h.Slots, err
}

// Slots is [Vault.Slots] as this transaction sees the ledger.
func (tx *Tx) Slots() ([]seal.Slot, error) {
	h, err := tx.head()
	return h.Slots, err
}

// AddSlot is [Tx.AddSlot] in a transaction of its own.
func (v *Vault) AddSlot(wrap func(seal.Key) (seal.Slot, error)) error {
	return v.Update(func(tx *Tx) error { return tx.AddSlot(wrap) })
}

// ReplaceSlot is [Tx.ReplaceSlot] in a transaction of its own.
func (v *Vault) ReplaceSlot(kind, name string, wrap func(seal.Key) (seal.Slot, error)) error {
	return v.Update(func(tx *Tx) error { return tx.ReplaceSlot(kind, name, wrap) })
}

// RemoveSlot is [Tx.RemoveSlot] in a transaction of its own.
func (v *Vault) RemoveSlot(kind, name string) error {
	return v.Update(func(tx *Tx) error { return tx.RemoveSlot(kind, name) })
}

// AddSlot adds the slot that wrap makes of the master key; ErrSlotExists when
// one of its kind and name is there. What the caller writes in the same
// transaction is there the moment the slot opens, and not without it.
func (tx *Tx) AddSlot(wrap func(seal.Key) (seal.Slot, error)) error {
	return tx.changeSlots(func(slots []seal.Slot) ([]seal.Slot, error) {
		s, err := wrap(tx.v.key)
		if err != nil {
			return nil, err
		}
		if find(slots, s.Kind, s.Name) >= 0 {
			return nil, ErrSlotExists
		}
		return append(slots, s), nil
	})
}

// ReplaceSlot puts the slot that wrap makes of the master key into the place of
// the one of this kind and name: the old secret stops opening the moment the new
// one starts. ErrNoSlot when there is none, ErrSlotExists when the new slot's
// name is another one's. The old slot may lie in an unused page of the file until
// [Vault.Rewrite].
func (tx *Tx) ReplaceSlot(kind, name string, wrap func(seal.Key) (seal.Slot, error)) error {
	return tx.changeSlots(func(slots []seal.Slot) ([]seal.Slot, error) {
		at := find(slots, kind, name)
		if at < 0 {
			return nil, ErrNoSlot
		}
		s, err := wrap(tx.v.key)
		if err != nil {
			return nil, err
		}
		if other := find(slots, s.Kind, s.Name); other >= 0 && other != at {
			return nil, ErrSlotExists
		}
		slots[at] = s
		return slots, nil
	})
}

// RemoveSlot takes a slot away; ErrLastSlot for the last one, ErrNoSlot when
// there is none of this kind and name. Whoever has kept an older copy of the file
// and the secret still opens that copy; the slot may lie in an unused page of this
// one, too, until [Vault.Rewrite].
func (tx *Tx) RemoveSlot(kind, name string) error {
	return tx.changeSlots(func(slots []seal.Slot) ([]seal.Slot, error) {
		at := find(slots, kind, name)
		switch {
		case at < 0:
			return nil, ErrNoSlot
		case len(slots) == 1:
			return nil, ErrLastSlot
		}
		return slices.Delete(slots, at, at+1), nil
	})
}

func find(slots []seal.Slot, kind, name string) int {
	return slices.IndexFunc(slots, func(s seal.Slot) bool { return s.Kind == kind && s.Name == name })
}

func (tx *Tx) changeSlots(change func([]seal.Slot) ([]seal.Slot, error)) error {
	h, err := tx.head()
	if err != nil {
		return err
	}
	if h.Slots, err = change(h.Slots); err != nil {
		return err
	}
	return tx.putHead(h)
}

// A Step brings the ledger from one version to the next. It works on keys and
// plain bytes, never on today's records; once shipped it never changes. A file's
// version is the number of steps it has been through.
type Step func(*Tx) error

// Layout is the first step: an empty journal.
func Layout(tx *Tx) error {
	if err := tx.loadState(); err != nil {
		return err
	}
	tx.state.Tallies[journalBucket], tx.changed = tally{}, true
	return tx.v.guard("laying out", func() error {
		_, err := tx.raw.CreateBucket([]byte(journalBucket))
		return err
	})
}

// An Upgrade tells what Open did to an older file.
type Upgrade struct {
	From, To int    // equal when nothing was done
	Copy     string // the proved copy of the old file, empty when nothing was done
}

// Upgraded tells what Open did to an older file. For a vault that is only read,
// both numbers are the version of the file.
func (v *Vault) Upgraded() Upgrade { return v.upgrade }

// migrate takes the missing steps, each with its mark in one transaction. A
// file that was in use before is copied first.
func (v *Vault) migrate(from int) error {
	steps := v.options.Steps
	v.upgrade.To = len(steps)
	if from == len(steps) {
		return nil
	}
	if from > 0 {
		to, err := v.copyOfVersion(from)
		if err != nil {
			return err
		}
		v.upgrade.Copy = to
	}
	for i := from; i < len(steps); i++ {
		err := v.update(func(tx *Tx) error {
			h, err := tx.head()
			if err != nil {
				return err
			}
			if err := steps[i](tx); err != nil {
				return err
			}
			h.Version = i + 1
			return tx.putHead(h)
		})
		if err != nil {
			return fmt.Errorf("to version %d: %w", i+1, err)
		}
	}
	return nil
}

// copyOfVersion copies an old ledger to a free name next to it.
func (v *Vault) copyOfVersion(version int) (string, error) {
	stem := strings.TrimSuffix(v.path, filepath.Ext(v.path))
	for n := 1; ; n++ {
		to := fmt.Sprintf("%s.v%d-%d%s", stem, version, n, Extension)
		if free(to) == nil {
			return to, v.Copy(to, false)
		}
		if n == maxCopies {
			return "", ErrExists
		}
	}
}

const maxCopies = 1000
