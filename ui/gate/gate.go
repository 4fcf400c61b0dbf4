// Package gate holds the screens before a ledger is open: the ledgers opened lately, making one, unlocking one, a practice
// ledger, and the ways out when a file is damaged or a password forgotten. It knows what a page is and no Shell; when a Book
// is open it hands it over and knows nothing of what is in it.
package gate

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// A Gate is what stands before a ledger is open: choose one, make one, unlock one.
type Gate struct {
	App    fyne.App
	Window fyne.Window
	Env    store.Env
	Icon   fyne.Resource

	Place  func(*page.Page)  // puts a page in the whole window
	Opened func(*store.Book) // a ledger is open now
}

func (g *Gate) canvas() fyne.Canvas { return g.Window.Canvas() }

func (g *Gate) show(p *page.Page) {
	g.Place(p)
	if p.First != nil {
		g.canvas().Focus(p.First)
	}
}

// opened keeps the ledger's name and place and lets the person in.
func (g *Gate) opened(b *store.Book) {
	Remember(g.App, b.Profile().Name, b.Path())
	g.Opened(b)
}

// Show is the first screen: the ledgers opened lately, and the ways to another.
func (g *Gate) Show() {
	p := &page.Page{Topic: "开始", Keys: map[fyne.KeyName]func(){}}
	recents := Recents(g.App)
	stages := []kit.Stage{
		{Icon: look.IconAdd, Verb: "新建台账", Tell: "第一次使用，从这里开始", Do: func() { g.ShowCreate() }},
		{Icon: look.IconFolder, Verb: "打开台账", Tell: "选一个已有的台账文件", Do: g.choose},
		{Icon: look.IconPractice, Verb: "我刚接手", Tell: "十分钟，在练习台账里走一遍", Do: func() { g.practiceAt(practiceTour) }},
	}
	more := look.Row(layout.NewSpacer(), kit.NewButton(kit.Quiet, look.IconPractice, "练习台账", "", g.practise),
		kit.NewButton(kit.Quiet, look.IconFile, forms.Manual.Title, "", func() { g.handbook(forms.Manual) }),
		kit.NewButton(kit.Quiet, look.IconKeyboard, forms.Card.Title, "", func() { g.handbook(forms.Card) }), layout.NewSpacer())
	head := brand(g.Icon, "社区企业团建的离线台账，资料只在这台电脑上")
	if len(recents) == 0 {
		empty := kit.Empty(look.IconNone, "还没有打开过台账。", stages...)
		p.View = kit.Alone(56, look.Column(look.Gap6, container.NewCenter(head), empty, more))
		p.First = kit.First(empty)
		kit.Across(empty, more)
		g.show(p)
		return
	}
	rows := kit.RowsOf(recentMost, recents, func(r Recent) kit.Item {
		return kit.Item{Icon: look.IconLock, Label: r.Name, Hint: look.Folder(r.Path)}
	}, g.ShowUnlock)
	rows.OnKey = func(name fyne.KeyName) bool {
		if name == fyne.KeyDelete && rows.At() >= 0 {
			Forget(g.App, recents[rows.At()].Path)
			g.Show()
			return true
		}
		return false
	}
	steps := make([]fyne.CanvasObject, len(stages))
	for i, st := range stages {
		steps[i] = kit.NewButton(kit.Ordinary, st.Icon, st.Verb, "", st.Do)
	}
	list := look.Card(look.Inset(look.Gap6, look.Column(look.Gap2,
		look.NewWords("最近打开的台账", look.Head), rows,
		look.NewWords("Enter 打开　Delete 从这里去掉，文件还在", look.Note))))
	ways := look.Row(append(append([]fyne.CanvasObject{layout.NewSpacer()}, steps...), layout.NewSpacer())...)
	kit.Across(rows, ways, more)
	p.View = kit.Alone(44, look.Column(look.Gap6, container.NewCenter(head), list, ways, more))
	p.First = rows
	g.show(p)
}

func (g *Gate) handbook(h *forms.Handbook) {
	page.AskHandbook(g.Window, g.Env.Version, g.Env.Patience, h)
}

func (g *Gate) choose() {
	f := page.Files{Window: g.Window}
	f.Open("打开台账", native.Documents(), false, func(paths []string) {
		g.ShowUnlock(RecentAt(g.App, paths[0]))
	}, page.LedgerFiles)
}
