package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/look"
)

func TestWindowKeysReachTheWindow(t *testing.T) {
	win := stage(t, look.Standard, 500, 400, look.NewWords("", look.Body))
	field, choice, button := NewEntry(), NewPicker(matchBranches), NewButton(Ordinary, look.IconNone, "导入", "", nil)
	tabs := NewTabs([]Tab{{"在册", 1}}, nil)
	win.SetContent(look.Column(look.Gap2, field, choice, button, tabs))
	c := win.Canvas()
	var heard []fyne.KeyName
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { heard = append(heard, ev.Name) })
	for _, on := range []fyne.Focusable{field, choice, button, tabs} {
		c.Focus(on)
		press(on, fyne.KeyF9)
	}
	keyed(field, "a")
	press(field, fyne.KeyHome)
	if fmt.Sprint(heard) != "[F9 F9 F9 F9]" {
		t.Fatalf("the window heard %v", heard)
	}
	asked := ""
	field.OnShortcut = func(s *desktop.CustomShortcut) bool { asked += string(s.KeyName); return s.KeyName == fyne.KeyN }
	for _, key := range []fyne.KeyName{fyne.KeyN, fyne.KeyBackspace} {
		field.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl})
	}
	if asked != "NBackSpace" {
		t.Fatalf("the owner was asked for %q", asked)
	}

	heard = nil
	f := AskLoss(c, "删除？", "", "删除这条走访", nil)
	press(under(win), fyne.KeyF9)
	if len(heard) != 0 {
		t.Fatal("the page heard a key through a question")
	}
	f.Close()
}
