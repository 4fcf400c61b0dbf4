package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/look"
)

// CreateRenderer is Fyne's door to the drawing.
func (r *Rows) CreateRenderer() fyne.WidgetRenderer {
	d := &rowsRenderer{r: r, ground: canvas.NewRectangle(look.Panel), body: &fyne.Container{Layout: nowhere{}},
		ring: look.NewEdge(), thumb: canvas.NewRectangle(look.Faint(look.Second, 0x66))}
	d.clip = container.NewClip(d.body)
	d.thumb.CornerRadius = 2
	d.Refresh()
	return d
}

// nowhere leaves everything where its owner put it.
type nowhere struct{}

func (nowhere) Layout([]fyne.CanvasObject, fyne.Size)        {}
func (nowhere) MinSize([]fyne.CanvasObject) (size fyne.Size) { return }

type rowLine struct {
	tint, mark        *canvas.Rectangle
	arrow, icon       *canvas.Image
	lead, label, hint *canvas.Text
}

type rowsRenderer struct {
	r             *Rows
	ground, thumb *canvas.Rectangle
	ring          *fyne.Container
	body          *fyne.Container
	clip          *container.Clip
	lines         []*rowLine
	thumbs        []*canvas.Rectangle // of the spans
}

func (d *rowsRenderer) Destroy() {}

func (d *rowsRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{d.ground, d.clip, d.thumb}
	for _, t := range d.thumbs {
		all = append(all, t)
	}
	return append(all, d.ring)
}

func (d *rowsRenderer) MinSize() fyne.Size {
	m := look.Now()
	if d.r.most == 0 {
		return fyne.NewSize(8*m.Text, 3*m.Row)
	}
	wide := 10 * m.Text
	for _, it := range d.r.items {
		w := d.r.inset(it) + d.start(it) + fyne.MeasureText(it.Label, m.Text, fyne.TextStyle{}).Width +
			fyne.MeasureText(it.Hint, m.Small, fyne.TextStyle{}).Width + 3*look.Gap4
		wide = max(wide, w)
	}
	return fyne.NewSize(min(wide, 40*m.Text), float32(min(len(d.r.items), d.r.most))*m.Row)
}

// start is the room before the label.
func (d *rowsRenderer) start(it Item) float32 { return d.r.start(it) }

func (r *Rows) start(it Item) float32 {
	m, x := look.Now(), float32(0)
	if r.folds() {
		x += m.Icon + look.Gap1
	}
	if it.Icon != look.IconNone {
		x += m.Icon + look.Gap2
	}
	return x + r.lead*m.Text
}

// label is as much of a line's label as there is room for. Where it begins as the line
// above or below does, what tells them apart is kept.
func (r *Rows) label(i int) string {
	m, it := look.Now(), r.items[i]
	if r.gauge == nil || r.gauged != m.Text {
		r.gauge, r.gauged = look.NewGauge(m.Text, true), m.Text // bold, so that choosing cuts nothing
	}
	size := float32(1)
	if it.Head {
		size = m.Small / m.Text
	}
	hint := fyne.MeasureText(r.hint(it), m.Small, fyne.TextStyle{}).Width
	room := (r.Size().Width - r.inset(it) - r.start(it) - hint - look.Gap4 - look.Gap2) / size
	short, common := r.gauge.Cut(it.Label, room), 0
	if short == it.Label {
		return short
	}
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(r.items) || r.items[j].Label == it.Label || r.gauge.Cut(r.items[j].Label, room) != short {
			continue
		}
		if n := look.Alike(it.Label, r.items[j].Label); common == 0 || n < common {
			common = n
		}
	}
	return r.gauge.Apart(it.Label, common, room)
}

// mostHint is the share of a line that a hint takes from a label that would need it.
const mostHint = 0.6

// hint is as much of a line's hint as there is room for: beside a short label all that is left, beside a long one its share.
func (r *Rows) hint(it Item) string {
	m := look.Now()
	room := r.Size().Width - r.inset(it) - r.start(it) - look.Gap4 - look.Gap2
	if it.Hint == "" || room <= 0 || fyne.MeasureText(it.Hint, m.Small, fyne.TextStyle{}).Width <= mostHint*room {
		return it.Hint
	}
	label := fyne.MeasureText(it.Label, m.Text, fyne.TextStyle{Bold: true}).Width
	return look.NewGauge(m.Small, false).Cut(it.Hint, max(mostHint*room, room-label))
}

func (d *rowsRenderer) Layout(size fyne.Size) {
	d.ground.Resize(size)
	d.clip.Resize(size)
	d.ring.Resize(size)
	d.place(size)
}

func (d *rowsRenderer) place(size fyne.Size) {
	r, m := d.r, look.Now()
	if y := float32(r.at+1) * m.Row; r.unseen && size.Height >= m.Row {
		r.unseen, r.top = false, max(r.top, y-size.Height)
	}
	high := float32(len(r.items)) * m.Row
	r.top = max(0, min(r.top, high-size.Height))
	d.grow(max(0, min(int(size.Height/m.Row)+2, len(r.items)))) // a page too low for its parts gives a height below 0
	folds := r.folds()
	first := int(r.top / m.Row)
	for n, l := range d.lines {
		i := first + n
		shown := i < len(r.items)
		for _, o := range l.objects() {
			if o.Visible() != shown {
				setHidden(o, !shown)
			}
		}
		if shown {
			d.write(l, r.items[i], i, float32(i)*m.Row-r.top, size.Width, folds)
		}
	}
	d.thumb.Hidden = high <= size.Height || size.Height <= 0
	if !d.thumb.Hidden {
		long := max(size.Height*size.Height/high, look.Gap6)
		d.thumb.Move(fyne.NewPos(size.Width-6, (size.Height-long)*r.top/(high-size.Height)))
		d.thumb.Resize(fyne.NewSize(4, long))
	}
	d.placeThumbs(size)
}

