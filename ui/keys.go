package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/kit"
	"tuanjian/ui/page"
)

// typed is a key that nothing with the focus has taken.
func (d *desk) typed(name fyne.KeyName) {
	if d.w.Canvas().Overlays().Top() != nil {
		return
	}
	if d.frame == nil {
		if d.alone != nil && d.alone.Keys[name] != nil {
			d.alone.Keys[name]()
		}
		return
	}
	if d.frame.shell.Typed(name) {
		return
	}
	switch name {
	case fyne.KeyF1:
		kit.ShowKeys(d.w.Canvas(), page.Keymap)
	case fyne.KeyF3:
		d.w.Canvas().Focus(d.frame.search.Field)
	case fyne.KeyF6:
		d.walk()
	}
}

// walk moves the keyboard between the tree and the page.
func (d *desk) walk() {
	f := d.frame
	if p := f.shell.Page(); d.w.Canvas().Focused() == fyne.Focusable(f.tree.Rows) && p != nil && p.First != nil {
		d.w.Canvas().Focus(p.First)
		return
	}
	d.w.Canvas().Focus(f.tree.Rows)
}

// shortcuts are the keys with Ctrl. Each does what its function key does.
func (d *desk) shortcuts() {
	for name, do := range map[fyne.KeyName]func(){
		fyne.KeyN:     func() { d.typed(fyne.KeyF9) },
		fyne.KeyS:     func() { d.typed(fyne.KeyF10) },
		fyne.KeyP:     func() { d.typed(fyne.KeyF12) },
		fyne.KeyF:     d.find,
		fyne.KeyL:     d.lock,
		fyne.KeySlash: func() { kit.ShowKeys(d.w.Canvas(), page.Keymap) },
	} {
		d.w.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl}, func(fyne.Shortcut) {
			if d.w.Canvas().Overlays().Top() == nil {
				do()
			}
		})
	}
}

func (d *desk) find() {
	if d.frame == nil {
		return
	}
	if p := d.frame.shell.Page(); p != nil && p.Find != nil {
		p.Find()
		return
	}
	d.w.Canvas().Focus(d.frame.search.Field)
}
