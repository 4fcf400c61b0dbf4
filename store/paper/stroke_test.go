package paper

import (
	"bytes"
	"encoding/binary"
	"image"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// TestStrokesSayWhatThePageShows: every mark is one stroke, its text is the mark's, and a text ends where the page says
// that it ends, within a unit, however many characters it has.
func TestStrokesSayWhatThePageShows(t *testing.T) {
	d := withOfficers(120).Lay()
	seen := map[Kind]int{}
	pairs := 0
	for n := range d.Count() {
		marks, strokes := d.Page(n).Marks, d.Strokes(n)
		if len(strokes) != len(marks) {
			t.Fatalf("page %d: %d strokes of %d marks", n, len(strokes), len(marks))
		}
		for i, m := range marks {
			s := strokes[i]
			seen[m.Kind]++
			if s.Kind != m.Kind || s.Bold != m.Bold {
				t.Fatalf("page %d: %+v became %+v", n, m, s)
			}
			if m.Kind != Text {
				continue
			}
			if got := string(utf16.Decode(s.Units)); got != m.Text {
				t.Fatalf("%q became %q", m.Text, got)
			}
			if math.Abs(float64(s.W)-m.W*PerPoint) > 1 || len(s.Steps) != len(s.Units) || s.W != sum(s.Steps) {
				t.Fatalf("%q is %v points wide and became %d units, steps %v", m.Text, m.W, s.W, s.Steps)
			}
			if wide := len(s.Units) > len([]rune(m.Text)); wide != (s.Glyphs != nil) {
				t.Fatalf("%q: beyond U+FFFF %v, glyphs %v", m.Text, wide, s.Glyphs)
			} else if wide {
				pairs++
				if len(s.Glyphs) != len([]rune(m.Text)) || sum(s.GlyphSteps) != s.W || slices.Contains(s.Glyphs, 0) {
					t.Fatalf("%q: glyphs %v, steps %v of %d", m.Text, s.Glyphs, s.GlyphSteps, s.W)
				}
			}
		}
	}
	if seen[Text] < 1000 || seen[Line] < 50 || seen[Shade] < 2 || pairs < 10 {
		t.Errorf("the sample shows too little: %v, %d texts with pairs", seen, pairs)
	}
}

func sum(steps []int32) (all int32) {
	for _, s := range steps {
		all += s
	}
	return all
}

// TestStrokes: places, pairs, gaps, and what leaves no ink.
func TestStrokes(t *testing.T) {
	f := loadFaces()
	han := hundredths(float64(f.regular.look('张').advance) * 10 / 1000)
	for name, c := range map[string]struct {
		mark Mark
		want Stroke
	}{
		"text": {
			Mark{Kind: Text, X: 10.004, Y: 20.006, Size: 10, Text: "张三"},
			Stroke{Kind: Text, X: 1000, Y: 2001, W: 2 * han, Size: 1000, Units: []uint16{'张', '三'}, Steps: []int32{han, han}},
		},
		"spread name": {
			Mark{Kind: Text, Size: 10, Gap: 10, Text: "张三", Bold: true},
			Stroke{Kind: Text, Bold: true, W: 2*han + 1000, Size: 1000, Units: []uint16{'张', '三'}, Steps: []int32{han + 1000, han}},
		},
		"pair": {
			Mark{Kind: Text, Size: 10, Gap: 5, Text: "𬭎李"},
			Stroke{Kind: Text, W: 2*han + 500, Size: 1000, Units: []uint16{0xD872, 0xDF4E, '李'}, Steps: []int32{han + 500, 0, han},
				Glyphs: []uint16{f.regular.look('𬭎').id, f.regular.look('李').id}, GlyphSteps: []int32{han + 500, han}},
		},
		"no ink": {
			Mark{Kind: Text, Size: 10, Text: "张\ufe00三\n"},
			Stroke{Kind: Text, W: 2 * han, Size: 1000, Units: []uint16{'张', '三'}, Steps: []int32{han, han}},
		},
		"level line":   {Mark{Kind: Line, X: 10, Y: 20, W: 30, Size: 0.8}, Stroke{Kind: Line, X: 1000, Y: 1960, W: 3000, H: 80}},
		"upright line": {Mark{Kind: Line, X: 10, Y: 20, H: 30, Size: 0.4}, Stroke{Kind: Line, X: 980, Y: 2000, W: 40, H: 3000}},
		"backwards":    {Mark{Kind: Line, X: 40, Y: 20, W: -30, Size: 0.4}, Stroke{Kind: Line, X: 1000, Y: 1980, W: 3000, H: 40}},
		"shade":        {Mark{Kind: Shade, X: 0.004, Y: 1, W: 10.004, H: 5, Size: 0.08}, Stroke{Kind: Shade, Y: 100, W: 1001, H: 500, Grey: 235}},
	} {
		got := f.stroke(c.mark)
		if got.Kind != c.want.Kind || got.Bold != c.want.Bold || got.Grey != c.want.Grey && got.Kind == Shade ||
			[4]int32{got.X, got.Y, got.W, got.H} != [4]int32{c.want.X, c.want.Y, c.want.W, c.want.H} || got.Size != c.want.Size ||
			!slices.Equal(got.Units, c.want.Units) || !slices.Equal(got.Steps, c.want.Steps) ||
			!slices.Equal(got.Glyphs, c.want.Glyphs) || !slices.Equal(got.GlyphSteps, c.want.GlyphSteps) {
			t.Errorf("%s: %+v\nwant %+v", name, got, c.want)
		}
	}
}

// TestRoundingNeverAddsUp: after two hundred characters of an odd size the text still ends where it should.
func TestRoundingNeverAddsUp(t *testing.T) {
	text := strings.Repeat("a1团", 70)
	f := loadFaces()
	s := f.stroke(Mark{Kind: Text, Size: 9.037, Text: text})
	if want := float64(f.regular.width(text)) * 9.037 / 1000 * PerPoint; math.Abs(float64(s.W)-want) > 0.5 {
		t.Errorf("%d units, want %v", s.W, want)
	}
}

// TestThePrintFacesAreWhatTheySay: a system finds a font by the family that stands in its file.
func TestThePrintFacesAreWhatTheySay(t *testing.T) {
	regular, bold, title := PrintFaces()
	for _, f := range []PrintFace{regular, bold, title} {
		tables, err := fontTables(f.Data)
		if err != nil {
			t.Fatal(err)
		}
		if got := fontFamily(tables["name"]); got != f.Family || !bytes.Equal(tables["head"], f.Head) {
			t.Errorf("the file calls itself %q, not %q", got, f.Family)
		}
		if sum := checksum(f.Data); sum != 0xB1B0AFBA { // as OpenType has it
			t.Errorf("%s %x: the sum of the file is %#x", f.Family, f.Head[4:8], sum)
		}
	}
	if bytes.Equal(regular.Head, bold.Head) || bytes.Equal(title.Head, bold.Head) {
		t.Error("two cannot be told apart")
	}
}

// fontFamily is the name 1 for Windows in a table name.
func fontFamily(table []byte) string {
	at := func(i int) int { return int(binary.BigEndian.Uint16(table[i:])) }
	for i := range at(2) {
		if r := 6 + 12*i; at(r) == 3 && at(r+6) == 1 {
			var name []uint16
			for from, k := at(4)+at(r+10), 0; k < at(r+8); k += 2 {
				name = append(name, uint16(at(from+k)))
			}
			return string(utf16.Decode(name))
		}
	}
	return ""
}

// TestDots: the rows of a picture come from the bottom up in blue, green, red.
func TestDots(t *testing.T) {
	for name, encode := range map[string]func(*bytes.Buffer, image.Image) error{"palette": asPNG, "true": asTrue, "jpeg": asJPEG} {
		p, err := ReadPicture(drawn(t, encode))
		if err != nil {
			t.Fatal(err)
		}
		dots, err := p.Dots()
		if err != nil || len(dots) != 80*3*40 {
			t.Fatalf("%s: %d bytes, %v", name, len(dots), err)
		}
		near := func(x int, b, g, r byte) {
			for i, want := range []byte{b, g, r} {
				if got := int(dots[3*x+i]); max(got-int(want), int(want)-got) > 12 {
					t.Errorf("%s: pixel %d is %v", name, x, dots[3*x:3*x+3])
					return
				}
			}
		}
		near(10, 0x2E, 0x10, 0xC8)
		near(70, 0xFF, 0xFF, 0xFF)
	}
	if _, err := (&Picture{Width: 1, Height: 1, file: []byte("\xFF\xD8")}).Dots(); err == nil {
		t.Error("cut off, and no error")
	}
}

// TestLinesAreOnTheDotsOfAPrinter: wherever a line lies it is as many dots thick, and it is never lost; what is no line
// stays where it is.
func TestLinesAreOnTheDotsOfAPrinter(t *testing.T) {
	const inch = 72 * PerPoint
	for _, perInch := range []int{96, 203, 300, 600, 1200} {
		dots := func(v int32) int { return int(math.Round(float64(v) * float64(perInch) / inch)) }
		for y := int32(1000); y < 1200; y++ {
			s := Stroke{Kind: Line, X: 777, Y: y, W: 30000, H: 10 + y%3*35}
			want := max(1, dots(s.H))
			got := s.Snapped(perInch, perInch)
			if thick := dots(got.Y+got.H) - dots(got.Y); thick != want {
				t.Fatalf("%d dots an inch: at %d it is %d thick, want %d", perInch, y, thick, want)
			}
			if off := max(got.Y-y, y-got.Y, got.X-777, 777-got.X, got.W-30000, 30000-got.W); float64(off) > 1.01*inch/float64(perInch) {
				t.Fatalf("%d dots an inch: %+v became %+v", perInch, s, got)
			}
		}
	}
	s := Stroke{Kind: Shade, X: 7, Y: 7, W: 7, H: 7}
	if got := s.Snapped(300, 300); got.X != 7 || got.W != 7 {
		t.Errorf("a shade became %+v", got)
	}
	s.Kind = Line
	if got := s.Snapped(0, -1); got.X != 7 || got.H != 7 {
		t.Errorf("a printer that says nothing of its dots: %+v", got)
	}
}
