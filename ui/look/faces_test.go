package look

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/go-text/typesetting/font"

	"tuanjian/assets/fonts"
)

// ink counts what a text leaves on white.
func ink(t *testing.T, text string, style fyne.TextStyle) (dark int) {
	t.Helper()
	words := canvas.NewText(text, Ink)
	words.TextStyle, words.TextSize = style, 40
	w := test.NewWindow(words)
	defer w.Close()
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 80))
	picture := w.Canvas().Capture().(*image.NRGBA)
	for i := 0; i < len(picture.Pix); i += 4 {
		if picture.Pix[i] < 0x80 {
			dark++
		}
	}
	return dark
}

// What Fyne draws with are our faces, each read once, and of the rare characters none
// until one comes.
func TestFyneDrawsWithOurFaces(t *testing.T) {
	stage(t, 400, 80, NewWords("", Body))
	for _, style := range styles {
		f, ours := itemOf(style, nil, nil).Fonts.(faces)
		if !ours || (f.weight == fonts.Bold) != style.Bold {
			t.Fatalf("%+v is drawn with %T %+v", style, itemOf(style, nil, nil).Fonts, f)
		}
		daily := dailyFaces[f.weight]()
		for _, r := range "张玥㛃𬭎A9，〇" {
			if f.ResolveFace(r) != daily {
				t.Errorf("%c is rare", r)
			}
		}
		for _, r := range "龘㐀𠮷" {
			if got := f.ResolveFace(r); got == daily {
				if _, ok := restFaces[f.weight]().NominalGlyph(r); ok {
					t.Errorf("%c is drawn with a face that lacks it", r)
				}
			} else if _, ok := got.NominalGlyph(r); !ok && r != '𠮷' {
				t.Errorf("%c has no glyph", r)
			}
		}
		// A rare character is as wide as another, and what is drawn is it and no box.
		if a, b := fyne.MeasureText("龘㐀", 20, style), fyne.MeasureText("张三", 20, style); a != b {
			t.Errorf("%+v: %v and %v", style, a, b)
		}
		if rare, plain, box := ink(t, "龘", style), ink(t, "一", style), ink(t, "\uFFFD", style); rare < 2*plain || rare == box || plain == 0 {
			t.Errorf("%+v: 龘 leaves %d, 一 %d, a box %d", style, rare, plain, box)
		}
	}
	if ink(t, "一", fyne.TextStyle{Bold: true}) <= ink(t, "一", fyne.TextStyle{}) {
		t.Error("bold is not bolder")
	}
}

// A sign that none of our faces has comes from Fyne's.
func TestSignsOfOthers(t *testing.T) {
	stage(t, 400, 80, NewWords("", Body))
	f := faces{fonts.Regular}
	for r, ours := range map[rune]bool{'张': true, '龘': true, 'ế': true, 'ѣ': false, 'ຟ': false} {
		face := f.ResolveFace(r)
		mine := face == dailyFaces[fonts.Regular]() || face == restFaces[fonts.Regular]()
		if _, has := face.NominalGlyph(r); has && mine != ours {
			t.Errorf("%c: ours %v", r, mine)
		}
	}
}

// A change of theme empties what Fyne keeps; Tend fills it again.
func TestFacesOutliveATheme(t *testing.T) {
	stage(t, 400, 80, NewWords("", Body))
	app := fyne.CurrentApp()
	Tend(app)
	defer func() { tended = false }()
	before := dailyFaces[fonts.Bold]()
	Rescale(app)
	f, ours := itemOf(fyne.TextStyle{Bold: true}, nil, nil).Fonts.(faces)
	if !ours {
		t.Fatal("Fyne draws with its own")
	}
	var face *font.Face = f.ResolveFace('张')
	if face != before {
		t.Error("the faces were read anew")
	}
}

// The titles of papers are drawn in the Song face, and in Bold what that lacks.
func TestTitlesAreDrawnInSong(t *testing.T) {
	stage(t, 400, 80, NewWords("", Body))
	style := TitleStyle()
	defer func() { styles = styles[:2] }()
	f, ours := itemOf(style, nil, nil).Fonts.(titleFace)
	if !ours {
		t.Fatalf("titles are drawn with %T", itemOf(style, nil, nil).Fonts)
	}
	bold := faces{fonts.Bold}
	for r, song := range map[rune]bool{'团': true, '㛃': true, '𬭎': true, '（': true, 'A': true, '龘': false} {
		if got := f.ResolveFace(r); (got == songFace()) != song || !song && got != bold.ResolveFace(r) {
			t.Errorf("%c in Song: %v", r, !song)
		}
	}
	// Its strokes that lie are thin.
	if song, sans := ink(t, "三三三", style), ink(t, "三三三", fyne.TextStyle{Bold: true}); song == 0 || song > sans*2/3 {
		t.Errorf("三 leaves %d in titles and %d in bold", song, sans)
	}
}
