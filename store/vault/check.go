package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
)

// Kinds of damage.
const (
	// Unreadable: a value does not open; Bucket and Key say which.
	Unreadable = "unreadable"
	// Miscount: a bucket does not hold what its tally says; Count is how many
	// values are missing (below 0: too many, 0: others than there should be).
	Miscount = "miscount"
	// Structure: the file's pages contradict each other; nothing further was
	// read.
	Structure = "structure"
	// HeadPage: one of the two head pages is unreadable. The last save before
	// the file was opened may be missing; the next one repairs the page.
	HeadPage = "head page"
	// LostPages: Count pages are neither used nor free; space is wasted.
	LostPages = "lost pages"
)

// Damage is one thing that is wrong with a ledger. It names ids only.
type Damage struct {
	What   string
	Bucket string
	Key    []byte
	Count  int
	Cause  error // of Structure and of an unreadable head
}

// String holds no personal data: keys are random ids.
func (d Damage) String() string {
	text := fmt.Sprintf("%s bucket=%q key=%x count=%d", d.What, d.Bucket, d.Key, d.Count)
	if d.Cause != nil {
		text += ": " + d.Cause.Error()
	}
	return text
}

func sortDamage(damage []Damage) {
	slices.SortFunc(damage, func(a, b Damage) int { return bytes.Compare(a.Key, b.Key) })
}

func without(damage []Damage, what string) []Damage {
	return slices.DeleteFunc(damage, func(d Damage) bool { return d.What == what })
}

func (t *tally) merge(o tally) {
	t.Count += o.Count
	t.Sum[0] += o.Sum[0]
	t.Sum[1] += o.Sum[1]
}

// Check reads everything: the structure of the pages, every value, every tally.
// It keeps writers waiting, so do not call it inside Update. The damage it finds comes first in the order of
// buckets and keys; the error is that of a vault that cannot be read at all
// (ErrClosed).
func (v *Vault) Check() ([]Damage, error) {
	v.writing.Lock()
	defer v.writing.Unlock()
	var damage []Damage
	err := v.view(func(tx *Tx) (err error) {
		damage, err = v.structure()
		if errors.Is(err, ErrDamaged) || errors.Is(err, ErrDisk) {
			// bbolt may loop for ever on such a file; it reads no further.
			damage, err = []Damage{{What: Structure, Cause: err}}, nil
			return nil
		}
		if err != nil {
			return err
		}
		damage = append(damage, tx.check()...)
		return nil
	})
	return damage, err
}

// check opens every value of every bucket.
func (tx *Tx) check() (damage []Damage) {
	if err := tx.checkHead(); err != nil {
		return []Damage{{What: Unreadable, Bucket: headBucket, Cause: err}}
	}
	names, err := tx.present()
	if err != nil {
		return []Damage{{What: Structure, Cause: err}}
	}
	for _, name := range names {
		found, err := tx.Load(name, 0, func(int, int, []byte, []byte) error { return nil })
		damage = append(damage, found...)
		if err != nil {
			damage = append(damage, Damage{What: Structure, Bucket: name, Cause: err})
		}
	}
	return damage
}

// present lists the buckets of sealed values, those with a tally and those
// without; the head and proof are checked by themselves.
func (tx *Tx) present() ([]string, error) {
	names := tx.state.buckets()
	err := tx.v.guard("walking", func() error {
		c := tx.raw.Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			if name := string(k); name != headBucket && name != proofBucket {
				names = append(names, name)
			}
		}
		return nil
	})
	slices.Sort(names)
	return slices.Compact(names), err
}

// Salvage drops the values of a bucket that do not open, takes the rest for what
// the bucket should hold, and returns what was wrong. It is for a person who has
// seen the damage and put back from elsewhere what could be put back: without it
// the tally would tell of the old loss for ever.
func (tx *Tx) Salvage(bucket string) ([]Damage, error) {
	damage, err := tx.Each(bucket, func(_, _ []byte) error { return nil })
	if err != nil || len(damage) == 0 {
		return damage, err
	}
	tx.failed = reason(tx.v.guard("salvaging", func() error {
		t := tally{Last: tx.state.Tallies[bucket].Last}
		if b := tx.raw.Bucket([]byte(bucket)); b != nil {
			for _, d := range damage {
				if d.What != Unreadable {
					continue
				}
				if err := b.Delete(d.Key); err != nil {
					return err
				}
			}
			c := b.Cursor()
			for k, sealed := c.First(); k != nil; k, sealed = c.Next() {
				t.add(weigh(k, sealed))
				if bucket == journalBucket && len(k) == 8 {
					t.Last = max(t.Last, binary.BigEndian.Uint64(k))
				}
			}
		}
		tx.state.Tallies[bucket], tx.changed = t, true
		return nil
	}))
	return damage, tx.failed
}

// Copy writes the ledger, as it is at this moment, to another file while work
// goes on: copy, sync, open again, read every value, compare the tallies, rename.
// Only a copy that proved whole gets its name, with mode 0600. An existing file
// is replaced only when replace is true (ErrExists otherwise, and always for the
// ledger itself). A damaged ledger is not copied (ErrDamaged).
func (v *Vault) Copy(to string, replace bool) error {
	allowed := func() error {
		if !replace {
			return free(to)
		}
		v.use.RLock()
		a, errA := v.file.Stat()
		v.use.RUnlock()
		b, errB := os.Stat(to)
		if errA == nil && errB == nil && os.SameFile(a, b) {
			return ErrExists
		}
		return nil
	}
	if err := allowed(); err != nil {
		return err
	}
	need, err := v.size()
	if err != nil {
		return err
	}
	return place{path: to, need: need, fresh: !replace, room: v.options.Room, patience: v.options.Patience}.beside(v.copyTo, allowed)
}

func (v *Vault) copyTo(temp string) error {
	return v.view(func(tx *Tx) error {
		if err := tx.loadState(); err != nil {
			return err
		}
		f, err := v.options.openFile(temp, os.O_WRONLY, mode)
		if err != nil {
			return reason(err)
		}
		err = v.guard("copying", func() error {
			_, err := tx.raw.WriteTo(f)
			return err
		})
		err = errors.Join(err, f.Sync(), f.Close())
		if err != nil {
			return reason(err)
		}
		return v.proveCopy(temp, tx.state)
	})
}

// proveCopy opens a copy with the key at hand and reads it whole.
func (v *Vault) proveCopy(path string, want *state) error {
	c := &Vault{path: path, options: v.options}
	if err := c.prove(); err != nil {
		return err
	}
	if err := c.attach(true); err != nil {
		return err
	}
	defer c.Close()
	if err := c.setKey(v.key); err != nil {
		return err
	}
	damage, err := c.Check()
	if err != nil {
		return err
	}
	// Wasted space is copied with the rest and harms neither.
	if damage = without(damage, LostPages); len(damage) > 0 {
		if errors.Is(damage[0].Cause, ErrDisk) {
			return damage[0].Cause
		}
		return damaged("copy: %v", damage[0])
	}
	return c.view(func(tx *Tx) error {
		if err := tx.loadState(); err != nil {
			return err
		}
		for name, t := range want.Tallies {
			if !t.holds(tx.state.Tallies[name]) {
				return damaged("copy: counts differ")
			}
		}
		return nil
	})
}
