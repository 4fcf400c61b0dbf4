// Package paper holds the screens by which something leaves the ledger on paper or into a
// file: the preview of a form and the export of a list. It knows pages and asks the Book for
// printouts; it knows nothing of how a form is drawn or a workbook is written.
package paper

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// preview is the screen of a form on paper: its pages as they will be drawn, and
// what can be chosen about them. Nothing is written and nothing is noted before
// the person prints or saves.
type preview struct {
	s    *page.Shell
	page *page.Page
	q    records.Query
	keys []string // of the columns on screen

	fixed  *forms.Print // a form about which nothing can be chosen here
	given  forms.Print  // of papers of one record: whose, and what is not chosen here
	behind func()       // where it came from

	form   forms.Form
	branch value.ID
	year   int
	out    *forms.Printout
	reason string
	busy   bool // the printout is being written: its rows must not be asked for

	forms, branches      *kit.Picker
	years                *kit.Picker
	fields               []*kit.Picker // of a label
	yearBox, fieldsBox   *fyne.Container
	turn, whole, columns *kit.Tabs
	blank                *kit.Entry
	blankWord            *look.Words
	branchBox, turnBox   *fyne.Container
	blankBox             *fyne.Container
	columnsBox           *fyne.Container
	formsBox             *fyne.Container
	notes                *fyne.Container
	easel                *easel
	thumbs               *thumbs
	left                 *fyne.Container
	status, zoomed       *look.Words
	printer, pdf         *kit.Button
	excel, docx          *kit.Button
	back, on             *kit.Button

	latest hands.Latest
	later  hands.Delay
	asking hands.Latest // for a printer
}

// Print is the preview of what a list shows on paper.
func Print(s *page.Shell, q records.Query, columns []string) *page.Page {
	return newPreview(s, q, columns).page
}

func newPreview(s *page.Shell, q records.Query, columns []string) *preview {
	p := &preview{s: s, q: q, keys: columns, later: hands.Delay{Wait: 400 * time.Millisecond}}
	p.form = opening(s.Book, q)
	if q.Under.Kind == "branch" {
		p.branch = q.Under.ID
		if q.Kind == ledger.Members && p.plain() {
			p.form = forms.BranchRoster
		}
	}
	p.build()
	p.page.Shut = func() { p.latest.Drop(); p.later.Drop(); p.asking.Drop() }
	p.ask()
	return p
}

// PrintFixed is the preview of a form about which nothing can be chosen here, such as a table of figures; key is the line of
// the tree that is marked meanwhile, back goes where it came from.
func PrintFixed(s *page.Shell, print forms.Print, key string, back func()) *page.Page {
	p := &preview{s: s, q: records.Query{Kind: ledger.Communities}, fixed: &print, behind: back, form: print.Form, reason: print.Reason, later: hands.Delay{Wait: 400 * time.Millisecond}}
	p.build()
	p.page.Key = key
	p.page.Shut = func() { p.latest.Drop(); p.later.Drop(); p.asking.Drop() }
	p.ask()
	return p.page
}

// YearBook is the preview of 团支部工作手册 of a branch; where none is given, it is chosen there. back goes where a person came from.
func YearBook(s *page.Shell, branch value.ID, back func()) *page.Page {
	p := &preview{s: s, q: records.Query{Kind: ledger.Branches}, branch: branch, behind: back, form: forms.YearBook, later: hands.Delay{Wait: 400 * time.Millisecond}}
	p.build()
	if branch.IsZero() { // first it is asked whose
		p.page.First = p.branches
	}
	p.page.Key = "jobs"
	p.page.Shut = func() { p.latest.Drop(); p.later.Drop(); p.asking.Drop() }
	p.ask()
	return p.page
}

// plain says that the list shows all that its place has.
func (p *preview) plain() bool {
	return p.q.Words == "" && len(p.q.Filters) == 0 && p.q.Tab == p.q.Kind.Begin()
}

func (p *preview) needsBranch() bool { return p.fixed == nil && forms.OfBranch(p.form) }

