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
	"tuanjian/store/forms"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// attend is the first step of 记一次会议或活动: of which branch, of what sort, and who did not come. The rest is written in
// the form of the meeting, which is filled in as far as it is known.
type attend struct {
	s      *page.Shell
	page   *page.Page
	choice []find.Option
	branch value.ID
	sort   string
	sheet  *work.Attendance
	typed  string // digits of a row's number
	kept   halves[attendDraft]

	pick, sorts *kit.Picker
	rows        *kit.Rows
	told        *look.Words
	table       *fyne.Container
	next, paper *kit.Button
	latest      hands.Latest
}

// Attend makes the page of 记一次会议或活动, of the largest branch.
func Attend(s *page.Shell) *page.Page { return attendOf(value.ID{})(s) }

// attendOf makes the page of 记一次会议或活动 of a branch.
func attendOf(branch value.ID) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page { return newAttend(s, branch).page }
}

func newAttend(s *page.Shell, branch value.ID) *attend {
	p := &attend{s: s, choice: branches(s), sort: codes.MeetingGeneral, told: look.NewWords("", look.Strong)}
	p.pick = branchField(s, p.choice, func(id value.ID) { p.keep(); p.branch = id; p.ask() })
	s.Book.Setting(attendSetting, &p.kept)
	if n := len(p.kept); n > 0 && branch.IsZero() {
		branch = p.kept[n-1].Branch
	}
	if k := p.kept.of(branch.String()); !k.empty() {
		p.sort = k.Sort
	}
	p.branch = chosenBranch(p.pick, p.choice, branch)
	p.sorts = kit.NewPicker(func(typed string) []kit.Option {
		return page.Options(find.OptionsOf(s.Book.Today(), codes.MeetingSorts, typed, 50))
	})
	p.sorts.SetLeast(9 * look.Now().Text)
	p.sorts.Choose(kit.Option{Value: p.sort, Label: codes.MeetingSorts.Label(p.sort)})
	p.sorts.OnPicked = func(o kit.Option) {
		if o.Value != "" {
			p.sort = o.Value
			p.ask()
		}
	}
	p.rows = kit.NewRows(0, p.turn)
	p.rows.OnKey, p.rows.OnType = p.key, p.digit
	p.rows.OnStand = func(int) { p.typed = "" }
	p.table = container.NewStack(p.rows)
	p.next = kit.NewButton(kit.Primary, look.IconRight, "接着填内容", "F10", p.goOn)
	back := kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", p.leave)
	p.paper = kit.NewButton(kit.Ordinary, look.IconPrint, "打印签到表", "F12", p.print)
	head := look.Flow(back, look.NewWords("记一次会议或活动", look.Title), layout.NewSpacer(), p.paper, p.next)
	fields := look.Flow(kit.Labelled("哪个团组织", p.pick, nil), kit.Labelled("种类", p.sorts, nil), layout.NewSpacer(), p.told)
	keys := look.NewWords("都先算到了：键入行号（或 ↑ ↓）找到没来的，空格改；F7 全到　F6 全没到　F8 换支部", look.Note)
	p.page = &page.Page{Key: "jobs", Title: "记一次会议或活动", First: p.rows, Shut: p.latest.Drop, Keep: p.keep,
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, container.NewBorder(fields, keys, nil, nil, look.Card(look.Inset(look.Gap2, p.table)))))),
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: p.goOn, fyne.KeyF12: p.print, fyne.KeyF7: func() { p.set(true) }, fyne.KeyF6: func() { p.set(false) }, fyne.KeyF8: func() { s.Canvas().Focus(p.pick) }, fyne.KeyEscape: p.leave}}
	p.page.Own(&p.pick.Entry, &p.sorts.Entry)
	p.ask()
	return p
}

func (p *attend) leave() { p.s.Open(jobsFrom(p.page.Title)) }

func (p *attend) ask() {
	if p.branch.IsZero() {
		p.table.Objects = []fyne.CanvasObject{kit.Empty(look.IconBranch, "还没有有团员的团组织。不分支部的活动，请直接填。",
			kit.Stage{Icon: look.IconAdd, Verb: "直接填一次活动", Do: func() { p.s.ShowNew(ledger.Meetings, nil) }})}
		p.next.Disable()
		p.paper.Disable()
		return
	}
	branch, sort := p.branch, p.sort
	hands.RunLatest(&p.latest, func() (*work.Attendance, error) { return work.Attend(p.s.Book, branch, sort) }, func(sheet *work.Attendance) {
		missed := p.kept.of(sheet.Branch.ID.String()).Missed
		if p.sheet != nil && p.sheet.Branch.ID == sheet.Branch.ID { // another sort of the same people: the ticks stay
			missed = p.draft().Missed
		}
		for i := range sheet.Rows {
			sheet.Rows[i].Came = !slices.Contains(missed, sheet.Rows[i].Member.ID)
		}
		p.sheet = sheet
		p.draw()
		if p.rows.At() < 0 {
			p.rows.Stand(0)
		}
	}, func(err error) { p.s.FailOn(p.page, "读不出团员", err) })
}

