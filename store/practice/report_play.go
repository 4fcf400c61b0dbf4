package practice

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// A player does in one community's ledger what the report tells, by the jobs of an office, in the order of its days.
type player struct {
	b      *store.Book
	inv    *inventor
	place  ReportPlace
	on     When
	today  value.Date
	agenda []step // what is still to be done, the oldest day first

	home   *ledger.Community
	firms  []*ledger.Enterprise
	league *ledger.Branch
	cells  []*ledger.Branch // as they are founded
	survey value.ID
}

// A step is what is done so many days ago.
type step struct {
	ago int
	do  func() error
}

// PlayCommunity does in a community's ledger what the report tells of it: finds out about its enterprises, calls their heads together,
// explains the charter, founds branches by election or appointment, asks the young and helps them.
func PlayCommunity(b *store.Book, place ReportPlace, on When, seed uint64) error {
	return newPlayer(b, place, on, seed).until(b.Basis().Today)
}

// newPlayer has everything before it.
func newPlayer(b *store.Book, place ReportPlace, on When, seed uint64) *player {
	p := &player{b: b, place: place, on: on, today: b.Basis().Today, inv: newInventor(rand.New(rand.NewPCG(seed, 20260119)), b.Basis().Today)}
	p.at(500, p.rosters)
	for i, f := range place.firms {
		if f.lively { // it was there before the report begins
			p.at(480, func() error { return p.visit(i) })
			p.at(f.founded, func() error { return p.found(i) })
			p.year(i)
		}
	}
	p.at(290, func() error { return p.each(p.visit) })
	if place.league {
		p.at(250, func() error { return p.rally(codes.MeetingRally) })
		p.at(240, func() error { return p.rally(codes.MeetingCharter) })
		for i, f := range place.firms {
			if f.founded > 0 && !f.lively {
				p.at(f.founded, func() error { return p.found(i) })
			}
		}
		p.afterwards()
	}
	slices.SortStableFunc(p.agenda, func(x, y step) int { return y.ago - x.ago })
	return p
}

// at puts something on the agenda.
func (p *player) at(days int, do func() error) { p.agenda = append(p.agenda, step{days, do}) }

// until does what was to be done by a day.
func (p *player) until(day value.Date) error {
	for len(p.agenda) > 0 {
		next := p.agenda[0]
		then := p.today.AddDays(-next.ago)
		if then > day {
			return nil
		}
		if err := p.on(then, next.do); err != nil {
			return err
		}
		p.agenda = p.agenda[1:]
	}
	return nil
}

// each does something for every enterprise.
func (p *player) each(do func(i int) error) error {
	for i := range p.firms {
		if err := do(i); err != nil {
			return err
		}
	}
	return nil
}

// firm is an enterprise as it is now.
func (p *player) firm(i int) *ledger.Enterprise {
	return p.b.Today().Get(ledger.Enterprises, p.firms[i].ID).(*ledger.Enterprise)
}

// write enters records.
func (p *player) write(all ...ledger.Record) error {
	_, err := p.b.Do(store.Intent{Deed: "practice", Rows: len(all)}, func(t *store.Turn) error {
		w := writer{turn: t}
		for _, r := range all {
			w.put(ledger.KindFor(r), r)
		}
		return w.err
	})
	return err
}

