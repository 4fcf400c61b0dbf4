package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// StepLine shows the steps of a way and where one stands: what is done has a tick,
// the present step is bold, the others wait.
type StepLine struct {
	widget.BaseWidget
	steps []string
	At    int
}

func NewStepLine(steps ...string) *StepLine {
	l := &StepLine{steps: steps}
	l.ExtendBaseWidget(l)
	return l
}

// Go shows another step as the present one.
func (l *StepLine) Go(at int) { l.At = at; l.Refresh() }

// CreateRenderer is Fyne's door to the drawing.
func (l *StepLine) CreateRenderer() fyne.WidgetRenderer {
	r := &stepLineRenderer{l: l}
	for i := range l.steps {
		r.disks = append(r.disks, canvas.NewCircle(Panel))
		r.marks = append(r.marks, centredText())
		r.words = append(r.words, canvas.NewText(l.steps[i], Ink))
		if i > 0 {
			r.rails = append(r.rails, canvas.NewRectangle(Line))
		}
	}
	r.Refresh()
	return r
}

func centredText() *canvas.Text {
	t := canvas.NewText("", White)
	t.Alignment = fyne.TextAlignCenter
	return t
}

type stepLineRenderer struct {
	l            *StepLine
	disks        []*canvas.Circle
	marks, words []*canvas.Text
	rails        []*canvas.Rectangle
}

func (r *stepLineRenderer) Destroy() {}

func (r *stepLineRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, o := range r.rails {
		all = append(all, o)
	}
	for i := range r.disks {
		all = append(all, r.disks[i], r.marks[i], r.words[i])
	}
	return all
}

func disk(m Measures) float32 { return m.Text + Gap2 + Gap1/2 }

const railLeast = 24

func (r *stepLineRenderer) MinSize() fyne.Size {
	m := Now()
	w := float32(0)
	for i := range r.words {
		w += disk(m) + Gap2 + r.width(i)
	}
	return fyne.NewSize(w+float32(len(r.rails))*(railLeast+2*Gap2), m.Control)
}

// width is measured bold, so that going on moves nothing.
func (r *stepLineRenderer) width(i int) float32 {
	return fyne.MeasureText(r.l.steps[i], Now().Text, fyne.TextStyle{Bold: true}).Width
}

func (r *stepLineRenderer) Layout(size fyne.Size) {
	m := Now()
	rail := railLeast + (size.Width-r.MinSize().Width)/float32(max(len(r.rails), 1))
	rail = max(railLeast, min(rail, 4*m.Control))
	x, d := float32(0), disk(m)
	put := func(t *canvas.Text, x, w float32) {
		h := t.MinSize().Height
		t.Move(fyne.NewPos(x, (size.Height-h)/2-0.056*t.TextSize))
		t.Resize(fyne.NewSize(w, h))
	}
	for i := range r.disks {
		if i > 0 {
			r.rails[i-1].Move(fyne.NewPos(x+Gap2, size.Height/2))
			r.rails[i-1].Resize(fyne.NewSize(rail, 1))
			x += rail + 2*Gap2
		}
		r.disks[i].Move(fyne.NewPos(x, (size.Height-d)/2))
		r.disks[i].Resize(fyne.NewSquareSize(d))
		put(r.marks[i], x, d)
		x += d + Gap2
		put(r.words[i], x, r.width(i))
		x += r.width(i)
	}
}

func (r *stepLineRenderer) Refresh() {
	m := Now()
	for i := range r.disks {
		fill, edge, mark, ink, sign := Panel, Edge, Second, Second, strconv.Itoa(i+1)
		switch {
		case i < r.l.At:
			fill, edge, mark, ink, sign = GreenBg, Green, Green, Ink, "✓"
		case i == r.l.At:
			fill, edge, mark, ink = Ink, Ink, White, Ink
		}
		r.disks[i].FillColor, r.disks[i].StrokeColor, r.disks[i].StrokeWidth = fill, edge, 1
		r.marks[i].Text, r.marks[i].Color, r.marks[i].TextSize = sign, mark, m.Small
		r.marks[i].TextStyle.Bold = true
		r.words[i].Color, r.words[i].TextSize = ink, m.Text
		r.words[i].TextStyle.Bold = i == r.l.At
	}
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}
