package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/page"
)

// typed is a key that nothing with the focus has taken.
func (d *desk) typed(name fyne.KeyName) {
	hands.Touch()
	if d.w.Canvas().Overlays().Top() != nil {
		if name == fyne.KeyEscape {
			page.LeaveChooser(d.w.Canvas())
		}
		return
	}
	if d.frame == nil {
		switch {
		case d.alone == nil:
		case d.alone.Keys[name] != nil:
			d.alone.Keys[name]()
		case name == fyne.KeyF1:
			page.Explain(d.w.Canvas(), d.alone)
		}
		return
	}
	if d.frame.shell.Typed(name) {
		return
	}
	switch name {
	case fyne.KeyF1:
		page.Explain(d.w.Canvas(), d.page())
	case fyne.KeyEscape:
		d.frame.tour.Leave()
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

// shortcuts are the keys with Ctrl that the window listens to.
func (d *desk) shortcuts() {
	for _, name := range []fyne.KeyName{fyne.KeyN, fyne.KeyS, fyne.KeyP, fyne.KeyF, fyne.KeyL, fyne.KeyO, fyne.KeyT, fyne.KeySlash} {
		d.w.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl},
			func(fyne.Shortcut) { d.control(name) })
	}
	for n, name := range []fyne.KeyName{fyne.Key0, fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9} {
		d.w.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierAlt},
			func(fyne.Shortcut) { d.goTo(n) })
	}
	d.w.Canvas().AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { d.control(fyne.KeyZ) })
	d.w.Canvas().AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { d.control(fyne.KeyY) })
}

// goTo goes to one of the pages of the tree by its number.
func (d *desk) goTo(n int) {
	hands.Touch()
	if d.w.Canvas().Overlays().Top() == nil && d.frame != nil {
		d.frame.tree.Go(n)
	}
}

// control does what a key with Ctrl says: mostly what a function key does.
func (d *desk) control(name fyne.KeyName) {
	hands.Touch()
	if d.w.Canvas().Overlays().Top() != nil {
		return
	}
	switch name {
	case fyne.KeyN:
		d.typed(fyne.KeyF9)
	case fyne.KeyS:
		d.typed(fyne.KeyF10)
	case fyne.KeyP:
		d.typed(fyne.KeyF12)
	case fyne.KeyF:
		d.find()
	case fyne.KeyL:
		d.lock()
	case fyne.KeyO:
		d.toasts.Do()
	case fyne.KeyT:
		if d.frame != nil {
			d.frame.tour.Press()
		}
	case fyne.KeyZ:
		if d.frame != nil {
			d.frame.shell.Undo()
		}
	case fyne.KeyY:
		if d.frame != nil {
			d.frame.shell.Redo()
		}
	case fyne.KeySlash:
		kit.ShowKeys(d.w.Canvas(), page.Keymap)
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
