package intake

import (
	"slices"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// What goes in although it could mean something else: the row is taken, and the cell is
// named for a person to look at.

// A guess is a value that was understood from words which say it less plainly: 约80人.
type guess struct {
	written, value string
	doubt          string // for people
}

// doubt names a cell that a person should look at. The row goes in all the same.
func (r *reader) doubt(out *Row, key, text string) {
	r.table.doubt(out, key, text)
}

func (t *Table) doubt(out *Row, key, text string) {
	if slices.ContainsFunc(out.Doubts, func(f Fault) bool { return f.Key == key && f.Text == text }) {
		return
	}
	out.Doubts = append(out.Doubts, t.placed(out, key, text))
}

// guess notes that the value of a field is only likely. It counts when the field is set to
// that very value: then what was written stays beside it and waits in 待核.
func (out *Row) guess(key string, g guess) {
	if out.guessed == nil {
		out.guessed = map[string]guess{}
	}
	out.guessed[key] = g
}

// kept puts what was written beside the value that was understood from it.
func (r *reader) kept(out *Row, c *ledger.Column, text string) {
	if g, ok := out.guessed[c.Key]; ok && g.value == text {
		out.Now.Head().SetLoose(c.Key, g.written)
		r.doubt(out, c.Key, g.doubt)
	}
}

// waiting names the cells of a row that goes in for which it waits in 待核: a value that is not as it should be, a year for
// a month. What the office left empty has no cell, and a name that is not registered is asked for elsewhere.
func (r *reader) waiting(out *Row, faults []value.Fault) {
	out.Waits = nil
	if len(out.Faults) > 0 {
		return
	}
	var before []value.Fault
	if out.Was != nil {
		before = r.kind.Faults(out.Was, r.basis)
	}
	for _, f := range faults {
		at, col := r.kind.At(f.Key), r.table.found.Column(f.Key)
		switch {
		case !f.Soft, f.Code == value.Missing, at < 0, r.cell(out.at, col) == "":
		case r.kind.Columns()[at].Shape == ledger.Ref:
		case slices.ContainsFunc(out.Doubts, func(d Fault) bool { return d.Key == f.Key }):
		case slices.Contains(before, f) && r.kind.Text(out.Was, at, r.basis) == r.kind.Text(out.Now, at, r.basis):
		case out.Now.Head().Excused(f, rules.FaultText(r.kind, out.Now, f, r.basis)) != "":
		default:
			out.Waits = append(out.Waits, r.table.placed(out, f.Key, plainAdvice(f.Text)+"不改也能导入，导入后在待核里。"))
		}
	}
}

// plainAdvice is what a fault says without the keys of the form, which mean something else where a file is looked through.
func plainAdvice(text string) string {
	var kept []string
	for _, sentence := range strings.SplitAfter(text, "。") {
		if !strings.Contains(sentence, " F2 ") && !strings.Contains(sentence, " F4 ") {
			kept = append(kept, sentence)
		}
	}
	return strings.Join(kept, "")
}

// ToLookAt is all that a person should look at in a row that goes in, cell by cell.
func (out *Row) ToLookAt() []Fault { return slices.Concat(out.Doubts, out.Waits) }

// Doubtful are the rows that would go in with something a person should look at.
func (p *Plan) Doubtful() (rows []*Row) {
	for _, row := range slices.Concat(p.Added, p.Changed) {
		if len(row.ToLookAt()) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}
