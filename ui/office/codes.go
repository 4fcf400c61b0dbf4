package office

import (
	"strconv"

	"fyne.io/fyne/v2"
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

// codePage is the page of the code lists: one of them, its entries, and what can be done about each.
type codePage struct {
	*below
	all    []tend.CodeList
	at     int // which list
	row    int // where the grid stands
	grid   *grid.Grid
	choose *kit.Button
	deed   *kit.Button
	busy   hands.Only
}

var codeColumns = []ledger.Column{
	{Key: "label", Label: "名称", Width: 24}, {Key: "code", Label: "代码", Width: 8}, {Key: "used", Label: "用了几条", Width: 10, Shape: ledger.Number}, {Key: "state", Label: "状态", Width: 10}, {Key: "plain", Label: "原来叫", Width: 24},
}

// Codes shows the code lists. Only 管理员 change them, and not where the street gives them.
func Codes(s *page.Shell) *page.Page {
	c := &codePage{}
	c.below = under(s, "选项", c.ask)
	c.ask()
	return c.page
}

// may says that the lists can be changed here.
func (c *codePage) may() bool { return c.s.Book.May(store.MayCodes) && tend.RulesGiven(c.s.Book) == "" }

func (c *codePage) ask() {
	hands.RunLatest(&c.latest, func() ([]tend.CodeList, error) { return tend.CodeLists(c.s.Book.Today()), nil }, func(all []tend.CodeList) {
		c.all, c.at = all, min(c.at, len(all)-1)
		c.draw()
	}, nil)
}

// draw shows the list that is chosen.
func (c *codePage) draw() {
	l := c.all[c.at]
	c.grid = grid.New(grid.Source{Len: func() int { return len(l.Entries) }, Cell: c.cell, Key: func(row int) string { return l.Entries[row].Code }})
	c.grid.SetColumns(codeColumns, nil)
	c.grid.OnSelect = func([]int) { c.row = max(c.grid.Current(), 0) }
	back := backToSettings(c.s)
	c.choose = kit.NewButton(kit.Ordinary, look.IconDown, l.Title, "F4", nil)
	c.choose.OnTapped = c.lists
	add := kit.NewButton(kit.Ordinary, look.IconAdd, "加一项", "F9", c.add)
	c.deed = kit.NewButton(kit.Primary, look.IconNone, "办理", "F8", c.deeds)
	head := []fyne.CanvasObject{look.Flow(back, look.NewWords("选项", look.Title), c.choose, look.NewWords("共 "+strconv.Itoa(len(l.Entries))+" 项", look.Aside), layout.NewSpacer(), add)}
	switch street := tend.RulesGiven(c.s.Book); {
	case street != "":
		head = append(head, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewParagraph("由“"+street+"”下发，这里只能看。要改请和街道说，街道改好了再下发一次。", look.Body, 46)))
	case !c.s.Book.May(store.MayCodes):
		head = append(head, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewWords(c.s.Book.Forbids(), look.Body)))
	}
	if why := l.List.Why(); why != "" {
		head = append(head, look.Notice(look.IconInfo, look.Second, look.Shade, look.NewParagraph("这一张"+why, look.Body, 46)))
	}
	keys := map[fyne.KeyName]func(){fyne.KeyEscape: c.s.ShowSettings, fyne.KeyF4: c.lists, fyne.KeyF8: c.deed.Press, fyne.KeyF9: add.Press}
	note := "停用的不再提供，已经填了的照样显示、照样统计；代码不重用、不删除。"
	switch {
	case !c.may() || l.List.Fixed():
		add.Disable()
		c.deed.Disable()
	default:
		c.grid.OnOpen = func(int) { c.deeds() }
		if l.List.Closed() {
			add.Disable()
		}
	}
	if l.List.Fixed() {
		note = ""
	}
	c.page.Keys = keys
	c.show(c.grid, look.Folio(look.Column(look.Gap2, head...), look.Margin(look.Card(c.grid)), look.NewWords(note, look.Note), layout.NewSpacer(), c.deed))
	c.grid.Select(max(min(c.row, len(l.Entries)-1), 0))
}

