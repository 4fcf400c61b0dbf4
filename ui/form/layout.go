package form

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"tuanjian/store/ledger"
	"tuanjian/ui/look"
)

const (
	edge       = look.Gap4 // at the left and right of everything
	twoColumns = 480       // the least width of a form with two columns, dp
	gutter     = look.Gap4 // between the columns
	widest     = 56        // text sizes; on a whole page fields do not run across it
)

// A part is one place of a row: a field, or a derived value.
type part interface {
	wide() bool                         // takes the row for itself
	objects() []fyne.CanvasObject       // to be drawn
	place(x, y, w float32) float32      // puts label and box, answers their height
	below(x, y, w, col float32) float32 // puts what stands under the row, answers its height
}

// row is one or two parts beside each other.
type row struct{ parts []part }

func (r *row) objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, p := range r.parts {
		all = append(all, p.objects()...)
	}
	return all
}

// reach makes the fields that begin where the row does begin higher up when they
// are brought into sight.
func (r *row) reach(from, higher float32) {
	for _, p := range r.parts {
		if c, ok := p.(*cell); ok && c.top == from {
			c.top = higher
		}
	}
}

func (g *group) put(p part) {
	if n := len(g.rows); n > 0 && !p.wide() {
		if last := g.rows[n-1]; len(last.parts) == 1 && !last.parts[0].wide() {
			last.parts = append(last.parts, p)
			return
		}
	}
	g.rows = append(g.rows, &row{[]part{p}})
}

// bodyLayout places headings, fields and what is said below them.
type bodyLayout struct{ f *Form }

func (l *bodyLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.f.high)
}

func (l *bodyLayout) Layout([]fyne.CanvasObject, fyne.Size) { l.f.placeBody() }

// placeBody puts everything at the form's width and notes the height it takes.
func (f *Form) placeBody() {
	width := f.Size().Width
	if width <= 0 {
		return
	}
	inner := min(width-2*edge, widest*look.Now().Text)
	y := look.Gap4
	for i, g := range f.shownGroups() {
		if i > 0 {
			y += look.Gap4
		}
		h := g.title.MinSize().Height
		g.title.Move(fyne.NewPos(edge, y))
		g.title.Resize(fyne.NewSize(inner, h))
		if i == 0 {
			f.legend.Move(fyne.NewPos(edge, y))
			f.legend.Resize(fyne.NewSize(inner, h))
		}
		head := y
		if i == 0 {
			head = 0
		}
		y += h + look.Gap2
		for n, r := range g.rows {
			from := y
			y = f.placeRow(r, y, inner, width >= twoColumns)
			if n == 0 {
				r.reach(from, head) // coming to a group's first fields shows its heading
			}
		}
		if i == 0 && f.short() {
			size := f.more.MinSize()
			f.more.Move(fyne.NewPos(edge-look.Gap2, y)) // a quiet button has no outline: its word stands in line
			f.more.Resize(size)
			y += size.Height
		}
	}
	f.high = y + look.Gap2
}

func (f *Form) placeRow(r *row, y, inner float32, two bool) float32 {
	if !two {
		for _, p := range r.parts {
			y += p.place(edge, y, inner)
			y += p.below(edge, y, inner, inner) + look.Gap2
		}
		return y
	}
	half := (inner - gutter) / 2
	high := float32(0)
	for i, p := range r.parts {
		w := half
		if p.wide() {
			w = inner
		}
		high = max(high, p.place(edge+float32(i)*(half+gutter), y, w))
	}
	y += high
	for i, p := range r.parts {
		y += p.below(edge+float32(i)*(half+gutter), y, inner, half)
	}
	return y + look.Gap2
}

func (c *cell) wide() bool {
	return c.col.Shape == ledger.Lines || c.col.Width > 22 || (c.col.Choices != nil && c.col.Choices.Many)
}

func (c *cell) objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{c.label, c.hint, c.box, c.edge, c.under}
	for _, s := range c.lines {
		all = append(all, s.objects()...)
	}
	return all
}

// named puts the field's name before a fault that does not say it: the line runs
// below two fields.
func (c *cell) named(text string) string {
	if strings.Contains(text, c.col.Label) {
		return text
	}
	return c.col.Label + "：" + text
}

func (c *cell) place(x, y, w float32) float32 {
	c.top = y
	h := c.label.MinSize().Height
	c.label.Move(fyne.NewPos(x, y))
	c.label.Resize(fyne.NewSize(w, h))
	c.hint.Move(fyne.NewPos(x, y))
	c.hint.Resize(fyne.NewSize(w, h))
	y += h + look.Gap1
	if c.box.Size().Width != w {
		c.box.Resize(fyne.NewSize(w, c.box.MinSize().Height)) // chips flow by the width
	}
	box := c.box.MinSize().Height
	c.box.Move(fyne.NewPos(x, y))
	c.box.Resize(fyne.NewSize(w, box))
	c.edge.Move(fyne.NewPos(x, y+box-c.entry.Size().Height))
	c.edge.Resize(fyne.NewSize(w, c.entry.Size().Height))
	c.bottom = y + box
	return h + look.Gap1 + box
}

