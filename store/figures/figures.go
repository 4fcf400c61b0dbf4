// Package figures counts: the indicators of the street's tables, per community and in total, the records behind each, and for
// two moments why a number is another one. It knows Views of records and the rules; where the moments and what was locked
// come from is not its business.
package figures

import (
	"strconv"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// An Indicator is one figure of the street's tables (domain.md §6, §8.1): how many
// records count, and where it is a share, out of how many. Indicators lists them all.
type Indicator struct {
	Key     string // in JSON, in snapshots and in SQL; never renamed
	Group   string // 企业, 团组织, 团员 …: what it stands under
	Label   string
	Unit    string // of what Part counts
	Meaning string // how it is counted, in a line for people
	Within  string // the key of a share whose numerator it is: tables that show the share leave it out
	Part    side
	of      side // no weigh: a plain number
	partAt  int  // place of the side among all
	ofAt    int  // -1 for a plain number
}

// Rate says that the indicator is a share: Of is counted too.
func (n *Indicator) Rate() bool { return n.of.weigh != nil }

// Kinds are the kinds of the records behind the numerator and behind the denominator,
// nil for the denominator of a plain number.
func (n *Indicator) Kinds() (part, of ledger.Kind) { return n.Part.Kind, n.of.Kind }

// A side says how much a record counts in a numerator or denominator: not at all, as
// one, or as the number that it states, such as an enterprise's staff.
type side struct {
	Kind  ledger.Kind
	weigh func(f *facts) int
}

// A Tally is an indicator's value: Of is -1 for a plain number.
type Tally struct {
	Part int `json:"n"`
	Of   int `json:"of"`
}

// Percent is the share for people with one decimal, 0% and 100% of none and all only, "—" where there is nothing to be
// a share of, and "" for a plain number.
func (t Tally) Percent() string {
	switch {
	case t.Of < 0:
		return ""
	case t.Of == 0:
		return "—"
	}
	thousandths := (t.Part*2000 + t.Of) / (2 * t.Of) // rounded half up
	if thousandths == 0 && t.Part > 0 {
		return "<0.1%"
	}
	if thousandths == 1000 && t.Part < t.Of {
		thousandths = 999 // all is said of all only
	}
	if thousandths%1000 == 0 {
		return strconv.Itoa(thousandths/10) + "%"
	}
	return strconv.Itoa(thousandths/10) + "." + strconv.Itoa(thousandths%10) + "%"
}

// String is the value for people, numerator and denominator always: 12, or 3/4.
func (t Tally) String() string {
	if t.Of < 0 {
		return strconv.Itoa(t.Part)
	}
	return strconv.Itoa(t.Part) + "/" + strconv.Itoa(t.Of)
}

// Tallies are the values of all indicators by their keys.
type Tallies map[string]Tally

// Flat gives every value a name of its own: a numerator the indicator's key, a
// denominator the key with _of.
func (t Tallies) Flat() map[string]int {
	out := make(map[string]int, 2*len(t))
	for key, v := range t {
		out[key] = v.Part
		if v.Of >= 0 {
			out[key+"_of"] = v.Of
		}
	}
	return out
}

// CommunityFigures are one community's: its ID is zero for what the street itself
// keeps.
type CommunityFigures struct {
	ID      value.ID
	Name    string
	Code    string
	Tallies Tallies
}

// Figures are the values of all indicators as of one day, per community in the order
// of the street's own list, and in total. The total is always the sum.
type Figures struct {
	Day         value.Date
	Communities []CommunityFigures
	Total       Tallies
}

// Of are the figures of one community, the total for a zero ID with all; nil when it
// is not among them.
func (f *Figures) Of(s Scope) Tallies {
	if s.All {
		return f.Total
	}
	for _, c := range f.Communities {
		if c.ID == s.ID {
			return c.Tallies
		}
	}
	return nil
}

// A Scope is what a figure is asked for: one community, or all together.
type Scope struct {
	All bool
	ID  value.ID
}

// Whole is the scope of all communities together.
var Whole = Scope{All: true}

// One is the scope of one community; a zero ID stands for the street's own records.
func One(id value.ID) Scope { return Scope{ID: id} }

// IndicatorOf finds an indicator by its key, or nil.
func IndicatorOf(key string) *Indicator {
	for i := range Indicators {
		if Indicators[i].Key == key {
			return &Indicators[i]
		}
	}
	return nil
}

// A Wanted part of an indicator's value, to be opened as a list.
type Wanted uint8

// The parts: the numerator, the denominator, and what the numerator lacks of it, for
// shares whose two sides are of one kind.
const (
	WantPart Wanted = iota
	WantOf
	WantRest
)

// Count counts all indicators as of the View's day, by its rules.
func Count(v *records.View) *Figures { return censusOf(v).figures() }

// figures counts: one pass over the records of each kind that any indicator asks.
func (c *census) figures() *Figures {
	places, at := c.places()
	sums := make([][]int, len(places))
	for i := range sums {
		sums[i] = make([]int, sideCount)
	}
	for _, k := range counted {
		var f facts
		last, place := value.ID{}, -1
		for _, r := range c.v.Of(k.kind) {
			if !c.counts(r) {
				continue
			}
			home := c.home(r)
			if place < 0 || home != last { // records of one community mostly stand together
				last = home
				var known bool
				if place, known = at[home]; !known {
					place = len(places)
					at[home] = place
					places = append(places, CommunityFigures{ID: home})
					sums = append(sums, make([]int, sideCount))
				}
			}
			c.look(r, &f)
			sum := sums[place]
			for _, s := range k.sides {
				sum[s.at] += s.weigh(&f)
			}
		}
	}
	out := &Figures{Day: c.basis.Today}
	total := make([]int, sideCount)
	for i, p := range places {
		any := false
		for at, n := range sums[i] {
			total[at] += n
			any = any || n != 0
		}
		if p.Name == "" && !any {
			continue
		}
		if p.Name == "" {
			p.Name = c.own()
		}
		p.Tallies = tallies(sums[i])
		out.Communities = append(out.Communities, p)
	}
	out.Total = tallies(total)
	return out
}

func tallies(sums []int) Tallies {
	out := make(Tallies, len(Indicators))
	for i := range Indicators {
		n := &Indicators[i]
		t := Tally{Part: sums[n.partAt], Of: -1}
		if n.ofAt >= 0 {
			t.Of = sums[n.ofAt]
		}
		out[n.Key] = t
	}
	return out
}

// Behind are the records behind an indicator's value in a scope, in the order of entry, as a View had them on its day. It asks
// the function that counts.
func Behind(v *records.View, s Scope, key string, want Wanted) []value.ID {
	n := IndicatorOf(key)
	if n == nil || want != WantPart && !n.Rate() || want == WantRest && n.Part.Kind != n.of.Kind {
		return nil
	}
	c := censusOf(v)
	asked := n.Part
	if want != WantPart {
		asked = n.of
	}
	var ids []value.ID
	var f facts
	for _, r := range c.v.Of(asked.Kind) {
		if !c.counts(r) || !s.All && c.home(r) != s.ID {
			continue
		}
		c.look(r, &f)
		if asked.weigh(&f) != 0 && (want != WantRest || n.Part.weigh(&f) != asked.weigh(&f)) {
			ids = append(ids, r.Head().ID)
		}
	}
	return ids
}

// A placedSide is one side with its place among all sides.
type placedSide struct {
	at    int
	weigh func(*facts) int
}

// counted are the kinds that indicators ask, each with its sides; sideCount is the
// number of all sides.
var (
	counted   []countedKind
	sideCount int
)

type countedKind struct {
	kind  ledger.Kind
	sides []placedSide
}

func init() {
	add := func(s side) int {
		at := sideCount
		sideCount++
		for i := range counted {
			if counted[i].kind == s.Kind {
				counted[i].sides = append(counted[i].sides, placedSide{at, s.weigh})
				return at
			}
		}
		counted = append(counted, countedKind{s.Kind, []placedSide{{at, s.weigh}}})
		return at
	}
	for i := range Indicators {
		n := &Indicators[i]
		n.partAt, n.ofAt = add(n.Part), -1
		if n.Rate() {
			n.ofAt = add(n.of)
		}
	}
}

// Summary gives the figures that the home page and the command line have always had;
// Pending is not among the indicators and stays 0.
func (t Tallies) Summary() rules.Summary {
	n := func(key string) int { return t[key].Part }
	return rules.Summary{
		Communities: n("communities"), Enterprises: n("enterprises"), OpenEnterprises: n("open_enterprises"), NonPublic: n("non_public"),
		EnterprisesWithBranch: n("enterprises_with_branch"), ShouldHaveBranch: n("should_have_branch"), ShouldAndHave: n("should_and_have_branch"),
		NonPublicCovered: n("non_public_covered"), AboveScale: n("above_scale"), AboveScaleBuilt: n("above_scale_with_branch"),
		Branches: n("branches"), BranchesSmall: n("branches_under_minimum"), BranchesOverTerm: n("branches_over_term"),
		BranchesVacant: n("branches_without_secretary"), Appointed: n("branches_awaiting_election"),
		Members: n("members"), Men: n("men"), Women: n("women"), PartyMembers: n("party_members"), Minorities: n("minorities"),
		Mobile: n("mobile"), Unassigned: n("members_without_branch"), OverAge: n("over_age_not_left"), Left: n("left"), Cadres: n("cadres"),
	}
}
