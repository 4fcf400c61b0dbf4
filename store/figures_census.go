package store

import (
	"hash/maphash"
	"slices"

	"tuanjian/store/ledger"
)

// A stock is the records of one moment. Only the shelves' lists are copied: a record
// never changes, a newer one takes its place.
type stock struct {
	seq     uint64 // of the newest journal entry then
	street  bool
	own     string    // what the ledger's keeper calls what is nobody else's
	only    ledger.ID // in a community's ledger, the community
	records map[string][]ledger.Record
}

// stock takes hold of the records as they are.
func (b *Book) stock() *stock {
	b.mu.RLock()
	defer b.mu.RUnlock()
	s := &stock{seq: b.seq, street: b.profile.Street, own: b.profile.Name, records: map[string][]ledger.Record{}}
	if s.street {
		s.own = "街道本级"
	}
	for name, shelf := range b.shelves {
		s.records[name] = slices.Clone(shelf.records)
	}
	if home := b.home(); home != nil {
		s.only = home.ID
	}
	return s
}

// A census is a stock looked at as of one day: what the indicators ask of a record
// that only the others can tell, found out once.
type census struct {
	*stock
	basis       ledger.Basis
	enterprises map[ledger.ID]*ledger.Enterprise
	branches    map[ledger.ID]*ledger.Branch
	inBranch    map[ledger.ID]int // members on the roll
	inUnit      map[ledger.ID]int
	covering    map[ledger.ID][]*ledger.Branch // live branches by enterprise
	above       map[ledger.ID]bool             // organisations with a live one below them
	officers    map[ledger.ID]officers
	posts       map[ledger.ID]int            // by person
	gone        map[ledger.ID]*ledger.Member // people whose posts have ended with their membership
	liaisons    map[ledger.ID]*ledger.Liaison
	visits      map[ledger.ID]int // of the year, by standing contact
	numbers     map[uint64]int    // members on the roll by the hash of their ID number
}

// census looks the stock over.
func (s *stock) census(basis ledger.Basis) *census {
	c := &census{stock: s, basis: basis,
		enterprises: map[ledger.ID]*ledger.Enterprise{}, branches: map[ledger.ID]*ledger.Branch{},
		inBranch: map[ledger.ID]int{}, inUnit: map[ledger.ID]int{}, covering: map[ledger.ID][]*ledger.Branch{}, above: map[ledger.ID]bool{},
		officers: map[ledger.ID]officers{}, posts: map[ledger.ID]int{}, gone: map[ledger.ID]*ledger.Member{}, liaisons: map[ledger.ID]*ledger.Liaison{}, visits: map[ledger.ID]int{}, numbers: make(map[uint64]int, len(s.records["member"]))}
	for _, r := range s.records["enterprise"] {
		c.enterprises[r.Head().ID] = r.(*ledger.Enterprise)
	}
	for _, r := range s.records["branch"] {
		o := r.(*ledger.Branch)
		c.branches[o.ID] = o
		if !o.Live() {
			continue
		}
		c.above[o.Superior] = true
		for _, e := range o.Enterprises {
			c.covering[e] = append(c.covering[e], o)
		}
	}
	for _, r := range s.records["member"] {
		if m := r.(*ledger.Member); m.LosesPosts() {
			c.gone[m.ID] = m
		}
	}
	seen := map[[2]ledger.ID]bool{}
	for _, r := range s.records["post"] {
		p := r.(*ledger.Post)
		if !p.Held(c.gone[p.Person], basis.Today) {
			continue
		}
		o := c.officers[p.Branch]
		o.total++
		o.add(p, seen)
		if p.Duty == ledger.DutySecretary {
			o.secretaries++
		}
		c.officers[p.Branch] = o
		c.posts[p.Person]++
	}
	for _, r := range s.records["liaison"] {
		c.liaisons[r.Head().ID] = r.(*ledger.Liaison)
	}
	for _, r := range s.records["visit"] {
		if v := r.(*ledger.Visit); c.inYear(v.Day) {
			c.visits[v.Liaison]++
		}
	}
	for _, r := range s.records["member"] {
		m := r.(*ledger.Member)
		if !m.OnRoll() {
			continue
		}
		c.inBranch[m.Branch]++
		c.inUnit[m.Unit]++
		if m.IDNumber != "" {
			c.numbers[numberOf(m)]++
		}
	}
	return c
}

