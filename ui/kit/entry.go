package kit

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Entry is a one-line text field as data entry wants it. Enter, Tab and ↓ go on,
// Shift with Enter or Tab, and ↑ go back; coming in by keyboard selects all; a
// pasted table cell becomes one line. While an input method composes, its keys
// belong to it, and nothing overtakes what was typed before it (see keyboard).
type Entry struct {
	widget.Entry
	// OnNext and OnPrevious leave the field forwards and backwards. Where they are
	// nil the focus goes to the neighbour in the window.
	OnNext, OnPrevious func()
	// OnKey is asked about every key that makes no character, F1 to F12 included,
	// before the field itself; true means that the key is dealt with. F-keys and Esc
	// that nobody takes go on to the window's own OnTypedKey.
	OnKey func(fyne.KeyName) bool
	// OnShortcut is asked first about each key with Ctrl or Alt that Fyne has no
	// meaning for; true means that it is dealt with. Otherwise it goes to the window,
	// where Fyne would not send it from a field.
	OnShortcut func(*desktop.CustomShortcut) bool
	// OnPaste is asked first about what is pasted, as it lies on the clipboard; true means
	// that it is dealt with. Otherwise it becomes one line of text in the field.
	OnPaste func(text string) bool
	// OnEntered and OnLeft follow the focus. OnLeft comes once for each leaving, not
	// when a list or a question opens above the field.
	OnEntered, OnLeft func()
	// Length, if not 0, is the number of characters after which the field is full;
	// typing the last of them goes on by itself (SetAutoAdvance), and an Enter or Tab
	// right behind it does not go on once more. Longer text is not cut: it is the
	// owner's fault to report.
	Length int
	// Sound says whether the text of a full field can be right; nil says that any can.
	// With what cannot be, the field does not go on by itself: it stays (see stay).
	Sound func(text string) bool
	// OnStay is told when the field stays, and of each key that it does not take then.
	OnStay func()

	self fyne.Widget       // what Fyne knows the field as
	full func(string) bool // instead of Length, for fields whose length varies
	// over says that a character behind the text belongs to no text that the field could
	// have; wrong, that the text is none, whatever its length. Both may be nil.
	over      func(text string, r rune) bool
	wrong     func(text string) bool
	byPointer bool
	focus     bool
	locked    bool   // what stands in it is being tried
	ahead     []rune // typed meanwhile
	stay      stay
	least     float32
	words     *container.Scroll // as drawn; nil before
}

var autoAdvance = true

// SetAutoAdvance says whether full fields of fixed length go on by themselves, in
// the whole program. It is on at the start.
func SetAutoAdvance(on bool) { autoAdvance = on }

// AutoAdvance says whether full fields go on by themselves.
func AutoAdvance() bool { return autoAdvance }

// NewEntry makes an empty field.
func NewEntry() *Entry {
	e := &Entry{}
	e.init(e)
	return e
}

func (e *Entry) init(outer fyne.Widget) {
	e.Wrapping, e.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	e.self = outer
	e.ExtendBaseWidget(outer)
}

// SetReadOnly makes the field one that can be read and copied but not changed.
func (e *Entry) SetReadOnly(on bool) {
	if on {
		e.Disable()
	} else {
		e.Enable()
	}
}

// SetLeast gives the field a least width in device-independent pixels.
func (e *Entry) SetLeast(width float32) { e.least = width; e.Refresh() }

// Focused says whether the field has the keyboard.
func (e *Entry) Focused() bool { return e.focus }

// MinSize is one control high.
func (e *Entry) MinSize() fyne.Size {
	m := look.Now()
	return fyne.NewSize(max(e.least, e.Entry.MinSize().Width, 4*m.Text), m.Control)
}

// AcceptsTab keeps Tab in the field, so that it goes the field's own way on.
func (e *Entry) AcceptsTab() bool { return true }

// shift is whether a shift key is down, for drivers that cannot say. A key held
// while the focus moves is released over the next field, hence one for all.
var shift bool

func shiftDown() bool {
	if keys.shift != nil {
		return *keys.shift
	}
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	return shift
}

// KeyDown is Fyne's door for a key going down.
func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		shift = true
	}
	e.Entry.KeyDown(ev)
}

// KeyUp is Fyne's door for a key coming up.
func (e *Entry) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		shift = false
	}
	e.Entry.KeyUp(ev)
}

// TypedKey is Fyne's door for a key.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	if keys.typed(e.Focusable(), ev) {
		return
	}
	if !e.claimed(ev.Name) {
		e.act(ev)
	}
}

// claimed says whether the owner has the key.
func (e *Entry) claimed(name fyne.KeyName) bool {
	return !printable(name) && e.OnKey != nil && e.OnKey(name)
}

// direct says whether what is keyed here is never composed.
func (e *Entry) direct() bool { return e.Length > 0 || e.full != nil }

