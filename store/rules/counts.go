package rules

import (
	"maps"
	"slices"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Rolled counts the members on the roll by branch and by enterprise.
type Rolled struct {
	Branch, Unit   map[value.ID]int
	Total, drifted int
}

// Roll counts the members on the roll now.
func Roll(v *records.View) *Rolled { return Rolls.Of(v) }

// Rolls is Roll for who derives more of it.
var Rolls = records.Derive(func(v *records.View) *Rolled {
	c := &Rolled{Branch: map[value.ID]int{}, Unit: map[value.ID]int{}}
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		c.add(m, 1)
	}
	return c
}, ledger.Members).Following(func(was *Rolled, _ *records.View, changes []records.Change) (*Rolled, bool) {
	if !slices.ContainsFunc(changes, countsElse) {
		return was, true
	}
	c := &Rolled{maps.Clone(was.Branch), maps.Clone(was.Unit), was.Total, was.drifted}
	for _, x := range changes {
		if m, ok := x.Was.(*ledger.Member); ok {
			c.add(m, -1)
		}
		if m, ok := x.Now.(*ledger.Member); ok {
			c.add(m, 1)
		}
	}
	return c, true
})

// countsElse says that a change of a member counts on the roll: another telephone number does not.
func countsElse(x records.Change) bool {
	was, before := x.Was.(*ledger.Member)
	now, after := x.Now.(*ledger.Member)
	if !before || !after {
		return before || after
	}
	return was.OnRoll() != now.OnRoll() || was.Branch != now.Branch || was.Unit != now.Unit || was.Drifting() != now.Drifting()
}

// add takes n times a member into the count.
func (c *Rolled) add(m *ledger.Member, n int) {
	if !m.OnRoll() {
		return
	}
	c.Total += n
	less(c.Branch, m.Branch, n)
	less(c.Unit, m.Unit, n)
	if m.Drifting() {
		c.drifted += n
	}
}

// less adds to a count that is not there where it is 0.
func less[K comparable](counts map[K]int, id K, n int) {
	if counts[id] += n; counts[id] == 0 {
		delete(counts, id)
	}
}

// offices count who holds a post today.
type Officed struct {
	Officers map[value.ID]officers   // by organisation
	Posts    map[value.ID]int        // by person
	ended    map[value.ID]value.Date // last day of the newest post that is over, by person
	Held     map[value.ID][]*ledger.Post
	left     map[value.ID]value.Date // when the newest secretary of the past left, by organisation
	begun    map[value.ID]int        // secretaries who came into office in the last twelve months, likewise

	secretaries map[value.ID][]*ledger.Post // by organisation
	had         map[value.ID][]*ledger.Post // of a person, those of the past among them
	startsToday map[value.ID]bool           // organisations in which a post begins today
}

type officers struct {
	Secretaries, Total int
	Secretary          value.ID
	committee
}

// Holder is the person of a post, nil where the ledger does not know him.
func Holder(v *records.View, p *ledger.Post) *ledger.Member {
	return records.As[*ledger.Member](v, ledger.Members, p.Person)
}

// Held says that a post counts as current today: see ledger.Post.Held. On the day on which others take office, those who go
// hold theirs no more, though it is their last.
func Held(v *records.View, p *ledger.Post) bool {
	return p.Held(Holder(v, p), v.Basis().Today) && !handsOver(p, Offices(v).startsToday, v.Basis().Today)
}

// handsOver says that today is the last day of a post, in an organisation in which others begin.
func handsOver(p *ledger.Post, starts map[value.ID]bool, today value.Date) bool {
	return p.To != 0 && p.To.Last() == today && p.From.First() < today && starts[p.Branch]
}

// Offices are the posts that count today, by person and by organisation.
func Offices(v *records.View) *Officed { return allOffices.Of(v) }

