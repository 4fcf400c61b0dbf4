package travel

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/travel"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// reply is the page of what goes back to the communities: what is due to each, all that was sent back, what two
// communities have both; and writing the receipts.
type reply struct {
	s      *page.Shell
	page   *page.Page
	way    *kit.Journey
	tab    int
	phrase phraseBox
	latest hands.Latest
	known  replyAnswer
}

type replyAnswer struct {
	dues    []travel.Owed
	work    []travel.Work
	doubles []rules.Double // that have not been written yet
}

// The tabs of the page.
const (
	replyDues = iota
	replyMatters
	replyDoubles
)

// Reply is the page of what goes back to the communities.
func Reply(s *page.Shell) *page.Page { return newReply(s, replyDues).page }

// Doubles is that page with what two communities have both.
func Doubles(s *page.Shell) *page.Page { return newReply(s, replyDoubles).page }

func newReply(s *page.Shell, tab int) *reply {
	y := &reply{s: s, tab: tab, phrase: phraseBox{s: s}}
	y.page = &page.Page{Key: "submit", Title: "回执", Shut: y.latest.Drop, Changed: func(store.Change) { y.ask() }}
	y.way = s.Journey(y.page)
	y.way.Calm = true
	y.ask()
	return y
}

func (y *reply) fail(title string, err error) { y.s.FailOn(y.page, title, err) }

func (y *reply) ask() {
	b := y.s.Book
	hands.RunLatest(&y.latest, func() (replyAnswer, error) {
		return replyAnswer{travel.Dues(b), travel.Matters(b), rules.OpenDoubles(b.Today())}, nil
	}, y.draw, func(err error) { y.fail("没有读出来", err) })
}

func (y *reply) draw(a replyAnswer) {
	y.known = a
	s := y.s
	place := container.NewStack()
	turn := func(i int) {
		y.tab = i
		place.Objects = []fyne.CanvasObject{y.part(i)}
		place.Refresh()
	}
	tabs := kit.NewTabs([]kit.Tab{{Label: "要发的回执", Count: len(a.dues)}, {Label: "退回和提问", Count: len(a.work)}, {Label: "疑似重复", Count: len(a.doubles)}}, turn)
	tabs.OnKey = func(key fyne.KeyName) bool {
		if f := kit.First(place.Objects[0]); key == fyne.KeyDown && f != nil {
			s.Canvas().Focus(f)
			return true
		}
		return false
	}
	tabs.Choose(y.tab)
	turn(y.tab)
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", s.ShowSubmit)
	deed := kit.NewButton(kit.Primary, look.IconSend, "生成 "+strconv.Itoa(len(a.dues))+" 个回执包", "F10", y.make)
	keys := map[fyne.KeyName]func(){fyne.KeyEscape: s.ShowSubmit, fyne.KeyF10: y.make}
	if why := giveWhy(s, "reply"); why != "" || len(a.dues) == 0 {
		deed.Disable()
		delete(keys, fyne.KeyF10)
		if len(a.dues) == 0 {
			deed.SetLabel("没有要发的回执")
		}
	}
	note := "要退回哪一项，就打开那条资料的那一栏，按 F8。"
	if why := giveWhy(s, "reply"); why != "" {
		note = why
	} else if s.Book.Profile().Practice {
		note = "练习台账：生成的是练习包，社区不会接收。"
	}
	first := fyne.Focusable(tabs)
	if f := kit.First(place.Objects[0]); f != nil {
		first = f
	}
	y.way.Show(look.NewWords("回执", look.Title), look.Margin(look.Card(look.Pile(0, look.Inset(look.Gap1, tabs), look.HLine(), place))), first, keys, look.NewWords(note, look.Note), layout.NewSpacer(), back, deed)
}

func (y *reply) part(tab int) fyne.CanvasObject {
	switch tab {
	case replyMatters:
		return y.matterRows()
	case replyDoubles:
		return y.doubleRows()
	}
	return y.dueRows()
}

// dueRows are the communities to which something is to be told.
func (y *reply) dueRows() fyne.CanvasObject {
	dues := y.known.dues
	if len(dues) == 0 {
		return look.Nothing(look.IconDone, "收到的都已经回过，也没有新的退回和提问。")
	}
	return look.Inset(look.Gap2, kit.RowsOf(0, dues, func(d travel.Owed) kit.Item {
		item := kit.Item{Icon: look.IconCommunity, Label: d.Community.Title + "　" + dueWords(d)}
		if d.Keyless {
			item.Hint = "没有它的钥匙，用口令封口"
		}
		return item
	}, func(d travel.Owed) { y.s.ShowCommunity(d.Community.ID) }))
}

// dueWords are what a receipt will say.
func dueWords(d travel.Owed) string {
	var parts []string
	if n := len(d.Parcels); n > 0 {
		parts = append(parts, "第 "+d.Parcels[n-1].Number.String()+" 次上报收下")
	}
	count := map[string]int{}
	for _, m := range d.Matters {
		switch m.State {
		case codes.MatterSettled, codes.MatterRecalled:
			count["办结"]++
		default:
			count[codes.MatterSorts.Label(m.Sort)]++
		}
	}
	for _, word := range []string{"退回", "重复", "提问", "办结"} {
		if n := count[word]; n > 0 {
			parts = append(parts, word+" "+strconv.Itoa(n)+" 件")
		}
	}
	return strings.Join(parts, "，")
}

