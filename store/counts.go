package store

import (
	"slices"
	"strconv"
	"sync"

	"tuanjian/store/ledger"
)

func itoa(n int) string { return strconv.Itoa(n) }

// caches hold what is computed from all records of a kind; each remembers the age
// of the shelf that it was computed at. A reader that holds the Book's lock for
// reading only takes mu besides, since it may be the one that computes.
type caches struct {
	mu       sync.Mutex
	roll     roll
	offices  offices
	covers   covers
	contacts contacts
	rollup   rollup
	pairs    pairs
	numbers  numbers
	named    named
	marks    scratch
	orders   map[string]kept
	tallies  map[string]*tally
	altered  []alteration // since the tallies were brought up to date
	bin      binned
	uses     map[*ledger.List]usage
	spelt    map[string]string // titles as they are sorted
}

// roll counts the members on the roll by branch and by enterprise.
type roll struct {
	age            uint64
	branch, unit   map[ledger.ID]int
	total, drifted int
}

// roll brings the count up to date. The caller holds the lock for writing, as with
// every cache here.
func (b *Book) roll() *roll {
	c, age := &b.cache.roll, b.shelves["member"].age
	if c.branch != nil && c.age == age {
		return c
	}
	*c = roll{age: age, branch: map[ledger.ID]int{}, unit: map[ledger.ID]int{}}
	for m := range all[*ledger.Member](b, ledger.Members) {
		if !m.OnRoll() {
			continue
		}
		c.total++
		c.branch[m.Branch]++
		c.unit[m.Unit]++
		if m.Drifting() {
			c.drifted++
		}
	}
	return c
}

// follow takes alterations into the count, which was of the shelf as it was before them.
func (c *roll) follow(changes []alteration, age uint64) {
	add := func(m *ledger.Member, n int) {
		if !m.OnRoll() {
			return
		}
		c.total += n
		less(c.branch, m.Branch, n)
		less(c.unit, m.Unit, n)
		if m.Drifting() {
			c.drifted += n
		}
	}
	for _, x := range changes {
		if m, ok := x.was.(*ledger.Member); ok {
			add(m, -1)
		}
		if m, ok := x.now.(*ledger.Member); ok {
			add(m, 1)
		}
	}
	c.age = age
}

// less adds to a count that is not there where it is 0.
func less(counts map[ledger.ID]int, id ledger.ID, n int) {
	if counts[id] += n; counts[id] == 0 {
		delete(counts, id)
	}
}

// offices count who holds a post today.
type offices struct {
	ages     [2]uint64
	today    ledger.Date
	officers map[ledger.ID]officers    // by organisation
	posts    map[ledger.ID]int         // by person
	ended    map[ledger.ID]ledger.Date // last day of the newest post that is over, by person
	held     map[ledger.ID][]*ledger.Post

	secretaries map[ledger.ID][]*ledger.Post // by organisation
	had         map[ledger.ID][]*ledger.Post // of a person, those of the past among them
}

type officers struct {
	secretaries, total int
	secretary          ledger.ID
	committee
}

// holder is the person of a post, nil where the ledger does not know him.
func (b *Book) holder(p *ledger.Post) *ledger.Member {
	m, _ := b.shelves["member"].get(p.Person).(*ledger.Member)
	return m
}

// held says that a post counts as current on a day: see ledger.Post.Held.
func (b *Book) held(p *ledger.Post, today ledger.Date) bool { return p.Held(b.holder(p), today) }

func (b *Book) offices(today ledger.Date) *offices {
	c, ages := &b.cache.offices, [2]uint64{b.shelves["post"].age, b.shelves["member"].age}
	if c.posts != nil && c.ages == ages && c.today == today {
		return c
	}
	seen := map[[2]ledger.ID]bool{}
	*c = offices{ages: ages, today: today, officers: map[ledger.ID]officers{}, posts: map[ledger.ID]int{}, ended: map[ledger.ID]ledger.Date{}, held: map[ledger.ID][]*ledger.Post{},
		secretaries: map[ledger.ID][]*ledger.Post{}, had: map[ledger.ID][]*ledger.Post{}}
	for p := range all[*ledger.Post](b, ledger.Posts) {
		c.had[p.Person] = append(c.had[p.Person], p)
		if !b.held(p, today) {
			if last := p.To.Last(); last != 0 && last < today {
				c.ended[p.Person] = max(c.ended[p.Person], last)
			}
			continue
		}
		o := c.officers[p.Branch]
		o.total++
		o.add(p, seen)
		if p.Duty == ledger.DutySecretary {
			o.secretaries++
			o.secretary = p.Person
			c.secretaries[p.Branch] = append(c.secretaries[p.Branch], p)
		}
		c.officers[p.Branch] = o
		c.posts[p.Person]++
		c.held[p.Person] = append(c.held[p.Person], p)
	}
	return c
}

