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

// firms is a ledger with an enterprise of so many members in no branch, and a neighbour in the same building with two.
func firms(t *testing.T, members int) (b *store.Book, here, near *ledger.Enterprise) {
	t.Helper()
	b = stage.Book(t)
	stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "共青团塔北社区委员会", Short: "塔北社区团委", Type: codes.BranchLeague, State: codes.BranchNormal})
	firm := func(name string) *ledger.Enterprise {
		e := stage.Firm(name)
		e.Zone, e.Founding, e.NoBranchWhy = "五一大厦", codes.FoundingDue, "1"
		return stage.Keep(t, b, ledger.Enterprises, e)
	}
	here, near = firm("东升五金有限公司"), firm("亚美印务有限公司")
	names := []rune("甲乙丙丁戊己庚辛壬癸")
	for i := range members + 2 {
		m := stage.Person("张"+string(names[i]), "2003-07-01", 100+i)
		if m.Unit = here.ID; i >= members {
			m.Unit = near.ID
		}
		stage.Keep(t, b, ledger.Members, m)
	}
	return b, here, near
}

func found(t *testing.T, b *store.Book, e *ledger.Enterprise) *jobs.Poll {
	t.Helper()
	p, err := jobs.Found(b, e.ID)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return p
}

func sat(t *testing.T, p *jobs.Poll) uint64 {
	t.Helper()
	seq, err := p.Save()
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return seq
}

func passes(t *testing.T, p *jobs.Poll, at jobs.Stage) {
	t.Helper()
	if stops := p.Stops(at); len(stops) > 0 {
		t.Fatalf("stage %d: %s", at, stops)
	}
	p.Passed = at
}

// nominate makes the first of those who may vote candidates: a secretary, and members of the committee.
func nominate(t *testing.T, p *jobs.Poll, n int) {
	t.Helper()
	duties := []string{codes.DutySecretary, "3", "4", "5", "11"}
	for i, m := range p.Voters()[:n] {
		p.Stand(m.ID, duties[i], "企业负责人、团员")
	}
	p.Seats()
}

// ballot writes down an election in which all voted, with the votes for each candidate.
func ballot(p *jobs.Poll, present int, votes ...int) {
	p.Prefill()
	n := value.CountOf(present)
	p.Election.Present, p.Election.Issued, p.Election.Received, p.Election.Valid, p.Election.Void = n, n, n, n, value.CountOf(0)
	for i, v := range votes {
		p.Standing[i].Candidate.For = value.CountOf(v)
	}
}

func of[T ledger.Record](b *store.Book, kind ledger.Kind) (all []T) {
	for r := range stage.All[T](b, kind) {
		all = append(all, r)
	}
	return all
}

