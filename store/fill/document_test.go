package fill_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tuanjian/store/fill"
)

// wordOf is a document of a paragraph, some tables and a paragraph.
func wordOf(t testing.TB, tables ...string) []byte {
	t.Helper()
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>某街道青年情况表</w:t></w:r></w:p>`
	const tail = `<w:p><w:r><w:t>填表人：　　　　审核人：</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", head + strings.Join(tables, `<w:p/>`) + tail},
	} {
		w, err := z.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, p[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
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

// Every filled form is opened by other programs, where they are there.
func TestOtherProgramsOpenThem(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("no LibreOffice here")
	}
	b, dir := fiveOf(t), t.TempDir()
	var files []string
	for _, o := range offices {
		f, _ := open(t, b, o.make(t), ".xlsx")
		_, out := filled(t, b, f, fill.Whole{}, "表.xlsx")
		to := filepath.Join(dir, o.name+".xlsx")
		if err := os.Rename(out, to); err != nil {
			t.Fatal(err)
		}
		files = append(files, to)
	}
	f, _ := open(t, b, wordOf(t, wordTable([]string{"序号", "姓名", "性别"}, []string{"", "", ""}, []string{"合计", "", ""})), ".docx")
	_, out := filled(t, b, f, fill.Whole{}, "填好.docx")
	files = append(files, out)
	said, err := exec.Command(office, append([]string{"--headless", "-env:UserInstallation=file://" + dir + "/profile", "--convert-to", "pdf", "--outdir", dir}, files...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v %s", err, said)
	}
	for _, file := range files {
		pdf := filepath.Join(dir, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))+".pdf")
		text, err := exec.Command("pdftotext", pdf, "-").Output()
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
		} else if plain := strings.Join(strings.Fields(string(text)), ""); !strings.Contains(plain, "安一") && !strings.Contains(plain, "东升五金") {
			t.Errorf("%s: nobody stands in %s", filepath.Base(file), text)
		}
	}
	if python, err := exec.LookPath("python3"); err == nil && exec.Command(python, "-c", "import openpyxl").Run() == nil {
		for _, file := range files[:len(files)-1] {
			if said, err := exec.Command(python, "-c", "import openpyxl,sys;openpyxl.load_workbook(sys.argv[1])", file).CombinedOutput(); err != nil {
				t.Errorf("openpyxl: %s: %s", filepath.Base(file), said)
			}
		}
	}
}
