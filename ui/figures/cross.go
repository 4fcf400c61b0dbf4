package figures

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/ui/face"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
)

// cross is the page 交叉表: the records of any kind counted by two of their columns, or one of their numbers added up, as a
// table whose every number opens its records, or drawn; printed, written to Excel, and kept by name in the ledger.
type cross struct {
	s     *page.Shell
	page  *page.Page
	cut   find.Cut
	kept  []find.Cut // by name
	axes  []find.Axis
	table *find.Cross

	kinds, tabs, down, across, measure, saved *kit.Picker
	views                                     *kit.Tabs
	drop                                      *kit.Button
	note                                      *look.Words
	place                                     *fyne.Container
	grid                                      *grid.Grid
	row, column                               int // of the number to stand on when the table comes
	latest                                    hands.Latest
	busy                                      hands.Only
}

// crossSetting is under what name the ledger keeps the tables that people have named.
const crossSetting = "cross"

// mostColours is how many groups of columns a bar is parted into.
const mostColours = 6

// Cross counts the enterprises by how they stand to the founding of a branch, and by industry: what is asked first.
func Cross(s *page.Shell) *page.Page {
	return newCross(s, find.Cut{Kind: ledger.Enterprises.Name(), Tab: ledger.Enterprises.Begin(), Down: find.Axis{Key: "industry"}, Across: find.Axis{Key: "founding"}}).page
}

func newCross(s *page.Shell, cut find.Cut) *cross {
	c := &cross{s: s, cut: cut, column: 1, place: container.NewStack(), note: look.NewWords("", look.Note)}
	s.Book.Setting(crossSetting, &c.kept)
	c.kinds, c.tabs, c.down, c.across, c.saved = kit.NewPicker(c.matchKind), kit.NewPicker(c.matchTab), kit.NewPicker(c.matchDown), kit.NewPicker(c.matchAcross), kit.NewPicker(c.matchSaved)
	c.measure = kit.NewPicker(c.matchMeasure)
	c.measure.OnPicked = func(o kit.Option) { c.cut.Measure = o.Value; c.changed() }
	c.kinds.OnPicked = func(o kit.Option) { c.of(o.Value) }
	c.tabs.OnPicked = func(o kit.Option) { c.cut.Tab = o.Value; c.changed() }
	c.down.OnPicked = func(o kit.Option) { c.cut.Down = c.axisOf(o); c.changed() }
	c.across.OnPicked = func(o kit.Option) { c.cut.Across = c.axisOf(o); c.changed() }
	c.saved.OnPicked = func(o kit.Option) {
		if at := slices.IndexFunc(c.kept, func(k find.Cut) bool { return k.Name == o.Value }); at >= 0 {
			c.cut = c.kept[at]
			c.ask()
		}
	}
	c.views = kit.NewTabs([]kit.Tab{{Label: "表", Count: -1}, {Label: chartTab, Count: -1}}, func(int) { c.draw() })
	c.drop = kit.NewButton(kit.Quiet, look.IconRemove, "删去这张", "", c.remove)
	print := kit.NewButton(kit.Ordinary, look.IconPrint, "打印或导出", "F12", c.print)
	keep := kit.NewButton(kit.Primary, look.IconSave, "存下这张表", "F10", c.keep)
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回汇总", "Esc", func() { s.Open(s.Screens.Figures) })
	asked := func(word string, p *kit.Picker) fyne.CanvasObject {
		return look.Row(look.NewWords(word, look.Aside), p)
	}
	head := look.Flow(look.NewWords("交叉表", look.Title), asked("存过的", c.saved), c.drop, print, keep, back)
	ways := look.Flow(asked("数", c.kinds), asked("里的", c.tabs), asked("一行一个", c.down), asked("一列一个", c.across), asked("数什么", c.measure))
	c.page = &page.Page{Key: "figures", Title: "交叉表", Shut: c.latest.Drop, Changed: func(store.Change) { c.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, look.Column(look.Gap2, head, ways, c.views, c.note), c.place))),
		Keys: map[fyne.KeyName]func(){fyne.KeyF5: c.other, fyne.KeyF12: c.print, fyne.KeyF10: c.keep, fyne.KeyEscape: back.Press}}
	c.page.Own(&c.kinds.Entry, &c.tabs.Entry, &c.down.Entry, &c.across.Entry, &c.measure.Entry, &c.saved.Entry)
	c.ask()
	return c
}

