package travel

import (
	"context"
	"errors"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/effects"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/travel"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// take is the way of a package into a community's ledger: what came from the street, a notice or a receipt, one at a
// time; what it would change; taking it in.
type take struct {
	s      *page.Shell
	page   *page.Page
	way    *kit.Journey
	paths  []string // still to come
	path   string
	phrase string
	anew   string // why the street's accepted signature is to be stopped by this package
}

// Take takes in what the street has sent to this community. With paths it begins to read at once.
func Take(s *page.Shell, paths []string) *page.Page {
	k := newTake(s)
	if len(paths) > 0 {
		k.begin(paths)
	}
	return k.page
}

func newTake(s *page.Shell) *take {
	k := &take{s: s, page: &page.Page{Key: "submit", Title: "接收街道的包"}}
	k.way = s.Journey(k.page, "选择文件", "预览", "完成")
	k.choose()
	return k
}

func (k *take) fail(title string, err error) { k.s.FailOn(k.page, title, err) }

func (k *take) choose() {
	body := kit.Empty(look.IconImport, "把街道给的下发包或回执包（.tjb）拖进窗口，或者从 U 盘、文件夹里选。",
		kit.Stage{Icon: look.IconFolder, Verb: "选包", Tell: "下发包、回执包都从这里接收", Do: k.ask})
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", k.s.ShowSubmit)
	k.way.Go(0, body, kit.First(body), map[fyne.KeyName]func(){fyne.KeyF10: k.ask, fyne.KeyEscape: k.s.ShowSubmit}, look.NewWords("先看会改什么，再决定收不收。", look.Note), layout.NewSpacer(), back)
}

func (k *take) ask() {
	folder := k.s.App.Preferences().String(receiveFolderKey)
	if folder == "" {
		folder = native.Documents()
	}
	k.s.OpenFiles("选街道给的包", folder, true, k.begin, parcelFiles)
}

// begin takes the packages one after the other.
func (k *take) begin(paths []string) {
	k.path, k.paths, k.phrase, k.anew = paths[0], paths[1:], "", ""
	k.look()
}

// look asks what kind of package it is, and reads it.
func (k *take) look() {
	type seen struct {
		glance  travel.Glance
		notice  *travel.NoticePlan
		receipt *travel.ReceiptPlan
		other   string // why a notice with another signature is refused, where the operator may take it all the same
	}
	path, phrase, anew, b := k.path, k.phrase, k.anew, k.s.Book
	kit.RunLong(k.s.Canvas(), "正在读包", func(ctx context.Context, step hands.Step) (seen, error) {
		step("核对签名和内容", 0, 0)
		g, err := travel.LookParcel(ctx, b, path, phrase)
		v := seen{glance: g}
		switch {
		case err != nil || g.Asks:
		case g.Sort == codes.ParcelNotice && anew != "":
			v.notice, err = travel.ReadNoticeAnew(ctx, b, path, phrase, anew)
		case g.Sort == codes.ParcelNotice:
			v.notice, err = travel.ReadNotice(ctx, b, path, phrase)
			if errors.Is(err, travel.ErrOtherSigner) && b.May(store.MayForget) {
				v.other, err = kit.Sentence(err), nil
			}
		case g.Sort == codes.ParcelReceipt:
			v.receipt, err = travel.ReadReceipt(ctx, b, path, phrase)
		}
		return v, err
	}, func(v seen) {
		switch {
		case v.glance.Asks:
			askPhrase(k.s.Canvas(), phraseAsk{path: path, from: "街道", was: phrase, wrong: phrase != "", verb: "打开这个包", do: func(line string) {
				k.phrase = line
				k.look()
			}})
		case v.other != "":
			kit.AskLine(k.s.Canvas(), kit.Prompt{Title: "街道换了台账？", Text: v.other + "\n写明原因以后还要核对六个词；收下这一包，原来的签名才停用。", Label: "原因",
				Offers: []string{"街道换了电脑，已电话核对"}, Least: 2, Verb: "看这个新签名的包", Do: func(why string) {
					k.anew = why
					k.look()
				}})
		case v.notice != nil:
			k.notice(v.notice)
		case v.receipt != nil:
			k.receipt(v.receipt)
		case v.glance.Own:
			k.s.ShowMeet(path)
		default:
			kit.TellText(k.s.Canvas(), "这里不能接收", "这是“"+v.glance.Sender+"”的上报包，要在街道台账里接收。", nil)
		}
	}, func(err error) { k.fail("没有接收", err) })
}

// notice shows what a notice of the street would change.
func (k *take) notice(p *travel.NoticePlan) {
	if p.Taken {
		k.again("第 " + strconv.Itoa(int(p.Number)) + " 次下发的包已经接收过。")
		return
	}
	deed := kit.NewButton(kit.Primary, look.IconImport, "接收这个下发包", "F10", func() { k.takeNotice(p) })
	head := []fyne.CanvasObject{look.Row(look.NewPicture(look.IconFile, look.Ink), look.NewWords(p.Street+"　第 "+strconv.Itoa(int(p.Number))+" 次下发　"+p.Day.String(), look.Head))}
	if p.First {
		deed.SetLabel("核对六个词，接收这个下发包")
		text := "第一次接收这个街道的包。接收前要打电话给街道，逐个核对六个词。"
		if p.Old != "" {
			text = "这个包的签名和以前认过的不一样。接收前要打电话给街道，逐个核对六个词；接收以后“" + p.Old + "”原来的签名停用。"
		}
		head = append(head, look.Notice(look.IconLock, look.Amber, look.AmberBg, look.NewParagraph(text, look.Body, 44)))
	}
	keys := map[fyne.KeyName]func(){fyne.KeyF10: func() { k.takeNotice(p) }, fyne.KeyEscape: k.s.ShowSubmit}
	var first fyne.Focusable = deed
	we := kit.NewButton(kit.Ordinary, look.IconCommunity, "", "", nil)
	name := ""
	for _, c := range p.Communities {
		if c.ID == p.We {
			name = c.Title
		}
	}
	we.OnTapped = func() { k.chooseWe(we, p) }
	row := look.Row(look.NewWords("本社区在街道名单里是", look.Body), we)
	if we.SetLabel(name); name == "" {
		we.SetLabel("请选一个")
		deed.Disable()
		delete(keys, fyne.KeyF10)
		first = we
		row.Add(look.NewWords("名单里没有叫“"+k.s.Book.Profile().Name+"”的", look.Note))
	}
	head = append(head, row)
	body := look.Nothing(look.IconDone, "和台账里一样，不会改什么。")
	if len(p.Changes) > 0 {
		rows := kit.NewRows(0, nil)
		items := kit.Items(p.Changes, func(c rules.Change) kit.Item {
			return kit.Item{Icon: look.IconEdit, Label: page.ChangeWords(c), Hint: c.What + "　" + c.How}
		})
		if len(p.Effects) > 0 {
			items = append(items, kit.Item{Label: "街道的规则在这里会怎样", Head: true})
			items = append(items, page.EffectItems(p.Effects)...)
		}
		rows.OnPick = func(i int) {
			if i -= len(p.Changes) + 1; i >= 0 && i < len(p.Effects) && len(p.Effects[i].Records) > 0 {
				k.names(p, p.Effects[i])
			}
		}
		rows.Set(items)
		rows.Stand(0)
		body = rows
	}
	no := kit.NewButton(kit.Ordinary, look.IconNone, "不接收", "Esc", k.s.ShowSubmit)
	k.way.Go(1, look.Margin(look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.Column(look.Gap2, head...), look.HLine(), look.NewWords("会改 "+strconv.Itoa(len(p.Changes))+" 处", look.Strong), body)))), first, keys,
		look.NewWords("现在还没有写进台账；接收以后能撤销。", look.Note), layout.NewSpacer(), no, deed)
}