// matterRows are all matters; each can be settled, taken back or looked at.
func (y *reply) matterRows() fyne.CanvasObject {
	work := y.known.work
	if len(work) == 0 {
		return look.Nothing(look.IconInfo, "还没有退回过什么。")
	}
	return look.Inset(look.Gap2, kit.RowsOf(0, work, func(w travel.Work) kit.Item {
		item := matterItem(w.Matter)
		if w.State == codes.MatterMended && w.Matter.State == codes.MatterOpen {
			item.Hint = "新的一包里已经改了"
		}
		item.Label = y.s.Book.Today().Name(ledger.Communities, w.Matter.Community) + "　" + item.Label
		return item
	}, y.matter))
}

// matter is what a street can do about one that it has sent back.
func (y *reply) matter(w travel.Work) {
	s, m, b := y.s, w.Matter, y.s.Book
	text := m.Text
	if m.Was != "" {
		text += "\n当时填的是：" + m.Was
	}
	if m.Reply != "" {
		text += "\n社区答复：" + m.Reply + "（" + m.By + "）"
	}
	answers := []kit.Answer{{Verb: "关上", Safe: true}}
	if !w.Gone && w.Kind != nil {
		answers = append(answers, kit.Answer{Verb: "打开那条资料", Do: func() {
			openMatter(s, m, &page.Way{Label: "回到回执", Do: func() { s.Show(newReply(s, replyMatters).page) }})
		}})
	}
	do := func(verb string, deed func(...value.ID) error) func() {
		return func() {
			hands.Run(func() (struct{}, error) { return struct{}{}, deed(m.ID) }, func(struct{}) { s.Toasts.SayWith(verb+"了，下一次回执会告诉社区", "撤销", s.Undo) }, func(err error) { s.Fail("没有"+verb, err) })
		}
	}
	if m.State != codes.MatterSettled && m.State != codes.MatterRecalled && b.May(store.MayAsk) {
		answers = append(answers, kit.Answer{Verb: "撤回这一件", Do: do("撤回", func(of ...value.ID) error { return travel.RecallMatters(b, of...) })}, kit.Answer{Verb: "办结这一件", Do: do("办结", func(of ...value.ID) error { return travel.SettleMatters(b, of...) })})
	}
	kit.Ask(s.Canvas(), b.Today().Name(ledger.Communities, m.Community)+"　"+m.Title+matterField(m), text, answers...)
}

func (y *reply) doubleRows() fyne.CanvasObject {
	all := y.known.doubles
	if len(all) == 0 {
		return look.Nothing(look.IconDone, "没有两个社区都有、又没有写进回执的。")
	}
	rows := kit.RowsOf(0, all, doubleItem, func(d rules.Double) { compareDouble(y.s, d, func() { y.write([]rules.Double{d}) }) })
	every := kit.NewButton(kit.Ordinary, look.IconSend, "这 "+strconv.Itoa(len(all))+" 件都写进回执", "", func() { y.write(all) })
	y.s.Only(store.MayAsk, every)
	return look.Inset(look.Gap2, look.Pile(look.Gap1, look.Row(look.NewWords("Enter 并排看两边的资料", look.Note), layout.NewSpacer(), every), rows))
}

// write puts doubles into the next receipts of the communities.
func (y *reply) write(doubles []rules.Double) {
	var asks []travel.Ask
	for _, d := range doubles {
		asks = append(asks, travel.AsksOf(d)...)
	}
	hands.Run(func() ([]*ledger.Matter, error) { return travel.AskMatters(y.s.Book, asks...) }, func(all []*ledger.Matter) {
		y.s.Toasts.SayWith("写进回执了，共 "+strconv.Itoa(len(all))+" 件", "撤销", y.s.Undo)
	}, func(err error) { y.fail("没有写进回执", err) })
}

// make asks for the folder, and for a passphrase where a community has no key, and writes the receipts.
func (y *reply) make() {
	keyless := ""
	for _, d := range y.known.dues {
		if d.Keyless {
			keyless = d.Community.Title
		}
	}
	if keyless == "" {
		whereTo(y.s, "回执包放到哪个文件夹（可以选 U 盘）", func(folder string) { y.give(folder, "") })
		return
	}
	var f *kit.Float
	shut := kit.NewButton(kit.Ordinary, look.IconNone, "先不生成", "Esc", func() { f.Close() })
	deed := kit.NewButton(kit.Primary, look.IconFolder, "口令抄好了，选位置生成", "F10", func() {
		f.Close()
		whereTo(y.s, "回执包放到哪个文件夹（可以选 U 盘）", func(folder string) { y.give(folder, y.phrase.typed()) })
	})
	f = kit.NewFloat(y.s.Canvas(), look.Inset(look.Gap6, look.Column(look.Gap4, look.NewParagraph(keyless+"还没有钥匙，它的回执用口令封口。", look.Body, giveEms), y.phrase.view(), look.Row(layout.NewSpacer(), shut, deed))))
	f.Keys = map[fyne.KeyName]func(){fyne.KeyEscape: shut.Press, fyne.KeyF10: deed.Press}
	f.Open(deed)
}

func (y *reply) give(folder, phrase string) {
	kit.RunLong(y.s.Canvas(), "正在生成回执包", func(ctx context.Context, step hands.Step) ([]travel.Sent, error) {
		step("写入和签名", 0, 0)
		return travel.Reply(ctx, y.s.Book, giving(y.s, folder, phrase))
	}, func(sents []travel.Sent) {
		y.s.Show(givenDone(y.s, "已生成 "+strconv.Itoa(len(sents))+" 个回执包", "每个社区一个文件，文件名里有社区的名字。发出以后，那一次接收就不能再撤销了。", sents, phrase))
	}, func(err error) { y.fail("没有生成回执", err) })
}
