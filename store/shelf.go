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
	at      map[ledger.ID]int                    // place, as it was before those in cut were taken out
	cut     []int                                // places that were taken out since at was made, in their order
	owned   map[ledger.ID]map[ledger.ID]struct{} // IDs by owner; nil while all are the ledger's own
	words   *words                               // what search reads; made on first use
	titles  *words                               // the names alone, likewise
	age     uint64                               // grows with every change of this shelf
}

func newShelf(kind ledger.Kind) *shelf {
	return &shelf{kind: kind, at: map[ledger.ID]int{}}
}

func (s *shelf) get(id ledger.ID) ledger.Record {
	if i := s.place(id); i >= 0 {
		return s.records[i]
	}
	return nil
}

// place is where the record with this ID stands, -1 for none.
func (s *shelf) place(id ledger.ID) int {
	i, ok := s.at[id]
	switch {
	case !ok:
		return -1
	case len(s.cut) == 0:
		return i
	}
	before, _ := slices.BinarySearch(s.cut, i)
	return i - before
}

// put takes a record in, in the place of the older one.
func (s *shelf) put(r ledger.Record) {
	id := r.Head().ID
	if i := s.place(id); i >= 0 {
		if was := s.records[i].Head().Owner; was != r.Head().Owner {
			delete(s.owned[was], id)
		}
		s.records[i] = r
	} else {
		s.at[id] = len(s.records) + len(s.cut)
		s.records = append(s.records, r)
	}
	s.own(r)
	s.age++
}

// drop takes records off the shelf. What it costs grows with their number: places are counted anew only when many have
// gone.
func (s *shelf) drop(ids []ledger.ID) {
	var gone, cut []int
	for _, id := range ids {
		if i := s.place(id); i >= 0 {
			delete(s.owned[s.records[i].Head().Owner], id)
			gone, cut = append(gone, i), append(cut, s.at[id])
			delete(s.at, id)
		}
	}
	if len(gone) == 0 {
		return
	}
	slices.Sort(gone)
	to := gone[0]
	for n, i := range gone {
		end := len(s.records)
		if n+1 < len(gone) {
			end = gone[n+1]
		}
		to += copy(s.records[to:], s.records[i+1:end])
	}
	clear(s.records[to:])
	s.records = s.records[:to]
	s.cut = append(s.cut, cut...)
	slices.Sort(s.cut)
	if len(s.cut) > 64+len(s.records)/64 {
		s.number()
	}
	s.age++
}

// lay puts records on the shelf in the order of entry, in the place of all others.
func (s *shelf) lay(records []ledger.Record) {
	slices.SortFunc(records, entered)
	s.records, s.owned = records, nil
	s.number()
	if slices.ContainsFunc(records, func(r ledger.Record) bool { return r.Head().Received() }) {
		s.share()
	}
	s.age++
}

// number counts the places anew.
func (s *shelf) number() {
	s.at, s.cut = make(map[ledger.ID]int, len(s.records)), nil
	for i, r := range s.records {
		s.at[r.Head().ID] = i
	}
}

// share notes whose each record is.
func (s *shelf) share() {
	s.owned = map[ledger.ID]map[ledger.ID]struct{}{}
	for _, r := range s.records {
		s.own(r)
	}
}

// own notes whose a record is.
func (s *shelf) own(r ledger.Record) {
	m := r.Head()
	switch {
	case s.owned == nil && m.Received():
		s.share()
	case s.owned != nil:
		if s.owned[m.Owner] == nil {
			s.owned[m.Owner] = map[ledger.ID]struct{}{}
		}
		s.owned[m.Owner][m.ID] = struct{}{}
	}
}

// of are the records of one owner in their order; those of the ledger itself for the zero ID.
func (s *shelf) of(owner ledger.ID) []ledger.Record {
	if s.owned == nil {
		if owner.IsZero() {
			return s.records
		}
		return nil
	}
	out := make([]ledger.Record, 0, len(s.owned[owner]))
	for id := range s.owned[owner] {
		out = append(out, s.get(id))
	}
	slices.SortFunc(out, entered)
	return out
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
	gone, back := b.unshelves(t)
	if len(gone)+len(back) == 0 {
		return false
	}
	last := map[kindly]ledger.Record{}
	for _, s := range t.staged {
		last[kindly{s.kind, s.id}] = s.now
	}
	for _, kind := range ledger.All {
		s := b.shelves[kind.Name()]
		var off []ledger.ID
		for _, id := range gone[kind.Name()] {
			if last[kindly{kind, id}] == nil {
				off = append(off, id)
			}
		}
		s.drop(off)
	}
	for _, x := range t.staged {
		if now := last[kindly{x.kind, x.id}]; now != nil && now == x.now {
			shelf := b.shelves[x.kind.Name()]
			shelf.put(now)
			b.cache.numbers.learn(shelf, now)
		}
	}
	for name := range back {
		b.shelves[name].lay(b.shelves[name].records)
	}
	for _, s := range b.shelves {
		s.words, s.titles = nil, nil
	}
	return true
}

// unshelves says what an intent took away, by kind, and which kinds it brought records of that do not belong behind all
// others.
func (b *Book) unshelves(t *turn) (gone map[string][]ledger.ID, back map[string]bool) {
	gone, back = map[string][]ledger.ID{}, map[string]bool{}
	ends := map[string]ledger.Record{}
	for _, s := range t.staged {
		name := s.kind.Name()
		if s.now == nil {
			gone[name] = append(gone[name], s.id)
			continue
		}
		shelf := b.shelves[name]
		if shelf.get(s.id) != nil {
			continue
		}
		end, ok := ends[name]
		if n := len(shelf.records); !ok && n > 0 {
			end = shelf.records[n-1]
		}
		if end != nil && entered(s.now, end) < 0 {
			back[name] = true
		}
		ends[name] = s.now
	}
	return gone, back
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
var vouching = []string{settingBucket, vault.JournalBucket}

// compare holds what is not read at opening against its tallies, so that a value which
// was changed for an older one, or for none, is noticed in every bucket.
func (b *Book) compare(tx *vault.Tx) (damage []vault.Damage, err error) {
	names, err := tx.Present()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if ledger.KindOf(name) != nil {
			continue
		}
		found, err := tx.Compare(name)
		if err != nil {
			return nil, err
		}
		damage = append(damage, found...)
		b.unsettled = b.unsettled || slices.Contains(vouching, name) && len(found) > 0
	}
	return damage, nil
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
