package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// A Journey is a page that shows one thing after the other in the same place, each with a
// head above and its buttons in a bar below: the steps of a package, of a workbook, of a
// change of hands. Its answers may come late: they never pull the keyboard from under a
// question that is open.
type Journey struct {
	View  fyne.CanvasObject
	Title string // before the steps
	Calm  bool   // what is shown leaves the keyboard with who has it, unless that is in sight no more

	Skipped func(step int) bool // that nothing was filled in at a step that lies behind: it has no tick; nil for no step

	place  *fyne.Container
	steps  *stepLine
	canvas func() fyne.Canvas
	turn   func(keys map[fyne.KeyName]func(), first fyne.Focusable) (seen bool)
}

// NewJourney makes a page without anything on it yet. turn is told what the keys of the
// page do from now on and what of it has the keyboard, nil for nothing, and answers
// whether the page is on show. steps may be none, and Go is not called then.
func NewJourney(title string, canvas func() fyne.Canvas, turn func(keys map[fyne.KeyName]func(), first fyne.Focusable) (seen bool), steps ...string) *Journey {
	place := container.NewStack()
	return &Journey{View: look.Ground(look.Page, place), Title: title, place: place, steps: newStepLine(steps...), canvas: canvas, turn: turn}
}

// Go shows a step, counted from 0, under the journey's title and steps.
func (j *Journey) Go(step int, body fyne.CanvasObject, first fyne.Focusable, keys map[fyne.KeyName]func(), bar ...fyne.CanvasObject) {
	j.steps.skipped = j.Skipped
	j.steps.to(step)
	j.Show(look.Row(look.NewWords(j.Title, look.Title), layout.NewSpacer(), j.steps), body, first, keys, bar...)
}

// Show puts something in the place, first with the keyboard if it is not nil.
func (j *Journey) Show(head, body fyne.CanvasObject, first fyne.Focusable, keys map[fyne.KeyName]func(), bar ...fyne.CanvasObject) {
	j.place.Objects = []fyne.CanvasObject{look.Folio(head, body, bar...)}
	j.place.Refresh()
	on := j.turn(keys, first)
	c := j.canvas()
	if on && first == nil && c.Focused() != nil && !hands.InSight(c.Focused()) {
		c.Unfocus() // what is gone must not hear keys any more
	}
	if !on || first == nil {
		return
	}
	if j.Calm && c.Overlays().Top() == nil && hands.InSight(c.Focused()) {
		return
	}
	hands.Hand(c, first)
}

// At is the step on show.
func (j *Journey) At() int { return j.steps.at }

// Steps is the line of the steps, for what is opened below it.
func (j *Journey) Steps() fyne.CanvasObject { return j.steps }

// stepLine shows the steps of a way and where one stands: what is done has a tick,
// the present step is bold, the others wait.
type stepLine struct {
	widget.BaseWidget
	steps   []string
	at      int
	skipped func(int) bool
}

func newStepLine(steps ...string) *stepLine {
	l := &stepLine{steps: steps}
	l.ExtendBaseWidget(l)
	return l
}

// to shows another step as the present one.
func (l *stepLine) to(at int) { l.at = at; l.Refresh() }

// CreateRenderer is Fyne's door to the drawing.
func (l *stepLine) CreateRenderer() fyne.WidgetRenderer {
	r := &stepLineRenderer{l: l}
	for i := range l.steps {
		r.disks = append(r.disks, canvas.NewCircle(look.Panel))
		r.marks = append(r.marks, centredText())
		r.words = append(r.words, canvas.NewText(l.steps[i], look.Ink))
		if i > 0 {
			r.rails = append(r.rails, canvas.NewRectangle(look.Line))
		}
	}
	r.Refresh()
	return r
}

func centredText() *canvas.Text {
	t := canvas.NewText("", look.White)
	t.Alignment = fyne.TextAlignCenter
	return t
}

type stepLineRenderer struct {
	l            *stepLine
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

func disk(m look.Measures) float32 { return m.Text + look.Gap2 + look.Gap1/2 }

const railLeast = 24

func (r *stepLineRenderer) MinSize() fyne.Size {
	m := look.Now()
	w := float32(0)
	for i := range r.words {
		w += disk(m) + look.Gap2 + r.width(i)
	}
	return fyne.NewSize(w+float32(len(r.rails))*(railLeast+2*look.Gap2), m.Control)
}

// width is measured bold, so that going on moves nothing.
func (r *stepLineRenderer) width(i int) float32 {
	return fyne.MeasureText(r.l.steps[i], look.Now().Text, fyne.TextStyle{Bold: true}).Width
}

func (r *stepLineRenderer) Layout(size fyne.Size) {
	m := look.Now()
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
			r.rails[i-1].Move(fyne.NewPos(x+look.Gap2, size.Height/2))
			r.rails[i-1].Resize(fyne.NewSize(rail, 1))
			x += rail + 2*look.Gap2
		}
		r.disks[i].Move(fyne.NewPos(x, (size.Height-d)/2))
		r.disks[i].Resize(fyne.NewSquareSize(d))
		put(r.marks[i], x, d)
		x += d + look.Gap2
		put(r.words[i], x, r.width(i))
		x += r.width(i)
	}
}

func (r *stepLineRenderer) Refresh() {
	m := look.Now()
	for i := range r.disks {
		fill, edge, mark, ink, sign := look.Panel, look.Edge, look.Second, look.Second, strconv.Itoa(i+1)
		switch {
		case i < r.l.at && r.l.skipped != nil && r.l.skipped(i):
			fill, edge, mark, sign = look.AmberBg, look.Amber, look.Amber, "…"
		case i < r.l.at:
			fill, edge, mark, ink, sign = look.GreenBg, look.Green, look.Green, look.Ink, "✓"
		case i == r.l.at:
			fill, edge, mark, ink = look.Ink, look.Ink, look.White, look.Ink
		}
		r.disks[i].FillColor, r.disks[i].StrokeColor, r.disks[i].StrokeWidth = fill, edge, 1
		r.marks[i].Text, r.marks[i].Color, r.marks[i].TextSize = sign, mark, m.Small
		r.marks[i].TextStyle.Bold = true
		r.words[i].Color, r.words[i].TextSize = ink, m.Text
		r.words[i].TextStyle.Bold = i == r.l.at
	}
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}
