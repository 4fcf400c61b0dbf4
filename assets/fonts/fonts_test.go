package fonts

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"testing"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
)

// published are the sums of the files of the npm package.
var published = [weights]string{
	Regular: "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
	Bold:    "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
}

func TestWholeIsAsPublished(t *testing.T) {
	for w, want := range published {
		sum := sha256.Sum256(Whole(Weight(w)))
		if got := hex.EncodeToString(sum[:]); got != want {
			t.Errorf("weight %d: %s", w, got)
		}
	}
}

func parsed(t testing.TB, b []byte) *font.Face {
	t.Helper()
	f, err := font.ParseTTF(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Every character of the whole is in one part and in one only, with the same outline and
// the same room; and all that is rare is behind the first of it.
func TestThePartsAreTheWhole(t *testing.T) {
	for w := range weights {
		whole, daily, rest := parsed(t, Whole(w)), parsed(t, Daily().Font(w)), parsed(t, Rest().Font(w))
		count := [2]int{}
		for r := rune(0); r <= unicode.MaxRune; r++ {
			want, known := whole.NominalGlyph(r)
			common, inDaily := daily.NominalGlyph(r)
			rare, inRest := rest.NominalGlyph(r)
			if inDaily && inRest || known != (inDaily || inRest) {
				t.Fatalf("%U: whole %v, daily %v, rest %v", r, known, inDaily, inRest)
			}
			if !known {
				continue
			}
			of, id := daily, common
			if inRest {
				of, id = rest, rare
				count[1]++
				if r < FirstRare {
					t.Fatalf("%U is rare", r)
				}
			} else {
				count[0]++
			}
			if id != want || of.HorizontalAdvance(id) != whole.HorizontalAdvance(want) {
				t.Fatalf("%U is glyph %d and not %d", r, id, want)
			}
			a, okA := whole.GlyphExtents(want)
			b, okB := of.GlyphExtents(id)
			if a != b || okA != okB {
				t.Fatalf("%U looks otherwise", r)
			}
		}
		t.Logf("weight %d: %d of every day, %d rare", w, count[0], count[1])
		if a, _ := whole.FontHExtents(); a != func() font.FontExtents { e, _ := daily.FontHExtents(); return e }() {
			t.Error("the daily part has other lines")
		}
	}
}

// What people are called, and what is printed, is of every day: nobody waits for the rest.
func TestNamesAreOfEveryDay(t *testing.T) {
	for w := range weights {
		f := parsed(t, Daily().Font(w))
		for _, r := range "张尉迟㛃𬭎䶮𬱖〇·（），。—A9玥珺喆堃昇璟瑄淼焱祎㎡㈠ㄅ" {
			if _, ok := f.NominalGlyph(r); !ok {
				t.Errorf("weight %d lacks %c", w, r)
			}
		}
	}
}

// Letters that are written as one, such as the ffi of office, are a sign of their own, which is of every day as they are.
func TestJoinedLettersAreOfEveryDay(t *testing.T) {
	texts := []string{"ffi", "ffl", "ffj"}
	for a := rune(' '); a <= '~'; a++ {
		for b := rune(' '); b <= '~'; b++ {
			texts = append(texts, string([]rune{a, b}))
		}
	}
	var shaper shaping.HarfbuzzShaper
	for w := range weights {
		whole, daily := parsed(t, Whole(w)), parsed(t, Daily().Font(w))
		for _, text := range texts {
			runes := []rune(text)
			out := shaper.Shape(shaping.Input{Text: runes, RunEnd: len(runes), Face: daily, Size: 16 << 6, Script: language.Latin, Language: "zh"})
			for _, g := range out.Glyphs {
				a, okA := whole.GlyphExtents(g.GlyphID)
				if b, okB := daily.GlyphExtents(g.GlyphID); a != b || okA != okB {
					t.Errorf("weight %d: of %q glyph %d is not drawn", w, text, g.GlyphID)
				}
			}
		}
	}
}

func BenchmarkDaily(b *testing.B) {
	for b.Loop() {
		p := Daily()
		p.Font(Regular)
		p.Font(Bold)
	}
}

// Some outlines are those of the whole, whichever are asked for first, also of glyphs without ink.
func TestSomeOutlinesAreThoseOfTheWhole(t *testing.T) {
	for w := range weights {
		whole := frame{Whole(w)}
		glyf, loca := whole.table("glyf"), whole.table("loca")
		at := func(id int) int { return int(binary.BigEndian.Uint32(loca[4*id:])) }
		var all []int
		for id := range whole.glyphs() {
			all = append(all, id)
		}
		for _, ids := range [][]int{{0, 1, 2, 40}, {len(all) - 1, 7}, all} {
			for id, got := range Outlines(w, ids) {
				if !bytes.Equal(got, glyf[at(id):at(id+1)]) {
					t.Fatalf("weight %d: glyph %d is another", w, id)
				}
			}
		}
	}
}

// The face of titles is Song in all that is of every day, wide as its ink asks, and Bold in the rest: nothing that Bold
// draws is without ink in it.
func TestTitlesAreSong(t *testing.T) {
	titles, bold := frame{titleFile()}, frame{Whole(Bold)}
	parsedTitles, parsedBold := parsed(t, titles.b), parsed(t, bold.b)
	own := readSong().outlines
	count := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		id, known := parsedBold.NominalGlyph(r)
		got, has := parsedTitles.NominalGlyph(r)
		if known != has || id != got {
			t.Fatalf("%U: glyph %d, in titles %d", r, id, got)
		}
		if !known {
			continue
		}
		same := bytes.Equal(bold.ink(int(id)), titles.ink(int(id)))
		switch song := own.knows(int(id)); {
		case len(bold.ink(int(id))) > 0 && len(titles.ink(int(id))) == 0:
			t.Errorf("%c has no ink", r)
		case !song && !same:
			t.Errorf("%c is neither", r)
		case song && unicode.Is(unicode.Han, r):
			if count++; same && r != '〇' {
				t.Errorf("%c is not Song", r)
			}
			if w := parsedTitles.HorizontalAdvance(id); w != 1000 {
				t.Errorf("%c is %v wide", r, w)
			}
		}
	}
	if count < 8105 {
		t.Errorf("%d ideographs are Song", count)
	}
	for _, r := range "张尉迟㛃𬭎䶮𬱖（）：—A9关于的请示" {
		if id, _ := parsedBold.NominalGlyph(r); !own.knows(int(id)) {
			t.Errorf("%c is not Song", r)
		}
	}
	if a, b := parsedTitles.HorizontalAdvance(glyphOf(parsedTitles, 'i')), parsedTitles.HorizontalAdvance(glyphOf(parsedTitles, 'W')); a >= b || a == parsedBold.HorizontalAdvance(glyphOf(parsedBold, 'i')) {
		t.Errorf("i is %v wide and W %v", a, b)
	}
	screen := parsed(t, Song())
	if _, has := screen.NominalGlyph('龘'); has {
		t.Error("the screen's Song face has what Bold draws")
	}
	if e, ok := screen.GlyphExtents(glyphOf(screen, '团')); !ok || e.Width == 0 {
		t.Error("the screen's Song face draws nothing")
	}
}

func glyphOf(f *font.Face, r rune) font.GID {
	id, _ := f.NominalGlyph(r)
	return id
}

// titleFile is the face of titles as one file.
func titleFile() []byte {
	tables := Tables(Title)
	tables["glyf"], tables["loca"] = TitleInk()
	return newFile(tables)
}

// ink is the outline of a glyph of a whole file.
func (f frame) ink(id int) []byte {
	loca := f.table("loca")[4*id:]
	return f.table("glyf")[binary.BigEndian.Uint32(loca):binary.BigEndian.Uint32(loca[4:])]
}

// Where a glyph's ink begins stands beside its width: who draws it moves it there.
func TestTitlesBeginWhereTheySay(t *testing.T) {
	f := frame{titleFile()}
	song := readSong().outlines
	hmtx, own := f.table("hmtx"), int(binary.BigEndian.Uint16(f.table("hhea")[34:]))
	for id := range f.glyphs() {
		at := 4*id + 2
		if id >= own {
			at = 4*own + 2*(id-own)
		}
		if ink := f.ink(id); song.knows(id) && len(ink) > 0 && !bytes.Equal(ink[2:4], hmtx[at:at+2]) {
			t.Fatalf("glyph %d begins at %d and says %d", id, int16(binary.BigEndian.Uint16(ink[2:])), int16(binary.BigEndian.Uint16(hmtx[at:])))
		}
	}
}
