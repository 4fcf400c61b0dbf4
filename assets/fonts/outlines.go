package fonts

import (
	"encoding/binary"
	"slices"
)

// outlines are those of some of the glyphs, in streams of one sort each: that packs best.
// Coordinates are differences from point to point, as in TrueType.
type outlines struct {
	has      []byte // a bit for each glyph of the face
	contours reader // number of contours, and of the points of each
	on       reader // a byte for each point: 1 on the curve
	x, y     reader // Regular's
	// What Bold's are more: of points that Regular has straight above or beside the one
	// before, which hardly differ, and of the others.
	dx, dy [2]reader
	single bool // of one weight, whichever is asked for
}

func readOutlines(packed []byte) *outlines {
	r := unpack(packed)
	o := &outlines{}
	o.has = r.piece()
	for _, s := range []*reader{&o.contours, &o.on, &o.x, &o.y, &o.dx[0], &o.dx[1], &o.dy[0], &o.dy[1]} {
		s.b = r.piece()
	}
	return o
}

func (o *outlines) knows(glyph int) bool { return o.has[glyph/8]&(1<<(glyph%8)) != 0 }

// join writes the tables glyf and loca of a face out of the outlines of its parts. What
// the parts lack has no outline. It reads copies of the streams, so that the parts serve
// the other weight as well.
func join(glyphs int, w Weight, parts ...*outlines) (glyf, loca []byte) {
	points := 0
	read := make([]outlines, len(parts))
	for i, p := range parts {
		read[i] = *p
		points += len(p.on.b)
	}
	glyf = make([]byte, 0, points*4)
	loca = make([]byte, 0, 4*(glyphs+1))
	var g glyph
	for id := range glyphs {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		for i := range read {
			if read[i].knows(id) {
				g.read(&read[i], w)
				glyf = g.append(glyf)
				break
			}
		}
	}
	return glyf, binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
}

// A glyph is one outline that is being written.
type glyph struct {
	ends []int
	on   []byte
	x, y []int
}

func (g *glyph) read(o *outlines, w Weight) {
	g.ends, g.x, g.y = g.ends[:0], g.x[:0], g.y[:0]
	n := 0
	for range o.contours.number() {
		n += o.contours.number()
		g.ends = append(g.ends, n-1)
	}
	g.x, g.y = slices.Grow(g.x, n)[:n], slices.Grow(g.y, n)[:n]
	o.x.take(g.x)
	o.y.take(g.y)
	if w != Regular && !o.single {
		add(g.x, &o.dx)
		add(g.y, &o.dy)
	}
	g.on, o.on.b = o.on.b[:n], o.on.b[n:]
}

// The flags of a point (OpenType, table glyf).
const (
	shortX, shortY = 0x02, 0x04
	again          = 0x08
	sameX, sameY   = 0x10, 0x20 // with short: a positive one
	overlaps       = 0x40
	mostAgain      = 255
)

// append writes an outline as the tool wrote it that the faces were made with: with the
// same box and the same flags.
func (g *glyph) append(b []byte) []byte {
	if len(g.ends) == 0 {
		return b // a space
	}
	head := len(b)
	b = append(b, 0, byte(len(g.ends)), 0, 0, 0, 0, 0, 0, 0, 0)
	for _, e := range g.ends {
		b = binary.BigEndian.AppendUint16(b, uint16(e))
	}
	b = append(b, 0, 0) // no instructions
	// Room for the most that may come, and then by hand: this is half of the time.
	n, first := len(g.x), len(b)
	b = slices.Grow(b, 5*n)
	out := b[:cap(b)]
	var x, y int
	left, bottom, right, top := g.x[0], g.y[0], g.x[0], g.y[0]
	for i, dx := range g.x {
		dy := g.y[i]
		x, y = x+dx, y+dy
		left, right, bottom, top = min(left, x), max(right, x), min(bottom, y), max(top, y)
		out[first+i] = g.on[i] | flag(dx, &flagsX) | flag(dy, &flagsY)
	}
	for i, v := range [...]int{left, bottom, right, top} {
		binary.BigEndian.PutUint16(out[head+2+2*i:], uint16(v))
	}
	at := first + repeat(out[first:first+n])
	out[first] |= overlaps
	for _, all := range [...][]int{g.x, g.y} {
		for _, v := range all {
			a := max(v, -v)
			if a > 255 {
				out[at], out[at+1] = byte(v>>8), byte(v)
				at += 2
				continue
			}
			out[at] = byte(a)
			at += some(a) // 0 takes no byte
		}
	}
	return out[:at]
}

// repeat writes three and more equal flags as one and a number, in their place, and answers
// how many bytes are left.
func repeat(flags []byte) int {
	at := 0
	for i := 0; i < len(flags); {
		f, run := flags[i], 1
		for i+run < len(flags) && flags[i+run] == f && run <= mostAgain {
			run++
		}
		i += run
		switch run {
		case 1:
			flags[at] = f
			at++
		case 2:
			flags[at], flags[at+1] = f, f
			at += 2
		default:
			flags[at], flags[at+1] = f|again, byte(run-1)
			at += 2
		}
	}
	return at
}

// some is 0 of 0, and 1 of what is not more than 255. What the processor cannot guess is
// reckoned here and not asked.
func some(a int) int { return (a + 255) >> 8 }

// flag is that of a difference; by the sign, where it fits into a byte.
func flag(v int, bySign *[3]byte) byte {
	a := max(v, -v)
	if a > 255 {
		return 0
	}
	return bySign[some(a)+int(uint64(v)>>63)]
}

var (
	flagsX = [3]byte{sameX, shortX | sameX, shortX} // of 0, more, less
	flagsY = [3]byte{sameY, shortY | sameY, shortY}
)

// take reads as many numbers as there is room for. All points of the daily part pass here
// and through add while the program starts, so both go along the bytes by hand.
func (r *reader) take(to []int) {
	b, at := r.b, 0
	for i := range to {
		v := int(b[at])
		at++
		if v >= 0x80 {
			v = v&0x7F | int(b[at])<<7
			at++
			if v >= 0x80<<7 {
				v = v&0x3FFF | int(b[at])<<14 // as far as a coordinate goes
				at++
			}
		}
		to[i] = v>>1 ^ -(v & 1) // the lowest bit is the sign
	}
	r.b = b[at:]
}

// add reads a number for each, out of the first stream where there is 0, and adds it.
func add(to []int, from *[2]reader) {
	b, at := [2][]byte{from[0].b, from[1].b}, [2]int{}
	for i, was := range to {
		k := 1
		if was == 0 {
			k = 0
		}
		v := int(b[k][at[k]])
		at[k]++
		if v >= 0x80 {
			v = v&0x7F | int(b[k][at[k]])<<7
			at[k]++
			if v >= 0x80<<7 {
				v = v&0x3FFF | int(b[k][at[k]])<<14
				at[k]++
			}
		}
		to[i] = was + (v>>1 ^ -(v & 1))
	}
	from[0].b, from[1].b = b[0][at[0]:], b[1][at[1]:]
}
