package overview

import (
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Figure is one number of the home page with its numerator and denominator; Of
// is -1 where there is none.
type Figure struct {
	Title    string
	Part, Of int
	Note     string
	Query    records.Query
	Change   string // of Part since the last submission; "" before the first
}

// A Slice is one part of a chart.
type Slice struct {
	Label string
	Code  string // of the state that it counts, "" where it counts none
	Count int
	Query records.Query
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
	Round    rules.Round
	Arrivals []rules.Arrival // of all communities
}

// listOf gives the lists of a kind, by name and by tab.
func listOf(kind ledger.Kind) func(tab string) records.Query {
	return func(tab string) records.Query { return records.Query{Kind: kind, Tab: tab, Sort: "name"} }
}

// mostOnHome is how many things to do the first page shows.
const MostOnHome = 6

// Home gathers the first page.
func HomeOf(b *store.Book) Home {
	v := b.Today()
	basis := v.Basis()
	k := know(b)
	s := rules.SummaryOf(v)
	h := Home{Empty: s.Enterprises+s.Branches+s.Members+s.Left == 0, Street: v.Street()}
	if h.Street {
		h.Round, h.Arrivals = rules.RoundOf(basis), rules.Arrivals(v)
		h.Empty = h.Empty && len(h.Arrivals) == 0
	}
	k.Arrivals, k.Empty = h.Arrivals, h.Empty
	for _, t := range todos(b, k, basis) {
		if t.Off != nil {
			h.Off++
			continue
		}
		if h.Due++; len(h.Todos) < MostOnHome {
			h.Todos = append(h.Todos, t)
		}
	}
	member, enterprise, branch := listOf(ledger.Members), listOf(ledger.Enterprises), listOf(ledger.Branches)
	led := rules.TallyOf(v, ledger.Branches).Count("led")
	h.Figures = []Figure{
		{Title: "在册团员", Part: s.Members, Of: -1, Note: "流动 " + strconv.Itoa(s.Mobile) + " · 党员 " + strconv.Itoa(s.PartyMembers), Query: member("on")},
		{Title: "建团率", Part: s.ShouldAndHave, Of: s.ShouldHaveBranch, Note: "已建团 ÷ 应建团的企业", Query: enterprise("due")},
		{Title: "非公覆盖率", Part: s.NonPublicCovered, Of: s.NonPublic, Note: "已覆盖 ÷ 在营非公企业", Query: enterprise("built")},
		{Title: "有现任书记", Part: led, Of: led + s.BranchesVacant, Note: "有现任书记 ÷ 团组织", Query: branch("vacant")},
	}
	if last, err := points.LastSubmission(b); err == nil && last.Number > 0 {
		was := last.Figures
		for i, part := range []int{was.Members, was.ShouldAndHave, was.NonPublicCovered, was.Branches - was.BranchesVacant} {
			if i == 3 && led+s.BranchesVacant < s.Branches {
				continue // some are not founded yet, and what was sent does not say how many were
			}
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
		return "较上次上报 +" + strconv.Itoa(change)
	case change < 0:
		return "较上次上报 −" + strconv.Itoa(-change)
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
		case rules.Built(v, e):
			n[codes.FoundingBuilt]++
		case e.SaidBuilt():
			claimed++
		case codes.Foundings.Has(state):
			n[state]++
		default:
			n[codes.FoundingUnknown]++
		}
	}
	var out []Slice
	for _, item := range codes.Foundings.Items() {
		if n[item.Code] > 0 {
			q := records.Query{Kind: ledger.Enterprises, Tab: "open", Sort: "name", Filters: []records.Filter{{Key: "founding", Texts: []string{item.Label}}}}
			switch item.Code {
			case codes.FoundingUnknown:
				q.Filters = []records.Filter{{Key: "founding", Texts: []string{"", item.Label}}, {Key: "branches", Texts: []string{""}}}
			case codes.FoundingBuilt:
				q.Tab, q.Filters = "built", nil
			}
			out = append(out, Slice{Label: item.Label, Code: item.Code, Count: n[item.Code], Query: q})
		}
	}
	if claimed > 0 {
		out = append(out, Slice{Label: "写着已建，没有团组织", Count: claimed, Query: records.Query{Kind: ledger.Enterprises, Tab: "open", Sort: "name",
			Filters: []records.Filter{{Key: "founding", Texts: []string{codes.Foundings.Label(codes.FoundingBuilt), codes.Foundings.Label(codes.FoundingFirm)}}, {Key: "branches", Texts: []string{""}}}}})
	}
	return out
}

func communitySlices(v *records.View) []Slice {
	var out []Slice
	for c := range records.All[*ledger.Community](v, ledger.Communities) {
		if n := rules.Rollup(v).Members[c.ID]; n > 0 {
			out = append(out, Slice{Label: c.Title, Count: n, Query: records.Query{Kind: ledger.Members, Tab: "on", Under: records.Place{Kind: "community", ID: c.ID}, Sort: "name"}})
		}
	}
	slices.SortStableFunc(out, func(x, y Slice) int { return y.Count - x.Count })
	return out
}

func branchSlices(v *records.View) []Slice {
	var out []Slice
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if n := rules.Roll(v).Branch[o.ID]; n > 0 {
			out = append(out, Slice{Label: o.Name(), Count: n, Query: records.Query{Kind: ledger.Members, Tab: "on", Under: records.Place{Kind: "branch", ID: o.ID}, Sort: "name"}})
		}
	}
	if n := rules.Roll(v).Branch[value.ID{}]; n > 0 {
		out = append(out, Slice{Label: "未编入团支部", Count: n, Query: records.Query{Kind: ledger.Members, Tab: "loose", Sort: "name"}})
	}
	slices.SortStableFunc(out, func(x, y Slice) int { return y.Count - x.Count })
	return out
}
