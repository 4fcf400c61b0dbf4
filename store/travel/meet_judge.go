package travel

import (
	"bytes"
	"cmp"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A step is the n-th time that a record has held one content, or its version of that
// number and content. Two copies of a ledger that say the same step have had the same
// version; the content alone would take an edit that was taken back for one that was
// never made.
type step struct {
	mark parcel.Mark
	n    uint32
}

// stepsOf are the versions of a trail, counted; each with its place.
func stepsOf(had []passage) map[step]int {
	times := map[parcel.Mark]uint32{}
	steps := map[step]int{}
	for i, p := range had {
		sign := p.sign()
		times[sign]++
		steps[step{sign, times[sign]}] = i
	}
	return steps
}

// numbersOf are the versions of a trail by their numbers.
func numbersOf(had []passage) map[step]int {
	steps := map[step]int{}
	for i, p := range had {
		for _, n := range p.revs {
			steps[step{p.sign(), n}] = i
		}
	}
	return steps
}

// A place is where a version that both copies have had stands here and there.
type place struct{ ours, theirs int }

// newest are the places of the newest shared version by our order and by theirs; none
// says that they share nothing.
func newest(ours, theirs map[step]int) (byOurs, byTheirs place, none bool) {
	none = true
	for s, i := range ours {
		k, both := theirs[s]
		if !both {
			continue
		}
		if none || i > byOurs.ours {
			byOurs = place{i, k}
		}
		if none || k > byTheirs.theirs {
			byTheirs = place{i, k}
		}
		none = false
	}
	return byOurs, byTheirs, none
}

// bases are the newest versions that both copies have had: the newest by our order
// and, where it is another one, the newest by theirs. A removal is a nil record. The
// last of each side's versions is the present one. Both copies find the same bases, in
// the same order.
//
// The same content may have come about twice: who took 乙 over from a copy that had 甲
// before it, and then changed it to 甲, has 甲 after 乙. A meeting takes a version over
// with its number, so that one of the same number is the same one, and what only holds
// the same is believed in where it is newer than that one in both copies.
func bases(ours past, theirs []passage) []ledger.Record {
	a, b, none := newest(stepsOf(ours.steps), stepsOf(theirs))
	if none {
		return nil
	}
	same := func(a, b place) bool { return ours.steps[a.ours].mark == ours.steps[b.ours].mark }
	if sure, s, none := newest(numbersOf(ours.steps), numbersOf(theirs)); !none && same(sure, s) {
		if !same(a, b) || a.ours < sure.ours || a.theirs < sure.theirs {
			a, b = sure, sure
		}
	}
	i, k := a.ours, b.ours
	switch bytes.Compare(ours.steps[i].mark[:], ours.steps[k].mark[:]) {
	case 0:
		return []ledger.Record{ours.versions[i]}
	case 1:
		i, k = k, i
	}
	return []ledger.Record{ours.versions[i], ours.versions[k]}
}

// judge compares each record over its bases.
func (m *Meeting) judge(differ map[value.ID]bool, ours map[value.ID]past, theirs map[value.ID][]parcel.Former) {
	var marker parcel.Marker
	for _, kind := range ledger.OfCommunity {
		for _, id := range m.inOrder(kind, differ) {
			it := &meetItem{kind: kind, id: id, ours: m.book.Get(kind, id), theirs: m.there[id].record}
			had := ours[id]
			if len(had.versions) == 0 && it.ours != nil { // a salvaged ledger has records without a past
				had = past{[]ledger.Record{it.ours}, []passage{{mark: marker.MarkOf(kind, it.ours), revs: []uint32{it.ours.Head().Rev}}}}
			}
			for _, r := range had.versions {
				if r != nil {
					it.last = r
				}
			}
			if there, ok := m.there[id]; ok {
				there.last = it.last
				m.there[id] = there
			}
			var steps []passage
			for _, f := range theirs[id] {
				steps = append(steps, passage{f.Mark, f.Revs, f.Removal})
			}
			if n := len(theirs[id]); it.theirs != nil && n > 0 && theirs[id][n-1].Still {
				steps[n-1].revs = append(steps[n-1].revs, it.theirs.Head().Rev)
			} else if it.theirs != nil {
				steps = append(steps, passage{mark: marker.MarkOf(kind, it.theirs), revs: []uint32{it.theirs.Head().Rev}})
			} else if n > 0 && len(steps[n-1].revs) > 0 {
				it.gone = steps[n-1].revs[0]
			}
			if it.theirs == nil {
				it.removal = lastRemoval(steps)
			} else if it.ours == nil {
				it.removal = lastRemoval(had.steps)
			}
			it.bases = bases(had, steps)
			m.weigh(it)
		}
	}
	m.uncircle()
}

func lastRemoval(steps []passage) (which parcel.Mark) {
	if n := len(steps); n > 0 {
		which = steps[n-1].removal
	}
	return which
}

// inOrder are the records of a kind that differ: ours in the order of entry, then those
// that are not here, in the order of entry there.
func (m *Meeting) inOrder(kind ledger.Kind, differ map[value.ID]bool) []value.ID {
	var here, elsewhere []value.ID
	for id, there := range m.there {
		if there.kind == kind && m.book.Get(kind, id) == nil {
			elsewhere = append(elsewhere, id)
		}
	}
	slices.SortFunc(elsewhere, func(a, b value.ID) int {
		return cmp.Compare(m.there[a].at, m.there[b].at)
	})
	for _, r := range Outgoing(m.book.Today(), kind) {
		if differ[r.Head().ID] {
			here = append(here, r.Head().ID)
		}
	}
	return append(here, elsewhere...)
}

// weigh decides about one record by itself, or makes clashes of it.
func (m *Meeting) weigh(it *meetItem) {
	switch {
	case it.ours == nil && it.last == nil:
		it.result, it.forward = it.theirs, true
	case it.ours == nil || it.theirs == nil:
		follow, sure := it.follow()
		switch {
		case !sure:
			m.clash(it, Clash{OursGone: it.ours == nil, TheirsGone: it.theirs == nil})
		case follow:
			it.result, it.forward = it.theirs, true
		default:
			return
		}
	default:
		r, clashes := merge.Meet(it.kind, it.bases, it.ours, it.theirs)
		clashes = derived(it, r, clashes)
		it.result = r
		it.forward = len(clashes) == 0 && len(it.bases) == 1 && it.bases[0] != nil && merge.Same(it.kind, it.ours, it.bases[0])
		if len(clashes) == 0 && merge.Same(it.kind, r, it.ours) {
			return
		}
		for _, c := range clashes {
			m.clash(it, m.told(it, c))
		}
	}
	m.items = append(m.items, it)
}

// follow says of a record that one side has removed whether the other side follows,
// and whether that is sure: it is when the record was not touched there since.
func (it *meetItem) follow() (follow, sure bool) {
	for i, base := range it.bases {
		var verdict bool
		switch {
		case base == nil: // both had removed it, and it was put back
			verdict = it.ours == nil
		case it.ours != nil && merge.Same(it.kind, base, it.ours):
			verdict = true
		case it.theirs != nil && merge.Same(it.kind, base, it.theirs):
			verdict = false
		default:
			return false, false
		}
		if i > 0 && verdict != follow {
			return false, false
		}
		follow = verdict
	}
	return follow, len(it.bases) > 0
}

// derived leaves out what follows from the ID number where that one clashes: nobody has
// typed it.
func derived(it *meetItem, r ledger.Record, clashes []merge.Clash) []merge.Clash {
	theirs, ok := it.theirs.(*ledger.Member)
	if !ok || !slices.ContainsFunc(clashes, func(c merge.Clash) bool { return c.Key == "idno" }) {
		return clashes
	}
	ours, merged := it.ours.(*ledger.Member), r.(*ledger.Member)
	drop := func(key string) {
		clashes = slices.DeleteFunc(clashes, func(c merge.Clash) bool { return c.Key == key })
	}
	if ours.Sex == "" && theirs.Sex == "" {
		merged.Sex = ""
		drop("sex")
	}
	if ours.Born == 0 && theirs.Born == 0 {
		merged.Born = 0
		drop("born")
	}
	return clashes
}

// clash notes a clash of a record.
func (m *Meeting) clash(it *meetItem, c Clash) {
	shown := it.ours
	if shown == nil {
		shown = it.last
	}
	c.Kind, c.ID, c.Name, c.item = it.kind, it.id, m.name(it.kind, shown), it
	c.OursBy, c.OursAt = savedBy(it.ours)
	c.TheirsBy, c.TheirsAt = savedBy(it.theirs)
	m.Clashes = append(m.Clashes, c)
}

// told puts a clash of fields into words.
func (m *Meeting) told(it *meetItem, c merge.Clash) Clash {
	label := c.Key
	if i := it.kind.At(c.Key); i >= 0 {
		label = it.kind.Columns()[i].Label
	}
	out := Clash{Key: c.Key, Label: label, Was: c.Was, Ours: c.Ours, Theirs: c.Theirs}
	if i := it.kind.At(c.Key); i >= 0 && it.kind.Columns()[i].Shape == ledger.Ref {
		out.Was, out.Ours, out.Theirs = m.names(it.kind, i, c.Was), m.names(it.kind, i, c.Ours), m.names(it.kind, i, c.Theirs)
	}
	return out
}

// savedBy is who saved a record last, and when.
func savedBy(r ledger.Record) (string, int64) {
	if r == nil {
		return "", 0
	}
	h := r.Head()
	if h.Changed == 0 {
		return h.CreatedBy, h.Created
	}
	return h.ChangedBy, h.Changed
}

// uncircle makes a clash of a superior that, both sides' changes taken together, would
// lead round in a circle.
func (m *Meeting) uncircle() {
	for {
		bad := m.circled(m.final())
		if bad == nil {
			return
		}
		key := "superior"
		ours, i := value.ID{}, ledger.Branches.At(key)
		if o, ok := bad.ours.(*ledger.Branch); ok {
			ours = o.Superior
		}
		m.clash(bad, Clash{Key: key, Label: ledger.Branches.Columns()[i].Label, Ours: m.names(ledger.Branches, i, ours.String()),
			Theirs: m.names(ledger.Branches, i, bad.result.(*ledger.Branch).Superior.String())})
	}
}

// circled finds a branch of the meeting whose superiors lead back to it.
func (m *Meeting) circled(final map[value.ID]*outcome) (bad *meetItem) {
	var after []records.Change
	for id, o := range final {
		if o.kind == ledger.Branches {
			after = append(after, records.Change{Kind: o.kind, ID: id, Now: o.now})
		}
	}
	now := m.book.Today()
	v := now.After(after)
	for _, it := range m.items {
		if it.kind != ledger.Branches || final[it.id] == nil {
			continue
		}
		o, stays := final[it.id].now.(*ledger.Branch)
		ours, here := it.ours.(*ledger.Branch)
		switch {
		case !stays:
		case rules.Ring(v, o):
			return it
		case bad == nil && rules.Cycle(v, o) && !(here && rules.Cycle(now, ours)):
			bad = it // where none is found that is in the circle itself
		}
	}
	return bad
}