// placeThumbs lays a thumb beside the lines of each span that is not shown whole.
func (d *rowsRenderer) placeThumbs(size fyne.Size) {
	m := look.Now()
	for len(d.thumbs) < len(d.r.spans) {
		t := canvas.NewRectangle(look.Faint(look.Second, 0x66))
		t.CornerRadius = 2
		d.thumbs = append(d.thumbs, t)
	}
	for i, t := range d.thumbs {
		t.Hidden = i >= len(d.r.spans) || d.r.spans[i].Shown >= d.r.spans[i].Total
		if t.Hidden {
			continue
		}
		s := d.r.spans[i]
		high := float32(s.Shown) * m.Row
		long := max(high*float32(s.Shown)/float32(s.Total), look.Gap6)
		y := float32(s.First)*m.Row - d.r.top + (high-long)*float32(s.From)/float32(s.Total-s.Shown)
		t.Move(fyne.NewPos(size.Width-6, y))
		t.Resize(fyne.NewSize(4, long))
	}
}

func setHidden(o fyne.CanvasObject, hidden bool) {
	if hidden {
		o.Hide()
	} else {
		o.Show()
	}
}

func (l *rowLine) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{l.tint, l.mark, l.arrow, l.icon, l.lead, l.label, l.hint}
}

func (d *rowsRenderer) grow(n int) {
	for len(d.lines) < n {
		l := &rowLine{tint: canvas.NewRectangle(look.RedTint), mark: canvas.NewRectangle(look.Red), arrow: look.IconRight.Image(look.Second),
			icon: look.IconHome.Image(look.Second), lead: canvas.NewText("", look.Ink), label: canvas.NewText("", look.Ink), hint: canvas.NewText("", look.Second)}
		l.lead.Alignment = fyne.TextAlignTrailing
		l.lead.TextStyle.Bold = true
		d.lines = append(d.lines, l)
		d.body.Objects = append(d.body.Objects, l.objects()...)
	}
	for _, l := range d.lines[n:] {
		for _, o := range l.objects() {
			setHidden(o, true)
		}
	}
	d.lines = d.lines[:max(n, 0):max(n, 0)]
	d.body.Objects = d.body.Objects[:len(d.lines)*7]
}

func (d *rowsRenderer) write(l *rowLine, it Item, i int, y, width float32, folds bool) {
	r, m := d.r, look.Now()
	chosen, here := i == r.chosen, i == r.at && (r.focus || r.over || r.Lit)
	l.tint.FillColor = look.Faint(look.Ink, 0x0C)
	if chosen {
		l.tint.FillColor = look.RedTint
	}
	l.tint.Hidden, l.mark.Hidden = !chosen && !here, !chosen
	l.tint.Move(fyne.NewPos(0, y))
	l.tint.Resize(fyne.NewSize(width, m.Row))
	l.mark.Move(fyne.NewPos(0, y))
	l.mark.Resize(fyne.NewSize(look.MarkPx, m.Row))
	x := r.inset(it)
	put := func(img *canvas.Image, icon look.Icon, gap float32) {
		img.Hidden = icon == look.IconNone
		if !img.Hidden {
			ink := look.Second
			if chosen {
				ink = look.Red
			}
			if res := icon.Resource(ink); img.Resource != res {
				img.Resource = res
				img.Refresh()
			}
			img.Move(fyne.NewPos(x, y+(m.Row-m.Icon)/2))
			img.Resize(fyne.NewSquareSize(m.Icon))
		}
		x += m.Icon + gap
	}
	l.arrow.Hidden = true
	if folds {
		put(l.arrow, [...]look.Icon{Leaf: look.IconNone, Shut: look.IconRight, Open: look.IconDown}[it.Fold], look.Gap1)
	}
	l.icon.Hidden = true
	if it.Icon != look.IconNone {
		put(l.icon, it.Icon, look.Gap2)
	}
	l.lead.Text, l.lead.TextSize = it.Lead, m.Text
	l.lead.Move(fyne.NewPos(x, y+look.Middle(m.Row, l.lead)))
	l.lead.Resize(fyne.NewSize(r.lead*m.Text-look.Gap2, l.lead.MinSize().Height))
	x += r.lead * m.Text
	l.hint.Text, l.hint.TextSize = r.hint(it), m.Small
	hint := l.hint.MinSize()
	l.hint.Move(fyne.NewPos(width-look.Gap4-hint.Width, y+look.Middle(m.Row, l.hint)))
	l.hint.Resize(hint)
	l.label.TextSize, l.label.Color, l.label.TextStyle.Bold = m.Text, look.Ink, chosen
	if it.Head {
		l.label.TextSize, l.label.Color = m.Small, look.Second
	}
	l.label.Text = r.label(i)
	l.label.Move(fyne.NewPos(x, y+look.Middle(m.Row, l.label)))
	l.label.Resize(l.label.MinSize())
}

func (d *rowsRenderer) Refresh() {
	d.ground.FillColor = look.Panel
	if d.r.Pale {
		d.ground.FillColor = look.Faint(look.Panel, 0)
	}
	d.ring.Hidden = !Ringed(d.r, d.r.focus)
	d.place(d.r.Size())
	canvas.Refresh(d.r)
}
