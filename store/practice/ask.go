package practice

import (
	"fmt"
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// surveyed is of how many branches a survey of practice asks.
const surveyed = 3

// asks makes up a survey of some branches with what came back, and the problems that came of it and of visits.
func (l *life) asks(cells []*cell, firms []*ledger.Enterprise) {
	form := ledger.SurveyForms()[0]
	s := &ledger.Survey{From: l.ago(70, 6), By: l.inv.keeper, Version: form.Version, Form: form.Text, Note: "随工资条发下去，放在门卫室的箱子里收"}
	s.Title, s.Until = strconv.Itoa(s.From.Year())+"年青年需求调查", s.From.AddDays(21)
	var asked []*cell
	for _, c := range cells {
		if len(asked) < surveyed && len(c.people) > 0 {
			asked = append(asked, c)
			s.Branches = append(s.Branches, c.branch.ID)
			s.Given += fmt.Sprintf(" %d", len(c.people)+3)
		}
	}
	if len(asked) == 0 {
		return
	}
	s.Given = s.Given[1:]
	l.keep(ledger.Surveys, s)
	questions := s.Questions()
	for i, c := range asked {
		for n := range len(c.people) * (6 - i) / 10 { // too few: somebody is to be reminded
			r := &ledger.Return{Survey: s.ID, Branch: c.branch.ID}
			var ticks []ledger.Tick
			for at, q := range questions {
				ticks = append(ticks, ledger.Tick{Question: at + 1, Choice: 1 + l.rng.IntN(len(q.Choices))})
				if q.Most != 1 && l.rng.IntN(2) == 0 { // the first choice is what most want
					ticks = append(ticks, ledger.Tick{Question: at + 1, Choice: 1})
				}
			}
			r.Ticks = ledger.TicksText(ticks)
			if n%9 == 4 {
				r.Words = inventWishes[(i+n/9)%len(inventWishes)]
			}
			l.keep(ledger.Returns, r)
		}
	}
	l.problems(s, asked, firms)
	l.heads(asked[0])
}

// heads is a second, small survey: what the heads of enterprises say.
func (l *life) heads(c *cell) {
	form := ledger.SurveyForms()[1]
	s := &ledger.Survey{From: l.ago(200, 9), Branches: []value.ID{c.branch.ID}, Given: "4", By: l.inv.keeper, Version: form.Version, Form: form.Text}
	s.Title, s.Until = strconv.Itoa(s.From.Year())+"年企业负责人意见", s.From.AddDays(10)
	l.keep(ledger.Surveys, s)
	for _, ticks := range []string{"1A 2A 2B 3A", "1A 2A 3B", "1B 2B 2C 3E", "1A 2C 3A 3B"} {
		l.keep(ledger.Returns, &ledger.Return{Survey: s.ID, Branch: c.branch.ID, Ticks: ticks})
	}
}

var inventWishes = []string{"希望周末开放篮球场", "想办一次技能比武", "夜班的人也能参加活动", "多组织集体活动"}

// problems are one of each that an office has at hand: settled with the answer, settled and not asked about, under way, late,
// and two that nobody handles yet.
func (l *life) problems(s *ledger.Survey, asked []*cell, firms []*ledger.Enterprise) {
	day := min(s.Until.AddDays(4), l.today)
	course := &ledger.Meeting{Sort: codes.MeetingTraining, Day: min(day.AddDays(10), l.today), Title: "电脑办公培训班", Branches: []value.ID{asked[0].branch.ID}, Place: "社区活动室", Present: value.CountOf(9), Hours: value.CountOf(6), Rest: codes.Yes}
	l.keep(ledger.Meetings, course)
	first, last := asked[0].branch.ID, asked[len(asked)-1].branch.ID
	for _, p := range []*ledger.Problem{
		{Day: day, Source: codes.ProblemSurvey, Survey: s.ID, Need: "1A", Branch: first, Group: "1", What: "想学电脑和办公软件，厂里没有地方学", Handler: l.inv.keeper, Due: course.Day, Done: "和劳动部门联系，办了一期电脑办公培训班", Settled: course.Day,
			Services: []value.ID{course.ID}, Called: min(course.Day.AddDays(5), l.today), Satisfied: codes.Satisfied},
		{Day: day, Source: codes.ProblemSurvey, Survey: s.ID, Need: "3A", Branch: first, Group: "3", What: "业余生活单一，没有活动的地方", Handler: l.inv.keeper, Due: day.AddDays(20), Done: "请街道文化站周末免费开放", Settled: min(day.AddDays(15), l.today)},
		{Day: l.today.AddDays(-12), Source: codes.ProblemVisit, Branch: last, Group: "2", What: "新来的青年工人没有师傅带", Handler: l.inv.keeper, Due: l.today.AddDays(15)},
		{Day: l.today.AddDays(-50), Source: "4", Enterprise: firms[0].ID, Group: "6", What: "几名青年工人没有签劳动合同", Handler: l.inv.keeper, Due: l.today.AddDays(-8)},
		{Day: l.today.AddDays(-3), Source: "5", Enterprise: firms[len(firms)/2].ID, Group: "3", What: "外地来的青年租不到房子"},
		{Day: l.today.AddDays(-1), Source: codes.ProblemSurvey, Survey: s.ID, Need: "2A", Branch: last, Group: "2", What: "想参加岗位技能培训"},
	} {
		l.keep(ledger.Problems, p)
	}
}
