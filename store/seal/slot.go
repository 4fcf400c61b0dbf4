package seal

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// Kinds of slots. A slot of a kind not listed here is kept as it is and opens
// with nothing that this package knows.
const (
	KindPassword = "password"
	KindRecovery = "recovery"
)

// A Slot holds the master key wrapped under one secret. It lies readable in the
// ledger's head, so Name tells a stranger who may open the ledger. Kind, name
// and parameters are authenticated by the wrapping: whoever changes them makes
// the slot useless, not weaker.
type Slot struct {
	Kind    string `json:"kind"`
	Name    string `json:"name"`
	Salt    []byte `json:"salt"`
	Time    uint32 `json:"time,omitempty"`    // passes over the memory
	Memory  uint32 `json:"memory,omitempty"`  // KiB
	Threads uint8  `json:"threads,omitempty"` // lanes
	Wrapped []byte `json:"wrapped"`
}

// Effort is what one try of a password costs.
type Effort struct {
	Time    uint32 // passes over the memory
	Memory  uint32 // KiB
	Threads uint8  // lanes
}

// DefaultEffort costs at least half a second on two cores of 2020s make and
// meets design.md, "Disk" (Argon2id, ≥ 64 MiB, t ≥ 3). More passes rather than
// more memory, because the window must fit beside it on a 4 GB machine.
var DefaultEffort = Effort{Time: 28, Memory: 64 << 10, Threads: 2}

// Bounds of what a slot may ask for; above them it is refused unopened.
const (
	maxTime    = 64
	maxMemory  = 256 << 10 // KiB: 256 MiB
	maxThreads = 16
	maxWork    = 1 << 22 // KiB × passes: twice what ours ask for
	maxTry     = 1 << 25 // KiB × passes of all slots that one password is tried on: 18 of ours
	saltSize   = 16
	maxName    = 256 // bytes
	maxSlots   = 64
)

func (e Effort) check() error {
	switch {
	case e.Time == 0 || e.Time > maxTime,
		e.Threads == 0 || e.Threads > maxThreads,
		e.Memory < 8*uint32(e.Threads) || e.Memory > maxMemory,
		uint64(e.Time)*uint64(e.Memory) > maxWork:
		return ErrHostileSlot
	}
	return nil
}

// MinPassword is the fewest characters of a password (issue 2, §2), MaxPassword
// the most bytes.
const (
	MinPassword = 8
	MaxPassword = 1024
)

// CheckPassword says whether a password may be chosen: ErrShortPassword,
// ErrLongPassword, one of the three that are [ErrWeakPassword], or nil. Characters are
// counted, not bytes, so eight Chinese ones are enough. It is for choosing: an older
// slot whose password is weak still opens.
func CheckPassword(password string) error {
	if utf8.RuneCountInString(password) < MinPassword {
		return ErrShortPassword
	}
	if len(password) > MaxPassword {
		return ErrLongPassword
	}
	return weakness(password)
}

// NewPassword wraps the master key under a password. It refuses what
// [CheckPassword] refuses and an effort beyond the bounds (ErrHostileSlot).
func NewPassword(random io.Reader, master Key, name, password string, effort Effort) (Slot, error) {
	if err := CheckPassword(password); err != nil {
		return Slot{}, err
	}
	s := Slot{Kind: KindPassword, Name: name, Time: effort.Time, Memory: effort.Memory, Threads: effort.Threads}
	secret := []byte(password)
	defer clear(secret)
	return s.fill(random, master, secret)
}

// NewRecovery wraps the master key under a recovery code. The code is as strong
// as a key, so opening it is quick.
func NewRecovery(random io.Reader, master Key, name string, code Code) (Slot, error) {
	return Slot{Kind: KindRecovery, Name: name}.fill(random, master, code[:])
}

func (s Slot) fill(random io.Reader, master Key, secret []byte) (Slot, error) {
	s.Salt = make([]byte, saltSize)
	if _, err := io.ReadFull(random, s.Salt); err != nil {
		return Slot{}, err
	}
	if err := s.Check(); err != nil {
		return Slot{}, err
	}
	kek, err := s.kek(secret)
	if err != nil {
		return Slot{}, err
	}
	defer clear(kek)
	s.Wrapped, err = wrap(random, kek, master, s.about())
	return s, err
}

