package letters

import (
	"cmp"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/prose"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// founding is the newest election by which an organisation is founded; nil for none.
func (g *gathering) founding(branch value.ID) (last *ledger.Election) {
	for e := range records.All[*ledger.Election](g.View, ledger.Elections) {
		if e.Branch == branch && e.Sort == codes.ElectionFounding && (last == nil || e.Order > last.Order) {
			last = e
		}
	}
	return last
}

// requested gathers a request and its reply.
func (g *gathering) requested(e *ledger.Election) {
	if e == nil {
		return
	}
	g.set("请示文号", g.words(e.Request))
	g.set("请示日期", dateWords(e.Requested))
	g.set("批复文号", g.words(e.Reply))
	g.set("批复日期", dateWords(e.Replied))
}

var requestNames = []Name{{"请示文号", ""}, {"请示日期", ""}, {"批复文号", ""}, {"批复日期", ""}}

// planned are the people who are to lead an organisation: its candidates, or those who were appointed.
func (g *gathering) planned(o *ledger.Branch, e *ledger.Election) {
	var ids []value.ID
	var duties []string
	if e != nil {
		for _, c := range find.Candidates(g.View, e.ID) {
			ids, duties = append(ids, c.Person), append(duties, c.Duty)
		}
	}
	if len(ids) == 0 {
		for p := range records.All[*ledger.Post](g.View, ledger.Posts) {
			if p.Branch == o.ID && p.Current(g.Basis().Today) {
				ids, duties = append(ids, p.Person), append(duties, p.Duty)
			}
		}
	}
	g.set("拟任班子", g.people(ids, duties))
}

// founded gathers what both papers about a founding say, and answers the organisation.
func (g *gathering) founded() *ledger.Branch {
	o := g.record.(*ledger.Branch)
	g.name = g.words(o.Name())
	e := g.founding(o.ID)
	g.branch(o)
	g.requested(e)
	g.planned(o, e)
	return o
}

var foundingNames = append(append([]Name{{"拟任班子", "候选人和职务；没有候选人的用现任"}}, requestNames...), branchNames...)

// foundingRequest is 成立请示 (domain.md §3.2, §8.3 row 14).
var foundingRequest = &Sort{
	Key: "founding_request", Title: "成立请示", Kind: ledger.Branches, Names: foundingNames,
	gather: func(g *gathering) {
		g.founded()
		g.set("本单位", g.Values["申请单位"])
	},
}

// foundingReply is 成立批复.
var foundingReply = &Sort{
	Key: "founding_reply", Title: "成立批复", Kind: ledger.Branches, Names: foundingNames,
	gather: func(g *gathering) {
		o := g.founded()
		g.set("批复文号", g.words(o.FoundedDoc))
		g.set("本单位", g.above(o))
	},
}

// appointmentReply is 任命批复 of what was appointed because no election could be held yet (domain.md §1.4).
var appointmentReply = &Sort{
	Key: "appointment_reply", Title: "任命批复", Kind: ledger.Appointments,
	Names: append([]Name{{"任命文号", ""}, {"任命日期", ""}, {"任命名单", "例如 张三同志为书记"}, {"企业意见", ""}, {"企业意见日期", ""}, {"街道意见", ""}, {"任命理由", ""}, {"约定选举日期", ""}}, branchNames...),
	gather: func(g *gathering) {
		a := g.record.(*ledger.Appointment)
		o, _ := g.Get(ledger.Branches, a.Branch).(*ledger.Branch)
		g.branch(o)
		if o != nil {
			g.name = g.words(o.Name())
		}
		var ids []value.ID
		var duties []string
		for _, id := range a.Posts {
			if p, ok := g.Get(ledger.Posts, id).(*ledger.Post); ok {
				ids, duties = append(ids, p.Person), append(duties, p.Duty)
			}
		}
		g.set("任命名单", g.people(ids, duties))
		g.set("任命文号", g.words(a.Document))
		g.set("任命日期", dateWords(a.Day))
		g.set("企业意见", g.words(a.Owner))
		g.set("企业意见日期", dateWords(a.OwnerDay))
		g.set("街道意见", g.words(a.Street))
		g.set("任命理由", g.words(a.Why))
		g.set("约定选举日期", dateWords(a.ElectBy))
		g.set("本单位", g.above(o))
	},
}

// electionNames are what letters about an election may say.
var electionNames = append(append([]Name{
	{"选举种类", "换届、补选等"}, {"选举届次", "例如 第三届"}, {"选举日期", ""}, {"应到人数", ""}, {"实到人数", ""}, {"应选人数", ""}, {"候选人数", ""}, {"候选人名单", "例如 张三同志为书记"}, {"当选名单", "当选的人和职务"},
	{"发出票数", ""}, {"收回票数", ""}, {"有效票数", ""}, {"无效票数", ""}, {"监票人", ""}, {"计票人", ""}, {"报告文号", "结果报告的文号"}, {"报告日期", ""}, {"任命批复文号", ""}, {"任命批复日期", ""},
	{"到会比例", "规则里的份额，例如 五分之四"}, {"当选比例", "例如 二分之一"}, {"当选基数", "实到会或者应到会"}, {"差额比例", "规则里的百分数，例如 20%"},
}, requestNames...), branchNames...)

var electionTables = []Name{{"候选人名单", "姓名、职务、征求了谁的意见"}, {"得票情况", "每名候选人的赞成、反对、弃权和结果"}}

// election gathers an election with its candidates and votes.
func (g *gathering) election() {
	e := g.record.(*ledger.Election)
	o, _ := g.Get(ledger.Branches, e.Branch).(*ledger.Branch)
	g.branch(o)
	if o != nil {
		g.name = g.words(o.Name())
	}
	g.requested(e)
	r := g.Basis().Rules
	g.set("选举种类", g.words(codes.ElectionSorts.Label(e.Sort)))
	g.set("选举届次", numbered(e.Session))
	g.set("选举日期", dateWords(e.Day))
	g.set("报告文号", g.words(e.Report))
	g.set("报告日期", dateWords(e.Reported))
	g.set("任命批复文号", g.words(e.Confirm))
	g.set("任命批复日期", dateWords(e.Confirmed))
	g.set("监票人", g.words(e.Tellers))
	g.set("计票人", g.words(e.Counters))
	for word, n := range map[string]value.Count{"应到人数": e.Due, "实到人数": e.Present, "应选人数": e.Seats, "发出票数": e.Issued, "收回票数": e.Received, "有效票数": e.Valid, "无效票数": e.Void} {
		g.set(word, count(n))
	}
	g.set("到会比例", shareWords(r.ElectionQuorum))
	g.set("当选比例", shareWords(r.ElectionShare))
	g.set("差额比例", strconv.Itoa(r.ElectionMargin)+"%")
	g.set("当选基数", map[bool]string{true: "应到会", false: "实到会"}[r.ElectedOfDue])
	all := find.Candidates(g.View, e.ID)
	if len(all) == 0 {
		return
	}
	g.set("候选人数", strconv.Itoa(len(all)))
	won := rules.Elected(g.View, e)
	var ids, chosen []value.ID
	var duties, given []string
	names := &prose.Table{Head: "候选人名单", Columns: []paper.Column{{Head: "序号", Width: 4, Align: paper.Center}, {Head: "姓名", Width: 8, Align: paper.Center, Spread: true}, {Head: "候选职务", Width: 10, Align: paper.Center}, {Head: "征求意见", Width: 30}}}
	votes := &prose.Table{Head: "得票情况", Columns: []paper.Column{{Head: "姓名", Width: 8, Align: paper.Center, Spread: true}, {Head: "候选职务", Width: 10, Align: paper.Center}, {Head: "赞成", Width: 6, Align: paper.Right}, {Head: "不赞成", Width: 6, Align: paper.Right}, {Head: "弃权", Width: 6, Align: paper.Right}, {Head: "结果", Width: 6, Align: paper.Center}}}
	for i, c := range all {
		ids, duties = append(ids, c.Person), append(duties, c.Duty)
		if won[c.ID] {
			chosen, given = append(chosen, c.Person), append(given, c.Duty)
		}
		person, duty := g.person(c.Person), g.words(codes.Duties.Label(c.Duty))
		names.Rows = append(names.Rows, []string{strconv.Itoa(i + 1), person, duty, g.words(c.Consulted)})
		votes.Rows = append(votes.Rows, []string{person, duty, count(c.For), count(c.Against), count(c.Abstained), rules.CandidateText(g.View, c)})
	}
	g.set("候选人名单", g.people(ids, duties))
	g.set("当选名单", g.people(chosen, given))
	g.Tables["候选人名单"], g.Tables["得票情况"] = names, votes
}

// ownElection gathers what an organisation itself writes about its election.
func (g *gathering) ownElection() {
	g.election()
	g.set("本单位", g.Values["团组织全称"])
}

// termRequest is 换届请示 (domain.md §8.3 row 15), or the request of any other election.
var termRequest = &Sort{
	Key: "term_request", Title: "选举请示", Kind: ledger.Elections, Names: electionNames, Tables: electionTables, gather: (*gathering).ownElection,
}

// electionRules is 选举办法.
var electionRules = &Sort{
	Key: "election_rules", Title: "选举办法", Kind: ledger.Elections, Names: electionNames, Tables: electionTables, gather: (*gathering).ownElection,
}

// voidOf is why nothing can be reported of an election; "" where it counts.
func voidOf(v *records.View, r ledger.Record) string {
	e := r.(*ledger.Election)
	ok, why := rules.Valid(v, e)
	switch {
	case ok:
		return ""
	case len(why) > 0:
		return "这次选举不算数：" + why[0].Text
	}
	return "这次选举还没有开，没有结果可以写。请先填选举日期和到会、票数。"
}

// electionReport is 选举结果报告.
var electionReport = &Sort{
	Key: "election_report", Title: "选举结果报告", Kind: ledger.Elections, Names: electionNames, Tables: electionTables, refuse: voidOf,
	gather: func(g *gathering) {
		g.ownElection()
		g.set("报告日期", cmp.Or(g.Values["报告日期"], g.Values["日期"]))
	},
}

// electionReply is 任命批复 of who was elected.
var electionReply = &Sort{
	Key: "election_reply", Title: "选举结果批复", Kind: ledger.Elections, Names: electionNames, Tables: electionTables, refuse: voidOf,
	gather: func(g *gathering) {
		g.election()
		g.set("本单位", g.Values["上级团组织"])
		if strings.TrimSpace(g.Values["任命批复日期"]) == "" {
			g.set("任命批复日期", g.Values["日期"])
		}
	},
}
