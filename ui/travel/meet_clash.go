package travel

import (
	"cmp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/tend"
	"tuanjian/store/travel"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// clashGrid is the table of what two laptops have changed differently: ← takes the left
// value, → the right one, and the next one that is open follows.
func (m *meet) clashGrid() *grid.Grid {
	clashes := m.plan.Clashes
	g := grid.New(grid.Source{Len: func() int { return len(clashes) }, Key: strconv.Itoa, Cell: func(row, col int) string { return m.clashCell(clashes[row], col) },
		Mark: func(row int) grid.Sign {
			if clashes[row].Pick == travel.Undecided {
				return grid.Warning
			}
			return grid.Clean
		}, Tell: func(int) string { return "两台电脑上改得不一样，还没有选用哪个：← 或 →。" }})
	g.SetColumns(clashColumns, nil)
	g.Freeze(2)
	g.OnSelect = func(rows []int) { m.sideBySide() }
	g.OnKey = func(key fyne.KeyName) bool {
		switch key {
		case fyne.KeyLeft:
			m.pick(travel.TakeOurs)
		case fyne.KeyRight:
			m.pick(travel.TakeTheirs)
		case fyne.KeyDelete, fyne.KeyBackspace:
			m.pick(travel.Undecided)
		default:
			return false
		}
		return true
	}
	return g
}

func (m *meet) clashCell(c travel.Clash, col int) string {
	ours, theirs := clashTexts(c)
	label := c.Label
	if c.Key == "" {
		label = "整条"
	}
	return [5]string{c.Name, label, ours, theirs, [...]string{"", "← 这里的", "那边的 →"}[c.Pick]}[col]
}

// clashTexts are what stands on either side.
func clashTexts(c travel.Clash) (ours, theirs string) {
	switch {
	case c.OursGone:
		return "已移到回收站", "还在，后来改过"
	case c.TheirsGone:
		return "还在，后来改过", "已移到回收站"
	}
	ours, theirs = page.SideTexts(c.Kind, c.Key, c.Ours, c.Theirs)
	return cmp.Or(ours, look.Blank), cmp.Or(theirs, look.Blank)
}

// pick decides the clash on which the keyboard stands and goes on to the next open one.
func (m *meet) pick(p travel.Pick) {
	row := m.grid.Current()
	if row < 0 {
		return
	}
	m.plan.Clashes[row].Pick = p
	m.recount()
	if p == travel.Undecided {
		m.sideBySide()
		return
	}
	for i := range m.plan.Clashes {
		if next := (row + 1 + i) % len(m.plan.Clashes); m.plan.Clashes[next].Pick == travel.Undecided {
			m.grid.Select(next)
			return
		}
	}
	m.sideBySide()
}

// all decides every clash that is open.
func (m *meet) all(p travel.Pick) {
	for i := range m.plan.Clashes {
		if m.plan.Clashes[i].Pick == travel.Undecided {
			m.plan.Clashes[i].Pick = p
		}
	}
	m.recount()
	m.sideBySide()
	m.s.Canvas().Focus(m.grid)
}

func (m *meet) recount() {
	m.changes = m.plan.Changes()
	m.count()
	m.grid.Refresh()
}

// sideBySide shows both sides of the chosen clash below the table, with who and when.
func (m *meet) sideBySide() {
	row := m.grid.Current()
	if row < 0 || row >= len(m.plan.Clashes) {
		return
	}
	c := m.plan.Clashes[row]
	ours, theirs := clashTexts(c)
	card := func(title, text, who string, at int64, gone bool, verb, hint string, p travel.Pick) fyne.CanvasObject {
		saved := "谁移走的不知道"
		switch {
		case !gone && at != 0:
			saved = who + "　" + m.s.At(at, "2006-01-02 15:04") + " 保存"
		case !gone:
			saved = who
		case p == travel.TakeOurs:
			saved = "在回收站里，随时可以恢复"
		}
		head := []fyne.CanvasObject{look.NewWords(title, look.Strong), layout.NewSpacer()}
		if c.Pick == p {
			head = append(head, look.NewBadge(look.Good, "选定"))
		}
		return look.Card(look.Inset(look.Gap4, look.Column(look.Gap2, look.Row(head...), look.NewParagraph(strings.ReplaceAll(text, "\n", " "), look.Body, 22), look.NewWords(saved, look.Note),
			look.Row(kit.NewButton(kit.Ordinary, look.IconNone, verb, hint, func() { m.pick(p); m.s.Canvas().Focus(m.grid) })))))
	}
	keep, take := "用这里的", "用那边的"
	switch {
	case c.TheirsGone:
		keep, take = "这里留着", "这里也移走"
	case c.OursGone:
		keep, take = "不恢复", "恢复，用那边的"
	}
	was := ""
	if c.Was != "" {
		before, _ := page.SideTexts(c.Kind, c.Key, c.Was, c.Ours)
		was = "　分开以前是：" + before
	}
	title := c.Kind.Title() + "“" + c.Name + "”"
	if c.Label != "" {
		title += "的" + c.Label
	}
	m.side.Objects = []fyne.CanvasObject{look.Column(0, look.HLine(), look.Inset(look.Gap4, look.Column(look.Gap2, look.NewWords(title+was, look.Strong), look.Columns(2, look.Gap4,
		card("这台电脑上", ours, c.OursBy, c.OursAt, c.OursGone, keep, "←", travel.TakeOurs),
		card("另一台电脑上", theirs, c.TheirsBy, c.TheirsAt, c.TheirsGone, take, "→", travel.TakeTheirs)))))}
	m.side.Refresh()
}

// apply takes in what was found and shows what became of it.
func (m *meet) apply() {
	if m.do.Disabled() {
		return
	}
	hands.RunOnly(&m.busy, func() (travel.MeetChanges, error) {
		done, _, err := m.plan.Apply()
		return done, err
	}, func(done travel.MeetChanges) {
		m.s.Toasts.SayWith("已合并另一台电脑的台账", "撤销", m.s.Undo)
		m.done(done)
	}, func(err error) { m.fail("没有合并", err) })
}

func (m *meet) done(c travel.MeetChanges) {
	text := "已合并：新增 " + strconv.Itoa(c.Added) + " 条，变更 " + strconv.Itoa(c.Changed) + " 条，移走 " + strconv.Itoa(c.Removed) + " 条。"
	if c.Back > 0 {
		text += "从回收站恢复 " + strconv.Itoa(c.Back) + " 条。"
	}
	if c.Undecided > 0 {
		text += "还有 " + strconv.Itoa(c.Undecided) + " 条没有定，先照这里的不动；再选一次这个包就能接着定。"
	}
	text += "要让那台电脑也一样，在这里办一次上报，把包拿过去合并。"
	stages := []kit.Stage{{Icon: look.IconHistory, Verb: "看操作记录", Tell: "整个合并可以在那里撤销", Do: func() { m.s.Open(m.s.Screens.Operations) }}}
	if n := len(tend.Twins(m.s.Book)); n > 0 {
		stages = append(stages, kit.Stage{Icon: look.IconPeople, Verb: "看疑似重复 " + strconv.Itoa(n) + " 对", Tell: "两边都录了的人和企业", Do: func() { m.s.Open(m.s.Screens.Twins) }})
	}
	body := kit.Empty(look.IconDone, text, stages...)
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", m.leave)
	m.show("", body, kit.First(body), map[fyne.KeyName]func(){fyne.KeyEscape: m.leave}, layout.NewSpacer(), back)
}
