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
)

// longest is the time that one file may take; nothing that a person sends in needs a tenth of it.
const longest = 5 * time.Second

// whole checks what must hold for anything that was read, and takes it through finding and writing.
func whole(t *testing.T, b []byte) {
	begun := trial.Start()
	defer func() {
		if took := begun.Taken(); took > longest {
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
	for _, f := range Locate(book, rosterWords, firmWords) {
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
	f.Add(zipOf(f, cellOf(`t="s" s="1"`, `<v>1</v>`), nil))
	f.Add(writeBytes(f, Out{Sheets: []OutSheet{rosterSheet(inventedRows(3))}}))
	f.Fuzz(whole)
}

// FuzzXML reaches behind the zip, where changed bytes fail their checksum.
func FuzzXML(f *testing.F) {
	f.Add(cellOf(`r="A1" t="inlineStr"`, `<is><t>&lt;姓名</t></is>`), styles, shared)
	f.Add(data(`<row r="2"><c r="B2" s="2"><v>41309.5</v></c></row>`)+`<mergeCells><mergeCell ref="A1:C9"/></mergeCells>`, styles, shared)
	f.Fuzz(func(t *testing.T, sheet, styles, shared string) {
		whole(t, zipOf(t, sheet, map[string]string{"xl/styles.xml": styles, "xl/sharedStrings.xml": shared}))
	})
}

func FuzzXLS(f *testing.F) {
	small, err := os.ReadFile("testdata/1904.xls")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(small)
	f.Add(oneSheet(biffBytes{}.add(recSST, uint32(1), uint32(1), u16(4), "\x00ab").add(recContinue, "\x01", wide("甲乙")),
		biffBytes{}.add(recLabelSST, u16(0), u16(0), u16(0), uint32(0)).add(recRK, u16(1), u16(0), u16(0), uint32(7<<2|2)).
			add(recFormula, u16(4), u16(1), u16(0), "\x00\x00\x00\x00\x00\x00\xff\xff", u16(0)).add(recString, u16(2), "\x01", wide("文字"))))
	f.Fuzz(whole)
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("姓名,身份证号\n\"张,三\",'=1\n"))
	f.Add([]byte("\xff\xfea\x00\t\x00b\x00"))
	f.Add([]byte("sep=;\r\n\xd0\xd5\xc3\xfb;\"x\"\"\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		whole(t, b)
		text := strings.ToValidUTF8(string(b), "")
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
