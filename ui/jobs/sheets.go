package jobs

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// sheets is the page on which the sheets of one organisation are keyed: a digit ticks a choice of the question at hand, a
// letter ticks it and goes on to the next question, Enter to the next sheet. All are saved at once.
type sheets struct {
	s      *page.Shell
	page   *page.Page
	survey value.ID
	branch value.ID
	batch  *work.Batch
	at     int // which sheet is at hand; len(batch.Sheets) is the new one
	hand   work.Paper
	kept   halves[sheetsDraft]

	rows   *kit.Rows // the choices of all questions, each below its question
	lines  []ledger.Tick
	words  *kit.Entry
	count  *look.Words
	fault  *kit.Fault
	place  *fyne.Container
	body   *fyne.Container
	save   *kit.Button
	latest hands.Latest
	busy   hands.Only
}

// sheetsOf makes the page of the sheets of one organisation.
func sheetsOf(survey, branch value.ID) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page { return newSheets(s, survey, branch).page }
}

func newSheets(s *page.Shell, survey, branch value.ID) *sheets {
	p := &sheets{s: s, survey: survey, branch: branch, count: look.NewWords("", look.Strong), fault: kit.NewFault(), words: kit.NewEntry()}
	s.Book.Setting(sheetsSetting, &p.kept)
	p.rows = kit.NewRows(0, func(int) {})
	p.rows.OnKey, p.rows.OnType = p.key, p.typed
	p.words.OnChanged = func(text string) { p.hand.Words = text }
	p.words.OnNext = func() { p.next() }
	p.words.SetPlaceHolder("写的意见（F6）　写了姓名、电话的不要录")
	p.save = kit.NewButton(kit.Primary, look.IconDone, "保存", "F10", p.confirm)
	back := kit.NewButton(kit.Quiet, look.IconLeft, "收回", "Esc", p.leave)
	before := kit.NewButton(kit.Ordinary, look.IconLeft, "改上一份", "F7", p.back)
	drop := kit.NewButton(kit.Ordinary, look.IconRemove, "不要这一份", "F8", p.drop)
	head := look.Flow(back, look.NewWords("录答卷", look.Title), layout.NewSpacer(), before, drop, p.save)
	p.place = container.NewStack(p.rows)
	foot := look.Pile(look.Gap1, p.words, p.fault, look.NewWords("数字 勾一项，再按去掉　字母 勾上就到下一题　空格 下一题　↑ ↓ 换题　Enter 下一份　F10 全部保存", look.Note))
	p.body = container.NewBorder(nil, foot, nil, nil, look.Card(look.Inset(look.Gap2, p.place)))
	p.page = &page.Page{Key: "jobs", Title: "录答卷", First: p.rows, Shut: p.latest.Drop, Keep: p.keep, Changed: func(store.Change) { p.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, p.count, p.body))),
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: p.confirm, fyne.KeyF7: p.back, fyne.KeyF8: p.drop, fyne.KeyF6: func() { s.Canvas().Focus(p.words) }, fyne.KeyEscape: p.leave}}
	p.page.Own(p.words)
	p.ask()
	return p
}

func (p *sheets) leave() { p.s.Open(survey(p.survey)) }

func (p *sheets) ask() {
	hands.RunLatest(&p.latest, func() (*work.Batch, error) { return work.KeySheets(p.s.Book, p.survey, p.branch) }, func(b *work.Batch) {
		first := p.batch == nil
		if first {
			p.takeUp(b)
		} else {
			b.Sheets = p.batch.Sheets
		}
		p.batch = b
		p.lay()
		p.draw()
		if first {
			p.stand(1)
		}
	}, func(err error) {
		p.save.Disable()
		p.place.Objects = []fyne.CanvasObject{kit.Empty(look.IconWarning, kit.Sentence(err))}
		p.place.Refresh()
	})
}

// lay puts every choice below its question.
func (p *sheets) lay() {
	p.lines = nil
	for i, q := range p.batch.Questions {
		p.lines = append(p.lines, ledger.Tick{Question: i + 1})
		for j := range q.Choices {
			p.lines = append(p.lines, ledger.Tick{Question: i + 1, Choice: j + 1})
		}
	}
}

