package travel

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/rules"
)

// lock seals to the street's key where the ledger has it, and to the ledger's own, so
// that a copy of this ledger on another computer can open the package too; else to a
// passphrase alone.
func lock(b *store.Book, p store.Profile, passphrase string) (parcel.Lock, error) {
	if p.StreetKey == "" {
		return parcel.ToPassphrase(passphrase)
	}
	_, own, err := parcel.KeysFrom(p.Key)
	if err != nil {
		return parcel.Lock{}, err
	}
	return parcel.ToKeys(p.StreetKey, own)
}

// addressee is for whom a submission is, as its signed manifest says: the street that the
// ledger belongs to, or else the one that a person names. Whoever was told the passphrase
// can open a package and seal it anew; another street then sees that it is not for it.
func addressee(b *store.Book, street string) parcel.Recipient {
	if known := rules.Street(b.Today()); known != nil && !NeedsPassphrase(b) {
		return parcel.Recipient{Name: known.Title, Ledger: known.Ledger}
	}
	return parcel.Recipient{Name: cmp.Or(cut(strings.TrimSpace(street)), Addressee(b), points.Unnamed)}
}

// Addressee is the street that a package under a passphrase says to be for where nobody
// names another: the one in the community's particulars, or that of the last submission;
// "" when none is known.
func Addressee(b *store.Book) string {
	if home, ok := b.Today().Own().(*ledger.Community); ok && home.Street != "" {
		return cut(home.Street)
	}
	last, err := points.LastSubmission(b)
	if err != nil || last.To == points.Unnamed {
		return "" // what cannot be read is told by who needs it
	}
	return last.To
}

// namesRecipient says whether a submission names a street or a key at all.
func namesRecipient(m *parcel.Manifest) bool {
	to := m.Recipient
	return to.Ledger != "" || len(to.Keys) > 0 || to.Name != "" && to.Name != points.Unnamed
}

// oneStreet says that two names may be one street's: 小江湖街道办事处 and 邵阳市小江湖街道.
func oneStreet(a, b string) bool { return rules.OneUnit(bareStreet(a), bareStreet(b)) }

func bareStreet(name string) string {
	for _, front := range []string{"中国共产主义青年团", "共青团"} {
		name = strings.TrimPrefix(name, front)
	}
	for _, back := range []string{"团工委", "工作委员会", "委员会", "办事处"} {
		name = strings.TrimSuffix(name, back)
	}
	return name
}

// Unlock opens whatever is sealed to this ledger or to a passphrase, which may be
// empty: what then needs one is answered with [parcel.ErrNeedsPassphrase].
func Unlock(b *store.Book, passphrase string) (parcel.Unlock, error) {
	secret, _, err := parcel.KeysFrom(b.Profile().Key)
	if err != nil {
		return parcel.Unlock{}, err
	}
	u, err := parcel.ByKeys(secret)
	return u.Or(passphrase), err
}

// PlainPassphrase is a passphrase as a package is sealed to it, whatever form of it was typed: see parcel.Plain.
func PlainPassphrase(typed string) string { return parcel.Plain(typed) }

// PackageName is how a person calls a package that cannot be opened yet, by the name of its file; "" where that tells
// nothing. Nothing of it is proved.
func PackageName(path string) string {
	house, what, number, ok := parcel.Named(filepath.Base(path))
	if !ok {
		return ""
	}
	return fmt.Sprintf("“%s”第 %d 次%s", house, number, cmp.Or(what, "上报"))
}
