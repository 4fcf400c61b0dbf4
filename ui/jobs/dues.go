package jobs

import (
	"strconv"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/forms"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// dues is the page of 收团费: the members of one branch and the months of a year. Months are ticked one by one, by the row or
// by the column, and all that is ticked is saved at once.
type dues struct {
	*fillTable[*duesFilling]
}

// The columns before and after the twelve months.
const monthsFrom = 1

var duesColumns = func() []ledger.Column {
	all := []ledger.Column{{Key: "name", Label: "姓名", Width: 10}}
	for m := range 12 {
		all = append(all, ledger.Column{Key: "m" + strconv.Itoa(m+1), Label: strconv.Itoa(m+1) + "月", Width: 5})
	}
	return append(all, ledger.Column{Key: "due", Label: "还欠", Width: 6}, ledger.Column{Key: "paid", Label: "交了", Width: 6})
}()

// Dues makes the page of 收团费, of the branch whose ticks were left, or of the largest.
func Dues(s *page.Shell) *page.Page { return duesOf(value.ID{})(s) }

// duesOf makes the page of 收团费 of a branch.
func duesOf(branch value.ID) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page { return newDues(s, branch).page }
}

func newDues(s *page.Shell, branch value.ID) *dues {
	p := &dues{}
	newFill(s, fillKind[*duesFilling]{title: "收团费", setting: "dues", verb: "收下", span: "年", year: s.Today().Year(), branched: true,
		columns: duesColumns, stand: p.stand,
		keys: []string{"Enter 收这个月", "空格 收到本月为止", "F7 收这一列", "F5 收这一季", "F6 减免", "Delete 不收", "F8 换支部"},
		none: "还没有有团员的团组织。先登记团组织和团员，再来收团费。",
		more: []fyne.CanvasObject{kit.NewButton(kit.Ordinary, look.IconPrint, "打印", "F12", p.print), kit.NewButton(kit.Ordinary, look.IconSend, "上缴", "F9", p.handUp)},
		also: map[fyne.KeyName]func(){fyne.KeyF9: p.handUp, fyne.KeyF12: p.print},
		read: func(b *store.Book, branch value.ID, year int) (*duesFilling, error) {
			sheet, err := work.DuesOf(b, branch, year)
			return &duesFilling{sheet, map[[2]int]string{}, b.Basis().Today}, err
		},
		wire: func(t *fillTable[*duesFilling]) {
			p.fillTable = t
			t.grid.OnCells(func(row, col int) { p.tick(row, col-monthsFrom) })
			t.grid.OnKey = p.key
		}}, branch)
	return p
}

// stand is the column of this month, of another year the first.
func (p *dues) stand() int {
	if p.year == p.s.Today().Year() {
		return monthsFrom + int(p.s.Today().Month()) - 1
	}
	return monthsFrom
}

// duesFilling is a sheet of dues with what is ticked: row and month, with the sort of payment.
type duesFilling struct {
	*work.DuesSheet
	marked map[[2]int]string
	today  value.Date
}

func (d *duesFilling) length() int         { return len(d.Rows) }
func (d *duesFilling) id(row int) value.ID { return d.Rows[row].Member.ID }

func (d *duesFilling) written(row int) (sorts []string) {
	for month := range 12 {
		if sort := d.marked[[2]int{row, month}]; sort != "" {
			if sorts == nil {
				sorts = make([]string, 12)
			}
			sorts[month] = sort
		}
	}
	return sorts
}

// takeUp ticks again what has not been paid meanwhile.
func (d *duesFilling) takeUp(row int, was []string) {
	for month, sort := range was {
		if month < 12 && sort != "" && d.Rows[row].Months[month].Open() {
			d.marked[[2]int{row, month}] = sort
		}
	}
}

func (d *duesFilling) cell(row, col int) string {
	r := &d.Rows[row]
	month := col - monthsFrom
	switch {
	case col == 0:
		return r.Member.Title
	case month >= 12:
		due, paid := d.so(row)
		if month > 12 {
			return paid.String()
		}
		if fen, _ := due.Fen(); fen == 0 && r.Behind == 0 {
			return ""
		}
		return due.String()
	}
	m := r.Months[month]
	switch sort := d.marked[[2]int{row, month}]; {
	case sort == codes.PaymentWaived:
		return "√免"
	case sort != "":
		return "√" + dueText(m)
	}
	return monthText(m)
}

// so is what somebody owes and has paid when all is taken that is ticked.
func (d *duesFilling) so(row int) (due, paid value.Money) {
	r := &d.Rows[row]
	owes, _ := r.Due.Fen()
	has, _ := r.Paid.Fen()
	for month, m := range r.Months {
		sort := d.marked[[2]int{row, month}]
		fen, known := m.Due.Fen()
		if sort == "" || !known {
			continue
		}
		if !m.Ahead && m.State == work.DuesOwed {
			owes -= fen
		}
		if sort != codes.PaymentWaived {
			has += fen
		}
	}
	return value.MoneyOf(max(0, owes)), value.MoneyOf(has)
}

// monthText is how a month stands, in a word that fits its column.
func monthText(m work.DuesMonth) string {
	switch m.State {
	case work.DuesPaid:
		return "已交"
	case work.DuesWaived:
		return "减免"
	case work.DuesNone:
		return "—"
	}
	if m.Ahead {
		return ""
	}
	return dueText(m)
}

func dueText(m work.DuesMonth) string {
	switch m.State {
	case work.DuesUnknown:
		return "算不出"
	case work.DuesVoluntary:
		return "自愿"
	}
	if m.Part {
		return "差" + m.Due.String()
	}
	return m.Due.String()
}

