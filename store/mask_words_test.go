package store_test

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// planted are ways in which people write 430502200109140231 and 13812345678 where no number belongs.
var planted = []string{
	"负责人2001年9月14日生 身份证430502200109140231，13812345678", "４３０５０２２００１０９１４０２３１ １３８１２３４５６７８", "430502 20010914 0231，138-1234-5678",
	"430502-20010914-0231，138 1234 5678", "+8613812345678 430502.20010914.0231", "13812345678@139.com 43050220010914-0231",
}

// gives says what a reader gets out of one cell: the end of the ID number or the middle of the mobile.
func gives(cell string) (string, bool) {
	figures := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, value.Halfwidth(cell))
	for _, part := range []string{"140231", "0914023", "81234567", "12345678"} {
		if strings.Contains(figures, part) {
			return part, true
		}
	}
	return "", strings.Contains(figures, "0231") && strings.Contains(figures, "430502")
}

// plant writes numbers into every column of words that the first records of every kind have.
func plant(t *testing.T, b *store.Book, ways []string) (n int) {
	t.Helper()
	for _, kind := range rules.KindsOf(b.Today()) {
		all := b.Today().Of(kind)
		for at, way := range ways {
			if at >= len(all) {
				break
			}
			r := kind.Clone(all[len(all)-1-at])
			for i, c := range kind.Columns()[:kind.Fields()] {
				text := way
				switch c.Shape {
				case ledger.Line, ledger.Lines, ledger.Phone, ledger.Credit, ledger.Choice:
				default:
					continue
				}
				if c.Key == "name" || c.Key == "short" || c.Key == "duty" || c.Secret {
					continue // what it is called, also where others refer to it; what is hidden anyway
				}
				was := kind.Clone(r)
				if f, ok := kind.Set(r, i, text).(*value.Fault); ok && f != nil && !f.Soft {
					r = was
					continue
				}
			}
			if _, err := b.Save(kind, r); err == nil {
				n++
			}
		}
	}
	return n
}

// cellsOf reads every cell of an output.
func cellsOf(t *testing.T, path string) (cells []string) {
	t.Helper()
	switch filepath.Ext(path) {
	case ".zip":
		z, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		for _, f := range z.File {
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			raw, err := io.ReadAll(in)
			if err != nil {
				t.Fatal(err)
			}
			r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(raw), "\ufeff")))
			r.FieldsPerRecord = -1
			rows, err := r.ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				cells = append(cells, row[:len(row)-1]...) // the record's number is the last
			}
		}
	default:
		f, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for _, name := range f.GetSheetList() {
			rows, err := f.GetRows(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				for _, cell := range row {
					if _, err := value.ParseID(cell); err != nil {
						cells = append(cells, cell)
					}
				}
			}
		}
	}
	return cells
}

// Nobody reads a number off the words of a masked output, whatever column of whatever kind they stand in; an output with a
// reason has them whole.
func TestNobodyReadsNumbersInWords(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	for of, b := range map[string]*store.Book{"community": stage.Practised(t, 60), "street": stage.PractisedStreet(t, 120)} {
		if n := plant(t, b, planted); n < 12 {
			t.Fatalf("%s: only %d records have numbers", of, n)
		}
		branches := b.Today().Of(ledger.Branches)
		branch := branches[len(branches)-1].Head().ID
		for _, full := range []bool{false, true} {
			seen := map[string][]string{}
			why := map[bool]string{true: "核对"}[full]
			for _, name := range []string{"all.xlsx", "all.zip"} {
				path := filepath.Join(t.TempDir(), name)
				if _, err := forms.Write(context.Background(), b, forms.Export{To: path, Full: full, Reason: why}, nil); err != nil {
					t.Fatal(err)
				}
				seen[name] = cellsOf(t, path)
			}
			for _, f := range forms.Forms {
				p := forms.Print{Form: f.Form, Branch: branch, Full: full, Reason: why, Filter: "查找：" + planted[2]}
				if forms.Letter(f.Form) {
					p.List = find.ListOf(b.Today(), records.Query{Kind: forms.KindOf(f.Form)})
				}
				out, err := forms.Lay(b, p)
				if err != nil {
					continue // not a form of this ledger
				}
				var pages, sheet []string
				for n := range out.Pages() {
					for _, m := range out.Page(n).Marks {
						if m.Kind == forms.MarkText {
							pages = append(pages, m.Text)
						}
					}
				}
				for n := range out.Sheet().Len {
					sheet = append(sheet, out.Sheet().Row(n)...)
				}
				seen[string(f.Form)+" on paper"], seen[string(f.Form)+" as a sheet"] = pages, sheet
			}
			for output, cells := range seen {
				given := 0
				for _, cell := range cells {
					if part, yes := gives(cell); yes {
						if given++; !full && given == 1 {
							t.Errorf("%s, %s: %q gives %s", of, output, cell, part)
						}
					}
				}
				if full && given == 0 && strings.HasPrefix(output, "all.") {
					t.Errorf("%s, %s: with a reason nothing stands there whole", of, output)
				}
			}
		}
	}
}

// What one sheet of a workbook tells counts for all: no last four beside the birthdays of another sheet.
func TestOneVeilForAnOutput(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Practised(t, 60)
	number := b.Today().Of(ledger.Members)[0].(*ledger.Member).IDNumber
	e := ledger.Enterprises.Clone(b.Today().Of(ledger.Enterprises)[0]).(*ledger.Enterprise)
	e.Note = "联系人身份证" + number
	stage.Keep(t, b, ledger.Enterprises, e)
	for _, kinds := range [][]ledger.Kind{{ledger.Enterprises}, {ledger.Enterprises, ledger.Members}} {
		path := filepath.Join(t.TempDir(), "x.xlsx")
		if _, err := forms.Write(context.Background(), b, forms.Export{To: path, Kinds: kinds}, nil); err != nil {
			t.Fatal(err)
		}
		for _, cell := range cellsOf(t, path) {
			if strings.Contains(cell, number[14:]) && strings.Contains(cell, number[:6]) {
				t.Errorf("%d sheets: %s", len(kinds), cell)
			}
		}
	}
}

// A masked workbook changes nothing when it comes back, whatever is hidden in it.
func TestMaskedWordsComeBack(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Practised(t, 60)
	plant(t, b, planted)
	path := filepath.Join(t.TempDir(), "x.xlsx")
	if _, err := forms.Write(context.Background(), b, forms.Export{To: path}, nil); err != nil {
		t.Fatal(err)
	}
	got := stage.TakeIn(t, b, path)
	if len(got.Changed) != 0 || len(got.Added) != 0 {
		t.Errorf("%+v %v", got.Report(), stage.Changed(got))
	}
}

// Between own laptops and to the street the words go whole.
func TestPackagesHaveWholeWords(t *testing.T) {
	w := newDistrict(t, 1)
	w.known()
	e := stage.Firm("邵阳市东升五金有限公司")
	e.Phone, e.Note = "13812345678", planted[0]
	kept := stage.Keep(t, w.offices[0], ledger.Enterprises, e)
	w.receive(w.submit(w.offices[0]))
	there, ok := w.street.Get(ledger.Enterprises, kept.ID).(*ledger.Enterprise)
	if !ok || there.Phone != e.Phone || there.Note != e.Note {
		t.Errorf("%+v", there)
	}
	l := find.ListOf(w.street.Today(), records.Query{Kind: ledger.Enterprises})
	if l.Cell(0, "phone", ledger.Ends) != "138****5678" || l.Cell(0, "phone", ledger.Bare) != e.Phone {
		t.Error(l.Cell(0, "phone", ledger.Ends))
	}
}
