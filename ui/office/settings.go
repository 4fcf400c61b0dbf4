// Package office holds the screens by which an office is run: settings, operators and the change of hands, rules and choices,
// what is due to be erased, backups, the bin and what was done. It knows the Shell and asks the Book for one thing per
// intent; how a backup is made or a deed taken back only the Book knows.
package office

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// Settings is the page of what a person may have otherwise: the size of the text,
// how fields go on, the password.
func Settings(s *page.Shell) *page.Page {
	p := &page.Page{Key: "settings", Title: "设置", Keys: map[fyne.KeyName]func(){}}
	sizes := make([]kit.Tab, len(look.Sizes))
	for i, size := range look.Sizes {
		sizes[i] = kit.Tab{Label: size.Label(), Count: -1}
	}
	size := kit.NewTabs(sizes, func(i int) {
		s.App.Preferences().SetInt(sizeKey, int(look.Sizes[i]))
		look.SetSize(s.App, look.Sizes[i])
	})
	size.Choose(int(look.NowSize()))
	advance := kit.NewTabs([]kit.Tab{{Label: "自动到下一项", Count: -1}, {Label: "按 Enter 才走", Count: -1}}, func(i int) {
		s.App.Preferences().SetBool(advanceKey, i == 1)
		kit.SetAutoAdvance(i == 0)
	})
	if !kit.AutoAdvance() {
		advance.Choose(1)
	}
	lock := idleTabs(s)
	section := func(title, tell string, objects ...fyne.CanvasObject) fyne.CanvasObject {
		rows := []fyne.CanvasObject{look.NewWords(title, look.Head), look.NewParagraph(tell, look.Aside, 50)}
		return look.Card(look.Inset(look.Gap6, look.Column(look.Gap2, append(rows, objects...)...)))
	}
	change := kit.NewButton(kit.Ordinary, look.IconLock, "修改密码", "", func() { ChangePassword(s) })
	whose, tell := "社区", "代码、类型、所属街道，花名册和上报都要用。"
	if s.Book.Profile().Street {
		whose, tell = "街道", "代码、团组织名称，和核对用的数：社区、规模企业、社区团委、编制外副书记应有多少。"
	}
	own := kit.NewButton(kit.Ordinary, look.IconCommunity, whose+"资料", "", s.ShowOwn)
	bin := kit.NewButton(kit.Ordinary, look.IconRemove, "回收站", "", func() { s.Open(s.Screens.Bin) })
	done := kit.NewButton(kit.Ordinary, look.IconHistory, "操作记录", "", func() { s.Open(s.Screens.Operations) })
	keys := kit.NewButton(kit.Ordinary, look.IconKeyboard, "按键一览", "Ctrl+/", func() { kit.ShowKeys(s.Canvas(), page.Keymap) })
	care := kit.NewButton(kit.Ordinary, look.IconBackup, "备份与检查", "", func() { s.ShowBackups() })
	meet := s.Only(store.MayMeet, kit.NewButton(kit.Ordinary, look.IconLink, "合并另一台电脑的台账", "", func() { s.ShowMeet("") }))
	twice := kit.NewButton(kit.Ordinary, look.IconPeople, "疑似重复", "", func() { s.Open(s.Screens.Twins) })
	tellSize := "屏幕上所有的字一起变，马上生效。" + s.Scaled()
	body := look.Column(look.Gap4,
		look.NewWords("设置", look.Title),
		section("字号", tellSize, look.Row(size)),
		section("录入", "身份证号码、手机号码、信用代码填满后怎么走。", look.Row(advance)),
		section(whose, tell, look.Row(own)),
		section("自动锁定", "这么久没有动鼠标和键盘，台账自动锁定，填到一半的内容不丢。电脑锁屏、睡眠时马上锁定。", look.Row(lock)),
		section("密码和经办人", "密码只有您知道。每位经办人用自己的密码打开；换人时办一次工作交接。", look.Row(change,
			kit.NewButton(kit.Ordinary, look.IconPeople, "经办人", "", s.ShowOperators), kit.NewButton(kit.Ordinary, look.IconRight, "工作交接", "", s.ShowHandover))),
		section("个人信息", "离团满 "+strconv.Itoa(s.Book.Basis().Rules.RetentionYears)+" 年的人，档案里只留姓名、支部、时间和去向，其余按规定清除。", look.Row(
			kit.NewButton(kit.Ordinary, look.IconRemove, "清除个人信息", "", s.ShowRetention))),
		section("规则、选项、公文用语", "年龄、人数、任期、编号、团费、提醒的数，改之前先看会怎样；填的时候有哪些选项、叫什么；证明、介绍信、请示、批复怎么写。", look.Row(
			kit.NewButton(kit.Ordinary, look.IconEdit, "规则", "", s.ShowRules), kit.NewButton(kit.Ordinary, look.IconColumns, "选项", "", s.ShowCodes), kit.NewButton(kit.Ordinary, look.IconFile, "公文用语", "", s.ShowWords))),
		section("备份", "备份、恢复、第二个位置，检查台账有没有损坏。", look.Row(care)),
		section("回收站和操作记录", "移走的资料随时可以恢复；导入、批量修改和每一步修改，几个星期以后也能撤销。", look.Row(bin, done)),
		section("两台电脑和重复录入", "同一本台账在两台电脑上各记各的，可以逐栏合到一起；录了两次的人和企业可以合成一条，也能再拆开。", look.Row(meet, twice)),
		section("按键", "录入、查找、打印都能不用鼠标。", look.Row(keys)))
	p.View = kit.Alone(60, body)
	p.First = size
	return p
}

