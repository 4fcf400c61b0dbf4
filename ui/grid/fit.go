package grid

import (
	"strings"

	"tuanjian/ui/look"
)

// oneLine makes a text of several lines one line.
func oneLine(s string) string {
	if strings.ContainsAny(s, "\n\r\t") {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}

// sample is how wide the texts of each column are, by some rows: those first in sight
// and some from all over. It is taken again when there are other rows.
type sample struct {
	rows  int
	first string // keys of the first and the last row, by which other rows are known
	last  string
	text  float32
	needs []float32 // dp
}

const (
	sampleNear = 30
	sampleFar  = 30
)

func (g *Grid) needs() []float32 {
	n := g.source.Len()
	s := sample{rows: n, text: g.text()}
	if n > 0 {
		s.first, s.last = g.source.Key(0), g.source.Key(n-1)
	}
	if was := &g.sampled; was.needs != nil && was.rows == s.rows && was.first == s.first && was.last == s.last && was.text == s.text {
		return was.needs
	}
	g.ready()
	s.needs = make([]float32, len(g.columns))
	at := func(row int) {
		for i := range g.columns {
			s.needs[i] = max(s.needs[i], g.gauge.Width(oneLine(g.source.Cell(row, i)))+cellPad*s.text+1)
		}
	}
	for row := range min(n, sampleNear) {
		at(row)
	}
	if n > sampleNear {
		for i := range sampleFar {
			at(sampleNear + (n-1-sampleNear)*i/(sampleFar-1))
		}
	}
	g.sampled = s
	return s.needs
}

// share gives the width that is left over to the columns whose texts are cut, those
// that need little more first, and says whether a width has changed. Nobody's hand is
// corrected, and nothing moves while an edge is dragged.
func (g *Grid) share() (changed bool) {
	if g.grip.what == edgeHeld || len(g.columns) == 0 {
		return false
	}
	left := g.Size().Width - g.gutter() - barPx
	for i := range g.columns {
		left -= g.widths[i] * g.text()
	}
	spare := make([]float32, len(g.columns))
	if left > 1 {
		lacks, open := make([]float32, len(g.columns)), 0
		for i, need := range g.needs() {
			if lack := need - g.widths[i]*g.text(); lack > 0 && !g.set[g.columns[i].Key] {
				lacks[i] = lack
				open++
			}
		}
		for open > 0 {
			part, done := left/float32(open), 0
			for i, lack := range lacks {
				if lack > 0 && lack <= part {
					spare[i], lacks[i] = lack, 0
					left -= lack
					done++
				}
			}
			if done == 0 {
				for i, lack := range lacks {
					if lack > 0 {
						spare[i] = part
					}
				}
				break
			}
			open -= done
		}
	}
	for i := range spare {
		changed = changed || spare[i] != g.spare[i]
	}
	g.spare = spare
	if changed {
		g.twins = nil
	}
	return changed
}

// twins are the texts of a column that were cut, by what is left of them: two that look
// the same then are cut where they differ instead.
type twins struct {
	by    map[string]*twin
	fresh bool // some were found since parted was asked
}

type twin struct {
	whole  string
	common int // characters that it begins with as others do; 0 while it is alone
}

const twinsMost = 4000 // texts remembered of a column

// cut makes a text fit into a column.
func (g *Grid) cut(col int, s string, room float32) string {
	short := g.gauge.Cut(s, room)
	if short == s {
		return s
	}
	if len(g.twins) != len(g.columns) {
		g.twins = make([]twins, len(g.columns))
	}
	t := &g.twins[col]
	if t.by == nil || len(t.by) > twinsMost {
		t.by = map[string]*twin{}
	}
	switch one := t.by[short]; {
	case one == nil:
		t.by[short] = &twin{whole: s}
		return short
	case one.whole != s:
		if n := look.Alike(one.whole, s); one.common == 0 || n < one.common {
			one.common, t.fresh = n, true
		}
		return g.gauge.Apart(s, one.common, room)
	default:
		return g.gauge.Apart(s, one.common, room)
	}
}

// parted says whether texts that looked the same were found since it was asked last.
func (g *Grid) parted() (found bool) {
	for i := range g.twins {
		found = found || g.twins[i].fresh
		g.twins[i].fresh = false
	}
	return found
}

// tip is what is told of the place below the pointer: what a row's sign means, or the
// whole of a text that is cut.
func (g *Grid) tip(held grip, row int, x float32) string {
	switch {
	case g.view == nil:
	case held.what == headHeld:
		label := g.columns[held.col].Label
		if shown := g.view.head.labels[held.col].Text; !strings.HasPrefix(shown, label) {
			return label
		}
	case row < 0:
	case g.source.Mark != nil && x < g.gutter():
		if g.source.Tell != nil && g.source.Mark(row) != Clean {
			return g.source.Tell(row)
		}
	default:
		for i := range g.columns {
			from, to := g.span(i)
			if i >= g.frozenColumns() {
				from = max(from, g.frozenWide())
			}
			if x < from || x >= to {
				continue
			}
			text := g.source.Cell(row, i)
			if strings.ContainsAny(text, "\n\r") || g.gauge.Width(text) > g.wide(i)-cellPad*g.text() {
				return text
			}
		}
	}
	return ""
}
