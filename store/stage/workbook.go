package stage

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
)

// A Page is one sheet of an office's workbook: rows of cells between |, each cell
// text, or a number where it begins with =.
type Page struct {
	Name   string
	Text   string
	Merged []string // A1:B2
	Hidden []string // columns
}

// Workbook writes pages as an office would have them and gives the path.
func Workbook(t testing.TB, pages ...Page) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, p := range pages {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", p.Name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(p.Name); err != nil {
			t.Fatal(err)
		}
		for r, row := range Cells(p.Text) {
			for c, text := range row {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if n, ok := strings.CutPrefix(text, "="); ok {
					if err := f.SetCellDefault(p.Name, at, n); err != nil {
						t.Fatal(err)
					}
				} else if text != "" {
					if err := f.SetCellStr(p.Name, at, text); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		for _, m := range p.Merged {
			from, to, _ := strings.Cut(m, ":")
			if err := f.MergeCell(p.Name, from, to); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range p.Hidden {
			if err := f.SetColVisible(p.Name, c, false); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "来件.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// Cells cuts a page's text: a row a line, cells between |. \n in a cell is a line
// break.
func Cells(text string) [][]string {
	var rows [][]string
	for _, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		row := strings.Split(line, "|")
		for i := range row {
			row[i] = strings.ReplaceAll(strings.Trim(row[i], " "), `\n`, "\n")
		}
		rows = append(rows, row)
	}
	return rows
}

// TakeIn imports a file and gives the plan that was carried out.
func TakeIn(t testing.TB, b *store.Book, path string, kinds ...ledger.Kind) *intake.Plan {
	t.Helper()
	in, err := intake.Read(context.Background(), b, path, kinds, nil)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	p, err := in.Apply(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// FaultsSaid are the reasons why rows of a plan stay out, a line each.
func FaultsSaid(p *intake.Plan) string {
	var lines []string
	for _, row := range p.Faulty {
		for _, f := range row.Faults {
			lines = append(lines, row.Name+" "+f.Cell+" "+f.Key+": "+f.Text)
		}
	}
	return strings.Join(lines, "\n")
}

// Changed are the fields that a plan changes, a line each.
func Changed(p *intake.Plan) (lines []string) {
	for _, row := range p.Changed {
		for _, c := range row.Changes {
			lines = append(lines, fmt.Sprintf("%s %s: %q → %q", row.Name, c.Key, c.Old, c.New))
		}
	}
	return lines
}
