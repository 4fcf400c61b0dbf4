package jobs

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/report"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// writing is the page of one work report: its paragraphs as they will be read, each figure of them underlined, what the ledger
// says of the figures of the paragraph that the keyboard is on, and beside it the report before.
type writing struct {
	s      *page.Shell
	page   *page.Page
	id     value.ID // of its record, zero for one that is not kept
	period report.Period
	r      *report.Report
	reader *report.Reader
	kept   halves[reportDraft]

	touched  bool // something was written that is not saved
	at       int  // the paragraph
	passages []*kit.Passage
	column   *fyne.Container
	title    *kit.Entry
	field    *kit.Lines
	editor   *fyne.Container
	told     *look.Words
	side     *fyne.Container
	sideHead *look.Words
	rows     *kit.Rows
	figures  []report.Figure
	beside   bool // the report before is shown instead of the figures
	save     *kit.Button
	printer  *kit.Button
	latest   hands.Latest
	busy     hands.Only
}

// A reportDraft is what is written of a report and not saved.
type reportDraft struct {
	ID    value.ID   `json:"id,omitzero"`
	Rev   uint32     `json:"rev,omitempty"` // of the record when it was opened
	From  value.Date `json:"from,omitempty"`
	Until value.Date `json:"until,omitempty"`
	Title string     `json:"title,omitempty"`
	Lines []string   `json:"lines,omitempty"`
}

func (d reportDraft) about() string {
	if d.ID.IsZero() {
		return d.From.String() + " " + d.Until.String()
	}
	return d.ID.String()
}
func (d reportDraft) empty() bool { return len(d.Lines) == 0 }

// reportSetting is where the ledger keeps what is written and not saved.
const reportSetting = "reporting"

// The least width of a paragraph, and that of what stands beside, in characters; and its most.
const (
	leastEms = 16
	sideEms  = 22
	sideMost = 360
)

// sideWidth is how wide what stands beside is, without its edges.
func sideWidth() float32 { return min(sideEms*look.Now().Text, sideMost) }

// textWidth is how wide a paragraph is: what the page leaves beside the figures.
func textWidth() float32 {
	const bar = 12 // of the scroll bar
	room := look.Room()
	if room == 0 {
		room = 78 * look.Now().Text // before anybody has said
	}
	return max(leastEms*look.Now().Text, room-sideWidth()-6*look.Gap4-2*look.Gap1-bar)
}

// reportOf opens a report that is kept, or with no ID begins one of a time.
func reportOf(id value.ID, t report.Period) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page { return newWriting(s, id, t).page }
}

