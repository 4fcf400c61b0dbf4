package rules_test

import (
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// voted is an election of a branch with as many candidates as there are votes.
func voted(t *testing.T, b *store.Book, e *ledger.Election, votes ...int) (*ledger.Election, []*ledger.Candidate) {
	t.Helper()
	if e.Branch.IsZero() {
		o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell})
		e.Branch = o.ID
	}
	if e.Day == 0 {
		e.Day = 20260504
	}
	e.Sort = codes.ElectionTerm
	e = stage.Keep(t, b, ledger.Elections, e)
	var all []*ledger.Candidate
	for i, n := range votes {
		m := stage.Keep(t, b, ledger.Members, stage.Person("候选"+string([]rune("甲乙丙丁戊己庚辛壬癸子丑")[i]), "2003-07-01", 200+i))
		all = append(all, stage.Keep(t, b, ledger.Candidates, &ledger.Candidate{Election: e.ID, Person: m.ID, Duty: "3", For: value.CountOf(n)}))
	}
	return e, all
}

func won(b *store.Book, e *ledger.Election, all []*ledger.Candidate) string {
	text := ""
	for _, c := range all {
		if rules.Elected(b.Today(), e)[c.ID] {
			text += "+"
		} else {
			text += "-"
		}
	}
	return text
}

// The vectors of league.md §4: more than half of those present, never more than the seats, a tie at the last seat elects
// nobody there.
func TestWhoIsElected(t *testing.T) {
	for _, c := range []struct {
		name    string
		present int
		seats   int
		votes   []int
		want    string
	}{
		{"9 of 19 are not enough", 19, 1, []int{9}, "-"}, {"10 of 19 are", 19, 1, []int{10}, "+"},
		{"10 of 20 are not", 20, 1, []int{10}, "-"}, {"11 of 20 are", 20, 1, []int{11}, "+"},
		{"the three with the most", 20, 3, []int{15, 12, 18, 14}, "+-++"},
		{"a tie at the last seat", 20, 3, []int{18, 15, 12, 12}, "++--"},
		{"a tie that fits", 20, 3, []int{18, 12, 12, 3}, "+++-"},
		{"all tied", 20, 3, []int{12, 12, 12, 12}, "----"},
		{"too few candidates", 20, 3, []int{18, 18, 18}, "---"},
	} {
		b := stage.Book(t)
		e, all := voted(t, b, &ledger.Election{Due: value.CountOf(20), Present: value.CountOf(c.present), Seats: value.CountOf(c.seats)}, c.votes...)
		if got := won(b, e, all); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestMoreBallotsThanWereGivenOut(t *testing.T) {
	b := stage.Book(t)
	e, all := voted(t, b, &ledger.Election{Due: value.CountOf(20), Present: value.CountOf(20), Seats: value.CountOf(1), Issued: value.CountOf(20), Received: value.CountOf(21)}, 20)
	if ok, why := rules.Valid(b.Today(), e); ok || len(why) != 1 || won(b, e, all) != "-" {
		t.Errorf("%v %v", ok, why)
	}
	all[0].Ruled, all[0].RuledWhy = codes.Yes, "上级认定"
	if _, err := b.Save(ledger.Candidates, all[0]); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if won(b, e, all) != "+" || rules.CandidateText(b.Today(), all[0]) != "当选" {
		t.Error("what was ruled does not hold")
	}
}

// An appointment waits for a valid election of its own organisation after it; another one closes nothing.
func TestAppointmentsWait(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell})
	other := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "亚美印务团支部", Type: codes.BranchCell})
	a := stage.Keep(t, b, ledger.Appointments, &ledger.Appointment{Branch: o.ID, Day: 20260301, Owner: "同意", Street: "同意", Why: "刚成立", ElectBy: 20260601})
	full := ledger.Election{Due: value.CountOf(10), Present: value.CountOf(9)}
	held := func(e ledger.Election, branch value.ID, day value.Date) {
		e.Branch, e.Day = branch, day
		voted(t, b, &e)
	}
	open := func(want bool, what string) {
		t.Helper()
		if got := rules.ClosedBy(b.Today(), a) == nil; got != want {
			t.Errorf("%s: open %v", what, got)
		}
	}
	open(true, "without an election")
	if faults := rules.Faults(b.Today(), ledger.Appointments, a); len(faults) != 1 || faults[0].Code != "appointment.late" {
		t.Errorf("late: %v", faults)
	}
	held(full, other.ID, 20260401)
	open(true, "of another organisation")
	held(full, o.ID, 20260201)
	open(true, "before it")
	held(ledger.Election{Due: value.CountOf(10), Present: value.CountOf(8)}, o.ID, 20260402)
	open(true, "an invalid one")
	held(full, o.ID, 20260403)
	open(false, "a valid one")
}

