package office

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/undo"
	"tuanjian/ui/face"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

const touchedMost = 200 // records of one entry that are named

// operations is the page of all that was done in the ledger, newest first.
type operations struct {
	s      *page.Shell
	page   *page.Page
	all    []store.Operation
	names  map[uint64]string // of the one record that an entry changed
	grid   *grid.Grid
	count  *look.Words
	latest hands.Latest
}

var operationColumns = []ledger.Column{
	{Key: "time", Label: "时间", Width: 18}, {Key: "who", Label: "经办人", Width: 10}, {Key: "what", Label: "办了什么", Width: 30},
	{Key: "many", Label: "多少", Width: 12}, {Key: "why", Label: "原因", Width: 26}, {Key: "undone", Label: "", Width: 10},
}

// Operations makes the page.
func Operations(s *page.Shell) *page.Page {
	o := &operations{s: s, count: look.NewWords("", look.Aside)}
	o.grid = grid.New(grid.Source{Len: func() int { return len(o.all) }, Cell: o.cell,
		Key: func(row int) string { return strconv.FormatUint(o.all[row].Seq, 10) }})
	o.grid.SetColumns(operationColumns, nil)
	o.grid.OnOpen = func(row int) { s.ShowOperation(o.all[row].Seq) }
	head := look.Row(look.NewWords("操作记录", look.Title), o.count, layout.NewSpacer(), look.NewWords("Enter 看这一步动了哪些资料，也在那里撤销", look.Note))
	o.page = &page.Page{Key: "operations", Title: "操作记录", First: o.grid, Shut: o.latest.Drop,
		View:    look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, look.Card(o.grid)))),
		Changed: func(store.Change) { o.ask() }}
	o.ask()
	return o.page
}

func (o *operations) ask() {
	type answer struct {
		all   []store.Operation
		names map[uint64]string
	}
	hands.RunLatest(&o.latest, func() (a answer, err error) {
		a.names = map[uint64]string{}
		if a.all, err = undo.Operations(o.s.Book, page.OperationsMost); err != nil {
			return a, err
		}
		for _, e := range a.all {
			if e.Count == 1 { // what somebody did to one record is known by whose it is
				if touched, err := undo.Touched(o.s.Book, e.Seq, 1); err == nil && len(touched) == 1 {
					a.names[e.Seq] = touched[0].Name
				}
			}
		}
		return a, nil
	}, func(a answer) {
		all := a.all
		first := o.all == nil
		o.all, o.names = all, a.names
		o.grid.Refresh()
		if first && len(all) > 0 {
			o.grid.Select(0)
		}
		text := "共 " + strconv.Itoa(len(all)) + " 步"
		if len(all) == page.OperationsMost {
			text = "最近 " + strconv.Itoa(len(all)) + " 步"
		}
		o.count.SetText(text)
	}, func(err error) { o.s.Fail("读不出操作记录", err) })
}

func (o *operations) cell(row, col int) string {
	e := o.all[row]
	switch col {
	case 0:
		return o.s.At(e.Time, "2006-01-02 15:04")
	case 1:
		return e.Who
	case 2:
		if name := o.names[e.Seq]; name != "" {
			return o.what(e.Entry) + "　" + name
		}
		return o.what(e.Entry)
	case 3:
		return page.Amount(e.Entry)
	case 4:
		return e.Detail.Reason
	}
	if e.Undone {
		return "已撤销"
	}
	return ""
}

// what says what an entry did, of an undo also what it took back.
func (o *operations) what(e store.Entry) string {
	text := e.Deed().Title()
	if e.Detail.Of != 0 {
		if of, ok := page.EntryOf(o.all, e.Detail.Of); ok {
			return text + "：" + o.what(of)
		}
	}
	if kind := ledger.KindOf(e.Detail.What); kind != nil {
		if e.Intent == "remove" || e.Intent == "unbin" || e.Intent == "join" || e.Deed() == store.MayWork {
			text += "："
		}
		text += kind.Title()
	}
	return text
}