func (p *preview) build() {
	p.forms, p.branches = kit.NewPicker(p.matchForm), kit.NewPicker(p.matchBranch)
	p.forms.SetLeast(13 * look.Now().Text)
	p.branches.SetLeast(15 * look.Now().Text)
	p.forms.Choose(p.formOption(p.form))
	p.branches.Choose(kit.Option{Value: p.branch.String(), Label: p.s.Book.Today().Name(ledger.Branches, p.branch)})
	p.forms.OnPicked = func(o kit.Option) { p.form = forms.Form(o.Value); p.anew() }
	p.branches.OnPicked = func(o kit.Option) {
		if id, err := value.ParseID(o.Value); err == nil {
			p.branch = id
			p.anew()
		}
	}
	p.choices()
	two := func(first, second string, do func(int)) *kit.Tabs {
		return kit.NewTabs([]kit.Tab{{Label: first, Count: -1}, {Label: second, Count: -1}}, do)
	}
	p.turn = two("横向", "纵向", func(int) { p.anew() })
	p.columns = two("规定的栏目", "屏幕上的列", func(int) { p.anew() })
	p.whole = two("打星号", "完整", p.askReason)
	p.blank = kit.NewEntry()
	p.blank.SetText("0")
	p.blank.SetLeast(3 * look.Now().Text)
	p.blank.OnChanged = func(string) { p.later.Call(p.ask) }
	p.status, p.zoomed = look.NewWords("", look.Aside), look.NewWords("", look.Aside)
	p.easel = newEasel(p.zoomChanged, p.step)
	p.left = container.NewStack()
	p.notes = look.Column(0)
	p.printer = kit.NewButton(kit.Primary, look.IconPrint, "打印", "F12", p.print)
	p.pdf = kit.NewButton(kit.Ordinary, look.IconSave, "另存 PDF", "", func() { p.save(".pdf", page.PdfFiles) })
	p.excel = kit.NewButton(kit.Ordinary, look.IconExport, "另存 Excel", "", func() { p.save(".xlsx", page.WorkbookFiles) })
	show(p.excel, p.form != forms.Photos) // there is no table of them
	p.docx = kit.NewButton(kit.Ordinary, look.IconFile, "另存 Word", "", func() { p.save(".docx", page.WordFiles) })
	p.docx.Hide()
	leave := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", p.leave)
	p.back = kit.NewButton(kit.Quiet, look.IconLeft, "", "", func() { p.step(-1) })
	p.on = kit.NewButton(kit.Quiet, look.IconRight, "", "", func() { p.step(1) })

	option := func(label string, field fyne.CanvasObject) *fyne.Container {
		return look.Row(look.NewWords(label, look.Aside), field)
	}
	p.branchBox, p.turnBox, p.columnsBox = option("团支部", p.branches), option("纸张", p.turn), option("栏目", p.columns)
	p.yearBox, p.fieldsBox = option("年份", p.years), option("印哪几栏", look.Row(pickers(p.fields)...))
	p.formsBox, p.blankWord = option("表 F8", p.forms), look.NewWords(blankRows, look.Aside)
	p.blankBox = look.Row(p.blankWord, p.blank)
	options := look.Flow(p.formsBox, p.branchBox, p.yearBox, p.turnBox,
		option("号码", p.whole), p.blankBox, p.columnsBox, p.fieldsBox)
	show(options, p.fixed == nil || forms.Letter(p.form))
	head := look.Flow(look.NewWords("打印预览", look.Title), layout.NewSpacer(), leave, p.excel, p.docx, p.pdf, p.printer)
	zoom := func(label string, do func()) fyne.CanvasObject {
		return kit.NewButton(kit.Quiet, look.IconNone, label, "", do)
	}
	leaf := look.NewWords("　PageUp、PageDown 翻页", look.Note)
	if room := look.Room(); room > 0 && room < hintFrom*look.Now().Text {
		leaf.Hide()
	}
	bar := []fyne.CanvasObject{p.back, p.status, p.on, leaf, layout.NewSpacer(),
		zoom("整页", p.easel.whole), zoom("页宽", p.easel.wide), zoom("－", func() { p.easel.zoom(-1) }), p.zoomed, zoom("＋", func() { p.easel.zoom(1) })}
	middle := &fyne.Container{Layout: deskLayout{options}, Objects: []fyne.CanvasObject{look.Padding(look.Gap6, 0, kit.Scrolled(options)),
		container.NewBorder(p.notes, nil, p.left, nil, look.Ground(desk, p.easel))}}
	p.page = &page.Page{Key: p.q.Kind.Name(), Title: "打印预览", View: look.Folio(head, middle, bar...), First: p.easel, Keys: map[fyne.KeyName]func(){
		fyne.KeyF12: p.printer.Press, fyne.KeyEscape: p.leave, fyne.KeyF8: p.another,
		fyne.KeyPageDown: func() { p.step(1) }, fyne.KeyPageUp: func() { p.step(-1) },
		fyne.KeyPlus: func() { p.easel.zoom(1) }, fyne.KeyEqual: func() { p.easel.zoom(1) }, fyne.KeyMinus: func() { p.easel.zoom(-1) },
	}}
	p.page.Own(p.blank, &p.forms.Entry, &p.branches.Entry, &p.years.Entry)
	for _, f := range p.fields {
		p.page.Own(&f.Entry)
	}
	p.easel.toWindow = p.page.Keys
}

