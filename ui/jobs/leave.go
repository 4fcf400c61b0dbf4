package jobs

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// leaving is the page of 办离团: all who are due in one list, ticked, with their ceremony; below them those whom a post keeps.
type leaving struct {
	s    *page.Shell
	page *page.Page
	list *work.Leaving
	held leavingDraft // as the ledger has it
	only value.ID     // who was asked for: nobody else is ticked

	day          *kit.Date
	place, chair *kit.Entry
	document     *kit.Entry
	rows         *kit.Rows
	keeps        *kit.Rows
	ground       *fyne.Container
	drawn        [2]bool // whether somebody was due, and whether a post kept somebody, when the page was laid out
	told         *look.Words
	fault        *kit.Fault
	go_          *kit.Button
	papers       *kit.Button // of those who left just now
	gone         []value.ID
	busy         hands.Only
}

// leavingSetting is where the ledger keeps what is ticked and typed and not saved.
const leavingSetting = "leaving"

// A leavingDraft is what is said of a leaving before it is saved.
type leavingDraft struct {
	Day      string     `json:"day,omitempty"`
	Place    string     `json:"place,omitempty"`
	Chair    string     `json:"chair,omitempty"`
	Document string     `json:"document,omitempty"`
	Bare     bool       `json:"bare,omitempty"` // without a ceremony
	Stay     []value.ID `json:"stay,omitempty"`
}

func (d leavingDraft) empty() bool {
	return d.Day == "" && d.Place == "" && d.Chair == "" && d.Document == "" && !d.Bare && len(d.Stay) == 0
}

// Leave makes the page of 办离团.
func Leave(s *page.Shell) *page.Page { return leaveOf(value.ID{})(s) }

// leaveOf makes the page with one member ticked; the zero ID is all of them.
func leaveOf(member value.ID) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page { return newLeaving(s, member) }
}

func newLeaving(s *page.Shell, only value.ID) *page.Page {
	p := &leaving{s: s, only: only, told: look.NewWords("", look.Strong), fault: kit.NewFault()}
	s.Book.Setting(leavingSetting, &p.held)
	p.day = kit.NewDate(s.Today, func(typed string) (string, error) {
		day, err := value.ParseDate(typed)
		return day.String(), err
	})
	p.place, p.chair, p.document = kit.NewEntry(), kit.NewEntry(), kit.NewEntry()
	p.day.SetText(value.DayOf(s.Today()).String())
	if p.held.Day != "" {
		p.day.SetText(p.held.Day)
	}
	p.place.SetText(p.held.Place)
	p.chair.SetText(p.held.Chair)
	p.document.SetText(p.held.Document)
	p.rows = kit.NewRows(0, p.turn)
	p.rows.OnKey = p.key
	p.keeps = kit.NewRows(3, func(i int) { p.open(p.list.Keeps[i].Member.ID) })
	p.go_ = kit.NewButton(kit.Primary, look.IconDone, "办离团", "F10", p.save)
	p.page = &page.Page{Key: "jobs", Title: "办离团", First: p.rows, Keep: p.keep, Changed: func(store.Change) { p.ask() },
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: p.save, fyne.KeyF7: func() { p.all(true) }, fyne.KeyF6: func() { p.all(false) }, fyne.KeyF8: func() { s.Canvas().Focus(p.day) }, fyne.KeyEscape: p.leave}}
	p.page.Own(&p.day.Entry, p.place, p.chair, p.document)
	p.document.OnNext = func() { s.Canvas().Focus(p.rows) }
	p.papers = kit.NewButton(kit.Ordinary, look.IconPrint, "", "F12", p.certify)
	p.papers.Hide()
	p.page.Keys[fyne.KeyF12] = p.papers.Press
	p.ground = container.NewStack()
	p.page.View = look.Ground(look.Page, p.ground)
	p.ask()
	return p.page
}

