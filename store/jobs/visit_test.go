package jobs_test

import (
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// visited is a firm that nobody has been to yet.
func visited(t *testing.T) (*store.Book, *ledger.Enterprise) {
	t.Helper()
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	e := stage.Firm("东升五金")
	e.Staff, e.Founding = value.CountOf(40), codes.FoundingUnknown
	return b, stage.Keep(t, b, ledger.Enterprises, e)
}

func callOn(t *testing.T, b *store.Book, id value.ID) *jobs.Calling {
	t.Helper()
	c, err := jobs.CallOn(b, id)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return c
}

func firm(b *store.Book, id value.ID) *ledger.Enterprise {
	return b.Today().Get(ledger.Enterprises, id).(*ledger.Enterprise)
}

// find fills the visit in as an office does, with four members.
func find(c *jobs.Calling) {
	w := c.Visit
	w.Went, w.Content, w.Attitude = "李干事", "负责人愿意建团", "1"
	w.Staff, w.Under35, w.Under28, w.Members = value.CountOf(52), value.CountOf(30), value.CountOf(12), value.CountOf(4)
	w.Next, w.NextBy = "送团章，谈候选人", 20261210
	c.Founding, _ = c.Proposed()
	c.Why = "2"
}

func save(t *testing.T, c *jobs.Calling) uint64 {
	t.Helper()
	seq, err := c.Save()
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return seq
}

// The whole job: one visit, the firm's numbers old and new, the state that follows, one intent, one undo.
func TestAVisitFillsTheFirmIn(t *testing.T) {
	b, e := visited(t)
	c := callOn(t, b, e.ID)
	if c.Visit.Sort != codes.VisitSurvey || c.Visit.Day != b.Basis().Today || c.Last != nil || c.Founding != "" {
		t.Errorf("it begins with %+v, %q", c.Visit, c.Founding)
	}
	find(c)
	if founding, why := c.Proposed(); founding != codes.FoundingDue || !strings.Contains(why, "4 名团员，满 3 名") {
		t.Errorf("%q %q", founding, why)
	}
	got := map[string]string{}
	for _, d := range c.Differences() {
		got[d.Label] = d.Was + "→" + d.Now
	}
	for label, want := range map[string]string{"职工总数": "40→52", "35岁以下": "→30", "28岁以下": "→12", "团员数（企业报）": "→4", "企业态度": "→支持", "最近走访": "→2026-11-22", "建团状态": "未摸底→应建未建", "建团状态日期": "→2026-11-22", "未建原因": "→企业主不支持"} {
		if got[label] != want {
			t.Errorf("%s: %q, want %q", label, got[label], want)
		}
	}
	before := stage.Everything(b)
	seq := save(t, c)
	now := firm(b, e.ID)
	if now.Staff != value.CountOf(52) || now.Founding != codes.FoundingDue || now.Attitude != "1" || now.Visited != 20261122 || b.Today().Count(ledger.Visits) != 1 {
		t.Errorf("%+v", now)
	}
	if past := now.FoundingPast; len(past) != 1 || past[0].State != codes.FoundingUnknown {
		t.Errorf("the state before is %+v", past)
	}
	if entries, err := b.Journal(1); err != nil || entries[0].Intent != string(store.MayWork) || entries[0].Seq != seq {
		t.Errorf("%+v %v", entries, err)
	}
	stage.Undo(t, b, seq)
	if after := stage.Everything(b); len(after) != len(before) || firm(b, e.ID).Staff != value.CountOf(40) || firm(b, e.ID).Founding != codes.FoundingUnknown {
		t.Errorf("one undo leaves %d records of %d", len(after), len(before))
	}
}

// Half way: the visit is saved, its next step waits; after the ledger was closed the job goes on from the records alone, and
// the next visit ends the waiting.
func TestTheNextStepWaits(t *testing.T) {
	b, e := visited(t)
	c := callOn(t, b, e.ID)
	find(c)
	save(t, c)
	b = stage.Reopened(t, b)
	waiting := jobs.Promised(b)
	if len(waiting) != 1 || waiting[0] != (jobs.Waiting{Kind: ledger.Enterprises, ID: e.ID, About: "东升五金", Next: "送团章，谈候选人", By: 20261210}) {
		t.Fatalf("%+v", waiting)
	}
	again := callOn(t, b, e.ID)
	if again.Visit.Sort != codes.VisitAgain || again.Visit.Went != "李干事" || again.Visit.Staff != 0 || again.Last == nil || again.Last.Next == "" {
		t.Errorf("it goes on with %+v", again.Visit)
	}
	again.Visit.Content = "团章送到了"
	save(t, again)
	if waiting := jobs.Promised(b); len(waiting) != 0 {
		t.Errorf("%+v still waits", waiting)
	}
	if now := firm(b, e.ID); now.Staff != value.CountOf(52) || now.Founding != codes.FoundingDue {
		t.Errorf("a visit that says no numbers took them away: %+v", now)
	}
}

// What the rules forbid is refused with a sentence, and nothing is saved.
func TestAVisitThatCannotBe(t *testing.T) {
	b, e := visited(t)
	for what, c := range map[string]struct {
		break_ func(c *jobs.Calling)
		want   string
	}{
		"tomorrow":             {func(c *jobs.Calling) { c.Visit.Day = 20261123 }, "还没有到"},
		"no day":               {func(c *jobs.Calling) { c.Visit.Day = 0 }, "哪天"},
		"nothing said":         {func(c *jobs.Calling) { c.Visit.Content = "" }, "谈了什么"},
		"more young than all":  {func(c *jobs.Calling) { c.Visit.Under35 = value.CountOf(60) }, "60 比 52"},
		"against what is kept": {func(c *jobs.Calling) { c.Visit.Staff, c.Visit.Under35 = 0, value.CountOf(41) }, "41 比 40"},
		"more members":         {func(c *jobs.Calling) { c.Visit.Members = value.CountOf(53) }, "团员比职工"},
		"due without why":      {func(c *jobs.Calling) { c.Why = "" }, "未建原因"},
		"built without branch": {func(c *jobs.Calling) { c.Founding = codes.FoundingBuilt }, "没有覆盖它的团组织"},
		"next before":          {func(c *jobs.Calling) { c.Visit.NextBy = 20261101 }, "早于走访日期"},
		"a day for nothing":    {func(c *jobs.Calling) { c.Visit.Next = "" }, "下一步做什么"},
	} {
		t.Run(what, func(t *testing.T) {
			call := callOn(t, b, e.ID)
			find(call)
			c.break_(call)
			if _, err := call.Save(); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, c.want) {
				t.Errorf("%v", err)
			}
			if b.Today().Count(ledger.Visits) != 0 || firm(b, e.ID).Staff != value.CountOf(40) {
				t.Error("something was saved")
			}
		})
	}
	if _, err := jobs.CallOn(b, value.ID{9}); stage.CodeOf(err) != store.Refused {
		t.Error("of a firm that is not there")
	}
	late := callOn(t, b, e.ID)
	find(late)
	stage.Alter(t, b, ledger.Enterprises, firm(b, e.ID), func(e *ledger.Enterprise) { e.Phone = "0739-5321234" })
	if _, err := late.Save(); stage.CodeOf(err) != store.Changed {
		t.Errorf("over what somebody else saved meanwhile: %v", err)
	}
}

