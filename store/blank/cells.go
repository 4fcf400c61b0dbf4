package blank

import (
	"strconv"
	"strings"
	"time"

	"tuanjian/store/sheet"
)

// Ruled says that a cell has a border, as the cells have that are to be filled in.
func (s *Sheet) Ruled(r, c int) bool {
	if s.table != nil {
		return r >= 0 && r < len(s.table.rows)
	}
	return s.book.styles.at(s.Cell(r, c).Style).ruled
}

// Takes says that a text can stand in a cell: in a document it must be one of a table, without a picture or a box to tick in it.
func (s *Sheet) Takes(r, c int) bool {
	if s.table == nil {
		return true
	}
	cell := s.table.cell(r, c)
	return cell != nil && cell.from >= 0 && cell.depth < maxDepth
}

// HiddenRow says that a row is not shown.
func (s *Sheet) HiddenRow(r int) bool {
	i, there := s.find(r)
	return there && s.rowTag(s.rows[i]).yes("hidden")
}

// Locked says that a cell may not be typed into: its sheet is protected and it is not left open.
func (s *Sheet) Locked(r, c int) bool {
	return s.Protected && s.book.styles.at(s.Cell(r, c).Style).locked
}

// Day says what dates the format of a cell shows.
func (s *Sheet) Day(r, c int) Day {
	if s.table != nil {
		return NoDay
	}
	return s.book.styles.day(s.Cell(r, c).Style)
}

// HoldsText says that the format of a cell is for text.
func (s *Sheet) HoldsText(r, c int) bool {
	return s.table != nil || s.book.styles.holdsText(s.Cell(r, c).Style)
}

// Merged are the merged blocks.
func (s *Sheet) Merged() []Area { return s.merged }

// Options are the words of a cell's drop-down. list says that it has one; words are nil where they cannot be told, since a
// formula chooses them.
func (s *Sheet) Options(r, c int) (words []string, list bool) {
	for _, l := range s.lists {
		for _, a := range l.areas {
			if a.has(r, c) {
				return s.words(l.formula, 0), true
			}
		}
	}
	return nil, false
}

// maxOptions is how many words of a drop-down are looked at.
const maxOptions = 5000

func (s *Sheet) words(formula string, deep int) []string {
	formula = strings.TrimPrefix(strings.TrimSpace(formula), "=")
	if strings.HasPrefix(formula, `"`) && strings.HasSuffix(formula, `"`) && len(formula) > 1 {
		var words []string
		for _, w := range strings.Split(strings.ReplaceAll(formula[1:len(formula)-1], `""`, `"`), ",") {
			if w = strings.TrimSpace(w); w != "" {
				words = append(words, w)
			}
		}
		return words
	}
	at, block := s, formula
	if i := strings.LastIndexByte(formula, '!'); i >= 0 {
		name := strings.ReplaceAll(strings.Trim(formula[:i], "'"), "''", "'")
		at, block = nil, formula[i+1:]
		for _, other := range s.book.Sheets {
			if strings.EqualFold(other.Name, name) {
				at = other
			}
		}
	}
	a, ok := parseArea(block)
	if ok && at != nil {
		return at.texts(a)
	}
	if deep > 3 {
		return nil
	}
	for _, local := range []int{s.place, -1} {
		for _, n := range s.book.defined {
			if n.local == local && strings.EqualFold(n.name, formula) {
				return s.words(n.formula, deep+1)
			}
		}
	}
	return nil
}

func (s *Sheet) texts(a Area) (words []string) {
	var text *sheet.Sheet
	for i, x := range s.book.Sheets {
		if x == s {
			text = &s.book.Text.Sheets[i]
		}
	}
	for r := a.Top; r <= min(a.Bottom, len(text.Rows)-1) && len(words) < maxOptions; r++ {
		for c := a.Left; c <= min(a.Right, len(text.Rows[r])-1) && len(words) < maxOptions; c++ {
			if t := strings.TrimSpace(text.Rows[r][c]); t != "" {
				words = append(words, t)
			}
		}
	}
	return words
}

// Serial is the number by which the workbook keeps a day, "" before the century that offices write of.
func (w *Form) Serial(year, month, day int) string {
	n := int(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Sub(dayNought).Hours() / 24)
	if n < 61 { // Excel takes 1900 for a leap year
		return ""
	}
	if w.is1904 {
		n -= 1462
	}
	return strconv.Itoa(n)
}

// dayNought is the day from which workbooks count.
var dayNought = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// DayOf is the day that a number stands for, as people write it.
func (w *Form) DayOf(serial string) string {
	n, err := strconv.Atoi(serial)
	if err != nil {
		return serial
	}
	if w.is1904 {
		n += 1462
	}
	return dayNought.AddDate(0, 0, n).Format("2006-01-02")
}

// CellName names a cell as Excel does.
func CellName(r, c int) string { return sheet.CellName(r, c) }
