package sheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"tuanjian/store/disk"
)

func rowsOf(rows [][]string) func(int) []string { return func(i int) []string { return rows[i] } }

func columnsOf(heads ...string) []OutColumn {
	var all []OutColumn
	for _, h := range heads {
		all = append(all, OutColumn{Head: h})
	}
	return all
}

func writeBytes(t testing.TB, out Out) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, out, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readBack(t testing.TB, b []byte) *Workbook {
	t.Helper()
	book, err := ReadBytes(context.Background(), b, nil)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// trickyTexts are texts that spreadsheets like to change.
var trickyTexts = []string{
	"430502200211192919", "0739-5320000", "=1+1", "+86 13800000000", "-1", "@SUM(A1)", "\tx", "\rx", "x\r\ny", "\nx", "＝1", "＋1", "－1", "＠1",
	"'=1", "''x", "a\"b", "a,b", "a;b", " lead and trail ", "张㛃李𬭎王䶮陈𬱖", "_x0041_", "_x005F_x0041_", "<a>&amp;</a>", "1E5", "TRUE", "2013/2/4",
	"00123", "#N", "]]>",
}

func TestTextsComeBackAsTheyWere(t *testing.T) {
	var rows [][]string
	for _, s := range trickyTexts {
		rows = append(rows, []string{"x", s, "y"})
	}
	sheet := OutSheet{Name: "文字", Columns: columnsOf("甲", "乙", "丙"), Len: len(rows), Row: rowsOf(rows)}
	var csv bytes.Buffer
	if err := WriteCSV(context.Background(), &csv, sheet, nil); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"xlsx": writeBytes(t, Out{Sheets: []OutSheet{sheet}}), "csv": csv.Bytes()} {
		got := readBack(t, b).Sheets[0].Rows[1:]
		for i := range rows {
			want := rows[i][1]
			if !slices.Equal(got[i], rows[i]) {
				t.Errorf("%s: %q came back as %q", name, want, got[i])
			}
		}
	}
}

