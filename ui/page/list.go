package page

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// list is the screen of any kind of records: states as tabs, search, filters,
// chosen columns, the rows, and over them the panel of the record that is open.
type list struct {
	s    *Shell
	page *Page
	q    records.Query
	kept listSetting

	all     []ledger.Column // that the kind can show
	keys    []string        // of the columns shown
	veil    ledger.Veil     // over their cells
	rows    *find.List
	faults  map[value.ID][]value.Fault
	fresh   bool     // other rows were asked for: show them from the top
	reveal  value.ID // open this record when the rows have come
	mark    value.ID // select this record when the rows have come
	toFiles bool     // and the one that is opened shows its files

	title, count *look.Words
	tabs         *kit.Tabs
	tabKeys      []string
	find         *kit.Entry
	chips        *fyne.Container
	chipBar      *container.Scroll
	grid         *grid.Grid
	table        *fyne.Container // the grid, or what stands in its place
	panel        *record
	layer        *fyne.Container

	chip *kit.Button // how many drafts wait; hidden where none do
	bulk *kit.Button // shown with several rows selected
	way  *Way        // back to where a person was sent here from; may be nil

	asked, counted, valued, based, drafted hands.Latest
}

// listSetting is what the ledger remembers of a kind's list.
type listSetting struct {
	Columns []string           `json:"columns,omitempty"`
	Widths  map[string]float32 `json:"widths,omitempty"`
}

func (l *list) settingName() string { return "list." + l.q.Kind.Name() }

// List makes the list that a query asks for and begins to ask the Book.
func List(s *Shell, q records.Query) *list { return listFrom(s, q, nil) }

// listFrom is List with a way back to where a person was sent here from.
func listFrom(s *Shell, q records.Query, from *Way) *list {
	l := &list{s: s, q: q, way: from, all: find.ColumnsOf(q.Kind), faults: map[value.ID][]value.Fault{}}
	s.Book.Setting(l.settingName(), &l.kept)
	l.rows = nil
	l.build()
	l.page = &Page{Root: true, Key: l.key(), Title: l.heading(), View: l.layer, First: l.grid, Find: l.focusFind,
		Changed: func(c store.Change) { l.ask(); l.follow(); l.followFiles(c) }, Dropped: l.dropped,
		Keep: l.keepPanel,
		list: l,
		Shut: l.shut,
		Keys: map[fyne.KeyName]func(){
			fyne.KeyF9: l.next, fyne.KeyF12: l.print, fyne.KeyEscape: l.back,
			fyne.KeyF10: l.save, fyne.KeyF5: l.walk, fyne.KeyF8: l.deeds, fyne.KeyF7: l.housedRow,
		}}
	l.ask()
	return l
}

// shut drops late answers, and the rows: the window may remember the list for longer.
func (l *list) shut() {
	l.closePanel()
	l.rows = nil
	clear(l.faults)
	l.grid.Refresh()
	for _, latest := range []*hands.Latest{&l.asked, &l.counted, &l.valued, &l.drafted} {
		latest.Drop()
	}
}

// key is the line of the tree that the list belongs to.
func (l *list) key() string {
	switch {
	case l.q.Tab == face.Pending && l.q.Under.ID.IsZero():
		return face.Pending + "." + l.q.Kind.Name()
	case !l.q.Under.ID.IsZero():
		return l.q.Under.ID.String()
	}
	return l.q.Kind.Name()
}

