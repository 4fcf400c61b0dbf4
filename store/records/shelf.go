package records

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync/atomic"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// A shelf holds all records of one kind in the order in which they were entered. It never changes: after makes another,
// which shares with this one what it can. Places are counted as if nothing had ever been taken out; cut has those that
// were.
//
// One save changes one record of a hundred thousand: the shelf that follows keeps the records of the one before and the
// few that were put in their places, and is made whole when somebody first asks for all.
type shelf struct {
	kind    ledger.Kind
	records []ledger.Record // but for those that patches put in their places
	patches []patch
	whole   atomic.Pointer[[]ledger.Record] // with the patches; nil until somebody asks

	at  Layers[value.ID, int32] // counted places
	cut []int32                 // in their order
}

// A patch is a record in the place of another. A later one of the same place comes after it.
type patch struct {
	place int
	now   ledger.Record
}

// mostPatches is how many a shelf keeps at most, for each is looked at when a record is asked for.
const mostPatches = 16

// all are the records in their order. Whoever asks first makes them whole; nobody may change them.
func (s *shelf) all() []ledger.Record {
	if len(s.patches) == 0 {
		return s.records
	}
	if whole := s.whole.Load(); whole != nil {
		return *whole
	}
	whole := s.copied()
	s.whole.Store(&whole) // two who ask at once make the same
	return whole
}

// copied are the records in their order, to be changed.
func (s *shelf) copied() []ledger.Record {
	out := slices.Clone(s.records)
	for _, p := range s.patches {
		out[p.place] = p.now
	}
	return out
}

// lay puts records on a new shelf in the order of entry.
func lay(kind ledger.Kind, records []ledger.Record) *shelf {
	if !slices.IsSortedFunc(records, Entered) {
		order(records)
	}
	at := make(map[value.ID]int32, len(records))
	for i, r := range records {
		at[r.Head().ID] = int32(i)
	}
	return &shelf{kind: kind, records: records, at: Layer(at)}
}

// order brings records into the order of entry. What they are compared by is taken out of them first: they lie all over the
// memory, and each would be looked up twenty times.
func order(records []ledger.Record) {
	type placed struct {
		entered, id uint64
		record      ledger.Record
	}
	all := make([]placed, len(records))
	for i, r := range records {
		h := r.Head()
		all[i] = placed{h.Order, binary.BigEndian.Uint64(h.ID[:8]), r}
	}
	slices.SortFunc(all, func(a, b placed) int {
		if c := cmp.Or(cmp.Compare(a.entered, b.entered), cmp.Compare(a.id, b.id)); c != 0 {
			return c
		}
		return Entered(a.record, b.record)
	})
	for i := range all {
		records[i] = all[i].record
	}
}

// Entered compares two records by the order of entry.
func Entered(a, b ledger.Record) int {
	x, y := a.Head(), b.Head()
	if c := cmp.Compare(x.Order, y.Order); c != 0 {
		return c
	}
	return slices.Compare(x.ID[:], y.ID[:])
}

func (s *shelf) get(id value.ID) ledger.Record {
	i := s.place(id)
	if i < 0 {
		return nil
	}
	for n := len(s.patches) - 1; n >= 0; n-- {
		if s.patches[n].place == i {
			return s.patches[n].now
		}
	}
	return s.records[i]
}

// place is where the record with this ID stands, -1 for none.
func (s *shelf) place(id value.ID) int {
	counted, known := s.at.Get(id)
	switch {
	case !known:
		return -1
	case len(s.cut) == 0:
		return int(counted)
	}
	before, gone := slices.BinarySearch(s.cut, counted)
	if gone {
		return -1
	}
	return int(counted) - before
}

// after is the shelf with some changes made. Places are counted anew only when many have come or gone, or when one comes
// back between others.
func (s *shelf) after(changes []Change) *shelf {
	if patched := s.patched(changes); patched != nil {
		return patched
	}
	var come, gone []Change
	out := &shelf{kind: s.kind, records: s.copied(), at: s.at, cut: s.cut}
	for _, c := range changes {
		switch i := s.place(c.ID); {
		case c.Now == nil:
			gone = append(gone, c)
		case i >= 0:
			out.records[i] = c.Now
		default:
			come = append(come, c)
		}
	}
	out.drop(s, gone)
	slices.SortFunc(come, func(x, y Change) int { return Entered(x.Now, y.Now) })
	n := len(out.records)
	if len(come) > 0 && n > 0 && Entered(come[0].Now, out.records[n-1]) < 0 || len(come) > 64+n/8 || len(out.cut) > 64+n/64 {
		for _, c := range come {
			out.records = append(out.records, c.Now)
		}
		return lay(s.kind, out.records)
	}
	counted := int32(n + len(out.cut))
	out.at = out.at.With(func(set func(value.ID, int32)) {
		for i, c := range come {
			set(c.ID, counted+int32(i))
		}
	})
	for _, c := range come {
		out.records = append(out.records, c.Now)
	}
	return out
}

// patched is the shelf after changes that only put records in the places of others, nil for other changes and for many.
func (s *shelf) patched(changes []Change) *shelf {
	base, before := s.records, s.patches
	if whole := s.whole.Load(); whole != nil {
		base, before = *whole, nil
	}
	if len(before)+len(changes) > mostPatches {
		return nil
	}
	patches := make([]patch, len(before), len(before)+len(changes))
	copy(patches, before)
	for _, c := range changes {
		i := s.place(c.ID)
		if c.Now == nil || i < 0 {
			return nil
		}
		patches = append(patches, patch{i, c.Now})
	}
	return &shelf{kind: s.kind, records: base, patches: patches, at: s.at, cut: s.cut}
}

// drop takes records off a shelf that is being made from another.
func (s *shelf) drop(was *shelf, gone []Change) {
	if len(gone) == 0 {
		return
	}
	at, cut := make([]int, 0, len(gone)), slices.Clone(was.cut)
	for _, c := range gone {
		counted, _ := was.at.Get(c.ID)
		at, cut = append(at, was.place(c.ID)), append(cut, counted)
	}
	slices.Sort(at)
	slices.Sort(cut)
	to := at[0]
	for n, i := range at {
		end := len(s.records)
		if n+1 < len(at) {
			end = at[n+1]
		}
		to += copy(s.records[to:], s.records[i+1:end])
	}
	clear(s.records[to:])
	s.records, s.cut = s.records[:to], cut
}
