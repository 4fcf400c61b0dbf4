package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/look"
)

// Stage is one large step of an empty screen: what to do next, as a verb, and a
// sentence on what it is good for.
type Stage struct {
	Icon       look.Icon
	Verb, Tell string
	Do         func()
}

// Empty is a screen with nothing on it yet: an icon, a sentence, and at most three
// large steps with verbs. The first is the primary one.
func Empty(icon look.Icon, sentence string, stages ...Stage) *fyne.Container {
	rows := []fyne.CanvasObject{container.NewCenter(look.NewLargePicture(icon, look.Disabled, 2.5)), container.NewCenter(look.NewParagraph(sentence, look.Aside, 36))}
	var steps []fyne.CanvasObject
	for i, s := range stages {
		kind := Ordinary
		if i == 0 {
			kind = Primary
		}
		steps = append(steps, newStep(s, kind))
	}
	Across(steps...)
	if len(steps) > 0 {
		rows = append(rows, container.NewCenter(look.Columns(len(steps), look.Gap4, steps...)))
	}
	return container.NewCenter(look.Column(look.Gap6, rows...))
}

// step is a large button of an empty screen: icon above, verb, and a line on what
// it is good for. It behaves as a Button.
type step struct {
	Button
	tell string
}

func newStep(s Stage, kind Kind) *step {
	b := &step{tell: s.Tell}
	b.kind, b.icon, b.label, b.OnTapped = kind, s.Icon, s.Verb, s.Do
	b.outer = b
	b.ExtendBaseWidget(b)
	return b
}

func (s *step) CreateRenderer() fyne.WidgetRenderer {
	r := &stepRenderer{s: s, box: canvas.NewRectangle(look.Panel), ring: NewRing(), icon: s.icon.Image(look.Ink),
		verb: canvas.NewText(s.label, look.Ink)}
	r.Refresh()
	return r
}

type stepRenderer struct {
	s         *step
	box, ring *canvas.Rectangle
	icon      *canvas.Image
	verb      *canvas.Text
	tell      []fyne.CanvasObject
}

func (r *stepRenderer) Destroy() {}

func (r *stepRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.box, r.icon, r.verb, r.ring}, r.tell...)
}

const stepEms = 12 // characters a line below the verb

func (r *stepRenderer) MinSize() fyne.Size {
	m := look.Now()
	return fyne.NewSize(stepEms*m.Text+2*look.Gap6, 2*m.Icon+m.Heading*look.LineFactor+2*m.Small*look.LineFactor+2*look.Gap6+2*look.Gap2)
}

func (r *stepRenderer) Layout(size fyne.Size) {
	m := look.Now()
	r.box.Resize(size)
	ringAround(r.ring, size)
	y := look.Gap6
	icon := m.Icon * 1.6
	r.icon.Resize(fyne.NewSquareSize(icon))
	r.icon.Move(fyne.NewPos((size.Width-icon)/2, y))
	y += icon + look.Gap2 + look.Gap1
	line := func(o fyne.CanvasObject, step float32) {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y+(step-h)/2))
		o.Resize(fyne.NewSize(size.Width, h))
		y += step
	}
	line(r.verb, m.Heading*look.LineFactor)
	y += look.Gap1
	for _, t := range r.tell {
		line(t, m.Small*look.LineFactor)
	}
}

func (r *stepRenderer) Refresh() {
	s, m := r.s, look.Now()
	fill, edge, ink, stroke := look.Panel, look.Edge, look.Ink, look.HairPx
	if s.kind == Primary { // an outline: a whole field of red would shout
		edge, ink, stroke = look.Red, look.Red, look.RingPx
	}
	switch {
	case s.pressed:
		fill = look.Shade
	case s.hovered:
		fill = look.Hex(0xF7F8FA)
	}
	r.box.FillColor, r.box.StrokeColor, r.box.StrokeWidth, r.box.CornerRadius = fill, edge, stroke, look.Corner
	r.verb.Text, r.verb.TextSize, r.verb.Color = s.label, m.Heading, ink
	r.verb.TextStyle.Bold, r.verb.Alignment = true, fyne.TextAlignCenter
	r.icon.Resource = s.icon.Resource(ink)
	r.tell = r.tell[:0:0]
	for _, l := range look.BreakLines(s.tell, stepEms*m.Text, func(t string) float32 {
		return fyne.MeasureText(t, m.Small, fyne.TextStyle{}).Width
	}) {
		t := canvas.NewText(l, look.Second)
		t.TextSize, t.Alignment = m.Small, fyne.TextAlignCenter
		r.tell = append(r.tell, t)
	}
	showRing(r.ring, Ringed(s, s.focus))
	r.Layout(s.Size())
	canvas.Refresh(s)
}
