package face

import (
	"slices"
	"tuanjian/store/ledger"
)

// A Transition is something that happens to a record and is written down as a dated
// state with its reason and document: the form is filled in as far as it is known,
// and the keyboard stands on what must be said. Saving it is one entry of the journal
// and can be undone as such.
type Transition struct {
	Label string
	Group string      // the menu within the menu that it stands in, "" for none
	Words [][2]string // field and text; "today" stands for the date
	Note  string      // a line for the remarks, for what has no field; ※ stands for the date, ※6 for that in six months
	Show  string      // the field to begin with
	Tell  string      // what follows from it and is not in the form
	Fits  func(c Circumstance) bool
}

// A Circumstance is what decides whether a transition fits a record now.
type Circumstance struct {
	Record ledger.Record
	Basis  ledger.Basis
	Posts  bool // the person holds a League post today
}

// ifMember says whether the record is a member of whom the test is true.
func ifMember(is func(c Circumstance, m *ledger.Member) bool) func(Circumstance) bool {
	return func(c Circumstance) bool {
		m, ok := c.Record.(*ledger.Member)
		return ok && is(c, m)
	}
}

func ifEnterprise(is func(*ledger.Enterprise) bool) func(Circumstance) bool {
	return func(c Circumstance) bool { e, ok := c.Record.(*ledger.Enterprise); return ok && is(e) }
}

func ifBranch(is func(*ledger.Branch) bool) func(Circumstance) bool {
	return func(c Circumstance) bool { o, ok := c.Record.(*ledger.Branch); return ok && is(o) }
}

var onRoll = ifMember(func(_ Circumstance, m *ledger.Member) bool { return m.OnRoll() })

// mayJoinParty says that he is old enough and no Party member yet (domain.md §1.5, 推优入党).
var mayJoinParty = ifMember(func(c Circumstance, m *ledger.Member) bool {
	age, known := m.Age(c.Basis)
	return m.OnRoll() && !m.InParty() && (!known || age >= c.Basis.Rules.AgeParty)
})

func stateIs(states ...string) func(Circumstance) bool {
	return ifMember(func(_ Circumstance, m *ledger.Member) bool { return slices.Contains(states, m.State) })
}