// body is the page: the empty one says what would bring somebody here.
func (p *leaving) body() fyne.CanvasObject {
	back := kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", p.leave)
	head := look.Flow(back, look.NewWords("办离团", look.Title), p.told, layout.NewSpacer(), p.papers, p.go_)
	age := strconv.Itoa(p.s.Book.Basis().Rules.AgeOut)
	parts := []fyne.CanvasObject{head}
	if len(p.list.Rows) == 0 {
		p.page.First = back
		if p.s.Page() == p.page {
			hands.Steer(p.s.Canvas(), back)
		}
		parts = append(parts, look.Card(kit.Empty(look.IconDone, "现在没有满 "+age+" 周岁、没有团内职务的团员。到了年龄会自己出现在这里。")))
	} else {
		p.page.First = p.rows
		fields := look.Columns(4, look.Gap4, kit.Labelled("离团日期", p.day, p.fault), kit.Labelled("仪式地点", p.place, nil), kit.Labelled("主持人", p.chair, nil), kit.Labelled("依据（文号，可以不填）", p.document, nil))
		keys := look.NewWords("空格 勾或不勾　F7 全勾　F6 全不勾　F8 改日期、地点　F10 一起办　Ctrl+Z 撤销", look.Note)
		parts = append(parts, fields, container.NewBorder(nil, keys, nil, nil, look.Card(look.Inset(look.Gap2, p.rows))))
	}
	if len(p.list.Keeps) == 0 {
		return look.Pile(look.Gap2, parts...)
	}
	kept := look.Card(look.Inset(look.Gap2, look.Column(look.Gap1, look.NewWords("任职期满再问（满 "+age+" 周岁，有团内职务，团籍保留到离任）", look.Strong), p.keeps)))
	return container.NewBorder(nil, look.Padding(0, look.Gap2, kept), nil, nil, look.Pile(look.Gap2, parts...))
}

func (p *leaving) leave() { p.s.Open(jobsFrom(p.page.Title)) }

func (p *leaving) open(id value.ID) { p.s.ShowRecord(ledger.Members, id) }

// ask reads off the records who is due; ticks that somebody took away stay away.
func (p *leaving) ask() {
	was := p.draft()
	p.list = work.Leave(p.s.Book)
	p.list.Ceremony = !was.Bare
	first := p.rows.At() < 0
	stand := min(1, len(p.list.Rows))
	for i := range p.list.Rows {
		id := p.list.Rows[i].Member.ID
		p.list.Rows[i].Goes = !slices.Contains(was.Stay, id)
		if first && !p.only.IsZero() {
			if p.list.Rows[i].Goes = id == p.only; id == p.only {
				stand = i + 1 // the first line is the ceremony
			}
		}
	}
	p.draw()
	if first {
		p.rows.Stand(stand)
	}
	items := kit.Items(p.list.Keeps, func(one rules.Aged) kit.Item {
		until := "任期没有写，请补上"
		if one.Until != 0 {
			until = "到 " + one.Until.String()
		}
		return kit.Item{Icon: look.IconPerson, Label: one.Member.Title + "　" + strings.Join(one.Posts, "、"), Hint: until}
	})
	p.keeps.Set(items)
	if now := [2]bool{len(p.list.Rows) > 0, len(p.list.Keeps) > 0}; len(p.ground.Objects) == 0 || now != p.drawn {
		p.drawn = now
		p.ground.Objects = []fyne.CanvasObject{look.Inset(look.Gap4, p.body())}
		p.ground.Refresh()
	}
}

// draft is what is ticked and typed.
func (p *leaving) draft() leavingDraft {
	if p.list == nil {
		return p.held
	}
	d := leavingDraft{Place: p.place.Text, Chair: p.chair.Text, Document: p.document.Text, Bare: !p.list.Ceremony}
	if p.day.Text != value.DayOf(p.s.Today()).String() {
		d.Day = p.day.Text
	}
	for _, r := range p.list.Rows {
		if !r.Goes {
			d.Stay = append(d.Stay, r.Member.ID)
		}
	}
	return d
}

// keep makes what is ticked and typed durable, or forgets what was before.
func (p *leaving) keep() {
	d := p.draft()
	if !p.only.IsZero() { // who stays is said of this time alone
		d.Stay = p.held.Stay
	}
	if d.empty() && p.held.empty() {
		return
	}
	if err := p.s.Book.SetSetting(leavingSetting, d); err != nil {
		p.s.FailOn(p.page, "勾的没有留下", err)
	}
	p.held = d
}

