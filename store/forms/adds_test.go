package forms

import (
	"maps"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

var (
	clauses = regexp.MustCompile(`[，。；：]`)
	counted = regexp.MustCompile(`^(.*?)\s*(\d+)\s*(\p{Han}{0,2}(?:（\d+ 人）)?)$`)
	first   = regexp.MustCompile(`\d+`) // number of a line: how many rows it counts
)

// sums are the numbers of a line of totals by what stands before them. Shares and averages are no sums, and what a rule says is none.
func sums(line string) map[string]int {
	all := map[string]int{}
	for _, clause := range clauses.Split(line, -1) {
		if m := counted.FindStringSubmatch(strings.TrimSpace(clause)); m != nil && !strings.Contains(clause, "平均") {
			all[m[1]+m[3]], _ = strconv.Atoi(m[2])
		}
	}
	return all
}

// Lines of totals add up: of two lists without a common row they say together what one of all their rows says. What they
// count is as many as there are rows.
func TestTotalsOfListsAddUp(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Practised(t, 300)
	seen := 0
	for form, table := range tableForms {
		if table.totals == nil {
			continue
		}
		all := find.ListOf(b.Today(), records.Query{Kind: table.kind}).Rows()
		if len(all) < 2 {
			continue
		}
		seen++
		rapid.Check(t, func(rt *rapid.T) {
			var parts [3][]ledger.Record // one, the other, both
			for _, r := range all {
				if n := rapid.SampledFrom([]int{0, 1, -1}).Draw(rt, "part"); n >= 0 {
					parts[n], parts[2] = append(parts[n], r), append(parts[2], r)
				}
			}
			a, other, both := sums(table.totals(b.Today(), parts[0])), sums(table.totals(b.Today(), parts[1])), sums(table.totals(b.Today(), parts[2]))
			if first.FindString(table.totals(b.Today(), parts[2])) != strconv.Itoa(len(parts[2])) {
				rt.Fatalf("%s: %d rows, %s", form, len(parts[2]), table.totals(b.Today(), parts[2]))
			}
			got := maps.Clone(a)
			for label, n := range other {
				got[label] += n
			}
			for label, n := range both {
				if got[label] != n {
					rt.Fatalf("%s: %q is %d and %d, together %d", form, label, a[label], other[label], n)
				}
			}
		})
	}
	if seen < 12 {
		t.Errorf("only %d registers have rows", seen)
	}
}

// What parts a whole is its sum: those who came and those who went are all, and so on.
func TestPartsOfTotalsAreTheWhole(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Practised(t, 300)
	for form, parts := range map[Form][]string{
		TalkCover: {"讲过家", "还没有讲过家"}, TransferList: {"办完件", "在办件"}, ProblemBook: {"办结个", "没有办结个"}, SyncCheck: {"四项都做了个", "做了一部分个", "都没有做个"}, MemberRoster: {"男人", "女人"},
	} {
		out := laidOut(t, b, Print{Form: form})
		sum := 0
		table, _ := formOf(form)
		l := find.ListOf(b.Today(), records.Query{Kind: table.kind, Tab: table.tab})
		of := sums(table.totals(b.Today(), l.Rows()))
		for _, part := range parts {
			sum += of[part]
		}
		if sum != out.Rows() || sum == 0 {
			t.Errorf("%s of %d rows: %v", form, out.Rows(), of)
		}
	}
}

// Sums of 团费收缴登记表 are those of its cells: a month's of its column, a member's of his row, the whole of both.
func TestDuesAddUp(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Practised(t, 300)
	paid := 0
	for i, r := range find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "on"}).Rows()[:60] {
		m := r.(*ledger.Member)
		stage.Keep(t, b, ledger.Payments, &ledger.Payment{Member: m.ID, Branch: m.Branch, From: value.Day(2026, 1+i%5, 0), To: value.Day(2026, 5+i%6, 0), Sort: codes.PaymentPaid, Paid: value.MoneyOf(int64(100 * (i + 1))), Day: 20261101})
	}
	for _, o := range find.ListOf(b.Today(), records.Query{Kind: ledger.Branches}).Rows() {
		out, err := Lay(b, Print{Form: DuesRegister, Branch: o.Head().ID})
		if err != nil {
			t.Fatal(err)
		}
		fen := func(cell string) int64 {
			m, _ := value.ParseMoney(cell)
			if n, said := m.Fen(); said {
				return n
			}
			return 0
		}
		s := out.Sheet()
		var months [12]int64
		var whole, owed int64
		for i := range s.Len - 1 {
			row, sum := s.Row(i), int64(0)
			for m := range 12 {
				months[m] += fen(row[3+m])
				sum += fen(row[3+m])
			}
			if sum != fen(row[15]) {
				t.Errorf("row %v adds up to %d", row, sum)
			}
			whole, owed = whole+sum, owed+fen(row[16])
		}
		last := s.Row(s.Len - 1)
		for m := range 12 {
			if fen(last[3+m]) != months[m] {
				t.Errorf("month %d: %s, not %d", m+1, last[3+m], months[m])
			}
		}
		if fen(last[15]) != whole || fen(last[16]) != owed || !strings.Contains(onPaper(out), "实交 "+value.MoneyOf(whole).String()+" 元，欠交 "+value.MoneyOf(owed).String()+" 元") {
			t.Errorf("%v of %d and %d", last, whole, owed)
		}
		paid += int(whole)
	}
	if paid == 0 {
		t.Error("nobody paid anything: the test looks at nothing")
	}
}