// inYear says that a day lies in the year of the basis and not after it.
func (c *census) inYear(d ledger.Date) bool {
	return d != 0 && d.Year() == c.basis.Today.Year() && d.First() <= c.basis.Today
}

// counts says that a record is this ledger's to count: a street counts what it keeps
// and what it received, a community only its own.
func (c *census) counts(r ledger.Record) bool { return c.street || !r.Head().Received() }

var numberSeed = maphash.MakeSeed()

// numberOf is the hash of a member's ID number.
func numberOf(m *ledger.Member) uint64 { return maphash.String(numberSeed, wholeID(m.IDNumber)) }

// places are the communities in the order of the list, and where each stands.
func (c *census) places() ([]CommunityFigures, map[ledger.ID]int) {
	var places []CommunityFigures
	at := map[ledger.ID]int{}
	for _, r := range c.records["community"] {
		home := r.(*ledger.Community)
		if !c.street && home.ID != c.only {
			continue
		}
		at[home.ID] = len(places)
		places = append(places, CommunityFigures{ID: home.ID, Name: home.Title, Code: home.Code})
	}
	return places, at
}

// home is the community that a record belongs to: whose it is, or else, for what the
// street keeps itself, where it says it lies. In a community's ledger everything
// belongs to the community. Zero is nobody's.
func (c *census) home(r ledger.Record) ledger.ID {
	if !c.street {
		return c.only
	}
	if owner := r.Head().Owner; !owner.IsZero() {
		return owner
	}
	switch r := r.(type) {
	case *ledger.Community:
		return r.ID
	case *ledger.Enterprise:
		return r.Community
	case *ledger.Branch:
		return r.Community
	case *ledger.Member:
		if o := c.branches[r.Branch]; o != nil && !o.Community.IsZero() {
			return c.home(o)
		}
		if e := c.enterprises[r.Unit]; e != nil {
			return c.home(e)
		}
	case *ledger.Post:
		if o := c.branches[r.Branch]; o != nil {
			return c.home(o)
		}
	case *ledger.Liaison:
		if !r.Community.IsZero() {
			return r.Community
		}
		if e := c.enterprises[r.Enterprise]; e != nil {
			return c.home(e)
		}
		if o := c.branches[r.Branch]; o != nil {
			return c.home(o)
		}
	case *ledger.Visit:
		if l := c.liaisons[r.Liaison]; l != nil {
			return c.home(l)
		}
	}
	return ledger.ID{}
}

// facts are what one record says to the indicators, found out once for all of them.
// Only the part of the record's own kind means anything.
type facts struct {
	community *ledger.Community

	enterprise *ledger.Enterprise
	open       bool
	nonPublic  bool
	built      bool
	should     bool   // must have an organisation
	cover      string // how it is covered: a BranchSort, "" where only the office says so

	branch    *ledger.Branch
	live      bool
	cell      bool // live and a 团支部
	small     bool
	hollow    bool
	vacant    bool
	bare      bool // a cell without any officer
	needs     bool // a committee
	has       bool // the committee it needs
	termKnown bool
	over      bool

	member   *ledger.Member
	on       bool
	male     bool
	female   bool
	drifting bool
	overAge  bool
	posts    int
	many     bool // as many posts as the rules warn of
	thisYear bool // joined in the year of the basis
	counted  bool // by an enterprise that says how many young people it has
	complete bool
	twice    bool // the ID number stands on another record too
	wrong    bool

	post    *ledger.Post
	now     bool
	yearAgo bool

	officer *ledger.Officer
	serves  bool

	contact *ledger.Liaison
	stands  bool
	plan    int // visits of the year
	done    int // of these

	visit   *ledger.Visit
	recent  bool // in the year of the basis
	settled bool
}

