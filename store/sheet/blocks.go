package sheet

import "slices"

// Blocks are tables that share a sheet: side by side with the same heads, or one below the other with heads of another
// order. A table below with the very heads of the first is more of the first.

// beside gives the parts of a ground in which blocks stand side by side, nil when there is one table: the heads come
// again in the same order, or columns with a head of their own for what the table is about are parted by an empty one.
func beside(g ground, f *Found, l *lexicon) []ground {
	var heads []string
	var names []int // the columns that name what the table is about
	key := l.firstMust(f)
	for i, c := range f.Columns {
		heads = append(heads, Plain(c.Head))
		if key != "" && (c.Key == key || c.Also == key) && !c.Loose {
			names = append(names, i)
		}
	}
	if len(names) < 2 || f.grouped > 0 { // a name with its group is somebody's own column
		return nil
	}
	spans := periods(heads, names)
	if spans == nil {
		spans = gaps(f, names)
	}
	if spans == nil {
		return nil
	}
	var parts []ground
	for _, s := range spans {
		parts = append(parts, g.part(0, len(g.Rows)-1, f.Columns[s[0]].Index, f.Columns[s[1]].Index))
	}
	return parts
}

// firstMust is the first of the columns without which the table were none that the head has.
func (l *lexicon) firstMust(f *Found) string {
	for _, t := range l.terms {
		if t.Must && f.Column(t.Key) >= 0 {
			for _, c := range f.Columns {
				if c.Also == t.Key {
					return t.Key
				}
			}
		}
	}
	return ""
}

// periods finds the blocks of heads that come again and again in one order: first and last column of each.
func periods(heads []string, names []int) [][2]int {
	d := names[1] - names[0]
	for i := range names {
		if names[i] != names[0]+i*d {
			return nil
		}
	}
	same := func(offset int) bool {
		for i := range names {
			at := names[i] + offset
			if at < 0 || at >= len(heads) || own(heads[at]) != own(heads[names[0]+offset]) {
				return false
			}
		}
		return true
	}
	before := 0
	for before < d-1 && same(-before-1) {
		before++
	}
	for o := -before; o < d-before; o++ {
		if !same(o) {
			return nil
		}
	}
	if d == 1 && len(names) < 3 && len(heads) != len(names) { // two columns called alike are no blocks
		return nil
	}
	var spans [][2]int
	for _, n := range names {
		spans = append(spans, [2]int{n - before, n - before + d - 1})
	}
	return spans
}

// own is a head's name without the groups above it.
func own(head string) string {
	for i := len(head) - 1; i >= 0; i-- {
		if head[i] == '/' {
			return head[i+1:]
		}
	}
	return head
}

// gaps finds the blocks that an empty column parts, each with one name.
func gaps(f *Found, names []int) [][2]int {
	var spans [][2]int
	named, from := 0, 0
	for i := range f.Columns {
		for _, n := range names {
			if n == i {
				named++
			}
		}
		last := i+1 == len(f.Columns)
		if !last && f.Columns[i+1].Index == f.Columns[i].Index+1 {
			continue
		}
		if named != 1 || i == from {
			return nil
		}
		spans = append(spans, [2]int{from, i})
		named, from = 0, i+1
	}
	if len(spans) < 2 {
		return nil
	}
	return spans
}

// stacked reads the table under a head, and the tables further down that have heads of another order.
func stacked(g ground, head *Found, l *lexicon, ls []*lexicon) []Found {
	var all []Found
	for len(all) < maxTables {
		next, by := nextHead(g, head, l, ls)
		if next == nil {
			break
		}
		readRows(head, l, next.HeadTop)
		from := head.HeadBottom + 1
		for _, r := range head.Rows {
			from = max(from, r+1)
		}
		for _, s := range head.Skipped {
			if s.Why == WhyTotal || s.Why == WhySignature || s.Why == WhyNote && s.Row < next.HeadTop-1 {
				from = max(from, s.Row+1)
			}
		}
		l.toil.left -= 4 * (len(g.Rows) - from) // for what the part takes
		below := g.part(from, len(g.Rows)-1, 0, max(widest(g.Sheet)-1, 0))
		top, bottom := next.HeadTop-from, next.HeadBottom-from
		all = append(all, *head)
		g, l = below, by
		f := readHead(below, by, top, bottom)
		above(below.Sheet, &f)
		f.Lay, head = LayPart, &f
	}
	readRows(head, l, len(g.Rows))
	return append(all, *head)
}

