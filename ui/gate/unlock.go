package gate

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// unlocking is the screen that asks for the password of one ledger, and for whose it
// is where several people may open it.
type unlocking struct {
	g        *Gate
	ledger   Recent
	names    []string
	who      *kit.Picker // nil until there is somebody to choose from
	password *page.Secret
	open     *kit.Button
	wait     countdown
	view     fyne.CanvasObject
	remedy   *fyne.Container // what to do where the ledger does not open
	busy     hands.Only
	looking  hands.Only
	pressed  bool   // Enter came before the names did
	tried    string // the password under way or tried last
	again    bool   // Enter came while it was tried
	env      store.Env
}

// ShowUnlock asks for the password: when a ledger is opened, and after it was locked.
func (g *Gate) ShowUnlock(ledger Recent) {
	u := &unlocking{g: g, ledger: ledger, password: page.NewSecret("密码"), env: g.Env}
	u.open = kit.NewButton(kit.Primary, look.IconNone, "打开", "Enter", u.run)
	u.wait = countdown{button: u.open, label: "打开"}
	other := kit.NewButton(kit.Quiet, look.IconNone, "换一个台账", "Esc", func() { u.wait.end(); g.Show() })
	forgot := kit.NewButton(kit.Quiet, look.IconNone, "忘了密码", "", func() { u.wait.end(); g.showRescue(ledger, u.names) })
	u.password.Entry.OnNext = u.run
	u.remedy = look.Row()
	u.remedy.Hide()
	asked := look.Column(look.Gap4, u.password.Box)
	place := look.NewParagraph("", look.Aside, 26)
	place.Hide()
	view := look.Card(look.Inset(look.Gap6, look.Column(look.Gap4,
		look.Row(look.NewPicture(look.IconLock, look.Red), look.NewWords(ledger.Name, look.Title)),
		look.NewWords(look.Folder(ledger.Path), look.Note),
		place, asked, u.remedy,
		look.Row(forgot, other, layout.NewSpacer(), u.open))))
	p := &page.Page{Topic: "打开台账", View: kit.Alone(32, view), First: u.password.Entry, Keys: map[fyne.KeyName]func(){fyne.KeyEscape: other.Press}}
	u.view = p.View
	p.Own(&u.password.Entry.Entry)
	g.show(p)
	u.wait.begin(care.WrongTries(g.Env, ledger.Path))
	hands.Run(func() (string, error) { return g.Env.Visit(ledger.Path), nil }, func(text string) {
		if text != "" {
			place.SetText(text)
			place.Show()
			p.View.Refresh()
		}
	}, nil)
	// A ledger whose slots cannot be read says why when it is opened.
	hands.RunOnly(&u.looking, func() ([]string, error) { return store.Names(ledger.Path, g.Env) },
		func(names []string) { u.choose(p, asked, names) },
		func(error) { u.choose(p, asked, nil) })
}

// choose puts a picker over the password where several people may open the ledger.
func (u *unlocking) choose(p *page.Page, asked *fyne.Container, names []string) {
	u.names = names
	if len(names) > 1 {
		u.who = page.PickName(names, doorOf(u.g.App, u.ledger.Path).Last)
		u.who.OnNext = func() { u.g.canvas().Focus(u.password.Entry) }
		p.Own(&u.who.Entry)
		asked.Objects = []fyne.CanvasObject{kit.Labelled("经办人", u.who, nil), u.password.Box}
		asked.Refresh()
		p.View.Refresh()
	}
	if u.pressed {
		u.pressed = false
		u.run()
	}
}

func (u *unlocking) run() {
	if u.busy.Busy() {
		u.again = true
		return
	}
	if u.wait.left > 0 {
		return
	}
	password, name := u.password.Entry.Text, ""
	if password == "" {
		u.password.Fail("请填写密码。")
		return
	}
	if u.looking.Busy() {
		u.pressed = true
		return
	}
	if u.who != nil {
		chosen, known := u.who.Value()
		if name = chosen; !known || name == "" {
			u.password.Fault.Hard("请先选经办人。")
			u.g.canvas().Focus(u.who)
			return
		}
	}
	u.tried, u.again = password, false
	u.password.Entry.Lock()
	u.open.SetLabel("正在打开")
	u.open.Disable()
	type in struct {
		book  *store.Book
		wrong int // passwords before this one
	}
	hands.RunOnly(&u.busy, func() (in, error) {
		b, err := openFor(u.ledger.Path, name, password, u.env)
		if err != nil {
			care.CountTry(u.env, u.ledger.Path, err)
			return in{}, err
		}
		return in{b, care.EndTries(b)}, nil
	}, func(i in) { u.opened(i.book, i.wrong) }, u.refused)
}

// openFor opens a ledger for one operator, or for whose password it is where nobody
// was named.
func openFor(path, name, password string, env store.Env) (*store.Book, error) {
	if name == "" {
		return store.Open(path, password, env)
	}
	return store.OpenAs(path, name, password, env)
}

