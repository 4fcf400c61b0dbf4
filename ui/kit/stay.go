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

// refuses says that a character is typed behind a field that stays.
func (e *Entry) refuses() bool {
	if !e.stay.on || !e.isFull() || e.SelectedText() != "" {
		return false
	}
	e.stay.refused = true
	e.tellStay()
	return true
}

// holds says that Enter or Tab does not leave the field: the first one behind a full text
// that cannot be right, and every one behind characters that were refused.
func (e *Entry) holds() bool {
	if e.Text == e.stay.came || !e.isFull() || e.sound() || e.stay.held == e.Text && !e.stay.refused {
		return false
	}
	e.stay.held = e.Text
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
