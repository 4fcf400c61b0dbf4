package rules

import (
	"maps"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A trait is something that holds of a record or does not: a tab that it is in, that it waits in 待核, a reminder that it
// is due for, something that the summary counts.
type trait struct {
	Key   string
	holds func(v *records.View, r ledger.Record, open []value.Fault, basis ledger.Basis) bool // open are its faults that nobody has passed
}

// A tally keeps the traits of each record of a kind and how many have each, so that a count costs nothing. After a
// change only what the change can have touched is asked again (see spread).
type tally struct {
	traits []trait
	of     records.Layers[value.ID, uint64] // a bit for each trait
	n      []int
}

// Bit is the bit of a mark, 0 where the kind has none of that key.
func (t *tally) Bit(key string) uint64 {
	if i := slices.IndexFunc(t.traits, func(m trait) bool { return m.Key == key }); i >= 0 {
		return 1 << i
	}
	return 0
}

// Count is how many records have a trait.
func (t *tally) Count(key string) int {
	if i := slices.IndexFunc(t.traits, func(m trait) bool { return m.Key == key }); i >= 0 {
		return t.n[i]
	}
	return 0
}

// Has says whether a record has a trait.
func (t *tally) Has(id value.ID, key string) bool { return t.Bits(id)&t.Bit(key) != 0 }

// Bits are the traits that a record has, each a bit (Bit).
func (t *tally) Bits(id value.ID) uint64 { bits, _ := t.of.Get(id); return bits }

// TraitsOf are the traits of a kind.
func TraitsOf(kind ledger.Kind) []trait {
	traits := []trait{{PendingTab, func(_ *records.View, _ ledger.Record, open []value.Fault, _ ledger.Basis) bool { return len(open) > 0 }}}
	for _, t := range StatesOf(kind) {
		traits = append(traits, trait{t.Key, func(v *records.View, r ledger.Record, _ []value.Fault, basis ledger.Basis) bool {
			return t.Keep(v, r, basis)
		}})
	}
	traits = append(traits, summed[kind]...)
	for _, r := range Reminders() {
		if r.Kind == kind && r.Holds != nil {
			traits = append(traits, trait{r.Key, r.Holds})
		}
	}
	return traits
}

// ask finds the traits of a record. What it may need is up to date: several may ask at once.
func (t *tally) ask(v *records.View, kind ledger.Kind, r ledger.Record) (bits uint64) {
	open, basis := Faults(v, kind, r), v.Basis()
	for i, m := range t.traits {
		if m.holds(v, r, open, basis) {
			bits |= 1 << i
		}
	}
	return bits
}

// kindTallies are the traits of each kind. Of one of which there may be very many, after a change only those records that
// it can have touched are asked again. The others are few and asked anew after every change.
var kindTallies records.Every[ledger.Kind, *tally]

func init() { // reminders count, and are traits themselves
	kindTallies = records.Each(func(kind ledger.Kind) records.Derived[*tally] {
		return records.Derive(func(v *records.View) *tally { return CountAll(v, kind) }).Dated().
			Following(func(was *tally, v *records.View, changes []records.Change) (*tally, bool) {
				if !kind.Many() || touchesAll(v, kind, changes) {
					return nil, false
				}
				return was.follow(v, kind, changes), true
			})
	})
}

// touchesAll says that the changes can have touched the traits of every record of a kind.
func touchesAll(v *records.View, kind ledger.Kind, changes []records.Change) bool {
	switch kind {
	case ledger.Branches:
		return firstContacts(v, changes) || beginsOrEnds(v, changes, askedOnceKept...)
	case ledger.Enterprises:
		return beginsOrEnds(v, changes, ledger.Visits)
	case ledger.Visits: // which is the newest of a place, and who is in contact with it
		return slices.ContainsFunc(changes, func(c records.Change) bool { return c.Kind == ledger.Liaisons })
	case ledger.Members:
		return firstTraining(v, changes)
	case ledger.Returns: // the form of the survey says what may be ticked
		return slices.ContainsFunc(changes, func(c records.Change) bool { return c.Kind == ledger.Surveys })
	}
	return false
}

// movesBranch says that a change takes a member from one branch into another, or out of the ledger.
func movesBranch(c records.Change) bool {
	was, before := c.Was.(*ledger.Member)
	now, after := c.Now.(*ledger.Member)
	return before && (!after || was.Branch != now.Branch)
}

// firstContacts says that the changes brought the first standing contact of the ledger or took the last: whether any
// branch is asked for visits hangs on it.
func firstContacts(v *records.View, changes []records.Change) bool {
	now := v.Count(ledger.Liaisons)
	before := now
	for _, c := range changes {
		switch {
		case c.Kind != ledger.Liaisons:
		case c.Was == nil:
			before--
		case c.Now == nil:
			before++
		}
	}
	return (now == 0) != (before == 0)
}

// TallyOf gives the traits of a kind.
func TallyOf(v *records.View, kind ledger.Kind) *tally { return kindTallies.Of(v, kind) }

// follow is the tally after some changes.
func (t *tally) follow(v *records.View, kind ledger.Kind, changes []records.Change) *tally {
	late := spread(v, kind, changes)
	if len(late) == 0 {
		return t
	}
	Warm(v)
	out := &tally{traits: t.traits, n: slices.Clone(t.n)}
	out.of = t.of.With(func(set func(value.ID, uint64)) {
		for id := range late {
			bits := uint64(0)
			if r := v.Get(kind, id); r != nil {
				bits = t.ask(v, kind, r)
			}
			was, _ := t.of.Get(id)
			if bits == was {
				continue
			}
			set(id, bits)
			for i := range out.n {
				out.n[i] += int(bits>>i&1) - int(was>>i&1)
			}
		}
	})
	return out
}

// CountAll asks every record of a kind, on all processors.
func CountAll(v *records.View, kind ledger.Kind) *tally {
	Warm(v)
	all := v.Of(kind)
	t := &tally{traits: TraitsOf(kind)}
	t.n = make([]int, len(t.traits))
	bits := make([]uint64, len(all))
	records.InParts(len(all), func(i int) { bits[i] = t.ask(v, kind, all[i]) })
	of := make(map[value.ID]uint64, len(all))
	for i, r := range all {
		if bits[i] == 0 {
			continue
		}
		of[r.Head().ID] = bits[i]
		for j := range t.n {
			t.n[j] += int(bits[i] >> j & 1)
		}
	}
	t.of = records.Layer(of)
	return t
}

// Warm makes all that a record's faults and traits may need, before several ask at once.
func Warm(v *records.View) {
	for _, u := range uniques {
		allNumbers.Of(v, u)
	}
	Rolls.Of(v)
	allOffices.Of(v)
	allCovers.Of(v)
	allContacts.Of(v)
	lastVisits.Of(v)
	standing.Of(v)
	watches.Of(v)
	allAwaited.Of(v)
	stocks.Of(v)
	appraisals.Of(v)
	allDued.Of(v)
	met.Of(v)
	years.Of(v)
	keepings.Of(v)
	ratedIn.Of(v)
	moves.Of(v)
	letters.Of(v)
	syncs.Of(v)
	returned.Of(v)
}

// spread says of which records of a kind the changes can have touched the traits: their own; of what they refer to, as they
// were and as they are; of records with one of their numbers; of who holds a post there, with the others in that office; of
// what lies below and above them.
func spread(v *records.View, kind ledger.Kind, changes []records.Change) map[value.ID]bool {
	touched := map[value.ID]bool{}
	late := func(of ledger.Kind, id value.ID) {
		if of == kind && !id.IsZero() {
			touched[id] = true
		}
	}
	near := map[value.ID]bool{}  // whose posts are asked
	above := map[value.ID]bool{} // branches and enterprises whose members are
	for _, c := range changes {
		late(c.Kind, c.ID)
		near[c.ID] = true
		if c.Kind == ledger.Branches || c.Kind == ledger.Enterprises {
			above[c.ID] = true
		}
		if kind == ledger.Members {
			for _, id := range duesSince(v, c) {
				above[id] = true
			}
		}
		for _, r := range []ledger.Record{c.Was, c.Now} {
			if r != nil {
				spreadFrom(v, c.Kind, r, near, late)
			}
		}
	}
	if kind == ledger.Payments {
		for _, c := range changes { // the months of one are held against those of the others of his
			for _, r := range []ledger.Record{c.Was, c.Now} {
				if p, ok := r.(*ledger.Payment); ok {
					for _, other := range paidBy(v, p.Member) {
						late(ledger.Payments, other.ID)
					}
				}
			}
		}
	}
	if kind == ledger.Transfers {
		for _, c := range changes {
			spreadMoves(v, c, late)
		}
	}
	if kind == ledger.Enterprises {
		return touched
	}
	if kind != ledger.Branches || slices.ContainsFunc(changes, func(c records.Change) bool { return c.Kind != ledger.Enterprises }) {
		spreadPosts(v, near, late)
	}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if kind == ledger.Branches && (near[o.Superior] || slices.ContainsFunc(o.Enterprises, func(e value.ID) bool { return near[e] })) {
			late(ledger.Branches, o.ID)
		}
	}
	if kind == ledger.Members && len(above) > 0 {
		for m := range records.All[*ledger.Member](v, ledger.Members) {
			if above[m.Branch] || above[m.Unit] {
				late(ledger.Members, m.ID)
			}
		}
	}
	return touched
}