func newWriting(s *page.Shell, id value.ID, t report.Period) *writing {
	p := &writing{s: s, id: id, period: t, told: look.NewWords("正在起草…", look.Aside), sideHead: look.NewWords("", look.Head), column: look.Column(look.Gap1)}
	p.title = kit.NewEntry()
	p.title.OnChanged = func(text string) {
		if p.r != nil && text != p.r.Title {
			p.r.Title = text
			p.touch()
		}
	}
	p.title.OnNext = func() { p.stand(0) }
	p.field = kit.NewLines()
	p.field.OnChanged = p.written
	p.field.OnNext = p.done
	p.field.OnKey = func(name fyne.KeyName) bool {
		over := name == fyne.KeyEscape || name == fyne.KeyReturn || name == fyne.KeyEnter // a paragraph is one line
		if over {
			p.done()
		}
		return over
	}
	p.rows = kit.NewRows(0, p.list)
	p.side = container.NewStack()
	p.save = kit.NewButton(kit.Primary, look.IconDone, "保存汇报", "F10", func() { p.confirm(nil) })
	back := kit.NewButton(kit.Quiet, look.IconLeft, "汇报", "Esc", p.leave)
	old := kit.NewButton(kit.Ordinary, look.IconHistory, "上一份放旁边", "F6", p.turnSide)
	anew := kit.NewButton(kit.Ordinary, look.IconNone, "都改成现在的数", "F7", p.updateAll)
	p.printer = kit.NewButton(kit.Ordinary, look.IconPrint, "打印", "F12", p.print)
	head := look.Flow(back, layout.NewSpacer(), old, anew, p.printer, p.save)
	keys := look.NewWords("↑ ↓ 走段　Enter 改这一段　F8 这一段的数字　F5 改成现在的数　F9 加一段　Delete 去掉一段", look.Note)
	high := canvas.NewRectangle(look.Panel)
	high.SetMinSize(fyne.NewSize(0, 6*look.Now().Text*look.LineFactor))
	p.editor = look.Column(look.Gap1, look.NewWords("改这一段：改好了按 Enter", look.Note), container.NewStack(high, p.field))
	p.editor.Hide()
	// The title stands over the text that it belongs to, as wide as that, so that all of it is seen.
	text := look.Card(kit.Scrolled(look.Inset(look.Gap4, look.Column(look.Gap2, look.NewWords("标题", look.Note), p.title, p.column))))
	wide := canvas.NewRectangle(look.Panel)
	wide.SetMinSize(fyne.NewSize(sideWidth(), 0))
	beside := look.Card(container.NewStack(wide, look.Inset(look.Gap4, container.NewBorder(p.sideHead, nil, nil, nil, p.side))))
	p.page = &page.Page{Key: "jobs", Title: reportTitle, Shut: p.latest.Drop, Changed: func(store.Change) { p.changed() }, Keep: p.keep,
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head,
			container.NewBorder(nil, look.Column(look.Gap1, p.editor, p.told, keys), nil, container.NewBorder(nil, nil, look.Inset(look.Gap1, look.NewWords("", look.Note)), nil, beside), text)))),
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: func() { p.confirm(nil) }, fyne.KeyF12: p.print, fyne.KeyF6: p.turnSide, fyne.KeyF7: p.updateAll, fyne.KeyF5: p.update,
			fyne.KeyF8: p.toFigures, fyne.KeyF9: p.insert, fyne.KeyEscape: p.leave}}
	p.page.Own(p.title, &p.field.Entry)
	s.Book.Setting(reportSetting, &p.kept)
	p.ask()
	return p
}

func (p *writing) leave() { p.s.Open(Reports) }

// ask reads or drafts the report, and what the ledger says of it now.
func (p *writing) ask() {
	type answer struct {
		r       *report.Report
		reader  *report.Reader
		resumed bool
		warn    string
	}
	b, id, t := p.s.Book, p.id, p.period
	kept := p.kept.of(reportDraft{ID: id, From: t.From, Until: t.Until}.about())
	hands.RunLatest(&p.latest, func() (a answer, err error) {
		switch {
		case !id.IsZero():
			a.r, err = report.Open(b, id)
		case kept.empty():
			a.r, err = report.Compose(b, t)
		default:
			a.r = report.Blank(b, t)
		}
		if err != nil {
			return a, err
		}
		if !kept.empty() {
			a.r.Title, a.r.Lines, a.resumed = kept.Title, slices.Clone(kept.Lines), true
			if kept.Rev != a.r.Rev() {
				a.warn = "这份汇报后来又保存过。现在看到的是您没有保存的，保存会盖过它。"
			}
		}
		a.reader, err = a.r.Read()
		return a, err
	}, func(a answer) {
		p.r, p.reader, p.period, p.touched = a.r, a.reader, a.r.Period, a.resumed
		p.title.SetText(p.r.Title)
		if p.fixed() {
			p.title.SetReadOnly(true)
		}
		p.draw()
		if a.warn != "" {
			p.s.Toasts.Warn(a.warn)
		}
		if p.s.Page() == p.page && p.s.Canvas().Overlays().Top() == nil {
			p.stand(p.at)
		}
	}, func(err error) {
		p.told.SetText("没有写出来")
		p.s.FailOn(p.page, "没有写出来", err)
	})
}

// fixed says that nothing can be written here: another ledger's, or a role that may not.
func (p *writing) fixed() bool { return p.r == nil || p.r.Received() || !p.s.Book.May(store.MayWork) }

// may is what every key that changes something asks first.
func (p *writing) may() bool {
	switch {
	case p.r == nil:
		return false
	case p.r.Received():
		p.s.Toasts.Warn("这份汇报是社区上报的，只能看，不能改")
		return false
	}
	return p.s.Allowed(store.MayWork)
}

