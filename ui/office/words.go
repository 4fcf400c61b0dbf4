package office

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/letters"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
)

// wordsPage is the page of the words of letters: one of them, its words, and beside them the pages that they make.
type wordsPage struct {
	s     *page.Shell
	page  *page.Page
	sort  *letters.Sort
	was   string // the words as the ledger has them
	whose letters.Whose

	choose, about *kit.Picker
	entry         *kit.Lines
	fault         *kit.Fault
	told, leaf    *look.Words
	pane          *paper.Pane
	insert        *kit.Button
	back, save    *kit.Button
	give          *kit.Tabs

	record value.ID // that the preview is about; none is the sample
	faults []letters.Fault
	later  hands.Delay
	latest hands.Latest
	busy   hands.Only
}

// wordsDraft is where the ledger keeps words that were typed and not saved.
const wordsDraft = "words_draft"

// hintWidth is how wide the hint above the words may be in a window of 1366, whatever the size of letters.
const hintWidth = 390

type typedWords struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// Words shows the words of letters and official papers. Only 管理员 change them.
func Words(s *page.Shell) *page.Page {
	w := &wordsPage{s: s, sort: letters.Sorts[0], entry: kit.NewLines(), fault: kit.NewFault(), told: look.NewWords("", look.Aside), leaf: look.NewWords("", look.Aside), later: hands.Delay{Wait: 300 * time.Millisecond}}
	w.choose, w.about = kit.NewPicker(w.matchSort), kit.NewPicker(w.matchRecord)
	w.choose.SetLeast(11 * look.Now().Text)
	w.about.SetLeast(11 * look.Now().Text)
	w.choose.OnPicked = func(o kit.Option) { w.keep(); w.open(letters.Named(o.Value)) }
	w.about.OnPicked = func(o kit.Option) {
		w.record, _ = value.ParseID(o.Value)
		w.ask()
	}
	w.pane = paper.NewPane(func(n int) {
		w.leaf.SetText("第 " + strconv.Itoa(n+1) + " 页，共 " + strconv.Itoa(w.pane.Pages()) + " 页")
	})
	w.insert = kit.NewButton(kit.Ordinary, look.IconAdd, "插入内容", "F8", w.names)
	w.back = kit.NewButton(kit.Ordinary, look.IconUndo, "恢复原文", "F7", w.plain)
	w.save = kit.NewButton(kit.Primary, look.IconSave, "保存", "F10", w.keepFor)
	w.entry.OnChanged = func(string) { w.later.Call(w.ask) }
	home := backToSettings(s)
	head := []fyne.CanvasObject{look.Flow(home, look.NewWords("公文用语", look.Title), look.NewWords("文书", look.Aside), w.choose, w.told, layout.NewSpacer(), look.NewWords("照着", look.Aside), w.about)}
	if !s.Book.May(store.MayWords) {
		head = append(head, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewWords(s.Book.Forbids(), look.Body)))
		w.entry.Disable()
		w.save.Disable()
		w.back.Disable()
		w.insert.Disable()
	}
	bar := []fyne.CanvasObject{w.insert, w.leaf, layout.NewSpacer()}
	if s.Book.Profile().Street {
		w.give = kit.NewTabs([]kit.Tab{{Label: "只在这里用", Count: -1}, {Label: "随下发包发给社区", Count: -1}}, func(i int) { w.gives(i == 1) })
		w.give.Choose(given(s.Book))
		if s.Book.May(store.MayWords) {
			bar = append(bar, w.give)
		}
	}
	bar = append(bar, w.back, w.save)
	hint := look.NewParagraph("一行是一段。行首写【标题】【文号】【主送】【一级】【二级】【附件】【落款】【日期】【附注】【表】【裁切】【换页】说明这一行是什么。{姓名}由台账填；台账没有的留空手写。[[ ]]里缺一样就整句不写。", look.Note, hintWidth/look.Now().Small)
	left := container.NewBorder(hint, w.fault, nil, nil, w.entry)
	body := kit.TwoColumns(look.Card(look.Inset(look.Gap2, left)), look.Card(w.pane.View()), func(all float32) float32 { return all * 0.46 })
	w.page = &page.Page{Key: "settings", Title: "公文用语", View: look.Folio(look.Column(look.Gap2, head...), look.Margin(body), bar...), First: w.entry, Keep: w.keep,
		Shut: func() { w.later.Drop(); w.latest.Drop() }, Changed: func(store.Change) { w.changed() },
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: s.ShowSettings, fyne.KeyF4: func() { s.Canvas().Focus(w.choose) }, fyne.KeyF7: w.back.Press, fyne.KeyF8: w.insert.Press, fyne.KeyF10: w.save.Press,
			fyne.KeyPageDown: func() { w.pane.Turn(w.pane.At() + 1) }, fyne.KeyPageUp: func() { w.pane.Turn(w.pane.At() - 1) }}}
	w.page.Own(&w.entry.Entry, &w.choose.Entry, &w.about.Entry)
	var held typedWords
	if s.Book.Setting(wordsDraft, &held) && letters.Named(held.Key) != nil {
		w.sort = letters.Named(held.Key)
	}
	w.open(w.sort)
	return w.page
}

