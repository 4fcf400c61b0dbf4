package figures

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/figures"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
)

// why is the page 数字为什么变了: any two points of the ledger, each figure that differs
// with its causes, and below it whom each cause is about.
type why struct {
	s        *page.Shell
	page     *page.Page
	points   []figures.Point
	from, to int // places in points; -1 before they are known
	scope    figures.Scope
	compared *figures.Comparison
	moved    []figures.Movement
	items    []told

	first, second, where *kit.Picker
	sides                *kit.Tabs
	table, people        *grid.Grid
	note                 *look.Words
	place                *fyne.Container
	whole                fyne.CanvasObject // the comparison; where there is none, words in its place
	latest               hands.Latest
}

// told is one record of a movement with its cause.
type told struct {
	cause figures.Cause
	item  figures.Item
}

var movedColumns = []ledger.Column{{Key: "label", Label: "项目", Width: 14}, {Key: "was", Label: "原来", Width: 11, Shape: ledger.Number}, {Key: "is", Label: "后来", Width: 11, Shape: ledger.Number},
	{Key: "delta", Label: "增减", Width: 6, Shape: ledger.Number}, {Key: "why", Label: "为什么", Width: 62}}

var toldColumns = []ledger.Column{{Key: "cause", Label: "原因", Width: 10}, {Key: "name", Label: "名称", Width: 24}, {Key: "community", Label: "社区", Width: 14},
	{Key: "delta", Label: "增减", Width: 6, Shape: ledger.Number}, {Key: "note", Label: "说明", Width: 50}}

// Why compares now with the newest snapshot before.
func Why(s *page.Shell) *page.Page { return newWhy(s).page }

func newWhy(s *page.Shell) *why {
	w := &why{s: s, from: -1, to: -1, scope: figures.Whole, note: look.NewWords("", look.Note)}
	w.table = grid.New(grid.Source{Len: func() int { return len(w.moved) }, Cell: w.movedCell, Key: func(row int) string { return w.moved[row].Indicator.Key }})
	w.table.SetColumns(movedColumns, nil)
	w.table.OnSelect = func([]int) { w.tell() }
	w.table.OnOpen = func(int) { s.Canvas().Focus(w.people) }
	w.people = grid.New(grid.Source{Len: func() int { return len(w.items) }, Cell: w.toldCell, Key: func(row int) string { return strconv.Itoa(row) }})
	w.people.SetColumns(toldColumns, nil)
	w.people.OnOpen = w.open
	w.sides = kit.NewTabs([]kit.Tab{{Label: "数的变化", Count: -1}, {Label: "基数的变化", Count: -1}}, func(int) { w.tell() })
	w.first, w.second, w.where = kit.NewPicker(w.matchPoint), kit.NewPicker(w.matchPoint), kit.NewPicker(w.matchScope)
	for _, p := range []*kit.Picker{w.first, w.second, w.where} {
		p.SetLeast(13 * look.Now().Text)
	}
	w.first.OnPicked = func(o kit.Option) { w.from = place(o.Value); w.ask() }
	w.second.OnPicked = func(o kit.Option) { w.to = place(o.Value); w.ask() }
	w.where.OnPicked = func(o kit.Option) { w.setScope(o.Value); w.recount() }
	print := kit.NewButton(kit.Ordinary, look.IconPrint, "打印对照表", "F12", w.print)
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回汇总", "Esc", func() { s.Open(s.Screens.Figures) })
	head := []fyne.CanvasObject{look.NewWords("数字为什么变了", look.Title), w.first, look.NewWords("到", look.Aside), w.second}
	if s.Book.Profile().Street {
		head = append(head, w.where)
	}
	below := look.Pile(look.Gap2, look.Row(w.sides, layout.NewSpacer(), w.note), look.Card(w.people))
	w.whole = look.Inset(look.Gap4, look.Pile(look.Gap2, look.Flow(append(head, print, back)...),
		&fyne.Container{Layout: halves{}, Objects: []fyne.CanvasObject{look.Card(w.table), below}}))
	w.place = container.NewStack(w.whole)
	w.page = &page.Page{Key: "figures", Title: "数字为什么变了", First: w.table, Shut: w.latest.Drop, View: look.Ground(look.Page, w.place),
		Keys: map[fyne.KeyName]func(){fyne.KeyF12: w.print, fyne.KeyEscape: back.Press}}
	w.page.Own(&w.first.Entry, &w.second.Entry, &w.where.Entry)
	w.ask()
	return w
}

func (w *why) matchPoint(query string) []kit.Option { return pointOptions(w.points, query) }

// matchScope offers the whole street and each of its communities.
func (w *why) matchScope(query string) []kit.Option {
	all := []find.Option{{Label: wholeWords}}
	if w.compared != nil {
		for i, c := range w.compared.Is.Communities {
			all = append(all, find.Option{Value: strconv.Itoa(i), Label: c.Name})
		}
	}
	return page.Options(find.Matching(all, query))
}

const wholeWords = "全街道"

func (w *why) setScope(value string) {
	w.scope = figures.Whole
	if value != "" && w.compared != nil {
		w.scope = figures.One(w.compared.Is.Communities[place(value)].ID)
	}
}

