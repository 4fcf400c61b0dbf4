package sheet

import (
	"archive/zip"
	"compress/flate"
	"context"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// Out is a workbook to be written. Manifest, if given, travels on a very hidden sheet that people neither see nor sort;
// Workbook.Pairs reads it back.
type Out struct {
	Sheets   []OutSheet
	Manifest *Manifest
}

// Manifest is a list of keys and values under the name of its sheet.
type Manifest struct {
	Name  string
	Pairs [][2]string
}

// OutSheet is one sheet: an optional title, an optional line of particulars, the head, then Len rows. Row gives the texts
// of row i; a shorter row leaves the rest empty, a longer one is cut to the columns. Row may use one slice again and
// again. With Len 0 the sheet is a template to be filled in.
type OutSheet struct {
	Name        string // made fit for a sheet name: at most 31 characters, none of :\/?*[]
	Title       string
	Particulars string
	Columns     []OutColumn
	Len         int
	Row         func(i int) []string
}

// OutColumn is one column. All its cells are texts with format @, so that 18 digits survive; with Number set, cells that
// are plain numbers of at most 15 digits are numbers that can be summed.
type OutColumn struct {
	Head    string
	Width   float64 // in characters; 0 chooses by the head
	Number  bool
	Hidden  bool     // carried along unseen, such as record ids
	Choices []string // offered as a drop-down; other entries are warned about, not refused
}

// Why a workbook is not written.
var (
	ErrLongText   = &Error{"long-text", "有一格文字超过 32767 个字，Excel 放不下，请先缩短"}
	ErrManyRows   = &Error{"many-rows", "行数超过 Excel 一张表能放的 1048575 行，请分几次导出"}
	ErrNoColumns  = &Error{"no-columns", "没有选择要导出的列"}
	ErrManySheets = &Error{"many-sheets", "一次最多导出 500 张表"}
)

const (
	maxCellUnits   = 32767 // UTF-16 units of one cell
	maxLiteral     = 255   // UTF-16 units of a drop-down written out in the rule itself
	spareRows      = 1000  // rows below the data that still offer the choices
	choicesSheet   = "选项"
	excelRows      = 1048576
	progressEvery  = 512
	programCreator = "团建台账"
)

// Write writes a workbook. Nothing of it lies on the disk but in w; large sheets pass through memory. Progress
// counts rows.
func Write(ctx context.Context, w io.Writer, out Out, p Progress) error {
	b, err := newBook()
	if err != nil {
		return err
	}
	defer b.close()
	total := 0
	for _, s := range out.Sheets {
		total += s.Len
		if len(s.Columns) == 0 {
			return ErrNoColumns
		}
		if s.Len > excelRows-3 {
			return ErrManyRows
		}
	}
	if len(out.Sheets) == 0 || len(out.Sheets) > maxSheets {
		return ErrManySheets
	}
	done := 0
	for i := range out.Sheets {
		name, err := b.addSheet(out.Sheets[i].Name)
		if err != nil {
			return err
		}
		if err := b.writeSheet(ctx, name, &out.Sheets[i], func(n int) { p.tell(done+n, total) }); err != nil {
			return err
		}
		done += out.Sheets[i].Len
	}
	if err := b.writeManifest(out.Manifest); err != nil {
		return err
	}
	return b.finish(ctx, w)
}

// book is a workbook in the making.
type book struct {
	f     *excelize.File
	names map[string]bool // lower-case names of sheets in use
	lists int             // choice lists on the hidden sheet
	where map[string]string
	text  int
	head  int
	title int
}

// noFolder is a folder that no system has: excelize would otherwise put large sheets
// aside in a file, and people's data lie in clear on no disk where nobody asked for it.
// They stay in memory instead.
const noFolder = "\x00"

func newBook() (*book, error) {
	b := &book{f: excelize.NewFile(excelize.Options{TmpDir: noFolder}).SetZipWriter(quickly), names: map[string]bool{choicesSheet: true}, where: map[string]string{}}
	edge := []excelize.Border{{Type: "left", Color: "999999", Style: 1}, {Type: "right", Color: "999999", Style: 1},
		{Type: "top", Color: "999999", Style: 1}, {Type: "bottom", Color: "999999", Style: 1}}
	middle := &excelize.Alignment{Vertical: "center", Horizontal: "center", WrapText: true}
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.text, excelize.Style{NumFmt: 49}},
		{&b.head, excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}, Border: edge, Alignment: middle,
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEEEEE"}}}},
		{&b.title, excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true, Size: 16}, Alignment: middle}},
	} {
		style := s.style
		var err error
		if *s.id, err = b.f.NewStyle(&style); err != nil {
			b.close()
			return nil, err
		}
	}
	err := b.f.SetDocProps(&excelize.DocProperties{Creator: programCreator, LastModifiedBy: programCreator})
	if err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

