package rules

import (
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
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

// SummaryOf counts the ledger for the first page and for reports. It asks the tallies: nothing is looked at again that has
// not changed.
func SummaryOf(v *records.View) Summary {
	enterprises, branches, members := TallyOf(v, ledger.Enterprises), TallyOf(v, ledger.Branches), TallyOf(v, ledger.Members)
	s := Summary{
		Communities:           CommunityCount(v),
		Enterprises:           len(v.Of(ledger.Enterprises)),
		OpenEnterprises:       enterprises.Count("open"),
		NonPublic:             enterprises.Count("nonpublic"),
		EnterprisesWithBranch: enterprises.Count("with"),
		ShouldHaveBranch:      enterprises.Count("should"),
		ShouldAndHave:         enterprises.Count("should") - enterprises.Count("due"),
		NonPublicCovered:      enterprises.Count("covered"),
		AboveScale:            enterprises.Count("scale"),
		AboveScaleBuilt:       enterprises.Count("scale.built"),
		Branches:              branches.Count("standing"),
		BranchesSmall:         branches.Count("small"),
		BranchesOverTerm:      branches.Count("term"),
		BranchesVacant:        branches.Count("vacant"),
		Appointed:             branches.Count("appointed"),
		Members:               members.Count("on"),
		Men:                   members.Count("men"),
		Women:                 members.Count("women"),
		PartyMembers:          members.Count("party"),
		Minorities:            members.Count("minority"),
		Mobile:                members.Count("drift"),
		Unassigned:            members.Count("loose"),
		OverAge:               members.Count("over"),
		Left:                  members.Count("off"),
		Cadres:                len(Offices(v).Posts),
	}
	for _, kind := range KindsOf(v) {
		s.Pending += TallyOf(v, kind).Count(PendingTab)
	}
	return s
}

// summed are traits of what the summary counts besides the tabs.
var summed = map[ledger.Kind][]trait{
	ledger.Members: {
		{"clear", of(func(v *records.View, m *ledger.Member, basis ledger.Basis) bool { return ToClear(v, m) })},
		onRoll("men", (*ledger.Member).IsMale),
		onRoll("women", (*ledger.Member).IsFemale),
		onRoll("party", (*ledger.Member).InParty),
		onRoll("minority", Minority),
	},
	ledger.Enterprises: {
		company("with", func(v *records.View, e *ledger.Enterprise, _ ledger.Basis) bool { return Built(v, e) }),
		company("nonpublic", func(_ *records.View, e *ledger.Enterprise, _ ledger.Basis) bool { return e.Open() && e.IsNonPublic() }),
		company("covered", func(v *records.View, e *ledger.Enterprise, _ ledger.Basis) bool {
			return e.Open() && e.IsNonPublic() && Built(v, e)
		}),
		company("should", func(v *records.View, e *ledger.Enterprise, basis ledger.Basis) bool { return ShouldBuild(v, e) }),
		company("scale", func(_ *records.View, e *ledger.Enterprise, _ ledger.Basis) bool {
			return e.Open() && e.AboveScale == codes.Yes
		}),
		company("scale.built", func(v *records.View, e *ledger.Enterprise, _ ledger.Basis) bool {
			return e.Open() && e.AboveScale == codes.Yes && Built(v, e)
		}),
	},
	ledger.Branches: {{"led", func(v *records.View, r ledger.Record, _ []value.Fault, _ ledger.Basis) bool {
		o := r.(*ledger.Branch)
		return o.Stands() && Offices(v).Officers[o.ID].Secretaries > 0
	}}, {"standing", func(_ *records.View, r ledger.Record, _ []value.Fault, _ ledger.Basis) bool {
		return r.(*ledger.Branch).Stands()
	}}, {"appointed", func(_ *records.View, r ledger.Record, _ []value.Fault, _ ledger.Basis) bool {
		o := r.(*ledger.Branch)
		return o.Live() && o.State == codes.BranchAppointed
	}}},
}

// onRoll is a trait of members on the roll.
func onRoll(key string, holds func(*ledger.Member) bool) trait {
	return trait{key, of(func(_ *records.View, m *ledger.Member, _ ledger.Basis) bool { return m.OnRoll() && holds(m) })}
}

// Minority says that a member is of a nation other than Han.
func Minority(m *ledger.Member) bool {
	return m.Nation != "" && m.Nation != codes.NationHan && codes.Nations.Has(m.Nation)
}

// company is a trait of enterprises.
func company(key string, holds func(*records.View, *ledger.Enterprise, ledger.Basis) bool) trait {
	return trait{key, func(v *records.View, r ledger.Record, _ []value.Fault, basis ledger.Basis) bool {
		return holds(v, r.(*ledger.Enterprise), basis)
	}}
}

// Count adds one member who is on the roll.
func (s *Summary) Count(m *ledger.Member) {
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
	if Minority(m) {
		s.Minorities++
	}
	if m.Drifting() {
		s.Mobile++
	}
	if m.Branch.IsZero() {
		s.Unassigned++
	}
}

// Empty says that the ledger has nothing but what it began with.
func Empty(v *records.View) bool {
	return len(v.Of(ledger.Enterprises))+len(v.Of(ledger.Branches)) == 0 && TallyOf(v, ledger.Members).Count("not") == len(v.Of(ledger.Members)) &&
		(!v.Street() || len(v.Of(ledger.Communities)) == 0)
}