func (e *Entry) act(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		switch {
		case shiftDown():
			e.previous()
		case e.holds():
		default:
			e.next()
		}
	case fyne.KeyDown:
		e.next()
	case fyne.KeyUp:
		e.previous()
	default:
		if windowKey(ev.Name) {
			ToWindow(e.self, ev)
		} else if e.locked && ev.Name == fyne.KeyBackspace {
			e.ahead = e.ahead[:max(len(e.ahead)-1, 0)]
		} else if !e.Disabled() {
			e.resume(ev.Name)
			e.Entry.TypedKey(ev)
		}
	}
}

func (e *Entry) next() {
	if e.OnNext != nil {
		e.OnNext()
	} else if c := e.canvas(); c != nil {
		c.FocusNext()
	}
}

func (e *Entry) previous() {
	if e.OnPrevious != nil {
		e.OnPrevious()
	} else if c := e.canvas(); c != nil {
		c.FocusPrevious()
	}
}

func (e *Entry) canvas() fyne.Canvas { return windowOf(e.Focusable()) }

// TypedRune is Fyne's door for a character.
func (e *Entry) TypedRune(r rune) {
	hands.Touch()
	if keys.char(e.Focusable(), r) {
		return
	}
	if e.locked {
		e.ahead = append(e.ahead, r)
	}
	if e.Disabled() || e.refuses(r) {
		return
	}
	e.Entry.TypedRune(r)
	if autoAdvance && e.isFull() && e.CursorColumn == utf8.RuneCountInString(e.Text) {
		if e.sound() {
			keys.goOn(e.next)
		} else {
			e.stays()
		}
	}
}

// TypedShortcut is Fyne's door for Ctrl+C, Ctrl+V and their like. Shortcuts that
// edit nothing (Ctrl+N, Ctrl+/) go on to the window's.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	hands.Touch()
	if keys.shortcut(e.Focusable(), s) {
		return
	}
	e.resume("")
	if custom, ok := s.(*desktop.CustomShortcut); ok {
		e.forward(custom)
		return
	}
	if paste, ok := s.(*fyne.ShortcutPaste); ok && paste.Clipboard != nil {
		if e.Disabled() || e.OnPaste != nil && e.OnPaste(paste.Clipboard.Content()) {
			return
		}
		s = &fyne.ShortcutPaste{Clipboard: oneLineClipboard{paste.Clipboard}, Secondary: paste.Secondary}
	}
	e.Entry.TypedShortcut(hands.Passing(s))
}

func (e *Entry) forward(s *desktop.CustomShortcut) {
	if e.OnShortcut != nil && e.OnShortcut(s) {
		return
	}
	switch s.KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyBackspace, fyne.KeyDelete: // by words: Fyne's own field knows them
		e.Entry.TypedShortcut(s)
		return
	}
	ShortcutToWindow(e.self, s)
}

type oneLineClipboard struct{ fyne.Clipboard }

func (c oneLineClipboard) Content() string { return look.OneLine(c.Clipboard.Content()) }

// MouseDown is Fyne's door for a button of the mouse.
func (e *Entry) MouseDown(ev *desktop.MouseEvent) {
	hands.Touch()
	keys.left()
	hands.PressDown()
	e.resume("")
	e.byPointer = true
	e.Entry.MouseDown(ev)
	e.byPointer = false
}

// MouseUp is Fyne's door for its end.
func (e *Entry) MouseUp(ev *desktop.MouseEvent) {
	hands.PressUp()
	e.Entry.MouseUp(ev)
}

// lastIn is the field that had the focus last. Coming back to it from another
// window must not select what is half typed: the next key would erase it.
var lastIn *Entry

// FocusGained is Fyne's door; coming from another field by keyboard it selects all
// that is there.
func (e *Entry) FocusGained() {
	e.focus = true
	tellMethod(e.composes())
	underToasts()
	ComeTo(e)
	e.Entry.FocusGained()
	if !e.byPointer && e.Text != "" && lastIn != e {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	if lastIn != e {
		e.stay = stay{came: e.Text}
	}
	lastIn = e
	if e.OnEntered != nil {
		e.OnEntered()
	}
}

// FocusLost is Fyne's door.
func (e *Entry) FocusLost() {
	keys.left()
	e.focus = false
	tellMethod(true)
	e.Entry.FocusLost()
	if e.OnLeft != nil {
		e.OnLeft()
	}
}

// Focus gives the field the keyboard.
func (e *Entry) Focus() {
	if c := e.canvas(); c != nil {
		if f, ok := e.self.(fyne.Focusable); ok {
			hands.Steer(c, f)
		}
	}
}

// CreateRenderer is Fyne's door to the drawing.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := &ringed{WidgetRenderer: e.Entry.CreateRenderer(), on: func() bool { return Ringed(e.Focusable(), e.focus && !e.Disabled()) },
		closed: e.Disabled, ring: NewRing()}
	r.find()
	e.words = r.words
	if e.Scroll == fyne.ScrollHorizontalOnly && !e.MultiLine {
		r.clip()
	}
	fieldsDrawn[e] = true
	r.gone = func() { delete(fieldsDrawn, e) }
	r.Refresh()
	return r
}
