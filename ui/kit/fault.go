package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Fault is the line under a field: nothing, a soft warning (！, amber) or a hard
// fault (✕, red), always with what to do. It takes no room while empty.
type Fault struct {
	widget.BaseWidget
	// OnTap, if not nil, does what the text offers (打开该记录). It is cleared together
	// with the text; offer the same by key elsewhere.
	OnTap func()

	text string
	soft bool
}

// NewFault makes an empty line.
func NewFault() *Fault {
	f := &Fault{}
	f.ExtendBaseWidget(f)
	f.Hide()
	return f
}

// Hard shows what stops.
func (f *Fault) Hard(text string) { f.set(text, false) }

// Soft shows what may be kept with a reason.
func (f *Fault) Soft(text string) { f.set(text, true) }

// Clear shows nothing.
func (f *Fault) Clear() { f.OnTap = nil; f.set("", false) }

// Tapped is Fyne's door for a tap.
func (f *Fault) Tapped(*fyne.PointEvent) {
	if f.OnTap != nil {
		f.OnTap()
	}
	Keep(f)
}

// Text is what is shown.
func (f *Fault) Text() string { return f.text }

func (f *Fault) set(text string, soft bool) {
	if f.text == text && f.soft == soft {
		return
	}
	f.text, f.soft = text, soft
	if text == "" {
		f.Hide()
	} else {
		f.Show()
	}
	f.Refresh()
}

// Labelled is a field under its label, with what is wrong with it beneath.
func Labelled(label string, field fyne.CanvasObject, fault *Fault) fyne.CanvasObject {
	if fault == nil {
		return Column(Gap1, NewWords(label, Aside), field)
	}
	return Column(Gap1, NewWords(label, Aside), field, fault)
}

// CreateRenderer is Fyne's door to the drawing.
func (f *Fault) CreateRenderer() fyne.WidgetRenderer {
	r := &faultRenderer{f: f, back: canvas.NewRectangle(AmberBg), sign: IconFault.image(Red)}
	r.back.CornerRadius = Corner
	r.Refresh()
	return r
}

type faultRenderer struct {
	f     *Fault
	back  *canvas.Rectangle
	sign  *canvas.Image
	lines []fyne.CanvasObject
}

func (r *faultRenderer) Destroy() {}

func (r *faultRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.back, r.sign}, r.lines...)
}

func (r *faultRenderer) step() float32 { return Now().Text * lineFactor }

func (r *faultRenderer) MinSize() fyne.Size {
	return fyne.NewSize(4*Now().Text, float32(len(r.wrap(r.f.Size().Width)))*r.step()+Gap1)
}

// wrap breaks the text at the width there is, or at a question's before any is
// known.
func (r *faultRenderer) wrap(width float32) []string {
	m := Now()
	room := width - m.Icon - 2*Gap2
	if width <= 0 {
		room = askEms * m.Text
	}
	return breakLines(r.f.text, max(room, 4*m.Text), func(s string) float32 {
		return fyne.MeasureText(s, m.Text, fyne.TextStyle{}).Width
	})
}

func (r *faultRenderer) Layout(size fyne.Size) {
	m, step := Now(), r.step()
	ink := Red
	if r.f.soft {
		ink = Amber
	}
	r.lines = r.lines[:0:0]
	for i, line := range r.wrap(size.Width) {
		t := canvas.NewText(line, ink)
		t.TextSize = m.Text
		t.Move(fyne.NewPos(m.Icon+Gap2, Gap1/2+float32(i)*step+middle(step, t)))
		t.Resize(t.MinSize())
		r.lines = append(r.lines, t)
	}
	r.back.Resize(size)
	icon := m.Icon - 2
	r.sign.Move(fyne.NewPos(Gap1, Gap1/2+(step-icon)/2))
	r.sign.Resize(fyne.NewSquareSize(icon))
}

func (r *faultRenderer) Refresh() {
	r.back.Hidden = !r.f.soft
	r.sign.Resource = IconFault.Resource(Red)
	if r.f.soft {
		r.sign.Resource = IconWarning.Resource(Amber)
	}
	r.sign.Refresh() // a picture that has been drawn keeps its old icon otherwise
	r.Layout(r.f.Size())
	canvas.Refresh(r.f)
}
