package look

import (
	_ "unsafe" // for go:linkname

	"fyne.io/fyne/v2"
)

// SetSize puts this text size in force for the whole program. Every widget of every
// window is redrawn; nothing is rebuilt and no typed text is lost. Call it once at
// the start as well. Only the first call sets the theme: a change of theme makes
// Fyne forget the two faces of 10 MB and read them anew, while its shaper goes on
// holding the former ones, 73 MB for each change. So later calls change what the
// theme answers and redraw.
func SetSize(app fyne.App, size Size) {
	t, ours := app.Settings().Theme().(*look)
	if !ours {
		app.Settings().SetTheme(NewTheme(size))
		return
	}
	t.size = size.known()
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
