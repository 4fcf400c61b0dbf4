package store

import (
	"cmp"
	"fmt"
	"path/filepath"

	"tuanjian/store/parcel"
	"tuanjian/store/seal"
)

// lock seals to the street's key where the ledger has it, and to the ledger's own, so
// that a copy of this ledger on another computer can open the package too; else to a
// passphrase alone.
func (b *Book) lock(p Profile, passphrase string) (parcel.Lock, error) {
	if p.StreetKey == "" {
		return parcel.ToPassphrase(passphrase)
	}
	_, own, err := parcel.KeysFrom(p.Key)
	if err != nil {
		return parcel.Lock{}, err
	}
	return parcel.ToKeys(p.StreetKey, own)
}

// unlock opens whatever is sealed to this ledger or to a passphrase, which may be
// empty: what then needs one is answered with [parcel.ErrNeedsPassphrase].
func (b *Book) unlock(passphrase string) (parcel.Unlock, error) {
	secret, _, err := parcel.KeysFrom(b.Profile().Key)
	if err != nil {
		return parcel.Unlock{}, err
	}
	u, err := parcel.ByKeys(secret)
	return u.Or(passphrase), err
}

// PlainPassphrase is a passphrase as a package is sealed to it, whatever form of it was typed: see parcel.Plain.
func PlainPassphrase(typed string) string { return parcel.Plain(typed) }

// PlainCode is a group of a recovery code as it is printed, however it was typed.
func PlainCode(typed string) string { return seal.Plain(typed) }

// PackageName is how a person calls a package that cannot be opened yet, by the name of its file; "" where that tells
// nothing. Nothing of it is proved.
func PackageName(path string) string {
	house, what, number, ok := parcel.Named(filepath.Base(path))
	if !ok {
		return ""
	}
	return fmt.Sprintf("“%s”第 %d 次%s", house, number, cmp.Or(what, "上报"))
}
