package store

import (
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// A Summary holds the figures of the ledger (domain.md §8.1). Its names in JSON are
// the command line's.
type Summary struct {
	Communities           int `json:"communities"`
	Enterprises           int `json:"enterprises"` // all that are kept, closed ones too
	OpenEnterprises       int `json:"open_enterprises"`
	NonPublic             int `json:"non_public"` // open ones
	EnterprisesWithBranch int `json:"enterprises_with_branch"`
	ShouldHaveBranch      int `json:"should_have_branch"`
	ShouldAndHave         int `json:"should_and_have_branch"`
	NonPublicCovered      int `json:"non_public_covered"`
	AboveScale            int `json:"above_scale"`
	AboveScaleBuilt       int `json:"above_scale_with_branch"`
	Branches              int `json:"branches"` // live organisations of every type
	BranchesSmall         int `json:"branches_under_minimum"`
	BranchesOverTerm      int `json:"branches_over_term"`
	BranchesVacant        int `json:"branches_without_secretary"`
	Appointed             int `json:"branches_awaiting_election"`
	Members               int `json:"members"` // on the roll
	Men                   int `json:"men"`
	Women                 int `json:"women"`
	PartyMembers          int `json:"party_members"`
	Minorities            int `json:"minorities"`
	Mobile                int `json:"mobile"`
	Unassigned            int `json:"members_without_branch"`
	OverAge               int `json:"over_age_not_left"`
	Left                  int `json:"left"`
	Cadres                int `json:"cadres"` // persons who hold a post today
	Pending               int `json:"pending"`
}

// Summary counts.
func (b *Book) Summary() Summary {
	v := b.today()
	return summaryOf(v)
}

// summary counts traits (tally.go): nothing is looked at again that has not changed.
func summaryOf(v *records.View) Summary {
	enterprises, branches, members := tallyOf(v, ledger.Enterprises), tallyOf(v, ledger.Branches), tallyOf(v, ledger.Members)
	s := Summary{
		Communities:           communityCount(v),
		Enterprises:           len(v.Of(ledger.Enterprises)),
		OpenEnterprises:       enterprises.count("open"),
		NonPublic:             enterprises.count("nonpublic"),
		EnterprisesWithBranch: enterprises.count("with"),
		ShouldHaveBranch:      enterprises.count("should"),
		ShouldAndHave:         enterprises.count("should") - enterprises.count("due"),
		NonPublicCovered:      enterprises.count("covered"),
		AboveScale:            enterprises.count("scale"),
		AboveScaleBuilt:       enterprises.count("scale.built"),
		Branches:              branches.count("live"),
		BranchesSmall:         branches.count("small"),
		BranchesOverTerm:      branches.count("term"),
		BranchesVacant:        branches.count("vacant"),
		Appointed:             branches.count("appointed"),
		Members:               members.count("on"),
		Men:                   members.count("men"),
		Women:                 members.count("women"),
		PartyMembers:          members.count("party"),
		Minorities:            members.count("minority"),
		Mobile:                members.count("drift"),
		Unassigned:            members.count("loose"),
		OverAge:               members.count("over"),
		Left:                  members.count("off"),
		Cadres:                len(Offices(v).posts),
	}
	for _, kind := range KindsOf(v) {
		s.Pending += tallyOf(v, kind).count(pendingTab)
	}
	return s
}

// summed are traits of what the summary counts besides the tabs.
var summed = map[string][]trait{
	"member": {
		{"clear", of(func(v *records.View, m *ledger.Member, basis ledger.Basis) bool { return toClear(v, m) })},
		onRoll("men", (*ledger.Member).IsMale),
		onRoll("women", (*ledger.Member).IsFemale),
		onRoll("party", (*ledger.Member).InParty),
		onRoll("minority", minority),
	},
	"enterprise": {
		company("with", func(v *records.View, e *ledger.Enterprise, _ ledger.Basis) bool { return built(v, e) }),
		company("nonpublic", func(_ *records.View, e *ledger.Enterprise, _ ledger.Basis) bool { return e.Open() && e.IsNonPublic() }),
		company("covered", func(v *records.View, e *ledger.Enterprise, _ ledger.Basis) bool {
			return e.Open() && e.IsNonPublic() && built(v, e)
		}),
		company("should", func(v *records.View, e *ledger.Enterprise, basis ledger.Basis) bool { return shouldBuild(v, e) }),
		company("scale", func(_ *records.View, e *ledger.Enterprise, _ ledger.Basis) bool {
			return e.Open() && e.AboveScale == ledger.Yes
		}),
		company("scale.built", func(v *records.View, e *ledger.Enterprise, _ ledger.Basis) bool {
			return e.Open() && e.AboveScale == ledger.Yes && built(v, e)
		}),
	},
	"branch": {{"appointed", func(_ *records.View, r ledger.Record, _ []ledger.Fault, _ ledger.Basis) bool {
		o := r.(*ledger.Branch)
		return o.Live() && o.State == ledger.BranchAppointed
	}}},
}

// onRoll is a trait of members on the roll.
func onRoll(key string, holds func(*ledger.Member) bool) trait {
	return trait{key, of(func(_ *records.View, m *ledger.Member, _ ledger.Basis) bool { return m.OnRoll() && holds(m) })}
}

// minority says that a member is of a nation other than Han.
func minority(m *ledger.Member) bool {
	return m.Nation != "" && m.Nation != "01" && ledger.Nations.Has(m.Nation)
}

// company is a trait of enterprises.
func company(key string, holds func(*records.View, *ledger.Enterprise, ledger.Basis) bool) trait {
	return trait{key, func(v *records.View, r ledger.Record, _ []ledger.Fault, basis ledger.Basis) bool {
		return holds(v, r.(*ledger.Enterprise), basis)
	}}
}

// count adds one member who is on the roll.
func (s *Summary) count(m *ledger.Member) {
	s.Members++
	switch {
	case m.IsMale():
		s.Men++
	case m.IsFemale():
		s.Women++
	}
	if m.InParty() {
		s.PartyMembers++
	}
	if minority(m) {
		s.Minorities++
	}
	if m.Drifting() {
		s.Mobile++
	}
	if m.Branch.IsZero() {
		s.Unassigned++
	}
}

// A Figure is one number of the home page with its numerator and denominator; Of
// is -1 where there is none.
type Figure struct {
	Title    string
	Part, Of int
	Note     string
	Query    Query
	Change   string // of Part since the last submission; "" before the first
}

// A Slice is one part of a chart.
type Slice struct {
	Label string
	Code  string // of the state that it counts, "" where it counts none
	Count int
	Query Query
}

// A Home is what the first page shows.
type Home struct {
	Empty    bool   // nothing but the community itself is kept yet
	Todos    []Todo // the six gravest
	Due, Off int    // how many there are in all, and how many are put off besides
	Figures  []Figure
	Founding []Slice // enterprises by 建团状态
	Branches []Slice // members by branch, largest first; at a street by community

	Street   bool // a street's first page: what follows is filled in
	Round    Round
	Arrivals []Arrival // of all communities
}

// listOf gives the lists of a kind, by name and by tab.
func listOf(kind ledger.Kind) func(tab string) Query {
	return func(tab string) Query { return Query{Kind: kind, Tab: tab, Sort: "name"} }
}

// mostOnHome is how many things to do the first page shows.
const mostOnHome = 6

// Home gathers the first page.
func (b *Book) Home() Home {
	v := b.today()
	basis := v.Basis()
	k := b.know()
	s := summaryOf(v)
	h := Home{Empty: s.Enterprises+s.Branches+s.Members+s.Left == 0, Street: v.Street()}
	if h.Street {
		h.Round, h.Arrivals = roundOf(basis), arrivals(v)
		h.Empty = h.Empty && len(h.Arrivals) == 0
	}
	k.arrivals, k.empty = h.Arrivals, h.Empty
	for _, t := range b.todos(k, basis) {
		if t.Off != nil {
			h.Off++
			continue
		}
		if h.Due++; len(h.Todos) < mostOnHome {
			h.Todos = append(h.Todos, t)
		}
	}
	member, enterprise, branch := listOf(ledger.Members), listOf(ledger.Enterprises), listOf(ledger.Branches)
	h.Figures = []Figure{
		{Title: "在册团员", Part: s.Members, Of: -1, Note: "流动 " + itoa(s.Mobile) + " · 党员 " + itoa(s.PartyMembers), Query: member("on")},
		{Title: "建团率", Part: s.ShouldAndHave, Of: s.ShouldHaveBranch, Note: "已建团 ÷ 应建团的企业", Query: enterprise("due")},
		{Title: "非公覆盖率", Part: s.NonPublicCovered, Of: s.NonPublic, Note: "已覆盖 ÷ 在营非公企业", Query: enterprise("built")},
		{Title: "有现任书记", Part: s.Branches - s.BranchesVacant, Of: s.Branches, Note: "有现任书记 ÷ 团组织", Query: branch("vacant")},
	}
	if last, err := b.lastSubmission(); err == nil && last.Number > 0 {
		was := last.Figures
		for i, part := range []int{was.Members, was.ShouldAndHave, was.NonPublicCovered, was.Branches - was.BranchesVacant} {
			h.Figures[i].Change = since(h.Figures[i].Part - part)
		}
	}
	h.Founding, h.Branches = foundingSlices(v), branchSlices(v)
	if h.Street {
		h.Branches = communitySlices(v)
	}
	return h
}

// since is a figure's change since the last submission, for people.
func since(change int) string {
	switch {
	case change > 0:
		return "较上次上报 +" + itoa(change)
	case change < 0:
		return "较上次上报 −" + itoa(-change)
	}
	return "与上次上报相同"
}

func foundingSlices(v *records.View) []Slice {
	n, claimed := map[string]int{}, 0
	for e := range records.All[*ledger.Enterprise](v, ledger.Enterprises) {
		if !e.Open() {
			continue
		}
		switch state := e.Founding; {
		case built(v, e):
			n[ledger.FoundingBuilt]++
		case state == ledger.FoundingBuilt:
			claimed++
		case ledger.Foundings.Has(state):
			n[state]++
		default:
			n[ledger.FoundingUnknown]++
		}
	}
	var out []Slice
	for _, item := range ledger.Foundings.Items() {
		if n[item.Code] > 0 {
			q := Query{Kind: ledger.Enterprises, Tab: "open", Sort: "name", Filters: []Filter{{Key: "founding", Texts: []string{item.Label}}}}
			switch item.Code {
			case ledger.FoundingUnknown:
				q.Filters = []Filter{{Key: "founding", Texts: []string{"", item.Label}}, {Key: "branches", Texts: []string{""}}}
			case ledger.FoundingBuilt:
				q.Tab, q.Filters = "built", nil
			}
			out = append(out, Slice{Label: item.Label, Code: item.Code, Count: n[item.Code], Query: q})
		}
	}
	if claimed > 0 {
		out = append(out, Slice{Label: "写着已建，没有团组织", Count: claimed, Query: Query{Kind: ledger.Enterprises, Tab: "open", Sort: "name",
			Filters: []Filter{{Key: "founding", Texts: []string{ledger.Foundings.Label(ledger.FoundingBuilt)}}, {Key: "branches", Texts: []string{""}}}}})
	}
	return out
}

func communitySlices(v *records.View) []Slice {
	var out []Slice
	for c := range records.All[*ledger.Community](v, ledger.Communities) {
		if n := Rollup(v).members[c.ID]; n > 0 {
			out = append(out, Slice{Label: c.Title, Count: n, Query: Query{Kind: ledger.Members, Tab: "on", Under: Place{"community", c.ID}, Sort: "name"}})
		}
	}
	slices.SortStableFunc(out, func(x, y Slice) int { return y.Count - x.Count })
	return out
}

func branchSlices(v *records.View) []Slice {
	var out []Slice
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if n := Roll(v).branch[o.ID]; n > 0 {
			out = append(out, Slice{Label: o.Name(), Count: n, Query: Query{Kind: ledger.Members, Tab: "on", Under: Place{"branch", o.ID}, Sort: "name"}})
		}
	}
	if n := Roll(v).branch[ledger.ID{}]; n > 0 {
		out = append(out, Slice{Label: "未编入团支部", Count: n, Query: Query{Kind: ledger.Members, Tab: "loose", Sort: "name"}})
	}
	slices.SortStableFunc(out, func(x, y Slice) int { return y.Count - x.Count })
	return out
}
