package rules

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// A Tab is one state by which a list can be narrowed, with the number of records
// in it.
type Tab struct {
	Key, Title string
	Count      int
	Due        bool // a reminder's own: shown to who was sent there by it
}

// A State is a tab of a kind: see ledger.State.
type State struct {
	Key, Title string
	Keep       func(v *records.View, r ledger.Record, basis ledger.Basis) bool
}

// StatesOf are the tabs of a kind, in the order in which they stand above the list. A record may be in several.
func StatesOf(kind ledger.Kind) []State {
	states := make([]State, 0, len(kind.States()))
	for _, s := range kind.States() {
		out := State{s.Key, s.Title, together[kind][s.Key]}
		if s.In != nil {
			out.Keep = func(_ *records.View, r ledger.Record, basis ledger.Basis) bool { return s.In(r, basis) }
		}
		states = append(states, out)
	}
	return states
}

// together are the states that only all records together tell.
var together = map[ledger.Kind]map[string]func(v *records.View, r ledger.Record, basis ledger.Basis) bool{
	ledger.Members: {
		"over": func(v *records.View, r ledger.Record, _ ledger.Basis) bool { return overAge(v, r.(*ledger.Member)) },
	},
	ledger.Enterprises: {
		"built": func(v *records.View, r ledger.Record, _ ledger.Basis) bool {
			e := r.(*ledger.Enterprise)
			return e.Open() && Built(v, e)
		},
		"due": func(v *records.View, r ledger.Record, _ ledger.Basis) bool {
			e := r.(*ledger.Enterprise)
			return ShouldBuild(v, e) && !Built(v, e)
		},
		UnvisitedTab: func(v *records.View, r ledger.Record, _ ledger.Basis) bool {
			return unvisited(v, r.(*ledger.Enterprise))
		},
	},
	ledger.Branches: {
		"small": func(v *records.View, r ledger.Record, basis ledger.Basis) bool {
			o := r.(*ledger.Branch)
			return o.Small(Roll(v).Branch[o.ID], basis.Rules)
		},
		"term": func(_ *records.View, r ledger.Record, basis ledger.Basis) bool {
			end := TermEnd(r.(*ledger.Branch), basis)
			return end != 0 && end < basis.Today
		},
		"vacant": func(v *records.View, r ledger.Record, _ ledger.Basis) bool { return vacant(v, r.(*ledger.Branch)) },
	},
	ledger.Posts: {
		"now":  func(v *records.View, r ledger.Record, _ ledger.Basis) bool { return Held(v, r.(*ledger.Post)) },
		"past": func(v *records.View, r ledger.Record, _ ledger.Basis) bool { return !Held(v, r.(*ledger.Post)) },
	},
	ledger.Liaisons: {
		"late": func(v *records.View, r ledger.Record, basis ledger.Basis) bool {
			return Contacts(v).Of[r.Head().ID].overdue(basis.Today) > 0
		},
	},
	ledger.Elections: {
		"unreported": func(v *records.View, r ledger.Record, basis ledger.Basis) bool {
			e := r.(*ledger.Election)
			return e.Day != 0 && e.Day.First() <= basis.Today && e.Reported == 0 && !Void(v, e)
		},
		"unconfirmed": func(v *records.View, r ledger.Record, _ ledger.Basis) bool {
			e := r.(*ledger.Election)
			return e.Reported != 0 && e.Confirmed == 0 && !Void(v, e)
		},
	},
	ledger.Candidates: {
		"elected": func(v *records.View, r ledger.Record, _ ledger.Basis) bool {
			return CandidateText(v, r.(*ledger.Candidate)) == "当选"
		},
		"beaten": func(v *records.View, r ledger.Record, _ ledger.Basis) bool {
			return CandidateText(v, r.(*ledger.Candidate)) == "落选"
		},
	},
	ledger.Appointments: {
		"open": func(v *records.View, r ledger.Record, _ ledger.Basis) bool {
			return ClosedBy(v, r.(*ledger.Appointment)) == nil
		},
		"late": func(v *records.View, r ledger.Record, _ ledger.Basis) bool {
			return appointmentLate(v, r.(*ledger.Appointment))
		},
		"closed": func(v *records.View, r ledger.Record, _ ledger.Basis) bool {
			return ClosedBy(v, r.(*ledger.Appointment)) != nil
		},
	},
	ledger.Visits: {
		"late": func(_ *records.View, r ledger.Record, basis ledger.Basis) bool {
			return problemLate(r.(*ledger.Visit), basis)
		},
	},
}