// matchKind offers the kinds of which the ledger has any.
func (c *cross) matchKind(query string) []kit.Option {
	var all []find.Option
	for _, kind := range ledger.All {
		if n := c.s.Book.Today().Count(kind); n > 0 && len(find.Axes(c.s.Book.Today(), kind)) > 0 {
			all = append(all, find.Option{Value: kind.Name(), Label: kind.Title(), Hint: strconv.Itoa(n) + " " + kind.Unit()})
		}
	}
	return page.Options(find.Matching(all, query))
}

const wholeKind = "全部"

func (c *cross) matchTab(query string) []kit.Option {
	var all []find.Option
	for _, t := range rules.Tabs(c.s.Book.Today(), ledger.KindOf(c.cut.Kind), records.Place{}) {
		all = append(all, find.Option{Value: t.Key, Label: t.Title, Hint: strconv.Itoa(t.Count)})
	}
	return page.Options(find.Matching(all, query))
}

// axisOptions are the axes by their places; the zero Axis is offered where a table may do without.
func (c *cross) axisOptions(none string, query string) []kit.Option {
	var all []find.Option
	if none != "" {
		all = append(all, find.Option{Value: "-", Label: none})
	}
	for i, a := range c.axes {
		all = append(all, find.Option{Value: strconv.Itoa(i), Label: a.Title(ledger.KindOf(c.cut.Kind))})
	}
	return page.Options(find.Matching(all, query))
}

const noColumns = "不分列"

func (c *cross) matchDown(query string) []kit.Option   { return c.axisOptions("", query) }
func (c *cross) matchAcross(query string) []kit.Option { return c.axisOptions(noColumns, query) }

// noMeasure counts records.
const noMeasure = "几条"

// matchMeasure offers to count the records, or to add up one of their columns.
func (c *cross) matchMeasure(query string) []kit.Option {
	all := []find.Option{{Label: noMeasure}}
	for _, m := range find.Measures(ledger.KindOf(c.cut.Kind)) {
		all = append(all, find.Option{Value: m.Key, Label: m.Label, Hint: "合计"})
	}
	return page.Options(find.Matching(all, query))
}

func (c *cross) axisOf(o kit.Option) find.Axis {
	if o.Value == "" || o.Value == "-" {
		return find.Axis{}
	}
	return c.axes[place(o.Value)]
}

func (c *cross) matchSaved(query string) []kit.Option {
	var all []find.Option
	for _, k := range c.kept {
		if kind := ledger.KindOf(k.Kind); kind != nil {
			all = append(all, find.Option{Value: k.Name, Label: k.Name, Hint: kind.Title()})
		}
	}
	return page.Options(find.Matching(all, query))
}

// of counts the records of another kind, by its first two axes that are choices.
func (c *cross) of(kind string) {
	k := ledger.KindOf(kind)
	if k == nil || kind == c.cut.Kind {
		return
	}
	axes := find.Axes(c.s.Book.Today(), k)
	c.cut = find.Cut{Kind: kind, Tab: k.Begin(), Down: axes[0]}
	if len(axes) > 1 {
		c.cut.Across = axes[1]
	}
	c.ask()
}

// changed is another table than the one that has the name.
func (c *cross) changed() {
	c.cut.Name = ""
	c.ask()
}

func (c *cross) ask() {
	q, known := c.cut.Query()
	if !known {
		return
	}
	v, cut := c.s.Book.Today(), c.cut
	c.axes = find.Axes(v, q.Kind)
	if cut.Down.Title(q.Kind) == "" && len(c.axes) > 0 {
		cut.Down, c.cut.Down = c.axes[0], c.axes[0]
	}
	hands.RunLatest(&c.latest, func() (*find.Cross, error) { return find.CrossOf(v, q, cut.Down, cut.Across, cut.Measure), nil },
		func(table *find.Cross) { c.table = table; c.draw() }, nil)
}

