package sheet

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
)

func faultsOf(t *testing.T, s *Sheet, f Found, faults []Fault) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteFaults(context.Background(), &b, Faulty{s, f, faults}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFaultsComeBackAndGoInAgain(t *testing.T) {
	office := Workbook{Sheets: []Sheet{table("团员", `
团员花名册
填报单位（盖章）：塔北社区||统计日期：2026年11月
序号|姓名|联系方式||身份证号码
||手机|QQ
1|张三|13800000000|12345|430502200211192919
2||13900000000|=1+1|430502200012089388
3|王五|1390||430502200012089
合计|3人`, Area{0, 0, 0, 4}, Area{2, 0, 3, 0}, Area{2, 1, 3, 1}, Area{2, 2, 2, 3}, Area{2, 4, 3, 4})}}
	found := Locate(context.Background(), &office, rosterWords)[0]
	faults := []Fault{{6, 4, "身份证号码只有15位"}, {5, 1, "没有姓名"}, {6, 2, "手机号码不足11位"}, {6, -1, "手机号码不足11位"}}
	b := faultsOf(t, &office.Sheets[0], found, faults)
	book := readBack(t, b)
	want := [][]string{
		{"团员花名册"},
		{"填报单位（盖章）：塔北社区", "", "统计日期：2026年11月"},
		{"序号", "姓名", "联系方式", "", "身份证号码"},
		{"", "", "手机", "QQ", "", "错误原因"},
		{"2", "", "13900000000", "=1+1", "430502200012089388", "没有姓名"},
		{"3", "王五", "1390", "", "430502200012089", "身份证号码只有15位；手机号码不足11位"},
	}
	if got := book.Sheets[0].Rows; !slices.EqualFunc(got, want, slices.Equal) {
		t.Fatalf("%q", got)
	}
	if got := book.Sheets[0].Merged; !slices.Equal(got, office.Sheets[0].Merged) {
		t.Errorf("merged: %v", got)
	}
	if got := redCells(t, b); !slices.Equal(got, []string{"B5", "C6", "E6"}) {
		t.Errorf("red: %v", got)
	}

	again := Locate(context.Background(), book, rosterWords)[0]
	if got := summary(again); got != "member 2-3 B=name C=phone E=id rows[4 5]" {
		t.Fatalf("read again: %s", got)
	}
	second := readBack(t, faultsOf(t, &book.Sheets[0], again, []Fault{{5, 2, "还是不对"}}))
	if got := second.Sheets[0].Rows[3:]; !slices.EqualFunc(got, [][]string{want[3], {"3", "王五", "1390", "", "430502200012089", "还是不对"}}, slices.Equal) {
		t.Errorf("second round: %q", got)
	}
}

func redCells(t *testing.T, b []byte) []string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var red []string
	name := f.GetSheetName(0)
	for r := range 8 {
		for c := range 8 {
			id, _ := f.GetCellStyle(name, CellName(r, c))
			style, err := f.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			if len(style.Fill.Color) > 0 && style.Fill.Color[0] == "FF9999" {
				if style.NumFmt != 49 {
					t.Errorf("%s is no text", CellName(r, c))
				}
				red = append(red, CellName(r, c))
			}
		}
	}
	return red
}

func TestFaultBehindTheLastColumn(t *testing.T) {
	s := table("x", "姓名|身份证号码|手机\n张三|1")
	found := Locate(context.Background(), &Workbook{Sheets: []Sheet{s}}, rosterWords)[0]
	got := readBack(t, faultsOf(t, &s, found, []Fault{{1, 2, "没有手机号"}})).Sheets[0].Rows
	if !slices.EqualFunc(got, [][]string{{"姓名", "身份证号码", "手机", "错误原因"}, {"张三", "1", "", "没有手机号"}}, slices.Equal) {
		t.Errorf("%q", got)
	}
}
