package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/ui/kit"
)

// unlocking is the screen that asks for the password of one ledger.
type unlocking struct {
	g        *Gate
	ledger   Recent
	password *secret
	open     *kit.Button
	busy     kit.Only
}

// ShowUnlock asks for the password: when a ledger is opened, and after it was locked.
func (g *Gate) ShowUnlock(ledger Recent) {
	u := &unlocking{g: g, ledger: ledger, password: newSecret("密码")}
	u.open = kit.NewButton(kit.Primary, kit.IconNone, "打开", "Enter", u.run)
	other := kit.NewButton(kit.Quiet, kit.IconNone, "换一个台账", "Esc", g.Show)
	forgot := kit.NewButton(kit.Quiet, kit.IconNone, "忘了密码", "", func() { g.showRescue(ledger) })
	u.password.entry.OnNext = u.run
	view := kit.Card(kit.Inset(kit.Gap6, kit.Column(kit.Gap4,
		kit.Row(kit.NewPicture(kit.IconLock, kit.Red), kit.NewWords(ledger.Name, kit.Title)),
		kit.NewWords(shortPath(ledger.Path), kit.Note),
		u.password.box,
		kit.Row(forgot, other, layout.NewSpacer(), u.open))))
	page := &Page{View: centred(32, view), First: u.password.entry, Keys: map[fyne.KeyName]func(){fyne.KeyEscape: g.Show}}
	page.own(&u.password.entry.Entry)
	g.show(page)
}

func (u *unlocking) run() {
	if u.busy.Busy() {
		return
	}
	password := u.password.entry.Text
	if password == "" {
		u.password.fail(u.g.canvas(), "请填写密码。")
		return
	}
	u.open.SetLabel("正在打开")
	u.open.Disable()
	kit.RunOnly(&u.busy, func() (*store.Book, error) { return store.Open(u.ledger.Path, password, u.g.Env) },
		u.g.opened, func(err error) {
			u.open.SetLabel("打开")
			u.open.Enable()
			u.password.fail(u.g.canvas(), kit.Sentence(err))
		})
}

// rescue is the screen that opens a ledger by its recovery code.
type rescue struct {
	g             *Gate
	ledger        Recent
	code          *kit.Entry
	fault         *kit.Fault
	first, second *secret
	open          *kit.Button
	busy          kit.Only
}

func (g *Gate) showRescue(ledger Recent) {
	r := &rescue{g: g, ledger: ledger, code: kit.NewEntry(), fault: kit.NewFault(),
		first: newSecret("新密码（至少 8 个字符）"), second: newSecret("再填一次新密码")}
	r.code.SetPlaceHolder("八组字母和数字，横线可以不填")
	r.code.OnChanged = func(string) { r.fault.Clear() }
	r.open = kit.NewButton(kit.Primary, kit.IconNone, "打开并换成新密码", "F10", r.run)
	cancel := func() { g.ShowUnlock(ledger) }
	back := kit.NewButton(kit.Ordinary, kit.IconNone, "返回", "Esc", cancel)
	r.second.entry.OnNext = r.run
	view := card("用恢复码打开 "+ledger.Name,
		kit.NewParagraph("恢复码是新建台账时打印的那一张纸上的。打开后原来的密码作废。", kit.Aside, 36),
		labelled("恢复码", r.code, r.fault),
		r.first.box, r.second.box,
		kit.Row(layout.NewSpacer(), back, r.open))
	page := &Page{View: centred(38, view), First: r.code,
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: cancel, fyne.KeyF10: r.run}}
	page.own(r.code, &r.first.entry.Entry, &r.second.entry.Entry)
	g.show(page)
}

func (r *rescue) run() {
	if r.busy.Busy() {
		return
	}
	code, password := kit.OneLine(r.code.Text), r.first.entry.Text
	if code == "" {
		r.fault.Hard("请填写恢复码。")
		r.g.canvas().Focus(r.code)
		return
	}
	if !twice(r.g.canvas(), r.first, r.second) {
		return
	}
	r.open.Disable()
	kit.RunOnly(&r.busy, func() (*store.Book, error) { return store.OpenWithCode(r.ledger.Path, code, "", password, r.g.Env) },
		r.g.opened, func(err error) {
			r.open.Enable()
			switch told := store.Tell(err); told.Code {
			case store.ShortPassword:
				r.first.fail(r.g.canvas(), told.Message)
			default:
				r.fault.Hard(kit.Sentence(err))
				r.g.canvas().Focus(r.code)
			}
		})
}
