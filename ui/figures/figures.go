// Package figures holds the screens of the indicators: what they are at a day, and why they
// changed. It knows pages and the preview of paper; what is counted, and how, only the Book knows.
package figures

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/store"
	"tuanjian/store/figures"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
)

// summary is the page of all indicators: at a street a table of communities, in a
// community a list; of now or of a locked snapshot. Every number opens what is behind
// it.
type summary struct {
	s      *page.Shell
	page   *page.Page
	points []figures.Point
	point  figures.Point
	known  *figures.Figures
	groups []string
	rate   *figures.Indicator // of the chart

	picker *kit.Picker
	tabs   *kit.Tabs
	note   *look.Words
	place  *fyne.Container
	table  *grid.Grid
	shown  []*figures.Indicator // the table's columns, or in a community its rows
	latest hands.Latest
	busy   hands.Only
}

// The first tab, which has what a leader asks for, and the last, where figures are drawn.
const (
	briefTab = "要点"
	chartTab = "图"
)

// brief are the indicators of the first tab, one to three of each group.
var brief = []string{"open_enterprises", "non_public", "above_scale", "founding_rate", "coverage_rate", "branches", "branches_over_term", "members", "mobile_rate", "over_age_not_left", "cadres", "complete_rate"}

// Figures shows the figures of now.
func Figures(s *page.Shell) *page.Page { return newFigures(s).page }

func newFigures(s *page.Shell) *summary {
	f := &summary{s: s, place: container.NewStack(), note: look.NewWords("", look.Note), rate: figures.IndicatorOf("founding_rate")}
	f.groups = indicatorGroups(s.Book.Profile().Street)
	tabs := make([]kit.Tab, 0, len(f.groups)+1)
	for _, g := range append(slices.Clone(f.groups), chartTab) {
		tabs = append(tabs, kit.Tab{Label: g, Count: -1})
	}
	f.tabs = kit.NewTabs(tabs, func(int) { f.draw() })
	f.picker = kit.NewPicker(f.matchPoint)
	f.picker.SetLeast(14 * look.Now().Text)
	f.picker.OnPicked = func(o kit.Option) { f.point = f.points[max(0, place(o.Value))]; f.ask() }
	why := kit.NewButton(kit.Ordinary, look.IconHistory, "数字为什么变了", "", func() { s.Show(Why(s)) })
	cross := kit.NewButton(kit.Ordinary, look.IconColumns, "交叉表", "", func() { s.Show(Cross(s)) })
	annals := kit.NewButton(kit.Ordinary, look.IconCalendar, "大事记", "", func() { s.Open(s.Screens.Annals) })
	tell := kit.NewButton(kit.Ordinary, look.IconEdit, "写工作汇报", "", func() { s.Open(s.Screens.Reports) })
	print := kit.NewButton(kit.Ordinary, look.IconPrint, "打印", "F12", f.print)
	lock := s.Only(store.MaySnapshot, kit.NewButton(kit.Primary, look.IconLock, "锁定这些数字", "F10", f.lock))
	head := look.Flow(look.NewWords("汇总", look.Title), f.picker, why, cross, annals, tell, print, lock)
	f.page = &page.Page{Key: "figures", Title: "汇总", Shut: f.latest.Drop, Changed: func(store.Change) { f.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, kit.Strip(f.tabs), f.note, f.place))),
		Keys: map[fyne.KeyName]func(){fyne.KeyF12: f.print, fyne.KeyF10: f.lock}}
	f.page.Own(&f.picker.Entry)
	f.ask()
	return f
}

// Doors are the tabs of 汇总 and the pages behind its buttons, for search to lead to.
func Doors(s *page.Shell) []page.Door {
	groups := append(indicatorGroups(s.Book.Profile().Street), chartTab)
	doors := []page.Door{
		{Icon: look.IconHistory, Label: "数字为什么变了", Where: "汇总", Also: "变化 增减 原因", Open: func() { s.Open(Why) }},
		{Icon: look.IconColumns, Label: "交叉表", Where: "汇总", Also: "统计表 分组 透视", Open: func() { s.Open(Cross) }},
	}
	for i, group := range groups {
		doors = append(doors, page.Door{Icon: look.IconColumns, Label: group, Where: "汇总", Open: func() {
			s.Open(func(s *page.Shell) *page.Page {
				f := newFigures(s)
				f.tabs.Choose(i)
				f.draw()
				return f.page
			})
		}})
	}
	return doors
}

// indicatorGroups are 要点 and the groups of indicators, in their order; a community has
// no street's own.
func indicatorGroups(street bool) []string {
	groups := []string{briefTab}
	for i := range figures.Indicators {
		g := figures.Indicators[i].Group
		if !slices.Contains(groups, g) && (street || g != "社区" && g != "街道班子" && g != "走访") {
			groups = append(groups, g)
		}
	}
	return groups
}

