package sheet

import (
	"bytes"
	"strconv"
	"strings"
)

// cells walks through one worksheet.
type cells struct {
	ps     *parts
	sheet  *Sheet
	grid   grid
	row    int // of the cell at hand
	col    int
	kind   string
	shape  shape
	value  []byte
	taking bool // within a value or a text of the cell
	guide  int  // within a phonetic guide
	known  map[string]string
}

func (ps *parts) readCells(name string, s *Sheet) error {
	c := &cells{ps: ps, sheet: s, row: -1, known: map[string]string{}, grid: grid{spent: &ps.spent}}
	if err := ps.walk(name, c.see); err != nil {
		return err
	}
	if err := c.grid.flush(); err != nil {
		return err
	}
	s.Rows = c.grid.rows
	return nil
}

func (c *cells) see(x *xmlScan, m mark) error {
	switch m {
	case markText:
		if c.taking && c.guide == 0 {
			c.value = x.appendText(c.value)
		}
	case markOpen:
		return c.open(x)
	case markClose:
		switch string(x.name) {
		case "v", "t":
			c.taking = false
		case "rPh":
			c.guide--
		case "c":
			return c.store()
		}
	}
	return nil
}

func (c *cells) open(x *xmlScan) error {
	switch string(x.name) {
	case "c":
		c.col++
		if ref := x.attr("r"); ref != nil {
			if row, col, ok := parseRef(ref); ok {
				c.row, c.col = row, col
			}
		}
		c.kind = kindOf(x.attr("t"))
		c.shape = shape{}
		if s := x.attr("s"); s != nil {
			if n, ok := number(s); ok && n < len(c.ps.shapes) {
				c.shape = c.ps.shapes[n]
			}
		}
		c.value = c.value[:0]
	case "v", "t":
		c.taking = true
	case "rPh":
		c.guide++
	case "row":
		c.row++
		c.col = -1
		if n, ok := number(x.attr("r")); ok && n > 0 {
			c.row = n - 1
		}
	case "mergeCell":
		if len(c.sheet.Merged) < maxMerged {
			from, to, _ := bytes.Cut(x.attr("ref"), []byte(":"))
			top, left, ok1 := parseRef(from)
			bottom, right, ok2 := parseRef(to)
			if ok1 && ok2 && top <= bottom && left <= right {
				c.sheet.Merged = append(c.sheet.Merged, Area{top, left, bottom, right})
			}
		}
	}
	return nil
}

// kindOf avoids a new string for each cell.
func kindOf(t []byte) string {
	switch string(t) {
	case "s":
		return "s"
	case "inlineStr", "str":
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
	if len(c.value) == 0 || c.row < 0 {
		return nil
	}
	return c.grid.put(c.row, c.col, c.text())
}

func (c *cells) text() string {
	switch c.kind {
	case "s":
		n, ok := number(bytes.TrimSpace(c.value))
		if !ok || n >= len(c.ps.strings) {
			return ""
		}
		return c.ps.strings[n]
	case "str":
		return unstuff(c.same())
	case "b":
		if string(c.value) == "1" || string(c.value) == "true" {
			return "TRUE"
		}
		return "FALSE"
	case "d": // 2013-02-04T00:00:00
		day, clock, _ := strings.Cut(string(c.value), "T")
		clock = strings.TrimSuffix(strings.TrimSuffix(clock, "Z"), ".000")
		if clock == "" || clock == "00:00:00" {
			return day
		}
		return day + " " + clock
	case "n":
		if n, ok := number(c.value); ok && c.shape.kind == shapeGeneral && (n == 0 || c.value[0] != '0') {
			return c.same()
		}
		if v, err := strconv.ParseFloat(string(bytes.TrimSpace(c.value)), 64); err == nil {
			return c.shape.text(v, c.ps.is1904)
		}
	}
	return c.same()
}

// same is the value as a string, one string for words that come again and again.
func (c *cells) same() string {
	if len(c.value) > 64 {
		return string(c.value)
	}
	if s, ok := c.known[string(c.value)]; ok {
		return s
	}
	s := string(c.value)
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
