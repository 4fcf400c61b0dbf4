package sheet

import (
	"strings"
	"unicode/utf8"
)

// maxLabelled is the longest text in which pairs are looked for.
const maxLabelled = 3000

// A spelled is a sheet in which each text is written once: a sheet of 1,000 columns says the same few words over and over,
// and twenty-odd vocabularies each look at every cell.
type spelled struct {
	rows  [][]spot
	texts []string // trimmed, none empty
	colon []bool   // that the text may hold pairs in itself
}

// A spot is a cell that says something.
type spot struct {
	col  int
	text int // of spelled.texts
}

func spell(s *Sheet) *spelled {
	w := &spelled{rows: make([][]spot, len(s.Rows))}
	known := map[string]int{}
	for r, row := range s.Rows {
		if n := filled(row); n > 0 {
			w.rows[r] = make([]spot, 0, n)
		}
		for c, t := range row {
			if t = strings.TrimSpace(t); t == "" {
				continue
			}
			i, seen := known[t]
			if !seen {
				i = len(w.texts)
				w.texts, w.colon = append(w.texts, t), append(w.colon, len(t) <= maxLabelled && hasColon(t))
				if len(known) < mostSeen {
					known[t] = i
				}
			}
			w.rows[r] = append(w.rows[r], spot{c, i})
		}
	}
	return w
}

// A meaning is what a vocabulary makes of a text.
type meaning struct {
	term int16 // noTerm where it is no label
	stop bool  // it heads another table
	read bool
}

const noTerm = -1

// meanings are those of a spelled sheet's texts, found when they are asked for.
type meanings struct {
	l    *lexicon
	w    *spelled
	said []meaning
}

func (m *meanings) of(text int) *meaning {
	s := &m.said[text]
	if !s.read {
		t := m.w.texts[text]
		*s = meaning{term: noTerm, stop: len(t) < 60 && m.l.stopped(t), read: true}
		if utf8.RuneCountInString(t) <= 20 {
			if i, rank := m.l.look(t); i >= 0 && rank < looseRank {
				s.term = int16(i)
			}
		}
	}
	return s
}

// pairs finds the labels of a sheet that have a value beside them, in reading order. A label whose neighbour is a label
// heads a column and is none.
func (l *lexicon) pairs(w *spelled) []pair {
	var all []pair
	m := &meanings{l, w, make([]meaning, len(w.texts))}
	relatives := false // a table of relatives within a card, down to the next label or an empty line
	for r, row := range w.rows {
		if len(row) == 0 {
			relatives = false
			continue
		}
		known, stops := false, false
		for _, s := range row {
			said := m.of(s.text)
			known, stops = known || said.term >= 0 || w.colon[s.text], stops || said.stop
		}
		if relatives = stops || relatives && !l.isLabel(w.texts[row[0].text]); relatives || !known {
			continue
		}
		all = l.pairsIn(all, m, r, row)
	}
	return all
}

// pairsIn adds the pairs of one row.
func (l *lexicon) pairsIn(all []pair, m *meanings, r int, row []spot) []pair {
	known := false
	pieces := make([]spot, 0, len(row))
	for _, s := range row {
		if m.w.colon[s.text] {
			if inside := l.insidePairs(m.w.texts[s.text], cellAt{r, s.col}); inside != nil {
				all, known = append(all, inside...), true
				continue
			}
		}
		known = known || m.of(s.text).term >= 0
		pieces = append(pieces, s)
	}
	if !known {
		return all
	}
	for i := 0; i+1 < len(pieces); i++ {
		p, next := pieces[i], pieces[i+1]
		term := int(m.of(p.text).term)
		// A label that nobody knows counts between known pairs.
		if m.of(next.text).term < 0 && (term >= 0 || i > 0) {
			all = append(all, pair{m.w.texts[p.text], term, cellAt{r, p.col}, m.w.texts[next.text], cellAt{r, next.col}})
			i++
		}
	}
	return all
}

// isLabel says whether a text is the name of a column.
func (l *lexicon) isLabel(text string) bool {
	if len(text) > 60 {
		return false
	}
	term, rank := l.look(text)
	return term >= 0 && rank < looseRank
}

// insidePairs reads pairs within one cell: 姓名：张三　性别：男.
func (l *lexicon) insidePairs(text string, at cellAt) []pair {
	var found []pair
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("；;\n", r) }) {
		for _, piece := range colonPieces(part) {
			label, value, _ := strings.Cut(strings.ReplaceAll(piece, "：", ":"), ":")
			if value = strings.TrimSpace(value); value == "" {
				continue
			}
			if term, rank := l.look(label); term >= 0 && rank < looseRank {
				found = append(found, pair{strings.TrimSpace(label), term, at, value, at})
			}
		}
	}
	return found
}

// colonPieces parts 姓名：张三 性别：男 before each label, at the spaces.
func colonPieces(text string) []string {
	var pieces []string
	var piece []string
	for _, word := range strings.Fields(text) {
		if hasColon(word) && len(piece) > 0 {
			pieces, piece = append(pieces, strings.Join(piece, " ")), piece[:0]
		}
		piece = append(piece, word)
	}
	if len(piece) > 0 {
		pieces = append(pieces, strings.Join(piece, " "))
	}
	return pieces
}
