package jobs_test

import (
	"slices"
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

// cell is a branch of eight members in its second term, with a secretary and two of the committee.
func cell(t *testing.T) (*store.Book, *ledger.Branch, []*ledger.Member) {
	t.Helper()
	b := stage.Book(t)
	e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("东升五金有限公司"))
	o := stage.Cell("东升五金团支部", e)
	o.Sort, o.Session, o.TermFrom, o.TermYears, o.Elected, o.Founded = codes.SortSingle, value.CountOf(2), 20231201, value.CountOf(3), codes.ByElection, 20200501
	o = stage.Keep(t, b, ledger.Branches, o)
	var all []*ledger.Member
	for i, name := range []rune("甲乙丙丁戊己庚辛") {
		m := stage.Person("李"+string(name), "2003-07-01", 300+i)
		m.Branch = o.ID
		all = append(all, stage.Keep(t, b, ledger.Members, m))
	}
	for i, duty := range []string{codes.DutySecretary, "3", "4"} {
		stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: all[i].ID, Branch: o.ID, Duty: duty, From: 20231201, Elected: codes.ByElection})
	}
	return b, o, all
}

func resume(t *testing.T, b *store.Book, o value.ID, sort string) *jobs.Poll {
	t.Helper()
	p, err := jobs.Resume(b, o, sort)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return p
}

// A new term from the request to the reply: the old posts end the day the new begin, in the same intent, and on that day
// nobody counts twice.
func TestANewTerm(t *testing.T) {
	b, o, people := cell(t)
	p := resume(t, b, o.ID, codes.ElectionTerm)
	if n, _ := p.Election.Session.Value(); n != 3 || p.Stage() != jobs.StageRequest || len(jobs.Renewals(b, codes.ElectionTerm)) != 0 {
		t.Errorf("session %d, stage %d", n, p.Stage())
	}
	p.Election.Request, p.Election.Requested, p.Election.Reply, p.Election.Replied = "请3号", 20260301, "批3号", 20260310
	for i, duty := range []string{codes.DutySecretary, codes.DutySecretary, "3", "4"} {
		p.Stand(people[i+1].ID, duty, "")
	}
	p.Seats()
	sat(t, p)
	b = stage.Reopened(t, b)
	if all := jobs.Renewals(b, codes.ElectionTerm); len(all) != 1 || all[0].Next != "开大会选举" {
		t.Fatalf("%+v", all)
	}
	p = resume(t, b, o.ID, codes.ElectionTerm)
	ballot(p, 7, 6, 5, 7, 2)
	passes(t, p, jobs.StageBallots)
	p.Passed = jobs.StageResult
	if stops := p.Stops(jobs.StageResult); len(stops) != 1 || !strings.Contains(stops[0], "2 名书记") {
		t.Errorf("%v", stops)
	}
	p.Standing[1].Duty = codes.DutyDeputy
	passes(t, p, jobs.StageResult)
	seq := sat(t, p)
	today := b.Basis().Today
	for _, q := range of[*ledger.Post](b, ledger.Posts) {
		if old := q.From == 20231201; old != (q.To == today) || !old && (q.From != today || q.To != 0) {
			t.Errorf("%+v", q)
		}
	}
	if held := rules.Offices(b.Today()).Officers[o.ID]; held.Secretaries != 1 || held.Secretary != people[1].ID || held.Total != 3 {
		t.Errorf("%+v", held)
	}
	now := b.Today().Get(ledger.Branches, o.ID).(*ledger.Branch)
	if n, _ := now.Session.Value(); n != 3 || now.TermFrom != today || now.State != codes.BranchNormal {
		t.Errorf("%+v", now)
	}
	for _, kind := range []ledger.Kind{ledger.Branches, ledger.Posts} {
		for _, r := range b.Today().Of(kind) {
			if f := rules.Faults(b.Today(), kind, r); len(f) > 0 && f[0].Code != "superior.none" {
				t.Errorf("%s: %v", b.Today().Called(r), f)
			}
		}
	}
	if all := jobs.Renewals(b, codes.ElectionTerm); len(all) != 1 || all[0].Next != "报选举结果" {
		t.Errorf("%+v", all)
	}
	stage.Undo(t, b, seq)
	for _, q := range of[*ledger.Post](b, ledger.Posts) {
		if q.To != 0 || q.From == today {
			t.Errorf("after the undo: %+v", q)
		}
	}
	if p = resume(t, b, o.ID, codes.ElectionTerm); p.Stage() != jobs.StageBallots {
		t.Errorf("stage %d after the undo", p.Stage())
	}
}

