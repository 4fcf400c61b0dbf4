package household

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/chronicle"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
)

// annals is the page 大事记: what happened in a year, at a street in one community or in all.
type annals struct {
	s         *page.Shell
	page      *page.Page
	year      int
	community value.ID
	group     string // of the events on show, "" for all
	every     bool   // what comes again and again too
	all       *chronicle.Chronicle
	events

	years, where *kit.Picker
	tabs         *kit.Tabs
	more         *kit.Button // turns every
	keys         *look.Words
	groups       []string // by tab
	grid         *grid.Grid
	table        *fyne.Container
	latest       hands.Latest
}

// Annals makes the page of the present year.
func Annals(s *page.Shell) *page.Page { return newAnnals(s).page }

func newAnnals(s *page.Shell) *annals {
	a := &annals{s: s, year: s.Book.Basis().Today.Year()}
	a.grid = grid.New(grid.Source{Len: a.length, Cell: a.cell, Key: func(i int) string { return a.shown.Events[i].Key() }})
	a.grid.SetColumns(columns, nil)
	a.grid.OnOpen = a.open
	a.table = container.NewStack(a.grid)
	a.tabs = kit.NewTabs(nil, func(i int) { a.turn(a.groups[i]) })
	a.years, a.where = kit.NewPicker(a.matchYear), kit.NewPicker(a.matchWhere)
	a.years.SetLeast(8 * look.Now().Text)
	a.where.SetLeast(11 * look.Now().Text)
	a.years.OnPicked = func(o kit.Option) {
		if year, err := strconv.Atoi(o.Value); err == nil {
			a.year = year
			a.ask()
		}
	}
	a.where.OnPicked = func(o kit.Option) {
		a.community, _ = value.ParseID(o.Value) // none is all of the street
		a.ask()
	}
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回汇总", "Esc", a.leave)
	print := kit.NewButton(kit.Primary, look.IconPrint, "打印或导出", "F12", a.print)
	head := []fyne.CanvasObject{look.NewWords("大事记", look.Title), a.years}
	if s.Book.Profile().Street {
		head = append(head, a.where)
		a.where.Choose(kit.Option{Label: wholeStreet})
	}
	a.keys = look.NewWords("", look.Note)
	a.more = kit.NewButton(kit.Ordinary, look.IconEye, "", "F9", a.turnEvery)
	events := look.Card(container.NewBorder(look.Pile(0, look.Inset(look.Gap1, kit.Strip(a.tabs)), look.HLine()), look.Inset(look.Gap2, a.keys), nil, nil, a.table))
	a.page = &page.Page{Key: "figures", Title: "大事记", First: a.grid, Shut: a.latest.Drop, Changed: func(store.Change) { a.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, container.NewBorder(look.Column(look.Gap2, look.Flow(append(head, layout.NewSpacer(), a.more, print, back)...), look.Row()), nil, nil, nil, events))),
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: a.leave, fyne.KeyF5: a.next, fyne.KeyF9: a.turnEvery, fyne.KeyF12: a.print}}
	a.page.Own(&a.years.Entry, &a.where.Entry)
	a.ask()
	return a
}

const wholeStreet = "全街道"

func yearOption(year int) kit.Option {
	return kit.Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year) + "年"}
}

func (a *annals) matchYear(query string) []kit.Option {
	var all []find.Option
	for _, year := range chronicle.Years(a.s.Book.Today(), a.community) {
		o := yearOption(year)
		all = append(all, find.Option{Value: o.Value, Label: o.Label})
	}
	return page.Options(find.Matching(all, query))
}

func (a *annals) matchWhere(query string) []kit.Option {
	all := []find.Option{{Label: wholeStreet}}
	for c := range records.All[*ledger.Community](a.s.Book.Today(), ledger.Communities) {
		all = append(all, find.Option{Value: c.ID.String(), Label: c.Title})
	}
	return page.Options(find.Matching(all, query))
}

func (a *annals) leave() { a.s.Open(a.s.Screens.Figures) }