// operation is the page of one entry: what it touched, and what taking it back would
// do and leave.
type operation struct {
	s      *page.Shell
	page   *page.Page
	seq    uint64
	body   *fyne.Container
	latest hands.Latest
	busy   hands.Only
	shown  operationData
}

// operationData is all that the page shows.
type operationData struct {
	entry   store.Entry
	undone  bool
	what    string
	touched []store.Touch
	plan    *undo.Plan // nil where it can not be taken back
	why     string     // why not
}

// Operation makes the page of one entry of the journal.
func Operation(s *page.Shell, seq uint64) *page.Page {
	o := &operation{s: s, seq: seq, body: container.NewStack(look.Inset(look.Gap6, look.NewWords("正在看这一步动了什么", look.Aside)))}
	back := func() { s.Open(s.Screens.Operations) }
	o.page = &page.Page{Key: "operations", Title: "操作记录", View: look.Ground(look.Page, o.body), Shut: o.latest.Drop,
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: back}, Changed: func(store.Change) { o.ask() }}
	o.ask()
	return o.page
}

func (o *operation) ask() {
	hands.RunLatest(&o.latest, func() (d operationData, err error) {
		all, err := undo.Operations(o.s.Book, page.OperationsMost)
		if err != nil {
			return d, err
		}
		for _, x := range all {
			if x.Seq == o.seq {
				d.entry, d.undone = x.Entry, x.Undone
			}
		}
		d.what = o.s.DeedWords(d.entry)
		if d.touched, err = undo.Touched(o.s.Book, o.seq, touchedMost); err != nil || d.entry.Count == 0 {
			return d, err
		}
		if d.plan, err = undo.Of(o.s.Book, o.seq); err != nil {
			d.plan, d.why = nil, kit.Sentence(err)
		}
		return d, nil
	}, o.draw, func(err error) { o.s.Fail("读不出这一步", err) })
}

func (o *operation) draw(d operationData) {
	o.shown = d
	verb := "撤销"
	if d.entry.Intent == "undo" {
		verb = "重做"
	}
	head := look.Row(look.NewWords(d.what, look.Title), look.NewWords(d.entry.Who+"　"+o.s.At(d.entry.Time, "2006-01-02 15:04"), look.Aside))
	var notes []fyne.CanvasObject
	if d.entry.Detail.Reason != "" {
		notes = append(notes, look.NewWords("原因："+d.entry.Detail.Reason, look.Body))
	}
	back := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", o.page.Keys[fyne.KeyEscape])
	bar := []fyne.CanvasObject{layout.NewSpacer(), back}
	o.page.Keys = map[fyne.KeyName]func(){fyne.KeyEscape: back.OnTapped}
	switch {
	case d.undone:
		notes = append(notes, look.Notice(look.IconUndo, look.Amber, look.AmberBg, look.NewWords("这一步已经撤销了。", look.Body)))
	case d.plan != nil:
		notes = append(notes, look.Notice(look.IconUndo, look.Amber, look.AmberBg, look.NewParagraph(planWords(verb, d.plan), look.Body, 50)))
		if !d.plan.Nothing() {
			do := kit.NewButton(kit.Primary, look.IconUndo, verb+deedLabel(d.entry), "F10", o.apply)
			bar = append(bar, do)
			o.page.Keys[fyne.KeyF10] = o.apply
		}
	case d.why != "":
		notes = append(notes, look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewParagraph(d.why, look.Body, 50)))
	}
	place := container.NewStack()
	first := o.touchedRows()
	place.Objects = []fyne.CanvasObject{first}
	parts := notes
	if d.plan != nil && len(d.plan.Left) > 0 {
		tabs := kit.NewTabs([]kit.Tab{{Label: "动过的资料", Count: d.entry.Count}, {Label: verb + "不了的", Count: len(d.plan.Left)}}, nil)
		tabs.OnTap = func(i int) {
			place.Objects = []fyne.CanvasObject{[]func() *kit.Rows{o.touchedRows, o.leftRows}[i]()}
			place.Refresh()
		}
		tabs.Choose(1)
		first = o.leftRows() // what cannot be taken back is to be seen first
		place.Objects = []fyne.CanvasObject{first}
		parts = append(parts, tabs)
	} else if d.entry.Count > touchedMost {
		parts = append(parts, look.NewWords("共 "+strconv.Itoa(d.entry.Count)+" 条，下面是前 "+strconv.Itoa(touchedMost)+" 条", look.Aside))
	}
	body := look.Margin(look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, append(parts, place)...))))
	o.body.Objects = []fyne.CanvasObject{look.Folio(head, body, bar...)}
	o.body.Refresh()
	o.page.First = first
	if o.s.Page() == o.page && o.s.Canvas().Overlays().Top() == nil {
		o.s.Canvas().Focus(first)
	}
}

