package jobs

import (
	"strconv"

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

// syncing is the page of 四同步: a year's four steps of all units in one table, a key a day.
type syncing struct {
	s     *page.Shell
	page  *page.Page
	year  int
	sheet *work.SyncSheet
	kept  halves[syncDraft]

	which *look.Words
	grid  *grid.Grid
	told  *look.Words
	table *fyne.Container
	save  *kit.Button
	busy  hands.Only
}

// The columns of a row: the unit, each step's day and what proves it, the points.
var (
	syncScore   = 1 + 2*ledger.SyncSteps
	syncColumns = func() []ledger.Column {
		all := []ledger.Column{{Key: "unit", Label: "单位", Width: 16}}
		for i := range ledger.SyncSteps {
			n := strconv.Itoa(i)
			all = append(all, ledger.Column{Key: "d" + n, Label: work.SyncStep(i), Width: 10}, ledger.Column{Key: "e" + n, Label: work.SyncStep(i) + "依据", Width: 10})
		}
		return append(all, ledger.Column{Key: "score", Label: "得分", Width: 5})
	}()
)

// Sync makes the page of 四同步.
func Sync(s *page.Shell) *page.Page {
	p := &syncing{s: s, year: s.Today().Year(), which: look.NewWords("", look.Strong), told: look.NewWords("", look.Aside)}
	if s.Book.Setting(syncSetting, &p.kept) && len(p.kept) > 0 {
		p.year = p.kept[len(p.kept)-1].Year
	}
	p.grid = grid.New(grid.Source{Len: p.length, Cell: p.written, Key: func(row int) string { return p.sheet.Rows[row].ID.String() }})
	p.grid.SetColumns(syncColumns, nil)
	p.grid.OnCells(func(row, col int) { p.edit(row, col, p.written(row, col)) })
	p.grid.OnKey, p.grid.OnType = p.key, p.typed
	p.table = container.NewStack(p.grid)
	p.save = kit.NewButton(kit.Primary, look.IconDone, "保存", "F10", p.confirm)
	back := kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", p.leave)
	earlier := kit.NewButton(kit.Quiet, look.IconLeft, "", "", func() { p.turn(p.year - 1) })
	later := kit.NewButton(kit.Quiet, look.IconRight, "", "", func() { p.turn(min(p.year+1, s.Today().Year())) })
	head := look.Flow(back, look.NewWords("填四同步", look.Title), look.Row(earlier, p.which, later), layout.NewSpacer(), p.save)
	keys := look.NewWords("空格 这一项今天做了　Enter 改日期、依据　F7 这一列空着的都填今天　F6 依据照上一行　Delete 不算　F5 换年度", look.Note)
	p.page = &page.Page{Key: "jobs", Title: "填四同步", First: p.grid, Changed: func(store.Change) { p.kept.put(p.draft()); p.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, container.NewBorder(nil, look.Pile(look.Gap1, p.told, keys), nil, nil, look.Card(p.table))))),
		Keep: p.keep,
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: p.confirm, fyne.KeyF5: p.other, fyne.KeyEscape: p.leave}}
	p.ask()
	return p.page
}

func (p *syncing) leave() { p.s.Open(jobsFrom(p.page.Title)) }

// syncSetting is where the ledger keeps what is written and not saved.
const syncSetting = "syncing"

// A syncDraft is what is written of a year and not saved: by unit the cells as they read.
type syncDraft struct {
	Year int                 `json:"year"`
	Rows map[string][]string `json:"rows,omitempty"`
}

func (d syncDraft) about() string { return strconv.Itoa(d.Year) }
func (d syncDraft) empty() bool   { return len(d.Rows) == 0 }

func (p *syncing) draft() syncDraft {
	d := syncDraft{Year: p.year, Rows: map[string][]string{}}
	for i := range p.sheet.Rows {
		if p.sheet.Rows[i].Changed() {
			id := p.sheet.Rows[i].ID.String()
			for col := 1; col <= syncScore; col++ {
				d.Rows[id] = append(d.Rows[id], p.written(i, col))
			}
		}
	}
	return d
}