// changed follows what was saved in the ledger: the figures, and the record where it was taken back.
func (p *writing) changed() {
	if p.r == nil {
		return
	}
	if stale, gone := p.r.Stale(); gone {
		p.r.Afresh()
		p.id = value.ID{}
		p.touch()
	} else if stale && !p.touched {
		p.ask()
		return
	}
	hands.RunLatest(&p.latest, p.r.Clone().Read, func(r *report.Reader) {
		p.reader = r
		p.draw()
	}, func(err error) { p.s.FailOn(p.page, "数字没有核对上", err) })
}

// draw sets all paragraphs anew.
func (p *writing) draw() {
	if len(p.r.Lines) == 0 {
		p.r.Lines = []string{""}
	}
	for len(p.passages) < len(p.r.Lines) {
		p.passages = append(p.passages, p.newPassage())
	}
	p.passages = p.passages[:len(p.r.Lines)]
	p.at = min(p.at, len(p.passages)-1)
	p.column.Objects = p.column.Objects[:0]
	for i := range p.passages {
		p.drawOne(i)
		p.column.Objects = append(p.column.Objects, p.passages[i])
	}
	p.column.Refresh()
	p.page.First = p.passages[p.at]
	p.drawSide()
	p.tell()
}

func (p *writing) newPassage() *kit.Passage {
	one := kit.NewPassage(textWidth)
	at := func() int { return slices.Index(p.passages, one) }
	one.OnPick = func() { p.edit() }
	one.OnStand = func() {
		if i := at(); i >= 0 && i != p.at {
			p.shut()
			p.passages[min(p.at, len(p.passages)-1)].Choose(false)
			p.at = i
			one.Choose(true)
			p.page.First = one
			p.drawSide()
		}
	}
	one.OnKey = func(name fyne.KeyName) bool {
		switch i := at(); name {
		case fyne.KeyUp:
			if i == 0 {
				p.title.Focus()
			} else {
				p.stand(i - 1)
			}
		case fyne.KeyDown:
			p.stand(i + 1)
		case fyne.KeyHome:
			p.stand(0)
		case fyne.KeyEnd:
			p.stand(len(p.passages) - 1)
		case fyne.KeyTab:
			p.toFigures()
		case fyne.KeyDelete, fyne.KeyBackspace:
			p.drop()
		default:
			return false
		}
		return true
	}
	return one
}

// drawOne sets one paragraph.
func (p *writing) drawOne(i int) {
	line := p.r.Lines[i]
	words, _ := report.Plain(line)
	role, indent := look.Body, 2
	switch report.Level(line) {
	case 1:
		role, indent = look.Head, 0
	case 2:
		role = look.Strong
	}
	var parts []kit.Stretch
	for _, f := range p.reader.Figures(line) {
		parts = append(parts, kit.Stretch{From: f.From, To: f.To, Moved: f.Moved()})
	}
	p.passages[i].Set(words, role, indent, parts)
	p.passages[i].Choose(i == p.at)
}

// stand puts the keyboard on a paragraph.
func (p *writing) stand(i int) {
	if len(p.passages) > 0 {
		p.s.Canvas().Focus(p.passages[max(0, min(i, len(p.passages)-1))])
	}
}

// tell says below how much has moved on since it was written.
func (p *writing) tell() {
	n, moved := 0, 0
	for _, line := range p.r.Lines {
		for _, f := range p.reader.Figures(line) {
			n++
			if f.Moved() {
				moved++
			}
		}
	}
	text := p.period.String() + "　画线的 " + strconv.Itoa(n) + " 处是台账的数字和名单"
	if moved > 0 {
		text += "，其中 " + strconv.Itoa(moved) + " 处（前面有“！”）台账里已经变了"
	}
	if p.touched {
		text += "　还没有保存"
	}
	p.told.SetText(text)
	if p.fixed() || !p.touched && p.r.Kept() != nil {
		p.save.Disable()
	} else {
		p.save.Enable()
	}
}

func (p *writing) touch() {
	p.touched = true
	if p.reader != nil {
		p.tell()
	}
}

