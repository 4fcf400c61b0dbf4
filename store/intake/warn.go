package intake

import (
	"cmp"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/rules"
)

// unfilled are the codes of what every organisation lacks before its members and officers have come, in this file or the next.
var unfilled = []string{"branch.small", "secretary.none", "committee.small"}

// Warnings are the open faults of the rows that go in, with all else that goes in: they may be as they are, and wait in 待核. What
// an organisation new in this file lacks as yet is not said.
func (p *Plan) Warnings() []rules.Problem {
	var out []rules.Problem
	for _, rows := range [][]*Row{p.Added, p.Changed} {
		for _, row := range rows {
			kind := p.tables[row].Kind
			for _, f := range rules.Faults(p.then, kind, row.Now) {
				if row.Was == nil && kind == ledger.Branches && slices.Contains(unfilled, f.Code) {
					continue
				}
				out = append(out, rules.Problem{Kind: kind, ID: row.Now.Head().ID, Name: cmp.Or(row.Name, p.then.Called(row.Now)), Fault: f})
			}
		}
	}
	return out
}
