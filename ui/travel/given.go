package travel

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/travel"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// givenButton leads to what the street has given out, hidden where it has not yet.
func givenButton(s *page.Shell) fyne.CanvasObject {
	b := kit.NewButton(kit.Quiet, look.IconCommunity, "街道下发的", "", func() { s.Show(Given(s)) })
	if s.Book.Today().Count(ledger.Streets) == 0 {
		b.Hide()
	}
	return b
}

// takeButton takes in what the street has sent.
func takeButton(s *page.Shell) fyne.CanvasObject {
	return s.Only(store.MayReceive, kit.NewButton(kit.Ordinary, look.IconImport, "接收街道的包", "", func() { s.ShowReceive(nil) }))
}

// fromStreet are the lines about what came from the street: what is still to be mended and answered, and the words by
// which the street knows this ledger.
func fromStreet(s *page.Shell) (rows []fyne.CanvasObject) {
	answered, open := travel.Answered(s.Book)
	if open+answered > 0 {
		icon, ink, ground, text := look.IconFlag, look.Amber, look.AmberBg, "街道退回的事项还有 "+strconv.Itoa(open)+" 件没有办"
		if open == 0 {
			icon, ink, ground, text = look.IconDone, look.Green, look.GreenBg, "街道退回的事项都办好了，"+strconv.Itoa(answered)+" 件随下一次上报答复"
		} else if answered > 0 {
			text += "，办好的 " + strconv.Itoa(answered) + " 件随下一次上报答复"
		}
		rows = append(rows, look.Notice(icon, ink, ground, look.NewWords(text+"。", look.Body), kit.NewButton(kit.Ordinary, look.IconNone, "去办", "", s.ShowMatters)))
	}
	if s.Book.Today().Count(ledger.Streets) == 0 {
		words := travel.OwnWords(s.Book)
		rows = append(rows, look.Row(look.NewPicture(look.IconLock, look.Second), look.NewWords("街道第一次收包会打电话核对，请念这六个词：", look.Note), look.NewWords(words, look.Strong)))
	}
	return rows
}

// A gift is a kind that a street gives out, as a community reads it.
type gift struct {
	kind ledger.Kind
	tab  string
	tell string
}

var given = []gift{
	{ledger.Streets, "", "名称、代码、联系人"}, {ledger.Communities, "", "全街道的社区和代码"}, {ledger.Officers, "now", "书记、副书记、委员和电话"}, {ledger.Liaisons, "now", "哪位委员联系哪里，走访了几次"},
	{ledger.Signers, "", "认过的街道签名；对方的电脑丢了，在那里忘掉它"},
}

// Given shows what the street has given out. All of it can only be looked at.
func Given(s *page.Shell) *page.Page {
	rows := kit.RowsOf(0, given, func(g gift) kit.Item {
		n := find.ListOf(s.Book.Today(), records.Query{Kind: g.kind, Tab: g.tab}).Len()
		return kit.Item{Icon: face.Of(g.kind).Icon, Lead: strconv.Itoa(n), Label: g.kind.Title() + "　" + g.tell, Hint: "查看 ›"}
	}, func(g gift) { s.ShowList(records.Query{Kind: g.kind, Tab: g.tab, Sort: face.Sort(g.kind)}) })
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", s.ShowSubmit)
	body := look.Margin(look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.NewWords("这些是街道的，只能看。有错请告诉街道，让街道改好再下发。", look.Aside), rows))))
	return &page.Page{Key: "submit", Title: "街道下发的", View: look.Folio(look.NewWords("街道下发的", look.Title), body, layout.NewSpacer(), back), First: rows,
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: s.ShowSubmit}}
}