func (l *list) build() {
	l.title, l.count = look.NewWords(l.heading(), look.Title), look.NewWords("", look.Aside)
	l.tabs = kit.NewTabs(nil, l.turnTo)
	l.find = kit.NewEntry()
	l.find.SetPlaceHolder("在这里找　Ctrl+F")
	l.find.SetLeast(11 * look.Now().Text)
	l.find.OnChanged = func(words string) { l.q.Words, l.q.Own = words, true; l.renew() }
	l.find.OnNext = l.focusRows
	l.find.OnKey = func(name fyne.KeyName) bool {
		if name == fyne.KeyEscape {
			l.find.SetText("")
			l.focusRows()
			return true
		}
		return false
	}
	l.chips = look.Row()
	l.grid = grid.New(grid.Source{Len: l.length, Cell: l.cell, Key: func(row int) string { return l.rows.Row(row).Head().ID.String() }, Mark: l.sign, Tell: l.reason})
	l.grid.OnOpen = l.openRow
	l.grid.OnSelect = func([]int) { l.tell() }
	l.grid.OnSort = func(key string, down bool) { l.q.Sort, l.q.Desc = key, down; l.renew() }
	l.grid.OnColumns = l.keepWidths
	l.grid.OnType = l.typed
	l.grid.OnMenu = l.menu
	l.grid.OnPaste = l.paste
	l.grid.OnKey = func(name fyne.KeyName) bool {
		if name == fyne.KeyDelete {
			l.remove()
		}
		return name == fyne.KeyDelete
	}
	l.grid.SetSort(l.q.Sort, l.q.Desc)
	l.columns()
	l.table = container.NewStack(l.grid)
	l.chip = kit.NewButton(kit.Quiet, look.IconEdit, "", "F11", nil)
	l.chip.Hide()
	l.bulk = kit.NewButton(kit.Quiet, look.IconEdit, "批量修改", "", l.edit)
	l.bulk.Hide()
	head := look.Flow(look.Row(l.title, l.count), l.bulk, l.chip)
	if l.way != nil {
		head.Add(l.way.button())
	}
	if u := l.q.Under; !u.ID.IsZero() {
		of := ledger.KindOf(u.Kind)
		head.Add(kit.NewButton(kit.Quiet, face.Named(u.Kind).Icon, of.Title()+"资料", "", func() { l.s.ShowRecord(of, u.ID) }))
	}
	head.Add(layout.NewSpacer())
	head.Add(look.Row(l.actions()...))
	tools := look.Beside(kit.Strip(l.tabs), look.Row(l.find,
		l.button("筛选", look.IconFilter, l.chooseFilter), l.button("列", look.IconColumns, l.chooseColumns)))
	body := look.Pile(0, look.Inset(look.Gap1, tools), l.chipRow(), look.HLine(), l.table)
	page := look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, look.Card(body))))
	l.layer = &fyne.Container{Layout: overlap{}, Objects: []fyne.CanvasObject{page}}
}

// button is a tool above the list whose pop-up opens below it.
func (l *list) button(label string, icon look.Icon, do func(under fyne.CanvasObject)) *kit.Button {
	b := kit.NewButton(kit.Quiet, icon, label, "", nil)
	b.OnTapped = func() { do(b) }
	return b
}

func (l *list) actions() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	if l.adds() {
		all = append(all, l.s.Only(store.MayAdd, kit.NewButton(kit.Primary, look.IconAdd, "新增", "F9", func() { l.add(nil) })))
	}
	if l.imports() {
		all = append(all, l.s.Only(store.MayImport, kit.NewButton(kit.Ordinary, look.IconImport, "导入", "", func() { l.s.ShowIntake(l.q.Kind, nil) })))
	}
	all = append(all, kit.NewButton(kit.Ordinary, look.IconExport, "导出", "", func() { l.s.Show(l.s.Screens.Export(l.s, l.picked(), l.keys)) }))
	if l.prints() {
		all = append(all, kit.NewButton(kit.Ordinary, look.IconPrint, "打印", "F12", l.print))
	}
	return all
}

// adds says that records of the kind are entered in this ledger: what only comes in packages, or is the street's in a
// community's ledger, has no 新增.
func (l *list) adds() bool { return l.ours() && !l.q.Kind.Blind() } // such are written many at once, by their job

// ours says that this ledger keeps such records itself.
func (l *list) ours() bool {
	return slices.Contains(rules.KindsOf(l.s.Book.Today()), l.q.Kind) && (l.q.Kind.Kept(ledger.ByCommunity) || !l.q.Kind.Place()) // its own street is there
}

// imports says that files are read for the kind.
func (l *list) imports() bool { return l.ours() && slices.Contains(ledger.OfOffice, l.q.Kind) }

// prints says that there is a form on paper for the kind.
func (l *list) prints() bool { return len(face.Of(l.q.Kind).Forms) > 0 }

func (l *list) print() {
	if l.papered() {
		l.paper()
		return
	}
	if l.prints() {
		l.s.Show(l.s.Screens.Print(l.s, l.picked(), l.keys))
	}
}

// picked is the list's query, narrowed to the selected rows when there are several.
func (l *list) picked() records.Query {
	q := l.q
	if keys := l.grid.SelectedKeys(); len(keys) > 1 {
		q.Only, _ = value.IDs(strings.Join(keys, " ")) // the keys are the records' own
	}
	return q
}