// look finds out the facts of a record.
func (c *census) look(r ledger.Record, f *facts) {
	switch r := r.(type) {
	case *ledger.Community:
		f.community = r
	case *ledger.Enterprise:
		c.lookAtEnterprise(r, f)
	case *ledger.Branch:
		c.lookAtBranch(r, f)
	case *ledger.Member:
		c.lookAtMember(r, f)
	case *ledger.Post:
		who := c.gone[r.Person]
		f.post, f.now, f.yearAgo = r, r.Held(who, c.basis.Today), r.Held(who, c.basis.Today.AddYears(-1))
	case *ledger.Officer:
		f.officer, f.serves = r, r.Current(c.basis.Today)
	case *ledger.Liaison:
		f.contact, f.stands, f.plan, f.done = r, r.Current(c.basis.Today), 0, 0
		if n := visitPlan(r, c.basis.Rules); f.stands {
			f.plan, f.done = n, min(n, c.visits[r.ID])
		}
	case *ledger.Visit:
		f.visit, f.recent, f.settled = r, c.inYear(r.Day), r.Settled != 0 && r.Settled.First() <= c.basis.Today
	}
}

func (c *census) lookAtEnterprise(e *ledger.Enterprise, f *facts) {
	covering := c.covering[e.ID]
	said, _ := e.Members.Value()
	f.enterprise, f.open, f.nonPublic, f.cover = e, e.Open(), e.IsNonPublic(), ""
	f.built = len(covering) > 0
	f.should = f.open && max(c.inUnit[e.ID], said) >= c.basis.Rules.BranchMin
	for _, o := range covering {
		if o.Sort != "" && (f.cover == "" || o.Sort < f.cover) { // 单独 before 联合 before the others
			f.cover = o.Sort
		}
	}
}

func (c *census) lookAtBranch(o *ledger.Branch, f *facts) {
	n, officers, rules := c.inBranch[o.ID], c.officers[o.ID], c.basis.Rules
	end := o.TermEnd(rules)
	f.branch, f.live = o, o.Live()
	f.cell = f.live && o.Type == ledger.BranchCell
	upper := f.live && (o.Type == ledger.BranchLeague || o.Type == ledger.BranchWorking || o.Type == ledger.BranchGeneral)
	f.small = o.Small(n, rules)
	f.hollow = f.small || upper && !c.above[o.ID]
	f.vacant = f.live && officers.secretaries == 0
	f.bare = f.cell && officers.total == 0
	f.needs = upper || f.cell && n >= rules.CommitteeFrom
	f.has = f.needs && officers.secretaries > 0 && officers.fits(o, n, rules) == 0
	f.termKnown = f.live && end != 0
	f.over = f.termKnown && end.Last() < c.basis.Today
}

func (c *census) lookAtMember(m *ledger.Member, f *facts) {
	f.member, f.on, f.posts = m, m.OnRoll(), c.posts[m.ID]
	f.many, f.thisYear = f.posts >= c.basis.Rules.PostsMax, m.Joined != 0 && m.Joined.Year() == c.basis.Today.Year()
	f.male, f.female, f.drifting, f.overAge, f.counted, f.complete, f.twice, f.wrong = false, false, false, false, false, false, false, false
	if !f.on {
		return
	}
	f.male, f.drifting = m.IsMale(), m.Drifting()
	f.female = !f.male && m.IsFemale()
	age, known := m.Age(c.basis)
	f.overAge = known && age >= c.basis.Rules.AgeOut && f.posts == 0
	if e := c.enterprises[m.Unit]; e != nil && e.Open() {
		_, f.counted = e.Under28.Value()
	}
	f.complete = m.Completeness() >= c.basis.Rules.CompleteFrom
	f.twice = m.IDNumber != "" && c.numbers[numberOf(m)] > 1
	f.wrong = m.LooseText("idno") != "" || m.WrongNumber()
}
