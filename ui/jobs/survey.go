package jobs

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/forms"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

const surveyTitle = "做一次需求调查"

// survey is the job of a survey: its form, how many blank ones each organisation is given, and then, as often as some come
// back, the organisation whose sheets are keyed. The zero ID is a new one.
func survey(id value.ID) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page {
		w := newSitting(s, surveyTitle, "调查表", "发放", "收回")
		w.again = func() {
			if id.IsZero() {
				w.forms(&id)
				return
			}
			goOn(w, func(b *store.Book) (*work.Canvass, error) { return work.CanvassOf(b, id) }, func(c *work.Canvass) { w.canvass(&id, c) })
		}
		w.again()
		return w.page
	}
}

// forms asks with which form a new survey begins.
func (w *sitting) forms(id *value.ID) {
	w.form, w.seen = nil, w.s.Book.Today().Age()
	all := ledger.SurveyForms()
	begin := func(i int) {
		if i >= 0 && i < len(all) {
			w.again = func() { w.asked(id, work.NewCanvass(w.s.Book, all[i])) }
			w.again()
		}
	}
	rows := kit.RowsOf(len(all), all, func(f ledger.SurveyForm) kit.Item {
		return kit.Item{Icon: look.IconFile, Label: f.Title, Hint: f.Version + "　" + strconv.Itoa(len(ledger.Questions(f.Text))) + " 题"}
	}, nil)
	rows.OnPick = begin
	rows.Stand(0)
	pick := func() { begin(rows.At()) }
	onward := kit.NewButton(kit.Primary, look.IconRight, "用这张表", "F10", pick)
	body := look.Column(look.Gap4, look.NewWords("用哪张调查表", look.Title), look.NewParagraph("题目下一步能改。答卷不记名：录进来以后，没有人、没有时间，也看不出先后。", look.Body, endEms), rows)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: pick, fyne.KeyEscape: w.leave}
	w.way.Go(work.CanvassForm, kit.Alone(60, look.Card(look.Inset(look.Gap6, body))), rows, keys, look.NewWords("↑ ↓ 选　F10 用这张表　Esc 回到办事", look.Note), layout.NewSpacer(), onward)
}

// canvass shows the step at which a survey stands.
func (w *sitting) canvass(id *value.ID, c *work.Canvass) {
	switch c.Step() {
	case work.CanvassForm:
		w.asked(id, c)
	case work.CanvassGive:
		w.giving(id, c)
	default:
		w.collecting(id, c)
	}
}

// asked is the step of the form itself.
func (w *sitting) asked(id *value.ID, c *work.Canvass) {
	wants := []work.Want{{Met: true, Text: "一题一行：类别｜题目｜选项｜选项；题目里写“单选”“最多 3 项”的，录答卷时照着管", Source: "本程序的做法"},
		{Met: true, Text: "分学习、工作、生活、政治、思想、维权几类问，有类别的题，勾得多的能记成问题", Source: "街道团建工作汇报"}}
	if twin := c.Twin(); twin != nil {
		wants = append(wants, work.Want{Text: "“" + twin.Title + "”已经有一次，" + twin.From.String() + " 发的。要接着录那一次，请回办事里接着办；再做一次请改个名称，免得分不清", Source: "台账里的调查"})
	}
	w.put(chapter{step: work.CanvassForm, who: "需求调查", kind: ledger.Surveys, draft: c.Survey, fresh: c.Survey.ID.IsZero(), keys: []string{"name", "from", "until", "by", "version", "form"}, wants: wants, verb: "下一步", anyway: true,
		beside: func(key string, r ledger.Record) string {
			if key == "form" {
				return strconv.Itoa(len(r.(*ledger.Survey).Questions())) + " 题"
			}
			return ""
		},
		check: func(r ledger.Record) []value.Fault { return c.Faults(work.CanvassForm, r.(*ledger.Survey)) },
		save: func(r ledger.Record) error {
			saved, err := c.Save(work.CanvassForm, r.(*ledger.Survey))
			if err != nil {
				return err
			}
			*id = saved
			w.says("记下了：" + r.(*ledger.Survey).Title)
			w.again = surveyed(w, id)
			return nil
		}})
}

