package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Large grounds and frames are put together of strips. The toolkit draws a rounded
// rectangle by asking each pixel in it how far it is from the edge: without a graphics
// card, as old laptops are, one around a list costs more than all the texts in it.

// newCardGround is the white of a card with its hairline: only strips as high as the
// corners are round.
func newCardGround() *fyne.Container {
	round := func(c color.Color, radius float32, top bool) fyne.CanvasObject {
		r := canvas.NewRectangle(c)
		if top {
			r.TopLeftCornerRadius, r.TopRightCornerRadius = radius, radius
		} else {
			r.BottomLeftCornerRadius, r.BottomRightCornerRadius = radius, radius
		}
		return r
	}
	return &fyne.Container{Layout: cardGround{}, Objects: []fyne.CanvasObject{
		round(Line, Corner, true), round(Panel, Corner-HairPx, true),
		round(Line, Corner, false), round(Panel, Corner-HairPx, false),
		canvas.NewRectangle(Panel), canvas.NewRectangle(Line), canvas.NewRectangle(Line),
	}}
}

type cardGround struct{}

// MinSize asks for nothing: a ground is as large as what lies on it.
func (cardGround) MinSize([]fyne.CanvasObject) (s fyne.Size) { return }

// Layout lays the middle over the inner ends of the strips, which are soft.
func (cardGround) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const soft = 2
	high := min(Corner+soft, size.Height)
	put := func(o fyne.CanvasObject, x, y, wide, tall float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(wide, 0), max(tall, 0)))
	}
	put(o[0], 0, 0, size.Width, high)
	put(o[1], HairPx, HairPx, size.Width-2*HairPx, high-HairPx)
	put(o[2], 0, size.Height-high, size.Width, high)
	put(o[3], HairPx, size.Height-high, size.Width-2*HairPx, high-HairPx)
	put(o[4], 0, Corner, size.Width, size.Height-2*Corner)
	put(o[5], 0, Corner, HairPx, size.Height-2*Corner)
	put(o[6], size.Width-HairPx, Corner, HairPx, size.Height-2*Corner)
}

// NewEdge is the ring of the keyboard around a large area, hidden at first.
func NewEdge() *fyne.Container {
	e := &fyne.Container{Layout: edge{}, Hidden: true}
	for range 4 {
		e.Objects = append(e.Objects, canvas.NewRectangle(Ring))
	}
	return e
}

type edge struct{}

// MinSize asks for nothing.
func (edge) MinSize([]fyne.CanvasObject) (s fyne.Size) { return }

// Layout lays one strip along each side.
func (edge) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for i, at := range []struct {
		pos  fyne.Position
		size fyne.Size
	}{
		{fyne.NewPos(0, 0), fyne.NewSize(size.Width, RingPx)},
		{fyne.NewPos(0, size.Height-RingPx), fyne.NewSize(size.Width, RingPx)},
		{fyne.NewPos(0, RingPx), fyne.NewSize(RingPx, max(size.Height-2*RingPx, 0))},
		{fyne.NewPos(size.Width-RingPx, RingPx), fyne.NewSize(RingPx, max(size.Height-2*RingPx, 0))},
	} {
		o[i].Move(at.pos)
		o[i].Resize(at.size)
	}
}

// NewShade is the shadow that a tall panel throws to its left, outside of itself; to be
// laid under the panel, as large as it is.
func NewShade() *fyne.Container {
	return &fyne.Container{Layout: shade{}, Objects: []fyne.CanvasObject{canvas.NewHorizontalGradient(Faint(Ink, 0), Faint(Ink, 0x1c))}}
}

type shade struct{}

// MinSize asks for nothing.
func (shade) MinSize([]fyne.CanvasObject) (s fyne.Size) { return }

// Layout lays it beside the panel.
func (shade) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const wide = 12
	o[0].Move(fyne.NewPos(-wide, 0))
	o[0].Resize(fyne.NewSize(wide, size.Height))
}
