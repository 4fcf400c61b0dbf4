package look

import (
	"fyne.io/fyne/v2"
)

// room is how wide a page is at present, dp; 0 as long as nobody has said.
var room float32

// Room is how wide a page is at present, dp; 0 as long as it is not known.
func Room() float32 { return room }

// Roomed fills its place with one page and lets paragraphs know how wide that is: a page's
// paragraphs break where its width ends, however many characters they would like.
func Roomed(objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: roomedLayout{}, Objects: objects}
}

type roomedLayout struct{}

func (roomedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

func (roomedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room = size.Width
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

// paragraphEdge is what a page and a card leave empty at both sides of a paragraph, and the
// sign that may stand before it.
const paragraphEdge = 4*Gap6 + 2*Gap4

// roomFor is how wide a paragraph may be that would like width.
func roomFor(width float32) float32 {
	if room <= 0 {
		return width
	}
	return max(min(width, room-paragraphEdge), 8*Now().Text)
}

// Beside gives the first object all the width that the second leaves.
func Beside(wide, narrow fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: besideLayout{}, Objects: []fyne.CanvasObject{wide, narrow}}
}

type besideLayout struct{}

func (besideLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+Gap2+b.Width, max(a.Height, b.Height))
}

func (besideLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	b := o[1].MinSize()
	wide := max(size.Width-b.Width-Gap2, 0)
	h := o[0].MinSize().Height
	o[0].Move(fyne.NewPos(0, (size.Height-h)/2))
	o[0].Resize(fyne.NewSize(wide, h))
	o[1].Move(fyne.NewPos(wide+Gap2, (size.Height-b.Height)/2))
	o[1].Resize(b)
}
