package blank

import (
	"strconv"
	"strings"
)

// A Grow puts N rows into a sheet before row At, each like row Model; what lies at At and below moves down. Rows are counted
// from 0. With Model just above At and At still one of the empty rows, what reaches over the empty rows — sums, borders of a
// merged block, drop-downs — reaches over the new ones too, as when a person inserts a row.
type Grow struct {
	At, N, Model int
	Last         bool // At is behind the only empty row: what ends there is stretched
	Bare         bool // of the model row the new ones have the looks alone, no formula and no merged cells
	Tall         int  // how many rows one record takes, N being so many times more; 0 is 1
}

// tall is how many rows one record takes.
func (g Grow) tall() int { return max(g.Tall, 1) }

// models says that a merged block is one of the model's, of which every new record gets its own.
func (g Grow) models(a Area) bool {
	return g.N > 0 && !g.Bare && a.Top >= g.Model && a.Bottom < g.Model+g.tall()
}

// row is where a row comes to lie.
func (g Grow) row(r int) int {
	if g.N > 0 && r >= g.At {
		return r + g.N
	}
	return r
}

// span is where rows that belong together come to lie.
func (g Grow) span(top, bottom int) (int, int) {
	t, b := g.row(top), g.row(bottom)
	if g.N > 0 && g.Last && bottom == g.At-1 && top <= bottom {
		b += g.N
	}
	return t, b
}

// area is a block that has something said of it, such as a drop-down. What holds of the model row holds of the new rows.
func (g Grow) area(a Area) Area {
	top, bottom := g.row(a.Top), g.row(a.Bottom)
	if g.N > 0 && a.Bottom == g.At-1 && a.Top <= g.Model && g.Model <= a.Bottom {
		bottom += g.N
	}
	return Area{top, a.Left, min(bottom, lastRow-1), a.Right}
}

// An Area is a block of cells, both corners included, counted from 0.
type Area struct{ Top, Left, Bottom, Right int }

func (a Area) has(r, c int) bool {
	return a.Top <= r && r <= a.Bottom && a.Left <= c && c <= a.Right
}

// A spot is a reference to a cell within a formula: $B$12, or a whole row or column.
type spot struct {
	row, col       int // -1 where only the other is named
	rowAbs, colAbs bool
}

func (s spot) text() string {
	var b strings.Builder
	if s.col >= 0 {
		if s.colAbs {
			b.WriteByte('$')
		}
		b.WriteString(columnName(s.col))
	}
	if s.row >= 0 {
		if s.rowAbs {
			b.WriteByte('$')
		}
		b.WriteString(strconv.Itoa(s.row + 1))
	}
	return b.String()
}

func columnName(c int) string {
	name := ""
	for c++; c > 0; c = (c - 1) / 26 {
		name = string(rune('A'+(c-1)%26)) + name
	}
	return name
}

// readSpot reads a reference at the beginning of a text, and how long it is; 0 when there is none.
func readSpot(t string) (s spot, n int) {
	s = spot{row: -1, col: -1}
	i := 0
	if i < len(t) && t[i] == '$' {
		s.colAbs = true
		i++
	}
	from := i
	for i < len(t) && i-from < 4 && isLetter(t[i]) {
		s.col = (s.col+1)*26 + int(t[i]&^0x20-'A')
		i++
	}
	if i-from > 3 || s.col >= 1<<14 {
		return s, 0
	}
	if i == from { // a row alone
		s.col, s.rowAbs, s.colAbs = -1, s.colAbs, false
	} else if i < len(t) && t[i] == '$' {
		s.rowAbs = true
		i++
	}
	from = i
	n = 0
	for i < len(t) && t[i] >= '0' && t[i] <= '9' && i-from < 8 {
		n = n*10 + int(t[i]-'0')
		i++
	}
	if i == from {
		if s.rowAbs || s.col < 0 {
			return s, 0
		}
		return s, i
	}
	if n == 0 || n > lastRow || i-from > 7 {
		return s, 0
	}
	s.row = n - 1
	return s, i
}

func isLetter(b byte) bool { b &^= 0x20; return b >= 'A' && b <= 'Z' }

// isWord says that a byte goes on with a name, so that no reference ends or begins there.
func isWord(b byte) bool {
	return isLetter(b) || b >= '0' && b <= '9' || b == '_' || b == '.' || b == '\\' || b >= 0x80
}

// A turn says what becomes of the rows that a formula names: of one cell, of a block, and whether it is asked of what is
// named without a sheet, and of which sheets' names.
type turn struct {
	own  bool
	of   func(name string) bool
	cell func(s spot) spot
	span func(top, bottom spot) (spot, spot)
}