// tick takes a month or leaves it again.
func (p *dues) tick(row, month int) { p.mark(row, month, codes.PaymentPaid, true) }

// mark ticks a month for a sort of payment; toggle takes away what was ticked so already.
func (p *dues) mark(row, month int, sort string, toggle bool) {
	if !p.inside(row) || month < 0 || month > 11 || !p.now.Rows[row].Months[month].Open() {
		return
	}
	at := [2]int{row, month}
	if toggle && p.now.marked[at] == sort {
		delete(p.now.marked, at)
	} else {
		p.now.marked[at] = sort
	}
	p.draw()
}

func (p *dues) key(name fyne.KeyName) bool {
	row, month := p.grid.Current(), p.grid.Column()-monthsFrom
	switch name {
	case fyne.KeySpace: // all that this member owes until now
		if !p.inside(row) {
			return true
		}
		for m, c := range p.now.Rows[row].Months {
			if c.Open() && !c.Ahead && c.State != work.DuesVoluntary {
				p.mark(row, m, codes.PaymentPaid, false)
			}
		}
	case fyne.KeyF7: // this month of all who owe it
		p.column(max(0, min(month, 11)))
	case fyne.KeyF5: // the quarter of this month
		first := max(0, min(month, 11)) / 3 * 3
		for m := range 3 {
			p.column(first + m)
		}
	case fyne.KeyF6:
		p.mark(row, month, codes.PaymentWaived, true)
	case fyne.KeyDelete:
		if p.there {
			delete(p.now.marked, [2]int{row, month})
		}
		p.draw()
	default:
		return false
	}
	return true
}

// column ticks a month of all who owe it.
func (p *dues) column(month int) {
	for r := range p.length() {
		if c := p.now.Rows[r].Months[month]; c.Open() && c.State != work.DuesVoluntary {
			p.now.marked[[2]int{r, month}] = codes.PaymentPaid
		}
	}
	p.draw()
}

// payments are what is ticked, as records.
func (d *duesFilling) payments() []*ledger.Payment {
	var marks []work.DuesMark
	for at, sort := range d.marked {
		marks = append(marks, work.DuesMark{Row: at[0], Month: at[1], Sort: sort})
	}
	return d.Payments(marks, d.today)
}

func (d *duesFilling) told() string {
	if len(d.marked) == 0 {
		behind := 0
		for _, r := range d.Rows {
			if r.Behind > 0 {
				behind++
			}
		}
		return strconv.Itoa(len(d.Rows)) + " 人，" + strconv.Itoa(behind) + " 人没有交到本月"
	}
	sum, without := work.Sum(d.payments())
	text := "勾了 " + strconv.Itoa(len(d.marked)) + " 个月，共 " + sum.String() + " 元"
	if without > 0 {
		text += "；" + strconv.Itoa(without) + " 笔没有月收入，算不出，收下以后到“团费”里补金额"
	}
	return text
}

func (d *duesFilling) verb() string {
	if len(d.marked) == 0 {
		return ""
	}
	sum, _ := work.Sum(d.payments())
	return "收下 " + sum.String() + " 元"
}

func (d *duesFilling) save() (string, error) {
	all := d.payments()
	_, err := d.Take(all)
	sum, _ := work.Sum(all)
	return "收了 " + strconv.Itoa(len(all)) + " 笔团费，共 " + sum.String() + " 元", err
}

// print shows 团费收缴登记表 of the branch and year; the one for the wall can be chosen there.
func (p *dues) print() {
	if p.there && p.s.Canvas().Overlays().Top() == nil {
		p.keep()
		p.s.ShowPapers(records.Query{Kind: ledger.Payments}, forms.Print{Form: forms.DuesRegister, Branch: p.branch, Year: p.year}, func() { p.s.Open(duesOf(p.branch)) })
	}
}

// handUp asks what the branch hands up.
func (p *dues) handUp() {
	if !p.there || !p.s.Allowed(store.MayWork) || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	from, to, amount, receipt, fault := kit.NewEntry(), kit.NewEntry(), kit.NewEntry(), kit.NewEntry(), kit.NewFault()
	from.SetText(value.Day(p.year, 1, 0).String())
	to.SetText(value.DayOf(p.s.Today()).String()[:7])
	if left := p.now.Unsent(); left > 0 {
		amount.SetText(left.String())
	}
	form := page.NewSlip(p.s.Canvas(), "上缴团费　"+p.now.Branch.Name(), "记下上缴", kit.Labelled("从哪个月", from, nil), kit.Labelled("到哪个月", to, nil),
		kit.Labelled("金额（元）", amount, fault), kit.Labelled("收据号（可以不填）", receipt, nil))
	sheet := p.now
	form.Open(func() {
		first, err1 := value.ParseDate(from.Text)
		last, err2 := value.ParseDate(to.Text)
		sum, err3 := value.ParseMoney(amount.Text)
		switch {
		case err1 != nil || err2 != nil || first == 0 || last == 0:
			fault.Hard("月份请写成 2026-03 这样。")
			return
		case err3 != nil || sum == 0:
			fault.Hard("金额请写数字，例如 33.60。")
			return
		}
		number := receipt.Text
		form.Do(func() error {
			_, err := sheet.HandUp(first, last, p.s.Book.Basis().Today, sum, number)
			return err
		}, func() { p.s.Say("上缴记下了") }, func(err error) { fault.Hard(store.Tell(err).Message) })
	}, amount, from, to, amount, receipt)
}
