package paper

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// peak is the largest resident memory since the last call, in MiB, where the
// system tells it.
func peak(b *testing.B) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	var kib float64
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			fmt.Sscan(rest, &kib)
		}
	}
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Log("the peak is that of the whole process")
	}
	return kib / 1024
}

// rows are made beforehand, for both paths: what is measured is paper.
func rows(n int) [][]string {
	all := make([][]string, n)
	for i := range all {
		all[i] = rosterRow(nil, i)
	}
	return all
}

// BenchmarkRoster measures a roster of twelve columns, whole: choosing widths,
// pages, the embedded fonts.
func BenchmarkRoster(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ready, s := rows(n), roster(n)
			s.Row = func(i int) []string { return ready[i] }
			peak(b)
			before := peak(b)
			for b.Loop() {
				if err := Write(io.Discard, s.Lay(), nil); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(peak(b)-before, "MiB-growth")
		})
	}
}

// BenchmarkRosterPeer writes the same text through the same encoder and the
// same compression, but lays nothing out: every page is one that was laid out
// before, with other rows put in its places, and the font is already cut to
// the used characters.
func BenchmarkRosterPeer(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			all, c := rows(n), newContent(loadFaces())
			for _, row := range all[:min(n, 2000)] {
				for _, s := range row {
					c.run(c.regular, s, 0)
				}
			}
			c.out = nil
			font := c.regular.font()
			ready := readyPage(b, all)
			for b.Loop() {
				ready.write(c, font, all)
			}
		})
	}
}

// ready is a page whose cells have a place each, by row and column.
type ready struct {
	page   Page
	places [][]int
}

func readyPage(b *testing.B, all [][]string) ready {
	s := roster(len(all))
	s.Row = func(i int) []string { return all[i] }
	d := s.Lay()
	first := d.Page(0)
	p := ready{page: d.Page(1)}
	from := 0
	for has(first, all[from][0]) {
		from++
	}
	at := slices.IndexFunc(p.page.Marks, func(m Mark) bool { return m.Kind == Text && m.Text == all[from][0] })
	for ; at < len(p.page.Marks) && p.page.Marks[at].Kind == Text; from++ {
		places := make([]int, len(s.Columns))
		for c, text := range all[from] {
			if places[c] = -1; text != "" {
				if p.page.Marks[at].Text != text {
					b.Fatalf("%q stands in the place of %q", p.page.Marks[at].Text, text)
				}
				places[c] = at
				at++
			}
		}
		p.places = append(p.places, places)
	}
	return p
}

func (p ready) write(c *content, font []byte, all [][]string) {
	f := &file{out: bufio.NewWriterSize(io.Discard, 1<<16), next: firstPageObject}
	f.deflater = newDeflater(&f.packed)
	f.raw([]byte("%PDF-1.7\n"))
	page := Page{Width: p.page.Width, Height: p.page.Height}
	for from := 0; from < len(all); from += len(p.places) {
		page.Marks = append(page.Marks[:0], p.page.Marks...)
		for k, row := range all[from:min(len(all), from+len(p.places))] {
			for i, s := range row {
				if at := p.places[k][i]; at >= 0 {
					page.Marks[at].Text = s
				}
			}
		}
		body := c.page(page)
		f.object(f.number(), "<</Type/Page/Parent %d 0 R/Contents %d 0 R>>", pagesObject, f.next)
		f.stream(f.number(), "", body)
	}
	f.stream(f.number(), fmt.Sprintf("/Length1 %d", len(font)), font)
	f.pages(&Document{count: (len(all) + len(p.places) - 1) / len(p.places)})
	f.end()
}
