package jobs

import (
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
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// rally is the page of 动员会、讲解团章: all enterprises in one table, those first to whom nobody has talked; who is invited, who
// came, what the head thinks since.
type rally struct {
	s    *page.Shell
	page *page.Page
	of   value.ID // the meeting that is gone on with; zero for a new one
	job  *work.Rally
	kept halves[rallyDraft]

	sort, rest             *kit.Picker
	day                    *kit.Date
	place, speaker, topics *kit.Entry
	fault                  *kit.Fault
	grid                   *grid.Grid
	told                   *look.Words
	ground                 *fyne.Container
	save, sheet            *kit.Button
	busy                   hands.Only
	filling                bool
}

// The columns of a row.
const (
	rallyName = iota
	rallyBoss
	rallyTalked
	rallyAsked
	rallyCame
	rallyThinks
)

var rallyColumns = []ledger.Column{{Key: "name", Label: "企业", Width: 22}, {Key: "boss", Label: "负责人", Width: 8}, {Key: "talked", Label: "上次讲到", Width: 10},
	{Key: "asked", Label: "请了", Width: 5}, {Key: "came", Label: "来了", Width: 5}, {Key: "thinks", Label: "会后态度", Width: 12}}

// Rally makes the page of a new 动员会.
func Rally(s *page.Shell) *page.Page { return newRally(s, value.ID{}, value.ID{}).page }

// rallyOn goes on with a meeting that was arranged; a zero one is new, with an enterprise that is invited.
func rallyOn(meeting, firm value.ID) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page { return newRally(s, meeting, firm).page }
}

func newRally(s *page.Shell, meeting, firm value.ID) *rally {
	p := &rally{s: s, of: meeting, told: look.NewWords("", look.Strong), fault: kit.NewFault()}
	s.Book.Setting(rallySetting, &p.kept)
	p.sort = kit.NewPicker(func(typed string) []kit.Option {
		var two []find.Option
		for _, code := range []string{codes.MeetingRally, codes.MeetingCharter} {
			two = append(two, find.Option{Value: code, Label: codes.MeetingSorts.Label(code)})
		}
		return page.Options(find.Matching(two, typed))
	})
	p.rest = kit.NewPicker(func(typed string) []kit.Option {
		return page.Options(find.OptionsOf(s.Book.Today(), codes.YesNo, typed, 10))
	})
	p.sort.OnPicked, p.rest.OnPicked = func(kit.Option) { p.read() }, func(kit.Option) { p.read() }
	p.day = kit.NewDate(s.Today, func(typed string) (string, error) {
		day, err := value.ParseDate(typed)
		return day.String(), err
	})
	p.place, p.speaker, p.topics = kit.NewEntry(), kit.NewEntry(), kit.NewEntry()
	for _, e := range []*kit.Entry{&p.day.Entry, p.place, p.speaker, p.topics} {
		e.OnChanged = func(string) { p.read() }
	}
	p.grid = grid.New(grid.Source{Len: p.length, Cell: p.cell, Key: func(row int) string { return p.job.Rows[row].Enterprise.ID.String() }})
	p.grid.SetColumns(rallyColumns, nil)
	p.grid.OnCells(func(row, col int) { p.turn(row, col) })
	p.grid.OnKey, p.grid.OnType = p.key, p.typed
	p.save = kit.NewButton(kit.Primary, look.IconSave, "保存", "F10", p.confirm)
	p.sheet = kit.NewButton(kit.Ordinary, look.IconPrint, "打印签到表", "F12", p.print)
	p.ground = container.NewStack()
	p.page = &page.Page{Key: "jobs", Title: rallyTitle, First: p.grid, Keep: p.keep, Changed: func(store.Change) { p.keep(); p.ask(value.ID{}) },
		View: look.Ground(look.Page, p.ground),
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: p.confirm, fyne.KeyF12: p.print, fyne.KeyF8: func() { s.Canvas().Focus(p.day) }, fyne.KeyEscape: p.leave}}
	p.page.Own(&p.sort.Entry, &p.rest.Entry, &p.day.Entry, p.place, p.speaker, p.topics)
	p.topics.OnNext = func() { s.Canvas().Focus(p.grid) }
	p.ask(firm)
	return p
}

