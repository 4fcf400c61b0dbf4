package vault

import (
	"bytes"
	"errors"
	"slices"

	"go.etcd.io/bbolt"
	bberrors "go.etcd.io/bbolt/errors"

	"tuanjian/store/seal"
)

const (
	maxBucket = 64       // bytes of a name
	maxKey    = 1 << 10  // bytes
	maxValue  = 64 << 20 // bytes

	// bulkFill packs pages when values come in the order of their keys, which
	// saves two fifths of the file (design.md, "Libraries").
	bulkFill = .95
)

// A Tx is a transaction. It belongs to one goroutine and ends with the function
// it was given to; bytes that it hands out are copies and stay valid, unless
// said otherwise.
type Tx struct {
	v        *Vault
	raw      *bbolt.Tx
	writable bool
	state    *state
	changed  bool
	failed   error // a write stopped half way; only a rollback is left
}

// View runs fn in a reading transaction: it sees the ledger as it was at its
// beginning, whatever is written meanwhile. Do not call Update inside: the
// writer may wait for this reader.
func (v *Vault) View(fn func(*Tx) error) error { return v.view(fn) }

// Update runs fn in a writing transaction and saves durably when fn returns nil;
// otherwise, when fn panics, and when a write inside failed, nothing is changed. An error of the saving
// itself (ErrNoSpace, with a [*SpaceError] where the amount is known, and others)
// means that the ledger holds the old state; only after ErrUnsure and ErrDamaged may
// it be the new one, and no more writes are taken then.
func (v *Vault) Update(fn func(*Tx) error) error { return v.update(fn) }

func (v *Vault) view(fn func(*Tx) error) error {
	tx, err := v.begin(false)
	if err != nil {
		return err
	}
	defer v.end(tx)
	return fn(tx)
}

func (v *Vault) update(fn func(*Tx) error) error {
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.writable(); err != nil {
		return err
	}
	tx, err := v.begin(true)
	if err != nil {
		return err
	}
	defer v.end(tx)
	if err := fn(tx); err != nil {
		return err
	}
	if tx.failed != nil {
		return tx.failed
	}
	if err := tx.saveState(); err != nil {
		return reason(err)
	}
	number := uint64(tx.raw.ID())
	v.pace()
	if err := v.guard("saving", tx.raw.Commit); err != nil {
		return v.unsaved(tx, number, reason(err))
	}
	return nil
}

// writable says why nothing may be written; the caller holds v.writing.
func (v *Vault) writable() error {
	switch {
	case v.readOnly:
		return ErrReadOnly
	case v.unsure.Load():
		return ErrUnsure
	case v.broken.Load():
		return damaged("no writes after an earlier fault")
	}
	return nil
}

func (v *Vault) begin(writable bool) (*Tx, error) {
	tx := &Tx{v: v, writable: writable}
	if !writable { // a writer holds v.writing
		v.use.RLock()
	}
	err := damaged("nothing is read after an earlier fault")
	if !v.stuck.Load() {
		err = v.guard("beginning", func() (err error) {
			tx.raw, err = v.db.Begin(writable)
			return err
		})
	}
	if errors.Is(err, ErrDamaged) {
		v.stuck.Store(true)
	}
	if err != nil && !writable {
		v.use.RUnlock()
	}
	return tx, reason(err)
}

// end gives the transaction back; after a commit it does nothing.
func (v *Vault) end(tx *Tx) {
	if !tx.writable {
		defer v.use.RUnlock()
	}
	err := v.guard("ending", func() error {
		_ = tx.raw.Rollback() // ErrTxClosed after a commit
		return nil
	})
	if err != nil {
		v.stuck.Store(true)
	}
}

func allowed(bucket string, key []byte) error {
	switch bucket {
	case "", headBucket, proofBucket, journalBucket:
		return ErrName
	}
	if len(bucket) > maxBucket || len(key) == 0 || len(key) > maxKey {
		return ErrName
	}
	return nil
}

// Put seals plain into a bucket, which is made when it is not there. ErrName for
// an empty or oversized name or key, and for the vault's own buckets.
func (tx *Tx) Put(bucket string, key, plain []byte) error {
	if err := allowed(bucket, key); err != nil {
		return err
	}
	return tx.put(bucket, []Item{{key, plain}}, bbolt.DefaultFillPercent, 0)
}

