package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

const (
	relTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	topRels  = `<Relationships><Relationship Id="r" Type="` + relTypes + `officeDocument" Target="/xl/workbook.xml"/></Relationships>`
	bookRels = `<Relationships><Relationship Id="a" Type="` + relTypes + `worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="b" Type="` + relTypes + `worksheet" Target="/xl/worksheets/sheet2.xml"/>
<Relationship Id="c" Type="` + relTypes + `chartsheet" Target="chartsheets/c.xml"/>
<Relationship Id="s" Type="` + relTypes + `sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="t" Type="` + relTypes + `styles" Target="styles.xml"/></Relationships>`
	bookXML = `<workbook><sheets><sheet name="团&amp;员" r:id="a"/><sheet name="图" r:id="c"/><sheet name="藏" state="veryHidden" r:id="b"/></sheets></workbook>`
	styles  = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="000000"/><numFmt numFmtId="166" formatCode="&quot;团证&quot;00000"/><numFmt numFmtId="167" formatCode="@&quot;支部&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="1"/><xf numFmtId="22"/><xf numFmtId="2"/><xf numFmtId="166"/><xf numFmtId="167"/></cellXfs></styleSheet>`
	shared = `<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><t xml:space="preserve"> 丙</t></r><rPh><t>guide</t></rPh></si></sst>`
	second = `<worksheet><sheetData><row><c t="inlineStr"><is><t>二</t></is></c></row></sheetData></worksheet>`
)

