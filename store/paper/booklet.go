package paper

import "fmt"

// Booklet is running text on A4: chapters with headings, paragraphs, steps, tables of
// keys and pictures, in one column or two. It is what a manual is made of.
type Booklet struct {
	Title, Note string // head of the first page
	Blocks      []Block
	Columns     int     // 0 is 1
	Size        float64 // of the type; 0 is 10.5
	Foot        string  // small, at the right below every page
}

// BlockKind says what a Block is.
type BlockKind uint8

// The blocks of a Booklet.
const (
	Paragraph BlockKind = iota
	Chapter             // a new part; stands in the list of contents
	Heading
	Step     // numbered from 1 after each heading or paragraph
	Point    // one of a list
	Remark   // what must not be overlooked: in a shaded box
	Keys     // Rows, a key and what it does
	Figure   // Picture, with Text below it
	Contents // the chapters and their pages
	Turn     // what follows begins a new column
)

// A Block is one piece of a Booklet.
type Block struct {
	Kind    BlockKind
	Text    string
	Rows    [][2]string
	Picture *Picture
}

const (
	bookMargin   = 20 * MM
	bookGutter   = 9 * MM
	bookLead     = 1.6 // distance of baselines, in type sizes
	figureHigh   = 105 * MM
	figureLeast  = 0.7 // of its width that a picture may shrink to, to stay on its page
	chapterShare = 0.3 // of a page that must be free for a chapter to begin on it
)

// A strip is what is not broken over two columns. Strips with keep stay with the next.
type strip struct {
	h    float64
	need float64 // room that must be free below its top
	keep bool
	air  bool // of no use at the top of a column
	head string
	turn bool // begins a new column
	draw func(p *pen, x, y float64)
	// smaller is the strip for less room, of a picture; ok is false where it would be
	// too small to read.
	smaller func(room float64) (s strip, ok bool)
}

// setting is a strip in its place.
type setting struct {
	strip
	x, y float64
}

type bookLayout struct {
	Booklet
	furniture
	reader   *reader
	wide     float64 // of a column
	strips   []strip
	pages    [][]setting
	chapters []chapter
	count    int // of steps
}

// Lay sets the text and answers the pages.
func (b Booklet) Lay() *Document {
	m := newReader()
	l := &bookLayout{Booklet: b, reader: m, furniture: furniture{width: shortSide, height: longSide, margin: bookMargin, faces: m.faces, title: b.Title, ledger: b.Foot}}
	l.availableWidth = l.width - 2*l.margin
	if l.Columns < 1 {
		l.Columns = 1
	}
	if l.Size == 0 {
		l.Size = largest
	}
	l.wide = (l.availableWidth - float64(l.Columns-1)*bookGutter) / float64(l.Columns)
	m.note(b.Title + b.Note + b.Foot)
	for _, block := range b.Blocks {
		l.block(block)
	}
	l.fill()
	return &Document{title: b.Title, width: l.width, height: l.height, count: len(l.pages), draw: l.draw, faces: m.faces, lacks: m.missing(), chapters: l.chapters}
}

func (l *bookLayout) lead() float64 { return bookLead * l.Size }

// text appends a text line by line, indented, and answers where its first line stands
// among the strips. No line stands alone at the foot or head of a column.
func (l *bookLayout) text(s string, indent float64, st style) int {
	l.reader.note(s)
	first := len(l.strips)
	lead := bookLead * st.size
	lines := l.faces.of(st).wrapTidy(nil, s, units(l.wide-indent, st.size))
	for i, line := range lines {
		l.strips = append(l.strips, strip{h: lead, keep: len(lines) > 1 && (i == 0 || i == len(lines)-2), draw: func(p *pen, x, y float64) {
			p.lines(box{x + indent, y, l.wide - indent, lead}, []string{line}, st)
		}})
	}
	return first
}

func (l *bookLayout) gap(h float64) {
	l.strips = append(l.strips, strip{h: h, air: true, draw: func(*pen, float64, float64) {}})
}