const rallyTitle = "动员会、讲解团章"

func (p *rally) leave() { p.s.Open(jobsFrom(p.page.Title)) }

// rallySetting is where the ledger keeps what is ticked and typed and not saved.
const rallySetting = "rally"

// A rallyDraft is what is said of one meeting before it is saved: its fields as they read, and the rows that are invited.
type rallyDraft struct {
	Meeting value.ID              `json:"meeting"`
	Texts   map[string]string     `json:"texts,omitempty"`
	Rows    map[string]rallyGuest `json:"rows,omitempty"` // by enterprise
}

// A rallyGuest is one enterprise that is invited.
type rallyGuest struct {
	Came     bool   `json:"came,omitempty"`
	Attitude string `json:"attitude,omitempty"`
}

func (d rallyDraft) about() string { return d.Meeting.String() }
func (d rallyDraft) empty() bool   { return len(d.Texts) == 0 && len(d.Rows) == 0 }

// texts are the fields as they read.
func (p *rally) texts() map[string]string {
	return map[string]string{"sort": chosenCode(p.sort), "rest": chosenCode(p.rest), "day": p.day.Text, "place": p.place.Text, "speaker": p.speaker.Text, "content": p.topics.Text}
}

// chosenCode is what is chosen in a field of codes, "" for words that are none.
func chosenCode(p *kit.Picker) string {
	if code, known := p.Value(); known {
		return code
	}
	return ""
}

// draft is what differs from what the ledger has of the meeting; nothing of one that is as it began.
func (p *rally) draft() rallyDraft {
	d := rallyDraft{Meeting: p.of}
	began, err := work.RallyOf(p.s.Book, p.of)
	if err != nil {
		return d
	}
	now, was := p.job.Record(), began.Record()
	basis := p.s.Book.Basis()
	for i := range ledger.Meetings.Columns()[:ledger.Meetings.Fields()] {
		if ledger.Meetings.Text(now, i, basis) != ledger.Meetings.Text(was, i, basis) {
			d.Texts, d.Rows = p.texts(), map[string]rallyGuest{}
			for _, r := range p.job.Rows {
				if r.Asked {
					d.Rows[r.Enterprise.ID.String()] = rallyGuest{r.Came, r.Attitude}
				}
			}
			break
		}
	}
	return d
}

func (p *rally) keep() {
	if p.job == nil || !p.kept.put(p.draft()) {
		return
	}
	if err := p.s.Book.SetSetting(rallySetting, p.kept); err != nil {
		p.s.FailOn(p.page, "勾的没有留下", err)
	}
}

// ask reads the meeting off the records, with what was ticked and typed; firm is an enterprise to be invited.
func (p *rally) ask(firm value.ID) {
	job, err := work.RallyOf(p.s.Book, p.of)
	if err != nil {
		p.job = nil
		p.show(kit.Empty(look.IconWarning, kit.Sentence(err)))
		p.save.Disable()
		return
	}
	p.job = job
	m := job.Meeting
	texts := map[string]string{"sort": m.Sort, "rest": m.Rest, "day": m.Day.String(), "place": m.Place, "speaker": m.Speaker, "content": m.Content}
	kept := p.kept.of(p.of.String())
	if len(kept.Texts) > 0 {
		texts = kept.Texts
	}
	for i, r := range job.Rows {
		if was, asked := kept.Rows[r.Enterprise.ID.String()]; !kept.empty() {
			job.Ask(i, asked)
			job.Come(i, was.Came)
			if was.Attitude != "" {
				job.Think(i, was.Attitude)
			}
			if !asked {
				job.Ask(i, false)
			}
		}
		if r.Enterprise.ID == firm {
			job.Ask(i, true)
		}
	}
	p.filling = true
	p.sort.Choose(kit.Option{Value: texts["sort"], Label: codes.MeetingSorts.Label(texts["sort"])})
	p.rest.Choose(kit.Option{Value: texts["rest"], Label: codes.YesNo.Label(texts["rest"])})
	p.day.SetText(texts["day"])
	p.place.SetText(texts["place"])
	p.speaker.SetText(texts["speaker"])
	p.topics.SetText(texts["content"])
	p.filling = false
	if len(job.Rows) == 0 {
		p.show(kit.Empty(look.IconFirm, "还没有在营的企业。先登记企业，再请负责人来开会。",
			kit.Stage{Icon: look.IconAdd, Verb: "登记一家企业", Tell: "名称、负责人、电话就够了", Do: func() { p.s.ShowNew(ledger.Enterprises, nil) }}))
		p.save.Disable()
		return
	}
	p.read()
	p.show(p.body())
	if p.grid.Current() < 0 {
		p.grid.StandOn(0, rallyAsked)
	}
}

