package look

import "fyne.io/fyne/v2"

// Ems gives things widths in characters, one beside the other, and the last what is
// left. Where there is no room for all they shrink alike, and words in them end with …
type Ems []float32

// shrinksTo is how far.
const shrinksTo = 0.45

func (l Ems) fixed() (width float32) {
	for _, w := range l {
		width += w * Now().Text
	}
	return width
}

// MinSize is what the widths shrink to, as high as the highest.
func (l Ems) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(l.fixed()*shrinksTo+float32(len(l))*Gap4+objects[len(l)].MinSize().Width, Now().Row)
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// Layout gives the widths.
func (l Ems) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room := size.Width - float32(len(l))*Gap4 - objects[len(l)].MinSize().Width
	scale := Now().Text * max(shrinksTo, min(1, room/l.fixed()))
	x := float32(0)
	for i, o := range objects {
		w := max(size.Width-x, 0)
		if i < len(l) {
			w = l[i] * scale
		}
		if words, ok := o.(*Words); ok && i < len(l) {
			words.Within(w)
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		o.Resize(fyne.NewSize(w, h))
		x += w + Gap4
	}
}
