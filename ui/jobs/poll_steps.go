package jobs

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/store/codes"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/form"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// fields is a step that is some fields of one record. note stands above them.
func (p *poll) fields(kind ledger.Kind, r ledger.Record, note string, keys ...string) {
	p.formOf(kind, r, func() string { return note }, nil, links{}, keys...)
}

type links []form.Link

// A lead is fields that stand above the form of a step and come before its own.
type lead struct {
	view   fyne.CanvasObject
	fields []*kit.Entry
}

// formOf is fields with what stands above them and with more keys of its own. note says what is known of what is typed.
func (p *poll) formOf(kind ledger.Kind, r ledger.Record, note func() string, above *lead, more links, keys ...string) {
	done := false
	p.note = note
	p.form = form.New(kind, kind.Clone(r), form.Options{
		Groups: []form.Group{{Title: p.heading(), Keys: keys}}, Only: keys, Verb: p.verb(), Leave: "上一步", Basis: p.poll.Basis(),
		Links: append([]form.Link{{Label: "先存下，改天办", Key: fyne.KeyF9, Do: p.stop}}, more...),
		Check: func(now ledger.Record) []value.Fault { return p.check(kind, now, keys) },
		Match: func(list *codes.List, typed string) []kit.Option { return options(p.s, list, typed) },
		Refer: func(list *codes.List, typed string) []kit.Option { return options(p.s, list, typed) },
		Name:  func(id value.ID) string { return p.name(id) },
		Help:  func(key string) []kit.Explained { return page.FieldHelp(p.s.Book, kind, key) },
		OnSave: func(now ledger.Record, _ bool) ([]value.Fault, error) {
			take(kind, r, now, keys)
			if len(p.poll.Stops(p.stage())) > 0 {
				p.tried = true
				p.tell()
				return nil, form.ErrTold
			}
			done = true
			return nil, nil
		},
		OnClose: func() {
			if done {
				done = false
				p.next()
				return
			}
			p.back()
		},
		OnKeep: func(form.Kept) { p.keep(); p.tell() },
		Before: func() {
			if above != nil {
				above.fields[len(above.fields)-1].Focus()
			}
		},
	})
	f := p.form
	p.take = func() {
		now := kind.Clone(f.Draft())
		for key, text := range f.Kept().Texts { // the field that is half typed too
			_ = kind.Set(now, kind.At(key), text)
		}
		take(kind, r, now, keys)
	}
	parts, first := []fyne.CanvasObject{}, f.First()
	if above != nil {
		parts, first = append(parts, above.view), above.fields[0].Focusable()
		for i, e := range above.fields {
			if e.OnNext = f.First().(interface{ Focus() }).Focus; i+1 < len(above.fields) {
				e.OnNext = above.fields[i+1].Focus
			}
		}
	}
	parts = append(parts, look.Card(look.Inset(1, p.form)))
	does := map[fyne.KeyName]func(){fyne.KeyF10: func() { f.Save(false) }, fyne.KeyEscape: f.Cancel}
	for _, l := range more {
		does[l.Key] = l.Do
	}
	p.put(look.Pile(look.Gap2, parts...), first, does)
}

// heading stands over the fields of a step.
func (p *poll) heading() string {
	switch p.stage() {
	case work.StageNames:
		return "团支部叫什么"
	case work.StageRequest:
		return "请示和批复"
	case work.StageBallots:
		if p.poll.Appointing {
			return "协商任命"
		}
		return "大会和选票"
	case work.StageDay:
		return "成立仪式"
	}
	return "结果报告和任命批复"
}

// take puts the fields of a step into the record of the poll.
func take(kind ledger.Kind, into, from ledger.Record, keys []string) {
	for _, key := range keys {
		i := kind.At(key)
		_ = kind.Set(into, i, kind.Text(from, i, ledger.Basis{})) // the law of fields: what Get gave can be set
	}
	into.Head().Excuses = from.Head().Excuses
}

// check are the faults in the fields of a step.
func (p *poll) check(kind ledger.Kind, r ledger.Record, keys []string) []value.Fault {
	return slices.DeleteFunc(rules.Faults(p.poll.View(), kind, r), func(f value.Fault) bool {
		return !slices.Contains(keys, f.Key) || f.Code == value.Missing
	})
}

func (p *poll) name(id value.ID) string {
	v := p.poll.View()
	for _, kind := range []ledger.Kind{ledger.Branches, ledger.Communities, ledger.Enterprises, ledger.Members} {
		if name := v.Name(kind, id); name != "" {
			return name
		}
	}
	return ""
}

