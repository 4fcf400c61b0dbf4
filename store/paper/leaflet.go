package paper

import (
	"fmt"
	"strconv"
)

// Leaflet is a sheet to be filled in with ticks, or what such sheets say together: questions with their choices, room to
// write, bars, small tables. Its type shrinks, down to the smallest, to keep it on Most pages. Title, Note, Left, Middle,
// Right, Sign, Ledger and Printed are those of a Sheet.
type Leaflet struct {
	Title, Note         string
	Left, Middle, Right string
	Parts               []Part
	Most                int // pages it should not exceed; 0 is any number
	Sign                []string
	Ledger, Printed     string
}

// Part is one piece of a Leaflet: a heading, with what stands below it.
type Part struct {
	Head    string
	Text    string   // below the heading, over as many lines as it needs
	Choices []string // each with a box to tick, or with its bar
	Counts  []int    // how often each of Choices was chosen; then bars stand instead of boxes
	Of      int      // of how many
	Lines   int      // ruled lines to write on
	Columns []Column // of a small table
	Rows    [][]string
}

// The measures of a Leaflet, in type sizes unless said otherwise.
const (
	leafletLead = 1.6
	tickBox     = "□ "
	choiceGap   = 2.0 // between two choices
	partGap     = 0.6
	barShare    = 0.38 // of the line, for the words of a bar
	barCount    = 6.0  // for its number
	ruledLine   = 8.5 * MM
)

type leafletLayout struct {
	Leaflet
	furniture
	size   float64
	reader *reader
	bands  []band
	leaves [][2]int
}

// Lay sets the parts below each other and answers the pages.
func (f Leaflet) Lay() *Document {
	m := newReader()
	l := &leafletLayout{Leaflet: f, reader: m, furniture: furniture{width: shortSide, height: longSide, margin: formMargin, faces: m.faces,
		title: f.Title, note: f.Note, head: [3]string{f.Left, f.Middle, f.Right}, ledger: f.Ledger, stamp: f.Printed}}
	l.availableWidth = l.width - 2*l.margin
	for _, t := range append([]string{f.Title, f.Note, f.Left, f.Middle, f.Right, f.Ledger, f.Printed}, f.Sign...) {
		m.note(t)
	}
	for _, l.size = range sizes {
		l.set()
		if f.Most == 0 || len(l.leaves) <= f.Most {
			break
		}
	}
	return &Document{title: f.Title, width: l.width, height: l.height, count: len(l.leaves), draw: l.draw, faces: m.faces, lacks: m.missing()}
}

func (l *leafletLayout) draw(n int, p *pen) {
	l.drawBands(p, l.bands[l.leaves[n][0]:l.leaves[n][1]], topMargin)
	l.foot(p, "", fmt.Sprintf("第 %d 页　共 %d 页", n+1, len(l.leaves)))
}

func (l *leafletLayout) set() {
	l.bands = l.headBands()
	for _, part := range l.Parts {
		l.part(part)
	}
	if len(l.Sign) > 0 {
		l.bands = append(l.bands, l.signBand(l.Sign))
	}
	l.bands, l.leaves = paginate(l.bands, l.body())
}

// part appends a part; its heading and what stands next below it stay together.
func (l *leafletLayout) part(part Part) {
	lead := leafletLead * l.size
	var own []band
	if part.Head != "" {
		l.reader.note(part.Head)
		own = append(own, l.lineBands(part.Head, lead, style{size: l.size, bold: true})...)
	}
	if part.Text != "" {
		l.reader.note(part.Text)
		own = append(own, l.lineBands(part.Text, lead, style{size: l.size})...)
	}
	switch {
	case len(part.Counts) > 0:
		own = append(own, l.bars(part)...)
	case len(part.Choices) > 0:
		own = append(own, l.choices(part.Choices)...)
	}
	for range part.Lines {
		own = append(own, band{h: ruledLine, draw: func(p *pen, y float64) { p.line(l.margin, y+ruledLine, l.availableWidth, 0, hairline) }})
	}
	if whole := stacked(own); whole.h <= l.body()/2 {
		own = []band{whole}
	}
	l.bands = append(l.bands, own...)
	if len(part.Columns) > 0 {
		l.bands = append(l.bands, l.table(part.Columns, part.Rows)...)
	}
	l.bands = append(l.bands, blank(partGap*l.size))
}

