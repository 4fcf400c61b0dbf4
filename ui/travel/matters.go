package travel

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/travel"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// matters is a community's list of what the street has sent back: worked through from the first to the last, each opens
// its record at the field, and what cannot be mended is answered in words.
type matters struct {
	s      *page.Shell
	page   *page.Page
	place  *fyne.Container
	work   []travel.Work
	at     int
	latest hands.Latest
}

// Matters shows what is to be mended and answered.
func Matters(s *page.Shell) *page.Page { return newMatters(s, 0).page }

func newMatters(s *page.Shell, at int) *matters {
	w := &matters{s: s, at: at, place: container.NewStack()}
	w.page = &page.Page{Key: "submit", Title: "街道退回的", View: look.Ground(look.Page, w.place), Shut: w.latest.Drop, Changed: func(store.Change) { w.ask() },
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: s.ShowSubmit}}
	w.ask()
	return w
}

func (w *matters) ask() {
	b := w.s.Book
	hands.RunLatest(&w.latest, func() ([]travel.Work, error) { return travel.Matters(b), nil }, w.draw, nil)
}

func (w *matters) draw(work []travel.Work) {
	w.work = work
	open := 0
	for _, one := range work {
		if one.Open() {
			open++
		}
	}
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", w.s.ShowSubmit)
	head := look.Row(look.NewWords("街道退回的", look.Title), look.NewWords("还有 "+strconv.Itoa(open)+" 件没有办，共 "+strconv.Itoa(len(work))+" 件", look.Aside))
	if len(work) == 0 {
		w.place.Objects = []fyne.CanvasObject{look.Folio(head, look.Nothing(look.IconDone, "街道没有退回什么。"), layout.NewSpacer(), back)}
		w.page.First = back
		w.place.Refresh()
		return
	}
	rows := kit.NewRows(0, func(i int) { w.deeds(w.work[i], i) })
	rows.Set(kit.Items(work, workItem))
	rows.Stand(min(w.at, len(work)-1))
	note := "Enter 打开那一栏去改，或写答复。下一次上报会带上办好的。"
	if open == 0 {
		note = "都办好了。再上报一次，街道就知道了。"
	}
	bar := []fyne.CanvasObject{look.NewWords(note, look.Note), layout.NewSpacer(), back}
	if open == 0 {
		bar = append(bar, kit.NewButton(kit.Primary, look.IconSend, "去上报", "F10", w.s.ShowSubmit))
		w.page.Keys[fyne.KeyF10] = w.s.ShowSubmit
	}
	first := w.page.First == nil
	w.place.Objects = []fyne.CanvasObject{look.Folio(head, look.Margin(look.Card(look.Inset(look.Gap2, rows))), bar...)}
	w.page.First = rows
	w.place.Refresh()
	if first && w.s.Page() == w.page && w.s.Canvas().Overlays().Top() == nil {
		w.s.Canvas().Focus(rows)
	}
}

// workItem is one line of the work: what it is about, and how far it is now.
func workItem(one travel.Work) kit.Item {
	m := *one.Matter
	m.State = one.State
	it := matterItem(&m)
	if one.Gone {
		it.Hint = "记录已移走　" + it.Hint
	}
	if it.Hint == "还没有发出" {
		it.Hint = codes.MatterStates.Label(one.State)
	}
	return it
}

// deeds is what can be done about one: open the record, answer in words.
func (w *matters) deeds(one travel.Work, at int) {
	s, m := w.s, one.Matter
	back := &page.Way{Label: "回到退回的事项", Do: func() { s.Show(newMatters(s, at).page) }}
	answers := []kit.Answer{{Verb: "关上", Safe: true}}
	if !one.Gone && one.Kind != nil {
		answers = append(answers, kit.Answer{Verb: "打开去改", Do: func() { openMatter(s, m, back) }})
	}
	if m.State != codes.MatterSettled && m.State != codes.MatterRecalled {
		answers = append(answers, kit.Answer{Verb: "写答复", Do: func() { w.answer(m) }})
	}
	text := m.Text
	if m.Was != "" {
		text += "\n当时填的是：" + m.Was
	}
	if m.Other != "" {
		text += "\n另一个社区：" + m.Other
	}
	if m.Reply != "" {
		text += "\n已经答复：" + m.Reply
	}
	kit.Ask(s.Canvas(), codes.MatterSorts.Label(m.Sort)+"　"+m.Title+matterField(m), text, answers...)
}

func (w *matters) answer(m *ledger.Matter) {
	b := w.s.Book
	kit.AskLine(w.s.Canvas(), kit.Prompt{Title: "答复街道", Text: m.Text, Label: "答复", Value: m.Reply, Least: 2, Verb: "记下答复",
		Offers: []string{"已与本人核对，填写无误", "已改好", "人已转出，正在办手续"}, Do: func(line string) {
			hands.Run(func() (struct{}, error) { return struct{}{}, travel.Answer(b, m.ID, line) }, func(struct{}) { w.s.Say("答复记下了，下一次上报会带上") },
				func(err error) { w.s.Fail("没有记下", err) })
		}})
}
