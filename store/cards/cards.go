// Package cards is what stands on the paper of one record, filled in from the ledger or empty to be filled in by hand: a
// member's card, an enterprise's survey, ballots, the minutes of a meeting, a survey's forms. It takes Views and lays them out
// by package paper; it knows no Book, no role and no file, and what the ledger does not know stays as room to write.
package cards

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Desk is what all papers of one output share.
type Desk struct {
	View    *records.View
	Ledger  string // its name: who hands in what belongs to no organisation, and the foot of each page
	Today   string // as it stands above a table
	Printed string
	Veil    ledger.Veil
	Empty   bool // to be filled in by hand: of no record, or with nothing but its head
	Rows    int  // empty rows below those with names; 0 is as many as the paper has of its own
	Copies  int  // of ballots and survey forms; 0 is as many as the record says
	Branch  value.ID
	Which   string // of the survey forms that the program brings, for an empty one
}

// A Card is the paper of one record of a kind.
type Card struct {
	Kind    ledger.Kind
	Keys    []string                 // columns of the kind that stand on it
	Others  map[ledger.Kind][]string // and of other kinds
	Counted string                   // what a number that a person types means, such as 份数; "" where none does
	lay     func(d *Desk, r ledger.Record) Paper
}

// A Paper is one record laid out, and the same as rows of a workbook.
type Paper struct {
	Doc   *paper.Document
	Heads []string
	Rows  [][]string
}

// The words for what a person types a number for.
const (
	Copies = "份数"
	Blanks = "空白行"
)

// Lay lays the paper of a record out; of none where the Desk is Empty.
func (c Card) Lay(d *Desk, r ledger.Record) Paper {
	if r == nil {
		r = c.Kind.New()
	}
	return c.lay(d, r)
}

// Veil is the veil of an output of such papers; whole is for who may see everything and said why.
func (c Card) Veil(whole bool) ledger.Veil {
	veil := find.VeilOver(c.Kind, c.Keys, whole)
	for kind, keys := range c.Others {
		veil = max(veil, find.VeilOver(kind, keys, whole))
	}
	return veil
}

// text is a column of a record as it stands on paper.
func (d *Desk) text(kind ledger.Kind, r ledger.Record, key string) string {
	if r == nil {
		return ""
	}
	text := find.CellText(d.View, kind, r, key, d.Veil)
	if text == "" {
		text = ledger.Taken(r, key)
	}
	if i := kind.At(key); i >= 0 {
		switch kind.Columns()[i].Shape {
		case ledger.Day8, ledger.Month6:
			text = strings.ReplaceAll(text, "-", ".")
		}
	}
	return text
}

// words are masked as words of any kind are.
func (d *Desk) words(text string) string {
	return d.Veil.Mask(ledger.Column{Shape: ledger.Lines}, text)
}

// name is what a record is called, "" where it is not there.
func (d *Desk) name(kind ledger.Kind, id value.ID) string { return d.words(d.View.Name(kind, id)) }

// dotted is a day as it stands on paper.
func dotted(day value.Date) string { return day.Dotted() }

// grid is a form under way: rows of labels with their cells.
type grid struct {
	d    *Desk
	kind ledger.Kind
	r    ledger.Record
	form paper.Form
	out  Paper
}

// newGrid begins a form of six columns, three pairs of a label and its cell.
func newGrid(d *Desk, kind ledger.Kind, r ledger.Record, title, unit string) *grid {
	if unit = d.words(unit); unit == "" {
		unit = d.Ledger
	}
	g := &grid{d: d, kind: kind, r: r, form: paper.Form{Title: title, Left: "填报单位（盖章）：" + unit, Right: "填表日期：" + d.Today, Ledger: d.Ledger, Printed: d.Printed, Grid: []int{3, 4, 3, 4, 3, 4}}}
	if d.Empty {
		g.form.Right = "填表日期：　　　年　　月　　日"
	}
	return g
}

// A pair is a label and what stands beside it over so many columns.
type pair struct {
	label string
	cell  paper.Field
}

// say is a pair of words that are there already.
func say(label, text string, span int) pair {
	return pair{label, paper.Field{Text: text, Span: span}}
}

// room is a pair to be written in by hand.
func room(label string, span, lines int) pair {
	return pair{label, paper.Field{Span: span, Lines: lines}}
}

// tell is a column of the record; in an empty form a choice stands with its boxes.
func (g *grid) tell(label, key string, span int) pair {
	if g.d.Empty {
		return say(label, boxes(g.kind, key), span)
	}
	return say(label, g.d.text(g.kind, g.r, key), span)
}

