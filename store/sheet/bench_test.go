package sheet

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"

	"github.com/xuri/excelize/v2"
)

// inventedRows makes rows as a roster has them; nobody real is in them.
func inventedRows(n int) [][]string {
	rows := make([][]string, n)
	for i := range rows {
		rows[i] = []string{fmt.Sprint(i + 1), "张" + string(rune(0x4e00+i%5000)), "女", "土家族", fmt.Sprintf("4305022002%08d", i),
			"2002.11", "大学本科", "共青团员", "2018-08", fmt.Sprintf("201843%06d", i), fmt.Sprintf("第%d有限公司团支部", i%300), "",
			fmt.Sprintf("第%d有限公司", i%300), fmt.Sprintf("138%08d", i), ""}
	}
	return rows
}

func rosterSheet(rows [][]string) OutSheet {
	return OutSheet{Name: "团员", Columns: columnsOf("序号", "姓名", "性别", "民族", "身份证号码", "出生年月", "学历", "政治面貌", "入团时间",
		"发展团员编号", "所在团支部", "团内职务", "工作单位", "手机号码", "备注"), Len: len(rows), Row: rowsOf(rows)}
}

// sharedStrings makes the file that Excel would save: texts in the shared table.
func sharedStrings(b *testing.B, rows [][]string) []byte {
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		cells := make([]any, len(row))
		for c := range row {
			cells[c] = row[c]
		}
		if err := f.SetSheetRow("Sheet1", CellName(i, 0), &cells); err != nil {
			b.Fatal(err)
		}
	}
	var out bytes.Buffer
	if _, err := f.WriteTo(&out); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// The pairs below run on the same bytes in the same run; their ratio is what the goals of the project are about.
func BenchmarkRead20000(b *testing.B) {
	rows := inventedRows(20_000)
	inline := writeBytes(b, Out{Sheets: []OutSheet{rosterSheet(rows)}})
	for name, file := range map[string][]byte{"inline": inline, "shared": sharedStrings(b, rows)} {
		b.Run(name+"/ours", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				book, err := ReadBytes(context.Background(), file, nil)
				if err != nil || len(book.Sheets[0].Rows) < 20_000 {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/excelize", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f, err := excelize.OpenReader(bytes.NewReader(file))
				if err != nil {
					b.Fatal(err)
				}
				all, err := f.Rows(f.GetSheetName(0))
				if err != nil {
					b.Fatal(err)
				}
				n := 0
				for all.Next() {
					if _, err := all.Columns(); err != nil {
						b.Fatal(err)
					}
					n++
				}
				if n < 20_000 {
					b.Fatal(n)
				}
				f.Close()
			}
		})
	}
}

func BenchmarkLocate20000(b *testing.B) {
	book := readBack(b, writeBytes(b, Out{Sheets: []OutSheet{rosterSheet(inventedRows(20_000))}}))
	for b.Loop() {
		if found := Locate(context.Background(), book, rosterWords, firmWords); len(found) != 1 || len(found[0].Rows) != 20_000 {
			b.Fatal(found)
		}
	}
}

func BenchmarkWrite100000(b *testing.B) {
	rows := inventedRows(100_000)
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := Write(context.Background(), io.Discard, Out{Sheets: []OutSheet{rosterSheet(rows)}}, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("excelize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f := excelize.NewFile()
			sw, err := f.NewStreamWriter("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			cells := make([]any, 15)
			for i, row := range rows {
				for c := range cells {
					cells[c] = row[c]
				}
				if err := sw.SetRow(CellName(i, 0), cells); err != nil {
					b.Fatal(err)
				}
			}
			if err := sw.Flush(); err != nil {
				b.Fatal(err)
			}
			if _, err := f.WriteTo(io.Discard); err != nil {
				b.Fatal(err)
			}
			f.Close()
		}
	})
}
