package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"testing"
)

// sheetsOf is a workbook of n sheets that all hold the same, each for itself.
func sheetsOf(n int, text string) []byte {
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestSpeed)
	w.Write([]byte(text))
	w.Close()
	var z rawZip
	z.workbook(n)
	for i := range n {
		e := rawEntry{name: fmt.Sprintf("xl/worksheets/%d.xml", i), at: z.b.Len(), packed: uint32(packed.Len()), length: uint32(len(text)), crc: crc32.ChecksumIEEE([]byte(text)), method: zip.Deflate}
		z.local(e)
		z.b.Write(packed.Bytes())
		z.entries = append(z.entries, e)
	}
	return z.end()
}

// Files that were found by looking for worse ones than those that were known: .ci/bombs plays their like to the program.
func TestSmallFilesOfEveryKindStaySmall(t *testing.T) {
	blanks := `<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000"><text:p><text:s/></text:p></table:table-cell></table:table-row>`
	var many strings.Builder
	many.WriteString("<Relationships>")
	for i := range 1_500_000 {
		fmt.Fprintf(&many, `<Relationship Id="%x" Type="x" Target="x"/>`, i)
	}
	ods := func(rows string) []byte { return odsOf(t, odsTable(rows)) }
	narrow := make([]dbfField, 900)
	for i := range narrow {
		narrow[i] = dbfField{fmt.Sprint("F", i), 'C', 1}
	}
	record := " " + strings.Repeat("~", 900)
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"errors in twenty sheets":      {sheetsOf(20, data(strings.Repeat("<row>"+strings.Repeat(`<c t="e"><v>#</v></c>`, 50)+"</row>", 9_000))), ErrTooLarge},
		"formulas without values":      {sheetsOf(18, data(strings.Repeat("<row>"+strings.Repeat(`<c><f/></c>`, 500)+"</row>", 2_000))), ErrTooLarge},
		"hidden rows in all sheets":    {sheetsOf(150, data(strings.Repeat(`<row hidden="1"/>`, 199_000))), ErrEmpty},
		"hidden columns in all sheets": {sheetsOf(500, `<worksheet>`+strings.Repeat(`<col min="1" max="1000" hidden="1"/>`, 800)+`</worksheet>`), ErrEmpty},
		"filters in all sheets":        {sheetsOf(400, `<worksheet><sheetData>`+strings.Repeat(`<row hidden="1"><c><v>1</v></c></row>`, 7_000)+`</sheetData><autoFilter ref="A1:C9000">`+strings.Repeat(`<filterColumn/>`, 110)+`</autoFilter></worksheet>`), nil},
		"merged cells in all sheets":   {sheetsOf(70, data("")+strings.Repeat(`<mergeCell ref="A1:B2"/>`, 100_000)), ErrEmpty},
		"relations":                    {zipOf(t, second, map[string]string{"xl/_rels/workbook.xml.rels": many.String() + "</Relationships>"}), ErrTooLarge},
		"blanks below the last row":    {ods(`<table:table-row table:number-rows-repeated="300000"/>` + strings.Repeat(blanks, 100)), ErrEmpty},
		"words below the last row":     {ods(`<table:table-row table:number-rows-repeated="300000"/><table:table-row><table:table-cell office:value-type="string"><text:p>王</text:p></table:table-cell></table:table-row>`), ErrTooManyRows},
		"a cell of blanks":             {ods(`<table:table-row><table:table-cell><text:p>` + strings.Repeat(`<text:s text:c="1000"/>`, 600_000) + `</text:p></table:table-cell></table:table-row>`), ErrLongCell},
		"columns with a style":         {[]byte(book2003Of(strings.Repeat(`<Column ss:Index="1" ss:Span="998" ss:StyleID="s1"/>`, 180_000) + `<Row><Cell><Data>1</Data></Cell></Row>`)), nil},
		"hidden rows in many sheets":   {[]byte(strings.Replace(book2003Of(""), "<Worksheet", strings.Repeat(`<Worksheet ss:Name="a"><Row ss:Index="1" ss:Span="199999" ss:Hidden="1"/></Worksheet>`, 490)+"<Worksheet", 1)), ErrEmpty},
		"fields of one byte":           {bytes.ReplaceAll(dbfOf(t, narrow, slices.Repeat([]string{record}, 5_000)...), []byte("~"), []byte("\x80")), nil},
		"entities":                     {zipOf(t, data(strings.Repeat(`<row><c t="inlineStr"><is><t>`+strings.Repeat("&#x4e00;", 30_000)+`</t></is></c></row>`, 700)), nil), nil},
	} {
		if len(c.b) > 10<<20 {
			t.Errorf("%s: %d MB", name, len(c.b)>>20)
		}
		if _, err := bounded(t, name, c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// Sheets made of nothing but heads are looked through within the same bounds, and what is a table of people stays one.
func TestSheetsOfHeadsAreFoundQuickly(t *testing.T) {
	rows := func(n int, of ...string) (all [][]string) {
		for i := range n {
			all = append(all, strings.Split(of[i%len(of)], "|"))
		}
		return all
	}
	wide := func(n, columns int, word func(r, c int) string) (all [][]string) {
		for r := range n {
			row := make([]string, columns)
			for c := range row {
				row[c] = word(r, c)
			}
			all = append(all, row)
		}
		return all
	}
	words := []string{"姓名", "身份证号码", "民族"}
	spaced := func(i int) string { return "姓名" + strings.Repeat(" ", i%50) }
	for name, cells := range map[string][][]string{
		"the same head":          rows(60_000, "姓名|身份证号码|民族"),
		"nearly the same":        wide(30_000, 2, func(r, c int) string { return spaced(r) + words[c][:3] }),
		"heads of another order": rows(100_000, "姓名|身份证号码", "王某|110101199003070011", "身份证号码|姓名", "110101199003070011|王某"),
		"heads side by side":     wide(400, 1000, func(r, c int) string { return words[(r+c)%3] }),
		"different words":        wide(60, 1000, func(r, c int) string { return fmt.Sprintf("本人姓名%d（注%d）", r*1000+c, c) }),
		"one word":               wide(5_000, 1000, func(r, c int) string { return "王" }),
		"cards beside each other": wide(4_000, 900, func(r, c int) string {
			return []string{"姓名", "王某", fmt.Sprint("其他", c), "1"}[c%4]
		}),
		"one cell of pairs":      rows(3_000, "姓名：王某 "+strings.Repeat("a ", 15_000), "民族：汉 "+strings.Repeat("a ", 15_000)),
		"a long way to a number": append(rows(150_000, "一段话", "又一段话，没有头"), []string{"王某", "110101199003070011"}),
	} {
		done := working()
		Locate(context.Background(), &Workbook{Sheets: []Sheet{{Name: "x", Rows: cells}}}, rosterWords, firmWords)
		if took := done(); took > longest {
			t.Errorf("%s: took %v", name, took)
		}
	}
	people := append(rows(1, "姓名|身份证号码|民族"), rows(5_000, "王某|110101199003070011|汉", "姓名|身份证号码|民族")...)
	if f := Locate(context.Background(), &Workbook{Sheets: []Sheet{{Name: "x", Rows: people}}}, rosterWords); len(f) != 1 || len(f[0].Rows) != 2_500 {
		t.Errorf("%d tables", len(f))
	}
	over, end := context.WithCancel(context.Background())
	end()
	if f := Locate(over, &Workbook{Sheets: []Sheet{{Name: "x", Rows: people}}}, rosterWords); len(f) != 0 && len(f[0].Rows) > 1024 {
		t.Error("it looks on when nobody waits")
	}
}

// Looking for tables ends where it has cost enough, whichever part of it comes to that; a book of many honest sheets, each
// with its heads, is far from it.
func TestLookingForTablesIsBounded(t *testing.T) {
	spent := func(b *Workbook) (tables, looks int) {
		toil := newToil(context.Background())
		ls := lexicons([]Vocabulary{rosterWords, firmWords}, toil)
		for i := range b.Sheets {
			tables += len(tablesIn(wholeSheet(&b.Sheets[i]), ls))
		}
		return tables, mostLooks - toil.left
	}
	sheet := func(n, columns int, word func(r, c int) string) Sheet {
		s := Sheet{Name: "x", Rows: make([][]string, n)}
		for r := range s.Rows {
			for c := range columns {
				s.Rows[r] = append(s.Rows[r], word(r, c))
			}
		}
		return s
	}
	hostile := sheet(60, 1000, func(r, c int) string { return fmt.Sprintf("本人姓名%d（注%d）", r*1000+c, c) })
	if _, looks := spent(&Workbook{Sheets: slices.Repeat([]Sheet{hostile}, 3)}); looks > mostLooks*5/4 { // what costs nothing is counted on
		t.Errorf("%d looks", looks)
	}
	heads := []string{"姓名", "身份证号码", "民族", "手机号"}
	var honest Workbook
	for i := range 200 {
		honest.Sheets = append(honest.Sheets, sheet(40, 30, func(r, c int) string {
			switch {
			case r > 0:
				return []string{fmt.Sprintf("王某%d", i*40+r), "110101199003070011", "汉族", "13800000000", "一句话"}[min(c, 4)]
			case c < len(heads):
				return heads[c]
			}
			return fmt.Sprint("其他", c, "项")
		}))
	}
	if tables, looks := spent(&honest); tables != 200 || looks > mostLooks/2 {
		t.Errorf("%d tables after %d looks", tables, looks)
	}
}

// What a workbook may hold at most is walked through and no further.
func TestElementsAndCellsAreBounded(t *testing.T) {
	cells := func(n int) string {
		return data(strings.Repeat("<row>"+strings.Repeat(`<c><v>1</v></c>`, 100)+"</row>", n))
	}
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"blank rows in many sheets":    {sheetsOf(160, data(strings.Repeat(`<row hidden="1"/>`, 199_000))), ErrBlankRows},
		"cells without values":         {sheetsOf(4, data(strings.Repeat("<row><c><v>1</v></c>"+strings.Repeat("<c/>", 800)+"</row>", 10_000))), ErrTooLarge},
		"7,000,000 cells":              {zipOf(t, cells(70_000), nil), ErrTooLarge},
		"4,000,000 cells, as are read": {zipOf(t, cells(40_000), nil), nil},
	} {
		if _, err := bounded(t, name, c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
