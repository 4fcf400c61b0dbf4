// Package paper lays lists and forms out on A4 and writes them as PDF. It
// knows pages, tables, type and the two fonts of package assets; it does not
// know what a member or a branch is: titles, heads and cells come as strings.
//
// A Sheet (a list of any length), a Form (cells with labels) or a Flow (running matter) is laid out
// into a Document; the same pages are then drawn on the screen or written to
// a file. Lengths are points (1/72 inch), the origin is the upper left corner
// of the page and y grows downwards. Layout depends on its input alone: the
// same input gives the same pages and the same bytes.
//
// The writer is our own because the known libraries fail on names beyond
// U+FFFF or keep every page in memory; here a page is written as soon as it is
// laid out, and each font follows at the end with only the glyphs that were
// used.
package paper

import (
	"slices"
	"unicode/utf8"
)

// MM is one millimetre in points.
const MM = 72 / 25.4

const (
	shortSide = 210 * MM
	longSide  = 297 * MM
	hairline  = 0.4
	frameLine = 0.8
	headShade = 0.08
)

// Kind says what a Mark puts on the page.
type Kind uint8

// The things a page is made of.
const (
	Text  Kind = iota // a run of characters on one baseline
	Line              // a straight black line
	Shade             // a filled grey rectangle without an outline
	Image             // a Picture
)

// Mark is one thing on a page, in points.
//
//	Text   X, Y: left end of the baseline; W: width of the run; Size: type
//	       size; Gap: room added after the first character (a name of two
//	       characters spread to three); Track: room added after every character,
//	       less than 0 where they are drawn together
//	Line   from X, Y to X+W, Y+H; Size: thickness
//	Shade  X, Y: upper left corner; W, H: extent; Size: darkness, 0 white, 1 black
//	Image  X, Y: upper left corner; W, H: extent; Picture: what fills it
type Mark struct {
	Kind       Kind
	Bold       bool
	Title      bool // in the face of titles, which is bold
	X, Y, W, H float64
	Size, Gap  float64
	Track      float64
	Text       string
	Picture    *Picture
}

// Page is one side of paper. Its marks are drawn in order, lines and shades
// below all text.
type Page struct {
	Width, Height float64
	Marks         []Mark
}

// Document is a Sheet, a Form, a Booklet or a Flow laid out. It keeps where each page begins, not
// the pages, and two bytes for each cell. Several goroutines
// may draw from one Document at once if the Row of its Sheet allows it.
type Document struct {
	title         string
	width, height float64
	count         int
	measure       func(n int) (w, h float64) // of page n; nil where all are alike
	draw          func(n int, p *pen)
	faces         faces
	lacks         []rune
	chapters      []chapter
	headings      []Headline
}

// A chapter is where one begins, for the list of contents beside the pages.
type chapter struct {
	title string
	page  int
}

// A Headline is a heading of a Flow, and the page on which it stands, counted from 0; First says that the page begins with it.
type Headline struct {
	Text        string
	Level, Page int
	First       bool
}

// Headings are those of a Flow in their order; other documents have none.
func (d *Document) Headings() []Headline { return d.headings }

// Count is the number of pages, at least 1.
func (d *Document) Count() int { return d.count }

// Upright says that its pages stand; they lie otherwise. Of one that was joined it tells the first.
func (d *Document) Upright() bool { return d.height >= d.width }

// Stands says that page n, counted from 0, stands and does not lie.
func (d *Document) Stands(n int) bool {
	w, h := d.size(n)
	return h >= w
}

// Page lays out page n, counted from 0. A page that does not exist is an
// empty one. For a Sheet this calls its Row for the rows of that page.
func (d *Document) Page(n int) Page {
	p := Page{}
	p.Width, p.Height = d.size(n)
	if n >= 0 && n < d.count {
		ink := pen{faces: d.faces}
		d.draw(n, &ink)
		p.Marks = ink.marks
	}
	return p
}