func (p *syncing) keep() {
	if !p.kept.put(p.draft()) {
		return
	}
	if err := p.s.Book.SetSetting(syncSetting, p.kept); err != nil {
		p.s.FailOn(p.page, "写的没有留下", err)
	}
}

// turn shows another year.
func (p *syncing) turn(year int) {
	p.keep()
	p.year = year
	p.ask()
}

// other shows the year before this one, or this one again.
func (p *syncing) other() {
	if now := p.s.Today().Year(); p.year == now {
		p.turn(now - 1)
	} else {
		p.turn(now)
	}
}

func (p *syncing) ask() {
	first := p.sheet == nil
	p.sheet = work.SyncOf(p.s.Book, p.year)
	kept := p.kept.of(syncDraft{Year: p.year}.about())
	for i := range p.sheet.Rows {
		if was := kept.Rows[p.sheet.Rows[i].ID.String()]; len(was) == syncScore {
			for col, text := range was {
				p.write(i, col+1, text)
			}
		}
	}
	p.which.SetText(strconv.Itoa(p.year) + " 年度")
	p.table.Objects = []fyne.CanvasObject{p.grid}
	if len(p.sheet.Rows) == 0 {
		p.table.Objects = []fyne.CanvasObject{kit.Empty(look.IconBranch, "还没有团支部，也没有写着有党组织的企业。先登记团组织，或在企业里填上党组织，再来填四同步。")}
	}
	p.table.Refresh()
	p.grid.Refresh()
	if first && len(p.sheet.Rows) > 0 {
		p.grid.StandOn(0, 1)
	}
	p.tell()
}

func (p *syncing) length() int {
	if p.sheet == nil {
		return 0
	}
	return len(p.sheet.Rows)
}

// step is which step a column is of, -1 for none, and whether it is the day.
func step(col int) (n int, day bool) {
	if col < 1 || col >= syncScore {
		return -1, false
	}
	return (col - 1) / 2, col%2 == 1
}

// written is what a cell reads.
func (p *syncing) written(row, col int) string {
	r := &p.sheet.Rows[row]
	switch n, day := step(col); {
	case col == 0:
		return r.Name
	case col == syncScore:
		return r.Now.Score.String()
	case day:
		return r.Day(n).String()
	default:
		return *r.Evidence(n)
	}
}

// write takes what was typed into a cell; why not, "" where it did.
func (p *syncing) write(row, col int, text string) string {
	r := &p.sheet.Rows[row]
	switch n, day := step(col); {
	case col == syncScore:
		points, err := value.ParseCount(text)
		if many, _ := points.Value(); err != nil || many > 100 {
			return "得分请写 0 到 100 的整数"
		}
		r.Now.Score = points
	case n < 0:
	case day:
		d, err := value.ParseDate(text)
		if err != nil {
			return "日期请照 " + value.DayOf(p.s.Today()).String() + " 这样写"
		}
		*r.Day(n) = d
	default:
		*r.Evidence(n) = look.OneLine(text)
	}
	return ""
}

func (p *syncing) edit(row, col int, text string) {
	if col < 1 || col > syncScore || row < 0 || row >= p.length() || !p.s.Allowed(store.MayWork) {
		return
	}
	p.grid.Edit(row, col, text, func(text string, by fyne.KeyName) {
		if wrong := p.write(row, col, text); wrong != "" {
			p.s.Toasts.Warn(wrong)
			return
		}
		p.grid.Refresh()
		p.tell()
		switch {
		case by == fyne.KeyTab && col < syncScore:
			p.grid.StandOn(row, col+1)
		case by == fyne.KeyUp:
			p.grid.StandOn(max(row-1, 0), col)
		case by != "":
			p.grid.StandOn(min(row+1, p.length()-1), col)
		}
	})
}

