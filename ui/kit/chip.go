package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// chip is one of several choices, with a cross; a tap takes it away. It never
// takes the focus: Backspace in its field does the same.
type chip struct {
	widget.BaseWidget
	label  string
	remove func()
}

func newChip(label string, remove func()) *chip {
	c := &chip{label: label, remove: remove}
	c.ExtendBaseWidget(c)
	return c
}

func (c *chip) Tapped(*fyne.PointEvent) {
	c.remove()
	hands.Keep(c)
}

func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{c: c, box: canvas.NewRectangle(look.Shade), text: canvas.NewText(c.label, look.Ink), cross: look.IconFault.Image(look.Second)}
	r.Refresh()
	return r
}

type chipRenderer struct {
	c     *chip
	box   *canvas.Rectangle
	text  *canvas.Text
	cross *canvas.Image
}

func (r *chipRenderer) Destroy() {}

func (r *chipRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.text, r.cross}
}

func (r *chipRenderer) MinSize() fyne.Size {
	m := look.Now()
	r.text.TextSize = m.Text
	return fyne.NewSize(r.text.MinSize().Width+m.Icon+3*look.Gap2, m.Control-look.Gap1)
}

func (r *chipRenderer) Layout(size fyne.Size) {
	m := look.Now()
	s := r.text.MinSize()
	r.box.Resize(size)
	r.text.Move(fyne.NewPos(look.Gap2, look.Middle(size.Height, r.text)))
	r.text.Resize(s)
	icon := m.Icon - look.Gap1
	r.cross.Resize(fyne.NewSquareSize(icon))
	r.cross.Move(fyne.NewPos(size.Width-icon-look.Gap2, (size.Height-icon)/2))
}

func (r *chipRenderer) Refresh() {
	r.text.TextSize = look.Now().Text
	r.box.CornerRadius = look.Corner
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}
