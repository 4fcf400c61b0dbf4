package office

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/ledger"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// files is the page of how many files belong to records, how much room they take, which cannot be opened, and of those in the bin.
type files struct {
	*below
	busy hands.Only
}

// Files makes the page of all files of the ledger.
func Files(s *page.Shell) *page.Page {
	f := &files{}
	f.below = under(s, "附件", f.ask)
	f.ask()
	return f.page
}

func (f *files) ask() {
	hands.RunLatest(&f.latest, func() (attach.Room, error) { return attach.RoomOf(f.s.Book) }, f.draw,
		func(err error) { f.s.Fail("没有数出附件", err) })
}

func (f *files) draw(room attach.Room) {
	back := backToSettings(f.s)
	clear := f.s.Only(store.MayShred, kit.NewButton(kit.Ordinary, look.IconRemove, "清除回收站里的附件", "", func() { f.confirm(room) }))
	if room.Binned == 0 {
		clear.Disable()
	}
	line := func(title, n string) fyne.CanvasObject {
		return look.Card(look.Inset(look.Gap4, look.Column(look.Gap1, look.NewWords(title, look.Aside), look.NewWords(n, look.Figure))))
	}
	count := func(n int, bytes int64) string { return strconv.Itoa(n) + " 份　" + attach.Size(bytes) }
	parts := []fyne.CanvasObject{look.Columns(2, look.Gap2, line("在用的附件", count(room.Files, room.Bytes)), line("回收站里的", count(room.Binned, room.Thrown)))}
	first := fyne.Focusable(back)
	if rows := f.unopened(room); rows != nil {
		first = rows
		parts = append(parts, look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.NewWords("打不开的附件（Enter 打开它的记录）", look.Head), rows))))
	}
	told := []fyne.CanvasObject{
		look.NewParagraph("附件和台账存在同一个文件里，一样加密。一个台账最多 "+attach.Size(attach.MaxLedger)+"，每份备份里都有全部附件，所以附件多了，备份占的地方也大。", look.Body, 44)}
	if room.Home > 0 {
		told = append(told, look.NewParagraph(f.athome(room.Home), look.Body, 44))
	}
	told = append(told,
		look.NewParagraph("打开台账时不读附件的内容。每周验证备份会全部读一遍；要马上查，用“备份与检查”里的“检查台账”，坏了的会写明是哪一条记录的。", look.Aside, 44),
		look.NewParagraph("“回收站里的”也包括社区上报后又收回、只在历史里还有的附件。清除以后不能恢复，台账文件会跟着变小；更早的备份里还有，随备份过期一起消失。", look.Aside, 44))
	parts = append(parts, look.Card(look.Inset(look.Gap4, look.Column(look.Gap2, told...))))
	f.show(first, look.Folio(look.Row(back, look.NewWords("附件", look.Title)), kit.Scrolled(look.Margin(look.Pile(look.Gap4, parts...))),
		look.NewWords("附件在每条记录自己的“附件”页里添加和查看。", look.Note), layout.NewSpacer(), clear))
}

// athome says which files no package carries, so that nobody believes them to be elsewhere too.
func (f *files) athome(n int) string {
	if f.s.Book.Profile().Street {
		return "街道自己的附件 " + strconv.Itoa(n) + " 份只在这个台账里，不随下发包和回执包走。"
	}
	return "其中 " + strconv.Itoa(n) + " 份只在这台电脑的台账里：上报包只带“入团志愿书”和“除名批复”，别的种类不交给街道，合并另一台电脑的台账时也不会过去。那边要用，就在那边也添加一份。"
}

// unopened are the files whose content is not here or not whole; nil for none.
func (f *files) unopened(room attach.Room) *kit.Rows {
	all := append(room.Hurt[:len(room.Hurt):len(room.Hurt)], room.Absent...)
	if len(all) == 0 {
		return nil
	}
	v := f.s.Book.Today()
	return kit.RowsOf(unopenedShown, all, func(a *ledger.Attachment) kit.Item {
		item := kit.Item{Icon: look.IconFault, Label: a.Title, Hint: "内容缺了一部分，请从备份里找回"}
		if kind, r := v.AttachedTo(a); r != nil {
			item.Label = kind.Title() + "“" + v.Called(r) + "”的“" + a.Title + "”"
		}
		for _, x := range room.Absent {
			if x == a {
				item.Icon, item.Hint = look.IconInfo, "原件还没有到这台电脑"
			}
		}
		return item
	}, func(a *ledger.Attachment) {
		if kind, r := v.AttachedTo(a); r != nil {
			f.s.ShowRecord(kind, r.Head().ID)
		}
	})
}

const unopenedShown = 6 // lines without scrolling

// confirm asks before the files in the bin are gone for good.
func (f *files) confirm(room attach.Room) {
	verb := "清除 " + strconv.Itoa(room.Binned) + " 份附件"
	kit.AskLoss(f.s.Canvas(), verb, "一共 "+attach.Size(room.Thrown)+"。清除以后不能撤销，回收站和历史里也不再有。", verb, func() {
		hands.RunOnly(&f.busy, func() (int, error) { return attach.ClearBinned(f.s.Book) },
			func(n int) { f.s.Say("已清除 " + strconv.Itoa(n) + " 份附件") },
			func(err error) { f.s.Fail("没有清除", err); f.ask() })
	})
}
