package practice

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// lives is what the report does not tell of and an office writes down all the same: the young who are no members, who wants to
// join, who comes and goes, dues, and how members and branches were judged. A few of each.
func (p *player) lives() {
	p.at(135, p.youths)
	p.at(80, p.moves)
	for _, ago := range []int{200, 110, 20} {
		p.at(ago, p.dues)
	}
	p.at(9, p.judged)
}

// roll are the members of a branch, in the order in which they were written down.
func (p *player) roll(branch value.ID) (all []*ledger.Member) {
	for m := range records.All[*ledger.Member](p.b.Today(), ledger.Members) {
		if m.Branch == branch && m.OnRoll() {
			all = append(all, m)
		}
	}
	return all
}

// free are those of a branch who hold no post.
func (p *player) free(branch value.ID) (all []*ledger.Member) {
	held := map[value.ID]bool{}
	for o := range records.All[*ledger.Post](p.b.Today(), ledger.Posts) {
		held[o.Person] = true
	}
	for _, m := range p.roll(branch) {
		if !held[m.ID] {
			all = append(all, m)
		}
	}
	return all
}

var inventSkills = []string{"吹笛子", "篮球", "书法", "", "面点"}

// youths are young workers of the enterprises that have a branch; the first two want to join, one is further than the other.
func (p *player) youths() error {
	today := p.b.Basis().Today
	var all []ledger.Record
	var wish []*ledger.Youth
	for i, o := range p.cells {
		y := &ledger.Youth{Sex: []string{woman, man}[i%2], Born: value.CountOf(today.Year() - 19 - i%5), Enterprise: o.Enterprises[0], Phone: p.inv.phone(), Wish: codes.No, Skills: inventSkills[i%len(inventSkills)]}
		y.Title = fitting(p.inv.name(), y.Sex)
		if i < 2 {
			y.Wish = codes.Yes
			wish = append(wish, y)
		}
		all = append(all, y)
	}
	if err := p.write(all...); err != nil {
		return err
	}
	all = nil
	for i, y := range wish {
		born, _ := y.Born.Value()
		a := &ledger.Applicant{Title: y.Title, Youth: y.ID, Branch: p.cells[i].ID, Born: value.Day(born, 3+i, 12), Stage: []string{"1", "2"}[i], Applied: today.AddDays(-60 - 40*i), Hours: value.CountOf(4 * i)}
		if i == 1 {
			a.Active = today.AddDays(-50)
		}
		all = append(all, a)
	}
	return p.write(all...)
}

// moves are one who came from the school of the place, one whose leaving is under way, and one who cannot be found.
func (p *player) moves() error {
	first := p.free(p.cells[0].ID)
	if len(first) < 4 {
		return nil
	}
	today := p.b.Basis().Today
	came := today.AddDays(-14)
	in := &ledger.Transfer{Member: first[0].ID, Way: codes.TransferIn, Other: "城东中学团委", Direction: "1", Why: "1", Stage: codes.TransferDone, Begun: came.AddDays(-9), OutBranch: came.AddDays(-7), OutUpper: came.AddDays(-5),
		InBranch: came.AddDays(-3), InUpper: came, Ended: came}
	out := &ledger.Transfer{Member: first[1].ID, Way: codes.TransferOut, Other: "外区开发区团工委", Direction: "2", Why: "1", Stage: "3", Begun: today.AddDays(-6), OutBranch: today.AddDays(-4)}
	lost := &ledger.Measure{Member: first[2].ID, Sort: codes.MeasureLost, Day: today.AddDays(-3), Why: "电话停机，住处也搬了", From: today.AddDays(-3), Until: today.AddDays(-3).AddMonths(6), Attempts: today.AddDays(-3).String() + " 打电话，停机\n" + today.String() + " 到原来的住处找，已搬走"}
	return p.write(in, out, lost)
}

// dues are what the branches have collected in the year, up to the month before: the first of a community all of it and has handed
// it up, of the others the last member is behind.
func (p *player) dues() error {
	today := p.b.Basis().Today
	for i, o := range p.cells {
		d, err := jobs.DuesOf(p.b, o.ID, today.Year())
		if err != nil {
			return err
		}
		var marks []jobs.DuesMark
		for row := range d.Rows {
			if i > 0 && row == len(d.Rows)-1 {
				continue
			}
			for month := range today.Month() - 1 {
				if d.Rows[row].Months[month].State == jobs.DuesOwed && value.Day(today.Year(), month+1, 28) >= o.Founded {
					marks = append(marks, jobs.DuesMark{Row: row, Month: month, Sort: codes.PaymentPaid})
				}
			}
		}
		if len(marks) == 0 {
			continue
		}
		if _, err := d.Take(d.Payments(marks, today)); err != nil {
			return err
		}
		if d, err = jobs.DuesOf(p.b, o.ID, today.Year()); err != nil {
			return err
		}
		if sum := d.Unsent(); i == 0 && sum != 0 {
			last := value.Day(today.Year(), marks[len(marks)-1].Month+1, 0)
			if _, err := d.HandUp(value.Day(today.Year(), marks[0].Month+1, 0), last, today, sum, "收"+strconv.Itoa(today.Year())+strconv.Itoa(100+today.Month())); err != nil {
				return err
			}
		}
	}
	return nil
}

// judged are the appraisal and the rating of the last year that was old enough: of the first branch, and of what others the
// rules allow one.
func (p *player) judged() error {
	year := p.b.Basis().Today.Year()
	if p.b.Basis().Today.Month() < 10 {
		year--
	}
	a, err := jobs.Appraise(p.b, p.cells[0].ID, year)
	if err != nil {
		return err
	}
	for i := range a.Rows {
		a.Grade(i, codes.GradeGood)
	}
	_, _, most := a.Count()
	for i := range min(most, 2) {
		a.Grade(i, codes.GradeBest)
	}
	if a.Changed() > 0 {
		if _, err := a.Save(); err != nil {
			return err
		}
	}
	r := jobs.Rate(p.b, year)
	for i := range r.Rows {
		if r.Rows[i].Why != "" {
			continue
		}
		for item := range 5 {
			*r.Rows[i].Points(item) = value.CountOf(14 + (i+item)%3)
		}
	}
	if r.Changed() == 0 {
		return nil
	}
	_, err = r.Save()
	return err
}
