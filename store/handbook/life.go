package handbook

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/prose"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// plan is what the rules ask of the year, quarter by quarter what was held of it, and room for the branch's own.
func (h *book) plan() {
	var rows [][]string
	basis := h.v.Basis()
	for _, asked := range rules.AskedOfAYear(basis.Rules) {
		if asked.Sort == codes.MeetingCommittee && len(h.members) < basis.Rules.CommitteeFrom || asked.Of == 0 {
			continue
		}
		var held [4]int
		sum := 0
		for _, m := range h.met {
			if m.Sort == asked.Sort && m.Held(basis.Rules) && m.Day.Month() > 0 {
				held[(m.Day.Month()-1)/3]++
				sum++
			}
		}
		row := []string{codes.MeetingSorts.Label(asked.Sort), strconv.Itoa(asked.Of)}
		for _, n := range held {
			row = append(row, count(n))
		}
		rows = append(rows, append(row, count(sum)))
	}
	number := func(head string) paper.Column { return paper.Column{Head: head, Width: 8, Align: paper.Right} }
	h.table("组织生活：规则要求的和已经开的", "", []paper.Column{{Head: "项目", Width: 12, Key: true}, number("全年要求"), number("一季度"), number("二季度"), number("三季度"), number("四季度"), number("合计")}, rows)
	h.room("本支部的\n工作计划", 12)
}

// count is a number that is left empty where it is none.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// sorted are the meetings of the year that a chapter is about.
func (h *book) sorted(is func(*ledger.Meeting) bool) (all []*ledger.Meeting) {
	for _, m := range h.met {
		if is(m) {
			all = append(all, m)
		}
	}
	return all
}

func lesson(m *ledger.Meeting) bool { return m.Sort == codes.MeetingLesson }
func outing(m *ledger.Meeting) bool {
	return codes.MeetingSorts.Group(m.Sort) == "activity"
}

func (h *book) meetings() {
	all := h.sorted(func(m *ledger.Meeting) bool { return !lesson(m) && !outing(m) })
	if len(all) == 0 {
		h.none("这个支部的会议")
		h.room("会议记录", 10)
	}
	h.minutes(all)
}

func (h *book) lessons() {
	all := h.sorted(lesson)
	if len(all) == 0 {
		h.none("这个支部的团课")
		h.room("团课记录", 6)
	}
	h.minutes(all)
}

func (h *book) activities() {
	all := h.sorted(outing)
	if len(all) == 0 {
		h.none("这个支部的主题团日和活动")
		h.room("活动记录", 6)
	}
	h.minutes(all)
}

// minutes are the records of meetings in their order, each as it would be written by hand.
func (h *book) minutes(all []*ledger.Meeting) {
	for i, m := range all {
		sort := codes.MeetingSorts.Label(m.Sort)
		h.add(prose.Block{Role: prose.Head2, Text: strconv.Itoa(i+1) + "．" + strings.Join(strings.Fields(sort+" "+dotted(m.Day.String())+" "+h.masked(m.Title)), "　")})
		missed := h.names(m.Missed)
		if m.MissedWhy != "" {
			missed += "（" + h.masked(m.MissedWhy) + "）"
		}
		rows := [][]paper.Field{
			{label("时间"), cell(dotted(m.Day.String()), 1), label("地点"), cell(h.place(m), 3)},
			{label("主持人"), cell(h.masked(m.Chair), 1), label("主讲人"), cell(h.masked(m.Speaker), 1), label("记录人"), cell(h.masked(m.Recorder), 1)},
			{label("应到"), cell(people(m.Due), 1), label("实到"), cell(people(m.Present), 1), label("学时"), cell(m.Hours.String(), 1)},
			{label("缺席"), cell(missed, 5)},
		}
		if m.Guests != "" || len(m.Partners) > 0 {
			var guests []string
			for _, id := range m.Partners {
				guests = append(guests, h.name(ledger.Partners, id))
			}
			if m.Guests != "" {
				guests = append(guests, h.masked(m.Guests))
			}
			rows = append(rows, []paper.Field{label("列席和伙伴"), cell(strings.Join(guests, "、"), 5)})
		}
		rows = append(rows, []paper.Field{label("内容"), {Text: h.masked(m.Content), Span: 5, Lines: least(m.Content, 3)}})
		if m.Decision != "" || m.Sort == codes.MeetingGeneral || m.Sort == codes.MeetingCommittee {
			rows = append(rows, []paper.Field{label("决议"), {Text: h.masked(m.Decision), Span: 5, Lines: least(m.Decision, 2)}})
		}
		h.card([]int{3, 4, 3, 4, 3, 4}, rows)
	}
}

// least is the room for what is to be written by hand where the ledger says nothing.
func least(text string, lines int) int {
	if text != "" {
		return 0
	}
	return lines
}

