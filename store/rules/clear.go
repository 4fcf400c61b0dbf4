package rules

import (
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// toClear says that a member's private fields have been kept for as long as the rules allow.
func ToClear(v *records.View, m *ledger.Member) bool {
	basis := v.Basis()
	return m.LeftBy(ClearBefore(basis)) && !inOffice(v, m) && KeepsPrivate(m)
}

// inOffice says that a post of his is open as it is written: also one who should have left it, which is to be settled first.
func inOffice(v *records.View, m *ledger.Member) bool {
	basis := v.Basis()
	return slices.ContainsFunc(Offices(v).had[m.ID], func(p *ledger.Post) bool { return p.Current(basis.Today) })
}

// clearBefore is the day: who left on it or before is due.
func ClearBefore(basis ledger.Basis) ledger.Date {
	return basis.Today.AddYears(-basis.Rules.RetentionYears)
}

// keepsPrivate says that the record, or a version of it before, can hold something
// private.
func KeepsPrivate(m *ledger.Member) bool {
	return len(m.PrivateLabels()) > 0 || m.Shredded == 0 && m.Rev > 1
}