// rosters enter what the community knew before it began: itself, its enterprises with little beside their names, their members,
// and its League committee.
func (p *player) rosters() error {
	_, err := p.b.Do(store.Intent{Deed: "practice"}, func(t *store.Turn) error {
		w := writer{turn: t}
		was, _ := t.View().Own().(*ledger.Community)
		home := &ledger.Community{Title: p.place.Name}
		if was != nil {
			home = ledger.Communities.Clone(was).(*ledger.Community)
		}
		home.Code, home.Sort, home.Street, home.Chief, home.Phone, home.League = p.place.Code, p.place.Sort, ReportStreet, p.inv.name(), "0739-53200"+p.place.Code[10:], codes.No
		if p.place.league {
			home.League, home.Pilot, home.PilotFrom = codes.Yes, "街道团组织格局创新", p.today.AddDays(-300)
		}
		home.People = value.CountOf(3600 + 140*len(p.place.firms))
		if was != nil {
			w.err = t.Put(ledger.Communities, was, home)
		} else {
			w.put(ledger.Communities, home)
		}
		p.home = home
		for _, f := range p.place.firms {
			e := &ledger.Enterprise{Title: f.name, Community: home.ID, Sort: f.sort, Credit: p.inv.credit(), Registration: f.registration, NonPublic: codes.Yes, Industry: f.industry, AboveScale: codes.No, Zone: f.zone, Address: pick(p.inv, inventRoads) + strconv.Itoa(1+p.inv.rng.IntN(200)) + "号",
				Boss: p.inv.name(), Phone: p.inv.phone(), Business: codes.BusinessOpen, Founding: codes.FoundingUnknown, Reformed: codes.No, Former: f.former}
			if f.sort == "" {
				e.Sort = "1"
			}
			if f.sort == "3" {
				e.NonPublic = codes.No
			}
			if f.scaled {
				e.AboveScale = codes.Yes
			}
			if f.former != "" {
				e.Reformed, e.ReformedOn = codes.Yes, value.Day(2003+len(p.firms), 6, 0)
			}
			w.put(ledger.Enterprises, e)
			p.firms = append(p.firms, e)
			for range f.members {
				w.put(ledger.Members, p.member(e))
			}
		}
		if p.place.league {
			p.league = &ledger.Branch{Title: "共青团" + ReportStreet + p.place.Name + "委员会", Short: p.place.Name + "团委", Type: codes.BranchLeague, Sort: codes.SortCommunity, Community: home.ID, Field: "14",
				Founded: p.today.AddDays(-500), FoundedDoc: "街团工委〔" + strconv.Itoa(p.today.AddDays(-500).Year()) + "〕1号", Session: value.CountOf(1), TermFrom: p.today.AddDays(-500), TermYears: value.CountOf(3), Elected: codes.ByElection, State: codes.BranchNormal}
			for i, f := range p.place.firms {
				if f.founded == 0 {
					p.league.Leads = append(p.league.Leads, p.firms[i].ID)
				}
			}
			p.league.Around = map[string]string{"塔北社区": "西湖社区的西湖食品、资江社区的资江物流", "五一社区": "松坡社区的松坡科技、昭陵箱包"}[p.place.Name]
			w.put(ledger.Branches, p.league)
		}
		return w.err
	})
	return err
}

// member makes up somebody who works in an enterprise and is in no branch yet.
func (p *player) member(e *ledger.Enterprise) *ledger.Member {
	m := p.inv.member(100*len(p.firms)+len(p.inv.ids)%5, &ledger.Branch{Enterprises: []value.ID{e.ID}})
	born := p.today.AddYears(-19 - p.inv.rng.IntN(6)).AddDays(-p.inv.rng.IntN(300))
	joined := born.AddYears(15)
	m.IDNumber, m.Joined, m.DevNumber = p.inv.idNumber(born), value.Day(joined.Year(), joined.Month(), 0), ""
	if joined.Year() >= 2017 {
		m.DevNumber = strconv.Itoa(joined.Year()) + "43" + p.place.Code[9:] + strconv.Itoa(101+p.inv.devs)
		p.inv.devs++
	}
	m.Standing, m.Party, m.Drift, m.DriftFrom, m.DriftOrg, m.State, m.StateFrom, m.StateWhy = codes.StandingLeague, 0, "", 0, "", codes.MemberNormal, 0, ""
	if p.inv.rng.IntN(9) == 0 {
		m.Drift, m.DriftFrom, m.DriftOrg = codes.DriftIn, p.today.AddDays(-420), "原籍团支部"
	}
	m.Phone = p.inv.phone()
	return m
}

// visit finds out about an enterprise: who is there, what its head thinks.
func (p *player) visit(i int) error {
	f := p.place.firms[i]
	c, err := jobs.CallOn(p.b, p.firms[i].ID)
	if err != nil {
		return err
	}
	v := c.Visit
	v.Went, v.Content, v.Attitude = p.home.Chief, "和负责人谈建团，摸清职工、青年和团员", "2"
	v.Staff, v.Under35, v.Under28, v.Members = value.CountOf(f.staff), value.CountOf(f.young), value.CountOf(max(f.members, f.young/2)), value.CountOf(f.members)
	if f.against {
		v.Attitude, v.Problem, v.Due = "3", "负责人怕耽误生产，不愿意建团", v.Day.AddDays(60)
	}
	c.Founding, _ = c.Proposed()
	if c.Founding == codes.FoundingDue {
		c.Why = "9"
		if f.against {
			c.Why = "2"
		}
	}
	_, err = c.Save()
	return err
}

// rally calls the heads of all enterprises together, or explains the charter in all of them in their rest time.
func (p *player) rally(sort string) error {
	r, err := jobs.RallyOf(p.b, value.ID{})
	if err != nil {
		return err
	}
	m := r.Meeting
	m.Sort, m.Rest, m.Place, m.Speaker = sort, codes.Yes, p.place.Name+"会议室", p.home.Chief
	m.Title, m.Content = "各单位负责人动员会", "团建能留住优秀员工，培训业务技能，组织学习"
	if sort == codes.MeetingCharter {
		m.Title, m.Content, m.Place = "利用休息时间讲解团章", "团章第一章，团员的权利和义务", "各单位休息室"
	}
	for i := range r.Rows {
		r.Ask(i, true)
		r.Think(i, "1")
	}
	_, err = r.Save()
	return err
}