// The seed's founding from end to end in one sitting: what belongs together is one intent and one undo.
func TestABranchIsFounded(t *testing.T) {
	b, here, _ := firms(t, 8)
	before := stage.Everything(b)
	p := found(t, b, here)
	passes(t, p, jobs.StageUnits)
	p.Name()
	passes(t, p, jobs.StageNames)
	p.Election.Request, p.Election.Requested, p.Election.Reply, p.Election.Replied = "东升字1号", 20260301, "塔北团5号", 20260310
	nominate(t, p, 4)
	passes(t, p, jobs.StageCandidates)
	ballot(p, 7, 7, 6, 5, 2)
	passes(t, p, jobs.StageBallots)
	passes(t, p, jobs.StageResult)
	p.Celebrate()
	p.Meeting.Place = "车间会议室"
	if p.Short(0) != 1 || p.Short(1) != 8 {
		t.Errorf("lacks %d flags and %d booklets", p.Short(0), p.Short(1))
	}
	passes(t, p, jobs.StageDay)
	seq := sat(t, p)
	today := b.Basis().Today
	o := b.Today().Get(ledger.Branches, p.Branch.ID).(*ledger.Branch)
	if o.Title != "共青团东升五金有限公司支部委员会" || o.Short != "东升五金团支部" || o.State != codes.BranchNormal || o.Elected != codes.ByElection || o.Founded != today || o.FoundedDoc != "塔北团5号" || o.Sort != codes.SortSingle || o.Superior.IsZero() {
		t.Errorf("%+v", o)
	}
	if f := rules.Faults(b.Today(), ledger.Branches, o); len(f) != 0 {
		t.Errorf("the branch: %v", f)
	}
	e := b.Today().Get(ledger.Enterprises, here.ID).(*ledger.Enterprise)
	if e.Founding != codes.FoundingBuilt || e.FoundingFrom != today || e.NoBranchWhy != "" || !rules.Built(b.Today(), e) {
		t.Errorf("%+v", e)
	}
	if n := rules.Roll(b.Today()).Branch[o.ID]; n != 8 {
		t.Errorf("%d members", n)
	}
	posts := of[*ledger.Post](b, ledger.Posts)
	if len(posts) != 3 || posts[0].Duty != codes.DutySecretary || posts[0].From != today || posts[0].Branch != o.ID || posts[0].Elected != codes.ByElection {
		t.Errorf("%d posts: %+v", len(posts), posts)
	}
	for i, gift := range jobs.Gifts {
		if left := rules.Stock(b.Today(), gift); left != 0 {
			t.Errorf("%d of %d left", left, i)
		}
	}
	if all := of[*ledger.Supply](b, ledger.Supplies); len(all) != 6 {
		t.Errorf("%d movements", len(all))
	}
	for _, kind := range []ledger.Kind{ledger.Supplies, ledger.Meetings, ledger.Elections, ledger.Candidates, ledger.Posts} {
		for _, r := range b.Today().Of(kind) {
			if f := rules.Faults(b.Today(), kind, r); len(f) != 0 {
				t.Errorf("%s: %v", b.Today().Called(r), f)
			}
		}
	}
	m := of[*ledger.Meeting](b, ledger.Meetings)[0]
	if m.Oath != codes.Yes || m.Branches[0] != o.ID || m.Place != "车间会议室" {
		t.Errorf("%+v", m)
	}
	if p.Stage() != jobs.StageReport || len(jobs.Foundings(b)) != 1 || jobs.Foundings(b)[0].Next != "报选举结果" {
		t.Errorf("%d %v", p.Stage(), jobs.Foundings(b))
	}
	stage.Undo(t, b, seq)
	if after := stage.Everything(b); len(after) != len(before) {
		t.Errorf("%d records before, %d after the undo", len(before), len(after))
	}
	if n := rules.Roll(b.Today()).Branch[o.ID]; n != 0 || b.Today().Get(ledger.Enterprises, here.ID).(*ledger.Enterprise).Founding != codes.FoundingDue {
		t.Errorf("%d stay in a branch that is not there", n)
	}
}

