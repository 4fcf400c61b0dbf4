package store

import (
	"tuanjian/store/ledger"
)

// ProblemsOf are the open faults of all records that were received from one owner: those that must be mended, and those
// that may be as they are.
func (b *Book) ProblemsOf(owner ledger.ID) (hard, soft []Problem) {
	basis := b.Basis()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, kind := range ledger.OfCommunity {
		bad := b.pendingOf(kind, basis)
		for _, r := range b.shelves[kind.Name()].records {
			id := r.Head().ID
			if r.Head().Owner != owner || !bad[id] {
				continue
			}
			for _, f := range b.faults(kind, r, basis) {
				p := Problem{Kind: kind, ID: id, Name: b.called(r), Fault: f}
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
