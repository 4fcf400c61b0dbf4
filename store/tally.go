package store

import (
	"maps"
	"runtime"
	"slices"
	"sync"

	"tuanjian/store/ledger"
	"tuanjian/store/merge"
)

// A trait is something that holds of a record or does not: a tab that it is in, that it waits in 待核, a reminder that it
// is due for, something that the summary counts.
type trait struct {
	key   string
	holds func(b *Book, r ledger.Record, open []ledger.Fault, basis ledger.Basis) bool // open are its faults that nobody has passed
}

// A tally keeps the traits of each record of a kind and how many have each, so that a count costs nothing. After a
// change only what the change can have touched is asked again (see spread).
type tally struct {
	age    uint64
	today  ledger.Date
	rules  *ledger.Rules
	traits []trait
	of     map[ledger.ID]uint64 // a bit for each trait
	n      []int
	late   map[ledger.ID]bool // to be asked again
}

// bit is the bit of a mark, 0 where the kind has none of that key.
func (t *tally) bit(key string) uint64 {
	if i := slices.IndexFunc(t.traits, func(m trait) bool { return m.key == key }); i >= 0 {
		return 1 << i
	}
	return 0
}

// count is how many records have a trait.
func (t *tally) count(key string) int {
	if i := slices.IndexFunc(t.traits, func(m trait) bool { return m.key == key }); i >= 0 {
		return t.n[i]
	}
	return 0
}

// has says whether a record has a trait.
func (t *tally) has(id ledger.ID, key string) bool { return t.of[id]&t.bit(key) != 0 }

// traitsOf are the traits of a kind.
func traitsOf(kind ledger.Kind) []trait {
	traits := []trait{{pendingTab, func(_ *Book, _ ledger.Record, open []ledger.Fault, _ ledger.Basis) bool { return len(open) > 0 }}}
	for _, t := range tabs[kind.Name()] {
		traits = append(traits, trait{t.key, func(b *Book, r ledger.Record, _ []ledger.Fault, basis ledger.Basis) bool { return t.keep(b, r, basis) }})
	}
	traits = append(traits, summed[kind.Name()]...)
	for _, r := range Reminders() {
		if r.Kind == kind && r.holds != nil {
			traits = append(traits, trait{r.Key, r.holds})
		}
	}
	return traits
}

// set gives a record other traits.
func (t *tally) set(id ledger.ID, to uint64) {
	was := t.of[id]
	if to == 0 {
		delete(t.of, id)
	} else {
		t.of[id] = to
	}
	for i := range t.traits {
		t.n[i] += int(to>>i&1) - int(was>>i&1)
	}
}

// ask finds the traits of a record. What it may need is up to date: several may ask at once.
func (t *tally) ask(b *Book, kind ledger.Kind, r ledger.Record, basis ledger.Basis) (bits uint64) {
	open := b.faults(kind, r, basis)
	for i, m := range t.traits {
		if m.holds(b, r, open, basis) {
			bits |= 1 << i
		}
	}
	return bits
}

// countless are the kinds of which there may be very many: after a change only those records that it can have touched are
// asked again. The others are few and asked anew after every change.
var countless = []ledger.Kind{ledger.Members, ledger.Enterprises, ledger.Branches, ledger.Posts}

// tallyOf gives the traits of a kind, up to date. The caller holds the lock for writing.
func (b *Book) tallyOf(kind ledger.Kind, basis ledger.Basis) *tally {
	if b.cache.tallies == nil {
		b.cache.tallies = map[string]*tally{}
	}
	b.spread()
	t := b.cache.tallies[kind.Name()]
	switch {
	case t == nil || t.today != basis.Today || t.rules != basis.Rules || t.age != b.age && !slices.Contains(countless, kind):
		t = b.countAll(kind, basis)
		b.cache.tallies[kind.Name()] = t
	case len(t.late) > 0:
		b.settled(basis)
		for id := range t.late {
			bits := uint64(0)
			if r := b.shelves[kind.Name()].get(id); r != nil {
				bits = t.ask(b, kind, r, basis)
			}
			t.set(id, bits)
		}
	}
	clear(t.late)
	t.age = b.age
	return t
}

// tallied is tallyOf where it costs nothing now, else nil: a list that is asked for before anything was counted does not
// wait for all that is wrong with its records.
func (b *Book) tallied(kind ledger.Kind, basis ledger.Basis) *tally {
	if t := b.cache.tallies[kind.Name()]; t == nil || t.today != basis.Today || t.rules != basis.Rules {
		return nil
	}
	return b.tallyOf(kind, basis)
}

// countAll asks every record of a kind, on all processors.
func (b *Book) countAll(kind ledger.Kind, basis ledger.Basis) *tally {
	b.settled(basis)
	records := b.shelves[kind.Name()].records
	t := &tally{today: basis.Today, rules: basis.Rules, traits: traitsOf(kind), of: make(map[ledger.ID]uint64, len(records)), late: map[ledger.ID]bool{}}
	t.n = make([]int, len(t.traits))
	bits := make([]uint64, len(records))
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wait.Go(func() {
			for i := len(records) * w / workers; i < len(records)*(w+1)/workers; i++ {
				bits[i] = t.ask(b, kind, records[i], basis)
			}
		})
	}
	wait.Wait()
	for i, r := range records {
		t.set(r.Head().ID, bits[i])
	}
	return t
}