// UnvisitedTab narrows a list of enterprises to those where nobody has been for the rules' months.
const UnvisitedTab = "unvisited"

// PendingTab narrows a list to the records that wait in 待核: those with an open
// fault.
const PendingTab = "pending"

// TabTitle is what a tab is called; the title of all for "" and for one that the kind does not have.
func TabTitle(v *records.View, kind ledger.Kind, key string) string {
	for _, t := range Tabs(v, kind, records.Place{}) {
		if t.Key == key {
			return t.Title
		}
	}
	return wholeTitle
}

const wholeTitle = "全部"

// InTab says which records are in a tab; nil, which is all of them, for no tab and for one that the kind does not have.
func InTab(v *records.View, kind ledger.Kind, key string) func(ledger.Record) bool {
	basis := v.Basis()
	if key == "" {
		return nil
	}
	tally, counted := kindTallies.For(kind).Known(v)
	if !counted {
		for _, t := range StatesOf(kind) {
			if t.Key == key {
				return func(r ledger.Record) bool { return t.Keep(v, r, basis) }
			}
		}
		tally = TallyOf(v, kind)
	}
	bit := tally.Bit(key)
	if bit == 0 {
		return nil
	}
	return func(r ledger.Record) bool { return tally.Bits(r.Head().ID)&bit != 0 }
}

// Under says whether a record belongs to a place: to a community by where it is at home, to any other record by referring
// to it, or by hanging on one that does.
func Under(v *records.View, r ledger.Record, p records.Place) bool {
	switch {
	case p.ID.IsZero():
		return true
	case p.Kind == ledger.Communities.Name() && v.Home(r) == p.ID:
		return true
	}
	kind := ledger.KindFor(r)
	if r.Head().ID == p.ID {
		return kind.Name() == p.Kind
	}
	for at, id := range kind.Refs(r) {
		if id == p.ID {
			return true
		}
		if at == kind.Whole() {
			whole := v.Get(ledger.KindOf(kind.Columns()[at].Choices.Kind), id)
			return whole != nil && Under(v, whole, p)
		}
	}
	return false
}

// overAge says that a member has reached the age and holds no post (domain.md
// §1.1), or is marked so.
func overAge(v *records.View, m *ledger.Member) bool {
	basis := v.Basis()
	if !m.OnRoll() {
		return false
	}
	age, ok := m.Age(basis)
	return ok && age >= basis.Rules.AgeOut && Offices(v).Posts[m.ID] == 0
}

// Built says that an enterprise has a League organisation: a live branch covers it. What the office says without one is a
// fault to mend, and counts nowhere.
func Built(v *records.View, e *ledger.Enterprise) bool { return len(Covers(v).By[e.ID]) > 0 }

// ShouldBuild says that an enterprise must have a branch: open, with at least the
// rules' number of members, by our roll or by its own word (domain.md §8.1).
func ShouldBuild(v *records.View, e *ledger.Enterprise) bool {
	basis := v.Basis()
	said, _ := e.Members.Value()
	return e.Open() && max(Roll(v).Unit[e.ID], said) >= basis.Rules.BranchMin
}

// Tabs counts a kind's states below a place. The first is "", all; the last is
// 待核; before it those of the kind's reminders.
func Tabs(v *records.View, kind ledger.Kind, under records.Place) []Tab {
	basis := v.Basis()
	values := basis.Rules.Values()
	out := []Tab{{Title: wholeTitle}}
	for _, t := range StatesOf(kind) {
		out = append(out, Tab{Key: t.Key, Title: InRules(t.Title, values)})
	}
	for _, r := range Reminders() {
		if r.Kind == kind && r.Holds != nil {
			out = append(out, Tab{Key: r.Key, Title: InRules(r.Title, values), Due: true})
		}
	}
	out = append(out, Tab{Key: PendingTab, Title: "待核"})
	tally := TallyOf(v, kind)
	all := v.Of(kind)
	if under.ID.IsZero() {
		out[0].Count = len(all)
		for i := range out[1:] {
			out[i+1].Count = tally.Count(out[i+1].Key)
		}
		return out
	}
	bits := make([]uint64, len(out))
	for i, t := range out {
		bits[i] = tally.Bit(t.Key)
	}
	for _, r := range all {
		if !Under(v, r, under) {
			continue
		}
		out[0].Count++
		has := tally.Bits(r.Head().ID)
		for i := range out[1:] {
			if has&bits[i+1] != 0 {
				out[i+1].Count++
			}
		}
	}
	return out
}
