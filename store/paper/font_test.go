package paper

import "encoding/binary"

// parseFace reads a font file as it lies on a disk; the program's own come in tables and outlines.
func parseFace(name string, data []byte) (*face, error) {
	tables, err := fontTables(data)
	if err != nil {
		return nil, err
	}
	glyf := tables["glyf"]
	var loca []uint32
	f, err := readFace(name, tables, func(glyphs []int) map[int][]byte {
		all := map[int][]byte{}
		for _, id := range glyphs {
			all[id] = glyf[loca[id]:loca[id+1]]
		}
		return all
	})
	if err != nil {
		return nil, err
	}
	loca, err = parseLoca(tables["loca"], f.glyphs, f.head[51] == 1, len(glyf))
	return f, err
}

// outline is that of one glyph.
func (f *face) outline(id int) []byte { return f.ink([]int{id})[id] }

func fontTables(data []byte) (map[string][]byte, error) {
	if len(data) < 12 || binary.BigEndian.Uint32(data) != 0x00010000 {
		return nil, errFont
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil, errFont
		}
		off, size := uint64(binary.BigEndian.Uint32(data[at+8:])), uint64(binary.BigEndian.Uint32(data[at+12:]))
		if off+size > uint64(len(data)) {
			return nil, errFont
		}
		tables[string(data[at:at+4])] = data[off : off+size]
	}
	return tables, nil
}

// parseLoca reads where each outline begins; one more entry ends the last.
func parseLoca(b []byte, glyphs int, long bool, limit int) ([]uint32, error) {
	size := 2
	if long {
		size = 4
	}
	if len(b) < (glyphs+1)*size {
		return nil, errFont
	}
	loca := make([]uint32, glyphs+1)
	for i := range loca {
		if long {
			loca[i] = binary.BigEndian.Uint32(b[4*i:])
		} else {
			loca[i] = 2 * uint32(binary.BigEndian.Uint16(b[2*i:]))
		}
		if int64(loca[i]) > int64(limit) || i > 0 && loca[i] < loca[i-1] {
			return nil, errFont
		}
	}
	return loca, nil
}
