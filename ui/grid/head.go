package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/look"
)

// head is the row of column heads, which stays above the rows.
type head struct {
	ground *canvas.Rectangle
	line   *canvas.Rectangle
	pane   *fyne.Container // over the frozen columns
	wide   *fyne.Container // over those that scroll
	side   *container.Clip
	labels []*canvas.Text
	lines  []*canvas.Rectangle // after each head, where it can be dragged
	gauge  *look.Gauge         // bold
}

func (h *head) init() {
	h.ground, h.line = rectangle(look.Shade), rectangle(look.Line)
	h.pane, h.wide = pane(), pane()
	h.side = container.NewClip(h.wide)
}

const ascending, descending = " ▲", " ▼"

// fill writes the heads: labels, text size and the sort mark.
func (h *head) fill(g *Grid) {
	size := g.text()
	bold := fyne.TextStyle{Bold: true}
	h.gauge = look.NewGauge(size, true)
	h.labels, h.lines = nil, nil
	h.pane.Objects, h.wide.Objects = nil, nil
	for i, c := range g.columns {
		t := canvas.NewText("", look.Ink)
		t.TextSize, t.TextStyle = size, bold
		if rightward(c) {
			t.Alignment = fyne.TextAlignTrailing
		}
		line := rectangle(look.Line)
		h.labels, h.lines = append(h.labels, t), append(h.lines, line)
		into := h.wide
		if i < g.frozenColumns() {
			into = h.pane
		}
		into.Objects = append(into.Objects, t, line)
	}
}

// place lays the heads over their columns.
func (h *head) place(g *Grid) {
	high, width := rowHigh(), g.Size().Width
	h.ground.Resize(fyne.NewSize(width, high))
	h.line.Move(fyne.NewPos(0, high-1))
	h.line.Resize(fyne.NewSize(width, 1))
	edge := g.frozenWide()
	h.pane.Resize(fyne.NewSize(edge, high))
	h.side.Move(fyne.NewPos(edge, 0))
	h.side.Resize(fyne.NewSize(max(width-edge, 0), high))
	pad := cellPad * g.text() / 2
	for i, t := range h.labels {
		from, to := g.span(i)
		if i >= g.frozenColumns() {
			from, to = from-edge, to-edge
		}
		mark := ""
		if g.columns[i].Key == g.sortKey {
			mark = ascending
			if g.descending {
				mark = descending
			}
		}
		room := to - from - 2*pad
		label := h.gauge.Cut(g.columns[i].Label, room-h.gauge.Width(mark)) + mark
		if t.Text != label {
			t.Text = label
			t.Refresh()
		}
		t.Move(fyne.NewPos(from+pad, 0))
		t.Resize(fyne.NewSize(room, high))
		h.lines[i].Move(fyne.NewPos(to-1, high/4))
		h.lines[i].Resize(fyne.NewSize(1, high/2))
	}
}
