package sheet

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/traditionalchinese"
)

// biffBytes strings records together: the stream of an .xls file without the compound file around it.
type biffBytes []byte

func (b biffBytes) add(id int, data ...any) biffBytes {
	var body []byte
	for _, d := range data {
		switch d := d.(type) {
		case []byte:
			body = append(body, d...)
		case string:
			body = append(body, d...)
		default:
			body, _ = binary.Append(body, binary.LittleEndian, d)
		}
	}
	b = binary.LittleEndian.AppendUint16(b, uint16(id))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(body)))
	return append(b, body...)
}

func u16(n int) uint16 { return uint16(n) }

func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

const globalBOF, sheetBOF = "\x00\x06\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", "\x00\x06\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"

// oneSheet puts the records of one sheet behind those that all sheets share.
func oneSheet(globals, cells biffBytes) []byte {
	head := biffBytes{}.add(recBOF, globalBOF)
	head = append(head, globals...)
	at := len(head) + 4 + 8 + 2 + 4
	head = head.add(recBoundSheet, uint32(at), u16(0), "\x01\x01", wide("表")).add(recEOF)
	head = head.add(recBOF, sheetBOF)
	return append(append(head, cells...), biffBytes{}.add(recEOF)...)
}

func float(v float64) uint64 { return math.Float64bits(v) }

func TestBIFF8Cells(t *testing.T) {
	globals := biffBytes{}.
		add(recFormat, u16(164), u16(11), "\x00", `yyyy\-mm\-dd`).
		add(recXF, u16(0), u16(0)).add(recXF, u16(0), u16(164)).
		add(recSST, uint32(3), uint32(3), u16(4), "\x00ab").                                   // abcd, cut after two
		add(recContinue, "\x00cd", u16(4), "\x01", wide("甲乙"), "").                            // 甲乙cd, cut after two
		add(recContinue, "\x00cd", u16(1), "\x0d", u16(1), uint32(5), wide("丙"), "1234", "ph") // with formatting and a guide
	globals = globals.add(recContinue, "ony")
	cells := biffBytes{}.
		add(recLabelSST, u16(0), u16(0), u16(0), uint32(0)).
		add(recLabelSST, u16(0), u16(1), u16(0), uint32(1)).
		add(recLabelSST, u16(0), u16(2), u16(0), uint32(2)).
		add(recLabelSST, u16(0), u16(3), u16(0), uint32(99)).
		add(recRK, u16(1), u16(0), u16(0), uint32(7<<2|2)).
		add(recRK, u16(1), u16(1), u16(0), uint32(1250<<2|3)).
		add(recRK, u16(1), u16(2), u16(0), uint32(float(3)>>32)).
		add(recMulRK, u16(2), u16(1), u16(0), uint32(1<<2|2), u16(1), uint32(41309<<2|2), u16(2)).
		add(recNumber, u16(3), u16(0), u16(1), float(41309)).
		add(recNumber, u16(3), u16(1), u16(0), float(430502200205160000)).
		add(recFormula, u16(4), u16(0), u16(0), float(6), u16(0), uint32(0), u16(0)).
		add(recFormula, u16(4), u16(1), u16(0), "\x00\x00\x00\x00\x00\x00\xff\xff", u16(0), uint32(0)).
		add(0x04BC, "shared formula").
		add(recString, u16(2), "\x01", wide("文")).
		add(recContinue, "\x01", wide("字")).
		add(recFormula, u16(4), u16(2), u16(0), "\x01\x00\x01\x00\x00\x00\xff\xff", u16(0)).
		add(recFormula, u16(4), u16(3), u16(0), "\x02\x00\x2a\x00\x00\x00\xff\xff", u16(0)).
		add(recFormula, u16(4), u16(4), u16(0), "\x03\x00\x00\x00\x00\x00\xff\xff", u16(0)).
		add(recBoolErr, u16(5), u16(0), u16(0), "\x01\x00").add(recBoolErr, u16(5), u16(1), u16(0), "\x07\x01").
		add(0x0201, u16(5), u16(2), u16(0)).
		add(recLabel, u16(5), u16(3), u16(0), u16(2), "\x00hi").
		add(recBOF, sheetBOF).add(recLabel, u16(5), u16(4), u16(0), u16(1), "\x00x").add(recEOF). // a chart
		add(recMergeCells, u16(1), u16(0), u16(1), u16(2), u16(3)).
		add(recLabel, u16(0), u16(4), u16(0), u16(1), "\x00z") // a row that comes back
	book := readBack(t, oneSheet(globals, cells))
	want := [][]string{
		{"abcd", "甲乙cd", "丙", "", "z"}, {"7", "12.5", "3"}, {"", "1", "2013-02-04"}, {"2013-02-04", "4.30502E+17"},
		{"6", "文字", "TRUE"}, {"TRUE", "", "", "hi"},
	}
	if s := book.Sheets[0]; s.Error(4, 3) != "#N/A" || s.Error(5, 1) != "#DIV/0!" || s.Error(5, 0) != "" {
		t.Errorf("errors: %v", s.errors)
	}
	if got := book.Sheets[0].Rows; !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%q", got)
	}
	if got := book.Sheets[0]; got.Name != "表" || !reflect.DeepEqual(got.Merged, []Area{{0, 2, 1, 3}}) {
		t.Errorf("%q %v", got.Name, got.Merged)
	}
}

