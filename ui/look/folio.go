package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Section is a white panel with a title, for what stands alone in the window.
func Section(title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	return Card(Inset(Gap6, Column(Gap4, append([]fyne.CanvasObject{NewWords(title, Title)}, rows...)...)))
}

// Nothing says in the middle of its place that there is nothing to show.
func Nothing(icon Icon, text string) fyne.CanvasObject {
	return container.NewCenter(Row(NewPicture(icon, Second), NewWords(text, Aside)))
}

// Folio is a page with its head above and its buttons in a white bar below; what
// lies between takes the height that is left.
func Folio(head, body fyne.CanvasObject, bar ...fyne.CanvasObject) fyne.CanvasObject {
	foot := Ground(Panel, Padding(Gap6, Gap2, Flow(bar...)))
	top := Padding(Gap6, Gap2+Gap1, head)
	return Ground(Page, &fyne.Container{Layout: folioLayout{}, Objects: []fyne.CanvasObject{top, body, HLine(), foot}})
}

// folioLayout gives the bar the height that its buttons want at the page's width.
type folioLayout struct{}

func (folioLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, part := range o {
		m := part.MinSize()
		size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height)
	}
	return size
}

func (folioLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	top, body, line, foot := o[0], o[1], o[2], o[3]
	foot.Resize(fyne.NewSize(size.Width, foot.Size().Height))
	head, bar, hair := top.MinSize().Height, foot.MinSize().Height, line.MinSize().Height
	top.Resize(fyne.NewSize(size.Width, head))
	body.Move(fyne.NewPos(0, head))
	body.Resize(fyne.NewSize(size.Width, max(size.Height-head-hair-bar, 0)))
	line.Move(fyne.NewPos(0, size.Height-bar-hair))
	line.Resize(fyne.NewSize(size.Width, hair))
	foot.Move(fyne.NewPos(0, size.Height-bar))
	foot.Resize(fyne.NewSize(size.Width, bar))
}

// Notice is a line on a tint above what it speaks of.
func Notice(icon Icon, ink, ground color.NRGBA, what fyne.CanvasObject, deeds ...fyne.CanvasObject) fyne.CanvasObject {
	row := append([]fyne.CanvasObject{NewPicture(icon, ink), what, layout.NewSpacer()}, deeds...)
	return Ground(ground, Inset(Gap2, Row(row...)))
}
