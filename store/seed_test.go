package store_test

import (
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// seedFirms are the enterprises of one community and how many members each has; the last has no conditions for an election.
var seedFirms = []struct {
	name    string
	members int
}{{"长青五金", 6}, {"星光印务", 4}, {"万家超市", 3}}

// seedVisit finds out about an enterprise: a visit by its job, which fills the enterprise in.
func seedVisit(t *testing.T, b *store.Book, e *ledger.Enterprise, members int) {
	t.Helper()
	c, err := jobs.CallOn(b, e.ID)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	v := c.Visit
	v.Went, v.Content, v.Attitude = "居委会书记、主任", "摸清团员和青年", "1"
	v.Staff, v.Under35, v.Under28, v.Members = value.CountOf(40), value.CountOf(25), value.CountOf(15), value.CountOf(members)
	c.Founding, _ = c.Proposed()
	c.Why = "1"
	if _, err := c.Save(); err != nil {
		t.Fatal(store.Tell(err).Message, store.Tell(err).Faults)
	}
	if now := b.Today().Get(ledger.Enterprises, e.ID).(*ledger.Enterprise); now.Founding != codes.FoundingDue || now.Visited != b.Basis().Today {
		t.Errorf("%s: 建团状态 %s after the visit", e.Title, now.Founding)
	}
}

// seedRally invites the heads of all enterprises and notes who came and what they think, in their rest time.
func seedRally(t *testing.T, b *store.Book, sort string) {
	t.Helper()
	r, err := jobs.RallyOf(b, value.ID{})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	r.Meeting.Sort, r.Meeting.Day, r.Meeting.Rest, r.Meeting.Place = sort, b.Basis().Today, codes.Yes, "社区会议室"
	for i := range r.Rows {
		r.Ask(i, true)
		r.Think(i, "1")
	}
	if _, err := r.Save(); err != nil {
		t.Fatal(store.Tell(err).Message, store.Tell(err).Faults)
	}
}

// seedFounding founds a branch: by election, or by appointment where there are no conditions for one.
func seedFounding(t *testing.T, b *store.Book, e *ledger.Enterprise, appoint bool) *ledger.Branch {
	t.Helper()
	p, err := jobs.Found(b, e.ID)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	passes := func(at jobs.Stage) {
		t.Helper()
		if stops := p.Stops(at); len(stops) > 0 {
			t.Fatalf("%s, stage %d: %s", e.Title, at, stops)
		}
		p.Passed = at
	}
	today := b.Basis().Today
	passes(jobs.StageUnits)
	p.Name()
	passes(jobs.StageNames)
	p.Election.Request, p.Election.Requested, p.Election.Reply, p.Election.Replied = e.Title+"请1号", today.AddDays(-20), "街团批1号", today.AddDays(-10)
	stands := 1
	if !appoint {
		stands = 2
	}
	for _, m := range p.Voters()[:stands] {
		p.Stand(m.ID, codes.DutySecretary, "企业负责人、团员青年")
	}
	p.Seats()
	passes(jobs.StageCandidates)
	if p.Appointing = appoint; appoint {
		a := p.Appointment
		a.Owner, a.Street, a.Why, a.Day, a.ElectBy, a.Document = "同意", "同意", "不具备选举条件，待条件成熟后再选举", today, today.AddMonths(6), "街团任1号"
	} else {
		p.Prefill()
		n := value.CountOf(len(p.Voters()))
		p.Election.Present, p.Election.Issued, p.Election.Received, p.Election.Valid, p.Election.Void = n, n, n, n, value.CountOf(0)
		for i, votes := range []int{len(p.Voters()) - 1, 1} {
			p.Standing[i].Candidate.For = value.CountOf(votes)
		}
	}
	passes(jobs.StageBallots)
	if !appoint {
		passes(jobs.StageResult)
		p.Election.Report, p.Election.Reported, p.Election.Confirm, p.Election.Confirmed = e.Title+"报1号", today, "街团任2号", today
	}
	p.Celebrate()
	p.Meeting.Place = "车间"
	passes(jobs.StageDay)
	if _, err := p.Save(); err != nil {
		t.Fatal(store.Tell(err).Message, store.Tell(err).Faults)
	}
	for _, w := range jobs.Foundings(b) {
		t.Errorf("%s waits: %s", e.Title, w.Next)
	}
	return b.Today().Get(ledger.Branches, p.Branch.ID).(*ledger.Branch)
}

// seedNeeds asks a branch what it needs, keys what came back, and makes a problem of what is needed most, which is solved.
func seedNeeds(t *testing.T, b *store.Book, o *ledger.Branch) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(store.Tell(err).Message, store.Tell(err).Faults)
		}
	}
	c := jobs.NewCanvass(b, ledger.SurveyForms()[0])
	c.Survey.Form = "学习｜想学什么（最多 2 项）｜烹饪｜美容美发\n生活｜业余时间想做什么｜打球｜看书"
	id, err := c.Save(jobs.CanvassForm, c.Survey)
	must(err)
	c, err = jobs.CanvassOf(b, id)
	must(err)
	for i := range c.Rows {
		if c.Rows[i].Branch.ID == o.ID {
			c.Rows[i].Given = 6
		}
	}
	_, err = c.Save(jobs.CanvassGive, c.Record())
	must(err)
	k, err := jobs.KeySheets(b, id, o.ID)
	must(err)
	for range 4 {
		ticks, _ := ledger.ParseTicks("1A 2A")
		k.Sheets = append(k.Sheets, jobs.Paper{Ticks: ticks})
	}
	_, err = k.Save()
	must(err)
	sum, err := jobs.TallyOf(b, id, o.ID)
	must(err)
	needs := sum.Needs()
	if len(needs) < 2 || needs[0].N != 4 {
		t.Fatalf("%+v", needs)
	}
	_, err = sum.Raise(needs[:1])
	must(err)
	for p := range stage.All[*ledger.Problem](b, ledger.Problems) {
		if p.Survey != id {
			continue
		}
		for _, set := range []func(*ledger.Problem){func(p *ledger.Problem) { p.Handler = "社区团委" }, func(p *ledger.Problem) { p.Done, p.Settled = "办了烹饪班", b.Basis().Today }, func(p *ledger.Problem) { p.Satisfied, p.Called = codes.Satisfied, b.Basis().Today }} {
			s, err := jobs.SolvingOf(b, p.ID)
			must(err)
			d := s.Draft()
			set(d)
			_, err = s.Save(s.Step(), d)
			must(err)
		}
	}
}

