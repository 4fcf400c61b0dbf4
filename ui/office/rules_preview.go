package office

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/effects"
	"tuanjian/store/tend"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// preview shows what would follow.
func (r *ruleBook) preview() {
	if len(r.amended) == 0 {
		return
	}
	changes := r.changes("")
	hands.RunOnly(&r.busy, func() (*tend.RulesPlan, error) { return tend.PlanRules(r.s.Book, "", changes...) }, r.show,
		func(err error) { r.s.Fail("还不能看", err) })
}

// show lists what a plan changes and what follows from it.
func (r *ruleBook) show(p *tend.RulesPlan) {
	items := []kit.Item{{Label: "改 " + strconv.Itoa(len(p.Changes)) + " 条规则", Head: true}}
	for _, c := range p.Changes {
		items = append(items, kit.Item{Icon: look.IconEdit, Label: page.ChangeWords(c)})
	}
	from := len(items) + 1
	items = append(items, kit.Item{Label: "会怎样", Head: true})
	items = append(items, page.EffectItems(p.Effects)...)
	rows := kit.NewRows(0, nil)
	rows.OnPick = func(i int) {
		if i >= from && i-from < len(p.Effects) && len(p.Effects[i-from].Records) > 0 {
			r.names(p, p.Effects[i-from])
		}
	}
	rows.Set(items)
	rows.Stand(from)
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "再改改", "Esc", r.draw)
	deed := kit.NewButton(kit.Primary, look.IconDone, "改成规则 "+p.Version, "F10", func() { r.apply(p) })
	when := kit.NewButton(kit.Ordinary, look.IconCalendar, "从哪天起", "F9", r.when)
	since := "马上起用"
	if r.from != 0 {
		since = "自 " + r.from.String() + " 起"
	}
	head := look.Flow(look.NewWords("改规则会怎样", look.Title), look.NewWords(r.s.Book.Basis().Rules.Version+" → "+p.Version+"　"+since, look.Aside), layout.NewSpacer(), when)
	r.place.Objects = []fyne.CanvasObject{look.Folio(head, look.Margin(look.Card(rows)), look.NewWords("现在还没有改；改了能撤销。Enter 看全部名单", look.Note), layout.NewSpacer(), back, deed)}
	r.place.Refresh()
	r.keys(map[fyne.KeyName]func(){fyne.KeyEscape: r.draw, fyne.KeyF10: deed.Press, fyne.KeyF9: r.when}, rows)
}

// when asks from which day on the rules are to be so, and shows anew what would follow.
func (r *ruleBook) when() {
	if r.s.Canvas().Overlays().Top() != nil {
		return
	}
	day := kit.NewDate(r.s.Today, func(typed string) (string, error) {
		kept, err := value.ParseDate(typed)
		return kept.String(), err
	})
	if r.from != 0 {
		day.SetText(r.from.String())
	}
	fault := kit.NewFault()
	s := page.NewSlip(r.s.Canvas(), "从哪天起", "看看会怎样", kit.Labelled("从哪天起改（空着就是马上）", day, fault),
		look.NewParagraph("到了那天自动起用。以前的数字仍按以前的规则算。", look.Note, 24))
	s.Open(func() {
		text, err := day.Value()
		from, wrong := value.ParseDate(text)
		if err != nil || wrong != nil || text != "" && from.DayOfMonth() == 0 {
			fault.Hard("日期看不懂。请按 2027-01-01 这样填。")
			s.Float.Refresh()
			r.s.Canvas().Focus(day)
			return
		}
		was := r.from
		r.from = from
		changes := r.changes("")
		var p *tend.RulesPlan
		s.Do(func() (err error) { p, err = tend.PlanRules(r.s.Book, "", changes...); return err }, func() { r.show(p) }, func(err error) {
			r.from = was
			fault.Hard(kit.Sentence(err))
		})
	}, day, &day.Entry)
}

// names lists all that one effect is about.
func (r *ruleBook) names(p *tend.RulesPlan, e effects.Effect) {
	rows, back := page.AffectedRows(e), func() { r.show(p) }
	b := kit.NewButton(kit.Ordinary, look.IconLeft, "返回", "Esc", back)
	r.place.Objects = []fyne.CanvasObject{look.Folio(look.NewParagraph(e.Text, look.Head, 40), look.Margin(look.Card(rows)), layout.NewSpacer(), b)}
	r.place.Refresh()
	r.keys(map[fyne.KeyName]func(){fyne.KeyEscape: back}, rows)
}

// apply asks for the reason and puts the rules in force.
func (r *ruleBook) apply(p *tend.RulesPlan) {
	kit.AskLine(r.s.Canvas(), kit.Prompt{Title: "改成规则 " + p.Version, Text: "旧的规则留着，以前的数字仍按当时的规则算。", Label: "为什么改", Offers: []string{"上级有新规定", "按本地实际"}, Least: 2, Verb: "改规则",
		Do: func(why string) {
			hands.RunOnly(&r.busy, func() (struct{}, error) { return struct{}{}, p.Apply(why) }, func(struct{}) {
				text := "规则改好了，现在是 " + p.Version
				if r.from != 0 {
					text += "，自 " + r.from.String() + " 起用"
				}
				r.give()
				r.ask()
				r.s.Toasts.SayWith(text, "撤销", r.s.Undo)
			}, func(err error) {
				r.s.Fail("没有改规则", err)
				r.draw()
			})
		}})
}

// past tells of the older sets.
func (r *ruleBook) past() {
	var parts []kit.Explained
	for _, v := range r.versions {
		text := time.Unix(v.Time, 0).In(r.s.Today().Location()).Format("2006-01-02") + " 起　" + v.Who
		if v.Deed != "" && v.Deed != store.MayRules {
			text += "　" + v.Deed.Title()
		}
		if v.Reason != "" {
			text += "　" + v.Reason
		}
		for _, c := range v.Changes {
			text += "\n" + page.ChangeWords(c)
		}
		parts = append(parts, kit.Explained{Heading: v.Version, Text: text})
	}
	kit.Explain(r.s.Canvas(), "用过的规则", parts)
}
