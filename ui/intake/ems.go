package intake

import (
	"fyne.io/fyne/v2"

	"tuanjian/ui/look"
)

// ems gives things widths in characters, one beside the other, and the last what is
// left. Where there is no room for all they shrink alike, and words in them end with …
type ems []float32

const shrinksTo = 0.45

func (l ems) fixed() (width float32) {
	for _, w := range l {
		width += w * look.Now().Text
	}
	return width
}

func (l ems) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(l.fixed()*shrinksTo+float32(len(l))*look.Gap4+objects[len(l)].MinSize().Width, look.Now().Row)
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

func (l ems) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room := size.Width - float32(len(l))*look.Gap4 - objects[len(l)].MinSize().Width
	scale := look.Now().Text * max(shrinksTo, min(1, room/l.fixed()))
	x := float32(0)
	for i, o := range objects {
		w := max(size.Width-x, 0)
		if i < len(l) {
			w = l[i] * scale
		}
		if words, ok := o.(*look.Words); ok && i < len(l) {
			words.Within(w)
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		o.Resize(fyne.NewSize(w, h))
		x += w + look.Gap4
	}
}
