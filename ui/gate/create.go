package gate

import (
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// creation is the screen on which a ledger is made.
type creation struct {
	g              *Gate
	whose          *kit.Tabs
	label          *look.Words
	name, operator *kit.Entry
	place          *kit.Entry
	first, second  *page.Secret
	faults         map[*kit.Entry]*kit.Fault
	make, back     *kit.Button
	busy           hands.Only
	moved          bool // the place was chosen by hand
}

// ShowCreate asks for what a new ledger needs.
func (g *Gate) ShowCreate() {
	c := &creation{g: g, name: kit.NewEntry(), operator: kit.NewEntry(), place: kit.NewEntry(),
		label: look.NewWords("", look.Aside), first: page.NewSecret("密码（至少 8 个字符）"), second: page.NewSecret("再填一次密码"),
		faults: map[*kit.Entry]*kit.Fault{}}
	for _, e := range []*kit.Entry{c.name, c.operator, c.place} {
		f := kit.NewFault()
		c.faults[e] = f
	}
	c.whose = kit.NewTabs([]kit.Tab{{Label: "社区台账", Count: -1}, {Label: "街道台账", Count: -1}}, func(int) { c.relabel() })
	c.name.OnChanged = func(string) { c.faults[c.name].Clear(); c.follow() }
	c.operator.OnChanged = func(string) { c.faults[c.operator].Clear() }
	c.place.OnChanged = func(string) { c.faults[c.place].Clear() }
	c.make = kit.NewButton(kit.Primary, look.IconNone, "新建台账", "F10", c.run)
	c.back = kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", g.Show)
	browse := kit.NewButton(kit.Ordinary, look.IconFolder, "选位置", "", c.browse)
	c.place.OnNext = func() { g.canvas().Focus(c.make) }
	c.relabel()
	c.follow()
	keys := map[fyne.KeyName]func(){fyne.KeyEscape: c.back.Press, fyne.KeyF10: c.make.Press}
	view := look.Section("新建台账",
		c.whose,
		look.Column(look.Gap1, c.label, c.name, c.faults[c.name]),
		kit.Labelled("经办人（打开台账的人，会记在历史里）", c.operator, c.faults[c.operator]),
		look.Columns(2, look.Gap4, c.first.Box, c.second.Box),
		look.Column(look.Gap1, look.NewWords("台账文件放在", look.Aside), look.Beside(c.place, browse), c.faults[c.place]),
		look.NewParagraph("密码只有您知道，程序里没有备份。下一步会给一个恢复码，请打印后锁进柜子。", look.Aside, 44),
		look.Row(layout.NewSpacer(), c.back, c.make))
	p := &page.Page{Topic: "新建台账", View: kit.Alone(44, view), First: c.name, Keys: keys}
	p.Own(c.name, c.operator, c.place, &c.first.Entry.Entry, &c.second.Entry.Entry)
	g.show(p)
}

func (c *creation) street() bool { return c.whose.At() == 1 }

func (c *creation) relabel() {
	if c.street() {
		c.label.SetText("街道名称")
		c.name.SetPlaceHolder("例如 五一街道")
	} else {
		c.label.SetText("社区名称")
		c.name.SetPlaceHolder("例如 塔北社区")
	}
}

// follow names the file after the community as long as nobody chose otherwise.
func (c *creation) follow() {
	if !c.moved {
		name := native.FileName(c.name.Text, "新台账")
		c.place.SetText(native.FreePath(filepath.Join(native.Documents(), "团建台账", name+".tjz")))
	}
}

func (c *creation) browse() {
	page.Files{Window: c.g.Window}.Save("台账文件放在哪里", c.place.Text, func(path string) {
		c.moved = true
		c.place.SetText(path)
	}, page.LedgerFiles)
}

// valid shows what is wrong, first thing first.
func (c *creation) valid() bool {
	fail := func(e *kit.Entry, text string) bool {
		c.faults[e].Hard(text)
		c.g.canvas().Focus(e)
		return false
	}
	switch {
	case look.OneLine(c.name.Text) == "":
		return fail(c.name, "请填写名称。")
	case look.OneLine(c.operator.Text) == "":
		return fail(c.operator, "请填写经办人。")
	case !page.TypedTwice(c.first, c.second):
		return false
	case !filepath.IsAbs(look.OneLine(c.place.Text)):
		return fail(c.place, "请选一个文件夹。")
	}
	return true
}

func (c *creation) run() {
	if c.busy.Busy() || !c.valid() {
		return
	}
	profile := store.Profile{Name: look.OneLine(c.name.Text), Street: c.street()}
	operator, password := look.OneLine(c.operator.Text), c.first.Entry.Text
	path := native.WithEnding(look.OneLine(c.place.Text), page.LedgerFiles)
	c.make.SetLabel("正在新建")
	c.make.Disable()
	type made struct {
		book *store.Book
		code string
	}
	hands.RunOnly(&c.busy, func() (made, error) {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return made{}, err
		}
		b, code, err := store.Create(path, profile, operator, password, c.g.Env)
		return made{b, code}, err
	}, func(m made) { c.g.ShowRecovery(m.book, m.code) }, c.failed)
}

func (c *creation) failed(err error) {
	c.make.SetLabel("新建台账")
	c.make.Enable()
	switch told := store.Tell(err); told.Code {
	case store.ShortPassword, store.WeakPassword:
		c.first.Fail(told.Message)
	case store.Exists, store.ReadOnly, store.NoFile, store.NoSpace:
		c.faults[c.place].Hard(told.Message)
		c.g.canvas().Focus(c.place)
	default:
		kit.Tell(c.g.canvas(), "没有建成台账", err, nil)
	}
}

// ShowRecovery shows the code of a ledger that was just made; nobody gets in before
// it was typed back.
func (g *Gate) ShowRecovery(book *store.Book, code string) {
	r, p := page.NewRecovery(g.Window, g.Env.Random, book, code, "进入台账", func() { g.opened(book) })
	p.Leave = r.Leave
	g.show(p)
}
