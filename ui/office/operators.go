package office

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// operators is the page of who may open the ledger, and with which role.
type operators struct {
	s    *page.Shell
	page *page.Page
	body *fyne.Container
	busy hands.Only
}

// Operators shows who may open the ledger. Who is no 管理员 sees it and changes
// nothing.
func Operators(s *page.Shell) *page.Page {
	o := &operators{s: s, body: container.NewStack()}
	o.page = &page.Page{Key: "settings", Title: "经办人", Keys: map[fyne.KeyName]func(){fyne.KeyEscape: s.ShowSettings}}
	o.page.View = kit.Alone(60, o.body)
	o.draw()
	return o.page
}

func (o *operators) may() bool { return o.s.Book.May(store.MayOperators) }

func (o *operators) draw() {
	add := kit.NewButton(kit.Primary, look.IconAdd, "添加经办人", "", o.add)
	code := kit.NewButton(kit.Ordinary, look.IconPrint, "换恢复码", "", o.renew)
	hand := kit.NewButton(kit.Ordinary, look.IconPeople, "工作交接", "", o.s.ShowHandover)
	back := backToSettings(o.s)
	rows := []fyne.CanvasObject{look.Row(back, look.NewWords("经办人", look.Title), layout.NewSpacer(), add)}
	if !o.may() {
		add.Disable()
		code.Disable()
		rows = append(rows, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewWords(o.s.Book.Forbids(), look.Body)))
	}
	var people []fyne.CanvasObject
	for i, p := range o.s.Book.Staff().All() {
		if i > 0 {
			people = append(people, look.HLine())
		}
		people = append(people, o.person(p))
	}
	rows = append(rows, look.Card(look.Inset(look.Gap6, look.Column(look.Gap4, people...))),
		look.NewParagraph("每人用自己的密码打开，做了什么都记在他名下。角色防的是手误：谁有密码，谁就有整个台账的钥匙。去掉一个人以后，他手里的旧备份仍能用原来的密码打开。", look.Aside, 46),
		look.Row(code, hand))
	o.body.Objects = []fyne.CanvasObject{look.Column(look.Gap4, rows...)}
	o.body.Refresh()
	o.page.First = add
	if !o.may() {
		o.page.First = back
	}
	if o.s.Page() == o.page {
		o.s.Canvas().Focus(o.page.First)
	}
}

// person is one operator: name, role, since when, and what can be done about him.
func (o *operators) person(p store.Operator) fyne.CanvasObject {
	name := p.Name
	if p.Name == o.s.Book.Operator() {
		name += "（您）"
	}
	since := "建台账时起"
	if p.Since > 0 && p.By != "" {
		since = time.Unix(p.Since, 0).In(o.s.Today().Location()).Format("2006-01-02") + " 由" + p.By + "添加"
	}
	tone := look.Plain
	if p.Role == store.Admin {
		tone = look.Good
	}
	line := []fyne.CanvasObject{look.NewPicture(look.IconPerson, look.Second), look.NewWords(name, look.Strong), look.NewBadge(tone, p.Role.Title()), layout.NewSpacer()}
	if o.may() {
		b := kit.NewButton(kit.Ordinary, look.IconMore, "办理", "", nil)
		b.OnTapped = func() { kit.Menu(o.s.Canvas(), b, o.deeds(p)) }
		line = append(line, b)
	}
	return look.Column(look.Gap1, look.Row(line...), look.NewWords(p.Role.Explain()+"。"+since, look.Aside))
}

func (o *operators) deeds(p store.Operator) []kit.Deed {
	var deeds []kit.Deed
	for _, r := range store.Roles {
		if r != p.Role {
			deeds = append(deeds, kit.Deed{Icon: look.IconEdit, Label: "改成" + r.Title(), Do: func() { o.change(p, r) }})
		}
	}
	if p.Name == o.s.Book.Operator() {
		deeds = append(deeds, kit.Deed{Icon: look.IconLock, Label: "修改密码", Do: func() { ChangePassword(o.s) }})
	} else {
		deeds = append(deeds, kit.Deed{Icon: look.IconLock, Label: "重设密码", Do: func() { o.reset(p) }})
	}
	return append(deeds, kit.Deed{Icon: look.IconRemove, Label: "去掉这位经办人", Do: func() { o.remove(p) }})
}

// run does one thing about the operators and shows them anew.
func (o *operators) run(work func() error, done, failed string) {
	hands.RunOnly(&o.busy, func() (struct{}, error) { return struct{}{}, work() },
		func(struct{}) { o.s.Say(done); o.draw() },
		func(err error) { o.s.Fail(failed, err) })
}

