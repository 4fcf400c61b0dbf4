// Package twins holds the screens of what stands in a ledger twice: which records may be of one
// person or enterprise, and making one of them. It knows pages; what is alike only the Book knows.
package twins

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/tend"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// twins is the page of records that may be one.
type twins struct {
	s      *page.Shell
	page   *page.Page
	all    []tend.Twin
	grid   *grid.Grid
	count  *look.Words
	join   *kit.Button
	not    *kit.Button
	table  *fyne.Container
	latest hands.Latest
	busy   hands.Only
}

var twinColumns = []ledger.Column{
	{Key: "why", Label: "为什么", Width: 30}, {Key: "kind", Label: "类别", Width: 8}, {Key: "first", Label: "先录的", Width: 20}, {Key: "firsthint", Label: "", Width: 26},
	{Key: "second", Label: "后录的", Width: 20}, {Key: "secondhint", Label: "", Width: 26},
}

// Twins makes the page of 疑似重复.
func Twins(s *page.Shell) *page.Page {
	t := &twins{s: s, count: look.NewWords("", look.Aside)}
	t.grid = grid.New(grid.Source{Len: func() int { return len(t.all) }, Cell: t.cell, Key: func(row int) string { return t.all[row].First.String() + t.all[row].Second.String() }})
	t.grid.SetColumns(twinColumns, nil)
	t.grid.OnSelect = func([]int) { t.tell() }
	t.grid.OnOpen = func(int) { t.open() }
	t.join = kit.NewButton(kit.Primary, look.IconLink, "并排看，合成一条", "F10", t.open)
	t.not = kit.NewButton(kit.Ordinary, look.IconNone, "不是同一个", "Delete", t.apart)
	t.table = container.NewStack(t.grid)
	head := look.Row(look.NewWords("疑似重复", look.Title), t.count, layout.NewSpacer(), t.not, t.join)
	t.page = &page.Page{Key: "submit", Title: "疑似重复", First: t.grid, Shut: t.latest.Drop, Changed: func(store.Change) { t.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, look.Card(t.table)))),
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: t.open, fyne.KeyDelete: t.apart, fyne.KeyEscape: s.ShowSubmit}}
	t.tell()
	t.ask()
	return t.page
}

func (t *twins) ask() {
	hands.RunLatest(&t.latest, func() ([]tend.Twin, error) { return tend.Twins(t.s.Book), nil }, func(all []tend.Twin) {
		t.all = all
		show := fyne.CanvasObject(t.grid)
		if len(all) == 0 {
			show = kit.Empty(look.IconDone, "没有疑似重复的人和企业。同一个人录了两次、同一家企业有两种写法，都会列在这里。")
		}
		t.table.Objects = []fyne.CanvasObject{show}
		t.table.Refresh()
		t.grid.Refresh()
		if len(all) > 0 && t.grid.Current() < 0 {
			t.grid.Select(0)
		}
		t.tell()
	}, nil)
}

func (t *twins) cell(row, col int) string {
	w := t.all[row]
	return [6]string{w.Title(), w.Kind.Title(), w.Names[0], w.Hints[0], w.Names[1], w.Hints[1]}[col]
}

func (t *twins) tell() {
	t.count.SetText("共 " + strconv.Itoa(len(t.all)) + " 对")
	for _, b := range []*kit.Button{t.join, t.not} {
		if t.grid.Current() < 0 || len(t.all) == 0 || !t.s.Book.May(store.MayJoin) {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

// at is the pair on which the keyboard stands.
func (t *twins) at() (tend.Twin, bool) {
	row := t.grid.Current()
	if row < 0 || row >= len(t.all) || t.join.Disabled() {
		return tend.Twin{}, false
	}
	return t.all[row], true
}

func (t *twins) open() {
	if w, ok := t.at(); ok {
		showJoin(t.s, w.Kind, w.First, w.Second)
	}
}

// apart notes that two records are two.
func (t *twins) apart() {
	w, ok := t.at()
	if !ok {
		return
	}
	hands.RunOnly(&t.busy, func() (struct{}, error) { return struct{}{}, tend.NotTwins(t.s.Book, w) }, func(struct{}) {
		t.s.Say("已记下“" + w.Names[0] + "”和“" + w.Names[1] + "”不是同一个，不再列出")
		t.ask()
	}, func(err error) { t.s.Fail("没有记下", err) })
}
