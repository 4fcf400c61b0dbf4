package jobs

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// dues is the page of 收团费: the members of one branch and the months of a year. Months are ticked one by one, by the row or
// by the column, and all that is ticked is saved at once.
type dues struct {
	s      *page.Shell
	page   *page.Page
	choice []find.Option
	branch value.ID
	year   int
	sheet  *work.DuesSheet
	marked map[[2]int]string // row and month, with the sort of payment
	kept   halves[duesDraft] // as the ledger has them

	pick   *kit.Picker
	which  *look.Words
	grid   *grid.Grid
	told   *look.Words
	table  *fyne.Container
	take   *kit.Button
	latest hands.Latest
	busy   hands.Only
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
	p := &dues{s: s, choice: branches(s), year: s.Today().Year(), marked: map[[2]int]string{}, which: look.NewWords("", look.Strong), told: look.NewWords("", look.Aside)}
	p.pick = branchField(s, p.choice, func(id value.ID) { p.turn(id, p.year) })
	s.Book.Setting(duesSetting, &p.kept)
	for _, k := range slices.Backward(p.kept) {
		if branch.IsZero() || branch == k.Branch {
			branch, p.year = k.Branch, k.Year
			break
		}
	}
	p.branch = chosenBranch(p.pick, p.choice, branch)
	p.grid = grid.New(grid.Source{Len: p.length, Cell: p.cell, Key: func(row int) string { return p.sheet.Rows[row].Member.ID.String() }})
	p.grid.SetColumns(duesColumns, nil)
	p.grid.OnCells(func(row, col int) { p.tick(row, col-monthsFrom) })
	p.grid.OnKey = p.key
	p.table = container.NewStack(p.grid)
	p.take = kit.NewButton(kit.Primary, look.IconDone, "收下", "F10", p.confirm)
	back := kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", p.leave)
	earlier := kit.NewButton(kit.Quiet, look.IconLeft, "", "", func() { p.turn(p.branch, p.year-1) })
	later := kit.NewButton(kit.Quiet, look.IconRight, "", "", func() { p.turn(p.branch, p.year+1) })
	up := kit.NewButton(kit.Ordinary, look.IconSend, "上缴", "F9", p.handUp)
	head := look.Flow(back, look.NewWords("收团费", look.Title), p.pick, look.Row(earlier, p.which, later), layout.NewSpacer(), up, p.take)
	keys := look.NewWords("Enter 收这个月　空格 收到本月为止　F7 收这一列　F5 收这一季　F6 减免　Delete 不收　F8 换支部", look.Note)
	p.page = &page.Page{Key: "jobs", Title: "收团费", First: p.grid, Shut: p.latest.Drop, Changed: func(store.Change) { p.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, container.NewBorder(nil, look.Row(p.told, layout.NewSpacer(), keys), nil, nil, look.Card(p.table))))),
		Keep: p.keep,
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: p.confirm, fyne.KeyF9: p.handUp, fyne.KeyF8: func() { s.Canvas().Focus(p.pick) }, fyne.KeyEscape: p.leave}}
	p.page.Own(&p.pick.Entry)
	p.ask()
	return p
}

func (p *dues) leave() { p.s.Open(jobsFrom(p.page.Title)) }

// duesSetting is where the ledger keeps what is ticked and not saved: nobody is asked before the ledger locks, and nothing
// is lost by it.
const duesSetting = "dues"

// A duesDraft is what is ticked of one branch and year.
type duesDraft struct {
	Branch value.ID   `json:"branch"`
	Year   int        `json:"year"`
	Ticks  []duesTick `json:"ticks,omitempty"`
}

func (d duesDraft) about() string { return d.Branch.String() + strconv.Itoa(d.Year) }
func (d duesDraft) empty() bool   { return len(d.Ticks) == 0 }

type duesTick struct {
	Member value.ID `json:"m"`
	Month  int      `json:"n"`
	Sort   string   `json:"s"`
}

// keep makes the ticks durable, or forgets those of before.
func (p *dues) keep() {
	if p.sheet == nil || !p.kept.put(p.draft()) {
		return
	}
	if err := p.s.Book.SetSetting(duesSetting, p.kept); err != nil {
		p.s.FailOn(p.page, "勾的没有留下", err)
	}
}

