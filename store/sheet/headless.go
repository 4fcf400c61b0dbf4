package sheet

import "strings"

// Rows without heads are read when it is plain from the values who and what they are: a name and a number or phone.

// headless finds a table without a head, nil when it is not plain.
func headless(g ground, ls []*lexicon) []Found {
	if cellsIn(g.Sheet) > maxCardCells {
		return nil
	}
	var best *Found
	var by *lexicon
	start := 0
	for _, l := range ls {
		f, from := bareColumns(g, l)
		if f.points > 0 && (best == nil || f.points > best.points) {
			best, by, start = &f, l, from
		}
	}
	if best == nil {
		return nil
	}
	readRowsFrom(best, by, start, len(g.Rows))
	return []Found{*best}
}

// mostly is the share of a column's values that must fit.
const mostly = 0.9

// bareRows reads every row of a ground as data.
func bareRows(g ground, l *lexicon) Found {
	f, start := bareColumns(g, l)
	readRowsFrom(&f, l, start, len(g.Rows))
	return f
}

// bareColumns finds by the values of all rows what the columns are, and where the rows start. It has points only where
// the first must is plain and so is a value that proves a row.
func bareColumns(g ground, l *lexicon) (f Found, start int) {
	f = Found{Table: l.table, Name: g.Name, HeadTop: -1, HeadBottom: -1, reason: -1, ground: g, Lay: LayHeadless}
	wide := widest(g.Sheet)
	for c := range wide {
		f.Columns = append(f.Columns, Column{Index: c, Head: ColumnName(c) + " 列"})
	}
	proofs := l.proofRows(g.Sheet)
	rows := proofs
	if len(rows) == 0 {
		for r := range g.Rows {
			if filled(g.Rows[r]) > 0 {
				rows = append(rows, r)
			}
		}
	}
	must, proved := false, false
	for _, v := range l.values {
		columns := fitting(g.Sheet, rows, v, &f)
		proved = proved || v.Proof && len(columns) > 0 // of two phones nobody knows whose they are: somebody is there all the same
		if len(columns) > 1 && v.First {
			columns = l.foremost(g.Sheet, rows, v, &f, columns)
		}
		if len(columns) == 1 {
			c := &f.Columns[columns[0]]
			c.Key, c.Inferred = v.Key, true
		}
	}
	if len(proofs) > 0 {
		for r := max(proofs[0]-headDepth, 0); r < proofs[0]; r++ {
			f.Title = oneLine(f.Title + " " + strings.Join(g.Rows[r], " "))
		}
	}
	for c := len(f.Columns) - 1; c >= 0; c-- { // columns in which nothing stands
		if f.Columns[c].Key == "" && !anyFilled(g.Sheet, rows, c) {
			f.Columns = append(f.Columns[:c], f.Columns[c+1:]...)
		}
	}
	for _, t := range l.terms {
		must = must || t.Must && t.Key == l.terms[max(l.nameTerm(), 0)].Key && f.Column(t.Key) >= 0
	}
	if must && proved && len(proofs)*2 >= filledRows(g.Sheet) && !headAbove(g.Sheet, proofs[0]) {
		f.points = float64(len(straightKeys(&f)))
		f.Score = f.points / float64(len(f.Columns))
	}
	if len(proofs) > 0 && f.points > 0 {
		start = proofs[0]
	}
	return f, start
}

// proofRows are the rows in which a value stands that only such a row has.
func (l *lexicon) proofRows(s *Sheet) (rows []int) {
	for r, row := range s.Rows {
		for _, t := range row {
			if t != "" && l.proves(t) {
				rows = append(rows, r)
				break
			}
		}
	}
	return rows
}

func (l *lexicon) proves(text string) bool {
	for _, v := range l.values {
		if v.Proof && v.Fits(text) {
			return true
		}
	}
	return false
}

// firstProof is the first column whose values prove a row, 0 where there is none.
func (l *lexicon) firstProof(f *Found) int {
	for c := range f.Columns {
		for _, v := range l.values {
			if v.Proof && f.Columns[c].Key == v.Key {
				return c
			}
		}
	}
	return 0
}

// fitting are the columns without a key, by their place in Columns, whose values are mostly what they should be.
func fitting(s *Sheet, rows []int, v Value, f *Found) (columns []int) {
	for c := range f.Columns {
		if f.Columns[c].Key == "" && fitsMostly(s, rows, f.Columns[c].Index, v) {
			columns = append(columns, c)
		}
	}
	return columns
}

// foremost narrows columns that all may be it to those before the first proof. Where another of them is plain and the one
// that is left is not, nobody knows which it is.
func (l *lexicon) foremost(s *Sheet, rows []int, v Value, f *Found, columns []int) (first []int) {
	proof, plain, others := l.firstProof(f), false, false
	for _, c := range columns {
		is := v.Plain == nil || fitsMostly(s, rows, f.Columns[c].Index, Value{Fits: v.Plain})
		if c < proof {
			first, plain = append(first, c), plain || is
		} else {
			others = others || is
		}
	}
	if v.Plain != nil && others && !plain {
		return nil
	}
	return first
}

// fitsMostly says whether nine of ten filled cells of a column fit or were meant to, and at least half of the cells are
// filled. One must fit.
func fitsMostly(s *Sheet, rows []int, c int, v Value) bool {
	rows = rows[:min(len(rows), 500)]
	right, near, wrong := 0, 0, 0
	for _, r := range rows {
		if t := strings.TrimSpace(s.Cell(r, c)); t != "" {
			switch {
			case v.Fits(t):
				right++
			case v.Near != nil && v.Near(t):
				near++
			default:
				if wrong++; float64(wrong) > (1-mostly)*float64(len(rows))+1 { // too many already
					return false
				}
			}
		}
	}
	all := right + near + wrong
	return right > 0 && float64(right+near) >= mostly*float64(all) && all*2 >= len(rows)
}

func anyFilled(s *Sheet, rows []int, c int) bool {
	for _, r := range rows {
		if strings.TrimSpace(s.Cell(r, c)) != "" {
			return true
		}
	}
	return false
}

func filledRows(s *Sheet) (n int) {
	for _, row := range s.Rows {
		if filled(row) > 0 {
			n++
		}
	}
	return n
}

// headAbove says whether a line of several words stands right above the first row: a head, though nobody knows it.
func headAbove(s *Sheet, first int) bool {
	for r := first - 1; r >= 0; r-- {
		if n := filled(s.Rows[r]); n > 0 {
			return n > 1
		}
	}
	return false
}

// byValues gives columns that nobody knows by their heads what their values say, where the head is made of nothing but
// the signs of such a column: 二代身份号码, 电话2.
func (l *lexicon) byValues(f *Found) {
	for _, v := range l.values {
		if v.Signs == "" || f.Column(v.Key) >= 0 {
			continue
		}
		column := -1
		for i, c := range f.Columns {
			if c.Others || c.Whose || l.speaksOfOthers(c.Head, v.Key, true) {
				continue
			}
			if c.Key != "" || c.Also != "" || strings.Contains(c.Head, "/") || strings.Trim(bare(Plain(c.Head)), v.Signs+"0123456789") != "" || c.Head == "" {
				continue
			}
			if !fitsMostly(f.Grid(), f.Rows, c.Index, v) {
				continue
			}
			if column >= 0 {
				column = -1
				break
			}
			column = i
		}
		if column >= 0 {
			f.Columns[column].Key, f.Columns[column].Loose, f.Columns[column].Inferred = v.Key, true, true
		}
	}
}