// stacked are bands below each other as one, which no page breaks.
func stacked(bands []band) band {
	one := band{draw: func(p *pen, y float64) {
		for _, b := range bands {
			b.draw(p, y)
			y += b.h
		}
	}}
	for _, b := range bands {
		one.h += b.h
	}
	return one
}

// choices stand beside each other in columns as wide as the widest needs.
func (l *leafletLayout) choices(all []string) []band {
	face, lead := l.faces.regular, leafletLead*l.size
	wide := 0.0
	for _, c := range all {
		l.reader.note(c)
		wide = max(wide, float64(face.width(tickBox+c))*l.size/1000+choiceGap*l.size)
	}
	across := max(1, int((l.availableWidth-l.size)/wide))
	across = min(across, len(all))
	column := (l.availableWidth - l.size) / float64(across)
	var bands []band
	for from := 0; from < len(all); from += across {
		row := all[from:min(from+across, len(all))]
		lines, most := make([][]string, len(row)), 1
		for i, c := range row {
			lines[i] = face.wrapTidy(nil, tickBox+c, units(max(column-l.size, l.size), l.size))
			most = max(most, len(lines[i]))
		}
		h := lead + float64(most-1)*leading(l.size)
		bands = append(bands, band{h: h, draw: func(p *pen, y float64) {
			for i := range row {
				p.lines(box{l.margin + l.size + float64(i)*column, y, column, h}, lines[i], style{size: l.size})
			}
		}})
	}
	return bands
}

// bars stand below each other: the words, a bar as long as its share of the most, the number and its share of all.
func (l *leafletLayout) bars(part Part) []band {
	face, most := l.faces.regular, 1
	for _, n := range part.Counts {
		most = max(most, n)
	}
	words, count := l.availableWidth*barShare, barCount*l.size
	room := l.availableWidth - words - count - 2*l.size
	var bands []band
	for i, n := range part.Counts {
		name := ""
		if i < len(part.Choices) {
			name = part.Choices[i]
		}
		l.reader.note(name)
		lines := face.wrapTidy(nil, name, units(words, l.size))
		text := strconv.Itoa(n)
		if part.Of > 0 {
			text += fmt.Sprintf("（%d%%）", (200*n+part.Of)/(2*part.Of))
		}
		h := max(leafletLead*l.size, float64(len(lines))*leading(l.size)+0.3*l.size)
		bands = append(bands, band{h: h, draw: func(p *pen, y float64) {
			p.lines(box{l.margin, y, words, h}, lines, style{size: l.size})
			long, x, thick := room*float64(n)/float64(most), l.margin+words+l.size, 0.8*l.size
			if n > 0 {
				p.marks = append(p.marks, Mark{Kind: Shade, X: x, Y: y + (h-thick)/2, W: long, H: thick, Size: barShade})
			}
			p.lines(box{x + long + 0.4*l.size, y, count, h}, []string{text}, style{size: l.size})
		}})
	}
	return bands
}

// barShade is how dark a bar is.
const barShade = 0.45

// table is a small table; its head stands again where a page breaks it.
func (l *leafletLayout) table(columns []Column, rows [][]string) []band {
	var grid []int
	for _, c := range columns {
		grid = append(grid, max(1, c.Width))
	}
	f := &formLayout{furniture: l.furniture, edges: gridEdges(grid, l.availableWidth)}
	head := make([]Field, len(columns))
	for i, c := range columns {
		head[i] = Field{Text: c.Head, Label: true}
	}
	all := [][]Field{head}
	for _, row := range rows {
		line := make([]Field, len(columns))
		for i := range columns {
			if i < len(row) {
				line[i] = Field{Text: row[i], Align: columns[i].Align}
			}
		}
		all = append(all, line)
	}
	count, cells := f.place(all, l.reader)
	at := make([][]*placed, count)
	for _, c := range cells {
		at[c.row] = append(at[c.row], c)
	}
	bands := make([]band, count)
	for i, row := range at {
		h := oneLine
		for _, c := range row {
			h = max(h, float64(len(c.lines))*leading(c.size)+2*padY)
		}
		bands[i] = band{h: h, framed: true, draw: func(p *pen, y float64) {
			if i == 0 {
				p.shade(l.margin, y, l.availableWidth, h)
			}
			f.drawGroup(p, [][]*placed{row}, []float64{h}, y)
		}}
		if i > 0 {
			bands[i].again = func() band { return bands[0] }
		}
	}
	return bands
}
