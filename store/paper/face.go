package paper

import (
	"encoding/binary"
	"errors"
	"sync"
	"unicode"

	"tuanjian/assets/fonts"
)

// class is how a character behaves at the end of a line.
type class uint8

const (
	plain    class = iota // a line may end before and after it (ideographs)
	word                  // holds on to other word characters (letters, digits)
	space                 // a line may end after it
	notFirst              // never begins a line (，。）)
	notLast               // never ends a line (（《)
	hidden                // takes no room and leaves no ink (controls, selectors)
)

// glyph is what a face knows of one character: the number of its outline (0
// when the face has none) and its advance in thousandths of the type size.
type glyph struct {
	id, advance uint16
	class       class
}

func (g glyph) missing() bool { return g.id == 0 && g.class != hidden }

// face is one parsed TrueType font.
type face struct {
	name                         string
	hmtx, prep, head, hhea, maxp []byte
	ink                          func(glyphs []int) map[int][]byte // the outlines of some glyphs; of others nothing
	glyphs, em, metrics          int
	rows                         [0x1100]*[256]glyph // by code >> 8
}

// faces are the fonts; same says that the first two know the same characters. The face of titles
// knows those of bold, and draws what its own cut lacks as bold does.
type faces struct {
	regular, bold, title *face
	same                 bool
}

func (f faces) pick(bold bool) *face {
	if bold {
		return f.bold
	}
	return f.regular
}

// of is the face of a style.
func (f faces) of(st style) *face { return f.cut(st.title, st.bold) }

func (f faces) cut(title, bold bool) *face {
	if title {
		return f.title
	}
	return f.pick(bold)
}

// lack tells a character that one of the two does not have.
func (f faces) lack(r rune) bool {
	return f.regular.look(r).missing() || !f.same && f.bold.look(r).missing()
}

var loadFaces = sync.OnceValue(func() faces {
	regular, bold := embedded("NotoSansSC-Regular", fonts.Regular), embedded("NotoSansSC-Bold", fonts.Bold)
	title := embedded("TuanjianTitle-Bold", fonts.Title)
	return faces{regular, bold, title, sameCharacters(regular, bold)}
})

func embedded(name string, w fonts.Weight) *face {
	f, err := readFace(name, fonts.Tables(w), func(glyphs []int) map[int][]byte { return fonts.Outlines(w, glyphs) })
	if err != nil {
		panic(err) // the font is embedded in the program
	}
	return f
}

func sameCharacters(a, b *face) bool {
	for i := range a.rows {
		if a.rows[i] == nil || b.rows[i] == nil {
			if a.rows[i] != b.rows[i] {
				return false
			}
			continue
		}
		for k := range a.rows[i] {
			if a.rows[i][k].missing() != b.rows[i][k].missing() {
				return false
			}
		}
	}
	return true
}

var errFont = errors.New("paper: not a static TrueType font")

// readFace reads the tables that setting and embedding type needs. They are kept and must not change.
func readFace(name string, tables map[string][]byte, ink func([]int) map[int][]byte) (*face, error) {
	f := &face{
		name: name, hmtx: tables["hmtx"], prep: tables["prep"],
		head: tables["head"], hhea: tables["hhea"], maxp: tables["maxp"], ink: ink,
	}
	if len(f.head) < 54 || len(f.hhea) < 36 || len(f.maxp) < 6 {
		return nil, errFont
	}
	f.em = int(binary.BigEndian.Uint16(f.head[18:]))
	f.metrics = int(binary.BigEndian.Uint16(f.hhea[34:]))
	f.glyphs = int(binary.BigEndian.Uint16(f.maxp[4:]))
	if f.em == 0 || f.metrics == 0 || f.glyphs < f.metrics || len(f.hmtx) < 4*f.metrics+2*(f.glyphs-f.metrics) {
		return nil, errFont
	}
	return f, f.parseCmap(tables["cmap"])
}

