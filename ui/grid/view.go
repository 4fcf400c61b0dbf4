package grid

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// view draws a Grid. It has as many slots as rows can be in sight; row r is always
// in slot r modulo their number, so that a step of scrolling moves most rows as
// they are and writes only those that came into sight.
type view struct {
	g       *Grid
	ground  *canvas.Rectangle
	head    head
	rows    *fyne.Container // all of the rows' width, clipped
	body    *container.Clip
	wides   *fyne.Container // what scrolls sideways, clipped right of the frozen columns
	side    *container.Clip
	slots   []*slot
	down    *canvas.Rectangle
	across  *canvas.Rectangle
	ring    *fyne.Container
	spot    *canvas.Rectangle // around the current cell, where there are cells
	rule    *canvas.Rectangle // between frozen and scrolling columns
	measure look.Measures     // in force when the slots were made
	frozen  int               // likewise
	shown   bool              // had a height once
	edge    bool              // the pointer is over the edge of a head
}

// still places nothing and wants nothing: the view places its parts itself, and
// asking hundreds of texts for their size at every frame would cost more than
// drawing them.
type still struct{}

func (still) Layout([]fyne.CanvasObject, fyne.Size)     {}
func (still) MinSize([]fyne.CanvasObject) (s fyne.Size) { return }

func pane(objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: still{}, Objects: objects}
}

func rectangle(c color.Color) *canvas.Rectangle { return canvas.NewRectangle(c) }

var thumbColour = color.NRGBA{R: look.Second.R, G: look.Second.G, B: look.Second.B, A: 0x80}

// CreateRenderer is Fyne's door to the drawing.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	v := &view{g: g, ground: rectangle(look.Panel), rows: pane(), wides: pane(), down: rectangle(thumbColour),
		across: rectangle(thumbColour), ring: look.NewEdge(), rule: rectangle(look.Line)}
	v.body, v.side = container.NewClip(v.rows), container.NewClip(v.wides)
	v.down.CornerRadius, v.across.CornerRadius = 3, 3
	v.head.init()
	v.initSpot()
	g.view = v
	v.rebuild()
	return v
}

func (v *view) Destroy()           { v.g.view = nil }
func (v *view) MinSize() fyne.Size { return v.g.MinSize() }

func (v *view) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{v.ground, v.body, v.side, v.head.ground, v.head.pane, v.head.side, v.head.line,
		v.spot, v.rule, v.down, v.across, v.ring}
	if v.g.editor != nil {
		all = append(all, v.g.editor.field)
	}
	return all
}

// rebuild forgets all slots: the columns, the text size or the number of rows in
// sight changed.
func (v *view) rebuild() {
	v.slots, v.rows.Objects, v.wides.Objects = nil, nil, nil
	v.measure, v.frozen = look.Now(), v.g.frozenColumns()
	v.g.gauge, v.g.twins = nil, nil
	v.g.ready()
	v.head.fill(v.g)
}

// need is how many slots the height wants: one more than fit, for the row that is
// half in sight at each end.
func (v *view) need() int { return int(v.g.bodyHigh()/rowHigh()) + 2 }

func (v *view) grow() {
	for len(v.slots) < v.need() {
		s := newSlot(v.g.columns, v.frozen, v.measure)
		v.slots = append(v.slots, s)
		v.rows.Objects = append(v.rows.Objects, s.box)
		v.wides.Objects = append(v.wides.Objects, s.wide)
	}
}

// Layout is Fyne's door.
func (v *view) Layout(size fyne.Size) {
	if len(v.slots) != v.need() || v.frozen != v.g.frozenColumns() {
		v.rebuild()
	}
	v.grow()
	v.place()
	if !v.shown && v.g.bodyHigh() > 0 {
		v.shown = true
		v.g.ShowRow(v.g.chosen.at) // it may have been chosen before there was any height
	}
}

// Refresh asks the source again.
func (v *view) Refresh() {
	if v.measure != look.Now() || v.frozen != v.g.frozenColumns() || len(v.slots) != v.need() {
		v.rebuild()
		v.grow()
		v.place()
		return
	}
	if v.g.share() {
		v.place()
	} else {
		v.sync(true)
	}
	canvas.Refresh(v.g)
}

// place gives every part its place after size or widths changed.
func (v *view) place() {
	g, size := v.g, v.g.Size()
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	if v.frozen != g.frozenColumns() {
		v.rebuild()
		v.grow()
	}
	g.share()
	high := rowHigh()
	v.ground.Resize(size)
	v.body.Move(fyne.NewPos(0, high))
	v.side.Move(fyne.NewPos(g.frozenWide(), high))
	v.clear()
	v.ring.Resize(size)
	for _, s := range v.slots {
		s.place(g)
	}
	v.sync(true)
}

// clear keeps the rows out of the bars' tracks: a bar covers no figure of a cell, nor the
// row that is half in sight.
func (v *view) clear() {
	g := v.g
	wide, high := g.Size().Width, g.bodyHigh()
	if size := fyne.NewSize(wide, high); v.body.Size() != size {
		v.body.Resize(size)
	}
	if g.downwards() > 0 {
		wide -= barPx
	}
	if size := fyne.NewSize(max(wide-g.frozenWide(), 0), high); v.side.Size() != size {
		v.side.Resize(size)
	}
}

// sync puts the rows in sight where they belong. Only rows that were not in sight
// are asked of the source, or all of them with again.
func (v *view) sync(again bool) {
	g := v.g
	g.clamp()
	v.clear()
	v.write(again)
	if g.parted() { // texts that look the same when cut were found: they are cut elsewhere
		v.write(true)
	}
	v.head.place(g)
	v.placeSpot()
	v.placeEditor()
	v.bars()
}

func (v *view) write(again bool) {
	g, high := v.g, rowHigh()
	first := int(g.top / float64(high))
	n := len(v.slots)
	for i := range n {
		row := first + i
		s := v.slots[row%n]
		if row >= g.source.Len() {
			s.hide()
			continue
		}
		if again || s.row != row || s.left != g.left {
			s.write(g, row)
		}
		y := float32(float64(row)*float64(high) - g.top)
		s.move(y)
		s.tint(g.chosen.chosen[s.key], row == g.hover, g.focus && row == g.chosen.at)
	}
}

func (v *view) bars() {
	g, size := v.g, v.g.Size()
	down, across := g.downThumb(), g.acrossThumb()
	put(v.down, down.long > 0, fyne.NewPos(size.Width-barPx+3, down.at+1), fyne.NewSize(6, down.long-2))
	put(v.across, across.long > 0, fyne.NewPos(across.at+1, size.Height-barPx+3), fyne.NewSize(across.long-2, 6))
	put(v.rule, g.left > 0 && v.frozen > 0, fyne.NewPos(g.frozenWide()-1, 0), fyne.NewSize(1, size.Height))
	if ringed := kit.Ringed(g, g.focus); v.ring.Hidden == ringed {
		v.ring.Hidden = !ringed
		canvas.Refresh(v.ground) // a frame that was never shown knows no window to tell
	}
}

// put shows a part at its place, or hides it.
func put(r *canvas.Rectangle, shown bool, at fyne.Position, size fyne.Size) {
	if shown != r.Visible() {
		r.Hidden = !shown
		r.Refresh()
	}
	if shown {
		r.Move(at)
		r.Resize(size)
	}
}

// rightward says that a column's words stand at the right, as numbers do.
func rightward(c ledger.Column) bool { return c.Shape == ledger.Number || c.Shape == ledger.Amount }
