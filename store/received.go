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

// Warnings are the open faults of what this ledger keeps itself, in the order of its lists; of what it received its owner
// is told.
func (b *Book) Warnings() []Problem {
	basis := b.Basis()
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []Problem
	for _, kind := range b.kinds() {
		tally := b.tallyOf(kind, basis)
		for _, r := range b.shelves[kind.Name()].records {
			if r.Head().Received() || !tally.has(r.Head().ID, pendingTab) {
				continue
			}
			for _, f := range b.faults(kind, r, basis) {
				out = append(out, Problem{Kind: kind, ID: r.Head().ID, Name: b.called(r), Fault: f})
			}
		}
	}
	return out
}

// Warnings are the open faults of the rows that go in: they may be as they are, and wait in 待核.
func (p *Plan) Warnings() []Problem {
	b := p.intake.book
	basis := b.Basis()
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []Problem
	for _, rows := range [][]*IntakeRow{p.Added, p.Changed} {
		for _, row := range rows {
			kind := p.tables[row].Kind
			for _, f := range b.faults(kind, row.Now, basis) {
				out = append(out, Problem{Kind: kind, ID: row.Now.Head().ID, Name: row.Name, Fault: f})
			}
		}
	}
	return out
}
