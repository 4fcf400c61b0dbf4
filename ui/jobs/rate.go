package jobs

import (
	"strconv"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// rate is the page of 对标定级: all branches of a year in one table, points typed into its cells.
type rate struct {
	s     *page.Shell
	page  *page.Page
	year  int
	sheet *work.RatingSheet
	kept  halves[rateDraft]

	which *look.Words
	grid  *grid.Grid
	told  *look.Words
	table *fyne.Container
	save  *kit.Button
	busy  hands.Only
}

// The columns of a row: the branch, the items with the review, the veto, the stars.
var (
	rateItems   = len(work.RatingItems())
	rateVeto    = 1 + rateItems
	rateColumns = func() []ledger.Column {
		all := []ledger.Column{{Key: "branch", Label: "团组织", Width: 18}}
		for i, label := range work.RatingItems() {
			all = append(all, ledger.Column{Key: "p" + strconv.Itoa(i), Label: label, Width: 7})
		}
		return append(all, ledger.Column{Key: "veto", Label: "一票否决", Width: 8}, ledger.Column{Key: "stars", Label: "应定星级", Width: 8})
	}()
)

// Rate makes the page of 对标定级.
func Rate(s *page.Shell) *page.Page {
	p := &rate{s: s, year: appraisedYear(s), which: look.NewWords("", look.Strong), told: look.NewWords("", look.Aside)}
	if s.Book.Setting(rateSetting, &p.kept) && len(p.kept) > 0 {
		p.year = p.kept[len(p.kept)-1].Year
	}
	p.grid = grid.New(grid.Source{Len: p.length, Cell: p.cell, Key: func(row int) string { return p.sheet.Rows[row].Branch.ID.String() }})
	p.grid.SetColumns(rateColumns, nil)
	p.grid.OnCells(func(row, col int) { p.edit(row, col, p.written(row, col)) })
	p.grid.OnKey, p.grid.OnType = p.key, p.typed
	p.table = container.NewStack(p.grid)
	p.save = kit.NewButton(kit.Primary, look.IconDone, "保存", "F10", p.confirm)
	back := kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", p.leave)
	earlier := kit.NewButton(kit.Quiet, look.IconLeft, "", "", func() { p.turn(p.year - 1) })
	later := kit.NewButton(kit.Quiet, look.IconRight, "", "", func() { p.turn(min(p.year+1, s.Today().Year())) })
	head := look.Flow(back, look.NewWords("对标定级", look.Title), look.Row(earlier, p.which, later), layout.NewSpacer(), p.save)
	keys := look.NewWords("直接键入得分，Enter 往下，Tab 往右；复核以前按五项合计，复核以后按复核得分；有一票否决的写明原因", look.Note)
	p.page = &page.Page{Key: "jobs", Title: "对标定级", First: p.grid, Changed: func(store.Change) { p.kept.put(p.draft()); p.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, container.NewBorder(nil, look.Pile(look.Gap1, p.told, keys), nil, nil, look.Card(p.table))))),
		Keep: p.keep,
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: p.confirm, fyne.KeyEscape: p.leave}}
	p.ask()
	return p.page
}

func (p *rate) leave() { p.s.Open(jobsFrom(p.page.Title)) }

// rateSetting is where the ledger keeps what is written and not saved.
const rateSetting = "rate"

// A rateDraft is what is written of a year and not saved: by branch the points and the veto as they read.
type rateDraft struct {
	Year int                 `json:"year"`
	Rows map[string][]string `json:"rows,omitempty"`
}

func (d rateDraft) about() string { return strconv.Itoa(d.Year) }
func (d rateDraft) empty() bool   { return len(d.Rows) == 0 }

func (p *rate) draft() rateDraft {
	d := rateDraft{Year: p.year, Rows: map[string][]string{}}
	for i := range p.sheet.Rows {
		if p.sheet.Rows[i].Changed() {
			for col := 1; col <= rateVeto; col++ {
				id := p.sheet.Rows[i].Branch.ID.String()
				d.Rows[id] = append(d.Rows[id], p.written(i, col))
			}
		}
	}
	return d
}

func (p *rate) keep() {
	if !p.kept.put(p.draft()) {
		return
	}
	if err := p.s.Book.SetSetting(rateSetting, p.kept); err != nil {
		p.s.FailOn(p.page, "写的没有留下", err)
	}
}

// turn shows another year.
func (p *rate) turn(year int) {
	p.keep()
	p.year = year
	p.ask()
}

