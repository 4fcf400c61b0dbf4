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
	"tuanjian/store/value"
)

// solved takes a problem through one step.
func step(t *testing.T, b *store.Book, id value.ID, want int, set func(*ledger.Problem)) value.ID {
	t.Helper()
	s, err := jobs.SolvingOf(b, id)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if s.Step() != want {
		t.Fatalf("it stands at step %d, not %d", s.Step(), want)
	}
	d := s.Draft()
	set(d)
	id, err = s.Save(want, d)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return id
}

// raised is a problem that was just registered, of a branch.
func raised(t *testing.T) (*store.Book, value.ID) {
	t.Helper()
	b, o := paying(t)
	s := jobs.Solve(b, o)
	d := s.Draft()
	d.Source, d.Group, d.What = "2", "3", "没有地方打球"
	if d.Branch != o.ID || d.Day != b.Basis().Today {
		t.Errorf("it begins with %+v", d)
	}
	id, err := s.Save(jobs.SolveWhat, d)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return b, id
}

// TestAProblemPlayedThrough takes one from its registration to somebody who is content, once round again since at first he is
// not; the ledger is closed on the way.
func TestAProblemPlayedThrough(t *testing.T) {
	b, id := raised(t)
	if w := jobs.Solvings(b); len(w) != 1 || w[0].Next != "定谁来办" || w[0].About != "生活　没有地方打球" {
		t.Errorf("%+v", w)
	}
	if c := jobs.Board(b); len(c[jobs.BoardTodo]) != 1 || c[jobs.BoardTodo][0].Whose == "" {
		t.Errorf("%+v", c)
	}
	step(t, b, id, jobs.SolveWho, func(p *ledger.Problem) {
		if p.Due != b.Basis().Today.AddDays(b.Basis().Rules.ProblemDays) {
			t.Errorf("due %v", p.Due)
		}
		p.Handler = "李干事"
	})
	b = stage.Reopened(t, b)
	step(t, b, id, jobs.SolveHow, func(p *ledger.Problem) { p.Done = "联系文化站" })
	m := stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Day: b.Basis().Today, Sort: "15", Title: "球赛", Branches: []value.ID{b.Today().Get(ledger.Problems, id).(*ledger.Problem).Branch}})
	step(t, b, id, jobs.SolveHow, func(p *ledger.Problem) {
		p.Done, p.Settled, p.Services = p.Done+"，周末开放", b.Basis().Today, []value.ID{m.ID}
	})
	if w := jobs.Solvings(b); len(w) != 1 || w[0].Next != "回访" || w[0].By != b.Basis().Today.AddDays(b.Basis().Rules.CallDays) {
		t.Errorf("%+v", w)
	}
	if s, err := jobs.SolvingOf(b, id); err == nil {
		d := s.Draft()
		d.Called, d.Satisfied, d.ReopenWhy = b.Basis().Today.AddDays(30), codes.Unsatisfied, "周末也没有开"
		_, err = s.Save(jobs.SolveAsk, d)
		if codes := store.Tell(err).Faults; len(codes) != 1 || codes[0].Key != "called" {
			t.Errorf("called back on a day to come: %v", err)
		}
	}
	step(t, b, id, jobs.SolveAsk, func(p *ledger.Problem) { p.Satisfied, p.ReopenWhy = codes.Unsatisfied, "周末也没有开" })
	p := b.Today().Get(ledger.Problems, id).(*ledger.Problem)
	if !p.Open() || p.Reopened == 0 || p.Called != 0 || !strings.Contains(p.Done, "周末开放\n") || !strings.Contains(p.Done, "回访不满意：周末也没有开") || len(p.Services) != 1 {
		t.Errorf("opened again it is %+v", p)
	}
	if c := jobs.Board(b); len(c[jobs.BoardDoing]) != 1 || !strings.Contains(c[jobs.BoardDoing][0].Hint, "重办") {
		t.Errorf("%+v", c)
	}
	step(t, b, id, jobs.SolveHow, func(p *ledger.Problem) { p.Done, p.Settled = p.Done+"\n又去了一次，开了", b.Basis().Today })
	step(t, b, id, jobs.SolveAsk, func(p *ledger.Problem) { p.Satisfied = codes.Satisfied })
	if s, _ := jobs.SolvingOf(b, id); s.Step() != jobs.SolveDone || len(jobs.Solvings(b)) != 0 || len(jobs.Board(b)[jobs.BoardDone]) != 1 {
		t.Errorf("at the end: step %d, %+v", s.Step(), jobs.Solvings(b))
	}
	if f := rules.Faults(b.Today(), ledger.Problems, b.Today().Get(ledger.Problems, id)); len(f) != 0 {
		t.Errorf("%+v", f)
	}
	stage.Undo(t, b, stage.Seq(b))
	if p := b.Today().Get(ledger.Problems, id).(*ledger.Problem); p.Satisfied != "" || p.Settled == 0 {
		t.Errorf("taken back: %+v", p)
	}
}

// TestWhatAProblemForbids tries what each step cannot do without, and days that cannot be.
func TestWhatAProblemForbids(t *testing.T) {
	b, id := raised(t)
	s := jobs.Solve(b, nil)
	for _, key := range []string{"what", "group", "branch"} {
		d := s.Draft()
		d.What, d.Group, d.Branch = "甲", "1", of[*ledger.Branch](b, ledger.Branches)[0].ID
		switch key {
		case "what":
			d.What = " "
		case "group":
			d.Group = ""
		default:
			d.Branch = value.ID{}
		}
		_, err := s.Save(jobs.SolveWhat, d)
		if told := store.Tell(err); told == nil || told.Code != store.Invalid || told.Faults[0].Key != key {
			t.Errorf("without %s: %v", key, err)
		}
	}
	today := b.Basis().Today
	for _, c := range []struct {
		step int
		set  func(*ledger.Problem)
		key  string
	}{
		{jobs.SolveWho, func(p *ledger.Problem) {}, "handler"},
		{jobs.SolveWho, func(p *ledger.Problem) { p.Handler, p.Due = "李干事", today.AddDays(-1) }, "due"},
		{jobs.SolveHow, func(p *ledger.Problem) { p.Settled = today }, "done"},
		{jobs.SolveHow, func(p *ledger.Problem) { p.Done, p.Settled = "办了", today.AddDays(1) }, "settled"},
		{jobs.SolveHow, func(p *ledger.Problem) { p.Done, p.Settled = "办了", today.AddDays(-1) }, "settled"},
		{jobs.SolveAsk, func(p *ledger.Problem) { p.Called, p.Satisfied = today, codes.Unsatisfied }, "reopen_why"},
		{jobs.SolveAsk, func(p *ledger.Problem) { p.Called = today }, "satisfied"},
	} {
		s, err := jobs.SolvingOf(b, id)
		if err != nil {
			t.Fatal(err)
		}
		d := s.Draft()
		c.set(d)
		_, err = s.Save(c.step, d)
		if told := store.Tell(err); told == nil || told.Code != store.Invalid || told.Faults[0].Key != c.key {
			t.Errorf("step %d: %v, want a fault of %s", c.step, err, c.key)
		}
	}
	if n := len(jobs.Solvings(b)); n != 1 || b.Today().Get(ledger.Problems, id).Head().Rev != 1 {
		t.Error("something was saved all the same")
	}
}
