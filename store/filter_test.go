package store_test

import (
	"testing"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// TestFilterRanges: ages, months and numbers from here to there, both included, and
// several filters at once.
func TestFilterRanges(t *testing.T) {
	b := stage.TwoBranches(t)
	for i, born := range []string{"1997-01-01", "1999-05-06", "2003-07-08", "2008-02-02"} {
		m := stage.Person("甲乙丙丁"[3*i:3*i+3]+"某", born, 601+10*i)
		m.Joined = []value.Date{20110500, 20130512, 0, 20220300}[i]
		m.Wage = value.MoneyOf([]int64{150000, 300000, 500000, 0}[i])
		stage.Keep(t, b, ledger.Members, m)
	}
	age := func(i int) string {
		return find.ListOf(b.Today(), records.Query{Kind: ledger.Members}).Cell(i, "age", ledger.Bare)
	}
	for i, c := range []struct {
		filters []records.Filter
		want    string
	}{
		{[]records.Filter{{Key: "age", From: age(3), To: age(1)}}, "乙某 丙某 丁某"},
		{[]records.Filter{{Key: "age", To: age(2)}}, "丙某 丁某"},
		{[]records.Filter{{Key: "born", From: "1999", To: "2003-07"}}, "乙某 丙某"},
		{[]records.Filter{{Key: "joined", From: "2011-05", To: "2013-05"}}, "甲某 乙某"},
		{[]records.Filter{{Key: "joined", From: "2011-05-20"}}, "甲某 乙某 丁某"},
		{[]records.Filter{{Key: "joined", From: "2011-06"}}, "乙某 丁某"},
		{[]records.Filter{{Key: "joined", Texts: []string{""}}}, "丙某"},
		{[]records.Filter{{Key: "wage", From: "2000", To: "5,000"}}, "乙某 丙某"},
		{[]records.Filter{{Key: "wage", From: "2000"}, {Key: "born", To: "2000"}}, "乙某"},
		{[]records.Filter{{Key: "wage", From: "２０００"}}, "乙某 丙某"},
	} {
		l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Filters: c.filters})
		got := ""
		for row := range l.Len() {
			got += " " + l.Cell(row, "name", ledger.Bare)
		}
		if got != " "+c.want {
			t.Errorf("%d: %v leaves%s, want %s", i, c.filters, got, c.want)
		}
	}
	columns := find.ColumnsOf(ledger.Members)
	for _, c := range []struct {
		key, from, to string
		right         bool
	}{{"age", "14", "28", true}, {"age", "28", "14", false}, {"age", "十四", "", false}, {"joined", "2019-05", "", true}, {"joined", "2019-13", "", false}, {"joined", "", "", true}, {"joined", "2019-05-02", "2019-05", true}} {
		for _, column := range columns {
			if column.Key == c.key && (find.WrongBounds(records.Filter{Key: c.key, From: c.from, To: c.to}, column) == "") != c.right {
				t.Errorf("%s from %q to %q: %v", c.key, c.from, c.to, !c.right)
			}
		}
	}
	for want, f := range map[string]records.Filter{"14 到 28": {From: "14", To: "28"}, "2019 起": {From: "2019"}, "到 9 为止": {To: "9"}, "男、（空着）": {Texts: []string{"男", ""}}} {
		if got := f.Words(); got != want {
			t.Errorf("%v says %q", f, got)
		}
	}
}
