package paper

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"unicode/utf16"
)

// Objects with fixed numbers; pages and then fonts follow.
const (
	catalogObject = 1 + iota
	pagesObject
	resourcesObject
	infoObject
	firstPageObject
)

// Write writes the document as PDF 1.7. Pages are laid out, written and
// forgotten one after the other; what stays in memory is the place of each
// object and the characters used. The file says its title and nothing else
// about people, and holds no time but what was printed on the pages.
//
// step, when not nil, is told after each page how many of how many are done;
// an error from it stops the writing and is returned, as is an error of w.
// The file is then incomplete.
func Write(w io.Writer, d *Document, step func(done, of int) error) error {
	f := &file{out: bufio.NewWriterSize(w, 1<<16)}
	f.raw([]byte("%PDF-1.7\n%\xE5\x9B\xA2\xE5\n"))
	c := newContent(d.faces)
	f.deflater = newDeflater(&f.packed)
	f.next = firstPageObject
	ink := pen{faces: d.faces}
	wide, tall := d.width, d.height // of the largest page
	for n := range d.count {
		ink.marks = ink.marks[:0]
		d.draw(n, &ink)
		w, h := d.size(n)
		own := ""
		if wide, tall = max(wide, w), max(tall, h); w != d.width || h != d.height {
			own = fmt.Sprintf("/MediaBox[0 0 %.2f %.2f]", w, h)
		}
		body := c.page(Page{Width: w, Height: h, Marks: ink.marks})
		page := f.number()
		f.object(page, "<</Type/Page/Parent %d 0 R%s/Contents %d 0 R>>", pagesObject, own, f.next)
		f.stream(f.number(), "", body)
		if f.err == nil && step != nil {
			f.err = step(n+1, d.count)
		}
		if f.err != nil {
			return f.err
		}
	}
	regular, bold, title := f.font(c.regular), f.font(c.bold), f.font(c.title)
	var grids []byte
	for n, rules := range c.rules {
		grids = fmt.Appendf(grids, "/G%d %d 0 R", n, f.next)
		f.stream(f.number(), fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]", wide, tall), []byte(rules))
	}
	for n, p := range c.order {
		grids = fmt.Appendf(grids, "/P%d %d 0 R", n, f.next)
		f.asIs(f.number(), p.dict, p.body)
	}
	f.object(resourcesObject, "<</Font<</R %d 0 R/B %d 0 R/T %d 0 R>>/XObject<<%s>>>>", regular, bold, title, grids)
	f.pages(d)
	f.object(catalogObject, "<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>%s>>", pagesObject, f.outline(d.chapters))
	f.object(infoObject, "<</Title%s>>", appendUTF16(nil, d.title))
	f.end()
	return f.err
}

// PDF is the document as one file in memory: for one of a few pages.
func (d *Document) PDF() ([]byte, error) {
	var b bytes.Buffer
	err := Write(&b, d, nil)
	return b.Bytes(), err
}

// newDeflater compresses the streams of a file. The fastest level takes half
// the time of the usual one and makes a roster a sixth longer.
func newDeflater(w io.Writer) *zlib.Writer {
	d, _ := zlib.NewWriterLevel(w, zlib.BestSpeed) // fails on an unknown level only
	return d
}

// file writes numbered objects and keeps where each begins. After an error it
// does nothing more.
type file struct {
	out      *bufio.Writer
	at       int64
	places   []int64 // by object number
	next     int
	packed   bytes.Buffer
	deflater *zlib.Writer
	err      error
}

func (f *file) raw(b []byte) {
	if f.err == nil {
		var n int
		n, f.err = f.out.Write(b)
		f.at += int64(n)
	}
}

func (f *file) printf(format string, a ...any) { f.raw(fmt.Appendf(nil, format, a...)) }

func (f *file) number() int {
	f.next++
	return f.next - 1
}

func (f *file) begin(number int) {
	for len(f.places) <= number {
		f.places = append(f.places, 0)
	}
	f.places[number] = f.at
	f.printf("%d 0 obj\n", number)
}

func (f *file) object(number int, format string, a ...any) {
	f.begin(number)
	f.printf(format+"\nendobj\n", a...)
}

// stream writes bytes compressed; dict is what their dictionary holds more.
func (f *file) stream(number int, dict string, body []byte) {
	f.packed.Reset()
	f.deflater.Reset(&f.packed)
	if _, err := f.deflater.Write(body); err != nil && f.err == nil {
		f.err = err
	}
	if err := f.deflater.Close(); err != nil && f.err == nil {
		f.err = err
	}
	f.begin(number)
	f.printf("<</Length %d/Filter/FlateDecode%s>>\nstream\n", f.packed.Len(), dict)
	f.raw(f.packed.Bytes())
	f.raw([]byte("\nendstream\nendobj\n"))
}

