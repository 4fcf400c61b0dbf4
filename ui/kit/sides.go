package kit

import (
	"fyne.io/fyne/v2"

	"tuanjian/ui/look"
)

// TwoColumns stands two things beside each other at the full height; left says how wide the first is of all the width, and the
// second has the rest.
func TwoColumns(first, second fyne.CanvasObject, left func(all float32) float32) fyne.CanvasObject {
	return &fyne.Container{Layout: twoColumns{left}, Objects: []fyne.CanvasObject{first, second}}
}

type twoColumns struct{ left func(float32) float32 }

func (twoColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+look.Gap2+b.Width, max(a.Height, b.Height))
}

func (l twoColumns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	all := max(0, size.Width-look.Gap2)
	left := min(max(0, l.left(all)), all)
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(left, size.Height))
	o[1].Move(fyne.NewPos(left+look.Gap2, 0))
	o[1].Resize(fyne.NewSize(all-left, size.Height))
}