func (p *rate) ask() {
	first := p.sheet == nil
	p.sheet = work.Rate(p.s.Book, p.year)
	kept := p.kept.of(rateDraft{Year: p.year}.about())
	for i := range p.sheet.Rows {
		if was := kept.Rows[p.sheet.Rows[i].Branch.ID.String()]; len(was) == rateVeto {
			for col, text := range was {
				p.write(i, col+1, text)
			}
		}
	}
	p.which.SetText(strconv.Itoa(p.year) + " 年度")
	if len(p.sheet.Rows) == 0 {
		p.table.Objects = []fyne.CanvasObject{kit.Empty(look.IconBranch, "还没有有团员的团组织。先登记团组织和团员，再来定级。")}
	} else {
		p.table.Objects = []fyne.CanvasObject{p.grid}
	}
	p.table.Refresh()
	p.grid.Refresh()
	if first && len(p.sheet.Rows) > 0 {
		p.grid.StandOn(0, 1)
	}
	p.tell()
}

func (p *rate) length() int {
	if p.sheet == nil {
		return 0
	}
	return len(p.sheet.Rows)
}

func (p *rate) cell(row, col int) string {
	r := &p.sheet.Rows[row]
	switch {
	case col == 0:
		return r.Branch.Name()
	case col > rateVeto:
		if stars := p.sheet.Stars(row); stars != "" || r.Why == "" {
			return stars
		}
		return "不参加"
	}
	return p.written(row, col)
}

// written is what a person wrote into a cell.
func (p *rate) written(row, col int) string {
	r := &p.sheet.Rows[row]
	switch {
	case col == rateVeto:
		return r.Now.Veto
	case col > 0 && col < rateVeto:
		return r.Points(col - 1).String()
	}
	return ""
}

// write takes what was typed into a cell; false for what is no number of points.
func (p *rate) write(row, col int, text string) bool {
	r := &p.sheet.Rows[row]
	switch {
	case col == rateVeto:
		r.Now.Veto = look.OneLine(text)
	case col > 0 && col < rateVeto:
		n, err := value.ParseCount(text)
		if points, _ := n.Value(); err != nil || points > 100 {
			return false
		}
		*r.Points(col - 1) = n
	}
	return true
}

func (p *rate) edit(row, col int, text string) {
	if col < 1 || col > rateVeto || row < 0 || row >= p.length() || !p.s.Allowed(store.MayWork) {
		return
	}
	p.grid.Edit(row, col, text, func(text string, by fyne.KeyName) {
		if !p.write(row, col, text) {
			p.s.Toasts.Warn("得分请写 0 到 100 的整数")
			return
		}
		p.grid.Refresh()
		p.tell()
		switch {
		case by == fyne.KeyTab && col < rateVeto:
			p.grid.StandOn(row, col+1)
		case by == fyne.KeyUp:
			p.grid.StandOn(max(row-1, 0), col)
		case by != "":
			p.grid.StandOn(min(row+1, p.length()-1), col)
		}
	})
}

// typed begins a cell with what is typed.
func (p *rate) typed(r rune) {
	if col := p.grid.Column(); p.length() > 0 && (col == rateVeto || unicode.IsDigit(r)) {
		p.edit(p.grid.Current(), col, p.written(p.grid.Current(), col))
		if e, ok := p.s.Canvas().Focused().(*kit.Entry); ok {
			e.TypedRune(r) // the text is selected: what is typed takes its place
		}
	}
}

func (p *rate) key(name fyne.KeyName) bool {
	if name != fyne.KeyDelete && name != fyne.KeyBackspace {
		return false
	}
	if row, col := p.grid.Current(), p.grid.Column(); row >= 0 && row < p.length() {
		p.write(row, col, "")
		p.grid.Refresh()
		p.tell()
	}
	return true
}

// tell says below the table how far it is, and of the row on which one stands why it is not rated.
func (p *rate) tell() {
	done := 0
	for i := range p.sheet.Rows {
		if p.sheet.Stars(i) != "" {
			done++
		}
	}
	p.told.SetText(strconv.Itoa(p.length()) + " 个团组织，定了 " + strconv.Itoa(done) + " 个")
	for _, r := range p.sheet.Rows {
		if r.Why != "" && r.Changed() {
			p.told.SetText(r.Why)
		}
	}
	if p.sheet.Changed() > 0 && p.s.Book.May(store.MayWork) {
		p.save.Enable()
	} else {
		p.save.Disable()
	}
}

// confirm saves what has changed.
func (p *rate) confirm() {
	if p.save.Disabled() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	sheet, n := p.sheet, p.sheet.Changed()
	hands.RunOnly(&p.busy, sheet.Save, func(uint64) {
		p.kept.put(rateDraft{Year: sheet.Year})
		if err := p.s.Book.SetSetting(rateSetting, p.kept); err != nil {
			p.s.FailOn(p.page, "记号没有清掉", err)
		}
		p.s.Toasts.SayWith("定级保存了 "+strconv.Itoa(n)+" 个团组织", "撤销", p.s.Undo)
		p.ask()
	}, func(err error) { p.s.FailOn(p.page, "没有保存", err) })
}
