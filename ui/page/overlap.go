package page

import (
	"fyne.io/fyne/v2"

	"tuanjian/ui/look"
)

// overlap lays the panel of a record over the right of the list, or over all of it
// where the window is too narrow for both.
type overlap struct{}

const (
	panelEms    float32 = 37   // 520 at the standard size
	narrowWidth float32 = 1100 // a window narrower than this shows the record alone
)

func (overlap) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

func (overlap) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(size)
	if len(o) == 1 {
		return
	}
	wide := panelEms * look.Now().Text
	if c := fyne.CurrentApp().Driver().CanvasForObject(o[0]); c != nil && c.Size().Width < narrowWidth || wide > size.Width*3/4 {
		wide = size.Width
	}
	o[1].Move(fyne.NewPos(size.Width-wide, 0))
	o[1].Resize(fyne.NewSize(wide, size.Height))
}
