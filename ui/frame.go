package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/layout"

	"tuanjian/assets"
	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/forms"
	"tuanjian/ui/hands"
	"tuanjian/ui/home"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/office"
	"tuanjian/ui/page"
)

// frame is the window while a ledger is open: the red bar, the tree, the page in
// the middle, the status line.
type frame struct {
	d       *desk
	shell   *page.Shell
	tree    *page.Tree
	search  *page.Search
	middle  *fyne.Container
	split   *split
	saved   *look.Words
	rules   *look.Words // the version in force
	leaving *look.Words // how long until the ledger locks by itself
	far     *far
	care    *carer
	tour    *home.Tour
	view    fyne.CanvasObject
	unwatch func()
	stopped bool // late answers are nobody's
}

func newFrame(d *desk, b *store.Book) *frame {
	f := &frame{d: d, middle: look.Roomed()}
	f.shell = page.NewShell(d.a, d.w, b, d.toasts, d.o.Env.Now, screens)
	f.shell.Place, f.shell.Close, f.shell.Scaled = f.place, d.close, d.stance.told
	f.far = newFar(f)
	f.care = newCarer(f)
	f.shell.Reopened, f.shell.Salvaged, f.shell.CareChanged = f.reopen, f.salvaged, f.care.tell
	f.search = page.NewSearch(f.shell)
	f.tree = page.NewTree(f.shell)
	f.shell.Moved = f.tree.Mark
	f.split = newSplit(look.Ground(look.Page, f.tree.View), f.middle, float32(d.a.Preferences().IntWithFallback(leftKey, 220)))
	f.split.moved = func(left float32) { d.a.Preferences().SetInt(leftKey, int(left)) }
	f.tour = home.NewTour(f.shell)
	under := &fyne.Container{Layout: stripLayout{}, Objects: []fyne.CanvasObject{f.tour.Strip, f.split}}
	f.tour.Laid = under.Refresh
	f.tour.Search = func() { d.w.Canvas().Focus(f.search.Field) }
	f.view = &fyne.Container{Layout: frameLayout{}, Objects: []fyne.CanvasObject{f.bar(), under, f.status()}}
	return f
}

// start shows the home page and begins to listen to the Book.
func (f *frame) start() {
	f.unwatch = f.shell.Book.Watch(func(c store.Change) {
		// Called where the save ran: the answer comes back on the drawing thread.
		hands.Run(func() (store.Change, error) { return c, nil }, f.changed, nil)
	})
	f.shell.ShowHome()
	f.shell.Resume()
	f.far.start()
	f.care.start()
	f.tellOlder(func() { f.tellClock(f.hurt) })
}

// tellOlder tells of a ledger that was changed for an older copy of itself.
func (f *frame) tellOlder(then func()) {
	hands.Run(func() (string, error) { return care.OlderWarning(f.shell.Book), nil }, func(text string) {
		switch {
		case f.stopped:
		case text == "":
			then()
		default:
			kit.TellText(f.d.w.Canvas(), "旁边有更新的备份或上报包", text, then)
		}
	}, nil)
}

// tellClock tells, once as long as the program runs, of a clock that stands before the
// ledger's newest entry.
func (f *frame) tellClock(then func()) {
	text := care.ClockWarning(f.shell.Book)
	if text == "" || f.d.clockTold {
		then()
		return
	}
	f.d.clockTold = true
	kit.TellText(f.d.w.Canvas(), "电脑的时间不对", text, then)
}

// stop ends the listening and drops late answers.
func (f *frame) stop() {
	f.stopped = true
	if f.unwatch != nil {
		f.unwatch()
	}
	f.far.stop()
	f.care.stop()
	f.tree.Stop()
	f.tour.Stop()
	f.search.Stop()
	f.shell.Stop()
}

func (f *frame) place(p *page.Page) {
	title := "团建台账 · " + f.shell.Book.Profile().Name
	if p.Title != "" {
		title += " · " + p.Title
	}
	f.d.w.SetTitle(title)
	f.middle.Objects = []fyne.CanvasObject{p.View}
	f.middle.Refresh()
}

func (f *frame) changed(c store.Change) {
	if f.d.frame != f {
		return // locked meanwhile
	}
	f.saved.SetText(savedText(f.shell.Book.Saved()))
	f.rules.SetText(rulesText(f.shell.Book))
	f.tree.Ask()
	f.shell.Changed(c)
}

