package fill_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/fill"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

// fiveOf is a ledger with two firms, their branches and five people.
func fiveOf(t testing.TB) *store.Book {
	t.Helper()
	b := stage.TwoBranches(t)
	for i, name := range []string{"安一", "毕二", "曹三", "丁四", "戴五"} {
		m := stage.Person(name, "2002-03-04", 10*i+1)
		m.Branch = stage.BranchNamed(b, "东升五金团支部")
		stage.Keep(t, b, ledger.Members, m)
	}
	return b
}

// open writes a form to the disk and opens it.
func open(t testing.TB, b *store.Book, raw []byte, ending string, kinds ...ledger.Kind) (*fill.Form, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "空表"+ending)
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := fill.Open(context.Background(), b, path, kinds)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return f, path
}

// filled fills the first table of a form with all that there is.
func filled(t testing.TB, b *store.Book, f *fill.Form, whole fill.Whole, to string) (*fill.Plan, string) {
	t.Helper()
	p, err := f.Lay(context.Background(), []fill.Part{{Table: f.Tables[0], List: fill.Of(b.Today(), f.Tables[0].Kind, records.Place{})}}, whole)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	out := filepath.Join(t.TempDir(), to)
	if err := p.Write(context.Background(), out); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return p, out
}

func keysOf(x *fill.Table) map[string]string {
	keys := map[string]string{}
	for _, c := range x.Columns {
		keys[strings.Join(strings.Fields(c.Head), "")] = c.Key
	}
	return keys
}

func TestTwelveOffices(t *testing.T) {
	if len(offices) < 12 {
		t.Fatal("fewer than twelve")
	}
	trial.Stand(t, "2026-11-22") // ages stand in the forms
	b := fiveOf(t)
	for _, o := range offices {
		t.Run(o.name, func(t *testing.T) {
			raw := o.make(t)
			f, _ := open(t, b, raw, ".xlsx")
			x := f.Tables[0]
			if x.Kind.Name() != o.kind || x.Card != o.card {
				t.Fatalf("it is of %s, card %v", x.Kind.Name(), x.Card)
			}
			if got := keysOf(x); !holds(got, o.keys) {
				t.Errorf("understood as\n%v, not\n%v", got, o.keys)
			}
			if rows := x.Rows; !o.card && (x.Endless != (o.rows < 0) || o.rows >= 0 && rows != o.rows || x.Below != o.below) {
				t.Errorf("%d empty rows (endless %v, below %v)", rows, x.Endless, x.Below)
			}
			p, out := filled(t, b, f, fill.Whole{}, "填好.xlsx")
			if len(p.Unfit) > 0 && o.kind == "member" {
				t.Errorf("did not fit: %v", p.Unfit)
			}
			now, err := excelize.OpenFile(out)
			if err != nil {
				t.Fatal(err)
			}
			defer now.Close()
			for cell, want := range o.cells {
				if got := said(t, now, x.Sheet, cell); got != want {
					t.Errorf("%s is %q, not %q", cell, got, want)
				}
			}
			for _, cell := range o.stays {
				if got := said(t, now, x.Sheet, cell); got != "" {
					t.Errorf("%s holds %q", cell, got)
				}
			}
			after, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if o.card {
				return // see TestCardsSeveralInOneFileAndOneEach
			}
			onlyFilled(t, raw, after, p.Added)
			asInserted(t, raw, now, x.Sheet, p.Added, o)
		})
	}
}

// holds says that every head that is asked for is understood as it should be.
func holds(got, want map[string]string) bool {
	for head, key := range want {
		if have, ok := got[head]; !ok || have != key {
			return false
		}
	}
	return len(want) > 0
}

