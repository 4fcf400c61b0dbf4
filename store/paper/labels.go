package paper

// Labels are cards of one size on upright A4, as many abreast and below each other as asked for: address labels, name cards.
// The first line of each stands out. Nothing is cut: what does not fit is set smaller.
type Labels struct {
	Title         string
	Across, Down  int
	Width, Height float64 // of one
	Card          bool    // a name card: set in the middle, the name large, with marks to cut by
	Len           int
	Row           func(i int) []string // the lines of one, the empty ones left out; asked for again whenever a page is drawn
}

const (
	labelPad   = 5 * MM // what a printer leaves free at the edge of the paper
	labelHead  = 13.0   // type of the first line of a label, and of the others
	labelSize  = 10.5
	cardHead   = 24.0
	cardSize   = 11.0
	labelTiny  = 0.2 // of its size that a text is not set below
	labelStep  = 0.05
	cutLength  = 5 * MM // of a mark to cut by
	cutDistant = 1 * MM // from the corner of the card
)

// labelLayout is Labels with the characters looked at.
type labelLayout struct {
	Labels
	faces       faces
	left, above float64 // of the first card
}

// Lay looks at every text once and answers the pages.
func (l Labels) Lay() *Document {
	m := newReader()
	l.Across, l.Down = max(1, l.Across), max(1, l.Down)
	if l.Row == nil || l.Len < 0 {
		l.Len = 0
	}
	for i := range l.Len {
		for _, s := range l.Row(i) {
			m.note(s)
		}
	}
	of := labelLayout{l, m.faces, (shortSide - float64(l.Across)*l.Width) / 2, (longSide - float64(l.Down)*l.Height) / 2}
	each := l.Across * l.Down
	return &Document{title: l.Title, width: shortSide, height: longSide, count: max(1, (l.Len+each-1)/each), draw: of.draw, faces: m.faces, lacks: m.missing()}
}

func (l labelLayout) draw(n int, p *pen) {
	each := l.Across * l.Down
	for k := range min(each, l.Len-n*each) {
		x, y := l.left+float64(k%l.Across)*l.Width, l.above+float64(k/l.Across)*l.Height
		l.one(p, l.Row(n*each+k), box{x + labelPad, y + labelPad, l.Width - 2*labelPad, l.Height - 2*labelPad})
	}
	if l.Card {
		l.marks(p)
	}
}

// marks are short lines around the cards, at every cut.
func (l labelLayout) marks(p *pen) {
	right, below := l.left+float64(l.Across)*l.Width, l.above+float64(l.Down)*l.Height
	for i := range l.Across + 1 {
		x := l.left + float64(i)*l.Width
		p.line(x, l.above-cutDistant-cutLength, 0, cutLength, hairline)
		p.line(x, below+cutDistant, 0, cutLength, hairline)
	}
	for i := range l.Down + 1 {
		y := l.above + float64(i)*l.Height
		p.line(l.left-cutDistant-cutLength, y, cutLength, 0, hairline)
		p.line(right+cutDistant, y, cutLength, 0, hairline)
	}
}

// A piece is one text of a card, broken into lines.
type piece struct {
	lines []string
	st    style
}

// one sets a card: at the largest size at which all of it has room.
func (l labelLayout) one(p *pen, texts []string, room box) {
	head, size, align := labelHead, labelSize, Left
	if l.Card {
		head, size, align = cardHead, cardSize, Center
	}
	var all []piece
	high := 0.0
	for scale := 1.0; scale > labelTiny; scale -= labelStep {
		all, high = all[:0], 0
		for _, s := range texts {
			if s == "" {
				continue
			}
			st := style{size: size * scale, align: align}
			if len(all) == 0 {
				st = style{size: l.headSize(s, head*scale, room.w), bold: true, align: align}
			}
			lines := l.faces.of(st).wrapTidy(nil, s, units(room.w, st.size))
			all = append(all, piece{lines, st})
			high += float64(len(lines)) * leading(st.size)
		}
		if high += l.gap(all); high <= room.h {
			break
		}
	}
	y := room.y + (room.h-high)/2
	for i, one := range all {
		h := float64(len(one.lines)) * leading(one.st.size)
		p.lines(box{room.x, y, room.w, h}, one.lines, one.st)
		if y += h; i == 0 {
			y += l.gap(all)
		}
	}
}

// headSize is the size of the first line: smaller where that keeps it on one line.
func (l labelLayout) headSize(s string, size, room float64) float64 {
	const least = 0.6
	if wide := float64(l.faces.bold.width(s)) * size / 1000; wide > room && wide*least <= room {
		return size * room / wide * 0.999
	}
	return size
}

// gap is the room below the first line, where others follow.
func (l labelLayout) gap(all []piece) float64 {
	if len(all) < 2 {
		return 0
	}
	return all[0].st.size * 0.3
}
