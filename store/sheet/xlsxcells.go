package sheet

import (
	"bytes"
	"strconv"
)

// cells walks through one worksheet.
type cells struct {
	ps      *parts
	sheet   *Sheet
	grid    grid
	row     int // of the cell at hand
	col     int
	kind    string
	format  *format
	value   []byte // what <v> holds
	inline  []byte // what the <t> of an <is> hold
	within  byte   // 'v' or 't' within one of these
	formula bool   // the cell has one
	guide   int    // within a phonetic guide
	filter  Area   // of an automatic filter that hides something
	known   map[string]string
	shown   map[numberKey]string // likewise numbers that come again and again
	began   int64                // where the row began, which is where the one before ended
	before  int                  // the elements before it
	filled  bool                 // something stands in the row
	hidden  bool                 // it is not shown
	rows    int                  // rows seen
}

type numberKey struct {
	format *format
	value  string
}

func (ps *parts) readCells(name string, s *Sheet) error {
	c := &cells{ps: ps, sheet: s, row: -1, known: map[string]string{}, shown: map[numberKey]string{}, grid: grid{spent: &ps.spent}}
	if err := ps.walk(name, c.see); err != nil {
		return err
	}
	return c.grid.give(s)
}

func (c *cells) see(x *xmlScan, m mark) error {
	switch m {
	case markText:
		switch {
		case c.within == 0 || c.guide > 0:
		case c.within == 'v':
			c.value = x.appendText(c.value)
		default:
			c.inline = x.appendText(c.inline)
		}
		if len(c.value)+len(c.inline) > maxCellBytes {
			return ErrLongCell
		}
	case markOpen:
		return c.open(x)
	case markClose:
		switch string(x.name) {
		case "v", "t":
			c.within = 0
		case "rPh":
			c.guide--
		case "c":
			return c.store()
		case "row":
			return c.endRow(x)
		}
	}
	return nil
}

func (c *cells) open(x *xmlScan) error {
	switch string(x.name) {
	case "c":
		c.openCell(x)
	case "v", "t":
		c.within = x.name[0]
	case "f":
		c.formula = true
	case "rPh":
		c.guide++
	case "row":
		if c.rows++; c.rows > excelRows {
			return ErrDamaged
		}
		if c.rows == 1 {
			c.began, c.before = x.passed(), c.ps.elements
		}
		c.openRow(x)
	case "col":
		from, ok1 := number(x.attr("min"))
		to, ok2 := number(x.attr("max"))
		if ok1 && ok2 && (yes(x.attr("hidden")) || nought(x.attr("width"))) {
			c.sheet.hideColumns(from-1, to-1)
		}
	case "autoFilter":
		c.filter, _ = parseArea(x.attr("ref"))
	case "filterColumn":
		c.sheet.filtered(c.filter)
	case "mergeCell":
		if area, ok := parseArea(x.attr("ref")); ok {
			c.grid.merge(c.sheet, area)
		}
	}
	return nil
}

func (c *cells) openRow(x *xmlScan) {
	c.filled, c.hidden = false, false
	c.row++
	c.col = -1
	for key, value, at := x.attrAt(0); key != nil; key, value, at = x.attrAt(at) {
		switch string(key) {
		case "r":
			if n, ok := number(value); ok && n > 0 {
				c.row = n - 1
			}
		case "hidden":
			c.hidden = c.hidden || yes(value)
		case "ht":
			c.hidden = c.hidden || nought(value)
		}
	}
}

func (c *cells) openCell(x *xmlScan) {
	c.col++
	c.value, c.inline, c.formula = c.value[:0], c.inline[:0], false
	c.kind = "n"
	style := 0 // a cell without a style has the first
	for key, value, at := x.attrAt(0); key != nil; key, value, at = x.attrAt(at) {
		switch string(key) {
		case "r":
			if row, col, ok := parseRef(value); ok {
				c.row, c.col = row, col
			}
		case "t":
			c.kind = kindOf(value)
		case "s":
			style, _ = number(value)
		}
	}
	c.format = nil
	if style < len(c.ps.formats) && !x.pending { // else a format without a value
		c.format = c.ps.formats[style]
	}
}

// nought says that a height or a width is there, and none: 0, 0.0.
func nought(b []byte) bool { return len(b) > 0 && len(bytes.Trim(b, "0.")) == 0 }

