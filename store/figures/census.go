package figures

import (
	"hash/maphash"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A census is what the indicators ask of a View, besides what is computed from its records anyway.
type census struct {
	v       *records.View
	basis   ledger.Basis
	roll    *rules.Rolled
	offices *rules.Officed
	covers  *rules.Covering
	only    value.ID         // in a community's ledger, the community
	visits  map[value.ID]int // of the year, by standing contact
	life    *lived
	numbers map[uint64]int // members on the roll by the hash of their ID number
}

// censusOf looks the records over, as of the View's own day.
func censusOf(v *records.View) *census {
	c := &census{v: v, basis: v.Basis(), roll: rules.Roll(v), offices: rules.Offices(v), covers: rules.Covers(v), visits: map[value.ID]int{}, numbers: make(map[uint64]int, v.Count(ledger.Members))}
	if home := v.Community(); home != nil {
		c.only = home.ID
	}
	for w := range records.All[*ledger.Visit](v, ledger.Visits) {
		if c.inYear(w.Day) {
			c.visits[w.Liaison]++
		}
	}
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		if m.OnRoll() && m.IDNumber != "" {
			c.numbers[numberOf(m)]++
		}
	}
	c.life = c.livedOf()
	return c
}

// own is what the ledger's keeper calls what is nobody else's.
func (c *census) own() string {
	if c.v.Street() {
		return "街道本级"
	}
	return c.v.Moment().Name
}

// inYear says that a day lies in the year of the basis and not after it.
func (c *census) inYear(d value.Date) bool {
	return d != 0 && d.Year() == c.basis.Today.Year() && d.First() <= c.basis.Today
}

// counts says that a record is this ledger's to count: a street counts what it keeps
// and what it received, a community only its own.
func (c *census) counts(r ledger.Record) bool { return c.v.Street() || !r.Head().Received() }

var idSeed = maphash.MakeSeed()

// numberOf is the hash of a member's ID number.
func numberOf(m *ledger.Member) uint64 { return maphash.String(idSeed, rules.WholeID(m.IDNumber)) }

// places are the communities in the order of the list, and where each stands.
func (c *census) places() ([]CommunityFigures, map[value.ID]int) {
	var places []CommunityFigures
	at := map[value.ID]int{}
	for home := range records.All[*ledger.Community](c.v, ledger.Communities) {
		if !c.v.Street() && home.ID != c.only {
			continue
		}
		at[home.ID] = len(places)
		places = append(places, CommunityFigures{ID: home.ID, Name: home.Title, Code: home.Code})
	}
	return places, at
}

// home is the community for which a record counts: in a community's ledger that community, whatever is written.
func (c *census) home(r ledger.Record) value.ID {
	if !c.v.Street() {
		return c.only
	}
	return c.v.Home(r)
}

// facts are what one record says to the indicators, found out once for all of them.
// Only the part of the record's own kind means anything.
type facts struct {
	census *census
	record ledger.Record

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
	f.census, f.record = c, r
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
		who := rules.Holder(c.v, r)
		f.post, f.now, f.yearAgo = r, rules.Held(c.v, r), r.Held(who, c.basis.Today.AddYears(-1))
	case *ledger.Officer:
		f.officer, f.serves = r, r.Current(c.basis.Today)
	case *ledger.Liaison:
		f.contact, f.stands, f.plan, f.done = r, r.Current(c.basis.Today), 0, 0
		if n := rules.VisitPlan(r, c.basis.Rules); f.stands {
			f.plan, f.done = n, min(n, c.visits[r.ID])
		}
	case *ledger.Visit:
		f.visit, f.recent, f.settled = r, c.inYear(r.Day), r.Settled != 0 && r.Settled.First() <= c.basis.Today
	}
}

func (c *census) lookAtEnterprise(e *ledger.Enterprise, f *facts) {
	covering := c.covers.By[e.ID]
	f.enterprise, f.open, f.nonPublic, f.cover = e, e.Open(), e.IsNonPublic(), ""
	f.built = len(covering) > 0
	f.should = rules.ShouldBuild(c.v, e)
	for _, id := range covering {
		if o := records.As[*ledger.Branch](c.v, ledger.Branches, id); o.Sort != "" && (f.cover == "" || o.Sort < f.cover) { // 单独 before 联合 before the others
			f.cover = o.Sort
		}
	}
}

func (c *census) lookAtBranch(o *ledger.Branch, f *facts) {
	n, officers, rules := c.roll.Branch[o.ID], c.offices.Officers[o.ID], c.basis.Rules
	end := o.TermEnd(rules)
	f.branch, f.live = o, o.Stands()
	f.cell = f.live && o.Type == codes.BranchCell
	upper := f.live && (o.Type == codes.BranchLeague || o.Type == codes.BranchWorking || o.Type == codes.BranchGeneral)
	f.small = o.Small(n, rules)
	f.hollow = f.small || upper && !c.covers.Above[o.ID]
	f.vacant = f.live && o.State != codes.BranchPlanned && officers.Secretaries == 0
	f.bare = f.cell && officers.Total == 0
	f.needs = upper || f.cell && n >= rules.CommitteeFrom
	f.has = f.needs && officers.Secretaries > 0 && officers.Fits(o, n, rules) == 0
	f.termKnown = f.live && end != 0
	f.over = f.termKnown && end.Last() < c.basis.Today
}

func (c *census) lookAtMember(m *ledger.Member, f *facts) {
	f.member, f.on, f.posts = m, m.OnRoll(), c.offices.Posts[m.ID]
	f.many, f.thisYear = f.posts >= c.basis.Rules.PostsMax, m.Joined != 0 && m.Joined.Year() == c.basis.Today.Year()
	f.male, f.female, f.drifting, f.overAge, f.counted, f.complete, f.twice, f.wrong = false, false, false, false, false, false, false, false
	if !f.on {
		return
	}
	f.male, f.drifting = m.IsMale(), m.Drifting()
	f.female = !f.male && m.IsFemale()
	age, known := m.Age(c.basis)
	f.overAge = known && age >= c.basis.Rules.AgeOut && f.posts == 0
	if e := records.As[*ledger.Enterprise](c.v, ledger.Enterprises, m.Unit); e != nil && e.Open() {
		_, f.counted = e.Under28.Value()
	}
	f.complete = m.Completeness() >= c.basis.Rules.CompleteFrom
	f.twice = m.IDNumber != "" && c.numbers[numberOf(m)] > 1
	f.wrong = m.LooseText("idno") != "" || m.WrongNumber()
}
