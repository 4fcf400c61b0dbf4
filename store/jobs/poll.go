package jobs

import (
	"cmp"
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Poll is one organisation's way to its officers: founding it (job 3), a new term (job 4), a vacancy, or an election after
// an appointment (job 5). It holds the records as they are to be. Nothing is in the ledger before Save, and how far it has
// come is read off the records by Resume.
type Poll struct {
	Draft
	sort  string
	again bool // the last election came to nothing, and this is the next
	book  *store.Book
	view  *records.View
}

// A Draft is all that is typed of a Poll, for a page that keeps it over a lock.
type Draft struct {
	Branch      *ledger.Branch
	Election    *ledger.Election
	Standing    []Stand
	Struck      []value.ID // candidates that are in the ledger and stand no more
	Appointing  bool       // no election yet: 任命
	Appointment *ledger.Appointment
	Units       []Unit   // of a founding
	Joiners     []Joiner // of a founding
	Meeting     *ledger.Meeting
	Given       [3]value.Count // flags, booklets and badges of the founding day, in the order of Gifts
	Signed      string
	Passed      Stage // gone on from last: what only follows from a stage that was passed is not saved before
}

// A Stand is who stands for a duty, and which duty he has where he is elected.
type Stand struct {
	Candidate *ledger.Candidate
	Duty      string
}

// A Stage is how far a Poll has come.
type Stage uint8

// The stages in their order; a renewal begins with the request, and the founding day is a founding's alone.
const (
	StageUnits Stage = iota
	StageNames
	StageRequest
	StageCandidates
	StageBallots // the election, or the appointment in its stead
	StageResult
	StageDay
	StageReport
	StageDone
)

// Resume goes on with what is under way of a branch in one sort of election, as the records have it, or begins it.
func Resume(b *store.Book, branch value.ID, sort string) (*Poll, error) {
	v := b.Today()
	o, ok := v.Get(ledger.Branches, branch).(*ledger.Branch)
	if !ok || o.Received() {
		return nil, store.Refuse("找不到这个团组织。请重新选一个。")
	}
	p := &Poll{sort: sort, book: b, view: v}
	p.Branch = ledger.Branches.Clone(o).(*ledger.Branch)
	p.Appointment = &ledger.Appointment{Branch: o.ID}
	for a := range records.All[*ledger.Appointment](v, ledger.Appointments) {
		if a.Branch == o.ID && rules.ClosedBy(v, a) == nil && !a.Received() {
			p.Appointment = ledger.Appointments.Clone(a).(*ledger.Appointment)
			p.Appointing = sort == codes.ElectionFounding
		}
	}
	e := p.newest()
	if e == nil {
		p.begin()
	} else {
		p.Election = ledger.Elections.Clone(e).(*ledger.Election)
		p.takeCandidates(e.ID)
		p.repeat()
	}
	if p.Founding() {
		p.Neighbours()
		p.Join()
		p.ceremony()
	}
	return p, nil
}

// newest is the newest election of the organisation in the Poll's sort, nil for none. In a founding that has appointed, it is
// the one that is to follow.
func (p *Poll) newest() (last *ledger.Election) {
	for e := range records.All[*ledger.Election](p.view, ledger.Elections) {
		mine := e.Sort == p.sort || p.Appointing && e.Sort == codes.ElectionAppointed
		if e.Branch == p.Branch.ID && mine && !e.Head().Received() && (last == nil || e.Order > last.Order) {
			last = e
		}
	}
	if last != nil && p.sort != codes.ElectionFounding && p.over(last) {
		return nil
	}
	return last
}

// over says that nothing is left to do about an election: the next of its sort is another one. Of one whose reply nobody has
// written down for a year, nobody will.
func (p *Poll) over(e *ledger.Election) bool {
	ok, _ := rules.Valid(p.view, e)
	return ok && p.seated(e) && (e.Confirmed != 0 || past(p.view, e))
}

// past says that an election was held more than a year ago.
func past(v *records.View, e *ledger.Election) bool {
	return e.Day != 0 && e.Day.Last().AddYears(1) < v.Basis().Today
}

// begin makes the election that is to come.
func (p *Poll) begin() {
	session, known := p.Branch.Session.Value()
	if p.sort == codes.ElectionTerm && known {
		session++
	}
	p.Election = &ledger.Election{Branch: p.Branch.ID, Sort: p.sort}
	if known || p.sort == codes.ElectionFounding {
		p.Election.Session = value.CountOf(max(1, session))
	}
	if p.sort == codes.ElectionAppointed {
		p.proposeAppointed()
	}
}

// proposeAppointed has those who were appointed stand for the duties that they have: mostly they are elected.
func (p *Poll) proposeAppointed() {
	for _, q := range p.Officers() {
		if ledger.Seat(q.Duty) && (q.Elected == codes.ByAppointment || slices.Contains(p.Appointment.Posts, q.ID)) {
			p.Stand(q.Person, q.Duty, "")
		}
	}
}

func (p *Poll) takeCandidates(election value.ID) {
	for c := range records.All[*ledger.Candidate](p.view, ledger.Candidates) {
		if c.Election == election {
			p.Standing = append(p.Standing, Stand{ledger.Candidates.Clone(c).(*ledger.Candidate), c.Duty})
		}
	}
	slices.SortFunc(p.Standing, func(a, b Stand) int { return cmp.Compare(a.Candidate.Order, b.Candidate.Order) })
}

// repeat begins the next election where the last was void or elected nobody: with its request and its candidates, and
// without its numbers. The last stays as it is.
func (p *Poll) repeat() {
	if !p.Held() || p.seated(p.Election) {
		return
	}
	if won, _ := p.Won(); len(won) > 0 || !p.Counted() && len(p.Void()) == 0 {
		return
	}
	was := p.Election
	p.Election = &ledger.Election{Branch: was.Branch, Sort: was.Sort, Session: was.Session, Request: was.Request, Requested: was.Requested, Reply: was.Reply, Replied: was.Replied, Seats: was.Seats}
	for i, s := range p.Standing {
		c := &ledger.Candidate{Person: s.Candidate.Person, Duty: s.Candidate.Duty, Consulted: s.Candidate.Consulted}
		p.Standing[i] = Stand{c, c.Duty}
	}
	p.again = true
}

// Again says that the last election came to nothing, and this is the next.
func (p *Poll) Again() bool { return p.again }

// Sort is the sort of its election: a code of ledger.ElectionSorts.
func (p *Poll) Sort() string { return p.sort }

// Founding says that the organisation itself is still to be founded.
func (p *Poll) Founding() bool {
	return p.sort == codes.ElectionFounding && p.Branch.State == codes.BranchPlanned
}

// Basis is what the Poll is judged by.
func (p *Poll) Basis() ledger.Basis { return p.view.Basis() }

// View are the records that it was made over.
func (p *Poll) View() *records.View { return p.view }

// TakeUp puts back what a page has kept of the Poll. Records that were saved meanwhile are refused by Save.
func (p *Poll) TakeUp(d Draft) { p.Draft = d }

// Fresh makes the Poll one over the records of now, unless what it is about has been changed since.
func (p *Poll) Fresh() error {
	p.view = p.book.Today()
	return p.stale()
}

// stale is the refusal where a record of the Poll is not as it was taken.
func (p *Poll) stale() error {
	held := []Put{{Kind: ledger.Branches, Now: p.Branch}, {Kind: ledger.Elections, Now: p.Election}, {Kind: ledger.Appointments, Now: p.Appointment}}
	for _, s := range p.Standing {
		held = append(held, Put{Kind: ledger.Candidates, Now: s.Candidate})
	}
	plans, covers := planned(p.view), rules.Covers(p.view).By
	if p.Branch.ID.IsZero() && slices.ContainsFunc(p.Branch.Enterprises, func(e value.ID) bool { return plans[e] != nil || len(covers[e]) > 0 }) {
		return &store.Error{Code: store.Changed, Message: "这家企业已经有团支部，或者已经在筹备，什么都没有存。请退回办事，再接着办。"}
	}
	for _, h := range held {
		m := h.Now.Head()
		if m.ID.IsZero() {
			continue
		}
		if now := p.view.Get(h.Kind, m.ID); now == nil || now.Head().Rev != m.Rev {
			return &store.Error{Code: store.Changed, Message: "这件事的记录刚被别处改过，什么都没有存。请退回办事，再接着办。"}
		}
	}
	return nil
}

// Stage is the first thing that is still to be done.
func (p *Poll) Stage() Stage {
	e := p.Election
	switch {
	case p.Founding() && (p.Branch.ID.IsZero() || !p.Held() && !p.appointed() && len(p.Stops(StageUnits)) > 0):
		return StageUnits
	case p.appointed() && p.Founding():
		return StageDay
	case p.appointed() && p.sort == codes.ElectionFounding:
		return StageDone
	case (len(p.Standing) == 0 || p.sort == codes.ElectionAppointed && e.Requested == 0 && e.Request == "" && !p.Held()) && e.Replied == 0 && e.Reply == "":
		return StageRequest
	case len(p.Standing) == 0:
		return StageCandidates
	case !p.Held():
		return StageBallots
	case !p.seated(e):
		return StageResult
	case p.Founding():
		return StageDay
	case e.Reported == 0 || e.Confirmed == 0:
		return StageReport
	}
	return StageDone
}

// Unasked says that nothing is written of a request and its reply.
func (p *Poll) Unasked() bool {
	e := p.Election
	return e.Request == "" && e.Requested == 0 && e.Reply == "" && e.Replied == 0
}

// Held says that the election has been held, as far as is typed.
func (p *Poll) Held() bool {
	_, counted := p.Election.Present.Value()
	return counted && p.Election.Day != 0 && p.Election.Day.First() <= p.view.Basis().Today
}

// Counted says that the votes of every candidate are written.
func (p *Poll) Counted() bool {
	for _, s := range p.Standing {
		if _, said := s.Candidate.For.Value(); !said {
			return false
		}
	}
	return len(p.Standing) > 0
}

// seated says that the officers of an election have their posts, or that it is older than the present term.
func (p *Poll) seated(e *ledger.Election) bool {
	if e.ID.IsZero() || e.Day == 0 {
		return false
	}
	if p.sort != codes.ElectionFounding && p.Branch.TermFrom.First() > e.Day.First() {
		return true
	}
	for q := range records.All[*ledger.Post](p.view, ledger.Posts) {
		if q.Branch == p.Branch.ID && q.From == e.Day && q.Elected == codes.ByElection {
			return true
		}
	}
	return false
}

// appointed says that an appointment is in the ledger and waits for its election.
func (p *Poll) appointed() bool {
	return p.Appointing && !p.Appointment.ID.IsZero() && len(p.Appointment.Posts) > 0
}

// laid are the records with the Poll laid over them, and its candidates there, in the order of Standing.
func (p *Poll) laid() (*records.View, *ledger.Election, []*ledger.Candidate) {
	e := ledger.Elections.Clone(p.Election).(*ledger.Election)
	mark := func(m *ledger.Meta, n int) {
		if m.ID.IsZero() {
			m.ID = value.ID{15: 1, 14: byte(n), 13: byte(n >> 8)} // no random one is like that
		}
	}
	mark(e.Head(), 0)
	more := []ledger.Record{e}
	all := make([]*ledger.Candidate, len(p.Standing))
	for i, s := range p.Standing {
		c := ledger.Candidates.Clone(s.Candidate).(*ledger.Candidate)
		mark(c.Head(), i+1)
		c.Election = e.ID
		all[i], more = c, append(more, c)
	}
	return p.view.With(more...), e, all
}

// Papers are the records that ballots and a tally sheet are printed from, as the Poll has them: the election, its candidates, and
// the organisation where it is not founded yet.
func (p *Poll) Papers() []ledger.Record {
	_, e, all := p.laid()
	if e.Due == 0 {
		e.Due = value.CountOf(len(p.Voters()))
	}
	o := ledger.Branches.Clone(p.Branch).(*ledger.Branch)
	if o.ID.IsZero() {
		o.ID = value.ID{15: 2} // see laid
	}
	e.Branch = o.ID
	papers := []ledger.Record{e, o}
	for _, c := range all {
		papers = append(papers, c)
	}
	return papers
}

// Won are the places in Standing of those who are elected as the numbers stand, and who stands at them without being
// elected though more than half voted for him (a tie at the last seat).
func (p *Poll) Won() (won []int, tied bool) {
	v, e, all := p.laid()
	elected := rules.Elected(v, e)
	base, _ := e.Present.Value()
	if v.Basis().Rules.ElectedOfDue {
		base, _ = e.Due.Value()
	}
	seats, said := e.Seats.Value()
	for i, c := range all {
		if elected[c.ID] {
			won = append(won, i)
		} else if n, _ := c.For.Value(); v.Basis().Rules.ElectionShare.Exceeded(n, base) && len(p.Void()) == 0 && rules.Barred(v, c.Person, p.day()) == "" {
			tied = true
		}
	}
	return won, tied && (!said || len(won) < seats)
}

// Unfilled is how many seats an election that elects somebody leaves empty.
func (p *Poll) Unfilled() int {
	seats, _ := p.Election.Seats.Value()
	won, _ := p.Won()
	if len(won) == 0 || p.Appointing {
		return 0
	}
	return max(0, seats-len(won))
}

// Void are the reasons why the election counts for nothing as its numbers stand, in words.
func (p *Poll) Void() (why []string) {
	v, e, _ := p.laid()
	_, faults := rules.Valid(v, e)
	for _, f := range faults {
		why = append(why, f.Text)
	}
	return why
}

// day is the day by which the Poll is judged: the election's, or today.
func (p *Poll) day() value.Date {
	if p.Election.Day == 0 {
		return p.view.Basis().Today
	}
	return p.Election.Day.First()
}

// Voters are who may vote: the members of the organisation, and of one that is to be founded those who join it.
func (p *Poll) Voters() (all []*ledger.Member) {
	if !p.Branch.ID.IsZero() {
		all = rules.Voters(p.view, p.Branch.ID, p.day())
	}
	for _, j := range p.Joiners {
		m, ok := p.view.Get(ledger.Members, j.Member).(*ledger.Member)
		if ok && j.In && !j.Was && m.State != codes.MemberStopped && !rules.Watched(p.view, m.ID, p.day()) {
			all = append(all, m)
		}
	}
	return all
}

// Prefill fills in what an election mostly has, where nothing is written: today, as many due as may vote, and the seats.
func (p *Poll) Prefill() {
	e := p.Election
	if e.Day == 0 {
		e.Day = p.view.Basis().Today
	}
	if e.Due == 0 {
		e.Due = value.CountOf(len(p.Voters()))
	}
	p.Seats()
}

// Seats proposes how many are to be elected, where nobody has said: a committee where there are members enough for one, else
// the secretary.
func (p *Poll) Seats() {
	if p.Election.Seats != 0 {
		return
	}
	r, n := p.view.Basis().Rules, 1
	switch {
	case p.sort == codes.ElectionVacancy:
		n = max(1, len(Vacancies(p.view, p.Branch)))
	case len(p.Voters()) >= r.CommitteeFrom:
		n = r.CommitteeMin
	}
	p.Election.Seats = value.CountOf(n)
}

// Least is how many candidates the seats need, 0 where any number does.
func (p *Poll) Least() int {
	seats, said := p.Election.Seats.Value()
	r := p.view.Basis().Rules
	if !said || seats < r.CommitteeMin {
		return 0
	}
	return rules.CandidatesFor(seats, r)
}

// Stand adds a candidate.
func (p *Poll) Stand(person value.ID, duty, consulted string) {
	p.Standing = append(p.Standing, Stand{&ledger.Candidate{Person: person, Duty: duty, Consulted: consulted}, duty})
}

// Strike takes a candidate away; one that is in the ledger goes to the recycle bin with the next Save.
func (p *Poll) Strike(i int) {
	if id := p.Standing[i].Candidate.ID; !id.IsZero() {
		p.Struck = append(p.Struck, id)
	}
	p.Standing = slices.Delete(p.Standing, i, i+1)
}

// Next says what is to be done next, in words.
func (p *Poll) Next() string {
	switch p.Stage() {
	case StageUnits, StageNames:
		return "看条件、定名称"
	case StageRequest:
		if p.Election.Requested != 0 {
			return "等请示的批复"
		}
		return "写请示"
	case StageCandidates:
		return "提候选人"
	case StageBallots:
		switch {
		case p.again:
			return "上次没有选成，重新选"
		case p.Founding():
			return "开大会选举，或协商任命"
		}
		return "开大会选举"
	case StageResult:
		return "填得票、定分工"
	case StageDay:
		return "办成立仪式，发团旗团章团徽"
	case StageReport:
		if p.Election.Reported == 0 {
			return "报选举结果"
		}
		return "等任命批复"
	}
	return ""
}

// About names what the Poll is about.
func (p *Poll) About() string { return p.Branch.Name() }

// waiting is the Poll as a line of what is under way.
func (p *Poll) waiting() Waiting {
	w := Waiting{Kind: ledger.Branches, ID: p.Branch.ID, About: p.About(), Next: p.Next()}
	switch {
	case p.Stage() == StageBallots && p.Election.Day != 0:
		w.By = p.Election.Day
	case p.Stage() <= StageBallots && p.sort == codes.ElectionAppointed:
		w.By = p.Appointment.ElectBy
	}
	return w
}

func people(n int) string { return strconv.Itoa(n) + " 人" }
