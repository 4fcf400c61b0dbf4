package sheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// longest is the work that one file may take; nothing that a person sends in needs a tenth of it.
const longest = 5 * time.Second

// whole checks what must hold for anything that was read, and takes it through finding and writing.
func whole(t *testing.T, b []byte) {
	done := working()
	defer func() {
		if took := done(); took > longest {
			t.Error("took", took)
		}
	}()
	book, err := ReadBytes(context.Background(), b, nil)
	if err != nil {
		var reason *Error
		if !errors.As(err, &reason) || book != nil {
			t.Fatalf("an error without a reason: %v", err)
		}
		return
	}
	for _, s := range book.Sheets {
		if len(s.Rows) > MaxRows || len(s.Merged) > maxMerged {
			t.Fatalf("%d rows, %d merged", len(s.Rows), len(s.Merged))
		}
		for _, row := range s.Rows {
			if len(row) > MaxColumns || len(row) > 0 && row[len(row)-1] == "" {
				t.Fatalf("a row of %d cells or with an empty end", len(row))
			}
		}
	}
	for _, f := range Locate(context.Background(), book, rosterWords, firmWords) {
		s := &book.Sheets[f.Sheet]
		var faults []Fault
		for _, r := range f.Rows {
			if r <= f.HeadBottom || r >= len(s.Rows) {
				t.Fatalf("row %d outside", r)
			}
			faults = append(faults, Fault{r, f.Column("name"), "x"})
		}
		if err := WriteFaults(context.Background(), io.Discard, Faulty{s, f, faults}); err != nil && !errors.Is(err, ErrLongText) {
			t.Fatal(err)
		}
	}
}

func FuzzXLSX(f *testing.F) {
	trial.Corpus(f)
	f.Add(zipOf(f, cellOf(`t="s" s="1"`, `<v>1</v>`), nil))
	f.Add(writeBytes(f, Out{Sheets: []OutSheet{rosterSheet(inventedRows(3))}}))
	f.Fuzz(whole)
}

// FuzzXML reaches behind the zip, where changed bytes fail their checksum.
func FuzzXML(f *testing.F) {
	trial.Corpus(f)
	f.Add(cellOf(`r="A1" t="inlineStr"`, `<is><t>&lt;姓名</t></is>`), styles, shared)
	f.Add(data(`<row r="2"><c r="B2" s="2"><v>41309.5</v></c></row>`)+`<mergeCells><mergeCell ref="A1:C9"/></mergeCells>`, styles, shared)
	f.Fuzz(func(t *testing.T, sheet, styles, shared string) {
		whole(t, zipOf(t, sheet, map[string]string{"xl/styles.xml": styles, "xl/sharedStrings.xml": shared}))
	})
}

func FuzzXLS(f *testing.F) {
	trial.Corpus(f)
	small, err := os.ReadFile("testdata/1904.xls")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(small)
	f.Add(oneSheet(biffBytes{}.add(recSST, uint32(1), uint32(1), u16(4), "\x00ab").add(recContinue, "\x01", wide("甲乙")),
		biffBytes{}.add(recLabelSST, u16(0), u16(0), u16(0), uint32(0)).add(recRK, u16(1), u16(0), u16(0), uint32(7<<2|2)).
			add(recFormula, u16(4), u16(1), u16(0), "\x00\x00\x00\x00\x00\x00\xff\xff", u16(0)).add(recString, u16(2), "\x01", wide("文字"))))
	f.Add([]byte(biffBytes{}.add(0x0009, "\x02\x00\x10\x00").add(oldFormat, "\x040.00").add(oldLabel, u16(0), u16(0), "\x00\x00\x00", "\x02\xd0\xd5").add(oldNumber, u16(0), u16(1), "\x00\x00\x00", float(1998.1)).add(recEOF)))
	f.Add([]byte(biffBytes{}.add(recBOF, u16(0), u16(0x10), u16(0), u16(0)).add(recLabel, u16(0), u16(0), u16(0), u16(2), "\xd0\xd5").add(recRow, u16(0), u16(0), u16(4), u16(255), u16(0), u16(0), u16(0x20), u16(0))))
	f.Fuzz(whole)
}

func FuzzCSV(f *testing.F) {
	trial.Corpus(f)
	f.Add([]byte("姓名,身份证号\n\"张,三\",'=1\n"))
	f.Add([]byte("\xff\xfea\x00\t\x00b\x00"))
	f.Add([]byte("sep=;\r\n\xd0\xd5\xc3\xfb;\"x\"\"\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		whole(t, b)
		text := value.Plain(strings.ToValidUTF8(string(b), ""))
		if text == "" || len(text) > 1000 || unmarked(text) != text || errorText(text) {
			return
		}
		sheet := OutSheet{Columns: columnsOf("头", "尾"), Len: 1, Row: func(int) []string { return []string{text, "z"} }}
		var out bytes.Buffer
		if err := WriteCSV(context.Background(), &out, sheet, nil); err != nil {
			t.Fatal(err)
		}
		book, err := ReadBytes(context.Background(), out.Bytes(), nil)
		if err != nil || book.Sheets[0].Cell(1, 0) != text {
			t.Fatalf("%q did not come back: %v", text, err)
		}
	})
}

