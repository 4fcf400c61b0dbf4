package forms

import (
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// The register has what each paid for each month, and its sums; the notice has nobody's amount.
func TestDuesOnPaper(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("东升五金团支部"))
	add := func(name string, n int, wage int64) *ledger.Member {
		m := stage.Person(name, "2003-07-01", 100+n)
		m.Branch, m.Joined, m.Wage, m.WageFrom = o.ID, 20190500, value.MoneyOf(wage), 20190501
		return stage.Keep(t, b, ledger.Members, m)
	}
	a, c, d := add("安𬭎", 1, 350000), add("白二", 2, 350000), add("陈三", 3, 350000)
	pay := func(m *ledger.Member, from, to int, due, paid int64, sort string) {
		stage.Keep(t, b, ledger.Payments, &ledger.Payment{Member: m.ID, Branch: o.ID, From: value.Day(2026, from, 0), To: value.Day(2026, to, 0), Due: value.MoneyOf(due), Paid: value.MoneyOf(paid), Sort: sort, Day: 20261101})
	}
	pay(a, 1, 3, 2100, 2100, codes.PaymentPaid)
	pay(c, 1, 2, 1400, 0, codes.PaymentWaived)
	pay(d, 1, 3, 2100, 1000, codes.PaymentPaid) // seven for January, three of seven for February
	stage.Keep(t, b, ledger.Payments, &ledger.Payment{Branch: o.ID, From: value.Day(2026, 1, 0), To: value.Day(2026, 3, 0), Paid: value.MoneyOf(2000), Sort: codes.PaymentUp, Day: 20261110})
	register := laidOut(t, b, Print{Form: DuesRegister, Branch: o.ID})
	rows := register.Sheet()
	want := []string{
		"1|安𬭎|7|7|7|7||||||||||21|56|",
		"2|白二|7|免|免||||||||||||63|",
		"3|陈三|7|7|3|||||||||||10|67|",
		"|合计||14|10|7||||||||||31|186|",
	}
	if rows.Len != len(want) {
		t.Fatalf("%d rows", rows.Len)
	}
	for i, line := range want {
		if got := strings.Join(rows.Row(i), "|"); got != line {
			t.Errorf("row %d:\n got %s\nwant %s", i, got, line)
		}
	}
	if text := readBack(t, register, "dues"); !strings.Contains(text, "合计：3人，实交31元，欠交186元（3人），减免2人月；已上缴20元") || !strings.Contains(text, "安𬭎") {
		t.Error(text)
	}
	notice := laidOut(t, b, Print{Form: DuesNotice, Branch: o.ID})
	for i, line := range []string{"1|安𬭎|√|√|√||||||||||3月", "2|白二|免|免|||||||||||2月", "3|陈三|√||||||||||||1月"} {
		if got := strings.Join(notice.Sheet().Row(i), "|"); got != line {
			t.Errorf("notice %d:\n got %s\nwant %s", i, got, line)
		}
	}
	if text := readBack(t, notice, "duesnotice"); !strings.Contains(text, "全支部共交31元，已上缴20元") {
		t.Error(text)
	}
	if last := laidOut(t, b, Print{Form: DuesRegister, Branch: o.ID, Year: 2025}); !strings.Contains(last.Title(), "2025年") || strings.Contains(onPaper(last), "31") {
		t.Error(last.Title())
	}
	if _, err := Lay(b, Print{Form: DuesNotice}); stage.CodeOf(err) != "refused" {
		t.Error("a notice of no branch:", err)
	}
}

// However a payment divides, its shares add up to it, and no month outside of it has any.
func TestSharesAddUp(t *testing.T) {
	for _, p := range []ledger.Payment{{Paid: value.MoneyOf(1000)}, {Paid: value.MoneyOf(1)}, {Paid: value.MoneyOf(1000), Due: value.MoneyOf(2100), Sort: codes.PaymentPaid}, {Paid: value.MoneyOf(0)}, {}} {
		for n := range 14 {
			p.From, p.To = value.Day(2026, 2, 0), value.Day(2026, 2, 1).AddMonths(n)
			sum := int64(0)
			for month := -5; month < 20; month++ {
				share := p.Share(value.Day(2026, 2, 1).AddMonths(month))
				if sum += share; share < 0 || (month < 0 || month > n) && share != 0 {
					t.Fatalf("%v, %d months: %d in month %d", p.Paid, n+1, share, month)
				}
			}
			if paid, said := p.Paid.Fen(); said && sum != paid {
				t.Errorf("%v over %d months adds up to %d", p.Paid, n+1, sum)
			}
		}
	}
}
