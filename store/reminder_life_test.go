package store_test

import (
	"fmt"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// lifeOfEach puts into a ledger something for every reminder of the League's life that oneOfEach has not.
func lifeOfEach(t *testing.T, b *store.Book, bare *ledger.Branch, first *ledger.Member, member func(string, func(*ledger.Member)) *ledger.Member, branch func(string, func(*ledger.Branch)) *ledger.Branch) {
	t.Helper()
	b.Basis().Rules.ReviewMonth = 11
	stage.Keep(t, b, ledger.Elections, &ledger.Election{Branch: bare.ID, Sort: codes.ElectionTerm, Day: 20261101, Due: value.CountOf(7), Present: value.CountOf(7)})
	into := func(o *ledger.Branch) func(*ledger.Member) { return func(m *ledger.Member) { m.Branch = o.ID } }
	hold := func(m *ledger.Member, o *ledger.Branch, duty string, from, to value.Date) {
		stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: o.ID, Duty: duty, From: from, To: to})
	}
	stage.Keep(t, b, ledger.Appointments, &ledger.Appointment{Branch: bare.ID, Day: 20261105, Owner: "同意", Street: "同意", Why: "刚成立", ElectBy: 20261210})
	stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Day: 20250301, Sort: codes.MeetingTraining, Branches: []value.ID{bare.ID}, Came: []value.ID{first.ID}})
	stage.Keep(t, b, ledger.Appraisals, &ledger.Appraisal{Member: first.ID, Year: value.CountOf(2025), Grade: "2"})
	stage.Keep(t, b, ledger.Ratings, &ledger.Rating{Branch: bare.ID, Year: value.CountOf(2025), Reviewed: value.CountOf(90)})
	stage.Keep(t, b, ledger.Visits, &ledger.Visit{Branch: bare.ID, Day: 20260801, Content: "看场地", Next: "再去", NextBy: 20260901, Problem: "没有活动室"})
	hold(member("2002-03-04", into(bare)), bare, "3", 20240101, 0)
	changing := branch("常换书记的支部", nil)
	hold(member("2002-03-04", into(changing)), changing, "1", 20260201, 20260501)
	hold(member("2002-03-04", into(changing)), changing, "1", 20260502, 20261101)
	branch("刚成立的支部", func(o *ledger.Branch) { o.Founded, o.TermFrom = 20260915, 20260915 })
	stage.Keep(t, b, ledger.Transfers, &ledger.Transfer{Member: first.ID, Way: codes.TransferOut, Other: "株洲", Stage: "1", Begun: 20260901})
	home := stage.Home(b).ID
	stage.Keep(t, b, ledger.Syncs, &ledger.Sync{Branch: bare.ID, Year: value.CountOf(2026), Planned: 20260115})
	stage.Keep(t, b, ledger.Documents, &ledger.Document{Title: "旧文件", Day: 20260901, Community: home, Task: "报名单", Due: 20261015})
	stage.Keep(t, b, ledger.Documents, &ledger.Document{Title: "新文件", Day: 20261101, Community: home, Task: "报名单", Due: 20261125})
	partner := stage.Keep(t, b, ledger.Partners, &ledger.Partner{Title: "区工会", Sort: "1", Community: home, Next: 20261128})
	stage.Keep(t, b, ledger.Facilities, &ledger.Facility{Title: "球场", Partner: partner.ID, Hours: "每天 9:00-17:00", Until: 20261210})
	stage.Keep(t, b, ledger.Facilities, &ledger.Facility{Title: "礼堂", Partner: partner.ID, Hours: "每天 9:00-17:00", Until: 20261010})
	stage.Keep(t, b, ledger.Referrals, &ledger.Referral{Person: first.ID, Job: "学徒", Recommended: 20261001})
	stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "拟建食品", Business: codes.BusinessOpen, Plan: "先培育", PlanBy: 20261001})
	stage.Keep(t, b, ledger.Surveys, &ledger.Survey{Title: "需求调查", From: 20260901, Until: 20261001, Branches: []value.ID{bare.ID}, Given: "10"})
	for _, p := range []ledger.Problem{{Day: 20261001, Due: 20261101, Handler: "李干事"}, {Day: 20261001, Settled: 20261020, Done: "联系了", Called: 20261021, Satisfied: codes.Unsatisfied},
		{Day: 20261001, Settled: 20261101, Done: "办了班"}, {Day: 20261120}} {
		p.Branch, p.Group, p.What = bare.ID, "1", "想学电脑"
		stage.Keep(t, b, ledger.Problems, &p)
	}
}

