package blank

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode"

	"tuanjian/store/sheet"
	"tuanjian/store/trial"
)

const (
	typesXML = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
	topXML   = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	mainXML  = `<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`
	relsXML  = `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/hyperlink" Target="http://x.example/" TargetMode="External"/><Relationship Id="r3" Type="http://x/worksheet" Target="../../../../etc/passwd"/></Relationships>`
	headXML  = `<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>性别</t></is></c></row>`
)

// packed makes a package of one sheet, with more parts besides.
func packed(t testing.TB, sheet string, more map[string]string) []byte {
	t.Helper()
	parts := [][2]string{{"[Content_Types].xml", typesXML}, {"_rels/.rels", topXML}, {"xl/workbook.xml", mainXML}, {"xl/_rels/workbook.xml.rels", relsXML}, {"xl/worksheets/sheet1.xml", sheet}}
	for i := range parts {
		if text, ok := more[parts[i][0]]; ok {
			parts[i][1] = text
			delete(more, parts[i][0])
		}
	}
	for name, text := range more {
		parts = append(parts, [2]string{name, text})
	}
	return trial.Pack(t, parts...)
}

func data(rows string) string {
	return `<worksheet><dimension ref="A1:B1"/><sheetData>` + rows + `</sheetData></worksheet>`
}

// whole opens what may be a form, fills it as far as it goes, and opens that again.
func whole(t *testing.T, b []byte) {
	f, err := Open(context.Background(), b)
	if err != nil {
		var reason *sheet.Error
		if !errors.As(err, &reason) {
			t.Fatalf("an error without a reason: %v", err)
		}
		return
	}
	for i, s := range f.Sheets {
		own := []Put{}
		for r := range 4 {
			for c := range 4 {
				if w := s.Words(r, c); w != nil {
					for _, g := range w.Gaps() {
						own = append(own, Put{Row: r, Col: c, Own: filledBy(g)})
					}
				}
				s.Cell(r, c)
				s.Options(r, c)
				s.Day(r, c)
				s.Locked(r, c)
			}
		}
		g := Grow{At: 3, N: 2, Model: 2}
		puts := []Put{{Row: 1, Col: 0, Text: "安<一>&\"_x0041_\n"}, {Row: 3, Col: 1, Text: "4", Number: true}, {Row: 4, Col: 2, Text: "430502200203040011", Whole: true}}
		for _, change := range []Change{{Sheet: i, Puts: puts}, {Sheet: i, Grow: g, Puts: puts}, {Sheet: i, Puts: own}, {Sheet: i, Grow: Grow{At: 3, N: 4, Model: 1, Tall: 2}, Puts: puts}} {
			var out bytes.Buffer
			if err := f.Write(context.Background(), &out, []Change{change}); err != nil {
				var reason *sheet.Error
				if !errors.As(err, &reason) {
					t.Fatalf("an error without a reason: %v", err)
				}
				continue
			}
			if _, err := Open(context.Background(), out.Bytes()); err != nil && f.Text.Kind == "xlsx" {
				t.Fatalf("what was written is not read: %v", err)
			}
		}
		var out bytes.Buffer
		if err := f.WriteCards(context.Background(), &out, i, []Card{{"安", []Change{{Puts: puts}}}, {"安", nil}}); err == nil {
			if _, err := Open(context.Background(), out.Bytes()); err != nil && f.Text.Kind == "xlsx" {
				t.Fatalf("copies are not read: %v", err)
			}
		}
	}
}

// filledBy fills a gap whatever it is.
func filledBy(g Gap) []Edit {
	switch {
	case len(g.Boxes) > 0:
		return g.Tick(len(g.Boxes) - 1)
	case len(g.Days) > 0:
		return g.Day(2002, 3, 4)
	}
	return g.Say("安<一>&\n_x0041_")
}

// FuzzGaps: whatever a text is, filling its blanks changes nothing but these, and they do not overlap.
func FuzzGaps(f *testing.F) {
	trial.Corpus(f)
	for _, text := range []string{"姓名：____ 性别：□男 □女", "出生年月：    年  月  日（ ）是（ ）否", "共____人 男□女□", "兹有____同志"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w := wordsIn(text)
		at := 0
		for _, g := range w.Gaps() {
			edits := filledBy(g)
			for _, e := range edits {
				if e.At.From < at || e.At.To < e.At.From || e.At.To > len(w.Runes) {
					t.Fatalf("%q: %+v begins before %d", text, e, at)
				}
				for _, r := range w.Runes[e.At.From:e.At.To] {
					if r > ' ' && !unicode.IsSpace(r) && !strings.ContainsRune("_＿﹍﹏‗ˍ□☐▢◻⬜❏❑○◯\uf0a8\uf06f\uf0a3", r) {
						t.Fatalf("%q: %c is written over", text, r)
					}
				}
				at = e.At.To
			}
		}
	})
}

