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

// BenchmarkRoster measures a roster of twelve columns, whole: choosing widths,
// pages, the embedded fonts.
func BenchmarkRoster(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			before := peak(b)
			for b.Loop() {
				if err := Write(io.Discard, roster(n).Lay(), nil); err != nil {
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
			d := roster(n).Lay()
			ready := &content{regular: newSubset(d.faces.regular), bold: newSubset(d.faces.bold)}
			for i := range min(n, 2000) {
				for _, s := range rosterRow(nil, i) {
					ready.run(ready.regular, s, 0)
				}
			}
			ready.out = nil
			font := ready.regular.font()
			b.ResetTimer()
			for b.Loop() {
				writeBare(ready, font, n)
			}
		})
	}
}

func writeBare(c *content, font []byte, n int) {
	f := &file{out: bufio.NewWriterSize(io.Discard, 1<<16), next: firstPageObject, packed: bytes.Buffer{}}
	f.deflater = newDeflater(&f.packed)
	f.raw([]byte("%PDF-1.7\n"))
	const rows = 22
	var row []string
	var marks []Mark
	for from := 0; from < n; from += rows {
		marks = marks[:0]
		for i := from; i < min(n, from+rows); i++ {
			row = rosterRow(row, i)
			for k, s := range row {
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
