package store

import (
	"slices"

	"tuanjian/store/ledger"
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
	basis := b.Basis()
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.summary(basis)
}

func (b *Book) summary(basis ledger.Basis) Summary {
	var s Summary
	s.Communities = b.communities()
	for e := range all[*ledger.Enterprise](b, ledger.Enterprises) {
		s.Enterprises++
		built := b.built(e)
		if built {
			s.EnterprisesWithBranch++
		}
		if !e.Open() {
			continue
		}
		s.OpenEnterprises++
		if e.IsNonPublic() {
			s.NonPublic++
			if built {
				s.NonPublicCovered++
			}
		}
		if b.shouldBuild(e, basis) {
			s.ShouldHaveBranch++
			if built {
				s.ShouldAndHave++
			}
		}
		if e.AboveScale == ledger.Yes {
			s.AboveScale++
			if built {
				s.AboveScaleBuilt++
			}
		}
	}
	for o := range all[*ledger.Branch](b, ledger.Branches) {
		if !o.Live() {
			continue
		}
		s.Branches++
		if o.Type == ledger.BranchCell && b.roll().branch[o.ID] < basis.Rules.BranchMin {
			s.BranchesSmall++
		}
		if o.TermEnd() != 0 && o.TermEnd().Last() < basis.Today {
			s.BranchesOverTerm++
		}
		if b.offices(basis.Today).officers[o.ID].secretaries == 0 {
			s.BranchesVacant++
		}
		if o.State == ledger.BranchAppointed {
			s.Appointed++
		}
	}
	for m := range all[*ledger.Member](b, ledger.Members) {
		if !m.OnRoll() {
			if m.State != ledger.MemberNot {
				s.Left++
			}
			continue
		}
		s.count(m)
		if b.overAge(m, basis) {
			s.OverAge++
		}
	}
	s.Cadres = len(b.offices(basis.Today).posts)
	for _, kind := range b.kinds() {
		s.Pending += len(b.pendingOf(kind, basis))
	}
	return s
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
	if m.Nation != "" && m.Nation != "01" && ledger.Nations.Has(m.Nation) {
		s.Minorities++
	}
	if m.Drifting() {
		s.Mobile++
	}
	if m.Branch.IsZero() {
		s.Unassigned++
	}
}

// A Todo is one thing that needs doing: how many, a sentence, and the list behind.
type Todo struct {
	Count int
	Text  string
	Query Query
	Page  string // a page instead of a list: PageRetention, PageMatters, PageReceive, PageReply
}

// Pages that a Todo names: of those whose private fields are due to be cleared, and of
// the figures.
const (
	PageRetention = "retention"
	PageMatters   = "matters" // what the street sent back
	PageFigures   = "figures"
)

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
	Empty    bool // nothing but the community itself is kept yet
	Todos    []Todo
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

// todos are the things that may need doing, the gravest first; most counts are 0.
func (b *Book) todos(s Summary, bin []Binned, basis ledger.Basis) []Todo {
	member, enterprise, branch := listOf(ledger.Members), listOf(ledger.Enterprises), listOf(ledger.Branches)
	age := itoa(basis.Rules.AgeOut)
	asked := 0
	if !b.profile.Street {
		_, asked = b.answered()
	}
	return []Todo{
		{asked, "件街道退回的事项还没有办", Query{}, PageMatters},
		{s.OverAge, "名团员已满 " + age + " 周岁，未办离团", member("over"), ""},
		{len(b.due(bin, basis)), "人离团满 " + itoa(basis.Rules.RetentionYears) + " 年，该清除个人信息", member("off"), PageRetention},
		{s.BranchesOverTerm, "个团组织届满未换", branch("term"), ""},
		{s.BranchesSmall, "个团支部不足 " + itoa(basis.Rules.BranchMin) + " 人", branch("small"), ""},
		{s.BranchesVacant, "个团组织没有现任书记", branch("vacant"), ""},
		{s.ShouldHaveBranch - s.ShouldAndHave, "家企业应建团而未建", enterprise("due"), ""},
		{s.Unassigned, "名团员还没有编入团支部", member("loose"), ""},
		{len(b.pendingOf(ledger.Members, basis)), "名团员的资料待核", member(pendingTab), ""},
		{len(b.pendingOf(ledger.Enterprises, basis)), "家企业的资料待核", enterprise(pendingTab), ""},
		{len(b.pendingOf(ledger.Branches, basis)), "个团组织的资料待核", branch(pendingTab), ""},
	}
}

// Home gathers the first page.
func (b *Book) Home() Home {
	basis := b.Basis()
	bin, _ := b.Bin() // what cannot be read there is named by Check
	due, _ := b.SnapshotDue()
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.summary(basis)
	h := Home{Empty: s.Enterprises+s.Branches+s.Members+s.Left == 0, Street: b.profile.Street}
	todos := b.todos(s, bin, basis)
	if h.Street {
		h.Round, h.Arrivals = roundOf(basis), b.arrivals(basis)
		h.Empty = h.Empty && len(h.Arrivals) == 0
		todos = append(b.streetTodos(&h, basis), todos...)
	}
	if due != 0 && !h.Empty {
		todos = append([]Todo{{Count: 1, Text: "个半年汇总还没有锁定（" + due.String() + "）", Page: PageFigures}}, todos...)
	}
	for _, t := range todos {
		if t.Count > 0 && len(h.Todos) < 6 {
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
	h.Founding, h.Branches = b.foundingSlices(), b.branchSlices()
	if h.Street {
		h.Branches = b.communitySlices()
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

func (b *Book) foundingSlices() []Slice {
	n := map[string]int{}
	for e := range all[*ledger.Enterprise](b, ledger.Enterprises) {
		if !e.Open() {
			continue
		}
		switch state := e.Founding; {
		case len(b.covers().by[e.ID]) > 0:
			n[ledger.FoundingBuilt]++
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
	return out
}

func (b *Book) communitySlices() []Slice {
	var out []Slice
	for c := range all[*ledger.Community](b, ledger.Communities) {
		if n := b.rollup().members[c.ID]; n > 0 {
			out = append(out, Slice{Label: c.Title, Count: n, Query: Query{Kind: ledger.Members, Tab: "on", Under: Place{"community", c.ID}, Sort: "name"}})
		}
	}
	slices.SortStableFunc(out, func(x, y Slice) int { return y.Count - x.Count })
	return out
}

func (b *Book) branchSlices() []Slice {
	var out []Slice
	for o := range all[*ledger.Branch](b, ledger.Branches) {
		if n := b.roll().branch[o.ID]; n > 0 {
			out = append(out, Slice{Label: o.Name(), Count: n, Query: Query{Kind: ledger.Members, Tab: "on", Under: Place{"branch", o.ID}, Sort: "name"}})
		}
	}
	if n := b.roll().branch[ledger.ID{}]; n > 0 {
		out = append(out, Slice{Label: "未编入团支部", Count: n, Query: Query{Kind: ledger.Members, Tab: "loose", Sort: "name"}})
	}
	slices.SortStableFunc(out, func(x, y Slice) int { return y.Count - x.Count })
	return out
}