func FuzzSheet(f *testing.F) {
	trial.Corpus(f)
	f.Add(data(headXML+`<row r="2" spans="1:2"><c r="A2" s="1"/><c r="B2"><f t="shared" ref="B2:B4" si="0">A2+1</f><v>3</v></c></row><row r="3"/>`), "<styleSheet><cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"49\"/></cellXfs></styleSheet>")
	f.Add(strings.Replace(data(headXML), "</worksheet>", `<mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells><dataValidations><dataValidation type="list" sqref="B2:B9"><formula1>"男,女"</formula1></dataValidation></dataValidations></worksheet>`, 1), "")
	f.Fuzz(func(t *testing.T, sheet, styles string) {
		more := map[string]string{"xl/worksheets/sheet1.xml": sheet}
		if styles != "" {
			more["xl/styles.xml"] = styles
			more["xl/_rels/workbook.xml.rels"] = strings.Replace(relsXML, "</Rel", `<Relationship Id="r9" Type="http://x/styles" Target="styles.xml"/></Rel`, 1)
		}
		whole(t, packed(t, sheet, more))
	})
}

func FuzzDocument(f *testing.F) {
	trial.Corpus(f)
	f.Add(strings.Replace(documentOf(""), "登记表", `姓名：</w:t></w:r><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">   </w:t><w:tab/></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/><w14:checked w14:val="0"/></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt><w:r><w:sym w:char="F0A8"/><w:t>男`, 1))
	f.Add(documentOf(`<w:tr><w:tc><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>`))
	f.Fuzz(func(t *testing.T, document string) { whole(t, trial.Document(t, document)) })
}

// documentOf is the main part of a document with a table.
func documentOf(rows string) string {
	return trial.DocumentOf(`<w:p><w:r><w:t>登记表</w:t></w:r></w:p><w:tbl><w:tblPr/><w:tblGrid/>` + rows + `</w:tbl>`)
}

func TestHostileForms(t *testing.T) {
	for name, b := range map[string][]byte{
		"entities":           packed(t, `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>`+data(headXML), nil),
		"a bomb":             packed(t, data(headXML+strings.Repeat(" ", 70<<20)), nil),
		"rows that go back":  packed(t, data(headXML+`<row r="9"/><row r="2"/>`), nil),
		"a row far away":     packed(t, data(headXML+`<row r="99999999"/>`), nil),
		"cells that go back": packed(t, data(headXML+`<row r="2"><c r="B2"/><c r="A2"/></row>`), nil),
		"UTF-16":             packed(t, "\xff\xfe<\x00", nil),
		"no rows at all":     packed(t, `<worksheet/>`, nil),
		"a signature":        packed(t, data(headXML), map[string]string{"_xmlsignatures/sig1.xml": "<x/>"}),
		"half a tag":         packed(t, data(headXML)[:60], nil),
		"deep tables":        trial.Document(t, documentOf(strings.Repeat(`<w:tr><w:tc><w:tbl>`, 5000))),
		"a wide table":       trial.Document(t, documentOf(`<w:tr>`+strings.Repeat(`<w:tc><w:tcPr><w:gridSpan w:val="9999999"/></w:tcPr><w:p/></w:tc>`, 20)+`</w:tr>`)),
		"a document type":    trial.Document(t, `<!DOCTYPE x>`+documentOf("")),
		"a template":         packed(t, data(headXML), map[string]string{"[Content_Types].xml": strings.Replace(typesXML, "sheet.main", "template.main", 1)}),
		"nothing":            nil,
		"an old workbook":    []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("x", 600)),
		"a text":             []byte("姓名,性别\n"),
		"half a package":     packed(t, data(headXML), nil)[:400],
	} {
		f, err := Open(context.Background(), b)
		if err == nil && name == "cells that go back" {
			err = f.Write(context.Background(), io.Discard, []Change{{Puts: []Put{{Row: 1, Col: 0, Text: "x"}}}})
		}
		var reason *sheet.Error
		if !errors.As(err, &reason) {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(reason.Text, "导入") {
			t.Errorf("%s: it speaks of another thing: %s", name, reason.Text)
		}
	}
	// What leads out of the file is not followed, and stays in it.
	b := packed(t, data(headXML), nil)
	f, err := Open(context.Background(), b)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(context.Background(), &out, []Change{{Puts: []Put{{Row: 1, Col: 0, Text: "安一"}}}}); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil || len(z.File) != 5 {
		t.Fatalf("%v", err)
	}
	r, err := z.File[3].Open()
	if err != nil {
		t.Fatal(err)
	}
	rels, err := io.ReadAll(r)
	if err != nil || string(rels) != relsXML {
		t.Errorf("%s", rels)
	}
}

func TestManyMergedCellsAreNoBurden(t *testing.T) {
	var merges strings.Builder
	for range 150_000 {
		merges.WriteString(`<mergeCell ref="A1:XFD1048576"/>`)
	}
	b := packed(t, strings.Replace(data(headXML), "</worksheet>", "<mergeCells>"+merges.String()+"</mergeCells></worksheet>", 1), nil)
	f, err := Open(context.Background(), b)
	if err == nil {
		err = f.Write(context.Background(), io.Discard, []Change{{Grow: Grow{At: 2, N: 3, Model: 1}, Puts: []Put{{Row: 1, Col: 0, Text: "x"}}}})
	}
	if err != nil && !errors.Is(err, ErrBig) {
		t.Error(err)
	}
}
