package jobs

import (
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Say is one sentence on what is typed: what is missing or forbidden, and by which rule. Stop says that nobody goes on
// before it is mended; Miss that it only is not written yet.
type Say struct {
	Text       string
	Stop, Miss bool
}

// missing is what is not written yet, and must be.
func missing(text string) Say { return Say{Text: "还没有" + text + "。", Stop: true, Miss: true} }

// The sources that the sentences name.
const (
	ofBranches  = "（《团支部工作条例（试行）》第四条）"
	ofElections = "（基层组织选举规则）"
)

// Says is what stands against going on from a stage, as far as is typed.
func (p *Poll) Says(at Stage) []Say {
	switch at {
	case StageUnits:
		return p.sayUnits()
	case StageNames:
		return p.sayNames()
	case StageCandidates:
		return p.sayCandidates()
	case StageBallots:
		if p.Appointing {
			return p.sayAppointment()
		}
		return p.sayBallots()
	case StageResult:
		return p.sayResult()
	case StageDay:
		return p.sayDay()
	}
	return nil
}

func (p *Poll) sayUnits() (all []Say) {
	r, n := p.view.Basis().Rules, p.Joins()
	switch {
	case n < r.BranchMin:
		if said := p.reported(); n == 0 && said > 0 {
			return append(all, Say{Text: "企业报了 " + strconv.Itoa(said) + " 名团员，台账里一名也没有登记在这家企业。请先登记团员，写上工作单位，再来建。", Stop: true})
		}
		text := "编入的团员只有 " + people(n) + "，不足 " + people(r.BranchMin) + "，不能单独建团支部" + ofBranches + "。"
		if len(p.Units) > 1 && len(p.Branch.Enterprises) == 1 {
			return append(all, Say{Text: text + "请在下面勾上邻近的企业，联合建。", Stop: true})
		}
		return append(all, Say{Text: text + "请先发展团员，或等邻近的企业有了团员再联合建。", Stop: true})
	case n > r.BranchMax:
		all = append(all, Say{Text: "编入 " + people(n) + "，超过 " + people(r.BranchMax) + "，要上级同意" + ofBranches + "。"})
	}
	for _, id := range p.Branch.Enterprises {
		if e, ok := p.view.Get(ledger.Enterprises, id).(*ledger.Enterprise); ok && !e.Open() {
			all = append(all, Say{Text: Unfit(p.view, e), Stop: true})
		}
	}
	return all
}

// reported is how many members the first enterprise reports of whom the ledger knows none; 0 where it is gone.
func (p *Poll) reported() int {
	if len(p.Branch.Enterprises) == 0 {
		return 0
	}
	e, ok := p.view.Get(ledger.Enterprises, p.Branch.Enterprises[0]).(*ledger.Enterprise)
	if !ok || rules.Roll(p.view).Unit[e.ID] > 0 {
		return 0
	}
	return number(e.Members)
}

func (p *Poll) sayNames() (all []Say) {
	if p.Branch.Title == "" {
		all = append(all, missing("写组织全称"))
	}
	for _, f := range rules.Hard(p.view, ledger.Branches, p.Branch) {
		all = append(all, Say{Text: f.Text, Stop: true})
	}
	return all
}

// sayCandidates: who may not stand, who stands twice, too few for the seats.
func (p *Poll) sayCandidates() (all []Say) {
	seen := map[value.ID]bool{}
	leads := false
	for _, s := range p.Standing {
		c := s.Candidate
		name := "“" + p.view.Name(ledger.Members, c.Person) + "”"
		if why := rules.Barred(p.view, c.Person, p.day()); why != "" {
			all = append(all, Say{Text: name + why + ofElections + "。请换一名候选人。", Stop: true})
		}
		if seen[c.Person] {
			all = append(all, Say{Text: name + "写了两次。一次选举里一个人只登记一次。", Stop: true})
		}
		if c.Duty == "" {
			all = append(all, missing("写"+name+"选哪个职务"))
		}
		seen[c.Person], leads = true, leads || c.Duty == codes.DutySecretary
	}
	seats, _ := p.Election.Seats.Value()
	switch least, most := p.Least(), p.most(); {
	case seats > most:
		return append(all, Say{Text: "应选 " + people(seats) + "，最多只能选 " + people(most) + "。请核对应选人数。", Stop: true})
	case len(p.Standing) == 0:
		all = append(all, missing("写候选人"))
	case !leads && p.sort != codes.ElectionVacancy && least == 0:
		all = append(all, Say{Text: "候选人里还没有人选书记。"})
	case len(p.Standing) < least:
		all = append(all, Say{Text: "选 " + people(seats) + "，候选人至少要 " + strconv.Itoa(least) + " 名，要比应选的多 " + strconv.Itoa(p.view.Basis().Rules.ElectionMargin) + "%，现在有 " + strconv.Itoa(len(p.Standing)) + " 名" + ofElections + "。少了选出来也无效；协商任命的不要求。"})
	case len(p.Standing) < seats:
		all = append(all, Say{Text: "选 " + people(seats) + "，候选人只有 " + strconv.Itoa(len(p.Standing)) + " 名。"})
	}
	return all
}

// most is how many may be elected at most: of a branch no more than may vote, of what has no members of its own the largest
// committee that there is.
func (p *Poll) most() int {
	r := p.view.Basis().Rules
	if n := len(p.Voters()); n > 0 {
		return n
	}
	return max(r.CommitteeMax, r.GeneralMax, r.LeagueMax, r.StandingMax)
}

// sayBallots: what is missing, and why the election counts for nothing. A void one is written down as it was.
func (p *Poll) sayBallots() (all []Say) {
	e, today := p.Election, p.view.Basis().Today
	switch {
	case e.Day == 0:
		return []Say{missing("写选举日期")}
	case e.Day.First() > today:
		return []Say{{Text: "选举日期还没有到。请按 F9 先存下，开过大会再来填。", Stop: true}}
	}
	for _, n := range []struct {
		count value.Count
		what  string
	}{{e.Due, "应到"}, {e.Present, "实到"}, {e.Seats, "应选人数"}, {e.Issued, "发出选票"}, {e.Received, "收回选票"}, {e.Valid, "有效票"}} {
		if _, said := n.count.Value(); !said {
			all = append(all, missing("填"+n.what))
		}
	}
	if seats, _ := e.Seats.Value(); seats > p.most() {
		all = append(all, Say{Text: "应选 " + people(seats) + "，最多只能选 " + people(p.most()) + "。请核对应选人数。", Stop: true})
	}
	for _, why := range p.Void() {
		all = append(all, Say{Text: why})
	}
	return all
}

// sayResult: votes that cannot be, nobody with more than half, a tie, and no secretary among those elected.
func (p *Poll) sayResult() (all []Say) {
	void := p.Void()
	if len(void) > 0 {
		return []Say{{Text: "这次选举无效：" + strings.Join(void, "") + "存下来作记录，再组织一次。"}}
	}
	valid, said := p.Election.Valid.Value()
	for _, s := range p.Standing {
		name, sum := p.view.Name(ledger.Members, s.Candidate.Person), 0
		for _, n := range []value.Count{s.Candidate.For, s.Candidate.Against, s.Candidate.Abstained} {
			some, _ := n.Value()
			sum += max(0, some)
		}
		switch _, voted := s.Candidate.For.Value(); {
		case !voted:
			all = append(all, missing("填“"+name+"”得了几票，没有得票写 0"))
		case said && sum > valid:
			all = append(all, Say{Text: "“" + name + "”的赞成、反对、弃权一共 " + strconv.Itoa(sum) + " 票，有效票只有 " + strconv.Itoa(valid) + " 张。请核对。", Stop: true})
		}
	}
	if len(all) > 0 {
		return all
	}
	won, tied := p.Won()
	seats, _ := p.Election.Seats.Value()
	if tied {
		all = append(all, Say{Text: "最后一个名额票数相同，谁也不算当选。要对他们重新投票" + ofElections + "。"})
	}
	switch {
	case len(won) == 0:
		return append(all, Say{Text: "没有人的赞成票超过 " + p.view.Basis().Rules.ElectionShare.String() + "，谁也没有当选" + ofElections + "。存下来作记录，再组织一次。"})
	case len(won) < seats:
		all = append(all, Say{Text: "应选 " + people(seats) + "，当选 " + people(len(won)) + "，缺的以后补选。"})
	}
	leads := 0
	for _, i := range won {
		switch p.Standing[i].Duty {
		case "":
			all = append(all, missing("定“"+p.view.Name(ledger.Members, p.Standing[i].Candidate.Person)+"”任什么职务"))
		case codes.DutySecretary:
			leads++
		}
	}
	if leads > 1 {
		all = append(all, Say{Text: "分工里有 " + strconv.Itoa(leads) + " 名书记，只能有一名。", Stop: true})
	}
	if leads == 0 && p.sort != codes.ElectionVacancy {
		all = append(all, Say{Text: "分工里还没有书记。请给当选的一名定为书记。", Stop: true})
	}
	return all
}

// sayAppointment: both opinions, the reason, and by when an election follows (domain.md §1.4, §7 rows 39 to 41).
func (p *Poll) sayAppointment() (all []Say) {
	a, today := p.Appointment, p.view.Basis().Today
	for _, n := range []struct {
		there bool
		what  string
	}{{a.Owner != "", "企业负责人的意见"}, {a.Street != "", "街道的意见"}, {a.Why != "", "为什么不选举、先任命"}, {a.Day != 0, "任命日期"}, {a.ElectBy != 0, "约定哪天以前选举"}} {
		if !n.there {
			all = append(all, missing("写"+n.what))
		}
	}
	switch {
	case a.Day.First() > today:
		all = append(all, Say{Text: "任命日期还没有到。请按 F9 先存下。", Stop: true})
	case a.ElectBy != 0 && a.ElectBy.Last() <= a.Day.First():
		all = append(all, Say{Text: "约定的选举日期要在任命以后。", Stop: true})
	}
	leads := 0
	for _, s := range p.Standing {
		if s.Duty == codes.DutySecretary {
			leads++
		}
	}
	if leads != 1 {
		all = append(all, Say{Text: "任命的人里要有一名书记，现在有 " + strconv.Itoa(leads) + " 名。请退回候选人改职务。", Stop: true})
	}
	return all
}

// sayDay: nothing is founded before its day has come and its officers have taken office.
func (p *Poll) sayDay() (all []Say) {
	m, today := p.Meeting, p.view.Basis().Today
	switch {
	case m.Day == 0:
		all = append(all, missing("写成立日期"))
	case m.Day.First() > today:
		all = append(all, Say{Text: "成立的日子还没有到。请按 F9 先存下，当天再来。", Stop: true})
	case p.Founded() != 0 && m.Day.Last() < p.Founded().First():
		all = append(all, Say{Text: "成立日期早于班子产生的日期（" + p.Founded().String() + "）。请核对。", Stop: true})
	}
	var short []string
	for i, gift := range Gifts {
		if n := p.Short(i); n > 0 {
			short = append(short, codes.SupplyItems.Label(gift)+"差 "+strconv.Itoa(n))
		}
	}
	if len(short) > 0 {
		all = append(all, Say{Text: "库存不够发：" + strings.Join(short, "、") + "。当作街道当天赠送的，同时记入库，库存不会是负数。"})
	}
	return all
}

// Stops are the sentences of Says that stop.
func (p *Poll) Stops(at Stage) (all []string) {
	for _, s := range p.Says(at) {
		if s.Stop {
			all = append(all, s.Text)
		}
	}
	return all
}
