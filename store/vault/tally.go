package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"maps"
	"slices"

	"tuanjian/store/seal"
)

// A tally says what a bucket must hold: how many values, and a sum over their
// keys and nonces that does not depend on order. It is kept sealed and changed in
// the transaction that changes the bucket, so a value that vanished with a
// damaged page, and an old value that came back with a page that was never
// written, are both noticed although every value that is left opens well.
type tally struct {
	Count uint64    `json:"n"`
	Sum   [2]uint64 `json:"sum"`
	Last  uint64    `json:"last,omitempty"` // the journal's newest number
}

// stamp is the part of a sealed value that differs between any two sealings:
// algorithm byte and nonce.
const stamp = seal.Overhead - 16

// weigh is what one value adds to a tally's sum.
func weigh(key, sealed []byte) [2]uint64 {
	var room [128]byte
	b := binary.BigEndian.AppendUint32(room[:0], uint32(len(key)))
	b = append(b, key...)
	b = append(b, sealed[:min(len(sealed), stamp)]...)
	h := sha256.Sum256(b)
	return [2]uint64{le.Uint64(h[:]), le.Uint64(h[8:])}
}

func (t *tally) add(w [2]uint64) {
	t.Count++
	t.Sum[0] += w[0]
	t.Sum[1] += w[1]
}

func (t *tally) sub(w [2]uint64) {
	t.Count--
	t.Sum[0] -= w[0]
	t.Sum[1] -= w[1]
}

// holds tells whether what was counted is what the tally says; Last is not
// counted.
func (t tally) holds(counted tally) bool {
	return t.Count == counted.Count && t.Sum == counted.Sum
}

// state is the one sealed value of the bucket "proof": the tallies of all
// buckets and the sum of the readable head, which is so authenticated too.
type state struct {
	Head    []byte           `json:"head"`
	Tallies map[string]tally `json:"tallies"`
}

// copied is a state that may be changed without changing this one. A head is put in its place as a whole.
func (s *state) copied() *state { return &state{s.Head, maps.Clone(s.Tallies)} }

func (s *state) buckets() []string { return slices.Sorted(maps.Keys(s.Tallies)) }

// Fingerprint is a SHA-256 over what all tallies say. It is equal exactly when two
// files hold the same sealed values, journal included; the key slots do not count.
// It reads nothing but the tallies: whether the values are really there and whole is
// for [Vault.Check] to say.
func (v *Vault) Fingerprint() (sum []byte, err error) {
	err = v.View(func(tx *Tx) error {
		sum, err = tx.Fingerprint()
		return err
	})
	return sum, err
}

// Fingerprint is [Vault.Fingerprint] as this transaction sees the ledger.
func (tx *Tx) Fingerprint() ([]byte, error) {
	if err := tx.loadState(); err != nil {
		return nil, err
	}
	h := sha256.New()
	for _, name := range tx.state.buckets() {
		t := tx.state.Tallies[name]
		if t == (tally{}) {
			continue // a bucket that was emptied holds what one holds that never was
		}
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(name))))
		h.Write([]byte(name))
		for _, n := range []uint64{t.Count, t.Sum[0], t.Sum[1], t.Last} {
			h.Write(binary.BigEndian.AppendUint64(nil, n))
		}
	}
	return h.Sum(nil), nil
}

// A read is a state beside the sealed bytes that it was read from, or that were made of it: bytes that are the same again
// say the same again.
type read struct {
	sealed []byte
	state  *state
}

// loadState reads the state once a transaction.
func (tx *Tx) loadState() error {
	if tx.state != nil {
		return nil
	}
	var sealed, plain []byte
	last, same := tx.v.lately.Load(), false
	err := tx.v.guard("reading the tallies", func() (err error) {
		b := tx.raw.Bucket([]byte(proofBucket))
		if b == nil {
			return damaged("no tallies")
		}
		sealed = b.Get([]byte(proofKey))
		if same = last != nil && bytes.Equal(sealed, last.sealed); same {
			return nil
		}
		plain, err = tx.v.sealer.Open(nil, proofBucket, []byte(proofKey), sealed)
		sealed = bytes.Clone(sealed)
		return err
	})
	if err != nil {
		return damaged("tallies: %w", err)
	}
	if same {
		tx.state = last.state.copied()
		return nil
	}
	s := &state{}
	if err := json.Unmarshal(plain, s); err != nil {
		return damaged("tallies: %T", err)
	}
	if s.Tallies == nil {
		s.Tallies = map[string]tally{}
	}
	tx.state = s
	tx.v.lately.Store(&read{sealed, s.copied()})
	return nil
}

// saveState seals the state when the transaction changed it.
func (tx *Tx) saveState() error {
	if !tx.changed {
		return nil
	}
	plain, err := json.Marshal(tx.state)
	if err != nil {
		return err
	}
	sealed, err := tx.v.sealer.Seal(nil, proofBucket, []byte(proofKey), plain)
	if err != nil {
		return err
	}
	err = tx.v.guard("writing the tallies", func() error {
		b, err := tx.raw.CreateBucketIfNotExists([]byte(proofBucket))
		if err != nil {
			return err
		}
		return b.Put([]byte(proofKey), sealed)
	})
	if err == nil { // what is not committed is not found again
		tx.v.lately.Store(&read{sealed, tx.state.copied()})
	}
	return err
}
