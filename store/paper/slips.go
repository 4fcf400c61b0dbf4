package paper

// Slips are copies of one small form, such as a ballot: as many on a page as fit beside and below each other, with dashed
// lines between to cut along. A form that needs half a page in its width is set two abreast; one longer than a page goes on over the next, a
// copy after the other.
type Slips struct {
	Title  string
	Text   string    // below the title, such as how to fill it in
	Grid   []int     // as a Form's
	Rows   [][]Field // likewise
	Foot   string    // below the table, at its right
	Copies int
}

const (
	slipMargin = 9 * MM
	slipTitle  = 15.0
	slipText   = 9.5
	cutDash    = 2 * MM
)

// slipLayout is one slip with its measures taken, and how many stand on a page.
type slipLayout struct {
	formLayout
	across, down, copies int
	high                 float64 // of one
}

// Lay sets one slip and answers the pages that hold all copies.
func (s Slips) Lay() *Document {
	m := newReader()
	for _, t := range []string{s.Title, s.Text, s.Foot} {
		m.note(t)
	}
	l := s.set(m, 2)
	if l.high > longSide { // too tall for half the width
		l = s.set(m, 1)
	}
	if l.high > longSide {
		return s.long().repeated(max(1, s.Copies))
	}
	each := l.across * l.down
	return &Document{title: s.Title, width: shortSide, height: longSide, count: (l.copies + each - 1) / each, draw: l.draw, faces: m.faces, lacks: m.missing()}
}

// set measures one slip where so many stand abreast.
func (s Slips) set(m *reader, across int) *slipLayout {
	l := &slipLayout{across: across, copies: max(1, s.Copies), formLayout: formLayout{furniture: furniture{width: shortSide / float64(across), height: longSide, margin: slipMargin, faces: m.faces}}}
	l.availableWidth = l.width - 2*l.margin
	l.edges = gridEdges(s.Grid, l.availableWidth)
	l.bands = append(l.bands, blank(slipMargin-2*MM))
	l.bands = append(l.bands, l.lineBands(s.Title, leading(slipTitle)+2, style{size: slipTitle, title: true, align: Center})...)
	if s.Text != "" {
		l.bands = append(l.bands, blank(1*MM))
		l.bands = append(l.bands, l.lineBands(s.Text, leading(slipText)+1, style{size: slipText})...)
	}
	l.bands = append(l.bands, blank(1.5*MM))
	rows, cells := l.place(s.Rows, m)
	l.bands = append(l.bands, l.groups(rows, cells)...)
	if s.Foot != "" {
		l.bands = append(l.bands, blank(2*MM))
		l.bands = append(l.bands, l.lineBands(s.Foot, leading(slipText)+1, style{size: slipText, align: Right})...)
	}
	l.bands = append(l.bands, blank(slipMargin-2*MM))
	for _, b := range l.bands {
		l.high += b.h
	}
	l.down = max(1, int(longSide/l.high))
	return l
}

// long is the slip as a form of its own, where a page does not hold it.
func (s Slips) long() *Document {
	return Form{Title: s.Title, Note: s.Text, Grid: s.Grid, Rows: s.Rows, Right: s.Foot}.Lay()
}

// repeated are the pages of a document so many times, each time from its first on.
func (d *Document) repeated(times int) *Document {
	more := *d
	more.count = d.count * times
	more.draw = func(n int, p *pen) { d.draw(n%d.count, p) }
	return &more
}

// draw puts the slips of page n down, and the lines between them: where another stands, and below the last row.
func (l *slipLayout) draw(n int, p *pen) {
	each := l.across * l.down
	here := min(each, l.copies-n*each)
	pitch := longSide / float64(l.down)
	for i := range here {
		from := len(p.marks)
		l.drawBands(p, l.bands, float64(i/l.across)*pitch)
		for k := range p.marks[from:] {
			p.marks[from+k].X += float64(i%l.across) * l.width
		}
	}
	rows := (here + l.across - 1) / l.across
	for k := 1; k <= rows && k < l.down; k++ {
		p.dashes(0, float64(k)*pitch, shortSide, 0)
	}
	for k := 1; k < l.across; k++ {
		p.dashes(float64(k)*l.width, 0, 0, float64(rows)*pitch)
	}
}

// dashes draw a line to cut along.
func (p *pen) dashes(x, y, w, h float64) {
	for at := 0.0; at < max(w, h); at += 2 * cutDash {
		long := min(cutDash, max(w, h)-at)
		if w > 0 {
			p.line(x+at, y, long, 0, hairline)
		} else {
			p.line(x, y+at, 0, long, hairline)
		}
	}
}
