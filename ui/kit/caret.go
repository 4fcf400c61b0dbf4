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
