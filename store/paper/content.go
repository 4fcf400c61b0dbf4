package paper

import (
	"fmt"
	"math"
	"strconv"
	"unicode/utf16"
)

func newContent(f faces) *content {
	return &content{regular: newSubset(f.regular), bold: newSubset(f.bold), title: newSubset(f.title), grids: map[string]int{}, pictures: map[*Picture]int{}}
}

// content turns marks into the operators of a page (ISO 32000-1, 8 and 9).
type content struct {
	out           []byte
	regular, bold *subset
	title         *subset
	height        int
	grids         map[string]int // the rules of pages, by their operators
	rules         []string       // the same by number
	pictures      map[*Picture]int
	order         []*Picture // the same by number
}

// mostGrids bounds how many sets of rules are kept; further ones are written
// into their pages.
const mostGrids = 256

// tenths of a point are 0.035 mm, finer than paper lies in a printer.
func tenths(v float64) int { return int(math.Round(v * 10)) }

func (c *content) num(v int) {
	if v < 0 {
		c.out, v = append(c.out, '-'), -v
	}
	c.out = strconv.AppendInt(c.out, int64(v/10), 10)
	if v %= 10; v != 0 {
		c.out = append(c.out, '.', byte('0'+v))
	}
	c.out = append(c.out, ' ')
}

func (c *content) op(s string) { c.out = append(append(c.out, s...), '\n') }

// page encodes one page: rules first, then text. The rules of a list are the
// same on page after page, so they are kept to be written once as a form
// object, and the pages name it. Positions of text are steps from the one
// before, in whole tenths, so that rounding never adds up.
func (c *content) page(p Page) []byte {
	c.out, c.height = c.out[:0], tenths(p.Height)
	var words [][]Mark
	var pictures []Mark
	for i := 0; i < len(p.Marks); {
		n := i
		for n < len(p.Marks) && p.Marks[n].Kind == p.Marks[i].Kind {
			n++
		}
		switch p.Marks[i].Kind {
		case Text:
			words = append(words, p.Marks[i:n])
		case Line:
			c.lines(p.Marks[i:n])
		case Shade:
			c.shades(p.Marks[i:n])
		case Image:
			pictures = append(pictures, p.Marks[i:n]...)
		}
		i = n
	}
	grid, known := c.grids[string(c.out)]
	if !known && len(c.rules) < mostGrids && len(c.out) > 0 {
		grid, known = len(c.rules), true
		c.rules = append(c.rules, string(c.out))
		c.grids[c.rules[grid]] = grid
	}
	if known {
		c.out = fmt.Appendf(c.out[:0], "/G%d Do\n", grid)
	}
	c.images(pictures)
	if len(words) > 0 {
		c.texts(words)
	}
	return c.out
}

// images names the pictures of a page, each scaled to its place.
func (c *content) images(marks []Mark) {
	for _, m := range marks {
		n, known := c.pictures[m.Picture]
		if !known {
			n = len(c.order)
			c.pictures[m.Picture], c.order = n, append(c.order, m.Picture)
		}
		c.op("q")
		c.num(tenths(m.W))
		c.op("0 0")
		c.num(tenths(m.H))
		c.num(tenths(m.X))
		c.num(c.height - tenths(m.Y+m.H))
		c.out = fmt.Appendf(c.out, "cm\n/P%d Do\nQ\n", n)
	}
}

func (c *content) shades(marks []Mark) {
	for _, m := range marks {
		c.out = strconv.AppendFloat(c.out, 1-m.Size, 'f', 2, 64)
		c.op(" g")
		c.num(tenths(m.X))
		c.num(c.height - tenths(m.Y+m.H))
		c.num(tenths(m.W))
		c.num(tenths(m.H))
		c.op("re f")
	}
	c.op("0 g")
}

func (c *content) lines(marks []Mark) {
	thick := -1.0
	for _, m := range marks {
		if m.Size != thick {
			if thick >= 0 {
				c.op("S")
			}
			thick = m.Size
			c.num(tenths(thick))
			c.op("w")
		}
		c.num(tenths(m.X))
		c.num(c.height - tenths(m.Y))
		c.out = append(c.out, "m "...)
		c.num(tenths(m.X + m.W))
		c.num(c.height - tenths(m.Y+m.H))
		c.op("l")
	}
	c.op("S")
}

func (c *content) texts(groups [][]Mark) {
	c.op("BT")
	x, y, size, track := 0, 0, -1.0, 0.0
	var last *subset
	for _, marks := range groups {
		for i := range marks {
			m := &marks[i]
			font, name := c.regular, "/R "
			switch {
			case m.Title:
				font, name = c.title, "/T "
			case m.Bold:
				font, name = c.bold, "/B "
			}
			if m.Size != size || font != last {
				c.out = append(c.out, name...)
				c.num(tenths(m.Size))
				c.op("Tf")
				size, last = m.Size, font
			}
			if m.Track != track {
				track = m.Track
				c.out = append(strconv.AppendFloat(c.out, track, 'f', 3, 64), " Tc\n"...)
			}
			nx, ny := tenths(m.X), c.height-tenths(m.Y)
			c.num(nx - x)
			c.num(ny - y)
			c.op("Td")
			x, y = nx, ny
			c.run(font, m.Text, int(math.Round(1000*m.Gap/m.Size)))
		}
	}
	if track != 0 {
		c.op("0 Tc")
	}
	c.op("ET")
}

// run writes the codes of a text as a string of the file, two bytes each. A
// gap goes behind the first character.
func (c *content) run(font *subset, s string, gap int) {
	out := append(c.out, '(')
	for i, r := range s {
		var code uint16
		if row := font.lookup[r>>8]; row != nil {
			code = row[r&255]
		}
		if gap != 0 && i == 0 {
			code = font.spaced(use{r, gap})
		} else if code == 0 {
			if code = font.code(r); code == 0 && font.face.look(r).class == hidden {
				continue
			}
		}
		out = append(out, byte(code>>8), byte(code))
	}
	c.out = append(out, ")Tj\n"...)
}

// appendUTF16 writes a text as a hexadecimal string, as titles and the text
// behind glyphs are kept.
func appendUTF16(out []byte, s string) []byte {
	out = append(out, "<FEFF"...)
	for _, u := range utf16.Encode([]rune(s)) {
		out = appendHex(out, u)
	}
	return append(out, '>')
}

func appendHex(out []byte, v uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(out, digits[v>>12], digits[v>>8&15], digits[v>>4&15], digits[v&15])
}
