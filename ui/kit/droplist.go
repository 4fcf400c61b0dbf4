package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

const barRow = 8 // rows a pop-up list shows at most

// dropList shows at most eight of any number of options and draws no more than
// it shows. While it is open it has the keyboard and hands every key and
// character on to its field.
type dropList struct {
	widget.BaseWidget
	options  []Option
	at, top  int // the marked option, and the first one shown
	nothing  string
	field    fyne.Focusable
	onPick   func(Option)
	onKey    func(*fyne.KeyEvent)
	onRune   func(rune)
	onDown   func(*fyne.KeyEvent)
	onUp     func(*fyne.KeyEvent)
	shortcut func(fyne.Shortcut)
}

var _ desktop.Keyable = (*dropList)(nil)
var _ fyne.Scrollable = (*dropList)(nil)

func newDropList(onPick func(Option)) *dropList {
	l := &dropList{onPick: onPick, nothing: "没有符合的选项"}
	l.ExtendBaseWidget(l)
	return l
}

func (l *dropList) set(options []Option, at int) {
	l.options, l.top = options, 0
	l.at = min(max(at, 0), max(len(options)-1, 0))
	l.show()
}

// show scrolls as little as needed to keep the marked option in sight.
func (l *dropList) show() {
	rows := l.rows()
	l.top = min(max(l.top, l.at-rows+1), l.at)
	l.top = max(0, min(l.top, len(l.options)-rows))
	l.Refresh()
}

func (l *dropList) rows() int { return min(len(l.options), barRow) }

func (l *dropList) marked() (Option, bool) {
	if l.at < len(l.options) {
		return l.options[l.at], true
	}
	return Option{}, false
}

// move answers whether the key moves the mark.
func (l *dropList) move(name fyne.KeyName) bool {
	to := l.at
	switch name {
	case fyne.KeyDown:
		to++
	case fyne.KeyUp:
		to--
	case fyne.KeyPageDown:
		to += barRow
	case fyne.KeyPageUp:
		to -= barRow
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = len(l.options) - 1
	default:
		return false
	}
	l.at = max(0, min(to, len(l.options)-1))
	l.show()
	return true
}

func (l *dropList) FocusGained()                   {}
func (l *dropList) FocusLost()                     {}
func (l *dropList) AcceptsTab() bool               { return true }
func (l *dropList) TypedKey(ev *fyne.KeyEvent)     { l.onKey(ev) }
func (l *dropList) TypedRune(r rune)               { l.onRune(r) }
func (l *dropList) KeyDown(ev *fyne.KeyEvent)      { l.onDown(ev) }
func (l *dropList) KeyUp(ev *fyne.KeyEvent)        { l.onUp(ev) }
func (l *dropList) TypedShortcut(s fyne.Shortcut)  { l.shortcut(s) }
func (l *dropList) MouseIn(ev *desktop.MouseEvent) { l.MouseMoved(ev) }
func (l *dropList) MouseOut()                      {}

func (l *dropList) MouseMoved(ev *desktop.MouseEvent) {
	if i, ok := l.under(ev.Position); ok && i != l.at {
		l.at = i
		l.Refresh()
	}
}

func (l *dropList) Scrolled(ev *fyne.ScrollEvent) {
	hands.Touch()
	step := 1
	if ev.Scrolled.DY > 0 {
		step = -1
	}
	l.top = max(0, min(l.top+step, len(l.options)-l.rows()))
	l.at = max(l.top, min(l.at, l.top+l.rows()-1))
	l.Refresh()
}

func (l *dropList) under(p fyne.Position) (int, bool) {
	row := int((p.Y - look.Gap1) / look.Now().Row)
	i := l.top + row
	return i, p.Y >= look.Gap1 && row < l.rows() && i < len(l.options)
}

func (l *dropList) Tapped(ev *fyne.PointEvent) {
	defer hands.Keep(l)
	if i, ok := l.under(ev.Position); ok {
		l.onPick(l.options[i])
	}
}

func (l *dropList) CreateRenderer() fyne.WidgetRenderer {
	r := &dropRenderer{l: l, tint: canvas.NewRectangle(look.RedTint), mark: canvas.NewRectangle(look.Red),
		thumb: canvas.NewRectangle(look.Faint(look.Second, 0x66)), empty: look.NewWords("", look.Aside)}
	r.thumb.CornerRadius = 2
	for i := range r.labels {
		r.labels[i], r.hints[i] = canvas.NewText("", look.Ink), canvas.NewText("", look.Second)
	}
	r.Refresh()
	return r
}

type dropRenderer struct {
	l                 *dropList
	tint, mark, thumb *canvas.Rectangle
	labels, hints     [barRow]*canvas.Text
	empty             *look.Words
}

func (r *dropRenderer) Destroy() {}

func (r *dropRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.tint, r.mark, r.thumb, r.empty}
	for i := range r.labels {
		all = append(all, r.labels[i], r.hints[i])
	}
	return all
}

func (r *dropRenderer) MinSize() fyne.Size {
	m := look.Now()
	widest := float32(8 * m.Text)
	for i := range r.labels {
		if w := r.labels[i].MinSize().Width + r.hints[i].MinSize().Width; w > widest {
			widest = w
		}
	}
	return fyne.NewSize(min(widest, 40*m.Text)+4*look.Gap4, float32(max(r.l.rows(), 1))*m.Row+2*look.Gap1)
}

func (r *dropRenderer) Layout(size fyne.Size) {
	m := look.Now()
	line := func(t *canvas.Text, i int, right bool) {
		s := t.MinSize()
		x := look.Gap4
		if right {
			x = size.Width - look.Gap4 - s.Width
		}
		t.Move(fyne.NewPos(x, look.Gap1+float32(i)*m.Row+look.Middle(m.Row, t)))
		t.Resize(s)
	}
	for i := range r.labels {
		line(r.labels[i], i, false)
		line(r.hints[i], i, true)
	}
	y := look.Gap1 + float32(r.l.at-r.l.top)*m.Row
	r.tint.Move(fyne.NewPos(0, y))
	r.tint.Resize(fyne.NewSize(size.Width, m.Row))
	r.mark.Move(fyne.NewPos(0, y))
	r.mark.Resize(fyne.NewSize(look.MarkPx, m.Row))
	r.empty.Move(fyne.NewPos(look.Gap4, look.Gap1))
	r.empty.Resize(fyne.NewSize(size.Width-2*look.Gap4, m.Row))
	if n := len(r.l.options); n > barRow {
		track := float32(barRow) * m.Row
		h := max(track*barRow/float32(n), look.Gap4)
		r.thumb.Move(fyne.NewPos(size.Width-6, look.Gap1+(track-h)*float32(r.l.top)/float32(n-barRow)))
		r.thumb.Resize(fyne.NewSize(4, h))
	}
}

func (r *dropRenderer) Refresh() {
	l, m := r.l, look.Now()
	for i := range r.labels {
		label, hint := "", ""
		if k := l.top + i; i < l.rows() && k < len(l.options) {
			label, hint = l.options[k].Label, l.options[k].Hint
		}
		r.labels[i].Text, r.labels[i].TextSize = label, m.Text
		r.hints[i].Text, r.hints[i].TextSize = hint, m.Small
	}
	none := len(l.options) == 0
	r.tint.Hidden, r.mark.Hidden = none, none
	r.thumb.Hidden = len(l.options) <= barRow
	r.empty.SetText(l.nothing)
	r.empty.Hidden = !none
	r.Layout(l.Size())
	canvas.Refresh(l)
}