func (c *codePage) cell(row, col int) string {
	e := c.all[c.at].Entries[row]
	switch codeColumns[col].Key {
	case "label":
		return e.Label
	case "code":
		return e.Code
	case "used":
		return strconv.Itoa(e.Used)
	case "state":
		if e.Retired {
			return "停用"
		}
		return ""
	}
	return e.Plain
}

// lists lets a person choose a list.
func (c *codePage) lists() {
	var deeds []kit.Deed
	for i, l := range c.all {
		deeds = append(deeds, kit.Deed{Label: l.Title, Hint: listHint(l), Do: func() {
			c.at, c.row = i, 0
			c.draw()
		}})
	}
	kit.Menu(c.s.Canvas(), c.choose, deeds)
}

// listHint says how many entries a list has, and what cannot be done with them.
func listHint(l tend.CodeList) string {
	hint := strconv.Itoa(len(l.Entries)) + " 项"
	switch {
	case l.List.Fixed():
		hint += "　不能改"
	case l.List.Closed():
		hint += "　不能加"
	}
	return hint
}

// deeds offers what can be done about the entry that the grid stands on.
func (c *codePage) deeds() {
	l := c.all[c.at]
	if c.row >= len(l.Entries) {
		return
	}
	e := l.Entries[c.row]
	change := tend.CodeChange{List: l.List.Name, Code: e.Code}
	deeds := []kit.Deed{{Icon: look.IconEdit, Label: "改名", Do: func() { c.slip("“"+e.Label+"”改叫", "改名", e.Label, change) }}}
	switch {
	case e.Retired:
		deeds = append(deeds, kit.Deed{Icon: look.IconUndo, Label: "重新提供", Do: func() {
			change.Offer = true
			c.reason("重新提供“"+e.Label+"”", "以后填的时候又可以选它。", "重新提供", change)
		}})
	case e.Relied != "":
		deeds = append(deeds, kit.Deed{Icon: look.IconInfo, Label: "为什么不能停用", Do: func() { kit.TellText(c.s.Canvas(), "不能停用", e.Relied, nil) }})
	default:
		deeds = append(deeds, kit.Deed{Icon: look.IconRemove, Label: "停用", Do: func() {
			change.Retire = true
			c.reason("停用“"+e.Label+"”", "以后填的时候不再提供。已经填了的 "+strconv.Itoa(e.Used)+" 条照样显示、照样统计。", "停用", change)
		}})
	}
	if c.row > 0 {
		deeds = append(deeds, kit.Deed{Icon: look.IconUp, Label: "排到最前面", Do: func() {
			change.First = true
			c.reason("把“"+e.Label+"”排到最前面", "填的时候它在第一个。", "排到最前面", change)
		}})
	}
	kit.Menu(c.s.Canvas(), c.deed, deeds)
}

func (c *codePage) add() {
	l := c.all[c.at]
	c.slip("“"+l.Title+"”加一项", "加一项", "", tend.CodeChange{List: l.List.Name})
}

// slip asks what an entry is to be called, and why.
func (c *codePage) slip(title, verb, was string, change tend.CodeChange) {
	name, why, fault := kit.NewEntry(), kit.NewEntry(), kit.NewFault()
	name.SetText(was)
	s := page.NewSlip(c.s.Canvas(), title, verb, kit.Labelled("名称", name, nil), kit.Labelled("为什么改", why, fault))
	s.Open(func() {
		change.Label = look.OneLine(name.Text)
		reason := look.OneLine(why.Text)
		s.Do(func() error { return tend.ChangeCodes(c.s.Book, change, reason) }, func() { c.done(verb) }, func(err error) { fault.Hard(kit.Sentence(err)) })
	}, name, name, why)
}

// reason asks why, and changes.
func (c *codePage) reason(title, text, verb string, change tend.CodeChange) {
	kit.AskLine(c.s.Canvas(), kit.Prompt{Title: title, Text: text, Label: "为什么改", Least: 2, Verb: verb, Do: func(why string) {
		hands.RunOnly(&c.busy, func() (struct{}, error) { return struct{}{}, tend.ChangeCodes(c.s.Book, change, why) }, func(struct{}) { c.done(verb) },
			func(err error) { c.s.Fail("没有改选项", err) })
	}})
}

func (c *codePage) done(verb string) {
	c.ask()
	c.s.Toasts.SayWith("选项："+verb+"，办好了", "撤销", c.s.Undo)
}
