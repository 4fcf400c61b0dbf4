package paper

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
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

// BenchmarkRosterPeer writes the same cells through the same encoder and the
// same compression, but measures nothing: the font is already cut to the used
// characters and every text stands where its column begins.
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
			for b.Loop() {
				writeBare(c, font, all)
			}
		})
	}
}

func writeBare(c *content, font []byte, all [][]string) {
	f := &file{out: bufio.NewWriterSize(io.Discard, 1<<16), next: firstPageObject, packed: bytes.Buffer{}}
	f.deflater = newDeflater(&f.packed)
	f.raw([]byte("%PDF-1.7\n"))
	const rows = 22
	n := len(all)
	var marks []Mark
	for from := 0; from < n; from += rows {
		marks = marks[:0]
		for i := from; i < min(n, from+rows); i++ {
			for k, s := range all[i] {
				if s != "" {
					marks = append(marks, Mark{Kind: Text, X: sheetMargin + 60*float64(k), Y: topMargin + oneLine*float64(i-from), Size: 10, Text: s})
				}
			}
		}
		body := c.page(Page{Width: longSide, Height: shortSide, Marks: marks})
		f.object(f.number(), "<</Type/Page/Parent %d 0 R/Contents %d 0 R>>", pagesObject, f.next)
		f.stream(f.number(), "", body)
	}
	f.stream(f.number(), fmt.Sprintf("/Length1 %d", len(font)), font)
	f.pages(&Document{count: (n + rows - 1) / rows})
	f.end()
}
