package store_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

// A page is one sheet of an office's workbook: rows of cells between |, each cell
// text, or a number where it begins with =.
type page struct {
	name   string
	text   string
	merged []string // A1:B2
	hidden []string // columns
}

// workbook writes pages as an office would have them and gives the path.
func workbook(t testing.TB, pages ...page) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, p := range pages {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", p.name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(p.name); err != nil {
			t.Fatal(err)
		}
		for r, row := range cells(p.text) {
			for c, text := range row {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if n, ok := strings.CutPrefix(text, "="); ok {
					if err := f.SetCellDefault(p.name, at, n); err != nil {
						t.Fatal(err)
					}
				} else if text != "" {
					if err := f.SetCellStr(p.name, at, text); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		for _, m := range p.merged {
			from, to, _ := strings.Cut(m, ":")
			if err := f.MergeCell(p.name, from, to); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range p.hidden {
			if err := f.SetColVisible(p.name, c, false); err != nil {
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

// cells cuts a page's text: a row a line, cells between |. \n in a cell is a line
// break.
func cells(text string) [][]string {
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

// takeIn imports a file and gives the plan that was carried out.
func takeIn(t testing.TB, b *store.Book, path string, kinds ...ledger.Kind) *store.Plan {
	t.Helper()
	in, err := b.ReadIntake(context.Background(), path, kinds, nil)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	p, err := in.Apply(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// members gives the members by name.
func members(b *store.Book) map[string]*ledger.Member {
	found := map[string]*ledger.Member{}
	for m := range stage.All[*ledger.Member](b, ledger.Members) {
		found[m.Title] = m
	}
	return found
}

// values reads columns of a member as people see them, joined by |.
func values(b *store.Book, kind ledger.Kind, r ledger.Record, keys string) string {
	var texts []string
	for _, key := range strings.Fields(keys) {
		texts = append(texts, b.Text(kind, r, key))
	}
	return strings.Join(texts, "|")
}

func faultsSaid(p *store.Plan) string {
	var lines []string
	for _, row := range p.Faulty {
		for _, f := range row.Faults {
			lines = append(lines, row.Name+" "+f.Cell+" "+f.Key+": "+f.Text)
		}
	}
	return strings.Join(lines, "\n")
}
