package fill_test

import (
	"bytes"
	"context"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store/fill"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

// aroundForm is a form with much that lies below its rows and speaks of them.
func aroundForm(t testing.TB) []byte {
	t.Helper()
	m := begin(t, "名册")
	m.row("A1", "序号", "姓名", "年龄", "性别")
	m.dress("A1", "D6", ruled(0, "", true))
	m.row("A6", "合计")
	m.formula("B6", "COUNTA(B2:B5)")
	m.formula("C6", "SUM($C$2:$C$5)/COUNT(C2:C5)")
	m.row("A8", "说明", "", "见网站")
	m.choose("D2:D5", "男", "女")
	m.choose("C9:C10", "甲", "乙")
	_, err := m.f.NewSheet("汇总")
	m.ok(err)
	m.ok(m.f.SetCellFormula("汇总", "A1", "名册!B6+SUM(名册!C2:C5)+名册!$C$8"))
	for cell, link := range map[string][2]string{"C8": {"https://example.invalid/", "External"}, "A8": {"名册!A8", "Location"}} {
		m.ok(m.f.SetCellHyperLink(m.s, cell, link[0], link[1]))
	}
	m.ok(m.f.AddComment(m.s, excelize.Comment{Cell: "A8", Author: "街道", Paragraph: []excelize.RichTextRun{{Text: "签字"}}}))
	m.ok(m.f.AddComment(m.s, excelize.Comment{Cell: "B1", Author: "街道", Paragraph: []excelize.RichTextRun{{Text: "真名"}}}))
	red, err := m.f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "FF0000"}})
	m.ok(err)
	for area, formula := range map[string]string{"B2:B5": "LEN($B2)>4", "A8:D8": "$A$8=\"\""} {
		m.ok(m.f.SetConditionalFormat(m.s, area, []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: formula, Format: &red}}))
	}
	for name, refers := range map[string]string{"人数": "名册!$B$6", "年龄们": "名册!$C$2:$C$5", "_xlnm.Print_Area": "名册!$A$1:$D$8", "_xlnm.Print_Titles": "名册!$1:$1"} {
		scope := ""
		if strings.HasPrefix(name, "_xlnm") {
			scope = m.s
		}
		m.ok(m.f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refers, Scope: scope}))
	}
	chart := &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Name: "名册!$C$1", Categories: "名册!$B$2:$B$5", Values: "名册!$C$2:$C$5"}}}
	m.ok(m.f.AddChart(m.s, "A12", chart))
	m.ok(m.f.AddChart("汇总", "C3", chart)) // of another sheet
	m.picture("C9")
	m.ok(m.f.InsertPageBreak(m.s, "A8"))
	m.ok(m.f.AddTable(m.s, &excelize.Table{Range: "F8:G10", Name: "旁边的表"}))
	m.ok(m.f.MergeCell(m.s, "A9", "B10"))
	return withPart(t, m.done(), "xl/calcChain.xml", `<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C6" i="1"/><c r="B6"/><c r="A1" i="2"/></calcChain>`)
}

// withPart is a package with one part more.
func withPart(t testing.TB, raw []byte, name, text string) []byte {
	t.Helper()
	parts, order := partsOf(t, raw)
	parts[name], order = text, append(order, name)
	parts["[Content_Types].xml"] = strings.Replace(parts["[Content_Types].xml"], "</Types>", `<Override PartName="/`+name+`" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>`, 1)
	parts["xl/_rels/workbook.xml.rels"] = strings.Replace(parts["xl/_rels/workbook.xml.rels"], "</Relationships>", `<Relationship Id="rIdChain" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>`, 1)
	var all [][2]string
	for _, n := range order {
		all = append(all, [2]string{n, parts[n]})
	}
	return trial.Pack(t, all...)
}