// typed begins a cell with what is typed.
func (p *syncing) typed(r rune) {
	if row, col := p.grid.Current(), p.grid.Column(); row >= 0 && row < p.length() && col > 0 {
		p.edit(row, col, p.written(row, col))
		if e, ok := p.s.Canvas().Focused().(*kit.Entry); ok {
			e.TypedRune(r) // the text is selected: what is typed takes its place
		}
	}
}

func (p *syncing) key(name fyne.KeyName) bool {
	row, col := p.grid.Current(), p.grid.Column()
	n, day := step(col)
	there := row >= 0 && row < p.length() && p.s.Book.May(store.MayWork)
	switch {
	case name != fyne.KeySpace && name != fyne.KeyF7 && name != fyne.KeyF6 && name != fyne.KeyDelete && name != fyne.KeyBackspace:
		return false
	case !there:
		return true
	case name == fyne.KeyDelete || name == fyne.KeyBackspace:
		p.write(row, col, "")
	case name == fyne.KeySpace && n >= 0:
		p.today(row, n)
	case name == fyne.KeyF7 && n >= 0:
		for i := range p.sheet.Rows {
			if *p.sheet.Rows[i].Day(n) == 0 {
				p.today(i, n)
			}
		}
	case name == fyne.KeyF6 && n >= 0 && !day && row > 0:
		p.write(row, col, p.written(row-1, col))
	case name == fyne.KeyF6 && n >= 0 && row > 0:
		p.write(row, col+1, p.written(row-1, col+1))
	}
	p.grid.Refresh()
	p.tell()
	return true
}

// today says that a step was done today, or takes that back. Another day stays: one key does not put it out.
func (p *syncing) today(row, step int) {
	switch at, today := p.sheet.Rows[row].Day(step), value.DayOf(p.s.Today()); *at {
	case today:
		*at = 0
	case 0:
		*at = today
	default:
		p.s.Toasts.Warn("已经填了 " + at.String() + "。要改按 Enter，不算按 Delete")
	}
}

// tell says below the table how far it is, and what keeps it from being saved.
func (p *syncing) tell() {
	p.told.SetText(strconv.Itoa(p.length()) + " 个单位，四项都做了的 " + strconv.Itoa(p.sheet.Done()) + " 个")
	for i := range p.sheet.Rows {
		if wrong := p.sheet.Fault(i); wrong != "" && p.sheet.Rows[i].Changed() {
			p.told.SetText(wrong)
			break
		}
	}
	if p.sheet.Changed() > 0 && p.s.Book.May(store.MayWork) {
		p.save.Enable()
	} else {
		p.save.Disable()
	}
}

// confirm saves what has changed.
func (p *syncing) confirm() {
	if p.save.Disabled() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	sheet, n := p.sheet, p.sheet.Changed()
	hands.RunOnly(&p.busy, sheet.Save, func(uint64) {
		p.kept.put(syncDraft{Year: sheet.Year})
		if err := p.s.Book.SetSetting(syncSetting, p.kept); err != nil {
			p.s.FailOn(p.page, "记号没有清掉", err)
		}
		p.s.Toasts.SayWith("四同步保存了 "+strconv.Itoa(n)+" 个单位", "撤销", p.s.Undo)
		p.ask()
	}, func(err error) { p.s.FailOn(p.page, "没有保存", err) })
}

// syncingJob is 填四同步 on the page of jobs.
func syncingJob() job {
	open := opening(Sync)
	return job{group: "党建带团建", title: "填四同步", tell: "一年一张表：党建团建一起规划、部署、检查、考核，一个键填一个日子，写上依据", kind: ledger.Syncs,
		begin: open, waiting: work.Syncings, goOn: func(s *page.Shell, _ work.Waiting) { s.Open(Sync) },
		about: []about{{kind: ledger.Branches, fits: peopled,
			begin: func(s *page.Shell, _ ledger.Record) { s.Open(Sync) }}}}
}