func (a *annals) ask() {
	b, community, year, every := a.s.Book, a.community, a.year, a.every
	hands.RunLatest(&a.latest, func() (*chronicle.Chronicle, error) {
		return chronicle.Year(b.Today(), community, year, b.Clock().Location(), every), nil
	}, a.draw, nil)
}

func (a *annals) draw(c *chronicle.Chronicle) {
	if c == nil { // the community was removed meanwhile
		a.leave()
		return
	}
	first := a.all == nil
	a.all = c
	a.say()
	a.years.Choose(yearOption(a.year))
	at := 0
	a.groups = []string{""}
	tabs := []kit.Tab{{Label: "全部", Count: c.Total()}}
	for _, g := range c.Groups() {
		if g.Key == a.group {
			at = len(tabs)
		}
		a.groups = append(a.groups, g.Key)
		tabs = append(tabs, kit.Tab{Label: g.Title, Count: g.Count})
	}
	a.tabs.Set(tabs)
	a.tabs.Choose(at)
	a.turn(a.groups[at])
	if a.length() > 0 && (first || a.grid.Current() < 0) {
		a.grid.Select(0)
		if a.s.Page() == a.page && a.s.Canvas().Focused() == nil {
			a.s.Canvas().Focus(a.grid)
		}
	}
}

// say tells what is left out, and names what would show it.
func (a *annals) say() {
	text := "Enter 打开这一条，F5 换种类。只关一个人的（团费、转接）在他的一户一档里。"
	if a.all.Left > 0 {
		text = "少列了例行的会、活动、走访等 " + strconv.Itoa(a.all.Left) + " 条。" + text
	}
	a.keys.SetText(text)
	a.more.SetLabel(map[bool]string{false: "例行的也列出", true: "不列例行的"}[a.every])
}

// turnEvery lists what comes again and again too, or no longer.
func (a *annals) turnEvery() {
	a.every = !a.every
	a.ask()
}

// turn shows the events of one group.
func (a *annals) turn(group string) {
	a.group, a.shown = group, a.all.Only(group)
	show := fyne.CanvasObject(a.grid)
	switch {
	case a.length() > 0:
	case a.all.Left > 0:
		show = kit.Empty(look.IconCalendar, strconv.Itoa(a.year)+" 年没有大事，只有例行的会和活动、走访这些 "+strconv.Itoa(a.all.Left)+" 条。",
			kit.Stage{Icon: look.IconEye, Verb: "例行的也列出", Tell: "F9 再按一次就不列", Do: a.turnEvery})
	default:
		show = kit.Empty(look.IconCalendar, strconv.Itoa(a.year)+" 年还没有可记的大事。开会、选举、任命、定级和企业建团的状态，记下以后按日期列在这里。",
			kit.Stage{Icon: look.IconFlag, Verb: "去办事", Tell: "记一次会议或活动、建一个团支部", Do: a.s.ShowJobs})
	}
	a.table.Objects = []fyne.CanvasObject{show}
	a.table.Refresh()
	a.grid.Refresh()
}

// next is F5: the next group.
func (a *annals) next() {
	if len(a.groups) < 2 {
		return
	}
	i := (a.tabs.At() + 1) % len(a.groups)
	a.tabs.Choose(i)
	a.turn(a.groups[i])
	if a.length() > 0 {
		a.grid.Select(0)
		a.s.Canvas().Focus(a.grid)
	}
}

// open shows the record of an event, and leads back.
func (a *annals) open(row int) {
	a.show(a.s, row, func(field string) *page.Way {
		return &page.Way{Label: "大事记", Home: true, Field: field, Tell: "看完或改好，按 Esc 回到大事记", Do: func() {
			a.s.Show(a.page)
			a.ask()
		}}
	})
}

// print shows the events of the group on paper.
func (a *annals) print() {
	if a.all == nil || a.length() == 0 {
		return
	}
	p := forms.Print{Form: forms.Annals, Year: a.year, Community: a.community, Group: a.group, All: a.every}
	a.s.Show(paper.PrintFixed(a.s, p, "figures", func() { a.s.Show(a.page); a.ask() }))
}