// units is the first step of a founding: which enterprises the branch covers, and who joins it.
func (p *poll) units() {
	rows := kit.NewRows(0, nil)
	told := look.NewWords("", look.Strong)
	kinds := [][2]int{} // of each line: 0 an enterprise, 1 a member, -1 a heading; and its place
	var draw func()
	turn := func(i int) {
		if i < 0 || i >= len(kinds) {
			return
		}
		switch n := kinds[i][1]; kinds[i][0] {
		case 0:
			p.poll.Cover(n)
		case 1:
			if j := &p.poll.Joiners[n]; !j.Was && j.Why == "" {
				j.In = !j.In
			}
		}
		draw()
	}
	draw = func() {
		items := []kit.Item{{Label: "覆盖哪些企业（空格勾上邻近的，就是联合团支部）", Head: true}}
		kinds = [][2]int{{-1, 0}}
		v := p.poll.View()
		for i, u := range p.poll.Units {
			items, kinds = append(items, kit.Item{Icon: ticked(u.In), Label: v.Name(ledger.Enterprises, u.ID), Hint: nearWords(u)}), append(kinds, [2]int{0, i})
		}
		items, kinds = append(items, kit.Item{Label: "编入哪些团员（空格改）", Head: true}), append(kinds, [2]int{-1, 0})
		for i, j := range p.poll.Joiners {
			items, kinds = append(items, kit.Item{Icon: ticked(j.In), Label: v.Name(ledger.Members, j.Member), Hint: p.fromWords(j)}), append(kinds, [2]int{1, i})
		}
		rows.Set(items)
		told.SetText("覆盖 " + strconv.Itoa(len(p.poll.Branch.Enterprises)) + " 家企业，编入 " + strconv.Itoa(p.poll.Joins()) + " 名团员，建" + codes.BranchSorts.Label(p.poll.Branch.Sort) + "团支部")
		p.tell()
	}
	rows.OnPick = turn
	p.put(look.Pile(look.Gap2, told, look.Card(look.Inset(look.Gap2, rows))), rows, nil)
	draw()
	rows.Stand(1)
}

// ticked is the sign of a line that can be ticked.
func ticked(in bool) look.Icon {
	if in {
		return look.IconTicked
	}
	return look.IconBox
}

func nearWords(u work.Unit) string {
	text := "在册团员 " + strconv.Itoa(u.Members) + " 人"
	if u.Near != "" {
		text = u.Near + "　" + text
	}
	return text
}

// fromWords say where a member is now, and why he cannot join.
func (p *poll) fromWords(j work.Joiner) string {
	name := p.poll.View().Name(ledger.Branches, j.From)
	switch {
	case j.Was:
		return "已编入"
	case j.From.IsZero():
		return "还没有支部"
	case j.Why != "":
		return "在“" + name + "”，" + j.Why + "，先离任再编入"
	}
	return "在“" + name + "”，勾上就转到这里"
}

// ballots is the election: who came, and the ballots as a whole.
func (p *poll) ballots() {
	p.poll.Prefill()
	var more links
	if p.poll.Founding() {
		more = append(more, form.Link{Label: "选不了，改为协商任命", Key: fyne.KeyF8, Do: func() { p.turn(true) }})
	}
	p.formOf(ledger.Elections, p.poll.Election, p.quorum, nil, more, "day", "due", "present", "seats", "issued", "received", "valid", "void", "tellers", "counters")
}

// quorum says beforehand how many must come.
func (p *poll) quorum() string {
	due, said := p.poll.Election.Due.Value()
	if !said {
		return ""
	}
	r := p.poll.Basis().Rules
	return "应到按有选举权的团员算（留团察看、停止团籍的不算）。到会的要超过应到的 " + r.ElectionQuorum.String() + "：应到 " + strconv.Itoa(due) + " 人，至少要到 " + strconv.Itoa(r.ElectionQuorum.Least(due)) + " 人。"
}

// turn changes between the election and the appointment.
func (p *poll) turn(appointing bool) {
	p.take()
	p.poll.Appointing = appointing
	p.show(p.at)
}

// appointment is what stands in the election's stead where none can be held yet.
func (p *poll) appointment() {
	a := p.poll.Appointment
	if today := p.poll.Basis().Today; a.Day == 0 {
		a.Day = today
		if a.ElectBy == 0 {
			a.ElectBy = today.AddMonths(p.poll.Basis().Rules.AppointedNotice)
		}
	}
	text := "候选人按所写的职务任命，不具备选举条件才用。约定的日子以前没有选举，一直提醒。"
	p.formOf(ledger.Appointments, a, func() string { return text }, nil, links{{Label: "改为开大会选举", Key: fyne.KeyF8, Do: func() { p.turn(false) }}},
		"why", "owner_said", "owner_day", "street_said", "street_day", "day", "document", "elect_by")
}