// asIs writes bytes that are encoded already; dict says how.
func (f *file) asIs(number int, dict string, body []byte) {
	f.begin(number)
	f.printf("<</Length %d%s>>\nstream\n", len(body), dict)
	f.raw(body)
	f.raw([]byte("\nendstream\nendobj\n"))
}

// outline writes the list of chapters that a reader shows beside the pages, and answers
// what the catalog says of it; "" where there are none.
func (f *file) outline(chapters []chapter) string {
	if len(chapters) == 0 {
		return ""
	}
	root, first := f.number(), f.next
	for range chapters {
		f.number()
	}
	for i, c := range chapters {
		around := ""
		if i > 0 {
			around += fmt.Sprintf("/Prev %d 0 R", first+i-1)
		}
		if i+1 < len(chapters) {
			around += fmt.Sprintf("/Next %d 0 R", first+i+1)
		}
		f.object(first+i, "<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]%s>>", appendUTF16(nil, c.title), root, firstPageObject+2*c.page, around)
	}
	f.object(root, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", first, first+len(chapters)-1, len(chapters))
	return fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", root)
}

func (f *file) pages(d *Document) {
	f.begin(pagesObject)
	f.printf("<</Type/Pages/Count %d/MediaBox[0 0 %.2f %.2f]/Resources %d 0 R/Kids[", d.count, d.width, d.height, resourcesObject)
	for n := range d.count {
		f.printf("%d 0 R\n", firstPageObject+2*n)
	}
	f.raw([]byte("]>>\nendobj\n"))
}

func (f *file) end() {
	xref := f.at
	f.printf("xref\n0 %d\n0000000000 65535 f \n", len(f.places))
	for _, at := range f.places[1:] {
		f.printf("%010d 00000 n \n", at)
	}
	f.printf("trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(f.places), catalogObject, infoObject, xref)
	if f.err == nil {
		f.err = f.out.Flush()
	}
}

// font embeds what was used of a face as a CIDFontType2 under Identity-H and
// answers its object number.
func (f *file) font(s *subset) int {
	outer, inner, descriptor, data, back := f.number(), f.number(), f.number(), f.number(), f.number()
	ttf := s.font()
	name := fontTag(ttf) + "+" + s.face.name
	f.object(outer, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, inner, back)
	f.object(inner, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 1000/W[%s]>>", name, descriptor, widths(s))
	in := func(table []byte, at int) int {
		return int(int16(binary.BigEndian.Uint16(table[at:]))) * 1000 / s.face.em
	}
	head, hhea := s.face.head, s.face.hhea
	f.object(descriptor, "<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %d 0 R>>",
		name, in(head, 36), in(head, 38), in(head, 40), in(head, 42), in(hhea, 4), in(hhea, 6), in(hhea, 4), data)
	f.stream(data, fmt.Sprintf("/Length1 %d", len(ttf)), ttf)
	f.stream(back, "", toUnicode(s))
	return outer
}

// fontTag is the six letters that mark an embedded part of a font; they come
// from its bytes, so that equal documents are equal files.
func fontTag(ttf []byte) string {
	sum := crc32.ChecksumIEEE(ttf)
	var tag [6]byte
	for i := range tag {
		tag[i] = byte('A' + sum%26)
		sum /= 26
	}
	return string(tag[:])
}

// widths lists the codes that are not as wide as an ideograph.
func widths(s *subset) []byte {
	var out []byte
	for code := 1; code < len(s.used); code++ {
		if w := s.advance(code); w != 1000 && s.used[code] != (use{}) {
			out = fmt.Appendf(out, "%d[%d]", code, w)
		}
	}
	return out
}

// toUnicode says which character each code stands for, also beyond U+FFFF.
func toUnicode(s *subset) []byte {
	out := []byte("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	const most = 100 // entries allowed in one block
	var block []byte
	entries := 0
	for code, u := range s.used {
		if u != (use{}) {
			block = append(appendHex(append(block, '<'), uint16(code)), '>', '<')
			for _, unit := range utf16.Encode([]rune{u.char}) {
				block = appendHex(block, unit)
			}
			block = append(block, '>', '\n')
			entries++
		}
		if entries == most || code == len(s.used)-1 && entries > 0 {
			out = fmt.Appendf(out, "%d beginbfchar\n%sendbfchar\n", entries, block)
			block, entries = block[:0], 0
		}
	}
	return append(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