// surveyed goes on with what a survey waits for.
func surveyed(w *sitting, id *value.ID) func() {
	return func() {
		goOn(w, func(b *store.Book) (*work.Canvass, error) { return work.CanvassOf(b, *id) }, func(c *work.Canvass) { w.canvass(id, c) })
	}
}

// giving is the step of how many forms each organisation is given: a number is typed on its line.
func (w *sitting) giving(id *value.ID, c *work.Canvass) {
	w.form, w.seen = nil, w.s.Book.Today().Age()
	told, fault := look.NewWords("", look.Strong), kit.NewFault()
	var rows *kit.Rows
	var whole *fyne.Container
	fresh := true // the next digit begins a number
	draw := func() {
		items := make([]kit.Item, len(c.Rows))
		for i, r := range c.Rows {
			items[i] = kit.Item{Icon: ticked(r.Given > 0), Label: r.Branch.Name(), Hint: strconv.Itoa(r.Members) + " 名团员　发 " + strconv.Itoa(r.Given) + " 份"}
		}
		rows.Set(items)
		n, forms := c.Count()
		told.SetText("发给 " + strconv.Itoa(n) + " 个团组织，一共 " + strconv.Itoa(forms) + " 份")
	}
	set := func(i, n int) {
		if i >= 0 && i < len(c.Rows) {
			c.Rows[i].Given = n
			if fault.Text() != "" { // it was about what stood there before
				fault.Hard("")
				whole.Refresh()
			}
			draw()
		}
	}
	rows = kit.NewRows(0, func(i int) { // Enter and space: as many as there are members, or none
		if i >= 0 && i < len(c.Rows) {
			n := 0
			if c.Rows[i].Given == 0 {
				n = c.Rows[i].Members
			}
			set(i, n)
		}
	})
	rows.OnStand = func(int) { fresh = true }
	rows.OnType = func(r rune) {
		i := rows.At()
		if r < '0' || r > '9' || i < 0 || i >= len(c.Rows) {
			return
		}
		n := c.Rows[i].Given
		if fresh {
			n = 0
		}
		if n = n*10 + int(r-'0'); n > mostForms {
			fault.Hard("一个团组织最多发 " + strconv.Itoa(mostForms) + " 份，多出来的数字没有记。请核对。")
			whole.Refresh()
		} else {
			set(i, n)
		}
		fresh = false
	}
	rows.OnKey = func(name fyne.KeyName) bool {
		switch name {
		case fyne.KeyDelete:
			set(rows.At(), 0)
		case fyne.KeyBackspace:
			if i := rows.At(); i >= 0 && i < len(c.Rows) {
				set(i, c.Rows[i].Given/10)
			}
		default:
			return false
		}
		return true
	}
	all := func() {
		for i := range c.Rows {
			c.Rows[i].Given = c.Rows[i].Members
		}
		draw()
	}
	save := func() {
		w.saving = true
		_, err := c.Save(work.CanvassGive, c.Record())
		w.saving = false
		if err != nil {
			fault.Hard(kit.Sentence(err))
			whole.Refresh() // which makes room for it
			return
		}
		n, forms := c.Count()
		w.says("发给 " + strconv.Itoa(n) + " 个团组织，一共 " + strconv.Itoa(forms) + " 份")
		w.again = surveyed(w, id)
		w.again()
	}
	draw()
	rows.Stand(0)
	leave := w.leave
	if c.Step() == work.CanvassCollect {
		leave = func() { w.again() }
	}
	var body fyne.CanvasObject = rows
	first := fyne.Focusable(rows)
	if len(c.Rows) == 0 {
		first = nil
		body = kit.Empty(look.IconBranch, "还没有有团员的团组织。先登记团组织和团员，再来发调查表。")
	}
	yes := kit.NewButton(kit.Primary, look.IconDone, "发下去了", "F10", save)
	every := kit.NewButton(kit.Ordinary, look.IconPeople, "都按人数", "F7", all)
	print := kit.NewButton(kit.Ordinary, look.IconPrint, "打印空白表", "F12", func() {
		if n, _ := c.Count(); n == 0 {
			fault.Hard("还没有写发给哪个团组织几份。在它那一行键入份数，再打印。")
			whole.Refresh()
			return
		}
		w.printForms(c.Record(), value.ID{})
	})
	keys := map[fyne.KeyName]func(){fyne.KeyF10: save, fyne.KeyF7: all, fyne.KeyF12: print.Press, fyne.KeyEscape: leave}
	whole = look.Pile(look.Gap2, look.Column(look.Gap1, look.NewWords(c.Survey.Title+"　每个团组织发几份空白表", look.Head), told, fault), body)
	w.way.Go(work.CanvassGive, look.Padding(look.Gap6, 0, look.Card(look.Inset(look.Gap4, whole))), first, keys, look.NewWords("在那一行键入份数；空格 按人数或不发；Esc 先放着", look.Note), layout.NewSpacer(), print, every, yes)
}

