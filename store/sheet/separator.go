package sheet

import "strings"

// csvText is a text on its way to be cut into cells.
type csvText struct {
	text   string
	at     int
	comma  byte     // what stands between the cells, 0 when only others do
	wide   []string // other separators: ，
	blanks int      // so many blanks at least, or a tab, stand between the cells; 0 when they are characters
	stray  int      // quotes that turned out to be characters
}

// apart is how many bytes the separator at i takes, 0 when there is none.
func (c *csvText) apart(i int) int {
	if i >= len(c.text) {
		return 0
	}
	b := c.text[i]
	if b == c.comma && b != 0 {
		return 1
	}
	if b >= 0x80 {
		for _, w := range c.wide {
			if strings.HasPrefix(c.text[i:], w) {
				return len(w)
			}
		}
	}
	if c.blanks == 0 {
		return 0
	}
	rest := strings.TrimLeft(c.text[i:], " \t\u3000")
	gap := c.text[i : len(c.text)-len(rest)]
	if strings.ContainsAny(gap, "\t\u3000") || len(gap) >= c.blanks {
		return len(gap)
	}
	return 0
}

// skipBlanks goes over blanks in front of a cell where blanks are what parts cells.
func (c *csvText) skipBlanks() {
	if c.blanks > 0 {
		c.at = len(c.text) - len(strings.TrimLeft(c.text[c.at:], " \t\u3000"))
	}
}

// others are the ways in which people part cells by hand, in the order in which they are tried when the signs that
// programs use part nothing.
var others = []csvText{
	{comma: ',', wide: []string{"，"}}, {comma: ';', wide: []string{"；"}}, {wide: []string{"、"}}, {wide: []string{"｜"}}, {blanks: 2}, {blanks: 1},
}

// separated finds what stands between the cells, and where the first one begins: the one of comma, semicolon, tab and bar
// that parts most of the first lines, or else one that people type by hand and that parts nearly all lines alike. A line
// sep=; in front, as Excel understands it, decides and is not a row.
func separated(text string) (c *csvText, start int) {
	if hasFold(text, "sep=") && len(text) > 5 && (text[5] == '\r' || text[5] == '\n') {
		start = 6
		if text[5] == '\r' && len(text) > 6 && text[6] == '\n' {
			start = 7
		}
		return &csvText{text: text, comma: text[4]}, start
	}
	best, sep := 0, byte(',')
	for _, s := range []byte(",\t;|") {
		lines, cells, quoted := 0, 0, false
		for i := 0; i < min(len(text), 64<<10) && lines < 50; i++ {
			switch c := text[i]; {
			case c == '"':
				quoted = !quoted
			case quoted:
			case c == '\n':
				lines++
			case c == s && i > 0 && text[i-1] != '\n':
				cells++ // a tab that opens a line keeps an ID number a text
			}
		}
		if cells > best*3/2 {
			best, sep = cells, s
		}
	}
	c = &csvText{text: text, comma: sep}
	share, parts, _ := c.alike(text)
	if parts > 1 && share >= 0.8 {
		return c, 0
	}
	for _, o := range others {
		s, p, lines := o.alike(text)
		if o.blanks > 0 && p == 2 && !strings.ContainsAny(text[:min(len(text), 64<<10)], "0123456789") {
			continue // 张 三 is one name
		}
		if s >= 0.8 && p > parts && (o.comma != 0 || s >= 0.9 && (lines > 1 || p > 2 && o.holdsNumber(text))) {
			o.text = text
			return &o, 0
		}
	}
	return c, 0
}

// holdsNumber says that one of the parts of a text is a number as long as a phone's: a line of a sentence is no row.
func (c csvText) holdsNumber(text string) bool {
	for c.text = text; c.at < min(len(text), 64<<10); {
		cell, _ := c.next()
		if cell = strings.TrimSpace(cell); len(cell) >= 11 && len(cell) <= 18 && strings.Trim(cell, "0123456789Xx") == "" {
			return true
		}
	}
	return false
}

// alike says into how many parts most of the first lines fall, and which share of those that fall apart at all do. Lines
// that do not are titles; when they are more than half, the lines fall into one part.
func (c csvText) alike(text string) (share float64, parts, lines int) {
	counts := map[int]int{}
	apart := 0
	for c.text = text; c.at < min(len(text), 64<<10) && lines < 50; {
		n, from := 0, c.at
		for more := true; more; n++ {
			_, more = c.next()
		}
		if strings.TrimSpace(text[from:c.at]) == "" {
			continue
		}
		if lines++; n > 1 {
			apart++
			counts[n]++
		}
	}
	if apart*2 < lines {
		return 0, 1, lines
	}
	for n, count := range counts {
		if s := float64(count) / float64(apart); s > share || s == share && n > parts {
			share, parts = s, n
		}
	}
	return share, max(parts, 1), lines
}