func (o *operators) change(p store.Operator, r store.Role) {
	do := func() {
		o.run(func() error { return o.s.Book.Staff().SetRole(p.Name, r) }, p.Name+" 现在是"+r.Title(), "没有改角色")
	}
	if p.Name != o.s.Book.Operator() {
		do()
		return
	}
	kit.Ask(o.s.Canvas(), "把自己改成"+r.Title(), "改了以后，您自己不能再改回来，要请别的管理员办理。",
		kit.Answer{Verb: "取消", Safe: true}, kit.Answer{Verb: "改成" + r.Title(), Loss: true, Do: do})
}

func (o *operators) remove(p store.Operator) {
	text := "他的密码从现在起打不开这个台账。他做过的事仍记在他名下。"
	if p.Name == o.s.Book.Operator() {
		text = "这是您自己。去掉以后，您的密码打不开这个台账，锁定后就进不来了。"
	}
	kit.AskLoss(o.s.Canvas(), "去掉经办人“"+p.Name+"”", text, "去掉 "+p.Name, func() {
		o.run(func() error { return o.s.Book.Staff().Remove(p.Name) }, "已去掉 "+p.Name, "没有去掉")
	})
}

// roleTabs chooses a role, the one at first.
func roleTabs(first store.Role, changed func(store.Role)) (*kit.Tabs, *look.Words) {
	tabs := make([]kit.Tab, len(store.Roles))
	at := 0
	for i, r := range store.Roles {
		tabs[i] = kit.Tab{Label: r.Title(), Count: -1}
		if r == first {
			at = i
		}
	}
	tell := look.NewWords(store.Roles[at].Explain(), look.Note)
	t := kit.NewTabs(tabs, func(i int) {
		tell.SetText(store.Roles[i].Explain())
		changed(store.Roles[i])
	})
	t.Choose(at)
	return t, tell
}

// add asks for one more operator, who types the password himself.
func (o *operators) add() {
	name, fault := kit.NewEntry(), kit.NewFault()
	name.OnChanged = func(string) { fault.Clear() }
	first, second := page.NewSecret("密码，请本人填（至少 8 个字符）"), page.NewSecret("再填一次密码")
	role := store.Typist
	tabs, tell := roleTabs(role, func(r store.Role) { role = r })
	s := page.NewSlip(o.s.Canvas(), "添加经办人", "添加经办人", kit.Labelled("姓名", name, fault),
		look.Column(look.Gap1, look.NewWords("角色", look.Aside), look.Row(tabs), tell), first.Box, second.Box)
	s.Open(func() {
		who, password := look.OneLine(name.Text), first.Entry.Text
		if who == "" {
			fault.Hard("请填写姓名。")
			s.Float.Refresh()
			o.s.Canvas().Focus(name)
			return
		}
		if !page.TypedTwice(first, second) {
			s.Float.Refresh()
			return
		}
		s.Do(func() error { return o.s.Book.Staff().Add(who, password, role) },
			func() { o.s.Say("已添加 " + who); o.draw() },
			func(err error) { fault.Hard(kit.Sentence(err)) })
	}, name, name, &first.Entry.Entry, &second.Entry.Entry)
}

// reset gives somebody who forgot his password a new one.
func (o *operators) reset(p store.Operator) {
	first, second := page.NewSecret("新密码，请本人填（至少 8 个字符）"), page.NewSecret("再填一次新密码")
	s := page.NewSlip(o.s.Canvas(), "重设 "+p.Name+" 的密码", "重设密码", first.Box, second.Box)
	s.Open(func() {
		if !page.TypedTwice(first, second) {
			s.Float.Refresh()
			return
		}
		password := first.Entry.Text
		s.Do(func() error { return o.s.Book.Staff().ResetPassword(p.Name, password) },
			func() { o.s.Say(p.Name + " 的密码重设好了") },
			func(err error) { first.Fail(kit.Sentence(err)) })
	}, first.Entry, &first.Entry.Entry, &second.Entry.Entry)
}

// renew draws a new recovery code and goes to the page on which it is typed back.
func (o *operators) renew() {
	hands.RunOnly(&o.busy, o.s.Book.Staff().NewRecoveryCode, func(code string) {
		o.s.Show(renewal(o.s, code, "换上新恢复码", o.s.ShowOperators, func() {
			hands.RunOnly(&o.busy, func() (struct{}, error) { return struct{}{}, o.s.Book.Staff().SetRecoveryCode(code) },
				func(struct{}) { o.s.Say("恢复码换好了，旧的作废"); o.s.ShowOperators() },
				func(err error) { o.s.Fail("没有换恢复码", err) })
		}))
	}, func(err error) { o.s.Fail("没有换恢复码", err) })
}

// renewal shows a code that is to take the place of the ledger's old one, which holds
// until then. Which groups are asked for is no secret: the code says it.
func renewal(s *page.Shell, code, verb string, back, done func()) *page.Page {
	_, p := page.NewRecovery(s.Window, strings.NewReader(code), s.Book, code, verb, done)
	p.Key, p.Title, p.Keys[fyne.KeyEscape] = "settings", "换恢复码", back
	return p
}
