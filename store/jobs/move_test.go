package jobs_test

import (
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

func TestAMemberIsSentAway(t *testing.T) {
	b, o, people := five(t)
	post := stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: people[0].ID, Branch: o.ID, Duty: codes.DutySecretary, From: 20260101})
	m, err := jobs.MoveOut(b, people[0].ID)
	well(t, "begin", err)
	d := m.Draft()
	if d.Letter != "2026-001" || d.Begun != 20261122 || m.Step() != jobs.MoveLetter {
		t.Errorf("begins with %+v", d)
	}
	_, err = m.Save(jobs.MoveLetter, d)
	refuses(t, "nowhere", err, value.Missing)
	d.Other = "长沙市芙蓉区团委"
	_, err = m.Save(jobs.MoveLetter, d)
	well(t, "letter", err)
	again, err := jobs.MoveOut(b, people[0].ID)
	if err != nil || again.Transfer.ID.IsZero() || again.Step() != jobs.MoveOn {
		t.Fatalf("a second move begins: %v", err)
	}

	b = on(t, b, "2026-12-10")
	w := jobs.Moves(b, codes.TransferOut)
	if len(w) != 1 || w[0].About != "安一　长沙市芙蓉区团委" || w[0].Next != "等转出支部同意，办了 18 天" || w[0].By != 0 {
		t.Fatalf("%+v", w)
	}
	m, err = jobs.MoveOf(b, w[0].ID)
	well(t, "go on", err)
	d = m.Draft()
	d.OutBranch, d.OutUpper = 20261123, 20261122
	_, err = m.Save(jobs.MoveOn, d)
	refuses(t, "the upper level first", err, "step.before")
	d.OutUpper = 20261124
	_, err = m.Save(jobs.MoveOn, d)
	well(t, "half way", err)
	if got := b.Today().Of(ledger.Transfers)[0].(*ledger.Transfer); got.Stage != "3" || !normal(b, people[0].ID) {
		t.Errorf("%+v", got)
	}

	b = on(t, b, "2026-12-20")
	m, err = jobs.MoveOf(b, w[0].ID)
	well(t, "go on", err)
	d = m.Draft()
	d.InBranch, d.InUpper, d.Ended = 20261215, 20261216, 20261216
	if words := m.Ends(d); words != "团籍状态改为转出，从 2026-12-16 起；书记（东升五金团支部）一并离任。" {
		t.Errorf("%q", words)
	}
	before := intents(t, b)
	_, err = m.Save(jobs.MoveOn, d)
	well(t, "end", err)
	got := memberOf(b, people[0].ID)
	if intents(t, b) != before+1 || got.State != codes.MemberMoved || got.StateFrom != 20261216 || got.StateDoc != "介绍信 2026-001" || got.StateWhy != codes.LeavingJob {
		t.Errorf("%+v", got)
	}
	if p := b.Today().Get(ledger.Posts, post.ID).(*ledger.Post); p.To != 20261216 {
		t.Errorf("the post ends %s", p.To)
	}
	if got.BranchOn(20261215) != o.ID || !got.BranchOn(20261216).IsZero() || len(jobs.Moves(b, codes.TransferOut)) != 0 {
		t.Error("he is still in the branch")
	}
	if _, err := jobs.MoveOut(b, people[0].ID); stage.CodeOf(err) != store.Refused {
		t.Error("somebody is sent away twice")
	}
	takeBack(t, b)
	if got := memberOf(b, people[0].ID); !normal(b, got.ID) || b.Today().Get(ledger.Posts, post.ID).(*ledger.Post).To != 0 || len(jobs.Moves(b, codes.TransferOut)) != 1 {
		t.Errorf("one undo leaves %+v", got)
	}
}

// What is sent back or recalled leaves the member alone; its letter's number stays used.
func TestAMoveThatComesToNothing(t *testing.T) {
	for _, stageOf := range []string{codes.TransferReturned, codes.TransferRecalled} {
		b, _, people := five(t)
		m, _ := jobs.MoveOut(b, people[0].ID)
		d := m.Draft()
		d.Other, d.Letter = "长沙", "团转〔2026〕09"
		_, err := m.Save(jobs.MoveLetter, d)
		well(t, "letter", err)
		m, _ = jobs.MoveOut(b, people[0].ID)
		d = m.Draft()
		d.Stage = stageOf
		_, err = m.Save(jobs.MoveOn, d)
		well(t, "end", err)
		got := b.Today().Of(ledger.Transfers)[0].(*ledger.Transfer)
		if got.Stage != stageOf || got.Ended != 20261122 || !normal(b, people[0].ID) || len(jobs.Moves(b, codes.TransferOut)) != 0 {
			t.Errorf("%+v", got)
		}
		next, err := jobs.MoveOut(b, people[1].ID)
		well(t, "next", err)
		if next.Draft().Letter != "团转〔2026〕10" {
			t.Errorf("the next letter is %q", next.Draft().Letter)
		}
		twice := next.Draft()
		twice.Other, twice.Letter = "长沙", "团转〔2026〕09"
		_, err = next.Save(jobs.MoveLetter, twice)
		refuses(t, "the same letter", err, "transfer.letter")
	}
}

