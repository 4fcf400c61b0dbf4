package office

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// files is the page of how many files belong to records, how much room they take, and of those in the bin.
type files struct {
	s      *page.Shell
	page   *page.Page
	place  *fyne.Container
	latest hands.Latest
	busy   hands.Only
}

// Files makes the page of all files of the ledger.
func Files(s *page.Shell) *page.Page {
	f := &files{s: s, place: container.NewStack()}
	f.page = &page.Page{Key: "settings", Title: "附件", View: look.Ground(look.Page, f.place), Shut: f.latest.Drop,
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: s.ShowSettings}, Changed: func(store.Change) { f.ask() }}
	f.ask()
	return f.page
}

func (f *files) ask() {
	hands.RunLatest(&f.latest, func() (attach.Room, error) { return attach.RoomOf(f.s.Book) }, f.draw,
		func(err error) { f.s.Fail("没有数出附件", err) })
}

func (f *files) draw(room attach.Room) {
	back := kit.NewButton(kit.Quiet, look.IconLeft, "设置", "Esc", f.s.ShowSettings)
	clear := f.s.Only(store.MayShred, kit.NewButton(kit.Ordinary, look.IconRemove, "清除回收站里的附件", "", func() { f.confirm(room) }))
	if room.Binned == 0 {
		clear.Disable()
	}
	line := func(title, n string) fyne.CanvasObject {
		return look.Card(look.Inset(look.Gap4, look.Column(look.Gap1, look.NewWords(title, look.Aside), look.NewWords(n, look.Figure))))
	}
	count := func(n int, bytes int64) string { return strconv.Itoa(n) + " 份　" + attach.Size(bytes) }
	parts := []fyne.CanvasObject{
		look.Columns(2, look.Gap2, line("在用的附件", count(room.Files, room.Bytes)), line("回收站里的", count(room.Binned, room.Thrown))),
		look.Card(look.Inset(look.Gap4, look.Column(look.Gap1,
			look.NewParagraph("附件和台账存在同一个文件里，一样加密。一个台账最多 "+attach.Size(attach.MaxLedger)+"，每份备份里都有全部附件，所以附件多了，备份占的地方也大。", look.Body, 44),
			look.NewParagraph("“回收站里的”也包括社区上报后又收回、只在历史里还有的附件。清除以后不能恢复，台账文件会跟着变小；更早的备份里还有，随备份过期一起消失。", look.Aside, 44)))),
	}
	f.place.Objects = []fyne.CanvasObject{look.Folio(look.Row(back, look.NewWords("附件", look.Title)), look.Margin(look.Column(look.Gap4, parts...)),
		look.NewWords("附件在每条记录自己的“附件”页里添加和查看。", look.Note), layout.NewSpacer(), clear)}
	f.place.Refresh()
	f.page.First = back
	if f.s.Page() == f.page && f.s.Canvas().Overlays().Top() == nil {
		f.s.Canvas().Focus(back)
	}
}

// confirm asks before the files in the bin are gone for good.
func (f *files) confirm(room attach.Room) {
	verb := "清除 " + strconv.Itoa(room.Binned) + " 份附件"
	kit.AskLoss(f.s.Canvas(), verb, "一共 "+attach.Size(room.Thrown)+"。清除以后不能撤销，回收站和历史里也不再有。", verb, func() {
		hands.RunOnly(&f.busy, func() (int, error) { return attach.ClearBinned(f.s.Book) },
			func(n int) { f.s.Say("已清除 " + strconv.Itoa(n) + " 份附件") },
			func(err error) { f.s.Fail("没有清除", err); f.ask() })
	})
}
