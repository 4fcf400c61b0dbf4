package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

// A sheet of dues with a column for each month is read as one payment for each month that was paid: amounts, ticks at what a
// month costs, 减免. Empty cells, dashes, noughts, 未交, 欠交 and 已转出 are no payments, and neither is the line of sums. Taken in twice, nothing is new.
func TestDuesWithAColumnForEachMonth(t *testing.T) {
	for _, c := range []struct{ name, grid, want string }{
		{"amounts", "2026年团费收缴登记表\n序号|姓名|1月|2月|3月|4月|合计\n1|李华|5|5|0|—|10\n2|王芳|3||未交|3元|6\n|合计|8|5||3|16",
			"李华 2026-01 交纳 5; 李华 2026-02 交纳 5; 王芳 2026-01 交纳 3; 王芳 2026-04 交纳 3"},
		{"ticks at a rate", "2026年度团费交纳情况\n姓名|每月应交|一月份|二月份|三月份|备注\n李华|5|√|√|免|\n王芳|3|√|||说明", "李华 2026-01 交纳 5; 李华 2026-02 交纳 5; 李华 2026-03 减免 0; 王芳 2026-01 交纳 3"},
		{"ticks alone", "2026年团费表\n姓名|1月|2月|3月\n李华|√||√", "李华 2026-01 交纳 ; 李华 2026-03 交纳 "},
		{"words that are no payment", "2026年团费表\n姓名|1月|2月|3月|4月\n李华|欠交|没交|已交|√（补）\n王芳|交|已转出|不用交|已免",
			"李华 2026-03 交纳 ; 李华 2026-04 交纳 ; 王芳 2026-01 交纳 ; 王芳 2026-04 减免 0"},
		{"years in the heads", "团费登记\n姓名|2025年11月|2025年12月|2026年1月\n李华|5|5|5", "李华 2025-11 交纳 5; 李华 2025-12 交纳 5; 李华 2026-01 交纳 5"},
	} {
		b := stage.Book(t)
		stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
		stage.Keep(t, b, ledger.Members, stage.Person("王芳", "2002-03-04", 13))
		for n, want := range []string{c.want, ""} {
			in, p, err := planGrids(b, officeTable{grid: c.grid})
			if err != nil {
				t.Fatal(c.name, err)
			}
			if n == 0 && (len(in.Tables) != 1 || in.Tables[0].Kind != ledger.Payments) {
				t.Fatalf("%s is no table of dues: %v", c.name, in.Tables)
			}
			var got []string
			for _, row := range p.Added {
				pay := row.Now.(*ledger.Payment)
				got = append(got, fmt.Sprint(b.Today().Name(ledger.Members, pay.Member), " ", pay.From, " ", codes.PaymentSorts.Label(pay.Sort), " ", pay.Paid))
				if pay.To != pay.From {
					t.Errorf("%s: from %v to %v", c.name, pay.From, pay.To)
				}
			}
			if strings.Join(got, "; ") != want || len(p.Faulty) > 0 {
				t.Errorf("%s, time %d: %s, not %s; %d faulty", c.name, n+1, strings.Join(got, "; "), want, len(p.Faulty))
			}
			for _, row := range p.Added {
				stage.Keep(t, b, ledger.Payments, row.Now)
			}
		}
	}
}

// What a cell of a month says and nobody can read is not dropped: the row waits with what stands there, and says that it is no amount.
func TestAMonthThatCannotBeReadWaits(t *testing.T) {
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	_, p, err := planGrids(b, officeTable{grid: "2026年团费表\n姓名|1月|2月|3月|4月\n李华|5|约五元|5|补2月"})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, row := range p.Added {
		for _, f := range append(row.Waits, row.Doubts...) {
			said = append(said, f.Text)
		}
		if pay := row.Now.(*ledger.Payment); (pay.Paid == 0) != (pay.Settled() == 0) {
			t.Errorf("%v settles %d months with %q", pay.From, pay.Settled(), pay.LooseText("paid"))
		}
	}
	if len(p.Added) != 4 || len(said) != 2 || !strings.Contains(said[0], "约五元") {
		t.Errorf("%d are taken in, %d wait: %q", len(p.Added), len(p.Faulty), said)
	}
}

// A table with months that is not of dues stays what it is, and so does one of which nobody says the year.
func TestMonthsOfSomethingElse(t *testing.T) {
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	for _, grid := range []string{"2026年团员志愿服务时长\n姓名|1月|2月|3月\n李华|5|5|5", "团费登记\n姓名|1月|2月|3月\n李华|5|5|5"} {
		in, p, err := planGrids(b, officeTable{grid: grid})
		if err != nil {
			continue
		}
		for _, row := range p.Added {
			if pay, ok := row.Now.(*ledger.Payment); ok && pay.Paid != 0 {
				t.Errorf("%q in %d tables became %v", grid, len(in.Tables), pay)
			}
		}
	}
}
