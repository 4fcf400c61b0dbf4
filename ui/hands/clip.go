package hands

import (
	"regexp"
	"time"

	"fyne.io/fyne/v2"
)

// clipStays is how long a number may lie on the clipboard: time enough to paste it
// into the other program.
const clipStays = 30 * time.Second

// numbers finds an ID number of 18 characters and a number of 11 digits, as mobile
// phones have.
var numbers = regexp.MustCompile(`(^|[^0-9])([0-9]{17}[0-9Xx]|[0-9]{11})([^0-9]|$)`)

// clipped is what lies on the clipboard and must not stay, "" for nothing. It
// belongs to the drawing thread.
var clipped struct {
	text string
	on   fyne.Clipboard
	wait Delay
}

// Clip puts text on the clipboard. Where an ID number or a mobile phone is in it, it
// is taken off again after 30 s, unless something else was copied meanwhile, in this
// program or another. What a program that remembers all that is copied has noted by
// then, nobody can take back.
func Clip(on fyne.Clipboard, text string) {
	on.SetContent(text)
	clipped.wait.Drop()
	clipped.text, clipped.on = "", nil
	if numbers.MatchString(text) {
		clipped.text, clipped.on = text, on
		clipped.wait.Wait = clipStays
		clipped.wait.Call(Unclip)
	}
}

// Unclip takes at once off the clipboard what Clip would take off later: the ledger
// locks, the program ends.
func Unclip() {
	clipped.wait.Drop()
	if clipped.text != "" && clipped.on.Content() == clipped.text {
		clipped.on.SetContent("")
	}
	clipped.text, clipped.on = "", nil
}

// Passing makes what a field copies or cuts go through Clip.
func Passing(s fyne.Shortcut) fyne.Shortcut {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		return &fyne.ShortcutCopy{Clipboard: clipping{s.Clipboard}, Secondary: s.Secondary}
	case *fyne.ShortcutCut:
		return &fyne.ShortcutCut{Clipboard: clipping{s.Clipboard}, Secondary: s.Secondary}
	}
	return s
}

type clipping struct{ fyne.Clipboard }

func (c clipping) SetContent(text string) { Clip(c.Clipboard, text) }
