// Package kit is the small parts of every screen that a person works with: fields with
// their date and choice kin, buttons, tabs and lines, and the panels over a page —
// questions, menus, notices, long work. It knows how things are keyed and clicked; how
// they look is look's, the keyboard and the drawing thread are hands'. It knows no
// record, no ledger and no file, and asks its owner by plain functions wherever meaning
// is needed.
package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Kind is how much weight a button has on its page.
type Kind int

// The kinds. A page has at most one Primary.
const (
	Ordinary Kind = iota
	Primary       // red: what this page is for
	Quiet         // no outline: small deeds beside something else
	OnBar         // on the red bar
	OnInk         // on the dark ground of a toast
)

// Button is a verb with its object, and beside it the key that does the same.
// Enter and Space press it. Keys that it does not know go on to the window.
type Button struct {
	widget.DisableableWidget
	OnTapped func()
	// OnKey is asked first about each key while the button has the focus; true
	// means that the key is dealt with.
	OnKey func(fyne.KeyName) bool

	outer                   fyne.Focusable // what Fyne knows the button as, where it is the heart of another widget
	kind                    Kind
	icon                    look.Icon
	label, hint             string
	hovered, pressed, focus bool
	keyless                 bool // the key works elsewhere just now
}

var _ desktop.Hoverable = (*Button)(nil)
var _ desktop.Mouseable = (*Button)(nil)
var _ fyne.Focusable = (*Button)(nil)

// NewButton makes a button. hint is the key as people read it (F9, Esc) or empty;
// icon may be IconNone; label may be empty if there is an icon.
func NewButton(kind Kind, icon look.Icon, label, hint string, tapped func()) *Button {
	b := &Button{kind: kind, icon: icon, label: label, hint: hint, OnTapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

// focusable is what has the focus where the button has it: the driver finds the window of nothing else.
func (b *Button) focusable() fyne.Focusable {
	if b.outer != nil {
		return b.outer
	}
	return b
}

func (b *Button) known() fyne.CanvasObject { return b.focusable().(fyne.CanvasObject) }

// Label is the verb on the button.
func (b *Button) Label() string { return b.label }

// SetLabel changes the verb, for instance when the number in it changes.
func (b *Button) SetLabel(label string) { b.label = label; b.Refresh() }

// ShowKey says whether the key is drawn beside the verb; the room for it stays, so that
// nothing moves. It is drawn at first.
func (b *Button) ShowKey(on bool) {
	if b.keyless == on {
		b.keyless = !on
		b.Refresh()
	}
}

// KeyShown says whether the key is drawn.
func (b *Button) KeyShown() bool { return b.hint != "" && !b.keyless }

// Press does what a tap does, unless the button is disabled.
func (b *Button) Press() {
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// Tapped is Fyne's door for a tap.
func (b *Button) Tapped(*fyne.PointEvent) {
	b.Press()
	hands.Keep(b.known())
}

// MouseIn shows that the pointer is over the button.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved does nothing: where the pointer stands within makes no difference.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends MouseIn.
func (b *Button) MouseOut() { b.hovered, b.pressed = false, false; b.Refresh() }

// MouseDown shows the button pressed.
func (b *Button) MouseDown(*desktop.MouseEvent) {
	hands.Touch()
	hands.NoteKeyboard(hands.CanvasOf(b.known()))
	hands.PressDown()
	b.pressed = true
	b.Refresh()
}

// MouseUp ends MouseDown.
func (b *Button) MouseUp(*desktop.MouseEvent) {
	hands.PressUp()
	b.pressed = false
	b.Refresh()
}

// FocusGained shows the ring.
func (b *Button) FocusGained() { b.focus = true; b.Refresh(); ComeTo(b.known()) }

// FocusLost hides the ring.
func (b *Button) FocusLost() { b.focus = false; b.Refresh() }

// TypedRune does nothing: Space comes as a key as well.
func (b *Button) TypedRune(rune) {}

// TypedKey presses on Enter and Space.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	if keys.again(b.focusable(), ev.Name) || b.OnKey != nil && b.OnKey(ev.Name) {
		return
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		b.Press()
	default:
		ToWindow(b.known(), ev)
	}
}

// AccessibilityLabel is what a screen reader says.
func (b *Button) AccessibilityLabel() string { return b.label }

// AccessibilityRole tells a screen reader that it can be pressed.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is Fyne's door to the drawing.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{b: b, box: canvas.NewRectangle(look.Panel), ring: NewRing(), icon: b.icon.Image(look.Ink),
		label: canvas.NewText("", look.Ink), hint: canvas.NewText("", look.Second)}
	r.Refresh()
	buttonsDrawn[b] = true
	return r
}