// A void election changes nobody's post, waits for no report, and the next one takes over what was asked for.
func TestAVoidElectionIsHeldAgain(t *testing.T) {
	b, o, people := cell(t)
	p := resume(t, b, o.ID, codes.ElectionTerm)
	for i := range 4 {
		p.Stand(people[i].ID, []string{codes.DutySecretary, "3", "4", "5"}[i], "团员")
	}
	ballot(p, 6, 6, 6, 6, 6) // of eight: more than 4/5 are seven
	if void := p.Void(); len(void) != 1 || !strings.Contains(void[0], "至少要到 7 人") {
		t.Errorf("%v", void)
	}
	p.Passed = jobs.StageResult
	sat(t, p)
	if n := rules.TallyOf(b.Today(), ledger.Elections).Count("unreported"); n != 0 {
		t.Errorf("%d void elections wait for their report", n)
	}
	for _, q := range of[*ledger.Post](b, ledger.Posts) {
		if q.To != 0 {
			t.Errorf("%+v", q)
		}
	}
	b = stage.Reopened(t, b)
	if all := jobs.Renewals(b, codes.ElectionTerm); len(all) != 1 || all[0].Next != "上次没有选成，重新选" {
		t.Fatalf("%+v", all)
	}
	p = resume(t, b, o.ID, codes.ElectionTerm)
	if !p.Again() || len(p.Standing) != 4 || p.Standing[0].Candidate.Consulted != "团员" || p.Standing[0].Candidate.For != 0 {
		t.Fatalf("%+v", p.Standing)
	}
	ballot(p, 7, 7, 6, 5, 1)
	passes(t, p, jobs.StageResult)
	sat(t, p)
	if all := of[*ledger.Election](b, ledger.Elections); len(all) != 2 || rules.Offices(b.Today()).Officers[o.ID].Total != 3 {
		t.Errorf("%d elections", len(all))
	}
}

// A vacancy: only the post that is taken over ends.
func TestAVacancyIsFilled(t *testing.T) {
	b, o, people := cell(t)
	p := resume(t, b, o.ID, codes.ElectionVacancy)
	p.Stand(people[1].ID, codes.DutySecretary, "")
	ballot(p, 8, 8)
	if seats, _ := p.Election.Seats.Value(); seats != 1 {
		t.Errorf("%d seats", seats)
	}
	passes(t, p, jobs.StageResult)
	sat(t, p)
	held := rules.Offices(b.Today()).Officers[o.ID]
	if held.Secretary != people[1].ID || held.Total != 2 {
		t.Errorf("%+v", held)
	}
	if now := b.Today().Get(ledger.Branches, o.ID).(*ledger.Branch); now.TermFrom != 20231201 {
		t.Errorf("a vacancy begins a new term: %+v", now)
	}
	p.Election.Reported, p.Election.Confirmed = p.Basis().Today, p.Basis().Today
	sat(t, p)
	if next := resume(t, b, o.ID, codes.ElectionVacancy); !next.Election.ID.IsZero() || next.Stage() != jobs.StageRequest {
		t.Error("the next vacancy is the last one")
	}
}

// An appointment is closed by its election, and what was appointed ends.
func TestAnElectionAfterAnAppointment(t *testing.T) {
	b, o, people := cell(t)
	post := of[*ledger.Post](b, ledger.Posts)[0]
	a := stage.Keep(t, b, ledger.Appointments, &ledger.Appointment{Branch: o.ID, Posts: []value.ID{post.ID}, Day: 20260301, Owner: "同意", Street: "同意", Why: "刚成立", ElectBy: 20260601})
	stage.Alter(t, b, ledger.Branches, o, func(o *ledger.Branch) {
		o.State, o.StateFrom, o.Elected = codes.BranchAppointed, 20260301, codes.ByAppointment
	})
	if all := jobs.Renewals(b, codes.ElectionAppointed); len(all) != 1 || all[0].By != 20260601 {
		t.Fatalf("%+v", all)
	}
	p := resume(t, b, o.ID, codes.ElectionAppointed)
	if len(p.Standing) != 1 || p.Standing[0].Candidate.Person != people[0].ID || p.Standing[0].Duty != codes.DutySecretary {
		t.Errorf("who was appointed does not stand: %+v", p.Standing)
	}
	p.Election.Seats = value.CountOf(1)
	ballot(p, 6, 6)
	p.Passed = jobs.StageResult
	if p.Held() && len(p.Void()) == 0 {
		t.Error("six of eight are a quorum")
	}
	ballot(p, 7, 6)
	sat(t, p)
	now := b.Today().Get(ledger.Appointments, a.ID).(*ledger.Appointment)
	if now.Election.IsZero() || rules.ClosedBy(b.Today(), now) == nil || len(rules.Faults(b.Today(), ledger.Appointments, now)) != 0 {
		t.Errorf("%+v %v", now, rules.Faults(b.Today(), ledger.Appointments, now))
	}
	if o := b.Today().Get(ledger.Branches, o.ID).(*ledger.Branch); o.State != codes.BranchNormal || o.Elected != codes.ByElection {
		t.Errorf("%+v", o)
	}
	if held := rules.Offices(b.Today()).Officers[o.ID]; held.Total != 1 || held.Secretary != people[0].ID {
		t.Errorf("%+v", held)
	}
}

