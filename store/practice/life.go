package practice

import (
	"math/rand/v2"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// A cell is one branch with its people while a ledger is made up.
type cell struct {
	branch *ledger.Branch
	people []*ledger.Member // on its roll
	gone   []*ledger.Member // who were
	posts  []*ledger.Post
}

// A life writes down what happens in a community: visits, meetings, elections, what is given out, who comes and goes, dues,
// the findings of the last year. Its chance is its own: what else is made up stays as it was before there was any of this.
type life struct {
	inv   *inventor
	rng   *rand.Rand
	today value.Date
	rules *rulebook.Rules
	put   func(kind ledger.Kind, r ledger.Record) error
	err   error // the first
	wrote int   // records

	place     string // of which community, where there are several
	late      bool   // an appointment has waited too long: one is enough
	everybody bool   // the charter was explained in every enterprise
}

// lively says of how many branches everything is written down; of the others only that they met and how they were rated, or a
// large practice ledger would take half as long again to make.
const lively = 12

// inventFaults is the branch that keeps its life badly: what somebody who practises can find and mend.
const inventFaults = 1

func (inv *inventor) lifeOf(t *store.Turn, owner value.ID, seed uint64) *life {
	l := &life{inv: inv, rng: rand.New(rand.NewPCG(seed, 20260113)), today: inv.today, rules: t.View().Basis().Rules}
	l.put = func(kind ledger.Kind, r ledger.Record) error {
		r.Head().Owner = owner
		return t.Put(kind, nil, r)
	}
	return l
}

// keep writes a record down, and nothing more once one could not be.
func (l *life) keep(kind ledger.Kind, r ledger.Record) {
	if l.err == nil {
		l.err = l.put(kind, r)
		l.wrote++
	}
}

// ago is a day some days ago, by a few more or less.
func (l *life) ago(days, give int) value.Date { return l.today.AddDays(-days - l.rng.IntN(give)) }

// goesOn makes up the life of a community. Diligent says of which of its branches all is done that a year asks; given that the
// community itself hands out flags and booklets.
func (l *life) goesOn(cells []*cell, firms []*ledger.Enterprise, whole int, diligent func(nth int) bool, given bool) error {
	if given {
		l.stock(cells[:min(whole, len(cells))])
	}
	for i, c := range cells {
		if i >= whole || len(c.people) == 0 {
			l.briefly(c, i)
			continue
		}
		if given {
			l.founding(c)
		}
		l.leaders(c, i)
		l.meetings(c, i, diligent(i))
		l.dues(c, i)
		l.findings(c, i)
	}
	l.moves(cells[:min(whole, len(cells))])
	l.visits(firms)
	l.thoughts(cells[:min(whole, len(cells))])
	l.youths(cells[:min(whole, len(cells))], firms)
	l.standing(cells[:min(whole, len(cells))], firms)
	l.asks(cells[:min(whole, len(cells))], firms)
	return l.err
}

// briefly is what is known of a branch of which little is written down.
func (l *life) briefly(c *cell, nth int) {
	day := l.ago(5, 60)
	if nth%9 == 8 {
		day = l.ago(120, 30) // has not met in the quarter
	}
	if n := len(c.people); n > 0 && c.branch.Founded < day {
		l.meeting(c, codes.MeetingTheme, day, n, n-n/6, nil)
	}
	l.rated(c, nth)
}

var inventThemes = map[string][]string{
	codes.MeetingGeneral:   {"听取支部工作报告", "讨论本季度的工作安排", "学习上级文件，布置安全生产月活动", "讨论接收新团员的准备"},
	codes.MeetingCommittee: {"研究团课和团日的安排", "检查上月工作，安排下月", "研究团员评议的准备"},
	codes.MeetingLesson:    {"团章第一章", "团员的权利和义务", "青年工人怎样立足岗位", "团史里的青年"},
	codes.MeetingTheme:     {"安全生产知识竞赛", "清扫厂区和社区", "看望社区老人", "岗位技能比武", "读书交流"},
	codes.MeetingLife:      {"年度组织生活会"},
	inventSport:            {"职工羽毛球赛", "趣味运动会"},
}

const (
	inventSport  = "15" // 文体活动
	inventReview = "7"  // 民主评议会
)

// meeting writes down one meeting of a branch. Who was there is named where somebody ticked them.
func (l *life) meeting(c *cell, sort string, day value.Date, due, present int, ticked []*ledger.Member) {
	if day > l.today || day < c.branch.Founded.First() {
		return
	}
	themes := inventThemes[sort]
	m := &ledger.Meeting{Sort: sort, Day: day, Branches: []value.ID{c.branch.ID}, Due: value.CountOf(due), Present: value.CountOf(present), Place: "职工活动室"}
	if len(themes) > 0 {
		m.Title = themes[l.rng.IntN(len(themes))]
	}
	if len(c.posts) > 0 {
		m.Chair = c.name(0)
	}
	if len(c.posts) > 1 {
		m.Recorder = c.name(1)
	}
	if sort == codes.MeetingLesson {
		m.Hours, m.Speaker = value.CountOf(2), m.Chair
	}
	if sort == codes.MeetingGeneral || sort == codes.MeetingTheme {
		m.Rest = codes.Yes
	}
	for i, p := range ticked {
		if i < present {
			m.Came = append(m.Came, p.ID)
		} else {
			m.Missed, m.MissedWhy = append(m.Missed, p.ID), "当班"
		}
	}
	l.keep(ledger.Meetings, m)
}

// name is who holds the nth post of a branch.
func (c *cell) name(nth int) string {
	for _, m := range c.people {
		if m.ID == c.posts[nth].Person {
			return m.Title
		}
	}
	return ""
}

// meetings are those of the last twelve months: of a diligent branch all that a year asks, of others some of it.
func (l *life) meetings(c *cell, nth int, diligent bool) {
	n := len(c.people)
	away := func() int { return n - min(n/3, l.rng.IntN(3)) }
	c.founded(l)
	for month := range 12 {
		day := l.ago(3+30*month, 6)
		quarter := month%3 == 1
		if quarter && (diligent || nth%3 != 2 || month > 6) {
			l.meeting(c, codes.MeetingGeneral, day, n, away(), c.people)
			l.meeting(c, codes.MeetingLesson, day.AddDays(-9), n, away(), nil)
		}
		if diligent || nth%3 == 1 && month%2 == 0 || nth%3 == 2 && month > 4 && month%3 == 0 {
			l.meeting(c, []string{codes.MeetingTheme, codes.MeetingTheme, inventSport}[month%3], day.AddDays(-4), n, away(), nil)
		}
		if diligent && n >= l.rules.CommitteeFrom {
			l.meeting(c, codes.MeetingCommittee, day.AddDays(-1), len(c.posts), len(c.posts), nil)
		}
	}
	if diligent {
		l.meeting(c, codes.MeetingTheme, l.today, n, n, nil)
		l.meeting(c, codes.MeetingTheme, value.Day(l.today.Year(), 1, 9), n, away(), nil)
		l.meeting(c, codes.MeetingLife, value.Day(l.today.Year(), 1, 16), n, away(), nil)
	}
	if nth%3 != 2 {
		l.meeting(c, inventReview, value.Day(l.today.Year()-1, 12, 20), n, n, nil)
	}
	if nth == inventFaults {
		l.meeting(c, codes.MeetingGeneral, l.ago(20, 5), n, n/3, nil) // too few came
	}
}

// founded is the day on which a branch was set up.
func (c *cell) founded(l *life) {
	l.keep(ledger.Meetings, &ledger.Meeting{Sort: codes.MeetingFounding, Day: c.branch.Founded, Title: "团支部成立大会", Branches: []value.ID{c.branch.ID}, Enterprises: c.branch.Enterprises,
		Place: "厂区食堂", Oath: codes.Yes, Content: "宣布批复，授团旗，发团章和团徽，宣誓"})
}

// dues are what the branch collected in the year of the last whole month: a quarter each time. Some are behind, one was let off.
func (l *life) dues(c *cell, nth int) {
	last := value.Day(l.today.Year(), l.today.Month(), 1).AddMonths(-1)
	handed := int64(0)
	for i, m := range c.people {
		due, known := m.Due(l.rules)
		fen, _ := due.Fen()
		from := value.Day(last.Year(), 1, 1)
		from = max(from, m.Joined.MonthStart(), c.branch.Founded.MonthStart())
		if m.DuesSort == codes.DuesVolunteer || !known || m.StayFrom != 0 {
			continue
		}
		until := last
		if nth == inventFaults && i%6 == 5 {
			until = last.AddMonths(-7)
		} else if nth%4 == 2 && i%9 == 8 {
			until = last.AddMonths(-3)
		}
		for from <= until {
			to := min(from.AddMonths(2), until)
			p := &ledger.Payment{Member: m.ID, Branch: c.branch.ID, From: month(from), To: month(to), Sort: codes.PaymentPaid, Day: min(to.AddDays(11), l.today)}
			p.Due = value.MoneyOf(fen * int64(p.Months()))
			p.Paid = p.Due
			if i == 3 && from.Month() == 4 {
				p.Sort, p.Paid, p.Note = codes.PaymentWaived, value.MoneyOf(0), "家庭困难，支部大会同意"
			}
			paid, _ := p.Paid.Fen()
			handed += paid
			l.keep(ledger.Payments, p)
			from = to.AddMonths(1)
		}
	}
	if handed > 0 {
		l.keep(ledger.Payments, &ledger.Payment{Branch: c.branch.ID, From: month(value.Day(last.Year(), 1, 1)), To: month(last), Sort: codes.PaymentUp, Paid: value.MoneyOf(handed / 2),
			Day: min(last.AddDays(20), l.today), Receipt: "收据" + strconv.Itoa(1001+nth)})
	}
}

// month is the month of a day, without the day.
func month(d value.Date) value.Date { return value.Day(d.Year(), d.Month(), 0) }

// findings are the appraisal of each member and the rating of the branch for the year before this one.
func (l *life) findings(c *cell, nth int) {
	year := l.today.Year() - 1
	best := 0
	var judged []*ledger.Member
	for _, m := range c.people {
		if m.Joined.Year() < year {
			judged = append(judged, m)
		}
	}
	most := l.rules.MostBest(len(judged))
	for i, m := range judged {
		a := &ledger.Appraisal{Member: m.ID, Year: value.CountOf(year), Self: "2", Peers: "2", Grade: "2", Registered: codes.Yes, RegisteredOn: value.Day(l.today.Year(), 1, 10), ApprovedBy: "社区团委"}
		if a.RegisteredOn > l.today {
			a.Registered, a.RegisteredOn = "", 0
		}
		switch {
		case best < most && i%3 == 0 || nth == inventFaults && i < most+2 && best <= most:
			a.Grade, a.Peers = codes.GradeBest, codes.GradeBest
			best++
		case i%17 == 16:
			a.Grade, a.Registered, a.RegisteredOn = "3", "", 0
		}
		l.keep(ledger.Appraisals, a)
	}
	l.rated(c, nth)
}

// rated is the rating of a branch that was old enough for one.
func (l *life) rated(c *cell, nth int) {
	year := l.today.Year() - 1
	if c.branch.Founded.AddMonths(l.rules.StarMonths) > value.Day(year, 12, 31) {
		return
	}
	points := []int{19, 18, 17, 15, 16, 13, 18, 19, 11}[nth%9]
	if c.branch.Founded.AddMonths(l.rules.StarHighMonths) > value.Day(year, 12, 31) {
		points = min(points, 15) // too young for more than three stars
	}
	r := &ledger.Rating{Branch: c.branch.ID, Year: value.CountOf(year), Day: value.Day(year, 12, 25)}
	for i, at := range []*value.Count{&r.Team, &r.Members, &r.Life, &r.Order, &r.Role} {
		*at = value.CountOf(min(20, points+(i+nth)%2))
	}
	if sum, _ := r.Points(); nth%5 != 4 {
		r.Reviewed = value.CountOf(sum - nth%3)
	}
	if len(c.posts) > 0 {
		r.Secretary = c.name(0)
	}
	if len(c.people) > 4 {
		r.Deputy = c.people[4].Title
	}
	l.keep(ledger.Ratings, r)
}
