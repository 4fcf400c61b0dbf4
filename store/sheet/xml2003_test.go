package sheet

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// book2003Of is an XML spreadsheet of one sheet with these rows.
func book2003Of(rows string) string {
	return `<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="Default"/><Style ss:ID="s1"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="0.00"/></Style><Style ss:ID="s3"><NumberFormat ss:Format="&quot;团证&quot;00000"/></Style><Style ss:ID="s4"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style><Style ss:ID="s5" ss:Parent="s2"/></Styles>
<Worksheet ss:Name="团&amp;员"><Table ss:ExpandedColumnCount="2">` + rows + `</Table></Worksheet></Workbook>`
}

func TestXML2003Cells(t *testing.T) {
	for _, c := range []struct{ name, cell, want string }{
		{"text", `<Cell><Data ss:Type="String">张三</Data></Cell>`, "张三"},
		{"text in pieces", `<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>张</B><Font>三&#10;四</Font></ss:Data></Cell>`, "张三\n四"},
		{"remark", `<Cell><Data ss:Type="String">甲</Data><Comment ss:Author="x"><ss:Data><B>no</B></ss:Data></Comment></Cell>`, "甲"},
		{"number", `<Cell><Data ss:Type="Number">13900000010</Data></Cell>`, "13900000010"},
		{"long number", `<Cell><Data ss:Type="Number">4.3050220020516E+17</Data></Cell>`, "4.30502E+17"},
		{"month with two decimals", `<Cell ss:StyleID="s2"><Data ss:Type="Number">1998.1</Data></Cell>`, "1998.10"},
		{"words of the format", `<Cell ss:StyleID="s3"><Data ss:Type="Number">123</Data></Cell>`, "团证00123"},
		{"day", `<Cell ss:StyleID="s1"><Data ss:Type="DateTime">2013-02-04T00:00:00.000</Data></Cell>`, "2013-02-04"},
		{"day hiding a time", `<Cell ss:StyleID="s1"><Data ss:Type="DateTime">2013-02-04T09:30:00.000</Data></Cell>`, "2013-02-04"},
		{"time", `<Cell><Data ss:Type="DateTime">2013-02-04T09:30:00.000</Data></Cell>`, "2013-02-04 09:30:00"},
		{"month", `<Cell ss:StyleID="s4"><Data ss:Type="DateTime">2013-02-01T00:00:00.000</Data></Cell>`, "2013-02"},
		{"day as a number", `<Cell ss:StyleID="s1"><Data ss:Type="Number">41309</Data></Cell>`, "2013-02-04"},
		{"format of the parent style", `<Cell ss:StyleID="s5"><Data ss:Type="Number">1998.1</Data></Cell>`, "1998.10"},
		{"yes", `<Cell><Data ss:Type="Boolean">1</Data></Cell>`, "TRUE"},
		{"formula", `<Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data></Cell>`, "2"},
		{"no type", `<Cell><Data>甲</Data></Cell>`, "甲"},
		{"text mark", `<Cell><Data ss:Type="String">'13900000010</Data></Cell>`, "13900000010"},
	} {
		book := readBack(t, []byte(book2003Of("<Row>"+c.cell+`<Cell><Data ss:Type="String">z</Data></Cell></Row>`)))
		if s := book.Sheets[0]; book.Kind != "xml" || s.Name != "团&员" || s.Cell(0, 0) != c.want || s.Cell(0, 1) != "z" {
			t.Errorf("%s: %q, want %q", c.name, s.Rows, c.want)
		}
	}
	number := `<Cell><Data ss:Type="Number">1998.1</Data></Cell>`
	styled := readBack(t, []byte(book2003Of(`<Column ss:Index="2" ss:StyleID="s2"/><Row>`+number+number+`</Row><Row ss:StyleID="s2">`+number+`</Row>`))).Sheets[0]
	if want := [][]string{{"1998.1", "1998.10"}, {"1998.10"}}; !slices.EqualFunc(styled.Rows, want, slices.Equal) {
		t.Errorf("formats of rows and columns: %q", styled.Rows)
	}
	s := readBack(t, []byte(book2003Of(`<Row><Cell><Data ss:Type="Error">#REF!</Data></Cell><Cell ss:Formula="=A1"/><Cell><Data ss:Type="String">x</Data></Cell></Row>`))).Sheets[0]
	if s.Error(0, 0) != "#REF!" || s.Error(0, 1) != notComputed || s.Cell(0, 2) != "x" {
		t.Errorf("errors: %v %q", s.errors, s.Rows)
	}
}