// formula is the formula with its references turned. What it does not understand stays as it is.
func (u turn) formula(f string) string {
	var b strings.Builder
	qualifier, qualified := "", false
	for i := 0; i < len(f); {
		c := f[i]
		switch {
		case c == '"':
			j := i + 1
			for j < len(f) {
				if f[j] == '"' {
					if j+1 < len(f) && f[j+1] == '"' {
						j += 2
						continue
					}
					break
				}
				j++
			}
			j = min(j+1, len(f))
			b.WriteString(f[i:j])
			i, qualified = j, false
		case c == '\'':
			j := i + 1
			for j < len(f) {
				if f[j] == '\'' {
					if j+1 < len(f) && f[j+1] == '\'' {
						j += 2
						continue
					}
					break
				}
				j++
			}
			j = min(j+1, len(f))
			name := strings.ReplaceAll(strings.Trim(f[i:j], "'"), "''", "'")
			b.WriteString(f[i:j])
			i = j
			if i < len(f) && f[i] == '!' {
				qualifier, qualified = name, true
				b.WriteByte('!')
				i++
			}
		case c == '[': // a column of a table, or another workbook: [1]Sheet1!A1
			depth, j := 0, i
			for ; j < len(f); j++ {
				if f[j] == '[' {
					depth++
				} else if f[j] == ']' {
					if depth--; depth == 0 {
						break
					}
				}
			}
			j = min(j+1, len(f))
			end := j
			for end < len(f) && isWord(f[end]) {
				end++
			}
			if end < len(f) && f[end] == '!' {
				qualifier, qualified = "[", true
				j = end + 1
			}
			b.WriteString(f[i:j])
			i = j
		case c == '$' || isWord(c):
			if s, n := readSpot(f[i:]); n > 0 && (i+n >= len(f) || !isWord(f[i+n]) && f[i+n] != '!' && f[i+n] != '(' && f[i+n] != '[') {
				second, m := spot{}, 0
				if i+n < len(f) && f[i+n] == ':' {
					if second, m = readSpot(f[i+n+1:]); m > 0 && i+n+1+m < len(f) && (isWord(f[i+n+1+m]) || f[i+n+1+m] == '(') {
						m = 0
					}
				}
				ours := u.own
				if qualified {
					ours = qualifier != "[" && u.of(qualifier)
				}
				switch {
				case m > 0 && (s.row < 0) == (second.row < 0) && (s.col < 0) == (second.col < 0):
					if ours && s.row >= 0 {
						s, second = u.span(s, second)
						b.WriteString(s.text() + ":" + second.text())
					} else {
						b.WriteString(f[i : i+n+1+m])
					}
					i += n + 1 + m
				case s.row >= 0 && s.col >= 0 && ours:
					b.WriteString(u.cell(s).text())
					i += n
				default:
					b.WriteString(f[i : i+n])
					i += n
				}
				qualified = false
				continue
			}
			j := i
			for j < len(f) && (isWord(f[j]) || f[j] == '$' && j == i) {
				j++
			}
			b.WriteString(f[i:j])
			qualified = false
			if j < len(f) && f[j] == '!' {
				qualifier, qualified = f[i:j], true
				b.WriteByte('!')
				j++
			} else if j < len(f) && f[j] == ':' { // Sheet1:Sheet3!A1 names several sheets
				k := j + 1
				for k < len(f) && isWord(f[k]) {
					k++
				}
				if k < len(f) && f[k] == '!' {
					b.WriteString(f[j : k+1])
					qualifier, qualified = "[", true
					j = k + 1
				}
			}
			i = j
		default:
			b.WriteByte(c)
			i++
			qualified = false
		}
	}
	return b.String()
}

// grown are the references after rows came into the sheet that of answers for.
func (g Grow) turn(own bool, of func(string) bool) turn {
	return turn{own: own, of: of,
		cell: func(s spot) spot { s.row = min(g.row(s.row), lastRow-1); return s },
		span: func(top, bottom spot) (spot, spot) {
			low, high := g.span(min(top.row, bottom.row), max(top.row, bottom.row))
			if top.row == bottom.row && top.col != bottom.col { // cells beside each other are one row's
				low, high = g.row(top.row), g.row(top.row)
			}
			if top.row > bottom.row {
				low, high = high, low
			}
			top.row, bottom.row = min(low, lastRow-1), min(high, lastRow-1)
			return top, bottom
		}}
}

// moved is a formula in another row: what it names relative to itself moves along.
func moved(f string, by int) string {
	move := func(s spot) spot {
		if !s.rowAbs && s.row >= 0 {
			s.row = max(0, min(s.row+by, lastRow-1))
		}
		return s
	}
	return turn{own: true, of: func(string) bool { return true }, cell: move, span: func(a, z spot) (spot, spot) { return move(a), move(z) }}.formula(f)
}

// parseCell reads B12 as row and column from 0.
func parseCell(t string) (r, c int, ok bool) {
	s, n := readSpot(t)
	return s.row, s.col, n == len(t) && n > 0 && s.row >= 0 && s.col >= 0
}

// parseArea reads B2:D9, or B2 alone; whole columns and rows reach to the end.
func parseArea(t string) (a Area, ok bool) {
	from, to, two := strings.Cut(t, ":")
	if !two {
		to = from
	}
	s, n := readSpot(from)
	e, m := readSpot(to)
	if n == 0 || m == 0 || n != len(from) || m != len(to) || (s.row < 0) != (e.row < 0) || (s.col < 0) != (e.col < 0) || !two && (s.row < 0 || s.col < 0) {
		return a, false
	}
	a = Area{s.row, s.col, e.row, e.col}
	if s.row < 0 {
		a.Top, a.Bottom = 0, lastRow-1
	}
	if s.col < 0 {
		a.Left, a.Right = 0, 1<<14-1
	}
	if a.Top > a.Bottom {
		a.Top, a.Bottom = a.Bottom, a.Top
	}
	if a.Left > a.Right {
		a.Left, a.Right = a.Right, a.Left
	}
	return a, true
}

func (a Area) text() string {
	from := spot{row: a.Top, col: a.Left}.text()
	if a.Top == a.Bottom && a.Left == a.Right {
		return from
	}
	return from + ":" + spot{row: a.Bottom, col: a.Right}.text()
}

// areas turns a list of blocks with blanks between them.
func (g Grow) areas(list string, turn func(Area) Area) string {
	words := strings.Fields(list)
	for i, w := range words {
		if a, ok := parseArea(w); ok {
			if to := turn(a); to != a {
				words[i] = to.text()
			}
		}
	}
	return strings.Join(words, " ")
}
