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
}

const menuMost = 14 // lines of a menu in sight

// Menu opens deeds below something. ↑ ↓ walk, Enter does, Esc and a tap beside it
// close. The menu is closed before the deed runs.
func Menu(c fyne.Canvas, under fyne.CanvasObject, deeds []Deed) *Float {
	rows := NewRows(menuMost, nil)
	items := make([]Item, len(deeds))
	for i, d := range deeds {
		items[i] = Item{Icon: d.Icon, Label: d.Label, Hint: d.Hint}
	}
	rows.Set(items)
	f := NewFloatUnder(c, under, Inset(Gap1, rows), false)
	rows.OnPick = func(i int) {
		f.Close()
		deeds[i].Do()
	}
	rows.OnKey = func(name fyne.KeyName) bool {
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
