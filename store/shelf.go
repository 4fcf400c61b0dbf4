package store

import (
	"slices"

	"github.com/fxamacker/cbor/v2"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/vault"
)

// Records lie on disk as CBOR maps by the names in their struct tags, so that a
// field may be added without a migration.
var (
	writing = func() cbor.EncMode {
		m, err := cbor.EncOptions{}.EncMode()
		if err != nil {
			panic(err)
		}
		return m
	}()
	reading = func() cbor.DecMode {
		m, err := cbor.DecOptions{MaxNestedLevels: 8}.DecMode()
		if err != nil {
			panic(err)
		}
		return m
	}()
)

// Written is a record, a change or what lies in the bin in the form that it has in the file.
func Written(value any) ([]byte, error) { return writing.Marshal(value) }

// ReadInto reads what is Written.
func ReadInto(text []byte, value any) error { return reading.Unmarshal(text, value) }

// load reads the whole ledger into memory. Damaged values are passed over and
// remembered: the rest stays usable, and Check names them.
func (b *Book) load() error {
	var damage []vault.Damage
	err := b.vault.View(func(tx *vault.Tx) error {
		rules, err := b.loadSettings(tx)
		if err != nil {
			return err
		}
		if b.seq, err = tx.LastSeq(); err != nil {
			return err
		}
		b.opened = b.seq
		all := make(map[ledger.Kind][]ledger.Record, len(ledger.All))
		for _, kind := range ledger.All {
			var found []vault.Damage
			if all[kind], found, err = loadKind(tx, kind); err != nil {
				return err
			}
			damage = append(damage, found...)
		}
		b.view.Store(records.New(b.moment(rules), all))
		others, err := b.compare(tx)
		damage = append(damage, others...)
		return err
	})
	b.damage = damage
	if err != nil {
		return err
	}
	return b.vault.Rest()
}

// vouching are the buckets that must be those of their tallies for the roles to be
// believed: the roles' own, and the journal, which has every change of them, so that older
// tallies do not serve with the older roles.
var vouching = []string{SettingBucket, vault.JournalBucket}

// compare holds what is not read at opening against its tallies, so that a value which
// was changed for an older one, or for none, is noticed in every bucket.
func (b *Book) compare(tx *vault.Tx) (damage []vault.Damage, err error) {
	names, err := tx.Present()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if ledger.KindOf(name) != nil || name == PieceBucket {
			continue // files say themselves what they must be, when somebody looks at one
		}
		found, err := tx.Compare(name)
		if err != nil {
			return nil, err
		}
		damage = append(damage, found...)
		b.unvouched = b.unvouched || slices.Contains(vouching, name) && len(found) > 0
	}
	return damage, nil
}

// loadKind reads all records of a kind.
func loadKind(tx *vault.Tx, kind ledger.Kind) ([]ledger.Record, []vault.Damage, error) {
	n, err := tx.Count(kind.Name())
	if err != nil {
		return nil, nil, err
	}
	found := make([]ledger.Record, n)
	damage, err := tx.Load(kind.Name(), 0, func(_, i int, _, plain []byte) error {
		r := kind.New()
		if err := reading.Unmarshal(plain, r); err != nil {
			return err
		}
		if i < len(found) {
			found[i] = r
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return slices.Clip(slices.DeleteFunc(found, func(r ledger.Record) bool { return r == nil })), damage, nil
}
