package jobs

import (
	"strconv"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// syncing is the page of 四同步: a year's four steps of all units in one table, a key a day.
type syncing struct {
	*fillTable[*syncs]
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

const syncTitle = "填四同步"

// Sync makes the page of 四同步.
func Sync(s *page.Shell) *page.Page {
	p, now := &syncing{}, s.Today().Year()
	newFill(s, fillKind[*syncs]{title: syncTitle, setting: "syncing", verb: "保存", span: "年度", year: now, last: now,
		columns: syncColumns, stand: func() int { return 1 },
		keys: []string{"空格 这一项今天做了", "Enter 改日期、依据", "F7 这一列空着的都填今天", "F6 依据照上一行", "Delete 不算", "F5 换年度"},
		none: "还没有团支部，也没有写着有党组织的企业。先登记团组织，或在企业里填上党组织，再来填四同步。",
		also: map[fyne.KeyName]func(){fyne.KeyF5: func() { p.other() }},
		read: func(b *store.Book, _ value.ID, year int) (*syncs, error) { return &syncs{work.SyncOf(b, year)}, nil },
		wire: func(t *fillTable[*syncs]) {
			p.fillTable = t
			t.grid.OnCells(func(row, col int) { p.edit(row, col) })
			t.grid.OnKey, t.grid.OnType = p.key, p.typed
		}}, value.ID{})
	return p.page
}

// syncs are the four steps of all units in a year.
type syncs struct{ *work.SyncSheet }

func (y *syncs) length() int         { return len(y.Rows) }
func (y *syncs) id(row int) value.ID { return y.Rows[row].ID }

// step is which step a column is of, -1 for none, and whether it is the day.
func step(col int) (n int, day bool) {
	if col < 1 || col >= syncScore {
		return -1, false
	}
	return (col - 1) / 2, col%2 == 1
}

func (y *syncs) cell(row, col int) string {
	r := &y.Rows[row]
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

// write takes what was typed into a cell on a day; why not, "" where it did.
func (y *syncs) write(row, col int, text string, today value.Date) string {
	r := &y.Rows[row]
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
			return "日期请照 " + today.String() + " 这样写"
		}
		*r.Day(n) = d
	default:
		*r.Evidence(n) = look.OneLine(text)
	}
	return ""
}

func (y *syncs) written(row int) (texts []string) {
	if !y.Rows[row].Changed() {
		return nil
	}
	for col := 1; col <= syncScore; col++ {
		texts = append(texts, y.cell(row, col))
	}
	return texts
}

func (y *syncs) takeUp(row int, was []string) {
	if len(was) == syncScore {
		for col, text := range was {
			y.write(row, col+1, text, 0)
		}
	}
}

// told says also what is wrong with the first row that has changed.
func (y *syncs) told() string {
	wrong := ""
	for i := range y.Rows {
		if why := y.Fault(i); why != "" && wrong == "" && y.Rows[i].Changed() {
			wrong = "　！" + why
		}
	}
	return strconv.Itoa(len(y.Rows)) + " 个单位，四项都做了的 " + strconv.Itoa(y.Done()) + " 个" + wrong
}

func (y *syncs) verb() string {
	if n := y.Changed(); n > 0 {
		return "保存 " + strconv.Itoa(n) + " 个单位"
	}
	return ""
}

func (y *syncs) save() (string, error) {
	n := y.Changed()
	_, err := y.Save()
	return "四同步保存了 " + strconv.Itoa(n) + " 个单位", err
}

// other shows the year before this one, or this one again.
func (p *syncing) other() {
	if now := p.s.Today().Year(); p.year == now {
		p.turn(p.branch, now-1)
	} else {
		p.turn(p.branch, now)
	}
}

// today is the day on which a key says that a step was done.
func (p *syncing) today() value.Date { return value.DayOf(p.s.Today()) }

func (p *syncing) edit(row, col int) {
	if col < 1 || col > syncScore || !p.inside(row) || !p.s.Allowed(store.MayWork) {
		return
	}
	p.grid.Edit(row, col, p.now.cell(row, col), func(text string, by fyne.KeyName) {
		if wrong := p.now.write(row, col, text, p.today()); wrong != "" {
			p.s.Toasts.Warn(wrong)
			return
		}
		p.draw()
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
	if row, col := p.grid.Current(), p.grid.Column(); p.inside(row) && col > 0 {
		p.edit(row, col)
		if e, ok := p.s.Canvas().Focused().(*kit.Entry); ok {
			e.TypedRune(r) // the text is selected: what is typed takes its place
		}
	}
}

func (p *syncing) key(name fyne.KeyName) bool {
	row, col := p.grid.Current(), p.grid.Column()
	n, day := step(col)
	switch {
	case name != fyne.KeySpace && name != fyne.KeyF7 && name != fyne.KeyF6 && name != fyne.KeyDelete && name != fyne.KeyBackspace:
		return false
	case !p.inside(row) || !p.s.Book.May(store.MayWork):
		return true
	case name == fyne.KeyDelete || name == fyne.KeyBackspace:
		p.now.write(row, col, "", p.today())
	case name == fyne.KeySpace && n >= 0:
		p.done(row, n)
	case name == fyne.KeyF7 && n >= 0:
		for i := range p.now.Rows {
			if *p.now.Rows[i].Day(n) == 0 {
				p.done(i, n)
			}
		}
	case name == fyne.KeyF6 && n >= 0 && row > 0:
		if day {
			col++
		}
		p.now.write(row, col, p.now.cell(row-1, col), p.today())
	}
	p.draw()
	return true
}

// done says that a step was done today, or takes that back. Another day stays: one key does not put it out.
func (p *syncing) done(row, step int) {
	switch at := p.now.Rows[row].Day(step); *at {
	case p.today():
		*at = 0
	case 0:
		*at = p.today()
	default:
		p.s.Toasts.Warn("已经填了 " + at.String() + "。要改按 Enter，不算按 Delete")
	}
}

// syncingJob is 填四同步 on the page of jobs.
func syncingJob() job {
	open := opening(Sync)
	return job{group: "党建带团建", title: syncTitle, tell: "一年一张表：党建团建一起规划、部署、检查、考核，一个键填一个日子，写上依据", kind: ledger.Syncs,
		begin: open, waiting: work.Syncings, goOn: func(s *page.Shell, _ work.Waiting) { s.Open(Sync) },
		about: []about{{kind: ledger.Branches, fits: peopled,
			begin: func(s *page.Shell, _ ledger.Record) { s.Open(Sync) }}}}
}