// say puts into the fields what the table counts.
func (c *cross) say() {
	kind := c.table.Query.Kind
	title := func(a find.Axis) kit.Option {
		if at := slices.Index(c.axes, a); at >= 0 {
			return kit.Option{Value: strconv.Itoa(at), Label: a.Title(kind)}
		}
		return kit.Option{Value: "-", Label: noColumns}
	}
	choose := func(p *kit.Picker, o kit.Option) {
		p.SetLeast(max(7, float32(len([]rune(o.Label)))+4) * look.Now().Text) // none of its words is cut
		p.Choose(o)
	}
	choose(c.kinds, kit.Option{Value: kind.Name(), Label: kind.Title()})
	tab := kit.Option{Label: wholeKind}
	for _, t := range rules.Tabs(c.s.Book.Today(), kind, records.Place{}) {
		if t.Key == c.cut.Tab {
			tab = kit.Option{Value: t.Key, Label: t.Title}
		}
	}
	choose(c.tabs, tab)
	choose(c.down, title(c.table.Down))
	choose(c.across, title(c.table.Across))
	measure := kit.Option{Label: noMeasure}
	if c.table.Measure != "" {
		measure = kit.Option{Value: c.table.Measure, Label: c.table.MeasureTitle()}
	}
	choose(c.measure, measure)
	choose(c.saved, kit.Option{Value: c.cut.Name, Label: c.cut.Name})
	c.drop.Hidden = c.cut.Name == ""
	how := "← → ↑ ↓ 选数，Enter 看是哪些记录。"
	if c.views.At() == 1 {
		how = "点一下图里的一行，看是哪些记录。"
	}
	c.note.SetText(c.table.Particulars() + "。" + how)
}

func (c *cross) draw() {
	if c.table == nil {
		return
	}
	c.say()
	first := c.page.First
	switch {
	case c.table.Sum == 0:
		c.grid, c.page.First = nil, &c.kinds.Entry
		c.place.Objects = []fyne.CanvasObject{kit.Empty(look.IconColumns, "这里一条记录也没有，没有可数的。请换一种记录，或把“里的”改成全部。")}
	case c.views.At() == 1:
		c.grid, c.page.First = nil, c.views
		c.place.Objects = []fyne.CanvasObject{kit.Scrolled(look.Card(look.Inset(look.Gap4, c.chart())))}
	default:
		at, col := c.row, c.column
		if c.grid != nil {
			at, col = c.grid.Current(), c.grid.Column()
		}
		c.grid = c.newGrid()
		c.page.First = c.grid
		c.place.Objects = []fyne.CanvasObject{look.Card(c.grid)}
		c.place.Refresh()
		c.grid.StandOn(max(at, 0), max(col, 1))
	}
	c.place.Refresh()
	c.page.View.Refresh()
	if c.s.Page() == c.page && c.s.Canvas().Overlays().Top() == nil && (c.s.Canvas().Focused() == nil || c.s.Canvas().Focused() == first) {
		c.s.Canvas().Focus(c.page.First)
	}
}

// columns is how many columns of groups the table has.
func (c *cross) columns() int {
	if c.table.Across == (find.Axis{}) {
		return 0
	}
	return len(c.table.Columns)
}

// newGrid is the table with its sums: a row for all first, as in 汇总.
func (c *cross) newGrid() *grid.Grid {
	t, across := c.table, c.columns()
	columns := []ledger.Column{{Key: "group", Label: t.Down.Title(t.Query.Kind), Width: 16}, {Key: "sum", Label: "合计", Width: 7, Shape: ledger.Number}}
	for i := range across {
		columns = append(columns, ledger.Column{Key: strconv.Itoa(i), Label: t.Columns[i].Label, Width: max(7, min(14, 2*len([]rune(t.Columns[i].Label)))), Shape: ledger.Number})
	}
	g := grid.New(grid.Source{Len: func() int { return len(t.Rows) + 1 },
		Key: func(row int) string { return strconv.Itoa(row) },
		Cell: func(row, col int) string {
			switch {
			case col == 0 && row == 0:
				return "合计"
			case col == 0:
				return t.Rows[row-1].Label
			}
			return t.Text(row-1, col-2)
		}})
	g.SetColumns(columns, nil)
	g.OnCells(func(row, col int) { c.open(row-1, col-2) })
	return g
}

