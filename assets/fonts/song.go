package fonts

import (
	"encoding/binary"
	"slices"
	"unicode/utf16"
)

// song are the outlines of the Song face under the numbers of Bold.
type song struct {
	outlines *outlines
	wider    []int  // than the square, by the order of the glyphs that it has
	begins   []int  // where the ink of each begins
	limits   [6]int // the most points and contours of one, and the box of all
}

func readSong() song {
	r := unpack(songZst)
	o := &outlines{single: true}
	o.has = r.piece()
	for _, s := range []*reader{&o.contours, &o.on, &o.x, &o.y} {
		s.b = r.piece()
	}
	n := 0
	for id := range 8 * len(o.has) {
		if o.knows(id) {
			n++
		}
	}
	s := song{outlines: o, wider: make([]int, n), begins: make([]int, n)}
	for _, to := range [][]int{s.wider, s.begins, s.limits[:]} {
		from := reader{r.piece()}
		from.take(to)
	}
	return s
}

// em is the square that all faces are drawn on.
func (f frame) em() int { return int(binary.BigEndian.Uint16(f.table("head")[18:])) }

// metrics is Bold's table hmtx with what the Song face has of it.
func (s song) metrics(f frame) []byte {
	hmtx := slices.Clone(f.table("hmtx"))
	own := int(binary.BigEndian.Uint16(f.table("hhea")[34:])) // the glyphs after it are as wide as the last of them
	k := 0
	for id := range f.glyphs() {
		if !s.outlines.knows(id) {
			continue
		}
		at := 4 * id
		if id < own {
			binary.BigEndian.PutUint16(hmtx[at:], uint16(f.em()+s.wider[k]))
			at += 2
		} else {
			at = 4*own + 2*(id-own)
		}
		binary.BigEndian.PutUint16(hmtx[at:], uint16(s.begins[k]))
		k++
	}
	return hmtx
}

// stretched puts v at a place of a table where it is beyond what stands there: above it, or below it.
func stretched(b []byte, at, v int, below bool) {
	if is := int(int16(binary.BigEndian.Uint16(b[at:]))); below == (v < is) && v != is {
		binary.BigEndian.PutUint16(b[at:], uint16(v))
	}
}

// TitleFamily is what the face of titles calls itself: it is neither of those that it was made of.
const TitleFamily = "Tuanjian Title"

// titleTables are those of Bold with the metrics of the Song face and a name of its own. Pairs
// of letters have no table: they stand as they are.
func titleTables() map[string][]byte {
	f, s := frames()[Bold], readSong()
	all := f.tables()
	all["hmtx"], all["name"] = s.metrics(f), titleName()
	head, maxp := slices.Clone(all["head"]), slices.Clone(all["maxp"])
	head[7]++         // the revision tells the file from Bold's
	clear(head[8:12]) // the sum of the whole, which who joins the tables reckons
	for i, at := range []int{36, 38, 40, 42} {
		stretched(head, at, s.limits[2+i], i < 2)
	}
	stretched(maxp, 6, s.limits[0], false)
	stretched(maxp, 8, s.limits[1], false)
	all["head"], all["maxp"] = head, maxp
	for _, name := range []string{"GPOS", "GSUB", "GDEF"} {
		delete(all, name)
	}
	return all
}

// The texts of a font's table of names, and whom they are for: Windows, Unicode, English.
const (
	nameFamily, nameStyle, nameUnique, nameFull, namePostScript = 1, 2, 3, 4, 6
)

func titleName() []byte {
	texts := []struct {
		id   uint16
		text string
	}{{nameFamily, TitleFamily}, {nameStyle, "Bold"}, {nameUnique, TitleFamily + " Bold"}, {nameFull, TitleFamily + " Bold"}, {namePostScript, "TuanjianTitle-Bold"}}
	var heads, words []byte
	for _, t := range texts {
		var b []byte
		for _, u := range utf16.Encode([]rune(t.text)) {
			b = binary.BigEndian.AppendUint16(b, u)
		}
		for _, v := range []uint16{3, 1, 0x409, t.id, uint16(len(b)), uint16(len(words))} {
			heads = binary.BigEndian.AppendUint16(heads, v)
		}
		words = append(words, b...)
	}
	table := binary.BigEndian.AppendUint16([]byte{0, 0}, uint16(len(texts)))
	table = binary.BigEndian.AppendUint16(table, uint16(6+len(heads)))
	return append(append(table, heads...), words...)
}

// TitleInk are the tables glyf and loca of the face of titles, of all its glyphs.
func TitleInk() (glyf, loca []byte) {
	return join(frames()[Bold].glyphs(), Title, readSong().outlines, readOutlines(dailyZst), readOutlines(restZst))
}

// Song is a font of its own with the outlines of the Song face and no others, for a screen
// that draws what it lacks in Bold. Each call makes it anew.
func Song() []byte {
	f, s := frames()[Bold], readSong()
	glyf, loca := join(f.glyphs(), Title, s.outlines)
	all := map[string][]byte{"glyf": glyf, "loca": loca, "cmap": f.characters(s.outlines.knows)}
	for name, table := range titleTables() {
		if slices.Contains(shown, name) && all[name] == nil {
			all[name] = table
		}
	}
	return newFile(all)
}
