package store_test

import (
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// What the rules take an empty value for is what is printed.
func TestEmptyPrintsAsItCounts(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "共青团振华支部", Short: "振华支部", Type: codes.BranchCell, Founded: 20250105})
	m := &ledger.Member{Title: "李华", IDNumber: stage.IDNumber("2001-05-06", 1), Nation: "01", Joined: value.Day(2016, 5, 0), Branch: o.ID}
	stage.Keep(t, b, ledger.Members, m)
	party := &ledger.Member{Title: "赵敏", IDNumber: "810000199503150038", Joined: value.Day(2012, 5, 0), Party: 20200701, Branch: o.ID}
	stage.Keep(t, b, ledger.Members, party)
	left := stage.Person("孙静", "1990-05-06", 3)
	left.Standing, left.State, left.StateFrom = "", codes.MemberLeft, 20180601
	stage.Keep(t, b, ledger.Members, left)
	keys := []string{"name", "standing", "idtype", "state"}
	text := formText(t, b, forms.Print{Form: forms.MemberRoster, Keys: keys})
	for _, want := range []string{"李华|共青团员|居民身份证|正常", "赵敏|中共党员|港澳台居民居住证|正常"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	text = formText(t, b, forms.Print{Form: forms.MemberRoster, Keys: keys, List: find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "off"})})
	if !strings.Contains(text, "孙静||居民身份证|离团（满28周岁）") {
		t.Error(text)
	}
}

// The book of organisations has the members of a committee and those of all below it, and the end of a term that nobody
// wrote as the rules have it.
func TestBranchBookCountsBelow(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	top := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "共青团塔北社区委员会", Short: "塔北社区团委", Type: codes.BranchLeague, Founded: 20250601, State: codes.BranchNormal})
	middle := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "共青团商圈总支", Short: "商圈总支", Type: codes.BranchGeneral, Founded: 20250601, State: codes.BranchNormal, Superior: top.ID})
	n := 0
	for i := range 12 {
		o := stage.Cell("支部" + string([]rune("甲乙丙丁戊己庚辛壬癸子丑")[i]))
		if o.Superior = top.ID; i < 4 {
			o.Superior = middle.ID
		}
		o = stage.Keep(t, b, ledger.Branches, o)
		for range 3 {
			n++
			m := stage.Person("某某", "2001-05-06", n)
			m.Branch = o.ID
			stage.Keep(t, b, ledger.Members, m)
		}
	}
	for id, want := range map[value.ID]string{top.ID: "0 36", middle.ID: "0 12"} {
		o := b.Get(ledger.Branches, id)
		if got := find.TextOf(b.Today(), ledger.Branches, o, "count") + " " + find.TextOf(b.Today(), ledger.Branches, o, "whole"); got != want {
			t.Errorf("%s: %s, want %s", ledger.NameOf(o), got, want)
		}
	}
	text := formText(t, b, forms.Print{Form: forms.BranchBook})
	for _, line := range strings.Split(text, "\n") {
		if strings.Contains(line, "|塔北社区团委|") && !(strings.Contains(line, "|0|36|") && strings.Contains(line, "2028.06.01（按规则）")) {
			t.Error(line)
		}
	}
	out, err := forms.Lay(b, forms.Print{Form: forms.BranchBook})
	if err != nil || !strings.Contains(paperText(out), "团员 36 人") {
		t.Error(err)
	}
}
