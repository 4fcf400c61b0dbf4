package paper

import "fmt"

// Column is one column of a Sheet or a Panel.
type Column struct {
	Head   string
	Width  int // in characters; caps what long texts may claim; 0 leaves it to the content
	Align  Align
	Spread bool // names: two characters take the room of three
	Key    bool // repeated on every part when the table is split sideways
}

// Panel is a small table above the rows of a Sheet, such as the officers of a
// branch on its roster. Its rows stand two abreast when there is room.
type Panel struct {
	Title   string
	Columns []Column
	Rows    [][]string
}

// Sheet is one printed list (domain.md §3.3, look.md "On paper"). Nothing in
// it is cut: cells wrap, then the type shrinks to 9 points, then the columns go
// over several pages with the Key columns on each.
type Sheet struct {
	Title    string
	Note     string // below the title: the filter or the day it holds for
	Left     string // 填报单位（盖章）：…
	Middle   string // 截止日期：…
	Right    string // 单位：人
	Panels   []Panel
	Caption  string // above the rows, where there are panels as well
	Columns  []Column
	Len      int
	Row      func(i int) []string // asked for again whenever a page is drawn and must answer the same; its slice may be reused
	Blank    int                  // empty rows after the last
	Totals   string
	Sign     []string // the signature line: 团支部书记（签字）：, 填表人：, …
	Ledger   string   // foot of the page, right
	Printed  string   // time of printing, as it shall be read
	Portrait bool
	High     float64 // least height of a row, for rows that people sign in; 0 is that of all lists
}

// spot is a place among the rows of a Sheet: a row, and for one taller than a
// page the piece of it.
type spot struct{ row, piece int }

// leaf is what one page of a Sheet holds.
type leaf struct {
	part     int // of a table split sideways
	lead     [2]int
	from, to spot
	tail     [2]int
}

// sheetLayout is a Sheet with its measures taken.
type sheetLayout struct {
	Sheet
	furniture
	reader *reader
	plan   plan
	headH  float64
	total  int // rows and blank rows
	lead   []band
	tail   []band
	leaves []leaf
	short  []uint16 // width of every cell that fits on one line, else 0
}

// Lay measures every row once and answers the pages. Sheets without columns
// or without Row have no table.
func (s Sheet) Lay() *Document {
	m := newReader()
	l := &sheetLayout{Sheet: s, reader: m}
	l.furniture = furniture{
		width: longSide, height: shortSide, margin: sheetMargin, faces: m.faces,
		title: s.Title, note: s.Note, head: [3]string{s.Left, s.Middle, s.Right}, ledger: s.Ledger, stamp: s.Printed,
	}
	if s.Portrait {
		l.width, l.height = l.height, l.width
	}
	l.availableWidth = l.width - 2*l.margin
	if s.Row == nil || s.Len < 0 {
		l.Len = 0
	}
	l.total = l.Len + max(0, s.Blank)
	if l.total == 0 {
		l.total = 1 // an empty list is printed with one empty row
	}
	for _, t := range append([]string{s.Title, s.Note, s.Left, s.Middle, s.Right, s.Totals, s.Caption, s.Ledger, s.Printed}, s.Sign...) {
		m.note(t)
	}
	l.plan = planColumns(m, s.Columns, l.Len, s.Row, l.availableWidth)
	l.headH = l.plan.headHeight()
	l.bands()
	l.paginate()
	return &Document{
		title: s.Title, width: l.width, height: l.height, count: len(l.leaves), draw: l.draw, faces: m.faces, lacks: m.missing(),
	}
}

func (l *sheetLayout) bands() {
	l.lead = l.headBands()
	for _, p := range l.Panels {
		l.lead = append(l.lead, l.panelBands(p)...)
		l.lead = append(l.lead, blank(3*MM))
	}
	if l.Caption != "" {
		l.lead = append(l.lead, l.lineBands(l.Caption, 17, style{size: largest, bold: true})...)
	}
	if l.Totals != "" {
		l.tail = append(l.tail, l.totalBands()...)
	}
	if len(l.Sign) > 0 {
		l.tail = append(l.tail, l.signBand(l.Sign))
	}
}

