package practice

import (
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// afterwards is what came of it: the checks, the survey with what was done, the doors that were opened, the courses, 四同步.
func (p *player) afterwards() {
	for i, f := range p.place.firms {
		if f.founded > 0 && !f.lively {
			p.at(f.founded-31, func() error { return p.check(i) })
		}
	}
	for i, f := range p.place.firms { // a few have begun, none but one does all
		if f.founded > 0 && !f.lively && i%2 == 1 {
			p.at(120, func() error { return p.meet(p.cellOf(i), codes.MeetingTheme, "清扫厂区") })
			p.at(60, func() error { return p.meet(p.cellOf(i), codes.MeetingGeneral, "讨论下半年的活动") })
		}
	}
	p.asks()
	p.at(105, p.doors)
	p.at(45, p.courses)
	p.at(40, p.party)
	p.lives()
}

// check looks after a branch that is new.
func (p *player) check(i int) error {
	c, err := jobs.CallOn(p.b, p.firms[i].ID)
	if err != nil {
		return err
	}
	c.Visit.Sort, c.Visit.Content, c.Visit.Attitude, c.Visit.Thought = codes.VisitFirm, "看新支部开展活动的情况", "1", pick(p.inv, reportThoughts)
	c.Visit.Branch = p.cellOf(i).ID
	c.Founding = ""
	_, err = c.Save()
	return err
}

// asks asks the young of all branches what they need, keys what came back and makes problems of what is needed most.
func (p *player) asks() {
	p.at(150, func() error {
		c := jobs.NewCanvass(p.b, ledger.SurveyForms()[0])
		c.Survey.Until, c.Survey.By = p.b.Basis().Today.AddDays(25), "各企业团支部书记"
		var err error
		if p.survey, err = c.Save(jobs.CanvassForm, c.Survey); err != nil {
			return err
		}
		if c, err = jobs.CanvassOf(p.b, p.survey); err != nil {
			return err
		}
		for i := range c.Rows {
			c.Rows[i].Given = c.Rows[i].Members + 4
		}
		_, err = c.Save(jobs.CanvassGive, c.Record())
		return err
	})
	p.at(128, func() error {
		for _, o := range p.cells {
			if err := p.key(o); err != nil {
				return err
			}
		}
		return nil
	})
	p.at(124, p.raise)
	for _, ago := range []int{122, 104, 90} { // who handles it, what was done, whether it helped
		p.at(ago, p.solve)
	}
}

// key keys what came back from a branch: what most want is something to do after work.
func (p *player) key(o *ledger.Branch) error {
	k, err := jobs.KeySheets(p.b, p.survey, o.ID)
	if err != nil {
		return err
	}
	for range k.Left() - 2 {
		sheet := jobs.Paper{}
		for q, question := range k.Questions {
			pickOne := 1 + p.inv.rng.IntN(len(question.Choices))
			if q == 2 && p.inv.rng.IntN(3) > 0 {
				pickOne = 1
			}
			k.Tick(&sheet, ledger.Tick{Question: q + 1, Choice: pickOne})
		}
		if p.inv.rng.IntN(8) == 0 {
			sheet.Words = pick(p.inv, inventWishes)
		}
		k.Sheets = append(k.Sheets, sheet)
	}
	_, err = k.Save()
	return err
}

// raise makes problems of the four needs that most have.
func (p *player) raise() error {
	sum, err := jobs.TallyOf(p.b, p.survey, value.ID{})
	if err != nil {
		return err
	}
	needs := sum.Needs()
	_, err = sum.Raise(needs[:min(4, len(needs))])
	return err
}

// solve goes one step on with the problems that came of a survey; the last of them waits for who handles it.
func (p *player) solve() error {
	var all []*ledger.Problem
	for q := range records.All[*ledger.Problem](p.b.Today(), ledger.Problems) {
		if q.Survey == p.survey {
			all = append(all, q)
		}
	}
	today := p.b.Basis().Today
	for i, q := range all[:max(0, len(all)-1)] {
		s, err := jobs.SolvingOf(p.b, q.ID)
		if err != nil {
			return err
		}
		d := s.Draft()
		switch step := s.Step(); step {
		case jobs.SolveWho:
			d.Handler = p.place.Name + "团委"
		case jobs.SolveHow:
			d.Done, d.Settled = []string{"请辖区单位免费开放场地", "和劳动局办培训班", "请工会帮扶"}[i%3], today
		case jobs.SolveAsk:
			d.Called, d.Satisfied = today, []string{codes.Satisfied, "2"}[i%2]
		default:
			continue
		}
		if _, err := s.Save(s.Step(), d); err != nil {
			return err
		}
	}
	return nil
}

// doors are what the units open to the young of the community, free.
func (p *player) doors() error {
	var all []ledger.Record
	for i, f := range p.place.firms {
		if f.facility != "" {
			all = append(all, &ledger.Facility{Title: f.facility, Enterprise: p.firms[i].ID, Hours: f.hours, Free: codes.Yes, Capacity: value.CountOf(20 + 10*i), Contact: p.inv.name(), Phone: p.inv.phone(), From: p.b.Basis().Today})
		}
	}
	all = append(all, &ledger.Club{Title: p.place.Name + "青年技工协会", Sort: codes.ClubTrade, Community: p.home.ID, Zone: p.place.firms[len(p.place.firms)-1].zone, Leader: p.inv.name(), Others: value.CountOf(16), Founded: p.b.Basis().Today})
	return p.write(all...)
}

// courses are the five that the report names, with who learnt and where they were recommended; the first of two communities has
// three of them, the other two.
func (p *player) courses() error {
	today, at := p.b.Basis().Today, 0
	courses := []string{"1", "2", "3"}
	if p.place.Name != reportPlaces[0].Name {
		courses = []string{"4", "5"}
	}
	var all []ledger.Record
	for m := range records.All[*ledger.Member](p.b.Today(), ledger.Members) {
		if m.Branch.IsZero() || at == 3*len(courses) {
			continue
		}
		r := &ledger.Referral{Person: m.ID, Course: courses[at%len(courses)], From: today.AddDays(-50), Until: today.AddDays(-12), Finished: codes.Yes, Certificate: "结业证"}
		if at%3 != 2 {
			r.Employer, r.Job, r.Recommended = p.firms[at%len(p.firms)].ID, "技工", today.AddDays(-9)
		}
		if at%3 == 0 {
			r.Result, r.Followed = codes.ReferralHired, today
		}
		all = append(all, r)
		at++
	}
	return p.write(all...)
}

// party is 四同步 of the year: whole of the first branch, begun of the others.
func (p *player) party() error {
	today := p.b.Basis().Today
	s := jobs.SyncOf(p.b, today.Year())
	for i := range s.Rows {
		first := s.Rows[i].ID == p.cells[0].ID
		for step, ago := range []int{35, 30, 12, 4} {
			if day := today.AddDays(-ago); (first || step < 2) && day.Year() == today.Year() {
				*s.Rows[i].Day(step), *s.Rows[i].Evidence(step) = day, []string{"党建工作计划", "党建工作会议记录", "半年检查记录", "年终考核表"}[step]
			}
		}
		if first && s.Rows[i].Now.Done(today) == ledger.SyncSteps {
			s.Rows[i].Now.Score = value.CountOf(92)
		}
	}
	if s.Changed() == 0 {
		return nil
	}
	_, err := s.Save()
	return err
}
