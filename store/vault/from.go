package vault

import "go.etcd.io/bbolt"

// From is [Tx.Each] over the values whose key is from or comes after it. That values
// are missing is reported only by a walk from the first.
func (tx *Tx) From(bucket string, from []byte, fn func(key, plain []byte) error) ([]Damage, error) {
	seek := func(c *bbolt.Cursor) ([]byte, []byte) { return c.Seek(from) }
	damage, err := tx.each(bucket, seek, forward, fn)
	return without(damage, Miscount), err
}
