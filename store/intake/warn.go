package intake

import (
	"tuanjian/store/rules"
)

// Warnings are the open faults of the rows that go in: they may be as they are, and wait in 待核.
func (p *Plan) Warnings() []rules.Problem {
	var out []rules.Problem
	for _, rows := range [][]*Row{p.Added, p.Changed} {
		for _, row := range rows {
			kind := p.tables[row].Kind
			for _, f := range rules.Faults(p.seenAt, kind, row.Now) {
				out = append(out, rules.Problem{Kind: kind, ID: row.Now.Head().ID, Name: row.Name, Fault: f})
			}
		}
	}
	return out
}
