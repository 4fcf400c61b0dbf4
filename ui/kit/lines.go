package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Lines is a text field of several lines, for remarks. Enter begins a new line;
// Tab, Ctrl+Enter, and ↓ on the last line go on; Shift+Tab, and ↑ on the first
// line go back.
type Lines struct {
	Entry
}

const linesHigh = 3 // lines in sight

// NewLines makes an empty field.
func NewLines() *Lines {
	l := &Lines{}
	l.init(l)
	l.MultiLine = true
	l.Wrapping = fyne.TextWrapBreak
	return l
}

// MinSize is three lines high.
func (l *Lines) MinSize() fyne.Size {
	m := look.Now()
	return fyne.NewSize(max(l.least, 8*m.Text), linesHigh*m.Text*look.LineFactor+2*m.Inner)
}

// FocusGained is Fyne's door. Remarks are gone on with, not typed anew: the caret
// stands at their end and nothing is selected that the next key would erase.
func (l *Lines) FocusGained() {
	again := lastIn == &l.Entry
	lastIn = &l.Entry
	l.Entry.FocusGained()
	if !again && !l.byPointer {
		l.Entry.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		l.Entry.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	}
}

// TypedKey is Fyne's door for a key.
func (l *Lines) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	if keys.typed(l, ev) || l.claimed(ev.Name) {
		return
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if shiftDown() {
			l.previous()
			return
		}
		if !l.Disabled() {
			l.Entry.Entry.TypedKey(ev)
		}
	case fyne.KeyTab:
		l.act(ev)
	case fyne.KeyDown, fyne.KeyUp:
		l.walk(ev)
	default:
		l.act(ev)
	}
}

// walk moves the caret by a line, or leaves the field where there is none left.
func (l *Lines) walk(ev *fyne.KeyEvent) {
	before := l.CursorRow
	l.Entry.Entry.TypedKey(ev)
	if l.CursorRow == before {
		l.act(ev)
	}
}

// TypedShortcut is Fyne's door for Ctrl+Enter and for pasting, which keeps its
// lines here.
func (l *Lines) TypedShortcut(s fyne.Shortcut) {
	hands.Touch()
	if keys.shortcut(l, s) {
		return
	}
	if c, ok := s.(*desktop.CustomShortcut); ok {
		if c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter {
			l.next()
			return
		}
		l.Entry.TypedShortcut(s)
		return
	}
	if _, paste := s.(*fyne.ShortcutPaste); !paste || !l.Disabled() {
		l.Entry.Entry.TypedShortcut(hands.Passing(s))
	}
}

// Write puts a text where the caret stands, as if it were typed.
func (l *Lines) Write(text string) {
	for _, r := range text {
		l.Entry.Entry.TypedRune(r)
	}
}

// Stand puts the caret before the nth character of the text, counted from 0.
func (l *Lines) Stand(n int) {
	l.Entry.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageUp})
	l.Entry.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	for range min(n, len([]rune(l.Text))) {
		l.Entry.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
}
