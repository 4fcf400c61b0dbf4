package sheet

import "slices"

// Blocks are tables that share a sheet: side by side with the same heads, or one below the other with heads of another
// order. A table below with the very heads of the first is more of the first.

// beside gives the parts of a ground in which blocks stand side by side, nil when there is one table: the heads come
// again in the same order, or columns with a head of their own for what the table is about are parted by an empty one, or
// that head and others come again.
func beside(g ground, f *Found, l *lexicon) []ground {
	heads, names := l.namedTwice(f)
	if names == nil {
		return nil
	}
	spans := periods(heads, names)
	if spans == nil {
		spans = gaps(f, names)
	}
	if spans == nil {
		spans = anew(f, l, heads, names)
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

// namedTwice are the heads of a table and the places of those that name what it is about, nil where there are not several;
// a name with its group is somebody's own column.
func (l *lexicon) namedTwice(f *Found) (heads []string, names []int) {
	key := l.firstMust(f)
	if key == "" || f.grouped > 0 {
		return nil, nil
	}
	for i, c := range f.Columns {
		heads = append(heads, Plain(c.Head))
		if (c.Key == key || c.Also == key) && !c.Loose {
			names = append(names, i)
		}
	}
	if len(names) < 2 {
		return nil, nil
	}
	return heads, names
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

// anew finds the blocks of unequal heads that stand close together: the name comes again as it is written first, and with
// it what stands before it or another head of the first block. Whose name stands behind a word for somebody else, with
// nothing that comes again before it, has no block of his own.
func anew(f *Found, l *lexicon, heads []string, names []int) [][2]int {
	var spans [][2]int
	from := 0
	for n, at := range names[1:] {
		start := startOf(heads, names[n], at, names[0])
		again, theirs := start < at, l.speaksOfOthers(heads[start-1], f.Columns[names[0]].Key, true)
		for i := start; i < len(heads) && (n+2 >= len(names) || i < names[n+2]); i++ {
			theirs = theirs || f.Columns[i].Others
			again = again || i > at && slices.Contains(heads[names[0]+1:names[1]], own(heads[i]))
		}
		if own(heads[at]) != own(heads[names[0]]) || !again || theirs && start == at || sameNames(f, names[0], at) {
			return nil
		}
		spans = append(spans, [2]int{from, start - 1})
		from = start
	}
	return append(spans, [2]int{from, len(heads) - 1})
}

// startOf is where the block of a name begins: with the heads that stand before the first name too.
func startOf(heads []string, last, at, first int) int {
	before := 0
	for before < min(first, at-last-1) && own(heads[at-before-1]) == own(heads[first-before-1]) {
		before++
	}
	return at - before
}

// sameNames says whether a name that comes twice is the same in most rows: written again at the other end of a long line.
func sameNames(f *Found, first, second int) bool {
	s, a, z := f.Grid(), f.Columns[first].Index, f.Columns[second].Index
	same, all := 0, 0
	for r := f.HeadBottom + 1; r < min(len(s.Rows), f.HeadBottom+200); r++ {
		if x, y := Plain(s.Cell(r, a)), Plain(s.Cell(r, z)); x != "" && y != "" {
			all++
			if x == y {
				same++
			}
		}
	}
	return same*2 > all
}

// disown takes their keys from the columns from a second name on, where they are no block of their own: nobody knows
// whether what stands there is of the first, and it is never to be mixed.
func (f *Found) disown(l *lexicon) {
	heads, names := l.namedTwice(f)
	for n := 1; n < len(names); n++ {
		at := names[n]
		if own(heads[at]) != own(heads[names[0]]) || sameNames(f, names[0], at) {
			continue
		}
		for i := startOf(heads, names[n-1], at, names[0]); i < len(f.Columns); i++ {
			if c := &f.Columns[i]; c.Key != "" || c.Also != "" {
				*c = Column{Index: c.Index, Head: c.Head, Twice: c.Twice, Whose: true}
			}
		}
		return
	}
}

// stacked reads the table under a head, and the tables further down that have heads of another order.
func stacked(g ground, head *Found, l *lexicon, ls []*lexicon) []Found {
	var all []Found
	for len(all) < maxTables {
		next, by := nextHead(g, head, l, ls)
		if next == nil {
			break
		}
		head.disown(l)
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
	head.disown(l)
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