var allOffices = records.Derive(func(v *records.View) *Officed {
	today := v.Basis().Today
	seen := map[[2]value.ID]bool{}
	c := &Officed{Officers: map[value.ID]officers{}, Posts: map[value.ID]int{}, ended: map[value.ID]value.Date{}, Held: map[value.ID][]*ledger.Post{},
		left: map[value.ID]value.Date{}, begun: map[value.ID]int{}, startsToday: map[value.ID]bool{},
		secretaries: map[value.ID][]*ledger.Post{}, had: map[value.ID][]*ledger.Post{}}
	yearAgo := today.AddYears(-1)
	for p := range records.All[*ledger.Post](v, ledger.Posts) {
		if p.From != 0 && p.From.First() == today && !p.Branch.IsZero() {
			c.startsToday[p.Branch] = true
		}
	}
	for p := range records.All[*ledger.Post](v, ledger.Posts) {
		c.had[p.Person] = append(c.had[p.Person], p)
		if from := p.From.First(); p.Duty == codes.DutySecretary && from > yearAgo && from <= today {
			c.begun[p.Branch]++
		}
		if !p.Held(Holder(v, p), today) {
			if last := p.To.Last(); last != 0 && last < today {
				c.ended[p.Person] = max(c.ended[p.Person], last)
				if p.Duty == codes.DutySecretary {
					c.left[p.Branch] = max(c.left[p.Branch], last)
				}
			}
			continue
		}
		if handsOver(p, c.startsToday, today) {
			continue
		}
		o := c.Officers[p.Branch]
		o.Total++
		o.add(p, seen)
		if p.Duty == codes.DutySecretary {
			o.Secretaries++
			o.Secretary = p.Person
			c.secretaries[p.Branch] = append(c.secretaries[p.Branch], p)
		}
		c.Officers[p.Branch] = o
		c.Posts[p.Person]++
		c.Held[p.Person] = append(c.Held[p.Person], p)
	}
	return c
}, ledger.Posts, ledger.Members).Dated().Following(func(was *Officed, _ *records.View, changes []records.Change) (*Officed, bool) {
	for _, x := range changes {
		if x.Kind != ledger.Members {
			return nil, false
		}
		if len(was.had[x.ID]) == 0 { // whether he keeps posts is nothing to them
			continue
		}
		before, known := x.Was.(*ledger.Member)
		after, stays := x.Now.(*ledger.Member)
		if !known || !stays || before.LosesPosts() != after.LosesPosts() || before.StateFrom != after.StateFrom { // see ledger.Post.Held
			return nil, false
		}
	}
	return was, true
})

// Covering tells which branches that stand cover an enterprise, and which organisations
// have another below them.
type Covering struct {
	By    map[value.ID][]value.ID
	Above map[value.ID]bool
	below map[value.ID][]value.ID // live organisations by their superior
}

// Covers tell which organisations cover an enterprise, and which stand above another.
func Covers(v *records.View) *Covering { return allCovers.Of(v) }

var allCovers = records.Derive(func(v *records.View) *Covering {
	c := &Covering{By: map[value.ID][]value.ID{}, Above: map[value.ID]bool{}, below: map[value.ID][]value.ID{}}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if !o.Live() {
			continue
		}
		c.below[o.Superior] = append(c.below[o.Superior], o.ID)
		if !o.Stands() {
			continue
		}
		c.Above[o.Superior] = true
		for _, e := range o.Enterprises {
			c.By[e] = append(c.By[e], o.ID)
		}
	}
	return c
}, ledger.Branches)

// Wholly counts the members of an organisation and of all live ones below it.
func Wholly(v *records.View, id value.ID) int {
	seen := map[value.ID]bool{}
	var count func(id value.ID) int
	count = func(id value.ID) int {
		if id.IsZero() || seen[id] {
			return 0
		}
		seen[id] = true
		n := Roll(v).Branch[id]
		for _, below := range Covers(v).below[id] {
			n += count(below)
		}
		return n
	}
	return count(id)
}

// rollup counts by community: members on the roll, open enterprises, live organisations.
type rollup struct {
	Members, Enterprises, Branches map[value.ID]int
}

// Rollup counts by community.
func Rollup(v *records.View) *rollup { return rollups.Of(v) }

var rollups = records.Derive(func(v *records.View) *rollup {
	c := &rollup{map[value.ID]int{}, map[value.ID]int{}, map[value.ID]int{}}
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		if m.OnRoll() {
			c.Members[v.Home(m)]++
		}
	}
	for e := range records.All[*ledger.Enterprise](v, ledger.Enterprises) {
		if e.Open() {
			c.Enterprises[v.Home(e)]++
		}
	}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if o.Live() {
			c.Branches[v.Home(o)]++
		}
	}
	return c
}, ledger.Members, ledger.Enterprises, ledger.Branches, ledger.Communities).Dated()

// AllDoubles are what two communities have both. To look for them reads everybody; which of them are told of is read anew.
var AllDoubles = records.Derive(func(v *records.View) []Double {
	return DoublesAmong(v, v.Of(ledger.Members), v.Of(ledger.Enterprises))
}, ledger.Members, ledger.Enterprises, ledger.Branches, ledger.Communities).Dated()

// OpenDoubles are the doubles that no matter tells of yet.
func OpenDoubles(v *records.View) []Double {
	told := map[string]bool{}
	for m := range records.All[*ledger.Matter](v, ledger.Matters) {
		if m.Sort == codes.MatterDuplicate && m.State != codes.MatterRecalled {
			told[m.Record] = true
		}
	}
	var open []Double
	for _, d := range AllDoubles.Of(v) {
		if slices.ContainsFunc(d.Sides, func(s DoubleSide) bool { return !told[s.Record.Head().ID.String()] }) {
			open = append(open, d)
		}
	}
	return open
}
