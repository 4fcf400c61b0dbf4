package fill_test

import (
	"context"
	"io"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tuanjian/store/fill"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

var noPlace records.Place

// mostTimes is how many times as long filling may take as another library takes to write the same rows.
const mostTimes = 1.5

// BenchmarkFilling fills 5,000 rows into a form and writes the same rows with excelize, in one run; the quickest of each counts.
func BenchmarkFilling(b *testing.B) {
	book := stage.Practised(b, 5000)
	f, _ := open(b, book, offices[0].make(b), ".xlsx")
	list := fill.Of(book.Today(), f.Tables[0].Kind, noPlace)
	dir := b.TempDir()
	ours, theirs := time.Hour, time.Hour
	for b.Loop() {
		begun := trial.Start()
		p, err := f.Lay(context.Background(), []fill.Part{{Table: f.Tables[0], List: list}}, fill.Whole{})
		if err != nil {
			b.Fatal(err)
		}
		if err := p.Write(context.Background(), filepath.Join(dir, "填好.xlsx")); err != nil {
			b.Fatal(err)
		}
		ours = min(ours, begun.Taken())
		_, rows := p.Preview(0, list.Len())
		begun = trial.Start()
		x := excelize.NewFile()
		for i, row := range rows {
			cells := make([]any, len(row))
			for j, text := range row {
				cells[j] = text
			}
			at, err := excelize.CoordinatesToCellName(1, i+1)
			if err != nil {
				b.Fatal(err)
			}
			if err := x.SetSheetRow("Sheet1", at, &cells); err != nil {
				b.Fatal(err)
			}
		}
		if err := x.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
		x.Close()
		theirs = min(theirs, begun.Taken())
	}
	b.ReportMetric(float64(list.Len()), "rows")
	b.ReportMetric(float64(ours.Milliseconds()), "ms-filling")
	b.ReportMetric(float64(theirs.Milliseconds()), "ms-excelize")
	if times := float64(ours) / float64(theirs); times > mostTimes {
		b.Errorf("filling takes %.2f times as long as excelize", times)
	}
}