func (p *sheets) draw() {
	items := make([]kit.Item, len(p.lines))
	for i, l := range p.lines {
		q := p.batch.Questions[l.Question-1]
		if l.Choice == 0 {
			n := 0
			for _, t := range p.hand.Ticks {
				if t.Question == l.Question {
					n++
				}
			}
			items[i] = kit.Item{Lead: strconv.Itoa(l.Question), Label: q.Text, Hint: "没有勾"}
			if n > 0 {
				items[i].Hint = "勾了 " + strconv.Itoa(n) + " 项"
			}
			continue
		}
		items[i] = kit.Item{Icon: ticked(p.hand.Ticked(l)), Depth: 2, Label: digitOf(l.Choice) + "　" + string(rune('A'+l.Choice-1)) + "　" + q.Choices[l.Choice-1]}
	}
	p.rows.Set(items)
	k := p.batch
	text := k.Branch.Name() + "　第 " + strconv.Itoa(p.at+1) + " 份"
	if p.at < len(k.Sheets) {
		text += "（改）"
	}
	text += "　录好 " + strconv.Itoa(len(k.Sheets)) + " 份"
	switch left := k.Left(); {
	case left == 0:
		text += "，发放的都录完了"
	case left > 0:
		text += "，还可以录 " + strconv.Itoa(left) + " 份"
	default:
		text += "，比发放的多 " + strconv.Itoa(-left) + " 份"
	}
	if least, n := p.s.Book.Basis().Rules.SurveyLeast, p.ready(); n > 0 && n < least {
		text += "　一次存不到 " + strconv.Itoa(least) + " 份，容易看出是谁的，可以攒一攒再存"
	}
	p.count.SetText(text)
	p.save.SetLabel("保存")
	if n := p.ready(); n > 0 && p.s.Book.May(store.MayWork) {
		p.save.SetLabel("保存 " + strconv.Itoa(n) + " 份")
		p.save.Enable()
	} else {
		p.save.Disable()
	}
}

// digitOf is the digit that ticks a choice: the tenth is 0.
func digitOf(choice int) string { return strconv.Itoa(choice % 10) }

// ready is how many sheets would be saved now, the one at hand among them.
func (p *sheets) ready() int {
	n := len(p.batch.Sheets)
	if p.at == n && !p.hand.Blank() {
		n++
	}
	return n
}

// question is the one at hand.
func (p *sheets) question() int {
	if i := p.rows.At(); i >= 0 && i < len(p.lines) {
		return p.lines[i].Question
	}
	return 1
}

// stand goes to a question; behind the last it stays there.
func (p *sheets) stand(question int) {
	question = max(1, min(question, len(p.batch.Questions)))
	at := slices.IndexFunc(p.lines, func(t ledger.Tick) bool { return t.Question == question })
	if last := at + len(p.batch.Questions[question-1].Choices); at >= 0 {
		p.rows.Stand(last) // so that all its choices are in sight
		p.rows.Stand(at)
		p.rows.Choose(at)
	}
}

func (p *sheets) key(name fyne.KeyName) bool {
	if p.batch == nil {
		return false
	}
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter:
		p.next()
	case fyne.KeySpace, fyne.KeyDown, fyne.KeyRight:
		p.stand(p.question() + 1)
	case fyne.KeyUp, fyne.KeyLeft, fyne.KeyBackspace:
		p.stand(p.question() - 1)
	case fyne.KeyHome:
		p.stand(1)
	case fyne.KeyEnd:
		p.stand(len(p.batch.Questions))
	default:
		return false
	}
	return true
}

// typed ticks a choice by its digit, or by its letter and goes on.
func (p *sheets) typed(r rune) {
	if p.batch == nil {
		return
	}
	choice, onward := 0, false
	switch r = unicode.ToUpper(r); {
	case r == '0':
		choice = 10
	case r >= '1' && r <= '9':
		choice = int(r - '0')
	case r >= 'A' && r < 'A'+ledger.MostChoices:
		choice, onward = int(r-'A')+1, true
	default:
		return
	}
	at := p.question()
	before := len(p.hand.Ticks)
	if why := p.batch.Tick(&p.hand, ledger.Tick{Question: at, Choice: choice}); why != "" {
		p.wrong("第 " + strconv.Itoa(at) + " 题：" + why)
		return
	}
	p.wrong(p.over())
	n := 0
	for _, t := range p.hand.Ticks {
		if t.Question == at {
			n++
		}
	}
	if most := p.batch.Questions[at-1].Most; onward || most == 1 && n == 1 && len(p.hand.Ticks) >= before {
		p.stand(at + 1)
	}
	p.draw()
}

// over says of a sheet that is begun that it is one more than were given out, "" where it is not.
func (p *sheets) over() string {
	if p.at < len(p.batch.Sheets) || p.hand.Blank() || p.batch.Left() > 0 {
		return ""
	}
	return "“" + p.batch.Branch.Name() + "”发放的 " + strconv.Itoa(p.batch.Survey.IssuedTo(p.branch)) + " 份都录完了，多的存不了。录错了按 F8 不要这一份；真的多发了，按 F10 以前先回“收回”按 F7 改份数，录的还在。"
}

// wrong says below the sheet what is wrong with it, nothing for "".
func (p *sheets) wrong(text string) {
	if p.fault.Text() != text {
		p.fault.Hard(text)
		p.body.Refresh() // which makes room for it, or takes the room back
	}
}

// next puts the sheet at hand on the others and takes a new one.
func (p *sheets) next() {
	if p.batch == nil {
		return
	}
	if p.hand.Blank() {
		p.wrong("这一份什么也没有勾。空白的不用录；要改上一份按 F7。")
		return
	}
	p.put()
	p.at, p.hand = len(p.batch.Sheets), work.Paper{}
	p.show()
	p.keep()
}

