package paper

// A band that takes so few lines of one piece is not worth breaking off.
const (
	leastHead = 3 // lines left on the page before
	leastTail = 2 // lines carried over
)

// continued stands behind the label of a cell that goes on from the page before.
const continued = "（续）"

// paginate cuts bands into pages no higher than room. A band that may be broken is, where it does not fit; what may grow takes
// what its page leaves free. It answers the bands, with their pieces, and the first and last of each page.
func paginate(bands []band, room float64) ([]band, [][2]int) {
	var out []band
	var leaves [][2]int
	from, y, top := 0, 0.0, 0.0 // top: where the first band of a page begins
	turn := func() {
		grown(out[from:], room-y)
		leaves = append(leaves, [2]int{from, len(out)})
		from, y, top = len(out), 0, 0
	}
	for len(bands) > 0 {
		b := bands[0]
		bands = bands[1:]
		if y+b.h > room {
			if b.cut != nil {
				if head, tail, ok := b.cut(room - y); ok {
					out, y = append(out, head), y+head.h
					turn()
					bands = append([]band{tail}, bands...)
					continue
				}
			}
			if y > top { // on a page of its own it may fit, or there is more of it to break off
				turn()
				if b.again != nil {
					again := b.again()
					out, y, top = append(out, again), again.h, again.h
				}
				bands = append([]band{b}, bands...)
				continue
			}
		}
		out = append(out, b)
		y += b.h
	}
	leaves = append(leaves, [2]int{from, len(out)})
	grown(out[from:], room-y)
	return out, leaves
}

// grown gives what is left free on a page to its bands that may grow, to each the same.
func grown(bands []band, free float64) {
	n := 0
	for _, b := range bands {
		if b.grow != nil {
			n++
		}
	}
	if n == 0 || free <= 0 {
		return
	}
	for i, b := range bands {
		if b.grow != nil {
			bands[i] = b.grow(free / float64(n))
		}
	}
}

// cutRow breaks a row of a form over two pages: its texts go on in the second piece, where its labels say so.
func (l *formLayout) cutRow(row []*placed, room float64) (head, tail band, ok bool) {
	longest, size := 0, smallest
	for _, c := range row {
		if !c.Label {
			longest, size = max(longest, len(c.lines)), max(size, c.size)
		}
	}
	n := min(int((room-2*formPadY)/leading(size)), longest-leastTail)
	if n < leastHead {
		return band{}, band{}, false
	}
	first, rest := make([]*placed, len(row)), make([]*placed, len(row))
	for i, c := range row {
		a, b := *c, *c
		if c.Label {
			if c.Text != "" {
				b.lines = l.faces.bold.wrapTidy(nil, c.Text+continued, units(max(l.edges[c.right]-l.edges[c.col]-2*formPadX, c.size), c.size))
			}
		} else {
			a.lines, b.lines = c.lines[:min(n, len(c.lines))], c.lines[min(n, len(c.lines)):]
			a.Lines, b.Lines = max(2, min(c.Lines, n)), max(2, c.Lines-n) // from 2 on a text begins at the top
		}
		first[i], rest[i] = &a, &b
	}
	return l.rowBand(first, 0), l.rowBand(rest, 0), true
}

// rowBand is a row of a form by itself, at least so high.
func (l *formLayout) rowBand(row []*placed, least float64) band {
	h := max(formRow, least)
	fill := false
	for _, c := range row {
		h = max(h, c.height())
		fill = fill || c.Fill
	}
	b := band{h: h, framed: true, draw: func(p *pen, y float64) { l.drawGroup(p, [][]*placed{row}, []float64{h}, y) },
		cut: func(room float64) (head, tail band, ok bool) { return l.cutRow(row, room) }}
	if fill {
		b.grow = func(more float64) band { return l.rowBand(row, h+more) }
	}
	return b
}