// dueTo says that a record is in the list of a reminder.
func dueTo(b *store.Book, kind ledger.Kind, reminder string, id value.ID) bool {
	l := find.ListOf(b.Today(), records.Query{Kind: kind, Tab: reminder})
	for i := range l.Len() {
		if l.Row(i).Head().ID == id {
			return true
		}
	}
	return false
}

// A street is asked to look at a new branch only where somebody has begun to be in contact or to write down visits.
func TestANewBranchIsLookedAt(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Street(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "新建团支部", Type: codes.BranchCell, State: codes.BranchNormal, Founded: 20260901})
	if dueTo(b, ledger.Branches, "branch.check", o.ID) {
		t.Error("a street without contacts and visits is asked")
	}
	officer := stage.Keep(t, b, ledger.Officers, &ledger.Officer{Title: "周主任", Duty: "1", From: 20250101})
	stage.Keep(t, b, ledger.Liaisons, &ledger.Liaison{Officer: officer.ID, Branch: o.ID, From: 20260101})
	if !dueTo(b, ledger.Branches, "branch.check", o.ID) {
		t.Error("nobody is asked")
	}
	stage.Keep(t, b, ledger.Visits, &ledger.Visit{Branch: o.ID, Day: 20261101, Content: "看活动"})
	if dueTo(b, ledger.Branches, "branch.check", o.ID) {
		t.Error("asked though somebody was there")
	}
}

// Nobody is asked for appraisals out of season, nor where none were ever written down; in a street's ledger one community's
// keeping asks nothing of another.
func TestSeasonsAndWhoIsAsked(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b, ids := streetOf(t, 2, 0)
	cells := make([]*ledger.Branch, 2)
	receiveFor(t, b, ids, func(put func(ledger.Kind, value.ID, ledger.Record)) {
		for i, id := range ids {
			cells[i] = &ledger.Branch{Title: fmt.Sprint("支部", i), Type: codes.BranchCell, State: codes.BranchNormal, Founded: 20200101}
			put(ledger.Branches, id, cells[i])
			for j := range 3 {
				m := stage.Person("李华", "2002-03-04", 100*i+2*j+1)
				m.Branch = cells[i].ID
				put(ledger.Members, id, m)
				if i == 0 && j == 0 {
					put(ledger.Appraisals, id, &ledger.Appraisal{Member: m.ID, Year: value.CountOf(2025), Grade: "2"})
					put(ledger.Payments, id, &ledger.Payment{Member: m.ID, From: 20260100, To: 20260100, Sort: codes.PaymentPaid, Paid: value.MoneyOf(300)})
				}
			}
			if i == 0 {
				put(ledger.Meetings, id, &ledger.Meeting{Day: 20260101, Sort: codes.MeetingGeneral, Branches: []value.ID{cells[i].ID}})
			}
		}
	})
	if dueTo(b, ledger.Branches, "appraisal.season", cells[0].ID) {
		t.Error("asked in November")
	}
	if !dueTo(b, ledger.Branches, "meeting.none", cells[0].ID) || dueTo(b, ledger.Branches, "meeting.none", cells[1].ID) {
		t.Error("the meetings of one community ask another, or do not ask it")
	}
	b.Basis().Rules.ReviewMonth = 10
	b.Lay(stage.Now(b).Anew())
	if !dueTo(b, ledger.Branches, "appraisal.season", cells[0].ID) || dueTo(b, ledger.Branches, "appraisal.season", cells[1].ID) {
		t.Error("the appraisals of one community ask another, or do not ask it")
	}
	if n := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "dues.late"}).Len(); n != 3 {
		t.Errorf("the street is told of %d who owe dues, want 3", n)
	}
}