func FuzzHTML(f *testing.F) {
	trial.Corpus(f)
	f.Add("<table><tr><td colspan=2>名册<tr><td rowspan=2>姓名<td>性别<tr><td>女</table>")
	f.Add("<p>一<table><caption>二<tr><td>三<table><tr><td>四</table>五<td style='display:none'>六<tr style='display:none'><td>七&nbsp;&#20108;<br>八")
	f.Add("<html><frameset><select><td><!--[if]><x:Name>团</x:Name>--><col span=9 hidden><th>'139")
	f.Fuzz(func(t *testing.T, page string) {
		whole(t, []byte(page))
		whole(t, []byte("<table>"+page))
	})
}

func FuzzMHT(f *testing.F) {
	trial.Corpus(f)
	f.Add([]byte("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Location: a/sheet001.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<table><tr><td>=E7=94=B2</table>\r\n--b--\r\n"))
	f.Add([]byte("MIME-Version: 1.0\nContent-Type: text/html;\n charset=gbk\nContent-Transfer-Encoding: base64\n\nPHRhYmxlPjx0cj48dGQ+MQ=="))
	f.Add([]byte("Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<x:ExcelWorksheet><x:Name>1</x:Name><x:WorksheetSource HRef=\"a\"/></x:ExcelWorksheet>\n--b\nContent-Location: a\nContent-Type: text/html\n\n<table><tr><td>1\n--b--"))
	f.Fuzz(whole)
}

func FuzzXML2003(f *testing.F) {
	trial.Corpus(f)
	f.Add(`<Column ss:Index="2" ss:Hidden="1"/><Row ss:Index="2"><Cell ss:StyleID="s2" ss:MergeAcross="1"><Data ss:Type="Number">1998.1</Data></Cell><Cell><Data ss:Type="DateTime">2013-02-04T00:00:00.000</Data></Cell></Row>`)
	f.Add(`<Row><Cell ss:Formula="=A1"/><Cell><ss:Data ss:Type="String"><B>张</B></ss:Data><Comment><Data>x</Data></Comment></Cell></Row></Table><x:AutoFilter x:Range="R1C1:R2C2"><x:AutoFilterColumn/></x:AutoFilter><Visible>SheetHidden</Visible><Table>`)
	f.Fuzz(func(t *testing.T, rows string) { whole(t, []byte(book2003Of(rows))) })
}

func FuzzSYLK(f *testing.F) {
	trial.Corpus(f)
	f.Add([]byte("ID;PWXL;N;E\nP;P0.00\nF;P0;X1;Y1\nC;K1998.1\nC;X2;K\"a;;b\"\nF;P0;C3\nC;Y2;X3;K#REF!\nE\n"))
	f.Fuzz(func(t *testing.T, b []byte) { whole(t, append([]byte("ID;P\nC;Y1;X1;K1\n"), b...)) })
}

func FuzzFormat(f *testing.F) {
	trial.Corpus(f)
	for _, code := range []string{`"团证"00000`, `[=1]"男";[=2]"女"`, "000-0000-0000", "0!.0,\"万\"", `_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, "[$-804]yyyy\"年\"m\"月\";@", ".00", "#", "0%", "@\"支部\""} {
		f.Add(code, 1998.1, "甲")
	}
	f.Fuzz(func(t *testing.T, code string, v float64, text string) {
		made := formatOf(code)
		if got := made.number(v, false); got == "" || len(got) > 3*maxCode+400 {
			t.Fatalf("%q shows %v as %q", code, v, got)
		}
		if got := made.words(text); len(got) > maxCode*(len(text)+1) {
			t.Fatalf("%q shows %d bytes", code, len(got))
		}
	})
}

func FuzzODS(f *testing.F) {
	trial.Corpus(f)
	f.Add(`<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="1998.1"><text:p>1998.10</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2" office:value-type="date" office:date-value="2013-02-01"><text:p>2013年2月</text:p></table:table-cell></table:table-row>`)
	f.Fuzz(func(t *testing.T, rows string) { whole(t, odsOf(t, odsTable(rows))) })
}

func FuzzDBF(f *testing.F) {
	f.Add(dbfOf(f, []dbfField{{"姓名", 'C', 8}, {"出生", 'D', 8}, {"在册", 'L', 1}, {"数", 'I', 4}}, " 网页甲  19981005T\x05\x00\x00\x00"))
	f.Fuzz(whole)
}
