package paper

import (
	"math"
	"strconv"
	"unicode/utf16"
)

// content turns marks into the operators of a page (ISO 32000-1, 8 and 9).
type content struct {
	out           []byte
	regular, bold *subset
	height        int
}

// A hundredth of a point is finer than any printer.
func hundredths(v float64) int { return int(math.Round(v * 100)) }

func (c *content) num(v int) {
	if v < 0 {
		c.out, v = append(c.out, '-'), -v
	}
	c.out = strconv.AppendInt(c.out, int64(v/100), 10)
	if v %= 100; v != 0 {
		c.out = append(c.out, '.', byte('0'+v/10))
		if v%10 != 0 {
			c.out = append(c.out, byte('0'+v%10))
		}
	}
	c.out = append(c.out, ' ')
}

func (c *content) op(s string) { c.out = append(append(c.out, s...), '\n') }

// page encodes one page. Positions of text are written as steps from the one
// before, in whole hundredths, so that rounding never adds up.
func (c *content) page(p Page) []byte {
	c.out, c.height = c.out[:0], hundredths(p.Height)
	for i := 0; i < len(p.Marks); {
		n := i
		for n < len(p.Marks) && p.Marks[n].Kind == p.Marks[i].Kind {
			n++
		}
		switch p.Marks[i].Kind {
		case Text:
			c.texts(p.Marks[i:n])
		case Line:
			c.lines(p.Marks[i:n])
		case Shade:
			c.shades(p.Marks[i:n])
		}
		i = n
	}
	return c.out
}

func (c *content) shades(marks []Mark) {
	for _, m := range marks {
		c.num(hundredths(1 - m.Size))
		c.op("g")
		c.num(hundredths(m.X))
		c.num(c.height - hundredths(m.Y+m.H))
		c.num(hundredths(m.W))
		c.num(hundredths(m.H))
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
			c.num(hundredths(thick))
			c.op("w")
		}
		c.num(hundredths(m.X))
		c.num(c.height - hundredths(m.Y))
		c.out = append(c.out, "m "...)
		c.num(hundredths(m.X + m.W))
		c.num(c.height - hundredths(m.Y+m.H))
		c.op("l")
	}
	c.op("S")
}

func (c *content) texts(marks []Mark) {
	c.op("BT")
	x, y, size, bold := 0, 0, -1.0, false
	for i := range marks {
		m := &marks[i]
		font := c.regular
		if m.Bold {
			font = c.bold
		}
		if m.Size != size || m.Bold != bold {
			name := "/R "
			if m.Bold {
				name = "/B "
			}
			c.out = append(c.out, name...)
			c.num(hundredths(m.Size))
			c.op("Tf")
			size, bold = m.Size, m.Bold
		}
		nx, ny := hundredths(m.X), c.height-hundredths(m.Y)
		c.num(nx - x)
		c.num(ny - y)
		c.op("Td")
		x, y = nx, ny
		if m.Gap != 0 {
			c.spread(m, font)
		} else {
			c.run(font, m.Text)
			c.op("Tj")
		}
	}
	c.op("ET")
}

// spread sets characters apart and says what they are as one word, so that a
// search for the name finds it.
func (c *content) spread(m *Mark, font *subset) {
	c.out = append(c.out, "/Span<</ActualText"...)
	c.out = appendUTF16(c.out, m.Text)
	c.op(">>BDC")
	c.out = append(c.out, '[')
	first := true
	for i, r := range m.Text {
		if !first {
			c.num(-hundredths(1000 * m.Gap / m.Size))
		}
		first = false
		c.run(font, m.Text[i:i+len(string(r))])
	}
	c.op("]TJ EMC")
}

// run writes the codes of a text as a string of the file, two bytes each.
func (c *content) run(font *subset, s string) {
	out := append(c.out, '(')
	for _, r := range s {
		if g := font.face.look(r); g.class == hidden {
			continue
		}
		code := font.code(r)
		out = appendEscaped(appendEscaped(out, byte(code>>8)), byte(code))
	}
	c.out = append(out, ')')
}

func appendEscaped(out []byte, b byte) []byte {
	switch b {
	case '(', ')', '\\':
		return append(out, '\\', b)
	case '\r':
		return append(out, '\\', 'r')
	}
	return append(out, b)
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
