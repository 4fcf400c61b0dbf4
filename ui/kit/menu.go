package kit

import (
	"fyne.io/fyne/v2"
)

// Deed is one line of a menu.
type Deed struct {
	Icon  Icon
	Label string
	Hint  string // the key that does the same
	Do    func()
	More  []Deed // a menu of its own that opens instead of Do, where it is not empty
}

const menuMost = 14 // lines of a menu in sight

// Menu opens deeds below something. ↑ ↓ walk, Enter does, Esc and a tap beside it
// close; → and ← go into a menu within the menu and back. The menu is closed before
// the deed runs.
func Menu(c fyne.Canvas, under fyne.CanvasObject, deeds []Deed) *Float {
	return openMenu(func(content fyne.CanvasObject) *Float { return NewFloatUnder(c, under, content, false) }, deeds, nil)
}

// MenuAt opens deeds at a place of the canvas: where the pointer is.
func MenuAt(c fyne.Canvas, at fyne.Position, deeds []Deed) *Float {
	return openMenu(func(content fyne.CanvasObject) *Float { return newFloatAt(c, at, content) }, deeds, nil)
}

// newFloatAt makes a panel whose corner lies at a place; where there is no room below
// it, above, and never beyond the canvas.
func newFloatAt(c fyne.Canvas, at fyne.Position, content fyne.CanvasObject) *Float {
	return newFloat(c, content, false, func(area, least fyne.Size) (fyne.Position, fyne.Size) {
		size := fyne.NewSize(min(least.Width, area.Width), min(least.Height, area.Height))
		x := max(0, min(at.X, area.Width-size.Width-Gap1))
		y := at.Y
		if y+size.Height > area.Height {
			y = max(0, min(at.Y-size.Height, area.Height-size.Height))
		}
		return fyne.NewPos(x, y), size
	})
}

func openMenu(place func(content fyne.CanvasObject) *Float, deeds []Deed, back func()) *Float {
	rows := NewRows(menuMost, nil)
	items := make([]Item, len(deeds))
	for i, d := range deeds {
		items[i] = Item{Icon: d.Icon, Label: d.Label, Hint: d.Hint}
		if len(d.More) > 0 {
			items[i].Hint = d.Hint + "　›"
		}
	}
	rows.Set(items)
	f := place(Inset(Gap1, rows))
	rows.OnPick = func(i int) {
		f.Close()
		if d := deeds[i]; len(d.More) > 0 {
			openMenu(place, d.More, func() { openMenu(place, deeds, back) })
		} else {
			d.Do()
		}
	}
	rows.OnKey = func(name fyne.KeyName) bool {
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
