package kit

import (
	"fyne.io/fyne/v2"

	"tuanjian/ui/look"
)

// CaretOf says where the caret stands in the field of this window that has the keyboard:
// its place and extent on the canvas, a line high, and within the field also where the
// words are wider than it is. It answers false where no field has the keyboard.
func CaretOf(c fyne.Canvas) (at fyne.Position, extent fyne.Size, ok bool) {
	e := lastIn
	if e == nil || e.words == nil || c.Focused() != e.Focusable() {
		return at, extent, false
	}
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject
	field, size := place(e.self), e.self.Size()
	at = place(e.words).Add(e.CursorPosition()).Subtract(e.words.Offset)
	extent = fyne.NewSize(1, look.Now().Text*look.LineFactor)
	at.X = min(max(at.X, field.X), field.X+size.Width)
	at.Y = min(max(at.Y, field.Y), field.Y+max(size.Height-extent.Height, 0))
	return at, extent, true
}

// tellMethod tells the input method whether the field that has the keyboard takes what it
// composes; see UseComposing.
var tellMethod = func(bool) {}

// UseComposing has tell called whenever the keyboard comes to a field: false where what is
// keyed is never composed, a number or a password, which candidates would show to all.
// Tell is called at once for the field that has it now.
func UseComposing(tell func(composes bool)) {
	tellMethod = tell
	tell(lastIn == nil || !lastIn.focus || lastIn.composes())
}

func (e *Entry) composes() bool { return !e.Password && !e.direct() }

// FocusAtEnd gives the field the keyboard with the caret behind its last character
// and nothing selected: to go on typing where somebody was interrupted.
func (e *Entry) FocusAtEnd() {
	lastIn = e // coming back to a field selects nothing
	e.Focus()
	if e.MultiLine {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	}
	e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
}

// Focusable is what the window knows the field as.
func (e *Entry) Focusable() fyne.Focusable {
	f, _ := e.self.(fyne.Focusable)
	return f
}

// Lock closes the field while what stands in it is tried, which may take a while, so
// that nothing mixes with it. What is typed meanwhile waits for Refuse.
func (e *Entry) Lock() {
	e.locked, e.ahead = true, nil
	e.SetReadOnly(true)
}

// Unlock opens the field again with what stands in it.
func (e *Entry) Unlock() {
	if e.locked {
		e.locked, e.ahead = false, nil
		e.SetReadOnly(false)
	}
}

// Refuse gives the keyboard to a field whose text was refused. All of it is selected,
// so that the next key begins anew; what was typed while it was tried has begun already
// and stands there in its place. A field that stays (see stay) keeps what it has, lest
// what is typed without looking take its place.
func (e *Entry) Refuse() {
	ahead := string(e.ahead)
	e.Unlock()
	if ahead != "" {
		e.SetText(ahead)
		e.FocusAtEnd()
		return
	}
	e.Focus()
	if e.Text != "" && !e.stay.on {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}
