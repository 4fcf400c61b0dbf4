// Command window is the peer of the program's window: a bare Fyne window with the
// same two fonts in it, whole, each drawn once, and nothing else. Command faces writes
// them here. With the word texts it is
// that of the list: see sheet.
package main

import (
	_ "embed"
	"image/color"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

type faces struct{}

var (
	//go:embed regular.ttf
	regularFile []byte
	//go:embed bold.ttf
	boldFile []byte

	regular = fyne.NewStaticResource("regular.ttf", regularFile)
	bold    = fyne.NewStaticResource("bold.ttf", boldFile)
)

func (faces) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return bold
	}
	return regular
}

func (faces) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return theme.DefaultTheme().Color(name, theme.VariantLight)
}

func (faces) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

func (faces) Size(name fyne.ThemeSizeName) float32 { return theme.DefaultTheme().Size(name) }

func main() {
	a := app.NewWithID("tuanjian.peer")
	a.Settings().SetTheme(faces{})
	w := a.NewWindow("团建台账")
	w.Resize(fyne.NewSize(1280, 720))
	if len(os.Args) > 1 && os.Args[1] == "texts" {
		w.SetContent(newSheet(w))
		w.ShowAndRun()
		return
	}
	w.SetContent(container.NewVBox(
		widget.NewLabel("练习社区"),
		widget.NewLabelWithStyle("请输入密码", fyne.TextAlignLeading, fyne.TextStyle{Bold: true}),
	))
	w.ShowAndRun()
}
