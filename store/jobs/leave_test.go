package jobs_test

import (
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// aged adds people who are full 28: 老甲 and 老乙 without a post, 老丙 with one that ends, 老丁 with one of whose end nothing is
// written but the term; 少年 is 28 tomorrow.
func aged(t *testing.T) (*store.Book, *ledger.Branch) {
	t.Helper()
	b, o, _ := five(t)
	for i, one := range []struct{ name, born string }{{"老甲", "1998-11-22"}, {"老乙", "1997-01-01"}, {"老丙", "1997-01-02"}, {"老丁", "1996-05-05"}, {"少年", "1998-11-23"}} {
		m := stage.Person(one.name, one.born, 600+i)
		m.Branch, m.Joined, m.Standing = o.ID, 20150500, codes.StandingLeague
		stage.Keep(t, b, ledger.Members, m)
	}
	stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: member(b, "老丙").ID, Branch: o.ID, Duty: codes.DutyDeputy, From: 20240101, To: 20261231})
	stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: member(b, "老丁").ID, Branch: o.ID, Duty: codes.DutySecretary, From: 20240101})
	return b, o
}

func TestAllWhoAreDueLeaveTogether(t *testing.T) {
	b, o := aged(t)
	l := jobs.Leave(b)
	if len(l.Rows) != 2 || l.Rows[0].Member.Title != "老甲" || l.Rows[0].Reached != 20261122 || l.Going() != 2 {
		t.Fatalf("%+v", l.Rows)
	}
	if len(l.Keeps) != 2 || l.Keeps[0].Member.Title != "老丙" || l.Keeps[0].Until != 20261231 || l.Keeps[1].Until != rules.TermEnd(o, b.Basis()) {
		t.Fatalf("%+v", l.Keeps)
	}
	if w := jobs.Leavings(b); len(w) != 1 || w[0].About != "2 名团员满了年龄、没有团内职务" {
		t.Errorf("%+v", w)
	}
	l.Place, l.Chair, l.Document = "社区二楼", "丁四", "东升团〔2026〕3 号"
	before := intents(t, b)
	_, err := l.Save()
	well(t, "leave", err)
	if intents(t, b) != before+1 || b.Today().Count(ledger.Meetings) != 1 {
		t.Fatal("not one intent")
	}
	meeting := b.Today().Of(ledger.Meetings)[0].(*ledger.Meeting)
	if due, _ := meeting.Due.Value(); meeting.Sort != codes.MeetingLeaving || due != 2 || len(meeting.Came) != 2 || meeting.Branches[0] != o.ID || len(rules.Faults(b.Today(), ledger.Meetings, meeting)) != 0 {
		t.Errorf("%+v %v", meeting, rules.Faults(b.Today(), ledger.Meetings, meeting))
	}
	for _, name := range []string{"老甲", "老乙"} {
		m := member(b, name)
		if m.State != codes.MemberLeft || m.StateFrom != 20261122 || m.StateWhy != codes.LeavingAge || m.StateDoc == "" || has(b, ledger.Members, m, "state.young") {
			t.Errorf("%+v", m)
		}
	}
	if !member(b, "老丙").OnRoll() || len(jobs.Leave(b).Rows) != 0 || len(jobs.Leavings(b)) != 0 {
		t.Error("who holds a post left")
	}
	takeBack(t, b)
	if !member(b, "老甲").OnRoll() || b.Today().Count(ledger.Meetings) != 0 || len(jobs.Leave(b).Rows) != 2 {
		t.Error("one undo does not take it back")
	}
}

// Who is kept by a post is due on the day after it has ended, in a ledger that was closed meanwhile.
func TestAskedAgainWhenThePostEnds(t *testing.T) {
	b, _ := aged(t)
	l := jobs.Leave(b)
	l.Rows[1].Goes, l.Ceremony = false, false
	_, err := l.Save()
	well(t, "one alone", err)
	if b.Today().Count(ledger.Meetings) != 0 {
		t.Error("a ceremony that nobody asked for")
	}
	b = on(t, b, "2027-01-01")
	var names []string
	for _, r := range jobs.Leave(b).Rows {
		names = append(names, r.Member.Title)
	}
	if len(names) != 3 { // 老乙, who did not go; 老丙, whose post has ended; 少年, who is 28 now
		t.Errorf("%q", names)
	}
}

func TestNobodyLeavesTooEarly(t *testing.T) {
	b, _ := aged(t)
	l := jobs.Leave(b)
	for _, day := range []value.Date{0, 20261100, 20261123, 20261121} {
		l.Day = day
		if _, err := l.Save(); stage.CodeOf(err) != store.Refused {
			t.Errorf("on %s: %v", day, err)
		}
	}
	l.Day = 20261122
	l.Rows[0].Goes, l.Rows[1].Goes = false, false
	if _, err := l.Save(); stage.CodeOf(err) != store.Refused {
		t.Error("nobody leaves")
	}
	old := jobs.Leave(b)
	stage.Alter(t, b, ledger.Members, member(b, "老甲"), func(m *ledger.Member) { m.Position = "车工" })
	if _, err := old.Save(); stage.CodeOf(err) != store.Changed {
		t.Error("what was looked at before is saved over what came later")
	}
}