// spreadFrom follows what one version of a record refers to.
func spreadFrom(v *records.View, kind ledger.Kind, r ledger.Record, near map[value.ID]bool, late func(of ledger.Kind, id value.ID)) {
	columns := kind.Columns()
	for field, id := range kind.Refs(r) {
		late(ledger.KindOf(columns[field].Choices.Kind), id)
		if kind == ledger.Posts {
			near[id] = true
		}
		for range len(v.Of(ledger.Branches)) { // what an organisation has counts for those above it
			o, ok := v.Get(ledger.Branches, id).(*ledger.Branch)
			if !ok || o.Superior.IsZero() {
				break
			}
			id = o.Superior
			late(ledger.Branches, id)
		}
	}
	for _, u := range uniques {
		if u.kind == kind {
			if other := Other(v, u, u.Of(r), r.Head().ID); other != nil {
				late(kind, other.Head().ID)
			}
		}
	}
	switch r := r.(type) {
	case *ledger.Visit:
		for _, id := range placesOf(v, r) {
			late(ledger.Branches, id)
			late(ledger.Enterprises, id)
			for _, of := range Covers(v).By[id] {
				late(ledger.Branches, of)
			}
		}
		if kind == ledger.Visits {
			spreadVisits(v, r, late)
		}
	case *ledger.Candidate: // whether the election counts, and closes an appointment
		if e, ok := v.Get(ledger.Elections, r.Election).(*ledger.Election); ok {
			late(ledger.Branches, e.Branch)
		}
	case *ledger.Sync:
		for _, of := range Covers(v).By[r.Enterprise] {
			late(ledger.Branches, of)
		}
	case *ledger.Appraisal:
		if m, ok := v.Get(ledger.Members, r.Member).(*ledger.Member); ok {
			late(ledger.Branches, m.Branch)
		}
	}
}

