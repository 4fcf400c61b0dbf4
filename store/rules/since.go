package rules

import (
	"slices"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Since when an enterprise is in its class follows from the dated facts that the rule asks, and from nothing else: when its
// organisations were founded and dissolved, when its members joined and left the roll, what its visits found and when, since
// when it does business. A journal would tell when somebody wrote it down, which in a street's ledger is when the package came.

// A Span says since when: exactly that day, that day or earlier (the oldest fact that the ledger has), or some time after it (a
// number that was changed without a visit has no day).
type Span struct {
	Day           value.Date // 0 where the ledger cannot know
	Before, After bool
}

// String is the span for people: 2025-03-01, 2025-03-01 以前, 2025-03-01 以后, or 没有日期.
func (s Span) String() string {
	switch {
	case s.Day == 0:
		return "没有日期"
	case s.Before:
		return s.Day.String() + " 以前"
	case s.After:
		return s.Day.String() + " 以后"
	}
	return s.Day.String()
}

// sources are the dated facts of enterprises besides their own.
type sources struct {
	visits   map[value.ID][]*ledger.Visit  // that found numbers, in the order of their days
	members  map[value.ID][]*ledger.Member // by enterprise
	branches map[value.ID][]*ledger.Branch // that cover it or did
}

var allSources = records.Derive(func(v *records.View) sources {
	s := sources{map[value.ID][]*ledger.Visit{}, map[value.ID][]*ledger.Member{}, map[value.ID][]*ledger.Branch{}}
	for w := range records.All[*ledger.Visit](v, ledger.Visits) {
		_, young := w.Under35.Value()
		_, members := w.Members.Value()
		if w.Day != 0 && w.Day.First() <= v.Basis().Today && (young || members) {
			s.visits[w.Enterprise] = append(s.visits[w.Enterprise], w)
		}
	}
	for _, all := range s.visits {
		slices.SortStableFunc(all, func(x, y *ledger.Visit) int { return int(x.Day.First()) - int(y.Day.First()) })
	}
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		s.members[m.Unit] = append(s.members[m.Unit], m)
	}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		for _, id := range o.Enterprises {
			s.branches[id] = append(s.branches[id], o)
		}
	}
	return s
}, ledger.Visits, ledger.Members, ledger.Branches).Dated()

// ClassSince is since when an enterprise is in the class that follows by the rules; nothing of one that does no business.
func ClassSince(v *records.View, e *ledger.Enterprise) Span {
	now, _ := ClassOf(v, e)
	if now == "" {
		return Span{}
	}
	s, days := allSources.Of(v), []value.Date{}
	note := func(d value.Date) {
		if d != 0 && d.First() <= v.Basis().Today {
			days = append(days, d.First())
		}
	}
	note(e.BusinessFrom)
	for _, p := range e.BusinessPast {
		note(p.From)
	}
	for _, o := range s.branches[e.ID] {
		note(o.Founded)
		if !o.Live() {
			note(o.StateFrom)
		}
	}
	for _, m := range s.members[e.ID] {
		note(m.Joined)
		note(m.StateFrom)
		for _, p := range m.StatePast {
			note(p.From)
		}
	}
	for _, w := range s.visits[e.ID] {
		note(w.Day)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	span := Span{}
	for i, d := range slices.Backward(days) {
		if classOn(v, s, e, d) != now {
			if i == len(days)-1 {
				return Span{Day: d, After: true}
			}
			return span
		}
		span = Span{Day: d}
	}
	if len(days) > 0 && classOn(v, s, e, days[0].AddDays(-1)) == now {
		span.Before = true
	}
	return span
}

// classOn is the class on a day as far as dated facts tell: what no visit found by then counts as the oldest that one found, or
// as it is written.
func classOn(v *records.View, s sources, e *ledger.Enterprise, day value.Date) string {
	r := v.Basis().Rules
	business := e.Business
	if e.BusinessFrom.First() > day {
		business = codes.BusinessOpen // before the first state that is written
		for _, p := range e.BusinessPast {
			if p.From.First() <= day {
				business = p.State
			}
		}
	}
	if business != "" && business != codes.BusinessOpen {
		return ""
	}
	for _, o := range s.branches[e.ID] {
		gone := !o.Live() && o.StateFrom.First() <= day
		if o.State != codes.BranchPlanned && o.Founded.First() <= day && !gone {
			return codes.ClassA
		}
	}
	members := 0
	for _, m := range s.members[e.ID] {
		if m.OnRollOn(day) {
			members++
		}
	}
	said, young := e.Members, e.Under35
	all := s.visits[e.ID]
	for i, w := range all {
		if w.Day.First() > day && i > 0 {
			break
		}
		if _, known := w.Members.Value(); known {
			said = w.Members
		}
		if _, known := w.Under35.Value(); known {
			young = w.Under35
		}
	}
	n, _ := said.Value()
	y, _ := young.Value()
	if max(members, n) >= r.BranchMin || y >= r.ClassYouth {
		return codes.ClassB
	}
	return codes.ClassC
}
