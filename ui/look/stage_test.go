package look

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// stage puts an object into a window of the test driver at the standard size.
func stage(t *testing.T, w, h float32, object fyne.CanvasObject) fyne.Window {
	t.Helper()
	app := test.NewTempApp(t)
	SetSize(app, Standard)
	win := app.NewWindow("")
	win.SetPadded(false)
	win.SetContent(object)
	win.Resize(fyne.NewSize(w, h))
	return win
}