// rulesText is what the status line says of the rules.
func rulesText(b *store.Book) string { return "规则 " + b.Basis().Rules.Version }

// bar is the red bar with the community's name, the search and the few deeds that
// are always at hand.
func (f *frame) bar() fyne.CanvasObject {
	b := f.shell.Book
	name := look.Row(look.NewWords("团建台账", look.Head).Tint(look.White), look.NewWords(b.Profile().Name, look.OnRed))
	var right []fyne.CanvasObject
	if b.Profile().Street {
		right = append(right, kit.NewButton(kit.OnBar, look.IconImport, "接收", "", func() { f.shell.ShowReceive(nil) }))
	} else {
		right = append(right, kit.NewButton(kit.OnBar, look.IconSend, "上报", "", f.shell.ShowSubmit))
	}
	if f.far.button != nil {
		right = append(right, f.far.button)
	}
	who := kit.NewButton(kit.OnBar, look.IconPerson, b.Operator(), "▼", nil)
	who.OnTapped = func() { kit.Menu(f.d.w.Canvas(), who, f.operatorMenu()) }
	right = append(right, who, kit.NewButton(kit.OnBar, look.IconLock, "锁定", "", f.d.lock))
	return look.Ground(look.Red, &fyne.Container{Layout: barLayout{}, Objects: []fyne.CanvasObject{name, f.search.Field, look.Row(right...)}})
}

func (f *frame) operatorMenu() []kit.Deed {
	return []kit.Deed{
		{Icon: look.IconLock, Label: "修改密码", Do: func() { office.ChangePassword(f.shell) }},
		{Icon: look.IconPeople, Label: "经办人", Do: f.shell.ShowOperators},
		{Icon: look.IconRight, Label: "工作交接", Do: f.shell.ShowHandover},
		{Icon: look.IconBackup, Label: "备份与检查", Do: f.shell.ShowBackups},
		{Icon: look.IconSettings, Label: "设置", Do: f.shell.ShowSettings},
		{Icon: look.IconHistory, Label: "操作记录", Do: func() { f.shell.Open(screens.Operations) }},
		{Icon: look.IconRemove, Label: "回收站", Do: func() { f.shell.Open(screens.Bin) }},
		{Icon: look.IconKeyboard, Label: "按键一览", Hint: "Ctrl+/", Do: func() { kit.ShowKeys(f.d.w.Canvas(), page.Keymap) }},
		{Icon: look.IconFile, Label: forms.Manual.Title, Do: func() { f.shell.ShowHandbook(forms.Manual) }},
		{Icon: look.IconPrint, Label: forms.Card.Title, Do: func() { f.shell.ShowHandbook(forms.Card) }},
		{Icon: look.IconFolder, Label: "换一个台账", Do: f.d.close},
		{Icon: look.IconInfo, Label: "关于", Do: f.about},
	}
}

func (f *frame) about() {
	kit.Explain(f.d.w.Canvas(), "团建台账 "+f.d.o.Env.Version,
		[]kit.Explained{{Heading: "这是什么", Text: "社区企业团建的离线台账。资料只存在这台电脑上的台账文件里，加密保存，程序从不联网。"}},
		kit.Answer{Verb: "新版本里有什么", Do: func() { f.d.showNews(releases(assets.News)) }})
}

// status is the line at the bottom: what was saved when, and what this ledger is.
func (f *frame) status() fyne.CanvasObject {
	b := f.shell.Book
	f.saved = look.NewWords(savedText(b.Saved()), look.Note)
	f.leaving = look.NewWords("", look.Note).Tint(look.Amber)
	parts := []fyne.CanvasObject{f.saved, f.far.words, f.leaving, layout.NewSpacer(), f.care.badge, layout.NewSpacer()}
	if b.Profile().Practice {
		parts = append(parts, look.NewWords("练习台账（不能上报）", look.Note).Tint(look.Amber), layout.NewSpacer())
	}
	f.rules = look.NewWords(rulesText(b), look.Note)
	parts = append(parts, f.rules)
	line := canvas.NewRectangle(look.Line)
	return look.Ground(look.Panel, &fyne.Container{Layout: statusLayout{}, Objects: []fyne.CanvasObject{line, look.Row(parts...)}})
}

func savedText(at time.Time) string {
	if at.IsZero() {
		return "打开后还没有改动"
	}
	return "已保存 " + at.Format("15:04:05")
}