// mostForms is how many forms one organisation can be given.
const mostForms = 9999

// collecting is the step that lasts: the organisations with what came back, each the way to keying its sheets.
func (w *sitting) collecting(id *value.ID, c *work.Canvass) {
	w.form, w.seen = nil, w.s.Book.Today().Age()
	var asked []work.CanvassRow
	issued, back := 0, 0
	for _, r := range c.Rows {
		if r.Given > 0 || r.Back > 0 {
			asked, issued, back = append(asked, r), issued+r.Given, back+r.Back
		}
	}
	key := func(i int) {
		if i >= 0 && i < len(asked) && w.s.Allowed(store.MayWork) {
			w.s.Open(sheetsOf(*id, asked[i].Branch.ID))
		}
	}
	items := make([]kit.Item, len(asked))
	stand, unsaved := 0, unsavedSheets(w.s.Book)[*id]
	for i, r := range asked {
		items[i] = kit.Item{Icon: look.IconBranch, Label: r.Branch.Name(), Hint: "收回 " + strconv.Itoa(r.Back) + "/" + strconv.Itoa(r.Given)}
		if r.Back == r.Given && r.Given > 0 {
			items[i].Icon = look.IconDone
		} else if stand == 0 && i > 0 && asked[0].Back == asked[0].Given {
			stand = i
		}
	}
	for i, r := range asked {
		if n := unsaved[r.Branch.ID]; n > 0 {
			items[i].Icon, items[i].Hint, stand = look.IconWarning, "录好没保存 "+strconv.Itoa(n)+" 份　"+items[i].Hint, i
		}
	}
	rows := kit.NewRows(0, key)
	rows.Set(items)
	rows.Stand(stand)
	result := func() { w.s.Open(tallyOf(*id, value.ID{})) }
	change := func() { w.giving(id, c) }
	form := func() { w.asked(id, c) }
	begin := func() { key(rows.At()) }
	told := "发放 " + strconv.Itoa(issued) + " 份，收回 " + strconv.Itoa(back) + " 份（" + look.Share(back, issued) + "）"
	if c.Survey.Until != 0 {
		told += "，" + c.Survey.Until.String() + " 以前收齐"
	}
	yes := kit.NewButton(kit.Primary, look.IconEdit, "录这个支部的答卷", "F10", begin)
	see := kit.NewButton(kit.Ordinary, look.IconColumns, "看结果", "F9", result)
	give := kit.NewButton(kit.Ordinary, look.IconSend, "改份数", "F7", change)
	var print *kit.Button
	print = kit.NewButton(kit.Ordinary, look.IconPrint, "空白表", "F12", func() {
		at := rows.At()
		if at < 0 || at >= len(asked) || w.s.Canvas().Overlays().Top() != nil {
			return
		}
		one := asked[at]
		kit.Menu(w.s.Canvas(), print, []kit.Deed{
			{Icon: look.IconPrint, Label: "打印发出去的 " + strconv.Itoa(issued) + " 份", Do: func() { w.printForms(c.Survey, value.ID{}) }},
			{Icon: look.IconPrint, Label: "只打印“" + one.Branch.Name() + "”的 " + strconv.Itoa(one.Given) + " 份", Do: func() { w.printForms(c.Survey, one.Branch.ID) }}})
	})
	alter := kit.NewButton(kit.Ordinary, look.IconEdit, "改调查表", "F6", form)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: begin, fyne.KeyF9: result, fyne.KeyF7: change, fyne.KeyF6: form, fyne.KeyF12: func() { print.Press() }, fyne.KeyEscape: w.leave}
	card := look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.Column(look.Gap1, look.NewWords(c.Survey.Title, look.Head), look.NewWords(told, look.Strong)), rows)))
	w.way.Go(work.CanvassCollect, look.Padding(look.Gap6, 0, card), rows, keys, look.NewWords("↑ ↓ 选支部　Enter 录它的答卷　Esc 回到办事", look.Note), layout.NewSpacer(), print, alter, give, see, yes)
}

