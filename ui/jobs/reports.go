package jobs

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/report"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
)

// reports is the page from which a work report is begun: of which time, or one that is kept.
type reports struct {
	s     *page.Shell
	page  *page.Page
	rows  *kit.Rows
	picks []func()
	drops map[int]reportDraft // the lines that stand for something that is not saved
	kept  halves[reportDraft]
}

// Reports makes the page.
func Reports(s *page.Shell) *page.Page { return newReports(s).page }

func newReports(s *page.Shell) *reports {
	p := &reports{s: s}
	p.rows = kit.NewRows(0, func(i int) {
		if i >= 0 && i < len(p.picks) && p.picks[i] != nil {
			p.picks[i]()
		}
	})
	p.rows.OnKey = func(name fyne.KeyName) bool {
		d, drops := p.drops[p.rows.At()]
		if drops = drops && (name == fyne.KeyDelete || name == fyne.KeyBackspace); drops {
			p.askDrop(d)
		}
		return drops
	}
	back := kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", func() { s.Open(jobsFrom(reportTitle)) })
	start := kit.NewButton(kit.Primary, look.IconRight, "开始写", "Enter", func() { p.rows.Pick() })
	head := look.Flow(back, look.NewWords(reportTitle, look.Title), look.NewWords("选写哪一段时间，程序照台账起草；数字和名单都能点开", look.Aside), layout.NewSpacer(), start)
	p.page = &page.Page{Key: "jobs", Title: reportTitle, First: p.rows, Changed: func(store.Change) { p.fill() },
		View: look.Ground(look.Page, look.Inset(look.Gap6, look.Pile(look.Gap4, head, look.Card(look.Inset(look.Gap4, p.rows))))),
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: func() { s.Open(jobsFrom(reportTitle)) }}}
	p.fill()
	return p
}

const reportTitle = "写工作汇报"

func (p *reports) fill() {
	b := p.s.Book
	p.kept = nil
	b.Setting(reportSetting, &p.kept)
	var items []kit.Item
	p.picks, p.drops = p.picks[:0], map[int]reportDraft{}
	add := func(it kit.Item, pick func()) { items, p.picks = append(items, it), append(p.picks, pick) }
	if i := slices.IndexFunc(p.kept, func(d reportDraft) bool { return d.ID.IsZero() }); i >= 0 {
		add(kit.Item{Label: "没有保存的", Head: true}, nil)
		for _, d := range p.kept {
			if d.ID.IsZero() {
				p.drops[len(items)] = d
				add(kit.Item{Icon: look.IconEdit, Label: "接着写：" + d.Title, Hint: report.Period{From: d.From, Until: d.Until}.String()},
					func() { p.s.Open(reportOf(value.ID{}, report.Period{From: d.From, Until: d.Until})) })
			}
		}
	}
	add(kit.Item{Label: "写一份新的", Head: true}, nil)
	for _, t := range report.Periods(b.Basis().Today) {
		add(kit.Item{Icon: look.IconAdd, Label: t.String(), Hint: t.From.String() + " 至 " + t.Until.String()}, func() { p.begin(t) })
	}
	add(kit.Item{Icon: look.IconCalendar, Label: "别的时间", Hint: "自己写起止日期"}, p.askPeriod)
	all := report.All(b.Today())
	if len(all) > 0 {
		add(kit.Item{Label: "写过的", Head: true}, nil)
	}
	for _, d := range all {
		hint := report.Period{From: d.From, Until: d.Until}.String()
		if i := slices.IndexFunc(p.kept, func(k reportDraft) bool { return k.ID == d.ID }); i >= 0 {
			hint = "改了没有保存　" + hint
			p.drops[len(items)] = p.kept[i]
		}
		add(kit.Item{Icon: look.IconFile, Label: d.Title, Hint: hint, Tip: d.Title}, func() { p.s.Open(reportOf(d.ID, report.Period{})) })
	}
	at := p.rows.At()
	p.rows.Set(items)
	if at < 0 {
		at = slices.IndexFunc(items, func(it kit.Item) bool { return !it.Head })
	}
	p.rows.Stand(at)
}

// askDrop asks before what was written and not saved is gone.
func (p *reports) askDrop(d reportDraft) {
	kit.AskLoss(p.s.Canvas(), "去掉没有保存的", "“"+d.Title+"”里写了没有保存的会没有。保存过的不动。", "去掉没有保存的", func() {
		d.Lines = nil
		p.kept.put(d)
		if err := p.s.Book.SetSetting(reportSetting, p.kept); err != nil {
			p.s.FailOn(p.page, "没有去掉", err)
		}
		p.fill()
	})
}