func (b *book) close() {
	b.f.Close()
}

// quickness is how hard a workbook is pressed: a fifth larger than at the usual level, in less than half of the time, which is
// a third of what a large one takes.
const quickness = flate.BestSpeed

// quickly makes the archive that a workbook is.
func quickly(w io.Writer) excelize.ZipWriter {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, quickness) })
	return z
}

func (b *book) finish(ctx context.Context, w io.Writer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := b.f.WriteTo(w)
	return err
}

// addSheet makes a sheet under a name that Excel takes and that is still free.
func (b *book) addSheet(wish string) (string, error) {
	clean := strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]：？＊／＼［］`, r) || r < ' ' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(wish, "")), " '")
	if clean == "" {
		clean = "表"
	}
	name := cutUnits(clean, 31)
	for n := 2; b.names[strings.ToLower(name)]; n++ {
		tail := strconv.Itoa(n)
		name = cutUnits(clean, 31-len(tail)) + tail
	}
	first := len(b.names) == 1
	b.names[strings.ToLower(name)] = true
	if first {
		return name, b.f.SetSheetName("Sheet1", name)
	}
	_, err := b.f.NewSheet(name)
	return name, err
}

// cutUnits cuts to n UTF-16 units, as Excel counts, never within a character.
func cutUnits(s string, n int) string {
	for i, r := range s {
		if n -= utf16.RuneLen(r); n < 0 {
			return s[:i]
		}
	}
	return s
}

func units(s string) int {
	n := len(s)
	if n <= maxLiteral/3 {
		return n
	}
	return len(utf16.Encode([]rune(s)))
}

func (b *book) writeManifest(m *Manifest) error {
	if m == nil {
		return nil
	}
	name, err := b.addSheet(m.Name)
	if err != nil {
		return err
	}
	for i, pair := range m.Pairs {
		for c, text := range pair {
			if units(text) > maxCellUnits {
				return ErrLongText
			}
			if err := b.f.SetCellStr(name, CellName(i, c), text); err != nil {
				return err
			}
		}
	}
	return b.f.SetSheetVisible(name, false, true)
}

// Pairs reads back a manifest: the first two cells of each row of the sheet with this name; nil when there is none.
func (b *Workbook) Pairs(name string) [][2]string {
	for i := range b.Sheets {
		if s := &b.Sheets[i]; s.Name == name {
			var pairs [][2]string
			for r := range s.Rows {
				pairs = append(pairs, [2]string{s.Cell(r, 0), s.Cell(r, 1)})
			}
			return pairs
		}
	}
	return nil
}

// value turns a text into what the column holds.
func (c *OutColumn) value(text string) any {
	if c.Number && len(text) <= 16 {
		v, err := strconv.ParseFloat(text, 64)
		if err == nil && math.Abs(v) < 1e15 && strconv.FormatFloat(v, 'f', -1, 64) == text {
			return v
		}
	}
	return text
}

// displayWidth counts characters as wide as a digit; Chinese ones count twice.
func displayWidth(s string) int {
	widest, n := 0, 0
	for _, r := range s {
		switch {
		case r == '\n':
			n = 0
		case r >= 0x1100:
			n += 2
		default:
			n++
		}
		widest = max(widest, n)
	}
	return widest
}