// Each sitting stops at another step; the ledger is closed in between, and the job goes on from the records alone.
func TestAFoundingStopsAnyWhere(t *testing.T) {
	b, here, near := firms(t, 2)
	p := found(t, b, here)
	if stops := p.Stops(jobs.StageUnits); len(stops) != 1 || !strings.Contains(stops[0], "不足 3 人") || !strings.Contains(stops[0], "第四条") {
		t.Errorf("two members: %v", stops)
	}
	if len(p.Units) != 2 || p.Units[1].ID != near.ID || p.Units[1].Near != "同一楼宇园区" {
		t.Fatalf("%+v", p.Units)
	}
	p.Cover(1)
	passes(t, p, jobs.StageUnits)
	sat(t, p)
	goesOn := func(next string, at jobs.Stage) {
		t.Helper()
		b = stage.Reopened(t, b)
		all := jobs.Foundings(b)
		if len(all) != 1 || all[0].Next != next {
			t.Fatalf("%+v, want %s", all, next)
		}
		var err error
		if p, err = jobs.Resume(b, all[0].ID, codes.ElectionFounding); err != nil || p.Stage() != at {
			t.Fatalf("%v, stage %d", err, p.Stage())
		}
	}
	goesOn("写请示", jobs.StageRequest)
	if o := p.Branch; o.Sort != codes.SortJoint || len(o.Enterprises) != 2 || o.State != codes.BranchPlanned || o.Short != "东升五金联合团支部" || p.Joins() != 4 {
		t.Errorf("%+v, %d", o, p.Joins())
	}
	for _, e := range of[*ledger.Enterprise](b, ledger.Enterprises) {
		if e.Founding != codes.FoundingPrepared {
			t.Errorf("%+v", e)
		}
	}
	p.Election.Request, p.Election.Requested = "联1号", 20260301
	sat(t, p)
	goesOn("等请示的批复", jobs.StageRequest)
	p.Election.Reply, p.Election.Replied = "批1号", 20260302
	sat(t, p)
	goesOn("提候选人", jobs.StageCandidates)
	nominate(t, p, 1)
	sat(t, p)
	goesOn("开大会选举，或协商任命", jobs.StageBallots)
	p.Prefill()
	if due, _ := p.Election.Due.Value(); due != 4 {
		t.Errorf("%d due", due)
	}
	if _, err := p.Save(); stage.CodeOf(err) != store.Refused { // what is filled in beforehand is nothing to save
		t.Errorf("%v", err)
	}
	ballot(p, 4)
	sat(t, p)
	goesOn("填得票、定分工", jobs.StageResult)
	p.Standing[0].Candidate.For = value.CountOf(4)
	passes(t, p, jobs.StageResult)
	sat(t, p)
	goesOn("办成立仪式，发团旗团章团徽", jobs.StageDay)
	if n := len(of[*ledger.Post](b, ledger.Posts)); n != 1 {
		t.Errorf("%d posts", n)
	}
	p.Meeting.Day = p.Basis().Today.AddDays(3)
	if stops := p.Stops(jobs.StageDay); len(stops) != 1 {
		t.Errorf("founded before its day: %v", stops)
	}
	sat(t, p)
	goesOn("办成立仪式，发团旗团章团徽", jobs.StageDay)
	p.Meeting.Day = p.Basis().Today
	p.Celebrate()
	passes(t, p, jobs.StageDay)
	sat(t, p)
	goesOn("报选举结果", jobs.StageReport)
	if n := len(of[*ledger.Meeting](b, ledger.Meetings)); n != 1 || p.Branch.State != codes.BranchNormal {
		t.Errorf("%d ceremonies, %+v", n, p.Branch)
	}
	p.Election.Report, p.Election.Reported, p.Election.Confirm, p.Election.Confirmed = "报1号", p.Basis().Today, "任1号", p.Basis().Today
	sat(t, p)
	if all := jobs.Foundings(b); len(all) != 0 || of[*ledger.Post](b, ledger.Posts)[0].Document != "任1号" {
		t.Errorf("%v", all)
	}
	if n := len(of[*ledger.Branch](b, ledger.Branches)); n != 2 {
		t.Errorf("%d organisations", n)
	}
}

