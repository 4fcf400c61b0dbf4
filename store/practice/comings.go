package practice

import (
	"fmt"
	"slices"
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// give hands something to a branch on a day.
func (l *life) give(c *cell, item string, n int, signed string) {
	l.keep(ledger.Supplies, &ledger.Supply{Day: c.branch.Founded, Item: item, Way: codes.SupplyOut, Quantity: value.CountOf(n), Branch: c.branch.ID, Signed: signed})
}

// founding is what a branch was given on the day it was set up: a flag, and a booklet and a badge for each member.
func (l *life) founding(c *cell) {
	signed := ""
	if len(c.posts) > 0 {
		signed = c.name(0)
	}
	l.give(c, codes.SupplyFlag, 1, signed)
	l.give(c, codes.SupplyCharter, len(c.people), signed)
	l.give(c, codes.SupplyBadge, max(1, len(c.people)-l.rng.IntN(3)), signed)
}

// stock is what came in before it was given out.
func (l *life) stock(cells []*cell) {
	day, people := l.today, 0
	for _, c := range cells {
		day, people = min(day, c.branch.Founded), people+len(c.people)
	}
	for _, in := range []struct {
		item string
		n    int
	}{{codes.SupplyFlag, len(cells) + 4}, {codes.SupplyCharter, people + 40}, {codes.SupplyBadge, people + 60}} {
		l.keep(ledger.Supplies, &ledger.Supply{Day: day.AddDays(-12), Item: in.item, Way: codes.SupplyIn, Quantity: value.CountOf(in.n), Signed: l.inv.keeper})
	}
}

// leaders are how those who lead a branch came into their posts.
func (l *life) leaders(c *cell, nth int) {
	day := c.branch.TermFrom
	if len(c.posts) == 0 {
		return
	}
	switch {
	case c.branch.Elected == codes.ByElection && day == c.branch.Founded:
		l.election(c, codes.ElectionFounding, day, nth)
	case c.branch.Elected == codes.ByElection:
		l.election(c, codes.ElectionTerm, day, nth)
	case c.branch.Elected == codes.ByAppointment:
		a := &ledger.Appointment{Branch: c.branch.ID, Day: day, Owner: "同意，支持他们兼职做团的工作", OwnerDay: day.AddDays(-9), Street: "同意", StreetDay: day.AddDays(-3),
			Why: "三班倒，团员凑不齐选举的人数", Document: fmt.Sprintf("练团〔%d〕%d号", day.Year(), 40+nth), ElectBy: day.AddMonths(12)}
		for _, p := range c.posts {
			a.Posts = append(a.Posts, p.ID)
		}
		if !l.late && day.AddDays(90) < l.today { // one is late, the others were elected in time
			l.late, a.ElectBy = true, l.today.AddDays(-15)
		} else if a.ElectBy < l.today {
			if e := l.election(c, codes.ElectionAppointed, day.AddMonths(10), nth); e != nil {
				a.Election = e.ID
			}
		}
		l.keep(ledger.Appointments, a)
	}
}

// election enters an election of those who hold the posts, against one who did not win; nil where nobody was left to stand.
func (l *life) election(c *cell, sort string, day value.Date, nth int) *ledger.Election {
	n, taken := len(c.people), map[value.ID]bool{}
	for _, p := range c.posts {
		taken[p.Person] = true
	}
	var beaten *ledger.Member
	for _, m := range c.people {
		if m.Joined.Last() >= day && taken[m.ID] {
			return nil
		}
		if !taken[m.ID] && m.Joined.Last() < day {
			beaten = m
		}
	}
	if beaten == nil || day > l.today {
		return nil
	}
	present := n - n/10
	e := &ledger.Election{Branch: c.branch.ID, Sort: sort, Session: c.branch.Session, Request: fmt.Sprintf("练团请〔%d〕%d号", day.Year(), 1+nth), Requested: day.AddDays(-24), Reply: fmt.Sprintf("练团复〔%d〕%d号", day.Year(), 1+nth),
		Replied: day.AddDays(-11), Day: day, Due: value.CountOf(n), Present: value.CountOf(present), Seats: value.CountOf(len(c.posts)),
		Issued: value.CountOf(present), Received: value.CountOf(present), Valid: value.CountOf(present - nth%2), Void: value.CountOf(nth % 2), Tellers: beaten.Title, Counters: c.people[0].Title}
	if nth != inventFaults {
		e.Report, e.Reported, e.Confirm, e.Confirmed = fmt.Sprintf("练团报〔%d〕%d号", day.Year(), 1+nth), min(day.AddDays(4), l.today), fmt.Sprintf("练团任〔%d〕%d号", day.Year(), 1+nth), min(day.AddDays(16), l.today)
	}
	l.keep(ledger.Elections, e)
	for i, p := range c.posts {
		got := present - 1 - i%2
		l.keep(ledger.Candidates, &ledger.Candidate{Election: e.ID, Person: p.Person, Duty: p.Duty, Consulted: "企业负责人、团员青年", For: value.CountOf(got), Against: value.CountOf(0), Abstained: value.CountOf(present - 1 - got)})
	}
	l.keep(ledger.Candidates, &ledger.Candidate{Election: e.ID, Person: beaten.ID, Duty: c.posts[len(c.posts)-1].Duty, Consulted: "团员青年", For: value.CountOf(present / 4), Against: value.CountOf(present / 4)})
	return e
}

// moves are those who came and went, and what was decided about a few.
func (l *life) moves(cells []*cell) {
	letter, open := 0, []int{4, 48, 210}
	for i, c := range cells {
		for _, m := range c.gone {
			if m.State != codes.MemberMoved || m.StateFrom.DayOfMonth() == 0 {
				continue
			}
			letter++
			end := m.StateFrom
			l.keep(ledger.Transfers, &ledger.Transfer{Member: m.ID, Way: codes.TransferOut, Other: "外区练习街道团工委", Direction: "1", Why: "1", Stage: codes.TransferDone, Begun: end.AddDays(-20), OutBranch: end.AddDays(-16),
				OutUpper: end.AddDays(-12), InBranch: end.AddDays(-5), InUpper: end.AddDays(-2), Ended: end, Letter: strconv.Itoa(end.Year()) + fmt.Sprintf("%03d", letter)})
		}
		free := c.free()
		if len(free) < 5 {
			continue
		}
		came := l.ago(60, 200)
		if i%3 == 0 {
			l.keep(ledger.Transfers, &ledger.Transfer{Member: free[0].ID, Way: codes.TransferIn, Other: "练习县第一中学团委", Direction: "1", Why: "1", Stage: codes.TransferDone, Begun: came, OutBranch: came.AddDays(2), OutUpper: came.AddDays(4),
				InBranch: came.AddDays(6), InUpper: came.AddDays(8), Ended: came.AddDays(8)})
		}
		if i < len(open) {
			begun := l.today.AddDays(-open[i])
			l.keep(ledger.Transfers, &ledger.Transfer{Member: free[1].ID, Way: codes.TransferOut, Other: "练习市开发区团工委", Direction: "2", Why: "1", Stage: "3", Begun: begun, OutBranch: begun.AddDays(2)})
		}
		l.measures(free[2:], i)
	}
}

// free are those on the roll who hold no post.
func (c *cell) free() (free []*ledger.Member) {
	for _, m := range c.people {
		held := false
		for _, p := range c.posts {
			held = held || p.Person == m.ID
		}
		if !held {
			free = append(free, m)
		}
	}
	return free
}

// measures are decided about a few: a warning, a watch that is over, somebody lost, and one that waits for approval.
func (l *life) measures(free []*ledger.Member, nth int) {
	day := l.ago(300, 20)
	m := &ledger.Measure{Member: free[0].ID, Day: day, Due: value.CountOf(12), Present: value.CountOf(11), Favour: value.CountOf(10), ApprovedBy: "社区团委", Document: fmt.Sprintf("练团〔%d〕%d号", day.Year(), 60+nth), Approved: day.AddDays(20)}
	switch nth {
	case 0:
		m.Sort, m.Why = "4", "多次无故不参加组织生活"
	case 1:
		m.Sort, m.Why, m.From, m.Until = codes.MeasureWatch, "违反厂规，造成损失", day.AddDays(20), day.AddDays(20).AddMonths(6)
	case 2:
		m.Sort, m.Why, m.Approved, m.ApprovedBy, m.Document, m.Day = codes.MeasureDetached, "连续六个月不交团费、不过组织生活", 0, "", "", l.ago(30, 10)
	case 3:
		lost := l.ago(70, 10)
		m = &ledger.Measure{Member: free[0].ID, Sort: codes.MeasureLost, Day: lost, Why: "电话停机，六个月没有联系上", From: lost, Until: lost.AddMonths(6), Attempts: lost.String() + " 打电话，停机\n" + lost.AddDays(28).String() + " 到住处找，已搬走"}
	default:
		return
	}
	l.keep(ledger.Measures, m)
}

// visits are those of the community to its enterprises, and the talks about the charter there.
func (l *life) visits(firms []*ledger.Enterprise) {
	var rally []value.ID
	for i, e := range firms[:min(40, len(firms))] {
		if e.Visited == 0 {
			continue
		}
		v := &ledger.Visit{Enterprise: e.ID, Community: e.Community, Day: e.Visited, Sort: []string{"1", "2", "3"}[i%3], Went: l.inv.keeper, Content: inventTalks[i%len(inventTalks)], Attitude: e.Attitude, Staff: e.Staff, Under35: e.Under35, Under28: e.Under28}
		if i%4 == 1 {
			v.Next, v.NextBy = "再去一次，商量建团的日子", v.Day.AddDays(40)
		}
		if trouble := inventTroubles[i/7%len(inventTroubles)]; i%7 == 3 {
			v.Problem, v.Due = trouble.problem, v.Day.AddDays(30)
			if v.Result = trouble.result; v.Result != "" {
				v.Settled = min(v.Day.AddDays(14), l.today)
			} else if i%2 == 0 {
				v.Due = l.today.AddDays(12)
			}
		}
		l.keep(ledger.Visits, v)
		if i < 10 {
			rally = append(rally, e.ID)
		}
		if i%2 == 0 || l.everybody {
			l.keep(ledger.Meetings, &ledger.Meeting{Sort: codes.MeetingCharter, Day: v.Day, Title: "给青年工人讲团章", Enterprises: []value.ID{e.ID}, Place: "车间休息室", Speaker: l.inv.keeper, Present: value.CountOf(6 + l.rng.IntN(20)), Rest: codes.Yes})
		}
	}
	l.keep(ledger.Meetings, &ledger.Meeting{Sort: codes.MeetingRally, Day: l.ago(200, 60), Title: "企业负责人座谈，讲建团的好处", Enterprises: rally, Place: "社区会议室", Chair: l.inv.keeper, Due: value.CountOf(len(rally)), Present: value.CountOf(len(rally) - len(rally)/4)})
}

// thoughts are talks with the young of the branches about what they have on their minds.
func (l *life) thoughts(cells []*cell) {
	for i, c := range cells {
		if len(c.people) > 0 {
			l.keep(ledger.Visits, &ledger.Visit{Branch: c.branch.ID, Community: c.branch.Community, Sort: "5", Day: l.ago(20+7*(i%6), 5), Went: l.inv.keeper, Talked: []value.ID{c.people[0].ID}, Content: "和团员谈心", Thought: reportThoughts[i%len(reportThoughts)]})
		}
	}
}

// youths are young workers who are no members, and how far some of them are on the way into the League.
func (l *life) youths(cells []*cell, firms []*ledger.Enterprise) {
	for i, e := range firms[:min(16, len(firms))] {
		born := l.today.Year() - 18 - l.rng.IntN(8)
		y := &ledger.Youth{Title: l.inv.called(l.rng), Sex: []string{"1", "2"}[i%2], Born: value.CountOf(born), Enterprise: e.ID, Phone: fmt.Sprintf("170%08d", l.rng.IntN(100000000)), Wish: []string{codes.Yes, codes.Yes, codes.No}[i%3], Skills: []string{"吹笛子", "篮球", "书法", ""}[i%4]}
		y.Title = fitting(y.Title, y.Sex)
		l.keep(ledger.Youths, y)
		if i < len(cells) && y.Wish == codes.Yes {
			l.applicant(cells[i], y, i)
		}
	}
	for _, c := range cells { // one has joined
		for _, m := range c.people {
			met := m.Joined.First().AddDays(13)
			if free := c.free(); m.Joined.AddMonths(40) > l.today && m.BornOn().YearsTo(met.AddMonths(-8)) >= l.rules.AgeJoin && len(free) > 3 {
				a := l.steps(c, met, 7)
				a.Title, a.Born, a.Number, a.Member = m.Title, m.BornOn(), m.DevNumber, m.ID
				l.keep(ledger.Applicants, a)
				return
			}
		}
	}
}

// applicant enters a young worker who wants to join, one stage further than the one before.
func (l *life) applicant(c *cell, y *ledger.Youth, nth int) {
	stage := 1 + nth%6
	a := l.steps(c, l.today.AddDays(45*(6-stage)-20), stage)
	a.Title, a.Youth = y.Title, y.ID
	born, _ := y.Born.Value()
	a.Born = value.Day(born, 1+nth%12, 9)
	l.keep(ledger.Applicants, a)
}

// steps are the days of the stages of somebody who is, or would be, admitted on a day.
func (l *life) steps(c *cell, met value.Date, stage int) *ledger.Applicant {
	a := &ledger.Applicant{Branch: c.branch.ID, Stage: strconv.Itoa(stage), Hours: value.CountOf([]int{0, 4, 8, 10, 10, 12, 12}[stage-1])}
	for i, at := range []*value.Date{&a.Applied, &a.Active, &a.Target, &a.Reviewed, &a.Form, &a.Met, &a.Approved}[:stage] {
		*at = min(met.AddDays([]int{-230, -190, -80, -50, -30, 0, 14}[i]), l.today)
	}
	on := min(met, l.today)
	free := slices.DeleteFunc(c.free(), func(m *ledger.Member) bool { return !m.OnRoll() || !m.OnRollOn(on) })
	if stage > 4 && len(free) > 3 {
		a.Introducers = []value.ID{free[0].ID, free[1].ID}
	}
	if n := len(c.people); stage > 5 {
		a.Due, a.Present, a.Favour = value.CountOf(n), value.CountOf(n-n/9), value.CountOf(n-n/9)
	}
	return a
}
