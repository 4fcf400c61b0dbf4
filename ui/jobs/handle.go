package jobs

import (
	"tuanjian/store/codes"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// handle is the job 处分、失联: what for, the vote, the approval, and at the end the question about the member's state.
func handle(begin func(*store.Book) (*work.Handling, error)) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page {
		w := newSitting(s, "处分、除名、失联", "事由", "表决或查找", "上级批复", "办完")
		w.again = func() { goOn(w, begin, w.handling) }
		w.again()
		return w.page
	}
}

// handles begins a measure about a member; the zero ID is nobody yet.
func handles(member value.ID) func(*store.Book) (*work.Handling, error) {
	return func(b *store.Book) (*work.Handling, error) { return work.Handle(b, member) }
}

// measureOf goes on with a measure.
func measureOf(id value.ID) func(*store.Book) (*work.Handling, error) {
	return func(b *store.Book) (*work.Handling, error) { return work.HandlingOf(b, id) }
}

var besideMeasure = map[string]string{
	"attempts": "一次一行：日期、办法、结果", "meeting": "开过的支部大会，可以先空着",
	"approved": "还没有批就空着", "until": "没有期限的空着",
}

func (w *sitting) handling(h *work.Handling) {
	step, m := h.Step(), h.Measure
	who := w.s.Book.Today().Name(ledger.Members, m.Member)
	if m.Sort != "" {
		who += "　" + codes.MeasureSorts.Label(m.Sort)
	}
	if step == work.HandleDone {
		w.end(step, who+"记完了", []string{"团籍处理里有全部经过。"}, ledger.Measures, m.ID)
		return
	}
	keys := h.Keys(step)
	if step == work.HandleWhy { // before the sort is known
		keys = []string{"member", "sort", "why", "from"}
	}
	verb := []string{"记下事由", "记下表决", "记下批复"}[step]
	if work.Searches(m) && step == work.HandleVote {
		verb = "记下查找"
	}
	w.put(chapter{step: step, who: who, kind: ledger.Measures, draft: h.Draft(), keys: keys, wants: h.Wants(step), verb: verb, whole: step > 0, anyway: m.Approved != 0,
		check: func(r ledger.Record) []value.Fault { return h.Faults(step, r.(*ledger.Measure)) },
		beside: func(key string, _ ledger.Record) string {
			if step == work.HandleWhy && key == "from" {
				return "失联核查的写从哪天找起，别的空着"
			}
			return besideMeasure[key]
		},
		save: func(r ledger.Record) error {
			d := r.(*ledger.Measure)
			if err := h.Check(step, d); err != nil {
				return err
			}
			if step != work.HandleWhy && h.Offer(d) != "" {
				w.open, w.then = true, func() { w.offers(h, step, d) }
				return nil
			}
			return w.handled(h, step, d, false)
		}})
}

// handled saves a step.
func (w *sitting) handled(h *work.Handling, step int, d *ledger.Measure, change bool) error {
	id, err := h.Save(step, d, change)
	if err != nil {
		return err
	}
	w.says("记下了：" + w.s.Book.Today().Name(ledger.Members, d.Member) + "　" + codes.MeasureSorts.Label(d.Sort))
	w.again = func() { goOn(w, measureOf(id), w.handling) }
	if step == work.HandleVote && work.Searches(d) {
		w.then = w.leave // the same step comes again next month
	}
	return nil
}

// offers asks whether the member's state follows, which nothing but the tick decides.
func (w *sitting) offers(h *work.Handling, step int, d *ledger.Measure) {
	change := false
	var rows *kit.Rows
	draw := func() {
		rows.Set([]kit.Item{{Icon: ticked(change), Label: h.Offer(d)}})
	}
	rows = kit.NewRows(1, func(int) { change = !change; draw() })
	draw()
	rows.Stand(0)
	save := func() {
		w.saving = true
		err := w.handled(h, step, d, change)
		w.saving = false
		if err != nil {
			w.s.FailOn(w.page, "没有保存", err)
			return
		}
		w.drop(w.at, d.ID)
		w.again()
	}
	w.seen = w.s.Book.Today().Age()
	yes := kit.NewButton(kit.Primary, look.IconDone, "保存", "F10", save)
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "上一步", "Esc", func() { w.again() })
	keys := map[fyne.KeyName]func(){fyne.KeyF10: save, fyne.KeyEscape: func() { w.again() }}
	body := look.Column(look.Gap4, look.NewWords(w.s.Book.Today().Name(ledger.Members, d.Member)+"　"+codes.MeasureSorts.Label(d.Sort), look.Title),
		look.NewParagraph("团籍状态不会自己改：要一起改，就勾上这一行；不勾，团员照旧，待核里会一直提醒。", look.Body, endEms), rows)
	w.way.Go(3, kit.Alone(60, look.Card(look.Inset(look.Gap6, body))), rows, keys, look.NewWords("空格 勾上或去掉　F10 保存　Esc 上一步", look.Note), layout.NewSpacer(), back, yes)
}

// disciplining is 处分、除名、失联 on the page of jobs.
func disciplining() job {
	return job{group: "团员", title: "处分、除名、失联", tell: "事由、大会表决、上级批复一步一步来；失联的每月找一次记一行；团籍状态问过才改", kind: ledger.Measures,
		begin: opening(handle(handles(value.ID{}))), waiting: work.Handlings, goOn: func(s *page.Shell, w work.Waiting) { s.Open(handle(measureOf(w.ID))) },
		about: []about{
			{kind: ledger.Members, fits: fitting[*ledger.Member]((*ledger.Member).OnRoll), begin: func(s *page.Shell, r ledger.Record) { s.Open(handle(handles(r.Head().ID))) }},
			{kind: ledger.Measures, begin: func(s *page.Shell, r ledger.Record) { s.Open(handle(measureOf(r.Head().ID))) }}}}
}
