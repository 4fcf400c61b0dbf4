package form

import (
	"fyne.io/fyne/v2"

	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// A new record opens short: the quick fields in the order in which they are keyed, and
// below them a button that unfolds all the others. Whoever keys goes down the short
// form and saves; what is folded away is one key off, and comes by itself when there is
// something to see in it.

// foldKey unfolds and folds. In a record of the ledger the same key turns to the
// panel's next page.
const foldKey = fyne.KeyF5

const (
	shortTitle = "先填这几项"
	moreLabel  = "全部字段"
	lessLabel  = "只看先填的几项"
)

// short says that the form has a short one.
func (f *Form) short() bool { return f.few > 0 }

// makeShort gives the quick fields a group of their own before the others.
func (f *Form) makeShort(add func(title string, keys []string)) {
	if !f.o.New || f.o.Only != nil || f.o.ReadOnly || len(f.o.Quick) == 0 {
		return
	}
	add(shortTitle, f.o.Quick)
	f.few = len(f.cells)
	f.folded = true
	f.more = kit.NewButton(kit.Quiet, look.IconDown, moreLabel, "F5", f.turnFold)
	f.more.OnKey = func(name fyne.KeyName) bool {
		switch name {
		case fyne.KeyUp:
			f.back()
		case fyne.KeyDown:
			f.bar.focus()
		default:
			return f.keyAnywhere(name)
		}
		return true
	}
}

// walk are the fields that can be gone to, as the eye goes: from left to right, row by
// row.
func (f *Form) walk() []*cell {
	if f.folded {
		return f.cells[:f.few]
	}
	return f.cells
}

// shownGroups are the groups that are not folded away.
func (f *Form) shownGroups() []group {
	if f.folded {
		return f.groups[:1]
	}
	return f.groups
}

// turnFold unfolds the others and goes to the first of them, or folds them and goes
// back.
func (f *Form) turnFold() {
	c := f.current()
	f.setFolded(!f.folded)
	switch {
	case !f.folded && f.few < len(f.cells):
		f.cells[f.few].focus()
	case c == nil || !c.inWalk():
		f.back()
	default:
		f.reveal(c)
	}
}

func (c *cell) inWalk() bool {
	for _, o := range c.f.walk() {
		if o == c {
			return true
		}
	}
	return false
}

func (f *Form) setFolded(on bool) {
	if !f.short() || f.folded == on {
		return
	}
	f.folded = on
	label := lessLabel
	if on {
		label = moreLabel
	}
	f.more.SetLabel(label)
	f.fill()
	f.body.Refresh()
	f.relayout()
}

// fill puts all that is not folded away into the body.
func (f *Form) fill() {
	f.body.Objects = append(f.body.Objects[:0], f.legend)
	for i, g := range f.shownGroups() {
		f.body.Objects = append(f.body.Objects, g.title)
		for _, r := range g.rows {
			f.body.Objects = append(f.body.Objects, r.objects()...)
		}
		if i == 0 && f.short() {
			f.body.Objects = append(f.body.Objects, f.more)
		}
	}
}

// unfoldFor shows a field that is folded away.
func (f *Form) unfoldFor(c *cell) {
	if f.folded && !c.inWalk() {
		f.setFolded(false)
	}
}
