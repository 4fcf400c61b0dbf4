package store

import (
	"bytes"
	"slices"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/rules"
	"tuanjian/store/seal"
	"tuanjian/store/vault"
)

// A Handover is the office as the one who leaves it shows it to the next.
type Handover struct {
	Day       ledger.Date
	Holds     []Todo // what the ledger holds
	Open      []Todo // what is not done
	Drafts    int    // forms begun and not saved
	Dates     []Dated
	Until     ledger.Date // of Dates
	Last      Submission  // the last one; Number 0 when there was none
	Since     Difference  // what changed since then
	Care      Care        // how the backups stand
	Operators []Operator
}

// Handover gathers it. Dates reach as far ahead as the rules warn of the end of a
// term (ledger.Rules.TermNotice).
func (b *Book) Handover() (Handover, error) {
	basis := b.Basis()
	h := Handover{Day: basis.Today, Until: basis.Today.AddDays(basis.Rules.TermNotice), Care: b.Cared(), Operators: b.Operators()}
	drafts, err := b.Drafts()
	if err != nil {
		return h, err
	}
	k := b.know()
	if h.Last, err = b.LastSubmission(); err != nil {
		return h, err
	}
	if h.Last.Number > 0 {
		if h.Since, err = b.Since(h.Last); err != nil {
			return h, err
		}
	}
	h.Drafts = len(drafts)
	s := rules.SummaryOf(b.now())
	h.Holds = b.holds(s)
	if b.now().Street() {
		k.Arrivals = rules.Arrivals(b.now())
	}
	h.Open = b.todos(k, basis)
	h.Dates = slices.DeleteFunc(b.dates(k, basis, h.Until), func(d Dated) bool { return d.Kind == nil }) // the records'; the ledger's own days are no news
	return h, nil
}

func (b *Book) holds(s rules.Summary) []Todo {
	q := func(kind ledger.Kind, tab string) Query { return Query{Kind: kind, Tab: tab, Sort: "name"} }
	out := []Todo{
		{Count: s.OpenEnterprises, Text: "家在营企业，其中 " + itoa(s.EnterprisesWithBranch) + " 家已建团", Query: q(ledger.Enterprises, "open")},
		{Count: s.Branches, Text: "个团组织", Query: q(ledger.Branches, "live")},
		{Count: s.Members, Text: "名在册团员，其中流动 " + itoa(s.Mobile) + " 名、党员 " + itoa(s.PartyMembers) + " 名", Query: q(ledger.Members, "on")},
		{Count: s.Cadres, Text: "名团干部", Query: Query{Kind: ledger.Posts, Tab: "now"}},
		{Count: s.Left, Text: "名已离团", Query: q(ledger.Members, "off")},
	}
	if b.now().Street() {
		out = append([]Todo{{Count: s.Communities, Text: "个社区", Query: Query{Kind: ledger.Communities}}}, out...)
	}
	return out
}

// What becomes of the one who hands over.
const (
	Leaves  = "leave"  // taken off the ledger
	Demoted = "reader" // may still look
	Stays   = "stay"   // as before
)

// A Succession is the change of hands: who takes over and what becomes of who leaves.
type Succession struct {
	From     string // the operator who hands over
	Becomes  string // Leaves, Demoted or Stays
	To       string // the one who takes over
	Role     Role
	Password string // typed by the one who takes over; "" for somebody who is an operator already
	Code     string // a new recovery code, typed back; "" keeps the old one
}