// printForms shows the blank forms of a survey as they are given out, saved or not; of one organisation, or of all.
func (w *sitting) printForms(s *ledger.Survey, branch value.ID) {
	w.s.ShowPapers(records.Query{Kind: ledger.Surveys}, forms.Print{Form: forms.SurveyForms, Branch: branch, Drafts: []ledger.Record{s}}, func() { w.s.Open(survey(s.ID)) })
}

// surveyings are the surveys under way, and of which sheets are keyed and not saved.
func surveyings(b *store.Book) []work.Waiting {
	unsaved := unsavedSheets(b)
	said := func(of value.ID) string {
		n := 0
		for _, sheets := range unsaved[of] {
			n += sheets
		}
		delete(unsaved, of)
		if n == 0 {
			return ""
		}
		return "录好没保存 " + strconv.Itoa(n) + " 份　"
	}
	out := work.Surveyings(b)
	for i := range out {
		out[i].Next = said(out[i].ID) + out[i].Next
	}
	for s := range records.All[*ledger.Survey](b.Today(), ledger.Surveys) { // no more forms are waited for
		if text := said(s.ID); text != "" {
			out = append(out, work.Waiting{Kind: ledger.Surveys, ID: s.ID, About: s.Title, Next: text + "收回 " + rules.ReturnText(b.Today(), s)})
		}
	}
	return out
}

// surveying is 做一次需求调查 on the page of jobs.
func surveying() job {
	mine := fitting[*ledger.Survey](func(s *ledger.Survey) bool { return !s.Received() })
	return job{group: "服务", title: surveyTitle, tell: "定题目、发空白表，收回来一个键勾一项，结果自己数；勾得多的记成问题", kind: ledger.Surveys,
		begin: opening(survey(value.ID{})), waiting: surveyings, goOn: func(s *page.Shell, w work.Waiting) { s.Open(survey(w.ID)) },
		about: []about{{kind: ledger.Surveys, fits: mine, begin: func(s *page.Shell, r ledger.Record) { s.Open(survey(r.Head().ID)) }},
			{kind: ledger.Surveys, label: "看调查结果", reads: true, fits: answered, begin: func(s *page.Shell, r ledger.Record) { s.Open(tallyOf(r.Head().ID, value.ID{})) }},
			{kind: ledger.Branches, label: "青年需要什么", reads: true, fits: answered, begin: needed},
			{kind: ledger.Enterprises, label: "青年需要什么", reads: true, fits: answered, begin: needed}}}
}

// answered says that sheets of the record came back: of a survey, or of an organisation or an enterprise.
func answered(b *store.Book, r ledger.Record) bool {
	if s, ok := r.(*ledger.Survey); ok {
		return rules.ReturnedAll(b.Today(), s.ID) > 0
	}
	of, _ := work.LastAsked(b, r)
	return !of.IsZero()
}

// needed shows what the young of an organisation or an enterprise said last that they need, and what became of it.
func needed(s *page.Shell, r ledger.Record) {
	of, branch := work.LastAsked(s.Book, r)
	s.Open(tallyOf(of, branch))
}