// What somebody else has saved meanwhile is not overwritten.
func TestAPollIsNotSavedOverANewerOne(t *testing.T) {
	b, o, people := cell(t)
	p := resume(t, b, o.ID, codes.ElectionTerm)
	p.Stand(people[0].ID, codes.DutySecretary, "")
	stage.Alter(t, b, ledger.Branches, o, func(o *ledger.Branch) { o.Phone = "0739-5321234" })
	if _, err := p.Save(); stage.CodeOf(err) != store.Changed {
		t.Errorf("%v", err)
	}
	if err := p.Fresh(); stage.CodeOf(err) != store.Changed {
		t.Errorf("%v", err)
	}
	if n := len(of[*ledger.Election](b, ledger.Elections)); n != 0 {
		t.Errorf("%d elections", n)
	}
}

// What an election leaves in a street's ledger is the street's; a community's branch elects in its community.
func TestAStreetHoldsNoElectionOfACommunity(t *testing.T) {
	b := stage.PractisedStreet(t, 60)
	for _, o := range of[*ledger.Branch](b, ledger.Branches) {
		if o.Received() && jobs.Elects(b.Today(), o, codes.ElectionTerm) {
			t.Fatal(o.Name())
		}
	}
}

// A by-election says which seats are empty, and begins with so many; organisations with one come first.
func TestAByElectionKnowsTheVacancies(t *testing.T) {
	b, o, people := cell(t)
	if text := jobs.VacancyText(b.Today(), o); text != "" {
		t.Errorf("all seats are taken: %s", text)
	}
	for q := range stage.All[*ledger.Post](b, ledger.Posts) {
		if q.Person == people[1].ID {
			stage.Alter(t, b, ledger.Posts, q, func(q *ledger.Post) { q.To, q.EndWhy = 20260301, "调走" })
		}
	}
	if text := jobs.VacancyText(b.Today(), o); text != "组织委员（李乙 2026-03-01 离任）" {
		t.Errorf("%s", text)
	}
	if all := jobs.Electable(b, codes.ElectionVacancy); len(all) == 0 || !strings.HasPrefix(all[0].Hint, "缺 组织委员") {
		t.Errorf("%+v", all)
	}
	p := resume(t, b, o.ID, codes.ElectionVacancy)
	p.Seats()
	if n, _ := p.Election.Seats.Value(); n != 1 || p.Wanted() != "3" {
		t.Errorf("%d seats, %q is wanted", n, p.Wanted())
	}
	p.Stand(people[4].ID, p.Wanted(), "")
	if p.Wanted() != "" {
		t.Errorf("%q is wanted still", p.Wanted())
	}
}

// Those who were appointed stand for what they have, unless somebody says otherwise.
func TestTheAppointedStand(t *testing.T) {
	b, o, _ := cell(t)
	for q := range stage.All[*ledger.Post](b, ledger.Posts) {
		stage.Alter(t, b, ledger.Posts, q, func(q *ledger.Post) { q.Elected = codes.ByAppointment })
	}
	stage.Alter(t, b, ledger.Branches, o, func(o *ledger.Branch) { o.State, o.StateFrom = codes.BranchAppointed, 20260101 })
	p := resume(t, b, o.ID, codes.ElectionAppointed)
	if len(p.Standing) != 3 || p.Standing[0].Duty != codes.DutySecretary || p.Stage() != jobs.StageRequest {
		t.Errorf("%+v at %d", p.Standing, p.Stage())
	}
}

// Nobody elects more than there are who may vote.
func TestSeatsThatCannotBe(t *testing.T) {
	b, o, people := cell(t)
	p := resume(t, b, o.ID, codes.ElectionTerm)
	p.Stand(people[0].ID, codes.DutySecretary, "")
	p.Election.Seats = value.CountOf(999999)
	if stops := p.Stops(jobs.StageCandidates); len(stops) != 1 || !strings.Contains(stops[0], "最多只能选 8 人") {
		t.Errorf("%v", stops)
	}
	ballot(p, 8, 7)
	if p.Election.Seats = value.CountOf(9); !slices.ContainsFunc(p.Stops(jobs.StageBallots), func(s string) bool { return strings.Contains(s, "最多只能选 8 人") }) {
		t.Errorf("%v", p.Stops(jobs.StageBallots))
	}
}

// All reasons of a void election are said, and what it leaves empty where it elects.
func TestEveryReasonIsSaid(t *testing.T) {
	b, o, people := cell(t)
	p := resume(t, b, o.ID, codes.ElectionTerm)
	for i := range 3 {
		p.Stand(people[i].ID, []string{codes.DutySecretary, "3", "4"}[i], "")
	}
	p.Election.Seats = value.CountOf(3)
	ballot(p, 6, 6, 6, 6)
	says := p.Says(jobs.StageResult)
	if len(p.Void()) != 2 || len(says) != 1 || !strings.Contains(says[0].Text, "至少要到 7 人") || !strings.Contains(says[0].Text, "至少要 4 名") {
		t.Errorf("%v", says)
	}
	p.Stand(people[3].ID, "5", "")
	ballot(p, 7, 6, 6, 2, 2)
	p.Election.Seats = value.CountOf(3)
	if n := p.Unfilled(); n != 1 {
		t.Errorf("%d seats are empty", n)
	}
}
