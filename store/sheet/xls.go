package sheet

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"math"
	"unicode/utf8"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// Records of BIFF as [MS-XLS] §2.3 numbers them.
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recDateMode   = 0x0022
	recFilePass   = 0x002F
	recContinue   = 0x003C
	recCodePage   = 0x0042
	recBoundSheet = 0x0085
	recColInfo    = 0x007D
	recFilterMode = 0x009B
	recMulRK      = 0x00BD
	recRString    = 0x00D6
	recXF         = 0x00E0
	recMergeCells = 0x00E5
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recRow        = 0x0208
	recRK         = 0x027E
	recFormat     = 0x041E
	recBOF        = 0x0809
)

// biff is the workbook stream of an .xls file.
type biff struct {
	ctx     context.Context
	b       []byte
	old     bool              // BIFF5: texts are bytes in a code page
	page    encoding.Encoding // nil when the file names none or one that cannot be trusted
	western bool              // it says that it is Western; programs say so without looking
	is1904  bool
	strings []string
	codes   map[int]*format
	coded   int
	formats []*format // by XF
	sheets  []bound
	tell    Progress
	spent   int // what the grids of all sheets hold
	walked  int // bytes of sheets read so far
}

type bound struct {
	at     int
	kind   byte // 0 is a worksheet
	hidden bool
	name   string
}

type record struct {
	id   int
	data []byte
	next int // where the following record begins
}

func readXLS(ctx context.Context, b []byte, p Progress) (*Workbook, error) {
	w := &biff{ctx: ctx, b: b, codes: map[int]*format{}, tell: p}
	if bytes.HasPrefix(b, []byte("\xd0\xcf")) {
		stream, err := workbookStream(b)
		if err != nil {
			return nil, err
		}
		w.b = stream
	}
	if yes, two := w.lone(); yes {
		return w.readLone(two)
	}
	if err := w.globals(); err != nil {
		return nil, err
	}
	book := &Workbook{Kind: "xls"}
	for _, s := range w.sheets {
		if s.kind != 0 {
			continue
		}
		sheet := Sheet{Name: s.name, Hidden: s.hidden}
		if err := w.readCells(s.at, &sheet); err != nil {
			return nil, err
		}
		book.Sheets = append(book.Sheets, sheet)
	}
	return book, nil
}

// workbookStream takes the workbook out of the compound file, or says what else the compound file is.
func workbookStream(b []byte) ([]byte, error) {
	doc, err := mscfb.New(bytes.NewReader(b))
	if err != nil {
		return nil, ErrDamaged
	}
	var found *mscfb.File
	for _, f := range doc.File {
		switch f.Name {
		case "EncryptedPackage":
			return nil, ErrPassword
		case "WordDocument":
			return nil, ErrWord
		case "PowerPoint Document":
			return nil, ErrSlides
		case "Workbook":
			found = f
		case "Book": // Excel 5.0; written beside Workbook by programs that wish to please everyone
			if found == nil {
				found = f
			}
		}
	}
	if found == nil {
		return nil, ErrKind
	}
	if found.Size > int64(len(b)) {
		return nil, ErrDamaged
	}
	stream := make([]byte, found.Size)
	if _, err := io.ReadFull(found, stream); err != nil {
		return nil, ErrDamaged
	}
	return stream, nil
}

func (w *biff) record(at int) (record, error) {
	if at < 0 || at+4 > len(w.b) {
		return record{}, ErrDamaged
	}
	n := int(binary.LittleEndian.Uint16(w.b[at+2:]))
	if at+4+n > len(w.b) {
		return record{}, ErrDamaged
	}
	return record{int(binary.LittleEndian.Uint16(w.b[at:])), w.b[at+4 : at+4+n], at + 4 + n}, nil
}

// globals reads what all sheets share, which is before the first of them.
func (w *biff) globals() error {
	first, err := w.record(0)
	if err != nil {
		return err
	}
	if first.id != recBOF || len(first.data) < 4 {
		return ErrOldExcel
	}
	switch binary.LittleEndian.Uint16(first.data) {
	case 0x0600:
	case 0x0500:
		w.old = true
	default:
		return ErrOldExcel
	}
	for at := first.next; ; {
		r, err := w.record(at)
		if err != nil {
			return err
		}
		at = r.next
		switch r.id {
		case recEOF:
			return nil
		case recFilePass:
			return ErrPassword
		case recSST:
			var segments [][]byte
			if segments, at, err = w.continued(r); err != nil {
				return err
			}
			if w.strings, err = readSST(segments); err != nil {
				return err
			}
		default:
			if err := w.global(r); err != nil {
				return err
			}
		}
	}
}

