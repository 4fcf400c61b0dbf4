package kit

import (
	"fyne.io/fyne/v2"

	"tuanjian/ui/hands"
)

// ToWindow hands a key that a widget has no use for on to its window. Fyne sends
// a key to the widget with the focus or to the window, never to both; without
// this F9 would do nothing wherever something has the focus. While a panel lies
// above the page the panel hears it and not the window: F9 must not save behind a
// question.
func ToWindow(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	if top := c.Overlays().Top(); top != nil {
		switch f, ok := top.(*Float); {
		case !ok:
		case f.Keys[ev.Name] != nil:
			f.Keys[ev.Name]()
		case ev.Name == fyne.KeyF1 && help != nil && !f.explains:
			help(c)
		}
		return
	}
	if typed := c.OnTypedKey(); typed != nil {
		typed(ev)
	}
}

var help func(fyne.Canvas)

// UseHelp sets what F1 says where a panel lies over the page and nothing in it knows
// better, and answers a function that puts the former one back.
func UseHelp(h func(fyne.Canvas)) (restore func()) {
	before := help
	help = h
	return func() { help = before }
}

// ShortcutToWindow does the same for a key with Ctrl or Alt, as the window knows
// it by Canvas.AddShortcut. Fyne's test driver hides that door; the real one has it.
func ShortcutToWindow(o fyne.CanvasObject, s fyne.Shortcut) {
	hands.Touch()
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil || c.Overlays().Top() != nil {
		return
	}
	if heard, ok := c.(fyne.Shortcutable); ok {
		heard.TypedShortcut(s)
	}
}

// windowKey says whether a key can mean nothing inside a field.
func windowKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6, fyne.KeyF7, fyne.KeyF8,
		fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12, fyne.KeyEscape:
		return true
	}
	return false
}
