// Package records is the records of one moment: a View. It knows what is kept under which ID and in which order, what a
// record is called, where it belongs, and keeps what is computed from all of them until they change. It knows no screen,
// no file, no journal and no Book; what is wrong with a record is rules' to say.
//
// A View never changes. A save makes the next one out of it, which shares all that stayed the same, so that whoever holds
// a View reads one moment to the end and needs no lock. A package that is looked at, a plan and an earlier point of the
// journal are Views too: records laid over those of now.
package records

import (
	"iter"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// A Moment says of when a View is and of whose ledger.
type Moment struct {
	Basis  ledger.Basis // what its rules are asked by
	Seq    uint64       // the newest entry of the journal that it knows
	Street bool         // a street's ledger, which takes in what its communities send
	Name   string       // the community's or the street's
	Ledger string       // tells two ledgers of one community apart
}

// Age tells two Views of one ledger apart: it grows with every change of a record, and of a setting that decides what a
// record means. A printed roster leaves it as it is. 0 is no View's.
type Age uint64

// A View is the records of one moment. It may be used from several goroutines.
type View struct {
	moment  Moment
	age     Age
	shelves []*shelf // as ledger.All
	kept    [mostDerived]memoryOf
}

// New lays records out, several kinds at once; each kind's may be in any order, and the slices are the View's from here on.
func New(m Moment, of map[ledger.Kind][]ledger.Record) *View {
	v := &View{moment: m, age: 1, shelves: make([]*shelf, len(ledger.All))}
	InParts(len(ledger.All), func(i int) { v.shelves[i] = lay(ledger.All[i], of[ledger.All[i]]) })
	return v
}

// At is the same records at another moment: on another day, by other rules, in a ledger of another name. What is computed
// from the records alone is shared.
func (v *View) At(m Moment) *View {
	if m == v.moment {
		return v
	}
	out := &View{moment: m, age: v.age, shelves: v.shelves}
	same := m.Basis == v.moment.Basis && m.Street == v.moment.Street && m.Name == v.moment.Name && m.Ledger == v.moment.Ledger
	for i := range v.kept {
		if known := v.kept[i].Load(); known != nil && (same || !known.by.dated) {
			out.kept[i].Store(known)
		}
	}
	return out
}

// On is the same records asked by another basis.
func (v *View) On(b ledger.Basis) *View {
	m := v.moment
	m.Basis = b
	return v.At(m)
}

// Aged is the View made one older, for a change of what the records mean and not of the records.
func (v *View) Aged() *View {
	out := &View{moment: v.moment, age: v.age + 1, shelves: v.shelves}
	for i := range v.kept {
		out.kept[i].Store(v.kept[i].Load())
	}
	return out
}

// Anew is the same records of which nothing is known yet.
func (v *View) Anew() *View { return &View{moment: v.moment, age: v.age, shelves: v.shelves} }

// Moment is of when the View is and of whose ledger.
func (v *View) Moment() Moment { return v.moment }

// Basis is the day and the rules by which the records are judged.
func (v *View) Basis() ledger.Basis { return v.moment.Basis }

// Street says that it is a street's ledger.
func (v *View) Street() bool { return v.moment.Street }

// Age tells the View from those before and after it.
func (v *View) Age() Age { return v.age }

func placeOf(kind ledger.Kind) int {
	for i, k := range ledger.All {
		if k == kind {
			return i
		}
	}
	return -1
}

var none = &shelf{}

func (v *View) shelf(kind ledger.Kind) *shelf {
	if i := placeOf(kind); i >= 0 && i < len(v.shelves) {
		return v.shelves[i]
	}
	return none
}

// Of are all records of a kind in the order of entry. Neither the slice nor a record may be changed.
func (v *View) Of(kind ledger.Kind) []ledger.Record { return v.shelf(kind).all() }

// All is Of with the records' own type.
func All[T ledger.Record](v *View, kind ledger.Kind) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, r := range v.Of(kind) {
			if !yield(r.(T)) {
				return
			}
		}
	}
}