// open shows one letter; what was typed of it and not saved is put back.
func (w *wordsPage) open(s *letters.Sort) {
	w.sort, w.record = s, value.ID{}
	w.was, w.whose = letters.Words(w.s.Book, s)
	text := w.was
	var held typedWords
	if w.s.Book.Setting(wordsDraft, &held) && held.Key == s.Key && held.Text != "" {
		text = held.Text
	}
	w.choose.Choose(kit.Option{Value: s.Key, Label: s.Title})
	w.about.Choose(kit.Option{Label: sampleWord})
	w.entry.SetText(text)
	w.ask()
}

// changed follows what was saved elsewhere; what is being typed stays.
func (w *wordsPage) changed() {
	typed := w.entry.Text != w.was
	now, whose := letters.Words(w.s.Book, w.sort)
	if w.whose = whose; now != w.was {
		w.was = now
		if !typed {
			w.entry.SetText(now)
		}
	}
	if w.give != nil {
		w.give.Choose(given(w.s.Book))
	}
	w.ask()
}

// ask checks what is typed and lays it out.
func (w *wordsPage) ask() {
	words, sort, b, id := w.entry.Text, w.sort, w.s.Book, w.record
	w.faults = sort.Check(words)
	w.fault.Clear()
	told := letters.Told(b, w.whose)
	if words != w.was {
		told += "　改了还没有保存"
	}
	w.told.SetText(told)
	if len(w.faults) > 0 {
		more := ""
		if n := len(w.faults); n > 1 {
			more = "（一共 " + strconv.Itoa(n) + " 处）"
		}
		w.fault.Hard(w.faults[0].String() + more)
	}
	hands.RunLatest(&w.latest, func() (letters.Letter, error) {
		if r := b.Today().Get(sort.Kind, id); r != nil {
			return sort.Write(b.Today(), r, words, ledger.Start), nil
		}
		return sort.Sample(words), nil
	}, func(l letters.Letter) {
		d := l.Text.Lay()
		w.pane.Lay(d.Page, d.Count())
		w.page.View.Refresh()
	}, func(err error) { w.s.FailOn(w.page, "排不出版", err) })
}

const sampleWord = "示例"

func (w *wordsPage) matchSort(query string) []kit.Option {
	var all []find.Option
	for _, s := range letters.Sorts {
		all = append(all, find.Option{Value: s.Key, Label: s.Title})
	}
	return page.Options(find.Matching(all, query))
}

// recordsMost is how many records a preview offers at once.
const recordsMost = 50

func (w *wordsPage) matchRecord(query string) []kit.Option {
	all := []kit.Option{{Label: sampleWord}}
	l := find.ListOf(w.s.Book.Today(), records.Query{Kind: w.sort.Kind, Words: query})
	for i := range min(l.Len(), recordsMost) {
		r := l.Row(i)
		all = append(all, kit.Option{Value: r.Head().ID.String(), Label: w.s.Book.Today().Called(r)})
	}
	return all
}

