package kit

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Tab is one state of a list with how many are in it.
type Tab struct {
	Label string
	Count int // below 0: no number
}

// Tabs is a row of states of which one is chosen: bold, with a red bar below it.
// ← → Home End choose by key. OnTap is told every new choice by hand.
type Tabs struct {
	widget.BaseWidget
	OnTap func(i int)
	// OnKey is asked first about each key; true means that the key is dealt with.
	OnKey func(fyne.KeyName) bool

	tabs   []Tab
	at     int
	over   int
	focus  bool
	reveal func() // brings the chosen tab into sight, where the row lies in a Strip
}

var _ fyne.Focusable = (*Tabs)(nil)
var _ desktop.Hoverable = (*Tabs)(nil)

// NewTabs makes the row with the first tab chosen.
func NewTabs(tabs []Tab, onTap func(i int)) *Tabs {
	t := &Tabs{tabs: tabs, OnTap: onTap, over: -1}
	t.ExtendBaseWidget(t)
	return t
}

// Set changes words and counts and keeps the choice where it can.
func (t *Tabs) Set(tabs []Tab) {
	t.tabs = tabs
	t.at = max(0, min(t.at, len(tabs)-1))
	t.Refresh()
}

// At is the chosen tab.
func (t *Tabs) At() int { return t.at }

// Choose chooses a tab without telling OnTap.
func (t *Tabs) Choose(i int) {
	t.at = max(0, min(i, len(t.tabs)-1))
	t.Refresh()
	if t.reveal != nil {
		t.reveal()
	}
}

// span is from where to where the chosen tab reaches in the row.
func (t *Tabs) span() (from, to float32) {
	for i := range t.at {
		from += t.width(i)
	}
	if t.at < len(t.tabs) {
		to = t.width(t.at)
	}
	return from, from + to
}

func (t *Tabs) tap(i int) {
	if i < 0 || i >= len(t.tabs) || i == t.at {
		return
	}
	t.Choose(i)
	if t.OnTap != nil {
		t.OnTap(i)
	}
}

func (t Tab) words() string {
	if t.Count < 0 {
		return t.Label
	}
	return t.Label + " " + strconv.Itoa(t.Count)
}

// width of a tab is measured bold, so that choosing moves nothing.
func (t *Tabs) width(i int) float32 {
	m := look.Now()
	return fyne.MeasureText(t.tabs[i].words(), m.Text, fyne.TextStyle{Bold: true}).Width + 2*look.Gap4
}

func (t *Tabs) under(x float32) int {
	for i := range t.tabs {
		w := t.width(i)
		if x >= 0 && x < w {
			return i
		}
		x -= w
	}
	return -1
}

// Tapped is Fyne's door for a tap.
func (t *Tabs) Tapped(ev *fyne.PointEvent) {
	t.tap(t.under(ev.Position.X))
	hands.Keep(t)
}

// FocusGained shows the ring.
func (t *Tabs) FocusGained() { t.focus = true; t.Refresh(); ComeTo(t) }

// FocusLost hides the ring.
func (t *Tabs) FocusLost() { t.focus = false; t.Refresh() }

// TypedRune does nothing.
func (t *Tabs) TypedRune(rune) {}

// MouseIn is Fyne's door for the pointer.
func (t *Tabs) MouseIn(ev *desktop.MouseEvent) { t.MouseMoved(ev) }

// MouseMoved shows which tab a tap would choose.
func (t *Tabs) MouseMoved(ev *desktop.MouseEvent) {
	if i := t.under(ev.Position.X); i != t.over {
		t.over = i
		t.Refresh()
	}
}

// MouseOut ends MouseMoved.
func (t *Tabs) MouseOut() { t.over = -1; t.Refresh() }

// TypedKey is Fyne's door for a key.
func (t *Tabs) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	if t.OnKey != nil && t.OnKey(ev.Name) {
		return
	}
	switch ev.Name {
	case fyne.KeyLeft:
		t.tap(t.at - 1)
	case fyne.KeyRight:
		t.tap(t.at + 1)
	case fyne.KeyHome:
		t.tap(0)
	case fyne.KeyEnd:
		t.tap(len(t.tabs) - 1)
	default:
		ToWindow(t, ev)
	}
}

// CreateRenderer is Fyne's door to the drawing.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	r := &tabsRenderer{t: t, mark: canvas.NewRectangle(look.Red), over: canvas.NewRectangle(look.Faint(look.Ink, 0x0C)), ring: NewRing()}
	r.over.CornerRadius = look.Corner
	r.Refresh()
	return r
}

type tabsRenderer struct {
	t                *Tabs
	mark, over, ring *canvas.Rectangle
	texts            []*canvas.Text
}

func (r *tabsRenderer) Destroy() {}

func (r *tabsRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.over, r.mark}
	for _, t := range r.texts {
		all = append(all, t)
	}
	return append(all, r.ring)
}

func (r *tabsRenderer) MinSize() fyne.Size {
	w := float32(0)
	for i := range r.t.tabs {
		w += r.t.width(i)
	}
	return fyne.NewSize(w, look.Now().Control)
}

func (r *tabsRenderer) Layout(size fyne.Size) {
	x := float32(0)
	r.over.Hidden = true
	showRing(r.ring, Ringed(r.t, r.t.focus && r.t.at < len(r.t.tabs)))
	for i := range r.t.tabs {
		w := r.t.width(i)
		h := r.texts[i].MinSize().Height
		r.texts[i].Move(fyne.NewPos(x, look.Middle(size.Height, r.texts[i])))
		r.texts[i].Resize(fyne.NewSize(w, h))
		if i == r.t.at {
			r.mark.Move(fyne.NewPos(x+look.Gap4, size.Height-look.MarkPx))
			r.mark.Resize(fyne.NewSize(w-2*look.Gap4, look.MarkPx))
			r.ring.Move(fyne.NewPos(x+look.Gap1, 0))
			r.ring.Resize(fyne.NewSize(w-2*look.Gap1, size.Height))
		}
		if i == r.t.over && i != r.t.at {
			r.over.Hidden = false
			r.over.Move(fyne.NewPos(x+look.Gap1, look.Gap1/2))
			r.over.Resize(fyne.NewSize(w-2*look.Gap1, size.Height-look.Gap1))
		}
		x += w
	}
}

func (r *tabsRenderer) Refresh() {
	m := look.Now()
	for len(r.texts) < len(r.t.tabs) {
		t := canvas.NewText("", color.Black)
		t.Alignment = fyne.TextAlignCenter
		r.texts = append(r.texts, t)
	}
	r.texts = r.texts[:len(r.t.tabs)]
	r.mark.Hidden = len(r.t.tabs) == 0
	for i, tab := range r.t.tabs {
		t := r.texts[i]
		t.Text, t.TextSize = tab.words(), m.Text
		t.TextStyle.Bold = i == r.t.at
		t.Color = look.Second
		if i == r.t.at {
			t.Color = look.Ink
		}
	}
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}
