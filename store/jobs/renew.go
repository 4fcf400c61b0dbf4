package jobs

import (
	"cmp"
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// Elects says that an organisation may hold an election of a sort now: it has members where it is a branch, and after an
// appointment it waits for one.
func Elects(v *records.View, o *ledger.Branch, sort string) bool {
	nobody := o.Type == codes.BranchCell && rules.Roll(v).Branch[o.ID] == 0
	return elects(o) && !nobody && (sort != codes.ElectionAppointed || Appointed(v, o))
}

// elects says that an organisation holds elections of its own.
func elects(o *ledger.Branch) bool {
	return o.Live() && !o.Received() && o.State != codes.BranchPlanned && o.Type != codes.BranchOrgan && o.Type != codes.BranchWorking && o.Sort != codes.SortTemporary
}

// Renewals are the elections of one sort that are under way here; of those after an appointment also what was appointed and
// has not elected.
func Renewals(b *store.Book, sort string) (all []Waiting) {
	v := b.Today()
	open := map[value.ID]bool{}
	for e := range records.All[*ledger.Election](v, ledger.Elections) {
		if e.Sort == sort && !e.Head().Received() && e.Confirmed == 0 && !past(v, e) {
			open[e.Branch] = true
		}
	}
	if sort == codes.ElectionAppointed {
		for a := range records.All[*ledger.Appointment](v, ledger.Appointments) {
			if !a.Received() && rules.ClosedBy(v, a) == nil {
				open[a.Branch] = true
			}
		}
	}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if !open[o.ID] || !elects(o) {
			continue
		}
		if p, err := Resume(b, o.ID, sort); err == nil && p.Stage() != StageDone {
			all = append(all, p.waiting())
		}
	}
	return all
}

// leaving are the posts that end with the election, as they are after it: all of the committee's with a new term and after an
// appointment; with a vacancy only what the new ones held or take over. They end the day on which the new begin.
func (p *Poll) leaving(won []int) (ends []rules.Passing) {
	day := p.Election.Day
	for q := range records.All[*ledger.Post](p.view, ledger.Posts) {
		over := q.Branch != p.Branch.ID || q.Received() || q.From.First() >= day.First() || q.To != 0 && q.To.Last() <= day.Last()
		if over || !ledger.Seat(q.Duty) || p.sort == codes.ElectionVacancy && !p.taken(q, won) {
			continue
		}
		now := *q
		now.To = day
		if now.EndWhy == "" {
			now.EndWhy = codes.ElectionSorts.Label(p.sort)
		}
		ends = append(ends, rules.Passing{Was: q, Now: &now})
	}
	return ends
}

// taken says that a post goes with those who are elected to a vacancy: it is one of theirs, or the secretary's and there is a
// new one.
func (p *Poll) taken(q *ledger.Post, won []int) bool {
	for _, i := range won {
		if s := p.Standing[i]; s.Candidate.Person == q.Person || s.Duty == codes.DutySecretary && q.Duty == codes.DutySecretary {
			return true
		}
	}
	return false
}

// Electable are the organisations that may hold an election, those whose term ends first in front; after an appointment those
// that were appointed.
func Electable(b *store.Book, sort string) []Place {
	v := b.Today()
	basis := v.Basis()
	var all []*ledger.Branch
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if Elects(v, o, sort) {
			all = append(all, o)
		}
	}
	end := func(o *ledger.Branch) value.Date {
		if day := rules.TermEnd(o, basis); day != 0 {
			return day
		}
		return value.Day(9999, 1, 1)
	}
	empty := map[value.ID]string{} // of a by-election: those with a vacancy first
	if sort == codes.ElectionVacancy {
		for _, o := range all {
			empty[o.ID] = VacancyText(v, o)
		}
	}
	slices.SortStableFunc(all, func(x, y *ledger.Branch) int {
		return cmp.Or(cmp.Compare(boolInt(empty[x.ID] == ""), boolInt(empty[y.ID] == "")), cmp.Compare(end(x), end(y)))
	})
	places := make([]Place, len(all))
	for i, o := range all {
		hint := people(rules.Roll(v).Branch[o.ID])
		if day := rules.TermEnd(o, basis); day != 0 {
			hint = day.String() + " 届满　" + hint
		}
		if empty[o.ID] != "" {
			hint = "缺 " + empty[o.ID] + "　" + hint
		}
		places[i] = Place{o.ID, o.Name(), hint}
	}
	return places
}

// Appointed says that an organisation waits for its election after an appointment.
func Appointed(v *records.View, o *ledger.Branch) bool {
	if o.State == codes.BranchAppointed {
		return true
	}
	for a := range records.All[*ledger.Appointment](v, ledger.Appointments) {
		if a.Branch == o.ID && rules.ClosedBy(v, a) == nil {
			return true
		}
	}
	return false
}

// A Vacancy is a duty of an organisation that nobody has now, and who left it last and when.
type Vacancy struct {
	Duty string
	Last *ledger.Post // nil where nobody ever had it
}

// Vacancies are the seats of an organisation's committee that were held in its present term and are not now, and that of the
// secretary where there is none.
func Vacancies(v *records.View, o *ledger.Branch) (all []Vacancy) {
	held, last := map[string]int{}, map[string][]*ledger.Post{}
	for q := range records.All[*ledger.Post](v, ledger.Posts) {
		switch {
		case q.Branch != o.ID || !ledger.Seat(q.Duty):
		case rules.Held(v, q):
			held[q.Duty]++
		case q.To != 0 && q.To.Last() <= v.Basis().Today && o.TermFrom != 0 && q.To.First() > o.TermFrom.First():
			last[q.Duty] = append(last[q.Duty], q)
		}
	}
	if held[codes.DutySecretary] == 0 && last[codes.DutySecretary] == nil {
		all = append(all, Vacancy{Duty: codes.DutySecretary})
	}
	for _, item := range codes.Duties.Items() {
		if gone := last[item.Code]; held[item.Code] == 0 && len(gone) > 0 {
			all = append(all, Vacancy{item.Code, slices.MaxFunc(gone, func(a, b *ledger.Post) int { return cmp.Compare(a.To, b.To) })})
		}
	}
	return all
}

// Wanted is the duty for which the next candidate of a by-election most likely stands: the first vacancy that nobody stands for;
// "" where there is none.
func (p *Poll) Wanted() string {
	if p.sort != codes.ElectionVacancy {
		return ""
	}
	for _, vacancy := range Vacancies(p.view, p.Branch) {
		if !slices.ContainsFunc(p.Standing, func(s Stand) bool { return s.Duty == vacancy.Duty }) {
			return vacancy.Duty
		}
	}
	return ""
}

// VacancyText says in words which seats of an organisation are empty; "" for none that the ledger knows.
func VacancyText(v *records.View, o *ledger.Branch) string {
	var parts []string
	for _, vacancy := range Vacancies(v, o) {
		text := codes.Duties.Label(vacancy.Duty)
		if q := vacancy.Last; q != nil {
			text += "（" + v.Name(ledger.Members, q.Person) + " " + q.To.String() + " 离任）"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "、")
}
