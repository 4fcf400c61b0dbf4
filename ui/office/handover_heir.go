package office

import (
	"slices"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/overview"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// An heir is who takes over, as far as it is filled in, and what becomes of who
// leaves.
type heir struct {
	known         []string // the operators there are
	leaver        *kit.Picker
	who           *kit.Picker
	first, second *page.Secret
	fault         *kit.Fault
	role          store.Role
	becomes       int // place in becomings
	renew         bool
	box           *fyne.Container // the password, or why none is asked for
}

// becomings are what may become of the one who leaves.
var becomings = []struct{ becomes, label, will string }{
	{store.Leaves, "离开，密码作废", "的密码从此打不开台账"},
	{store.Demoted, "改成只读", "改成只读，还能查看"},
	{store.Stays, "照旧", "照旧，密码和角色不变"},
}

func (e *heir) begin(s *page.Shell, h overview.Handover) {
	for _, o := range h.Operators {
		e.known = append(e.known, o.Name)
	}
	e.leaver = page.PickName(e.known, slices.Index(e.known, s.Book.Operator()))
	e.who = page.PickName(e.known, -1)
	e.who.AllowOther = true
	e.who.SetPlaceHolder("新来的人填姓名，已有的按 F4 选")
	e.first, e.second = page.NewSecret("接手人的密码（至少 8 个字符）"), page.NewSecret("再填一次")
	e.fault = kit.NewFault()
	e.role = store.Admin
	e.box = look.Column(look.Gap2)
	e.who.OnChanged = func(string) { e.fault.Clear(); e.ask() }
	e.leaver.OnChanged = func(string) { e.fault.Clear() }
	e.ask()
}

// there says that the one who takes over is an operator already.
func (e *heir) there() bool { return slices.Contains(e.known, e.name()) }

func (e *heir) from() string { return look.OneLine(e.leaver.Text) }
func (e *heir) name() string { return look.OneLine(e.who.Text) }

// ask shows the password fields for somebody new only.
func (e *heir) ask() {
	row := look.Columns(2, look.Gap4, e.first.Box, e.second.Box)
	if e.there() {
		row = look.Column(0, look.NewWords("已经是经办人，用他自己的密码。", look.Aside))
	}
	e.box.Objects = []fyne.CanvasObject{row}
	e.box.Refresh()
}

func (e *heir) view() (body fyne.CanvasObject, first fyne.Focusable, fields []*kit.Entry) {
	roles, tell := roleTabs(e.role, func(r store.Role) { e.role = r })
	tabs := make([]kit.Tab, len(becomings))
	for i, b := range becomings {
		tabs[i] = kit.Tab{Label: b.label, Count: -1}
	}
	becomes := kit.NewTabs(tabs, func(i int) { e.becomes = i })
	becomes.Choose(e.becomes)
	code := kit.NewTabs([]kit.Tab{{Label: "不换", Count: -1}, {Label: "换一个新的，旧的作废", Count: -1}}, func(i int) { e.renew = i == 1 })
	if e.renew {
		code.Choose(1)
	}
	body = look.Section("谁交给谁",
		look.Columns(2, look.Gap4, kit.Labelled("移交人", e.leaver, nil), kit.Labelled("接手人", e.who, nil)), e.fault,
		e.box,
		look.Column(look.Gap1, look.NewWords("接手人的角色", look.Aside), look.Row(roles), tell),
		look.Column(look.Gap1, look.NewWords("移交人以后", look.Aside), look.Row(becomes)),
		look.Column(look.Gap1, look.NewWords("恢复码", look.Aside), look.Row(code)))
	return body, e.who, []*kit.Entry{&e.leaver.Entry, &e.who.Entry, &e.first.Entry.Entry, &e.second.Entry.Entry}
}

// valid shows what is wrong where it is.
func (e *heir) valid(c fyne.Canvas) bool {
	fail := func(at fyne.Focusable, text string) bool {
		e.fault.Hard(text)
		c.Focus(at)
		return false
	}
	switch {
	case !slices.Contains(e.known, e.from()):
		return fail(e.leaver, "请选移交人。")
	case e.name() == "":
		return fail(e.who, "请填写接手人的姓名。")
	case e.name() == e.from():
		return fail(e.who, "移交人和接手人是同一个人。请另填接手人。")
	case !e.there():
		return page.TypedTwice(e.first, e.second)
	}
	return true
}

// will says line by line what the handing over does.
func (e *heir) will(newCode bool) []string {
	lines := []string{e.name() + " 成为" + e.role.Title() + "，用新填的密码打开。"}
	if e.there() {
		lines[0] = e.name() + " 成为" + e.role.Title() + "，密码不变。"
	}
	lines = append(lines, e.from()+" "+becomings[e.becomes].will+"。")
	if newCode {
		return append(lines, "刚才留好的恢复码生效，旧的作废。")
	}
	return append(lines, "恢复码不换。请把锁着的那一张一并交接。")
}

func (e *heir) succession(code string) store.Succession {
	s := store.Succession{From: e.from(), Becomes: becomings[e.becomes].becomes, To: e.name(), Role: e.role, Code: code}
	if !e.there() {
		s.Password = e.first.Entry.Text
	}
	return s
}