// inGroup are the indicators of a group that a table shows.
func inGroup(group string) []*figures.Indicator {
	var list []*figures.Indicator
	if group == briefTab {
		for _, key := range brief {
			list = append(list, figures.IndicatorOf(key))
		}
	}
	for i := range figures.Indicators {
		if n := &figures.Indicators[i]; n.Group == group && n.Within == "" {
			list = append(list, n)
		}
	}
	return list
}

// pointOptions offer the points that a person may mean.
func pointOptions(points []figures.Point, query string) []kit.Option {
	all := make([]find.Option, len(points))
	for i, p := range points {
		all[i] = find.Option{Value: strconv.Itoa(i), Label: p.Title, Hint: pointHint(p)}
	}
	return page.Options(find.Matching(all, query))
}

func pointHint(p figures.Point) string {
	switch {
	case p.Snapshot > 0:
		return "第 " + strconv.Itoa(int(p.Snapshot)) + " 次锁定"
	case p.Submission > 0:
		return p.Day.String()
	}
	return "还没有锁定"
}

// place reads an option's value, which is a number from 0.
func place(value string) (n int) {
	for _, r := range value {
		n = n*10 + int(r-'0')
	}
	return n
}

func (f *summary) matchPoint(query string) []kit.Option { return pointOptions(f.points, query) }

// ask reads the points and the figures of the one on show; one that has just been
// locked may have come.
func (f *summary) ask() {
	type answer struct {
		points []figures.Point
		point  figures.Point
		known  *figures.Figures
	}
	want := f.point
	hands.RunLatest(&f.latest, func() (a answer, err error) {
		if a.points, err = points.All(f.s.Book); err != nil {
			return a, err
		}
		a.point = a.points[0]
		if at := slices.Index(a.points, want); at > 0 {
			a.point = a.points[at]
		}
		a.known, err = points.FiguresAt(f.s.Book, a.point)
		return a, err
	}, func(a answer) {
		f.points, f.point, f.known = a.points, a.point, a.known
		f.picker.Choose(kit.Option{Value: strconv.Itoa(slices.Index(a.points, a.point)), Label: a.point.Title})
		f.draw()
	}, func(err error) { f.s.Fail("汇总没有读出来", err) })
}

func (f *summary) draw() {
	if f.known == nil {
		return
	}
	f.note.SetText("统计日期 " + f.known.Day.String() + "。" + map[bool]string{true: "数字随台账变化。", false: "已锁定，不再变。"}[f.point.Now()] + "← → ↑ ↓ 选数，Enter 看是哪些人、哪些企业。")
	at, col := 0, 1
	if f.table != nil {
		at, col = f.table.Current(), f.table.Column()
	}
	first := f.page.First
	switch {
	case f.tabs.At() == len(f.groups):
		f.note.SetText("统计日期 " + f.known.Day.String() + "。点一下图里的一行，看是哪些企业、哪些人。")
		f.table, f.page.First = nil, f.tabs
		f.place.Objects = []fyne.CanvasObject{kit.Scrolled(f.charts())}
	default:
		f.table = f.newTable()
		f.page.First = f.table
		f.place.Objects = []fyne.CanvasObject{look.Card(f.table)}
	}
	f.place.Refresh()
	if f.table != nil { // it has its width now, and scrolls no further than it must
		f.table.StandOn(max(at, 0), max(col, 1))
	}
	if f.s.Page() == f.page && f.s.Canvas().Overlays().Top() == nil && (f.s.Canvas().Focused() == nil || f.s.Canvas().Focused() == first) {
		f.s.Canvas().Focus(f.page.First)
	}
}

// newTable is the table of the group on show.
func (f *summary) newTable() *grid.Grid {
	f.shown = inGroup(f.groups[f.tabs.At()])
	if f.s.Book.Profile().Street {
		return f.streetTable()
	}
	return f.ownTable()
}

// rows are the communities with their total, which stands first.
func (f *summary) rows() []figures.CommunityFigures {
	return append([]figures.CommunityFigures{{Name: "合计", Tallies: f.known.Total}}, f.known.Communities...)
}

// scope is what a row of the street's table is about.
func (f *summary) scope(row int) figures.Scope {
	if row == 0 {
		return figures.Whole
	}
	return figures.One(f.known.Communities[row-1].ID)
}

func (f *summary) streetTable() *grid.Grid {
	rows, shown := f.rows(), f.shown
	columns := []ledger.Column{{Key: "community", Label: "社区", Width: 14}}
	for _, n := range shown {
		width := 8
		if n.Rate() {
			width = 17
		}
		columns = append(columns, ledger.Column{Key: n.Key, Label: n.Label, Width: width, Shape: ledger.Number})
	}
	g := grid.New(grid.Source{Len: func() int { return len(rows) },
		Key: func(row int) string { return strconv.Itoa(row) },
		Cell: func(row, col int) string {
			if col == 0 {
				return rows[row].Name
			}
			return valueOf(rows[row].Tallies[shown[col-1].Key])
		}})
	g.SetColumns(columns, nil)
	g.OnCells(func(row, col int) { f.open(f.scope(row), rows[row].Name, shown[col-1]) })
	return g
}

