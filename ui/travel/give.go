package travel

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/travel"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// giveFolderKey keeps where the last packages for the communities went.
const giveFolderKey = "give.folder"

// give is the page of a street's notice: what goes, to whom and how it is sealed, and the words by which a community
// knows that it is from here.
type give struct {
	s      *page.Shell
	page   *page.Page
	way    *kit.Journey
	phrase phraseBox
	latest hands.Latest
}

// Notice gives out the street's notice.
func Notice(s *page.Shell) *page.Page { return newGive(s).page }

func newGive(s *page.Shell) *give {
	g := &give{s: s, phrase: phraseBox{s: s}}
	g.page = &page.Page{Key: "submit", Title: "下发", Shut: g.latest.Drop}
	g.way = s.Journey(g.page)
	g.ask()
	return g
}

func (g *give) fail(title string, err error) { g.s.FailOn(g.page, title, err) }

type givenAnswer struct {
	words   string
	keyless []string
	sents   []travel.Sent
	counts  map[string]int
}

func (g *give) ask() {
	b := g.s.Book
	hands.RunLatest(&g.latest, func() (givenAnswer, error) {
		sents, err := travel.Sents(b)
		a := givenAnswer{words: travel.OwnWords(b), keyless: travel.Keyless(b), counts: map[string]int{}}
		for _, s := range sents {
			if s.Sort == codes.ParcelNotice {
				a.sents = append(a.sents, s)
			}
		}
		a.counts["community"] = b.Today().Count(ledger.Communities)
		a.counts["officer"] = find.ListOf(b.Today(), records.Query{Kind: ledger.Officers, Tab: "now"}).Len()
		a.counts["liaison"] = find.ListOf(b.Today(), records.Query{Kind: ledger.Liaisons, Tab: "now"}).Len()
		return a, err
	}, g.draw, func(err error) { g.fail("没有读出下发记录", err) })
}

func (g *give) draw(a givenAnswer) {
	s := g.s
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", s.ShowSubmit)
	deed := kit.NewButton(kit.Primary, look.IconFolder, "选位置，生成下发包", "F10", nil)
	keys := map[fyne.KeyName]func(){fyne.KeyEscape: s.ShowSubmit, fyne.KeyF10: deed.Press}
	figure := func(label string, n int) fyne.CanvasObject {
		return look.Card(look.Inset(look.Gap4, look.Column(look.Gap1, look.NewWords(label, look.Aside), look.NewWords(strconv.Itoa(n), look.Figure))))
	}
	rows := []fyne.CanvasObject{look.NewWords("这次下发的", look.Head),
		look.Columns(3, look.Gap2, figure("社区", a.counts["community"]), figure("街道团干部", a.counts["officer"]), figure("定点联系", a.counts["liaison"])),
		look.NewParagraph("还有规则 "+s.Book.Basis().Rules.Version+"、代码表和街道的钥匙。委员的电话各社区都看得到；走访内容、备注、社区负责人不下发。", look.Aside, giveEms), look.HLine()}
	if told := practiceGives(s); told != nil {
		rows = append([]fyne.CanvasObject{told}, rows...)
	}
	sealed := len(a.keyless) == 0 && a.counts["community"] > 0
	why := giveWhy(s, store.MayGive)
	switch {
	case why != "":
		rows = append(rows, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewParagraph(why, look.Body, giveEms)))
		deed.Disable()
		delete(keys, fyne.KeyF10)
	case a.counts["community"] == 0:
		rows = append(rows, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewWords("还没有登记社区。先登记各社区的名称和代码，再下发。", look.Body)))
		deed.Disable()
		delete(keys, fyne.KeyF10)
	case sealed:
		rows = append(rows, look.Row(look.NewPicture(look.IconLock, look.Green), look.NewWords("用各社区台账的钥匙封口，只有这些社区能打开，不用口令。", look.Body)))
	default:
		who := strings.Join(a.keyless, "、")
		if n := len(a.keyless); n > 4 {
			who = strings.Join(a.keyless[:4], "、") + " 等 " + strconv.Itoa(n) + " 个社区"
		}
		rows = append(rows, look.NewParagraph(who+"还没有上报过，街道没有它们的钥匙，这个包用口令封口。", look.Body, giveEms), g.phrase.view())
		deed.SetLabel("口令抄好了，选位置生成")
	}
	rows = append(rows, look.HLine(), look.Row(look.NewPicture(look.IconLock, look.Ink), look.NewWords("街道签名的六个核对词", look.Strong)), spoken(a.words),
		look.NewParagraph("社区第一次接收会打电话来核对：请照着念，六个词一个不差才算对上。", look.Aside, giveEms))
	if len(a.sents) > 0 {
		last := a.sents[0]
		rows = append(rows, look.HLine(), look.NewWords("上一次：第 "+strconv.Itoa(int(last.Number))+" 次　"+last.Day.String()+"　"+last.Who, look.Aside))
	}
	deed.OnTapped = func() {
		phrase := ""
		if !sealed {
			phrase = g.phrase.typed()
		}
		whereTo(s, "下发包放到哪个文件夹（可以选 U 盘）", func(folder string) { g.write(folder, phrase) })
	}
	first := fyne.Focusable(deed)
	if deed.Disabled() {
		first = back
	}
	g.way.Show(look.NewWords("下发", look.Title), kit.Alone(48, look.Card(look.Inset(look.Gap6, look.Column(look.Gap4, rows...)))), first, keys, layout.NewSpacer(), back, deed)
}

