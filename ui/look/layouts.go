package look

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
		// Text that wraps knows its height only once it knows its width.
		o.Resize(fyne.NewSize(size.Width, o.Size().Height))
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

// columnsLayout sets things in n equally wide columns, gap apart, row by row; each
// row is as high as its highest, not as the highest of all.
type columnsLayout struct {
	n   int
	gap float32
}

func (l columnsLayout) rows(objects []fyne.CanvasObject) [][]fyne.CanvasObject {
	var rows [][]fyne.CanvasObject
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if n%l.n == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], o)
		n++
	}
	return rows
}

func height(row []fyne.CanvasObject) float32 {
	h := float32(0)
	for _, o := range row {
		h = max(h, o.MinSize().Height)
	}
	return h
}

func (l columnsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i, row := range l.rows(objects) {
		for _, o := range row {
			size.Width = max(size.Width, o.MinSize().Width)
		}
		if i > 0 {
			size.Height += l.gap
		}
		size.Height += height(row)
	}
	size.Width = size.Width*float32(l.n) + l.gap*float32(l.n-1)
	return size
}

func (l columnsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := (size.Width - l.gap*float32(l.n-1)) / float32(l.n)
	y := float32(0)
	rows := l.rows(objects)
	for i, row := range rows {
		for _, o := range row {
			o.Resize(fyne.NewSize(w, o.Size().Height))
		}
		h := height(row)
		if len(rows) == 1 {
			h = max(h, size.Height) // cards beside each other end together
		}
		for k, o := range row {
			o.Move(fyne.NewPos(float32(k)*(w+l.gap), y))
			o.Resize(fyne.NewSize(w, h))
		}
		y += h
		if i < len(rows)-1 {
			y += l.gap
		}
	}
}

// Columns sets things in n equally wide columns, row by row, gap apart.
func Columns(n int, gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: columnsLayout{n, gap}, Objects: objects}
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

// Pile stands parts below each other; the last takes the height that is left.
func Pile(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: pileLayout{gap}, Objects: parts}
}

type pileLayout struct{ gap float32 }

func (l pileLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height+l.gap)
		}
	}
	size.Height = max(size.Height-l.gap, 0)
	return size
}

func (l pileLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Resize(fyne.NewSize(size.Width, o.Size().Height))
		h := o.MinSize().Height
		if i == len(objects)-1 {
			h = max(h, size.Height-y)
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + l.gap
	}
}

// Padding leaves space at the sides of one thing and, mostly less, above and below.
func Padding(x, y float32, object fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: paddingLayout{x, y}, Objects: []fyne.CanvasObject{object}}
}

type paddingLayout struct{ x, y float32 }

func (l paddingLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(2*l.x, 2*l.y)
}

func (l paddingLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(l.x, l.y))
	o[0].Resize(size.SubtractWidthHeight(2*l.x, 2*l.y))
}

// Margin leaves the page's space at both sides of what fills it, and none above.
func Margin(o fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: marginLayout{}, Objects: []fyne.CanvasObject{o}}
}

type marginLayout struct{}

func (marginLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(2*Gap6, Gap4)
}

func (marginLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(Gap6, 0))
	o[0].Resize(size.SubtractWidthHeight(2*Gap6, Gap4))
}
