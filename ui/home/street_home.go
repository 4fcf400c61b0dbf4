package home

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// streetEmpty is the first page of a street's new ledger: the three steps by which a
// round begins.
func (h *home) streetEmpty() fyne.CanvasObject {
	s := h.s
	return kit.Empty(look.IconHome, "这是街道台账，还是空的。先填社区，再下发，社区上报以后在这里接收。",
		kit.Stage{Icon: look.IconCommunity, Verb: "填写街道和社区", Tell: "各社区的名称、代码、类型", Do: s.ShowOwn},
		kit.Stage{Icon: look.IconExport, Verb: "生成下发包", Tell: "社区名单、委员、规则，一个文件发给各社区", Do: s.ShowNotice},
		kit.Stage{Icon: look.IconImport, Verb: "接收上报包", Tell: "选文件，或把文件拖进窗口", Do: func() { s.ShowReceive(nil) }})
}

// streetHead is the street's name, how the round stands, and what a street does.
func (h *home) streetHead(d overview.Home) fyne.CanvasObject {
	came := 0
	for _, a := range d.Arrivals {
		if a.Parcel != nil {
			came++
		}
	}
	round := look.NewWords(d.Round.Day.String()+" 这一轮：收到 "+strconv.Itoa(came)+" / "+strconv.Itoa(len(d.Arrivals))+" 个社区", look.Aside)
	return look.Row(look.NewWords(h.s.Book.Profile().Name, look.Title), round, layout.NewSpacer(), h.cared())
}

// streetRound shows the communities in this round, under a heading with what a street does about them.
func (h *home) streetRound(d overview.Home) fyne.CanvasObject {
	s := h.s
	if len(d.Arrivals) == 0 {
		return look.Card(look.Inset(look.Gap4, look.Row(look.NewPicture(look.IconCommunity, look.Second), look.NewWords("还没有登记社区。", look.Body), layout.NewSpacer(),
			kit.NewButton(kit.Ordinary, look.IconAdd, "登记社区", "", func() { s.ShowNew(ledger.Communities, nil) }))))
	}
	head := append([]fyne.CanvasObject{look.NewWords("各社区", look.Head), look.NewWords(d.Round.Since.String()+" 起收到的算这一轮", look.Note), layout.NewSpacer()}, s.StreetDeeds()...)
	return look.Column(look.Gap2, look.Flow(head...), page.Glance(s, d.Arrivals))
}
