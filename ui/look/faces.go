package look

import (
	"bytes"
	"slices"
	"sync"
	"sync/atomic"
	_ "unsafe" // for go:linkname

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"

	"tuanjian/assets/fonts"
)

// A whole face is 35 MB once it is read, and Fyne reads one for each style of text, its
// own Latin and emoji faces beside it and the list of the system's fonts, before the first
// letter is drawn. So the program puts its own faces where Fyne keeps its: the daily part
// of each weight, read once for all styles; the rest of it when the first character comes
// that the daily part lacks; and Fyne's own when one comes that is in neither.

// faces is what a weight is drawn with.
type faces struct{ weight fonts.Weight }

// ResolveFace answers the face that has a character.
func (f faces) ResolveFace(r rune) *font.Face {
	daily := dailyFaces[f.weight]()
	if _, ok := daily.NominalGlyph(r); ok {
		return daily
	}
	if r >= fonts.FirstRare {
		rest := restFaces[f.weight]()
		if _, ok := rest.NominalGlyph(r); ok {
			return rest
		}
	}
	return fynes().ResolveFace(r)
}

var (
	dailyFaces = [2]func() *font.Face{
		fonts.Regular: sync.OnceValue(func() *font.Face { return readDaily(fonts.Regular) }),
		fonts.Bold:    sync.OnceValue(func() *font.Face { return readDaily(fonts.Bold) }),
	}
	restFaces = [2]func() *font.Face{
		fonts.Regular: sync.OnceValue(func() *font.Face { return read(fonts.Rest().Font(fonts.Regular)) }),
		fonts.Bold:    sync.OnceValue(func() *font.Face { return read(fonts.Rest().Font(fonts.Bold)) }),
	}
)

// ReadRegular and ReadBold read what the first page is drawn with. Call both early and off
// the drawing thread, each on one of its own: whoever draws waits for them.
func ReadRegular() { dailyFaces[fonts.Regular]() }

// ReadBold is the other half; see ReadRegular.
func ReadBold() { dailyFaces[fonts.Bold]() }

// daily is unpacked once for both weights, and is not to stay in the memory when both are
// read.
var (
	daily     = sync.OnceValue(func() *fonts.Part { p := fonts.Daily(); return &p })
	dailyDone atomic.Int32
)

func readDaily(w fonts.Weight) *font.Face {
	f := read(daily().Font(w))
	if dailyDone.Add(1) == 2 {
		*daily() = fonts.Part{}
	}
	return f
}

func read(b []byte) *font.Face {
	f, err := font.ParseTTF(bytes.NewReader(b))
	if err != nil {
		panic(err) // it is part of the program
	}
	return f
}

// fynes is what Fyne itself draws with, for signs that our faces lack: read when the first
// of them comes, since the emoji face alone is 4 MB and the system may have a thousand
// fonts.
var fynes = sync.OnceValue(func() shaping.Fontmap {
	return fynesItem(fyne.TextStyle{Strikethrough: true}).Fonts // which the program has no use for
})

// A titleFace draws the titles of papers: what the Song face has, and the rest as bold does.
type titleFace struct{ faces }

// ResolveFace answers the face that has a character.
func (f titleFace) ResolveFace(r rune) *font.Face {
	if _, ok := songFace().NominalGlyph(r); ok {
		return songFace()
	}
	return f.faces.ResolveFace(r)
}

var songFace = sync.OnceValue(func() *font.Face { return read(fonts.Song()) })

// titleStyle is what Fyne knows the face of titles by: it keeps a face for each style, and
// nothing of ours is drawn in this one.
var titleStyle = fyne.TextStyle{Bold: true, Italic: true}

// TitleStyle is the style of the titles of papers. Its face is read when the first is drawn.
func TitleStyle() fyne.TextStyle {
	if !slices.Contains(styles, titleStyle) {
		styles = append(styles, titleStyle)
		settle()
	}
	return titleStyle
}

// styles are those that the program draws in, and Fyne for it. What is drawn in another is
// drawn with whole faces, right and heavy.
var styles = []fyne.TextStyle{{}, {Bold: true}}

// fynesFonts is true while the theme answers with Fyne's own fonts.
var fynesFonts bool

// fynesItem makes what Fyne keeps of a style, with Fyne's own fonts.
func fynesItem(style fyne.TextStyle) *item {
	was := fynesFonts
	defer func() { fynesFonts = was }()
	fynesFonts = true
	return itemOf(style, nil, nil)
}

// settle puts our faces in the place of Fyne's. Call it after each change of the theme,
// which empties that place.
func settle() {
	was := systemRead
	defer func() { systemRead = was }()
	systemRead = true // none of its fonts is asked for
	for _, style := range styles {
		var with shaping.Fontmap = faces{fonts.Regular}
		switch {
		case style == titleStyle:
			with = titleFace{faces{fonts.Bold}}
		case style.Bold:
			with = faces{fonts.Bold}
		}
		fynesItem(style).Fonts = with
	}
}

// tended says that settle follows by itself on a change of the theme.
var tended bool

// Tend keeps our faces where they are from now on, whatever changes Fyne's settings: a
// desktop that turns dark in the evening, too. Call it when the program has started, which
// is after Fyne began to listen to its settings.
func Tend(app fyne.App) {
	tended = true
	app.Settings().AddListener(func(fyne.Settings) {
		settle()
		redraw(app)
	})
}

// itemOf answers what Fyne 2.8.1 keeps of a style, and makes it first where there is none.
// Should a later Fyne call it otherwise, the program does not link; that it still heeds
// what is put there, a test says.
//
//go:linkname itemOf fyne.io/fyne/v2/internal/painter.CachedFontFace
func itemOf(style fyne.TextStyle, source fyne.Resource, o fyne.CanvasObject) *item

// item is Fyne's FontCacheItem.
type item struct{ Fonts shaping.Fontmap }

// systemRead says that Fyne has looked through the system's fonts.
//
//go:linkname systemRead fyne.io/fyne/v2/internal/painter.loaded
var systemRead bool

// A whole is a face for those who ask Fyne for a file.
type whole struct {
	name   string
	weight fonts.Weight
}

var regular, bold = &whole{"NotoSansSC-Regular.ttf", fonts.Regular}, &whole{"NotoSansSC-Bold.ttf", fonts.Bold}

func (w *whole) Name() string { return w.name }

// Content is the file, whole.
func (w *whole) Content() []byte { return fonts.Whole(w.weight) }

// Font gives the embedded faces. Italic and monospace have no face of their own
// in Chinese type and stay upright; digits of this font are all equally wide.
// Symbols come from Fyne's own symbol face.
func (t *look) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case fynesFonts || style.Symbol || tended && slices.Contains(styles, style): // the last is about to be replaced
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return bold
	default:
		return regular
	}
}
