package sheet

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// formulaTexts begin as a formula does, in every way that a spreadsheet knows, behind none, one and two apostrophes.
func formulaTexts() []string {
	var all []string
	for _, quote := range []string{"", "'", "''"} {
		for _, first := range []string{"=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "\t", " ="} {
			for _, rest := range []string{"1+1", `HYPERLINK("http://127.0.0.1:1/","x")`, "cmd|' /C calc'!A0", "SUM(A1:A9)", "2", ""} {
				if text := quote + first + rest; strings.TrimSpace(text) != "" {
					all = append(all, text)
				}
			}
		}
	}
	return append(all, `="430502200211192919"`, "+86 13800000000", "-", "=", "@x", "1E5", "0012", "2013/2/4", "1/2", "TRUE", "12%", "￥3", "430502200211192919")
}

// written are the files of every writer of this package, each with the texts in one column between x and y.
func written(t *testing.T, texts []string) map[string][]byte {
	t.Helper()
	rows := make([][]string, len(texts))
	for i, text := range texts {
		rows[i] = []string{"x", text, "y"}
	}
	out := OutSheet{Name: "文字", Columns: columnsOf("姓名", "=1+1", "身份证号码"), Len: len(rows), Row: rowsOf(rows)}
	var plain, faults bytes.Buffer
	if err := WriteCSV(context.Background(), &plain, out, nil); err != nil {
		t.Fatal(err)
	}
	given := Sheet{Name: "=1+1", Rows: append([][]string{{"姓名", "=1+1", "身份证号码"}}, rows...)}
	found := Locate(context.Background(), &Workbook{Sheets: []Sheet{given}}, rosterWords)[0]
	var wrong []Fault
	for i := range rows {
		wrong = append(wrong, Fault{i + 1, 2, "=2+2"})
	}
	if err := WriteFaults(context.Background(), &faults, Faulty{&given, found, wrong}); err != nil {
		t.Fatal(err)
	}
	// an empty sheet for people to fill in, whose choices and title begin like formulas
	template := OutSheet{Name: "模板", Title: "=1+1", Particulars: "@x", Columns: []OutColumn{{Head: "+1"}, {Head: "-1", Choices: texts}, {Head: "＝1", Choices: []string{"=1", "甲"}}}}
	return map[string][]byte{
		"export.xlsx": writeBytes(t, Out{Sheets: []OutSheet{out}}), "export.csv": plain.Bytes(), "faults.xlsx": faults.Bytes(),
		"template.xlsx": writeBytes(t, Out{Sheets: []OutSheet{template}, Manifest: &Manifest{"账", [][2]string{{"=1", "+2"}}}}),
	}
}

// What begins like a formula comes back as it was, from every writer.
func TestFormulaTextsComeBack(t *testing.T) {
	texts := formulaTexts()
	for name, b := range written(t, texts) {
		if name == "template.xlsx" {
			continue // has no rows
		}
		rows := readBack(t, b).Sheets[0].Rows
		for i, text := range texts {
			if got := rows[i+1]; got[0] != "x" || got[1] != text || got[2] != "y" {
				t.Errorf("%s: %q came back as %q", name, text, got)
			}
		}
		if rows[0][1] != "=1+1" {
			t.Errorf("%s: head %q", name, rows[0])
		}
	}
}

// The same of any text whose beginning is mixed of apostrophes and what makes a formula.
func TestAnyTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.StringMatching(`['=+@\t ＝＋－＠-]{0,4}`)
		rest := rapid.OneOf(rapid.StringMatching(`[a-zA-Z0-9甲𬭎'",;|=_x()!\\]{0,8}`), rapid.SampledFrom(trickyTexts))
		text := first.Draw(t, "first") + rest.Draw(t, "rest")
		if unmarked(text) != text { // an apostrophe before a number is no part of it, whoever wrote it
			text = "x"
		}
		comesBack(t, text)
	})
}

// A cell that holds a tab and nothing else once came back empty out of a CSV.
func TestALoneTabComesBack(t *testing.T) { comesBack(t, "\t") }

// comesBack writes a text and reads it again.
func comesBack(t interface{ Fatalf(string, ...any) }, text string) {
	out := OutSheet{Name: "文字", Columns: columnsOf("甲", "乙"), Len: 1, Row: func(int) []string { return []string{text, "z"} }}
	var book, plain bytes.Buffer
	if err := Write(context.Background(), &book, Out{Sheets: []OutSheet{out}}, nil); err != nil {
		t.Fatalf("%v", err)
	}
	if err := WriteCSV(context.Background(), &plain, out, nil); err != nil {
		t.Fatalf("%v", err)
	}
	for name, b := range map[string][]byte{"xlsx": book.Bytes(), "csv": plain.Bytes()} {
		back, err := ReadBytes(context.Background(), b, nil)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if got := back.Sheets[0].Rows[1]; !slices.Equal(got, []string{text, "z"}) {
			t.Fatalf("%s: %q came back as %q", name, text, got)
		}
	}
}

// A flatCell is a cell of LibreOffice's own flat XML.
type flatCell struct {
	Formula  string   `xml:"urn:oasis:names:tc:opendocument:xmlns:table:1.0 formula,attr"`
	Kind     string   `xml:"urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type,attr"`
	Repeated int      `xml:"urn:oasis:names:tc:opendocument:xmlns:table:1.0 number-columns-repeated,attr"`
	Lines    []string `xml:"urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"`
}

// flatCells are all filled cells of the flat files that soffice makes of the given ones.
func flatCells(t *testing.T, files map[string][]byte) map[string][]flatCell {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("there is no soffice here, so what LibreOffice makes of our files is not tried")
	}
	folder := t.TempDir()
	convert := func(args ...string) {
		args = append([]string{"--headless", "-env:UserInstallation=file://" + filepath.ToSlash(folder) + "/profile", "--convert-to", "fods", "--outdir", folder}, args...)
		if out, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	var books []string
	for name, b := range files {
		path := filepath.Join(folder, strings.ReplaceAll(name, ".", "-")+filepath.Ext(name))
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(name) == ".csv" {
			convert("--infilter=CSV:44,34,76,1", path) // comma, quotes, UTF-8, from the first line: what its window offers
			continue
		}
		books = append(books, path)
	}
	convert(books...)
	found := map[string][]flatCell{}
	for name := range files {
		f, err := os.Open(filepath.Join(folder, strings.ReplaceAll(name, ".", "-")+".fods"))
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(f); ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if start, ok := token.(xml.StartElement); ok && start.Name.Local == "table-cell" {
				var c flatCell
				if err := d.DecodeElement(&c, &start); err != nil {
					t.Fatal(err)
				}
				if c.Kind != "" || c.Formula != "" {
					found[name] = append(found[name], c)
				}
			}
		}
		f.Close()
	}
	return found
}

// In LibreOffice no cell that we wrote is a formula, and in a workbook none is anything but a text.
func TestLibreOfficeSeesNoFormula(t *testing.T) {
	texts := formulaTexts()
	for name, cells := range flatCells(t, written(t, texts)) {
		if want := 3 * len(texts); len(cells) < want && name != "template.xlsx" || len(cells) < 4 {
			t.Errorf("%s: only %d cells", name, len(cells))
		}
		for _, c := range cells {
			if c.Formula != "" {
				t.Errorf("%s: %q is the formula %s", name, c.Lines, c.Formula)
			}
			if c.Kind != "string" && filepath.Ext(name) == ".xlsx" {
				t.Errorf("%s: %q is a %s", name, c.Lines, c.Kind)
			}
		}
	}
}
