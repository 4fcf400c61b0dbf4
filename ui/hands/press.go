package hands

import (
	"time"

	"fyne.io/fyne/v2"
)

// A press of the mouse takes the keyboard from a field before the click is done: what
// the field then says must not move what lies under the pointer until the button is
// up, or the click lands beside what it was meant for. Fyne does not say whether a
// button is down, so those who hear of it say so here. All of it belongs to the
// drawing thread.
var held struct {
	steered int  // the keyboard is being moved by a key or by the program
	down    bool // somebody has heard the button go down, and nobody yet that it came up
	waits   []func()
	late    Delay
}

// How long a move of the keyboard by nobody that we know of may be a press: of
// something that does not hear of it, or of something that never heard the end.
const (
	unheard = time.Second
	unended = 10 * time.Second
)

// Steer moves the keyboard for a key or for the program, not for the pointer; nil
// takes it from whoever has it.
func Steer(c fyne.Canvas, to fyne.Focusable) {
	held.steered++
	defer func() { held.steered-- }()
	if to == nil {
		c.Unfocus()
		return
	}
	c.Focus(to)
}

// Steered says that the keyboard is being moved by a key or by the program.
func Steered() bool { return held.steered > 0 }

// AfterPress does something that may move what lies on the page: at once where a key
// moved the keyboard, else when the button of the mouse is up and the click is done.
func AfterPress(do func()) {
	if held.steered > 0 {
		do()
		return
	}
	held.waits = append(held.waits, do)
	held.late.Wait = unheard
	if held.down {
		held.late.Wait = unended
	}
	held.late.Call(pressDone)
}

func PressDown() { held.down = true }

// PressUp leaves the click to be done first: Fyne tells of it after the button.
func PressUp() {
	held.down = false
	if len(held.waits) > 0 {
		held.late.Wait = 0
		held.late.Call(pressDone)
	}
}

func pressDone() {
	waits := held.waits
	held.waits, held.down = nil, false
	held.late.Drop()
	for _, do := range waits {
		do()
	}
}
