package store_test

import (
	"archive/zip"
	"context"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

func exported(t testing.TB, b *store.Book, name string, x forms.Export) string {
	t.Helper()
	x.To = filepath.Join(t.TempDir(), name)
	if _, err := forms.Write(context.Background(), b, x, nil); err != nil {
		t.Fatal(err)
	}
	if stage.FileMode(t, x.To) != 0o600 {
		t.Errorf("%s: mode %o", name, stage.FileMode(t, x.To))
	}
	return x.To
}

// Our own export, whole or masked, in order or shuffled, with columns put between
// and rows taken out, changes nothing when it comes back; every row finds its
// record.
func TestOwnExportComesBack(t *testing.T) {
	for name, x := range map[string]forms.Export{
		"masked.xlsx": {}, "whole.xlsx": {Full: true, Reason: "核对"}, "members.csv": {Kinds: []ledger.Kind{ledger.Members}},
		"posts.csv": {Kinds: []ledger.Kind{ledger.Posts}}, "shuffled.xlsx": {}, "widened.xlsx": {Full: true, Reason: "核对"},
	} {
		t.Run(name, func(t *testing.T) {
			b := stage.Practised(t, 120)
			before := stage.Everything(b)
			path := exported(t, b, name, x)
			switch name {
			case "shuffled.xlsx":
				edit(t, path, func(rows [][]string) [][]string {
					rand.New(rand.NewPCG(1, 2)).Shuffle(len(rows)-1, func(i, j int) { rows[i+1], rows[j+1] = rows[j+1], rows[i+1] })
					return rows
				})
			case "widened.xlsx":
				edit(t, path, func(rows [][]string) [][]string {
					for i := range rows {
						rows[i] = slices.Insert(rows[i], 1, "自己加的列")
						if i > 0 {
							rows[i][1] = "随便写的"
						}
					}
					return rows
				})
			}
			p := stage.TakeIn(t, b, path)
			if r := p.Report(); r.Added+r.Changed+r.Faulty != 0 || r.Same == 0 {
				t.Errorf("%+v\n%v\n%s", r, stage.Changed(p), stage.FaultsSaid(p))
			}
			after := stage.Everything(b)
			if len(after) != len(before) {
				t.Errorf("%d records, %d before", len(after), len(before))
			}
			for id, text := range before {
				if after[id] != text {
					t.Errorf("%s\n was %s\n now %s", id, text, after[id])
				}
			}
		})
	}
}

// edit rewrites every sheet of a workbook.
func edit(t testing.TB, path string, change func([][]string) [][]string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	g := excelize.NewFile()
	for i, name := range f.GetSheetList() {
		if visible, _ := f.GetSheetVisible(name); !visible {
			continue
		}
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		wide := len(rows[0])
		for r := range rows {
			for len(rows[r]) < wide {
				rows[r] = append(rows[r], "")
			}
		}
		if i == 0 {
			g.SetSheetName("Sheet1", name)
		} else {
			g.NewSheet(name)
		}
		for r, row := range change(rows) {
			for c, text := range row {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				g.SetCellStr(name, at, text)
			}
		}
	}
	f.Close()
	if err := g.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	g.Close()
}

// withoutNamesakes gives those of one name different ones: other records name a person by the name alone.
func withoutNamesakes(t *testing.T, b *store.Book) {
	t.Helper()
	seen := map[string]bool{}
	for m := range stage.All[*ledger.Member](b, ledger.Members) {
		if seen[m.Title] {
			stage.Alter(t, b, ledger.Members, m, func(m *ledger.Member) { m.Title += "二" })
		}
		seen[m.Title] = true
	}
}

// The whole export fills an empty ledger with the same: what people see of every
// record, references by name.
func TestWholeExportFillsAnEmptyLedger(t *testing.T) {
	a := stage.Practised(t, 80)
	withoutNamesakes(t, a)
	path := exported(t, a, "whole.xlsx", forms.Export{Full: true, Reason: "换电脑"})
	b := stage.Book(t)
	p := stage.TakeIn(t, b, path)
	if r := p.Report(); r.Faulty != 0 {
		t.Fatalf("%+v\n%s", r, stage.FaultsSaid(p))
	}
	seen := func(b *store.Book) []string {
		var lines []string
		for _, line := range stage.Everything(b) {
			lines = append(lines, line)
		}
		slices.Sort(lines)
		return lines
	}
	was, now := seen(a), slices.DeleteFunc(seen(b), func(s string) bool { return strings.HasPrefix(s, "塔北社区|") })
	if len(was) != len(now) {
		t.Errorf("%d records, %d before", len(now), len(was))
	}
	for i := range min(len(was), len(now)) {
		if was[i] != now[i] {
			t.Errorf("\n was %s\n now %s", was[i], now[i])
			break
		}
	}
}

// What is shown goes out: filter, order and chosen columns honoured, masked.
func TestExportOfWhatIsShown(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.TwoBranches(t)
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|手机|团支部|民族\n解放|" + stage.IDNumber("2002-03-04", 11) + "|13912345678|东升五金团支部|汉\n单雄|" + stage.IDNumber("2002-03-04", 13) + "|13912345670|东升五金团支部|汉\n曾巩|" + stage.IDNumber("2002-03-04", 15) + "|13912345671|长虹印务团支部|汉"}))
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Filters: []records.Filter{{Key: "branch", Texts: []string{"东升五金团支部"}}}, Sort: "name"})
	path := exported(t, b, "x.xlsx", forms.Export{List: l, Keys: []string{"name", "branch", "idno", "phone", "age"}})
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, _ := f.GetRows(f.GetSheetName(0))
	for i, want := range []string{"姓名|所在团支部|证件号码|手机号码|年龄", "单雄|东升五金团支部|430502************|139****5670|24", "解放|东升五金团支部|430502************|139****5678|24"} {
		if len(rows) != 3 || strings.Join(rows[i][:5], "|") != want {
			t.Fatalf("%q", rows)
		}
	}
	if visible, _ := f.GetColVisible(f.GetSheetName(0), "F"); visible || rows[1][5] != l.Row(0).Head().ID.String() {
		t.Error("the record's number travels unseen")
	}
	entries, _ := b.Journal(1)
	if e := entries[0]; e.Intent != "export" || e.Detail != (store.Detail{What: "member", Rows: 2}) || e.Who != "王干事" {
		t.Errorf("%+v", e)
	}
}

