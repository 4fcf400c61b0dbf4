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

// A Unit is an enterprise that a new branch may cover, with its members on the roll and why it is near.
type Unit struct {
	ID      value.ID
	Members int
	Near    string
	In      bool
}

// A Joiner is a member of a covered enterprise: whether he joins the new branch. Why is why he cannot, "" where he can.
type Joiner struct {
	Member  value.ID
	In, Was bool // Was: he is in it already
	From    value.ID
	Why     string
}

// Gifts are what is given on the founding day, codes of ledger.SupplyItems: a flag to the branch, a booklet and a badge to
// each member (domain.md §7 row 43).
var Gifts = [3]string{codes.SupplyFlag, codes.SupplyCharter, codes.SupplyBadge}

// mostNear is how many neighbours are proposed for a joint branch.
const mostNear = 8

// Found begins the founding of a branch in an enterprise, or goes on with it where one is planned there.
func Found(b *store.Book, enterprise value.ID) (*Poll, error) {
	v := b.Today()
	e, ok := v.Get(ledger.Enterprises, enterprise).(*ledger.Enterprise)
	if !ok || e.Received() {
		return nil, store.Refuse("找不到这家企业。请重新选一家。")
	}
	if o := planned(v)[e.ID]; o != nil {
		return Resume(b, o.ID, codes.ElectionFounding)
	}
	if why := Unfit(v, e); why != "" {
		return nil, store.Refuse(why)
	}
	p := &Poll{sort: codes.ElectionFounding, book: b, view: v}
	p.Branch = &ledger.Branch{Type: codes.BranchCell, Sort: codes.SortSingle, State: codes.BranchPlanned, StateFrom: v.Basis().Today, Community: e.Community, Enterprises: []value.ID{e.ID}, Session: value.CountOf(1)}
	if e.IsNonPublic() {
		p.Branch.Field = "10"
	}
	p.Branch.Superior = above(v, e.Community)
	p.Appointment = &ledger.Appointment{}
	p.begin()
	p.Neighbours()
	p.Join()
	p.ceremony()
	return p, nil
}

// FoundJoint begins the founding of a joint branch in several enterprises, the first of which names it: the others are ticked,
// and more neighbours can be.
func FoundJoint(b *store.Book, enterprises []value.ID) (*Poll, error) {
	if len(enterprises) == 0 {
		return nil, store.Refuse("这个片区里没有可以联合的企业。")
	}
	p, err := Found(b, enterprises[0])
	if err != nil || !p.Branch.ID.IsZero() { // planned already: it goes on as it was
		return p, err
	}
	p.Branch.Enterprises = nil
	for i, id := range enterprises {
		if e, ok := p.view.Get(ledger.Enterprises, id).(*ledger.Enterprise); i == 0 || ok && !e.Received() && Unfit(p.view, e) == "" && planned(p.view)[id] == nil {
			p.Branch.Enterprises = append(p.Branch.Enterprises, id)
		}
	}
	if len(p.Branch.Enterprises) > 1 {
		p.Branch.Sort = codes.SortJoint
	}
	p.Neighbours()
	p.Join()
	return p, nil
}

// planned are the branches that are being founded, by the enterprises that they are to cover.
func planned(v *records.View) map[value.ID]*ledger.Branch {
	all := map[value.ID]*ledger.Branch{}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if o.State != codes.BranchPlanned || o.Received() {
			continue
		}
		for _, e := range o.Enterprises {
			all[e] = o
		}
	}
	return all
}

// Unfit says why no branch is founded in an enterprise, "" where one may be.
func Unfit(v *records.View, e *ledger.Enterprise) string {
	switch {
	case !e.Open():
		return "“" + e.Title + "”已" + codes.Businesses.Label(e.Business) + "，不能建团支部。"
	case len(rules.Covers(v).By[e.ID]) > 0:
		return "“" + e.Title + "”已经有“" + v.Name(ledger.Branches, rules.Covers(v).By[e.ID][0]) + "”。要换届或补选，请从办事里另选。"
	}
	return ""
}

// above is the organisation under which a new branch of a community most likely comes: the one of a higher type there, or
// in the whole ledger; none where there are several.
func above(v *records.View, community value.ID) (only value.ID) {
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if !o.Live() || o.Type == codes.BranchCell || o.Type == "" || !community.IsZero() && !o.Community.IsZero() && o.Community != community {
			continue
		}
		if !only.IsZero() {
			return value.ID{}
		}
		only = o.ID
	}
	return only
}

