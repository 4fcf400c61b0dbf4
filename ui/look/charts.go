package look

import (
	"fmt"
	"image/color"
	"sort"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Part is one figure of a chart.
type Part struct {
	Label string
	N     int
	Tint  color.NRGBA // Stack only; zero takes the next of a quiet row of colours
}

// barsMost is how many bars are drawn before the rest becomes one.
const barsMost = 10

// Fold sorts parts from the largest down, equal ones by label, and makes one part
// 其余 of all beyond ten, so that a chart of 200 stays readable. The sum stays.
func Fold(parts []Part) []Part {
	sorted := append([]Part(nil), parts...)
	sort.SliceStable(sorted, func(i, j int) bool {
		if sorted[i].N != sorted[j].N {
			return sorted[i].N > sorted[j].N
		}
		return sorted[i].Label < sorted[j].Label
	})
	if len(sorted) <= barsMost+1 { // one more bar says more than 其余 1 个
		return sorted
	}
	rest := 0
	for _, p := range sorted[barsMost:] {
		rest += p.N
	}
	return append(sorted[:barsMost:barsMost], Part{Label: fmt.Sprintf("其余 %d 个", len(sorted)-barsMost), N: rest})
}

// Bars are sorted horizontal bars with a word at the left and the number at the
// bar's end. A tap on a bar, where OnTap is set, tells its label; 其余 tells empty.
type Bars struct {
	widget.BaseWidget
	OnTap func(label string)
	parts []Part
	rest  bool
}

// NewBars draws the parts, folded.
func NewBars(parts []Part) *Bars {
	b := &Bars{}
	b.ExtendBaseWidget(b)
	b.Set(parts)
	return b
}

// Set draws other parts.
func (b *Bars) Set(parts []Part) {
	b.parts = Fold(parts)
	b.rest = len(b.parts) < len(parts)
	b.Refresh()
}

// Tapped is Fyne's door for a tap.
func (b *Bars) Tapped(ev *fyne.PointEvent) {
	i := int(ev.Position.Y / barStep())
	if b.OnTap == nil || i < 0 || i >= len(b.parts) {
		return
	}
	if b.rest && i == len(b.parts)-1 {
		b.OnTap("")
		return
	}
	b.OnTap(b.parts[i].Label)
}

func barStep() float32 { return Now().Text*LineFactor + Gap1 }

// CreateRenderer is Fyne's door to the drawing.
func (b *Bars) CreateRenderer() fyne.WidgetRenderer {
	r := &barsRenderer{b: b}
	r.Refresh()
	return r
}

type barLine struct {
	label, number *canvas.Text
	bar           *canvas.Rectangle
}

type barsRenderer struct {
	b     *Bars
	lines []barLine
}

func (r *barsRenderer) Destroy() {}

func (r *barsRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, l := range r.lines {
		all = append(all, l.bar, l.label, l.number)
	}
	return all
}

func (r *barsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(24*Now().Text, float32(len(r.b.parts))*barStep())
}

func (r *barsRenderer) Layout(size fyne.Size) {
	m, step := Now(), barStep()
	words, digits, most := float32(0), float32(0), 1
	for i, l := range r.lines {
		words = max(words, fyne.MeasureText(r.b.parts[i].Label, m.Text, fyne.TextStyle{}).Width)
		digits = max(digits, l.number.MinSize().Width)
		if !r.isRest(i) { // it would dwarf what the chart is about
			most = max(most, r.b.parts[i].N)
		}
	}
	words = min(words, size.Width*2/5)
	room := max(size.Width-words-digits-Gap4-Gap2, 1)
	for i, l := range r.lines {
		p := r.b.parts[i]
		l.label.Text = shorten(p.Label, words, m.Text)
		ls, ns := l.label.MinSize(), l.number.MinSize()
		y := float32(i) * step
		l.label.Move(fyne.NewPos(0, y+Middle(step, l.label)))
		l.label.Resize(fyne.NewSize(words, ls.Height))
		w := room * float32(p.N) / float32(most)
		if r.isRest(i) {
			w = 0
		}
		l.bar.Hidden = w == 0
		h := step * 0.5
		l.bar.Move(fyne.NewPos(words+Gap4, y+(step-h)/2))
		l.bar.Resize(fyne.NewSize(w, h))
		if w > 0 {
			w += Gap2
		}
		l.number.Move(fyne.NewPos(words+Gap4+w, y+Middle(step, l.number)))
		l.number.Resize(ns)
	}
}

func (r *barsRenderer) isRest(i int) bool { return r.b.rest && i == len(r.b.parts)-1 }

// shorten cuts a label that has no room and says so by an ellipsis.
func shorten(s string, width, size float32) string {
	measure := func(t string) float32 { return fyne.MeasureText(t, size, fyne.TextStyle{}).Width }
	if measure(s) <= width+0.5 {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n > 0; n-- {
		if t := string(runes[:n]) + "…"; measure(t) <= width {
			return t
		}
	}
	return "…"
}

func (r *barsRenderer) Refresh() {
	m := Now()
	r.lines = r.lines[:0]
	for i, p := range r.b.parts {
		l := barLine{label: canvas.NewText(p.Label, Ink), number: canvas.NewText(strconv.Itoa(p.N), Ink),
			bar: canvas.NewRectangle(Hex(0x5B7FB5))}
		if r.isRest(i) {
			l.label.Color, l.number.Color = Second, Second
		}
		l.bar.CornerRadius = 2
		l.label.TextSize, l.number.TextSize = m.Text, m.Text
		l.number.TextStyle.Bold = true
		r.lines = append(r.lines, l)
	}
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

// Stack is one bar made of parts, and below it what each part is: a square of its
// colour, its word, its number. The words carry the meaning, not the colours.
type Stack struct {
	widget.BaseWidget
	// OnTap is told the label of a part of the bar that is tapped.
	OnTap func(label string)
	parts []Part
}

// NewStack draws the parts in the order given.
func NewStack(parts []Part) *Stack {
	s := &Stack{parts: parts}
	s.ExtendBaseWidget(s)
	return s
}

// Set draws other parts.
func (s *Stack) Set(parts []Part) { s.parts = parts; s.Refresh() }

// StateTint is a quiet colour for a state: one state has one colour, whoever else is in
// the chart.
func StateTint(i int) color.NRGBA { return stackTints[i%len(stackTints)] }

var stackTints = []color.NRGBA{Hex(0x2F5D9B), Hex(0x7FA3D1), Hex(0xE0A458), Hex(0xB7BEC9), Hex(0x8E7AB5), Hex(0x6BA292), Hex(0x1E3F6B)}

// CreateRenderer is Fyne's door to the drawing.
func (s *Stack) CreateRenderer() fyne.WidgetRenderer {
	r := &stackRenderer{s: s}
	r.Refresh()
	return r
}
