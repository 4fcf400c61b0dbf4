package rules

import (
	"hash/maphash"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A unique number is one that only one record may have.
type unique struct {
	kind ledger.Kind
	Of   func(ledger.Record) string
}

// The unique numbers (domain.md §4.1, §4.2, §1.2); a resident's 15 digits count as
// their 18.
var (
	ByID     = &unique{ledger.Members, func(r ledger.Record) string { return WholeID(r.(*ledger.Member).IDNumber) }}
	ByDev    = &unique{ledger.Members, func(r ledger.Record) string { return r.(*ledger.Member).DevNumber }}
	ByCredit = &unique{ledger.Enterprises, func(r ledger.Record) string { return r.(*ledger.Enterprise).Credit }}
	uniques  = []*unique{ByID, ByDev, ByCredit}
)

// numbers find the records that have a number. They keep hashes and IDs only,
// and ask the record itself before they answer, so a number that was changed since,
// or a record that is gone, does no harm.
type numbers struct {
	first records.Layers[uint64, value.ID]
	more  records.Layers[uint64, []value.ID]
}

var numberSeed = maphash.MakeSeed()

var allNumbers = records.Each(func(u *unique) records.Derived[*numbers] {
	return records.Derive(func(v *records.View) *numbers {
		first, more := make(map[uint64]value.ID, v.Count(u.kind)), map[uint64][]value.ID{}
		for _, r := range v.Of(u.kind) { // each once
			if number := u.Of(r); number != "" {
				h := maphash.String(numberSeed, number)
				if _, taken := first[h]; !taken {
					first[h] = r.Head().ID
				} else {
					more[h] = append(more[h], r.Head().ID)
				}
			}
		}
		return &numbers{records.Layer(first), records.Layer(more)}
	}, u.kind).Following(u.learn)
})

// learn takes in records that were just changed.
func (u *unique) learn(was *numbers, _ *records.View, changes []records.Change) (*numbers, bool) {
	n := &numbers{}
	n.more = was.more.With(func(more func(uint64, []value.ID)) {
		n.first = was.first.With(func(first func(uint64, value.ID)) {
			firsts, mores := map[uint64]value.ID{}, map[uint64][]value.ID{} // of this turn
			for _, c := range changes {
				if c.Now == nil || u.Of(c.Now) == "" {
					continue
				}
				h := maphash.String(numberSeed, u.Of(c.Now))
				had, taken := firsts[h]
				if !taken {
					had, taken = was.first.Get(h)
				}
				others, known := mores[h]
				if !known {
					others, _ = was.more.Get(h)
				}
				switch {
				case !taken:
					firsts[h] = c.ID
					first(h, c.ID)
				case had != c.ID && !slices.Contains(others, c.ID):
					mores[h] = append(slices.Clip(others), c.ID)
					more(h, mores[h])
				}
			}
		})
	})
	return n, true
}

// Other gives a record besides own that has the number, or nil.
func Other(v *records.View, u *unique, number string, own value.ID) ledger.Record {
	if number == "" {
		return nil
	}
	n, h := allNumbers.Of(v, u), maphash.String(numberSeed, number)
	first, ok := n.first.Get(h)
	if !ok {
		return nil
	}
	is := func(id value.ID) bool {
		r := v.Get(u.kind, id)
		return r != nil && id != own && u.Of(r) == number
	}
	if is(first) {
		return v.Get(u.kind, first)
	}
	more, _ := n.more.Get(h)
	if i := slices.IndexFunc(more, is); i >= 0 {
		return v.Get(u.kind, more[i])
	}
	return nil
}
