package fill

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/xuri/excelize/v2"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// blank writes a form of two sheets: a table with a head of the office's own words and a total, and a dictionary.
func blank(t *testing.T, filled bool) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	row := func(cell string, texts ...any) {
		t.Helper()
		if err := f.SetSheetRow("Sheet1", cell, &texts); err != nil {
			t.Fatal(err)
		}
	}
	row("A1", "某街道青年人才信息采集表")
	row("A2", "序号", "姓名", "性别", "出生年月", "身份证号", "联系电话", "特长爱好", "推荐意见")
	if filled {
		row("A3", 1, "张三", "男", "2001.02")
	}
	row("A6", "合计")
	style, err := f.NewStyle(&excelize.Style{Border: []excelize.Border{{Type: "top", Style: 1, Color: "000000"}, {Type: "bottom", Style: 1, Color: "000000"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStyle("Sheet1", "A2", "H6", style); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "空表.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func list() records.Query { return records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"} }

// A form is filled from the list to the file by keys alone.
func TestAFormIsFilledByKeys(t *testing.T) {
	b := stage.NewBook(t, 60)
	s := stand.OnDesk(t, b, page.Screens{Fill: Fill})
	empty := newWay(s, list(), "")
	s.Show(empty.page)
	stage.InTwoSizes(t, s.Window, s.Page().View, "fill_choose")
	path := blank(t, false)
	k := newWay(s, list(), path)
	s.Show(k.page)
	stage.InTwoSizes(t, s.Window, s.Page().View, "fill_columns")
	said := stage.Words(s.Page().View)
	for _, word := range []string{"有 3 个空行", "不够就加", "出生年月", "特长爱好", "台账里没有这一项", "按顺序编号", "屏幕上的"} {
		if !strings.Contains(said, word) {
			t.Errorf("%s is not said: %s", word, said)
		}
	}
	stand.Press(s, fyne.KeyF10)
	if k.plan == nil || k.plan.Rows != k.list(k.uses[0]).Len() || k.plan.Added != k.plan.Rows-3 {
		t.Fatalf("%+v %s", k.plan, stage.Words(s.Page().View))
	}
	stage.InTwoSizes(t, s.Window, s.Page().View, "fill_preview")
	said = stage.Words(s.Page().View)
	for _, word := range []string{"空着的 2 栏", "推荐意见", "打星号", "加 "} {
		if !strings.Contains(said, word) {
			t.Errorf("%s is not said: %s", word, said)
		}
	}
	stand.Press(s, fyne.KeyEscape)
	if stage.Words(s.Page().View) == said {
		t.Error("Esc does not lead back")
	}
	stand.Press(s, fyne.KeyF10)
	k.saveTo(path)
	if told := stage.Words(s.Canvas().Overlays().Top()); !strings.Contains(told, "换个文件名") {
		t.Errorf("over the blank form: %q", told)
	}
	stand.Press(s, fyne.KeyEscape)
	out := filepath.Join(t.TempDir(), "填好.xlsx")
	k.saveTo(out)
	f, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	first, _ := f.GetCellValue("Sheet1", "B3")
	id, _ := f.GetCellValue("Sheet1", "E3")
	total, _ := f.GetCellValue("Sheet1", cellAt("A", k.plan.Rows+3))
	if first != ledger.NameOf(k.list(k.uses[0]).Row(0)) || !strings.Contains(id, "*") || total != "合计" {
		t.Errorf("%q %q %q", first, id, total)
	}
	if entries, err := b.Journal(1); err != nil || entries[0].Intent != "fill" {
		t.Errorf("%+v %v", entries, err)
	}
}

func cellAt(col string, row int) string {
	name, _ := excelize.JoinCellName(col, row)
	return name
}

// Whole numbers ask for a reason; a column can be sent elsewhere, and is next time.
func TestACorrectionAndAReason(t *testing.T) {
	b := stage.NewBook(t, 30)
	s := stand.OnDesk(t, b, page.Screens{Fill: Fill})
	path := blank(t, false)
	k := newWay(s, list(), path)
	s.Show(k.page)
	pickers := stage.Pickers(s.Page().View)
	if len(pickers) != 8 {
		t.Fatalf("%d pickers", len(pickers))
	}
	m := &columnMap{k: k, use: k.uses[0]}
	m.list()
	m.pick(6, "note")
	k.full = true
	k.columns()
	stage.InTwoSizes(t, s.Window, s.Page().View, "fill_whole")
	k.lay()
	if told := stage.Words(s.Canvas().Overlays().Top()); k.plan != nil || !strings.Contains(told, "用途") {
		t.Fatalf("without a reason: %q", told)
	}
	stand.Press(s, fyne.KeyEscape)
	k.reason = "报街道团工委"
	k.lay()
	if k.plan == nil || k.plan.Stars || len(k.plan.Empty) != 1 {
		t.Fatalf("%+v", k.plan)
	}
	again := newWay(s, list(), path)
	if got := again.uses[0].Columns[6].Key; got != "note" {
		t.Errorf("the next time it is %q", got)
	}
}

// A column is sent elsewhere by keys alone; a sheet with two tables shows both, each by what stands above it.
func TestAColumnIsCorrectedByKeys(t *testing.T) {
	b := stage.NewBook(t, 30)
	s := stand.OnDesk(t, b, page.Screens{Fill: Fill})
	k := newWay(s, list(), blank(t, false))
	s.Show(k.page)
	field := stage.Pickers(s.Page().View)[6]
	s.Canvas().Focus(field)
	stage.Keyed(s.Canvas(), "备注")
	stand.Press(s, fyne.KeyReturn)
	if got := k.uses[0].Columns[6]; got.Key != "note" || !strings.Contains(stage.Words(s.Page().View), "已对应") {
		t.Errorf("it is %q", got.Key)
	}
	stand.Press(s, fyne.KeyF10)
	if k.plan == nil || len(k.plan.Empty) != 1 {
		t.Fatalf("%+v", k.plan)
	}
	two := newWay(s, list(), filepath.Join("..", "..", "store", "fill", "testdata", "forms", "twice.xlsx"))
	s.Show(two.page)
	stage.InTwoSizes(t, s.Window, s.Page().View, "fill_two")
	said := stage.Words(s.Page().View)
	if len(two.uses) != 2 || two.uses[1].out || !strings.Contains(said, "留存") || !strings.Contains(said, "上报") {
		t.Errorf("%d tables: %s", len(two.uses), said)
	}
	stand.Press(s, fyne.KeyF10)
	if two.plan == nil || two.plan.Rows != 2*two.list(two.uses[0]).Len() {
		t.Fatalf("%+v", two.plan)
	}
}

// One branch alone, chosen by its picker.
func TestOneBranchAlone(t *testing.T) {
	b := stage.NewBook(t, 60)
	s := stand.OnDesk(t, b, page.Screens{Fill: Fill})
	k := newWay(s, records.Query{}, blank(t, false))
	s.Show(k.page)
	u := k.uses[0]
	u.among = amongBranch
	k.columns()
	stage.InTwoSizes(t, s.Window, s.Page().View, "fill_branch")
	k.lay()
	if told := stage.Words(s.Canvas().Overlays().Top()); !strings.Contains(told, "团支部") || k.plan != nil {
		t.Fatalf("without a branch: %q", told)
	}
	stand.Press(s, fyne.KeyEscape)
	m := stage.SomeMember(t, b)
	u.branch = m.Branch
	if m.Branch.IsZero() {
		t.Skip("somebody without a branch")
	}
	k.lay()
	if k.plan == nil || k.plan.Rows == 0 || k.plan.Rows >= b.Today().Count(ledger.Members) {
		t.Fatalf("%+v", k.plan)
	}
}

// A file that is dropped on the window is asked about where it is a blank form, and nowhere else.
func TestAFileDroppedOnTheWindow(t *testing.T) {
	b := stage.NewBook(t, 30)
	s := stand.OnDesk(t, b, page.Screens{Fill: Fill})
	s.Show(newWay(s, list(), "").page)
	imported := 0
	drop := func(path string) { Dropped(s, path, func() { imported++ }) }
	drop(blank(t, true))
	csv := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(csv, []byte("姓名\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	drop(csv)
	if imported != 2 || s.Canvas().Overlays().Top() != nil {
		t.Fatalf("%d went in", imported)
	}
	drop(blank(t, false))
	top := s.Canvas().Overlays().Top()
	if top == nil || !strings.Contains(stage.Words(top), "空表") || imported != 2 {
		t.Fatal("nobody asks")
	}
	fill := stage.Button(t, top, "填这张表")
	fill.Press()
	if s.Page().Title != "填别人发来的表" || !strings.Contains(stage.Words(s.Page().View), "有 3 个空行") {
		t.Errorf("%s: %s", s.Page().Title, stage.Words(s.Page().View))
	}
}