// drawSide shows beside the text what the ledger says of this paragraph, or the report before.
func (p *writing) drawSide() {
	if p.beside {
		p.drawPrevious()
		return
	}
	p.sideHead.SetText("这一段的数字和名单")
	p.figures = p.reader.Figures(p.r.Lines[p.at])
	items := make([]kit.Item, len(p.figures))
	for i, f := range p.figures {
		items[i] = kit.Item{Icon: look.IconDone, Label: f.Label + "　" + f.Said, Tip: f.Label + "：" + f.Said}
		switch {
		case f.Moved() && f.Now == "":
			items[i].Icon, items[i].Hint = look.IconWarning, "现在没有"
		case f.Moved():
			items[i].Icon, items[i].Hint, items[i].Tip = look.IconWarning, "现在 "+f.Now, f.Label+"：写的是 "+f.Said+"，现在 "+f.Now
		}
	}
	p.rows.Set(items)
	p.rows.Stand(0)
	p.side.Objects = []fyne.CanvasObject{p.rows}
	if len(items) == 0 {
		p.side.Objects = []fyne.CanvasObject{look.Column(0, look.NewParagraph("这一段没有台账的数字。", look.Aside, sideEms-4))}
	}
	p.side.Refresh()
}

func (p *writing) drawPrevious() {
	d := p.r.Previous()
	if d == nil {
		p.sideHead.SetText("上一份")
		p.side.Objects = []fyne.CanvasObject{look.Column(0, look.NewParagraph("台账里还没有更早的汇报。", look.Aside, sideEms-4))}
		p.side.Refresh()
		return
	}
	p.sideHead.SetText("上一份：" + report.Period{From: d.From, Until: d.Until}.String())
	column := look.Column(look.Gap2)
	for _, line := range strings.Split(d.Text, "\n") {
		words, _ := report.Plain(line)
		role := look.Body
		if report.Level(line) > 0 {
			role = look.Strong
		}
		column.Add(look.NewParagraph(words, role, sideEms-5))
	}
	p.side.Objects = []fyne.CanvasObject{kit.Scrolled(column)}
	p.side.Refresh()
}

// turnSide changes between the figures and the report before.
func (p *writing) turnSide() {
	if p.r != nil {
		p.beside = !p.beside
		p.drawSide()
	}
}

// toFigures gives the keyboard to the figures of the paragraph.
func (p *writing) toFigures() {
	if p.r == nil {
		return
	}
	if p.beside {
		p.turnSide()
	}
	if len(p.figures) == 0 {
		p.s.Say("这一段没有台账的数字。请走到有画线的一段。")
	} else {
		p.rows.OnKey = func(name fyne.KeyName) bool {
			if name == fyne.KeyEscape || name == fyne.KeyTab {
				p.stand(p.at)
			}
			return name == fyne.KeyEscape || name == fyne.KeyTab
		}
		p.s.Canvas().Focus(p.rows)
	}
}

// list opens the records behind a figure, with a way back.
func (p *writing) list(i int) {
	if i < 0 || i >= len(p.figures) {
		return
	}
	q, ok := p.reader.Behind(p.figures[i])
	if !ok {
		p.s.Say("这里现在没有可看的名单。")
		return
	}
	if !p.touched && p.id.IsZero() {
		p.touched = true // so that the way back leads to this draft
	}
	back := page.Way{Label: "回到汇报", Do: func() { p.s.Open(reportOf(p.id, p.period)) }, Tell: p.figures[i].Label, Home: true}
	p.s.ShowListFrom(q, &back)
}

// edit opens the paragraph for typing.
func (p *writing) edit() {
	if !p.may() {
		return
	}
	words, _ := report.Plain(p.r.Lines[p.at])
	p.field.SetText(words)
	p.editor.Show()
	p.page.View.Refresh()
	p.field.Focus()
}

// written takes what is typed into the paragraph.
func (p *writing) written(text string) {
	if !p.editor.Visible() || p.r == nil {
		return
	}
	line := report.Reword(p.r.Lines[p.at], text)
	if line == p.r.Lines[p.at] {
		return
	}
	p.r.Lines[p.at] = line
	p.drawOne(p.at)
	p.column.Refresh()
	p.touch()
	if !p.beside {
		p.drawSide()
	}
}

// done ends typing, and goes back to the paragraph.
func (p *writing) done() {
	if p.editor.Visible() {
		p.shut()
		p.stand(p.at)
	}
}

// shut puts the field away.
func (p *writing) shut() {
	if p.editor.Visible() {
		p.editor.Hide()
		p.page.View.Refresh()
	}
}
