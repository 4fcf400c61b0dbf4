package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Secret is an Entry whose text is shown masked to whoever looks over the shoulder.
// Text is always the whole value; the mask is only drawn over it. The whole is seen
// while it is being typed (from the first change until the keyboard leaves), while
// Ctrl is held in the field, and while the eye is held with the mouse.
type Secret struct {
	Entry
	// Open shows the whole as long as the field has the keyboard: a new record's.
	Open bool
	// OnTurned is called when a key or the eye may have brought the mask or taken it
	// away, besides OnEntered and OnLeft.
	OnTurned func()

	mask   func(string) string
	edited bool
	ctrl   bool
	held   bool
	eye    *holder
}

// NewSecret makes an empty field. mask answers what is shown instead of a text; a
// text that it answers unchanged has nothing to hide.
func NewSecret(mask func(string) string) *Secret {
	s := &Secret{mask: mask}
	s.eye = newHolder(func(down bool) { s.held = down; s.turned() })
	s.ActionItem = s.eye
	s.init(s)
	return s
}

// Masked says whether the mask is on show instead of the text.
func (s *Secret) Masked() bool {
	seen := s.focus && (s.Open || s.edited) || s.ctrl || s.held
	return !seen && s.hides()
}

func (s *Secret) hides() bool { return s.mask(s.Text) != s.Text }

// edit does something to the text, which shows it if it was changed by it. The
// keyboard may have gone on to the next field meanwhile.
func (s *Secret) edit(do func()) {
	before := s.Text
	do()
	if s.Text != before && s.focus {
		s.edited = true
	}
	s.turned()
}

func (s *Secret) turned() {
	s.Refresh()
	if s.OnTurned != nil {
		s.OnTurned()
	}
}

// TypedRune is Fyne's door for a character.
func (s *Secret) TypedRune(r rune) {
	if !keys.char(s, r) {
		s.edit(func() { s.Entry.TypedRune(r) })
	}
}

// TypedKey is Fyne's door for a key.
func (s *Secret) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	if !keys.typed(s, ev) {
		s.edit(func() { s.Entry.TypedKey(ev) })
	}
}

// TypedShortcut is Fyne's door for Ctrl+V and its like.
func (s *Secret) TypedShortcut(k fyne.Shortcut) {
	if !keys.shortcut(s, k) {
		s.edit(func() { s.Entry.TypedShortcut(k) })
	}
}

// KeyDown is Fyne's door for a key going down.
func (s *Secret) KeyDown(ev *fyne.KeyEvent) {
	s.hold(ev.Name, true)
	s.Entry.KeyDown(ev)
}

// KeyUp is Fyne's door for a key coming up.
func (s *Secret) KeyUp(ev *fyne.KeyEvent) {
	s.hold(ev.Name, false)
	s.Entry.KeyUp(ev)
}

func (s *Secret) hold(name fyne.KeyName, down bool) {
	if name == desktop.KeyControlLeft || name == desktop.KeyControlRight {
		s.ctrl = down
		s.turned()
	}
}

// FocusLost is Fyne's door.
func (s *Secret) FocusLost() {
	s.edited, s.ctrl = false, false
	s.Entry.FocusLost()
}

// AccessibilityLabel is what a screen reader says: what is on show.
func (s *Secret) AccessibilityLabel() string {
	if s.Masked() {
		return s.mask(s.Text)
	}
	return s.Text
}

// CreateRenderer is Fyne's door to the drawing.
func (s *Secret) CreateRenderer() fyne.WidgetRenderer {
	r := &secretRenderer{WidgetRenderer: s.Entry.CreateRenderer(), s: s, cover: canvas.NewRectangle(look.Panel),
		tint: canvas.NewRectangle(look.RingTint), caret: canvas.NewRectangle(look.Ring), text: canvas.NewText("", look.Ink)}
	r.cover.CornerRadius = look.Corner - look.RingPx
	r.Refresh()
	return r
}

// secretRenderer lays a cover over Fyne's drawing of the text, and on it the mask
// with a caret and a selection of its own.
type secretRenderer struct {
	fyne.WidgetRenderer
	s                  *Secret
	cover, tint, caret *canvas.Rectangle
	text               *canvas.Text
}

func (r *secretRenderer) Objects() []fyne.CanvasObject {
	return append(r.WidgetRenderer.Objects(), r.cover, r.tint, r.text, r.caret)
}

func (r *secretRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	m := look.Now()
	right := r.s.eye.Position().X
	const in = look.RingPx + look.HairPx // what is drawn half a pixel too wide must not reach the edge
	r.cover.Move(fyne.NewPos(in, in))
	r.cover.Resize(fyne.NewSize(max(right-in, 0), size.Height-2*in))
	text := r.text.MinSize()
	r.text.Move(fyne.NewPos(m.Inner, look.Middle(size.Height, r.text)))
	r.text.Resize(text)
	high := m.Text * look.LineFactor
	top := (size.Height - high) / 2
	r.tint.Move(fyne.NewPos(m.Inner, top))
	r.tint.Resize(fyne.NewSize(text.Width, high))
	before := []rune(r.text.Text)
	before = before[:min(max(r.s.CursorColumn, 0), len(before))]
	r.caret.Move(fyne.NewPos(m.Inner+fyne.MeasureText(string(before), m.Text, fyne.TextStyle{}).Width, top))
	r.caret.Resize(fyne.NewSize(1.5, high))
}

func (r *secretRenderer) Refresh() {
	s := r.s
	masked := s.Masked()
	r.text.Text, r.text.TextSize, r.text.Color = s.mask(s.Text), look.Now().Text, look.Ink
	r.cover.FillColor = color.Color(look.Panel)
	if s.Disabled() {
		r.cover.FillColor, r.text.Color = look.Page, look.Second
	}
	chosen := s.focus && s.SelectedText() != ""
	r.cover.Hidden, r.text.Hidden = !masked, !masked
	r.tint.Hidden = !masked || !chosen
	r.caret.Hidden = !masked || !s.focus || chosen
	s.eye.Hidden = !masked && !s.held
	r.WidgetRenderer.Refresh()
	r.Layout(s.Size())
	canvas.Refresh(s)
}

// holder is an icon that does something as long as the mouse holds it.
type holder struct {
	glyph
	onHold func(down bool)
}

func newHolder(onHold func(bool)) *holder {
	h := &holder{onHold: onHold}
	h.icon, h.onTap = look.IconEye, func() {}
	h.ExtendBaseWidget(h)
	return h
}

// MouseDown is Fyne's door for a button of the mouse.
func (h *holder) MouseDown(*desktop.MouseEvent) { hands.Touch(); hands.PressDown(); h.onHold(true) }

// MouseUp ends MouseDown.
func (h *holder) MouseUp(*desktop.MouseEvent) { hands.PressUp(); h.onHold(false) }

// MouseOut ends it too: the button comes up over something else, which alone hears
// of it.
func (h *holder) MouseOut() { h.onHold(false); h.glyph.MouseOut() }
