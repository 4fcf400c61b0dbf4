package store

import (
	"cmp"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"tuanjian/store/ledger"
	"tuanjian/store/vault"
)

// A shelf holds all records of one kind in the order in which they were entered.
type shelf struct {
	kind    ledger.Kind
	records []ledger.Record
	at      map[ledger.ID]int
	words   *words // what search reads; made on first use
	titles  *words // the names alone, likewise
	age     uint64 // grows with every change of this shelf
}

func newShelf(kind ledger.Kind) *shelf {
	return &shelf{kind: kind, at: map[ledger.ID]int{}}
}

func (s *shelf) get(id ledger.ID) ledger.Record {
	if i, ok := s.at[id]; ok {
		return s.records[i]
	}
	return nil
}

// put takes a record in, in the place of the older one.
func (s *shelf) put(r ledger.Record) {
	id := r.Head().ID
	if i, ok := s.at[id]; ok {
		s.records[i] = r
	} else {
		s.at[id] = len(s.records)
		s.records = append(s.records, r)
	}
	s.age++
}

// lay puts records on the shelf in the order of entry, in the place of all others.
func (s *shelf) lay(records []ledger.Record) {
	slices.SortFunc(records, entered)
	s.records, s.at = records, make(map[ledger.ID]int, len(records))
	for i, r := range records {
		s.at[r.Head().ID] = i
	}
	s.age++
}

// entered compares two records by the order of entry.
func entered(a, b ledger.Record) int {
	x, y := a.Head(), b.Head()
	if c := cmp.Compare(x.Order, y.Order); c != 0 {
		return c
	}
	return slices.Compare(x.ID[:], y.ID[:])
}

// reshelve brings the shelves up to an intent that took records away or back; it
// says false, and does nothing, for all others. What is kept of places on shelves is
// made anew. The caller holds the lock.
func (b *Book) reshelve(t *turn) bool {
	if !b.unshelves(t) {
		return false
	}
	last := map[string]map[ledger.ID]ledger.Record{}
	for _, s := range t.staged {
		if last[s.kind.Name()] == nil {
			last[s.kind.Name()] = map[ledger.ID]ledger.Record{}
		}
		last[s.kind.Name()][s.id] = s.now
	}
	for name, records := range last {
		s := b.shelves[name]
		kept := slices.DeleteFunc(slices.Clone(s.records), func(r ledger.Record) bool { _, staged := records[r.Head().ID]; return staged })
		for _, r := range records {
			if r != nil {
				kept = append(kept, r)
			}
		}
		s.lay(kept)
	}
	for _, s := range b.shelves {
		s.words, s.titles = nil, nil
	}
	b.cache.numbers, b.cache.pending = numbers{}, nil
	return true
}

// unshelves says that an intent took a record away, or that one it brought does not belong behind all others.
func (b *Book) unshelves(t *turn) bool {
	ends := map[string]ledger.Record{}
	for _, s := range t.staged {
		if s.now == nil {
			return true
		}
		name := s.kind.Name()
		shelf := b.shelves[name]
		if shelf.get(s.id) != nil {
			continue
		}
		end, ok := ends[name]
		if n := len(shelf.records); !ok && n > 0 {
			end = shelf.records[n-1]
		}
		if end != nil && entered(s.now, end) < 0 {
			return true
		}
		ends[name] = s.now
	}
	return false
}

// all gives a typed view of a shelf's records.
func all[T ledger.Record](b *Book, kind ledger.Kind) func(yield func(T) bool) {
	return func(yield func(T) bool) {
		for _, r := range b.shelves[kind.Name()].records {
			if !yield(r.(T)) {
				return
			}
		}
	}
}

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

// load reads the whole ledger into memory. Damaged values are passed over and
// remembered: the rest stays usable, and Check names them.
func (b *Book) load() error {
	var damage []vault.Damage
	err := b.vault.View(func(tx *vault.Tx) error {
		if err := b.loadSettings(tx); err != nil {
			return err
		}
		var err error
		if b.seq, err = tx.LastSeq(); err != nil {
			return err
		}
		b.opened = b.seq
		for _, kind := range ledger.All {
			found, err := b.shelves[kind.Name()].load(tx)
			if err != nil {
				return err
			}
			damage = append(damage, found...)
		}
		return nil
	})
	b.damage = damage
	if err != nil {
		return err
	}
	return b.vault.Rest()
}

func (s *shelf) load(tx *vault.Tx) ([]vault.Damage, error) {
	n, err := tx.Count(s.kind.Name())
	if err != nil {
		return nil, err
	}
	found := make([]ledger.Record, n)
	damage, err := tx.Load(s.kind.Name(), 0, func(_, i int, _, plain []byte) error {
		r := s.kind.New()
		if err := reading.Unmarshal(plain, r); err != nil {
			return err
		}
		if i < len(found) {
			found[i] = r
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.lay(slices.Clip(slices.DeleteFunc(found, func(r ledger.Record) bool { return r == nil })))
	return damage, nil
}