// settled brings all that a record's faults and traits may need up to date, so that several may ask at once.
func (b *Book) settled(basis ledger.Basis) {
	b.numbers()
	b.roll()
	b.offices(basis.Today)
	b.covers()
	b.contacts(basis)
}

// pendingOf gives the records of a kind that have an open fault.
func (b *Book) pendingOf(kind ledger.Kind, basis ledger.Basis) map[ledger.ID]bool {
	t := b.tallyOf(kind, basis)
	bit, ids := t.bit(pendingTab), make(map[ledger.ID]bool, t.count(pendingTab))
	for id, bits := range t.of {
		if bits&bit != 0 {
			ids[id] = true
		}
	}
	return ids
}

// An alteration is what one intent made of one record: nil was for a new one, nil now for one that is gone.
type alteration struct {
	kind     ledger.Kind
	id       ledger.ID
	was, now ledger.Record
}

// mostSpread is how many alterations are followed one by one; after more, all is counted anew.
const mostSpread = 1000

// alter notes what an intent changed, for all that is counted.
func (b *Book) alter(changes []alteration) {
	c := &b.cache
	if len(c.altered)+len(changes) > mostSpread {
		c.tallies, c.altered = nil, nil
		return
	}
	if c.tallies != nil {
		c.altered = append(c.altered, changes...)
	}
}

// spread notes whose traits the alterations since can have changed: their own; of what they refer to, as they were and as
// they are; of records with one of their numbers; of who holds a post there, with the others in that office; of what lies
// below and above them.
func (b *Book) spread() {
	changes := b.cache.altered
	b.cache.altered = nil
	if len(changes) == 0 {
		return
	}
	late := func(kind string, id ledger.ID) {
		if t := b.cache.tallies[kind]; t != nil {
			t.late[id] = true
		}
	}
	near := map[ledger.ID]bool{}  // whose posts are asked
	above := map[ledger.ID]bool{} // branches and enterprises whose members are
	for _, c := range changes {
		late(c.kind.Name(), c.id)
		near[c.id] = true
		if c.kind == ledger.Branches || c.kind == ledger.Enterprises {
			above[c.id] = true
		}
		for _, r := range []ledger.Record{c.was, c.now} {
			if r != nil {
				b.spreadFrom(c.kind, r, near, late)
			}
		}
	}
	b.spreadPosts(near, late)
	for o := range all[*ledger.Branch](b, ledger.Branches) {
		if near[o.Superior] || slices.ContainsFunc(o.Enterprises, func(e ledger.ID) bool { return near[e] }) {
			late("branch", o.ID)
		}
	}
	if len(above) > 0 {
		for m := range all[*ledger.Member](b, ledger.Members) {
			if above[m.Branch] || above[m.Unit] {
				late("member", m.ID)
			}
		}
	}
}

// spreadFrom follows what one version of a record refers to.
func (b *Book) spreadFrom(kind ledger.Kind, r ledger.Record, near map[ledger.ID]bool, late func(kind string, id ledger.ID)) {
	columns := kind.Columns()
	merge.Refs(kind, r, func(field int, id ledger.ID) {
		late(columns[field].Choices.Kind, id)
		if kind == ledger.Posts {
			near[id] = true
		}
		for range len(b.shelves["branch"].records) { // what an organisation has counts for those above it
			o, ok := b.shelves["branch"].get(id).(*ledger.Branch)
			if !ok || o.Superior.IsZero() {
				break
			}
			id = o.Superior
			late("branch", id)
		}
	})
	for _, u := range uniques {
		if u.kind == kind.Name() {
			if other := b.other(u, u.of(r), r.Head().ID); other != nil {
				late(u.kind, other.Head().ID)
			}
		}
	}
	if v, ok := r.(*ledger.Visit); ok {
		if l, ok := b.shelves["liaison"].get(v.Liaison).(*ledger.Liaison); ok {
			late("branch", l.Branch)
		}
	}
}

// spreadPosts follows the posts of people and in branches, to the persons, the branches and the other posts there.
func (b *Book) spreadPosts(near map[ledger.ID]bool, late func(kind string, id ledger.ID)) {
	beside := maps.Clone(near)
	for p := range all[*ledger.Post](b, ledger.Posts) {
		if near[p.Person] || near[p.Branch] {
			late("member", p.Person)
			late("branch", p.Branch)
			beside[p.Person], beside[p.Branch] = true, true
		}
	}
	for p := range all[*ledger.Post](b, ledger.Posts) {
		if beside[p.Person] || beside[p.Branch] {
			late("post", p.ID)
		}
	}
}