// totalBands are the last rows of the table, one merged cell each.
func (l *sheetLayout) totalBands() []band {
	var bands []band
	st := style{size: l.plan.size}
	for _, s := range l.faces.regular.wrapTidy(nil, l.Totals, units(l.availableWidth-2*padX, st.size)) {
		bands = append(bands, band{h: oneLine, framed: true, draw: func(p *pen, y float64) {
			p.lines(box{l.margin + padX, y, l.availableWidth - 2*padX, oneLine}, []string{s}, st)
		}})
	}
	return bands
}

// paginate fills page after page. The totals and the signature line stay with
// at least the last two rows, so that no page is signed without a name on it.
func (l *sheetLayout) paginate() {
	room := l.body()
	lead, y := 0, 0.0
	var done []leaf
	for i, b := range l.lead {
		if y > 0 && y+b.h > room {
			done = append(done, leaf{lead: [2]int{lead, i}})
			lead, y = i, 0
		}
		y += b.h
	}
	if y > 0 && y+l.headH+3*oneLine > room {
		done = append(done, leaf{lead: [2]int{lead, len(l.lead)}})
		lead, y = len(l.lead), 0
	}
	tail := 0.0
	for _, b := range l.tail {
		tail += b.h
	}
	page := leaf{lead: [2]int{lead, len(l.lead)}}
	close := func(to spot) {
		page.to = to
		if page.part = len(l.plan.parts) - 1; page.from != to {
			for page.part = range l.plan.parts[1:] {
				done = append(done, page)
			}
			page.part = len(l.plan.parts) - 1
		}
		done = append(done, page)
		page = leaf{lead: [2]int{len(l.lead), len(l.lead)}, from: to}
		y = l.headH
	}
	if len(l.Columns) > 0 {
		y += l.headH
		row := tableRow{layout: l, reader: l.reader}
		var heights [2]float64 // of the two rows before
		for i := range l.total {
			row.set(i)
			if i < l.Len {
				row.remember()
			}
			pieces := row.pieces()
			for k := range pieces {
				h := row.height(k)
				if y+h > room && y > l.headH {
					if i == l.total-1 && pieces == 1 && i > page.from.row+1 && heights[1] < room {
						close(spot{i - 1, 0}) // the last row is not left alone
						y += heights[1]
					} else {
						close(spot{i, k})
					}
				}
				y += h
				heights = [2]float64{heights[1], h}
			}
			if pieces > 1 {
				heights[1] = room // a row in pieces is not moved
			}
		}
		if y+tail > room && l.headH+heights[0]+heights[1]+tail <= room && l.total-2 > page.from.row {
			close(spot{l.total - 2, 0})
			y += heights[0] + heights[1]
		}
	}
	end := page.from
	if len(l.Columns) > 0 {
		end = spot{l.total, 0}
	}
	for i, b := range l.tail {
		if y+b.h > room {
			page.tail[1] = i
			close(end)
			page.tail[0], y = i, 0
		}
		y += b.h
	}
	page.tail[1] = len(l.tail)
	close(end)
	l.leaves = done
}

// draw puts one page down.
func (l *sheetLayout) draw(n int, p *pen) {
	page := l.leaves[n]
	y := l.drawBands(p, l.lead[page.lead[0]:page.lead[1]], topMargin)
	table := page.from != page.to
	top := y
	if table {
		y = l.drawTable(p, page, y)
	}
	if tail := l.tail[page.tail[0]:page.tail[1]]; page.part == len(l.plan.parts)-1 {
		framed := 0
		for framed < len(tail) && tail[framed].framed {
			framed++
		}
		if table && framed > 0 {
			p.line(l.margin, y, l.availableWidth, 0, hairline)
		}
		for _, b := range tail[:framed] {
			b.draw(p, y)
			y += b.h
		}
		if table || framed > 0 {
			p.frame(l.margin, top, l.availableWidth, y-top)
		}
		l.drawBands(p, tail[framed:], y)
	} else if table {
		p.frame(l.margin, top, l.availableWidth, y-top)
	}
	left := ""
	if len(l.plan.parts) > 1 && table {
		left = fmt.Sprintf("各栏分印 %d 张，本张为第 %d 张", len(l.plan.parts), page.part+1)
	}
	l.foot(p, left, fmt.Sprintf("第 %d 页　共 %d 页", n+1, len(l.leaves)))
}
