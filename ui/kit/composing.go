package kit

import "fyne.io/fyne/v2"

// composing guesses from the stream of keys and characters whether an input
// method is composing, because neither Fyne 2.8.1 nor GLFW 3.4 tells. It relies
// on what GLFW does:
//
//   - Windows: keys that the input method takes arrive as VK_PROCESSKEY and GLFW
//     drops them. Nothing is seen here while composing, and Enter never arrives.
//   - X11 with XIM (fcitx, ibus): GLFW reports a key press *before* it heeds
//     XFilterEvent, so letters, Enter, Backspace and arrows do arrive although the
//     input method takes them; only the character is missing. It comes later, as
//     committed text, or by a round trip through the input method in direct typing.
//   - Wayland: GLFW has no input method at all; Fyne runs there through X11.
//
// So a key that should have made a character and did not, is waiting in the input
// method. While any waits, Enter, Esc, Backspace, Space, Tab and the arrows belong
// to the input method. The guess errs on one side only: where a composition was
// given up by some way that is not seen (a switch of the input method), the next
// Enter is taken for the input method's, once.
type composing struct {
	waiting []fyne.KeyName
}

// key takes note of a key and says whether it belongs to the input method.
func (c *composing) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape:
		mine := c.on()
		c.stop()
		return mine
	case fyne.KeyBackspace:
		if !c.on() {
			return false
		}
		c.waiting = c.waiting[:len(c.waiting)-1]
		return true
	case fyne.KeyTab, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome,
		fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyDelete:
		return c.on()
	}
	if printable(name) {
		c.waiting = append(c.waiting, name)
		if len(c.waiting) > longest {
			c.waiting = c.waiting[1:]
		}
	}
	return false
}

// longest bounds what is kept. No syllables typed at once are longer.
const longest = 64

// char takes note of a character that arrived. A plain one answers the oldest
// waiting key; any other is a commit, which ends the composition, except that in
// codes of four letters (五笔) a fifth letter commits the four before it and itself
// goes on waiting.
func (c *composing) char(r rune) {
	n := len(c.waiting)
	switch {
	case n == 0:
	case r < 0x80:
		c.waiting = c.waiting[1:]
	case n == 5 && letters(c.waiting):
		c.waiting = c.waiting[4:]
	default:
		c.stop()
	}
}

func (c *composing) on() bool { return len(c.waiting) > 0 }
func (c *composing) stop()    { c.waiting = c.waiting[:0] }

// printable names the keys that make a character; Fyne calls them by it.
func printable(name fyne.KeyName) bool { return len(name) == 1 || name == fyne.KeySpace }

func letters(names []fyne.KeyName) bool {
	for _, n := range names {
		if len(n) != 1 || n[0] < 'A' || n[0] > 'Z' {
			return false
		}
	}
	return true
}
