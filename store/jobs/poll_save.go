package jobs

import (
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// What the job of each sort of election is called.
var pollTitles = map[string]string{codes.ElectionFounding: "建一个团支部", codes.ElectionTerm: "换届选举", codes.ElectionVacancy: "补选", codes.ElectionAppointed: "任命转选举"}

// Title is the name of the job.
func (p *Poll) Title() string { return PollTitle(p.sort) }

// PollTitle is what the job of a sort of election is called.
func PollTitle(sort string) string { return pollTitles[sort] }

// Save saves what is typed so far as records, in one intent, and all that follows from it: who is elected or appointed has his
// post and those before him end theirs, an appointment is closed by its election, and with the founding day the branch
// stands. It goes on from the records afterwards; nothing typed is refused.
func (p *Poll) Save() (seq uint64, err error) {
	if err := p.stale(); err != nil {
		return 0, err
	}
	changes, branch := p.changes()
	if len(changes) == 0 {
		return 0, store.Refuse("没有新填的，不用存。")
	}
	seq, err = save(p.book, p.view, ledger.Elections.Name(), p.Title()+" "+p.About(), changes)
	if err != nil {
		return 0, err
	}
	next, err := Resume(p.book, branch.Head().ID, p.sort)
	if err != nil {
		return seq, err
	}
	*p = *next
	return seq, nil
}

// A batch gathers what is saved. Records that are new have no ID before they are staged, so that who refers to them asks for
// it then.
type batch struct {
	p       *Poll
	changes []Put
}

// put adds a record where it is new or differs from the ledger's. It answers the record that will be there.
func (b *batch) put(kind ledger.Kind, now ledger.Record, link func()) ledger.Record {
	was := b.p.view.Get(kind, now.Head().ID)
	if was != nil && link == nil && same(kind, was, now, b.p.view.Basis()) {
		return was
	}
	now = kind.Clone(now)
	b.changes = append(b.changes, Put{Kind: kind, Was: was, Now: now, link: link})
	return now
}

// same says that two records have the same in every field.
func same(kind ledger.Kind, a, b ledger.Record, basis ledger.Basis) bool {
	for i := range kind.Fields() {
		if kind.Text(a, i, basis) != kind.Text(b, i, basis) {
			return false
		}
	}
	return slices.Equal(a.Head().Excuses, b.Head().Excuses)
}

// changes are the records to be saved, in an order in which each comes after those that it refers to, and the organisation as
// it will be.
func (p *Poll) changes() (all []Put, o ledger.Record) {
	b := &batch{p: p}
	founding, today := p.Founding(), p.view.Basis().Today
	seats, founded := p.seats(), founding && p.stands()
	branch := ledger.Branches.Clone(p.Branch).(*ledger.Branch)
	if founding {
		p.Name()
		branch.Title, branch.Short = p.Branch.Title, p.Branch.Short
		if p.Election.Requested != 0 {
			branch.StateFrom = p.Election.Requested
		}
		if p.Election.Request != "" {
			branch.StateDoc = p.Election.Request
		}
	}
	switch {
	case founded:
		p.found(branch)
	case seats && !founding:
		p.renew(branch)
	}
	o = b.put(ledger.Branches, branch, nil)
	if founding {
		p.units(b, branch, today, founded)
		p.joiners(b, o, today)
	}
	e := p.elections(b, o)
	if seats {
		p.posts(b, o, e)
	}
	p.confirm(b)
	switch {
	case founded:
		p.feast(b, o)
	case founding && p.Meeting.Day.First() > today:
		p.meets(b, o)
	}
	for _, id := range p.Struck {
		if c := p.view.Get(ledger.Candidates, id); c != nil {
			b.changes = append(b.changes, Put{Kind: ledger.Candidates, Was: c})
		}
	}
	return b.changes, o
}

// seats says that what is typed puts people into office, and they have their posts not yet.
func (p *Poll) seats() bool {
	if p.Appointing {
		return p.Passed >= StageBallots && !p.appointed() && len(p.Stops(StageBallots)) == 0 && len(p.Stops(StageCandidates)) == 0
	}
	if p.Passed < StageResult || !p.Held() || !p.Counted() || p.seated(p.Election) || len(p.Void()) > 0 || len(p.Stops(StageResult)) > 0 {
		return false
	}
	won, _ := p.Won()
	return len(won) > 0
}

// stands says that the branch is founded by what is typed: its officers have taken office, or do so now, and its day has come.
func (p *Poll) stands() bool {
	return p.Passed >= StageDay && (p.seats() || p.appointed() || p.seated(p.Election)) && p.Meeting != nil && p.Meeting.Day != 0 && len(p.Stops(StageDay)) == 0
}

// found makes the branch one that stands.
func (p *Poll) found(o *ledger.Branch) {
	o.Founded, o.StateFrom = p.Meeting.Day, p.Meeting.Day
	o.TermFrom = max(p.Founded(), p.Meeting.Day)
	if p.Election.Reply != "" {
		o.FoundedDoc = p.Election.Reply
	}
	o.State, o.Elected = codes.BranchNormal, codes.ByElection
	o.StateDoc = o.FoundedDoc
	if p.Appointing {
		o.State, o.Elected = codes.BranchAppointed, codes.ByAppointment
	}
}

// renew writes down on the organisation that it has elected.
func (p *Poll) renew(o *ledger.Branch) {
	if p.sort == codes.ElectionVacancy {
		return
	}
	o.TermFrom, o.Elected = p.Election.Day, codes.ByElection
	if p.Election.Session != 0 {
		o.Session = p.Election.Session
	}
	if o.State != codes.BranchNormal {
		o.State, o.StateFrom, o.StateWhy, o.StateDoc = codes.BranchNormal, p.Election.Day, codes.ElectionSorts.Label(p.sort), p.Election.Reply
	}
}

// units brings the state of founding of the covered enterprises along.
func (p *Poll) units(b *batch, o *ledger.Branch, today value.Date, founded bool) {
	for _, id := range o.Enterprises {
		was, ok := p.view.Get(ledger.Enterprises, id).(*ledger.Enterprise)
		if !ok || was.Received() || was.SaidBuilt() || !founded && was.Founding == codes.FoundingPrepared {
			continue
		}
		e := ledger.Enterprises.Clone(was).(*ledger.Enterprise)
		e.Founding, e.FoundingFrom, e.FoundingDoc, e.NoBranchWhy = codes.FoundingPrepared, today, p.Election.Request, ""
		if founded {
			e.Founding, e.FoundingFrom, e.FoundingDoc = codes.FoundingBuilt, o.Founded, o.FoundedDoc
		}
		b.put(ledger.Enterprises, e, nil)
	}
}

// joiners moves who joins into the branch.
func (p *Poll) joiners(b *batch, o ledger.Record, today value.Date) {
	for _, j := range p.Joiners {
		was, ok := p.view.Get(ledger.Members, j.Member).(*ledger.Member)
		if !ok || !j.In || j.Was {
			continue
		}
		m := ledger.Members.Clone(was).(*ledger.Member)
		m.StayFrom, m.StayWhy, m.StayDoc = today, "编入新建的团支部", ""
		var put *ledger.Member
		put = b.put(ledger.Members, m, func() { put.Branch = o.Head().ID }).(*ledger.Member)
	}
}

// elections puts the election and its candidates. What is only filled in beforehand of one that was not held is not said.
func (p *Poll) elections(b *batch, o ledger.Record) *ledger.Election {
	e := ledger.Elections.Clone(p.Election).(*ledger.Election)
	if _, counted := e.Present.Value(); !counted && e.Day == p.view.Basis().Today {
		e.Day, e.Due = 0, 0
	}
	if p.Appointing && p.seats() { // it is the one that is to follow; its request was for the founding, and stays written there
		e.Sort = codes.ElectionAppointed
		e.Note = joined(e.Note, foundingPapers(e))
		e.Request, e.Requested, e.Reply, e.Replied, e.Day, e.Due = "", 0, "", 0, 0, 0
	}
	if e.ID.IsZero() && len(p.Standing) == 0 && blank(e) {
		return e
	}
	var put *ledger.Election
	if e.ID.IsZero() {
		put = b.put(ledger.Elections, e, func() { put.Branch = o.Head().ID }).(*ledger.Election)
	} else {
		put = b.put(ledger.Elections, e, nil).(*ledger.Election)
	}
	for _, s := range p.Standing {
		c := ledger.Candidates.Clone(s.Candidate).(*ledger.Candidate)
		if !c.ID.IsZero() {
			b.put(ledger.Candidates, c, nil)
			continue
		}
		var stands *ledger.Candidate
		stands = b.put(ledger.Candidates, c, func() { stands.Election = put.ID }).(*ledger.Candidate)
	}
	return put
}

// blank says that nothing is written of an election but what the job itself knows.
func blank(e *ledger.Election) bool {
	return e.Request == "" && e.Requested == 0 && e.Reply == "" && e.Replied == 0 && e.Day == 0
}

// foundingPapers are the request and the reply in words.
func foundingPapers(e *ledger.Election) string {
	text := ""
	for _, one := range []struct {
		what, number string
		day          value.Date
	}{{"成立请示", e.Request, e.Requested}, {"批复", e.Reply, e.Replied}} {
		if one.number != "" || one.day != 0 {
			text = joined(text, one.what+" "+one.number+" "+one.day.String())
		}
	}
	return text
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "；" + b
}

// posts puts who is elected or appointed into office and ends what was before, on the same day; the appointment is there with
// its posts, or closed by the election.
func (p *Poll) posts(b *batch, o ledger.Record, e *ledger.Election) {
	p.ends(b)
	day, by, paper, places := p.Election.Day, codes.ByElection, p.Election.Confirm, []int(nil)
	if p.Appointing {
		day, by, paper = p.Appointment.Day, codes.ByAppointment, p.Appointment.Document
		for i := range p.Standing {
			places = append(places, i)
		}
	} else {
		places, _ = p.Won()
	}
	var made []*ledger.Post
	for _, i := range places {
		s := p.Standing[i]
		var put *ledger.Post
		put = b.put(ledger.Posts, &ledger.Post{Person: s.Candidate.Person, Duty: s.Duty, From: day, Elected: by, Document: paper}, func() { put.Branch = o.Head().ID }).(*ledger.Post)
		made = append(made, put)
	}
	var put *ledger.Appointment
	switch {
	case p.Appointing:
		put = b.put(ledger.Appointments, p.Appointment, func() {
			put.Branch, put.Posts = o.Head().ID, nil
			for _, q := range made {
				put.Posts = append(put.Posts, q.ID)
			}
		}).(*ledger.Appointment)
	case !p.Appointment.ID.IsZero() && p.Election.Day.First() > p.Appointment.Day.Last():
		put = b.put(ledger.Appointments, p.Appointment, func() { put.Election = e.ID }).(*ledger.Appointment)
	}
}

// ends ends the posts of those who go.
func (p *Poll) ends(b *batch) {
	if p.sort == codes.ElectionFounding {
		return
	}
	won, _ := p.Won()
	for _, end := range p.leaving(won) {
		b.put(ledger.Posts, end.Now, nil)
	}
}

// confirm writes the reply to the report on the posts that came of the election.
func (p *Poll) confirm(b *batch) {
	if p.Election.Confirm == "" || p.Election.ID.IsZero() {
		return
	}
	for q := range records.All[*ledger.Post](p.view, ledger.Posts) {
		if q.Branch == p.Branch.ID && q.From == p.Election.Day && q.Elected == codes.ByElection && q.Document == "" && !q.Received() {
			now := *q
			now.Document = p.Election.Confirm
			b.put(ledger.Posts, &now, nil)
		}
	}
}

// feast puts the founding day: the ceremony, and what is given, which comes in the same day where it is not in stock.
func (p *Poll) feast(b *batch, o ledger.Record) {
	p.meets(b, o)
	for i, gift := range Gifts {
		n, _ := p.Given[i].Value()
		if n <= 0 {
			continue
		}
		if short := p.Short(i); short > 0 {
			b.put(ledger.Supplies, &ledger.Supply{Item: gift, Way: codes.SupplyIn, Quantity: value.CountOf(short), Day: p.Meeting.Day, Note: "街道赠送，当天发给" + p.Branch.Name()}, nil)
		}
		var given *ledger.Supply
		given = b.put(ledger.Supplies, &ledger.Supply{Item: gift, Way: codes.SupplyOut, Quantity: p.Given[i], Day: p.Meeting.Day, Signed: p.Signed, Note: "成立当天赠送 " + strconv.Itoa(n)}, func() { given.Branch = o.Head().ID }).(*ledger.Supply)
	}
}

// meets puts the ceremony, of the past or to come.
func (p *Poll) meets(b *batch, o ledger.Record) {
	var met *ledger.Meeting
	met = b.put(ledger.Meetings, p.Meeting, func() { met.Branches = []value.ID{o.Head().ID} }).(*ledger.Meeting)
}

// Officers are the posts that count in the organisation today, for the page of what was saved.
func (p *Poll) Officers() (all []*ledger.Post) {
	for q := range records.All[*ledger.Post](p.view, ledger.Posts) {
		if q.Branch == p.Branch.ID && rules.Held(p.view, q) {
			all = append(all, q)
		}
	}
	return all
}