// open goes to the list behind a number, and back from there.
func (c *cross) open(row, column int) {
	if c.table.Count(row, column) == 0 {
		c.s.Say("这个数是 0，没有可看的。")
		return
	}
	q := c.table.Behind(row, column)
	q.Sort = face.Sort(q.Kind)
	c.s.ShowListFrom(q, &page.Way{Label: "返回交叉表", Do: c.again, Home: true})
}

// again is the same table once more, as it is now, on the number that was opened.
func (c *cross) again() {
	next := newCross(c.s, c.cut)
	if c.grid != nil {
		next.stand(c.grid.Current(), c.grid.Column())
	} else {
		next.other()
	}
	c.s.Show(next.page)
}

// stand goes to a number, at once where the table is there.
func (c *cross) stand(row, column int) {
	c.row, c.column = max(row, 0), max(column, 1)
	if c.grid != nil {
		c.grid.StandOn(min(c.row, len(c.table.Rows)), c.column)
	}
}

// other turns from the table to the chart, and back.
func (c *cross) other() {
	c.views.Choose(1 - c.views.At())
	c.draw()
}

// chart draws a bar for each row, parted by the columns where these are few enough to be told apart.
func (c *cross) chart() fyne.CanvasObject {
	t, across := c.table, c.columns()
	var legend []string
	if across > 1 && across <= mostColours {
		for _, g := range t.Columns {
			legend = append(legend, g.Label)
		}
	}
	unit := ""
	if t.Measure == "" {
		unit = " " + t.Query.Kind.Unit()
	}
	rungs := make([]look.Rung, len(t.Rows))
	for i, g := range t.Rows {
		rungs[i] = look.Rung{Label: g.Label, Parts: []int{t.Size(i, -1)}, Text: t.Text(i, -1) + unit}
		if legend != nil {
			rungs[i].Parts = nil
			for column := range t.Columns {
				rungs[i].Parts = append(rungs[i].Parts, t.Size(i, column))
			}
		}
	}
	chart := look.NewRungs(legend, 0, rungs)
	chart.OnTap = func(i int) { c.open(i, -1) }
	return chart
}

// keep gives the table a name under which the ledger keeps what it counts, not the numbers.
func (c *cross) keep() {
	if c.table == nil {
		return
	}
	name := c.cut.Name
	if name == "" {
		name = forms.CrossTitle(c.table)
	}
	kit.AskLine(c.s.Canvas(), kit.Prompt{Title: "存下这张表", Text: "存的是数什么、怎么分，不是数字：下次打开按那时的台账数。同名的会被换掉。", Label: "叫什么", Value: name, Least: 1, Verb: "存下", Do: func(name string) {
		c.cut.Name = name
		kept := slices.DeleteFunc(slices.Clone(c.kept), func(k find.Cut) bool { return k.Name == name })
		c.set(append(kept, c.cut), "已存下“"+name+"”，从“存过的”里再打开。")
	}})
}

// remove takes a named table away after asking. What it counts stays on show.
func (c *cross) remove() {
	name := c.cut.Name
	if name == "" {
		return
	}
	kit.Ask(c.s.Canvas(), "删去“"+name+"”？", "只是不再记着这张表怎么数，记录一条也不少。", kit.Answer{Verb: "不删", Safe: true}, kit.Answer{Verb: "删去", Loss: true, Do: func() {
		c.cut.Name = ""
		c.set(slices.DeleteFunc(slices.Clone(c.kept), func(k find.Cut) bool { return k.Name == name }), "已删去“"+name+"”。")
	}})
}

func (c *cross) set(kept []find.Cut, said string) {
	hands.RunOnly(&c.busy, func() (struct{}, error) { return struct{}{}, c.s.Book.SetSetting(crossSetting, kept) }, func(struct{}) {
		c.kept = kept
		c.s.Say(said)
		c.draw()
	}, func(err error) { c.s.Fail("没有存下", err) })
}

func (c *cross) print() {
	if c.table == nil || c.table.Sum == 0 {
		return
	}
	c.s.Show(paper.PrintFixed(c.s, forms.Print{Form: forms.CrossTable, Cut: c.cut}, "figures", c.again))
}