func (p *reports) begin(t report.Period) {
	if p.s.Allowed(store.MayWork) {
		p.s.Open(reportOf(value.ID{}, t))
	}
}

// askPeriod asks for another time: its first and its last day.
func (p *reports) askPeriod() {
	today := p.s.Book.Basis().Today
	kit.AskLine(p.s.Canvas(), kit.Prompt{Title: "写哪一段时间", Text: "写第一天和最后一天，中间空一格。", Label: "起止日期", Value: value.Day(today.Year(), 1, 1).String() + " " + today.String(), Least: 8, Verb: "开始写",
		Do: func(line string) {
			t, err := readPeriod(line)
			if err != nil {
				p.s.Toasts.Warn(store.Tell(err).Message)
				return
			}
			p.begin(t)
		}})
}

// readPeriod reads two days. Refused where they are none.
func readPeriod(line string) (t report.Period, err error) {
	parts := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" 　至到~—", r) })
	wrong := store.Refuse("起止日期请照 2026-01-01 2026-06-30 这样写。")
	if len(parts) != 2 {
		return t, wrong
	}
	if t.From, err = value.ParseDate(parts[0]); err != nil {
		return t, wrong
	}
	if t.Until, err = value.ParseDate(parts[1]); err != nil {
		return t, wrong
	}
	if say := t.Check(); say != "" {
		return t, store.Refuse(say)
	}
	return t, nil
}

// reporting is 写工作汇报 on the page of jobs.
func reporting() job {
	return job{group: "汇报", title: reportTitle, tell: "照台账起草：基本情况、进展、制约、建议；数字能点开，上期的放在旁边，改好了打印", kind: ledger.Documents, begin: opening(Reports),
		own:     func(r ledger.Record) bool { d, ok := r.(*ledger.Document); return ok && d.Report() },
		waiting: halfReports, goOn: func(s *page.Shell, w work.Waiting) { s.Open(resumeReport(w)) },
		about: []about{{kind: ledger.Documents, reads: true, fits: func(_ *store.Book, r ledger.Record) bool { return r.(*ledger.Document).Report() },
			begin: func(s *page.Shell, r ledger.Record) { s.Open(reportOf(r.Head().ID, report.Period{})) }}}}
}

// halfReports are the reports with something written that is not saved.
func halfReports(b *store.Book) (all []work.Waiting) {
	var kept halves[reportDraft]
	b.Setting(reportSetting, &kept)
	for _, d := range kept {
		all = append(all, work.Waiting{Kind: ledger.Documents, ID: d.ID, About: d.Title, Next: "写了还没有保存"})
	}
	return all
}

// resumeReport goes on with one that waits; of those that were never saved, with the one of that title.
func resumeReport(w work.Waiting) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page {
		var kept halves[reportDraft]
		s.Book.Setting(reportSetting, &kept)
		for _, d := range kept {
			if d.ID == w.ID && d.Title == w.About {
				return reportOf(d.ID, report.Period{From: d.From, Until: d.Until})(s)
			}
		}
		return Reports(s)
	}
}

const yearBookTitle = "打一本支部工作手册"

// yearBooks is 打一本支部工作手册 on the page of jobs.
func yearBooks() job {
	return job{group: "汇报", title: yearBookTitle, tell: "一个支部、一个年度，从封面目录到总结一本印好，也能存成 Word 文档", kind: ledger.Branches, others: true,
		begin: func(s *page.Shell) { s.Show(paper.YearBook(s, value.ID{}, func() { s.Open(jobsFrom(yearBookTitle)) })) },
		about: []about{{kind: ledger.Branches, reads: true, fits: func(_ *store.Book, r ledger.Record) bool { o := r.(*ledger.Branch); return o.Type == codes.BranchCell },
			begin: func(s *page.Shell, r ledger.Record) {
				s.Show(paper.YearBook(s, r.Head().ID, func() { s.ShowHousehold(ledger.Branches, r.Head().ID, nil) }))
			}}}}
}

// formFilling puts what the ledger knows into a form that another office sent.
func formFilling() job {
	return job{group: "汇报", title: "填一张别人发来的表", tell: "街道、党委、工会发来的 Excel 或 Word 空表，用台账里的资料照样填好，另存一份", also: "空表 填表 别人的表 照表填 填别人发来的表", kind: ledger.Members, others: true, looks: true,
		begin: opening(func(s *page.Shell) *page.Page { return s.Screens.Fill(s, records.Query{}, "") })}
}