// TestWhatFollowsFromAVisit is the table of what the rules propose.
func TestWhatFollowsFromAVisit(t *testing.T) {
	for _, c := range []struct {
		was              string
		members, under28 value.Count
		covered, closed  bool
		want             string
	}{
		{codes.FoundingUnknown, value.CountOf(3), 0, false, false, codes.FoundingDue},
		{codes.FoundingUnknown, value.CountOf(2), 0, false, false, codes.FoundingFostered},
		{codes.FoundingUnknown, value.CountOf(0), value.CountOf(5), false, false, codes.FoundingFostered},
		{codes.FoundingUnknown, value.CountOf(0), value.CountOf(0), false, false, codes.FoundingUnfit},
		{codes.FoundingUnknown, 0, 0, false, false, ""},
		{codes.FoundingDue, value.CountOf(4), 0, false, false, ""},
		{codes.FoundingDue, value.CountOf(1), 0, false, false, codes.FoundingFostered},
		{codes.FoundingPrepared, value.CountOf(4), 0, false, false, ""},
		{codes.FoundingDue, value.CountOf(4), 0, true, false, codes.FoundingBuilt},
		{codes.FoundingBuilt, value.CountOf(4), 0, true, false, ""},
		{codes.FoundingUnknown, value.CountOf(4), 0, false, true, ""},
	} {
		b := stage.Book(t)
		e := stage.Firm("东升五金")
		e.Founding, e.NoBranchWhy = c.was, "2"
		if c.closed {
			e.Business, e.BusinessFrom = "2", 20260101
		}
		e = stage.Keep(t, b, ledger.Enterprises, e)
		if c.covered {
			stage.Keep(t, b, ledger.Branches, stage.Cell("东升五金", e))
		}
		call := callOn(t, b, e.ID)
		call.Visit.Members, call.Visit.Under28 = c.members, c.under28
		if got, why := call.Proposed(); got != c.want || got != "" && why == "" {
			t.Errorf("%+v: %q %q", c, got, why)
		}
		if e := call.Becomes(); len(rules.Hard(b.Today(), ledger.Enterprises, e)) != 0 {
			t.Errorf("%+v makes what the ledger refuses", c)
		}
	}
}

// TestLookedAfterIsFirm: a built enterprise is 巩固 once the last check of its branch has come and somebody looks after it.
func TestLookedAfterIsFirm(t *testing.T) {
	for _, c := range []struct {
		months int
		sort   string
		want   string
	}{{7, codes.VisitFirm, codes.FoundingFirm}, {6, codes.VisitFirm, codes.FoundingFirm}, {5, codes.VisitFirm, ""}, {7, codes.VisitAgain, ""}} {
		b := stage.Book(t)
		e := stage.Firm("东升五金")
		e.Founding = codes.FoundingBuilt
		e = stage.Keep(t, b, ledger.Enterprises, e)
		o := stage.Cell("东升五金", e)
		o.Founded = b.Basis().Today.AddMonths(-c.months)
		stage.Keep(t, b, ledger.Branches, o)
		call := callOn(t, b, e.ID)
		call.Visit.Sort = c.sort
		if got, _ := call.Proposed(); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