func TestBIFF5(t *testing.T) {
	head := biffBytes{}.add(recBOF, "\x00\x05\x05\x00\x00\x00\x00\x00").add(recCodePage, u16(936))
	head = head.add(recBoundSheet, uint32(len(head)+4+9+4), u16(0), "\x02\xb1\xed").add(recEOF) // 表
	b := head.add(recBOF, "\x00\x05\x10\x00\x00\x00\x00\x00").
		add(recLabel, u16(0), u16(0), u16(0), u16(4), "\xd0\xd5\xc3\xfb"). // 姓名
		add(recFormula, u16(0), u16(1), u16(0), "\x00\x00\x00\x00\x00\x00\xff\xff").
		add(recString, u16(2), "ok").add(recEOF)
	s := readBack(t, b).Sheets[0]
	if s.Name != "表" || !reflect.DeepEqual(s.Rows, [][]string{{"姓名", "ok"}}) {
		t.Errorf("%q %q", s.Name, s.Rows)
	}
}

// A text of BIFF5 is bytes; what they mean is told by the file, or by what they look like.
func TestBIFF5CodePages(t *testing.T) {
	big5, err := traditionalchinese.Big5.NewEncoder().Bytes([]byte("姓名電話"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		page int // 0 for none
		b    []byte
		want string
	}{
		"none":                      {0, gb(t, "姓名"), "姓名"},
		"936":                       {936, gb(t, "姓名"), "姓名"},
		"950":                       {950, big5, "姓名電話"},
		"says Western, is Chinese":  {1252, gb(t, "团员姓名"), "团员姓名"},
		"says Western, is UTF-8":    {1252, []byte("团员姓名"), "团员姓名"},
		"Western":                   {1252, []byte("Ren\xe9 K"), "René K"},
		"a page that nobody knows":  {437, gb(t, "网页甲，女"), "网页甲，女"},
		"plain letters":             {0, []byte("abc"), "abc"},
		"a name of rare characters": {0, gb(t, "龚鑫"), "龚鑫"},
	} {
		head := biffBytes{}.add(recBOF, "\x00\x05\x05\x00\x00\x00\x00\x00")
		if c.page > 0 {
			head = head.add(recCodePage, u16(c.page))
		}
		head = head.add(recBoundSheet, uint32(len(head)+4+8+4), u16(0), "\x01a").add(recEOF)
		b := head.add(recBOF, "\x00\x05\x10\x00\x00\x00\x00\x00").add(recLabel, u16(0), u16(0), u16(0), u16(len(c.b)), c.b).add(recEOF)
		if got := readBack(t, b).Sheets[0].Cell(0, 0); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// A sheet by itself: what Excel up to 4 wrote, and what programs write with a few lines of their own.
func TestXLSOfOneSheet(t *testing.T) {
	name, man := gb(t, "姓名"), gb(t, "男")
	want := [][]string{{"姓名", "1998.10"}, {"5", "2013-02-04", "男"}, {"TRUE", "", "x"}}
	two := biffBytes{}.add(0x0009, "\x02\x00\x10\x00").add(oldFormat, "\x07General").add(oldFormat, "\x040.00").add(oldFormat, "\x08yyyy-m-d").
		add(oldLabel, u16(0), u16(0), "\x00\x00\x00", byte(len(name)), name).add(oldNumber, u16(0), u16(1), "\x00\x01\x00", float(1998.1)).
		add(oldInteger, u16(1), u16(0), "\x00\x00\x00", u16(5)).add(oldNumber, u16(1), u16(1), "\x00\x02\x00", float(41309)).
		add(recFormula, u16(1), u16(2), "\x00\x00\x00", "\x00\x00\x00\x00\x00\x00\xff\xff", "\x00").add(oldString, byte(len(man)), man).
		add(oldBoolErr, u16(2), u16(0), "\x00\x00\x00", "\x01\x00").add(oldBoolErr, u16(2), u16(1), "\x00\x00\x00", "\x17\x01").
		add(oldLabel, u16(2), u16(2), "\x00\x00\x00", "\x01x").add(recEOF)
	four := biffBytes{}.add(0x0409, "\x00\x00\x10\x00\x00\x00").
		add(oldFormat, "\x07General").add(oldFormat, "\x040.00").add(oldFormat, "\x08yyyy-m-d").add(recXF4, "\x00\x00").add(recXF4, "\x00\x01").add(recXF4, "\x00\x02").
		add(recLabel, u16(0), u16(0), u16(0), u16(len(name)), name).add(recNumber, u16(0), u16(1), u16(1), float(1998.1)).
		add(recRK, u16(1), u16(0), u16(0), uint32(5<<2|2)).add(recNumber, u16(1), u16(1), u16(2), float(41309)).
		add(recFormula4, u16(1), u16(2), u16(0), "\x00\x00\x00\x00\x00\x00\xff\xff", u16(0)).add(recString, u16(len(man)), man).
		add(recBoolErr, u16(2), u16(0), u16(0), "\x01\x00").add(recBoolErr, u16(2), u16(1), u16(0), "\x17\x01").
		add(recLabel, u16(2), u16(2), u16(0), u16(1), "x").add(recEOF)
	for what, b := range map[string][]byte{"BIFF2": two, "BIFF4": four} {
		s := readBack(t, b).Sheets[0]
		if !slices.EqualFunc(s.Rows, want, slices.Equal) || s.Error(2, 1) != "#REF!" {
			t.Errorf("%s: %q %v", what, s.Rows, s.errors)
		}
	}
	// the lines that went from one program to the next: no version, no end
	own := biffBytes{}.add(recBOF, u16(0), u16(0x10), u16(0), u16(0)).add(recLabel, u16(0), u16(0), u16(0), u16(len(name)), name).
		add(recNumber, u16(0), u16(1), u16(0), float(13900000010))
	if s := readBack(t, own).Sheets[0]; !slices.EqualFunc(s.Rows, [][]string{{"姓名", "13900000010"}}, slices.Equal) {
		t.Errorf("a program's own: %q", s.Rows)
	}
	for what, c := range map[string]struct {
		b    []byte
		want error
	}{
		"a password":    {biffBytes{}.add(0x0209, "\x00\x00\x10\x00\x00\x00").add(recFilePass, u16(1)), ErrPassword},
		"BIFF2, cut":    {two[:len(two)-9], nil},
		"BIFF4, cut":    {four[:len(four)-9], ErrDamaged},
		"BIFF2, empty":  {biffBytes{}.add(0x0009, "\x02\x00\x10\x00").add(recEOF), ErrEmpty},
		"BIFF4, a book": {biffBytes{}.add(0x0409, "\x00\x00\x00\x01\x00\x00").add(recEOF), ErrOldExcel},
	} {
		if _, err := bounded(t, what, c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
}

// Hidden rows and columns, an error that was saved as a text, and words that a format adds.
func TestBIFF8HiddenAndShown(t *testing.T) {
	globals := biffBytes{}.
		add(recFormat, u16(164), u16(9), "\x01", wide(`"团证"00000`)).add(recFormat, u16(165), u16(6), "\x01", wide(`@"团支部"`)).
		add(recXF, u16(0), u16(0)).add(recXF, u16(0), u16(164)).add(recXF, u16(0), u16(165)).add(recXF, u16(0), u16(2)).
		add(recSST, uint32(2), uint32(2), u16(2), "\x01", wide("第一"), u16(5), "\x00#REF!")
	cells := biffBytes{}.
		add(recColInfo, u16(2), u16(3), u16(0), u16(0), u16(1), u16(0)).
		add(recRow, u16(1), u16(0), u16(4), u16(255), u16(0), u16(0), u16(0x20), u16(0)).
		add(recRow, u16(2), u16(0), u16(4), u16(255), u16(0), u16(0), u16(0x100), u16(0)).
		add(recRow, u16(9), u16(0), u16(4), u16(255), u16(0), u16(0), u16(0x20), u16(0)). // nothing stands in it
		add(recNumber, u16(0), u16(0), u16(1), float(123)).add(recLabelSST, u16(0), u16(1), u16(2), uint32(0)).
		add(recNumber, u16(1), u16(0), u16(3), float(1998.1)).add(recLabelSST, u16(2), u16(0), u16(0), uint32(1))
	for name, c := range map[string]struct {
		cells biffBytes
		why   Hiding
	}{"by hand": {cells, ByHand}, "by a filter": {append(slices.Clone(cells), biffBytes{}.add(recFilterMode)...), ByFilter}} {
		s := readBack(t, oneSheet(globals, c.cells)).Sheets[0]
		if want := [][]string{{"团证00123", "第一团支部"}, {"1998.10"}}; !slices.EqualFunc(s.Rows, want, slices.Equal) {
			t.Errorf("%s: %q", name, s.Rows)
		}
		if !reflect.DeepEqual(s.HiddenRows, map[int]Hiding{1: c.why}) || !reflect.DeepEqual(s.HiddenColumns, map[int]bool{2: true, 3: true}) || s.Error(2, 0) != "#REF!" {
			t.Errorf("%s: %v %v %q", name, s.HiddenRows, s.HiddenColumns, s.Error(2, 0))
		}
	}
}

// The file was made by testdata/make_xls.py.
func TestXLSFile(t *testing.T) {
	book, err := Read(context.Background(), "testdata/plain.xls", nil)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"团员花名册"}, nil, {"序号", "姓名", "ID", "日期", "数", "判断"},
		{"1", "张㛃𬭎", "430502200211192919", "2013-02-04", "12.5", "TRUE"},
		{"2", "plain", "4.30502E+17", "2013-02-04 09:30:00", "-7", "FALSE"},
		{"3", "é", "13800000000", "2019-05", "0.3", "TRUE"},
		{"1099511627776", "", "0000739", "41003", "1E+20"},
		nil, {"尾", "红白蓝", "20", "30", "40", "50", "60", "70"},
	}
	if got := book.Sheets[0].Rows; !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%q", got)
	}
	long := book.Sheets[1]
	for r := range 3000 {
		a, b := fmt.Sprintf("第%d行的汉字文本", r)+strings.Repeat("字", r%17), fmt.Sprintf("ascii text of row %d ", r)+strings.Repeat("x", r%23)
		if long.Cell(r, 0) != a || long.Cell(r, 1) != b {
			t.Fatalf("row %d: %q", r, long.Rows[r])
		}
	}
	if !book.Sheets[2].Hidden || book.Sheets[0].Hidden || book.Kind != "xls" {
		t.Error("the hidden sheet is not told from the others")
	}
	if old, err := Read(context.Background(), "testdata/1904.xls", nil); err != nil || old.Sheets[0].Cell(0, 0) != "2013-02-04" {
		t.Errorf("1904: %v %v", old, err)
	}
}

// renamed gives the file with its workbook stream under another name.
func renamed(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/1904.xls")
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b, wide("Workbook\x00"))
	copy(b[at:], append(wide(name), 0, 0))
	binary.LittleEndian.PutUint16(b[at+64:], uint16(2*len(name)+2))
	return b
}

// overlapping lists the same cells as two sheets.
func overlapping() []byte {
	head := biffBytes{}.add(recBOF, globalBOF)
	at := len(head) + 2*(4+10) + 4
	for range 2 {
		head = head.add(recBoundSheet, uint32(at), u16(0), "\x01\x01", wide("表"))
	}
	head = head.add(recEOF).add(recBOF, sheetBOF)
	for r := range 100 {
		head = head.add(recRK, u16(r), u16(0), u16(0), uint32(7<<2|2))
	}
	return head.add(recEOF)
}

func TestXLSRefused(t *testing.T) {
	plain, err := os.ReadFile("testdata/plain.xls")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"encrypted xls":  {oneSheet(biffBytes{}.add(recFilePass, u16(1)), nil), ErrPassword},
		"encrypted xlsx": {renamed(t, "EncryptedPackage"), ErrPassword},
		"doc":            {renamed(t, "WordDocument"), ErrWord},
		"ppt":            {renamed(t, "PowerPoint Document"), ErrSlides},
		"other":          {renamed(t, "Something"), ErrKind},
		"cut":            {plain[:len(plain)/2], ErrDamaged},
		"only a head":    {plain[:512], ErrDamaged},
		"cut records":    {oneSheet(nil, biffBytes{}.add(recLabel, "x"))[:60], ErrDamaged},
		"sheets overlap": {overlapping(), ErrDamaged},
		"empty":          {oneSheet(nil, nil), ErrEmpty},
	} {
		if _, err := ReadBytes(context.Background(), c.b, nil); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
