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
