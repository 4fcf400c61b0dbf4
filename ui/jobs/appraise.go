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

// appraise is the page of 年度评议和注册: the members of one branch, a digit for each finding.
type appraise struct {
	s      *page.Shell
	page   *page.Page
	choice []find.Option
	branch value.ID
	year   int
	sheet  *work.AppraisalSheet
	kept   halves[appraiseDraft]

	pick   *kit.Picker
	which  *look.Words
	grid   *grid.Grid
	told   *look.Words
	table  *fyne.Container
	save   *kit.Button
	latest hands.Latest
	busy   hands.Only
}

// The columns of a row.
const (
	appraiseSelf = iota + 1
	appraisePeers
	appraiseGrade
	appraiseRegistered
)

var appraiseColumns = []ledger.Column{{Key: "name", Label: "姓名", Width: 10}, {Key: "self", Label: "自评", Width: 8}, {Key: "peers", Label: "互评", Width: 8},
	{Key: "grade", Label: "等次", Width: 8}, {Key: "registered", Label: "注册", Width: 6}}

// Appraise makes the page of 年度评议和注册.
func Appraise(s *page.Shell) *page.Page { return appraiseOf(s, value.ID{}) }

func appraiseOf(s *page.Shell, branch value.ID) *page.Page {
	p := &appraise{s: s, choice: branches(s), year: appraisedYear(s), which: look.NewWords("", look.Strong), told: look.NewWords("", look.Aside)}
	p.pick = branchField(s, p.choice, func(id value.ID) { p.turn(id, p.year) })
	s.Book.Setting(appraiseSetting, &p.kept)
	for _, k := range slices.Backward(p.kept) {
		if branch.IsZero() || branch == k.Branch {
			branch, p.year = k.Branch, k.Year
			break
		}
	}
	p.branch = chosenBranch(p.pick, p.choice, branch)
	p.grid = grid.New(grid.Source{Len: p.length, Cell: p.cell, Key: func(row int) string { return p.sheet.Rows[row].Member.ID.String() }})
	p.grid.SetColumns(appraiseColumns, nil)
	p.grid.OnCells(p.turnOver)
	p.grid.OnKey, p.grid.OnType = p.key, p.digit
	p.table = container.NewStack(p.grid)
	p.save = kit.NewButton(kit.Primary, look.IconDone, "保存", "F10", p.confirm)
	back := kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", p.leave)
	earlier := kit.NewButton(kit.Quiet, look.IconLeft, "", "", func() { p.turn(p.branch, p.year-1) })
	later := kit.NewButton(kit.Quiet, look.IconRight, "", "", func() { p.turn(p.branch, min(p.year+1, s.Today().Year())) })
	head := look.Flow(back, look.NewWords("年度评议和注册", look.Title), p.pick, look.Row(earlier, p.which, later), layout.NewSpacer(), p.save)
	keys := look.NewWords("1 优秀　2 合格　3 基本合格　4 不合格　0 不评　F7 没评的都合格　空格 改注册　F8 换支部", look.Note)
	p.page = &page.Page{Key: "jobs", Title: "年度评议和注册", First: p.grid, Shut: p.latest.Drop, Changed: func(store.Change) { p.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, container.NewBorder(nil, look.Pile(look.Gap1, p.told, keys), nil, nil, look.Card(p.table))))),
		Keep: p.keep,
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: p.confirm, fyne.KeyF8: func() { s.Canvas().Focus(p.pick) }, fyne.KeyEscape: p.leave}}
	p.page.Own(&p.pick.Entry)
	p.ask()
	return p.page
}

// appraisedYear is the year that is judged now, by the season of the rules.
func appraisedYear(s *page.Shell) int {
	b := s.Book.Basis()
	return b.Rules.ReviewYear(b.Today)
}

func (p *appraise) leave() { p.s.Open(jobsFrom(p.page.Title)) }

// appraiseSetting is where the ledger keeps what is written and not saved.
const appraiseSetting = "appraise"

