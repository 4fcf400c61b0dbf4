package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/kit"
)

// emWide gives its only object a width in characters, in the middle of the width
// there is and at two fifths of the height.
type emWide struct{ ems float32 }

func (l emWide) width() float32 { return l.ems * kit.Now().Text }

func (l emWide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	return fyne.NewSize(m.Width, m.Height+2*kit.Gap6)
}

func (l emWide) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	o := objects[0]
	w := max(min(l.width(), size.Width-2*kit.Gap4), o.MinSize().Width)
	o.Resize(fyne.NewSize(w, o.Size().Height)) // text that wraps knows its height by its width
	h := o.MinSize().Height
	o.Resize(fyne.NewSize(w, h))
	o.Move(fyne.NewPos((size.Width-w)/2, max(kit.Gap6, (size.Height-h)*2/5)))
}

// centred sets something in the middle of a page, this many characters wide, and
// lets it scroll where the window is too low.
func centred(ems float32, object fyne.CanvasObject) fyne.CanvasObject {
	return kit.Ground(kit.Page, container.NewVScroll(&fyne.Container{Layout: emWide{ems}, Objects: []fyne.CanvasObject{object}}))
}

// card is a white panel with a title, for what stands alone in the window.
func card(title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	return kit.Card(kit.Inset(kit.Gap6, kit.Column(kit.Gap4, append([]fyne.CanvasObject{kit.NewWords(title, kit.Title)}, rows...)...)))
}

// labelled is a field under its label, with what is wrong with it beneath.
func labelled(label string, field fyne.CanvasObject, fault *kit.Fault) fyne.CanvasObject {
	if fault == nil {
		return kit.Column(kit.Gap1, kit.NewWords(label, kit.Aside), field)
	}
	return kit.Column(kit.Gap1, kit.NewWords(label, kit.Aside), field, fault)
}

// beside gives the first object all the width that the second leaves.
func beside(wide, narrow fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: besideLayout{}, Objects: []fyne.CanvasObject{wide, narrow}}
}

type besideLayout struct{}

func (besideLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+kit.Gap2+b.Width, max(a.Height, b.Height))
}

func (besideLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	b := o[1].MinSize()
	wide := max(size.Width-b.Width-kit.Gap2, 0)
	h := o[0].MinSize().Height
	o[0].Move(fyne.NewPos(0, (size.Height-h)/2))
	o[0].Resize(fyne.NewSize(wide, h))
	o[1].Move(fyne.NewPos(wide+kit.Gap2, (size.Height-b.Height)/2))
	o[1].Resize(b)
}

// tall stands parts below each other; the last takes the height that is left.
func tall(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: tallLayout{gap}, Objects: parts}
}

type tallLayout struct{ gap float32 }

func (l tallLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
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

func (l tallLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
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

// brand is the program's mark and name, over the screens before a ledger is open.
func brand(icon fyne.Resource, under string) fyne.CanvasObject {
	mark := canvas.NewImageFromResource(icon)
	mark.FillMode = canvas.ImageFillContain
	mark.SetMinSize(fyne.NewSquareSize(56))
	return kit.Row(mark, kit.Column(kit.Gap1, kit.NewWords("团建台账", kit.Figure), kit.NewWords(under, kit.Aside)))
}
