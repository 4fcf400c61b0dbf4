package rules

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// An item is something that is given out, in the hands of one owner of records.
type item struct {
	owner value.ID
	code  string
}

// stocks are what each owner has left of each item.
var stocks = records.Derive(func(v *records.View) map[item]int {
	left := map[item]int{}
	for s := range records.All[*ledger.Supply](v, ledger.Supplies) {
		n := quantity(s)
		if s.Way == codes.SupplyOut {
			n = -n
		}
		left[item{s.Owner, s.Item}] += n
	}
	return left
}, ledger.Supplies)

// quantity is how much a movement moves: nothing where nobody can read how much.
func quantity(s *ledger.Supply) int {
	n, _ := s.Quantity.Value()
	return max(0, n)
}

// Stock is what this ledger has left of an item, by its code in ledger.SupplyItems.
func Stock(v *records.View, code string) int { return stocks.Of(v)[item{value.ID{}, code}] }

// supplyClashes: more went out than had come in (league.md §4).
func supplyClashes(v *records.View, s *ledger.Supply) []value.Fault {
	if s.Way != codes.SupplyOut {
		return nil
	}
	left := stocks.Of(v)[item{s.Owner, s.Item}]
	was, _ := v.Get(ledger.Supplies, s.ID).(*ledger.Supply)
	if was == nil || was.Way != s.Way || was.Item != s.Item || was.Quantity != s.Quantity { // it is not counted yet, or otherwise
		left -= quantity(s)
		if was != nil && was.Way == codes.SupplyOut && was.Item == s.Item {
			left += quantity(was)
		}
	}
	if left >= 0 {
		return nil
	}
	return []value.Fault{{Key: "quantity", Code: "supply.stock", Soft: true,
		Text: codes.SupplyItems.Label(s.Item) + "发出的比入库的多 " + strconv.Itoa(-left) + "。请补记入库，或核对数量。"}}
}

// A round of appraisals is those of one branch in one year.
type appraised struct {
	branch value.ID
	year   value.Count
}

type grades struct{ all, best int }

var appraisals = records.Derive(func(v *records.View) map[appraised]grades {
	rounds := map[appraised]grades{}
	for a := range records.All[*ledger.Appraisal](v, ledger.Appraisals) {
		if a.Grade == "" {
			continue
		}
		rounds[roundOf(v, a)] = rounds[roundOf(v, a)].add(a, 1)
	}
	return rounds
}, ledger.Appraisals, ledger.Members).Following(func(was map[appraised]grades, v *records.View, changes []records.Change) (map[appraised]grades, bool) {
	for _, c := range changes { // whose appraisals count for which branch
		if movesBranch(c) || c.Kind == ledger.Members && c.Was == nil && c.Now.Head().Rev > 1 { // or who came back
			return nil, false
		}
	}
	var rounds map[appraised]grades
	for _, c := range changes {
		for i, r := range []ledger.Record{c.Was, c.Now} {
			a, ok := r.(*ledger.Appraisal)
			if !ok || a.Grade == "" {
				continue
			}
			if rounds == nil {
				rounds = maps.Clone(was)
			}
			if g := rounds[roundOf(v, a)].add(a, 2*i-1); g.all > 0 {
				rounds[roundOf(v, a)] = g
			} else {
				delete(rounds, roundOf(v, a))
			}
		}
	}
	if rounds == nil {
		return was, true
	}
	return rounds, true
})

// add counts an appraisal n times.
func (g grades) add(a *ledger.Appraisal, n int) grades {
	g.all += n
	if a.Grade == codes.GradeBest {
		g.best += n
	}
	return g
}

func roundOf(v *records.View, a *ledger.Appraisal) appraised {
	m, ok := v.Get(ledger.Members, a.Member).(*ledger.Member)
	if !ok {
		return appraised{year: a.Year}
	}
	return appraised{m.Branch, a.Year}
}

// appraisalClashes: more are 优秀 than may be (domain.md §1.5).
func appraisalClashes(v *records.View, a *ledger.Appraisal) []value.Fault {
	if a.Grade != codes.GradeBest || v.Get(ledger.Appraisals, a.ID) == nil {
		return nil
	}
	g := appraisals.Of(v)[roundOf(v, a)]
	most := v.Basis().Rules.MostBest(g.all)
	if g.best <= most {
		return nil
	}
	return []value.Fault{{Key: "grade", Code: "appraisal.best", Soft: true,
		Text: "这个支部这一年评议了 " + strconv.Itoa(g.all) + " 人，优秀最多 " + strconv.Itoa(most) + " 人，现在有 " + strconv.Itoa(g.best) + " 人。请改几个，或核对评议的人数。"}}
}

