package fill

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/blank"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// A writer makes the cells of one table.
type writer struct {
	p       *Plan
	t       *Table
	list    *find.List
	sheet   *blank.Sheet
	covered map[blankSpot]bool
	veil    ledger.Veil
	columns []ledger.Column // by the place of the table's column
	seconds []ledger.Column
	puts    []blank.Put
	shift   int // of the block at hand
	year    int // of which the table asks
	options map[blankSpot][]string
	listed  map[blankSpot]bool
}

func (p *Plan) writer(part Part, veil ledger.Veil) *writer {
	t := part.Table
	w := &writer{p: p, t: t, list: part.List, year: yearOf(t.Title+" "+t.Sheet, part.List.View().Basis().Today), sheet: p.form.blank.Sheets[t.nth], covered: p.form.covered(t.nth), veil: veil, options: map[blankSpot][]string{}, listed: map[blankSpot]bool{}}
	for _, c := range t.Columns {
		w.columns, w.seconds = append(w.columns, columnOf(t.Kind, c.Key)), append(w.seconds, columnOf(t.Kind, c.Second))
	}
	return w
}

// column puts what a record says to one column into its row; was is the row of the blank form that it is like.
func (w *writer) column(i, row, was, j int) {
	c := &w.t.Columns[j]
	col := c.col + w.shift
	if c.shut || w.covered[blankSpot{was, col}] {
		return
	}
	if c.Key == "" {
		if row != was && !w.t.Card && was >= 0 && w.p.form.gapsAt(place{w.t.nth, was, col}).alone != nil {
			w.puts = append(w.puts, blank.Put{Row: row, Col: col, Own: []blank.Edit{}}) // a new row has its boxes too
		}
		return
	}
	if cell := w.sheet.Cell(was, col); cell.Formula {
		return
	}
	gap := c.gap
	if !w.t.Card && was >= 0 {
		gap = w.p.form.gapsAt(place{w.t.nth, was, col}).alone
	}
	v, r := w.list.View(), w.list.Row(i)
	a := answerOf(v, w.t.Kind, r, c.Key, w.columns[j], w.veil, w.year).asIn(c.Head)
	w.p.Stars = w.p.Stars || w.veil != ledger.Bare && strings.Contains(a.text, "****")
	put := blank.Put{Row: row, Col: col}
	if gap != nil {
		if !w.within(&put, gap, a, c) {
			w.unfit(row, col, c, a, gap.Words())
		}
		w.puts = append(w.puts, put)
		return
	}
	if !w.sheet.Takes(was, col) {
		return
	}
	if c.Second != "" {
		b := answerOf(v, w.t.Kind, r, c.Second, w.seconds[j], w.veil, w.year)
		put.Text = w.plain(a, c)
		if other := w.plain(b, c); other != "" {
			put.Text = strings.TrimPrefix(put.Text+"/"+other, "/")
		}
	} else if words, list := w.optionsAt(was, col); list && words != nil && a.text != "" {
		word, ok := a.option(words)
		if !ok {
			w.unfit(row, col, c, a, words)
			w.clear(row, was, col)
			return
		}
		put.Text = word
		_, err := strconv.ParseFloat(word, 64)
		put.Number = err == nil && len(word) < 10 && !w.sheet.HoldsText(was, col)
	} else {
		w.dress(&put, a, c, was)
	}

	if put.Text == "" {
		w.clear(row, was, col)
		return
	}
	w.puts = append(w.puts, put)
}

// clear takes out what a cell was set to beforehand: it would be said of somebody of whom it is not so.
func (w *writer) clear(row, was, col int) {
	if was >= 0 {
		if text := w.p.form.blank.Text.Sheets[w.t.nth].Cell(was, col); strings.TrimSpace(text) != "" && w.sheet.Takes(was, col) && w.p.form.blank.Text.Kind != "docx" {
			w.puts = append(w.puts, blank.Put{Row: row, Col: col})
		}
	}
}

// optionsAt are the words of a drop-down, asked for once in each column.
func (w *writer) optionsAt(row, col int) ([]string, bool) {
	at := blankSpot{row, col}
	if !w.t.Card {
		at.row = 0
	}
	if list, known := w.listed[at]; known {
		return w.options[at], list
	}
	words, list := w.sheet.Options(row, col)
	w.options[at], w.listed[at] = words, list
	return words, list
}

func (w *writer) unfit(row, col int, c *Column, a answer, words []string) {
	if len(w.p.Unfit) >= mostUnfit {
		w.p.More++
		return
	}
	w.p.Unfit = append(w.p.Unfit, Unfit{Head: c.Head, Text: a.text, Options: words[:min(len(words), 8)], table: w.t, nth: cmp.Or(c.nth, w.t.nth), row: row, col: col})
}

// plain is an answer in words.
func (w *writer) plain(a answer, c *Column) string {
	if isDate(a.column) {
		if d, err := value.ParseDate(a.text); err == nil && d != 0 {
			return c.layout.write(d)
		}
	}
	return a.text
}

// dress makes a cell hold an answer as its format wants it.
func (w *writer) dress(put *blank.Put, a answer, c *Column, was int) {
	put.Text = a.text
	switch shape := a.column.Shape; {
	case isDate(a.column) || a.column.Key == "duty_from":
		d, err := value.ParseDate(a.text)
		if err != nil || d == 0 {
			return
		}
		shows := w.sheet.Day(was, put.Col)
		exact := blank.ToDay
		if d.DayOfMonth() == 0 {
			exact = blank.ToMonth
		}
		if d.Month() == 0 {
			exact = blank.ToYear
		}
		if shows != blank.NoDay && shows <= exact { // it shows no more than is known
			if n := w.p.form.blank.Serial(d.Year(), max(d.Month(), 1), max(d.DayOfMonth(), 1)); n != "" {
				put.Text, put.Number = n, true
				return
			}
		}
		put.Text = c.layout.write(d)
		put.Whole = strings.Trim(put.Text, "0123456789.") == ""
	case shape == ledger.Number || shape == ledger.Amount:
		_, err := strconv.ParseFloat(a.text, 64)
		put.Number = err == nil && !w.sheet.HoldsText(was, put.Col)
	default:
		put.Whole = len(a.text) > 4 && strings.Trim(a.text, "0123456789Xx.-+") == ""
	}
}

// within puts an answer into a blank. false says that none of its boxes is for it.
func (w *writer) within(put *blank.Put, g *blank.Gap, a answer, c *Column) bool {
	put.Own = []blank.Edit{}
	switch {
	case a.text == "":
	case len(g.Days) > 0:
		if d, err := value.ParseDate(a.text); err == nil && d != 0 {
			put.Own, put.Text = g.Day(d.Year(), d.Month(), d.DayOfMonth()), a.text
		}
	case len(g.Boxes) > 0:
		word, ok := a.option(g.Words())
		if !ok {
			return false
		}
		put.Own, put.Text = g.Tick(slices.Index(g.Words(), word)), "√"+word
	default:
		put.Text = strings.TrimSuffix(w.plain(a, c), g.Unit)
		put.Own = g.Say(put.Text)
	}
	return true
}