// names lists all that one effect of the street's rules is about.
func (k *take) names(p *travel.NoticePlan, e effects.Effect) {
	rows, back := page.AffectedRows(e), func() { k.notice(p) }
	b := kit.NewButton(kit.Ordinary, look.IconLeft, "返回", "Esc", back)
	k.way.Go(1, look.Margin(look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.NewParagraph(e.Text, look.Strong, 40), look.HLine(), rows)))), rows, map[fyne.KeyName]func(){fyne.KeyEscape: back}, layout.NewSpacer(), b)
}

// chooseWe asks which community of the street's list this ledger is.
func (k *take) chooseWe(under fyne.CanvasObject, p *travel.NoticePlan) {
	var deeds []kit.Deed
	for _, c := range p.Communities {
		deeds = append(deeds, kit.Deed{Icon: look.IconCommunity, Label: c.Title, Hint: c.Code, Do: func() {
			if err := p.Choose(c.ID); err != nil {
				k.fail("没有选成", err)
				return
			}
			k.notice(p)
		}})
	}
	kit.Menu(k.s.Canvas(), under, deeds)
}

// takeNotice takes a notice in; a first one only after a person has compared the words.
func (k *take) takeNotice(p *travel.NoticePlan) {
	if p.First {
		askWords(k.s.Canvas(), "认“"+p.Street+"”的签名", "请打电话给街道，请对方在“下发”页里念六个核对词，逐个对上：", p.Words,
			"认了以后，上报包就用这个街道的钥匙封口。对不上的不要认。", "六个词都对上，接收", func(compared travel.SixWords) {
				k.apply(func() error { return p.Apply(compared) }, "已接收 "+p.Street+" 的下发包", nil)
			})
		return
	}
	k.apply(func() error { return p.Apply(travel.SixWords{}) }, "已接收 "+p.Street+" 的下发包", nil)
}

