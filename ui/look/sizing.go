package look

import (
	_ "unsafe" // for go:linkname

	"fyne.io/fyne/v2"
)

// SetSize puts this text size in force for the whole program. Every widget of every
// window is redrawn; nothing is rebuilt and no typed text is lost. Call it once at
// the start as well. Only the first call sets the theme: a change of theme makes
// Fyne forget all that it has drawn. Later calls change what the theme answers and redraw.
func SetSize(app fyne.App, size Size) {
	t, ours := app.Settings().Theme().(*look)
	if !ours {
		app.Settings().SetTheme(NewTheme(size))
		settle()
		return
	}
	t.size = size.known()
	redraw(app)
}

// Rescale makes Fyne reckon the scale of its windows anew.
func Rescale(app fyne.App) { app.Settings().SetTheme(app.Settings().Theme()) }

func redraw(app fyne.App) {
	for _, w := range app.Driver().AllWindows() {
		applyTheme(w.Content(), w.Canvas())
		for _, o := range w.Canvas().Overlays().List() {
			applyTheme(o, w.Canvas())
		}
	}
}

// applyTheme is what Fyne itself does to a window after a change of theme: each
// object from the leaves up is laid out and refreshed, those inside of widgets too,
// which no public door of Fyne 2.8.1 reaches. Should a later Fyne call it otherwise,
// the program does not link.
//
//go:linkname applyTheme fyne.io/fyne/v2/internal/app.ApplyThemeTo
func applyTheme(content fyne.CanvasObject, canvas fyne.Canvas)
