package intake

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tuanjian/store/intake"
	"tuanjian/store/records"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// changes lists what an intake would change, a line a field: whose, which field,
// the old value struck through, the new one.
type changes struct {
	widget.List
	lines []changeAt
}

// changeAt is one line: a field of a row, the first of its row or not.
type changeAt struct {
	row   *intake.Row
	field records.FieldChange
	first bool
}

func newChanges(rows []*intake.Row) *changes {
	c := &changes{}
	for _, r := range rows {
		for i, f := range r.Changes {
			c.lines = append(c.lines, changeAt{r, f, i == 0})
		}
	}
	c.HideSeparators = true
	c.Length = func() int { return len(c.lines) }
	c.CreateItem = func() fyne.CanvasObject { return newChangeLine() }
	c.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { o.(*changeLine).set(c.lines[i]) }
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey walks the list; what means nothing to it goes on to the window.
func (c *changes) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		c.List.TypedKey(ev)
	case fyne.KeyHome:
		c.ScrollToTop()
	case fyne.KeyEnd:
		c.ScrollToBottom()
	case fyne.KeyPageDown:
		c.ScrollToOffset(c.GetScrollOffset() + c.Size().Height - look.Now().Row)
	case fyne.KeyPageUp:
		c.ScrollToOffset(max(c.GetScrollOffset()-c.Size().Height+look.Now().Row, 0))
	default:
		kit.ToWindow(c, ev)
	}
}

// changeLine is one line of it.
type changeLine struct {
	widget.BaseWidget
	at changeAt
}

func newChangeLine() *changeLine {
	l := &changeLine{}
	l.ExtendBaseWidget(l)
	return l
}

func (l *changeLine) set(at changeAt) { l.at = at; l.Refresh() }

// CreateRenderer is Fyne's door to the drawing.
func (l *changeLine) CreateRenderer() fyne.WidgetRenderer {
	r := &changeRenderer{l: l, top: canvas.NewRectangle(look.Line), strike: canvas.NewLine(look.Second)}
	for range changeParts {
		r.texts = append(r.texts, canvas.NewText("", look.Ink))
	}
	r.Refresh()
	return r
}

// The texts of a line.
const (
	changeName = iota
	changeLabel
	changeOld
	changeArrow
	changeNew
	changeParts
)

type changeRenderer struct {
	l      *changeLine
	top    *canvas.Rectangle
	strike *canvas.Line
	texts  []*canvas.Text
}

func (r *changeRenderer) Destroy() {}

func (r *changeRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.top}
	for _, t := range r.texts {
		all = append(all, t)
	}
	return append(all, r.strike)
}

func (r *changeRenderer) MinSize() fyne.Size { return fyne.NewSize(200, look.Now().Row) }

const (
	changeNameEms  = 10
	changeLabelEms = 9
	changeTextEms  = 22
)

func (r *changeRenderer) Layout(size fyne.Size) {
	m := look.Now()
	r.top.Resize(fyne.NewSize(size.Width, 1))
	x := []float32{look.Gap4, 0, 0, 0, 0}
	x[changeLabel] = x[changeName] + changeNameEms*m.Text
	x[changeOld] = x[changeLabel] + changeLabelEms*m.Text
	old := r.texts[changeOld].MinSize().Width
	x[changeArrow] = x[changeOld]
	if r.texts[changeOld].Text != "" {
		x[changeArrow] += old + look.Gap4
	}
	x[changeNew] = x[changeArrow] + r.texts[changeArrow].MinSize().Width + look.Gap4
	for i, t := range r.texts {
		h := t.MinSize().Height
		t.Move(fyne.NewPos(x[i], (size.Height-h)/2-0.056*t.TextSize))
		t.Resize(fyne.NewSize(t.MinSize().Width, h))
	}
	y := size.Height / 2
	r.strike.Position1, r.strike.Position2 = fyne.NewPos(x[changeOld], y), fyne.NewPos(x[changeOld]+old, y)
}

func (r *changeRenderer) Refresh() {
	m, at := look.Now(), r.l.at
	for _, t := range r.texts {
		t.TextSize = m.Text
	}
	name, old, arrow := "", look.Cut(at.field.Old, changeTextEms), "→"
	if at.first && at.row != nil {
		name = look.Cut(at.row.Name, changeNameEms-1)
	}
	if at.field.Old == "" {
		arrow = "补上"
	}
	for i, text := range []string{name, look.Cut(at.field.Label, changeLabelEms-1), old, arrow, look.Cut(at.field.New, changeTextEms)} {
		r.texts[i].Text = text
	}
	r.texts[changeName].TextStyle.Bold = true
	r.texts[changeLabel].Color, r.texts[changeOld].Color, r.texts[changeArrow].Color = look.Second, look.Second, look.Second
	r.strike.StrokeWidth = 1.2
	r.strike.Hidden = old == ""
	r.top.Hidden = !at.first
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}