// day is the founding day: what is given, and the ceremony.
func (p *poll) day() {
	p.poll.Celebrate()
	row := []fyne.CanvasObject{}
	var entries []*kit.Entry
	for i, gift := range work.Gifts {
		e := p.number("发"+codes.SupplyItems.Label(gift), &p.poll.Given[i], p.tell)
		entries = append(entries, e)
		row = append(row, kit.Labelled("发"+codes.SupplyItems.Label(gift), e, nil))
	}
	signed := kit.NewEntry()
	signed.SetText(p.poll.Signed)
	signed.OnLeft = p.keep
	signed.OnChanged = func(text string) { p.poll.Signed = look.OneLine(text) }
	entries = append(entries, signed)
	row = append(row, kit.Labelled("签收人", signed, nil))
	above := &lead{look.Card(look.Inset(look.Gap2, look.Columns(len(row), look.Gap2, row...))), entries}
	p.formOf(ledger.Meetings, p.poll.Meeting, func() string { return "" }, above, nil, "day", "place", "chair", "due", "present", "oath", "content")
	p.page.Own(entries...)
}

// done says what was saved, and what comes next and when.
func (p *poll) done(before *work.Stage) {
	v := p.s.Book.Today()
	o := p.poll.Branch
	var lines []string
	add := func(text string) { lines = append(lines, text) }
	if before != nil {
		switch {
		case p.poll.Again():
			add("这次选举没有结果，存作记录，没有改任何人的职务。")
		case o.State == codes.BranchPlanned:
			add("“" + o.Name() + "”在筹备。")
		case p.sort == codes.ElectionFounding && *before <= work.StageDay:
			add("“" + o.Name() + "”" + o.Founded.String() + " 成立，" + strconv.Itoa(rules.Roll(v).Branch[o.ID]) + " 名团员；企业的建团状态改成已建，团旗团章团徽记了发放。")
		default:
			add("“" + o.Name() + "”的" + p.page.Title + "存下了。")
		}
	}
	for _, q := range p.poll.Officers() {
		add("现任" + codes.Duties.Label(q.Duty) + "：" + v.Name(ledger.Members, q.Person) + "，" + q.From.String() + " 起")
	}
	if p.sort == codes.ElectionFounding && o.State != codes.BranchPlanned {
		for _, day := range rules.Checks(o, p.poll.Basis().Rules) {
			add(day.String() + " 起提醒去巩固检查")
		}
	}
	if p.short > 0 {
		add("应选的还缺 " + strconv.Itoa(p.short) + " 人没有选出来，条件成熟了从办事的“补选”接着办")
	}
	if a := p.poll.Appointment; o.State == codes.BranchAppointed && a.ElectBy != 0 {
		add(a.ElectBy.String() + " 以前要选举，到时从办事的“任命转选举”接着办")
	}
	next := p.poll.Next()
	if next == "" {
		next = "都办完了"
	}
	add("接下来：" + next)
	rows := make([]fyne.CanvasObject, len(lines))
	for i, text := range lines {
		rows[i] = look.NewParagraph(text, look.Body, 60)
	}
	open := kit.NewButton(kit.Ordinary, look.IconBranch, "看这个支部", "F8", func() { p.s.ShowRecord(ledger.Branches, o.ID) })
	leave := kit.NewButton(kit.Primary, look.IconDone, "回办事", "F10", p.leave)
	keys := map[fyne.KeyName]func(){fyne.KeyF8: open.Press, fyne.KeyF10: leave.Press, fyne.KeyEscape: leave.Press}
	bar := []fyne.CanvasObject{open, leave}
	if papers := p.papers(); papers != nil {
		bar, keys[fyne.KeyF12] = append([]fyne.CanvasObject{papers}, bar...), papers.Press
	}
	p.take, p.form, p.over = func() {}, nil, true
	p.way.Go(len(p.stages), look.Margin(container.NewVScroll(look.Card(look.Inset(look.Gap6, look.Column(look.Gap2, rows...))))), leave, keys, bar...)
}

// papers opens what can be written about the organisation, its election and its appointment as the ledger has them, and comes
// back to the step; nil where nothing can.
func (p *poll) papers() *kit.Button {
	v := p.s.Book.Today()
	var about []ledger.Record
	add := func(kind ledger.Kind, id value.ID) {
		if r := v.Get(kind, id); r != nil {
			about = append(about, r)
		}
	}
	if p.poll == nil {
		return nil
	}
	if o := p.poll.Branch; o != nil {
		add(ledger.Branches, o.ID)
	}
	if e := p.poll.Election; e != nil {
		add(ledger.Elections, e.ID)
	}
	if a := p.poll.Appointment; a != nil {
		add(ledger.Appointments, a.ID)
	}
	return p.s.PaperButton(func() { p.s.Show(p.page) }, about...)
}
