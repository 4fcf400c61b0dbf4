package paper

import (
	"encoding/binary"
	"maps"
	"slices"
)

// maxCodes bounds the characters one file can tell apart: glyph numbers have
// 16 bits, and the parts of composite outlines need some of them.
const maxCodes = 60000

// subset is what one document used of one face. Each character gets its own
// number in order of first use, which is both its code in the page contents
// and its glyph in the embedded font: so characters that share an outline, or
// have none, still come back as themselves when text is taken out. The first
// character of a spread name gets another number with a wider advance: so the
// name stays one word.
type subset struct {
	face   *face
	used   []use // by code; .notdef and numbers not given have no character
	lookup [0x1100]*[256]uint16
	wide   map[use]uint16
}

// use is a character and the room added after it, in thousandths of the size.
type use struct {
	char rune
	gap  int
}

func newSubset(f *face) *subset {
	return &subset{face: f, used: []use{{}}, wide: map[use]uint16{}}
}

// code is the number of a character in the embedded font. When a document
// holds more kinds of characters than a font can, the rest print as a box.
// Characters that leave no ink have none: 0.
func (s *subset) code(r rune) uint16 {
	row := s.lookup[r>>8]
	if row == nil {
		row = new([256]uint16)
		s.lookup[r>>8] = row
	}
	if row[r&255] == 0 && s.face.look(r).class != hidden {
		row[r&255] = s.add(use{char: r})
	}
	return row[r&255]
}

// add gives a new number, none of whose bytes means something else within a
// string of a page (ISO 32000-1, 7.3.4.2): numbers in between stay without a
// character.
func (s *subset) add(u use) uint16 {
	for special(byte(len(s.used))) || special(byte(len(s.used)>>8)) {
		s.used = append(s.used, use{})
	}
	if len(s.used) >= maxCodes {
		return 0
	}
	s.used = append(s.used, u)
	return uint16(len(s.used) - 1)
}

func special(b byte) bool { return b == '(' || b == ')' || b == '\\' || b == '\r' }

// spaced is the number of a character with room after it.
func (s *subset) spaced(u use) uint16 {
	code, ok := s.wide[u]
	if !ok {
		code = s.add(u)
		s.wide[u] = code
	}
	return code
}

// advance is the width of a code in thousandths of the size.
func (s *subset) advance(code int) int {
	u := s.used[code]
	return int(s.face.look(u.char).advance) + u.gap
}

// font builds the TrueType file with the outlines of the used characters.
func (s *subset) font() []byte {
	outlines := s.outlines()
	loca := make([]byte, 0, 4*len(outlines)+4)
	hmtx := make([]byte, 0, 4*len(outlines))
	var glyf []byte
	for i, o := range outlines {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, o.data...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		advance, bearing := s.face.em, 0
		if o.id != 0 {
			advance, bearing = s.face.metric(o.id)
		}
		if 0 < i && i < len(s.used) {
			advance = s.advance(i) * s.face.em / 1000
		}
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(advance))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(bearing))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	head, hhea, maxp := slices.Clone(s.face.head), slices.Clone(s.face.hhea), slices.Clone(s.face.maxp)
	binary.BigEndian.PutUint16(head[50:], 1) // long loca
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(outlines)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(outlines)))
	return joinTables(map[string][]byte{
		"glyf": glyf, "head": head, "hhea": hhea, "hmtx": hmtx, "loca": loca, "maxp": maxp, "prep": s.face.prep,
	})
}

// outline is one glyph of the embedded font and where it came from (0: drawn
// here).
type outline struct {
	id   int
	data []byte
}

// outlines lists the glyphs of the used characters, then the parts that
// composite ones are made of.
func (s *subset) outlines() []outline {
	list := make([]outline, len(s.used))
	var ids []int
	for _, u := range s.used {
		if g := s.face.look(u.char); g.id != 0 {
			ids = append(ids, int(g.id))
		}
	}
	ink := s.face.ink(ids)
	for code, u := range s.used {
		g := s.face.look(u.char)
		switch {
		case code == 0 || g.missing():
			list[code] = outline{0, tofu(s.face.em)}
		case g.id != 0:
			list[code] = outline{int(g.id), ink[int(g.id)]}
		}
	}
	placed := map[int]int{}
	for i := 0; i < len(list); i++ {
		list[i].data = relink(list[i].data, func(id int) int {
			at, ok := placed[id]
			if !ok && id < s.face.glyphs && len(list) < 0xFFFF {
				at = len(list)
				placed[id] = at
				list = append(list, outline{id, s.face.ink([]int{id})[id]})
			}
			return at
		})
	}
	return list
}

