package vault

import (
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"
)

// numberKey orders as the numbers do.
func numberKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

// Append adds an entry to the journal and returns its number: 1, 2, 3 …, which
// is the order of all that happened, whatever the clock says. Entries are never
// changed or removed.
func (tx *Tx) Append(entry []byte) (seq uint64, err error) {
	if err := tx.loadState(); err != nil {
		return 0, err
	}
	seq = tx.state.Tallies[journalBucket].Last + 1
	return seq, tx.appendAs(seq, entry)
}

// AppendAs is [Tx.Append] under a number from outside, for a journal that is brought
// over from a damaged file: entries keep their numbers, and what is lost leaves a
// gap. ErrName when the number is not above all those that are there.
func (tx *Tx) AppendAs(seq uint64, entry []byte) error {
	if err := tx.loadState(); err != nil {
		return err
	}
	if seq <= tx.state.Tallies[journalBucket].Last {
		return ErrName
	}
	return tx.appendAs(seq, entry)
}

func (tx *Tx) appendAs(seq uint64, entry []byte) error {
	key := numberKey(seq)
	err := tx.v.guard("writing the journal", func() error {
		if b := tx.raw.Bucket([]byte(journalBucket)); b != nil && b.Get(key) != nil {
			return damaged("journal runs beyond its tally")
		}
		return nil
	})
	if err != nil {
		return err
	}
	return tx.put(journalBucket, []Item{{key, entry}}, bulkFill, seq)
}

// LastSeq returns the number of the newest entry, 0 when there is none.
func (tx *Tx) LastSeq() (uint64, error) {
	if err := tx.loadState(); err != nil {
		return 0, err
	}
	return tx.state.Tallies[journalBucket].Last, nil
}

// Journal calls fn with every entry numbered from or above, oldest first. Entries
// that do not open are passed over and reported; that some are missing is
// reported only by a walk from the first. Rules for entry and ErrStop are those
// of [Tx.Each].
func (tx *Tx) Journal(from uint64, fn func(seq uint64, entry []byte) error) ([]Damage, error) {
	if from <= 1 {
		return tx.each(journalBucket, fromFirst, forward, numbered(fn))
	}
	seek := func(c *bbolt.Cursor) ([]byte, []byte) { return c.Seek(numberKey(from)) }
	damage, err := tx.each(journalBucket, seek, forward, numbered(fn))
	return without(damage, Miscount), err
}

// JournalBack is [Tx.Journal] over all entries, newest first.
func (tx *Tx) JournalBack(fn func(seq uint64, entry []byte) error) ([]Damage, error) {
	return tx.each(journalBucket, fromLast, backward, numbered(fn))
}

func numbered(fn func(uint64, []byte) error) func(key, plain []byte) error {
	return func(key, plain []byte) error {
		if len(key) != 8 {
			return fmt.Errorf("%w: journal number of %d bytes", ErrDamaged, len(key))
		}
		return fn(binary.BigEndian.Uint64(key), plain)
	}
}
