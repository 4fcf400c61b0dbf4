package paper

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// sample bounds the rows that are read to choose the widths of columns. Up to
// that many all are read; of a longer list, rows at equal distances.
const sample = 4000

// plan is how the columns of a table stand: one type size, a width for each
// column, and the parts in which it is printed when it is too wide for a page.
type plan struct {
	columns []Column
	size    float64
	widths  []float64
	heads   [][]string
	parts   [][]int // columns of each part
}

// need is the room of a column in thousandths of the type size.
type need struct{ least, ideal int }

// sizes in the order they are tried.
var sizes = []float64{largest, 10, 9.5, smallest}

// planColumns chooses the type size and the widths: the largest size at which
// the rows are hardly taller (a tenth) than at the size that makes them
// lowest. So a list in which a few cells wrap keeps its size, and one in which
// every row would wrap is set smaller. Where nothing fits, the columns are split.
func planColumns(m *reader, columns []Column, n int, row func(int) []string, room float64) plan {
	needs := measureColumns(m, columns, n, row)
	all := make([]int, len(columns))
	for i := range all {
		all[i] = i
	}
	p := plan{columns: columns, widths: make([]float64, len(columns)), parts: [][]int{all}}
	least := func(n need) int { return n.least }
	lowest, heights := math.Inf(1), make([]float64, len(sizes))
	for i, size := range sizes {
		heights[i] = math.Inf(1)
		if total(needs, all, size, least) <= room {
			p.size = size
			p.share(needs, all, room)
			heights[i] = p.rowHeight(m, n, row)
			lowest = min(lowest, heights[i])
		}
	}
	if math.IsInf(lowest, 1) {
		p.split(needs, room)
	} else {
		p.size = sizes[slices.IndexFunc(heights, func(h float64) bool { return h <= 1.1*lowest })]
		p.share(needs, all, room)
	}
	p.setHeads(m.faces.bold)
	return p
}

// rowHeight is how tall a row is on average, judged by some of them.
func (p *plan) rowHeight(m *reader, n int, row func(int) []string) float64 {
	const probe = 200
	rough := *m // a character alone on a line makes a row as tall as any other: what may still be drawn up is not counted on
	rough.rough = true
	sum := oneLine // of an empty list
	var lines []string
	for k := range min(n, probe) {
		h := oneLine
		for c, s := range row(spaced(k, n, probe)) {
			if c < len(p.columns) && s != "" {
				_, set := rough.setCell(lines[:0], s, p.widths[c]-2*padX, p.size, p.columns[c].Spread)
				h = max(h, float64(len(set.lines))*leading(set.size)+2*padY)
				lines = set.lines
			}
		}
		sum += h
	}
	return sum / float64(1+min(n, probe))
}

// spaced is the k-th of at most that many rows taken from n: one out of each
// stretch of equal length, at a scattered place (the last steps of
// MurmurHash3), so that a list which repeats itself is not always met at the same place.
func spaced(k, n, most int) int {
	if n <= most {
		return k
	}
	at := func(k int) int { return int(int64(k) * int64(n) / int64(most)) }
	h := uint32(k)
	h = (h ^ h>>16) * 0x85EBCA6B
	h = (h ^ h>>13) * 0xC2B2AE35
	return at(k) + int((h^h>>16)%uint32(at(k+1)-at(k)))
}

// width is the room of a column in points at a type size.
func width(units int, size float64) float64 { return float64(units)*size/1000 + 2*padX }

func total(needs []need, of []int, size float64, pick func(need) int) float64 {
	sum := 0.0
	for _, c := range of {
		sum += width(pick(needs[c]), size)
	}
	return sum
}

// share gives columns their least width, then what they would like, then the
// rest in proportion, so that together they fill the room.
func (p *plan) share(needs []need, of []int, room float64) {
	least := total(needs, of, p.size, func(n need) int { return n.least })
	ideal := total(needs, of, p.size, func(n need) int { return n.ideal })
	for _, c := range of {
		low, high := width(needs[c].least, p.size), width(needs[c].ideal, p.size)
		switch {
		case least >= room:
			p.widths[c] = low * room / least
		case ideal >= room:
			p.widths[c] = low + (high-low)*(room-least)/(ideal-least)
		default:
			p.widths[c] = high * room / ideal
		}
	}
}

