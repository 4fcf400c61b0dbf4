package sheet

import (
	"sort"
	"strings"
)

// A registration card is a form filled in for one person or unit: names and values stand in pairs, 姓名 张三 性别 男, over
// several lines. A sheet may hold one card or many, below and beside each other. Cards are read as a table with a row a
// card.

// How many rows and cells a sheet may have in which cards are looked for; of rows without heads, how many cells.
const (
	maxCardRows  = 20_000
	maxCardCells = 1_000_000
)

// cellsIn is how many cells a sheet has.
func cellsIn(s *Sheet) (n int) {
	for _, row := range s.Rows {
		n += len(row)
	}
	return n
}

// A pair is a label and the value beside it.
type pair struct {
	label   string
	term    int // -1 when the vocabulary does not know the label
	at      cellAt
	value   string
	valueAt cellAt
}

// A card is the pairs of one person.
type card struct {
	top, left int
	pairs     []pair
}

// cards reads the registration cards of a ground, nil when there are none. A table below the cards, of another kind, is
// read too; lines of relatives in a card are not.
func cards(g ground, ls []*lexicon, straight *Found) []Found {
	if len(g.Rows) > maxCardRows || cellsIn(g.Sheet) > maxCardCells || straight != nil && straight.plainly() {
		return nil
	}
	var best []pair
	var by *lexicon
	score := 0
	sheet := spell(g.Sheet)
	for _, l := range ls {
		pairs := l.pairs(sheet)
		if n := l.cardKeys(pairs); n > score {
			best, by, score = pairs, l, n
		}
	}
	if score >= 3 && straight != nil && straight.Table != by.table && len(straightKeys(straight)) >= score {
		// A table of another kind that is understood better keeps its own lines: only what stands above it may be cards.
		best = before(best, straight.HeadTop)
		score = by.cardKeys(best)
	}
	if score < 3 || straight != nil && straight.Table == by.table && !inHead(straight, best) && len(straightKeys(straight)) >= score || straight != nil && inHead(straight, best) && by.tabled(*straight) {
		return nil
	}
	all := []Found{by.gather(g, by.split(best))}
	if len(all[0].Rows) == 0 {
		return nil
	}
	last := best[len(best)-1].at.row
	if straight != nil && straight.Table != by.table && straight.HeadTop > last {
		below := g.part(last+1, len(g.Rows)-1, 0, max(widest(g.Sheet)-1, 0))
		if head, l := bestHead(below, ls); head != nil {
			head.Lay = LayPart
			all = append(all, stacked(below, head, l, ls)...)
		}
	}
	return all
}

// plainly says that a head is one beyond doubt: many names side by side, nearly all understood. Of a line of pairs every
// other is a value. Looking for cards below it would cost most of what looking for tables may.
func (f *Found) plainly() bool { return len(straightKeys(f)) >= 6 && f.Score >= 0.7 }

// before are the pairs whose labels stand above a row.
func before(pairs []pair, row int) []pair {
	n := 0
	for n < len(pairs) && pairs[n].at.row < row {
		n++
	}
	return pairs[:n]
}

// cardKeys counts the keys of the pairs, 0 when they make no card: none names whom it is about, or all stand in one line.
func (l *lexicon) cardKeys(pairs []pair) int {
	keys, rows, must := map[string]bool{}, map[int]bool{}, false
	for _, p := range pairs {
		if p.term >= 0 {
			keys[l.terms[p.term].Key] = true
			rows[p.at.row] = true
			must = must || l.terms[p.term].Must && p.term == l.nameTerm()
		}
	}
	if !must || len(rows) < 2 {
		return 0
	}
	return len(keys)
}

// nameTerm is the term that says whom a row is about: the first must.
func (l *lexicon) nameTerm() int {
	best := -1
	for i, t := range l.terms {
		if t.Must && (best < 0 || len(t.Names) > 0 && t.Key == "name") {
			best = i
		}
	}
	return best
}