// Check looks at a slot's shape without trying it: ErrHostileSlot when its
// parameters are out of bounds, ErrDamaged when its pieces cannot be ours, nil
// for a kind that this package does not know.
func (s Slot) Check() error {
	if len(s.Name) > maxName || len(s.Kind) > maxName {
		return fmt.Errorf("%w: slot name too long", ErrDamaged)
	}
	switch s.Kind {
	case KindPassword:
		if err := (Effort{s.Time, s.Memory, s.Threads}).check(); err != nil {
			return err
		}
	case KindRecovery:
		if s.Time != 0 || s.Memory != 0 || s.Threads != 0 {
			return ErrHostileSlot
		}
	default:
		return nil
	}
	if len(s.Salt) != saltSize {
		return fmt.Errorf("%w: salt has %d bytes", ErrDamaged, len(s.Salt))
	}
	return nil
}

// kek makes the key that wraps the master key. The slot has been checked.
func (s Slot) kek(secret []byte) ([]byte, error) {
	if s.Kind == KindRecovery {
		return hkdf.Key(sha256.New, secret, s.Salt, "tuanjian recovery slot", chacha20poly1305.KeySize)
	}
	return argon2.IDKey(secret, s.Salt, s.Time, s.Memory, s.Threads, chacha20poly1305.KeySize), nil
}

// about is the associated data of the wrapped key.
func (s Slot) about() []byte {
	var b []byte
	for _, part := range [][]byte{[]byte("tuanjian slot 1"), []byte(s.Kind), []byte(s.Name), s.Salt} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(part)))
		b = append(b, part...)
	}
	b = binary.BigEndian.AppendUint32(b, s.Time)
	b = binary.BigEndian.AppendUint32(b, s.Memory)
	return append(b, s.Threads)
}

// OpenPassword tries a password on the password slots in order (only on that
// called name, when name is not empty) and returns the master key and the
// position of the slot that opened. Each try costs the slot's effort.
// ErrWrongPassword when none opens; ErrHostileSlot or ErrDamaged when none
// opens and one could not be tried; ErrManySlots, with nothing tried, when to try
// them all would take too long: a name is needed.
func OpenPassword(slots []Slot, name, password string) (Key, int, error) {
	if len(password) > MaxPassword {
		return Key{}, -1, ErrWrongPassword
	}
	secret := []byte(password)
	defer clear(secret)
	return try(slots, KindPassword, name, secret, ErrWrongPassword)
}

// OpenCode is [OpenPassword] for a recovery code; ErrWrongCode when no slot
// opens.
func OpenCode(slots []Slot, code Code) (Key, int, error) {
	return try(slots, KindRecovery, "", code[:], ErrWrongCode)
}

func try(slots []Slot, kind, name string, secret []byte, wrong error) (Key, int, error) {
	if len(slots) > maxSlots {
		return Key{}, -1, ErrHostileSlot
	}
	fault := wrong
	mine := func(s Slot) bool { return s.Kind == kind && (name == "" || s.Name == name) }
	work := uint64(0)
	for _, s := range slots {
		if mine(s) && s.Check() == nil {
			work += uint64(s.Time) * uint64(s.Memory)
		}
	}
	switch {
	case name != "" && work > maxWork: // several of one name are never ours
		return Key{}, -1, ErrHostileSlot
	case work > maxTry:
		return Key{}, -1, ErrManySlots
	}
	for i, s := range slots {
		if !mine(s) {
			continue
		}
		if err := s.Check(); err != nil {
			fault = err
			continue
		}
		kek, err := s.kek(secret)
		if err != nil {
			return Key{}, -1, err
		}
		key, ok, err := unwrap(kek, s.Wrapped, s.about())
		clear(kek)
		if ok {
			return key, i, nil
		}
		if err != nil {
			fault = err
		}
	}
	return Key{}, -1, fault
}
