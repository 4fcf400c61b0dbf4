package sheet

import (
	"context"
	"strings"

	"tuanjian/store/value"
)

// readCSV reads text with separators as a workbook of one sheet without a name. Row numbers are those that Excel shows:
// empty lines count, a quoted line break does not.
func readCSV(ctx context.Context, b []byte, p Progress) (*Workbook, error) {
	text := strings.TrimSuffix(decodeText(b), "\x1a")
	if strings.Count(text[:min(len(text), 1<<20)], "\ufffd")*10 > min(len(text), 1<<20) {
		return nil, ErrKind
	}
	c, at := separated(text)
	c.at = at
	spent := 0
	g := grid{spent: &spent}
	for row := 0; c.at < len(text); row++ {
		if row%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			p.tell(c.at, len(text))
		}
		for col := 0; ; col++ {
			cell, more := c.next()
			if err := g.put(row, col, unguard(cell)); err != nil {
				return nil, err
			}
			if !more {
				break
			}
		}
	}
	book := &Workbook{Kind: "csv", Sheets: make([]Sheet, 1)}
	if err := g.give(&book.Sheets[0]); err != nil {
		return nil, err
	}
	return book, nil
}

// maxStray bounds the search for closing quotes in a file that is full of stray ones.
const maxStray = 100

// next reads one cell and says whether another follows in the line. A quote counts only where a cell begins; one that is
// never closed is taken as a character, so that one stray quote does not swallow the rest of the table.
func (c *csvText) next() (cell string, more bool) {
	if c.at < len(c.text) && c.text[c.at] == '"' && c.stray < maxStray {
		if cell, end, ok := c.quoted(); ok {
			c.at = end
			return cell, c.step()
		}
		c.stray++
	}
	c.skipBlanks()
	n := c.at
	for n < len(c.text) && c.text[n] != '\n' && c.text[n] != '\r' && c.apart(n) == 0 {
		n++
	}
	cell, c.at = c.text[c.at:n], n
	return cell, c.step()
}

// step goes over the separator or the end of the line.
func (c *csvText) step() bool {
	if n := c.apart(c.at); n > 0 {
		c.at += n
		if c.skipBlanks(); c.blanks == 0 || c.at < len(c.text) && c.text[c.at] != '\r' && c.text[c.at] != '\n' {
			return true
		}
	}
	if c.at >= len(c.text) {
		return false
	}
	if c.text[c.at] == '\r' && c.at+1 < len(c.text) && c.text[c.at+1] == '\n' {
		c.at++
	}
	c.at++
	return false
}

// maxQuoted is how far a closing quote is looked for: no cell of a workbook is longer.
const maxQuoted = 32767 * 4

func (c *csvText) quoted() (cell string, end int, ok bool) {
	var b strings.Builder
	for i := c.at + 1; i < min(len(c.text), c.at+maxQuoted); i++ {
		if c.text[i] != '"' {
			continue
		}
		b.WriteString(c.text[c.at+1 : i])
		return c.closeQuote(i, &b)
	}
	return "", 0, false
}

// closeQuote goes on from the first inner quote at i: doubled it is a character, before a separator it ends the cell.
func (c *csvText) closeQuote(i int, b *strings.Builder) (string, int, bool) {
	limit := min(len(c.text), c.at+maxQuoted)
	for {
		if i+1 >= len(c.text) {
			return b.String(), i + 1, true
		}
		switch next := c.text[i+1]; {
		case next == '\n' || next == '\r' || c.apart(i+1) > 0:
			return b.String(), i + 1, true
		case next == '"':
			i++
		}
		from := i
		for i++; i < limit && c.text[i] != '"'; i++ {
		}
		if i >= limit {
			return "", 0, false
		}
		b.WriteString(c.text[from:i])
	}
}

// unguard is ledger.Unguard, and undoes the two ways in which others keep a number a text in CSV: a tab in front and
// ="…". Neither can come from ledger.Guard.
func unguard(s string) string {
	switch {
	case strings.HasPrefix(s, "\t"):
		return strings.TrimLeft(s, "\t")
	case strings.HasPrefix(s, `="`) && strings.HasSuffix(s, `"`) && len(s) > 2:
		return strings.ReplaceAll(s[2:len(s)-1], `""`, `"`)
	}
	return value.Unguard(s)
}
