package rules

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Problem is one open fault of one record.
type Problem struct {
	Kind  ledger.Kind
	ID    value.ID
	Name  string
	Fault value.Fault
}

// Key names a problem, so that its explanation is found again.
func (p Problem) Key() string {
	return p.Kind.Name() + "/" + p.ID.String() + "/" + p.Fault.Key + "/" + p.Fault.Code
}

// ProblemsOf are the open faults of all records that were received from one owner: those that must be mended, and those
// that may be as they are.
func ProblemsOf(v *records.View, owner value.ID) (hard, soft []Problem) {
	for _, kind := range ledger.OfCommunity {
		for _, p := range Problems(v, kind, v.Of(kind), func(r ledger.Record) bool { return r.Head().Owner == owner }) {
			if p.Fault.Soft {
				soft = append(soft, p)
			} else {
				hard = append(hard, p)
			}
		}
	}
	return hard, soft
}

// Problems are the open faults of some records of a kind, in their order; of those that asked says.
func Problems(v *records.View, kind ledger.Kind, of []ledger.Record, asked func(ledger.Record) bool) (all []Problem) {
	bad := Pending(v, kind)
	for _, r := range of {
		if !bad[r.Head().ID] || !asked(r) {
			continue
		}
		for _, f := range Faults(v, kind, r) {
			all = append(all, Problem{kind, r.Head().ID, v.Called(r), f})
		}
	}
	return all
}

// Warnings are the open faults of what this ledger keeps itself, in the order of its lists; of what it received its owner
// is told.
func Warnings(v *records.View) (all []Problem) {
	for _, kind := range KindsOf(v) {
		all = append(all, Problems(v, kind, v.Of(kind), func(r ledger.Record) bool { return !r.Head().Received() })...)
	}
	return all
}