// HandOver carries a succession out in one transaction, journalled with both names.
// Afterwards somebody is 管理员, or it is refused and nothing is changed. Who leaves
// keeps what is open as 只读; older copies and backups still open with his password.
func (b *Book) HandOver(s Succession) error {
	if err := b.Allow(MayHandOver); err != nil {
		return err
	}
	s.To = cleanName(s.To)
	switch {
	case s.To == "":
		return Refuse("请填写接手人的姓名，最多 " + itoa(longestName) + " 个字。")
	case s.To == s.From:
		return Refuse("移交人和接手人是同一个人。请另选接手人。")
	}
	steps := []staffing{demoting(s.To, s.Role)}
	if s.Password != "" {
		if err := seal.CheckPassword(s.Password); err != nil {
			return Tell(err)
		}
		steps = []staffing{b.adding(s.To, s.Password, s.Role)}
	}
	switch s.Becomes {
	case Leaves:
		steps = append(steps, removing(s.From))
	case Demoted:
		steps = append(steps, demoting(s.From, Reader))
	}
	if s.Code != "" {
		code, err := seal.ParseCode(s.Code)
		if err != nil {
			return Tell(err)
		}
		steps = append(steps, func(t *Turn, operators []Operator) ([]Operator, error) { return operators, b.rescue(t, code) })
	}
	return b.staff(Intent{Deed: MayHandOver, What: s.Becomes, From: s.From, Whom: s.To}, func(t *Turn, operators []Operator) ([]Operator, error) {
		if findOperator(operators, s.From) < 0 {
			return nil, vault.ErrNoSlot
		}
		var err error
		for _, step := range steps {
			if operators, err = step(t, operators); err != nil {
				return nil, err
			}
		}
		return operators, nil
	})
}

// mostOnSheet is how many dates fit on the one page of the sheet.
const mostOnSheet = 12

// HandoverSheet is the page that both sign, as PDF: what is handed over, what is open
// and what falls due next. It holds names and no number of any person.
func (b *Book) HandoverSheet(h Handover, from, to string) ([]byte, error) {
	label := func(text string) paper.Field { return paper.Field{Text: text, Label: true} }
	wide := func(text string) paper.Field { return paper.Field{Text: text, Span: 5} }
	lines := func(todos []Todo) (text string) {
		for i, t := range todos {
			if i > 0 {
				text += "；"
			}
			text += itoa(t.Count) + " " + t.Text
		}
		return text + "。"
	}
	open := "没有。"
	if len(h.Open) > 0 {
		open = lines(h.Open)
	}
	if h.Drafts > 0 {
		open += "另有 " + itoa(h.Drafts) + " 张表单没有填完。"
	}
	f := paper.Form{Title: "工作交接单", Left: "单位：" + b.Profile().Name, Right: "日期：" + h.Day.Dotted(), Grid: []int{4, 5, 4, 5, 4, 5},
		Ledger: b.Profile().Name, Printed: "打印于 " + b.env.Now().Format("2006-01-02 15:04"),
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
		rows = append(rows, []string{"", "", "还有 " + itoa(more) + " 件，见台账"})
	}
	if len(rows) == 0 {
		rows = [][]string{{"", "", "到 " + h.Until.Dotted() + " 没有到期的事"}}
	}
	f.Table("今后要办", 1, []paper.Column{{Head: "日期", Align: paper.Center}, {Head: "名称"}, {Head: "事项"}}, []int{1, 2, 2}, rows)
	f.Rows = append(f.Rows, []paper.Field{label("另外说明"), {Span: 5, Lines: 2}})
	var out bytes.Buffer
	if err := paper.Write(&out, f.Lay(), nil); err != nil {
		return nil, Tell(err)
	}
	return out.Bytes(), nil
}

// Submitted says in a sentence what went to the street last and what changed since.
func (h Handover) Submitted() string {
	if h.Last.Number == 0 {
		return "还没有上报过。"
	}
	text := "第 " + itoa(int(h.Last.Number)) + " 次，" + h.Last.Day.Dotted() + "，经办人" + h.Last.Who
	added, changed, removed := h.Since.Total()
	if n := added + changed + removed; n > 0 {
		return text + "；此后改动 " + itoa(n) + " 条。"
	}
	return text + "；此后没有改动。"
}

// Backed says in a sentence how the backups stand.
func (h Handover) Backed() string {
	day := func(t time.Time) string { return ledger.DayOf(t).Dotted() }
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
