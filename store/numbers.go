package store

import (
	"hash/maphash"
	"slices"

	"tuanjian/store/ledger"
)

// A unique number is one that only one record may have.
type unique struct {
	kind string
	of   func(ledger.Record) string
}

// The unique numbers (domain.md §4.1, §4.2, §1.2); a resident's 15 digits count as
// their 18.
var (
	byID     = &unique{"member", func(r ledger.Record) string { return wholeID(r.(*ledger.Member).IDNumber) }}
	byDev    = &unique{"member", func(r ledger.Record) string { return r.(*ledger.Member).DevNumber }}
	byCredit = &unique{"enterprise", func(r ledger.Record) string { return r.(*ledger.Enterprise).Credit }}
	uniques  = []*unique{byID, byDev, byCredit}
)

// numbers find the records that have a number. They keep hashes and IDs only,
// and ask the record itself before they answer, so a number that was changed since,
// or a record that is gone, does no harm.
type numbers struct {
	seed  maphash.Seed
	first map[*unique]map[uint64]ledger.ID
	more  map[*unique]map[uint64][]ledger.ID
}

func (b *Book) numbers() *numbers {
	n := &b.cache.numbers
	if n.first != nil {
		return n
	}
	*n = numbers{seed: maphash.MakeSeed(), first: map[*unique]map[uint64]ledger.ID{}, more: map[*unique]map[uint64][]ledger.ID{}}
	for _, u := range uniques {
		records := b.shelves[u.kind].records
		n.first[u] = make(map[uint64]ledger.ID, len(records))
		n.more[u] = map[uint64][]ledger.ID{}
		for _, r := range records { // each once
			n.add(u, r, func(ledger.ID) bool { return true })
		}
	}
	return n
}

// learn takes in a record that was just put on its shelf.
func (n *numbers) learn(s *shelf, r ledger.Record) {
	if n.first == nil {
		return
	}
	for _, u := range uniques {
		if u.kind == s.kind.Name() {
			n.add(u, r, func(id ledger.ID) bool { return !slices.Contains(n.more[u][maphash.String(n.seed, u.of(r))], id) })
		}
	}
}

func (n *numbers) add(u *unique, r ledger.Record, fresh func(ledger.ID) bool) {
	number := u.of(r)
	if number == "" {
		return
	}
	h, id := maphash.String(n.seed, number), r.Head().ID
	had, taken := n.first[u][h]
	switch {
	case !taken:
		n.first[u][h] = id
	case had != id && fresh(id):
		n.more[u][h] = append(n.more[u][h], id)
	}
}

// other gives a record besides own that has the number, or nil.
func (b *Book) other(u *unique, number string, own ledger.ID) ledger.Record {
	if number == "" {
		return nil
	}
	n := b.numbers()
	h := maphash.String(n.seed, number)
	first, ok := n.first[u][h]
	if !ok {
		return nil
	}
	s := b.shelves[u.kind]
	is := func(id ledger.ID) bool {
		r := s.get(id)
		return r != nil && id != own && u.of(r) == number
	}
	if is(first) {
		return s.get(first)
	}
	if i := slices.IndexFunc(n.more[u][h], is); i >= 0 {
		return s.get(n.more[u][h][i])
	}
	return nil
}
