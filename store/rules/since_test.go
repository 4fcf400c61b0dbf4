package rules_test

import (
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// Since when a class holds follows from dated facts alone, and what no fact tells is not made up.
func TestSinceWhenAClassHolds(t *testing.T) {
	b := stage.Book(t)
	today := b.Basis().Today
	ago := func(days int) value.Date { return today.AddDays(-days) }
	firm := func(name string, members, young int, set func(*ledger.Enterprise)) *ledger.Enterprise {
		e := stage.Firm(name)
		e.Members, e.Under35 = value.CountOf(members), value.CountOf(young)
		if set != nil {
			set(e)
		}
		return stage.Keep(t, b, ledger.Enterprises, e)
	}
	branch := func(e *ledger.Enterprise, founded value.Date, set func(*ledger.Branch)) {
		o := stage.Cell(e.Title+"支部", e)
		o.Founded, o.TermFrom = founded, 0
		if set != nil {
			set(o)
		}
		stage.Keep(t, b, ledger.Branches, o)
	}
	visit := func(e *ledger.Enterprise, day value.Date, members, young int) {
		stage.Keep(t, b, ledger.Visits, &ledger.Visit{Enterprise: e.ID, Day: day, Content: "摸底", Members: value.CountOf(members), Under35: value.CountOf(young)})
	}
	for name, c := range map[string]struct {
		e     *ledger.Enterprise
		facts func(*ledger.Enterprise)
		class string
		want  string
	}{
		"founded": {firm("东升五金", 0, 0, nil), func(e *ledger.Enterprise) { branch(e, ago(400), nil) }, codes.ClassA, ago(400).String()},
		"the first of two": {firm("长虹印务", 0, 0, nil), func(e *ledger.Enterprise) {
			branch(e, ago(400), func(o *ledger.Branch) { o.Title = "第一支部" })
			branch(e, ago(100), func(o *ledger.Branch) { o.Title = "第二支部" })
		}, codes.ClassA, ago(400).String()},
		"dissolved": {firm("西湖食品", 5, 0, nil), func(e *ledger.Enterprise) {
			branch(e, ago(400), func(o *ledger.Branch) {
				o.State, o.StateFrom, o.StateWhy = codes.BranchDissolved, ago(50), "企业搬迁"
			})
		}, codes.ClassB, ago(50).String()},
		"found by visits": {firm("白马商贸", 4, 6, nil), func(e *ledger.Enterprise) {
			visit(e, ago(300), 1, 6)
			visit(e, ago(200), 3, 6)
			visit(e, ago(20), 4, 6)
		}, codes.ClassB, ago(200).String()},
		"always as far as is known": {firm("红旗电子", 1, 2, nil), func(e *ledger.Enterprise) { visit(e, ago(300), 1, 2) }, codes.ClassC, ago(300).String() + " 以前"},
		"changed without a visit":   {firm("友谊餐饮", 4, 2, nil), func(e *ledger.Enterprise) { visit(e, ago(300), 1, 2) }, codes.ClassB, ago(300).String() + " 以后"},
		"nothing dated":             {firm("恒信家政", 4, 2, nil), func(*ledger.Enterprise) {}, codes.ClassB, "没有日期"},
		"opened again": {firm("立新服饰", 4, 2, func(e *ledger.Enterprise) { e.Business, e.BusinessFrom = "2", ago(200) }), func(e *ledger.Enterprise) {
			now := *e
			now.Business, now.BusinessFrom = codes.BusinessOpen, ago(90)
			stage.Keep(t, b, ledger.Enterprises, &now)
		}, codes.ClassB, ago(90).String()},
	} {
		c.facts(c.e)
		e := b.Today().Get(ledger.Enterprises, c.e.ID).(*ledger.Enterprise)
		if class, _ := rules.ClassOf(b.Today(), e); class != c.class {
			t.Errorf("%s: class %s", name, class)
		}
		if got := rules.ClassSince(b.Today(), e).String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	joined := firm("天工装饰", 0, 0, nil)
	for i, day := range []value.Date{ago(500), ago(420), ago(310)} { // the third makes a branch due
		m := stage.Person([]string{"李华", "王芳", "张敏"}[i], "2002-03-04", 31+2*i)
		m.Unit, m.Joined = joined.ID, day
		stage.Keep(t, b, ledger.Members, m)
	}
	if got := rules.ClassSince(b.Today(), joined).String(); got != ago(310).String() {
		t.Errorf("since the third member: %s", got)
	}
}

// A zone is proposed where enterprises that are too small alone reach the number together, and no longer once they have a branch.
func TestZonesForAJointBranch(t *testing.T) {
	b := stage.Book(t)
	n := 100
	firm := func(name, zone string, members, staff int) *ledger.Enterprise {
		e := stage.Firm(name)
		e.Zone, e.Staff = zone, value.CountOf(staff)
		e = stage.Keep(t, b, ledger.Enterprises, e)
		for range members {
			n++
			m := stage.Person("陈"+string([]rune("甲乙丙丁戊己庚辛")[n%8]), "2003-07-01", n)
			m.Unit = e.ID
			stage.Keep(t, b, ledger.Members, m)
		}
		return e
	}
	one, two := firm("东门五金", "东门商圈", 2, 40), firm("东门印务", "东门商圈", 1, 30)
	firm("东门大厂", "东门商圈", 5, 300) // founds its own
	firm("西街饭店", "西街", 1, 20)
	firm("西街理发店", "西街", 1, 4)
	firm("没有写片区", "", 2, 9)
	all := rules.Zones(b.Today())
	if len(all) != 2 || all[0].Name != "东门商圈" || len(all[0].All) != 3 || all[0].Staff != 370 || all[0].Members != 8 || len(all[0].Joint) != 2 || all[0].JointMembers != 3 || all[0].Joint[0].ID != one.ID || all[0].Joint[1].ID != two.ID {
		t.Fatalf("%+v", all[0])
	}
	if len(all[1].Joint) != 0 {
		t.Errorf("西街: %+v", all[1])
	}
	if got := rules.JointZones(b.Today()); len(got) != 1 || got[0] != all[0] {
		t.Errorf("proposed: %v", got)
	}
	b.Basis().Rules.BranchMin = 4
	if got := rules.JointZones(b.Today().Anew()); len(got) != 0 {
		t.Errorf("by another rule: %v", got)
	}
	b.Basis().Rules.BranchMin = 3
	o := stage.Cell("东门联合支部", one, two)
	o.Sort = codes.SortJoint
	stage.Keep(t, b, ledger.Branches, o)
	if got := rules.JointZones(b.Today()); len(got) != 0 {
		t.Errorf("founded: %v", got)
	}
}