func (l *bookLayout) block(b Block) {
	if b.Kind != Step && b.Kind != Figure && b.Kind != Remark {
		l.count = 0
	}
	body := style{size: l.Size}
	switch b.Kind {
	case Chapter:
		l.chapter(b.Text)
	case Heading:
		l.gap(0.7 * l.lead())
		at := l.text(b.Text, 0, style{size: l.Size * 1.15, bold: true})
		for i := range l.strips[at:] {
			l.strips[at+i].keep = true
		}
	case Paragraph:
		l.text(b.Text, 0, body)
		l.gap(0.35 * l.lead())
	case Step:
		l.count++
		l.hang(fmt.Sprintf("%d.", l.count), b.Text)
	case Point:
		l.hang("·", b.Text)
	case Remark:
		l.remark(b.Text)
	case Keys:
		l.keys(b.Rows)
	case Figure:
		l.figure(b)
	case Contents:
		l.contents()
	case Turn:
		l.strips = append(l.strips, strip{turn: true, draw: func(*pen, float64, float64) {}})
	}
}

// chapter sets the head of a chapter over a rule.
func (l *bookLayout) chapter(title string) {
	l.reader.note(title)
	size := l.Size * 1.5
	h := bookLead*size + 2*MM
	if len(l.strips) > 0 {
		l.gap(1.2 * l.lead())
	}
	l.strips = append(l.strips, strip{h: h, keep: true, need: chapterShare * l.body() / float64(l.Columns), head: title, draw: func(p *pen, x, y float64) {
		p.lines(box{x, y, l.wide, h - 2*MM}, []string{l.faces.bold.clip(title, units(l.wide, size))}, style{size: size, bold: true})
		p.line(x, y+h-2*MM, l.wide, 0, frameLine)
	}})
	l.gap(0.2 * l.lead())
	l.strips[len(l.strips)-1].keep = true
}

// hang sets a text beside its sign.
func (l *bookLayout) hang(sign, text string) {
	indent := 1.7 * l.Size
	at := l.text(text, indent, style{size: l.Size})
	first := l.strips[at].draw
	l.strips[at].draw = func(p *pen, x, y float64) {
		p.lines(box{x, y, indent, l.lead()}, []string{sign}, style{size: l.Size, bold: true})
		first(p, x, y)
	}
	l.gap(0.2 * l.lead())
}

// remark sets a text into a shaded box.
func (l *bookLayout) remark(text string) {
	l.reader.note(text)
	const pad = 2 * MM
	lines := l.faces.regular.wrapTidy(nil, text, units(l.wide-2*pad, l.Size))
	h := float64(len(lines))*l.lead() + 2*pad
	l.strips = append(l.strips, strip{h: h, draw: func(p *pen, x, y float64) {
		p.shade(x, y, l.wide, h)
		p.line(x, y, 0, h, 2*frameLine)
		for i, line := range lines {
			p.lines(box{x + pad, y + pad + float64(i)*l.lead(), l.wide - 2*pad, l.lead()}, []string{line}, style{size: l.Size})
		}
	}})
	l.gap(0.5 * l.lead())
}

// keys sets a table of two columns with hairlines.
func (l *bookLayout) keys(rows [][2]string) {
	left := 0.0
	for _, r := range rows {
		l.reader.note(r[0] + r[1])
		left = max(left, float64(l.faces.bold.width(r[0]))*l.Size/1000)
	}
	left = min(left+2*l.Size, 0.5*l.wide)
	for i, r := range rows {
		keys := l.faces.bold.wrapTidy(nil, r[0], units(left-l.Size, l.Size))
		does := l.faces.regular.wrapTidy(nil, r[1], units(l.wide-left, l.Size))
		lead := 1.3 * l.Size
		h := float64(max(len(keys), len(does)))*lead + 0.45*l.Size
		l.strips = append(l.strips, strip{h: h, keep: i == 0 && len(rows) > 1, draw: func(p *pen, x, y float64) {
			for k, line := range keys {
				p.lines(box{x, y + 0.22*l.Size + float64(k)*lead, left, lead}, []string{line}, style{size: l.Size, bold: true})
			}
			for k, line := range does {
				p.lines(box{x + left, y + 0.22*l.Size + float64(k)*lead, l.wide - left, lead}, []string{line}, style{size: l.Size})
			}
			p.line(x, y+h, l.wide, 0, hairline/2)
		}})
	}
	l.gap(0.6 * l.lead())
}

// figure sets a picture in a hairline frame, and its caption below.
func (l *bookLayout) figure(b Block) {
	l.reader.note(b.Text)
	w, _ := b.Picture.Fits(l.wide, figureHigh)
	l.strips = append(l.strips, l.pictured(b, w))
	l.gap(0.7 * l.lead())
}

