// Package sheet turns Excel workbooks and CSV files into rows of text and rows of text into workbooks and CSV files.
//
// It knows cells, sheets, heads and the ways in which offices lay out a table. It does not know what a member, a branch
// or an enterprise is: which header names mean which column is handed in (Vocabulary), and what a cell's text is worth
// is judged elsewhere. Everything that comes from a file is hostile: sizes are capped absolutely (users.md R12), nothing
// is ever unpacked to disk, and a damaged file is an error, never a panic.
package sheet

import (
	"context"
	"strconv"
)

// The caps are absolute and not ratios, because honest small workbooks compress very well (users.md R12, ask 39).
const (
	MaxFile    = 50 << 20  // bytes of the file itself
	MaxUnpack  = 200 << 20 // bytes really unpacked from one workbook
	MaxEntries = 2000      // entries of the zip directory
	MaxRows    = 200_000   // rows of one sheet
	MaxColumns = 1000      // columns of one sheet

	maxSlots  = 6_500_000 // cells and rows held for one workbook, empty ones between filled ones included
	maxSheets = 500
	maxMerged = 100_000
	maxCell   = 32_767 // characters of one cell, as many as Excel takes
	maxErrors = 1_000_000
	maxBlank  = 700 << 20 // bytes of rows in which nothing stands, besides MaxUnpack

	maxElements = 30_000_000 // of all parts of one workbook: as many cells as are held, and a million formatted rows of 16 cells

	maxCellBytes = 7 * maxCell // a character takes at most 4 bytes, or 7 as _xHHHH_
)

// Error is a reason why a file cannot be read or written: Code for the program, Text for the person. It never holds
// anything from inside the file, nor its name.
type Error struct{ Code, Text string }

// Error gives the sentence for the person.
func (e *Error) Error() string { return e.Text }

// Why a file is not read. Compare with errors.Is.
var (
	ErrEmpty          = &Error{"empty", "这个文件里没有内容，请核对是不是选错了文件"}
	ErrPassword       = &Error{"password", "这个文件设有密码或者保护了工作簿，请先在 Excel 或 WPS 里取消密码和保护、保存后再导入"}
	ErrHugeFile       = &Error{"huge-file", "文件超过 50 MB，多半是里面放了图片；请另存一份，只留下要导入的表格，或者分成几份再导入"}
	ErrTooLarge       = &Error{"too-large", "表格展开后超过 200 MB（或者格子超过 650 万个）；请另存一份，只留下要导入的行和列，或者分成几份再导入"}
	ErrTooManyRows    = &Error{"too-many-rows", "表格超过 200000 行，请删去下面用不到的行（序号、公式是不是一直拉到了底），或者分成几份再导入"}
	ErrLongCell       = &Error{"long-cell", "有一格文字超过 32767 个字，Excel 里放不下这么多；请把这一格缩短再导入"}
	ErrBlankRows      = &Error{"blank-rows", "表格下面有上百万个空行带格式，展开后太大；请选中表格下面的空行，删掉这些行、保存后再导入"}
	ErrTooManyColumns = &Error{"too-many-columns", "表格超过 1000 列，请删去右边用不到的列再导入"}
	ErrDamaged        = &Error{"damaged", "文件已损坏，读不出来；请用 Excel 或 WPS 打开后另存一份再导入"}
	ErrKind           = &Error{"kind", "这不是表格文件；能导入的是 Excel、WPS 表格（.xlsx、.xls、.et）和 .csv"}
	ErrHTML           = &Error{"html", "这个文件其实是网页，里面没有表格，可能是系统登录过期后给出的；请重新登录导出，或者用 Excel、WPS 打开看一看再另存为 .xlsx"}
	ErrFrames         = &Error{"frames", "这个网页的表格在旁边的文件夹里，单靠它读不到；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"}
	ErrXML            = &Error{"xml", "这是 XML 格式的表格，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"}
	ErrWord           = &Error{"word", "这是文字文档，不是表格；请把里面的表格复制到 Excel 或 WPS 表格里，存为 .xlsx 再导入"}
	ErrSlides         = &Error{"slides", "这是演示文稿，不是表格；能导入的是 Excel、WPS 表格（.xlsx、.xls、.et）和 .csv"}
	ErrArchive        = &Error{"archive", "这是压缩包，不是表格；请先解压，再导入里面的表格"}
	ErrPicture        = &Error{"picture", "这是图片，不是表格；请向对方要原来的 Excel 文件，或者照着图片录入"}
	ErrOFD            = &Error{"ofd", "这是 OFD 版式文件，不是表格；请向对方要原来的 Excel 文件"}
	ErrNumbers        = &Error{"numbers", "这是苹果电脑的 Numbers 表格；请在那台电脑上导出为 .xlsx 再导入"}
	ErrShortcut       = &Error{"shortcut", "这是快捷方式，不是表格本身；请到原来的电脑上把表格本身拷过来"}
	ErrLockFile       = &Error{"lock-file", "这是 Excel 打开表格时留下的临时文件（名字以 ~$ 开头）；请选同一个文件夹里原来的那个表格"}
	ErrZeros          = &Error{"zeros", "这个文件里全是零，多半是没有拷完就拔了 U 盘；请重新拷一份，或者向对方再要一份"}
	ErrSealed         = &Error{"sealed", "这个文件被单位的加密软件加了密，这里读不出来；请在能打开它的电脑上解密、另存一份再导入"}
	ErrOwn            = &Error{"own-file", "这是本程序的台账或者包，不是表格；台账请用“打开”，包请用“接收”"}
	ErrXLSB           = &Error{"xlsb", "这是二进制工作簿 .xlsb，请在 Excel 里另存为 .xlsx 再导入"}
	ErrOldExcel       = &Error{"old-excel", "这个表格的格式太旧（Excel 4 以前），请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"}
	ErrPDF            = &Error{"pdf", "这是 PDF，不是表格；请向对方要原来的 Excel 文件"}
)