// Where no election can be held, both are asked, and the election that is to follow waits with its candidates until a valid
// one closes the appointment (domain.md §7 rows 39 and 41).
func TestAnAppointmentIsElectedLater(t *testing.T) {
	b, here, _ := firms(t, 5)
	p := found(t, b, here)
	p.Election.Request, p.Election.Requested, p.Election.Reply, p.Election.Replied = "请1号", 20260301, "批1号", 20260302
	nominate(t, p, 1)
	p.Appointing = true
	if stops := p.Stops(jobs.StageBallots); len(stops) != 5 {
		t.Errorf("nobody was asked: %v", stops)
	}
	today := p.Basis().Today
	a := p.Appointment
	a.Owner, a.Street, a.Why, a.Day, a.ElectBy, a.Document = "同意", "同意", "刚组建，团员还不熟悉", today, today, "任2号"
	if stops := p.Stops(jobs.StageBallots); len(stops) != 1 {
		t.Errorf("to be elected the same day: %v", stops)
	}
	a.ElectBy = today.AddMonths(6)
	passes(t, p, jobs.StageBallots)
	p.Celebrate()
	passes(t, p, jobs.StageDay)
	sat(t, p)
	o := b.Today().Get(ledger.Branches, p.Branch.ID).(*ledger.Branch)
	if o.State != codes.BranchAppointed || o.Elected != codes.ByAppointment || len(rules.Faults(b.Today(), ledger.Branches, o)) != 0 {
		t.Errorf("%+v %v", o, rules.Faults(b.Today(), ledger.Branches, o))
	}
	if p.Stage() != jobs.StageDone || len(jobs.Foundings(b)) != 0 {
		t.Errorf("stage %d, %v", p.Stage(), jobs.Foundings(b))
	}
	open := of[*ledger.Appointment](b, ledger.Appointments)[0]
	if len(open.Posts) != 1 || open.Branch != o.ID || rules.ClosedBy(b.Today(), open) != nil {
		t.Errorf("%+v", open)
	}
	all := jobs.Renewals(b, codes.ElectionAppointed)
	if len(all) != 1 || all[0].By != today.AddMonths(6) {
		t.Fatalf("%+v", all)
	}
	later, err := jobs.Resume(b, o.ID, codes.ElectionAppointed)
	if err != nil || len(later.Standing) != 1 || later.Election.Request != "" || !strings.Contains(later.Election.Note, "请1号") {
		t.Fatalf("%v %+v", err, later.Election)
	}
	if n := len(of[*ledger.Election](b, ledger.Elections)); n != 1 {
		t.Errorf("%d elections", n)
	}
}

// What the rules forbid, said with its source; and what only looks like an election is none.
func TestWhatAFoundingForbids(t *testing.T) {
	b, here, near := firms(t, 8)
	p := found(t, b, here)
	nominate(t, p, 3)
	if says := p.Says(jobs.StageCandidates); len(says) != 1 || says[0].Stop || !strings.Contains(says[0].Text, "至少要 4 名") {
		t.Errorf("three for three seats: %v", says)
	}
	ballot(p, 7, 7, 7, 7)
	if void := p.Void(); len(void) != 1 {
		t.Errorf("%v", void)
	}
	p.Passed = jobs.StageDay
	p.Celebrate()
	sat(t, p)
	if p.Branch.State != codes.BranchPlanned || len(of[*ledger.Post](b, ledger.Posts)) != 0 || !p.Again() || p.Election.Day != 0 || len(p.Standing) != 3 {
		t.Errorf("a void election has founded: %+v, again %v", p.Branch, p.Again())
	}
	nominate(t, p, 4) // the first three stand twice now
	if stops := p.Stops(jobs.StageCandidates); len(stops) != 3 || !strings.Contains(stops[0], "写了两次") {
		t.Errorf("%v", stops)
	}
	for range 3 {
		p.Strike(0)
	}
	m := b.Today().Get(ledger.Members, p.Standing[0].Candidate.Person).(*ledger.Member)
	stage.Alter(t, b, ledger.Members, m, func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberMoved, 20260101 })
	if err := p.Fresh(); err != nil {
		t.Fatal(err)
	}
	if stops := p.Stops(jobs.StageCandidates); len(stops) != 1 || !strings.Contains(stops[0], "已转出") {
		t.Errorf("who moved away: %v", stops)
	}
	stage.Alter(t, b, ledger.Members, m, func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberNormal, 0 })
	stage.Keep(t, b, ledger.Measures, &ledger.Measure{Member: m.ID, Sort: codes.MeasureWatch, Day: 20260401, Why: "违纪", From: 20260401})
	_ = p.Fresh()
	if stops := p.Stops(jobs.StageCandidates); len(stops) != 1 || !strings.Contains(stops[0], "留团察看") || len(p.Voters()) != 7 {
		t.Errorf("%v, %d vote", stops, len(p.Voters()))
	}
	p.Strike(0)
	ballot(p, 7, 8, 1, 1)
	if stops := p.Stops(jobs.StageResult); len(stops) != 0 { // void: too few stand
		t.Errorf("%v", stops)
	}
	p.Election.Seats = value.CountOf(1)
	if stops := p.Stops(jobs.StageResult); len(stops) != 1 || !strings.Contains(stops[0], "有效票只有 7 张") {
		t.Errorf("eight votes of seven: %v", stops)
	}
	ballot(p, 7, 4, 4, 0)
	if won, tied := p.Won(); len(won) != 0 || !tied {
		t.Errorf("a tie at the only seat: %v", won)
	}
	if _, err := jobs.Found(b, value.ID{9}); stage.CodeOf(err) != store.Refused {
		t.Error("founded nowhere")
	}
	shut := b.Today().Get(ledger.Enterprises, near.ID).(*ledger.Enterprise)
	stage.Alter(t, b, ledger.Enterprises, shut, func(e *ledger.Enterprise) { e.Business, e.BusinessFrom = "2", 20260101 })
	if _, err := jobs.Found(b, near.ID); stage.CodeOf(err) != store.Refused {
		t.Error("founded in what is closed")
	}
}

