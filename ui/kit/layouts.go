package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
)

// columnLayout stands things below each other at full width, gap apart. Fyne's
// own box takes its gap from the theme and cannot be told otherwise.
type columnLayout struct{ gap float32 }

func (l columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size.Width = max(size.Width, m.Width)
		size.Height += m.Height
		n++
	}
	size.Height += l.gap * float32(max(n-1, 0))
	return size
}

func (l columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + l.gap
	}
}

// rowLayout stands things beside each other, 8 apart, each as wide as it wants and
// in the middle of the row's height; a spacer takes what is left.
type rowLayout struct{}

func (rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size.Width += m.Width + Gap2
		size.Height = max(size.Height, m.Height)
	}
	size.Width = max(size.Width-Gap2, 0)
	return size
}

func (l rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spare := size.Width - l.MinSize(objects).Width
	spacers := 0
	for _, o := range objects {
		if _, ok := o.(layout.SpacerObject); ok {
			spacers++
		}
	}
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if _, ok := o.(layout.SpacerObject); ok {
			x += max(spare, 0)/float32(spacers) + Gap2
			continue
		}
		o.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		o.Resize(m)
		x += m.Width + Gap2
	}
}

// insetLayout leaves the same space on all sides.
type insetLayout struct{ by float32 }

func (l insetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size.AddWidthHeight(2*l.by, 2*l.by)
}

func (l insetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewSquareOffsetPos(l.by))
		o.Resize(size.SubtractWidthHeight(2*l.by, 2*l.by))
	}
}

// Column stands things below each other, gap apart.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: columnLayout{gap}, Objects: objects}
}

// Row stands things beside each other, each as wide as it wants; put a
// layout.NewSpacer where the spare width should go.
func Row(objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: rowLayout{}, Objects: objects}
}

// Inset leaves space on all sides of one thing.
func Inset(by float32, object fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: insetLayout{by}, Objects: []fyne.CanvasObject{object}}
}
