package store

import (
	"slices"

	"tuanjian/store/ledger"
)

// What goes in although it could mean something else: the row is taken, and the cell is
// named for a person to look at.

// A guess is a value that was understood from words which say it less plainly: 约80人.
type guess struct {
	written, value string
	doubt          string // for people
}

// doubt names a cell that a person should look at. The row goes in all the same.
func (r *reader) doubt(out *IntakeRow, key, text string) {
	if slices.ContainsFunc(out.Doubts, func(f RowFault) bool { return f.Key == key && f.Text == text }) {
		return
	}
	out.Doubts = append(out.Doubts, r.placed(out, key, text))
}

// guess notes that the value of a field is only likely. It counts when the field is set to
// that very value: then what was written stays beside it and waits in 待核.
func (out *IntakeRow) guess(key string, g guess) {
	if out.guessed == nil {
		out.guessed = map[string]guess{}
	}
	out.guessed[key] = g
}

// kept puts what was written beside the value that was understood from it.
func (r *reader) kept(out *IntakeRow, c *ledger.Column, text string) {
	if g, ok := out.guessed[c.Key]; ok && g.value == text {
		out.Now.Head().SetLoose(c.Key, g.written)
		r.doubt(out, c.Key, g.doubt)
	}
}

// Doubtful are the rows that would go in with something a person should look at.
func (p *Plan) Doubtful() (rows []*IntakeRow) {
	for _, row := range slices.Concat(p.Added, p.Changed) {
		if len(row.Doubts) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}