func TestXML2003Shape(t *testing.T) {
	cell := func(attrs, text string) string {
		return `<ss:Cell ` + attrs + `><ss:Data ss:Type="String">` + text + `</ss:Data></ss:Cell>`
	}
	text := strings.Replace(book2003Of(`<Column ss:Index="2" ss:Hidden="1" ss:Span="1"/><Column/><Column ss:Hidden="1"/>
<Row>`+cell(`ss:MergeAcross="1" ss:MergeDown="1"`, "甲")+cell("", "乙")+`</Row><ss:Row ss:Index="3" ss:Hidden="1">`+cell(`ss:Index="3"`, "丙")+cell("", "丁")+`</ss:Row><Row ss:Span="2"/><Row ss:Hidden="1">`+cell("", "戊")+`</Row>`),
		"</Table></Worksheet>", `</Table><x:AutoFilter x:Range="R2C1:R3C3"><x:AutoFilterColumn x:Type="Custom"/></x:AutoFilter></Worksheet><Worksheet ss:Name="藏"><Table><Row>`+cell("", "旧")+`</Row></Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>`, 1)
	book := readBack(t, []byte(text))
	s := book.Sheets[0]
	want := [][]string{{"甲", "", "乙"}, nil, {"", "", "丙", "丁"}, nil, nil, nil, {"戊"}}
	if !slices.EqualFunc(s.Rows, want, slices.Equal) || !reflect.DeepEqual(s.Merged, []Area{{0, 0, 1, 1}}) {
		t.Errorf("%q %v", s.Rows, s.Merged)
	}
	if !reflect.DeepEqual(s.HiddenRows, map[int]Hiding{2: ByFilter, 6: ByHand}) || !reflect.DeepEqual(s.HiddenColumns, map[int]bool{1: true, 2: true, 4: true}) {
		t.Errorf("hidden: %v %v", s.HiddenRows, s.HiddenColumns)
	}
	if len(book.Sheets) != 2 || s.Hidden || !book.Sheets[1].Hidden || book.Sheets[1].Name != "藏" || book.Sheets[1].Cell(0, 0) != "旧" {
		t.Errorf("sheets: %+v", book.Sheets)
	}
	// in another encoding, which the first line names
	if s := readBack(t, gb(t, strings.Replace(text, `version="1.0"`, `version="1.0" encoding="gb2312"`, 1))).Sheets[0]; s.Cell(0, 2) != "乙" {
		t.Errorf("gb2312: %q", s.Rows)
	}
	if s := readBack(t, []byte(strings.Replace(text, "<Styles>", "<ExcelWorkbook><Date1904/></ExcelWorkbook><Styles>", 1))).Sheets[0]; s.Cell(0, 2) != "乙" {
		t.Errorf("1904: %q", s.Rows)
	}
}

