package store_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// Every number of every cross table is as many records as its list has, and its sums are the sums of its numbers: all kinds of
// a street's practice ledger, each way to part them beside the one before.
func TestEveryNumberOfACrossTableOpensItsRecords(t *testing.T) {
	b := stage.PractisedStreet(t, 300)
	v := b.Today()
	crossed := 0
	for _, kind := range ledger.All {
		if v.Count(kind) == 0 {
			continue
		}
		axes := find.Axes(v, kind)
		for i, down := range axes {
			across := find.Axis{}
			if i > 0 {
				across = axes[i-1]
			}
			c := find.CrossOf(v, records.Query{Kind: kind}, down, across, "")
			crossed++
			sum := 0
			for row := -1; row < len(c.Rows); row++ {
				for column := -1; column < len(c.Columns); column++ {
					n := c.Count(row, column)
					if row >= 0 && column >= 0 {
						sum += n
					}
					if n > 0 && (row < 0 || column < 0 || (row+column)%7 == 0) {
						if got := find.ListOf(v, c.Behind(row, column)).Len(); got != n {
							t.Fatalf("%s by %s and %s, row %d column %d: %d, its list has %d", kind.Name(), down.Title(kind), across.Title(kind), row, column, n, got)
						}
					}
				}
			}
			if sum != c.Sum || c.Sum != v.Count(kind) {
				t.Errorf("%s by %s and %s: %d of %d", kind.Name(), down.Title(kind), across.Title(kind), sum, c.Sum)
			}
		}
	}
	if crossed < 60 {
		t.Errorf("%d tables only", crossed)
	}
}

// What stands in a column is added up: every row, column and the whole come to what their records say, of every kind, and a
// number that may be nobody's to add, such as a year, is not offered.
func TestNumbersAreAddedUp(t *testing.T) {
	b := stage.Practised(t, 200)
	v, added := b.Today(), 0
	for _, kind := range ledger.All {
		axes := find.Axes(v, kind)
		if v.Count(kind) == 0 || len(axes) == 0 {
			continue
		}
		for _, m := range find.Measures(kind) {
			if m.Secret || m.Label == "评议年度" || m.Key == "age" {
				t.Errorf("%s is added up", m.Label)
			}
			c := find.CrossOf(v, records.Query{Kind: kind}, axes[0], axes[len(axes)-1], m.Key)
			for row := -1; row < len(c.Rows); row++ {
				for column := -1; column < len(c.Columns); column++ {
					want, of := int64(0), 0
					l := find.ListOf(v, c.Behind(row, column))
					if c.Count(row, column) == 0 {
						l = l.First(0)
					}
					for i := range l.Len() {
						if money, _ := value.ParseMoney(l.Cell(i, m.Key, ledger.Bare)); money > 0 {
							fen, _ := money.Fen()
							want, of = want+fen, of+1
						}
					}
					text := ""
					if of > 0 {
						text = value.MoneyOf(want).String()
						added++
					}
					if got := c.Text(row, column); got != text {
						t.Fatalf("%s, %s, row %d column %d: %q, its records come to %q", kind.Title(), m.Label, row, column, got, text)
					}
				}
			}
		}
	}
	if added < 100 {
		t.Errorf("%d sums only", added)
	}
	if c := find.CrossOf(v, records.Query{Kind: ledger.Members}, find.Axis{Key: "sex"}, find.Axis{}, "idnumber"); c.Measure != "" {
		t.Error("what is veiled is added up")
	}
}

// A date that says its year alone is counted with the year, and is in no month's list.
func TestADateThatSaysItsYearAlone(t *testing.T) {
	b := stage.Book(t)
	for i, from := range []string{"2024", "2024-03", "2024-03-08", "2025-01-05", ""} {
		e := &ledger.Enterprise{Title: "企业" + string(rune('甲'+i))}
		if from != "" {
			if err := ledger.Enterprises.Set(e, ledger.Enterprises.At("founding_from"), from); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := b.Save(ledger.Enterprises, e); err != nil {
			t.Fatal(err)
		}
	}
	v := b.Today()
	for by, want := range map[string]string{find.ByMonth: "2024 1|2024-03 2|2025-01 1|（没有填） 1", find.ByYear: "2024 3|2025 1|（没有填） 1"} {
		c := find.CrossOf(v, records.Query{Kind: ledger.Enterprises}, find.Axis{Key: "founding_from", By: by}, find.Axis{}, "")
		var got []string
		for i, g := range c.Rows {
			got = append(got, g.Label+" "+string(rune('0'+c.Count(i, 0))))
			if n := find.ListOf(v, c.Behind(i, -1)).Len(); n != c.Count(i, -1) {
				t.Errorf("%s: %d, its list has %d", g.Label, c.Count(i, -1), n)
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%v, want %s", got, want)
		}
	}
}

// Choices stand in the order of their list, and not by how many there are.
func TestGroupsStandAsTheirListDoes(t *testing.T) {
	b := stage.Book(t)
	for i, size := range []string{"3", "1", "3", "2"} {
		if _, err := b.Save(ledger.Enterprises, &ledger.Enterprise{Title: "企业" + string(rune('甲'+i)), Attitude: codes.Attitudes.Items()[int(size[0]-'1')].Code}); err != nil {
			t.Fatal(err)
		}
	}
	c := find.CrossOf(b.Today(), records.Query{Kind: ledger.Enterprises}, find.Axis{Key: "attitude"}, find.Axis{}, "")
	var got, want []string
	for _, g := range c.Rows {
		got = append(got, g.Label)
	}
	for _, item := range codes.Attitudes.Items()[:3] {
		want = append(want, item.Label)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A printed cross table has every number with its sums; one of nothing is refused in words.
func TestACrossTableOnPaper(t *testing.T) {
	b := stage.PractisedStreet(t, 300)
	cut := find.Cut{Kind: "enterprise", Down: find.Axis{Key: "industry"}, Across: find.Axis{Key: "@home"}}
	out, err := forms.Lay(b, forms.Print{Form: forms.CrossTable, Cut: cut})
	if err != nil {
		t.Fatal(err)
	}
	s := out.Sheet()
	last := s.Row(s.Len - 1)
	cut.Name, cut.Tab, cut.Measure, cut.Words = "给党工委的表", "open", "staff", "有限"
	named, err := forms.Lay(b, forms.Print{Form: forms.CrossTable, Cut: cut})
	if err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"企业职工总数按行业门类、社区统计表", "企业（在营）", "含“有限”", "数的是职工总数", "截止日期"} {
		if !strings.Contains(named.Sheet().Particulars, said) {
			t.Errorf("the head of a named table does not say %s: %s", said, named.Sheet().Particulars)
		}
	}
	if !strings.Contains(out.Title(), "企业按") || last[0] != "合计" || last[len(last)-1] != strconv.Itoa(b.Today().Count(ledger.Enterprises)) {
		t.Errorf("%s: %v", out.Title(), last)
	}
	if _, err := forms.Lay(b, forms.Print{Form: forms.CrossTable}); stage.CodeOf(err) != store.Refused {
		t.Errorf("%v", err)
	}
}
