package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// A Rung is one line of a chart that compares many: its word, a bar of one or more
// parts, and what the bar says in figures behind it.
type Rung struct {
	Label string
	Parts []int
	Text  string
}

// Rungs draw a line for each, all to one scale and none left out, so that fifty are
// compared as eight are. More than one part has a legend above. A tap tells the place.
type Rungs struct {
	widget.BaseWidget
	OnTap  func(i int)
	legend []string
	rungs  []Rung
	most   int // what a full bar is
}

// NewRungs draws the rungs in the order given. most is what a full bar is; 0 takes the
// largest.
func NewRungs(legend []string, most int, rungs []Rung) *Rungs {
	r := &Rungs{legend: legend, rungs: rungs, most: most}
	if most == 0 {
		for _, x := range rungs {
			r.most = max(r.most, x.total())
		}
	}
	r.most = max(r.most, 1)
	r.ExtendBaseWidget(r)
	return r
}

func (r Rung) total() (n int) {
	for _, p := range r.Parts {
		n += max(p, 0)
	}
	return n
}

// tintOf is the colour of the i-th part: one alone is a bar as of Bars.
func (r *Rungs) tintOf(i int) color.NRGBA {
	if len(r.legend) == 0 {
		return Hex(0x5B7FB5)
	}
	return stackTints[i%len(stackTints)]
}

func (r *Rungs) top() float32 {
	if len(r.legend) == 0 {
		return 0
	}
	return barStep() + Gap2
}

// Tapped is Fyne's door for a tap.
func (r *Rungs) Tapped(ev *fyne.PointEvent) {
	i := int((ev.Position.Y - r.top()) / barStep())
	if r.OnTap != nil && ev.Position.Y >= r.top() && i < len(r.rungs) {
		r.OnTap(i)
	}
}

// CreateRenderer is Fyne's door to the drawing.
func (r *Rungs) CreateRenderer() fyne.WidgetRenderer {
	d := &rungsRenderer{r: r}
	d.Refresh()
	return d
}

type rungLine struct {
	label, text *canvas.Text
	bars        []*canvas.Rectangle
}

type rungsRenderer struct {
	r     *Rungs
	keys  []*canvas.Rectangle
	words []*canvas.Text
	lines []rungLine
}

func (d *rungsRenderer) Destroy() {}

func (d *rungsRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for i := range d.keys {
		all = append(all, d.keys[i], d.words[i])
	}
	for _, l := range d.lines {
		for _, b := range l.bars {
			all = append(all, b)
		}
		all = append(all, l.label, l.text)
	}
	return all
}

func (d *rungsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(24*Now().Text, d.r.top()+float32(len(d.r.rungs))*barStep())
}

func (d *rungsRenderer) Layout(size fyne.Size) {
	m, step := Now(), barStep()
	x := float32(0)
	for i, word := range d.words {
		w := word.MinSize()
		d.keys[i].Move(fyne.NewPos(x, (step-m.Small)/2))
		d.keys[i].Resize(fyne.NewSquareSize(m.Small))
		word.Move(fyne.NewPos(x+m.Small+Gap2, Middle(step, word)))
		word.Resize(w)
		x += m.Small + Gap2 + w.Width + Gap4
	}
	labels, texts := float32(0), float32(0)
	for _, l := range d.lines {
		labels, texts = max(labels, l.label.MinSize().Width), max(texts, l.text.MinSize().Width)
	}
	labels = min(labels, size.Width*2/5)
	room := max(size.Width-labels-texts-Gap4-2*Gap2, 1)
	for i, l := range d.lines {
		y := d.r.top() + float32(i)*step
		l.label.Text = shorten(d.r.rungs[i].Label, labels, m.Text)
		l.label.Move(fyne.NewPos(0, y+Middle(step, l.label)))
		l.label.Resize(fyne.NewSize(labels, l.label.MinSize().Height))
		at := labels + Gap4
		for j, bar := range l.bars {
			w := min(room*float32(max(d.r.rungs[i].Parts[j], 0))/float32(d.r.most), labels+Gap4+room-at)
			bar.Hidden = w <= 0
			bar.Move(fyne.NewPos(at, y+step*0.2))
			bar.Resize(fyne.NewSize(max(w, 0), step*0.6))
			at += max(w, 0)
		}
		l.text.Move(fyne.NewPos(at+Gap2, y+Middle(step, l.text)))
		l.text.Resize(l.text.MinSize())
	}
}

func (d *rungsRenderer) Refresh() {
	m := Now()
	text := func(s string, bold bool) *canvas.Text {
		t := canvas.NewText(s, Ink)
		t.TextSize, t.TextStyle.Bold = m.Text, bold
		return t
	}
	d.keys, d.words, d.lines = nil, nil, nil
	for i, word := range d.r.legend {
		d.keys, d.words = append(d.keys, canvas.NewRectangle(d.r.tintOf(i))), append(d.words, text(word, false))
	}
	for _, r := range d.r.rungs {
		l := rungLine{label: text(r.Label, false), text: text(r.Text, true)}
		for i := range r.Parts {
			l.bars = append(l.bars, canvas.NewRectangle(d.r.tintOf(i)))
		}
		d.lines = append(d.lines, l)
	}
	d.Layout(d.r.Size())
	canvas.Refresh(d.r)
}
