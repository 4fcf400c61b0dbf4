package grid

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// FocusGained is Fyne's door.
func (g *Grid) FocusGained() { g.focus = true; g.draw(); kit.ComeTo(g) }

// FocusLost is Fyne's door.
func (g *Grid) FocusLost() { g.focus, g.shift, g.composes = false, false, false; g.draw() }

// Focused says whether the grid has the keyboard.
func (g *Grid) Focused() bool { return g.focus }

// KeyDown is Fyne's door.
func (g *Grid) KeyDown(ev *fyne.KeyEvent) { g.holdShift(ev.Name, true) }

// KeyUp is Fyne's door.
func (g *Grid) KeyUp(ev *fyne.KeyEvent) { g.holdShift(ev.Name, false) }

func (g *Grid) holdShift(name fyne.KeyName, down bool) {
	if name == desktop.KeyShiftLeft || name == desktop.KeyShiftRight {
		g.shift = down
	}
}

func (g *Grid) shiftHeld() bool {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	return g.shift
}

// TypedRune hands letters on: the owner moves to its search with them.
func (g *Grid) TypedRune(r rune) {
	g.composes = false
	if g.OnType != nil && !unicode.IsSpace(r) {
		g.OnType(r)
	}
}

// target is the row that a walking key leads to.
func (g *Grid) target(name fyne.KeyName) (int, bool) {
	at, n := g.chosen.at, g.source.Len()
	page := max(g.pageRows()-1, 1)
	switch name {
	case fyne.KeyDown:
		at++
	case fyne.KeyUp:
		at--
	case fyne.KeyPageDown:
		at = max(at, 0) + page
	case fyne.KeyPageUp:
		at -= page
	case fyne.KeyHome:
		at = 0
	case fyne.KeyEnd:
		at = n - 1
	default:
		return 0, false
	}
	return min(max(at, 0), n-1), n > 0
}

// composing says that a key belongs to an input method: on X11 the keys that it
// takes are reported all the same, only their characters come later.
func (g *Grid) composing(name fyne.KeyName) bool {
	if len(name) == 1 {
		g.composes = true
		return true
	}
	was := g.composes
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape:
		g.composes = false
	case fyne.KeySpace, fyne.KeyBackspace, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight,
		fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd:
	default:
		return false
	}
	return was
}

// TypedKey is Fyne's door for a key.
func (g *Grid) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	kit.Unpoint(g)
	if g.composing(ev.Name) {
		return
	}
	if g.OnKey != nil && g.OnKey(ev.Name) {
		return
	}
	if ev.Name == desktop.KeyMenu || ev.Name == fyne.KeyF10 && g.shiftHeld() {
		g.menuByKey()
		return
	}
	if row, ok := g.target(ev.Name); ok {
		if g.shiftHeld() {
			g.chosen.extend(row)
		} else {
			g.chosen.only(row)
		}
		g.changed()
		return
	}
	at := g.chosen.at
	stands := at >= 0 && at < g.source.Len()
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if stands {
			g.openAt(at)
		}
	case fyne.KeySpace:
		if stands {
			g.chosen.toggle(at)
			g.changed()
		}
	case fyne.KeyLeft:
		if !g.stepColumn(-1) {
			g.scrollSideways(-2 * rowHigh())
		}
	case fyne.KeyRight:
		if !g.stepColumn(1) {
			g.scrollSideways(2 * rowHigh())
		}
	default:
		kit.ToWindow(g, ev)
	}
}

// menuByKey asks the owner for the current row's menu, below the row's beginning.
func (g *Grid) menuByKey() {
	row := g.chosen.at
	if row < 0 || row >= g.source.Len() || g.OnMenu == nil {
		return
	}
	if !g.chosen.chosen[g.chosen.atKey] {
		g.chosen.only(row)
		g.tellSelection()
	}
	g.ShowRow(row)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(g)
	y := float32(float64(row+1)*float64(rowHigh())-g.top) + rowHigh()
	g.OnMenu(row, at.AddXY(g.gutter()+look.Gap2, y))
}

// TypedShortcut is Fyne's door for keys with Ctrl. What the grid does not know goes
// to the window, which else would never see it.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	hands.Touch()
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		g.chosen.all(g.source.Len())
		g.tellSelection()
		g.draw()
		return
	case *fyne.ShortcutCopy:
		g.copyTo(s.Clipboard)
		return
	case *fyne.ShortcutPaste:
		if g.OnPaste != nil && s.Clipboard != nil {
			g.OnPaste(s.Clipboard.Content())
			return
		}
	case *desktop.CustomShortcut:
		if s.Modifier&fyne.KeyModifierControl != 0 && g.withControl(s) {
			return
		}
	}
	kit.ShortcutToWindow(g, s)
}

// withControl walks without selecting, extends with Shift, and toggles by Space.
func (g *Grid) withControl(s *desktop.CustomShortcut) bool {
	if s.KeyName == fyne.KeySpace && g.chosen.at >= 0 && g.chosen.at < g.source.Len() {
		g.chosen.toggle(g.chosen.at)
		g.changed()
		return true
	}
	row, ok := g.target(s.KeyName)
	if !ok {
		return false
	}
	if s.Modifier&fyne.KeyModifierShift != 0 {
		g.chosen.extend(row)
		g.changed()
	} else {
		g.chosen.walk(row)
		g.ShowRow(row)
	}
	return true
}
