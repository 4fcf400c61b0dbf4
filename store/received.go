package store

import (
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
)

// ProblemsOf are the open faults of all records that were received from one owner: those that must be mended, and those
// that may be as they are.
func (b *Book) ProblemsOf(owner ledger.ID) (hard, soft []Problem) {
	v := b.Today()
	for _, kind := range ledger.OfCommunity {
		bad := rules.Pending(v, kind)
		for _, r := range v.Of(kind) {
			id := r.Head().ID
			if r.Head().Owner != owner || !bad[id] {
				continue
			}
			for _, f := range rules.Faults(v, kind, r) {
				p := Problem{Kind: kind, ID: id, Name: b.now().Called(r), Fault: f}
				if f.Soft {
					soft = append(soft, p)
				} else {
					hard = append(hard, p)
				}
			}
		}
	}
	return hard, soft
}

// Warnings are the open faults of what this ledger keeps itself, in the order of its lists; of what it received its owner
// is told.
func (b *Book) Warnings() []Problem {
	v := b.Today()
	var out []Problem
	for _, kind := range rules.KindsOf(v) {
		tally := rules.TallyOf(v, kind)
		for _, r := range v.Of(kind) {
			if r.Head().Received() || !tally.Has(r.Head().ID, rules.PendingTab) {
				continue
			}
			for _, f := range rules.Faults(v, kind, r) {
				out = append(out, Problem{Kind: kind, ID: r.Head().ID, Name: b.now().Called(r), Fault: f})
			}
		}
	}
	return out
}