// Whole numbers leave only with a reason, which the journal keeps.
func TestWholeNumbersNeedAReason(t *testing.T) {
	b := stage.TwoBranches(t)
	to := filepath.Join(t.TempDir(), "x.xlsx")
	for _, reason := range []string{"", "  "} {
		if _, err := forms.Write(context.Background(), b, forms.Export{To: to, Full: true, Reason: reason}, nil); stage.CodeOf(err) != store.Refused {
			t.Errorf("%q: %v", reason, err)
		}
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("a file was written")
	}
	if _, err := forms.Write(context.Background(), b, forms.Export{To: to, Full: true, Reason: "上级核查"}, nil); err != nil {
		t.Fatal(err)
	}
	entries, _ := b.Journal(1)
	if d := entries[0].Detail; !d.Whole || d.Reason != "上级核查" || d.Rows != 5 {
		t.Errorf("%+v", entries[0])
	}
	for to, code := range map[string]string{"x.csv": store.Refused, "x.pdf": store.Refused, "x": store.Refused, "/没有的文件夹/x.xlsx": store.NoFile} {
		if !filepath.IsAbs(to) {
			to = filepath.Join(t.TempDir(), to)
		}
		if _, err := forms.Write(context.Background(), b, forms.Export{To: to}, nil); stage.CodeOf(err) != code {
			t.Errorf("%s: %v", to, err)
		}
	}
}

// A name that looks like a formula stays text, there and back.
func TestFormulasStayText(t *testing.T) {
	for _, name := range []string{"x.xlsx", "x.csv"} {
		b := stage.TwoBranches(t)
		m := stage.Person("李华", "2002-03-04", 11)
		m.Note, m.Position, m.DriftOrg = "=1+1", "@SUM(A1)", "-2+3"
		saved := stage.Keep(t, b, ledger.Members, m)
		path := exported(t, b, name, forms.Export{Kinds: []ledger.Kind{ledger.Members}})
		if name == "x.xlsx" {
			f, err := excelize.OpenFile(path)
			if err != nil {
				t.Fatal(err)
			}
			rows, _ := f.GetRows("团员")
			for c, head := range rows[0] {
				at, _ := excelize.CoordinatesToCellName(c+1, 2)
				if formula, _ := f.GetCellFormula("团员", at); formula != "" {
					t.Errorf("%s is a formula", head)
				}
			}
			f.Close()
		}
		if p := stage.TakeIn(t, b, path); p.Report() != (intake.Report{Rows: 1, Same: 1}) {
			t.Errorf("%s: %+v %v", name, p.Report(), stage.Changed(p))
		}
		if got := b.Get(ledger.Members, saved.ID).(*ledger.Member); got.Note != "=1+1" {
			t.Errorf("%q", got.Note)
		}
	}
}

// A template is the same shape without rows; filled in, it goes in.
func TestTemplateIsFilledIn(t *testing.T) {
	b := stage.TwoBranches(t)
	entries, _ := b.Journal(1)
	path := exported(t, b, "模板.xlsx", forms.Export{Template: true, Kinds: []ledger.Kind{ledger.Members}})
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := f.GetRows("团员")
	if len(rows) != 1 {
		t.Fatalf("%q", rows)
	}
	for c, head := range rows[0] {
		at, _ := excelize.CoordinatesToCellName(c+1, 2)
		f.SetCellStr("团员", at, map[string]string{"姓名": "李华", "证件号码": stage.IDNumber("2002-03-04", 11), "所在团支部": "东升五金团支部", "团内职务": "书记"}[head])
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if p := stage.TakeIn(t, b, path); p.Report() != (intake.Report{Rows: 1, Added: 1}) {
		t.Errorf("%+v\n%s", p.Report(), stage.FaultsSaid(p))
	}
	if got := stage.Values(b, ledger.Members, stage.Members(b)["李华"], "branch duties"); got != "东升五金团支部|书记" {
		t.Error(got)
	}
	after, _ := b.Journal(2)
	if after[1].Seq != entries[0].Seq {
		t.Error("a template takes nobody's data out: no entry")
	}
}

// A zip holds a CSV for each kind.
func TestZipOfAllKinds(t *testing.T) {
	b := stage.Practised(t, 30)
	z, err := zip.OpenReader(exported(t, b, "x.zip", forms.Export{}))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(r)
		if n := strings.Count(string(text), "\r\n") - 1; n != b.Today().Count(kindTitled(strings.TrimSuffix(f.Name, ".csv"))) {
			t.Errorf("%s: %d rows", f.Name, n)
		}
	}
	if !strings.HasPrefix(strings.Join(names, " "), "社区.csv 企业.csv 团组织.csv 团员.csv 任职.csv") || len(names) != len(ledger.OfOffice) {
		t.Error(names)
	}
}

func kindTitled(title string) ledger.Kind {
	return ledger.All[slices.IndexFunc(ledger.All, func(k ledger.Kind) bool { return k.Title() == title })]
}
