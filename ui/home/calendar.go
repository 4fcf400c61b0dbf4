package home

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/overview"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
)

// calendar is the page of what falls due in the days to come: a month at a time, and the list by day.
type calendar struct {
	s      *page.Shell
	page   *page.Page
	place  *fyne.Container
	month  *kit.Month
	rows   *kit.Rows
	lines  []*overview.Dated // of the rows; nil for the heading of a day
	days   []value.Date      // of the rows
	c      overview.Calendar
	latest hands.Latest
}

// Calendar shows what falls due, day by day.
func Calendar(s *page.Shell) *page.Page {
	p := &calendar{s: s, place: look.Roomed()}
	p.page = &page.Page{Key: "home", Title: "日历", View: look.Ground(look.Page, p.place), Shut: p.latest.Drop, Changed: func(store.Change) { p.ask() }, Cared: p.ask,
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: s.ShowTodos, fyne.KeyF12: p.print,
			fyne.KeyPageUp: func() { p.month.Turn(-1) }, fyne.KeyPageDown: func() { p.month.Turn(1) }}}
	p.month = kit.NewMonth(s.Today())
	p.month.OnDay = p.showDay
	p.month.OnPick = func(day time.Time) {
		if p.showDay(day); len(p.lines) > 0 {
			s.Canvas().Focus(p.rows)
		}
	}
	p.rows = kit.NewRows(0, func(i int) { s.ShowDated(*p.lines[i]) })
	p.rows.OnStand = func(i int) {
		if i >= 0 && i < len(p.days) {
			p.month.Stand(dayTime(p.days[i]))
		}
	}
	p.rows.OnKey = func(name fyne.KeyName) bool {
		turn := p.page.Keys[name]
		if turn != nil && name != fyne.KeyEscape {
			turn()
			return true
		}
		return false
	}
	p.ask()
	return p.page
}

func (p *calendar) ask() {
	b := p.s.Book
	hands.RunLatest(&p.latest, func() (overview.Calendar, error) { return overview.CalendarOf(b), nil }, p.draw, nil)
}

// dayTime is a day as kit counts days.
func dayTime(d value.Date) time.Time {
	return time.Date(d.Year(), time.Month(d.Month()), d.DayOfMonth(), 0, 0, 0, 0, time.UTC)
}

var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// dayWords is a day as the list's headings have it: with how far away it is.
func dayWords(d, today value.Date) string {
	text := d.String() + "　" + weekdays[dayTime(d).Weekday()]
	switch n := today.DaysTo(d); n {
	case 0:
		return text + "　今天"
	case 1:
		return text + "　明天"
	default:
		return text + "　还有 " + strconv.Itoa(n) + " 天"
	}
}

// datedIcon is the picture of what falls due.
func datedIcon(d overview.Dated) look.Icon {
	if d.Kind == nil {
		return look.IconFlag
	}
	return face.Of(d.Kind).Icon
}

func (p *calendar) draw(c overview.Calendar) {
	at, first := p.rows.At(), p.c.From == 0
	p.c = c
	p.lines, p.days = p.lines[:0], p.days[:0]
	var items []kit.Item
	marks := map[time.Time]kit.DayMark{}
	last := value.Date(0)
	for i := range c.Dates {
		d := &c.Dates[i]
		if d.Day != last {
			last = d.Day
			items = append(items, kit.Item{Label: dayWords(d.Day, c.From), Head: true})
			p.lines, p.days = append(p.lines, nil), append(p.days, d.Day)
		}
		text := d.Text
		if d.Name != "" {
			text = d.Name + "　" + d.Text
		}
		items = append(items, kit.Item{Icon: datedIcon(*d), Label: text, Hint: "›"})
		p.lines, p.days = append(p.lines, d), append(p.days, d.Day)
		mark := marks[dayTime(d.Day)]
		mark.N++
		mark.Grave = mark.Grave || d.Grave == rules.Overdue
		marks[dayTime(d.Day)] = mark
	}
	p.month.Mark(dayTime(c.From), dayTime(c.Until), marks)
	p.rows.Set(items)
	if first || at < 0 {
		at = min(1, len(items)-1)
	}
	p.rows.Stand(at)
	begun := p.page.First != nil && p.s.Canvas().Focused() != p.page.First
	p.place.Objects = []fyne.CanvasObject{p.view()}
	p.place.Refresh()
	if !begun && p.s.Page() == p.page && p.s.Canvas().Overlays().Top() == nil {
		p.s.Canvas().Focus(p.page.First)
	}
}

// showDay brings a day's list into sight, or that of the next day that has one.
func (p *calendar) showDay(day time.Time) {
	for i, d := range p.days {
		if p.lines[i] != nil && !dayTime(d).Before(day) {
			p.rows.Stand(i)
			return
		}
	}
}

// print puts what falls due on paper.
func (p *calendar) print() {
	p.s.Show(paper.PrintFixed(p.s, forms.Print{Form: forms.DatedList}, "home", p.s.ShowCalendar))
}

func (p *calendar) view() fyne.CanvasObject {
	back := kit.NewButton(kit.Quiet, look.IconLeft, "待办", "Esc", p.s.ShowTodos)
	head := look.Flow(back, look.NewWords("日历", look.Title), look.NewWords(p.c.From.String()+" 到 "+p.c.Until.String()+"，"+strconv.Itoa(len(p.c.Dates))+" 件", look.Aside), layout.NewSpacer(), kit.NewButton(kit.Ordinary, look.IconPrint, "打印", "F12", p.print),
		kit.NewButton(kit.Quiet, look.IconLeft, "上月", "PageUp", func() { p.month.Turn(-1) }), kit.NewButton(kit.Quiet, look.IconRight, "下月", "PageDown", func() { p.month.Turn(1) }))
	p.page.First = p.rows
	list := fyne.CanvasObject(p.rows)
	if len(p.c.Dates) == 0 {
		p.page.First = p.month
		list = kit.Empty(look.IconDone, "这 "+strconv.Itoa(p.c.From.DaysTo(p.c.Until))+" 天里没有到期的事。")
	}
	parts := []fyne.CanvasObject{p.month}
	if look.NowSize() != look.Huge { // there the month has all the height
		parts = append(parts, look.NewWords("红：到那天必须办", look.Note), look.NewWords("灰：到日子要留意", look.Note))
	}
	month := look.Card(look.Inset(look.Gap4, look.Column(look.Gap1, parts...)))
	days := look.Card(look.Inset(look.Gap4, list))
	return look.Inset(look.Gap6, look.Pile(look.Gap4, head, &fyne.Container{Layout: asideLayout{p.month.Wide() + 2*look.Gap4}, Objects: []fyne.CanvasObject{month, days}}))
}

// asideLayout stands the first, at most so wide and at its own height, beside the second, which has the rest.
type asideLayout struct{ wide float32 }

func (asideLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+look.Gap4+b.Width, max(a.Height, b.Height))
}

// asideMost is the most that the first has of the room.
const asideMost = 0.42

func (l asideLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	a := o[0].MinSize()
	a.Width = max(a.Width, min(l.wide, asideMost*size.Width))
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(a.Width, min(a.Height, size.Height)))
	o[1].Move(fyne.NewPos(a.Width+look.Gap4, 0))
	o[1].Resize(fyne.NewSize(max(size.Width-a.Width-look.Gap4, 0), size.Height))
}