// The figures of the League's life on days around which they change, and what opens behind them.
func TestFiguresOfTheLife(t *testing.T) {
	trial.Stand(t, "2026-12-31")
	b := stage.Book(t)
	e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("东升五金"))
	stage.Keep(t, b, ledger.Enterprises, stage.Firm("长虹印务"))
	cell := func(name string) *ledger.Branch {
		o := stage.Cell(name, e)
		return stage.Keep(t, b, ledger.Branches, o)
	}
	good, bad := cell("好支部"), cell("差支部")
	n := 0
	member := func(o *ledger.Branch) *ledger.Member {
		n += 2
		m := stage.Person("李华", "2002-03-04", n)
		m.Branch = o.ID
		return stage.Keep(t, b, ledger.Members, m)
	}
	one, two, three := member(good), member(good), member(bad)
	meet := func(o *ledger.Branch, sort string, day value.Date) {
		stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Branches: []value.ID{o.ID}, Sort: sort, Day: day, Due: value.CountOf(2), Present: value.CountOf(2)})
	}
	for month := 1; month <= 12; month++ {
		meet(good, codes.MeetingTheme, value.Day(2026, month, 10))
		if month%3 == 0 {
			meet(good, codes.MeetingGeneral, value.Day(2026, month, 15))
			meet(good, codes.MeetingLesson, value.Day(2026, month, 16))
		}
	}
	meet(good, codes.MeetingLife, 20261220)
	for range 5 {
		meet(bad, codes.MeetingGeneral, 20260301)
	}
	stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Branches: []value.ID{bad.ID}, Sort: codes.MeetingGeneral, Day: 20260401, Due: value.CountOf(10), Present: value.CountOf(5)})
	stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Enterprises: []value.ID{e.ID}, Sort: codes.MeetingCharter, Day: 20260701})
	for _, s := range []*ledger.Supply{{Item: codes.SupplyCharter, Way: codes.SupplyIn, Quantity: value.CountOf(20), Day: 20260101}, {Item: codes.SupplyFlag, Way: codes.SupplyIn, Quantity: value.CountOf(20), Day: 20260101},
		{Item: codes.SupplyFlag, Way: codes.SupplyOut, Quantity: value.CountOf(1), Day: 20260801, Branch: good.ID}, {Item: codes.SupplyCharter, Way: codes.SupplyOut, Quantity: value.CountOf(9), Day: 20260801, Branch: good.ID}} {
		stage.Keep(t, b, ledger.Supplies, s)
	}
	for _, p := range []*ledger.Payment{{Member: one.ID, From: 20260100, To: 20261100}, {Member: two.ID, From: 20260100, To: 20261000}} {
		p.Sort, p.Paid = codes.PaymentPaid, value.MoneyOf(900)
		stage.Keep(t, b, ledger.Payments, p)
	}
	for m, grade := range map[*ledger.Member]string{one: codes.GradeBest, two: "2", three: "2"} {
		stage.Keep(t, b, ledger.Appraisals, &ledger.Appraisal{Member: m.ID, Year: value.CountOf(2026), Grade: grade, Registered: map[bool]string{true: codes.Yes}[m == one]})
	}
	stage.Keep(t, b, ledger.Ratings, &ledger.Rating{Branch: good.ID, Year: value.CountOf(2026), Reviewed: value.CountOf(92)})
	stage.Keep(t, b, ledger.Visits, &ledger.Visit{Enterprise: e.ID, Day: 20260501, Content: "摸底"})
	a := stage.Keep(t, b, ledger.Appointments, &ledger.Appointment{Branch: bad.ID, Day: 20260101, Owner: "同意", Street: "同意", Why: "刚成立", ElectBy: 20260901})
	stage.Keep(t, b, ledger.Transfers, &ledger.Transfer{Member: three.ID, Way: codes.TransferOut, Other: "长沙", Stage: "1", Begun: 20261201})
	stage.Keep(t, b, ledger.Applicants, &ledger.Applicant{Title: "郑青", Branch: good.ID, Stage: "1", Applied: 20260101})
	stage.Keep(t, b, ledger.Syncs, &ledger.Sync{Enterprise: e.ID, Year: value.CountOf(2026), Planned: 20260110, Deployed: 20260210, Inspected: 20260710, Assessed: 20261210})
	stage.Keep(t, b, ledger.Facilities, &ledger.Facility{Title: "球场", Enterprise: e.ID, Hours: "每天 9:00-17:00", From: 20260701, Until: 20261215})
	for i, r := range []*ledger.Referral{{Person: one.ID, Result: codes.ReferralHired, Recommended: 20261201}, {Person: two.ID}, {Person: three.ID, Result: codes.ReferralHired, Recommended: 20261201}} {
		r.Course, r.From, r.Until, r.Finished = "1", 20261001, 20261120, []string{codes.Yes, codes.Yes, codes.No}[i]
		stage.Keep(t, b, ledger.Referrals, r)
	}
	of := func(part, of int) figures.Tally { return figures.Tally{Part: part, Of: of} }
	for day, want := range map[value.Date]map[string]figures.Tally{
		20261231: {"life_rate": of(1, 2), "regular_rate": of(1, 2), "meetings": of(28, -1), "attendances": of(57, -1), "visited_rate": of(1, 2), "taught_rate": of(1, 2), "flags_rate": of(1, 2), "charters_rate": of(2, 3), "badges_rate": of(0, 3),
			"dues_rate": of(1, 2), "best_rate": of(1, 3), "registered_rate": of(1, 3), "rating_rate": of(1, 2), "rating5_rate": of(1, 1), "rating4_rate": of(0, 1), "appointments": of(1, -1), "appointments_late": of(1, -1),
			"transfers_late_rate": of(0, 1), "applicants": of(1, -1), "sync_rate": of(2, 2), "facilities": of(0, -1), "referral_rate": of(1, 2)},
		20261130: {"sync_rate": of(0, 2), "facilities": of(1, -1), "referral_rate": of(1, 2), "life_rate": of(1, 2), "best_rate": of(0, 0), "rating_rate": of(0, 2), "regular_rate": of(0, 2), "appointments_late": of(1, -1), "dues_rate": of(2, 2)},
		20260630: {"sync_rate": of(0, 2), "facilities": of(0, -1), "referral_rate": of(0, 0), "life_rate": of(1, 2), "flags_rate": of(0, 2), "taught_rate": of(0, 2), "visited_rate": of(1, 2), "meetings": of(16, -1), "appointments_late": of(0, -1)},
		20270102: {"transfers_late_rate": of(1, 1), "life_rate": of(2, 2), "best_rate": of(1, 3), "visited_rate": of(0, 2)},
	} {
		f := points.FiguresOn(b, day)
		if err := sound(b, f); err != nil {
			t.Error(err)
		}
		for key, n := range want {
			if got := f.Total[key]; got != n {
				t.Errorf("%v: %s is %v, want %v", day, key, got, n)
			}
		}
	}
	if _, err := points.TakeSnapshot(b, 20261231, "全年"); err != nil {
		t.Fatal(err)
	}
	stage.Keep(t, b, ledger.Elections, &ledger.Election{Branch: bad.ID, Sort: codes.ElectionAppointed, Day: 20261230, Due: value.CountOf(1), Present: value.CountOf(1)})
	locked, err := points.All(b)
	if err != nil {
		t.Fatal(err)
	}
	c, err := points.Compare(b, locked[1], figures.NowOf(b.Today()))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range c.Movements(figures.Whole) {
		if m.Indicator.Key == "appointments" && (m.Was.Part != 1 || m.Is.Part != 0 || len(m.Part) != 1 || len(m.Part[0].Items) != 1 || m.Part[0].Items[0].ID != a.ID) {
			t.Errorf("why the appointment no longer waits: %+v", m.Part)
		}
	}
}