const (
	hintFrom    = 44  // characters: where a page is narrower the bar has no room for the hint of PageUp and PageDown
	optionsMost = 0.4 // of the height: where the window is low the options scroll, and there is paper to be seen
)

// deskLayout stands the options over the paper.
type deskLayout struct{ options fyne.CanvasObject }

func (l deskLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	above, below := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(above.Width, below.Width), above.Height+below.Height)
}

func (l deskLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	high := float32(0)
	if l.options.Visible() {
		o[0].Resize(fyne.NewSize(size.Width, o[0].Size().Height)) // what the options need depends on the width
		high = min(l.options.MinSize().Height, size.Height*optionsMost)
		o[0].Resize(fyne.NewSize(size.Width, high))
		high += look.Gap2
	}
	o[1].Move(fyne.NewPos(0, high))
	o[1].Resize(fyne.NewSize(size.Width, max(size.Height-high, 0)))
}

// another goes to the choice of another form: of labels and name cards too, without the mouse.
func (p *preview) another() {
	if p.formsBox.Visible() {
		p.s.Canvas().Focus(p.forms)
		p.forms.TypedShortcut(&fyne.ShortcutSelectAll{}) // it may have been there before
	}
}

func (p *preview) leave() {
	if p.behind != nil {
		p.behind()
		return
	}
	p.s.ShowList(p.q)
}

func (p *preview) formOption(f forms.Form) kit.Option {
	for _, o := range p.matchForm("") {
		if o.Value == string(f) {
			return o
		}
	}
	return kit.Option{}
}

func (p *preview) matchForm(query string) []kit.Option {
	var all []find.Option
	choice := formsOf(p.q.Kind)
	if len(p.given.Drafts) > 0 { // only they can be printed
		choice = forms.SinglesOf(p.q.Kind)
	}
	for _, f := range choice {
		if title := forms.Title(f); title != "" {
			all = append(all, find.Option{Value: string(f), Label: title})
		}
	}
	return page.Options(find.Matching(all, query))
}

func (p *preview) matchBranch(query string) []kit.Option {
	c := ledger.Members.Columns()[ledger.Members.At("branch")]
	return page.Options(find.OptionsOf(p.s.Book.Today(), c.Choices, query, 50))
}

// askReason wants to know what whole numbers are for; without an answer they stay
// masked.
func (p *preview) askReason(i int) {
	if i == 0 {
		p.reason = ""
		p.ask()
		return
	}
	p.whole.Choose(0)
	if !p.s.Allowed(store.MayPrintWhole) {
		return
	}
	kit.AskLine(p.s.Canvas(), kit.Prompt{Title: "打印完整号码", Text: "纸上会有完整的证件号码和电话。用途会和这次打印一起记进历史，用完请收好。",
		Label: "用途", Least: 2, Offers: reasons, Verb: "显示完整号码", Do: func(line string) {
			p.reason = line
			p.whole.Choose(1)
			p.ask()
		}})
}

// An order is what the person has chosen: what to print, and which rows.
type order struct {
	print forms.Print
	rows  *records.Query // nil: all that the form is about
	told  *records.Query // how the rows came about, as it stands below the title
}

// wanted gathers what the person has chosen.
func (p *preview) wanted() order {
	if p.fixed != nil {
		o := order{print: *p.fixed}
		o.print.Full, o.print.Reason = p.reason != "", p.reason
		return o
	}
	blank, err := strconv.Atoi(strings.TrimSpace(p.blank.Text))
	if err != nil {
		blank = 0
	}
	o := order{print: forms.Print{Form: p.form, Full: p.reason != "", Reason: p.reason, Blank: max(0, min(blank, blankMost)), Portrait: p.turn.At() == 1}}
	kind := forms.KindOf(p.form)
	rows, told := p.q, p.q
	switch {
	case p.form == forms.CheckReport:
		return o
	case forms.Single(p.form):
		return p.single(o)
	case p.needsBranch():
		o.print.Branch, o.print.Year = p.branch, p.year
		return o
	case forms.OfRows(p.form):
		if p.form != forms.CheckList {
			o.print.Keys = p.labelled()
		}
		o.rows, o.told = &rows, &told
		return o
	case kind != p.q.Kind:
		o.rows = &records.Query{Kind: kind, Tab: kind.Begin(), Under: p.q.Under, Sort: face.Sort(kind)}
		return o
	}
	if tab := forms.TabOf(p.form); tab != "" { // the form's own title says so
		if told.Tab = told.Kind.Begin(); len(rows.Only) == 0 {
			rows.Tab = tab
		}
	}
	if told.Under.Kind == "branch" {
		o.print.Branch, told.Under = told.Under.ID, records.Place{}
	}
	if p.columns.At() == 1 {
		o.print.Keys = p.keys
	}
	o.rows, o.told = &rows, &told
	return o
}

