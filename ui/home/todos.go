package home

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/overview"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
)

// todos is the page of all that needs doing, by how grave it is, and below it what was put off.
type todos struct {
	s      *page.Shell
	page   *page.Page
	place  *fyne.Container
	rows   *kit.Rows
	lines  []*overview.Todo // of the rows; nil for a heading
	wait   *kit.Button
	latest hands.Latest
}

// Todos shows everything that needs doing.
func Todos(s *page.Shell) *page.Page {
	p := &todos{s: s, place: look.Roomed()}
	p.page = &page.Page{Key: "home", Title: "待办", View: look.Ground(look.Page, p.place), Shut: p.latest.Drop, Changed: func(store.Change) { p.ask() }, Cared: p.ask,
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: s.ShowHome, fyne.KeyF9: s.ShowCalendar, fyne.KeyF8: p.later, fyne.KeyF12: p.print}}
	p.rows = kit.NewRows(0, func(i int) { s.ShowTodo(*p.lines[i]) })
	p.ask()
	return p.page
}

func (p *todos) ask() {
	b := p.s.Book
	hands.RunLatest(&p.latest, func() ([]overview.Todo, error) { return overview.Todos(b), nil }, p.draw, nil)
}

// groups are the headings with what stands below them.
func groups(all []overview.Todo) (heads []string, below [][]*overview.Todo) {
	add := func(head string, belongs func(*overview.Todo) bool) {
		var some []*overview.Todo
		for i := range all {
			if belongs(&all[i]) {
				some = append(some, &all[i])
			}
		}
		if len(some) > 0 {
			heads, below = append(heads, head+"　"+strconv.Itoa(len(some))+" 件"), append(below, some)
		}
	}
	for _, g := range rules.Graves {
		add(g.Title(), func(t *overview.Todo) bool { return t.Off == nil && t.Grave == g })
	}
	add("已推迟", func(t *overview.Todo) bool { return t.Off != nil })
	return heads, below
}

func (p *todos) draw(all []overview.Todo) {
	at := p.current()
	var items []kit.Item
	p.lines = p.lines[:0]
	heads, below := groups(all)
	stand := -1
	for i, head := range heads {
		items, p.lines = append(items, kit.Item{Label: head, Head: true}), append(p.lines, nil)
		for _, t := range below[i] {
			it := kit.Item{Lead: strconv.Itoa(t.Count), Label: t.Text, Hint: "查看 ›"}
			if t.Off != nil {
				it.Hint = "推迟到 " + t.Off.Until.String()
				it.Tip = t.Off.Who + " " + t.Off.Since.String() + " 推迟：" + t.Off.Reason
				it.Label += "（" + t.Off.Reason + "）"
			}
			if stand < 0 || at != nil && t.Key == at.Key {
				stand = len(items)
			}
			items, p.lines = append(items, it), append(p.lines, t)
		}
	}
	p.rows.Set(items)
	p.rows.Stand(stand)
	begun := p.page.First != nil && p.s.Canvas().Focused() != p.page.First
	p.place.Objects = []fyne.CanvasObject{p.view(all)}
	p.place.Refresh()
	if !begun && p.s.Page() == p.page && p.s.Canvas().Overlays().Top() == nil {
		p.s.Canvas().Focus(p.page.First)
	}
}

// current is what the keyboard stands on, nil for nothing.
func (p *todos) current() *overview.Todo {
	if i := p.rows.At(); i >= 0 && i < len(p.lines) {
		return p.lines[i]
	}
	return nil
}

func (p *todos) view(all []overview.Todo) fyne.CanvasObject {
	off := 0
	for _, t := range all {
		if t.Off != nil {
			off++
		}
	}
	told := strconv.Itoa(len(all)-off) + " 件"
	if off > 0 {
		told += "，另有 " + strconv.Itoa(off) + " 件已推迟"
	}
	back := kit.NewButton(kit.Quiet, look.IconLeft, "首页", "Esc", p.s.ShowHome)
	calendar := kit.NewButton(kit.Ordinary, look.IconCalendar, "日历", "F9", p.s.ShowCalendar)
	p.wait = p.s.Only(store.MayPutOff, kit.NewButton(kit.Ordinary, look.IconNone, "以后再说", "F8", p.later))
	head := look.Flow(back, look.NewWords("待办", look.Title), look.NewWords(told, look.Aside), layout.NewSpacer(), p.wait, kit.NewButton(kit.Ordinary, look.IconPrint, "打印", "F12", p.print), calendar)
	p.page.First = p.rows
	body := fyne.CanvasObject(look.Card(look.Inset(look.Gap4, p.rows)))
	if len(all) == 0 {
		p.wait.Disable()
		p.page.First = calendar
		body = kit.Empty(look.IconDone, "没有待办的事。")
	}
	return look.Inset(look.Gap6, look.Pile(look.Gap4, head, body))
}

// print puts all that needs doing on paper.
func (p *todos) print() {
	p.s.Show(paper.PrintFixed(p.s, forms.Print{Form: forms.TodoList}, "home", p.s.ShowTodos))
}

// later puts off what the keyboard stands on, or takes it up again.
func (p *todos) later() {
	t := p.current()
	if t == nil || !p.s.Allowed(store.MayPutOff) || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	b, key := p.s.Book, t.Key
	if t.Off != nil {
		hands.Run(func() (struct{}, error) { return struct{}{}, overview.TakeUp(b, key) }, func(struct{}) { p.s.Say("不再推迟，已放回待办") },
			func(err error) { p.s.Fail("没有办成", err) })
		return
	}
	putOff(p.s, *t)
}

// putOff asks until when something may wait, and why.
func putOff(s *page.Shell, t overview.Todo) {
	day := kit.NewDate(s.Today, func(typed string) (string, error) {
		kept, err := value.ParseDate(typed)
		return kept.String(), err
	})
	why, fault := kit.NewEntry(), kit.NewFault()
	why.SetPlaceHolder("例如：本人下月回来办")
	day.OnNext = why.Focus
	why.OnPrevious = day.Focus
	most := strconv.Itoa(s.Book.Basis().Rules.PutOffMost)
	form := page.NewSlip(s.Canvas(), "以后再说", "推迟", look.NewParagraph(strconv.Itoa(t.Count)+" "+t.Text, look.Body, putOffEms),
		kit.Labelled("推迟到哪一天（最多 "+most+" 天）", day, nil), kit.Labelled("为什么推迟", why, fault),
		look.NewParagraph("到了那天，或者件数多了，会再回到待办。只在这个台账里，不随上报包走；能撤销。", look.Note, putOffEms))
	form.Open(func() {
		text, err := day.Value()
		until, wrong := value.ParseDate(text)
		if err != nil || wrong != nil {
			fault.Hard("推迟到哪一天看不懂。请按 2026-12-01 这样填。")
			s.Canvas().Focus(day)
			return
		}
		reason := why.Text
		form.Do(func() error { return overview.PutOff(s.Book, t.Key, until, reason) }, func() { s.Say("已推迟到 " + until.String()) },
			func(err error) { fault.Hard(store.Tell(err).Message) })
	}, day, &day.Entry, why)
}

const putOffEms = 26