func (p *rally) show(what fyne.CanvasObject) {
	back := kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", p.leave)
	head := look.Flow(back, look.NewWords(p.page.Title, look.Title), layout.NewSpacer(), p.sheet, p.save)
	p.ground.Objects = []fyne.CanvasObject{look.Inset(look.Gap4, look.Pile(look.Gap2, head, what))}
	p.ground.Refresh()
}

func (p *rally) body() fyne.CanvasObject {
	fields := look.Columns(3, look.Gap4, kit.Labelled("种类", p.sort, nil), kit.Labelled("哪一天", p.day, p.fault), kit.Labelled("利用休息时间", p.rest, nil),
		kit.Labelled("地点", p.place, nil), kit.Labelled("主讲人", p.speaker, nil), kit.Labelled("讲什么", p.topics, nil))
	keys := look.NewWords("空格 请或不请　Enter 来了或没来　1 支持　2 观望　3 不配合　F7 没讲过的都请　F6 请了的都来了　F8 改日期", look.Note)
	return container.NewBorder(look.Column(look.Gap2, fields, p.told), keys, nil, nil, look.Card(p.grid))
}

// read takes what stands in the fields into the meeting, and tells how far it is.
func (p *rally) read() {
	if p.job == nil || p.filling {
		return
	}
	m, texts := p.job.Meeting, p.texts()
	m.Sort, m.Rest = texts["sort"], texts["rest"]
	m.Day, _ = value.ParseDate(texts["day"])
	m.Place, m.Speaker, m.Content = look.OneLine(texts["place"]), look.OneLine(texts["speaker"]), look.OneLine(texts["content"])
	p.tell()
}

func (p *rally) tell() {
	p.fault.Clear()
	asked, came, never := p.job.Count()
	text := strconv.Itoa(len(p.job.Rows)) + " 家企业，没有讲过的 " + strconv.Itoa(never) + " 家；这次请 " + strconv.Itoa(asked) + " 家"
	if came > 0 {
		text += "，来了 " + strconv.Itoa(came) + " 家"
	}
	p.told.SetText(text)
	p.save.SetLabel("保存请了谁")
	if came > 0 {
		p.save.SetLabel("保存谁来了")
	}
	if asked > 0 && p.s.Book.May(store.MayWork) {
		p.save.Enable()
	} else {
		p.save.Disable()
	}
	if asked > 0 {
		p.sheet.Enable()
	} else {
		p.sheet.Disable()
	}
}

// print shows the list on which those sign who are invited, saved or not.
func (p *rally) print() {
	if p.job == nil || p.sheet.Disabled() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	p.read()
	p.s.ShowPapers(records.Query{Kind: ledger.Meetings}, forms.Print{Form: forms.SignIn, Drafts: []ledger.Record{p.job.Record()}}, func() { p.s.Open(rallyOn(p.of, value.ID{})) })
}

func (p *rally) length() int {
	if p.job == nil {
		return 0
	}
	return len(p.job.Rows)
}

func (p *rally) cell(row, col int) string {
	r := &p.job.Rows[row]
	mark := func(is bool, word string) string {
		if is {
			return word
		}
		return ""
	}
	switch col {
	case rallyName:
		return r.Enterprise.Title
	case rallyBoss:
		return r.Enterprise.Boss
	case rallyTalked:
		if r.Talked == 0 {
			return "没有讲过"
		}
		return r.Talked.String()
	case rallyAsked:
		return mark(r.Asked, "请")
	case rallyCame:
		return mark(r.Came, "来")
	}
	if r.Attitude != "" {
		return codes.Attitudes.Label(r.Attitude)
	}
	if was := codes.Attitudes.Label(r.Enterprise.Attitude); was != "" {
		return "原来 " + was
	}
	return ""
}

