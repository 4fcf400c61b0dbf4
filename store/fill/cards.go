package fill

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tuanjian/store/blank"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// A cardCell is a label with an empty cell beside it.
type cardCell struct {
	label       string
	key, second string
	row, col    int // of the empty cell
}

// A cardFound is a card as one kind understands it.
type cardFound struct {
	kind  ledger.Kind
	cells []cardCell
	keys  map[string]bool
	title string
}

// mostCardRows is how long a card is at most.
const mostCardRows = 300

// mostLabels is how many labels of a sheet are looked at.
const mostLabels = 2000

// cards are what the kinds make of the labels of a sheet, the best first.
func (f *Form) cards(nth int, kinds []ledger.Kind) (all []cardFound) {
	text := &f.blank.Text.Sheets[nth]
	labels := f.labels(nth)
	for _, kind := range kinds {
		w := f.wordsOf(kind)
		v := w.vocabulary
		found := cardFound{kind: kind, keys: map[string]bool{}}
		lines, before := map[int]bool{}, cardCell{row: -1}
		for _, c := range labels {
			c.key, c.second = w.key(c.label)
			others := before.row == c.row && before.key == "" && slices.ContainsFunc(v.Others, func(o sheet.Other) bool {
				return !o.Groups && (len(o.Keys) == 0 || slices.Contains(o.Keys, c.key)) && slices.ContainsFunc(o.Words, func(w string) bool { return strings.Contains(before.label, w) })
			})
			if others || found.keys[c.key] {
				c.key, c.second = "", ""
			}
			if c.key != "" {
				found.keys[c.key], lines[c.row] = true, true
			}
			before = c
			found.cells = append(found.cells, c)
		}
		if found.keys[kind.Sheet().Vital[0]] && len(lines) > 1 {
			all = append(all, found)
		}
	}
	slices.SortStableFunc(all, func(a, b cardFound) int { return len(b.keys) - len(a.keys) })
	if len(all) > 0 {
		for _, row := range text.Rows[:min(len(text.Rows), 10)] {
			if all[0].title = firstText(row); all[0].title != "" {
				break
			}
		}
	}
	return all
}

// labels are the short texts of a sheet with an empty cell beside them.
func (f *Form) labels(nth int) (all []cardCell) {
	s, text := f.blank.Sheets[nth], &f.blank.Text.Sheets[nth]
	covered, wide := f.covered(nth), map[blankSpot]blank.Area{}
	for _, a := range s.Merged() {
		wide[blankSpot{a.Top, a.Left}] = a
	}
	right := 0
	for _, row := range text.Rows {
		right = max(right, len(row))
	}
	taken := map[blankSpot]bool{}
	for r := 0; r < min(len(text.Rows), mostCardRows); r++ {
		for c, word := range text.Rows[r] {
			word = strings.Join(strings.Fields(word), "")
			if word == "" || utf8.RuneCountInString(word) > 24 {
				continue
			}
			next := c + 1
			if a, ok := wide[blankSpot{r, c}]; ok {
				next = a.Right + 1
			}
			at := blankSpot{r, next}
			if text.Cell(r, next) != "" || covered[at] || taken[at] || !s.Takes(r, next) || next >= right && !s.Ruled(r, next) || s.Cell(r, next).Formula {
				continue
			}
			if taken[at] = true; len(all) >= mostLabels {
				return all
			}
			all = append(all, cardCell{label: word, row: r, col: next})
		}
	}
	return all
}

// card is a card as it is to be filled.
func (f *Form) card(nth int, x cardFound) *Table {
	t := &Table{Kind: x.kind, Sheet: f.blank.Sheets[nth].Name, Title: x.title, Card: true, nth: nth, serial: -1, subject: x.kind.Sheet().Vital[0]}
	for i, c := range x.cells {
		t.Columns = append(t.Columns, Column{Index: i, Head: c.label, Key: c.key, Second: c.second, row: c.row, col: c.col, layout: layoutOf(c.label)})
	}
	f.recall(t)
	return t
}