// Workbook is all that was read from one file: text only.
type Workbook struct {
	Kind   string // "xlsx", "xls", "ods", "html", "mht", "xml", "slk", "dbf" or "csv": what the bytes are, whatever the name said
	Sheets []Sheet
}

// Sheet is one worksheet. Rows[r][c] is the text of a cell, rows and columns counted from 0; a row ends at its last
// filled cell, so rows differ in length and may be nil. A merged cell has its value at its top left only. A cell that
// holds an error (#REF!) is empty here; Error tells it.
//
// A number has all its digits and at least the decimals, leading zeros and words that its format shows: 1998.1 under
// 0.00 is 1998.10, 123 under "团证"00000 is 团证00123; dates are 2013-02-04. So 1998.10 is October, and 1998.1 says
// nothing of whether it is January or an October that lost its zero.
type Sheet struct {
	Name   string
	Hidden bool // hidden or very hidden; its rows are read all the same
	Rows   [][]string
	Merged []Area

	HiddenRows    map[int]Hiding // rows that the file does not show although they may be filled; they are in Rows
	HiddenColumns map[int]bool   // columns likewise
	errors        map[Spot]string
	hid, veiled   int   // steps taken to note which rows and columns are hidden
	filter        *Area // the area last filtered
}

// Spot is a cell by row and column, counted from 0.
type Spot struct{ Row, Col int }

// Hiding is why a row is not shown.
type Hiding int

// Rows are hidden by hand, or by a filter that somebody left switched on: then the others are shown when it is cleared.
const (
	Shown Hiding = iota
	ByHand
	ByFilter
)

// Error is the error that stands in a cell as the file shows it (#REF!, #N/A, #####, 公式没有算出结果), or "". Errors are
// known as values of formulas and as texts that were saved in their place.
func (s *Sheet) Error(r, c int) string { return s.errors[Spot{r, c}] }

// Area is a merged block of cells, both corners included, counted from 0.
type Area struct{ Top, Left, Bottom, Right int }

// Cell is the text at row r and column c counted from 0, "" where there is none.
func (s *Sheet) Cell(r, c int) string {
	if r < 0 || c < 0 || r >= len(s.Rows) || c >= len(s.Rows[r]) {
		return ""
	}
	return s.Rows[r][c]
}

// CellName names a cell as Excel does: CellName(11, 1) is "B12".
func CellName(r, c int) string { return ColumnName(c) + strconv.Itoa(r+1) }

// ColumnName names a column as Excel does: ColumnName(27) is "AB".
func ColumnName(c int) string {
	name := ""
	for c++; c > 0; c = (c - 1) / 26 {
		name = string(rune('A'+(c-1)%26)) + name
	}
	return name
}

// Progress is told how much of the total is done; both are bytes when reading and rows when writing. It may be nil.
type Progress func(done, total int)

func (p Progress) tell(done, total int) {
	if p != nil {
		p(done, total)
	}
}

// Read reads the file at path. What it is is found from its bytes, whatever the name says: .xlsx, .xls (BIFF2 to BIFF8, so
// .et too), .ods, a web page or an archive of them (.htm, .mht), XML of Excel 2003, SYLK (.slk), .dbf, or text with
// separators in any encoding that is in use. The error is one of the Err values of this package, ctx.Err(), or what the
// operating system said.
func Read(ctx context.Context, path string, p Progress) (*Workbook, error) {
	b, err := Load(path)
	if err != nil {
		return nil, err
	}
	return ReadBytes(ctx, b, p)
}

// ReadBytes is Read for a file that is already in memory. The bytes are not kept.
func ReadBytes(ctx context.Context, b []byte, p Progress) (book *Workbook, err error) {
	defer func() {
		// the compound file library indexes by numbers from the file
		if recover() != nil {
			book, err = nil, ErrDamaged
		}
	}()
	if len(b) > MaxFile {
		return nil, ErrHugeFile
	}
	kind, err := sniff(b)
	if err != nil {
		return nil, err
	}
	switch kind {
	case "xlsx":
		book, err = readXLSX(ctx, b, p)
	case "xls":
		book, err = readXLS(ctx, b, p)
	case "html":
		book, err = readHTML(ctx, decodeMarkup(b, ""), p)
	case "mht":
		book, err = readMHT(ctx, b, p)
	case "xml":
		book, err = readXML2003(ctx, decodeMarkup(b, ""), p)
	case "fods":
		book, err = readFlatODS(ctx, decodeMarkup(b, ""), p)
	case "dbf":
		book, err = readDBF(ctx, b, p)
	case "slk":
		book, err = readSYLK(ctx, decodeText(b), p)
	default:
		book, err = readCSV(ctx, b, p)
	}
	if err != nil {
		return nil, err
	}
	for i := range book.Sheets {
		for _, row := range book.Sheets[i].Rows {
			if filled(row) > 0 {
				return book, nil
			}
		}
	}
	return nil, ErrEmpty
}
