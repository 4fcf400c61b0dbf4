package travel

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/travel"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
)

// submitFolderKey keeps where the last package went.
const submitFolderKey = "submit.folder"

// seal is the third step: what will go, and what it is sealed with.
func (u *submit) seal() {
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "上一步", "", u.warned)
	if len(u.check.Warnings) == 0 {
		back = kit.NewButton(kit.Ordinary, look.IconNone, "重新检查", "", u.precheck)
	}
	cancel := kit.NewButton(kit.Ordinary, look.IconNone, "取消", "Esc", u.overview)
	keys := map[fyne.KeyName]func(){fyne.KeyEscape: u.overview}
	rows := []fyne.CanvasObject{look.NewWords("这次要上报的", look.Head), u.figures(), look.NewParagraph(u.summary(), look.Aside, 42), look.HLine()}
	next := kit.NewButton(kit.Primary, look.IconFolder, "选位置，封成上报包", "F10", u.goWhere)
	if u.practice() {
		rows = append(rows, look.Row(look.NewPicture(look.IconPractice, look.Amber), look.NewWords("封好的是练习包，包上写明，街道不会接收。", look.Body)))
	}
	switch {
	case u.whyNot() != "":
		next.Disable()
		rows = append(rows, look.Row(look.NewPicture(look.IconInfo, look.Amber), look.NewWords(u.whyNot(), look.Body)))
	case travel.NeedsPassphrase(u.s.Book):
		if u.phrase.Typed == "" {
			phrase, err := travel.NewPassphrase(u.s.Book)
			if err != nil {
				u.fail("没有想出口令", err)
				return
			}
			u.phrase = phrase
		}
		next.SetLabel("口令抄好了，选位置封包")
		rows = append(rows, u.passphrase(), u.addressee())
		keys[fyne.KeyF10] = u.goWhere
	default:
		rows = append(rows, look.Row(look.NewPicture(look.IconLock, look.Green), look.NewWords("用街道给的钥匙封口，只有街道能打开，不用口令。", look.Body)))
		keys[fyne.KeyF10] = u.goWhere
	}
	u.way.Go(2, kit.Alone(48, look.Card(look.Inset(look.Gap6, look.Column(look.Gap4, rows...)))), next, keys, layout.NewSpacer(), cancel, back, next)
}

// always are the kinds of which a submission says how many it has, of none too; the others stand together.
var always = []ledger.Kind{ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts}

func (u *submit) figures() fyne.CanvasObject {
	var cards []fyne.CanvasObject
	card := func(title string, n int) {
		cards = append(cards, look.Card(look.Inset(look.Gap4, look.Column(look.Gap1, look.NewWords(title, look.Aside), look.NewWords(strconv.Itoa(n), look.Figure)))))
	}
	others := 0
	for _, k := range ledger.OfCommunity {
		switch n := u.check.Counts[k.Name()]; {
		case slices.Contains(always, k):
			card(k.Title(), n)
		case k != ledger.Communities && k != ledger.Matters:
			others += n
		}
	}
	if others > 0 {
		card("会议、团费等", others)
	}
	return look.Columns(len(cards), look.Gap2, cards...)
}

func (u *submit) summary() string {
	text := "第 " + strconv.Itoa(u.number()) + " 次上报。"
	if u.number() > 1 {
		text += "比上一次：" + differenceWords(u.check.Since) + "。"
	}
	if n := len(u.check.Warnings); n > 0 {
		text += "带着 " + strconv.Itoa(n) + " 条提醒，其中 " + strconv.Itoa(len(u.explain)) + " 条写了说明。"
	} else {
		text += "检查没有发现问题。"
	}
	if c := travel.CarriedBy(u.s.Book.Today()); c.Files > 0 {
		text += "随包带上附件 " + strconv.Itoa(c.Files) + " 份（" + attach.Size(c.Bytes) + "）"
		if c.Left > 0 {
			text += "，另有 " + strconv.Itoa(c.Left) + " 份较早的装不下，街道已经有的不受影响"
		}
		text += "。"
	}
	if answered, open := travel.Answered(u.s.Book); answered+open > 0 {
		text += "街道退回的事项这次答复 " + strconv.Itoa(answered) + " 件"
		if open > 0 {
			text += "，还有 " + strconv.Itoa(open) + " 件没有办"
		}
		text += "。"
	}
	return text
}

// number is what the next submission is called.
func (u *submit) number() int {
	if len(u.past) == 0 {
		return 1
	}
	return int(u.past[0].Number) + 1
}

// passphrase shows the words that the street must be told, large enough to copy by
// hand.
func (u *submit) passphrase() fyne.CanvasObject {
	typed, spoken := look.NewWords("", look.Figure).Centre(), look.NewWords("", look.Aside).Centre()
	draw := func(p travel.Passphrase) {
		u.phrase = p
		typed.SetText(p.Typed)
		spoken.SetText(spokenWords(p))
	}
	draw(u.phrase)
	other := kit.NewButton(kit.Quiet, look.IconNone, "换一个", "", func() {
		if p, err := travel.NewPassphrase(u.s.Book); err != nil {
			u.fail("没有想出口令", err)
		} else {
			draw(p)
		}
	})
	own := kit.NewButton(kit.Quiet, look.IconEdit, "自己定一个", "", func() { askOwnPhrase(u.s.Canvas(), draw) })
	return look.Column(look.Gap2,
		look.Row(look.NewPicture(look.IconLock, look.Ink), look.NewWords("打开这个包的口令", look.Strong), layout.NewSpacer(), other, own),
		look.Ground(look.Shade, look.Inset(look.Gap4, look.Column(look.Gap1, typed, spoken))),
		look.NewParagraph("请抄下来，当面或打电话告诉街道，不要和文件放在一起。程序不保存口令，忘了就只能再上报一次。", look.Aside, 42))
}