// put puts the sheet at hand to the others.
func (p *sheets) put() {
	if p.at < len(p.batch.Sheets) {
		p.batch.Sheets[p.at] = p.hand
	} else if !p.hand.Blank() {
		p.batch.Sheets = append(p.batch.Sheets, p.hand)
	}
}

// show shows the sheet at hand from its first question on.
func (p *sheets) show() {
	p.wrong(p.over())
	p.words.SetText(p.hand.Words)
	p.draw()
	p.stand(1)
	p.s.Canvas().Focus(p.rows)
}

// back takes the sheet before into the hand.
func (p *sheets) back() {
	if p.batch == nil || p.at == 0 || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	p.put()
	p.at--
	p.hand = p.batch.Sheets[p.at]
	p.show()
}

// drop throws the sheet at hand away.
func (p *sheets) drop() {
	if p.batch == nil || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	if p.at < len(p.batch.Sheets) {
		p.batch.Sheets = slices.Delete(slices.Clone(p.batch.Sheets), p.at, p.at+1)
	}
	p.at, p.hand = len(p.batch.Sheets), work.Paper{}
	p.show()
	p.keep()
}

// confirm saves the batch.
func (p *sheets) confirm() {
	if p.batch == nil || p.save.Disabled() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	p.put()
	p.at, p.hand = len(p.batch.Sheets), work.Paper{}
	batch := p.batch
	hands.RunOnly(&p.busy, batch.Save, func(uint64) {
		p.hold(sheetsDraft{Survey: p.survey, Branch: p.branch})
		p.batch = nil
		p.s.Toasts.SayWith("存了 "+strconv.Itoa(len(batch.Sheets))+" 份答卷", "撤销", p.s.Undo)
		p.leave()
	}, func(err error) {
		p.show()
		p.wrong(kit.Sentence(err))
	})
}

// sheetsSetting is where the ledger keeps what is keyed and not saved.
const sheetsSetting = "sheets"

// A sheetsDraft is what is keyed of one organisation and not saved: the sheets in the order of what they say, since nobody
// may tell which was which, and the one at hand.
type sheetsDraft struct {
	Survey value.ID    `json:"survey"`
	Branch value.ID    `json:"branch"`
	Sheets [][2]string `json:"sheets,omitempty"` // ticks and words
	Hand   [2]string   `json:"hand,omitzero"`
}

func (d sheetsDraft) about() string { return d.Survey.String() + d.Branch.String() }
func (d sheetsDraft) empty() bool   { return len(d.Sheets) == 0 && d.Hand == [2]string{} }

func (p *sheets) draft() sheetsDraft {
	d := sheetsDraft{Survey: p.survey, Branch: p.branch}
	for _, one := range p.batch.Sheets {
		d.Sheets = append(d.Sheets, written(one))
	}
	slices.SortFunc(d.Sheets, func(x, y [2]string) int { return strings.Compare(x[0]+"\n"+x[1], y[0]+"\n"+y[1]) })
	if p.at == len(p.batch.Sheets) {
		d.Hand = written(p.hand)
	}
	return d
}

func written(p work.Paper) [2]string { return [2]string{ledger.TicksText(p.Ticks), p.Words} }

func read(text [2]string) work.Paper {
	ticks, _ := ledger.ParseTicks(text[0])
	return work.Paper{Ticks: ticks, Words: text[1]}
}

// keep makes what is keyed durable.
func (p *sheets) keep() {
	if p.batch != nil {
		p.hold(p.draft())
	}
}

func (p *sheets) hold(d sheetsDraft) {
	if !p.kept.put(d) {
		return
	}
	if err := p.s.Book.SetSetting(sheetsSetting, p.kept); err != nil {
		p.s.FailOn(p.page, "录的没有留下", err)
	}
}

// unsavedSheets are how many sheets are keyed and not saved, by survey and organisation.
func unsavedSheets(b *store.Book) map[value.ID]map[value.ID]int {
	var kept halves[sheetsDraft]
	b.Setting(sheetsSetting, &kept)
	all := map[value.ID]map[value.ID]int{}
	for _, d := range kept {
		n := len(d.Sheets)
		if d.Hand != [2]string{} {
			n++
		}
		if all[d.Survey] == nil {
			all[d.Survey] = map[value.ID]int{}
		}
		all[d.Survey][d.Branch] += n
	}
	return all
}

// takeUp lays what was kept into a batch.
func (p *sheets) takeUp(b *work.Batch) {
	d := p.kept.of(sheetsDraft{Survey: p.survey, Branch: p.branch}.about())
	for _, text := range d.Sheets {
		b.Sheets = append(b.Sheets, read(text))
	}
	p.at, p.hand = len(b.Sheets), read(d.Hand)
	p.words.SetText(p.hand.Words)
}
