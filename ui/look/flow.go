package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
)

// flowLayout stands things beside each other and goes on in the next line where there is
// no room. It remembers the width it was given, since its height follows from it. As long
// as one line holds them all, a spacer takes what is left of it.
type flowLayout struct{ width float32 }

func (l *flowLayout) place(objects []fyne.CanvasObject, put func(o fyne.CanvasObject, x, y float32)) float32 {
	spare, spacers := l.width+Gap4, float32(0)
	for _, o := range objects {
		if _, ok := o.(layout.SpacerObject); ok {
			spacers++
		} else if o.Visible() {
			spare -= o.MinSize().Width + Gap4
		}
	}
	var line []fyne.CanvasObject
	var at []float32
	x, y, high := float32(0), float32(0), float32(0)
	end := func() { // what a line holds stands in the middle of its height
		for i, o := range line {
			put(o, at[i], y+(high-o.MinSize().Height)/2)
		}
		line, at = nil, nil
	}
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if _, ok := o.(layout.SpacerObject); ok {
			x += max(spare, 0) / spacers
			continue
		}
		m := o.MinSize()
		if x > 0 && l.width > 0 && x+m.Width > l.width+0.5 {
			end()
			x, y, high = 0, y+high+Gap1, 0
		}
		line, at = append(line, o), append(at, x)
		x += m.Width + Gap4
		high = max(high, m.Height)
	}
	end()
	return y + high
}

// Flow stands things in lines.
func Flow(objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &flowLayout{}, Objects: objects}
}

// MinSize is as wide as the widest thing.
func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	widest := float32(0)
	high := l.place(objects, func(o fyne.CanvasObject, _, _ float32) { widest = max(widest, o.MinSize().Width) })
	return fyne.NewSize(widest, high)
}

// Layout sets the things.
func (l *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objects, func(o fyne.CanvasObject, x, y float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(o.MinSize())
	})
}