// Neighbours finds which enterprises a joint branch might cover besides: open ones of the same community without a branch, the
// nearest first (domain.md §1.3: same area or same trade). What is ticked stays.
func (p *Poll) Neighbours() {
	roll, ticked := rules.Roll(p.view).Unit, map[value.ID]bool{}
	for _, id := range p.Branch.Enterprises {
		ticked[id] = true
	}
	p.Units = nil
	var first *ledger.Enterprise
	for _, id := range p.Branch.Enterprises {
		if e := records.As[*ledger.Enterprise](p.view, ledger.Enterprises, id); e != nil {
			if first == nil {
				first = e
			}
			p.Units = append(p.Units, Unit{ID: id, Members: roll[id], In: true})
		}
	}
	if first == nil {
		return
	}
	type near struct {
		unit Unit
		rank int
	}
	var all []near
	plans := planned(p.view)
	for e := range records.All[*ledger.Enterprise](p.view, ledger.Enterprises) {
		if ticked[e.ID] || e.Received() || !e.Open() || e.Community != first.Community || len(rules.Covers(p.view).By[e.ID]) > 0 || plans[e.ID] != nil || roll[e.ID] == 0 {
			continue
		}
		n := near{Unit{ID: e.ID, Members: roll[e.ID]}, 3}
		zone, trade := first.Zone != "" && e.Zone == first.Zone, first.Industry != "" && e.Industry == first.Industry
		switch {
		case zone && trade:
			n.rank, n.unit.Near = 0, "同一"+zoneWord+"，同一行业"
		case zone:
			n.rank, n.unit.Near = 1, "同一"+zoneWord
		case trade:
			n.rank, n.unit.Near = 2, "同一行业"
		default:
			n.unit.Near = "同一社区"
		}
		all = append(all, n)
	}
	slices.SortStableFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.unit.Members, a.unit.Members))
	})
	for _, n := range all[:min(len(all), mostNear)] {
		p.Units = append(p.Units, n.unit)
	}
}

const zoneWord = "楼宇园区"

// Cover takes an enterprise in or leaves it out; the first stays.
func (p *Poll) Cover(i int) {
	if i == 0 || i >= len(p.Units) {
		return
	}
	p.Units[i].In = !p.Units[i].In
	p.Branch.Enterprises = nil
	for _, u := range p.Units {
		if u.In {
			p.Branch.Enterprises = append(p.Branch.Enterprises, u.ID)
		}
	}
	p.Branch.Sort = codes.SortSingle
	if len(p.Branch.Enterprises) > 1 {
		p.Branch.Sort = codes.SortJoint
	}
	p.Join()
}

// Join lists who may join: the members of the covered enterprises. Who is in no branch joins unless he is left out; who is in
// another one only where he is ticked, and never while he holds a post there.
func (p *Poll) Join() {
	was := map[value.ID]bool{}
	for _, j := range p.Joiners {
		was[j.Member] = j.In
	}
	p.Joiners = nil
	for m := range records.All[*ledger.Member](p.view, ledger.Members) {
		here := !p.Branch.ID.IsZero() && m.Branch == p.Branch.ID
		if !m.OnRoll() || m.Received() || !here && !slices.Contains(p.Branch.Enterprises, m.Unit) {
			continue
		}
		j := Joiner{Member: m.ID, From: m.Branch, In: m.Branch.IsZero() || here, Was: here}
		if in, seen := was[m.ID]; seen && !here {
			j.In = in
		}
		for _, q := range rules.Offices(p.view).Held[m.ID] {
			if !here && q.Branch == m.Branch && !m.Branch.IsZero() {
				j.Why, j.In = "还是那边的"+codes.Duties.Label(q.Duty), false
			}
		}
		p.Joiners = append(p.Joiners, j)
	}
	slices.SortStableFunc(p.Joiners, func(a, b Joiner) int {
		return cmp.Compare(boolInt(!a.In), boolInt(!b.In))
	})
}

func boolInt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Joins is how many members the branch will have.
func (p *Poll) Joins() (n int) {
	for _, j := range p.Joiners {
		if j.In {
			n++
		}
	}
	return n
}

// Name proposes how the branch is called, where nobody has said.
func (p *Poll) Name() {
	o := p.Branch
	if o.Title != "" || len(o.Enterprises) == 0 {
		return
	}
	title := p.view.Name(ledger.Enterprises, o.Enterprises[0])
	short := title
	for _, form := range []string{"有限责任公司", "股份有限公司", "有限公司"} {
		short = strings.TrimSuffix(short, form)
	}
	joint, kind := "", "支部"
	if o.Sort == codes.SortJoint {
		joint = "联合"
	}
	if p.Joins() >= p.view.Basis().Rules.CommitteeFrom {
		kind = "支部委员会"
	}
	o.Title, o.Short = "共青团"+title+joint+kind, short+joint+"团支部"
}