func people(n value.Count) string {
	if text := n.String(); text != "" {
		return text + " 人"
	}
	return ""
}

func (h *book) place(m *ledger.Meeting) string {
	if m.Place == "" && !m.Facility.IsZero() {
		return h.name(ledger.Facilities, m.Facility)
	}
	return h.masked(m.Place)
}

func (h *book) names(ids []value.ID) string {
	var names []string
	for _, id := range ids {
		if name := h.name(ledger.Members, id); name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, "、")
}

// applicants are who asked to join, with what was reached and when.
func (h *book) applicants() {
	var rows [][]string
	for a := range records.All[*ledger.Applicant](h.v, ledger.Applicants) {
		touched := slices.ContainsFunc(a.Steps(), func(s ledger.Step) bool { return h.in(s.Day) })
		if a.Branch != h.o.ID || !touched && (a.Member != value.ID{} || a.Applied.Year() > h.year) {
			continue
		}
		row := []string{h.masked(a.Title)}
		for _, s := range a.Steps() {
			row = append(row, dotted(s.Day.String()))
		}
		rows = append(rows, append(row, a.Hours.String()))
	}
	if len(rows) == 0 {
		h.none("这个支部发展中的青年")
		return
	}
	columns := []paper.Column{{Head: "姓名", Width: 8, Align: paper.Center, Spread: true, Key: true}}
	for _, s := range (&ledger.Applicant{}).Steps() {
		columns = append(columns, paper.Column{Head: s.Name, Width: 9, Align: paper.Center})
	}
	h.table("", "", append(columns, paper.Column{Head: "团课学时", Width: 5, Align: paper.Right}), rows)
}

// moves are who came, who left, and what else became of a membership in the year.
func (h *book) moves() {
	type move struct {
		day value.Date
		row []string
	}
	var all []move
	add := func(day value.Date, member value.ID, what, how string) {
		all = append(all, move{day, []string{dotted(day.String()), h.name(ledger.Members, member), what, h.masked(how)}})
	}
	ours := func(id value.ID) bool {
		m, ok := h.v.Get(ledger.Members, id).(*ledger.Member)
		return ok && m.Branch == h.o.ID
	}
	for t := range records.All[*ledger.Transfer](h.v, ledger.Transfers) {
		day := t.Ended
		if day == 0 {
			day = t.Begun
		}
		if ours(t.Member) && h.in(day) {
			add(day, t.Member, codes.TransferWays.Label(t.Way), joined(t.Other, codes.TransferStages.Label(t.Stage), t.Letter))
		}
	}
	for c := range records.All[*ledger.Measure](h.v, ledger.Measures) {
		if ours(c.Member) && h.in(c.Day) {
			add(c.Day, c.Member, codes.MeasureSorts.Label(c.Sort), joined(c.Why, c.ApprovedBy, c.Document))
		}
	}
	if len(all) == 0 {
		h.none("这个支部团员的转接和团籍变动")
		return
	}
	slices.SortStableFunc(all, func(x, y move) int { return int(x.day.First() - y.day.First()) })
	var rows [][]string
	for _, m := range all {
		rows = append(rows, m.row)
	}
	h.table("", "", []paper.Column{{Head: "日期", Width: 10, Align: paper.Center}, {Head: "姓名", Width: 8, Align: paper.Center, Spread: true, Key: true}, {Head: "什么事", Width: 10, Align: paper.Center}, {Head: "情况", Width: 30}}, rows)
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "；")
}

// dues are the months that each member has paid or was let off, and what was handed up.
func (h *book) dues() {
	at := map[value.ID]int{}
	rows := make([][]string, len(h.members))
	fen := make([]int64, len(h.members))
	for i, m := range h.members {
		at[m.ID] = i
		rows[i] = make([]string, 14)
		rows[i][0] = h.masked(m.Title)
	}
	var sum, up int64
	any := false
	for p := range records.All[*ledger.Payment](h.v, ledger.Payments) {
		paid, _ := p.Paid.Fen()
		if p.Sort == codes.PaymentUp {
			if p.Branch == h.o.ID && h.in(p.Day) {
				up += paid
				any = true
			}
			continue
		}
		i, ours := at[p.Member]
		if !ours || p.From == 0 {
			continue
		}
		sign := map[string]string{codes.PaymentWaived: "免", codes.PaymentLate: "补"}[p.Sort]
		if sign == "" {
			sign = "交"
		}
		months, here := max(1, p.Months()), 0
		for n := range months {
			month := p.From.MonthStart().AddMonths(n)
			if month.Year() != h.year {
				continue
			}
			here++
			if n < p.Settled() {
				rows[i][month.Month()] = sign
			}
		}
		any = any || here > 0
		fen[i] += paid * int64(here) / int64(months)
	}
	if !any {
		h.none("这个支部的团费")
		return
	}
	columns := []paper.Column{{Head: "姓名", Width: 8, Align: paper.Center, Spread: true, Key: true}}
	for n := range 12 {
		columns = append(columns, paper.Column{Head: strconv.Itoa(n+1) + "月", Width: 4, Align: paper.Center})
	}
	columns = append(columns, paper.Column{Head: "本年（元）", Width: 9, Align: paper.Right})
	for i := range rows {
		sum += fen[i]
		if fen[i] > 0 {
			rows[i][13] = value.MoneyOf(fen[i]).String()
		}
	}
	h.table("交：交纳　补：补交　免：减免　空着：还没有交", "本年实交 "+value.MoneyOf(sum).String()+" 元，上缴 "+value.MoneyOf(up).String()+" 元", columns, rows)
}