func TestWorkbookShape(t *testing.T) {
	long := make([]string, 56)
	for i := range long {
		long[i] = strings.Repeat("族", 5) + ColumnName(i)
	}
	sheet := OutSheet{
		Name: "团员/花名册", Title: "团员花名册", Particulars: "填报单位：塔北社区",
		Columns: []OutColumn{{Head: "记录号", Hidden: true}, {Head: "姓名", Width: 12}, {Head: "性别", Choices: []string{"男", "女"}},
			{Head: "民族", Choices: long}, {Head: "人数", Number: true}, {Head: "籍贯", Choices: []string{"湖南,邵阳", "其他"}}},
		Len: 2, Row: rowsOf([][]string{{"a1", "张三", "男", "", "12.5"}, {"a2", "李四", "", "", "430502200211192919", "其他", "多余"}}),
	}
	second := sheet
	second.Len, second.Row = 0, nil
	b := writeBytes(t, Out{Sheets: []OutSheet{sheet, second}, Manifest: &Manifest{Name: "团建台账信息", Pairs: [][2]string{{"格式", "1"}, {"表", "member"}}}})
	book := readBack(t, b)
	if got := book.Pairs("团建台账信息"); !reflect.DeepEqual(got, [][2]string{{"格式", "1"}, {"表", "member"}}) {
		t.Errorf("manifest came back as %q", got)
	}
	want := [][]string{{"团员花名册"}, {"填报单位：塔北社区"}, {"记录号", "姓名", "性别", "民族", "人数", "籍贯"},
		{"a1", "张三", "男", "", "12.5"}, {"a2", "李四", "", "", "430502200211192919", "其他"}}
	if !reflect.DeepEqual(book.Sheets[0].Rows, want) {
		t.Errorf("rows: %q", book.Sheets[0].Rows)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	name := "团员 花名册"
	if list := f.GetSheetList(); !slices.Equal(list, []string{name, "选项", name + "2", "团建台账信息"}) {
		t.Errorf("sheets: %q", list)
	}
	if visible, _ := f.GetColVisible(name, "A"); visible {
		t.Error("the column of record ids shows")
	}
	if visible, _ := f.GetSheetVisible("选项"); visible {
		t.Error("the sheet of choices shows")
	}
	rules, _ := f.GetDataValidations(name)
	if len(rules) != 3 || rules[0].Formula1 != `"男,女"` || rules[1].Formula1 != "'选项'!$A$1:$A$56" || rules[2].Formula1 != "'选项'!$B$1:$B$2" {
		t.Errorf("rules: %+v", rules)
	}
	layout, _ := f.GetPageLayout(name)
	if *layout.Size != 9 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 {
		t.Errorf("page: %+v", layout)
	}
	if panes, _ := f.GetPanes(name); panes.YSplit != 3 || !panes.Freeze {
		t.Errorf("panes: %+v", panes)
	}
	if names := f.GetDefinedName(); len(names) != 2 || names[0].RefersTo != "'团员 花名册'!$1:$3" {
		t.Errorf("print titles: %+v", names)
	}
	if kind, _ := f.GetCellType(name, "E4"); kind == excelize.CellTypeInlineString {
		t.Error("12.5 in a number column is a text")
	}
	if kind, _ := f.GetCellType(name, "E5"); kind != excelize.CellTypeInlineString {
		t.Error("18 digits in a number column are a number")
	}
}

func TestTextsAreOneCellForOthers(t *testing.T) {
	if exec.Command("/usr/bin/python3", "-c", "import openpyxl").Run() != nil {
		t.Skip("python3-openpyxl is not installed")
	}
	path := filepath.Join(t.TempDir(), "x.xlsx")
	sheet := OutSheet{Name: "甲", Title: "题", Columns: columnsOf("一", "二"), Len: 3,
		Row: rowsOf([][]string{{"430502200211192919", "=1+1"}, {"", "𬭎"}, {"0012", "－x"}})}
	if err := disk.WritePlain(nil, path, func(w io.Writer) error { return Write(context.Background(), w, Out{Sheets: []OutSheet{sheet}}, nil) }); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("/usr/bin/python3", "-c", `
import sys, openpyxl
w = openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0]
print(w.calculate_dimension(), [[(c.value, c.number_format, c.data_type) for c in r if c.value is not None] for r in w.iter_rows(min_row=3)])`, path).CombinedOutput()
	if err != nil {
		t.Fatal(err, string(out))
	}
	want := `A1:B5 [[('430502200211192919', '@', 's'), ('=1+1', '@', 's')], [('𬭎', '@', 's')], [('0012', '@', 's'), ('－x', '@', 's')]]`
	if got := strings.TrimSpace(string(out)); got != want {
		t.Errorf("openpyxl reads\n%s\nwant\n%s", got, want)
	}
}

func TestWriteRefuses(t *testing.T) {
	one := OutSheet{Name: "甲", Columns: columnsOf("一"), Len: 1, Row: rowsOf([][]string{{strings.Repeat("长", 32768)}})}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for name, c := range map[string]struct {
		ctx  context.Context
		out  Out
		want error
	}{
		"long text":  {context.Background(), Out{Sheets: []OutSheet{one}}, ErrLongText},
		"no columns": {context.Background(), Out{Sheets: []OutSheet{{Name: "甲"}}}, ErrNoColumns},
		"no sheets":  {context.Background(), Out{}, ErrManySheets},
		"stopped":    {stopped, Out{Sheets: []OutSheet{one}}, context.Canceled},
	} {
		if err := Write(c.ctx, io.Discard, c.out, nil); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestSheetNames(t *testing.T) {
	b, err := newBook()
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	for _, c := range [][2]string{
		{"团员", "团员"}, {"团员", "团员2"}, {"", "表"}, {"'a:b'", "a b"}, {strings.Repeat("长", 40), strings.Repeat("长", 31)},
		{strings.Repeat("长", 40), strings.Repeat("长", 30) + "2"}, {"选项", "选项2"}, {strings.Repeat("𬭎", 20), strings.Repeat("𬭎", 15)},
	} {
		if got, err := b.addSheet(c[0]); err != nil || got != c[1] {
			t.Errorf("%q became %q (%v), want %q", c[0], got, err, c[1])
		}
	}
}

// A sheet so large that excelize would put it aside in a file leaves none, not even
// while it is written.
func TestNothingPassesThroughTheTemporaryFolder(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	t.Setenv("TMP", folder)
	row := []string{strings.Repeat("430502200211192919", 200)}
	sheet := OutSheet{Name: "甲", Columns: columnsOf("一"), Len: 6000, Row: func(i int) []string {
		if left, err := os.ReadDir(folder); i%1000 == 999 && (err != nil || len(left) != 0) {
			t.Errorf("at row %d: %v %v", i, left, err)
		}
		return row
	}}
	if n := len(row[0]) * sheet.Len; n < excelize.StreamChunkSize {
		t.Fatalf("%d bytes are too few to try what this test is for", n)
	}
	writeBytes(t, Out{Sheets: []OutSheet{sheet}})
}

func TestCSVRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.SampledFrom(trickyTexts), rapid.StringMatching(`[a-z',;"|\t\r\n=+@\-甲＝]{0,6}`))
		n := rapid.IntRange(1, 4).Draw(t, "columns")
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, n, n), 0, 6).Draw(t, "rows")
		for i := range rows { // a last cell that is never empty, because empty ends of rows are not kept
			rows[i] = append(rows[i], "z")
		}
		sheet := OutSheet{Columns: columnsOf(slices.Repeat([]string{"头"}, n+1)...), Len: len(rows), Row: rowsOf(rows)}
		var b bytes.Buffer
		if err := WriteCSV(context.Background(), &b, sheet, nil); err != nil {
			t.Fatal(err)
		}
		book, err := ReadBytes(context.Background(), b.Bytes(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := book.Sheets[0].Rows[1:]; !slices.EqualFunc(got, rows, slices.Equal) {
			t.Fatalf("%q came back as %q from %q", rows, got, b.String())
		}
	})
}