// covers tell which live branches cover an enterprise, and which organisations
// have another below them.
type covers struct {
	age   uint64
	by    map[ledger.ID][]ledger.ID
	above map[ledger.ID]bool
	below map[ledger.ID][]ledger.ID // live organisations by their superior
}

func (b *Book) covers() *covers {
	c, age := &b.cache.covers, b.shelves["branch"].age
	if c.by != nil && c.age == age {
		return c
	}
	*c = covers{age: age, by: map[ledger.ID][]ledger.ID{}, above: map[ledger.ID]bool{}, below: map[ledger.ID][]ledger.ID{}}
	for o := range all[*ledger.Branch](b, ledger.Branches) {
		if !o.Live() {
			continue
		}
		c.above[o.Superior] = true
		c.below[o.Superior] = append(c.below[o.Superior], o.ID)
		for _, e := range o.Enterprises {
			c.by[e] = append(c.by[e], o.ID)
		}
	}
	return c
}

// wholly counts the members of an organisation and of all live ones below it.
func (b *Book) wholly(id ledger.ID) int {
	seen := map[ledger.ID]bool{}
	var count func(id ledger.ID) int
	count = func(id ledger.ID) int {
		if id.IsZero() || seen[id] {
			return 0
		}
		seen[id] = true
		n := b.roll().branch[id]
		for _, below := range b.covers().below[id] {
			n += count(below)
		}
		return n
	}
	return count(id)
}

// named are the members by their plain names.
type named struct {
	age uint64
	by  map[string][]ledger.Record
}

// rollup counts by community: members on the roll, open enterprises, live organisations.
type rollup struct {
	ages                           [3]uint64
	members, enterprises, branches map[ledger.ID]int
}

func (b *Book) rollup() *rollup {
	c, ages := &b.cache.rollup, [3]uint64{b.shelves["member"].age, b.shelves["enterprise"].age, b.shelves["branch"].age}
	if c.members != nil && c.ages == ages {
		return c
	}
	*c = rollup{ages, map[ledger.ID]int{}, map[ledger.ID]int{}, map[ledger.ID]int{}}
	for m := range all[*ledger.Member](b, ledger.Members) {
		if m.OnRoll() {
			c.members[b.placeOf(m)]++
		}
	}
	for e := range all[*ledger.Enterprise](b, ledger.Enterprises) {
		if e.Open() {
			c.enterprises[b.placeOf(e)]++
		}
	}
	for o := range all[*ledger.Branch](b, ledger.Branches) {
		if o.Live() {
			c.branches[b.placeOf(o)]++
		}
	}
	return c
}

// pairs keep what two communities have both. To look for them reads everybody; which of them are told of is read anew.
type pairs struct {
	ages    [3]uint64
	known   bool
	doubles []Double
}

// openDoubles are the doubles that no matter tells of yet.
func (b *Book) openDoubles() []Double {
	c := &b.cache.pairs
	if ages := [3]uint64{b.shelves["member"].age, b.shelves["enterprise"].age, b.shelves["branch"].age}; !c.known || c.ages != ages {
		*c = pairs{ages: ages, known: true, doubles: b.doubles(slices.Clone(b.shelves["member"].records), slices.Clone(b.shelves["enterprise"].records))}
	}
	told := map[string]bool{}
	for m := range all[*ledger.Matter](b, ledger.Matters) {
		if m.Sort == ledger.MatterDuplicate && m.State != ledger.MatterRecalled {
			told[m.Record] = true
		}
	}
	var open []Double
	for _, d := range c.doubles {
		if slices.ContainsFunc(d.Sides, func(s DoubleSide) bool { return !told[s.Record.Head().ID.String()] }) {
			open = append(open, d)
		}
	}
	return open
}

// OpenDoubles are what two communities of a street have both and no receipt has told them yet: Doubles without those
// that a matter is about.
func (b *Book) OpenDoubles() []Double {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.openDoubles()
}
