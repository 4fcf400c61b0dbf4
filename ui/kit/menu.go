package kit

import (
	"slices"

	"fyne.io/fyne/v2"

	"tuanjian/ui/look"
)

// Deed is one line of a menu.
type Deed struct {
	Icon  look.Icon
	Label string
	Hint  string // the key that does the same, in the open menu too
	Do    func()
	More  []Deed // a menu of its own that opens instead of Do, where it is not empty
}

const menuMost = 14 // lines of a menu in sight

// Menu opens deeds below something. ↑ ↓ walk, Enter does, Esc and a tap beside it
// close; → and ← go into a menu within the menu and back. The menu is closed before
// the deed runs.
func Menu(c fyne.Canvas, under fyne.CanvasObject, deeds []Deed) *Float {
	return openMenu(below(c, under), deeds, nil)
}

// MenuAt opens deeds at a place of the canvas: where the pointer is.
func MenuAt(c fyne.Canvas, at fyne.Position, deeds []Deed) *Float {
	return openMenu(func(content fyne.CanvasObject) *Float { return newFloatAt(c, at, content) }, deeds, nil)
}

// SoughtMenu is Menu for many deeds, with a search above them (see Sought).
func SoughtMenu(c fyne.Canvas, under fyne.CanvasObject, deeds []Deed, match Match) *Float {
	rows := NewRows(menuMost, nil)
	sought := NewSought(rows, deedItems(deeds), match)
	f := below(c, under)(look.Inset(look.Gap2, sought.View))
	rows.OnPick = func(i int) {
		f.Close()
		deeds[sought.Of(i)].Do()
	}
	sought.OnKey = func(name fyne.KeyName) bool {
		if name == fyne.KeyEscape || name == fyne.KeyTab {
			f.Close()
			return true
		}
		return false
	}
	f.OnOutside = f.Close
	f.Open(rows)
	return f
}

func below(c fyne.Canvas, under fyne.CanvasObject) func(fyne.CanvasObject) *Float {
	return func(content fyne.CanvasObject) *Float { return NewFloatUnder(c, under, content, false) }
}

func deedItems(deeds []Deed) []Item {
	items := make([]Item, len(deeds))
	for i, d := range deeds {
		items[i] = Item{Icon: d.Icon, Label: d.Label, Hint: d.Hint}
		if len(d.More) > 0 {
			items[i].Hint = d.Hint + "　›"
		}
	}
	return items
}

// newFloatAt makes a panel whose corner lies at a place; where there is no room below
// it, above, and never beyond the canvas.
func newFloatAt(c fyne.Canvas, at fyne.Position, content fyne.CanvasObject) *Float {
	return newFloat(c, content, false, func(area, least fyne.Size) (fyne.Position, fyne.Size) {
		size := fyne.NewSize(min(least.Width, area.Width), min(least.Height, area.Height))
		x := max(0, min(at.X, area.Width-size.Width-look.Gap1))
		y := at.Y
		if y+size.Height > area.Height {
			y = max(0, min(at.Y-size.Height, area.Height-size.Height))
		}
		return fyne.NewPos(x, y), size
	})
}

func openMenu(place func(content fyne.CanvasObject) *Float, deeds []Deed, back func()) *Float {
	rows := NewRows(menuMost, nil)
	rows.Set(deedItems(deeds))
	f := place(look.Inset(look.Gap1, rows))
	rows.OnPick = func(i int) {
		f.Close()
		if d := deeds[i]; len(d.More) > 0 {
			openMenu(place, d.More, func() { openMenu(place, deeds, back) })
		} else {
			d.Do()
		}
	}
	keyed := func(key string) bool {
		at := slices.IndexFunc(deeds, func(d Deed) bool { return d.Hint == key })
		if at >= 0 {
			rows.OnPick(at)
		}
		return at >= 0
	}
	rows.OnShortcut = func(s fyne.Shortcut) bool {
		_, copies := s.(*fyne.ShortcutCopy)
		return copies && keyed("Ctrl+C")
	}
	rows.OnKey = func(name fyne.KeyName) bool {
		if keyed(string(name)) {
			return true
		}
		switch name {
		case fyne.KeyEscape, fyne.KeyTab:
			f.Close()
		case fyne.KeyRight:
			if at := rows.At(); at >= 0 && len(deeds[at].More) > 0 {
				rows.Pick()
			}
			return true
		case fyne.KeyLeft:
		default:
			return false
		}
		if back != nil && name != fyne.KeyTab {
			f.Close()
			back()
		}
		return true
	}
	f.OnOutside = f.Close
	f.Open(rows)
	return f
}
