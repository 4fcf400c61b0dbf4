package paper

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// reasons are offered where whole numbers leave the ledger.
var reasons = []string{"报街道团工委", "核对身份信息", "团籍档案"}

// export is the page on which one says what goes out into a file.
type export struct {
	s        *page.Shell
	page     *page.Page
	q        records.Query
	keys     []string
	shown    int // rows of the list
	all      int // records in the ledger
	what     *kit.Tabs
	form     *kit.Tabs
	whole    *kit.Tabs
	reason   *kit.Entry
	fault    *kit.Fault
	tell     *look.Paragraph
	deed     *kit.Button
	reasonIn *fyne.Container
	national national
}

// What can be exported.
const (
	exportShown = iota
	exportAll
	exportBlank
	exportNational // the import template of the national system; only for kinds that have one
)

// Export writes what a list shows, everything, or an empty template.
func Export(s *page.Shell, q records.Query, columns []string) *page.Page {
	return newExport(s, q, columns).page
}

func newExport(s *page.Shell, q records.Query, columns []string) *export {
	x := &export{s: s, q: q, keys: columns, shown: find.ListOf(s.Book.Today(), q).Len(), reason: kit.NewEntry(), fault: kit.NewFault(), tell: look.NewParagraph("", look.Aside, 44)}
	for _, k := range rules.KindsOf(s.Book.Today()) {
		x.all += s.Book.Today().Count(k)
	}
	change := func(int) { x.draw() }
	what := []kit.Tab{{Label: "屏幕上的" + q.Kind.Title(), Count: x.shown}, {Label: "整个台账", Count: x.all}, {Label: "空白模板", Count: -1}}
	if forms.Nationally(q.Kind) {
		what = append(what, kit.Tab{Label: "智慧团建导入模板", Count: -1})
	}
	x.what = kit.NewTabs(what, func(int) { x.askNational(); x.draw() })
	x.form = kit.NewTabs([]kit.Tab{{Label: "Excel 工作簿", Count: -1}, {Label: "CSV", Count: -1}}, change)
	masks := []kit.Tab{{Label: "打星号", Count: -1}}
	if s.Book.May(store.MayExportWhole) {
		masks = append(masks, kit.Tab{Label: "完整", Count: -1})
	}
	x.whole = kit.NewTabs(masks, change)
	x.reason.SetPlaceHolder("例如：报街道团工委")
	x.reason.OnChanged = func(string) { x.fault.Clear() }
	x.deed = kit.NewButton(kit.Primary, look.IconExport, "", "F10", x.run)
	cancel := kit.NewButton(kit.Ordinary, look.IconNone, "取消", "Esc", x.leave)
	form := kit.NewButton(kit.Quiet, look.IconFile, "填别人发来的表", "", func() { s.Open(func(s *page.Shell) *page.Page { return s.Screens.Fill(s, x.q, "") }) })
	offers := []fyne.CanvasObject{}
	for _, r := range reasons {
		offers = append(offers, kit.NewButton(kit.Quiet, look.IconNone, r, "", func() { x.reason.SetText(r); s.Canvas().Focus(x.deed) }))
	}
	ready := look.Row(offers...)
	x.reasonIn = look.Column(look.Gap1, look.NewWords("用途（会记进历史）", look.Aside), x.reason, x.fault, ready)
	x.makeNational()
	view := look.Section("导出",
		kit.Labelled("导出什么", x.what, nil), x.tell, x.national.view,
		kit.Labelled("文件格式", x.form, nil),
		kit.Labelled("证件号码和电话", x.whole, nil), x.reasonIn,
		look.HLine(), look.Row(form, layout.NewSpacer(), cancel, x.deed))
	x.page = &page.Page{Key: q.Kind.Name(), Title: "导出", View: kit.Alone(48, view), First: x.what,
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: x.deed.Press, fyne.KeyEscape: x.leave}, Shut: x.national.latest.Drop}
	x.page.Own(x.reason)
	x.reason.OnNext = func() {
		if look.OneLine(x.reason.Text) == "" {
			s.Canvas().Focus(kit.First(ready))
			return
		}
		s.Canvas().Focus(x.deed)
	}
	x.draw()
	return x
}

func (x *export) leave() { x.s.ShowList(x.q) }

func (x *export) draw() {
	kind := x.q.Kind
	tell, deed := "", ""
	switch x.what.At() {
	case exportShown:
		tell = "和列表一样的筛选、排序和列。"
		if words := narrowed(x.s.Book, x.q); words != "" {
			tell += "现在是：" + words + "。"
		}
		deed = "导出 " + face.Amount(kind, x.shown)
	case exportAll:
		tell = "社区、企业、团组织、团员、任职各一张表，所有的列。CSV 会打成一个压缩包。"
		deed = "导出整个台账"
	case exportBlank:
		tell = kind.Title() + "的空表，列和下拉选项都有，发下去填好后可以直接导入。"
		deed = "另存空白模板"
	case exportNational:
		tell, deed = x.nationally()
	}
	x.tell.SetText(tell)
	x.deed.SetLabel(deed)
	show(x.national.view, x.what.At() == exportNational && len(x.national.check.Refused) > 0)
	show(x.reasonIn, x.what.At() != exportBlank && x.whole.At() == 1)
	x.page.View.Refresh()
}

// wanted is what the person has chosen, and the name and ending of its file; false
// when the reason is lacking.
func (x *export) wanted() (e forms.Export, name string, sort native.Sort, ok bool) {
	e.Full = x.what.At() != exportBlank && x.whole.At() == 1
	if e.Full {
		if e.Reason = look.OneLine(x.reason.Text); len([]rune(e.Reason)) < 2 {
			return e, "", sort, false
		}
	}
	owner, day := x.s.Book.Profile().Name, x.s.Today().Format("-20060102")
	sort = page.WorkbookFiles
	if x.form.At() == 1 {
		sort = page.CsvFiles
	}
	switch x.what.At() {
	case exportAll:
		if x.form.At() == 1 {
			sort = page.ZipFiles
		}
		return e, owner + "全部台账" + day, sort, true
	case exportBlank:
		e.Template, e.Kinds = true, []ledger.Kind{x.q.Kind}
		return e, x.q.Kind.Title() + "空白模板", sort, true
	}
	if x.what.At() == exportNational {
		e.National, e.List = true, find.ListOf(x.s.Book.Today(), x.q)
		return e, owner + "智慧团建" + x.q.Kind.Title() + day, sort, true
	}
	e.List, e.Keys = find.ListOf(x.s.Book.Today(), x.q), x.keys
	return e, owner + x.q.Kind.Title() + day, sort, true
}

// run asks where and writes.
func (x *export) run() {
	e, name, sort, ok := x.wanted()
	if !ok {
		x.fault.Hard("请写明完整号码的用途。")
		x.s.Canvas().Focus(x.reason)
		return
	}
	told := ""
	if e.Template {
		told = "模板已写好。"
	}
	x.s.SaveFile("导出到", native.FileName(name, "导出")+sort.Endings[0], func(path string) {
		e.To = path
		page.Exporting(x.s, e, told, x.leave)
	}, sort)
}