// opened lets the person in and tells of the tries before.
func (u *unlocking) opened(b *store.Book, wrong int) {
	keepDoor(u.g.App, u.ledger.Path, door{Last: max(0, slices.Index(u.names, b.Operator()))})
	u.g.opened(b)
	if b.Staff().RolesLost() {
		kit.TellText(u.g.canvas(), "现在只能看", store.RolesLostText, nil)
	}
	if wrong >= care.TellTries {
		kit.TellText(u.g.canvas(), "有人填错过密码", care.TriesTold(wrong), nil)
	}
}

func (u *unlocking) refused(err error) {
	u.wait.left = 0
	u.wait.show()
	u.password.Fail(kit.Sentence(err))
	if store.Tell(err).Code == store.Elsewhere {
		kit.Ask(u.g.canvas(), "别处正在用这个台账", kit.Sentence(err),
			kit.Answer{Verb: "先不打开", Safe: true},
			kit.Answer{Verb: "仍然打开", Do: func() { u.env = u.g.Env.Nevertheless(); u.run() }})
	}
	u.remedy.Objects = u.g.remedies(u.ledger, err)
	if len(u.remedy.Objects) > 0 {
		u.remedy.Show()
	} else {
		u.remedy.Hide()
	}
	u.view.Refresh()
	if store.Tell(err).Code == store.WrongPassword {
		u.wait.begin(care.WrongTries(u.env, u.ledger.Path))
	}
	if now := u.password.Entry.Text; u.again && now != "" && now != u.tried { // another one was typed meanwhile, and its Enter
		u.run()
	}
}

// rescue is the screen that opens a ledger by its recovery code.
type rescue struct {
	g             *Gate
	ledger        Recent
	who           *kit.Picker // nil where one person opens it
	code          *kit.Entry
	fault         *kit.Fault
	first, second *page.Secret
	open          *kit.Button
	busy          hands.Only
}

// anAdmin stands in the picker for the first 管理员: who that is lies sealed.
const anAdmin = "管理员（不用指名）"

func (g *Gate) showRescue(ledger Recent, names []string) {
	r := &rescue{g: g, ledger: ledger, code: kit.NewEntry(), fault: kit.NewFault(),
		first: page.NewSecret("新密码（至少 8 个字符）"), second: page.NewSecret("再填一次新密码")}
	r.code.SetPlaceHolder("八组字母和数字，横线可以不填")
	r.code.OnChanged = func(string) { r.fault.Clear() }
	r.open = kit.NewButton(kit.Primary, look.IconNone, "打开并换成新密码", "F10", r.run)
	cancel := func() { g.ShowUnlock(ledger) }
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", cancel)
	r.second.Entry.OnNext = r.run
	rows := []fyne.CanvasObject{look.NewParagraph("恢复码是新建台账时打印的那一张纸上的。打开后原来的密码作废。", look.Aside, 36), kit.Labelled("恢复码", r.code, r.fault)}
	if len(names) > 1 {
		r.who = page.PickName(append([]string{anAdmin}, names...), 0)
		rows = append(rows, kit.Labelled("给谁换密码", r.who, nil))
	}
	view := look.Section("用恢复码打开 "+ledger.Name, append(rows,
		r.first.Box, r.second.Box,
		look.Row(layout.NewSpacer(), back, r.open))...)
	p := &page.Page{Topic: "恢复码", View: kit.Alone(38, view), First: r.code,
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: cancel, fyne.KeyF10: r.run}}
	p.Own(r.code, &r.first.Entry.Entry, &r.second.Entry.Entry)
	if r.who != nil {
		p.Own(&r.who.Entry)
	}
	g.show(p)
}

func (r *rescue) run() {
	if r.busy.Busy() {
		return
	}
	code, password := look.OneLine(r.code.Text), r.first.Entry.Text
	if code == "" {
		r.code.Refuse()
		r.fault.Hard("请填写恢复码。")
		return
	}
	if !page.TypedTwice(r.first, r.second) {
		return
	}
	name := ""
	if r.who != nil {
		chosen, known := r.who.Value()
		if !known || chosen == "" {
			r.fault.Hard("请选给谁换密码。")
			r.g.canvas().Focus(r.who)
			return
		}
		if chosen != anAdmin {
			name = chosen
		}
	}
	r.open.Disable()
	r.code.Lock()
	hands.RunOnly(&r.busy, func() (*store.Book, error) {
		b, err := store.OpenWithCode(r.ledger.Path, code, name, password, r.g.Env)
		if err == nil {
			care.EndTries(b)
		}
		return b, err
	},
		func(b *store.Book) {
			keepDoor(r.g.App, r.ledger.Path, door{})
			r.g.opened(b)
		}, func(err error) {
			r.open.Enable()
			switch told := store.Tell(err); told.Code {
			case store.ShortPassword, store.WeakPassword:
				r.code.Unlock()
				r.first.Fail(told.Message)
			default:
				r.code.Refuse()
				r.fault.Hard(kit.Sentence(err))
			}
		})
}
