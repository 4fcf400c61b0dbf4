package travel

import (
	"cmp"
	"context"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/travel"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// parcelFiles are the packages that travel.
var parcelFiles = native.Sort{Name: "团建台账的包", Endings: []string{".tjb"}}

// meet is the page on which a package of the other laptop is taken in: choose it, see
// what changes, decide what both have changed, done.
type meet struct {
	s       *page.Shell
	page    *page.Page
	way     *kit.Journey
	plan    *travel.Meeting
	changes travel.MeetChanges
	grid    *grid.Grid // the clashes
	side    *fyne.Container
	tabs    *kit.Tabs
	do      *kit.Button
	busy    hands.Only
}

// Meet makes the page; with a path it opens that package at once.
func Meet(s *page.Shell, path string) *page.Page {
	m := newMeet(s)
	if path != "" {
		m.look(path)
	}
	return m.page
}

func newMeet(s *page.Shell) *meet {
	m := &meet{s: s, page: &page.Page{Key: "submit", Title: "合并另一台电脑的台账"}}
	m.way = s.Journey(m.page)
	m.start()
	return m
}

// show puts something in the middle, with its buttons below.
func (m *meet) show(aside string, body fyne.CanvasObject, first fyne.Focusable, keys map[fyne.KeyName]func(), bar ...fyne.CanvasObject) {
	head := look.Row(look.NewWords(m.page.Title, look.Title), look.NewWords(aside, look.Aside))
	m.way.Show(head, body, first, keys, bar...)
}

func (m *meet) leave() { m.s.ShowSubmit() }

// start asks for the package.
func (m *meet) start() {
	empty := kit.Empty(look.IconCopy, "同一本台账复制到两台电脑上，各记各的。在那台电脑上办一次上报，把上报包拿过来：两边改的不是同一栏，就自动合到一起；改的是同一栏，由您来定。附件只合过来“入团志愿书”和“除名批复”，别的种类各留在各的电脑上。",
		kit.Stage{Icon: look.IconFile, Verb: "选那台电脑的上报包", Tell: "后缀是 .tjb", Do: m.choose},
		kit.Stage{Icon: look.IconPeople, Verb: "看疑似重复", Tell: "两边都录了的人和企业", Do: func() { m.s.Open(m.s.Screens.Twins) }})
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", m.leave)
	m.show("", empty, kit.First(empty), map[fyne.KeyName]func(){fyne.KeyEscape: m.leave, fyne.KeyF10: m.choose}, layout.NewSpacer(), back)
}

func (m *meet) choose() {
	m.s.OpenFiles("选那台电脑的上报包", native.Documents(), false, func(paths []string) { m.look(paths[0]) }, parcelFiles)
}

// look asks for the passphrase where there is one, and compares.
func (m *meet) look(path string) {
	hands.RunOnly(&m.busy, func() (travel.Glance, error) { return travel.LookParcel(context.Background(), m.s.Book, path, "") }, func(g travel.Glance) {
		if !g.Asks {
			m.compare(path, "", nil)
			return
		}
		m.askPhrase(path, "")
	}, func(err error) { m.fail("没有打开这个包", err) })
}

// askPhrase asks until the package opens or the person gives up.
func (m *meet) askPhrase(path, was string) {
	askPhrase(m.s.Canvas(), phraseAsk{path: path, from: "那台电脑上报的人", was: was, wrong: was != "", verb: "打开这个包", do: func(line string) {
		m.compare(path, line, func(err error) {
			if store.Tell(err).Code == store.Locked {
				m.askPhrase(path, line)
				return
			}
			m.fail("没有合并", err)
		})
	}})
}

func (m *meet) fail(title string, err error) { m.s.FailOn(m.page, title, err) }

// compare reads the package and shows what it would change. wrong is told of an error
// in the place of the page.
func (m *meet) compare(path, passphrase string, wrong func(error), opened ...func()) {
	if wrong == nil {
		wrong = func(err error) { m.fail("没有合并", err) }
	}
	kit.RunLong(m.s.Canvas(), "正在比较两台电脑的台账", func(ctx context.Context, step hands.Step) (*travel.Meeting, error) {
		return travel.PlanMeet(ctx, m.s.Book, path, passphrase, func(n, of int) { step("打开“"+filepath.Base(path)+"”，逐条比较", n, of) })
	}, func(plan *travel.Meeting) {
		for _, f := range opened {
			f()
		}
		if !m.page.Gone() {
			m.plan = plan
			m.preview()
		}
	}, wrong)
}

// The tabs of the preview.
const (
	meetClashes = iota
	meetChanges
	meetKept
)

var (
	clashColumns = []ledger.Column{{Key: "name", Label: "谁", Width: 14}, {Key: "field", Label: "哪一栏", Width: 12}, {Key: "ours", Label: "这台电脑上", Width: 24},
		{Key: "theirs", Label: "另一台电脑上", Width: 24}, {Key: "pick", Label: "选定", Width: 12}}
	meetColumns = []ledger.Column{{Key: "kind", Label: "类别", Width: 10}, {Key: "name", Label: "名称", Width: 24}, {Key: "deed", Label: "怎么变", Width: 10}, {Key: "what", Label: "内容", Width: 70}}
	keptColumns = []ledger.Column{{Key: "kind", Label: "类别", Width: 10}, {Key: "name", Label: "名称", Width: 24}, {Key: "why", Label: "原因", Width: 60}}
)

// preview shows what would change and what is to be decided.
func (m *meet) preview() {
	p := m.plan
	aside := "第 " + strconv.Itoa(int(p.Number)) + " 包　" + p.Day.String() + "　生成于 " + m.s.At(p.Written.Unix(), "01-02 15:04")
	if p.Nothing() {
		same := kit.Empty(look.IconDone, "两台电脑上的台账对上了，这个包里没有要合并的。", kit.Stage{Icon: look.IconFile, Verb: "再选一个包", Do: m.choose})
		m.show(aside, same, kit.First(same), map[fyne.KeyName]func(){fyne.KeyEscape: m.leave}, layout.NewSpacer(), kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", m.leave))
		return
	}
	m.changes = p.Changes()
	place := container.NewStack()
	m.side = container.NewStack()
	m.tabs = kit.NewTabs(nil, nil)
	m.do = kit.NewButton(kit.Primary, look.IconNone, "", "F10", m.apply)
	turn := func(i int) { place.Objects = []fyne.CanvasObject{m.tab(i)}; place.Refresh() }
	m.tabs.OnTap = turn
	m.tabs.OnKey = func(key fyne.KeyName) bool {
		if key != fyne.KeyDown || len(place.Objects) == 0 {
			return false
		}
		if f := kit.First(place.Objects[0]); f != nil {
			m.s.Canvas().Focus(f)
		}
		return true
	}
	m.grid = m.clashGrid()
	m.count()
	at := meetClashes
	if len(p.Clashes) == 0 {
		at = meetChanges
	}
	m.tabs.Choose(at)
	turn(at)
	body := look.Margin(look.Card(look.Pile(0, m.tabs, look.HLine(), place)))
	note := "现在还没有写进台账。合并以后可以整个撤销。"
	if n := m.changes.Noted; n > 0 {
		note = "那边没有采用的内容有 " + strconv.Itoa(n) + " 条，只记进历史。" + note
	}
	bar := []fyne.CanvasObject{look.NewWords(note, look.Note), layout.NewSpacer()}
	var first fyne.Focusable = m.tabs
	if len(p.Clashes) > 0 {
		first = m.grid
		bar = append(bar, kit.NewButton(kit.Quiet, look.IconNone, "其余都用这里的", "", func() { m.all(travel.TakeOurs) }), kit.NewButton(kit.Quiet, look.IconNone, "其余都用那边的", "", func() { m.all(travel.TakeTheirs) }))
	}
	bar = append(bar, kit.NewButton(kit.Ordinary, look.IconNone, "取消", "Esc", m.leave), m.do)
	m.show(aside, body, first, map[fyne.KeyName]func(){fyne.KeyEscape: m.leave, fyne.KeyF10: m.do.Press}, bar...)
	if len(p.Clashes) > 0 {
		m.grid.Select(0)
	}
}

func (m *meet) tab(i int) fyne.CanvasObject {
	switch {
	case i == meetClashes && len(m.plan.Clashes) == 0:
		return look.Nothing(look.IconDone, "没有两边改得不一样的。")
	case i == meetClashes:
		return container.NewBorder(nil, m.side, nil, nil, m.grid)
	case i == meetChanges && len(m.changes.Rows) == 0:
		return look.Nothing(look.IconInfo, "照现在选的，这里没有要变的。")
	case i == meetChanges:
		return plainGrid(meetColumns, len(m.changes.Rows), func(row, col int) string { return m.change(m.changes.Rows[row], col) })
	case len(m.changes.Kept) == 0:
		return look.Nothing(look.IconInfo, "没有要保留的。")
	}
	return plainGrid(keptColumns, len(m.changes.Kept), func(row, col int) string {
		k := m.changes.Kept[row]
		return [3]string{ledger.KindOf(k.Kind).Title(), k.Name, k.Why}[col]
	})
}

// plainGrid is a table to look at.
func plainGrid(columns []ledger.Column, rows int, cell func(row, col int) string) *grid.Grid {
	g := grid.New(grid.Source{Len: func() int { return rows }, Cell: cell, Key: strconv.Itoa})
	g.SetColumns(columns, nil)
	return g
}

// change is a cell of the table of what changes.
func (m *meet) change(r travel.MeetChange, col int) string {
	switch col {
	case 0:
		return r.Kind.Title()
	case 1:
		return r.Name
	case 2:
		switch {
		case r.Gone:
			return "移走"
		case r.Added:
			return "新增"
		}
		return "变更"
	}
	text := ""
	for i, f := range r.Fields {
		if i > 0 {
			text += "；"
		}
		was, now := page.SideTexts(r.Kind, f.Key, f.Ours, f.Theirs)
		text += f.Label + "：" + cmp.Or(was, look.Blank) + " → " + cmp.Or(now, look.Blank)
	}
	return text
}

// count names the tabs and the button by what there is.
func (m *meet) count() {
	open := 0
	for _, c := range m.plan.Clashes {
		if c.Pick == travel.Undecided {
			open++
		}
	}
	m.tabs.Set([]kit.Tab{{Label: "要您定", Count: open}, {Label: "会变的", Count: len(m.changes.Rows)}, {Label: "保留的", Count: len(m.changes.Kept)}})
	label := "合并 " + strconv.Itoa(len(m.changes.Rows)) + " 条"
	switch {
	case open == len(m.plan.Clashes) && len(m.changes.Rows) == 0 && open > 0:
		label = "先选定再合并"
	case m.changes.Undecided > 0:
		label += "，留 " + strconv.Itoa(m.changes.Undecided) + " 条以后定"
	case len(m.changes.Rows) == 0:
		label = "照这样合并"
	}
	m.do.SetLabel(label)
	if label == "先选定再合并" {
		m.do.Disable()
	} else {
		m.do.Enable()
	}
}