// heading is what the list shows: the kind, and the place that it lies below; of records
// that wait to be checked, that they do.
func (l *list) heading() string {
	title := l.q.Kind.Title()
	if l.q.Tab == face.Pending {
		title = "待核的" + title
	}
	if l.q.Under.ID.IsZero() {
		return title
	}
	return title + " › " + l.s.Book.Today().Name(ledger.KindOf(l.q.Under.Kind), l.q.Under.ID)
}

// turnTo shows another tab. Where it is asked why records are in it there is a column that says so.
func (l *list) turnTo(i int) {
	was := l.q.Tab
	l.q.Tab = l.tabKeys[i]
	if !slices.Equal(whys[was], whys[l.q.Tab]) {
		l.title.SetText(l.heading())
		l.columns()
		l.layer.Refresh()
	}
	l.renew()
}

// renew asks for other rows, those of another tab, word, filter or order: they are
// shown from the first on.
func (l *list) renew() {
	l.fresh = true
	l.ask()
}

// ask asks the Book for the rows and, apart from them since it may take longer,
// for the counts of the tabs.
func (l *list) ask() {
	q := l.q
	hands.RunLatest(&l.asked, func() (*find.List, error) { return find.ListOf(l.s.Book.Today(), q), nil }, l.show, nil)
	l.askDrafts()
	hands.RunLatest(&l.counted, func() ([]rules.Tab, error) { return rules.Tabs(l.s.Book.Today(), q.Kind, q.Under), nil }, l.showTabs, nil)
}

func (l *list) show(rows *find.List) {
	first := l.rows == nil
	l.rows = rows
	clear(l.faults)
	l.grid.Refresh()
	l.fillTable()
	l.drawChips()
	l.tell()
	switch {
	case l.fresh:
		l.fresh = false
		l.begin()
		l.takeRows()
	case first && l.reveal.IsZero():
		l.begin()
	}
	if id := l.reveal; !id.IsZero() {
		l.reveal = value.ID{}
		l.grid.SelectKeys(id.String())
		l.open(id)
		if l.way != nil && l.way.Field != "" && l.panel != nil {
			l.panel.form.FocusField(l.way.Field)
		}
		if l.way != nil && l.way.begin != nil && l.panel != nil {
			l.panel.begin(*l.way.begin)
		}
		if l.toFiles {
			l.toFiles = false
			l.showFiles()
		}
	}
	if id := l.mark; !id.IsZero() {
		l.mark = value.ID{}
		l.grid.SelectKeys(id.String())
	}
	if rows.Len() > 0 {
		l.page.First = l.grid // the words in its place are gone
		if at := l.s.Canvas().Focused(); l.panel == nil && l.s.page == l.page && l.s.Canvas().Overlays().Top() == nil && (at == nil || !hands.InSight(at)) {
			l.focusRows() // a form that has closed over an empty list had it yet
		}
	}
}

// begin stands on the first row, or on the first step where there are no rows.
func (l *list) begin() {
	if l.length() > 0 {
		l.grid.Select(0)
		return
	}
	if step := kit.First(l.table.Objects[0]); step != nil && l.panel == nil {
		l.page.First = step
		if l.s.page == l.page && l.s.Canvas().Overlays().Top() == nil && !l.choosing() {
			l.s.Canvas().Focus(step)
		}
	}
}

// choosing says that a person is typing a word or walking along the tabs, which other
// rows must not interrupt.
func (l *list) choosing() bool {
	at := l.s.Canvas().Focused()
	return at == fyne.Focusable(l.find) || at == fyne.Focusable(l.tabs)
}

// takeRows puts the keyboard into the rows, unless somebody is still choosing which.
func (l *list) takeRows() {
	if l.s.page == l.page && l.s.Canvas().Overlays().Top() == nil && !l.choosing() {
		l.focusRows()
	}
}

func (l *list) showTabs(tabs []rules.Tab) {
	l.tabKeys = l.tabKeys[:0]
	var shown []kit.Tab
	at := 0
	for i, t := range tabs {
		if (t.Count == 0 && i > 1 || t.Due) && t.Key != l.q.Tab {
			continue // a state that nobody is in only takes room, and so do those of reminders
		}
		if t.Key == l.q.Tab {
			at = len(shown)
		}
		l.tabKeys = append(l.tabKeys, t.Key)
		shown = append(shown, kit.Tab{Label: t.Title, Count: t.Count})
	}
	l.tabs.Set(shown)
	l.tabs.Choose(at)
	l.layer.Refresh()
}