// valueOf is a number, or a share with its numerator and denominator.
func valueOf(t figures.Tally) string {
	if share := t.Percent(); share != "" {
		return t.String() + "　" + share
	}
	return t.String()
}

var ownColumns = []ledger.Column{{Key: "label", Label: "项目", Width: 16}, {Key: "part", Label: "数", Width: 8, Shape: ledger.Number},
	{Key: "of", Label: "基数", Width: 8, Shape: ledger.Number}, {Key: "share", Label: "占比", Width: 8, Shape: ledger.Number}, {Key: "meaning", Label: "怎么算的", Width: 60}}

// ownTable is a community's: an indicator a row.
func (f *summary) ownTable() *grid.Grid {
	shown, total := f.shown, f.known.Total
	g := grid.New(grid.Source{Len: func() int { return len(shown) }, Key: func(row int) string { return shown[row].Key },
		Cell: func(row, col int) string {
			n := shown[row]
			t := total[n.Key]
			switch {
			case col == 0:
				return n.Label
			case col == 1:
				return strconv.Itoa(t.Part)
			case col == 2 && n.Rate():
				return strconv.Itoa(t.Of)
			case col == 3:
				return t.Percent()
			case col == 4:
				return n.Meaning
			}
			return ""
		}})
	g.SetColumns(ownColumns, nil)
	g.OnCells(func(row, col int) {
		switch n := shown[row]; {
		case col == 1 || !n.Rate():
			f.list(figures.Whole, n, figures.WantPart)
		case col == 2:
			f.list(figures.Whole, n, figures.WantOf)
		default:
			f.open(figures.Whole, "", n)
		}
	})
	return g
}

// open opens what is behind a value; of a share it asks which part of it.
func (f *summary) open(s figures.Scope, where string, n *figures.Indicator) {
	t := f.known.Of(s)[n.Key]
	if !n.Rate() {
		f.list(s, n, figures.WantPart)
		return
	}
	answers := []kit.Answer{{Verb: "关闭", Safe: true}}
	part, of := n.Kinds()
	add := func(count int, words string, want figures.Wanted) {
		if count > 0 {
			answers = append(answers, kit.Answer{Verb: words + " " + strconv.Itoa(count), Do: func() { f.list(s, n, want) }})
		}
	}
	if part == of {
		add(t.Of-t.Part, "看差的", figures.WantRest)
	}
	add(t.Of, "看基数", figures.WantOf)
	add(t.Part, "看数", figures.WantPart)
	kit.Ask(f.s.Canvas(), strings.TrimSpace(where+" "+n.Label)+"　"+valueOf(t), n.Meaning, answers...)
}

// list goes to the list behind a value.
func (f *summary) list(s figures.Scope, n *figures.Indicator, want figures.Wanted) {
	type answer struct {
		q  records.Query
		ok bool
	}
	point := f.point
	hands.RunOnly(&f.busy, func() (answer, error) {
		q, ok, err := points.BehindList(f.s.Book, point, s, n.Key, want)
		return answer{q, ok}, err
	}, func(a answer) {
		if !a.ok {
			f.s.Say("这个数是 0，没有可看的。")
			return
		}
		a.q.Sort = face.Sort(a.q.Kind)
		f.s.ShowList(a.q)
	}, func(err error) { f.s.Fail("没有打开", err) })
}

// lock asks as of which day, and locks.
func (f *summary) lock() {
	if !f.s.Allowed(store.MaySnapshot) {
		return
	}
	var days []string
	for _, d := range points.SnapshotDays(f.s.Book) {
		days = append(days, d.String())
	}
	kit.AskLine(f.s.Canvas(), kit.Prompt{Title: "锁定汇总", Text: "把台账现在的数字按这一天统计（年龄、任期、任职都算到这一天），锁定以后不再变，以后可以拿来对照。",
		Label: "统计到哪一天", Value: days[0], Offers: days, Least: 8, Verb: "锁定", Do: f.lockDay})
}

func (f *summary) lockDay(line string) {
	day, err := value.ParseDate(line)
	if err != nil {
		f.s.Fail("没有锁定", &store.Error{Code: store.Refused, Message: "日期看不懂。请写成 2026-06-30 这样。"})
		return
	}
	hands.RunOnly(&f.busy, func() (points.Snapshot, error) { return points.TakeSnapshot(f.s.Book, day, "") }, func(n points.Snapshot) {
		f.s.Say("已锁定 " + n.Title() + "，第 " + strconv.Itoa(int(n.Number)) + " 次。")
	}, func(err error) { f.s.Fail("没有锁定", err) })
}

func (f *summary) print() {
	form := forms.StreetSummary
	if !f.s.Book.Profile().Street {
		form = forms.CommunitySummary
	}
	f.s.Show(paper.PrintFixed(f.s, forms.Print{Form: form, At: f.point}, "figures", func() { f.s.Open(f.s.Screens.Figures) }))
}