// tabled says whether what stands below the heads of a table is what they call for, sexes and numbers: its head is no
// line of pairs, though one name in it may look like another's value.
func (l *lexicon) tabled(f Found) bool {
	if f.Table != l.table {
		return false
	}
	f.Rows, f.Skipped, f.again = nil, nil, nil
	readRows(&f, l, len(f.Grid().Rows))
	right, wrong := 0, 0
	for _, v := range l.values {
		c := f.Column(v.Key)
		if c < 0 || l.isMust(v.Key) && !v.Proof {
			continue
		}
		for _, r := range f.Rows {
			switch t := strings.TrimSpace(f.Grid().Cell(r, c)); {
			case t == "":
			case v.Fits(t):
				right++
			default:
				wrong++
			}
		}
	}
	return right > 1 && wrong == 0
}

func straightKeys(f *Found) map[string]bool {
	keys := map[string]bool{}
	for _, c := range f.Columns {
		if c.Key != "" {
			keys[c.Key] = true
		}
	}
	return keys
}

// inHead says whether the head of a table is itself a line of pairs.
func inHead(f *Found, pairs []pair) bool {
	for _, p := range pairs {
		if p.term >= 0 && p.at.row >= f.HeadTop && p.at.row <= f.HeadBottom {
			return true
		}
	}
	return false
}

// split parts the pairs into cards: one begins with each name. Names side by side begin cards whose pairs are those to
// the right, up to the next name's.
func (l *lexicon) split(pairs []pair) []card {
	name := l.nameTerm()
	var all []card
	for _, p := range pairs {
		if p.term == name {
			all = append(all, card{top: p.at.row, left: p.at.col})
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i], all[j]
		return a.top < b.top || a.top == b.top && a.left < b.left
	})
	for _, p := range pairs {
		if c := cardOf(all, p.at); c != nil {
			c.pairs = append(c.pairs, p)
		}
	}
	return all
}

// cardOf is the card that a place belongs to: of the last line of names at or above it, the one furthest right that is
// not to the right of it. What stands above the first name, or left of it, is the first's. The cards stand in the order
// of their places.
func cardOf(all []card, at cellAt) *card {
	if len(all) == 0 {
		return nil
	}
	line := all[max(sort.Search(len(all), func(i int) bool { return all[i].top > at.row })-1, 0)].top
	first := sort.Search(len(all), func(i int) bool { return all[i].top >= line })
	behind := sort.Search(len(all), func(i int) bool { return all[i].top > line || all[i].top == line && all[i].left > at.col })
	return &all[max(behind-1, first)]
}

// gather makes a table of cards: a column a label, a row a card.
func (l *lexicon) gather(g ground, all []card) Found {
	columns := map[string]int{}
	var heads []string
	for _, c := range all {
		for _, p := range c.pairs {
			if _, ok := columns[Plain(p.label)]; !ok {
				columns[Plain(p.label)] = len(heads)
				heads = append(heads, p.label)
			}
		}
	}
	if len(heads) > MaxColumns {
		heads = heads[:MaxColumns]
	}
	rows, places := [][]string{heads}, [][]cellAt{make([]cellAt, len(heads))}
	for i := range places[0] {
		places[0][i] = cellAt{-1, -1}
	}
	if len(all)*len(heads) > maxSlots/4 {
		return Found{ground: g} // no cards that anybody filled in
	}
	for _, c := range all {
		row, at := make([]string, len(heads)), make([]cellAt, len(heads))
		for i := range at {
			at[i] = cellAt{-1, -1}
		}
		for _, p := range c.pairs {
			i := columns[Plain(p.label)]
			if i >= len(heads) || row[i] != "" {
				continue
			}
			row[i], at[i] = p.value, p.valueAt
			if places[0][i] == (cellAt{-1, -1}) {
				places[0][i] = p.at
			}
		}
		rows, places = append(rows, trimmed(row)), append(places, at)
	}
	lying := g.gathered(rows, places)
	f := readHead(lying, l, 0, 0)
	readRows(&f, l, len(rows))
	f.Lay = LayCards
	for r := range all[0].top {
		if filled(g.Rows[r]) == 1 && f.Title == "" {
			f.Title = oneLine(strings.Join(g.Rows[r], " "))
		}
	}
	return f
}
