package gate

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"tuanjian/ui/kit"
)

// brand is the program's mark and name, over the screens before a ledger is open.
func brand(icon fyne.Resource, under string) fyne.CanvasObject {
	mark := canvas.NewImageFromResource(icon)
	mark.FillMode = canvas.ImageFillContain
	mark.SetMinSize(fyne.NewSquareSize(56))
	return kit.Row(mark, kit.Column(kit.Gap1, kit.NewWords("团建台账", kit.Figure), kit.NewWords(under, kit.Aside)))
}
