package paper

import (
	"bytes"
	"encoding/binary"
	"testing"
	"unicode"

	"tuanjian/assets"
)

func TestFaceKnowsTheNames(t *testing.T) {
	f := loadFaces()
	for _, face := range []*face{f.regular, f.bold} {
		for _, r := range "张㛃𬭎䶮𬱖一龘〇·（），。—A9" {
			if g := face.look(r); g.missing() || g.advance == 0 {
				t.Errorf("%s lacks %c", face.name, r)
			}
		}
		if g := face.look('张'); g.advance != 1000 || g.class != plain {
			t.Errorf("张 is %v", g)
		}
		if g := face.look('\u200b'); g.advance != 0 || g.missing() {
			t.Errorf("a space without width is %v", g)
		}
	}
}

// Both subtables of the embedded font must say the same of the characters up
// to U+FFFF, read by two different readers.
func TestSubtablesAgree(t *testing.T) {
	tables, err := fontTables(assets.Regular())
	if err != nil {
		t.Fatal(err)
	}
	whole := loadFaces().regular
	only := &face{em: whole.em, metrics: whole.metrics, hmtx: whole.hmtx, glyphs: whole.glyphs}
	cmap := tables["cmap"]
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		if off := binary.BigEndian.Uint32(cmap[8+8*i:]); binary.BigEndian.Uint16(cmap[off:]) == 4 {
			only.cmap4(cmap[off:])
		}
	}
	known := 0
	for r := rune(0); r <= 0xFFFF; r++ {
		if a, b := whole.look(r), only.look(r); a != b {
			t.Fatalf("%U is %v and %v", r, a, b)
		} else if a.id != 0 {
			known++
		}
	}
	if known < 20000 {
		t.Errorf("only %d characters", known)
	}
}

func TestSubsetIsAFont(t *testing.T) {
	whole := loadFaces().regular
	s := newSubset(whole)
	for r := range rune(unicode.MaxRune) { // every character of the font and some that it lacks
		if !whole.look(r).missing() || r%9973 == 0 {
			s.code(r)
		}
	}
	wide := s.spaced(use{'张', 1000})
	ttf := s.font()
	if sum := checksum(ttf); sum != 0xB1B0AFBA {
		t.Errorf("checksum of the file is %#x", sum)
	}
	tables, err := fontTables(ttf)
	if err != nil {
		t.Fatal(err)
	}
	n := int(binary.BigEndian.Uint16(tables["maxp"][4:]))
	loca, err := parseLoca(tables["loca"], n, true, len(tables["glyf"]))
	if err != nil {
		t.Fatal(err)
	}
	if len(tables["hmtx"]) != 4*n || int(binary.BigEndian.Uint16(tables["hhea"][34:])) != n {
		t.Error("the advances do not fit the number of glyphs")
	}
	composites := 0
	for code := 1; code < len(s.used); code++ {
		u, got := s.used[code], tables["glyf"][loca[code]:loca[code+1]]
		if u == (use{}) {
			if !special(byte(code)) && !special(byte(code>>8)) || len(got) > 0 {
				t.Fatalf("number %#x was not given", code)
			}
			continue
		}
		if special(byte(code)) || special(byte(code>>8)) {
			t.Fatalf("number %#x ends a string", code)
		}
		g := whole.look(u.char)
		want := tofu(whole.em)
		if g.id != 0 {
			want = whole.outline(int(g.id))
		}
		if len(want) >= 10 && int16(binary.BigEndian.Uint16(want)) < 0 {
			composites++
			part := int(binary.BigEndian.Uint16(got[12:]))
			old := int(binary.BigEndian.Uint16(want[12:]))
			if body := whole.outline(old); part >= n || !bytes.HasPrefix(tables["glyf"][loca[part]:loca[part+1]], body[:10]) {
				t.Fatalf("the first part of %c is another outline", u.char)
			}
			continue
		}
		if !bytes.HasPrefix(got, want) || len(got) > len(want)+3 {
			t.Fatalf("the outline of %U changed", u.char)
		}
		if advance := int(binary.BigEndian.Uint16(tables["hmtx"][4*code:])); advance != s.advance(code) {
			t.Fatalf("%U is %d wide in the font and %d on paper", u.char, advance, s.advance(code))
		}
	}
	if s.advance(int(wide)) != 2000 {
		t.Error("the first character of a spread name is not two characters wide")
	}
	t.Logf("%d characters, %d composite", len(s.used), composites)
}