// addressee says for which street the package is, and lets a person name it.
func (u *submit) addressee() fyne.CanvasObject {
	words := look.NewWords("", look.Body)
	draw := func() {
		if words.SetText("包里写明报给“" + u.street + "”，别的街道不会接收。"); u.street == "" {
			words.SetText("包里没有写明报给哪个街道，知道口令的人都能转交。")
		}
	}
	if u.street == "" {
		u.street = travel.Addressee(u.s.Book)
	}
	draw()
	name := kit.NewButton(kit.Quiet, look.IconEdit, "写明街道", "", func() {
		kit.AskLine(u.s.Canvas(), kit.Prompt{Title: "这一包报给哪个街道", Text: "写街道台账上的名称，例如“小江湖街道”。", Label: "街道", Value: u.street, Least: 2, Verb: "写明这个街道",
			Do: func(line string) { u.street = line; draw() }})
	})
	return look.Row(look.NewPicture(look.IconSend, look.Ink), words, layout.NewSpacer(), name)
}

// spokenWords are how the passphrase is told on the telephone.
func spokenWords(p travel.Passphrase) string {
	if p.Spoken == "" {
		return "照原样抄，分大小写"
	}
	return "电话里这样说：" + p.Spoken
}

// goWhere asks where the package goes.
func (u *submit) goWhere() {
	folder := u.s.App.Preferences().String(submitFolderKey)
	if folder == "" {
		folder = native.Documents()
	}
	u.s.OpenFolder("上报包放到哪个文件夹（可以选 U 盘）", folder, u.write)
}

// write locks the snapshot and writes the package.
func (u *submit) write(folder string) {
	u.s.App.Preferences().SetString(submitFolderKey, folder)
	type gone struct {
		sub  points.Submission
		path string
	}
	x := travel.Sending{Dir: folder, Passphrase: u.phrase.Typed, Street: u.street, Explain: u.explain, Sample: u.practice()}
	if !travel.NeedsPassphrase(u.s.Book) {
		x.Passphrase = ""
	}
	kit.RunLong(u.s.Canvas(), "正在封上报包", func(ctx context.Context, step hands.Step) (gone, error) {
		sub, path, err := travel.Submit(ctx, u.s.Book, x, func(done, total int) { step("再核对一遍，写入包里", done, total) })
		return gone{sub, path}, err
	}, func(g gone) { u.sent(g.sub, g.path) }, func(err error) {
		var known *store.Error
		if errors.As(err, &known) && known.Code == store.Invalid {
			kit.TellText(u.s.Canvas(), "还不能上报", known.Message, u.precheck)
			return
		}
		u.fail("没有上报", err)
	})
}

// sent is the last step.
func (u *submit) sent(sub points.Submission, path string) {
	u.past = append([]points.Submission{sub}, u.past...)
	u.s.Guide.Changed()
	phrase := u.phrase
	u.phrase = travel.Passphrase{}
	open := kit.NewButton(kit.Ordinary, look.IconFolder, "打开文件夹", "", func() { u.s.ShowFolder(path) })
	end := kit.NewButton(kit.Primary, look.IconNone, "回到上报与回执", "F10", u.overview)
	rows := []fyne.CanvasObject{
		look.Row(look.NewPicture(look.IconDone, look.Green), look.NewWords("第 "+strconv.Itoa(int(sub.Number))+" 次上报已封好", look.Title)),
		look.Row(look.NewPicture(look.IconFile, look.Second), look.NewWords(sub.File, look.Strong), layout.NewSpacer(), open),
		look.NewWords("在 "+look.Folder(path), look.Aside),
		look.NewWords(face.Counts(sub.Counts), look.Aside),
	}
	hand := "把这个文件拷给街道。之后台账怎么改，都不会动这一次上报的内容。"
	if travel.NeedsPassphrase(u.s.Book) {
		hand = "把这个文件拷给街道，口令另外当面或打电话说。之后台账怎么改，都不会动这一次上报的内容。"
		rows = append(rows, look.HLine(),
			look.NewWords("再对一遍抄下的口令，离开这里就不再显示：", look.Body),
			look.Ground(look.Shade, look.Inset(look.Gap4, look.Column(look.Gap1, look.NewWords(phrase.Typed, look.Figure).Centre(), look.NewWords(spokenWords(phrase), look.Aside).Centre()))))
	}
	if u.practice() {
		hand = "这是练习包，不用交给街道；真交去了，街道的台账会拒收。真的上报也是这几步：把文件拷给街道，口令另外说。"
	}
	rows = append(rows, look.NewParagraph(hand, look.Aside, 42))
	u.way.Go(3, kit.Alone(48, look.Card(look.Inset(look.Gap6, look.Column(look.Gap4, rows...)))), end,
		map[fyne.KeyName]func(){fyne.KeyF10: u.overview, fyne.KeyEscape: u.overview}, layout.NewSpacer(), end)
}