// deedLabel is the deed as a button names it: 导入 472 人.
func deedLabel(e store.Entry) string {
	if e.Detail.Of != 0 {
		return "这一步"
	}
	return e.Deed().Title() + " " + page.Amount(e)
}

func planWords(verb string, p *undo.Plan) string {
	if p.Nothing() {
		return "这一步" + verb + "不了：后来都又改过，或者别处还要用到。"
	}
	if p.Decisions != "" {
		return verb + "以后：" + p.Decisions + "。"
	}
	text := verb + "以后："
	for _, part := range []struct {
		n    int
		word string
	}{{p.Back, " 条改回原来的内容"}, {p.Removed, " 条移到回收站"}, {p.Restored, " 条从回收站回来"}} {
		if part.n > 0 {
			if text[len(text)-len("："):] != "：" {
				text += "，"
			}
			text += strconv.Itoa(part.n) + part.word
		}
	}
	if n := len(p.Left); n > 0 {
		text += "；有 " + strconv.Itoa(n) + " 处" + verb + "不了，保持现在的样子"
	}
	return text + "。"
}

// touchedRows are the records that the entry changed; Enter opens one.
func (o *operation) touchedRows() *kit.Rows {
	rows := kit.RowsOf(0, o.shown.touched, func(t store.Touch) kit.Item {
		hint := "修改"
		switch {
		case t.Gone:
			hint = "移到回收站"
		case t.Added:
			hint = "新增"
		}
		return kit.Item{Icon: face.Of(t.Kind).Icon, Label: t.Name, Hint: t.Kind.Title() + "　" + hint}
	}, func(t store.Touch) {
		if o.s.Book.Today().Get(t.Kind, t.ID) == nil {
			o.s.Open(o.s.Screens.Bin)
			return
		}
		o.s.ShowRecord(t.Kind, t.ID)
	})
	if len(o.shown.touched) == 0 {
		rows.Set([]kit.Item{{Icon: look.IconInfo, Label: "这一步没有改动资料", Head: true}})
	}
	return rows
}

// leftRows are what the undo leaves as it is, and why.
func (o *operation) leftRows() *kit.Rows {
	return kit.RowsOf(0, o.shown.plan.Left, func(l store.Left) kit.Item {
		label := l.Name
		if l.Label != "" {
			label += "　" + l.Label
		}
		return kit.Item{Icon: look.IconWarning, Label: label + "：" + l.Why, Hint: ledger.KindOf(l.Kind).Title() + " ›"}
	}, func(l store.Left) { o.s.ShowRecord(ledger.KindOf(l.Kind), l.ID) })
}

// apply takes the entry back.
func (o *operation) apply() {
	plan := o.shown.plan
	if plan == nil || plan.Nothing() {
		return
	}
	what, done := o.s.Did(o.s.Origin(o.shown.entry)), "已撤销："
	if o.shown.entry.Intent == "undo" {
		done = "已重做："
	}
	hands.RunOnly(&o.busy, plan.Apply, func(uint64) {
		o.s.Say(done + what)
		o.s.Open(o.s.Screens.Operations)
	}, func(err error) {
		o.s.Fail("没有撤销", err)
		o.ask()
	})
}