// An appraiseDraft is what is written of one branch and year and not saved: by member self, peers, grade, registered.
type appraiseDraft struct {
	Branch value.ID             `json:"branch"`
	Year   int                  `json:"year"`
	Rows   map[string][4]string `json:"rows,omitempty"`
}

func (d appraiseDraft) about() string { return d.Branch.String() + strconv.Itoa(d.Year) }
func (d appraiseDraft) empty() bool   { return len(d.Rows) == 0 }

// draft is what is written and not saved.
func (p *appraise) draft() appraiseDraft {
	d := appraiseDraft{Branch: p.sheet.Branch.ID, Year: p.sheet.Year, Rows: map[string][4]string{}}
	for i := range p.sheet.Rows {
		if r := &p.sheet.Rows[i]; r.Changed() {
			d.Rows[r.Member.ID.String()] = [4]string{r.Now.Self, r.Now.Peers, r.Now.Grade, r.Now.Registered}
		}
	}
	return d
}

func (p *appraise) keep() {
	if p.sheet == nil {
		return
	}
	if !p.kept.put(p.draft()) {
		return
	}
	if err := p.s.Book.SetSetting(appraiseSetting, p.kept); err != nil {
		p.s.FailOn(p.page, "写的没有留下", err)
	}
}

// turn shows another branch or another year.
func (p *appraise) turn(branch value.ID, year int) {
	p.keep()
	p.branch, p.year = branch, year
	p.ask()
}

func (p *appraise) ask() {
	branch, year := p.branch, p.year
	if branch.IsZero() {
		p.table.Objects = []fyne.CanvasObject{kit.Empty(look.IconBranch, "还没有有团员的团组织。先登记团组织和团员，再来评议。")}
		p.save.Disable()
		return
	}
	hands.RunLatest(&p.latest, func() (*work.AppraisalSheet, error) { return work.Appraise(p.s.Book, branch, year) }, func(sheet *work.AppraisalSheet) {
		same := p.sheet != nil && p.sheet.Branch.ID == sheet.Branch.ID && p.sheet.Year == sheet.Year
		if same { // somebody else saved something: what is written here stays
			p.kept.put(p.draft())
		}
		p.sheet = sheet
		p.takeUp()
		p.which.SetText(strconv.Itoa(sheet.Year) + " 年度")
		p.grid.Refresh()
		if !same && len(sheet.Rows) > 0 {
			p.grid.StandOn(0, appraiseGrade)
		}
		p.tell()
	}, func(err error) { p.s.FailOn(p.page, "读不出团员", err) })
}

// takeUp writes what was kept of the branch and year on show.
func (p *appraise) takeUp() {
	kept := p.kept.of(appraiseDraft{Branch: p.sheet.Branch.ID, Year: p.sheet.Year}.about())
	for i := range p.sheet.Rows {
		if was, ok := kept.Rows[p.sheet.Rows[i].Member.ID.String()]; ok {
			p.sheet.Rows[i].Now.Self, p.sheet.Rows[i].Now.Peers = was[0], was[1]
			p.sheet.Grade(i, was[2])
			p.sheet.Register(i, was[3])
		}
	}
}

func (p *appraise) length() int {
	if p.sheet == nil {
		return 0
	}
	return len(p.sheet.Rows)
}

func (p *appraise) cell(row, col int) string {
	r := &p.sheet.Rows[row]
	switch col {
	case 0:
		return r.Member.Title
	case appraiseRegistered:
		switch r.Now.Registered {
		case codes.Yes:
			return "√"
		case codes.No:
			return "不注册"
		}
		return ""
	}
	return codes.AppraisalGrades.Label(*p.at(row, col))
}

// at is where the finding of a column stands.
func (p *appraise) at(row, col int) *string {
	r := &p.sheet.Rows[row].Now
	switch col {
	case appraiseSelf:
		return &r.Self
	case appraisePeers:
		return &r.Peers
	}
	return &r.Grade
}

