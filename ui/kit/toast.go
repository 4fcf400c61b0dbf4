package kit

import (
	"image/color"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Toasts is the layer on which successes are told, and refusals that need no answer. Lay it over the whole window
// (container.NewStack(page, toasts)). It never takes the focus and lets every tap
// beside its toasts through. A toast may carry one deed, such as 撤销.
type Toasts struct {
	widget.BaseWidget
	shown []*toast
	taken []area // what no toast may cover: the buttons, and the field with the keyboard
	spare []area // the other fields, which it does not cover either where there is room
	looks bool   // is about to look anew
}

const (
	toastStays = 5 * time.Second  // long enough to read a line twice
	deedStays  = 10 * time.Second // and to decide, and to find the key
	toastsMost = 3
)

// toastBottom is how far from the window's end toasts stand: above the status line and the
// bar of buttons that most pages have there.
func toastBottom() float32 {
	m := look.Now()
	return m.Small + 16 + m.Control + 2*look.Gap2 + look.Gap2
}

type toast struct {
	text string
	deed *Button
	warn bool
}

// sign is what stands before the words, and its colour.
func (n *toast) sign() (look.Icon, color.NRGBA) {
	if n.warn {
		return look.IconWarning, look.Hex(0xFFC96B)
	}
	return look.IconDone, look.Hex(0x7EE2A0)
}

// NewToasts makes an empty layer.
func NewToasts() *Toasts {
	t := &Toasts{}
	t.ExtendBaseWidget(t)
	return t
}

// Say tells a success at the bottom of the window; it goes by itself.
func (t *Toasts) Say(text string) { t.SayWith(text, "", nil) }

// Warn tells in the same place what was not done, or is about to happen.
func (t *Toasts) Warn(text string) { t.put(&toast{text: text, warn: true}, toastStays) }

// ToastKey is the key of a toast's deed, as people read it. The window calls Do.
const ToastKey = "Ctrl+O"

// SayWith is Say with a deed that can be done about it while it is shown, by the
// pointer or by ToastKey, which is written on it.
func (t *Toasts) SayWith(text, verb string, do func()) {
	n, stays := &toast{text: text}, toastStays
	if verb != "" {
		stays = deedStays
		n.deed = NewButton(OnInk, look.IconNone, verb, ToastKey, func() { t.drop(n); do() })
	}
	t.put(n, stays)
}

// Past takes away the toasts that carry a deed: it has been done another way, or nothing is left to do it to.
func (t *Toasts) Past() {
	for _, n := range slices.Clone(t.shown) {
		if n.deed != nil {
			t.drop(n)
		}
	}
}

func (t *Toasts) put(n *toast, stays time.Duration) {
	t.shown = append(t.shown, n)
	if len(t.shown) > toastsMost {
		t.shown = t.shown[1:]
	}
	t.tellKey()
	t.look()
	hands.After(stays, func() { t.drop(n) })
}

// Do does the deed of the newest toast that has one, and says whether there was any.
func (t *Toasts) Do() bool {
	d := t.newest()
	if d != nil {
		d.Press()
	}
	return d != nil
}

// newest is the deed that the key does; nil where no toast has one.
func (t *Toasts) newest() *Button {
	for i := len(t.shown) - 1; i >= 0; i-- {
		if d := t.shown[i].deed; d != nil {
			return d
		}
	}
	return nil
}

// tellKey draws the key on the deed that it does, and on no other.
func (t *Toasts) tellKey() {
	newest := t.newest()
	for _, n := range t.shown {
		if n.deed != nil {
			n.deed.ShowKey(n.deed == newest)
		}
	}
}

// Clear takes all toasts away: what they tell of, or offer to do, is over.
func (t *Toasts) Clear() {
	t.shown = nil
	delete(toastsUp, t)
	t.Refresh()
}

// Shown are the sentences on the layer, oldest first.
func (t *Toasts) Shown() []string {
	var all []string
	for _, n := range t.shown {
		all = append(all, n.text)
	}
	return all
}

func (t *Toasts) drop(n *toast) {
	for i, s := range t.shown {
		if s == n {
			t.shown = append(t.shown[:i:i], t.shown[i+1:]...)
			if len(t.shown) == 0 {
				delete(toastsUp, t)
			}
			t.tellKey()
			t.Refresh()
			return
		}
	}
}

// CreateRenderer is Fyne's door to the drawing.
func (t *Toasts) CreateRenderer() fyne.WidgetRenderer {
	r := &toastRenderer{t: t}
	r.Refresh()
	return r
}

type toastLine struct {
	box  *canvas.Rectangle
	on   *Cover // a click on the words is no click on what lies beneath
	sign *canvas.Image
	text *look.Words
	deed *Button
}

type toastRenderer struct {
	t     *Toasts
	lines []toastLine
}

func (r *toastRenderer) Destroy()           {}
func (r *toastRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *toastRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, l := range r.lines {
		all = append(all, l.box, l.on, l.sign, l.text)
		if l.deed != nil {
			all = append(all, l.deed)
		}
	}
	return all
}

func (r *toastRenderer) Layout(size fyne.Size) {
	m := look.Now()
	y := size.Height - toastBottom()
	for i := len(r.lines) - 1; i >= 0; i-- {
		l := r.lines[i]
		h := m.Control + look.Gap2
		text := l.text.MinSize()
		w := look.Gap4 + m.Icon + look.Gap2 + text.Width + look.Gap4
		if l.deed != nil {
			w += l.deed.MinSize().Width + look.Gap2
		}
		x := float32(0)
		x, y = r.t.free(size.Width, y-h, w, h)
		l.box.Move(fyne.NewPos(x, y))
		l.box.Resize(fyne.NewSize(w, h))
		l.on.Move(fyne.NewPos(x, y))
		l.on.Resize(fyne.NewSize(w, h))
		l.sign.Move(fyne.NewPos(x+look.Gap4, y+(h-m.Icon)/2))
		l.sign.Resize(fyne.NewSquareSize(m.Icon))
		l.text.Move(fyne.NewPos(x+look.Gap4+m.Icon+look.Gap2, y))
		l.text.Resize(fyne.NewSize(text.Width, h))
		if l.deed != nil {
			d := l.deed.MinSize()
			l.deed.Move(fyne.NewPos(x+w-d.Width-look.Gap1, y+(h-d.Height)/2))
			l.deed.Resize(d)
		}
		y -= look.Gap2
	}
}

func (r *toastRenderer) Refresh() {
	r.lines = r.lines[:0]
	for _, n := range r.t.shown {
		icon, tint := n.sign()
		l := toastLine{box: canvas.NewRectangle(look.Ink), on: NewCover(), sign: icon.Image(tint),
			text: look.NewWords(n.text, look.OnRed), deed: n.deed}
		l.box.CornerRadius = look.Corner
		l.box.Shadow = canvas.Shadow{Color: look.Faint(look.Ink, 0x38), BlurRadius: 12, Offset: fyne.NewPos(0, 3)}
		r.lines = append(r.lines, l)
	}
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}