func TestXML2003Refused(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"entities":          {`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`, ErrDamaged},
		"cut":               {book2003Of("<Row><Cell><Data")[:700], ErrDamaged},
		"empty":             {book2003Of(""), ErrEmpty},
		"row 200001":        {book2003Of(`<Row ss:Index="200001"><Cell><Data>1</Data></Cell></Row>`), ErrTooManyRows},
		"column 1001":       {book2003Of(`<Row><Cell ss:Index="1001"><Data>1</Data></Cell></Row>`), ErrTooManyColumns},
		"long cell":         {book2003Of(`<Row><Cell><Data>` + strings.Repeat("长", maxCell+1) + `</Data></Cell></Row>`), ErrLongCell},
		"hidden for ever":   {book2003Of(strings.Repeat(`<Row ss:Index="1" ss:Span="1048576" ss:Hidden="1"/><Column ss:Index="1" ss:Span="999" ss:Hidden="1"/>`, 30_000) + `<Row><Cell><Data>1</Data></Cell></Row>`), ErrTooManyRows},
		"a million rows":    {book2003Of(`<Row><Cell><Data>1</Data></Cell></Row>` + strings.Repeat(`<Row/>`, 1_100_000)), nil},
		"too many sheets":   {book2003Of("") + strings.Repeat(`<Worksheet/>`, maxSheets), ErrTooLarge},
		"a value, no sheet": {`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Row><Cell><Data>1</Data></Cell></Row><Visible>Hidden</Visible></Workbook>`, ErrXML},
	} {
		if _, err := bounded(t, name, []byte(c.text)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestSYLK(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       [][]string
	}{
		{"plain", "ID;PWXL;N;E\nC;Y1;X1;K\"姓名\"\nC;Y1;X2;K\"性别\"\nC;Y2;X1;K\"旧式甲\"\nC;Y2;X2;K\"女\"\nE\n", [][]string{{"姓名", "性别"}, {"旧式甲", "女"}}},
		{"places carry on", "ID;PWXL;N;E\r\nP;PGeneral\r\nB;Y2;X2\r\nC;Y1;X1;K\"a\"\r\nC;X2;K\"b;;c\"\r\nC;Y2;X1;K\"d\x1b :e\"\r\nC;K5;X2\r\nE\r\nC;Y9;X1;K\"behind the end\"", [][]string{{"a", "b;c"}, {"d\ne", "5"}}},
		{"formats", "ID;PSCALC3\nP;PGeneral\nP;P0.00\nP;Pyyyy/mm/dd\nF;P1;FG0G;Y1;X1\nC;K1998.1\nF;P2;FG0G;C2\nC;X2;K41309\nC;X3;KTRUE\nC;X4;K#REF!\nC;X5;E1+1;K2\nE", [][]string{{"1998.10", "2013-02-04", "TRUE", "", "2"}}},
		{"1904", "ID;P\nO;V4\nP;PGeneral\nP;Pyyyy/mm/dd\nF;P1;X1;Y1\nC;K39847\nE", [][]string{{"2013-02-04"}}},
	} {
		book := readBack(t, gb(t, c.text))
		if s := book.Sheets[0]; book.Kind != "slk" || !slices.EqualFunc(s.Rows, c.want, slices.Equal) {
			t.Errorf("%s: %s %q, want %q", c.name, book.Kind, s.Rows, c.want)
		}
	}
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"a table with an ID":  {"ID;PN;姓名\n1;2;甲\n", nil},
		"empty":               {"ID;P\nE\n", ErrEmpty},
		"row 200001":          {"ID;P\nC;Y200001;X1;K1\n", ErrTooManyRows},
		"a long line":         {"ID;P\nC;Y1;X1;K\"" + strings.Repeat("长", 3*maxCell), ErrLongCell},
		"formats without end": {"ID;P\n" + strings.Repeat("P;P0.00\n", 300_000) + strings.Repeat("F;P1;X1;Y1\n", 100_000) + "C;K1\n", nil},
		"odd records":         {"ID;P\nC\nF\nP\n;;\nC;\nC;X;Y;K\nC;X0;Y0;K1\n", nil},
	} {
		book, err := bounded(t, name, []byte(c.text))
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if name == "a table with an ID" && book.Kind != "csv" {
			t.Errorf("%s is taken for SYLK", name)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := ReadBytes(ctx, []byte("ID;P\nC;Y1;X1;K1\nE\n"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
