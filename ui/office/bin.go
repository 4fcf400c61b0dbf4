package office

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// bin is the page of what was removed.
type bin struct {
	s       *page.Shell
	page    *page.Page
	all     []store.Binned
	grid    *grid.Grid
	count   *look.Words
	restore *kit.Button
	table   *fyne.Container
	latest  hands.Latest
	busy    hands.Only
}

var binColumns = []ledger.Column{
	{Key: "name", Label: "名称", Width: 22}, {Key: "kind", Label: "类别", Width: 10}, {Key: "time", Label: "移走的时间", Width: 18},
	{Key: "who", Label: "经办人", Width: 10}, {Key: "why", Label: "原因", Width: 28},
}

// Bin makes the page of the recycle bin. Nothing is ever emptied there by hand.
func Bin(s *page.Shell) *page.Page {
	b := &bin{s: s, count: look.NewWords("", look.Aside)}
	b.grid = grid.New(grid.Source{Len: func() int { return len(b.all) }, Cell: b.cell, Key: func(row int) string { return b.all[row].ID.String() }})
	b.grid.SetColumns(binColumns, nil)
	b.grid.OnSelect = func([]int) { b.tell() }
	b.grid.OnOpen = func(int) { b.back() }
	b.restore = kit.NewButton(kit.Primary, look.IconUndo, "恢复", "F10", b.back)
	b.restore.Disable()
	b.table = container.NewStack(b.grid)
	head := look.Row(look.NewWords("回收站", look.Title), b.count, layout.NewSpacer(), b.restore)
	b.page = &page.Page{Key: "bin", Title: "回收站", First: b.grid, Shut: b.latest.Drop, Changed: func(store.Change) { b.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, look.Card(b.table)))),
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: b.back}}
	b.ask()
	return b.page
}

func (b *bin) ask() {
	hands.RunLatest(&b.latest, b.s.Book.Bin().All, func(all []store.Binned) {
		first := b.all == nil
		b.all = all
		show := fyne.CanvasObject(b.grid)
		if len(all) == 0 {
			show = kit.Empty(look.IconRemove, "回收站是空的。移到回收站的资料都在这里，随时可以恢复。")
		}
		b.table.Objects = []fyne.CanvasObject{show}
		b.table.Refresh()
		b.grid.Refresh()
		if first && len(all) > 0 {
			b.grid.Select(0)
		}
		b.tell()
	}, func(err error) { b.s.Fail("读不出回收站", err) })
}

func (b *bin) cell(row, col int) string {
	x := b.all[row]
	switch col {
	case 0:
		return x.Name
	case 1:
		return ledger.KindOf(x.Kind).Title()
	case 2:
		return b.s.At(x.Time, "2006-01-02 15:04")
	case 3:
		return x.Who
	}
	return x.Reason
}

// tell says how many there are, and on the button how many would come back.
func (b *bin) tell() {
	b.count.SetText("共 " + strconv.Itoa(len(b.all)) + " 条")
	n := len(b.grid.Selected())
	if n == 0 || !b.s.Book.May(store.MayRemove) {
		b.restore.SetLabel("恢复")
		b.restore.Disable()
		return
	}
	b.restore.SetLabel("恢复 " + strconv.Itoa(n) + " 条")
	b.restore.Enable()
}

// back restores what is selected: what others belong to first.
func (b *bin) back() {
	rows := b.grid.Selected()
	if len(rows) == 0 || b.restore.Disabled() {
		return
	}
	chosen := map[string][]value.ID{}
	for _, row := range rows {
		chosen[b.all[row].Kind] = append(chosen[b.all[row].Kind], b.all[row].ID)
	}
	hands.RunOnly(&b.busy, func() (int, error) { return len(rows), unbin(b.s.Book, chosen) }, func(n int) {
		b.s.Toasts.SayWith("已恢复 "+strconv.Itoa(n)+" 条", "撤销", b.s.Undo)
	}, func(err error) {
		b.s.Fail("没有全部恢复", err)
		b.ask()
	})
}

// unbin restores records kind by kind. Posts that came back with their people are not
// asked for again.
func unbin(book *store.Book, chosen map[string][]value.ID) error {
	for _, kind := range ledger.All {
		ids := slices.DeleteFunc(chosen[kind.Name()], func(id value.ID) bool { return book.Today().Get(kind, id) != nil })
		if len(ids) == 0 {
			continue
		}
		if err := book.Bin().Back(kind, ids); err != nil {
			return err
		}
	}
	return nil
}
