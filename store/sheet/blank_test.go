package sheet

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// blankRows is a sheet of one person and n rows below that have nothing but a format, as pulling it down to the last row
// leaves them.
func blankRows(n int, row string) string {
	return data(`<row><c t="inlineStr"><is><t>姓名</t></is></c></row><row><c t="inlineStr"><is><t>末行甲</t></is></c></row>` + strings.Repeat(row, n))
}

// A million formatted rows are over 200 MB in a file of 1 MB, and honest. What is in them counts, not their size.
func TestBlankRows(t *testing.T) {
	styled := `<row spans="1:12" ht="14.25" customHeight="1">` + strings.Repeat(`<c s="1"/>`, 18) + `</row>`
	formulas := `<row>` + strings.Repeat(`<c t="str"><f>IF(A2="","",VLOOKUP(A2,Sheet2!A:B,2))</f><v></v></c><c t="e"><f>A1</f><v>#N/A</v></c>`, 2) + `</row>`
	for _, c := range []struct {
		name, sheet string
		want        error
	}{
		{"formats to the last row", blankRows(1_047_553, styled), nil},
		{"formulas without results", blankRows(1_047_553, formulas), nil},
		{"a blank in the last row", blankRows(1_000_000, `<row/>`) + `<row r="1048576"><c r="A1048576" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>`, nil},
		{"more rows than a sheet has", blankRows(1_048_577, `<row/>`), ErrDamaged},
		{"a value below", blankRows(300_000, `<row/>`) + data(`<row><c><v>1</v></c></row>`), ErrTooManyRows},
	} {
		book, err := bounded(t, c.name, zipOf(t, c.sheet, nil))
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if err == nil && (len(book.Sheets[0].Rows) != 2 || book.Sheets[0].Cell(1, 0) != "末行甲") {
			t.Errorf("%s: %d rows", c.name, len(book.Sheets[0].Rows))
		}
	}
}

// Beyond what can be walked through in a few seconds the sentence says what is wrong: the rows, no pictures.
func TestTooManyBlankRows(t *testing.T) {
	ps, err := openParts(context.Background(), zipOf(t, blankRows(10_000, `<row s="1" customFormat="1"/>`), nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	ps.blank = 100_000
	if err := ps.readCells("xl/worksheets/sheet1.xml", &Sheet{}); !errors.Is(err, ErrBlankRows) || !strings.Contains(ErrBlankRows.Text, "空行带格式") {
		t.Errorf("%v", err)
	}
	ps.blank = 1 << 20
	if err := ps.readCells("xl/worksheets/sheet1.xml", &Sheet{}); err != nil {
		t.Errorf("%v", err)
	}
}

// formatted is a style table of which style 1 has the format.
func formatted(code string) map[string]string {
	return map[string]string{"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="` + code + `"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`}
}

// What issue 9 names: all of it within 10 MB, and bounded in time and memory.
func TestSmallFilesStaySmall(t *testing.T) {
	long := strings.Repeat("长", 10<<20/3)
	shared := map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + long + "</t></si></sst>"}
	one := zipOf(t, data(strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 2000)), shared)
	pieces := `<row><c t="inlineStr"><is>` + strings.Repeat("<t>"+strings.Repeat("长", 300_000)+"</t>", 190) + `</is></c></row>`
	most := strings.Repeat("长", maxCell)
	parts := zipOf(t, cellOf("", "<v>1</v>"), map[string]string{"xl/workbook.xml": `<workbook><sheets>` + strings.Repeat(`<sheet name="a" r:id="a"/>`, 500) + `</sheets></workbook>`})
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"2,000 cells of one long text":      {one, ErrLongCell},
		"one cell of 190 MB":                {zipOf(t, data(pieces), nil), ErrLongCell},
		"one value of 190 MB":               {zipOf(t, data(`<row><c><v>`+strings.Repeat("<!-- -->1", 20<<20)+`</v></c></row>`), nil), ErrLongCell},
		"500 sheets of one part":            {parts, ErrDamaged},
		"as much as a cell may hold, often": {zipOf(t, data(strings.Repeat(`<row><c t="inlineStr"><is><t>`+most+`</t></is></c></row>`, 1000)), nil), nil},
		"a million errors":                  {zipOf(t, data(strings.Repeat(`<row>`+strings.Repeat(`<c t="e"><v>#N/A</v></c>`, 20)+`</row>`, 190_000)+`<row><c><v>1</v></c></row>`), nil), nil},
		"formats without end":               {zipOf(t, cellOf(`s="1"`, `<v>1</v>`), map[string]string{"xl/styles.xml": `<styleSheet><numFmts>` + strings.Repeat(`<numFmt numFmtId="164" formatCode="`+strings.Repeat("0", 500)+`"/>`, 300_000) + `</numFmts></styleSheet>`}), nil},
		"words of a format, often":          {zipOf(t, data(strings.Repeat(`<row>`+strings.Repeat(`<c s="1"><v>7</v></c>`, 100)+`</row>`, 60_000)), formatted(strings.Repeat("长", 150)+"0")), ErrTooLarge},
		"places of a format, often":         {zipOf(t, data(strings.Repeat(`<row>`+strings.Repeat(`<c s="1"><v>7</v></c>`, 100)+`</row>`, 60_000)), formatted(strings.Repeat("#-", 250))), nil},
		"a long text in many cells":         {zipOf(t, data(strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 20_000)), map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + most + "</t></si></sst>"}), ErrTooLarge},
		"a text of many lines in CSV":       {[]byte("甲,乙\r\n" + strings.Repeat("长", 3<<20)), ErrLongCell},
	} {
		if len(c.b) > 10<<20 {
			t.Errorf("%s: %d MB", name, len(c.b)>>20)
		}
		if _, err := bounded(t, name, c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