// An Item is a key and a plain value.
type Item struct{ Key, Plain []byte }

// PutAll puts many values. It sorts items by key, so that pages are packed
// well; give it whole buckets rather than handfuls. Of two items with the same
// key the later one stays.
func (tx *Tx) PutAll(bucket string, items []Item) error {
	for _, it := range items {
		if err := allowed(bucket, it.Key); err != nil {
			return err
		}
	}
	slices.SortStableFunc(items, func(a, b Item) int { return bytes.Compare(a.Key, b.Key) })
	return tx.put(bucket, items, bulkFill, 0)
}

// put writes items and the bucket's tally; last, when not 0, is the journal's
// newest number.
func (tx *Tx) put(bucket string, items []Item, fill float64, last uint64) error {
	if err := tx.loadState(); err != nil {
		return err
	}
	t := tx.state.Tallies[bucket]
	t.Last = max(t.Last, last)
	err := tx.v.guard("writing", func() error {
		b, err := tx.raw.CreateBucketIfNotExists([]byte(bucket))
		if err != nil {
			return err
		}
		b.FillPercent = fill
		for _, it := range items {
			if len(it.Plain) > maxValue {
				return bberrors.ErrValueTooLarge
			}
			// bbolt keeps the value until the commit: each gets its own room.
			sealed := make([]byte, 0, len(it.Plain)+seal.Overhead)
			sealed, err = tx.v.sealer.Seal(sealed, bucket, it.Key, it.Plain)
			if err != nil {
				return err
			}
			if old := b.Get(it.Key); old != nil {
				t.sub(weigh(it.Key, old))
			}
			if err := b.Put(it.Key, sealed); err != nil {
				return err
			}
			t.add(weigh(it.Key, sealed))
		}
		return nil
	})
	if err != nil {
		tx.failed = reason(err)
		return tx.failed
	}
	tx.state.Tallies[bucket], tx.changed = t, true
	return nil
}

// Get returns a value, nil when there is none (an empty value is not nil), and
// ErrDamaged when it does not open.
func (tx *Tx) Get(bucket string, key []byte) (plain []byte, err error) {
	err = tx.v.guard("reading", func() error {
		b := tx.raw.Bucket([]byte(bucket))
		if b == nil || len(key) == 0 {
			return nil
		}
		sealed := b.Get(key)
		if sealed == nil {
			return nil
		}
		var err error
		plain, err = tx.v.sealer.Open(make([]byte, 0, len(sealed)), bucket, key, sealed)
		return err
	})
	if err != nil {
		return nil, damaged("value: %w", err)
	}
	return plain, nil
}

// Delete removes a value; nothing happens when there is none. ErrName for the
// vault's own buckets: the journal is append-only.
func (tx *Tx) Delete(bucket string, key []byte) error {
	if err := allowed(bucket, key); err != nil {
		return err
	}
	if err := tx.loadState(); err != nil {
		return err
	}
	err := reason(tx.v.guard("deleting", func() error {
		b := tx.raw.Bucket([]byte(bucket))
		if b == nil {
			return nil
		}
		old := b.Get(key)
		if old == nil {
			return nil
		}
		t := tx.state.Tallies[bucket]
		t.sub(weigh(key, old))
		tx.state.Tallies[bucket], tx.changed = t, true
		return b.Delete(key)
	}))
	if err != nil {
		tx.failed = err
	}
	return err
}

// Count returns how many values a bucket holds by its tally.
func (tx *Tx) Count(bucket string) (int, error) {
	if err := tx.loadState(); err != nil {
		return 0, err
	}
	return int(tx.state.Tallies[bucket].Count), nil
}

// Present returns the names of all buckets that are there or ought to be, sorted: of those
// that nobody ever put a value into as well.
func (tx *Tx) Present() ([]string, error) {
	if err := tx.loadState(); err != nil {
		return nil, err
	}
	return tx.present()
}

// Buckets returns the names of all buckets that ever held a sealed value, the
// journal among them, sorted.
func (tx *Tx) Buckets() ([]string, error) {
	if err := tx.loadState(); err != nil {
		return nil, err
	}
	return tx.state.buckets(), nil
}
