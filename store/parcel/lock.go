package parcel

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"filippo.io/age"
)

// workFactor is age's own default: 2^18 rounds of scrypt, about a second and 256 MiB. It is pinned here because a reader
// refuses more, lest a hostile file claim all memory.
const workFactor = 18

// Lock says to whom a package is sealed. The zero Lock seals to nobody and is refused by Write.
type Lock struct {
	keys       []*age.X25519Recipient
	passphrase string
	work       int // 0 means workFactor
}

// maxKeys is to how many keys a package is sealed at most: a reader looks at no longer a list.
const maxKeys = 150

// ToKeys seals to public keys of age, each "age1…". It gives ErrBadKey for anything else and for none at all, and
// ErrManyKeys for more than 150.
func ToKeys(public ...string) (Lock, error) {
	var l Lock
	for _, p := range public {
		k, err := recipientOf(p)
		if err != nil {
			return Lock{}, err
		}
		l.keys = append(l.keys, k)
	}
	switch {
	case len(l.keys) == 0:
		return Lock{}, ErrBadKey
	case len(l.keys) > maxKeys:
		return Lock{}, ErrManyKeys
	}
	return l, nil
}

// recipientOf reads a public key of age; ErrBadKey for anything else, and for a point of low order: what is agreed on with
// such a key everybody knows, so the library seals nothing to it and says so only then.
func recipientOf(public string) (*age.X25519Recipient, error) {
	k, err := age.ParseX25519Recipient(public)
	if err == nil {
		_, err = k.Wrap(make([]byte, fileKey))
	}
	if err != nil {
		return nil, ErrBadKey
	}
	return k, nil
}

// fileKey is how many bytes age wraps for each recipient.
const fileKey = 16

// ToPassphrase seals to a passphrase that is told apart from the file, in its Plain form. The error is that of
// CheckPassphrase.
func ToPassphrase(passphrase string) (Lock, error) {
	return Lock{passphrase: Plain(passphrase)}, CheckPassphrase(passphrase)
}

// String keeps the passphrase out of logs.
func (l Lock) String() string { return "parcel.Lock(hidden)" }

// GoString keeps the passphrase out of %#v.
func (l Lock) GoString() string { return l.String() }

// publics are the keys as a manifest names them, in their order.
func (l Lock) publics() []string {
	var all []string
	for _, k := range l.keys {
		all = append(all, k.String())
	}
	return all
}

// seal wraps w: what is written to the result arrives in w encrypted.
func (l Lock) seal(w io.Writer) (io.WriteCloser, error) {
	if l.passphrase != "" {
		r, err := age.NewScryptRecipient(l.passphrase)
		if err != nil {
			return nil, err
		}
		r.SetWorkFactor(max(l.work, 1))
		if l.work == 0 {
			r.SetWorkFactor(workFactor)
		}
		return age.Encrypt(w, r)
	}
	var to []age.Recipient
	for _, k := range l.keys {
		to = append(to, k)
	}
	return age.Encrypt(w, to...)
}

// CheckPassphrase tells what is wrong with a passphrase: at least 8 characters, 4 of them different, at most 100, no
// space around it and nothing unseen in it, since it is read to somebody on the telephone and typed in again.
func CheckPassphrase(passphrase string) error {
	n := utf8.RuneCountInString(passphrase)
	different := map[rune]bool{}
	for _, r := range passphrase {
		different[r] = true
	}
	switch {
	case n < 8:
		return ErrShortPassphrase
	case n > 100:
		return ErrLongPassphrase
	case !utf8.ValidString(passphrase), strings.TrimSpace(passphrase) != passphrase,
		strings.ContainsFunc(passphrase, func(r rune) bool { return !unicode.IsGraphic(r) }):
		return ErrPlainPassphrase
	case len(different) < 4:
		return ErrWeakPassphrase
	}
	return nil
}

// Unlock is what a package is opened with. With the zero Unlock, Read answers ErrNeedsPassphrase or ErrNeedsKey: it
// tells what to ask for.
type Unlock struct {
	keys       []*age.X25519Identity
	passphrase string
}

// ByKeys opens with secret keys of age, older ones included. It gives ErrBadKey for anything else.
func ByKeys(secret ...string) (Unlock, error) {
	var u Unlock
	for _, s := range secret {
		k, err := age.ParseX25519Identity(s)
		if err != nil {
			return Unlock{}, ErrBadKey
		}
		u.keys = append(u.keys, k)
	}
	return u, nil
}

// ByPassphrase opens with a passphrase in any of the forms that Plain knows.
func ByPassphrase(passphrase string) Unlock { return Unlock{passphrase: passphrase} }

// Or opens by a passphrase what is not sealed to keys, and what is by the keys as before. An empty passphrase changes
// nothing.
func (u Unlock) Or(passphrase string) Unlock { return Unlock{u.keys, passphrase} }

// String keeps the secret out of logs.
func (u Unlock) String() string { return "parcel.Unlock(hidden)" }

// GoString keeps the secret out of %#v.
func (u Unlock) GoString() string { return u.String() }

// mine says that a package which names these keys was meant for who opened it so. A recipient could open a package, seal
// it anew and pass it on; the signed list of keys gives that away.
func (u Unlock) mine(keys []string, byPassphrase bool) bool {
	if byPassphrase {
		return len(keys) == 0
	}
	return slices.ContainsFunc(u.keys, func(k *age.X25519Identity) bool { return slices.Contains(keys, k.Recipient().String()) })
}

const (
	ageLine   = "age-encryption.org/v1\n"
	ageFamily = "age-encryption.org/"
	maxHeader = 16 << 10 // a hundred bytes for each of maxKeys
)

// opened is what was sealed, and how it was.
type opened struct {
	plain        io.ReaderAt
	size         int64
	byPassphrase bool
}

// open gives the plain bytes of a sealed file and their number. Nothing is decrypted before it is asked for, and every
// piece is authenticated when it is.
func (u Unlock) open(r io.ReaderAt, size int64) (_ *opened, err error) {
	head := make([]byte, min(size, maxHeader))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, err
	}
	if !bytes.HasPrefix(head, []byte(ageLine)) {
		if bytes.HasPrefix(head, []byte(ageFamily)) {
			return nil, ErrNewer
		}
		return nil, ErrNotParcel
	}
	end := bytes.Index(head, []byte("\n--- "))
	if end < 0 {
		return nil, ErrDamaged
	}
	asksPassphrase := bytes.Contains(head[:end], []byte("\n-> scrypt "))
	o := &opened{byPassphrase: asksPassphrase}
	var with []age.Identity
	switch {
	case asksPassphrase && u.passphrase == "":
		return nil, ErrNeedsPassphrase
	case asksPassphrase:
		for _, form := range forms(u.passphrase) {
			k, err := age.NewScryptIdentity(form)
			if err != nil {
				return nil, ErrWrongPassphrase
			}
			k.SetMaxWorkFactor(workFactor)
			with = append(with, k)
		}
	case len(u.keys) == 0:
		return nil, ErrNeedsKey
	}
	if !asksPassphrase {
		for _, k := range u.keys {
			with = append(with, k)
		}
	}
	o.plain, o.size, err = age.DecryptReaderAt(r, size, with...)
	var none *age.NoIdentityMatchError
	switch {
	case err == nil:
		return o, nil
	case errors.As(err, &none) && asksPassphrase:
		return nil, ErrWrongPassphrase
	case errors.As(err, &none):
		return nil, ErrOtherRecipient
	}
	return nil, ErrDamaged
}