// zipOf packs parts; changes replaces or adds some, an empty text takes one away.
func zipOf(t testing.TB, sheet string, changes map[string]string) []byte {
	t.Helper()
	all := map[string]string{"_rels/.rels": topRels, "xl/workbook.xml": bookXML, "xl/_rels/workbook.xml.rels": bookRels,
		"xl/worksheets/sheet1.xml": sheet, "xl/worksheets/sheet2.xml": second, "xl/styles.xml": styles, "xl/sharedStrings.xml": shared}
	for name, text := range changes {
		if all[name] = text; text == "" {
			delete(all, name)
		}
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range all {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, text)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func data(rows string) string { return `<worksheet><sheetData>` + rows + `</sheetData></worksheet>` }

func cellOf(attrs, inner string) string { return data(`<row><c ` + attrs + `>` + inner + `</c></row>`) }

func TestXLSXCells(t *testing.T) {
	for _, c := range []struct{ name, sheet, want string }{
		{"shared", cellOf(`t="s"`, `<v>0</v>`), "甲"},
		{"rich shared, guide left out", cellOf(`t="s"`, `<v>1</v>`), "乙 丙"},
		{"shared that is not there", cellOf(`t="s"`, `<v>9</v>`), ""},
		{"inline rich", cellOf(`t="inlineStr"`, `<is><r><t>一</t></r><r><t>二</t></r></is>`), "一二"},
		{"formula with a text", cellOf(`t="str"`, `<f>A1&amp;"x"</f><v>果</v>`), "果"},
		{"formula with a number", cellOf(``, `<f>1+1</f><v>2</v>`), "2"},
		{"formula never computed", cellOf(``, `<f>1+1</f>`), ""},
		{"true", cellOf(`t="b"`, `<v>1</v>`), "TRUE"},
		{"false", cellOf(`t="b"`, `<v>0</v>`), "FALSE"},
		{"value beside an inline text", cellOf(`t="inlineStr"`, `<is><t>甲</t></is><v>甲</v>`), "甲"},
		{"inline text beside a number", cellOf(``, `<v>5</v><is><t>五</t></is>`), "5"},
		{"inline text beside a shared one", cellOf(`t="s"`, `<v>0</v><is><t>乙</t></is>`), "甲"},
		{"inline text announced, a value given", cellOf(`t="inlineStr"`, `<v>丙</v>`), "丙"},
		{"only an inline text", cellOf(``, `<is><t>丁</t></is>`), "丁"},
		{"text mark before a phone", cellOf(`t="inlineStr"`, `<is><t>'13900000010</t></is>`), "13900000010"},
		{"text mark that is none", cellOf(`t="inlineStr"`, `<is><t>'甲'</t></is>`), "'甲'"},
		{"month with two decimals", cellOf(`s="6"`, `<v>1998.1</v>`), "1998.10"},
		{"words in a format", cellOf(`s="7"`, `<v>123</v>`), "团证00123"},
		{"words in a format for texts", cellOf(`s="8" t="s"`, `<v>0</v>`), "甲支部"},
		{"iso date", cellOf(`t="d"`, `<v>2013-02-04T00:00:00</v>`), "2013-02-04"},
		{"iso time", cellOf(`t="d"`, `<v>2013-02-04T09:30:00Z</v>`), "2013-02-04 09:30:00"},
		{"date", cellOf(`s="1"`, `<v>41309</v>`), "2013-02-04"},
		{"date, its time not shown", cellOf(`s="1"`, `<v>41309.4</v>`), "2013-02-04"},
		{"date and time", cellOf(`s="5"`, `<v>41309.395833333</v>`), "2013-02-04 09:30:00"},
		{"date and midnight", cellOf(`s="5"`, `<v>41309</v>`), "2013-02-04"},
		{"month", cellOf(`s="2"`, `<v>43586</v>`), "2019-05"},
		{"month hiding a day", cellOf(`s="2"`, `<v>43588</v>`), "2019-05-03"},
		{"leading zeros", cellOf(`s="3"`, `<v>739</v>`), "000739"},
		{"id that became a number", cellOf(``, `<v>4.3050220020516E+17</v>`), "4.30502E+17"},
		{"the same in full", cellOf(`s="4"`, `<v>4.3050220020516E+17</v>`), "430502200205160000"},
		{"15 digits", cellOf(``, `<v>430502200205160</v>`), "430502200205160"},
		{"number with an exponent", cellOf(``, `<v>1.38E+10</v>`), "13800000000"},
		{"fraction", cellOf(``, `<v>0.30000000000000004</v>`), "0.3"},
		{"negative", cellOf(``, `<v>-12</v>`), "-12"},
		{"style that is not there", cellOf(`s="99"`, `<v>5</v>`), "5"},
		{"no number at all", cellOf(``, `<v>x1</v>`), "x1"},
		{"entities", cellOf(`t="inlineStr"`, `<is><t>&lt;&#x5F20;&#19977;&gt;&unknown;&amp;amp;</t></is>`), "<张三>&unknown;&amp;"},
		{"cdata and comment", cellOf(`t="inlineStr"`, `<is><t><![CDATA[<a>&b]]><!-- no -->c</t></is>`), "<a>&bc"},
		{"escaped control", cellOf(`t="inlineStr"`, `<is><t>a_x000D_b_x005F_x000D_</t></is>`), "a\rb_x000D_"},
		{"prefix, quotes with >", `<x:worksheet><x:sheetData><x:row r='1' foo="a>b"><x:c r='A1' t='inlineStr'><x:is><x:t>值</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`, "值"},
		{"phonetic guide", cellOf(`t="inlineStr"`, `<is><t>张</t><rPh sb="0" eb="1"><t>zhang</t></rPh></is>`), "张"},
	} {
		book, err := ReadBytes(context.Background(), zipOf(t, c.sheet, nil), nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := book.Sheets[0].Cell(0, 0); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A cell with an error is empty, and the error is known, however it was saved.
func TestErrorCells(t *testing.T) {
	for _, c := range []struct{ name, sheet, want string }{
		{"value", cellOf(`t="e"`, `<v>#N/A</v>`), "#N/A"},
		{"of a formula", cellOf(`t="e"`, `<f>A1/0</f><v>#DIV/0!</v>`), "#DIV/0!"},
		{"new kind", cellOf(`t="e"`, `<v>#NEW!</v>`), "#NEW!"},
		{"text", cellOf(`t="inlineStr"`, `<is><t>#REF!</t></is>`), "#REF!"},
		{"text in small letters", cellOf(`t="str"`, `<v> #name? </v>`), "#name?"},
		{"column too narrow", cellOf(`t="inlineStr"`, `<is><t>#######</t></is>`), "#######"},
		{"LibreOffice", cellOf(`t="inlineStr"`, `<is><t>Err:502</t></is>`), "Err:502"},
		{"formula never computed", cellOf(``, `<f>A1</f>`), notComputed},
		{"formula with an empty text", cellOf(`t="str"`, `<f>A1</f><v></v>`), ""},
		{"a number's sign", cellOf(`t="inlineStr"`, `<is><t>#1</t></is>`), ""},
		{"CSV", "甲,#REF!,#N/A\r\n", ""},
	} {
		b := []byte(c.sheet)
		if c.name != "CSV" {
			b = zipOf(t, c.sheet, nil)
		}
		s := &readBack(t, b).Sheets[0]
		if c.name == "CSV" {
			if s.Error(0, 1) != "#REF!" || s.Error(0, 2) != "#N/A" || len(s.Rows[0]) != 1 {
				t.Errorf("CSV: %v %q", s.errors, s.Rows)
			}
		} else if got := s.Error(0, 0); got != c.want || c.want != "" && s.Cell(0, 0) != "" {
			t.Errorf("%s: %q, want %q; cell %q", c.name, got, c.want, s.Cell(0, 0))
		}
	}
}

func TestXLSXHiding(t *testing.T) {
	rows := func(hidden string) string {
		return `<worksheet><cols><col min="2" max="3" hidden="1"/><col min="5" max="16384" width="0" customWidth="1"/></cols><sheetData>
<row r="1"><c><v>1</v></c></row><row r="2" ` + hidden + `><c><v>2</v></c></row><row r="3" ht="0" customHeight="1"><c><v>3</v></c></row>
<row r="4" hidden="1"/><row r="5" ht="14.25"><c><v>5</v></c></row></sheetData>`
	}
	for name, c := range map[string]struct {
		sheet string
		want  map[int]Hiding
	}{
		"by hand":              {rows(`hidden="1"`) + `<autoFilter ref="A1:C5"/></worksheet>`, map[int]Hiding{1: ByHand, 2: ByHand}},
		"true in words":        {rows(`hidden="true"`) + `</worksheet>`, map[int]Hiding{1: ByHand, 2: ByHand}},
		"by a filter":          {rows(`hidden="1"`) + `<autoFilter ref="A1:C5"><filterColumn colId="0"><filters><filter val="1"/></filters></filterColumn></autoFilter></worksheet>`, map[int]Hiding{1: ByFilter, 2: ByFilter}},
		"a filter further up":  {rows(`hidden="1"`) + `<autoFilter ref="A1:C2"><filterColumn colId="0"/></autoFilter></worksheet>`, map[int]Hiding{1: ByFilter, 2: ByHand}},
		"only a row of no ink": {rows(``) + `</worksheet>`, map[int]Hiding{2: ByHand}},
	} {
		s := readBack(t, zipOf(t, c.sheet, nil)).Sheets[0]
		if !reflect.DeepEqual(s.HiddenRows, c.want) || len(s.Rows) != 5 {
			t.Errorf("%s: %v, want %v, of %d rows", name, s.HiddenRows, c.want, len(s.Rows))
		}
		if !s.HiddenColumns[1] || !s.HiddenColumns[2] || s.HiddenColumns[3] || !s.HiddenColumns[4] || len(s.HiddenColumns) > MaxColumns {
			t.Errorf("%s: columns %d", name, len(s.HiddenColumns))
		}
	}
}

func TestXLSXShape(t *testing.T) {
	sheet := `<worksheet><sheetData><row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c><c r="F2" s="1"/></row>
<row hidden="1"><c><v>3</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>
<mergeCells><mergeCell ref="B2:D3"/><mergeCell ref="nonsense"/></mergeCells></worksheet>`
	book := readBack(t, zipOf(t, sheet, nil))
	if len(book.Sheets) != 2 || book.Sheets[0].Name != "团&员" || book.Sheets[0].Hidden || !book.Sheets[1].Hidden || book.Kind != "xlsx" {
		t.Errorf("sheets: %+v", book.Sheets)
	}
	if got := book.Sheets[0].Rows; !slices.EqualFunc(got, [][]string{nil, {"", "1", "2"}, {"3"}}, slices.Equal) {
		t.Errorf("rows: %q", got)
	}
	if got := book.Sheets[0].Merged; !reflect.DeepEqual(got, []Area{{1, 1, 2, 3}}) {
		t.Errorf("merged: %v", got)
	}
	if got := book.Sheets[0].Cell(9, 9) + book.Sheets[0].Cell(-1, 0) + book.Sheets[0].Cell(2, 1); got != "" {
		t.Errorf("beyond the cells: %q", got)
	}
}

func TestXLSXOddButHonest(t *testing.T) {
	utf16XML := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(cellOf(`t="inlineStr"`, `<is><t>宽</t></is>`))) {
		utf16XML = binary.LittleEndian.AppendUint16(utf16XML, u)
	}
	one := cellOf(``, `<v>1</v>`)
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"UTF-16":            {zipOf(t, string(utf16XML), nil), "宽"},
		"byte order mark":   {zipOf(t, utf8Mark+`<?xml version="1.0"?>`+one, nil), "1"},
		"no styles":         {zipOf(t, one, map[string]string{"xl/styles.xml": "<styleSheet><"}), "1"},
		"strings announced": {zipOf(t, one, map[string]string{"xl/sharedStrings.xml": ""}), "1"},
		"no top relations":  {zipOf(t, one, map[string]string{"_rels/.rels": ""}), "1"},
		"backslashes, case": {zipOf(t, "", map[string]string{"xl/worksheets/sheet1.xml": "", `XL\Worksheets\Sheet1.xml`: one}), "1"},
		"1904":              {zipOf(t, cellOf(`s="1"`, `<v>39847</v>`), map[string]string{"xl/workbook.xml": strings.Replace(bookXML, "<sheets>", `<workbookPr date1904="1"/><sheets>`, 1)}), "2013-02-04"},
	} {
		book, err := ReadBytes(context.Background(), c.b, nil)
		if err != nil || book.Sheets[0].Cell(0, 0) != c.want {
			t.Errorf("%s: %v %+v, want %q", name, err, book, c.want)
		}
	}
}

func TestXLSXRefused(t *testing.T) {
	one := cellOf(``, `<v>1</v>`)
	many := map[string]string{}
	for i := range MaxEntries {
		many[fmt.Sprintf("x/%d", i)] = "x"
	}
	bomb := `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>` + cellOf(`t="inlineStr"`, `<is><t>&b;</t></is>`)
	locked := zipOf(t, one, nil)
	for i := 0; i+8 < len(locked); i++ {
		if string(locked[i:i+4]) == "PK\x01\x02" {
			locked[i+8] |= 1
		}
	}
	flipped := zipOf(t, one, nil)
	flipped[bytes.Index(flipped, []byte("sheet1.xml"))+14] ^= 0xff
	wideRows := data(strings.Repeat(`<row><c r="ALL1"><v>1</v></c></row>`, 1)) // column 1000
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"entity bomb":           {zipOf(t, bomb, nil), ErrDamaged},
		"too many entries":      {zipOf(t, one, many), ErrTooLarge},
		"200 MB of nothing":     {zipOf(t, data(strings.Repeat(`<row></row>`, MaxUnpack/11+1)), nil), ErrDamaged}, // no sheet has so many rows
		"endless token":         {zipOf(t, data(`<row><c><v>`+strings.Repeat("1", 3<<20)), nil), ErrLongCell},
		"row 200001":            {zipOf(t, data(`<row r="200001"><c><v>1</v></c></row>`), nil), ErrTooManyRows},
		"column 1001":           {zipOf(t, data(`<row><c r="ALM1"><v>1</v></c></row>`), nil), ErrTooManyColumns},
		"column 1000":           {zipOf(t, wideRows, nil), nil},
		"many wide rows":        {zipOf(t, data(strings.Repeat(`<row><c r="ALL1"><v>1</v></c></row>`, 1)+sparse(11_000)), nil), ErrTooLarge},
		"rows over many sheets": {manySheets(t, 60, data(`<row r="200000"><c><v>1</v></c></row>`)), ErrTooLarge},
		"one part, two sheets":  {zipOf(t, one, map[string]string{"xl/workbook.xml": `<workbook><sheets><sheet name="a" r:id="a"/><sheet name="b" r:id="a"/></sheets></workbook>`}), ErrDamaged},
		"a long shared text":    {zipOf(t, one, map[string]string{"xl/sharedStrings.xml": `<sst><si><t>` + strings.Repeat("长", maxCell*3) + `</t></si></sst>`}), ErrLongCell},
		"a text too long":       {zipOf(t, cellOf(`t="inlineStr"`, `<is><t>`+strings.Repeat("长", maxCell+1)+`</t></is>`), nil), ErrLongCell},
		"as long as may be":     {zipOf(t, cellOf(`t="inlineStr"`, `<is><t>`+strings.Repeat("长", maxCell)+`</t></is>`), nil), nil},
		"encrypted zip":         {locked, ErrPassword},
		"flipped byte":          {flipped, ErrDamaged},
		"cut":                   {zipOf(t, one, nil)[:900], ErrDamaged},
		"sheet missing":         {zipOf(t, "", map[string]string{"xl/worksheets/sheet1.xml": ""}), ErrDamaged},
		"tag not closed":        {zipOf(t, `<worksheet><row`, nil), ErrDamaged},
		"no cells":              {zipOf(t, data(""), map[string]string{"xl/worksheets/sheet2.xml": data("")}), ErrEmpty},
		"docx":                  {zipOf(t, one, map[string]string{"word/document.xml": "x"}), ErrWord},
		"pptx":                  {zipOf(t, one, map[string]string{"ppt/presentation.xml": "x"}), ErrSlides},
		"xlsb":                  {zipOf(t, one, map[string]string{"xl/workbook.bin": "x"}), ErrXLSB},
		"odt":                   {odsOf(t, `<office:document-content><office:body><office:text>`), ErrWord},
		"odp":                   {odsOf(t, `<office:document-content><office:body><office:presentation>`), ErrSlides},
		"ofd":                   {zipOf(t, one, map[string]string{"xl/workbook.xml": "", "_rels/.rels": "", "OFD.xml": "x"}), ErrOFD},
		"numbers":               {zipOf(t, one, map[string]string{"xl/workbook.xml": "", "_rels/.rels": "", "Index/Document.iwa": "x"}), ErrNumbers},
		"another zip":           {zipOf(t, one, map[string]string{"xl/workbook.xml": "", "_rels/.rels": ""}), ErrArchive},
		"path out of the zip": {zipOf(t, one, map[string]string{
			"xl/_rels/workbook.xml.rels": strings.Replace(bookRels, "worksheets/sheet1.xml", "../../../../etc/passwd", 1)}), ErrDamaged},
	} {
		if _, err := ReadBytes(context.Background(), c.b, nil); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// manySheets makes a workbook of n sheets that are alike.
func manySheets(t *testing.T, n int, sheet string) []byte {
	var z rawZip
	z.workbook(n)
	for i := range n {
		z.entries = append(z.entries, z.data(fmt.Sprintf("xl/worksheets/%d.xml", i), []byte(sheet)))
	}
	return z.end()
}

// sparse makes rows of one cell each at column 1000.
func sparse(rows int) string {
	var b strings.Builder
	for r := 2; r < rows; r++ {
		fmt.Fprintf(&b, `<row r="%d"><c r="ALL%d"><v>1</v></c></row>`, r, r)
	}
	return b.String()
}

func TestOtherFilesRefused(t *testing.T) {
	folder := t.TempDir()
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"empty":        {"", ErrEmpty},
		"blank":        {" \r\n\r\n", ErrEmpty},
		"html":         {"\r\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><p>请登录", ErrHTML},
		"table":        {utf8Mark + "<TABLE><tr>", ErrEmpty},
		"frames":       {"<html><frameset><frame src=\"a.files/sheet001.htm\"></frameset></html>", ErrFrames},
		"other xml":    {"<?xml version=\"1.0\"?><root/>", ErrXML},
		"word xml":     {"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\">", ErrWord},
		"xhtml":        {"<?xml version=\"1.0\"?>\n<!DOCTYPE html><html>", ErrHTML},
		"xml 2003":     {"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>", ErrXML},
		"pdf":          {"%PDF-1.7\n", ErrPDF},
		"rtf":          {"{\\rtf1", ErrWord},
		"excel 4 book": {"\x09\x04\x06\x00\x00\x00\x00\x01\x00\x00", ErrOldExcel},
		"picture":      {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x00", ErrPicture},
		"photograph":   {"\xff\xd8\xff\xe0\x00\x10JFIF\x00", ErrPicture},
		"bitmap":       {"BM\x36\x10\x0e\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00", ErrPicture},
		"web picture":  {"RIFF\x10\x00\x00\x00WEBPVP8 \x00\x00", ErrPicture},
		"telephone's":  {"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", ErrPicture},
		"all zeros":    {strings.Repeat("\x00", 9000), ErrZeros},
		"shortcut":     {"L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00", ErrShortcut},
		"web shortcut": {"[InternetShortcut]\r\nURL=http://a/\r\n", ErrShortcut},
		"locked":       {"%TSD-Header-###%\x00\x01\x02", ErrSealed},
		"locked too":   {"b\x14#e\x06\x03\x00\x05\x00\x00E-SafeNet\x00\x00\x00LOCK\x00", ErrSealed},
		"parcel":       {"age-encryption.org/v1\n-> X25519 a\nb\n", ErrOwn},
		"ledger":       {strings.Repeat("\x00", 8) + "\x04\x00\x00\x00\x00\x00\x00\x00\xed\xda\x0c\xed\x02\x00\x00\x00", ErrOwn},
		"rar":          {"Rar!\x1a\x07\x01\x00", ErrArchive},
		"7z":           {"7z\xbc\xaf\x27\x1c\x00\x04", ErrArchive},
		"program":      {"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00", ErrKind},
		"empty zip":    {"PK\x05\x06" + strings.Repeat("\x00", 18), ErrEmpty},
		"zip head":     {"PK\x03\x04", ErrDamaged},
		"ole head":     {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ErrDamaged},
		"BIFF of 2099": {"\x09\x08\x10\x00\x00\x06", ErrDamaged},
	} {
		path := folder + "/x.xls"
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(context.Background(), path, nil); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := Read(context.Background(), folder+"/~$名册.xlsx", nil); !errors.Is(err, ErrLockFile) {
		t.Errorf("Excel's own file: %v", err)
	}
	if _, err := Read(context.Background(), folder, nil); !errors.Is(err, ErrKind) {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Read(context.Background(), folder+"/none", nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	large := folder + "/large.csv"
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, MaxFile+1); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(context.Background(), large, nil); !errors.Is(err, ErrHugeFile) {
		t.Errorf("large: %v", err)
	}
}

func TestReadTellsProgressAndStops(t *testing.T) {
	b := zipOf(t, data(strings.Repeat(`<row><c><v>1</v></c></row>`, 50_000)), nil)
	last, calls := 0, 0
	_, err := ReadBytes(context.Background(), b, func(done, total int) {
		if done < last || done > total {
			t.Fatalf("%d of %d after %d", done, total, last)
		}
		last, calls = done, calls+1
	})
	if err != nil || calls < 10 || last < 1_000_000 {
		t.Errorf("%v, %d calls up to %d", err, calls, last)
	}
	ctx, stop := context.WithCancel(context.Background())
	if _, err := ReadBytes(ctx, b, func(done, total int) { stop() }); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