func (w *biff) global(r record) error {
	d := fields(r.data)
	switch r.id {
	case recCodePage:
		w.page = codePages[d.u16(0)]
		w.western = d.u16(0) == 1252 || d.u16(0) == 0x8001
	case recDateMode:
		w.is1904 = d.u16(0) == 1
	case recFormat:
		if w.coded++; w.coded <= maxFormats {
			w.codes[d.u16(0)] = formatOf(w.text(d.from(2), w.wide()))
		}
	case recXF:
		if len(w.formats) < maxStyles {
			id := d.u16(2)
			f, ok := w.codes[id]
			if !ok {
				f = builtinFormats[id]
			}
			w.formats = append(w.formats, f)
		}
	case recBoundSheet:
		if len(w.sheets) >= maxSheets {
			return ErrTooLarge
		}
		w.sheets = append(w.sheets, bound{d.u32(0), byte(d.u8(5)), d.u8(4)&3 != 0, w.text(d.from(6), 1)})
	}
	return nil
}

// continued gathers a record and those that carry it on.
func (w *biff) continued(r record) (segments [][]byte, at int, err error) {
	segments, at = append(segments, r.data), r.next
	for {
		next, err := w.record(at)
		if err != nil {
			return nil, 0, err
		}
		if next.id != recContinue {
			return segments, at, nil
		}
		segments, at = append(segments, next.data), next.next
	}
}

// wide is how many bytes count the characters of a format or label: BIFF5 and BIFF8 differ for formats.
func (w *biff) wide() int {
	if w.old {
		return 1
	}
	return 2
}

// text reads a text whose count takes so many bytes.
func (w *biff) text(d fields, count int) string {
	n := d.u8(0)
	if count == 2 {
		n = d.u16(0)
	}
	d = d.from(count)
	if w.old {
		return w.bytesText(d[:min(n, len(d))])
	}
	s := &segmented{segments: [][]byte{d}}
	s.beginText(n)
	return s.finishText()
}

// codePages are the ones in which Chinese is written, by their numbers.
var codePages = map[int]encoding.Encoding{
	936: simplifiedchinese.GB18030, 10008: simplifiedchinese.GB18030, 54936: simplifiedchinese.GB18030,
	950: traditionalchinese.Big5, 10002: traditionalchinese.Big5, 65001: unicode.UTF8,
}

// bytesText reads a text of BIFF5. Where the file names no code page, or the Western one, what the bytes look like
// decides, and in doubt they are what Chinese offices save.
func (w *biff) bytesText(b []byte) string {
	switch {
	case ascii(b):
		return string(b)
	case w.page != nil:
		return decoded(w.page, b)
	case likely(simplifiedchinese.GB18030, b) >= 0.6:
	case utf8.Valid(b):
		return string(b)
	case w.western:
		return decoded(charmap.Windows1252, b)
	}
	return decoded(simplifiedchinese.GB18030, b)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

func (w *biff) format(xf int) *format {
	if xf < len(w.formats) {
		return w.formats[xf]
	}
	return nil
}

func (w *biff) numberText(xf int, v float64) string { return w.format(xf).number(v, w.is1904) }

// rk unpacks a number of 30 bits: whole or the upper part of a float, maybe times 100 ([MS-XLS] §2.5.122).
func rk(v uint32) float64 {
	var f float64
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	} else {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

// fields reads numbers from a record; what lies beyond its end is 0.
type fields []byte

func (d fields) u8(at int) int {
	if at >= len(d) {
		return 0
	}
	return int(d[at])
}

func (d fields) u16(at int) int { return d.u8(at) | d.u8(at+1)<<8 }

func (d fields) u32(at int) int { return d.u16(at) | d.u16(at+2)<<16 }

func (d fields) float(at int) float64 {
	return math.Float64frombits(uint64(d.u32(at)) | uint64(d.u32(at+4))<<32)
}

func (d fields) from(at int) fields {
	if at >= len(d) {
		return nil
	}
	return d[at:]
}