// idleTabs chooses after how many minutes without anybody the ledger locks. Never is
// asked about: then whoever comes by reads on.
func idleTabs(s *page.Shell) *kit.Tabs {
	tabs := make([]kit.Tab, len(idleMinutes))
	at := 0
	for i, n := range idleMinutes {
		tabs[i] = kit.Tab{Label: fmt.Sprintf("%d 分钟", n), Count: -1}
		if n == 0 {
			tabs[i].Label = "不自动锁定"
		}
		if time.Duration(n)*time.Minute == IdleWait(s.App) {
			at = i
		}
	}
	var t *kit.Tabs
	t = kit.NewTabs(tabs, func(i int) {
		take := func() {
			at = i
			s.App.Preferences().SetInt(idleKey, idleMinutes[i])
		}
		if idleMinutes[i] != 0 {
			take()
			return
		}
		kit.Ask(s.Canvas(), "不自动锁定吗？", "离开座位以后，别人可以直接看和改台账里的个人信息。电脑锁屏或睡眠时仍然会锁定。",
			kit.Answer{Verb: "取消", Safe: true, Do: func() { t.Choose(at) }},
			kit.Answer{Verb: "不自动锁定", Loss: true, Do: take})
	})
	t.Choose(at)
	return t
}

// ChangePassword asks for the old password and the new one twice.
func ChangePassword(s *page.Shell) {
	old, first, second := page.NewSecret("现在的密码"), page.NewSecret("新密码（至少 8 个字符）"), page.NewSecret("再填一次新密码")
	f := page.NewSlip(s.Canvas(), "修改密码", "修改密码", old.Box, first.Box, second.Box)
	f.Open(func() {
		if old.Entry.Text == "" {
			old.Fail("请填写现在的密码。")
			f.Float.Refresh()
			return
		}
		if !page.TypedTwice(first, second) {
			f.Float.Refresh()
			return
		}
		was, now := old.Entry.Text, first.Entry.Text
		f.Do(func() error { return s.Book.Staff().ChangePassword(was, now) },
			func() { s.Say("密码改好了，下次打开用新密码") },
			func(err error) { old.Fail(kit.Sentence(err)) })
	}, old.Entry, &old.Entry.Entry, &first.Entry.Entry, &second.Entry.Entry)
}