const noteEms = 60 // characters of a note's lines

const blankMost = 500 // empty rows for handwriting

// lay carries an order out. It runs off the drawing thread.
func (o order) lay(b *store.Book) (laid, error) {
	w := o.print
	if o.rows != nil {
		w.List = find.ListOf(b.Today(), *o.rows)
	}
	if o.told != nil {
		w.Filter = particulars(b, *o.told)
	}
	out, err := forms.Lay(b, w)
	if err != nil {
		return laid{}, err
	}
	return laid{out, rareNames(w, out.Missing)}, nil
}

// ask lays the form out anew; the pages on show stay until the new ones are there.
func (p *preview) ask() {
	show(p.branchBox, p.needsBranch())
	letter := forms.Letter(p.form)
	show(p.formsBox, p.fixed == nil)
	show(p.yearBox, forms.OfYear(p.form))
	show(p.turnBox, !forms.Upright(p.form) && !letter && !forms.Single(p.form))
	p.showBlank()
	show(p.fieldsBox, p.form == forms.Labels || p.form == forms.NameCards)
	show(p.columnsBox, !letter && !p.needsBranch() && !forms.Single(p.form) && forms.KindOf(p.form) == p.q.Kind && len(p.keys) > 0)
	if p.needsBranch() && p.branch.IsZero() {
		p.fail("请在上面选一个团支部。")
		if p.s.Page() == p.page {
			p.s.Canvas().Focus(p.branches)
		}
		return
	}
	p.status.SetText("正在排版…")
	o := p.wanted()
	hands.RunLatest(&p.latest, func() (laid, error) { return o.lay(p.s.Book) }, p.show, func(err error) { p.fail(kit.Sentence(err)) })
}

// anew is ask for a form that has other pages: it begins with the first.
func (p *preview) anew() { p.easel.at = 0; p.ask() }

// laid is a form laid out, and whose names the font cannot show whole.
type laid struct {
	out  *forms.Printout
	rare []string
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// fail shows why there are no pages.
func (p *preview) fail(sentence string) {
	p.out = nil
	p.status.SetText("")
	p.left.Objects = nil
	p.notes.Objects = nil
	p.easel.say(sentence)
	p.enable()
	p.page.View.Refresh()
}

func (p *preview) show(l laid) {
	at := 0
	if p.out != nil {
		at = p.easel.at
	}
	p.out = l.out
	p.thumbs = newThumbs(p.leaf, l.out.Pages(), func(i int) { p.goTo(i) })
	p.left.Objects = []fyne.CanvasObject{p.thumbs}
	p.notes.Objects = nil
	note := func(text string) {
		p.notes.Objects = append(p.notes.Objects, look.Notice(look.IconWarning, look.Amber, look.AmberBg, look.NewParagraph(text, look.Body, noteEms)))
	}
	if l.out.Missing != "" {
		note(rareSentence(l.rare, l.out.Missing))
	}
	for _, text := range l.out.Told {
		note(text)
	}
	p.easel.set(p.leaf, l.out.Pages())
	p.goTo(min(at, l.out.Pages()-1))
	p.enable()
	p.page.View.Refresh()
}

// leaf is page n, or an empty one while the printout is being written elsewhere.
func (p *preview) leaf(n int) (forms.Page, bool) {
	if p.busy || p.out == nil {
		return forms.Page{}, false
	}
	return p.out.Page(n), true
}

func (p *preview) enable() {
	p.printer.SetLabel("打印")
	for _, b := range []*kit.Button{p.printer, p.pdf, p.excel, p.docx} {
		if p.out == nil {
			b.Disable()
		} else {
			b.Enable()
		}
	}
	if p.out != nil {
		show(p.excel, p.out.Tabled())
		show(p.docx, p.out.Prose())
	}
	if p.out != nil {
		p.printer.SetLabel("打印 " + strconv.Itoa(p.out.Pages()) + " 页")
	}
}

func (p *preview) step(by int) { p.goTo(p.easel.at + by) }

func (p *preview) goTo(n int) {
	if p.out == nil || n < 0 || n >= p.out.Pages() {
		return
	}
	p.easel.turn(n)
	p.thumbs.mark(n)
	p.status.SetText("第 " + strconv.Itoa(n+1) + " 页，共 " + strconv.Itoa(p.out.Pages()) + " 页")
	p.zoomChanged()
	p.page.View.Refresh()
}

func (p *preview) zoomChanged() {
	if p.easel != nil {
		p.zoomed.SetText(p.easel.percent())
	}
}
