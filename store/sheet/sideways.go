package sheet

import "strings"

// A table on its side has its heads in the first column and a person a column.

// maxSideways is how many rows a sheet may have in which heads are looked for in the first columns.
const maxSideways = 400

// sideways reads the tables of a ground that lie on their side, nil when there are none: the turned sheet must be
// understood better than the sheet as it lies, and what stands beside a head must fit it.
func sideways(g ground, ls []*lexicon, straight *Found) []Found {
	if len(g.Rows) > maxSideways || len(g.Rows) < 2 {
		return nil
	}
	first := firstLabel(g.Sheet, ls)
	if first < 0 {
		return nil
	}
	head, l := bestHead(g.turned(first), ls)
	if head == nil || head.HeadBottom > 3 || straight != nil && straight.points >= head.points {
		return nil
	}
	starts := l.restarts(g.Sheet, first, head)
	var all []Found
	for i, top := range starts {
		bottom := len(g.Rows) - 1
		if i+1 < len(starts) {
			bottom = starts[i+1] - 1
		}
		lying := g.part(top, bottom, 0, max(widest(g.Sheet)-1, 0)).turned(0)
		f, by := bestHead(lying, ls)
		if f == nil || f.HeadBottom > 3 {
			continue
		}
		f.turned = true
		readRows(f, by, len(lying.Rows))
		if len(f.Rows) == 0 || !by.fits(f) || labels(lying.Sheet, f, by) {
			return nil
		}
		f.Lay = LaySideways
		f.overhead(g.Sheet, top, starts, i)
		all = append(all, *f)
	}
	return all
}

// firstLabel is the first row in which one of several heads that stand under each other stands, -1 when none do.
func firstLabel(s *Sheet, ls []*lexicon) int {
	top := -1
	for _, l := range ls {
		for c := range 3 {
			first, known := -1, 0
			for r := range s.Rows {
				if t := s.Cell(r, c); t != "" && len(t) < 60 {
					if term, rank := l.look(t); term >= 0 && rank < looseRank {
						if first < 0 {
							first = r
						}
						known++
					}
				}
			}
			if known >= 2 && (top < 0 || first < top) {
				top = first
			}
		}
	}
	return top
}

// restarts are the rows in which the first label comes again in its column: another block of people.
func (l *lexicon) restarts(s *Sheet, first int, head *Found) []int {
	at := -1
	for _, c := range head.Columns {
		if c.Key != "" && l.isMust(c.Key) {
			at = first + c.Index
			break
		}
	}
	if at < 0 {
		return []int{first}
	}
	name, col := "", 0
	for c, t := range s.Rows[at] {
		if t != "" {
			if term, _ := l.look(t); term >= 0 {
				name, col = Plain(t), c
				break
			}
		}
	}
	starts := []int{first}
	for r := at + 1; r < len(s.Rows); r++ {
		if t := s.Cell(r, col); t != "" && Plain(t) == name {
			starts = append(starts, max(starts[len(starts)-1]+1, r-(at-first)))
		}
	}
	return starts
}

func (l *lexicon) isMust(key string) bool {
	for _, t := range l.terms {
		if t.Key == key {
			return t.Must
		}
	}
	return false
}

// fits says whether the columns of which the vocabulary knows how they look hold mostly what they should.
func (l *lexicon) fits(f *Found) bool {
	right, wrong := 0, 0
	for _, v := range l.values {
		c := f.Column(v.Key)
		if c < 0 {
			continue
		}
		for _, r := range f.Rows {
			if t := strings.TrimSpace(f.Grid().Cell(r, c)); t != "" {
				if v.Fits(t) {
					right++
				} else {
					wrong++
				}
			}
		}
	}
	return wrong <= right
}

// labels says whether names of columns stand among the data: a card, no table on its side.
func labels(s *Sheet, f *Found, l *lexicon) bool {
	n, all, terms := 0, 0, map[int]bool{}
	for _, row := range s.Rows[f.HeadBottom+1:] {
		for _, t := range row {
			if t == "" || len(t) > 60 {
				continue
			}
			all++
			if term, rank := l.look(t); term >= 0 && rank < looseRank {
				n++
				terms[term] = true
			}
		}
	}
	return n*5 > all || len(terms) > 1
}

// overhead takes the title of a table on its side from the rows above it.
func (f *Found) overhead(s *Sheet, top int, starts []int, i int) {
	from := 0
	if i > 0 {
		from = starts[i-1] + 1
	}
	f.Title, f.Particulars = "", ""
	for r := from; r < top; r++ {
		if n := filled(s.Rows[r]); n == 1 && i == 0 || n == 1 && r == top-1 {
			f.Title = oneLine(strings.Join(s.Rows[r], " "))
		} else if n > 0 && i == 0 {
			f.Particulars = oneLine(f.Particulars + " " + strings.Join(s.Rows[r], " "))
		}
	}
}
