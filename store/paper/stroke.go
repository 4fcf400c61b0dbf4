package paper

import (
	"bytes"
	"image"
	"image/color"
	_ "image/jpeg" // for the pictures of a page
	_ "image/png"
	"math"
	"sync"
	"unicode/utf16"

	"tuanjian/assets"
	"tuanjian/assets/fonts"
)

// PerPoint is how many units of a Stroke make a point: 7200 an inch, finer than any
// printer's dots.
const PerPoint = 100

// A Stroke is one thing on a page as a printer is told it: in whole units, y downwards
// from the upper left corner of the paper.
//
//	Text   X, Y: left end of the baseline; Size: type size; Units: the text in UTF-16;
//	       Steps: from the start of each unit to that of the next, the last to the end.
//	       The low half of a pair has the step 0
//	Line   X, Y, W, H: a black rectangle, as wide as the line is thick
//	Shade  X, Y, W, H: a rectangle of Grey, 0 black, 255 white
//	Image  X, Y, W, H: where Picture goes
//
// Glyphs are the numbers of the text's outlines in our own font and GlyphSteps their steps,
// for a text with characters beyond U+FFFF, which not every system finds in a font by
// their code. They are nil for any other text.
type Stroke struct {
	Kind       Kind
	Bold       bool
	Title      bool // in the face of titles
	Grey       uint8
	X, Y, W, H int32
	Size       int32
	Units      []uint16
	Steps      []int32
	Glyphs     []uint16
	GlyphSteps []int32
	Picture    *Picture
}

// Strokes are the marks of page n in their order, as Page has them: text stands to the
// width of our own metrics, whatever a system makes of the font.
func (d *Document) Strokes(n int) []Stroke {
	p := d.Page(n)
	all := make([]Stroke, 0, len(p.Marks))
	for _, m := range p.Marks {
		all = append(all, d.faces.stroke(m))
	}
	return all
}

// Snapped is a line on the dots of a printer: everywhere as many dots thick, and never
// none. Anything else stays as it is. The dots are counted by the inch.
func (s Stroke) Snapped(across, down int) Stroke {
	if s.Kind == Line {
		s.X, s.W = snap(s.X, s.W, across)
		s.Y, s.H = snap(s.Y, s.H, down)
	}
	return s
}

func snap(at, extent int32, perInch int) (int32, int32) {
	const inch = 72 * PerPoint
	if perInch <= 0 {
		return at, extent
	}
	dots := func(v int32) float64 { return math.Round(float64(v) * float64(perInch) / inch) }
	back := func(dots float64) int32 { return int32(math.Round(dots * inch / float64(perInch))) }
	first, n := dots(at), max(1, dots(extent))
	return back(first), back(first+n) - back(first)
}

func hundredths(points float64) int32 { return int32(math.Round(points * PerPoint)) }

func (f faces) stroke(m Mark) Stroke {
	s := Stroke{Kind: m.Kind, Bold: m.Bold, Title: m.Title, X: hundredths(m.X), Y: hundredths(m.Y), Picture: m.Picture}
	switch m.Kind {
	case Text:
		s.Size = hundredths(m.Size)
		s.set(f.cut(m.Title, m.Bold), m)
	case Line:
		s.rule(m)
	case Shade, Image:
		// The far edge is rounded, not the extent: two that meet leave no gap.
		s.W, s.H = hundredths(m.X+m.W)-s.X, hundredths(m.Y+m.H)-s.Y
		s.Grey = uint8(math.Round(255 * (1 - max(0, min(m.Size, 1)))))
	}
	return s
}

// rule makes a line a rectangle around it. A line of a page is upright or level; a
// slanting one would become the rectangle that it crosses.
func (s *Stroke) rule(m Mark) {
	x, y, w, h := min(m.X, m.X+m.W), min(m.Y, m.Y+m.H), math.Abs(m.W), math.Abs(m.H)
	if w >= h {
		y, h = y-m.Size/2, h+m.Size
	} else {
		x, w = x-m.Size/2, w+m.Size
	}
	s.X, s.Y, s.W, s.H = hundredths(x), hundredths(y), hundredths(w), hundredths(h)
}

// set writes the text down. Each step ends where the text so far ends, rounded once:
// rounding never adds up.
func (s *Stroke) set(f *face, m Mark) {
	wide := false
	width, at := 0.0, int32(0)
	for i, r := range m.Text {
		g := f.look(r)
		if g.class == hidden {
			continue
		}
		width += float64(g.advance)*m.Size/1000 + m.Track
		if i == 0 {
			width += m.Gap
		}
		step := hundredths(width) - at
		at += step
		s.Units = utf16.AppendRune(s.Units, r)
		s.Steps = append(s.Steps, step)
		if r > 0xFFFF {
			s.Steps = append(s.Steps, 0)
			wide = true
		}
		s.Glyphs, s.GlyphSteps = append(s.Glyphs, g.id), append(s.GlyphSteps, step)
	}
	s.W = at
	if !wide {
		s.Glyphs, s.GlyphSteps = nil, nil
	}
}

// family is what the first two fonts call themselves.
const family = "Noto Sans SC"

// A PrintFace is one of the fonts for a system that sets the type itself: the whole
// file, the family that the file says, and what tells it from another file of that family.
type PrintFace struct {
	Family string
	Data   []byte // never to be changed
	Head   []byte // its table of that name
}

// PrintFaces are the fonts in which Strokes have their text.
func PrintFaces() (regular, bold, title PrintFace) {
	f := loadFaces()
	return PrintFace{family, assets.Regular(), f.regular.head}, PrintFace{family, assets.Bold(), f.bold.head}, titleFace()
}

// titleFace is made and not embedded as a file: see package fonts.
var titleFace = sync.OnceValue(func() PrintFace {
	tables := fonts.Tables(fonts.Title)
	tables["glyf"], tables["loca"] = fonts.TitleInk()
	data := joinTables(tables)
	return PrintFace{fonts.TitleFamily, data, tableOf(data, "head")}
})

// Image is the picture for a screen. Bytes that turn out to be no picture are an error.
func (p *Picture) Image() (image.Image, error) {
	img, _, err := image.Decode(bytes.NewReader(p.file))
	if err != nil || img.Bounds().Dx() != p.Width || img.Bounds().Dy() != p.Height {
		return nil, errPicture
	}
	return img, nil
}

// Dots are the pixels of a picture for a printer: rows of blue, green, red from the bottom
// up, each padded to four bytes. Bytes that turn out to be no picture are an error.
func (p *Picture) Dots() ([]byte, error) {
	img, err := p.Image()
	if err != nil {
		return nil, err
	}
	row := (3*p.Width + 3) &^ 3
	dots := make([]byte, row*p.Height)
	from := img.Bounds().Min
	for y := range p.Height {
		line := dots[row*(p.Height-1-y):]
		for x := range p.Width {
			c := color.RGBAModel.Convert(img.At(from.X+x, from.Y+y)).(color.RGBA)
			line[3*x], line[3*x+1], line[3*x+2] = c.B, c.G, c.R
		}
	}
	return dots, nil
}
