package paper

import (
	"slices"
	"sort"
)

// Join lays documents behind each other as one: their fonts are embedded once, their chapters
// stay, and upright pages may follow lying ones. Each keeps its own page numbers.
func Join(title string, docs ...*Document) *Document {
	j := &Document{title: title, width: shortSide, height: longSide, faces: loadFaces()}
	var from []int // the first page of each
	for i, d := range docs {
		if i == 0 {
			j.width, j.height = d.width, d.height
		}
		from = append(from, j.count)
		for _, c := range d.chapters {
			j.chapters = append(j.chapters, chapter{c.title, c.page + j.count})
		}
		for _, h := range d.headings {
			h.Page += j.count
			j.headings = append(j.headings, h)
		}
		j.lacks = append(j.lacks, d.lacks...)
		j.count += d.count
	}
	if j.count == 0 {
		j.count, j.draw = 1, func(int, *pen) {}
		return j
	}
	slices.Sort(j.lacks)
	j.lacks = slices.Compact(j.lacks)
	find := func(n int) (*Document, int) {
		i := sort.SearchInts(from, n+1) - 1
		return docs[i], n - from[i]
	}
	j.draw = func(n int, p *pen) {
		d, n := find(n)
		d.draw(n, p)
	}
	j.measure = func(n int) (w, h float64) {
		d, n := find(n)
		return d.size(n)
	}
	return j
}

// size is that of page n.
func (d *Document) size(n int) (w, h float64) {
	if d.measure == nil || n < 0 || n >= d.count {
		return d.width, d.height
	}
	return d.measure(n)
}