// The seed's street is played through by the jobs as its report tells it: found out about, talked to, founded by election or
// appointment with what is given on the day, asked and helped; then the packages go to the street, which has its deputies, and
// its figures say what the report says (domain.md §8.0b). People and firms are invented.
func TestTheSeedStreetIsPlayedByItsJobs(t *testing.T) {
	w := newDistrict(t, 8)
	kinds := map[string]string{"松坡社区": codes.CommunityRural, "资江社区": codes.CommunityRural, "高塘社区": codes.CommunityRural}
	for c := range stage.All[*ledger.Community](w.street, ledger.Communities) {
		stage.Alter(t, w.street, ledger.Communities, c, func(c *ledger.Community) {
			c.Sort = codes.CommunityUrban
			if kinds[c.Title] != "" {
				c.Sort = kinds[c.Title]
			}
		})
	}
	people := 0
	for _, b := range w.offices[:2] {
		stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "共青团" + b.Profile().Name + "委员会", Short: b.Profile().Name + "团委", Type: codes.BranchLeague, Sort: codes.SortCommunity, State: codes.BranchNormal, Elected: codes.ByElection})
		var firms []*ledger.Enterprise
		for n, f := range seedFirms {
			e := stage.Firm(f.name)
			e.Founding = codes.FoundingUnknown
			e = stage.Keep(t, b, ledger.Enterprises, e)
			firms = append(firms, e)
			for i := range f.members {
				m := stage.Person("陈"+string([]rune("甲乙丙丁戊己庚辛")[i])+string([]rune("春夏秋")[n]), "2003-07-01", people+100)
				people++
				m.Unit = e.ID
				stage.Keep(t, b, ledger.Members, m)
			}
			seedVisit(t, b, e, f.members)
		}
		seedRally(t, b, codes.MeetingRally)
		seedRally(t, b, codes.MeetingCharter)
		for i, e := range firms {
			o := seedFounding(t, b, e, i == len(firms)-1)
			if i == 0 {
				seedNeeds(t, b, o)
			}
		}
		if given := rules.Stock(b.Today(), codes.SupplyFlag); given != 0 {
			t.Errorf("%d flags are left", given)
		}
	}
	for _, unit := range []string{"城东供电局", "自来水公司", "第二人民医院", "阳光发制品有限公司"} {
		stage.Keep(t, w.street, ledger.Officers, &ledger.Officer{Title: "周" + unit[:3], Duty: codes.DutyDeputy, Sort: codes.DutyExtra, Unit: unit, From: w.street.Basis().Today})
	}
	for _, b := range w.offices[:2] {
		w.receive(w.submit(b))
	}
	f := points.FiguresOn(w.street, 0).Total
	for key, want := range map[string]int{"communities": 8, "members": 26, "appointments": 2, "flags_rate": 6, "charters_rate": 26, "badges_rate": 26, "visited_rate": 6, "surveys_rate": 8, "solved_rate": 2} {
		if got := f[key].Part; got != want {
			t.Errorf("%s: %s, want %d", key, f[key].String(), want)
		}
	}
	v := w.street.Today()
	if n := v.Count(ledger.Appointments); n != 2 {
		t.Errorf("%d appointments", n)
	}
	extras := 0
	for o := range stage.All[*ledger.Officer](w.street, ledger.Officers) {
		if o.Extra() {
			extras++
		}
	}
	leagues := 0
	for o := range stage.All[*ledger.Branch](w.street, ledger.Branches) {
		if o.Type == codes.BranchLeague && o.Sort == codes.SortCommunity {
			leagues++
		}
	}
	if extras != 4 || leagues != 2 {
		t.Errorf("%d deputies outside the quota, %d League committees of communities", extras, leagues)
	}
}
