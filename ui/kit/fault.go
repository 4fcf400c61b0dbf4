package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
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
	hands.Keep(f)
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
		return look.Column(look.Gap1, look.NewWords(label, look.Aside), field)
	}
	return look.Column(look.Gap1, look.NewWords(label, look.Aside), field, fault)
}

// CreateRenderer is Fyne's door to the drawing.
func (f *Fault) CreateRenderer() fyne.WidgetRenderer {
	r := &faultRenderer{f: f, back: canvas.NewRectangle(look.AmberBg), sign: look.IconFault.Image(look.Red)}
	r.back.CornerRadius = look.Corner
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

func (r *faultRenderer) step() float32 { return look.Now().Text * look.LineFactor }

func (r *faultRenderer) MinSize() fyne.Size {
	return fyne.NewSize(4*look.Now().Text, float32(len(r.wrap(r.f.Size().Width)))*r.step()+look.Gap1)
}

// wrap breaks the text at the width there is, or at a question's before any is
// known.
func (r *faultRenderer) wrap(width float32) []string {
	m := look.Now()
	room := width - m.Icon - 2*look.Gap2
	if width <= 0 {
		room = askEms * m.Text
	}
	return look.BreakLines(r.f.text, max(room, 4*m.Text), func(s string) float32 {
		return fyne.MeasureText(s, m.Text, fyne.TextStyle{}).Width
	})
}

func (r *faultRenderer) Layout(size fyne.Size) {
	m, step := look.Now(), r.step()
	ink := look.Red
	if r.f.soft {
		ink = look.Amber
	}
	r.lines = r.lines[:0:0]
	for i, line := range r.wrap(size.Width) {
		t := canvas.NewText(line, ink)
		t.TextSize = m.Text
		t.Move(fyne.NewPos(m.Icon+look.Gap2, look.Gap1/2+float32(i)*step+look.Middle(step, t)))
		t.Resize(t.MinSize())
		r.lines = append(r.lines, t)
	}
	r.back.Resize(size)
	icon := m.Icon - 2
	r.sign.Move(fyne.NewPos(look.Gap1, look.Gap1/2+(step-icon)/2))
	r.sign.Resize(fyne.NewSquareSize(icon))
}

func (r *faultRenderer) Refresh() {
	r.back.Hidden = !r.f.soft
	r.sign.Resource = look.IconFault.Resource(look.Red)
	if r.f.soft {
		r.sign.Resource = look.IconWarning.Resource(look.Amber)
	}
	r.sign.Refresh() // a picture that has been drawn keeps its old icon otherwise
	r.Layout(r.f.Size())
	canvas.Refresh(r.f)
}