// Get gives a record, or nil. It must not be changed: work on a Clone.
func (v *View) Get(kind ledger.Kind, id value.ID) ledger.Record { return v.shelf(kind).get(id) }

// As is Get with the record's own type, which is nil where there is none.
func As[T ledger.Record](v *View, kind ledger.Kind, id value.ID) T {
	r, _ := v.Get(kind, id).(T)
	return r
}

// Place is where a record stands in Of, -1 for none.
func (v *View) Place(kind ledger.Kind, id value.ID) int { return v.shelf(kind).place(id) }

// Count is the number of records of a kind.
func (v *View) Count(kind ledger.Kind) int { return len(v.shelf(kind).records) }

// KindOf is the kind under which an ID is kept, nil for none.
func (v *View) KindOf(id value.ID) ledger.Kind {
	for _, s := range v.shelves {
		if s.place(id) >= 0 {
			return s.kind
		}
	}
	return nil
}

// OfOther says that another kind than this has a record of this ID. What comes from outside may not make two of one: undoing,
// the bin and references tell records by their IDs.
func (v *View) OfOther(kind ledger.Kind, id value.ID) bool {
	return slices.ContainsFunc(ledger.All, func(other ledger.Kind) bool { return other != kind && v.Get(other, id) != nil })
}

// Owned are the records of a kind that belong to one owner, in the order of entry; the ledger's own for the zero ID.
func (v *View) Owned(kind ledger.Kind, owner value.ID) []ledger.Record {
	by := owned.Of(v, kind)
	if by == nil {
		if owner.IsZero() {
			return v.Of(kind)
		}
		return nil
	}
	return by[owner]
}

// owned are the records of each kind by their owners; nil where all are the ledger's own.
var owned = Each(func(kind ledger.Kind) Derived[map[value.ID][]ledger.Record] {
	return Derive(func(v *View) map[value.ID][]ledger.Record {
		records := v.Of(kind)
		if !slices.ContainsFunc(records, func(r ledger.Record) bool { return r.Head().Received() }) {
			return nil
		}
		by := map[value.ID][]ledger.Record{}
		for _, r := range records {
			by[r.Head().Owner] = append(by[r.Head().Owner], r)
		}
		return by
	}, kind)
})

// A Change is what becomes of one record: now is nil for one that goes.
type Change struct {
	Kind     ledger.Kind
	ID       value.ID
	Was, Now ledger.Record
}

// After is the View with some changes made, each the last word on its record; what stood there before is looked up. A
// record that is new stands by its place in the order of entry, an older one keeps its place.
func (v *View) After(changes []Change) *View {
	by := make([][]Change, len(v.shelves))
	all := make([]Change, 0, len(changes))
	for _, c := range changes {
		i := placeOf(c.Kind)
		if i < 0 || i >= len(v.shelves) {
			continue
		}
		if c.Was = v.shelves[i].get(c.ID); c.Was == nil && c.Now == nil {
			continue
		}
		by[i] = append(by[i], c)
		all = append(all, c)
	}
	if len(all) == 0 {
		return v
	}
	out := &View{moment: v.moment, age: v.age + 1, shelves: slices.Clone(v.shelves)}
	changed := make([]bool, len(v.shelves))
	for i, some := range by {
		if len(some) > 0 {
			out.shelves[i], changed[i] = v.shelves[i].after(some), true
		}
	}
	v.hand(out, changed, all)
	return out
}

// With is the View with some records laid over it, in the place of those with their IDs.
func (v *View) With(more ...ledger.Record) *View {
	changes := make([]Change, len(more))
	for i, r := range more {
		changes[i] = Change{Kind: ledger.KindFor(r), ID: r.Head().ID, Now: r}
	}
	return v.After(changes)
}
