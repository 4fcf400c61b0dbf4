package chronicle

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Year is 大事记: what happened in a year in a community, or for the zero place in all of the ledger, the oldest first. It tells
// of firms and organisations: what is about one person alone, such as dues or a transfer, is in no chronicle of a year. An
// event without a day stands in no year.
func Year(v *records.View, community value.ID, year int, zone *time.Location) *Chronicle {
	c := &Chronicle{Kind: ledger.Communities, Record: v.Own(), view: v}
	if !community.IsZero() {
		c.Record = v.Get(ledger.Communities, community)
	}
	if c.Record == nil {
		return nil
	}
	c.Kind = ledger.KindFor(c.Record)
	for _, kind := range ledger.All {
		if kind.OfPerson() || kind.Holder() >= 0 || part(kind) || kind.Kept(ledger.ByTravel) || kind.Place() {
			continue
		}
		for _, r := range v.Of(kind) {
			switch {
			case !community.IsZero() && v.Home(r) != community:
			case kind.Event():
				c.add(kind, r, zone)
			case kind.Lasts():
				c.changes(kind, r)
			}
		}
	}
	c.Events = slices.DeleteFunc(c.Events, func(e Event) bool { return e.Entered || e.Day == 0 || e.Day.Year() != year })
	slices.SortFunc(c.Events, func(a, b Event) int {
		if n := cmp.Or(cmp.Compare(a.Day.Last(), b.Day.Last()), cmp.Compare(a.Record.Head().Order, b.Record.Head().Order)); n != 0 {
			return n
		}
		return bytes.Compare(a.id(), b.id())
	})
	c.all = c.Events
	return c
}

// Years are those of which there is anything to tell, the newest first; the present one is always among them.
func Years(v *records.View, community value.ID) []int {
	years := []int{v.Basis().Today.Year()}
	seen := map[int]bool{years[0]: true}
	for _, kind := range ledger.All {
		if !kind.Event() || kind.Holder() >= 0 || part(kind) {
			continue
		}
		for _, r := range v.Of(kind) {
			if year := kind.Happened(r).Year(); year > 0 && !seen[year] && (community.IsZero() || v.Home(r) == community) {
				seen[year] = true
				years = append(years, year)
			}
		}
	}
	slices.SortFunc(years, func(a, b int) int { return b - a })
	return years
}

// part says that records of a kind are parts of an event, as candidates are of an election: the event is told of.
func part(kind ledger.Kind) bool {
	i := kind.Whole()
	return i >= 0 && ledger.KindOf(kind.Columns()[i].Choices.Kind).Event()
}
