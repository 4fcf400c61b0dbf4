package grid

import (
	"fyne.io/fyne/v2"

	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// An editor is the field over a cell that is being written in.
type editor struct {
	field *kit.Entry
	row   int
	col   int
	done  func(text string, key fyne.KeyName)
}

// Edit lays a field over a cell, with text in it that is selected, and gives it the
// keyboard. done is told what stands there, once, and by what the field was left: Enter,
// Tab, ↓ or ↑, or "" where the person clicked elsewhere or saves the page (F10). Esc leaves the cell as it is and
// tells nobody. The field is gone before done is called and the grid has the keyboard
// again. A row or column out of range is not edited.
func (g *Grid) Edit(row, col int, text string, done func(text string, key fyne.KeyName)) {
	g.leave()
	if row < 0 || row >= g.source.Len() || col < 0 || col >= len(g.columns) || g.view == nil {
		return
	}
	g.col = col
	g.chosen.only(row)
	g.changed()
	g.showColumn()
	field := kit.NewEntry()
	e := &editor{field: field, row: row, col: col, done: done}
	field.SetText(text)
	field.OnNext = func() { g.took(e, fyne.KeyReturn) }
	field.OnPrevious = func() { g.took(e, fyne.KeyUp) }
	field.OnKey = func(name fyne.KeyName) bool {
		switch name {
		case fyne.KeyEscape:
			g.leave()
		case fyne.KeyTab, fyne.KeyDown, fyne.KeyUp:
			g.took(e, name)
		case fyne.KeyF10: // what the page saves then has what is written here
			if g.editor == e {
				g.end(true)
				e.done(field.Text, "")
			}
			kit.ToWindow(g, &fyne.KeyEvent{Name: name})
		default:
			return false
		}
		return true
	}
	field.OnLeft = func() { g.took(e, "") }
	g.editor = e
	g.view.placeEditor()
	g.BaseWidget.Refresh()
	field.Focus()
}

// Editing says that a cell is being written in.
func (g *Grid) Editing() bool { return g.editor != nil }

// took ends the editing and tells what was written.
func (g *Grid) took(e *editor, key fyne.KeyName) {
	if g.editor != e {
		return
	}
	g.end(key != "")
	e.done(e.field.Text, key)
}

// leave ends the editing and keeps the cell as it was.
func (g *Grid) leave() {
	if g.editor != nil {
		g.end(true)
	}
}

// end takes the field away. Where the person clicked elsewhere the keyboard is there
// already and stays.
func (g *Grid) end(back bool) {
	e := g.editor
	g.editor = nil
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && back && e.field.Focused() {
		c.Focus(g)
	}
	g.BaseWidget.Refresh()
}

// placeEditor keeps the field over its cell while rows and columns move below it.
func (v *view) placeEditor() {
	e := v.g.editor
	if e == nil {
		return
	}
	from, to := v.g.span(e.col)
	if e.col >= v.g.frozenColumns() {
		from = max(from, v.g.frozenWide())
	}
	wide := max(min(to, v.g.Size().Width)-from, leastField*look.Now().Text)
	from = max(min(from, v.g.Size().Width-wide-barPx), 0)
	high := e.field.MinSize().Height
	y := float32(float64(e.row)*float64(rowHigh())-v.g.top) + rowHigh() + (rowHigh()-high)/2
	e.field.Move(fyne.NewPos(from, y))
	e.field.Resize(fyne.NewSize(wide, high))
	e.field.Hidden = y < rowHigh()/2 || y > v.g.Size().Height-rowHigh()/2
}

// leastField is how wide the field over a narrow column is, in text sizes.
const leastField = 7
