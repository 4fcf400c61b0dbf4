package fonts

import (
	"encoding/binary"
	"maps"
	"slices"
)

// A frame is a face without its outlines: the file up to the table glyf, which is the last
// of it, with the table loca empty.
type frame struct{ b []byte }

// frames reads both.
func frames() (all [weights]frame) {
	r := unpack(frameZst)
	for w := range all {
		all[w].b = r.piece()
	}
	return all
}

// tableHead is the length of a line of a font's list of tables: name, sum, place, length.
const tableHead = 16

func (f frame) heads() int { return int(binary.BigEndian.Uint16(f.b[4:])) }

// table finds a table by its name.
func (f frame) table(name string) []byte {
	for i := range f.heads() {
		head := f.b[12+tableHead*i:]
		if string(head[:4]) == name {
			at, n := binary.BigEndian.Uint32(head[8:]), binary.BigEndian.Uint32(head[12:])
			return f.b[at : at+n]
		}
	}
	return nil
}

func (f frame) glyphs() int { return int(binary.BigEndian.Uint16(f.table("maxp")[4:])) }

// fill gives the file back as it was.
func (f frame) fill(glyf, loca []byte) []byte {
	copy(f.table("loca"), loca)
	return filled(append(slices.Clip(f.b), glyf...))
}

// filled ends a table on a multiple of four bytes.
func filled(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

// shown are the tables that drawing on a screen needs.
var shown = []string{"GDEF", "GPOS", "GSUB", "OS/2", "head", "hhea", "hmtx", "maxp", "name", "post"}

// Font is a font of its own with the outlines of the part. Each call makes it anew: keep
// what you make of it, not the bytes.
func (p Part) Font(w Weight) []byte {
	f := p.frames[w]
	glyf, loca := join(f.glyphs(), w, p.outlines)
	all := map[string][]byte{"glyf": glyf, "loca": loca, "cmap": f.characters(p.outlines.knows)}
	for _, name := range shown {
		all[name] = f.table(name)
	}
	return newFile(all)
}

// characters is the table of those whose glyph is wanted (format 12).
func (f frame) characters(want func(glyph int) bool) []byte {
	cmap := f.table("cmap")
	var groups []byte
	n := uint32(0)
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		sub := cmap[binary.BigEndian.Uint32(cmap[8+8*i:]):]
		if binary.BigEndian.Uint16(sub) != 12 || n > 0 {
			continue
		}
		for k := range int(binary.BigEndian.Uint32(sub[12:])) {
			group := sub[16+12*k:]
			first, last, id := binary.BigEndian.Uint32(group), binary.BigEndian.Uint32(group[4:]), binary.BigEndian.Uint32(group[8:])
			for c := first; c <= last; c++ {
				here := id + c - first
				if !want(int(here)) {
					continue
				}
				if at := len(groups) - 12; at >= 0 && binary.BigEndian.Uint32(groups[at+4:])+1 == c && binary.BigEndian.Uint32(groups[at+8:])+c-binary.BigEndian.Uint32(groups[at:]) == here {
					binary.BigEndian.PutUint32(groups[at+4:], c)
					continue
				}
				for _, v := range []uint32{c, c, here} {
					groups = binary.BigEndian.AppendUint32(groups, v)
				}
				n++
			}
		}
	}
	table := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0} // one subtable: Windows, all of Unicode
	for _, v := range []uint32{uint32(16 + len(groups)), 0, n} {
		table = binary.BigEndian.AppendUint32(table, v)
	}
	return append(table, groups...)
}

// newFile lays tables out as a font. Sums are left 0: whoever draws does not ask for them.
func newFile(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	b := binary.BigEndian.AppendUint32(nil, 0x00010000)
	b = binary.BigEndian.AppendUint16(b, uint16(len(names)))
	b = append(b, make([]byte, 6)...) // for searching in the list, which nobody does
	at := len(b) + tableHead*len(names)
	for _, name := range names {
		b = append(b, name...)
		for _, v := range []int{0, at, len(tables[name])} {
			b = binary.BigEndian.AppendUint32(b, uint32(v))
		}
		at += (len(tables[name]) + 3) &^ 3
	}
	for _, name := range names {
		b = filled(append(b, tables[name]...))
	}
	return b
}
