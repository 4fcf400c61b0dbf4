package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// filledStreet is a street's ledger that has received the same invented people from
// each of its communities; the later a community stands, the fewer of them.
func filledStreet(t testing.TB, communities, members int) (*store.Book, []value.ID) {
	t.Helper()
	b, _ := streetOf(t, 0, 0)
	many := multiplied(stage.Now(stage.Practised(t, members)), communities)
	var ids []value.ID
	for _, r := range many[ledger.Communities] {
		ids = append(ids, stage.Keep(t, b, ledger.Communities, ledger.Communities.Clone(r)).Head().ID)
	}
	owner := map[value.ID]int{}
	for i, r := range many[ledger.Communities] {
		owner[r.Head().ID] = i
	}
	receiveFor(t, b, ids, func(put func(ledger.Kind, value.ID, ledger.Record)) {
		for _, kind := range []ledger.Kind{ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts} {
			for i, r := range many[kind] {
				at := owner[r.Head().Owner]
				if kind == ledger.Members && i%communities < at/2 {
					continue
				}
				r.Head().Rev = 0
				put(kind, ids[at], r)
			}
		}
	})
	return b, ids
}

// printed are the texts of a page by their lines.
func pageText(p forms.Page) string {
	var words []string
	for _, m := range p.Marks {
		if m.Kind == forms.MarkText {
			words = append(words, m.Text)
		}
	}
	return strings.Join(words, " ")
}

// Every indicator of every community is on paper, with its numerator and denominator,
// whether the street has eight communities or fifty; PAPER=FOLDER keeps the files.
func TestTheStreetsTablesOnPaper(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	for _, communities := range []int{8, 50} {
		b, ids := filledStreet(t, communities, 90)
		if _, err := points.TakeSnapshot(b, 20260630, "上半年"); err != nil {
			t.Fatal(err)
		}
		gone := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "on"}).Row(3).(*ledger.Member)
		left := ledger.Members.Clone(gone).(*ledger.Member)
		left.State, left.StateFrom = codes.MemberLeft, 20260801
		receiveFor(t, b, ids, func(put func(ledger.Kind, value.ID, ledger.Record)) {
			put(ledger.Members, left.Owner, left)
			fresh := stage.Person("新发展", "2008-03-04", 1)
			fresh.Joined = value.Day(2026, 9, 0)
			put(ledger.Members, ids[1], fresh)
		})
		f := points.FiguresOn(b, 0)
		for _, c := range []struct {
			print forms.Print
			file  string
			pages int
		}{
			{forms.Print{Form: forms.StreetSummary}, "street", map[int]int{8: 6, 50: 24}[communities]},
			{forms.Print{Form: forms.CommunitySummary, Community: ids[1]}, "summary", 4},
			{forms.Print{Form: forms.YearOnYear}, "contrast", 6},
			{forms.Print{Form: forms.YearOnYear, Community: ids[1]}, "contrast-one", 5},
		} {
			out, err := forms.Lay(b, c.print)
			if err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			var all strings.Builder
			for n := range out.Pages() {
				all.WriteString(pageText(out.Page(n)))
			}
			text := all.String()
			if out.Pages() > c.pages || out.Missing != "" {
				t.Errorf("%s of %d: %d pages, missing %q", c.file, communities, out.Pages(), out.Missing)
			}
			for i := range figures.Indicators {
				n := &figures.Indicators[i]
				if n.Within == "" && c.print.Community.IsZero() && !strings.Contains(strings.ReplaceAll(text, " ", ""), n.Label) {
					t.Errorf("%s of %d: no %s", c.file, communities, n.Label)
				}
			}
			switch c.print.Form {
			case forms.StreetSummary:
				for _, home := range f.Communities {
					if !strings.Contains(text, home.Name) || !strings.Contains(text, home.Tallies["coverage_rate"].String()) {
						t.Errorf("%d: %s is not on paper, or its rate", communities, home.Name)
					}
				}
				if !strings.Contains(text, "合计") || !strings.Contains(text, f.Total["coverage_rate"].String()) {
					t.Errorf("%d: no total", communities)
				}
			case forms.YearOnYear:
				if !strings.Contains(text, "新增 +1") || c.print.Community.IsZero() && !strings.Contains(text, "减少 −1") {
					t.Errorf("%d: the contrast does not say why", communities)
				}
			}
			folder := os.Getenv("PAPER")
			if folder == "" {
				folder = t.TempDir()
			}
			for _, ending := range []string{".pdf", ".xlsx"} {
				if err := out.Write(t.Context(), filepath.Join(folder, c.file+strconv.Itoa(communities)+ending), nil); err != nil {
					t.Fatal(err)
				}
			}
			if c.print.Form == forms.StreetSummary {
				workbookAddsUp(t, filepath.Join(folder, c.file+strconv.Itoa(communities)+".xlsx"), communities)
			}
		}
	}
}

// workbookAddsUp says that the last row of a street's workbook is the sum of the others.
func workbookAddsUp(t *testing.T, path string, communities int) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 3 && row[0] == "社区" })
	body := rows[at+1:]
	if at < 0 || len(body) != communities+1 || body[communities][0] != "合计" {
		t.Fatalf("%s: %d rows", path, len(body))
	}
	column := slices.Index(rows[at], "在册团员")
	sum := 0
	for _, row := range body[:communities] {
		sum += number(t, row[column])
	}
	if total := number(t, body[communities][column]); total != sum || total == 0 {
		t.Errorf("%s: the total is %d, the communities have %d", path, total, sum)
	}
}

func number(t *testing.T, s string) (n int) {
	t.Helper()
	for _, r := range s {
		if r < '0' || r > '9' {
			t.Fatalf("%q is no number", s)
		}
		n = n*10 + int(r-'0')
	}
	return n
}

func TestTablesThatCannotBePrinted(t *testing.T) {
	b := stage.Book(t)
	street, _ := streetOf(t, 1, 1)
	for _, c := range []struct {
		b     *store.Book
		print forms.Print
		want  string
	}{
		{b, forms.Print{Form: forms.StreetSummary}, "这是社区台账，请打印社区汇总表。"},
		{b, forms.Print{Form: forms.YearOnYear}, "还没有更早的锁定汇总可以对照。请先锁定一次，或选两次来比。"},
		{street, forms.Print{Form: forms.CommunitySummary}, "请先选一个社区。全街道的请打印街道汇总表。"},
		{street, forms.Print{Form: forms.CommunitySummary, Community: value.ID{9}}, "这个社区那时候还没有数字。"},
	} {
		if _, err := forms.Lay(c.b, c.print); err == nil || store.Tell(err).Message != c.want {
			t.Errorf("%s: %v", c.print.Form, store.Tell(err))
		}
	}
	if out, err := forms.Lay(b, forms.Print{Form: forms.CommunitySummary}); err != nil || out.Title() != "塔北社区团建情况汇总表" {
		t.Error(err)
	}
}
