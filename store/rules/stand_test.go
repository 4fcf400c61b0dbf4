package rules_test

import (
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// The class of an enterprise follows from whether it has a branch, its members and its young; the office may write another.
func TestClassOfGuidance(t *testing.T) {
	b := stage.Book(t)
	firm := func(name string, members, young int) *ledger.Enterprise {
		e := stage.Firm(name)
		e.Members, e.Under35 = value.CountOf(members), value.CountOf(young)
		return stage.Keep(t, b, ledger.Enterprises, e)
	}
	built, ripe, young, bare := firm("东升五金", 0, 0), firm("长虹印务", 3, 5), firm("西湖食品", 1, 10), firm("白马商贸", 2, 9)
	stage.Keep(t, b, ledger.Branches, stage.Cell("东升支部", built))
	shut := stage.Firm("关张五金")
	shut.Business, shut.BusinessFrom = "2", 20260101
	shut = stage.Keep(t, b, ledger.Enterprises, shut)
	for e, want := range map[*ledger.Enterprise]string{built: codes.ClassA, ripe: codes.ClassB, young: codes.ClassB, bare: codes.ClassC, shut: ""} {
		if got, why := rules.ClassOf(b.Today(), e); got != want || (why == "") != (want == "") || rules.Class(b.Today(), e) != want {
			t.Errorf("%s: %s %s, want %s", e.Title, got, why, want)
		}
	}
	bare.Grade = codes.ClassA
	bare = stage.Keep(t, b, ledger.Enterprises, bare)
	if got := faultCodes(rules.Faults(b.Today(), ledger.Enterprises, bare)); rules.Class(b.Today(), bare) != codes.ClassA || len(got) == 0 || got[len(got)-1] != "grade.differs" {
		t.Errorf("another class than by the rules: %v", got)
	}
}

// The activity of a branch by its meetings of twelve months, where meetings are written down at all.
func TestActivityOfABranch(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("东升支部"))
	other := stage.Keep(t, b, ledger.Branches, stage.Cell("长虹支部"))
	if got := rules.Activity(b.Today(), o); got != "" {
		t.Errorf("nobody writes meetings down: %q", got)
	}
	meet := func(n int, day value.Date) {
		for range n {
			stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Sort: codes.MeetingTheme, Day: day, Branches: []value.ID{o.ID}})
		}
	}
	today := b.Basis().Today
	meet(5, today.AddMonths(-12))
	if got := rules.Activity(b.Today(), o); got != "没有活动" {
		t.Errorf("a year ago: %q", got)
	}
	for _, c := range []struct {
		more int
		want string
	}{{1, "较少"}, {2, "较少"}, {1, "一般"}, {7, "一般"}, {1, "活跃"}} {
		meet(c.more, today.AddDays(-3))
		if got := rules.Activity(b.Today(), o); got != c.want {
			t.Errorf("%d more: %q, want %q", c.more, got, c.want)
		}
	}
	if got := rules.Activity(b.Today(), other); got != "没有活动" {
		t.Errorf("another: %q", got)
	}
}

// A second record of one year's 四同步, and a hall's uses.
func TestSyncTwiceAndUses(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("东升支部"))
	year := value.CountOf(b.Basis().Today.Year())
	stage.Keep(t, b, ledger.Syncs, &ledger.Sync{Branch: o.ID, Year: year})
	if got := faultCodes(rules.Faults(b.Today(), ledger.Syncs, &ledger.Sync{Branch: o.ID, Year: year})); len(got) != 1 || got[0] != value.Twice {
		t.Error(got)
	}
	e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("东升五金"))
	f := stage.Keep(t, b, ledger.Facilities, &ledger.Facility{Title: "球场", Enterprise: e.ID, Hours: "每天 9:00-17:00"})
	for _, day := range []value.Date{b.Basis().Today, b.Basis().Today.AddYears(-1)} {
		stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Sort: "15", Day: day, Enterprises: []value.ID{e.ID}, Facility: f.ID})
	}
	if n := rules.Uses(b.Today(), f.ID); n != 1 {
		t.Errorf("used %d times this year", n)
	}
}