// attendSetting is where the ledger keeps who did not come, until the meeting's form has it.
const attendSetting = "attend"

// An attendDraft is who of one branch did not come, and to which sort of meeting.
type attendDraft struct {
	Branch value.ID   `json:"branch"`
	Sort   string     `json:"sort"`
	Missed []value.ID `json:"missed,omitempty"`
}

func (d attendDraft) about() string { return d.Branch.String() }
func (d attendDraft) empty() bool   { return len(d.Missed) == 0 }

// draft is what is ticked on the sheet on show.
func (p *attend) draft() attendDraft {
	return attendDraft{p.sheet.Branch.ID, p.sort, p.sheet.Record().Missed}
}

// keep makes the ticks durable.
func (p *attend) keep() {
	if p.sheet != nil {
		p.hold(p.draft())
	}
}

func (p *attend) hold(d attendDraft) {
	if !p.kept.put(d) {
		return
	}
	if err := p.s.Book.SetSetting(attendSetting, p.kept); err != nil {
		p.s.FailOn(p.page, "勾的没有留下", err)
	}
}

func (p *attend) draw() {
	items := make([]kit.Item, len(p.sheet.Rows))
	for i, r := range p.sheet.Rows {
		items[i] = kit.Item{Lead: strconv.Itoa(i + 1), Icon: look.IconTicked, Label: r.Member.Title, Hint: "到了"}
		if !r.Came {
			items[i].Icon, items[i].Hint = look.IconBox, "没来"
		}
	}
	p.rows.Set(items)
	due, came := p.sheet.Count()
	text := "应到 " + strconv.Itoa(due) + " 人，实到 " + strconv.Itoa(came) + " 人"
	switch held, least := p.sheet.Held(); {
	case !held:
		text += "；不够，至少要到 " + strconv.Itoa(least) + " 人"
	case least > 0:
		text += "，够 " + strconv.Itoa(least) + " 人"
	}
	if n := p.sheet.Voteless; n > 0 {
		text += "；另有 " + strconv.Itoa(n) + " 人没有表决权，来了写在列席里"
	}
	p.told.SetText(text)
}

// turn changes whether somebody came.
func (p *attend) turn(i int) {
	if p.sheet != nil && i >= 0 && i < len(p.sheet.Rows) {
		p.sheet.Rows[i].Came = !p.sheet.Rows[i].Came
		p.typed = ""
		p.draw()
	}
}

// set says of all whether they came.
func (p *attend) set(came bool) {
	if p.sheet != nil {
		for i := range p.sheet.Rows {
			p.sheet.Rows[i].Came = came
		}
		p.draw()
	}
}

func (p *attend) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyF7:
		p.set(true)
	case fyne.KeyF6:
		p.set(false)
	default:
		return false
	}
	return true
}

// digit goes to the row whose number is typed.
func (p *attend) digit(r rune) {
	if r < '0' || r > '9' || p.sheet == nil {
		return
	}
	typed := p.typed + string(r)
	if n, err := strconv.Atoi(typed); err != nil || n < 1 || n > len(p.sheet.Rows) {
		typed = string(r)
	}
	if n, _ := strconv.Atoi(typed); n >= 1 && n <= len(p.sheet.Rows) {
		p.rows.Stand(n - 1)
		p.typed = typed
	}
}

// print shows the list on which those sign who come, or the minutes to be written by hand.
func (p *attend) print() {
	if p.sheet == nil || p.paper.Disabled() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	of := p.sheet.Branch.ID
	m := p.sheet.Record()
	m.Came, m.Missed, m.Present = nil, nil, 0 // it is printed before anybody has come
	p.s.ShowPapers(records.Query{Kind: ledger.Meetings}, forms.Print{Form: forms.SignIn, Drafts: []ledger.Record{m}}, func() { p.s.Open(attendOf(of)) })
}

// goOn opens the form of the meeting.
func (p *attend) goOn() {
	if p.sheet == nil || p.next.Disabled() || !p.s.Allowed(store.MayAdd) || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	made, of := p.sheet.Record(), p.sheet.Branch.ID
	p.s.ShowNew(ledger.Meetings, func(r ledger.Record) {
		m := r.(*ledger.Meeting)
		head := m.Meta
		*m = *made
		m.Meta = head
	})
	p.hold(attendDraft{Branch: of}) // the form keeps it from here on
}
