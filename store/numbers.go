package store

import (
	"hash/maphash"

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

// numbers find the records that have a number. They keep hashes and places only,
// and ask the record itself before they answer, so a number that was changed since
// does no harm.
type numbers struct {
	seed  maphash.Seed
	first map[*unique]map[uint64]int32
	more  map[*unique]map[uint64][]int32
}

func (b *Book) numbers() *numbers {
	n := &b.cache.numbers
	if n.first != nil {
		return n
	}
	*n = numbers{seed: maphash.MakeSeed(), first: map[*unique]map[uint64]int32{}, more: map[*unique]map[uint64][]int32{}}
	for _, u := range uniques {
		records := b.shelves[u.kind].records
		n.first[u] = make(map[uint64]int32, len(records))
		n.more[u] = map[uint64][]int32{}
		for place, r := range records {
			n.add(u, r, place)
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
			n.add(u, r, s.at[r.Head().ID])
		}
	}
}

func (n *numbers) add(u *unique, r ledger.Record, place int) {
	number := u.of(r)
	if number == "" {
		return
	}
	h := maphash.String(n.seed, number)
	had, taken := n.first[u][h]
	switch {
	case !taken:
		n.first[u][h] = int32(place)
	case had != int32(place):
		for _, p := range n.more[u][h] {
			if p == int32(place) {
				return
			}
		}
		n.more[u][h] = append(n.more[u][h], int32(place))
	}
}

// other gives a record besides own that has the number, or nil.
func (b *Book) other(u *unique, number string, own ledger.ID) ledger.Record {
	if number == "" {
		return nil
	}
	n := b.numbers()
	h := maphash.String(n.seed, number)
	place, ok := n.first[u][h]
	if !ok {
		return nil
	}
	records := b.shelves[u.kind].records
	for _, p := range append([]int32{place}, n.more[u][h]...) {
		if r := records[p]; r.Head().ID != own && u.of(r) == number {
			return r
		}
	}
	return nil
}