// turn changes what the cell says: invited, or came.
func (p *rally) turn(row, col int) {
	if row < 0 || row >= p.length() || !p.s.Allowed(store.MayWork) {
		return
	}
	if r := p.job.Rows[row]; col == rallyAsked {
		p.job.Ask(row, !r.Asked)
	} else {
		p.job.Come(row, !r.Came)
	}
	p.drawn()
}

func (p *rally) drawn() {
	p.grid.Refresh()
	p.tell()
}

// typed says what the head thinks since.
func (p *rally) typed(r rune) {
	row := p.grid.Current()
	code := string(r)
	if row < 0 || row >= p.length() || code < "1" || code > "3" || !codes.Attitudes.Has(code) || !p.s.Allowed(store.MayWork) {
		return
	}
	if !p.job.Think(row, code) {
		p.s.Toasts.Warn("这家企业是社区报来的，态度由社区来记")
		return
	}
	p.drawn()
}

func (p *rally) key(name fyne.KeyName) bool {
	row := p.grid.Current()
	switch name {
	case fyne.KeySpace:
		p.turn(row, rallyAsked)
	case fyne.KeyF7:
		for i, r := range p.job.Rows {
			if r.Talked == 0 {
				p.job.Ask(i, true)
			}
		}
		p.drawn()
	case fyne.KeyF6:
		for i, r := range p.job.Rows {
			if r.Asked {
				p.job.Come(i, true)
			}
		}
		p.drawn()
	case fyne.KeyDelete, fyne.KeyBackspace:
		if row >= 0 && row < p.length() {
			p.job.Ask(row, false)
			p.drawn()
		}
	default:
		return false
	}
	return true
}

// confirm saves the meeting with what the enterprises think since.
func (p *rally) confirm() {
	if p.job == nil || p.save.Disabled() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	p.read()
	if _, err := p.day.Value(); err != nil {
		p.fault.Hard(kit.Sentence(err))
		return
	}
	if wrong := p.job.Fault(); wrong != "" {
		p.fault.Hard(wrong)
		p.s.Toasts.Warn(wrong)
		return
	}
	job := p.job
	asked, came, _ := job.Count()
	hands.RunOnly(&p.busy, job.Save, func(uint64) {
		p.job = nil
		p.kept.put(rallyDraft{Meeting: p.of})
		if err := p.s.Book.SetSetting(rallySetting, p.kept); err != nil {
			p.s.FailOn(p.page, "记号没有清掉", err)
		}
		text := "请了 " + strconv.Itoa(asked) + " 家，开过以后在办事里接着记谁来了"
		if came > 0 {
			text = "请了 " + strconv.Itoa(asked) + " 家，来了 " + strconv.Itoa(came) + " 家，记下了"
		}
		p.s.Toasts.SayWith(text, "撤销", p.s.Undo)
		p.leave()
	}, func(err error) { p.s.FailOn(p.page, "没有保存", err) })
}

// rallyingJob is 动员会、讲解团章 on the page of jobs.
func rallyingJob() job {
	return job{group: "摸底", title: rallyTitle, tell: "请哪些企业、谁来了、会后态度怎么样；哪些企业还没有人去讲过，排在最前面", kind: ledger.Meetings, others: true,
		begin: opening(Rally), waiting: work.Rallies, goOn: func(s *page.Shell, w work.Waiting) { s.Open(rallyOn(w.ID, value.ID{})) },
		about: []about{
			{kind: ledger.Enterprises, fits: ownFirm, begin: func(s *page.Shell, r ledger.Record) { s.Open(rallyOn(value.ID{}, r.Head().ID)) }},
			{kind: ledger.Meetings, fits: func(b *store.Book, r ledger.Record) bool { return work.Rallying(b, r.(*ledger.Meeting)) },
				begin: func(s *page.Shell, r ledger.Record) { s.Open(rallyOn(r.Head().ID, value.ID{})) }},
		}}
}
