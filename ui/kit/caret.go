package kit

import "fyne.io/fyne/v2"

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
