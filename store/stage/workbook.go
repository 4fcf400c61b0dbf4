package stage

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/find"
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

// Members are a ledger's members by name.
func Members(b *store.Book) map[string]*ledger.Member {
	found := map[string]*ledger.Member{}
	for m := range All[*ledger.Member](b, ledger.Members) {
		found[m.Title] = m
	}
	return found
}

// Values are columns of a record as people see them, joined by |.
func Values(b *store.Book, kind ledger.Kind, r ledger.Record, keys string) string {
	var texts []string
	for _, key := range strings.Fields(keys) {
		texts = append(texts, b.Text(kind, r, key))
	}
	return strings.Join(texts, "|")
}

// TwoBranches is a ledger with two enterprises and the branch of each.
func TwoBranches(t testing.TB) *store.Book {
	t.Helper()
	b := Book(t)
	for _, name := range []string{"东升五金", "长虹印务"} {
		e := Keep(t, b, ledger.Enterprises, Firm("邵阳市"+name+"有限公司"))
		Keep(t, b, ledger.Branches, Cell(name+"团支部", e))
	}
	return b
}

// BranchNamed is the branch of this name, zero for none.
func BranchNamed(b *store.Book, name string) ledger.ID {
	id, _ := find.NamingOf(Now(b), ledger.Branches).Find(name)
	return id
}

// Undo takes an entry of the journal back.
func Undo(t testing.TB, b *store.Book, seq uint64) *store.UndoPlan {
	t.Helper()
	p, err := b.PlanUndo(seq)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if _, err := p.Apply(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return p
}

// Alter changes a record as it now is.
func Alter[T ledger.Record](t testing.TB, b *store.Book, kind ledger.Kind, r T, change func(T)) {
	t.Helper()
	c := kind.Clone(b.Get(kind, r.Head().ID)).(T)
	change(c)
	if _, err := b.Save(kind, c); err != nil {
		t.Fatalf("%v: %s", err, store.Tell(err).Message)
	}
}
