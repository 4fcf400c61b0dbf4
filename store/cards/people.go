package cards

import (
	"cmp"
	"slices"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Member is 团员登记表 (domain.md §3.2).
var Member = Card{Kind: ledger.Members, lay: memberCard, Keys: []string{"name", "sex", "nation", "born", "schooling", "standing", "joined", "devno", "card", "idno", "phone", "branch", "unit", "position", "home", "address", "note"}}

func memberCard(d *Desk, r ledger.Record) Paper {
	m := r.(*ledger.Member)
	unit := d.name(ledger.Branches, m.Branch)
	g := newGrid(d, ledger.Members, r, "团员登记表", unit)
	name := g.tell("姓名", "name", 1)
	name.cell.Spread = true
	g.row(name, room("曾用名", 1, 1), g.tell("性别", "sex", 1))
	g.row(g.tell("民族", "nation", 1), monthly(g.tell("出生年月", "born", 1)), room("籍贯", 1, 1))
	g.row(g.tell("文化程度", "schooling", 1), g.tell("政治面貌", "standing", 1), monthly(g.tell("入团时间", "joined", 1)))
	g.row(g.tell("发展团员编号", "devno", 1), g.tell("证件号码", "idno", 3))
	g.row(g.tell("团员证编号", "card", 1), g.tell("手机号码", "phone", 3))
	work := strings.Join(slices.DeleteFunc([]string{g.d.text(g.kind, r, "unit"), g.d.text(g.kind, r, "position")}, func(s string) bool { return s == "" }), "　")
	if d.Empty {
		work = ""
	}
	g.row(say("工作单位职务", work, 5))
	g.row(g.tell("所在团支部", "branch", 5))
	g.row(g.tell("户籍所在地", "home", 5))
	g.row(g.tell("现住址", "address", 5))
	life := say("本人经历", "", 5)
	if !d.Empty {
		life.cell.Text = d.words(strings.Join(d.life(m), "\n"))
	}
	life.cell.Lines = 7
	g.row(life)
	g.form.Table("家庭主要成员", 1, []paper.Column{{Head: "称谓"}, {Head: "姓名"}, {Head: "政治面貌"}, {Head: "工作单位及职务"}}, []int{1, 1, 1, 2}, make([][]string, 4))
	g.row(filled(room("入团志愿", 5, 9)))
	a := d.joining(m)
	for i, label := range []string{"介绍人意见（一）", "介绍人意见（二）"} {
		who := ""
		if i < len(a.Introducers) {
			who = d.name(ledger.Members, a.Introducers[i])
		}
		opinion := say(label, "\n\n介绍人（签字）："+cmp.Or(who, "　　　　　　")+"　　　　　年　　月　　日", 5)
		opinion.cell.Lines = 8
		g.row(opinion)
	}
	vote := say("支部大会决议", "应到 "+written(a.Due)+" 人，实到 "+written(a.Present)+" 人，赞成 "+written(a.Favour)+" 人。\n\n支部书记（签字）：　　　　　　　　"+day(a.Met), 5)
	vote.cell.Lines = 8
	g.row(vote)
	assent := say("上级审批", "\n\n（盖章）　　　　　　　　"+day(a.Approved), 5)
	assent.cell.Lines = 8
	g.row(assent)
	note := say("备注（转接、离团）", "", 5)
	if !d.Empty {
		note.cell.Text = strings.Join(slices.DeleteFunc([]string{d.leaving(m), d.text(g.kind, r, "note")}, func(s string) bool { return s == "" }), "\n")
	}
	note.cell.Lines, note.cell.Fill = 3, true
	g.row(note)
	return g.done()
}

// filled takes what its page leaves free.
func filled(p pair) pair {
	p.cell.Fill = true
	return p
}

// monthly leaves the day of a date out.
func monthly(p pair) pair {
	if len(p.cell.Text) > len("2006.01") {
		p.cell.Text = p.cell.Text[:len("2006.01")]
	}
	return p
}

// written is a number, or room for one.
func written(n value.Count) string { return cmp.Or(n.String(), "　　") }

// day is a date in words, or room for one.
func day(d value.Date) string {
	if d == 0 {
		return "　　年　　月　　日"
	}
	return dotted(d)
}

// life is what the ledger knows of a person's way: the branches that he was in and the posts that he held, in their order.
func (d *Desk) life(m *ledger.Member) (lines []string) {
	type station struct {
		from, to value.Date
		text     string
	}
	var all []station
	for _, s := range m.Stays {
		if id, err := value.ParseID(s.State); err == nil {
			all = append(all, station{s.From, s.Until, d.name(ledger.Branches, id) + "团员"})
		}
	}
	if !m.Branch.IsZero() {
		all = append(all, station{cmp.Or(m.StayFrom, m.Joined), 0, d.name(ledger.Branches, m.Branch) + "团员"})
	}
	for p := range records.All[*ledger.Post](d.View, ledger.Posts) {
		if p.Person == m.ID {
			all = append(all, station{p.From, p.To, d.name(ledger.Branches, p.Branch) + codes.Duties.Label(p.Duty)})
		}
	}
	slices.SortStableFunc(all, func(x, y station) int { return cmp.Compare(x.from, y.from) })
	for _, s := range all {
		span := "—"
		if s.from != 0 {
			span = dotted(s.from) + "—"
		}
		if s.to != 0 {
			span += dotted(s.to)
		} else {
			span += "今"
		}
		lines = append(lines, span+"　"+s.text)
	}
	return lines
}

// joining is how a member joined, as far as the ledger knows.
func (d *Desk) joining(m *ledger.Member) *ledger.Applicant {
	if !m.ID.IsZero() {
		for a := range records.All[*ledger.Applicant](d.View, ledger.Applicants) {
			if a.Member == m.ID {
				return a
			}
		}
	}
	return &ledger.Applicant{}
}

// leaving says that a member has left, when and by what.
func (d *Desk) leaving(m *ledger.Member) string {
	if m.OnRoll() || m.State == "" {
		return ""
	}
	return d.words(strings.Join(slices.DeleteFunc([]string{dotted(m.StateFrom), codes.MemberStates.Label(m.State), m.StateDoc}, func(s string) bool { return s == "" }), "　"))
}

// Referral is 培训和推荐就业登记表.
var Referral = Card{Kind: ledger.Referrals, lay: referralCard, Keys: []string{"person", "youth", "course", "from", "until", "finished", "certificate", "employer", "job", "recommended", "result", "followed", "note"},
	Others: map[ledger.Kind][]string{ledger.Members: {"phone", "schooling", "sex"}, ledger.Youths: {"phone", "sex"}}}

func referralCard(d *Desk, r ledger.Record) Paper {
	f := r.(*ledger.Referral)
	g := newGrid(d, ledger.Referrals, r, "培训和推荐就业登记表", "")
	var kind ledger.Kind = ledger.Members
	var person ledger.Record
	if m, ok := d.View.Get(ledger.Members, f.Person).(*ledger.Member); ok {
		person = m
	} else if y, ok := d.View.Get(ledger.Youths, f.Youth).(*ledger.Youth); ok {
		kind, person = ledger.Youths, y
	}
	of := func(label, key string, span int) pair {
		if person == nil || kind.At(key) < 0 {
			return room(label, span, 1)
		}
		return say(label, d.text(kind, person, key), span)
	}
	g.row(of("姓名", "name", 1), of("性别", "sex", 1), of("手机号码", "phone", 1))
	g.row(of("文化程度", "schooling", 1), of("所在团支部", "branch", 3))
	g.row(g.tell("培训课程", "course", 1), g.tell("培训开始", "from", 1), g.tell("培训结束", "until", 1))
	g.row(g.tell("是否结业", "finished", 1), g.tell("证书", "certificate", 3))
	g.row(g.tell("推荐给哪家企业", "employer", 5))
	g.row(g.tell("推荐岗位", "job", 3), g.tell("推荐日期", "recommended", 1))
	g.row(g.tell("推荐结果", "result", 3), g.tell("回访日期", "followed", 1))
	g.row(filled(room("用人单位意见", 5, 6)))
	g.row(g.long("备注", "note", 5, 4, false))
	return g.done("本人（签字）：", "经办人：", "日期：　　年　　月　　日")
}