// found founds a branch: by election, or by appointment where there are no conditions for one; on its day the flag, the booklets and
// the badges are given and the oath is taken.
func (p *player) found(i int) error {
	f, e, today := p.place.firms[i], p.firm(i), p.b.Basis().Today
	poll, err := jobs.Found(p.b, e.ID)
	if err != nil {
		return err
	}
	passes := func(at jobs.Stage) bool {
		if stops := poll.Stops(at); len(stops) > 0 {
			err = store.Refuse(e.Title + "：" + stops[0])
			return false
		}
		poll.Passed = at
		return true
	}
	if !passes(jobs.StageUnits) {
		return err
	}
	poll.Name()
	if p.league != nil {
		poll.Branch.Superior = p.league.ID
	}
	mark := "〔" + strconv.Itoa(today.Year()) + "〕" + strconv.Itoa(i+1) + "号"
	poll.Election.Request, poll.Election.Requested, poll.Election.Reply, poll.Election.Replied = "请"+mark, today.AddDays(-20), "街团批"+mark, today.AddDays(-10)
	voters, stands := poll.Voters(), 1
	if !f.appoint {
		stands = 2
		if len(voters) >= p.b.Basis().Rules.CommitteeFrom {
			stands = p.b.Basis().Rules.CommitteeMin + 1
		}
	}
	for n, m := range voters[:min(stands, len(voters))] {
		poll.Stand(m.ID, []string{codes.DutySecretary, "3", "4", "3"}[n%4], "企业负责人、团员青年")
	}
	poll.Seats()
	if !passes(jobs.StageNames) || !passes(jobs.StageCandidates) {
		return err
	}
	if poll.Appointing = f.appoint; f.appoint {
		a := poll.Appointment
		a.Owner, a.Street, a.Why, a.Day, a.ElectBy, a.Document = "同意", "同意", "三班倒，暂不具备选举条件，待条件成熟后再选举", today, today.AddMonths(9), "街团任"+mark
		a.OwnerDay, a.StreetDay = today.AddDays(-6), today.AddDays(-3)
	} else {
		poll.Prefill()
		seats, _ := poll.Election.Seats.Value()
		n := value.CountOf(len(voters))
		poll.Election.Present, poll.Election.Issued, poll.Election.Received, poll.Election.Valid, poll.Election.Void = n, n, n, n, value.CountOf(0)
		for at := range poll.Standing {
			poll.Standing[at].Candidate.For = value.CountOf(len(voters) - 1)
			if at >= seats {
				poll.Standing[at].Candidate.For = value.CountOf(1)
			}
		}
	}
	if !passes(jobs.StageBallots) {
		return err
	}
	if !f.appoint {
		if !passes(jobs.StageResult) {
			return err
		}
		poll.Election.Report, poll.Election.Reported, poll.Election.Confirm, poll.Election.Confirmed = "报"+mark, today, "街团任"+mark, today
	}
	poll.Celebrate()
	poll.Meeting.Place, poll.Meeting.Content = "职工活动室", "宣布批复，授团旗，发团章和团徽，高举团旗宣誓"
	if !passes(jobs.StageDay) {
		return err
	}
	if _, err = poll.Save(); err != nil {
		return err
	}
	p.cells = append(p.cells, p.b.Today().Get(ledger.Branches, poll.Branch.ID).(*ledger.Branch))
	return nil
}

// meet writes down one meeting of a branch with who was there.
func (p *player) meet(o *ledger.Branch, sort, title string) error {
	if o == nil {
		return store.Refuse("练习的支部还没有建。")
	}
	a, err := jobs.Attend(p.b, o.ID, sort)
	if err != nil {
		return err
	}
	if n := len(a.Rows); n > 4 {
		a.Rows[n-1].Came = false
	}
	m := a.Record()
	m.Title, m.Place = title, "职工活动室"
	if sort == codes.MeetingLesson {
		m.Hours = value.CountOf(2)
	}
	return p.write(m)
}

// year is what the branch of an enterprise holds that works as it should: all that the rules ask of twelve months.
func (p *player) year(firm int) {
	meet := func(ago int, sort string) {
		p.at(ago, func() error { return p.meet(p.cellOf(firm), sort, pick(p.inv, inventThemes[sort])) })
	}
	for month := range 12 {
		ago := 345 - 30*month
		meet(ago, codes.MeetingTheme)
		meet(ago-4, codes.MeetingCommittee)
		if month%3 == 1 {
			meet(ago-8, codes.MeetingGeneral)
			meet(ago-9, codes.MeetingLesson)
		}
	}
	meet(13, codes.MeetingLife)
}

// cellOf is the branch of an enterprise, nil before it is founded.
func (p *player) cellOf(firm int) *ledger.Branch {
	for _, o := range p.cells {
		if slices.Contains(o.Enterprises, p.firms[firm].ID) {
			return o
		}
	}
	return nil
}