// One that the plain form finished and that left the member where he was says so, and is finished by the job.
func TestAFinishedMoveThatLeftTheMember(t *testing.T) {
	b, _, people := five(t)
	tr := stage.Keep(t, b, ledger.Transfers, &ledger.Transfer{Member: people[0].ID, Way: codes.TransferOut, Other: "长沙", Stage: codes.TransferDone, Begun: 20261001, Ended: 20261010})
	if !has(b, ledger.Transfers, tr, "transfer.still") {
		t.Error("nothing is said")
	}
	if w := jobs.Moves(b, codes.TransferOut); len(w) != 1 || w[0].Next != "转接办完了，团员还没有改" {
		t.Errorf("%+v", w)
	}
	m, err := jobs.MoveOf(b, tr.ID)
	well(t, "go on", err)
	_, err = m.Save(jobs.MoveOn, m.Draft())
	well(t, "finish", err)
	if got := memberOf(b, people[0].ID); got.State != codes.MemberMoved || got.StateFrom != 20261010 {
		t.Errorf("%+v", got)
	}
	if has(b, ledger.Transfers, b.Today().Get(ledger.Transfers, tr.ID), "transfer.still") {
		t.Error("it is said still")
	}
	// Who has come back since is where he should be.
	stage.Alter(t, b, ledger.Members, memberOf(b, people[0].ID), func(m *ledger.Member) {
		m.State, m.StateFrom, m.StateWhy, m.StateDoc = codes.MemberNormal, 20261101, "", ""
	})
	if has(b, ledger.Transfers, b.Today().Get(ledger.Transfers, tr.ID), "transfer.still") {
		t.Error("it is said of who came back")
	}
}

func TestSomebodyNewIsReceived(t *testing.T) {
	b, o, people := five(t)
	r, err := jobs.ReceiveMember(b, value.ID{})
	well(t, "begin", err)
	m, tr := r.Draft(), r.Transfer
	_, err = r.Save(m, tr)
	if _, codes := told(err); len(codes) != 3 { // name, branch, from where
		t.Errorf("%v", codes)
	}
	m.Title, m.IDNumber, m.Branch, m.Joined, m.StayFrom = "何七", people[0].IDNumber, o.ID, 20190500, 20261120
	tr.Other, tr.Letter, tr.Begun, tr.Ended = "株洲市团委", "株团转 12", 20261110, 20261120
	_, err = r.Save(m, tr)
	refuses(t, "somebody else's number", err, value.Twice)
	if r.Known(m) == nil || b.Today().Count(ledger.Transfers) != 0 {
		t.Error("half of it is saved")
	}
	m.IDNumber = stage.IDNumber("2003-07-01", 78)
	before := intents(t, b)
	_, err = r.Save(m, tr)
	well(t, "receive", err)
	got, moved := member(b, "何七"), b.Today().Of(ledger.Transfers)[0].(*ledger.Transfer)
	if intents(t, b) != before+1 || moved.Member != got.ID || moved.Stage != codes.TransferDone || got.State != codes.MemberNormal || got.StayDoc != "介绍信 株团转 12" {
		t.Errorf("%+v %+v", got, moved)
	}
	if !got.BranchOn(20261119).IsZero() || got.BranchOn(20261120) != o.ID {
		t.Error("not in the branch from the day on")
	}
	if _, err := jobs.ReceiveMember(b, got.ID); stage.CodeOf(err) != store.Refused {
		t.Error("who is on the roll is received")
	}
	takeBack(t, b)
	if member(b, "何七") != nil || b.Today().Count(ledger.Transfers) != 0 {
		t.Error("one undo does not take it back")
	}
}

// Half way: who is still coming waits as 待转接, and is received on another day from the records alone.
func TestSomebodyIsStillComing(t *testing.T) {
	b, o, _ := five(t)
	r, _ := jobs.ReceiveMember(b, value.ID{})
	m, tr := r.Draft(), r.Transfer
	m.Title, m.Branch = "何七", o.ID
	tr.Other, tr.Ended, tr.InBranch = "株洲市团委", 0, 20261122
	_, err := r.Save(m, tr)
	well(t, "begin", err)
	if got := member(b, "何七"); got.State != codes.MemberArriving || got.StateFrom != 20261122 {
		t.Errorf("%+v", got)
	}
	b = on(t, b, "2026-12-01")
	w := jobs.Moves(b, codes.TransferIn)
	if len(w) != 1 {
		t.Fatalf("%+v", w)
	}
	move, err := jobs.MoveOf(b, w[0].ID)
	well(t, "go on", err)
	d := move.Draft()
	d.Ended = 20261201
	_, err = move.Save(jobs.MoveOn, d)
	well(t, "end", err)
	if got := member(b, "何七"); got.State != codes.MemberNormal || got.StayFrom != 20261201 || got.BranchOn(20261201) != o.ID {
		t.Errorf("%+v", got)
	}
}

