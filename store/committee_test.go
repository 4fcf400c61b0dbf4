package store_test

import (
	"slices"
	"strconv"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

func codesOf(faults []value.Fault) (codes []string) {
	for _, f := range faults {
		codes = append(codes, f.Key+":"+f.Code)
	}
	return codes
}

func TestStreetHoldsItsNumbers(t *testing.T) {
	b := stage.Street(t)
	own := *b.Today().Own().(*ledger.Street)
	own.Code, own.League = "430502001", "街道团工委"
	own.Cities, own.Rurals, own.Scaled, own.Leagues, own.Extras = value.CountOf(5), value.CountOf(3), value.CountOf(1), value.CountOf(1), value.CountOf(1)
	stage.Keep(t, b, ledger.Streets, &own)
	ask := func() []string { return codesOf(rules.Faults(b.Today(), ledger.Streets, b.Today().Own())) }
	if got := ask(); !slices.Equal(got, []string{"cities:street.cities", "rurals:street.rurals", "rurals:street.communities", "scaled:street.scaled", "leagues:street.leagues", "extras:street.extras"}) {
		t.Errorf("empty: %v", got)
	}
	for i, sort := range []string{"1", "1", "1", "1", "1", "2", "2", "9"} {
		c := &ledger.Community{Title: "社区" + strconv.Itoa(i), Code: "43050200100" + strconv.Itoa(i+1), Sort: sort, League: codes.No}
		if i == 0 {
			c.League = codes.Yes
		}
		stage.Keep(t, b, ledger.Communities, c)
	}
	e := stage.Firm("东升五金有限公司")
	e.AboveScale = codes.Yes
	stage.Keep(t, b, ledger.Enterprises, e)
	stage.Keep(t, b, ledger.Officers, &ledger.Officer{Title: "李明", Duty: codes.DutyDeputy, Sort: codes.DutyExtra, Unit: "供电所", From: 20240101})
	// Eight communities in all, but one of them of neither type.
	if got := ask(); !slices.Equal(got, []string{"rurals:street.rurals", ":secretary.none"}) {
		t.Errorf("filled: %v", got)
	}
}

func TestCommitteeIsChecked(t *testing.T) {
	b := stage.Street(t)
	officer := func(name, duty, sort, unit string, to value.Date) *ledger.Officer {
		return stage.Keep(t, b, ledger.Officers, &ledger.Officer{Title: name, Duty: duty, Sort: sort, Unit: unit, From: 20230101, To: to})
	}
	first := officer("张书", codes.DutySecretary, "1", "", 0)
	officer("赵前", codes.DutySecretary, "1", "", 20251231)
	one := officer("钱一", codes.DutyDeputy, codes.DutyExtra, "城东供电所", 0)
	officer("孙二", codes.DutyDeputy, codes.DutyExtra, "自来水厂", 0)
	ask := func(o *ledger.Officer) []string { return codesOf(rules.Faults(b.Today(), ledger.Officers, o)) }
	if got := append(ask(first), ask(one)...); len(got) > 0 {
		t.Errorf("a right committee: %v", got)
	}
	second := officer("李书", codes.DutySecretary, "1", "", 0)
	two := officer("周三", codes.DutyDeputy, codes.DutyExtra, " 城东供电所 ", 0)
	for o, want := range map[*ledger.Officer]string{first: "duty:secretary.two", second: "duty:secretary.two", one: "unit:extra.unit", two: "unit:extra.unit"} {
		if got := ask(o); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %v, want %s", o.Title, got, want)
		}
	}
	if got := codesOf(rules.Faults(b.Today(), ledger.Streets, b.Today().Own())); !slices.Contains(got, ":secretary.two") {
		t.Errorf("the street does not tell: %v", got)
	}
	nobody := officer("吴四", codes.DutyDeputy, codes.DutyExtra, "", 0)
	if got := ask(nobody); !slices.Equal(got, []string{"unit:missing"}) {
		t.Errorf("without a unit: %v", got)
	}
}