// draft is what is ticked on the sheet on show.
func (p *dues) draft() duesDraft {
	d := duesDraft{Branch: p.sheet.Branch.ID, Year: p.sheet.Year}
	for at, sort := range p.marked {
		d.Ticks = append(d.Ticks, duesTick{p.sheet.Rows[at[0]].Member.ID, at[1], sort})
	}
	return d
}

// takeUp ticks what was kept of the branch and year on show, but for what has been paid meanwhile.
func (p *dues) takeUp() {
	rows := map[value.ID]int{}
	for i, r := range p.sheet.Rows {
		rows[r.Member.ID] = i
	}
	for _, k := range p.kept.of(duesDraft{Branch: p.sheet.Branch.ID, Year: p.sheet.Year}.about()).Ticks {
		if row, there := rows[k.Member]; there && k.Month >= 0 && k.Month < 12 && p.sheet.Rows[row].Months[k.Month].Open() {
			p.marked[[2]int{row, k.Month}] = k.Sort
		}
	}
}

// turn shows another branch or another year.
func (p *dues) turn(branch value.ID, year int) {
	p.keep()
	p.branch, p.year, p.marked = branch, year, map[[2]int]string{}
	p.ask()
}

func (p *dues) ask() {
	branch, year := p.branch, p.year
	if branch.IsZero() {
		p.table.Objects = []fyne.CanvasObject{kit.Empty(look.IconBranch, "还没有有团员的团组织。先登记团组织和团员，再来收团费。")}
		p.take.Disable()
		return
	}
	hands.RunLatest(&p.latest, func() (*work.DuesSheet, error) { return work.DuesOf(p.s.Book, branch, year) }, func(sheet *work.DuesSheet) {
		first := p.sheet == nil || p.sheet.Branch.ID != sheet.Branch.ID || p.sheet.Year != sheet.Year
		if !first { // somebody else saved something: the same people stand in other rows now
			p.kept.put(p.draft())
		}
		p.sheet, p.marked = sheet, map[[2]int]string{}
		p.takeUp()
		p.which.SetText(strconv.Itoa(sheet.Year) + " 年")
		p.grid.Refresh()
		if first && len(sheet.Rows) > 0 {
			month := 0
			if sheet.Year == p.s.Today().Year() {
				month = int(p.s.Today().Month()) - 1
			}
			p.grid.StandOn(0, monthsFrom+month)
		}
		p.tell()
	}, func(err error) { p.s.FailOn(p.page, "读不出团费", err) })
}

func (p *dues) length() int {
	if p.sheet == nil {
		return 0
	}
	return len(p.sheet.Rows)
}

func (p *dues) cell(row, col int) string {
	r := &p.sheet.Rows[row]
	month := col - monthsFrom
	switch {
	case col == 0:
		return r.Member.Title
	case month >= 12:
		due, paid := p.so(row)
		if month > 12 {
			return paid.String()
		}
		if fen, _ := due.Fen(); fen == 0 && r.Behind == 0 {
			return ""
		}
		return due.String()
	}
	m := r.Months[month]
	switch sort := p.marked[[2]int{row, month}]; {
	case sort == codes.PaymentWaived:
		return "√免"
	case sort != "":
		return "√" + dueText(m)
	}
	return monthText(m)
}