// metric is the advance and the left bearing of an outline in font units.
func (f *face) metric(id int) (advance, bearing int) {
	at := func(i int) int { return int(binary.BigEndian.Uint16(f.hmtx[i:])) }
	if id < f.metrics {
		return at(4 * id), at(4*id + 2)
	}
	return at(4 * (f.metrics - 1)), at(4*f.metrics + 2*(id-f.metrics))
}

// Flags of a part of a composite outline (OpenType, table glyf).
const (
	argsAreWords = 0x0001
	haveScale    = 0x0008
	moreParts    = 0x0020
	haveXYScale  = 0x0040
	haveTwoByTwo = 0x0080
)

// relink gives the parts of a composite outline their new numbers; a simple
// outline comes back as it is.
func relink(data []byte, number func(int) int) []byte {
	if len(data) < 10 || int16(binary.BigEndian.Uint16(data)) >= 0 {
		return data
	}
	data = slices.Clone(data)
	for at := 10; at+4 <= len(data); {
		flags := binary.BigEndian.Uint16(data[at:])
		binary.BigEndian.PutUint16(data[at+2:], uint16(number(int(binary.BigEndian.Uint16(data[at+2:])))))
		at += 6
		if flags&argsAreWords != 0 {
			at += 2
		}
		switch {
		case flags&haveScale != 0:
			at += 2
		case flags&haveXYScale != 0:
			at += 4
		case flags&haveTwoByTwo != 0:
			at += 8
		}
		if flags&moreParts == 0 {
			break
		}
	}
	return data
}

// tofu is the outline of a character that the face lacks: an empty box as
// large as an ideograph.
func tofu(em int) []byte {
	unit := func(n int) int { return n * em / 1000 }
	ring := func(d int) [][2]int {
		l, b, r, t := unit(100+d), unit(-20+d), unit(900-d), unit(780-d)
		return [][2]int{{l, b}, {l, t}, {r, t}, {r, b}}
	}
	outer, inner := ring(0), ring(50)
	slices.Reverse(inner)
	var out []byte
	put := func(v int) { out = binary.BigEndian.AppendUint16(out, uint16(v)) }
	for _, v := range []int{2, unit(100), unit(-20), unit(900), unit(780), 3, 7, 0} {
		put(v)
	}
	for range 8 {
		out = append(out, 1) // a point on the outline, both steps as words
	}
	points := append(outer, inner...)
	for axis := range 2 {
		from := 0
		for _, p := range points {
			put(p[axis] - from)
			from = p[axis]
		}
	}
	return out
}

// joinTables writes a font file with its directory and checksums.
func joinTables(tables map[string][]byte) []byte {
	tags := slices.Sorted(maps.Keys(tables))
	n, power, log := len(tags), 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, power * 16, log, n*16 - power*16} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at, head := 12+16*n, 0
	for _, tag := range tags {
		if tag == "head" {
			head = at
		}
		out = append(out, tag...)
		for _, v := range []uint32{checksum(tables[tag]), uint32(at), uint32(len(tables[tag]))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		at += (len(tables[tag]) + 3) &^ 3
	}
	for _, tag := range tags {
		out = append(out, tables[tag]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// tableOf is a table of a font file, nil where it has none of that name.
func tableOf(file []byte, name string) []byte {
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		head := file[12+16*i:]
		if string(head[:4]) == name {
			at, n := binary.BigEndian.Uint32(head[8:]), binary.BigEndian.Uint32(head[12:])
			return file[at : at+n]
		}
	}
	return nil
}

func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	if len(b) > 0 {
		var last [4]byte
		copy(last[:], b)
		sum += binary.BigEndian.Uint32(last[:])
	}
	return sum
}
