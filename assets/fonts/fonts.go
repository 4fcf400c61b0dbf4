// Package fonts holds the faces of the program, Noto Sans SC Regular and Bold and the daily
// part of Noto Serif SC Bold, as static TrueType under the SIL Open Font License
// (LICENSE.txt), packed, and unpacks them: whole, or the daily part, or the rest. It knows
// outlines and tables, and nothing of what is written with them.
//
// The daily part has what offices write with: letters and signs, GB 2312 and the 8105
// characters of the national standard, which is what names may be registered with. It is a
// quarter of the face; all that is below FirstRare is in it. A part has the numbers and the metrics of
// all glyphs, so that a text looks the same with the part as with the whole.
//
// Titles are set in a Song face, as offices expect. It is Bold with the outlines of Noto
// Serif in the place of its own for all of the daily part, under the same numbers: so no
// character of a title is ever missing, a rare one is drawn as Bold draws it. Joined to
// Bold it is a modified version of both, and has a name of its own.
//
// The packed files are made by .ci/fonts.go. Both faces have the same points, so that of
// Bold only the differences are kept.
package fonts

import (
	_ "embed"
	"encoding/binary"
	"sync"

	"github.com/klauspost/compress/zstd"
)

var (
	//go:embed frame.zst
	frameZst []byte
	//go:embed daily.zst
	dailyZst []byte
	//go:embed rest.zst
	restZst []byte
	//go:embed song.zst
	songZst []byte
)

// A Weight is one of the faces.
type Weight int

// The weights; Title is Bold with the outlines of the Song face where that has them.
const (
	Regular Weight = iota
	Bold
	weights
	Title = weights
)

// FirstRare is the first character that may be in the rest.
const FirstRare = 0x3100

// A Part is a part of both faces, unpacked as far as they are alike.
type Part struct {
	frames   [weights]frame
	outlines *outlines
}

// Daily is the part that the program starts with.
func Daily() Part { return Part{frames(), readOutlines(dailyZst)} }

// Rest has the characters that Daily has not.
func Rest() Part { return Part{frames(), readOutlines(restZst)} }

// whole unpacks both faces at once: Bold is kept as what it differs by.
var whole = sync.OnceValue(func() (all [weights][]byte) {
	daily, rest := readOutlines(dailyZst), readOutlines(restZst)
	for w, f := range frames() {
		glyf, loca := join(f.glyphs(), Weight(w), daily, rest)
		all[w] = f.fill(glyf, loca)
	}
	return all
})

// Whole is a face as it was published, byte for byte. It is unpacked once, in a fraction of
// a second, and stays in the memory from then on. It must not be changed.
func Whole(w Weight) []byte { return whole()[w] }

// unpack reads what .ci/fonts.go wrote. It is part of the program: a fault in it is one of
// the program.
func unpack(packed []byte) *reader {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic(err)
	}
	defer d.Close()
	b, err := d.DecodeAll(packed, nil)
	if err != nil {
		panic(err)
	}
	return &reader{b}
}

// A reader takes numbers and pieces off the front of bytes.
type reader struct{ b []byte }

func (r *reader) number() int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		panic("fonts: cut short")
	}
	r.b = r.b[n:]
	return int(v)
}

// piece reads bytes that have their number before them.
func (r *reader) piece() []byte {
	n := r.number()
	p := r.b[:n]
	r.b = r.b[n:]
	return p
}
