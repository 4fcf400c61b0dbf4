package twins

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/tend"
	"tuanjian/store/value"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// join is the page on which two records, side by side, become one.
type join struct {
	s    *page.Shell
	page *page.Page
	plan *tend.Joining
	grid *grid.Grid
	busy hands.Only
}

var joinColumns = []ledger.Column{{Key: "field", Label: "栏目", Width: 16}, {Key: "keep", Label: "留下的这一条", Width: 34}, {Key: "gone", Label: "并掉的那一条", Width: 34}, {Key: "take", Label: "用哪个", Width: 12}}

// showJoin compares two records and shows them side by side; the first stays.
func showJoin(s *page.Shell, kind ledger.Kind, keep, gone value.ID) {
	hands.Run(func() (*tend.Joining, error) { return tend.PlanJoin(s.Book, kind, keep, gone) },
		func(plan *tend.Joining) { s.Show(joinPage(s, plan)) }, func(err error) { s.Fail("不能合成一条", err) })
}

func joinPage(s *page.Shell, plan *tend.Joining) *page.Page {
	j := &join{s: s, plan: plan}
	j.grid = grid.New(grid.Source{Len: func() int { return len(plan.Fields) }, Cell: j.cell, Key: strconv.Itoa, Mark: func(row int) grid.Sign {
		if plan.Fields[row].Open() {
			return grid.Warning
		}
		return grid.Clean
	}, Tell: func(int) string { return "两条填得不一样，还没有选留哪个：← 或 →。" }})
	j.grid.SetColumns(joinColumns, nil)
	j.grid.OnKey = func(key fyne.KeyName) bool {
		switch key {
		case fyne.KeyLeft:
			j.take(false)
		case fyne.KeyRight:
			j.take(true)
		default:
			return false
		}
		return true
	}
	j.grid.OnOpen = func(row int) { j.take(!plan.Fields[row].FromGone) }
	keep, gone := s.Book.Today().Called(plan.Keep), s.Book.Today().Called(plan.Gone)
	head := look.Row(look.NewWords("合成一条", look.Title), look.NewWords("“"+gone+"”并到“"+keep+"”", look.Aside))
	var table fyne.CanvasObject = j.grid
	if len(plan.Fields) == 0 {
		table = look.Nothing(look.IconInfo, "两条填的一样。")
	}
	note := look.Column(look.Gap1, look.NewParagraph(j.hanging(), look.Body, 50),
		look.NewParagraph("左边的有 ！ 的栏目两条都填了：← 用留下的，→ 用并掉的，Enter 换一个。只有一条填了的，就用那一条。并掉的进回收站，两条的内容都留在历史里；以后要拆开，在操作记录里撤销这一步。", look.Note, 56))
	body := look.Margin(look.Card(container.NewBorder(nil, look.Column(0, look.HLine(), look.Inset(look.Gap4, note)), nil, nil, table)))
	back := func() { s.Open(s.Screens.Twins) }
	do := kit.NewButton(kit.Primary, look.IconLink, "合成一条", "F10", j.apply)
	turn := kit.NewButton(kit.Ordinary, look.IconNone, "换一条留下", "F8", j.turn)
	j.page = &page.Page{Key: "submit", Title: "合成一条", First: j.grid, Keys: map[fyne.KeyName]func(){fyne.KeyF10: j.apply, fyne.KeyF8: j.turn, fyne.KeyEscape: back},
		View: look.Ground(look.Page, look.Folio(head, body, layout.NewSpacer(), kit.NewButton(kit.Ordinary, look.IconNone, "取消", "Esc", back), turn, do))}
	if len(plan.Fields) > 0 {
		j.grid.Select(0)
	}
	return j.page
}

func (j *join) cell(row, col int) string {
	f := j.plan.Fields[row]
	keep, gone := page.SideTexts(j.plan.Kind, f.Key, f.Keep, f.Gone)
	take := "← 留下的"
	if f.Keep == "" || f.Open() && f.FromGone {
		take = "并掉的 →"
	}
	return [4]string{f.Label, keep, gone, take}[col]
}

// take chooses the value of the field on which the keyboard stands.
func (j *join) take(fromGone bool) {
	row := j.grid.Current()
	if row < 0 || !j.plan.Fields[row].Open() {
		return
	}
	j.plan.Fields[row].FromGone = fromGone
	j.grid.Refresh()
}

// hanging says what goes along.
func (j *join) hanging() string {
	var names []string
	for _, h := range j.plan.Hanging {
		if len(names) < page.NamedMost {
			names = append(names, h.Kind.Title()+"“"+h.Name+"”")
		}
	}
	switch n := len(j.plan.Hanging); {
	case n == 0:
		return "没有别的资料用到并掉的这一条。"
	case n > page.NamedMost:
		return "用到并掉的这一条的 " + strconv.Itoa(n) + " 条资料一起转过来：" + strings.Join(names, "、") + " 等。"
	}
	return "用到并掉的这一条的资料一起转过来：" + strings.Join(names, "、") + "。"
}

// turn lets the other one stay.
func (j *join) turn() {
	showJoin(j.s, j.plan.Kind, j.plan.Gone.Head().ID, j.plan.Keep.Head().ID)
}

func (j *join) apply() {
	hands.RunOnly(&j.busy, func() (ledger.Record, error) {
		r, _, err := j.plan.Apply("")
		return r, err
	}, func(r ledger.Record) {
		j.s.Toasts.SayWith("已合成一条：“"+j.s.Book.Today().Called(r)+"”。以后要拆开，在操作记录里撤销", "撤销", j.s.Undo)
		j.s.Open(j.s.Screens.Twins)
	}, func(err error) {
		j.s.Fail("没有合成一条", err)
		if store.Tell(err).Code == store.Changed { // what stands there is of before
			showJoin(j.s, j.plan.Kind, j.plan.Keep.Head().ID, j.plan.Gone.Head().ID)
		}
	})
}