func TestMoreCharactersThanAFontHolds(t *testing.T) {
	s := newSubset(loadFaces().regular)
	for r := range rune(0x20000) {
		s.code(r)
		s.spaced(use{r, 1000})
	}
	if len(s.used) != maxCodes || s.code(0x1FFFF) != 0 || s.code('A') == 0 {
		t.Errorf("%d characters", len(s.used))
	}
	if _, err := fontTables(s.font()); err != nil {
		t.Error(err)
	}
}

// small is a font of four characters with a cmap of both formats.
func small() []byte {
	s := newSubset(loadFaces().regular)
	for _, r := range "ABé张" {
		s.code(r)
	}
	tables, err := fontTables(s.font())
	if err != nil {
		panic(err)
	}
	var cmap []byte
	for _, v := range []uint16{0, 2, 3, 1, 0, 20, 3, 10, 0, 52, // directory
		4, 32, 0, 4, 2, 1, 2, 66, 0xFFFF, 0, 65, 0xFFFF, 0x10000 - 64, 1, 0, 0, // format 4: A and B
		12, 0, 0, 28, 0, 0, 0, 1, 0, 0x5F20, 0, 0x5F20, 0, 4} { // format 12: 张
		cmap = binary.BigEndian.AppendUint16(cmap, v)
	}
	tables["cmap"] = cmap
	return joinTables(tables)
}

func TestSmallFont(t *testing.T) {
	f, err := parseFace("small", small())
	if err != nil {
		t.Fatal(err)
	}
	for r, id := range map[rune]uint16{'A': 1, 'B': 2, '张': 4, 'C': 0, 'é': 0} {
		if g := f.look(r); g.id != id {
			t.Errorf("%c is glyph %d, not %d", r, g.id, id)
		}
	}
	for _, broken := range [][]byte{nil, small()[:11], small()[:100], assets.Regular()[:1000], []byte("OTTO0000000000")} {
		if _, err := parseFace("broken", broken); err == nil {
			t.Errorf("%d bytes of a font are taken for one", len(broken))
		}
	}
}

// The embedded fonts have no composite outlines today; a later version may.
func TestPartsOfCompositeOutlines(t *testing.T) {
	whole := loadFaces().regular
	a, b := int(whole.look('A').id), int(whole.look('B').id)
	var parts []byte
	for _, v := range []int{-1, 0, 0, 9, 9, // composite, its box
		moreParts | argsAreWords | haveTwoByTwo, a, 1, 2, 3, 4, 5, 6,
		moreParts | haveXYScale, b, 0x0102, 3, 4,
		moreParts | haveScale, a, 0x0102, 3,
		0, b, 0x0102} {
		parts = binary.BigEndian.AppendUint16(parts, uint16(v))
	}
	f := &face{name: "parts", em: 1000, metrics: whole.metrics, hmtx: whole.hmtx, head: whole.head, hhea: whole.hhea, maxp: whole.maxp}
	last := whole.glyphs - 1
	f.glyphs = whole.glyphs
	f.ink = func(glyphs []int) map[int][]byte {
		all := whole.ink(glyphs)
		for _, id := range glyphs {
			if id == last {
				all[id] = parts
			}
		}
		return all
	}
	f.learn('é', last)
	s := newSubset(f)
	s.code('é')
	list := s.outlines()
	if len(list) != 4 || list[2].id != a || list[3].id != b || !bytes.Equal(list[3].data, whole.outline(b)) {
		t.Fatalf("%d outlines", len(list))
	}
	for at, want := range map[int]uint16{12: 2, 28: 3, 38: 2, 46: 3} {
		if got := binary.BigEndian.Uint16(list[1].data[at:]); got != want {
			t.Errorf("the part at byte %d is glyph %d, not %d", at, got, want)
		}
	}
	if binary.BigEndian.Uint16(f.outline(last)[12:]) != uint16(a) {
		t.Error("the face itself was changed")
	}
}

func FuzzParseFace(f *testing.F) {
	f.Add(small())
	f.Fuzz(func(t *testing.T, data []byte) {
		face, err := parseFace("any", data)
		if err != nil {
			return
		}
		s := newSubset(face)
		for _, r := range "ABé张𬭎" {
			s.code(r)
		}
		if _, err := fontTables(s.font()); err != nil {
			t.Error(err)
		}
	})
}