// Under 留团察看 nobody stands.
func TestWhoIsWatchedDoesNotStand(t *testing.T) {
	b := stage.Book(t)
	e, all := voted(t, b, &ledger.Election{Due: value.CountOf(10), Present: value.CountOf(9)}, 9)
	if won(b, e, all) != "+" {
		t.Error("nobody is elected before")
	}
	stage.Keep(t, b, ledger.Measures, &ledger.Measure{Member: all[0].Person, Sort: codes.MeasureWatch, Day: 20260401, Why: "违纪", From: 20260401, Until: 20261001})
	if faults := rules.Faults(b.Today(), ledger.Candidates, all[0]); len(faults) != 1 || faults[0].Code != "candidate.watched" || won(b, e, all) != "-" {
		t.Errorf("%v", faults)
	}
	if rules.Watched(b.Today(), all[0].Person, 20261002) || !rules.Watched(b.Today(), all[0].Person, e.Day) {
		t.Error("not from and until when it lasts")
	}
}

// Who has moved away or left by the day does not stand, more votes than were valid elect nobody, and of a void election no
// report is waited for.
func TestWhatElectsNobody(t *testing.T) {
	b := stage.Book(t)
	n := value.CountOf
	e, all := voted(t, b, &ledger.Election{Due: n(10), Present: n(10), Issued: n(10), Received: n(10), Valid: n(9), Void: n(1)}, 8)
	if won(b, e, all) != "+" || rules.TallyOf(b.Today(), ledger.Elections).Count("unreported") != 1 {
		t.Error("eight of ten are not enough")
	}
	m := b.Today().Get(ledger.Members, all[0].Person).(*ledger.Member)
	for state, want := range map[string]string{codes.MemberMoved: "-", codes.MemberWithdrew: "-", codes.MemberLeft: "-", codes.MemberNormal: "+"} {
		stage.Alter(t, b, ledger.Members, m, func(m *ledger.Member) { m.State, m.StateFrom = state, e.Day })
		if got := won(b, e, all); got != want {
			t.Errorf("%s: %s", codes.MemberStates.Label(state), got)
		}
		if faults := rules.Faults(b.Today(), ledger.Candidates, all[0]); (len(faults) == 1 && faults[0].Code == "candidate.gone") != (want == "-") {
			t.Errorf("%s: %v", codes.MemberStates.Label(state), faults)
		}
	}
	stage.Alter(t, b, ledger.Members, m, func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberMoved, e.Day.AddDays(1) })
	if won(b, e, all) != "+" {
		t.Error("who moved afterwards did not stand")
	}
	stage.Alter(t, b, ledger.Members, m, func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberNormal, 0 })
	stage.Alter(t, b, ledger.Candidates, all[0], func(c *ledger.Candidate) { c.Against = n(2) })
	if won(b, e, all) != "-" {
		t.Error("ten votes of nine valid ones elect somebody")
	}
	stage.Alter(t, b, ledger.Elections, e, func(e *ledger.Election) { e.Present = n(8) })
	if rules.TallyOf(b.Today(), ledger.Elections).Count("unreported") != 0 {
		t.Error("a void election waits for its report")
	}
}