// receipt shows what a receipt of the street tells.
func (k *take) receipt(p *travel.ReceiptPlan) {
	if p.Taken {
		k.again("第 " + strconv.Itoa(int(p.Number)) + " 号回执已经接收过。")
		return
	}
	rows := []fyne.CanvasObject{look.Row(look.NewPicture(look.IconFile, look.Ink), look.NewWords(p.Street+"　第 "+strconv.Itoa(int(p.Number))+" 号回执　"+p.Day.String(), look.Head))}
	for _, a := range p.Answers {
		icon, tint, text := look.IconDone, look.Green, "第 "+strconv.Itoa(int(a.Number))+" 次上报：街道已经收下。"
		if a.Returned {
			icon, tint, text = look.IconWarning, look.Amber, "第 "+strconv.Itoa(int(a.Number))+" 次上报：街道收下了，有地方要改，改好再报一次。"
		}
		rows = append(rows, look.Row(look.NewPicture(icon, tint), look.NewWords(text, look.Body)))
	}
	if p.Missing > 0 {
		rows = append(rows, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewParagraph("前面有 "+strconv.Itoa(p.Missing)+" 个回执没有接收过，这一个里都有，不用再找。", look.Body, 44)))
	}
	if len(p.Closed) > 0 {
		rows = append(rows, look.Row(look.NewPicture(look.IconDone, look.Green), look.NewWords(strconv.Itoa(len(p.Closed))+" 件以前的事项街道已经办结或撤回。", look.Body)))
	}
	if p.Passed > 0 {
		rows = append(rows, look.Row(look.NewPicture(look.IconInfo, look.Second), look.NewWords(strconv.Itoa(p.Passed)+" 件不是本社区的资料，没有收。", look.Body)))
	}
	list := look.Nothing(look.IconDone, "没有要改、要答复的。")
	if len(p.New) > 0 {
		list = kit.RowsOf(0, p.New, func(m *ledger.Matter) kit.Item {
			item := matterItem(m)
			item.Hint = ""
			return item
		}, func(m *ledger.Matter) { kit.TellText(k.s.Canvas(), m.Title+matterField(m), m.Text, nil) })
	}
	do := func() { k.apply(p.Apply, "已接收第 "+strconv.Itoa(int(p.Number))+" 号回执", p.New) }
	deed := kit.NewButton(kit.Primary, look.IconImport, "接收这个回执", "F10", do)
	if len(p.New) > 0 {
		deed.SetLabel("接收，开始办这 " + strconv.Itoa(len(p.New)) + " 件事")
	}
	no := kit.NewButton(kit.Ordinary, look.IconNone, "不接收", "Esc", k.s.ShowSubmit)
	k.way.Go(1, look.Margin(look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.Column(look.Gap2, rows...), look.HLine(), look.NewWords("要办的 "+strconv.Itoa(len(p.New))+" 件", look.Strong), list)))), deed,
		map[fyne.KeyName]func(){fyne.KeyF10: do, fyne.KeyEscape: k.s.ShowSubmit}, look.NewWords("现在还没有写进台账；接收以后能撤销。", look.Note), layout.NewSpacer(), no, deed)
}

// again tells that a package was taken in before.
func (k *take) again(text string) {
	kit.TellText(k.s.Canvas(), "不用再接收", text, k.next)
}

// apply takes a package in and goes on: to the list of work where there is any.
func (k *take) apply(do func() error, said string, work []*ledger.Matter) {
	kit.RunLong(k.s.Canvas(), "正在接收", func(_ context.Context, step hands.Step) (struct{}, error) {
		step("写进台账", 0, 0)
		return struct{}{}, do()
	}, func(struct{}) {
		k.s.Toasts.SayWith(said, "撤销", k.s.Undo)
		if len(k.paths) == 0 && len(work) > 0 {
			k.s.ShowMatters()
			return
		}
		k.next()
	}, func(err error) { k.fail("没有接收", err) })
}

// next goes on with the next file, or back.
func (k *take) next() {
	if len(k.paths) > 0 {
		k.begin(k.paths)
		return
	}
	k.s.ShowSubmit()
}