// ceremony is the meeting of the founding day: the one that is planned already, or one with an oath.
func (p *Poll) ceremony() {
	p.Meeting = &ledger.Meeting{Sort: codes.MeetingFounding, Oath: codes.Yes}
	for m := range records.All[*ledger.Meeting](p.view, ledger.Meetings) {
		if m.Sort == codes.MeetingFounding && !m.Received() && !p.Branch.ID.IsZero() && slices.Contains(m.Branches, p.Branch.ID) {
			p.Meeting = ledger.Meetings.Clone(m).(*ledger.Meeting)
		}
	}
}

// Celebrate fills in what the founding day mostly has, where nothing is written.
func (p *Poll) Celebrate() {
	m, n := p.Meeting, value.CountOf(p.Joins())
	if m.Day == 0 {
		m.Day = p.view.Basis().Today
		if p.Founded() != 0 {
			m.Day = max(m.Day, p.Founded())
		}
	}
	if m.Title == "" {
		m.Title = p.Branch.Name() + "成立仪式"
	}
	if m.Due == 0 {
		m.Due = n
	}
	m.Branches, m.Enterprises = []value.ID{p.Branch.ID}, p.Branch.Enterprises
	if p.Branch.ID.IsZero() {
		m.Branches = nil
	}
	if p.Given == [3]value.Count{} {
		p.Given = [3]value.Count{value.CountOf(1), n, n}
	}
	if p.Signed == "" {
		p.Signed = p.view.Name(ledger.Members, p.Secretary())
	}
}

// Founded is the day on which the officers took office: nothing is founded before.
func (p *Poll) Founded() value.Date {
	if p.Appointing {
		return p.Appointment.Day
	}
	return p.Election.Day
}

// Secretary is who leads the new branch, as far as is typed; none where nobody does.
func (p *Poll) Secretary() value.ID {
	if p.Appointing {
		for _, s := range p.Standing {
			if s.Duty == codes.DutySecretary {
				return s.Candidate.Person
			}
		}
		return value.ID{}
	}
	won, _ := p.Won()
	for _, i := range won {
		if p.Standing[i].Duty == codes.DutySecretary {
			return p.Standing[i].Candidate.Person
		}
	}
	return value.ID{}
}

// Short is how many of a gift this ledger lacks: of what is given so many are written down as coming in the same day, from the
// street, so that stock never falls below 0. What nobody has ever written down counts as none.
func (p *Poll) Short(gift int) int {
	n, _ := p.Given[gift].Value()
	return max(0, n-max(0, rules.Stock(p.view, Gifts[gift])))
}

// Foundings are the branches that are being founded here, and those of which the election is still to be reported.
func Foundings(b *store.Book) (all []Waiting) {
	v := b.Today()
	open := map[value.ID]bool{}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		open[o.ID] = !o.Received() && o.State == codes.BranchPlanned && o.Type == codes.BranchCell
	}
	for e := range records.All[*ledger.Election](v, ledger.Elections) {
		if e.Sort == codes.ElectionFounding && !e.Head().Received() && e.Day != 0 && e.Confirmed == 0 && !past(v, e) {
			open[e.Branch] = true
		}
	}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if !open[o.ID] {
			continue
		}
		if p, err := Resume(b, o.ID, codes.ElectionFounding); err == nil && p.Stage() != StageDone {
			all = append(all, p.waiting())
		}
	}
	return all
}

// A Place is where a job can begin: a record, and what stands beside its name.
type Place struct {
	ID         value.ID
	Name, Hint string
}

// Foundable are the enterprises in which a branch may be founded: those with the most members first.
func Foundable(b *store.Book) []Place {
	v := b.Today()
	roll := rules.Roll(v).Unit
	plans := planned(v)
	var firms []*ledger.Enterprise
	for e := range records.All[*ledger.Enterprise](v, ledger.Enterprises) {
		if !e.Received() && Unfit(v, e) == "" && plans[e.ID] == nil {
			firms = append(firms, e)
		}
	}
	slices.SortStableFunc(firms, func(x, y *ledger.Enterprise) int {
		return cmp.Or(cmp.Compare(roll[y.ID], roll[x.ID]), cmp.Compare(boolInt(!rules.ShouldBuild(v, x)), boolInt(!rules.ShouldBuild(v, y))))
	})
	all := make([]Place, len(firms))
	for i, e := range firms {
		hint := "在册团员 " + people(roll[e.ID])
		if said := e.Members.String(); said != "" && roll[e.ID] == 0 {
			hint += "，企业报 " + said + " 人"
		}
		if state := codes.Foundings.Label(e.Founding); state != "" {
			hint = state + "　" + hint
		}
		all[i] = Place{e.ID, e.Title, hint}
	}
	return all
}
