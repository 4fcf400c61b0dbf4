package vault

import (
	"errors"

	"go.etcd.io/bbolt"
)

// From is [Tx.Each] over the values whose key is from or comes after it. That values
// are missing is reported only by a walk from the first.
func (tx *Tx) From(bucket string, from []byte, fn func(key, plain []byte) error) ([]Damage, error) {
	seek := func(c *bbolt.Cursor) ([]byte, []byte) { return c.Seek(from) }
	damage, err := tx.each(bucket, seek, forward, fn)
	return without(damage, Miscount), err
}

// Keys calls fn with every key of a bucket that is from or comes after it, and opens no value: those of large values are
// found without reading them. The key belongs to the walk. Rules for ErrStop are those of [Tx.Each].
func (tx *Tx) Keys(bucket string, from []byte, fn func(key []byte) error) error {
	seek := func(c *bbolt.Cursor) ([]byte, []byte) { return c.Seek(from) }
	c, err := tx.cursor(bucket)
	if err != nil {
		return err
	}
	var key []byte
	for pairs := make([]pair, 0, batch); c != nil; seek = nil {
		if pairs, err = tx.read(c, pairs, seek, forward); err != nil {
			return err
		}
		for _, p := range pairs {
			if err := tx.v.guard("walking", func() error { key = append(key[:0], p.key...); return nil }); err != nil {
				return err
			}
			if err := fn(key); errors.Is(err, ErrStop) {
				return nil
			} else if err != nil {
				return err
			}
		}
		if len(pairs) < cap(pairs) {
			break
		}
	}
	return nil
}
