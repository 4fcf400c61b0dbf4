package page

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/kit"
)

// stepLine shows the steps of a way and where one stands: what is done has a tick,
// the present step is bold, the others wait.
type stepLine struct {
	widget.BaseWidget
	steps []string
	at    int
}

func newStepLine(steps ...string) *stepLine {
	l := &stepLine{steps: steps}
	l.ExtendBaseWidget(l)
	return l
}

// Go shows another step as the present one.
func (l *stepLine) Go(at int) { l.at = at; l.Refresh() }

// CreateRenderer is Fyne's door to the drawing.
func (l *stepLine) CreateRenderer() fyne.WidgetRenderer {
	r := &stepLineRenderer{l: l}
	for i := range l.steps {
		r.disks = append(r.disks, canvas.NewCircle(kit.Panel))
		r.marks = append(r.marks, centredText())
		r.words = append(r.words, canvas.NewText(l.steps[i], kit.Ink))
		if i > 0 {
			r.rails = append(r.rails, canvas.NewRectangle(kit.Line))
		}
	}
	r.Refresh()
	return r
}

func centredText() *canvas.Text {
	t := canvas.NewText("", kit.White)
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

func disk(m kit.Measures) float32 { return m.Text + kit.Gap2 + kit.Gap1/2 }

const railLeast = 24

func (r *stepLineRenderer) MinSize() fyne.Size {
	m := kit.Now()
	w := float32(0)
	for i := range r.words {
		w += disk(m) + kit.Gap2 + r.width(i)
	}
	return fyne.NewSize(w+float32(len(r.rails))*(railLeast+2*kit.Gap2), m.Control)
}

// width is measured bold, so that going on moves nothing.
func (r *stepLineRenderer) width(i int) float32 {
	return fyne.MeasureText(r.l.steps[i], kit.Now().Text, fyne.TextStyle{Bold: true}).Width
}

func (r *stepLineRenderer) Layout(size fyne.Size) {
	m := kit.Now()
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
			r.rails[i-1].Move(fyne.NewPos(x+kit.Gap2, size.Height/2))
			r.rails[i-1].Resize(fyne.NewSize(rail, 1))
			x += rail + 2*kit.Gap2
		}
		r.disks[i].Move(fyne.NewPos(x, (size.Height-d)/2))
		r.disks[i].Resize(fyne.NewSquareSize(d))
		put(r.marks[i], x, d)
		x += d + kit.Gap2
		put(r.words[i], x, r.width(i))
		x += r.width(i)
	}
}

func (r *stepLineRenderer) Refresh() {
	m := kit.Now()
	for i := range r.disks {
		fill, edge, mark, ink, sign := kit.Panel, kit.Edge, kit.Second, kit.Second, itoa(i+1)
		switch {
		case i < r.l.at:
			fill, edge, mark, ink, sign = kit.GreenBg, kit.Green, kit.Green, kit.Ink, "✓"
		case i == r.l.at:
			fill, edge, mark, ink = kit.Ink, kit.Ink, kit.White, kit.Ink
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

// barred is a page with its head above and its buttons in a white bar below; what
// lies between takes the height that is left.
func barred(head, body fyne.CanvasObject, bar ...fyne.CanvasObject) fyne.CanvasObject {
	foot := kit.Ground(kit.Panel, &fyne.Container{Layout: padded{kit.Gap6, kit.Gap2}, Objects: []fyne.CanvasObject{flowing(bar...)}})
	top := &fyne.Container{Layout: padded{kit.Gap6, kit.Gap2 + kit.Gap1}, Objects: []fyne.CanvasObject{head}}
	return kit.Ground(kit.Page, &fyne.Container{Layout: barredLayout{}, Objects: []fyne.CanvasObject{top, body, kit.HLine(), foot}})
}

// barredLayout gives the bar the height that its buttons want at the page's width.
type barredLayout struct{}

func (barredLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, part := range o {
		m := part.MinSize()
		size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height)
	}
	return size
}

func (barredLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	top, body, line, foot := o[0], o[1], o[2], o[3]
	foot.Resize(fyne.NewSize(size.Width, foot.Size().Height))
	head, bar, hair := top.MinSize().Height, foot.MinSize().Height, line.MinSize().Height
	top.Resize(fyne.NewSize(size.Width, head))
	body.Move(fyne.NewPos(0, head))
	body.Resize(fyne.NewSize(size.Width, max(size.Height-head-hair-bar, 0)))
	line.Move(fyne.NewPos(0, size.Height-bar-hair))
	line.Resize(fyne.NewSize(size.Width, hair))
	foot.Move(fyne.NewPos(0, size.Height-bar))
	foot.Resize(fyne.NewSize(size.Width, bar))
}

// padded leaves space at the sides and, mostly less, above and below.
type padded struct{ x, y float32 }

func (l padded) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(2*l.x, 2*l.y)
}

func (l padded) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(l.x, l.y))
	o[0].Resize(size.SubtractWidthHeight(2*l.x, 2*l.y))
}

// sided leaves the page's space at both sides of what fills it, and none above.
func sided(o fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: edged{}, Objects: []fyne.CanvasObject{o}}
}

type edged struct{}

func (edged) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(2*kit.Gap6, kit.Gap4)
}

func (edged) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(kit.Gap6, 0))
	o[0].Resize(size.SubtractWidthHeight(2*kit.Gap6, kit.Gap4))
}

// ems gives things widths in characters, one beside the other, and the last what is
// left. Where there is no room for all they shrink alike.
type ems []float32

const shrinksTo = 0.6

func (l ems) fixed() (width float32) {
	for _, w := range l {
		width += w * kit.Now().Text
	}
	return width
}

func (l ems) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(l.fixed()*shrinksTo+float32(len(l))*kit.Gap4+objects[len(l)].MinSize().Width, kit.Now().Row)
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

func (l ems) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room := size.Width - float32(len(l))*kit.Gap4 - objects[len(l)].MinSize().Width
	scale := kit.Now().Text * max(shrinksTo, min(1, room/l.fixed()))
	x := float32(0)
	for i, o := range objects {
		w := max(size.Width-x, 0)
		if i < len(l) {
			w = l[i] * scale
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		o.Resize(fyne.NewSize(w, h))
		x += w + kit.Gap4
	}
}

// cut shortens a text to a width in characters; Chinese counts one, others a half.
func cut(text string, ems float32) string {
	text = kit.OneLine(text)
	w := float32(0)
	for i, r := range text {
		if r < 0x2E80 {
			w += 0.6
		} else {
			w++
		}
		if w > ems {
			return text[:i] + "…"
		}
	}
	return text
}

// notice is a line on a tint above what it speaks of.
func notice(icon kit.Icon, ink, ground color.NRGBA, what fyne.CanvasObject, deeds ...fyne.CanvasObject) fyne.CanvasObject {
	row := append([]fyne.CanvasObject{kit.NewPicture(icon, ink), what, layout.NewSpacer()}, deeds...)
	return kit.Ground(ground, kit.Inset(kit.Gap2, kit.Row(row...)))
}