// The enterprise may be gone before its branch is founded: what is missing is said all the same.
func TestTheEnterpriseIsGone(t *testing.T) {
	b, here, _ := firms(t, 0)
	p := found(t, b, here)
	if err := b.Remove(ledger.Enterprises, []value.ID{here.ID}, ""); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if err := p.Fresh(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if len(p.Stops(jobs.StageUnits)) == 0 {
		t.Error("nothing stops a branch of nobody")
	}
}

// A founding that was put away before there were enough members begins again at its conditions, covers nobody and counts
// nowhere.
func TestTooFewStandsAtItsConditions(t *testing.T) {
	b, here, _ := firms(t, 2)
	p := found(t, b, here)
	sat(t, p)
	again, err := jobs.Resume(b, p.Branch.ID, codes.ElectionFounding)
	if err != nil || again.Stage() != jobs.StageUnits || len(again.Stops(jobs.StageUnits)) == 0 {
		t.Errorf("%v, stage %v", err, again.Stage())
	}
	if rules.Built(b.Today(), b.Today().Get(ledger.Enterprises, here.ID).(*ledger.Enterprise)) || rules.SummaryOf(b.Today()).Branches != 1 {
		t.Error("it counts already")
	}
}

// A draft of an enterprise that has got its branch meanwhile makes no second one.
func TestADraftFoundsNoSecondBranch(t *testing.T) {
	b, here, _ := firms(t, 4)
	p := found(t, b, here)
	draft := p.Draft
	sat(t, p)
	again := found(t, b, here)
	again.TakeUp(draft)
	if err := again.Fresh(); stage.CodeOf(err) != store.Changed {
		t.Errorf("the old draft is taken: %v", err)
	}
	if _, err := again.Save(); stage.CodeOf(err) != store.Changed {
		t.Errorf("and saved: %v", err)
	}
}

// In a practice ledger a branch can be founded: an enterprise without one has members enough.
func TestFoundingCanBePractised(t *testing.T) {
	b := stage.Practised(t, 200)
	places := jobs.Foundable(b)
	if len(places) == 0 {
		t.Fatal("nowhere")
	}
	p, err := jobs.Found(b, places[0].ID)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if stops := p.Stops(jobs.StageUnits); len(stops) > 0 || p.Joins() < 3 {
		t.Errorf("%d members: %v", p.Joins(), stops)
	}
}