// Unrated says why a branch is not rated in the year of a rating: too young, for migrants, for one task (domain.md §1.5);
// "" where it is.
func Unrated(v *records.View, r *ledger.Rating) string {
	o, ok := v.Get(ledger.Branches, r.Branch).(*ledger.Branch)
	year, said := r.Year.Value()
	if !ok || !said {
		return ""
	}
	return unratable(o, year, v.Basis().Rules)
}

// unratable says why a branch that is in use is not rated in a year, "" where it is.
func unratable(o *ledger.Branch, year int, r *rulebook.Rules) string {
	switch least := r.StarMonths; {
	case o.Sort == codes.SortDrifting || o.Sort == codes.SortTemporary:
		return codes.BranchSorts.Label(o.Sort) + "团支部不参加定级。"
	case o.Founded != 0 && o.Founded.First().AddMonths(least) > value.Day(year, 12, 31):
		return "“" + o.Name() + "”到 " + strconv.Itoa(year) + " 年底成立不满 " + strconv.Itoa(least) + " 个月，不参加当年定级。"
	}
	return ""
}

// Overrated says why a branch may not have the stars that its points make: it is too young for four or five (domain.md §1.5);
// "" where it may.
func Overrated(v *records.View, r *ledger.Rating) string {
	rules := v.Basis().Rules
	o, ok := v.Get(ledger.Branches, r.Branch).(*ledger.Branch)
	year, said := r.Year.Value()
	stars := r.Stars(rules)
	if !ok || !said || o.Founded == 0 || stars != codes.Star4 && stars != codes.Star5 || o.Founded.First().AddMonths(rules.StarHighMonths) <= value.Day(year, 12, 31) {
		return ""
	}
	return "“" + o.Name() + "”到 " + strconv.Itoa(year) + " 年底成立不满 " + strconv.Itoa(rules.StarHighMonths) + " 个月，不能定" + codes.Stars.Label(stars) + "。请核对得分，或请上级复核。"
}

// ratingClashes: a branch that is not rated has a rating all the same, or one that is too young for it has four or five stars.
func ratingClashes(v *records.View, r *ledger.Rating) []value.Fault {
	if why := Unrated(v, r); why != "" {
		return []value.Fault{{Key: "branch", Code: "rating.unrated", Soft: true, Other: r.Branch, Text: why}}
	}
	if why := Overrated(v, r); why != "" {
		return []value.Fault{{Key: "reviewed", Code: "rating.early", Soft: true, Other: r.Branch, Text: why}}
	}
	return nil
}

// paidFor are the payments of each member, those that a branch handed up aside.
var paidFor = records.Derive(func(v *records.View) records.Layers[value.ID, []*ledger.Payment] {
	all := map[value.ID][]*ledger.Payment{}
	for p := range records.All[*ledger.Payment](v, ledger.Payments) {
		if ofMember(p) {
			all[p.Member] = append(all[p.Member], p)
		}
	}
	return records.Layer(all)
}, ledger.Payments).Following(func(was records.Layers[value.ID, []*ledger.Payment], _ *records.View, changes []records.Change) (records.Layers[value.ID, []*ledger.Payment], bool) {
	for _, c := range changes {
		was = was.With(func(set func(value.ID, []*ledger.Payment)) {
			if p, ok := c.Was.(*ledger.Payment); ok && ofMember(p) {
				had, _ := was.Get(p.Member)
				set(p.Member, slices.DeleteFunc(slices.Clone(had), func(o *ledger.Payment) bool { return o.ID == p.ID }))
			}
		})
		if p, ok := c.Now.(*ledger.Payment); ok && ofMember(p) {
			had, _ := was.Get(p.Member)
			was = was.With(func(set func(value.ID, []*ledger.Payment)) { set(p.Member, append(slices.Clone(had), p)) })
		}
	}
	return was, true
})

// ofMember says that a payment is somebody's dues, and not what a branch handed up.
func ofMember(p *ledger.Payment) bool { return p.Sort != codes.PaymentUp && !p.Member.IsZero() }

// paidBy are the payments of one member.
func paidBy(v *records.View, member value.ID) []*ledger.Payment {
	all, _ := paidFor.Of(v).Get(member)
	return all
}