type buttonRenderer struct {
	b           *Button
	box, ring   *canvas.Rectangle
	icon        *canvas.Image
	label, hint *canvas.Text
}

func (r *buttonRenderer) Destroy() { delete(buttonsDrawn, r.b) }

// buttonsDrawn are the buttons that have a drawing: toasts keep off them.
var buttonsDrawn = map[*Button]bool{}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.icon, r.label, r.hint, r.ring}
}

func (r *buttonRenderer) MinSize() fyne.Size {
	m := look.Now()
	r.words(m)
	width := r.inner(m)
	if r.b.label == "" {
		return fyne.NewSize(max(width+2*look.Gap2, m.Control), m.Control)
	}
	return fyne.NewSize(width+2*(look.Gap2+look.Gap1), m.Control)
}

// inner is the width of icon, label and hint together.
func (r *buttonRenderer) inner(m look.Measures) float32 {
	w := float32(0)
	for _, part := range []struct {
		shown bool
		width float32
	}{
		{r.b.icon != look.IconNone, m.Icon},
		{r.b.label != "", r.label.MinSize().Width},
		{r.b.hint != "", r.hint.MinSize().Width},
	} {
		if part.shown {
			if w > 0 {
				w += look.Gap2
			}
			w += part.width
		}
	}
	return w
}

func (r *buttonRenderer) words(m look.Measures) {
	r.label.Text, r.label.TextSize = r.b.label, m.Text
	r.hint.Text, r.hint.TextSize = r.b.hint, m.Small
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	if r.b.kind != OnInk {
		underToasts()
	}
	m := look.Now()
	r.box.Resize(size)
	ringAround(r.ring, size)
	x := (size.Width - r.inner(m)) / 2
	if r.b.icon != look.IconNone {
		r.icon.Resize(fyne.NewSquareSize(m.Icon))
		r.icon.Move(fyne.NewPos(x, (size.Height-m.Icon)/2))
		x += m.Icon + look.Gap2
	}
	for _, t := range []*canvas.Text{r.label, r.hint} {
		if t.Text == "" {
			continue
		}
		s := t.MinSize()
		t.Resize(s)
		t.Move(fyne.NewPos(x, look.Middle(size.Height, t)))
		x += s.Width + look.Gap2
	}
}

func (r *buttonRenderer) Refresh() {
	b := r.b
	fill, edge, ink := look.Panel, look.Edge, look.Ink
	second := look.Second
	switch b.kind {
	case Primary:
		fill, edge, ink, second = look.Red, look.Red, look.White, look.Hex(0xFBD5DC)
		if b.hovered {
			fill = look.Hex(0xB80E2A)
		}
		if b.pressed {
			fill = look.RedDeep
		}
	case OnBar:
		fill, edge, ink, second = look.Red, look.Red, look.White, look.Hex(0xFBD5DC)
		if b.hovered || b.pressed {
			fill = look.RedDeep
		}
	case OnInk:
		fill, edge, ink, second = look.Faint(look.White, 0), look.Faint(look.White, 0x66), look.White, look.Line
		if b.hovered || b.pressed {
			fill = look.Faint(look.White, 0x26)
		}
	case Quiet:
		fill, edge = look.Faint(look.Panel, 0), look.Faint(look.Panel, 0)
		if b.hovered || b.pressed {
			fill = look.Faint(look.Ink, 0x0F)
		}
	default:
		if b.hovered {
			fill = look.Hex(0xF7F8FA)
		}
		if b.pressed {
			fill = look.Shade
		}
	}
	if b.Disabled() {
		fill, edge, ink, second = look.Shade, look.Line, look.Disabled, look.Disabled
		if b.kind == Quiet {
			fill, edge = look.Faint(look.Panel, 0), look.Faint(look.Panel, 0)
		}
	}
	r.box.FillColor, r.box.StrokeColor, r.box.StrokeWidth, r.box.CornerRadius = fill, edge, look.HairPx, look.Corner
	r.words(look.Now())
	r.label.Color, r.hint.Color = ink, second
	r.hint.Hidden = b.keyless
	r.icon.Resource = b.icon.Resource(ink)
	r.icon.Hidden = b.icon == look.IconNone
	showRing(r.ring, Ringed(b, b.focus && !b.Disabled()))
	r.Layout(b.Size())
	canvas.Refresh(b)
}