// Missing lists the characters of the document that the font lacks, in order
// of their code and each once. They print as a box and stay readable to a
// program that takes the text out of the file.
func (d *Document) Missing() []rune { return d.lacks }

// Missing lists the characters of the texts that the font lacks, in order of
// their code and each once: an empty answer means that all will print.
func Missing(texts ...string) []rune {
	f := loadFaces()
	var lacks []rune
	for _, s := range texts {
		for _, r := range s {
			if f.lack(r) {
				lacks = append(lacks, r)
			}
		}
	}
	slices.Sort(lacks)
	return slices.Compact(lacks)
}

// Align says where a cell's text stands.
type Align uint8

// Words stand left or in the middle, numbers right.
const (
	Left Align = iota
	Center
	Right
)

// pen collects the marks of one page.
type pen struct {
	faces faces
	marks []Mark
	cells []cell // kept for the next page
	split []string
}

func (p *pen) line(x, y, w, h, thick float64) {
	p.marks = append(p.marks, Mark{Kind: Line, X: x, Y: y, W: w, H: h, Size: thick})
}

func (p *pen) shade(x, y, w, h float64) {
	p.marks = append(p.marks, Mark{Kind: Shade, X: x, Y: y, W: w, H: h, Size: headShade})
}

// frame draws the outline of a table.
func (p *pen) frame(x, y, w, h float64) {
	p.line(x, y, w, 0, frameLine)
	p.line(x, y+h, w, 0, frameLine)
	p.line(x, y, 0, h, frameLine)
	p.line(x+w, y, 0, h, frameLine)
}

// box is a rectangle that holds text.
type box struct{ x, y, w, h float64 }

// style is how text is set.
type style struct {
	size   float64
	bold   bool
	title  bool // in the face of titles
	align  Align
	spread bool
}

// leading is the distance between two baselines of type of this size.
func leading(size float64) float64 { return size * 1.25 }

// lines sets lines of text into a box, centred between its top and bottom.
// The ideographs of the font reach from 0.12 em below the baseline to 0.88 em
// above it, which is what the eye takes for the height of a line.
func (p *pen) lines(b box, lines []string, st style) { p.cell(b, lines, 0, st) }

// cell is lines where the width of an only line may be known.
func (p *pen) cell(b box, lines []string, width int, st style) {
	lead := leading(st.size)
	st.spread = st.spread && len(lines) == 1
	y := b.y + (b.h-lead*float64(len(lines)))/2 + (lead-st.size)/2 + 0.88*st.size
	for _, s := range lines {
		if s != "" {
			if width == 0 || len(lines) > 1 {
				width = p.faces.of(st).width(s)
			}
			p.put(b.x, y, b.w, s, width, st)
		}
		y += lead
	}
}

// text sets one line on the baseline y, between x and x+room.
func (p *pen) text(x, y, room float64, s string, st style) {
	p.put(x, y, room, s, p.faces.of(st).width(s), st)
}

func (p *pen) put(x, y, room float64, s string, width int, st style) {
	w, gap, track := float64(width)*st.size/1000, 0.0, 0.0
	if w > room+0.05 && w*(tightest-0.002) <= room { // broken as for a little more room, see tidied
		if n := inked(s); n > 1 {
			track, w = (room-w)/float64(n-1), room
		}
	}
	if st.spread && w+st.size <= room && spreads(s) {
		gap, w = st.size, w+st.size
	}
	switch st.align {
	case Center:
		x += (room - w) / 2
	case Right:
		x += room - w
	}
	p.marks = append(p.marks, Mark{Kind: Text, Bold: st.bold || st.title, Title: st.title, X: x, Y: y, W: w, Size: st.size, Gap: gap, Track: track, Text: s})
}

// spreads tells a name of two ideographs, which on paper takes the room of
// three so that names of two and three characters end flush (domain.md §3.3).
func spreads(s string) bool {
	n := 0
	for _, r := range s {
		if r < 0x3400 || r == utf8.RuneError || n == 2 {
			return false
		}
		n++
	}
	return n == 2
}