// What lies below added rows and what speaks of them moves as when a person puts rows in: formulas here and in other sheets, names,
// print areas, drop-downs, formats, remarks, links, charts, pictures, tables, page breaks, the chain of formulas.
func TestWhatLiesBelowMovesAlong(t *testing.T) {
	b := fiveOf(t)
	for i := range 5 { // ten people, six rows more
		stage.Keep(t, b, ledger.Members, stage.Person("孙"+string([]rune("一二三四五")[i]), "2001-02-03", 100+10*i))
	}
	raw := aroundForm(t)
	f, _ := open(t, b, raw, ".xlsx")
	p, out := filled(t, b, f, fill.Whole{}, "填好.xlsx")
	if p.Added != 6 {
		t.Fatalf("%d rows came", p.Added)
	}
	after, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	now, err := excelize.OpenReader(bytes.NewReader(after))
	if err != nil {
		t.Fatal(err)
	}
	defer now.Close()
	for at, want := range map[string]string{"名册!A12": "合计", "名册!B12": "=COUNTA(B2:B11)", "名册!C12": "=SUM($C$2:$C$11)/COUNT(C2:C11)", "名册!A14": "说明", "汇总!A1": "=名册!B12+SUM(名册!C2:C11)+名册!$C$14"} {
		name, cell, _ := strings.Cut(at, "!")
		if got := said(t, now, name, cell); got != want {
			t.Errorf("%s is %s, not %s", at, got, want)
		}
	}
	comments, err := now.GetComments("名册")
	if err != nil || len(comments) != 2 {
		t.Errorf("%d remarks, %v", len(comments), err)
	}
	for _, c := range comments {
		if c.Cell != "A14" && c.Cell != "B1" {
			t.Errorf("a remark is at %s", c.Cell)
		}
	}
	if yes, link, err := now.GetCellHyperLink("名册", "C14"); err != nil || !yes || link != "https://example.invalid/" {
		t.Errorf("the link is %v %s %v", yes, link, err)
	}
	if yes, link, err := now.GetCellHyperLink("名册", "A14"); err != nil || !yes || link != "名册!A14" {
		t.Errorf("the link within is %v %s %v", yes, link, err)
	}
	formats, err := now.GetConditionalFormats("名册")
	if err != nil || len(formats["B2:B11"]) != 1 || len(formats["A14:D14"]) != 1 || formats["A14:D14"][0].Criteria != "$A$14=\"\"" {
		t.Errorf("the formats are %v %v", formats, err)
	}
	rules, err := now.GetDataValidations("名册")
	if err != nil || len(rules) != 2 || rules[0].Sqref != "D2:D11" || rules[1].Sqref != "C15:C16" {
		t.Errorf("the drop-downs are %+v %v", rules, err)
	}
	for _, n := range now.GetDefinedName() {
		want := map[string]string{"人数": "名册!$B$12", "年龄们": "名册!$C$2:$C$11", "_xlnm.Print_Area": "名册!$A$1:$D$14", "_xlnm.Print_Titles": "名册!$1:$1"}[n.Name]
		if strings.ReplaceAll(n.RefersTo, "'", "") != want {
			t.Errorf("%s is %s, not %s", n.Name, n.RefersTo, want)
		}
	}
	if pictures, err := now.GetPictureCells("名册"); err != nil || len(pictures) != 1 || pictures[0] != "C15" {
		t.Errorf("the picture is at %v %v", pictures, err)
	}
	if merged, err := now.GetMergeCells("名册"); err != nil || len(merged) != 1 || merged[0].GetStartAxis()+":"+merged[0].GetEndAxis() != "A15:B16" {
		t.Errorf("merged are %v %v", merged, err)
	}
	if tables, err := now.GetTables("名册"); err != nil || len(tables) != 1 || tables[0].Range != "F14:G16" {
		t.Errorf("the table is %v %v", tables, err)
	}
	parts, order := partsOf(t, after)
	before, was := partsOf(t, raw)
	if strings.Join(order, " ") != strings.Join(was, " ") {
		t.Errorf("the parts are %v, not %v", order, was)
	}
	for name, text := range before {
		if parts[name] == text && (strings.HasPrefix(name, "xl/charts/chart") || name == "xl/calcChain.xml") {
			t.Errorf("%s stands where it stood", name)
		}
		if parts[name] != text && !moves.MatchString(name) && !strings.HasPrefix(name, "xl/worksheets/") && name != "xl/workbook.xml" {
			t.Errorf("%s changed", name)
		}
	}
	for _, n := range []int{1, 2} {
		chart := parts["xl/charts/chart"+strconv.Itoa(n)+".xml"]
		for _, want := range []string{"$C$2:$C$11", "$B$2:$B$11", "$C$1"} {
			if !strings.Contains(chart, want) {
				t.Errorf("chart %d is not drawn of %s", n, want)
			}
		}
	}
	for _, want := range []string{`<c r="C12" i="1"/>`, `<c r="B12"/>`, `<c r="A1" i="2"/>`} {
		if !strings.Contains(parts["xl/calcChain.xml"], want) {
			t.Errorf("%s is not in %s", want, parts["xl/calcChain.xml"])
		}
	}
	if !strings.Contains(parts["xl/worksheets/sheet1.xml"], `<brk id="13"`) {
		t.Error("the page breaks elsewhere")
	}
	if again, err := sheet.ReadBytes(context.Background(), after, nil); err != nil || len(again.Sheets) != 2 {
		t.Errorf("our own reader: %v", err)
	}
}