// said is a cell as it stands: its formula, or its text.
func said(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	formula, err := f.GetCellFormula(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	if formula != "" {
		return "=" + formula
	}
	text, err := f.GetCellValue(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestWholeNumbersAreTextAndNeedAReason(t *testing.T) {
	b := fiveOf(t)
	f, _ := open(t, b, offices[0].make(t), ".xlsx")
	list := fill.Of(b.Today(), ledger.Members, records.Place{})
	if _, err := f.Lay(context.Background(), []fill.Part{{Table: f.Tables[0], List: list}}, fill.Whole{Full: true}); err == nil || !strings.Contains(store.Tell(err).Message, "用途") {
		t.Errorf("without a reason: %v", err)
	}
	for _, whole := range []fill.Whole{{}, {Full: true, Reason: "报街道"}} {
		p, out := filled(t, b, f, whole, "填好.xlsx")
		now, err := excelize.OpenFile(out)
		if err != nil {
			t.Fatal(err)
		}
		id, phone := said(t, now, "花名册", "E4"), said(t, now, "花名册", "G4")
		kind, err := now.GetCellType("花名册", "E4")
		now.Close()
		if whole.Full != (id == stage.IDNumber("2002-03-04", 1)) || whole.Full != (phone == "13912345678") || strings.Contains(id, "*") == whole.Full {
			t.Errorf("full %v: %s %s", whole.Full, id, phone)
		}
		if err != nil || kind != excelize.CellTypeInlineString {
			t.Errorf("the number is a %v %v", kind, err)
		}
		if p.Stars == whole.Full {
			t.Error("what it says of stars")
		}
	}
	entry := newest(t, b)
	if entry.Intent != "fill" || entry.Detail.Rows != 5 || !entry.Detail.Whole || entry.Detail.Reason != "报街道" || entry.Detail.What != "member" {
		t.Errorf("the journal has %+v", entry)
	}
}

// TestDaysStandInTheFormatOfTheirColumn: a day is one for the workbook where the cell is for days, and as the head asks elsewhere.
func TestDaysStandInTheFormatOfTheirColumn(t *testing.T) {
	b := fiveOf(t)
	f, _ := open(t, b, offices[3].make(t), ".xlsx")
	_, out := filled(t, b, f, fill.Whole{Full: true, Reason: "报工会"}, "填好.xlsx")
	now, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	defer now.Close()
	kind, _ := now.GetCellType("会员", "B3")
	raw, _ := now.GetCellValue("会员", "B3", excelize.Options{RawCellValue: true})
	if got := said(t, now, "会员", "B3"); got != "2002-03-04" || raw != "37319" || kind == excelize.CellTypeInlineString {
		t.Errorf("%q %q %v", got, raw, kind)
	}
	for head, want := range map[string]string{"出生年月（如：2001年5月）": "2002年3月", "出生日期(YYYY.MM.DD)": "2002.03.04", "出生年月日": "2002-03-04", "出生年月": "2002.03", "出生时间\n例：20010506": "20020304", "出生年月（xxxx年xx月）": "2002年3月"} {
		m := begin(t, "Sheet1")
		m.row("A1", "姓名", strings.ReplaceAll(head, "\\n", "\n"))
		f, _ := open(t, b, m.done(), ".xlsx")
		_, out := filled(t, b, f, fill.Whole{Full: true, Reason: "报工会"}, "填好.xlsx")
		now, err := excelize.OpenFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if got := said(t, now, "Sheet1", "B2"); got != want {
			t.Errorf("%s: %q, not %q", head, got, want)
		}
		now.Close()
	}
}

func newest(t *testing.T, b *store.Book) store.Entry {
	t.Helper()
	all, err := b.Journal(1)
	if err != nil || len(all) == 0 {
		t.Fatal(err)
	}
	return all[0]
}

func TestACorrectionIsRemembered(t *testing.T) {
	b := fiveOf(t)
	raw := offices[0].make(t)
	f, _ := open(t, b, raw, ".xlsx")
	if err := f.Map(f.Tables[0], 7, "address"); err != nil {
		t.Fatal(err)
	}
	again, _ := open(t, b, raw, ".xlsx")
	if got := keysOf(again.Tables[0])["备注"]; got != "address" {
		t.Errorf("备注 is %q", got)
	}
	grown := begin(t, "新的花名册") // next year's has a column more, and one is called otherwise
	grown.row("A1", "序号", "姓名", "性别", "民族", "出生年月", "身份证号", "所在支部", "联系电话", "备注")
	next, _ := open(t, b, grown.done(), ".xlsx")
	if got := keysOf(next.Tables[0]); got["备注"] != "address" || got["民族"] != "nation" || got["所在支部"] != "branch" {
		t.Errorf("in the next form: %v", got)
	}
	short := begin(t, "别的表")
	short.row("A1", "姓名", "学历", "手机", "备注")
	far, _ := open(t, b, short.done(), ".xlsx")
	if got := keysOf(far.Tables[0])["备注"]; got != "note" {
		t.Errorf("a form of another shape took it up: %q", got)
	}
	other, _ := open(t, b, offices[1].make(t), ".xlsx")
	if got := keysOf(other.Tables[0])["组织关系/介绍人"]; got != "" {
		t.Errorf("another form took it up: %q", got)
	}
}

func TestWhatADropDownDoesNotHave(t *testing.T) {
	b := fiveOf(t)
	m := begin(t, "Sheet1")
	m.row("A1", "姓名", "性别", "民族")
	m.dress("A1", "C9", ruled(0, "", true))
	m.choose("B2:B9", "1", "2")
	m.choose("C2:C9", "汉", "其他")
	f, _ := open(t, b, m.done(), ".xlsx")
	p, out := filled(t, b, f, fill.Whole{}, "填好.xlsx")
	now, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	defer now.Close()
	if got := said(t, now, "Sheet1", "B2") + said(t, now, "Sheet1", "C2"); got != "1汉" {
		t.Errorf("%q", got)
	}
	if len(p.Unfit) != 0 {
		t.Errorf("%v", p.Unfit)
	}
	n := begin(t, "Sheet1")
	n.row("A1", "姓名", "政治面貌")
	n.row("B2", "群众") // what it is set to beforehand is not said of somebody else
	n.dress("A1", "B9", ruled(0, "", true))
	n.choose("B2:B9", "党员", "群众")
	f, _ = open(t, b, n.done(), ".xlsx")
	p, out = filled(t, b, f, fill.Whole{}, "填好.xlsx")
	if then, err := excelize.OpenFile(out); err != nil || said(t, then, "Sheet1", "A2") != "安一" || said(t, then, "Sheet1", "B2") != "" {
		t.Errorf("what it was set to beforehand stays: %v", err)
	}
	if len(p.Unfit) != 5 || p.Unfit[0].Cell != "B2" || p.Unfit[0].Text != "共青团员" || !slices.Contains(p.Unfit[0].Options, "群众") {
		t.Errorf("%v", p.Unfit)
	}
}

func TestCardsSeveralInOneFileAndOneEach(t *testing.T) {
	b := fiveOf(t)
	card := offices[slices.IndexFunc(offices, func(o office) bool { return o.card })].make(t)
	f, _ := open(t, b, card, ".xlsx")
	_, out := filled(t, b, f, fill.Whole{}, "五张.xlsx")
	now, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	defer now.Close()
	sheets := now.GetSheetList()
	if len(sheets) != 5 || sheets[4] != "丁四" {
		t.Fatalf("%v", sheets)
	}
	for i, name := range []string{"安一", "毕二", "曹三", "戴五", "丁四"} {
		if got := said(t, now, sheets[i], "B2"); got != name {
			t.Errorf("sheet %d is of %q", i, got)
		}
		if pictures, err := now.GetPictures(sheets[i], "G10"); err != nil || len(pictures) != 1 {
			t.Errorf("sheet %d has %d pictures: %v", i, len(pictures), err)
		}
		merged, err := now.GetMergeCells(sheets[i])
		if err != nil || len(merged) != 4 {
			t.Errorf("sheet %d: %v %v", i, merged, err)
		}
	}
	_, packed := filled(t, b, f, fill.Whole{}, "五份.zip")
	all, err := os.ReadFile(packed)
	if err != nil {
		t.Fatal(err)
	}
	files, names := partsOf(t, all)
	if len(files) != 5 || names[4] != "登记表_005.xlsx" {
		t.Fatalf("%v", names)
	}
	for i, name := range names {
		onlyFilled(t, card, []byte(files[name]), 0)
		one, err := excelize.OpenReader(strings.NewReader(files[name]))
		if err != nil {
			t.Fatal(err)
		}
		if got := said(t, one, "登记表", "B2"); got != []string{"安一", "毕二", "曹三", "戴五", "丁四"}[i] {
			t.Errorf("file %d is of %q", i, got)
		}
		one.Close()
	}
}

func TestNothingIsWrittenOverTheWrongName(t *testing.T) {
	b := fiveOf(t)
	f, _ := open(t, b, offices[0].make(t), ".xlsx")
	p, err := f.Lay(context.Background(), []fill.Part{{Table: f.Tables[0], List: fill.Of(b.Today(), ledger.Members, records.Place{})}}, fill.Whole{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"填好.doc", "填好.xlsm", "台账.tjz", "填好.zip"} {
		out := filepath.Join(t.TempDir(), name)
		if err := p.Write(context.Background(), out); err == nil || store.Tell(err).Code != store.Refused {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s was written", name)
		}
	}
	if newest(t, b).Intent == "fill" {
		t.Error("what was not written is in the journal")
	}
}
