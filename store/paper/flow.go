package paper

import (
	"fmt"
	"strings"
)

// A Flow is running matter on upright A4 in whatever dress its pieces ask for: letters,
// official papers, reports and handbooks. What a piece is, and how such a piece is dressed,
// its caller knows.
type Flow struct {
	Title                    string // of the document; it is printed where a piece says so
	Top, Bottom, Left, Right float64
	Numbers                  Numbers
	Foot, Printed            string // small, at the right of the page's foot; not beside Dashed numbers
	Pieces                   []Piece
}

// Numbers is how pages are numbered.
type Numbers uint8

// The ways of numbering.
const (
	Counted Numbers = iota // 第 1 页　共 3 页, in the middle
	Dashed                 // —1— at the outer edge, as official papers have it; none on an only page
)

// PieceKind says what a Piece is.
type PieceKind uint8

// The pieces of a Flow.
const (
	FlowWords    PieceKind = iota // Text, a paragraph for each of its lines
	FlowTable                     // Columns and Rows; Text is the caption, Totals the last row
	FlowCard                      // Grid and Cells
	FlowFigure                    // Picture, with Text below it
	FlowContents                  // the pieces with a Level up to this one's, and their pages
	FlowBreak                     // what follows begins a page
	FlowCut                       // a dashed line across, with Text on it
	FlowBars                      // Bars; Text is the caption
)

// A Piece is one thing of a Flow. Its lengths are points.
type Piece struct {
	Kind          PieceKind
	Text          string
	Size, Lead    float64 // of the type, and from baseline to baseline
	Bold          bool
	Title         bool // in the face of titles
	Align         Align
	Flush         bool    // all lines but the last of a paragraph reach the right edge
	Even          bool    // its lines are about equally long: titles
	First         float64 // indent of the first line, beside Left; less than 0 hangs it out
	Left, Right   float64
	Before, After float64 // room; none at the top of a page
	Keep          bool    // its end stays with the next piece
	Level         int     // above 0 it is a heading: it stays with what follows and stands in the contents
	Columns       []Column
	Rows          [][]string
	Totals        string
	Grid          []int
	Cells         [][]Field
	Picture       *Picture
	Bars          []Bar
}

// A flowLine is what is not broken over two pages.
type flowLine struct {
	band
	keep  bool   // stays with the next
	air   bool   // of no use at the top of a page
	turn  bool   // begins a page
	above []band // repeated when a page begins with it: the head of a table
	head  *flowHead
}

// A flowHead is a heading, for the contents.
type flowHead struct {
	title string
	level int
	page  int
	first bool // on its page
}

type flowLayout struct {
	furniture
	Flow
	reader *reader
	lines  []flowLine
	heads  []*flowHead
	pages  [][]band
}

// Lay sets the text and answers the pages.
func (f Flow) Lay() *Document {
	m := newReader()
	l := &flowLayout{Flow: f, reader: m, furniture: furniture{
		width: shortSide, height: longSide, margin: f.Left, availableWidth: shortSide - f.Left - f.Right,
		above: f.Top, below: f.Bottom, faces: m.faces, ledger: f.Foot, stamp: f.Printed,
	}}
	m.note(f.Foot + f.Printed)
	for _, p := range f.Pieces {
		if p.Level > 0 && p.Kind == FlowWords {
			l.heads = append(l.heads, &flowHead{title: strings.ReplaceAll(p.Text, "\n", ""), level: p.Level})
		}
	}
	heads := l.heads
	for _, p := range f.Pieces {
		var head *flowHead
		if p.Level > 0 && p.Kind == FlowWords {
			head, heads = heads[0], heads[1:]
		}
		l.piece(p, head)
	}
	l.fill()
	d := &Document{title: f.Title, width: l.width, height: l.height, count: len(l.pages), draw: l.draw, faces: m.faces, lacks: m.missing()}
	for _, h := range l.heads {
		d.headings = append(d.headings, Headline{h.title, h.level, h.page, h.first})
		if h.level == 1 {
			d.chapters = append(d.chapters, chapter{h.title, h.page})
		}
	}
	return d
}

func (l *flowLayout) piece(p Piece, head *flowHead) {
	l.reader.note(p.Text)
	if p.Kind == FlowBreak {
		l.lines = append(l.lines, flowLine{turn: true})
		return
	}
	keep := p.Keep || head != nil
	l.gap(p.Before, len(l.lines) > 0 && l.lines[len(l.lines)-1].keep)
	from := len(l.lines)
	switch p.Kind {
	case FlowWords:
		l.words(p)
	case FlowTable:
		l.table(p)
	case FlowCard:
		l.card(p)
	case FlowFigure:
		l.figure(p)
	case FlowContents:
		l.contents(p)
	case FlowCut:
		l.cut(p)
	case FlowBars:
		l.bars(p)
	}
	if len(l.lines) == from {
		return
	}
	l.lines[from].head = head
	if head != nil {
		for i := range l.lines[from:] {
			l.lines[from+i].keep = true
		}
	}
	l.lines[len(l.lines)-1].keep = keep
	l.gap(p.After, keep)
}

func (l *flowLayout) gap(h float64, keep bool) {
	if h > 0 {
		l.lines = append(l.lines, flowLine{band: blank(h), air: true, keep: keep})
	}
}