const giveEms = 42

// giveWhy says why this ledger cannot give packages out, "" when it can.
func giveWhy(s *page.Shell, d store.Deed) string {
	if !s.Book.May(d) {
		return s.Book.Forbids()
	}
	return ""
}

// practiceGives is what a practice street's packages are; nil in a street of real people.
func practiceGives(s *page.Shell) fyne.CanvasObject {
	if !s.Book.Profile().Practice {
		return nil
	}
	return look.Notice(look.IconPractice, look.Amber, look.AmberBg, look.NewParagraph("这是练习台账，里面的人都是编的。可以照真的生成，包上写明是练习的，社区不会接收。", look.Body, giveEms))
}

// giving is where packages go, marked as practice where they are.
func giving(s *page.Shell, folder, phrase string) travel.Giving {
	return travel.Giving{Dir: folder, Passphrase: phrase, Sample: s.Book.Profile().Practice}
}

// whereTo asks for the folder that packages go to, and remembers it.
func whereTo(s *page.Shell, title string, then func(folder string)) {
	folder := s.App.Preferences().String(giveFolderKey)
	if folder == "" {
		folder = native.Documents()
	}
	s.OpenFolder(title, folder, func(chosen string) {
		s.App.Preferences().SetString(giveFolderKey, chosen)
		then(chosen)
	})
}

func (g *give) write(folder, phrase string) {
	kit.RunLong(g.s.Canvas(), "正在生成下发包", func(ctx context.Context, step hands.Step) (travel.Sent, error) {
		step("写入和签名", 0, 0)
		sent, _, err := travel.Notice(ctx, g.s.Book, giving(g.s, folder, phrase))
		return sent, err
	}, func(sent travel.Sent) {
		g.s.Show(givenDone(g.s, "第 "+strconv.Itoa(int(sent.Number))+" 次下发包已生成", "把这个文件拷给每个社区，都用这一个。", []travel.Sent{sent}, phrase))
	}, func(err error) { g.fail("没有生成下发包", err) })
}

// givenDone is the last page of giving packages out: where they are, and once more what opens them.
func givenDone(s *page.Shell, title, tell string, sents []travel.Sent, phrase string) *page.Page {
	rows := []fyne.CanvasObject{look.Row(look.NewPicture(look.IconDone, look.Green), look.NewWords(title, look.Title))}
	needed := false
	list := kit.RowsOf(6, sents, func(one travel.Sent) kit.Item {
		hint := "用社区的钥匙封口"
		if one.Keys == 0 {
			hint, needed = "用口令封口", true
		}
		return kit.Item{Icon: look.IconFile, Label: one.File, Hint: hint}
	}, nil)
	rows = append(rows, list, look.NewWords("在 "+look.Folder(sents[0].Path), look.Aside), look.NewParagraph(tell, look.Body, giveEms))
	if needed && phrase != "" {
		rows = append(rows, look.HLine(), look.NewWords("再对一遍抄下的口令，离开这里就不再显示。当面或打电话告诉社区：", look.Body), spoken(phrase))
	}
	open := kit.NewButton(kit.Ordinary, look.IconFolder, "打开文件夹", "", func() { s.ShowFolder(sents[0].Path) })
	end := kit.NewButton(kit.Primary, look.IconNone, "回到上报与回执", "F10", s.ShowSubmit)
	body := kit.Alone(48, look.Card(look.Inset(look.Gap6, look.Column(look.Gap4, rows...))))
	return &page.Page{Key: "submit", Title: title, Topic: "下发", View: look.Folio(look.NewWords(time.Unix(sents[0].Time, 0).Format("2006-01-02 15:04"), look.Aside), body, layout.NewSpacer(), open, end), First: end,
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: s.ShowSubmit, fyne.KeyEscape: s.ShowSubmit}}
}

// A phraseBox proposes a passphrase and shows it as it is typed and as it is told, with ways to have another.
type phraseBox struct {
	s      *page.Shell
	phrase travel.Passphrase
}

func (p *phraseBox) typed() string { return p.phrase.Typed }

func (p *phraseBox) view() fyne.CanvasObject {
	if p.phrase.Typed == "" {
		p.again(nil)
	}
	typed, said := look.NewWords("", look.Figure).Centre(), look.NewWords("", look.Aside).Centre()
	draw := func() {
		typed.SetText(p.phrase.Typed)
		said.SetText(spokenWords(p.phrase))
	}
	draw()
	other := kit.NewButton(kit.Quiet, look.IconNone, "换一个", "", func() { p.again(draw) })
	own := kit.NewButton(kit.Quiet, look.IconEdit, "自己定一个", "", func() {
		askOwnPhrase(p.s.Canvas(), func(own travel.Passphrase) { p.phrase = own; draw() })
	})
	return look.Column(look.Gap2, look.Row(look.NewPicture(look.IconLock, look.Ink), look.NewWords("打开包的口令", look.Strong), layout.NewSpacer(), other, own),
		look.Ground(look.Shade, look.Inset(look.Gap4, look.Column(look.Gap1, typed, said))),
		look.NewParagraph("请抄下来，当面或打电话告诉社区，不要和文件放在一起。程序不保存口令。", look.Aside, giveEms))
}

func (p *phraseBox) again(then func()) {
	phrase, err := travel.NewPassphrase(p.s.Book)
	if err != nil {
		p.s.Fail("没有想出口令", err)
		return
	}
	p.phrase = phrase
	if then != nil {
		then()
	}
}