// appraisals are the grades of the year.
func (h *book) appraisals() {
	var rows [][]string
	best := 0
	for _, m := range h.members {
		for a := range records.All[*ledger.Appraisal](h.v, ledger.Appraisals) {
			if year, said := a.Year.Value(); a.Member != m.ID || !said || year != h.year {
				continue
			}
			text := func(key string) string { return h.text(ledger.Appraisals, a, key) }
			if a.Grade == codes.GradeBest {
				best++
			}
			rows = append(rows, []string{strconv.Itoa(len(rows) + 1), h.masked(m.Title), text("self"), text("peers"), text("grade"), text("registered"), h.masked(a.ApprovedBy)})
		}
	}
	if len(rows) == 0 {
		h.none("这个支部的团员评议")
		return
	}
	centre := func(head string, width int) paper.Column {
		return paper.Column{Head: head, Width: width, Align: paper.Center}
	}
	h.table("", "评议 "+strconv.Itoa(len(rows))+" 人，优秀 "+strconv.Itoa(best)+" 人", []paper.Column{centre("序号", 4), {Head: "姓名", Width: 8, Align: paper.Center, Spread: true, Key: true}, centre("自评", 8), centre("互评", 8), centre("等次", 8), centre("注册", 6), centre("审批", 14)}, rows)
}

// rating is what the branch was rated in the year.
func (h *book) rating() {
	for r := range records.All[*ledger.Rating](h.v, ledger.Ratings) {
		if year, said := r.Year.Value(); r.Branch != h.o.ID || !said || year != h.year {
			continue
		}
		text := func(key string) string { return h.text(ledger.Ratings, r, key) }
		points := ""
		if n, all := r.Points(); all {
			points = strconv.Itoa(n)
		}
		head := func(key string) paper.Field {
			return label(ledger.Ratings.Columns()[ledger.Ratings.At(key)].Label)
		}
		stars := codes.Stars.Label(r.Stars(h.v.Basis().Rules))
		h.card([]int{3, 3, 3, 3, 3, 3}, [][]paper.Field{
			{head("team"), cell(text("team"), 1), head("members"), cell(text("members"), 1), head("life"), cell(text("life"), 1)},
			{head("orderly"), cell(text("orderly"), 1), head("role"), cell(text("role"), 1), label("自评合计"), cell(points, 1)},
			{label("上级复核"), cell(text("reviewed"), 1), label("应定等级"), cell(stars, 1), label("日期"), cell(dotted(text("day")), 1)},
			{label("一票否决"), cell(text("veto"), 5)},
			{label("书记签字"), cell(text("secretary"), 2), label("团员代表"), cell(text("deputy"), 2)},
		})
		return
	}
	h.none("这个支部的对标定级")
}

// summary says the year in figures, with room for the branch's own words.
func (h *book) summary() {
	lessons, outings := len(h.sorted(lesson)), len(h.sorted(outing))
	text := strconv.Itoa(h.year) + "年，本支部开会 " + strconv.Itoa(len(h.met)-lessons-outings) + " 次，上团课 " + strconv.Itoa(lessons) + " 次，开展主题团日和其他活动 " + strconv.Itoa(outings) + " 次"
	came := 0
	for _, m := range h.met {
		n, _ := m.Present.Value()
		came += max(0, n)
	}
	if came > 0 {
		text += "，参加 " + strconv.Itoa(came) + " 人次"
	}
	joined := 0
	for _, m := range h.members {
		if h.in(m.Joined) {
			joined++
		}
	}
	if joined > 0 {
		text += "；新发展团员 " + strconv.Itoa(joined) + " 名"
	}
	if len(h.met) == 0 && joined == 0 {
		h.none("这个支部的会议、团课和活动")
	} else {
		h.add(prose.Block{Role: prose.Body, Text: text + "。"})
	}
	h.room("本支部的\n年度总结", 14)
	h.card([]int{4, 4, 2, 4}, [][]paper.Field{{label("支部书记（签字）"), cell("", 1), label("日期"), cell("", 1)}})
}