// parseCmap reads the subtables of format 4 first and 12 after them: 12 knows
// the characters beyond U+FFFF as well.
func (f *face) parseCmap(b []byte) error {
	if len(b) < 4 {
		return errFont
	}
	for _, format := range []uint16{4, 12} {
		for i := range int(binary.BigEndian.Uint16(b[2:])) {
			if 12+8*i > len(b) {
				return errFont
			}
			off := uint64(binary.BigEndian.Uint32(b[8+8*i:]))
			if off+16 > uint64(len(b)) || binary.BigEndian.Uint16(b[off:]) != format {
				continue
			}
			if format == 4 {
				f.cmap4(b[off:])
			} else {
				f.cmap12(b[off:])
			}
		}
	}
	return nil
}

func (f *face) cmap4(b []byte) {
	segments := int(binary.BigEndian.Uint16(b[6:])) / 2
	if 16+8*segments > len(b) {
		return
	}
	at := func(part, i int) int { return 14 + 2*part*segments + 2*i + min(part, 1)*2 }
	for i := range segments {
		end, start := binary.BigEndian.Uint16(b[at(0, i):]), binary.BigEndian.Uint16(b[at(1, i):])
		delta, ranged := binary.BigEndian.Uint16(b[at(2, i):]), int(binary.BigEndian.Uint16(b[at(3, i):]))
		for c := int(start); c <= int(end); c++ {
			id := uint16(c)
			if ranged != 0 {
				p := at(3, i) + ranged + 2*(c-int(start))
				if p+2 > len(b) {
					break
				}
				if id = binary.BigEndian.Uint16(b[p:]); id == 0 {
					continue
				}
			}
			f.learn(rune(c), int(id+delta))
		}
	}
}

func (f *face) cmap12(b []byte) {
	for i := range int(binary.BigEndian.Uint32(b[12:])) {
		at := 16 + 12*i
		if at+12 > len(b) {
			return
		}
		start, end := binary.BigEndian.Uint32(b[at:]), binary.BigEndian.Uint32(b[at+4:])
		id := binary.BigEndian.Uint32(b[at+8:])
		for c := start; c <= end && c <= unicode.MaxRune && int(c-start) <= f.glyphs; c++ {
			f.learn(rune(c), int(id+c-start))
		}
	}
}

func (f *face) learn(r rune, id int) {
	if id <= 0 || id >= f.glyphs {
		return
	}
	row := f.rows[r>>8]
	if row == nil {
		row = new([256]glyph)
		for i := range row {
			row[i] = absent(r&^255 | rune(i))
		}
		f.rows[r>>8] = row
	}
	g := glyph{id: uint16(id), advance: f.advance(id), class: classOf(r)}
	if g.class == hidden {
		g.id, g.advance = 0, 0
	}
	row[r&255] = g
}

// advance is the width of an outline in thousandths of the type size.
func (f *face) advance(id int) uint16 {
	id = min(id, f.metrics-1)
	return uint16(int(binary.BigEndian.Uint16(f.hmtx[4*id:])) * 1000 / f.em)
}

// look never fails: a character without an outline takes the room of an
// ideograph.
func (f *face) look(r rune) glyph {
	if row := f.rows[r>>8]; row != nil {
		return row[r&255]
	}
	return absent(r)
}

// absent describes a character without an outline.
func absent(r rune) glyph {
	if c := classOf(r); c != hidden {
		return glyph{advance: 1000, class: c}
	}
	return glyph{class: hidden}
}

const (
	neverFirst = "，。、；：？！）》」』】〕〉”’…—·％,;:!?)]}%"
	neverLast  = "（《「『【〔〈“‘([{□" // a box to tick stays with its words
)

var edges = func() map[rune]class {
	m := map[rune]class{' ': space}
	for _, r := range neverFirst {
		m[r] = notFirst
	}
	for _, r := range neverLast {
		m[r] = notLast
	}
	return m
}()

func classOf(r rune) class {
	if c, ok := edges[r]; ok {
		return c
	}
	switch {
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
		return hidden
	case unicode.Is(unicode.Mn, r):
		return notFirst
	case r < 0x2E80:
		return word
	}
	return plain
}