// Who was sent away and comes back, to the same branch or to another, was in exactly one branch on every day on which he was a
// member, and in none between (league.md §4).
func TestOneBranchOnEveryDay(t *testing.T) {
	for _, same := range []bool{true, false} {
		b, o, people := five(t)
		other := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "西湖食品团支部", Type: codes.BranchCell, State: codes.BranchNormal, Founded: 20200101, TermFrom: 20260101})
		to := o.ID
		if !same {
			to = other.ID
		}
		stage.Alter(t, b, ledger.Members, people[0], func(m *ledger.Member) {
			m.State, m.StateFrom, m.StateDoc = codes.MemberMoved, 20260301, "介绍信 1"
		})
		r, err := jobs.ReceiveMember(b, people[0].ID)
		well(t, "begin", err)
		d, tr := r.Draft(), r.Transfer
		d.Branch, tr.Other, tr.Begun, tr.Ended = to, "长沙", 20260901, 20260901
		d.StayFrom = 20260228
		_, err = r.Save(d, tr)
		refuses(t, "before he left", err, "stay.overlap")
		d.StayFrom = 20260901
		if r.Known(&ledger.Member{Title: "安一"}) == nil {
			t.Error("he is not known by his name")
		}
		_, err = r.Save(d, tr)
		well(t, "receive", err)
		m := memberOf(b, people[0].ID)
		for day := value.Date(20190401); day <= 20261122; day = day.AddDays(1) {
			want := value.ID{}
			switch {
			case day >= 20190504 && day < 20260301:
				want = o.ID
			case day >= 20260901:
				want = to
			}
			if got := m.BranchOn(day); got != want {
				t.Fatalf("same %v, on %s: %s, want %s; %+v %+v", same, day, got, want, m.Stays, m.StatePast)
			}
		}
		takeBack(t, b)
		if got := memberOf(b, people[0].ID); got.State != codes.MemberMoved || len(got.Stays) != 0 {
			t.Errorf("one undo leaves %+v", got)
		}
	}
}

// Two moves of one member under way at once are said.
func TestTwoMovesAtOnce(t *testing.T) {
	b, _, people := five(t)
	tr := &ledger.Transfer{Member: people[0].ID, Way: codes.TransferOut, Other: "长沙", Stage: "1", Begun: 20261001}
	first := stage.Keep(t, b, ledger.Transfers, tr)
	if has(b, ledger.Transfers, first, "transfer.twice") {
		t.Error("one alone")
	}
	second := *tr
	second.Way = codes.TransferIn
	kept := stage.Keep(t, b, ledger.Transfers, &second)
	if !has(b, ledger.Transfers, kept, "transfer.twice") || !has(b, ledger.Transfers, first, "transfer.twice") {
		t.Error("two are not said")
	}
}

// A move does not end before all four have agreed, and the next letter is numbered as those of the year are, with the year
// before the number or without a sign between them.
func TestAMoveWaitsForAllFour(t *testing.T) {
	b, _, people := five(t)
	stage.Keep(t, b, ledger.Transfers, &ledger.Transfer{Member: people[1].ID, Way: codes.TransferOut, Other: "长沙", Stage: codes.TransferReturned, Begun: 20261001, Ended: 20261010, Letter: "2026007"})
	m, err := jobs.MoveOut(b, people[0].ID)
	well(t, "begin", err)
	d := m.Draft()
	if d.Letter != "2026008" {
		t.Errorf("the letter is %q", d.Letter)
	}
	d.Other = "长沙"
	id, err := m.Save(jobs.MoveLetter, d)
	well(t, "letter", err)
	m, err = jobs.MoveOf(b, id)
	well(t, "go on", err)
	d = m.Draft()
	d.OutBranch, d.OutUpper, d.InBranch, d.Ended = 20261122, 20261122, 20261122, 20261122
	_, err = m.Save(jobs.MoveOn, d)
	refuses(t, "one has not agreed", err, value.Missing)
	d.InUpper = 20261122
	_, err = m.Save(jobs.MoveOn, d)
	well(t, "all have", err)
	if got := memberOf(b, people[0].ID); got.State != codes.MemberMoved {
		t.Errorf("%+v", got)
	}
}
