package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func odsOf(t testing.TB, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content} {
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

// odsTable is a book of one table.
func odsTable(rows string) string {
	return `<office:document-content><office:automatic-styles><style:style style:name="ta1"><style:table-properties table:display="false"/></style:style><number:date-style><number:text>年</number:text></number:date-style></office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="团&amp;员">` + rows + `</table:table></office:spreadsheet></office:body></office:document-content>`
}

func TestODSCells(t *testing.T) {
	for _, c := range []struct{ name, cell, want string }{
		{"text", `<table:table-cell office:value-type="string"><text:p>张<text:span>三</text:span></text:p></table:table-cell>`, "张三"},
		{"lines and blanks", `<table:table-cell office:value-type="string"><text:p>一<text:s text:c="2"/>二<text:line-break/>三</text:p><text:p>四</text:p></table:table-cell>`, "一  二\n三\n四"},
		{"remark", `<table:table-cell office:value-type="string"><office:annotation><dc:date>2020</dc:date><text:p>no</text:p></office:annotation><text:p>甲</text:p></table:table-cell>`, "甲"},
		{"number", `<table:table-cell office:value-type="float" office:value="13900000010"><text:p>1.39E+10</text:p></table:table-cell>`, "13900000010"},
		{"month with two decimals", `<table:table-cell office:value-type="float" office:value="1998.1"><text:p>1998.10</text:p></table:table-cell>`, "1998.10"},
		{"words of the format", `<table:table-cell office:value-type="float" office:value="123"><text:p>团证00123</text:p></table:table-cell>`, "团证00123"},
		{"only words", `<table:table-cell office:value-type="float" office:value="1"><text:p>男</text:p></table:table-cell>`, "男"},
		{"too narrow", `<table:table-cell office:value-type="float" office:value="123456"><text:p>###</text:p></table:table-cell>`, "123456"},
		{"shown rounded", `<table:table-cell office:value-type="float" office:value="1234.567"><text:p>1,234.57</text:p></table:table-cell>`, "1234.567"},
		{"day", `<table:table-cell office:value-type="date" office:date-value="2013-02-04"><text:p>13年2月4日</text:p></table:table-cell>`, "2013-02-04"},
		{"month", `<table:table-cell office:value-type="date" office:date-value="2013-02-01"><text:p>2013年2月</text:p></table:table-cell>`, "2013-02"},
		{"day and time", `<table:table-cell office:value-type="date" office:date-value="2013-02-04T09:30:00"><text:p>x</text:p></table:table-cell>`, "2013-02-04 09:30:00"},
		{"yes", `<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>`, "TRUE"},
		{"error", `<table:table-cell table:formula="of:=1" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>`, ""},
	} {
		book := readBack(t, odsOf(t, odsTable(`<table:table-row>`+c.cell+`<table:table-cell office:value-type="string"><text:p>z</text:p></table:table-cell></table:table-row>`)))
		if s := book.Sheets[0]; book.Kind != "ods" || s.Name != "团&员" || s.Cell(0, 0) != c.want || s.Cell(0, 1) != "z" || c.want == "" && s.Error(0, 0) != "#REF!" {
			t.Errorf("%s: %q, want %q", c.name, s.Rows, c.want)
		}
	}
}

func TestODSShape(t *testing.T) {
	cell := func(attrs, text string) string {
		return `<table:table-cell ` + attrs + ` office:value-type="string"><text:p>` + text + `</text:p></table:table-cell>`
	}
	book := readBack(t, odsOf(t, strings.Replace(odsTable(`<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse" table:number-columns-repeated="16382"/>
<table:table-row>`+cell(`table:number-columns-spanned="2" table:number-rows-spanned="2"`, "甲")+`<table:covered-table-cell/>`+cell("", "乙")+`</table:table-row>
<table:table-row table:number-rows-repeated="2" table:visibility="filter"><table:table-cell table:number-columns-repeated="2"/>`+cell(`table:number-columns-repeated="2"`, "丙")+`</table:table-row>
<table:table-row table:visibility="collapse">`+cell("", "丁")+`</table:table-row><table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`),
		`</office:spreadsheet>`, `<table:table table:name="藏" table:style-name="ta1"><table:table-row>`+cell("", "旧")+`</table:table-row></table:table></office:spreadsheet>`, 1)))
	s := book.Sheets[0]
	if want := [][]string{{"甲", "", "乙"}, {"", "", "丙", "丙"}, {"", "", "丙", "丙"}, {"丁"}}; !slices.EqualFunc(s.Rows, want, slices.Equal) || !reflect.DeepEqual(s.Merged, []Area{{0, 0, 1, 1}}) {
		t.Errorf("%q %v", s.Rows, s.Merged)
	}
	if !reflect.DeepEqual(s.HiddenRows, map[int]Hiding{1: ByFilter, 2: ByFilter, 3: ByHand}) || len(s.HiddenColumns) != MaxColumns-2 || s.HiddenColumns[1] {
		t.Errorf("hidden: %v, %d columns", s.HiddenRows, len(s.HiddenColumns))
	}
	if len(book.Sheets) != 2 || !book.Sheets[1].Hidden || book.Sheets[1].Cell(0, 0) != "旧" {
		t.Errorf("sheets: %+v", book.Sheets)
	}
	flat := `<?xml version="1.0" encoding="UTF-8"?><office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">` + odsTable(`<table:table-row>`+cell("", "甲")+`</table:table-row>`) + `</office:document>`
	if s := readBack(t, []byte(flat)); s.Kind != "ods" || s.Sheets[0].Cell(0, 0) != "甲" {
		t.Errorf("flat: %+v", s)
	}
	many := `<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="900" office:value-type="string"><text:p>1</text:p></table:table-cell></table:table-row>`
	for name, c := range map[string]struct {
		content string
		want    error
	}{
		"repeated without end": {odsTable(many), ErrTooLarge},
		"many empty rows":      {odsTable(strings.Repeat(`<table:table-row table:number-rows-repeated="1048576"/>`, 100_000) + `<table:table-row>` + cell("", "1") + `</table:table-row>`), ErrTooManyRows},
		"hidden without end":   {odsTable(strings.Repeat(`<table:table-column table:visibility="collapse" table:number-columns-repeated="1000"/>`, 100_000) + `<table:table-row>` + cell("", "1") + `</table:table-row>`), nil},
		"long cell":            {odsTable(`<table:table-row>` + cell("", strings.Repeat("长", maxCell+1)) + `</table:table-row>`), ErrLongCell},
		"a row without end":    {odsTable(`<table:table-row>` + strings.Repeat(cell(`table:number-columns-repeated="16384"`, "1"), 1000) + `</table:table-row>`), ErrTooManyColumns},
		"entities":             {`<!DOCTYPE x [<!ENTITY a "a">]>` + odsTable(""), ErrDamaged},
		"empty":                {odsTable(""), ErrEmpty},
	} {
		if _, err := bounded(t, name, odsOf(t, c.content)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	locked := zipOf(t, "", map[string]string{"content.xml": "x", "xl/workbook.xml": "", "META-INF/manifest.xml": `<manifest><file-entry><encryption-data/></file-entry></manifest>`})
	if _, err := ReadBytes(t.Context(), locked, nil); !errors.Is(err, ErrPassword) {
		t.Errorf("locked: %v", err)
	}
}

type dbfField struct {
	name string
	kind byte
	size int
}

func dbfOf(t testing.TB, fields []dbfField, records ...string) []byte {
	t.Helper()
	head := make([]byte, 32)
	head[0], head[1], head[2], head[3] = 3, 120, 5, 4
	size := 1
	for _, f := range fields {
		d := make([]byte, 32)
		copy(d[:10], gb(t, f.name))
		d[11], d[16] = f.kind, byte(f.size)
		head = append(head, d...)
		size += f.size
	}
	head = append(head, 0x0d)
	binary.LittleEndian.PutUint32(head[4:], uint32(len(records)))
	binary.LittleEndian.PutUint16(head[8:], uint16(len(head)))
	binary.LittleEndian.PutUint16(head[10:], uint16(size))
	for _, r := range records {
		head = append(head, gb(t, r)...)
	}
	return append(head, 0x1a)
}

func TestDBF(t *testing.T) {
	fields := []dbfField{{"姓名", 'C', 8}, {"出生", 'D', 8}, {"人数", 'N', 4}, {"在册", 'L', 1}, {"备注", 'M', 4}}
	b := dbfOf(t, fields, " 网页甲  19981005  12T   1", "*旧人    19700101   1F    ", " 乙"+strings.Repeat(" ", 6+8+3)+"3?    ")
	s := readBack(t, b)
	want := [][]string{{"姓名", "出生", "人数", "在册", "备注"}, {"网页甲", "1998-10-05", "12", "TRUE"}, {"乙", "", "3"}}
	if s.Kind != "dbf" || !slices.EqualFunc(s.Sheets[0].Rows, want, slices.Equal) {
		t.Errorf("%s %q", s.Kind, s.Sheets[0].Rows)
	}
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"no field":          {dbfOf(t, nil, "  ", "  "), ErrKind},
		"fields of no size": {dbfOf(t, []dbfField{{"a", 'C', 1}, {"b", 'C', 0}}, "  "), ErrDamaged},
		"cut":               {b[:len(b)-20], nil},
		"no records":        {dbfOf(t, fields), nil},
		"too many":          {append(dbfOf(t, []dbfField{{"a", 'C', 1}}), bytes.Repeat([]byte(" x"), MaxRows+1)...), ErrDamaged},
	} {
		_, err := bounded(t, name, c.b)
		if name == "too many" { // behind the end of the file nothing counts
			c.want = nil
		}
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
