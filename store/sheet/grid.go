package sheet

import (
	"strings"
	"unicode/utf8"
)

// grid gathers the cells of one sheet row by row under the caps. Rows usually come in order; when a row comes back, its
// cells join those that were there.
type grid struct {
	rows   [][]string
	row    int      // the row that line holds
	line   []string // cells of that row, its length is its last filled cell
	slab   []string // where finished rows are cut from
	errors map[Spot]string
	spent  *int // cells and rows held for the whole workbook so far
}

// put stores a cell; empty text stores nothing, so that formats without values cost nothing. An error goes among the
// errors, and the apostrophe by which a number was kept a text is taken away.
func (g *grid) put(r, c int, text string) error {
	if text == "" {
		return nil
	}
	if r >= MaxRows || c >= MaxColumns {
		switch {
		case strings.TrimSpace(text) == "" || errorText(text): // a stray blank, a formula pulled down to the last row
			return nil
		case r >= MaxRows:
			return ErrTooManyRows
		}
		return ErrTooManyColumns
	}
	if len(text) > maxCell && utf8.RuneCountInString(text) > maxCell {
		return ErrLongCell
	}
	switch text[0] {
	case '#', 'E', ' ':
		if errorText(text) {
			return g.fail(r, c, strings.TrimSpace(text))
		}
	case '\'', '`', 0xE2, 0xEF: // the first bytes of textMarks
		text = unmarked(text)
	}
	if r != g.row {
		if err := g.flush(); err != nil {
			return err
		}
		g.row = r
		if r < len(g.rows) {
			g.line = append(g.line, g.rows[r]...)
		}
	}
	if len(text) > 64 { // a long text counts as several cells, whoever else holds it
		if *g.spent += (len(text) - 64) / 16; *g.spent > maxSlots {
			return ErrTooLarge
		}
	}
	for len(g.line) <= c {
		g.line = append(g.line, "")
	}
	g.line[c] = text
	return nil
}

// fail notes that a cell holds an error. Beyond a million of them, cells are merely empty.
func (g *grid) fail(r, c int, what string) error {
	if r >= MaxRows || c >= MaxColumns || len(g.errors) >= maxErrors {
		return nil
	}
	if g.errors == nil {
		g.errors = map[Spot]string{}
	}
	g.errors[Spot{r, c}] = what
	if *g.spent += errorSlots; *g.spent > maxSlots {
		return ErrTooLarge
	}
	return nil
}

// What an error and a merged area take of memory, in cells.
const (
	errorSlots = 4
	areaSlots  = 10
)

// merge notes a merged area. What is beyond the caps is left out: it says nothing of what stands where.
func (g *grid) merge(s *Sheet, a Area) {
	if len(s.Merged) < maxMerged && *g.spent < maxSlots {
		*g.spent += areaSlots
		s.Merged = append(s.Merged, a)
	}
}

func (g *grid) flush() error {
	if len(g.line) == 0 {
		return nil
	}
	n := len(g.line)
	if *g.spent += n + max(0, g.row+1-len(g.rows)); *g.spent > maxSlots {
		return ErrTooLarge
	}
	for len(g.rows) <= g.row {
		g.rows = append(g.rows, nil)
	}
	if len(g.slab) < n {
		g.slab = make([]string, max(n, 8192))
	}
	copy(g.slab, g.line)
	g.rows[g.row] = g.slab[:n:n]
	g.slab = g.slab[n:]
	g.line = g.line[:0]
	return nil
}

// give hands what was gathered to the sheet.
func (g *grid) give(s *Sheet) error {
	if err := g.flush(); err != nil {
		return err
	}
	s.Rows, s.errors = g.rows, g.errors
	all := len(s.HiddenRows)
	for r := range s.HiddenRows {
		if r >= len(s.Rows) || len(s.Rows[r]) == 0 {
			delete(s.HiddenRows, r) // nothing in it is hidden
		}
	}
	if said := s.HiddenRows; len(said) < all/2 { // a map keeps the room of what is deleted
		s.HiddenRows = nil
		for r, why := range said {
			s.hide(r, why)
		}
	}
	return nil
}

// hide notes that a row is not shown. Rows beyond what is read do not count.
func (s *Sheet) hide(r int, why Hiding) {
	if r < 0 || r >= MaxRows {
		return
	}
	if s.HiddenRows == nil {
		s.HiddenRows = map[int]Hiding{}
	}
	s.HiddenRows[r] = why
}

// What bounds a file that says the same of hidden rows or columns again and again, in each sheet.
const (
	maxHiding  = 4 * MaxRows
	maxVeiling = 16 * MaxColumns
)

func (s *Sheet) hideColumns(from, to int) {
	for c := max(0, from); c <= min(to, MaxColumns-1) && s.veiled < maxVeiling; c++ {
		s.veiled++
		if s.HiddenColumns == nil {
			s.HiddenColumns = map[int]bool{}
		}
		s.HiddenColumns[c] = true
	}
}

// filtered says that the hidden rows within the area are hidden by a filter. A sheet says the same area for each of the
// columns that its filter goes by.
func (s *Sheet) filtered(in Area) {
	if s.filter != nil && *s.filter == in {
		return
	}
	s.filter = &in
	if s.hid += len(s.HiddenRows); s.hid > maxHiding {
		return
	}
	for r := range s.HiddenRows {
		if r > in.Top && r <= in.Bottom {
			s.HiddenRows[r] = ByFilter
		}
	}
}

// notComputed stands for the value of a formula that no program has worked out yet.
const notComputed = "公式没有算出结果"

// errorWords are the errors of Excel and WPS in capitals, and ##### is what a column too narrow leaves in a text file.
var errorWords = map[string]bool{
	"#NULL!": true, "#DIV/0!": true, "#VALUE!": true, "#REF!": true, "#NAME?": true, "#NUM!": true, "#N/A": true, "#GETTING_DATA": true,
	"#SPILL!": true, "#CALC!": true, "#FIELD!": true, "#BLOCKED!": true, "#UNKNOWN!": true, "#CONNECT!": true, "#BUSY!": true, "#PYTHON!": true,
	"#EXTERNAL!": true, "#TIMEOUT!": true, "#NULL": true, "#REF": true, "#VALUE": true, "#NAME": true, "#NUM": true, "#DIV/0": true,
	"#NULL！": true, "#DIV/0！": true, "#VALUE！": true, "#REF！": true, "#NAME？": true, "#NUM！": true,
}

// errorText says whether a text is an error as Excel, WPS or LibreOffice (Err:502) show it.
func errorText(text string) bool {
	if len(text) > 40 {
		return false
	}
	t := strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(t, "Err:"); ok {
		return len(rest) == 3 && strings.Trim(rest, "0123456789") == ""
	}
	return len(t) > 0 && t[0] == '#' && (errorWords[strings.ToUpper(t)] || len(t) >= 3 && strings.Trim(t, "#") == "")
}

// textMarks are the apostrophes that people type before a number to keep it a text.
const textMarks = "'‘’＇`"

// unmarked takes the mark from a text that is else a number, digits as in phones, ID numbers and dates; one behind it too,
// as programs write '139' that put all texts in single quotes.
func unmarked(text string) string {
	mark, size := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune(textMarks, mark) {
		return text
	}
	if rest := strings.TrimLeft(strings.TrimRight(text[size:], textMarks+" "), " "); numberLike(rest) {
		return rest
	}
	return text
}

// numberLike says that a text begins with a digit and holds only what numbers are written with.
func numberLike(text string) bool {
	return text != "" && text[0] >= '0' && text[0] <= '9' && strings.Trim(text, "0123456789xX.-/ *\t") == ""
}