// long is a column of the record with room of so many lines at least.
func (g *grid) long(label, key string, span, lines int, fill bool) pair {
	p := g.tell(label, key, span)
	p.cell.Lines, p.cell.Fill = lines, fill
	return p
}

// mostBoxes is how many choices an empty form shows with boxes to tick.
const mostBoxes = 6

// boxes are the choices of a column with a box each, "" where it has none or too many.
func boxes(kind ledger.Kind, key string) string {
	i := kind.At(key)
	if i < 0 || kind.Columns()[i].Shape != ledger.Choice {
		return ""
	}
	items := kind.Columns()[i].Choices.Offered()
	if len(items) > mostBoxes {
		return ""
	}
	var all []string
	for _, item := range items {
		all = append(all, "□"+item.Label)
	}
	return strings.Join(all, " ")
}

// row appends pairs as one row, and to the workbook.
func (g *grid) row(pairs ...pair) {
	var row []paper.Field
	for _, p := range pairs {
		row = append(row, paper.Field{Text: p.label, Label: true}, p.cell)
		g.note(p.label, p.cell.Text)
	}
	g.form.Rows = append(g.form.Rows, row)
}

// note puts a label and its text into the workbook alone.
func (g *grid) note(label, text string) {
	if len(g.out.Rows) == 0 {
		g.out.Rows = [][]string{nil}
	}
	if g.d.Empty {
		text = ""
	}
	g.out.Heads, g.out.Rows[0] = append(g.out.Heads, label), append(g.out.Rows[0], text)
}

// heading is a row that stands over those that follow.
func (g *grid) heading(text string) {
	g.form.Rows = append(g.form.Rows, []paper.Field{{Text: text, Label: true, Span: len(g.form.Grid)}})
}

// done lays the form out.
func (g *grid) done(sign ...string) Paper {
	g.form.Sign = sign
	g.out.Doc = g.form.Lay()
	return g.out
}

// signed is a list of people or units with room to sign, upright, its rows high enough for a pen. Where a number of empty rows
// was asked for there are so many; else more of them below names, and least without any.
func (d *Desk) signed(title, unit, note string, columns []paper.Column, rows [][]string, least, more int, sign []string) Paper {
	blank := d.Rows
	switch {
	case blank == 0 && len(rows) == 0:
		blank = least
	case blank == 0:
		blank = more
	}
	left := "单位（盖章）：" + d.words(unit)
	if unit == "" {
		left = "单位（盖章）：" + d.Ledger
	}
	empty := make([]string, len(columns))
	row := func(i int) []string {
		if i < len(rows) {
			return rows[i]
		}
		empty[0] = strconv.Itoa(i + 1)
		return empty
	}
	s := paper.Sheet{Title: title, Note: note, Left: left, Columns: columns, Len: len(rows) + blank, Row: row, Sign: sign, Ledger: d.Ledger, Printed: d.Printed, Portrait: true, High: signHigh}
	out := Paper{Doc: s.Lay(), Rows: rows}
	for _, c := range columns {
		out.Heads = append(out.Heads, c.Head)
	}
	return out
}

// signHigh is the height of a row that somebody signs in.
const signHigh = 9.5 * paper.MM

// branchesOf is an organisation as a list of one; of none where it is new.
func branchesOf(o *ledger.Branch) []value.ID {
	if o.ID.IsZero() {
		return nil
	}
	return []value.ID{o.ID}
}

// names are those of records, in their order; what is gone has none.
func (d *Desk) names(kind ledger.Kind, ids []value.ID) (all []string) {
	for _, id := range ids {
		if name := d.name(kind, id); name != "" {
			all = append(all, name)
		}
	}
	return all
}

// branch is an organisation by its ID, nil where it is not there.
func (d *Desk) branch(id value.ID) *ledger.Branch {
	o, _ := d.View.Get(ledger.Branches, id).(*ledger.Branch)
	return o
}

// roll are the members of some organisations who are on the roll, organisation by organisation, by name.
func (d *Desk) roll(branches []value.ID) (all []*ledger.Member) {
	for _, id := range branches {
		var own []*ledger.Member
		for m := range records.All[*ledger.Member](d.View, ledger.Members) {
			if m.Branch == id && m.OnRoll() {
				own = append(own, m)
			}
		}
		slices.SortStableFunc(own, func(x, y *ledger.Member) int {
			return strings.Compare(find.SortKey(x.Title, true), find.SortKey(y.Title, true))
		})
		all = append(all, own...)
	}
	return all
}
