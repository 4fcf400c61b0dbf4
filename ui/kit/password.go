package kit

import (
	"unicode"

	"fyne.io/fyne/v2"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Password is an Entry whose characters are hidden unless the eye is pressed or
// F2 is: a clerk alone in the room may well look. What is typed is never in the
// clipboard.
type Password struct {
	Entry
	// OnCaps is told when capital letters arrive without Shift, which is how Caps
	// Lock shows itself (the toolkit does not report the lock), and false when a
	// small letter arrives.
	OnCaps func(on bool)

	eye *glyph
}

// NewPassword makes an empty field.
func NewPassword() *Password {
	p := &Password{}
	p.Entry.Password = true
	p.eye = newGlyph(look.IconEye, p.Toggle)
	p.ActionItem = p.eye
	p.init(p)
	return p
}

// direct: see Entry.
func (p *Password) direct() bool { return true }

// Toggle shows or hides the characters.
func (p *Password) Toggle() {
	p.Entry.Password = !p.Entry.Password
	if p.Entry.Password {
		p.eye.set(look.IconEye)
	} else {
		p.eye.set(look.IconEyeOff)
	}
	p.Refresh()
}

// TypedKey is Fyne's door for a key.
func (p *Password) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	if keys.typed(p, ev) {
		return
	}
	if ev.Name == fyne.KeyF2 {
		p.Toggle()
		return
	}
	p.Entry.TypedKey(ev)
}

// TypedRune is Fyne's door for a character.
func (p *Password) TypedRune(r rune) {
	if keys.char(p, r) {
		return
	}
	if p.OnCaps != nil && r < 0x80 && unicode.IsLetter(r) {
		p.OnCaps(unicode.IsUpper(r) != shiftDown())
	}
	p.Entry.TypedRune(r)
}