// ask compares the two points; at first now with the newest snapshot or submission.
func (w *why) ask() {
	type answer struct {
		points   []figures.Point
		from, to int
		compared *figures.Comparison
		moved    []figures.Movement
	}
	from, to, scope := w.from, w.to, w.scope
	hands.RunLatest(&w.latest, func() (a answer, err error) {
		if a.points, err = points.All(w.s.Book); err != nil || len(a.points) < 2 {
			return a, err
		}
		a.from, a.to = from, to
		if from < 0 || from >= len(a.points) {
			a.from, a.to = 1, 0
		}
		a.to = max(a.to, 0)
		if a.compared, err = points.Compare(w.s.Book, a.points[a.from], a.points[a.to]); err == nil {
			a.moved = movedOnly(a.compared.Movements(scope))
		}
		return a, err
	}, func(a answer) {
		w.points = a.points
		if a.compared == nil {
			w.nothing()
			return
		}
		w.place.Objects, w.page.First = []fyne.CanvasObject{w.whole}, w.table
		w.place.Refresh()
		w.from, w.to, w.compared = a.from, a.to, a.compared
		w.first.Choose(kit.Option{Value: strconv.Itoa(a.from), Label: a.points[a.from].Title})
		w.second.Choose(kit.Option{Value: strconv.Itoa(a.to), Label: a.points[a.to].Title})
		if w.scope.All {
			w.where.Choose(kit.Option{Label: wholeWords})
		}
		w.show(a.moved)
	}, func(err error) { w.s.Fail("没有比出来", err) })
}

// nothing says what the page is for while there is nothing to compare, and where to begin.
func (w *why) nothing() {
	s := w.s
	empty := kit.Empty(look.IconHistory, "这里把两次的数字摆在一起，写出差在哪些人、哪些企业。还没有锁定过数字，没有可以比的：先在汇总里锁定一次，下次变了就能在这里看原因。",
		kit.Stage{Icon: look.IconLock, Verb: "去汇总锁定数字", Tell: "6 月底、12 月底各锁一次", Do: func() { s.Open(s.Screens.Figures) }})
	w.place.Objects = []fyne.CanvasObject{look.Inset(look.Gap6, empty)}
	w.place.Refresh()
	w.page.First = kit.First(empty)
	if s.Page() == w.page && w.page.First != nil && s.Canvas().Overlays().Top() == nil {
		s.Canvas().Focus(w.page.First)
	}
}

// recount is ask for another scope of the same comparison.
func (w *why) recount() {
	if w.compared == nil {
		return
	}
	c, scope := w.compared, w.scope
	hands.RunLatest(&w.latest, func() ([]figures.Movement, error) { return movedOnly(c.Movements(scope)), nil }, w.show, nil)
}

// movedOnly are the movements in which anything changed.
func movedOnly(all []figures.Movement) []figures.Movement {
	var out []figures.Movement
	for _, m := range all {
		if m.Indicator.Within == "" && len(m.Part)+len(m.Of) > 0 {
			out = append(out, m)
		}
	}
	return out
}

func (w *why) show(moved []figures.Movement) {
	w.moved = moved
	w.table.Refresh()
	w.table.Select(0)
	w.tell()
}

// tell shows whom the chosen movement is about.
func (w *why) tell() {
	w.items = nil
	at := w.table.Current()
	if at < 0 || at >= len(w.moved) {
		w.note.SetText("两次的数字一样，没有变化。")
		w.sides.Set([]kit.Tab{{Label: "数的变化", Count: -1}, {Label: "基数的变化", Count: -1}})
		w.people.Refresh()
		return
	}
	m := w.moved[at]
	count := func(ps []figures.Portion) (n int) {
		for _, p := range ps {
			n += len(p.Items)
		}
		return n
	}
	w.sides.Set([]kit.Tab{{Label: m.Indicator.Label + "：数的变化", Count: count(m.Part)}, {Label: "基数的变化", Count: count(m.Of)}})
	portions := m.Part
	if w.sides.At() == 1 {
		portions = m.Of
	}
	for _, p := range portions {
		for _, i := range p.Items {
			w.items = append(w.items, told{p.Cause, i})
		}
	}
	w.note.SetText("Enter 打开这条资料")
	w.people.Refresh()
	if len(w.items) > 0 {
		w.people.Select(0)
	}
}

func (w *why) movedCell(row, col int) string {
	m := w.moved[row]
	switch col {
	case 0:
		return m.Indicator.Label
	case 1:
		return m.Was.String()
	case 2:
		return m.Is.String()
	case 3:
		return gained(m.Is.Part - m.Was.Part)
	}
	return m.Why()
}

func (w *why) toldCell(row, col int) string {
	t := w.items[row]
	switch col {
	case 0:
		return t.cause.Title()
	case 1:
		return t.item.Name
	case 2:
		return t.item.Community
	case 3:
		return gained(t.item.Delta)
	}
	return t.item.Note
}

// gained is a difference with its sign.
func gained(n int) string {
	switch {
	case n > 0:
		return "+" + strconv.Itoa(n)
	case n < 0:
		return "−" + strconv.Itoa(-n)
	}
	return "0"
}

// open goes to a record, if it is still there.
func (w *why) open(row int) {
	i := w.items[row].item
	if w.s.Book.Today().Get(i.Kind, i.ID) == nil {
		w.s.Say("这条资料现在不在台账里了：" + i.Name)
		return
	}
	w.s.ShowRecord(i.Kind, i.ID)
}

func (w *why) print() {
	if w.compared == nil {
		return
	}
	p := forms.Print{Form: forms.YearOnYear, At: w.compared.To, Since: w.compared.From}
	if !w.scope.All {
		p.Community = w.scope.ID
	}
	w.s.Show(paper.PrintFixed(w.s, p, "figures", func() { w.s.Show(Why(w.s)) }))
}

// halves stands two tables below each other, each half of the height; they make do
// with a row less each than they would like.
type halves struct{}

func (halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height+look.Gap2-2*look.Now().Row)
}

func (halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	high := (size.Height - look.Gap2) / 2
	for i, one := range o {
		one.Move(fyne.NewPos(0, float32(i)*(high+look.Gap2)))
		one.Resize(fyne.NewSize(size.Width, high))
	}
}