// paymentClashes: a month that was paid or let off already. What one payment left owed another may be for.
func paymentClashes(v *records.View, p *ledger.Payment) []value.Fault {
	if p.From == 0 || p.To == 0 || p.Sort == codes.PaymentUp || p.Sort == codes.PaymentMore {
		return nil
	}
	for _, other := range paidBy(v, p.Member) {
		if other.ID != p.ID && other.Sort != codes.PaymentMore && paidTwice(p, other) {
			return []value.Fault{{Key: "from", Code: value.Twice, Soft: true, Other: other.ID, Text: "这几个月里有的已经交过了（" + other.From.String() + " 到 " + other.To.String() + "）。请核对月份。"}}
		}
	}
	return nil
}

// paidTwice says that two payments both settle a month.
func paidTwice(p, other *ledger.Payment) bool {
	last := func(p *ledger.Payment) value.Date { return p.From.MonthStart().AddMonths(p.Settled() - 1) }
	return other.From.MonthStart() <= last(p) && last(other) >= p.From.MonthStart()
}

// A year is what one branch held in the year so far, by the sort of the meeting; a general meeting without its quorum is none.
var years = records.Derive(func(v *records.View) map[value.ID]map[string]int {
	basis := v.Basis()
	all := map[value.ID]map[string]int{}
	for m := range records.All[*ledger.Meeting](v, ledger.Meetings) {
		if !inYear(m, basis) {
			continue
		}
		for _, id := range m.Branches {
			if all[id] == nil {
				all[id] = map[string]int{}
			}
			all[id][m.Sort]++
		}
	}
	return all
}, ledger.Meetings).Dated().Following(func(was map[value.ID]map[string]int, v *records.View, changes []records.Change) (map[value.ID]map[string]int, bool) {
	all := maps.Clone(was)
	for _, c := range changes {
		for i, r := range []ledger.Record{c.Was, c.Now} {
			m, ok := r.(*ledger.Meeting)
			if !ok || !inYear(m, v.Basis()) {
				continue
			}
			for _, id := range m.Branches {
				held := maps.Clone(all[id])
				if held == nil {
					held = map[string]int{}
				}
				less(held, m.Sort, 2*i-1)
				if all[id] = held; len(held) == 0 {
					delete(all, id)
				}
			}
		}
	}
	return all, true
})

// inYear says that a meeting counts for the year of a day.
func inYear(m *ledger.Meeting, b ledger.Basis) bool {
	return m.Day.Year() == b.Today.Year() && m.Day.First() <= b.Today && m.Held(b.Rules)
}

// An Asking is how many meetings of a sort a year asks of a branch.
type Asking struct {
	Word, Sort string
	Of         int
}

// AskedOfAYear are the meetings that the rules ask of a branch in a year; those of a committee only where there should be one
// (domain.md §1.5).
func AskedOfAYear(r *rulebook.Rules) []Asking {
	return []Asking{{"大会", codes.MeetingGeneral, r.MeetingsGeneral}, {"支委会", codes.MeetingCommittee, r.MeetingsCommittee}, {"团课", codes.MeetingLesson, r.MeetingsLesson},
		{"团日", codes.MeetingTheme, r.MeetingsTheme}, {"生活会", codes.MeetingLife, r.MeetingsLife}}
}

// Ratable says that a branch takes part in the ratings of a year: in use, old enough by its end, not for migrants and not for
// one task (domain.md §1.5).
func Ratable(o *ledger.Branch, year int, r *rulebook.Rules) bool {
	return o.Live() && o.Type == codes.BranchCell && o.State != codes.BranchPlanned && unratable(o, year, r) == ""
}

// YearText is what a branch has held this year of what the rules ask of a year: 大会 2/4　支委会 5/12　团课 1/4 …; "" in a
// ledger that has written down no meetings of it. A committee is asked only where there should be one (domain.md §1.5).
func YearText(v *records.View, o *ledger.Branch) string {
	held, r := years.Of(v)[o.ID], v.Basis().Rules
	if held == nil {
		return ""
	}
	var parts []string
	for _, asked := range AskedOfAYear(r) {
		if asked.Sort == codes.MeetingCommittee && Roll(v).Branch[o.ID] < r.CommitteeFrom || asked.Of == 0 {
			continue
		}
		parts = append(parts, asked.Word+" "+strconv.Itoa(held[asked.Sort])+"/"+strconv.Itoa(asked.Of))
	}
	return strings.Join(parts, "　")
}
