package prose

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"tuanjian/store/paper"
	"tuanjian/store/word"
)

// A Chart is numbers as lying bars. Head is the line over it, with what is counted.
type Chart struct {
	Head string
	Bars []Bar
}

// A Bar is one number of a chart. One of several things together (Sum) is told as a number alone: its bar would be out of all
// proportion.
type Bar struct {
	Name string
	N    int
	Sum  bool
}

// lines are the bars as they are drawn.
func (c *Chart) lines() []paper.Bar {
	most := 1
	for _, b := range c.Bars {
		if !b.Sum {
			most = max(most, b.N)
		}
	}
	out := make([]paper.Bar, len(c.Bars))
	for i, b := range c.Bars {
		out[i] = paper.Bar{Name: b.Name, Text: strconv.Itoa(b.N)}
		if !b.Sum {
			out[i].Share = float64(b.N) / float64(most)
		}
	}
	return out
}

// Heights of the rows of a chart in a .docx: of a bar, and of the room between two.
const (
	barRow = 14.0
	barGap = 5.0
)

// chart is the chart as a table without rules whose bars are cells with a ground: every program draws them, and people can
// change them. A column begins and ends wherever a bar does.
func (t Text) chart(c *Chart) []word.Block {
	if c == nil || len(c.Bars) == 0 {
		return nil
	}
	bars, size := c.lines(), dresses[t.Manner][ChartRole].size
	left, longest := paper.BarRoom(bars, size, t.room())
	// Edges are whole twentieths of a point, as the file has them.
	twentieth := func(v float64) float64 { return math.Round(v*20) / 20 }
	axis := twentieth(left)
	edges := []float64{0, axis, twentieth(t.room())}
	ends := make([]float64, len(bars))
	for i, b := range bars {
		ends[i] = twentieth(left + paper.BarLength(b, longest))
		edges = append(edges, ends[i])
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	span := func(from, to float64) int { return slices.Index(edges, to) - slices.Index(edges, from) }
	x := &word.Table{Style: names[CardRole][0], Bare: true, Whole: true, After: t.below(ChartRole)}
	for i := range edges[1:] {
		x.Widths = append(x.Widths, edges[i+1]-edges[i])
	}
	ground := fmt.Sprintf("%02[1]X%02[1]X%02[1]X", int(math.Round(255*(1-paper.BarShade))))
	for i, b := range bars {
		if i > 0 {
			x.Rows = append(x.Rows, word.Row{Least: barGap, Exact: true, Cells: []word.Cell{{Span: len(x.Widths)}}})
		}
		row := word.Row{Least: barRow, Exact: true, Cells: []word.Cell{{Text: b.Name, Span: span(0, axis), Align: word.Right}}}
		if ends[i] > axis {
			row.Cells = append(row.Cells, word.Cell{Span: span(axis, ends[i]), Fill: ground})
		}
		row.Cells = append(row.Cells, word.Cell{Text: b.Text, Span: span(ends[i], edges[len(edges)-1])})
		x.Rows = append(x.Rows, row)
	}
	return []word.Block{{Para: &word.Para{Style: names[ChartRole][0], Text: c.Head, Keep: true}}, {Table: x}}
}