func widest(s *Sheet) int {
	wide := 0
	for _, row := range s.Rows {
		wide = max(wide, len(row))
	}
	return wide
}

// nextHead finds the next head below one that puts its columns in another order or is another table's. Rows with the same
// heads again are noted as repeated.
func nextHead(g ground, f *Found, l *lexicon, ls []*lexicon) (*Found, *lexicon) {
	for r := f.HeadBottom + 1; r < len(g.Rows) && !l.toil.over(); r++ {
		if !headish(g.Rows[r]) {
			continue
		}
		if f.HeadTop == f.HeadBottom && f.HeadTop >= 0 && slices.Equal(g.Rows[r], g.Rows[f.HeadTop]) {
			f.again = append(f.again, r)
			continue
		}
		for _, by := range append([]*lexicon{l}, ls...) {
			if !by.isHeadRow(g.Rows[r]) {
				continue
			}
			next := around(g, by, r, f.HeadBottom)
			if next == nil || next.same(f) {
				f.again = append(f.again, r)
				break
			}
			return next, by
		}
	}
	return nil, nil
}

// headBefore finds a head further up than the best one, with people between them: the best may be a second table's.
func headBefore(g ground, best *Found, ls []*lexicon) (*Found, *lexicon) {
	for r := range best.HeadTop {
		if !headish(g.Rows[r]) {
			continue
		}
		for _, l := range ls {
			if !l.isHeadRow(g.Rows[r]) {
				continue
			}
			f := around(g, l, r, -1)
			if f == nil || f.HeadBottom >= best.HeadTop {
				continue
			}
			trial := *f
			readRows(&trial, l, best.HeadTop)
			if len(trial.Rows) > 0 {
				return f, l
			}
		}
	}
	return nil, nil
}

// around is the best head that has the row r in it.
func around(g ground, l *lexicon, r, after int) *Found {
	var best *Found
	for top := max(after+1, r-2); top <= r; top++ {
		for bottom := r; bottom <= min(r+2, len(g.Rows)-1); bottom++ {
			if bottom-top > 2 || filled(g.Rows[top]) == 0 || bottom > r && !headish(g.Rows[bottom]) || top < r && !headish(g.Rows[top]) {
				continue
			}
			f := readHead(g, l, top, bottom)
			if f.points > 0 && (best == nil || f.points > best.points) {
				best = &f
			}
		}
	}
	if best != nil {
		above(g.Sheet, best)
	}
	return best
}

// same says that two heads send the same columns to the same keys.
func (f *Found) same(g *Found) bool {
	if f.Table != g.Table || len(f.Columns) != len(g.Columns) {
		return false
	}
	for i := range f.Columns {
		if a, b := f.Columns[i], g.Columns[i]; a.Index != b.Index || a.Key != b.Key || a.Also != b.Also {
			return false
		}
	}
	return true
}

// headish says whether a row may be a head: words in several cells, hardly a digit, no long number.
func headish(row []string) bool {
	words, figures := 0, 0
	for _, t := range row {
		if t == "" {
			continue
		}
		words++
		n := 0
		for i := range len(t) {
			if t[i] >= '0' && t[i] <= '9' {
				n++
			}
		}
		if n > 7 {
			return false
		}
		if n > 0 {
			figures++
		}
	}
	return words >= 2 && figures*2 < words
}

// isHeadRow says whether half of a row and at least two cells are names of columns, one of them a must.
func (l *lexicon) isHeadRow(row []string) bool {
	may := false
	for _, t := range row {
		may = may || l.mayBeMust(t)
	}
	if !may {
		return false
	}
	known, all, must := 0, 0, false
	for _, t := range row {
		if t == "" {
			continue
		}
		all++
		if len(t) > 60 {
			continue
		}
		if term, rank := l.look(t); term >= 0 {
			known++
			must = must || l.terms[term].Must && rank < looseRank
		}
	}
	return must && known >= 2 && known*2 >= all
}

// mayBeMust is a quick look whether two characters with which the name of a must ends stand in a text.
func (l *lexicon) mayBeMust(text string) bool {
	if len(text) > 60 {
		return false
	}
	var last rune
	for _, r := range text {
		if r == ' ' || r == '\n' || r == '\u3000' {
			continue
		}
		if l.mustEnds[[2]rune{last, r}] {
			return true
		}
		last = r
	}
	return false
}