// names offers what may stand in the words.
func (w *wordsPage) names() {
	var deeds []kit.Deed
	put := func(text string) func() {
		return func() {
			w.s.Canvas().Focus(w.entry)
			w.entry.Write(text)
		}
	}
	for _, n := range w.sort.All() {
		deeds = append(deeds, kit.Deed{Label: "{" + n.Word + "}", Hint: n.Means, Do: put("{" + n.Word + "}")})
	}
	for _, n := range w.sort.Tables {
		deeds = append(deeds, kit.Deed{Label: "【表】" + n.Word, Hint: n.Means, Do: put("【表】" + n.Word)})
	}
	kit.Menu(w.s.Canvas(), w.insert, deeds)
}

// plain puts the words in the place that the letter goes back to; saving makes it so.
func (w *wordsPage) plain() {
	text, whose := letters.Back(w.s.Book, w.sort)
	if text == w.entry.Text {
		w.s.Say("已经是" + letters.Told(w.s.Book, whose) + "用语")
		return
	}
	w.entry.SetText(text)
	w.s.Canvas().Focus(w.entry)
	w.s.Say("换回了" + letters.Told(w.s.Book, whose) + "用语，按 F10 保存才算")
	w.ask()
}

// keepFor saves the words, for a reason that it asks.
func (w *wordsPage) keepFor() {
	w.later.Drop()
	w.ask()
	if len(w.faults) > 0 {
		w.to(w.faults[0])
		return
	}
	sort, words := w.sort, w.entry.Text
	kit.AskLine(w.s.Canvas(), kit.Prompt{Title: "保存“" + sort.Title + "”的用语", Text: "以后开的都用新的用语，已经打出来的不变。", Label: "为什么改", Least: 2, Verb: "保存", Do: func(why string) {
		hands.RunOnly(&w.busy, func() (struct{}, error) { return struct{}{}, letters.Change(w.s.Book, sort, words, why) }, func(struct{}) {
			w.drop()
			w.changed()
			w.s.Toasts.SayWith("“"+sort.Title+"”的用语保存了", "撤销", w.s.Undo)
		}, func(err error) { w.s.Fail("没有保存", err) })
	}})
}

// to puts the caret where a fault is.
func (w *wordsPage) to(f letters.Fault) {
	w.s.Canvas().Focus(w.entry)
	at := f.Column - 1
	for i, line := range strings.Split(w.entry.Text, "\n") {
		if i < f.Line-1 {
			at += len([]rune(line)) + 1
		}
	}
	w.entry.Stand(at)
}

func (w *wordsPage) gives(on bool) {
	if on == w.s.Book.Decisions().Words.Give {
		return
	}
	hands.RunOnly(&w.busy, func() (struct{}, error) { return struct{}{}, letters.GiveOut(w.s.Book, on) }, func(struct{}) {
		text := "下发包不再带公文用语"
		if on {
			text = "下一次下发会带上本街道改过的用语"
		}
		w.s.Toasts.SayWith(text, "撤销", w.s.Undo)
	}, func(err error) {
		w.give.Choose(given(w.s.Book))
		w.s.Fail("没有改", err)
	})
}

// given is the place of what a street has chosen among the tabs.
func given(b *store.Book) int {
	if b.Decisions().Words.Give {
		return 1
	}
	return 0
}

// keep makes what is typed durable; words that are the ledger's own again are forgotten.
func (w *wordsPage) keep() {
	if strings.TrimSpace(w.entry.Text) == "" || w.entry.Text == w.was {
		w.drop()
		return
	}
	if err := w.s.Book.SetSetting(wordsDraft, typedWords{w.sort.Key, w.entry.Text}); err != nil {
		w.s.FailOn(w.page, "填写的内容暂时留不住", err)
	}
}

func (w *wordsPage) drop() {
	var held typedWords
	if w.s.Book.Setting(wordsDraft, &held) && held.Key == w.sort.Key {
		if err := w.s.Book.SetSetting(wordsDraft, typedWords{}); err != nil {
			w.s.FailOn(w.page, "填写的内容暂时留不住", err)
		}
	}
}
