package store

import (
	"fmt"

	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
)

// former are the versions that the records of some kinds have had before the present
// one, by the journal: those of each record together, oldest first. A record of one
// version has none. A meeting with another laptop that was taken back does not count,
// nor does its taking back: what was seen there may be met again.
//
// overruled are the versions among them that a person has overruled by those of
// another copy, whole.
func (b *Book) former(kinds []ledger.Kind) (had []parcel.Former, overruled []parcel.Earlier, err error) {
	passed, err := b.undoneMeetings()
	if err != nil {
		return nil, nil, err
	}
	travels := map[ledger.Kind]bool{}
	for _, k := range kinds {
		travels[k] = true
	}
	of := map[ledger.ID][]parcel.Former{}
	var order []ledger.ID
	var marker parcel.Marker
	err = b.changesFrom(1, func(seq uint64, kind ledger.Kind, c Before) error {
		if c.Was == nil || c.Aside || !travels[kind] || passed[seq] {
			return nil
		}
		was := kind.New()
		if err := reading.Unmarshal(c.Was, was); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		if was.Head().Received() && kind != ledger.Matters {
			return nil // the street's; it does not travel from here
		}
		if c.Overruled {
			overruled = append(overruled, parcel.Earlier{Kind: kind, Record: was})
		}
		id := ledger.ID(c.ID)
		if of[id] == nil {
			order = append(order, id)
		}
		of[id] = append(of[id], parcel.Former{Kind: kind, Record: id, Mark: marker.MarkOf(kind, was)})
		if c.Now == nil {
			of[id] = append(of[id], parcel.Former{Kind: kind, Record: id, Mark: parcel.Gone})
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	for _, id := range order {
		had = append(had, of[id]...)
	}
	return had, overruled, nil
}

// undoneMeetings are the journal numbers of meetings that were taken back, and of what
// took them back and did them again meanwhile.
func (b *Book) undoneMeetings() (map[uint64]bool, error) {
	var meetings, deeds []Operation
	err := b.operations(func(o Operation) bool {
		if o.Intent == "meet" {
			meetings = append(meetings, o)
		} else if o.Detail.Of != 0 {
			deeds = append(deeds, o)
		}
		return false
	})
	passed := map[uint64]bool{}
	for _, m := range meetings {
		passed[m.Seq] = m.Undone
	}
	for i := len(deeds) - 1; i >= 0; i-- { // oldest first: an undo of an undo finds its own
		passed[deeds[i].Seq] = passed[deeds[i].Detail.Of]
	}
	return passed, err
}

// journalled says what the journal has of some records: their versions in order, as
// former has them, and the present one last; gone is a nil record.
func (b *Book) journalled(of map[ledger.ID]bool) (map[ledger.ID][]ledger.Record, error) {
	passed, err := b.undoneMeetings()
	if err != nil {
		return nil, err
	}
	had := map[ledger.ID][]ledger.Record{}
	kinds := map[ledger.ID]ledger.Kind{}
	err = b.changesFrom(1, func(seq uint64, kind ledger.Kind, c Before) error {
		id := ledger.ID(c.ID)
		if !of[id] {
			return nil
		}
		kinds[id] = kind
		if c.Was == nil || c.Aside || passed[seq] {
			return nil
		}
		was, err := recordOf(kind, c.Was)
		if err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		had[id] = append(had[id], was)
		if c.Now == nil {
			had[id] = append(had[id], nil)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for id, kind := range kinds {
		now := b.Get(kind, id)
		if n := len(had[id]); now != nil || n > 0 && had[id][n-1] != nil {
			had[id] = append(had[id], now)
		}
	}
	return had, nil
}