// split divides the columns among parts with the key columns on each. The
// type is the largest that needs no more parts than 9 points would, and the
// parts are about equally wide.
func (p *plan) split(needs []need, room float64) {
	p.size, p.parts = smallest, nil
	least := func(n need) int { return n.least }
	var keys, rest []int
	for c, column := range p.columns {
		if column.Key && total(needs, append(slices.Clone(keys), c), smallest, least) <= room/2 {
			keys = append(keys, c)
		} else {
			rest = append(rest, c)
		}
	}
	deal := func(size, limit float64) [][]int {
		var parts [][]int
		used := math.Inf(1)
		for _, c := range rest {
			w := width(needs[c].least, size)
			if used+w > limit {
				parts, used = append(parts, nil), 0
			}
			last := len(parts) - 1
			parts[last], used = append(parts[last], c), used+w
		}
		return parts
	}
	left := func(size float64) float64 { return room - total(needs, keys, size, least) }
	count := len(deal(smallest, left(smallest)))
	for _, size := range sizes {
		if left(size) > room/3 && len(deal(size, left(size))) == count {
			p.size = size
			break
		}
	}
	limit := left(p.size)
	for step := limit / 64; limit > step && len(deal(p.size, limit-step)) == count; {
		limit -= step
	}
	p.share(needs, keys, room-left(p.size))
	for _, part := range deal(p.size, limit) {
		p.share(needs, part, left(p.size))
		part = append(part, keys...)
		slices.Sort(part)
		p.parts = append(p.parts, part)
	}
}

// measureColumns looks at heads and rows. Numbers and words are never broken
// and names stay whole; longer texts may take up to three lines.
func measureColumns(m *reader, columns []Column, n int, row func(int) []string) []need {
	const em = 1000
	tokens := make([]int, len(columns))
	seen := make([][]int, len(columns))
	for k := range min(n, sample) {
		for c, s := range row(spaced(k, n, sample)) {
			if c >= len(columns) {
				break
			}
			if s != "" {
				seen[c] = append(seen[c], m.faces.regular.width(s))
				tokens[c] = max(tokens[c], m.faces.regular.longest(s))
			}
		}
	}
	needs := make([]need, len(columns))
	for c, column := range columns {
		m.note(column.Head)
		content := min(max(column.Width, 2), 40) * em / 2
		if len(seen[c]) > 0 {
			slices.SortFunc(seen[c], cmp.Compare[int])
			content = seen[c][len(seen[c])*49/50]
			if column.Spread || len(seen[c]) < 50 {
				content = seen[c][len(seen[c])-1]
			}
		}
		head := m.faces.bold.width(column.Head)
		least := max(2*em, min(tokens[c], 24*em), m.faces.bold.longest(column.Head))
		if column.Spread {
			content = max(3*em, content)
		}
		long := 6 * em
		if column.Spread {
			long = 14 * em
		}
		if content <= long {
			least = max(least, content)
		} else {
			least = max(least, long, min(content, 40*em)*11/30)
		}
		if head <= 3*em {
			least = max(least, head)
		} else {
			least = max(least, (head+2*em-1)/(2*em)*em) // two lines of whole characters
		}
		most := 16 * em
		if column.Width > 0 {
			most = column.Width * em
		}
		needs[c] = need{least, max(least, min(max(content, head), most))}
	}
	return needs
}

const mostHeadLines = 5

// setHeads breaks the heads into lines. A head that would take more than five
// is shortened with an ellipsis.
func (p *plan) setHeads(bold *face) {
	for c, column := range p.columns {
		room := units(p.widths[c]-2*padX, p.size)
		lines := bold.wrapHead(column.Head, room)
		if len(lines) > mostHeadLines {
			lines = lines[:mostHeadLines]
			last := &lines[mostHeadLines-1]
			*last = bold.clip(*last+strings.Repeat("…", 40), room)
		}
		p.heads = append(p.heads, lines)
	}
}

func (p *plan) headHeight() float64 {
	h := headLine
	for _, lines := range p.heads {
		h = max(h, float64(len(lines))*leading(p.size)+2*padY)
	}
	return h
}