// A new branch is looked after at 1, 3 and 6 months: it is said from that day on until somebody has been there, and never of one
// that was founded long ago.
func TestChecksAfterAFounding(t *testing.T) {
	b := stage.Book(t)
	e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("东升五金"))
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("东升五金团支部", e))
	said := func() int { return rules.TallyOf(b.Today(), ledger.Branches).Count("branch.check") }
	today := b.Basis().Today
	for _, c := range []struct {
		since value.Date
		want  int
	}{{today.AddDays(-20), 0}, {today.AddMonths(-1), 1}, {today.AddMonths(-5), 1}, {today.AddMonths(-11), 1}, {today.AddMonths(-13), 0}} {
		stage.Alter(t, b, ledger.Branches, o, func(o *ledger.Branch) { o.Founded = c.since })
		if said() != c.want {
			t.Errorf("founded %s: %d", c.since, said())
		}
	}
	stage.Alter(t, b, ledger.Branches, o, func(o *ledger.Branch) { o.Founded = today.AddMonths(-4) })
	stage.Keep(t, b, ledger.Visits, &ledger.Visit{Sort: "3", Branch: o.ID, Day: today.AddMonths(-2), Content: "看活动"})
	if said() != 1 {
		t.Error("a visit before the third month is its check")
	}
	stage.Keep(t, b, ledger.Visits, &ledger.Visit{Sort: "3", Enterprise: e.ID, Day: today.AddDays(-3), Content: "看活动"})
	if said() != 0 {
		t.Error("who went to the enterprise was not there")
	}
}

// One reminder says of an organisation that it is to elect after its appointment: by the day that was agreed, and where none
// was by the months of the rules.
func TestOneReminderOfAnElectionToCome(t *testing.T) {
	b := stage.Book(t)
	today := b.Basis().Today
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell, State: codes.BranchAppointed, StateFrom: today.AddMonths(-7)})
	a := stage.Keep(t, b, ledger.Appointments, &ledger.Appointment{Branch: o.ID, Day: today.AddMonths(-7), Owner: "同意", Street: "同意", Why: "刚成立"})
	for _, c := range []struct {
		by         value.Date
		soon, late int
	}{{0, 1, 0}, {today.AddDays(60), 0, 0}, {today.AddDays(30), 1, 0}, {today, 1, 0}, {today.AddDays(-1), 0, 1}} {
		stage.Alter(t, b, ledger.Appointments, a, func(a *ledger.Appointment) { a.ElectBy = c.by })
		tally := rules.TallyOf(b.Today(), ledger.Branches)
		if soon, late := tally.Count("branch.appointed"), tally.Count("branch.appointed.late"); soon != c.soon || late != c.late {
			t.Errorf("by %s: soon %d, late %d", c.by, soon, late)
		}
	}
}

// What elects and what a meeting decides is as large a part as the rules say.
func TestTheSharesAreRules(t *testing.T) {
	b := stage.Book(t)
	r := *b.Basis().Rules
	r.ElectionShare, r.VoteShare, r.WatchMonths = rulebook.Share{Part: 2, Whole: 3}, rulebook.Share{Part: 2, Whole: 3}, []int{3}
	basis := ledger.Basis{Today: b.Basis().Today, Rules: &r}
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell})
	e := stage.Keep(t, b, ledger.Elections, &ledger.Election{Branch: o.ID, Sort: codes.ElectionTerm, Day: 20260301, Due: value.CountOf(9), Present: value.CountOf(9)})
	m := stage.Keep(t, b, ledger.Members, stage.Person("安一", "2003-07-01", 1))
	c := stage.Keep(t, b, ledger.Candidates, &ledger.Candidate{Election: e.ID, Person: m.ID, Duty: codes.DutySecretary, For: value.CountOf(6)})
	if !rules.Elected(b.Today(), e)[c.ID] || rules.Elected(b.Today().On(basis), e)[c.ID] {
		t.Error("six of nine are more than half, and not more than two thirds")
	}
	a := &ledger.Applicant{Due: value.CountOf(9), Present: value.CountOf(9), Favour: value.CountOf(6)}
	w := &ledger.Measure{Member: m.ID, Sort: codes.MeasureWatch, Day: 20260301, Why: "违纪", From: 20260301, Until: 20260901}
	for _, c := range []struct {
		basis ledger.Basis
		want  bool
	}{{b.Basis(), false}, {basis, true}} {
		if got := strings.Contains(strings.Join(faultCodes(ledger.Applicants.Faults(a, c.basis)), " "), "applicant.favour"); got != c.want {
			t.Errorf("six in favour of nine by %s: %v", c.basis.Rules.VoteShare, got)
		}
		if got := strings.Contains(strings.Join(faultCodes(ledger.Measures.Faults(w, c.basis)), " "), "measure.watch"); got != c.want {
			t.Errorf("six months by %v: %v", c.basis.Rules.WatchMonths, got)
		}
	}
}