func (l *list) length() int {
	if l.rows == nil {
		return 0
	}
	return l.rows.Len()
}

func (l *list) cell(row, col int) string {
	text := l.rows.Cell(row, l.keys[col], l.veil)
	if o, ok := l.rows.Row(row).(*ledger.Branch); ok && l.keys[col] == "term_end" && text != "" {
		text += rules.ByRule(o, l.s.Book.Basis())
	}
	return text
}

// wrong is what is wrong with a row, asked once for as long as the rows stay as they
// are.
func (l *list) wrong(row int) []value.Fault {
	r := l.rows.Row(row)
	faults, known := l.faults[r.Head().ID]
	if !known {
		faults = rules.Faults(l.s.Book.Today(), l.q.Kind, r)
		l.faults[r.Head().ID] = faults
	}
	return faults
}

// sign is the worst that is wrong with a row.
func (l *list) sign(row int) grid.Sign {
	sign := grid.Clean
	for _, f := range l.wrong(row) {
		if !f.Soft {
			return grid.Fault
		}
		sign = grid.Warning
	}
	return sign
}

// reason is what the sign of a row means, a line for each fault.
func (l *list) reason(row int) string {
	var lines []string
	for _, f := range l.wrong(row) {
		lines = append(lines, f.Text)
	}
	return strings.Join(lines, "\n")
}

// tell says how many there are and how many are selected.
func (l *list) tell() {
	text := "共 " + strconv.Itoa(l.length()) + " " + l.q.Kind.Unit()
	if n := len(l.grid.Selected()); n > 1 {
		text += " · 已选 " + strconv.Itoa(n)
	}
	l.count.SetText(text)
	if several := len(l.grid.Selected()) > 1 && l.s.Book.May(store.MayBulk); several == l.bulk.Hidden {
		l.bulk.Hidden = !several
		l.layer.Refresh()
	}
}

// fillTable puts words in the place of the rows where there are none.
func (l *list) fillTable() {
	show := fyne.CanvasObject(l.grid)
	if l.length() == 0 {
		show = l.nothing()
	}
	if l.table.Objects[0] != show {
		l.table.Objects = []fyne.CanvasObject{show}
		l.table.Refresh()
	}
}

func (l *list) nothing() fyne.CanvasObject {
	title := l.q.Kind.Title()
	add := kit.Stage{Icon: look.IconAdd, Verb: "新增" + title, Tell: "一条一条录入", Do: func() { l.add(nil) }}
	switch {
	case l.q.Words != "" || len(l.q.Filters) > 0:
		return kit.Empty(look.IconSearch, "没有符合的"+title+"。换个词，或去掉筛选再看。",
			kit.Stage{Icon: look.IconUndo, Verb: "去掉条件", Tell: "看这一页的全部", Do: l.clear})
	case l.s.Book.Today().Count(l.q.Kind) > 0 && l.q.Tab == face.Pending:
		return kit.Empty(look.IconDone, "没有待核的"+title+"，资料都齐了。")
	case !l.adds():
		return kit.Empty(face.Of(l.q.Kind).Icon, "这里现在没有"+title+"。")
	case l.s.Book.Today().Count(l.q.Kind) > 0:
		return kit.Empty(look.IconDone, "这里现在没有"+title+"。", add)
	}
	stages := []kit.Stage{add}
	if l.imports() {
		stages = append(stages, kit.Stage{Icon: look.IconImport, Verb: "导入表格", Tell: "Excel 或 CSV，也可以拖进窗口", Do: func() { l.s.ShowIntake(l.q.Kind, nil) }})
	}
	return kit.Empty(face.Of(l.q.Kind).Icon, "还没有"+title+"。", stages...)
}

func (l *list) clear() {
	l.q.Filters, l.q.Words = nil, ""
	l.find.SetText("")
	l.renew()
}

// openRow opens the record of a row.
func (l *list) openRow(row int) { l.open(l.rows.Row(row).Head().ID) }

func (l *list) focusFind() { l.s.Canvas().Focus(l.find) }

func (l *list) focusRows() {
	if l.length() > 0 {
		l.s.Canvas().Focus(l.grid)
	}
}

// typed begins a search with a letter typed over the rows.
func (l *list) typed(r rune) {
	l.find.SetText("")
	l.focusFind()
	l.find.TypedRune(r)
}
