package rules

import (
	"cmp"
	"slices"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// ToClear says that a member's private fields have been kept for as long as the rules allow.
func ToClear(v *records.View, m *ledger.Member) bool {
	basis := v.Basis()
	return m.LeftBy(ClearBefore(basis)) && !inOffice(v, m) && KeepsPrivate(m)
}

// inOffice says that a post of his is open as it is written: also one who should have left it, which is to be settled first.
func inOffice(v *records.View, m *ledger.Member) bool {
	basis := v.Basis()
	return slices.ContainsFunc(Offices(v).had[m.ID], func(p *ledger.Post) bool { return p.Current(basis.Today) })
}

// ClearBefore is the day: who left on it or before is due.
func ClearBefore(basis ledger.Basis) value.Date {
	return basis.Today.AddYears(-basis.Rules.RetentionYears)
}

// KeepsPrivate says that the record, or a version of it before, can hold something
// private.
func KeepsPrivate(m *ledger.Member) bool {
	return len(m.PrivateLabels()) > 0 || m.Shredded == 0 && m.Rev > 1
}

// A Due is a person whose private fields have been kept for as long as the rules
// allow (rulebook.Rules.RetentionYears after leaving, or after removal to the recycle
// bin).
type Due struct {
	ID     value.ID
	Name   string
	State  string     // how the person left, in words
	Left   value.Date // when; when it was removed, for one in the recycle bin
	Binned bool       // lies in the recycle bin
	Fields []string   // labels of what would be cleared; none when only earlier versions hold something
}

// A Removed is a member in the recycle bin.
type Removed struct {
	Member *ledger.Member
	Name   string     // what he was called when he was removed
	On     value.Date // when that was
}

// AllDue are those who are due, whoever left first coming first. Who holds a post is not due, however long ago he left; who
// left without a date cannot be (see LeftUndated).
func AllDue(v *records.View, bin []Removed) []Due {
	var out []Due
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		if ToClear(v, m) {
			out = append(out, Due{ID: m.ID, Name: m.Title, State: codes.MemberStates.Label(m.State), Left: m.StateFrom, Fields: m.PrivateLabels()})
		}
	}
	out = append(out, DueOfBin(bin, v.Basis())...)
	slices.SortStableFunc(out, func(a, b Due) int { return cmp.Compare(a.Left.Last(), b.Left.Last()) })
	return out
}

// DueOfBin are those in the recycle bin who are due.
func DueOfBin(bin []Removed, basis ledger.Basis) []Due {
	var out []Due
	for _, x := range bin {
		if x.On <= ClearBefore(basis) && KeepsPrivate(x.Member) {
			out = append(out, Due{ID: x.Member.ID, Name: x.Name, State: "在回收站", Left: x.On, Binned: true, Fields: x.Member.PrivateLabels()})
		}
	}
	return out
}

// LeftUndated is how many left without a date, for whom no rule can tell the day.
func LeftUndated(v *records.View) (n int) {
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		if m.Gone() && m.StateFrom == 0 {
			n++
		}
	}
	return n
}
