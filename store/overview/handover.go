package overview

import (
	"slices"
	"strconv"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Handover is the office as the one who leaves it shows it to the next.
type Handover struct {
	Day       value.Date
	Holds     []Todo // what the ledger holds
	Open      []Todo // what is not done
	Drafts    int    // forms begun and not saved
	Dates     []Dated
	Until     value.Date        // of Dates
	Last      points.Submission // the last one; Number 0 when there was none
	Since     points.Difference // what changed since then
	Care      care.State        // how the backups stand
	Operators []store.Operator
}

// Handover gathers it. Dates reach as far ahead as the rules warn of the end of a
// term (rulebook.Rules.TermNotice).
func HandoverOf(b *store.Book) (Handover, error) {
	basis := b.Basis()
	h := Handover{Day: basis.Today, Until: basis.Today.AddDays(basis.Rules.TermNotice), Care: care.StateOf(b), Operators: b.Staff().All()}
	drafts, err := b.Drafts().All()
	if err != nil {
		return h, err
	}
	k := know(b)
	if h.Last, err = points.LastSubmission(b); err != nil {
		return h, err
	}
	if h.Last.Number > 0 {
		if h.Since, err = points.Since(b, h.Last); err != nil {
			return h, err
		}
	}
	h.Drafts = len(drafts)
	s := rules.SummaryOf(b.Today())
	h.Holds = holds(b, s)
	if b.Today().Street() {
		k.Arrivals = rules.Arrivals(b.Today())
	}
	h.Open = todos(b, k, basis)
	h.Dates = slices.DeleteFunc(dates(b, k, basis, h.Until), func(d Dated) bool { return d.Kind == nil }) // the records'; the ledger's own days are no news
	return h, nil
}

func holds(b *store.Book, s rules.Summary) []Todo {
	q := func(kind ledger.Kind, tab string) records.Query {
		return records.Query{Kind: kind, Tab: tab, Sort: "name"}
	}
	out := []Todo{
		{Count: s.OpenEnterprises, Text: "家在营企业，其中 " + strconv.Itoa(s.EnterprisesWithBranch) + " 家已建团", Query: q(ledger.Enterprises, "open")},
		{Count: s.Branches, Text: "个团组织", Query: q(ledger.Branches, "live")},
		{Count: s.Members, Text: "名在册团员，其中流动 " + strconv.Itoa(s.Mobile) + " 名、党员 " + strconv.Itoa(s.PartyMembers) + " 名", Query: q(ledger.Members, "on")},
		{Count: s.Cadres, Text: "名团干部", Query: records.Query{Kind: ledger.Posts, Tab: "now"}},
		{Count: s.Left, Text: "名已离团", Query: q(ledger.Members, "off")},
	}
	if b.Today().Street() {
		out = append([]Todo{{Count: s.Communities, Text: "个社区", Query: records.Query{Kind: ledger.Communities}}}, out...)
	}
	return out
}

// mostOnSheet is how many dates fit on the one page of the sheet.
const mostOnSheet = 12

// HandoverSheet is the page that both sign: what is handed over, what is open
// and what falls due next. It holds names and no number of any person.
func HandoverSheet(b *store.Book, h Handover, from, to string) *paper.Document {
	label := func(text string) paper.Field { return paper.Field{Text: text, Label: true} }
	wide := func(text string) paper.Field { return paper.Field{Text: text, Span: 5} }
	lines := func(todos []Todo) (text string) {
		for i, t := range todos {
			if i > 0 {
				text += "；"
			}
			text += strconv.Itoa(t.Count) + " " + t.Text
		}
		return text + "。"
	}
	open := "没有。"
	if len(h.Open) > 0 {
		open = lines(h.Open)
	}
	if h.Drafts > 0 {
		open += "另有 " + strconv.Itoa(h.Drafts) + " 张表单没有填完。"
	}
	f := paper.Form{Title: "工作交接单", Left: "单位：" + b.Profile().Name, Right: "日期：" + h.Day.Dotted(), Grid: []int{4, 5, 4, 5, 4, 5},
		Ledger: b.Profile().Name, Printed: "打印于 " + b.Clock().Format("2006-01-02 15:04"),
		Sign: []string{"移交人（签字）：", "接手人（签字）：", "　　　　年　　月　　日"},
		Rows: [][]paper.Field{
			{label("移交人"), {Text: from, Span: 2}, label("接手人"), {Text: to, Span: 2}},
			{label("台账内容"), wide(lines(h.Holds))},
			{label("未了事项"), wide(open)},
			{label("最近上报"), wide(h.Submitted())},
			{label("备份"), wide(h.Backed())},
			{label("经办人"), wide(h.Staff())},
		}}
	var rows [][]string
	for _, d := range h.Dates[:min(len(h.Dates), mostOnSheet)] {
		rows = append(rows, []string{d.Day.Dotted(), d.Name, d.Text})
	}
	if more := len(h.Dates) - mostOnSheet; more > 0 {
		rows = append(rows, []string{"", "", "还有 " + strconv.Itoa(more) + " 件，见台账"})
	}
	if len(rows) == 0 {
		rows = [][]string{{"", "", "到 " + h.Until.Dotted() + " 没有到期的事"}}
	}
	f.Table("今后要办", 1, []paper.Column{{Head: "日期", Align: paper.Center}, {Head: "名称"}, {Head: "事项"}}, []int{1, 2, 2}, rows)
	f.Rows = append(f.Rows, []paper.Field{label("另外说明"), {Span: 5, Lines: 2}})
	return f.Lay()
}

// Submitted says in a sentence what went to the street last and what changed since.
func (h Handover) Submitted() string {
	if h.Last.Number == 0 {
		return "还没有上报过。"
	}
	text := "第 " + strconv.Itoa(int(h.Last.Number)) + " 次，" + h.Last.Day.Dotted() + "，经办人" + h.Last.Who
	added, changed, removed := h.Since.Total()
	if n := added + changed + removed; n > 0 {
		return text + "；此后改动 " + strconv.Itoa(n) + " 条。"
	}
	return text + "；此后没有改动。"
}

// Backed says in a sentence how the backups stand.
func (h Handover) Backed() string {
	day := func(t time.Time) string { return value.DayOf(t).Dotted() }
	switch {
	case h.Care.Newest.IsZero():
		return "还没有备份。"
	case h.Care.Proved.IsZero():
		return "最近一份 " + day(h.Care.Newest) + "，还没有验证过能恢复。"
	}
	return "最近一份 " + day(h.Care.Newest) + "，上次验证可恢复 " + day(h.Care.Proved) + "。"
}

// Staff says in a sentence who may open the ledger.
func (h Handover) Staff() (text string) {
	for i, o := range h.Operators {
		if i > 0 {
			text += "、"
		}
		text += o.Name + "（" + o.Role.Title() + "）"
	}
	return text + "。"
}