// set writes a finding; "" takes it back.
func (p *appraise) set(row, col int, code string) {
	if p.sheet == nil || row < 0 || row >= len(p.sheet.Rows) {
		return
	}
	switch col {
	case appraiseSelf, appraisePeers:
		*p.at(row, col) = code
	default:
		p.sheet.Grade(row, code)
	}
	p.draw()
}

// digit writes a finding and goes on to the next row, so that a whole column is keyed without looking up.
func (p *appraise) digit(r rune) {
	row, col := p.grid.Current(), p.grid.Column()
	code := string(r)
	if code == "0" {
		code = ""
	} else if !codes.AppraisalGrades.Has(code) {
		return
	}
	p.set(row, col, code)
	if row+1 < p.length() {
		p.grid.StandOn(row+1, col)
	}
}

// turnOver is Enter and a double click: the next finding, or the other answer.
func (p *appraise) turnOver(row, col int) {
	if p.sheet == nil || row < 0 || row >= len(p.sheet.Rows) || col == 0 {
		return
	}
	if col == appraiseRegistered {
		p.register(row)
		return
	}
	items, at := codes.AppraisalGrades.Items(), *p.at(row, col)
	next := items[0].Code
	for i, item := range items {
		if item.Code == at {
			next = ""
			if i+1 < len(items) {
				next = items[i+1].Code
			}
		}
	}
	p.set(row, col, next)
}

func (p *appraise) register(row int) {
	if p.sheet == nil || row < 0 || row >= len(p.sheet.Rows) {
		return
	}
	answer := codes.Yes
	if p.sheet.Rows[row].Now.Registered == codes.Yes {
		answer = codes.No
	}
	p.sheet.Register(row, answer)
	p.draw()
}

func (p *appraise) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeySpace:
		p.register(p.grid.Current())
	case fyne.KeyDelete, fyne.KeyBackspace:
		p.set(p.grid.Current(), p.grid.Column(), "")
	case fyne.KeyF7: // of whom nothing is written
		for i := range p.length() {
			if p.sheet.Rows[i].Now.Grade == "" {
				p.sheet.Grade(i, codes.GradeGood)
			}
		}
		p.draw()
	default:
		return false
	}
	return true
}

func (p *appraise) draw() {
	p.grid.Refresh()
	p.tell()
}

// tell says below the table how far it is, and what may not be.
func (p *appraise) tell() {
	if p.sheet == nil {
		return
	}
	found, best, most := p.sheet.Count()
	text := strconv.Itoa(p.length()) + " 人，评了 " + strconv.Itoa(found) + " 人；优秀 " + strconv.Itoa(best) + " 人，最多 " + strconv.Itoa(most) + " 人"
	if best > most {
		text += "　超过了，请改几个再保存"
	}
	if p.length() == 0 {
		text = "这个团组织这一年没有在册的团员。按 F8 换一个。"
	}
	p.told.SetText(text)
	if p.sheet.Changed() > 0 && p.s.Book.May(store.MayWork) {
		p.save.Enable()
	} else {
		p.save.Disable()
	}
}

// confirm saves what has changed.
func (p *appraise) confirm() {
	if p.sheet == nil || p.save.Disabled() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	sheet, n := p.sheet, p.sheet.Changed()
	hands.RunOnly(&p.busy, sheet.Save, func(uint64) {
		p.kept.put(appraiseDraft{Branch: sheet.Branch.ID, Year: sheet.Year})
		if err := p.s.Book.SetSetting(appraiseSetting, p.kept); err != nil {
			p.s.FailOn(p.page, "记号没有清掉", err)
		}
		p.sheet = nil
		p.s.Toasts.SayWith("评议保存了 "+strconv.Itoa(n)+" 人", "撤销", p.s.Undo)
		p.ask()
	}, func(err error) { p.s.FailOn(p.page, "没有保存", err) })
}
