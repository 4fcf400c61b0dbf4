package fill_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/fill"
	"tuanjian/store/sheet"
	"tuanjian/store/trial"
)

// wordOf is a document of a paragraph, some tables and a paragraph.
func wordOf(t testing.TB, tables ...string) []byte {
	t.Helper()
	return trial.Document(t, trial.DocumentOf(`<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>某街道青年情况表</w:t></w:r></w:p>`+strings.Join(tables, `<w:p/>`)+`<w:p><w:r><w:t>填表人：　　　　审核人：</w:t></w:r></w:p>`))
}

// wordTable is a table of cells: ">" goes on with the cell before it, "" is an empty one with a dress of its own.
func wordTable(rows ...[]string) string {
	var b strings.Builder
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders><w:top w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tblGrid>` + strings.Repeat(`<w:gridCol w:w="1000"/>`, len(rows[0])) + `</w:tblGrid>`)
	for _, row := range rows {
		b.WriteString(`<w:tr w14:paraId="00000001"><w:trPr><w:trHeight w:val="400"/></w:trPr>`)
		for i := 0; i < len(row); i++ {
			span := 1
			for i+span < len(row) && row[i+span] == ">" {
				span++
			}
			b.WriteString(`<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>`)
			if span > 1 {
				b.WriteString(`<w:gridSpan w:val="` + string(rune('0'+span)) + `"/>`)
			}
			b.WriteString(`</w:tcPr>`)
			if row[i] == "" {
				b.WriteString(`<w:p w14:paraId="00000002"><w:pPr><w:jc w:val="center"/><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="21"/></w:rPr></w:pPr></w:p>`)
			} else {
				b.WriteString(`<w:p><w:r><w:t>` + row[i] + `</w:t></w:r></w:p>`)
			}
			b.WriteString(`</w:tc>`)
			i += span - 1
		}
		b.WriteString(`</w:tr>`)
	}
	return b.String() + `</w:tbl>`
}

func TestATableInADocument(t *testing.T) {
	b := fiveOf(t)
	raw := wordOf(t, wordTable([]string{"序号", "姓名", "性别", "入团时间", "特长"}, []string{"", "", "", "", ""}, []string{"", "", "", "", ""}, []string{"合计", ">", "", "", ""}))
	f, _ := open(t, b, raw, ".docx")
	x := f.Tables[0]
	if x.Kind.Name() != "member" || x.Rows != 2 || !x.Below || x.Card {
		t.Fatalf("%s %d %v %v", x.Kind.Name(), x.Rows, x.Below, x.Card)
	}
	p, out := filled(t, b, f, fill.Whole{}, "填好.docx")
	if p.Added != 3 || !slices.Contains(p.Empty, "特长") {
		t.Errorf("%d rows came, empty are %v", p.Added, p.Empty)
	}
	after, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	was, order := partsOf(t, raw)
	now, names := partsOf(t, after)
	if !slices.Equal(order, names) || was["[Content_Types].xml"] != now["[Content_Types].xml"] || was["_rels/.rels"] != now["_rels/.rels"] {
		t.Error("other parts changed")
	}
	text := now["word/document.xml"]
	if n := strings.Count(text, "</w:tr>"); n != 7 {
		t.Errorf("%d rows", n)
	}
	last := -1
	for _, name := range []string{"安一", "毕二", "曹三", "戴五", "丁四", "合计"} {
		at := strings.Index(text, name)
		if at <= last {
			t.Errorf("%s stands at %d, not below %d", name, at, last)
		}
		last = at
	}
	if !strings.Contains(text, `<w:r><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="21"/></w:rPr><w:t xml:space="preserve">安一</w:t></w:r>`) {
		t.Error("the name is not in the dress of its cell")
	}
	// Without the runs that came, and the rows, it is the blank one.
	for {
		from := strings.Index(text, `<w:r><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/>`)
		if from < 0 {
			break
		}
		to := strings.Index(text[from:], `</w:r>`)
		text = text[:from] + text[from+to+len(`</w:r>`):]
	}
	first := strings.Index(text, `<w:tr><w:trPr>`)
	for range 3 {
		end := strings.Index(text[first:], `</w:tr>`)
		text = text[:first] + text[first+end+len(`</w:tr>`):]
	}
	if text != was["word/document.xml"] {
		t.Errorf("something else changed:\n%s\n%s", text, was["word/document.xml"])
	}
}

func TestACardInADocument(t *testing.T) {
	b := fiveOf(t)
	raw := wordOf(t, wordTable([]string{"姓名", "", "性别", ""}, []string{"民族", "", "政治面貌", ""}, []string{"身份证号码", "", ">", ">"}, []string{"家庭成员", "称谓", "姓名", "工作单位"}, []string{"", "", "", ""}))
	f, _ := open(t, b, raw, ".docx")
	if !f.Tables[0].Card {
		t.Fatal("it is no card")
	}
	p, err := f.Lay(t.Context(), []fill.Part{{Table: f.Tables[0], List: fill.Of(b.Today(), f.Tables[0].Kind, noPlace)}}, fill.Whole{Full: true, Reason: "报街道"})
	if err != nil {
		t.Fatal(err)
	}
	if !p.Each() {
		t.Error("five cards go into one document")
	}
	if err := p.Write(t.Context(), filepath.Join(t.TempDir(), "五张.docx")); err == nil {
		t.Error("five cards were written into one document")
	}
	out := filepath.Join(t.TempDir(), "五份.zip")
	if err := p.Write(t.Context(), out); err != nil {
		t.Fatal(err)
	}
	all, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	files, names := partsOf(t, all)
	if len(names) != 5 || names[0] != "登记表_001.docx" {
		t.Fatalf("%v", names)
	}
	parts, _ := partsOf(t, []byte(files[names[0]]))
	text := parts["word/document.xml"]
	for _, word := range []string{"安一", "男", "汉族", "共青团员", "430502200203040"} {
		if strings.Count(text, ">"+word) != 1 {
			t.Errorf("%s stands there %d times", word, strings.Count(text, ">"+word))
		}
	}
}

// Every filled form is read by two other readers, and where LibreOffice is there opened by it and printed.
func TestOtherProgramsOpenThem(t *testing.T) {
	b, dir := fiveOf(t), t.TempDir()
	var files []string
	keep := func(f *fill.Form, name string) {
		t.Helper()
		_, out := filled(t, b, f, fill.Whole{}, name)
		to := filepath.Join(dir, name)
		if err := os.Rename(out, to); err != nil {
			t.Fatal(err)
		}
		files = append(files, to)
	}
	for _, o := range offices {
		f, _ := open(t, b, o.make(t), ".xlsx")
		keep(f, o.name+".xlsx")
	}
	f, _ := open(t, b, aroundForm(t), ".xlsx")
	keep(f, "很多东西.xlsx")
	for _, o := range messyForms {
		f, err := fill.Open(t.Context(), b, filepath.Join("testdata", "forms", o.file), nil)
		if err != nil {
			t.Fatal(err)
		}
		if f.Ending == ".xlsx" {
			keep(f, o.file)
		}
	}
	for _, file := range files {
		now, err := excelize.OpenFile(file)
		if err != nil {
			t.Errorf("excelize: %s: %v", filepath.Base(file), err)
			continue
		}
		for _, name := range now.GetSheetList() {
			if _, err := now.GetRows(name); err != nil {
				t.Errorf("excelize: %s: %v", filepath.Base(file), err)
			}
		}
		now.Close()
		ours, err := sheet.Read(t.Context(), file, nil)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
		} else if all := fmt.Sprint(ours.Sheets); !strings.Contains(all, "安一") && !strings.Contains(all, "长虹印务") {
			t.Errorf("%s: nobody stands in it", filepath.Base(file))
		}
		wellFormed(t, file)
	}
	f, _ = open(t, b, wordOf(t, wordTable([]string{"序号", "姓名", "性别"}, []string{"", "", ""}, []string{"合计", "", ""})), ".docx")
	keep(f, "填好.docx")
	wellFormed(t, files[len(files)-1])
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		return // what is above holds without it
	}
	said, err := exec.Command(office, append([]string{"--headless", "-env:UserInstallation=file://" + dir + "/profile", "--convert-to", "pdf", "--outdir", dir}, files...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v %s", err, said)
	}
	for _, file := range files {
		pdf := filepath.Join(dir, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))+".pdf")
		text, err := exec.Command("pdftotext", pdf, "-").Output()
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
		} else if plain := strings.Join(strings.Fields(string(text)), ""); !strings.Contains(plain, "安一") && !strings.Contains(plain, "东升五金") && !strings.Contains(plain, "长虹") {
			t.Errorf("%s: nobody stands in %s", filepath.Base(file), text)
		}
	}
}

// wellFormed says that every part of a package is XML as a strict reader wants it, without an attribute that comes twice.
func wellFormed(t *testing.T, file string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts, _ := partsOf(t, raw)
	for name, text := range parts {
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
			continue
		}
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Errorf("%s: %s: %v", filepath.Base(file), name, err)
				break
			}
			if tag, ok := token.(xml.StartElement); ok {
				seen := map[xml.Name]bool{}
				for _, a := range tag.Attr {
					if seen[a.Name] {
						t.Errorf("%s: %s: %s has %s twice", filepath.Base(file), name, tag.Name.Local, a.Name.Local)
					}
					seen[a.Name] = true
				}
			}
		}
	}
}

// What is no form, or none that can be filled, is refused with what to do, in the words of filling.
func TestWhatIsNoForm(t *testing.T) {
	b := fiveOf(t)
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("x", 600)
	sealed := ole
	for _, r := range "EncryptedPackage" {
		sealed += string(r) + "\x00"
	}
	parts := func(more ...[2]string) []byte {
		all, order := partsOf(t, offices[7].make(t))
		var out [][2]string
		for _, name := range order {
			out = append(out, [2]string{name, all[name]})
		}
		return trial.Pack(t, append(out, more...)...)
	}
	for name, c := range map[string]struct {
		raw    []byte
		ending string
		says   string
	}{
		"sealed by a password":        {[]byte(sealed), ".xlsx", "密码"},
		"an old workbook by new name": {[]byte(ole), ".xlsx", "另存为"},
		"an old document":             {[]byte(ole), ".doc", "另存为"},
		"a text by that name":         {[]byte("姓名,性别\n"), ".xlsx", "空表"},
		"nothing":                     {nil, ".xlsx", "没有内容"},
		"a page of the web":           {[]byte("<html><table><tr><td>姓名</td></tr></table></html>"), ".xlsx", "空表"},
		"signed":                      {parts([2]string{"_xmlsignatures/sig1.xml", "<x/>"}), ".xlsx", "签名"},
		"binary":                      {trial.Pack(t, [2]string{"[Content_Types].xml", "<Types/>"}, [2]string{"xl/workbook.bin", "x"}), ".xlsx", "xlsb"},
		"slides":                      {trial.Pack(t, [2]string{"[Content_Types].xml", "<Types/>"}, [2]string{"ppt/presentation.xml", "<x/>"}), ".xlsx", "空表"},
		"a bomb":                      {trial.Document(t, trial.DocumentOf("<w:p><w:r><w:t>"+strings.Repeat(" ", 70<<20)+"</w:t></w:r></w:p>")), ".docx", "太大"},
		"entities":                    {trial.Document(t, `<!DOCTYPE x [<!ENTITY a "aaaa">]>`+trial.DocumentOf("")), ".docx", "损坏"},
		"a document without blanks":   {trial.Document(t, trial.DocumentOf("<w:p><w:r><w:t>通知</w:t></w:r></w:p>")), ".docx", "没有表格"},
		"no heads that are known":     {trial.Document(t, trial.DocumentOf("<w:p><w:r><w:t>幸运色：____</w:t></w:r></w:p>")), ".docx", "姓名"},
	} {
		path := filepath.Join(t.TempDir(), "空表"+c.ending)
		if err := os.WriteFile(path, c.raw, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := fill.Open(t.Context(), b, path, nil)
		if err == nil {
			t.Errorf("%s is opened", name)
		} else if text := store.Tell(err).Message; !strings.Contains(text, c.says) || strings.Contains(text, "再导入") || strings.Contains(text, "程序内部") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// Macros and what leads out of the file stay in it as they are, and are neither run nor followed.
func TestMacrosAndLinksStay(t *testing.T) {
	b := fiveOf(t)
	const link = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:/x.dotm" TargetMode="External"/></Relationships>`
	raw := trial.Document(t, trial.DocumentOf(`<w:p><w:r><w:t>姓名：____ 性别：____</w:t></w:r></w:p>`), [2]string{"word/_rels/document.xml.rels", link}, [2]string{"word/_rels/settings.xml.rels", link})
	f, _ := open(t, b, raw, ".docx")
	_, out := filled(t, b, f, fill.Whole{}, "五份.zip")
	all, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	files, names := partsOf(t, all)
	inOrder(t, raw, []byte(files[names[0]]), []string{"姓名：安一 性别：男"})
	book, order := partsOf(t, offices[7].make(t))
	var list [][2]string
	for _, name := range order {
		list = append(list, [2]string{name, book[name]})
	}
	list = append(list, [2]string{"xl/vbaProject.bin", "macro"})
	for i := range list {
		switch list[i][0] {
		case "xl/_rels/workbook.xml.rels":
			list[i][1] = strings.Replace(list[i][1], "</Relationships>", `<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>`, 1)
		case "[Content_Types].xml":
			list[i][1] = strings.Replace(list[i][1], "spreadsheetml.sheet.main+xml", "sheet.macroEnabled.main+xml", 1)
		}
	}
	m, _ := open(t, b, trial.Pack(t, list...), ".xlsm")
	if !m.Macros || m.Ending != ".xlsm" {
		t.Fatalf("macros %v, %s", m.Macros, m.Ending)
	}
	_, out = filled(t, b, m, fill.Whole{}, "填好.xlsm")
	if all, err = os.ReadFile(out); err != nil {
		t.Fatal(err)
	}
	if now, _ := partsOf(t, all); now["xl/vbaProject.bin"] != "macro" {
		t.Error("the macro changed")
	}
}