// endRow takes a row without values out of the count of what was unpacked: a format pulled down to the last row of a sheet
// makes a million of them, over 200 MB in a file of 1 MB.
func (c *cells) endRow(x *xmlScan) error {
	size, elements := x.passed()-c.began, c.ps.elements-c.before
	c.began, c.before = c.began+size, c.ps.elements
	if c.filled {
		if c.hidden {
			c.sheet.hide(c.row, ByHand)
		}
		return nil
	}
	c.ps.idle += elements
	c.ps.left += size
	if c.ps.blank -= size; c.ps.blank < 0 {
		return ErrBlankRows
	}
	return nil
}

func yes(b []byte) bool { return string(b) == "1" || string(b) == "true" || string(b) == "on" }

// parseArea reads a name like B2:D9.
func parseArea(b []byte) (a Area, ok bool) {
	from, to, two := bytes.Cut(b, []byte(":"))
	if !two {
		to = from
	}
	top, left, ok1 := parseRef(from)
	bottom, right, ok2 := parseRef(to)
	return Area{top, left, bottom, right}, ok1 && ok2 && top <= bottom && left <= right
}

// kindOf avoids a new string for each cell.
func kindOf(t []byte) string {
	switch string(t) {
	case "s":
		return "s"
	case "inlineStr":
		return "inline"
	case "str":
		return "str"
	case "b":
		return "b"
	case "e":
		return "e"
	case "d":
		return "d"
	}
	return "n"
}

func (c *cells) store() error {
	if c.row < 0 {
		return nil
	}
	if len(c.value) == 0 && len(c.inline) == 0 {
		if c.formula && c.kind == "n" {
			return c.grid.fail(c.row, c.col, notComputed)
		}
		return nil
	}
	if c.kind == "e" && len(c.value) > 0 && len(c.value) < 40 {
		return c.grid.fail(c.row, c.col, c.same(c.value))
	}
	c.filled = true
	return c.grid.put(c.row, c.col, c.text())
}

// text is what the cell holds. Where a program wrote both <v> and <is>, the one that the cell's type means counts.
func (c *cells) text() string {
	switch {
	case c.kind == "inline" && len(c.inline) > 0 || len(c.value) == 0:
		return c.format.words(unstuff(c.same(c.inline)))
	}
	switch c.kind {
	case "s":
		n, ok := number(bytes.TrimSpace(c.value))
		if !ok || n >= len(c.ps.strings) {
			return ""
		}
		return c.format.words(c.ps.strings[n])
	case "str", "inline":
		return c.format.words(unstuff(c.same(c.value)))
	case "b":
		if string(c.value) == "1" || string(c.value) == "true" {
			return "TRUE"
		}
		return "FALSE"
	case "d": // 2013-02-04T00:00:00
		return c.format.instant(string(c.value))
	case "n":
		if n, ok := number(c.value); ok && c.format == nil && (n == 0 || c.value[0] != '0') {
			return c.same(c.value)
		}
		if shown, ok := c.shown[numberKey{c.format, string(c.value)}]; ok {
			return shown
		}
		if v, err := strconv.ParseFloat(string(bytes.TrimSpace(c.value)), 64); err == nil {
			shown := c.format.number(v, c.ps.is1904)
			if len(c.shown) < 4096 && len(c.value) <= 64 {
				c.shown[numberKey{c.format, string(c.value)}] = shown
			}
			return shown
		}
	}
	return c.same(c.value)
}

// same is the value as a string, one string for words that come again and again.
func (c *cells) same(b []byte) string {
	if len(b) > 64 {
		return string(b)
	}
	if s, ok := c.known[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(c.known) < 4096 {
		c.known[s] = s
	}
	return s
}

// number reads up to 15 digits.
func number(b []byte) (int, bool) {
	if len(b) == 0 || len(b) > 15 {
		return 0, false
	}
	n := 0
	for _, d := range b {
		if d < '0' || d > '9' {
			return 0, false
		}
		n = n*10 + int(d-'0')
	}
	return n, true
}

// parseRef reads a name like B12 (or $B$12) as row and column counted from 0.
func parseRef(b []byte) (row, col int, ok bool) {
	i := 0
	for ; i < len(b); i++ {
		d := b[i] &^ 0x20
		if b[i] == '$' {
			continue
		}
		if d < 'A' || d > 'Z' {
			break
		}
		if col = col*26 + int(d-'A') + 1; col > 1<<15 {
			return 0, 0, false
		}
	}
	row, ok = number(b[i:])
	if !ok || row == 0 || row > 1<<24 || col == 0 {
		return 0, 0, false
	}
	return row - 1, col - 1, true
}
