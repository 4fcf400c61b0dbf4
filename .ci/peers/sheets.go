package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// A roster as offices keep it: the columns that come in, and those that go out.
var (
	inKeys  = []string{"name", "sex", "nation", "idno", "born", "schooling", "standing", "joined", "devno", "duties", "phone", "position", "home", "note"}
	outKeys = []string{"name", "sex", "nation", "idno", "born", "schooling", "standing", "joined", "devno", "branch", "unit", "phone"}
)

// importing measures a workbook of at most 20,000 rows until it is in the ledger,
// against excelize's reading of the same file. Both kinds of file are tried: as
// Excel saves it, its texts in a shared table, and as a program streams it.
func importing(file string, rounds int) {
	dir, err := os.MkdirTemp("", "peers")
	must(err)
	defer os.RemoveAll(dir)
	b := opened(file)
	streamed := filepath.Join(dir, "streamed.xlsx")
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members})
	_, err = forms.Write(context.Background(), b, forms.Export{To: streamed, List: l, Keys: inKeys, Full: true, Reason: "测量"}, nil)
	must(err)
	rows := l.Len()
	must(b.Close())
	saved := filepath.Join(dir, "saved.xlsx")
	asExcel(streamed, saved)
	for _, in := range []struct{ how, path string }{{"saved by Excel", saved}, {"streamed", streamed}} {
		i := 0
		turnAbout(fmt.Sprintf("import %d rows, %s", rows, in.how), rounds, 1.5,
			func() float64 {
				i++
				return takeIn(in.path, filepath.Join(dir, fmt.Sprintf("%s-%d.tjz", in.how, i)), rows)
			},
			func() float64 { return timed(func() { readBare(in.path, rows) }) })
	}
}

func takeIn(path, into string, rows int) float64 {
	b, _, err := store.Create(into, store.Profile{Name: "塔北社区"}, "经办人", password, quick())
	must(err)
	defer os.Remove(into)
	defer b.Close()
	return timed(func() {
		in, err := intake.Read(context.Background(), b, path, nil, nil)
		must(err)
		p, err := in.Apply(context.Background(), nil)
		must(err)
		if len(p.Added) != rows {
			must(fmt.Errorf("%d of %d rows went in", len(p.Added), rows))
		}
	})
}

// asExcel writes a workbook anew with its texts in the shared table.
func asExcel(from, to string) {
	in, err := excelize.OpenFile(from)
	must(err)
	defer in.Close()
	all, err := in.GetRows(in.GetSheetName(0))
	must(err)
	out := excelize.NewFile()
	defer out.Close()
	for i, row := range all {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		must(err)
		must(out.SetSheetRow("Sheet1", at, &row))
	}
	must(out.SaveAs(to))
}

func readBare(path string, rows int) {
	f, err := excelize.OpenFile(path)
	must(err)
	defer f.Close()
	all, err := f.Rows(f.GetSheetName(0))
	must(err)
	n := 0
	for all.Next() {
		_, err := all.Columns()
		must(err)
		n++
	}
	if n < rows {
		must(fmt.Errorf("excelize read %d rows", n))
	}
}

// exporting measures a workbook of all members, against excelize's stream writer
// with the same cells, all ready beforehand.
func exporting(file string, rounds int) {
	dir, err := os.MkdirTemp("", "peers")
	must(err)
	defer os.RemoveAll(dir)
	b := opened(file)
	defer b.Close()
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members})
	cells := make([][]any, l.Len()+1)
	for i := range cells {
		cells[i] = make([]any, 0, len(outKeys)+1)
		for _, key := range outKeys {
			if i == 0 {
				cells[i] = append(cells[i], key)
				continue
			}
			cells[i] = append(cells[i], l.Cell(i-1, key, ledger.Bare))
		}
		if i > 0 { // ours goes out with the record's number
			cells[i] = append(cells[i], l.Row(i-1).Head().ID.String())
		}
	}
	ours, bare := filepath.Join(dir, "ours.xlsx"), filepath.Join(dir, "bare.xlsx")
	turnAbout(fmt.Sprintf("workbook out, %d members", l.Len()), rounds, 1.3,
		func() float64 { return export(b, ours) },
		func() float64 { return timed(func() { writeBare(bare, cells) }) })
}

func export(b *store.Book, to string) float64 {
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members})
	return timed(func() {
		_, err := forms.Write(context.Background(), b, forms.Export{To: to, List: l, Keys: outKeys, Full: true, Reason: "测量"}, nil)
		must(err)
	})
}

func writeBare(to string, cells [][]any) {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	must(err)
	for i, row := range cells {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		must(err)
		must(w.SetRow(at, row))
	}
	must(w.Flush())
	out, err := os.Create(to)
	must(err)
	_, err = f.WriteTo(out)
	must(err)
	must(out.Close())
}
