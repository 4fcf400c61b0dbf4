package kit

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// stay is how a full field that cannot be right stays. People key with their eyes on the
// paper, and keys run ahead of what is seen: what comes behind such a text is meant for
// the fields after it. It goes nowhere, neither into this field nor into a wrong one,
// until a key or a click shows that somebody looks: Backspace, an arrow, Ctrl+A.
type stay struct {
	came    string // what stood in the field when the keyboard came
	on      bool   // the field stays
	refused bool   // characters were typed behind it
	held    string // the text with which Enter was held back once
}

// isFull says whether the field has all the characters that it can have.
func (e *Entry) isFull() bool {
	if e.full != nil {
		return e.full(e.Text)
	}
	return e.Length > 0 && utf8.RuneCountInString(e.Text) == e.Length
}

func (e *Entry) sound() bool { return e.Sound == nil || e.Sound(e.Text) }

// Stays says whether the field stays, and whether characters were typed behind it since.
func (e *Entry) Stays() (on, refused bool) { return e.stay.on, e.stay.refused }

func (e *Entry) stays() {
	e.stay.on = true
	e.tellStay()
}

func (e *Entry) tellStay() {
	if e.OnStay != nil {
		e.OnStay()
	}
}

// refuses says that a character is not taken: it is typed behind a field that stays, or
// behind a text that is whole with what stands there, as a figure behind 2019-10.
func (e *Entry) refuses(r rune) bool {
	if e.SelectedText() != "" {
		return false
	}
	behind := e.CursorColumn == utf8.RuneCountInString(e.Text)
	switch {
	case e.stay.on && (e.stay.refused || e.isFull()):
	case behind && e.over != nil && e.over(e.Text, r):
		e.stay.on = true
	default:
		return false
	}
	e.stay.refused = true
	e.tellStay()
	return true
}

// holds says that Enter or Tab does not leave the field: the first one behind a text that
// cannot be right, and every one behind characters that were refused.
func (e *Entry) holds() bool {
	wrong := e.isFull() && !e.sound() || e.wrong != nil && e.wrong(e.Text)
	if !e.stay.refused && (e.Text == e.stay.came || !wrong || e.stay.held == e.Text) {
		return false
	}
	e.stay.held, e.stay.on = e.Text, true
	e.tellStay()
	return true
}

// resume ends the staying: somebody looks.
func (e *Entry) resume(by fyne.KeyName) {
	if printable(by) || isNoKey(by) && by != "" {
		return
	}
	e.stay.held = ""
	if e.stay.on {
		e.stay.on, e.stay.refused = false, false
		e.tellStay()
	}
}