func (c *cell) below(x, y, inner, col float32) float32 {
	start := y
	if c.under.Visible() {
		size := c.under.MinSize()
		y += look.Gap1
		at := max(min(x, edge+inner-size.Width), edge)
		c.under.Move(fyne.NewPos(at, y))
		c.under.Resize(fyne.NewSize(inner, size.Height))
		y += size.Height
	}
	for _, s := range c.lines {
		if s.fault.Visible() {
			y += look.Gap1
			y += s.place(s.column(x, inner, col), y)
		}
	}
	c.bottom = max(c.bottom, y)
	return y - start
}

// A span is from where on and how wide a line runs.
type span struct{ x, wide float32 }

// column is where the line of a fault stands: under its field where that is the second of two, unless a deed stands beside it or
// it would break into far more lines there; else over the whole row.
func (s *said) column(x, inner, col float32) span {
	high := func(wide float32) float32 {
		s.fault.Resize(fyne.NewSize(wide, s.fault.Size().Height)) // lines break by the width
		return s.fault.MinSize().Height
	}
	if x > edge && !s.deed.Visible() && high(col) <= 2*high(inner) {
		return span{x, col}
	}
	return span{edge, inner}
}

// place lays the line of a fault over its span, and the button of its deed at its
// right, or below it where that would squeeze the words.
func (s *said) place(at span, y float32) float32 {
	inner := at.wide
	deed := fyne.Size{}
	room := inner
	if s.deed.Visible() {
		deed = s.deed.MinSize()
		if deed.Width < inner/3 {
			room -= deed.Width + look.Gap1
		}
	}
	s.fault.Resize(fyne.NewSize(room, s.fault.Size().Height)) // lines break by the width
	h := s.fault.MinSize().Height
	s.fault.Move(fyne.NewPos(at.x, y))
	s.fault.Resize(fyne.NewSize(room, h))
	switch {
	case deed.Width == 0:
	case room < inner:
		s.deed.Move(fyne.NewPos(at.x+inner-deed.Width, y+(h-deed.Height)/2))
		s.deed.Resize(deed)
		if h < deed.Height { // the button is higher than one line of words
			s.deed.Move(fyne.NewPos(at.x+inner-deed.Width, y))
			s.fault.Move(fyne.NewPos(at.x, y+(deed.Height-h)/2))
			h = deed.Height
		}
	default:
		s.deed.Move(fyne.NewPos(at.x, y+h))
		s.deed.Resize(deed)
		h += deed.Height
	}
	return h
}

// aside is a derived value: its label, and its text without a box.
type aside struct {
	f     *Form
	at    int
	label *look.Words
	text  *look.Words
}

func newAside(f *Form, at int) *aside {
	return &aside{f: f, at: at, label: look.NewWords(f.kind.Columns()[at].Label, look.Aside), text: look.NewWords("", look.Body)}
}

func (a *aside) tell() {
	text := a.f.kind.Text(a.f.draft, a.at, a.f.o.Basis)
	if text == "" {
		text = "—"
	}
	a.text.SetText(text)
}

func (a *aside) wide() bool                       { return false }
func (a *aside) objects() []fyne.CanvasObject     { return []fyne.CanvasObject{a.label, a.text} }
func (a *aside) below(_, _, _, _ float32) float32 { return 0 }

func (a *aside) place(x, y, w float32) float32 {
	h := a.label.MinSize().Height
	a.label.Move(fyne.NewPos(x, y))
	a.label.Resize(fyne.NewSize(w, h))
	a.text.Move(fyne.NewPos(x, y+h+look.Gap1))
	a.text.Resize(fyne.NewSize(w, look.Now().Control))
	return h + look.Gap1 + look.Now().Control
}

// CreateRenderer is Fyne's door to the drawing.
func (f *Form) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{f: f, ground: canvas.NewRectangle(look.Panel)}
}

type renderer struct {
	f      *Form
	ground *canvas.Rectangle
}

func (r *renderer) Destroy() {}

func (r *renderer) MinSize() fyne.Size {
	m := look.Now()
	return fyne.NewSize(18*m.Text, 6*m.Control)
}

func (r *renderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.f.scroll, r.f.bar.pane}
}

func (r *renderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.f.place(size)
}

func (r *renderer) Refresh() {
	r.Layout(r.f.Size())
	canvas.Refresh(r.f)
}

// place gives the bar the height that it needs and the fields the rest.
func (f *Form) place(size fyne.Size) {
	f.placeBody()
	bar := f.bar.place(size.Width, false)
	f.bar.pane.Move(fyne.NewPos(0, size.Height-bar))
	f.bar.pane.Resize(fyne.NewSize(size.Width, bar))
	f.bar.place(size.Width, true)
	f.scroll.Resize(fyne.NewSize(size.Width, size.Height-bar))
	f.scroll.Refresh()
}