// words sets paragraphs line by line. No line of one stands alone at the foot or head of a page.
func (l *flowLayout) words(p Piece) {
	st := style{size: p.Size, bold: p.Bold, title: p.Title, align: p.Align}
	room := l.availableWidth - p.Left - p.Right
	for _, paragraph := range strings.Split(p.Text, "\n") {
		lines := l.broken(paragraph, p, room)
		for i, s := range lines {
			indent := p.Left
			if i == 0 && p.Align == Left {
				indent += p.First
			}
			flush := p.Flush && i < len(lines)-1
			l.lines = append(l.lines, flowLine{keep: len(lines) > 1 && (i == 0 || i == len(lines)-2), band: band{h: p.Lead, draw: func(ink *pen, y float64) {
				ink.fitted(box{l.margin + indent, y, l.availableWidth - indent - p.Right, p.Lead}, s, st, flush)
			}}})
		}
	}
}

// broken breaks a paragraph into lines, the last of them tidied.
func (l *flowLayout) broken(s string, p Piece, room float64) []string {
	face, rest := l.faces.cut(p.Title, p.Bold), units(room, p.Size)
	first := rest
	if p.Align == Left {
		first = units(room-p.First, p.Size)
	}
	if p.Even {
		return face.wrapEvenly(s, rest)
	}
	return face.tidied(s, face.wrapFirst(s, first, rest), rest, func(share float64) []string {
		return face.wrapFirst(s, int(float64(first)/share), int(float64(rest)/share))
	})
}

// mostTrack is how far apart characters are drawn at most to make a line reach the edge, in
// type sizes: a line before a long word stays short.
const mostTrack = 0.12

// fitted sets one line in its box. A line wider than the box is drawn together, and one that
// is to be flush is drawn apart.
func (p *pen) fitted(b box, s string, st style, flush bool) {
	if s == "" {
		return
	}
	y := b.y + (b.h-st.size)/2 + 0.88*st.size
	width := p.faces.of(st).width(s)
	extra := b.w - float64(width)*st.size/1000
	if n := inked(s); flush && extra > 0 && n > 1 && extra/float64(n-1) <= mostTrack*st.size {
		p.marks = append(p.marks, Mark{Kind: Text, Bold: st.bold || st.title, Title: st.title, X: b.x, Y: y, W: b.w, Size: st.size, Track: extra / float64(n-1), Text: s})
		return
	}
	p.put(b.x, y, b.w, s, width, st)
}

// inked counts the characters of a text that take room.
func inked(s string) (n int) {
	for _, r := range s {
		if classOf(r) != hidden {
			n++
		}
	}
	return n
}

// fill puts the lines on pages.
func (l *flowLayout) fill() {
	top := l.top()
	y := top
	var page []band
	turn := func() { l.pages, page, y = append(l.pages, page), nil, top }
	for i, s := range l.lines {
		if s.turn && y > top {
			turn()
		}
		if s.turn || s.air && y == top {
			continue
		}
		room := s.h
		for k := i; l.lines[k].keep && k+1 < len(l.lines) && !l.lines[k+1].turn; k++ {
			if room += l.lines[k+1].h; room > l.body() {
				room = s.h // what no page can hold together is broken where it comes
				break
			}
		}
		begun := i > 0 && l.lines[i-1].keep
		if y+room > l.bottom() && y > top && !(begun && y+s.h <= l.bottom()) {
			turn()
			if s.air {
				continue
			}
			for _, b := range s.above {
				page, y = append(page, b), y+b.h
			}
		}
		if s.head != nil {
			s.head.page, s.head.first = len(l.pages), y == top
		}
		page, y = append(page, s.band), y+s.h
	}
	if len(page) > 0 || len(l.pages) == 0 {
		l.pages = append(l.pages, page)
	}
}

// Type and place of the page numbers of an official paper (GB/T 9704).
const (
	dashedSize = 14.0
	dashedDown = 7 * MM
)

func (l *flowLayout) draw(n int, p *pen) {
	l.drawBands(p, l.pages[n], l.top())
	if l.Numbers == Counted {
		l.foot(p, "", fmt.Sprintf("第 %d 页　共 %d 页", n+1, len(l.pages)))
		return
	}
	if len(l.pages) == 1 {
		return
	}
	st := style{size: dashedSize, align: Right}
	if n%2 == 1 {
		st.align = Left
	}
	p.text(l.margin+dashedSize, l.bottom()+dashedDown+dashedSize/2, l.availableWidth-2*dashedSize, fmt.Sprintf("—%d—", n+1), st)
}

// Letters takes a text with a Track apart into its characters, each in its place: for a screen
// that sets runs of text and no room between them. Any other mark is answered as it is.
func (m Mark) Letters() []Mark {
	if m.Kind != Text || m.Track == 0 {
		return []Mark{m}
	}
	f := loadFaces().cut(m.Title, m.Bold)
	var all []Mark
	x := m.X
	for _, r := range m.Text {
		g := f.look(r)
		if g.class == hidden {
			continue
		}
		one := m
		one.X, one.Text, one.Track, one.Gap, one.W = x, string(r), 0, 0, float64(g.advance)*m.Size/1000
		x += one.W + m.Track
		all = append(all, one)
	}
	return all
}