func (p *leaving) draw() {
	items := []kit.Item{{Icon: ticked(p.list.Ceremony), Label: "同时记一次离团仪式", Hint: "会议活动里会有"}}
	v := p.s.Book.Today()
	for i, r := range p.list.Rows {
		hint := "年龄没有写清"
		if r.Reached != 0 {
			hint = r.Reached.String() + " 满龄"
		}
		label := r.Member.Title + "　" + v.Name(ledger.Branches, r.Member.Branch)
		items = append(items, kit.Item{Lead: strconv.Itoa(i + 1), Icon: ticked(r.Goes), Label: label, Hint: hint})
	}
	p.rows.Set(items)
	n := p.list.Going()
	p.told.SetText("")
	if len(p.list.Rows) > 0 {
		p.told.SetText("勾了 " + strconv.Itoa(n) + " 人，共 " + strconv.Itoa(len(p.list.Rows)) + " 人该办")
	}
	p.go_.SetLabel("办离团")
	if n > 0 {
		p.go_.SetLabel("办 " + strconv.Itoa(n) + " 人离团")
	}
	if n == 0 || !p.s.Book.May(store.MayWork) {
		p.go_.Disable()
	} else {
		p.go_.Enable()
	}
}

// turn ticks a line: the first is the ceremony.
func (p *leaving) turn(i int) {
	switch {
	case i == 0:
		p.list.Ceremony = !p.list.Ceremony
	case i <= len(p.list.Rows):
		p.list.Rows[i-1].Goes = !p.list.Rows[i-1].Goes
	}
	p.draw()
}

// certify shows the certificates of those who left just now.
func (p *leaving) certify() {
	if len(p.gone) > 0 {
		p.s.Show(p.s.Screens.Certificates(p.s, p.gone, func() { p.s.Open(Leave) }))
	}
}

func (p *leaving) all(go_ bool) {
	for i := range p.list.Rows {
		p.list.Rows[i].Goes = go_
	}
	p.draw()
}

func (p *leaving) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyF7:
		p.all(true)
	case fyne.KeyF6:
		p.all(false)
	default:
		return false
	}
	return true
}

// save lets all go who are ticked.
func (p *leaving) save() {
	if p.go_.Disabled() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	kept, err := p.day.Value()
	if err != nil {
		p.fault.Hard(kit.Sentence(err))
		return
	}
	l := p.list
	l.Day, _ = value.ParseDate(kept)
	l.Place, l.Chair, l.Document = look.OneLine(p.place.Text), look.OneLine(p.chair.Text), look.OneLine(p.document.Text)
	n := l.Going()
	var gone []value.ID
	for _, r := range l.Rows {
		if r.Goes {
			gone = append(gone, r.Member.ID)
		}
	}
	hands.RunOnly(&p.busy, l.Save, func(uint64) {
		p.gone = gone
		p.papers.SetLabel("打印 " + strconv.Itoa(n) + " 张离团证明")
		p.papers.Show()
		p.fault.Clear()
		for _, e := range []*kit.Entry{p.place, p.chair, p.document} {
			e.SetText("")
		}
		p.day.SetText(value.DayOf(p.s.Today()).String())
		p.ask()
		p.keep()
		p.s.Toasts.SayWith(strconv.Itoa(n)+" 人办了离团，没有勾的还在册", "撤销", p.s.Undo)
	}, func(err error) {
		p.fault.Hard(kit.Sentence(err))
		p.page.View.Refresh()
	})
}

// seeingOff is 办离团 on the page of jobs.
func seeingOff() job {
	return job{group: "团员", title: "办离团", tell: "满了年龄、没有团内职务的列在一起，一次办完，顺手记离团仪式；有职务的期满再问", kind: ledger.Members, others: true,
		begin: opening(Leave), waiting: work.Leavings, goOn: func(s *page.Shell, _ work.Waiting) { s.Open(Leave) },
		about: []about{{kind: ledger.Members, fits: func(b *store.Book, r ledger.Record) bool { return work.Leaves(b, r.(*ledger.Member)) },
			begin: func(s *page.Shell, r ledger.Record) { s.Open(leaveOf(r.Head().ID)) }}}}
}