// spreadVisits follows a visit to the others at the same places.
func spreadVisits(v *records.View, w *ledger.Visit, late func(of ledger.Kind, id value.ID)) {
	there := placesOf(v, w)
	for other := range records.All[*ledger.Visit](v, ledger.Visits) {
		if other.NextBy != 0 && slices.ContainsFunc(placesOf(v, other), func(id value.ID) bool { return slices.Contains(there, id) }) {
			late(ledger.Visits, other.ID)
		}
	}
}

// spreadMoves follows a member to his moves, and a move to the others of its member and with the number of its letter.
func spreadMoves(v *records.View, c records.Change, late func(of ledger.Kind, id value.ID)) {
	all := Moves(v, c.ID)
	for _, r := range []ledger.Record{c.Was, c.Now} {
		if t, ok := r.(*ledger.Transfer); ok {
			all = append(append(all[:len(all):len(all)], Moves(v, t.Member)...), letters.Of(v)[letterOf(t)]...)
		}
	}
	for _, t := range all {
		late(ledger.Transfers, t.ID)
	}
}

// spreadPosts follows the posts of people and in branches, to the persons, the branches and the other posts there.
func spreadPosts(v *records.View, near map[value.ID]bool, late func(of ledger.Kind, id value.ID)) {
	at := postsAt.Of(v)
	beside := maps.Clone(near)
	for id := range near {
		for _, p := range at[id] {
			late(ledger.Members, p.Person)
			late(ledger.Branches, p.Branch)
			beside[p.Person], beside[p.Branch] = true, true
		}
	}
	for id := range beside {
		for _, p := range at[id] {
			late(ledger.Posts, p.ID)
		}
	}
}

// postsAt are the posts of each person and those in each branch: after a save nobody reads all of them.
var postsAt = records.Derive(func(v *records.View) map[value.ID][]*ledger.Post {
	at := map[value.ID][]*ledger.Post{}
	for p := range records.All[*ledger.Post](v, ledger.Posts) {
		at[p.Person] = append(at[p.Person], p)
		at[p.Branch] = append(at[p.Branch], p)
	}
	return at
}, ledger.Posts)

// Pending are the records of a kind that have an open fault.
func Pending(v *records.View, kind ledger.Kind) map[value.ID]bool {
	t := TallyOf(v, kind)
	bit, ids := t.Bit(PendingTab), make(map[value.ID]bool, t.Count(PendingTab))
	for id, bits := range t.of.All() {
		if bits&bit != 0 {
			ids[id] = true
		}
	}
	return ids
}
