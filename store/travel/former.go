package travel

import (
	"fmt"
	"slices"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// Former are the versions that the records of some kinds have had before the present
// one, by the journal: those of each record together, oldest first. A record of one
// version has none. A meeting with another laptop that was taken back does not count,
// nor does its taking back: what was seen there may be met again.
//
// overruled are the versions among them that a person has overruled by those of
// another copy, whole.
func Former(b *store.Book, kinds []ledger.Kind) (had []parcel.Former, overruled []parcel.Earlier, err error) {
	travels := map[ledger.Kind]bool{}
	for _, k := range kinds {
		travels[k] = true
	}
	var marker parcel.Marker
	trails := map[value.ID]*trail{}
	var order []value.ID
	err = passed(b, func(kind ledger.Kind, _ value.ID) bool { return travels[kind] }, func(kind ledger.Kind, c store.Before, was ledger.Record, met bool) error {
		if was == nil {
			return nil
		}
		if was.Head().Received() && !kind.Kept(ledger.ByAnswer) {
			return nil // the street's; it does not travel from here
		}
		if now := b.Get(kind, was.Head().ID); kind.Stays(was) || now != nil && kind.Stays(now) {
			return nil // what is not in the package is not gone for that
		}
		if c.Overruled {
			overruled = append(overruled, parcel.Earlier{Kind: kind, Record: was})
		}
		id := value.ID(c.ID)
		if trails[id] == nil {
			trails[id] = &trail{kind: kind, marker: &marker}
			order = append(order, id)
		}
		trails[id].add(was, c.Now == nil, met, removalOf(c))
		trails[id].versions = nil // their marks are enough, and there may be many
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	for _, id := range order {
		steps := trails[id].steps
		now := b.Get(trails[id].kind, id)
		still := now != nil && trails[id].still(now)
		for i, s := range steps {
			f := parcel.Former{Kind: trails[id].kind, Record: id, Mark: s.mark, Revs: s.revs, Still: still && i == len(steps)-1, Removal: s.removal}
			if !f.Still || !slices.Equal(s.revs, []uint32{now.Head().Rev}) {
				had = append(had, f)
			}
		}
	}
	return had, overruled, nil
}

// A trail is what the journal tells of one record, oldest first; a removal is a nil
// version. A save that changed nothing makes no version: another copy that counts how
// often the record has held this content would take it for one that was put back. What
// a meeting wrote counts though it is the same, as it does on the other copy.
type trail struct {
	kind     ledger.Kind
	versions []ledger.Record
	steps    []passage // of the versions, one by one
	saved    bool      // the last change was no meeting's and no removal
	marker   *parcel.Marker
}

// A passage is one version of a trail: what it held, and its numbers: a save that changed
// nothing gives it one more. A removal has the number of what went.
type passage struct {
	mark parcel.Mark
	revs []uint32 // none where a program before did not say

	// removal tells which one it was: two copies may each remove a record, and one of them
	// put it back. What each has done by itself is no version that both have had.
	removal parcel.Mark
}

// sign is what the same version has in every copy.
func (p passage) sign() parcel.Mark {
	if p.mark == parcel.Gone {
		return p.removal
	}
	return p.mark
}

// removalOf tells which removal a change was; zero where a program before did not say.
func removalOf(c store.Before) (which parcel.Mark) {
	copy(which[:], c.Removal)
	return which
}

func (t *trail) add(was ledger.Record, removed, met bool, removal parcel.Mark) {
	rev := was.Head().Rev
	if t.still(was) {
		last := &t.steps[len(t.steps)-1]
		if !slices.Contains(last.revs, rev) {
			last.revs = append(last.revs, rev)
		}
	} else {
		t.versions, t.steps = append(t.versions, was), append(t.steps, passage{mark: t.marker.MarkOf(t.kind, was), revs: []uint32{rev}})
	}
	if removed {
		t.versions, t.steps = append(t.versions, nil), append(t.steps, passage{mark: parcel.Gone, revs: []uint32{rev}, removal: removal})
	}
	t.saved = !removed && !met
}

// still says that a record is what it was before the last change.
func (t *trail) still(now ledger.Record) bool {
	return t.saved && t.steps[len(t.steps)-1].mark == t.marker.MarkOf(t.kind, now)
}

// passed walks through the changes of some records that count for a meeting, oldest
// first: was is the version before one, met says that a meeting made it. A meeting
// that was taken back does not count, nor does its taking back.
func passed(b *store.Book, of func(ledger.Kind, value.ID) bool, each func(kind ledger.Kind, c store.Before, was ledger.Record, met bool) error) error {
	met, undone, err := meetings(b)
	if err != nil {
		return err
	}
	return b.Changes(1, func(seq uint64, kind ledger.Kind, c store.Before) error {
		if c.Aside || undone[seq] || !of(kind, value.ID(c.ID)) {
			return nil
		}
		was, err := store.RecordOf(kind, c.Was)
		if err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		return each(kind, c, was, met[seq])
	})
}

// meetings are the journal numbers of all meetings, and of those that were taken back
// with what took them back and did them again meanwhile.
func meetings(b *store.Book) (met, undone map[uint64]bool, err error) {
	var deeds []store.Operation
	met, undone = map[uint64]bool{}, map[uint64]bool{}
	all, err := undo.Operations(b, 0)
	for _, o := range all {
		if o.Intent == "meet" {
			met[o.Seq], undone[o.Seq] = true, o.Undone
		} else if o.Detail.Of != 0 {
			deeds = append(deeds, o)
		}
	}
	for i := len(deeds) - 1; i >= 0; i-- { // oldest first: an undo of an undo finds its own
		undone[deeds[i].Seq] = undone[deeds[i].Detail.Of]
	}
	return met, undone, err
}

// past is what one copy of a ledger has had of a record: its versions in order, as Former
// has them, and the present one last; gone is a nil record.
type past struct {
	versions []ledger.Record
	steps    []passage
}

// journalled says what the journal has of some records.
func journalled(b *store.Book, of map[value.ID]bool) (map[value.ID]past, error) {
	var marker parcel.Marker
	trails := map[value.ID]*trail{}
	err := passed(b, func(_ ledger.Kind, id value.ID) bool { return of[id] }, func(kind ledger.Kind, c store.Before, was ledger.Record, met bool) error {
		id := value.ID(c.ID)
		if trails[id] == nil {
			trails[id] = &trail{kind: kind, marker: &marker}
		}
		if was != nil {
			trails[id].add(was, c.Now == nil, met, removalOf(c))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	had := map[value.ID]past{}
	for id, t := range trails {
		now, n := b.Get(t.kind, id), len(t.versions)
		switch {
		case now != nil:
			t.add(now, false, false, parcel.Mark{})
		case n > 0 && t.versions[n-1] != nil:
			t.versions, t.steps = append(t.versions, nil), append(t.steps, passage{mark: parcel.Gone, revs: t.steps[n-1].revs[len(t.steps[n-1].revs)-1:]})
		}
		had[id] = past{t.versions, t.steps}
	}
	return had, nil
}
