package paper

// A Bar is one line of a chart: how it is called, how long it is of the room that the longest has, and what stands behind it.
// One without a length is told by its Text alone.
type Bar struct {
	Name  string
	Share float64 // from 0 to 1
	Text  string
}

// Measures of a chart. Its bars are darker than the head of a table, light enough for a printer that is short of toner.
const (
	BarShade  = 0.55
	barHigh   = 0.62 // of the distance of two bars
	leastBar  = 1.5  // of what is more than nothing
	mostName  = 0.3  // of the width, that names take
	barNumber = 5.0  // room for what stands behind the longest bar, in type sizes
)

// BarRoom says how a chart divides a width: its names, and the longest bar. What is left is for the numbers.
func BarRoom(bars []Bar, size, room float64) (names, longest float64) {
	for _, b := range bars {
		names = max(names, Width(b.Name, size, false)+size)
	}
	names = min(names, mostName*room)
	number := barNumber * size
	for _, b := range bars {
		number = max(number, Width(b.Text, size, false)+size)
	}
	return names, room - names - number
}

// BarLength is how long a bar is drawn where the longest has such a room: what is more than nothing is seen.
func BarLength(b Bar, longest float64) float64 {
	if b.Share <= 0 {
		return 0
	}
	return max(leastBar, min(b.Share, 1)*longest)
}

// bars sets a chart of lying bars from one upright line, which stays on one page with its caption.
func (l *flowLayout) bars(p Piece) {
	if len(p.Bars) == 0 {
		return
	}
	from := len(l.lines)
	if p.Text != "" {
		l.caption(p)
	}
	names, longest := BarRoom(p.Bars, p.Size, l.availableWidth)
	x, st := l.margin+names, style{size: p.Size}
	for _, b := range p.Bars {
		l.reader.note(b.Name + b.Text)
		name := l.faces.regular.clip(b.Name, units(names-p.Size/2, p.Size))
		l.lines = append(l.lines, flowLine{band: band{h: p.Lead, draw: func(ink *pen, y float64) {
			ink.line(x, y, 0, p.Lead, hairline)
			long := BarLength(b, longest)
			if long > 0 {
				ink.marks = append(ink.marks, Mark{Kind: Shade, X: x, Y: y + p.Lead*(1-barHigh)/2, W: long, H: p.Lead * barHigh, Size: BarShade})
			}
			ink.lines(box{l.margin, y, names - p.Size/2, p.Lead}, []string{name}, style{size: p.Size, align: Right})
			ink.lines(box{x + long + p.Size/2, y, l.margin + l.availableWidth - x - long - p.Size/2, p.Lead}, []string{b.Text}, st)
		}}})
	}
	for i := range l.lines[from : len(l.lines)-1] {
		l.lines[from+i].keep = true
	}
}
