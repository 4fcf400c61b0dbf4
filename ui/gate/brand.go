package gate

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"tuanjian/ui/look"
)

// brand is the program's mark and name, over the screens before a ledger is open.
func brand(icon fyne.Resource, under string) fyne.CanvasObject {
	mark := canvas.NewImageFromResource(icon)
	mark.FillMode = canvas.ImageFillContain
	mark.SetMinSize(fyne.NewSquareSize(56))
	return look.Row(mark, look.Column(look.Gap1, look.NewWords("团建台账", look.Figure), look.NewWords(under, look.Aside)))
}
