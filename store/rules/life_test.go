package rules_test

import (
	"strconv"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

func faultCodes(faults []value.Fault) (all []string) {
	for _, f := range faults {
		all = append(all, f.Code)
	}
	return all
}

func TestStockIsNeverBelowNothing(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell})
	stage.Keep(t, b, ledger.Supplies, &ledger.Supply{Day: 20260301, Item: codes.SupplyBadge, Way: codes.SupplyIn, Quantity: value.CountOf(20)})
	out := stage.Keep(t, b, ledger.Supplies, &ledger.Supply{Day: 20260302, Item: codes.SupplyBadge, Way: codes.SupplyOut, Quantity: value.CountOf(20), Branch: o.ID, Signed: "安一"})
	if n := rules.Stock(b.Today(), codes.SupplyBadge); n != 0 || len(rules.Faults(b.Today(), ledger.Supplies, out)) != 0 {
		t.Errorf("%d are left, %v", n, rules.Faults(b.Today(), ledger.Supplies, out))
	}
	more := &ledger.Supply{Day: 20260303, Item: codes.SupplyBadge, Way: codes.SupplyOut, Quantity: value.CountOf(1), Branch: o.ID, Signed: "安一"}
	if got := faultCodes(rules.Faults(b.Today(), ledger.Supplies, more)); len(got) != 1 || got[0] != "supply.stock" {
		t.Errorf("one too many: %v", got)
	}
	changed := *out
	changed.Quantity = value.CountOf(21)
	if got := faultCodes(rules.Faults(b.Today(), ledger.Supplies, &changed)); len(got) != 1 || got[0] != "supply.stock" {
		t.Errorf("changed to one too many: %v", got)
	}
	changed.Quantity = value.CountOf(19)
	if got := rules.Faults(b.Today(), ledger.Supplies, &changed); len(got) != 0 {
		t.Errorf("fewer: %v", got)
	}
}

// 优秀 are at most 30 % of those of one branch and year who were appraised.
func TestNotTooManyAreExcellent(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell})
	var all []*ledger.Appraisal
	for i := range 9 {
		m := stage.Person("团员"+strconv.Itoa(i), "2003-07-01", 300+i)
		m.Branch = o.ID
		m = stage.Keep(t, b, ledger.Members, m)
		grade := "2"
		if i < 2 {
			grade = codes.GradeBest
		}
		all = append(all, stage.Keep(t, b, ledger.Appraisals, &ledger.Appraisal{Member: m.ID, Year: value.CountOf(2025), Grade: grade}))
	}
	if got := rules.Faults(b.Today(), ledger.Appraisals, all[0]); len(got) != 0 {
		t.Errorf("two of nine: %v", got)
	}
	third := *all[2]
	third.Grade = codes.GradeBest
	if _, err := b.Save(ledger.Appraisals, &third); err != nil {
		t.Fatal(err)
	}
	if got := faultCodes(rules.Faults(b.Today(), ledger.Appraisals, all[0])); len(got) != 1 || got[0] != "appraisal.best" {
		t.Errorf("three of nine: %v", got)
	}
}

func TestAMonthIsNotPaidTwice(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("安一", "2003-07-01", 1))
	pay := func(from, to value.Date, sort string) *ledger.Payment {
		return &ledger.Payment{Member: m.ID, From: from, To: to, Sort: sort, Paid: value.MoneyOf(900), Day: 20260401}
	}
	stage.Keep(t, b, ledger.Payments, pay(20260100, 20260300, codes.PaymentPaid))
	for _, c := range []struct {
		p    *ledger.Payment
		want bool
	}{{pay(20260300, 20260400, codes.PaymentPaid), true}, {pay(20260400, 20260600, codes.PaymentPaid), false}, {pay(20260200, 20260200, codes.PaymentMore), false}, {pay(20260200, 20260200, codes.PaymentWaived), true}} {
		if got := faultCodes(rules.Faults(b.Today(), ledger.Payments, c.p)); (len(got) > 0) != c.want {
			t.Errorf("%s to %s: %v", c.p.From, c.p.To, got)
		}
	}
}

func TestWhoIsNotRated(t *testing.T) {
	b := stage.Book(t)
	for _, c := range []struct {
		o    ledger.Branch
		want bool
	}{{ledger.Branch{Founded: 20250301}, false}, {ledger.Branch{Founded: 20250801}, true}, {ledger.Branch{Founded: 20200101, Sort: codes.SortDrifting}, true}, {ledger.Branch{Founded: 20200101, Sort: codes.SortTemporary}, true}} {
		o := c.o
		o.Title, o.Type = "支部"+c.o.Founded.String()+c.o.Sort, codes.BranchCell
		kept := stage.Keep(t, b, ledger.Branches, &o)
		got := faultCodes(rules.Faults(b.Today(), ledger.Ratings, &ledger.Rating{Branch: kept.ID, Year: value.CountOf(2025)}))
		if (len(got) > 0) != c.want {
			t.Errorf("%+v: %v", c.o, got)
		}
	}
}

// A branch that is too young for four or five stars is told so at its rating.
func TestTooYoungForItsStars(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell, Founded: 20250301})
	for points, want := range map[int]string{92: "rating.early", 85: "rating.early", 75: ""} {
		got := faultCodes(rules.Faults(b.Today(), ledger.Ratings, &ledger.Rating{Branch: o.ID, Year: value.CountOf(2025), Reviewed: value.CountOf(points)}))
		if strings.Join(got, " ") != want {
			t.Errorf("%d points: %v", points, got)
		}
	}
	if got := rules.Faults(b.Today(), ledger.Ratings, &ledger.Rating{Branch: o.ID, Year: value.CountOf(2026), Reviewed: value.CountOf(92)}); len(got) != 0 {
		t.Errorf("a year later: %v", got)
	}
}

// A month that was paid in part is not paid until the rest is: of three months with a third of the dues two are owed.
func TestAPartIsNotTheWhole(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell})
	m := stage.Person("安一", "2003-07-01", 1)
	m.Branch, m.Joined = o.ID, 20190500
	m = stage.Keep(t, b, ledger.Members, m)
	today := b.Basis().Today
	first, last := today.MonthStart().AddMonths(-3), today.MonthStart().AddMonths(-1)
	month := func(d value.Date) value.Date { return value.Day(d.Year(), d.Month(), 0) }
	owes := func() int { n, _ := rules.Unpaid(b.Today(), m); return n }
	p := stage.Keep(t, b, ledger.Payments, &ledger.Payment{Member: m.ID, Branch: o.ID, From: month(first), To: month(last), Sort: codes.PaymentPaid, Due: value.MoneyOf(900), Paid: value.MoneyOf(300), Day: today})
	if owes() != 2 {
		t.Errorf("%d months are owed after a third", owes())
	}
	stage.Alter(t, b, ledger.Payments, p, func(p *ledger.Payment) { p.Paid = value.MoneyOf(200) })
	if owes() != 3 {
		t.Errorf("%d months are owed after less than one", owes())
	}
	stage.Alter(t, b, ledger.Payments, p, func(p *ledger.Payment) { p.Paid = value.MoneyOf(900) })
	if owes() != 0 {
		t.Errorf("%d months are owed after all", owes())
	}
}