// so is what somebody owes and has paid when all is taken that is ticked.
func (p *dues) so(row int) (due, paid value.Money) {
	r := &p.sheet.Rows[row]
	owes, _ := r.Due.Fen()
	has, _ := r.Paid.Fen()
	for month, m := range r.Months {
		sort := p.marked[[2]int{row, month}]
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
	return m.Due.String()
}

// tick takes a month or leaves it again.
func (p *dues) tick(row, month int) { p.mark(row, month, codes.PaymentPaid, true) }

// mark ticks a month for a sort of payment; toggle takes away what was ticked so already.
func (p *dues) mark(row, month int, sort string, toggle bool) {
	if p.sheet == nil || row < 0 || row >= len(p.sheet.Rows) || month < 0 || month > 11 || !p.sheet.Rows[row].Months[month].Open() {
		return
	}
	at := [2]int{row, month}
	if toggle && p.marked[at] == sort {
		delete(p.marked, at)
	} else {
		p.marked[at] = sort
	}
	p.draw()
}

func (p *dues) draw() {
	p.grid.Refresh()
	p.tell()
}

func (p *dues) key(name fyne.KeyName) bool {
	row, month := p.grid.Current(), p.grid.Column()-monthsFrom
	switch name {
	case fyne.KeySpace: // all that this member owes until now
		if p.sheet == nil || row < 0 || row >= len(p.sheet.Rows) {
			return true
		}
		for m, c := range p.sheet.Rows[row].Months {
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
		delete(p.marked, [2]int{row, month})
		p.draw()
	default:
		return false
	}
	return true
}

// column ticks a month of all who owe it.
func (p *dues) column(month int) {
	for r := range p.length() {
		if c := p.sheet.Rows[r].Months[month]; c.Open() && c.State != work.DuesVoluntary {
			p.marked[[2]int{r, month}] = codes.PaymentPaid
		}
	}
	p.draw()
}

// payments are what is ticked, as records.
func (p *dues) payments() []*ledger.Payment {
	var marks []work.DuesMark
	for at, sort := range p.marked {
		marks = append(marks, work.DuesMark{Row: at[0], Month: at[1], Sort: sort})
	}
	return p.sheet.Payments(marks, p.s.Book.Basis().Today)
}

// tell says below the table what is owed and what is ticked.
func (p *dues) tell() {
	behind := 0
	if p.sheet != nil {
		for _, r := range p.sheet.Rows {
			if r.Behind > 0 {
				behind++
			}
		}
	}
	text := strconv.Itoa(p.length()) + " 人，" + strconv.Itoa(behind) + " 人没有交到本月"
	if len(p.marked) == 0 || !p.s.Book.May(store.MayWork) {
		p.take.SetLabel("收下")
		p.take.Disable()
	} else {
		sum, without := work.Sum(p.payments())
		text = "勾了 " + strconv.Itoa(len(p.marked)) + " 个月，共 " + sum.String() + " 元"
		if without > 0 {
			text += "；" + strconv.Itoa(without) + " 笔没有月收入，算不出，收下以后到“团费”里补金额"
		}
		p.take.SetLabel("收下 " + sum.String() + " 元")
		p.take.Enable()
	}
	p.told.SetText(text)
}

// confirm saves what is ticked.
func (p *dues) confirm() {
	if p.take.Disabled() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	sheet, all := p.sheet, p.payments()
	hands.RunOnly(&p.busy, func() (uint64, error) { return sheet.Take(all) }, func(uint64) {
		p.marked = map[[2]int]string{}
		p.keep()
		sum, _ := work.Sum(all)
		p.s.Toasts.SayWith("收了 "+strconv.Itoa(len(all))+" 笔团费，共 "+sum.String()+" 元", "撤销", p.s.Undo)
		p.ask()
	}, func(err error) {
		p.s.FailOn(p.page, "没有收下", err)
		p.ask()
	})
}

// handUp asks what the branch hands up.
func (p *dues) handUp() {
	if p.sheet == nil || !p.s.Allowed(store.MayWork) || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	from, to, amount, receipt, fault := kit.NewEntry(), kit.NewEntry(), kit.NewEntry(), kit.NewEntry(), kit.NewFault()
	from.SetText(value.Day(p.year, 1, 0).String())
	to.SetText(value.DayOf(p.s.Today()).String()[:7])
	if left := p.sheet.Unsent(); left > 0 {
		amount.SetText(left.String())
	}
	form := page.NewSlip(p.s.Canvas(), "上缴团费　"+p.sheet.Branch.Name(), "记下上缴", kit.Labelled("从哪个月", from, nil), kit.Labelled("到哪个月", to, nil),
		kit.Labelled("金额（元）", amount, fault), kit.Labelled("收据号（可以不填）", receipt, nil))
	sheet := p.sheet
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