func TestVisitsAreCounted(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Street(t) // today is 2026-11-22
	o := stage.Keep(t, b, ledger.Officers, &ledger.Officer{Title: "张书", Duty: codes.DutySecretary, Sort: "1", From: 20230101})
	c := stage.Keep(t, b, ledger.Communities, &ledger.Community{Title: "塔北社区", Code: "430502001001", Sort: "1"})
	l := stage.Keep(t, b, ledger.Liaisons, &ledger.Liaison{Officer: o.ID, Community: c.ID, From: 20260101})
	text := func(kind ledger.Kind, r ledger.Record, key string) string {
		return find.TextOf(b.Today(), kind, r, key)
	}
	late := func() []string { return codesOf(rules.Faults(b.Today(), ledger.Liaisons, l)) }
	// No visit since January: with four a year the first was due by the beginning of April.
	if got := late(); !slices.Equal(got, []string{"plan:visit.late"}) || text(ledger.Liaisons, l, "late") != "晚 234 天" {
		t.Errorf("never visited: %v %q", got, text(ledger.Liaisons, l, "late"))
	}
	visit := stage.Keep(t, b, ledger.Visits, &ledger.Visit{Liaison: l.ID, Day: 20260823, Content: "看望团员", Problem: "没有场地"})
	if got := late(); len(got) > 0 || text(ledger.Liaisons, l, "made") != "1/4" || text(ledger.Liaisons, l, "last") != "2026-08-23" {
		t.Errorf("on the last day: %v %q %q", got, text(ledger.Liaisons, l, "made"), text(ledger.Liaisons, l, "last"))
	}
	if got := text(ledger.Officers, o, "made") + " " + text(ledger.Officers, o, "contacts") + " " + text(ledger.Communities, c, "liaison"); got != "1/4 1 张书" {
		t.Errorf("the officer and the community: %q", got)
	}
	// The problem is to be settled within thirty days where no day is written.
	if got := codesOf(rules.Faults(b.Today(), ledger.Visits, visit)); !slices.Equal(got, []string{"settled:problem.late"}) || text(ledger.Visits, visit, "late") != "晚 61 天" {
		t.Errorf("the problem: %v %q", got, text(ledger.Visits, visit, "late"))
	}
	visit.Settled = 20260901
	visit = stage.Keep(t, b, ledger.Visits, visit)
	if got := rules.Faults(b.Today(), ledger.Visits, visit); len(got) > 0 {
		t.Errorf("settled: %v", got)
	}
	o.To, o.EndWhy = 20261031, "调动"
	stage.Keep(t, b, ledger.Officers, o)
	if got := late(); !slices.Equal(got, []string{"officer:liaison.left"}) {
		t.Errorf("after he left: %v", got)
	}
	if name := b.Today().Name(ledger.KindOf("liaison"), l.ID); name != "张书 → 塔北社区" {
		t.Errorf("the contact is called %q", name)
	}
	if n := find.ListOf(b.Today(), records.Query{Kind: ledger.Visits, Under: records.Place{Kind: "community", ID: c.ID}}).Len(); n != 1 {
		t.Errorf("%d visits below the community", n)
	}
	if n := find.ListOf(b.Today(), records.Query{Kind: ledger.Visits, Words: "tbsq"}).Len(); n != 1 {
		t.Errorf("%d visits are found by the community's initials", n)
	}
}

func TestRounds(t *testing.T) {
	for _, c := range []struct{ today, day, since value.Date }{
		{20261122, 20260630, 20260531}, {20261130, 20260630, 20260531}, {20261201, 20261231, 20261201}, {20270115, 20261231, 20261201}, {20260630, 20260630, 20260531}, {20260530, 20251231, 20251201},
	} {
		r := rules.RoundOf(ledger.Basis{Today: c.today, Rules: rulebook.DefaultRules()})
		if r.Day != c.day || r.Since != c.since || r.Due != (c.today >= c.day) {
			t.Errorf("%v: %+v", c.today, r)
		}
	}
}

// A person of two communities stands among what is to do until both have been told.
func TestOpenDoubles(t *testing.T) {
	b := stage.PractisedStreet(t, 480)
	open := rules.OpenDoubles(b.Today())
	if len(open) == 0 || len(open) != len(rules.AllDoubles.Of(b.Today())) {
		t.Fatalf("%d of %d doubles are open", len(open), len(rules.AllDoubles.Of(b.Today())))
	}
	var asks []travel.Ask
	for i, side := range open[0].Sides {
		asks = append(asks, travel.Ask{Kind: side.Kind, ID: side.Record.Head().ID, Sort: codes.MatterDuplicate, Text: "请核实", Other: open[0].Sides[1-i].Community})
	}
	matters, err := travel.AskMatters(b, asks...)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(rules.OpenDoubles(b.Today())); got != len(open)-1 {
		t.Errorf("%d open after one was written, of %d", got, len(open))
	}
	if err := travel.RecallMatters(b, matters[0].ID, matters[1].ID); err != nil {
		t.Fatal(err)
	}
	if got := len(rules.OpenDoubles(b.Today())); got != len(open) {
		t.Errorf("%d open after it was taken back", got)
	}
}

// What a community has sent is counted for it, though the record itself names no community.
func TestReceivedCountsForItsSender(t *testing.T) {
	b := stage.Street(t)
	c := stage.Keep(t, b, ledger.Communities, &ledger.Community{Title: "塔北社区", Code: "430502001001", Sort: "1"})
	mine := func() ledger.Meta { return ledger.Meta{Owner: c.ID} }
	o := &ledger.Branch{Meta: mine(), Title: "东升五金团支部", Type: codes.BranchCell}
	arrive(t, b, ledger.Branches, o)
	arrive(t, b, ledger.Members, &ledger.Member{Meta: mine(), Title: "赵云", State: codes.MemberNormal, Branch: o.ID})
	arrive(t, b, ledger.Members, &ledger.Member{Meta: mine(), Title: "钱多", State: codes.MemberNormal})
	if a := rules.Arrivals(b.Today()); len(a) != 1 || a[0].Members != 2 {
		t.Errorf("the community has %+v", a)
	}
	if n := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Under: records.Place{Kind: "community", ID: c.ID}}).Len(); n != 2 {
		t.Errorf("%d people below it", n)
	}
	if got := find.TextOf(b.Today(), ledger.Communities, c, "branches"); got != "1" {
		t.Errorf("%s organisations", got)
	}
}