// pictured is a figure of a width.
func (l *bookLayout) pictured(b Block, w float64) strip {
	small := l.Size - 1.5
	above, below := 1.5*MM, 1*MM+bookLead*small
	high := w * float64(b.Picture.Height) / float64(b.Picture.Width)
	s := strip{h: above + high + below}
	s.draw = func(p *pen, x, y float64) {
		x0, y0 := x+(l.wide-w)/2, y+above
		p.marks = append(p.marks, Mark{Kind: Image, X: x0, Y: y0, W: w, H: high, Picture: b.Picture})
		out := hairline / 2 // beside the picture, which lies above all lines
		for _, side := range [][4]float64{{x0 - out, y0 - out, w + 2*out, 0}, {x0 - out, y0 + high + out, w + 2*out, 0}, {x0 - out, y0 - out, 0, high + 2*out}, {x0 + w + out, y0 - out, 0, high + 2*out}} {
			p.line(side[0], side[1], side[2], side[3], hairline)
		}
		p.lines(box{x, y0 + high + 1*MM, l.wide, bookLead * small}, []string{b.Text}, style{size: small, align: Center})
	}
	s.smaller = func(room float64) (strip, bool) {
		less := (room - above - below) * float64(b.Picture.Width) / float64(b.Picture.Height)
		if less < figureLeast*w {
			return strip{}, false
		}
		return l.pictured(b, less), true
	}
	return s
}

// contents leaves the room for the chapters, which are known when all is set.
func (l *bookLayout) contents() {
	n := 0
	for _, b := range l.Blocks {
		if b.Kind != Chapter {
			continue
		}
		at := n
		n++
		l.strips = append(l.strips, strip{h: l.lead(), draw: func(p *pen, x, y float64) {
			c := l.chapters[at]
			line := box{x, y, l.wide, l.lead()}
			p.lines(line, []string{c.title}, style{size: l.Size})
			p.lines(line, []string{fmt.Sprint(c.page + 1)}, style{size: l.Size, align: Right})
			from := x + float64(l.faces.regular.width(c.title))*l.Size/1000 + l.Size
			p.line(from, y+0.75*l.lead(), max(0, x+l.wide-2.5*l.Size-from), 0, hairline/2)
		}})
	}
	l.gap(l.lead())
}

// fill puts the strips into columns and pages.
func (l *bookLayout) fill() {
	top := topMargin
	var page []setting
	for _, b := range l.opening() {
		page = append(page, setting{strip{draw: func(p *pen, _, y float64) { b.draw(p, y) }}, 0, top})
		top += b.h
	}
	column, y := 0, top
	turn := func() {
		if column++; column == l.Columns {
			l.pages, page, column, top = append(l.pages, page), nil, 0, topMargin
		}
		y = top
	}
	for i, s := range l.strips {
		if s.turn && y > top {
			turn()
		}
		if s.turn || s.air && y == top {
			continue
		}
		room := max(s.h, s.need)
		for k, chain := i, s.h; l.strips[k].keep && k+1 < len(l.strips); k++ {
			chain += l.strips[k+1].h
			room = max(room, chain)
		}
		if s.smaller != nil && y+s.h > l.bottom() {
			if less, ok := s.smaller(l.bottom() - y); ok {
				s, room = less, less.h
			}
		}
		begun := i > 0 && l.strips[i-1].keep
		if y+room > l.bottom() && y > top && !(begun && y+s.h <= l.bottom()) {
			turn()
			if s.air {
				continue
			}
		}
		if s.head != "" {
			l.chapters = append(l.chapters, chapter{s.head, len(l.pages)})
		}
		page = append(page, setting{s, l.margin + float64(column)*(l.wide+bookGutter), y})
		y += s.h
	}
	l.pages = append(l.pages, page)
}

// opening is the title of the first page, and the note below it.
func (l *bookLayout) opening() []band {
	bands := l.lineBands(l.Title, leading(22)+2, style{size: 22, title: true, align: Center})
	if l.Note != "" {
		bands = append(bands, l.lineBands(l.Note, 16, style{size: largest, align: Center})...)
	}
	return append(bands, blank(4*MM))
}

func (l *bookLayout) draw(n int, p *pen) {
	for _, s := range l.pages[n] {
		s.draw(p, s.x, s.y)
	}
	l.foot(p, "", fmt.Sprintf("第 %d 页　共 %d 页", n+1, len(l.pages)))
}
