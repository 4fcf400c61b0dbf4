// Package seal knows passwords, key slots and the sealing of values under one
// master key. It knows no file, no bucket layout and no record: where a slot is
// kept and what a value means is the business of others.
//
// Shapes come from design.md, "Disk": every value is sealed with an algorithm
// byte and XChaCha20-Poly1305; the random master key is wrapped once per key
// slot, so changing a password rewraps one slot and touches no value.
package seal

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"

	"golang.org/x/crypto/chacha20poly1305"
)

// Reasons. None of them carries a name, a password or a value.
var (
	// ErrWrongPassword: no password slot opens with this password.
	ErrWrongPassword = errors.New("seal: wrong password")
	// ErrWrongCode: the recovery code is well formed and belongs to no slot.
	ErrWrongCode = errors.New("seal: wrong recovery code")
	// ErrMistypedCode: the recovery code fails its own check letters, so it
	// cannot be anybody's. [MistypedError] says in which group.
	ErrMistypedCode = errors.New("seal: mistyped recovery code")
	// ErrDamaged: a sealed value or a slot is not what was once sealed.
	ErrDamaged = errors.New("seal: damaged")
	// ErrHostileSlot: a slot asks for more memory or time than any slot of
	// ours does; trying it could stall the machine.
	ErrHostileSlot = errors.New("seal: slot parameters out of bounds")
	// ErrManySlots: all slots together ask for too much to try a password on each.
	ErrManySlots = errors.New("seal: too many slots to try without a name")
	// ErrShortPassword: fewer than [MinPassword] characters.
	ErrShortPassword = errors.New("seal: password too short")
	// ErrLongPassword: more than [MaxPassword] bytes.
	ErrLongPassword = errors.New("seal: password too long")
)

// Key is the master key of one ledger. It is never written anywhere but wrapped
// in a [Slot].
type Key [32]byte

// String keeps the key out of logs and error texts.
func (Key) String() string { return "seal.Key(hidden)" }

// GoString keeps the key out of %#v.
func (k Key) GoString() string { return k.String() }

// Wipe overwrites the key.
func (k *Key) Wipe() { clear(k[:]) }

// NewKey draws a master key. The only error is that of the random source.
func NewKey(random io.Reader) (Key, error) {
	var k Key
	_, err := io.ReadFull(random, k[:])
	return k, err
}

// algXChaCha is the first byte of every sealed value; another number means
// another way of sealing.
const algXChaCha = 1

// Overhead is how many bytes a sealed value is longer than the plain one:
// algorithm byte, nonce and tag.
const Overhead = 1 + chacha20poly1305.NonceSizeX + chacha20poly1305.Overhead

// A Sealer seals and opens values under one master key. Open may be called from
// several goroutines at once; so may Seal when the random source allows it.
type Sealer struct {
	aead    cipher.AEAD
	random  io.Reader
	version uint32
	places  sync.Pool // of *[]byte, scratch for associated data
}

// NewSealer prepares sealing under a key derived from master. The version goes
// into the associated data of every value: a value sealed under another one does
// not open.
func NewSealer(master Key, random io.Reader, version uint32) (*Sealer, error) {
	k, err := hkdf.Key(sha256.New, master[:], nil, "tuanjian value key", chacha20poly1305.KeySize)
	if err != nil {
		return nil, err
	}
	defer clear(k)
	aead, err := chacha20poly1305.NewX(k)
	if err != nil {
		return nil, err
	}
	s := &Sealer{aead: aead, random: random, version: version}
	s.places.New = func() any { b := make([]byte, 0, 96); return &b }
	return s, nil
}

// Seal appends the sealed form of plain to dst and returns it. The value opens
// only under the same bucket, key and version. The only error is that of the
// random source.
func (s *Sealer) Seal(dst []byte, bucket string, key, plain []byte) ([]byte, error) {
	var nonce [chacha20poly1305.NonceSizeX]byte
	if _, err := io.ReadFull(s.random, nonce[:]); err != nil {
		return dst, err
	}
	place := s.place(bucket, key)
	defer s.places.Put(place)
	dst = append(dst, algXChaCha)
	dst = append(dst, nonce[:]...)
	return s.aead.Seal(dst, nonce[:], plain, *place), nil
}

// Open appends the plain form of sealed to dst and returns it, or ErrDamaged.
// sealed is not changed and not kept; it must not overlap dst.
func (s *Sealer) Open(dst []byte, bucket string, key, sealed []byte) ([]byte, error) {
	if len(sealed) < Overhead || sealed[0] != algXChaCha {
		return dst, ErrDamaged
	}
	place := s.place(bucket, key)
	defer s.places.Put(place)
	nonce := sealed[1 : 1+chacha20poly1305.NonceSizeX]
	plain, err := s.aead.Open(dst, nonce, sealed[1+chacha20poly1305.NonceSizeX:], *place)
	if err != nil {
		return dst, ErrDamaged
	}
	return plain, nil
}

// place is the associated data of a value: every part is preceded by its length,
// so that no two places look alike.
func (s *Sealer) place(bucket string, key []byte) *[]byte {
	p := s.places.Get().(*[]byte)
	b := binary.BigEndian.AppendUint32((*p)[:0], uint32(len(bucket)))
	b = append(b, bucket...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(key)))
	b = append(b, key...)
	*p = binary.BigEndian.AppendUint32(b, s.version)
	return p
}

// wrap and unwrap lock the master key away under a key made from a secret.
func wrap(random io.Reader, kek []byte, master Key, about []byte) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(kek)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, chacha20poly1305.NonceSizeX, wrappedSize)
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, err
	}
	return aead.Seal(nonce, nonce, master[:], about), nil
}

func unwrap(kek, wrapped, about []byte) (Key, bool, error) {
	var k Key
	aead, err := chacha20poly1305.NewX(kek)
	if err != nil {
		return k, false, err
	}
	if len(wrapped) != wrappedSize {
		return k, false, fmt.Errorf("%w: wrapped key has %d bytes", ErrDamaged, len(wrapped))
	}
	n := chacha20poly1305.NonceSizeX
	plain, err := aead.Open(nil, wrapped[:n], wrapped[n:], about)
	if err != nil {
		return k, false, nil
	}
	copy(k[:], plain)
	clear(plain)
	return k, true, nil
}

const wrappedSize = chacha20poly1305.NonceSizeX + len(Key{}) + chacha20poly1305.Overhead
