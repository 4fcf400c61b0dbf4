package records

import (
	"cmp"
	"slices"

	"tuanjian/store/ledger"
)

// A shelf holds all records of one kind in the order in which they were entered. It never changes: after makes another,
// which shares with this one what it can. Places are counted as if nothing had ever been taken out; cut has those that
// were.
type shelf struct {
	kind    ledger.Kind
	records []ledger.Record
	at      Layers[ledger.ID, int32] // counted places
	cut     []int32                  // in their order
}

// lay puts records on a new shelf in the order of entry.
func lay(kind ledger.Kind, records []ledger.Record) *shelf {
	if !slices.IsSortedFunc(records, Entered) {
		slices.SortFunc(records, Entered)
	}
	at := make(map[ledger.ID]int32, len(records))
	for i, r := range records {
		at[r.Head().ID] = int32(i)
	}
	return &shelf{kind: kind, records: records, at: Layer(at)}
}

// Entered compares two records by the order of entry.
func Entered(a, b ledger.Record) int {
	x, y := a.Head(), b.Head()
	if c := cmp.Compare(x.Order, y.Order); c != 0 {
		return c
	}
	return slices.Compare(x.ID[:], y.ID[:])
}

func (s *shelf) get(id ledger.ID) ledger.Record {
	if i := s.place(id); i >= 0 {
		return s.records[i]
	}
	return nil
}

// place is where the record with this ID stands, -1 for none.
func (s *shelf) place(id ledger.ID) int {
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
	var come, gone []Change
	out := &shelf{kind: s.kind, records: slices.Clone(s.records), at: s.at, cut: s.cut}
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
	out.at = out.at.With(func(set func(ledger.ID, int32)) {
		for i, c := range come {
			set(c.ID, counted+int32(i))
		}
	})
	for _, c := range come {
		out.records = append(out.records, c.Now)
	}
	return out
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
