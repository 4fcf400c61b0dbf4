package fill

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/fill"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// stays is what a column that takes nothing is called.
const stays = "空着"

// numbers is what the column of running numbers takes.
const numbers = "顺序号"

// columns is the second step: what each column of a table takes, and whom the table is filled with.
func (k *wayOut) columns() {
	u := k.uses[k.at]
	next := kit.NewButton(kit.Primary, look.IconRight, "预览", "F10", k.lay)
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "换一张空表", "Esc", k.choose)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: next.Press, fyne.KeyEscape: k.choose}
	k.page.Keys = keys // the pickers ask the page's keys
	var above []fyne.CanvasObject
	var first fyne.Focusable = next
	if len(k.uses) > 1 {
		var tabs []kit.Tab
		for _, x := range k.uses {
			label := k.label(x)
			if x.out {
				label += "（不填）"
			}
			tabs = append(tabs, kit.Tab{Label: label, Count: -1})
		}
		all := kit.NewTabs(tabs, func(i int) { k.at = i; k.columns() })
		all.Choose(k.at)
		above, first = append(above, all), all
	}
	above = append(above, k.heading(u))
	if !u.out {
		whom, field := k.whom(u)
		above = append(above, look.Flow(whom, k.masks()))
		if len(k.uses) == 1 {
			first = field
		}
	}
	m := &columnMap{k: k, use: u}
	list := kit.Scrolled(m.list())
	body := look.Margin(look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, append(above, look.HLine(), list)...))))
	k.way.Go(1, body, first, keys, layout.NewSpacer(), back, next)
}

// label is what a table is called among the others: by what stands above it where another of its kind is in the same sheet.
func (k *wayOut) label(u *use) string {
	for _, x := range k.uses {
		if x != u && x.Kind == u.Kind && x.Sheet == u.Sheet && x.Title != u.Title && u.Title != "" {
			return u.Kind.Title() + " · " + look.Cut(u.Title, 10)
		}
	}
	return u.Kind.Title() + " · " + look.Cut(u.Sheet, 10)
}

// heading says what was found and lets the table be left out.
func (k *wayOut) heading(u *use) fyne.CanvasObject {
	text := "工作表“" + look.Cut(u.Sheet, 16) + "”填" + u.Kind.Title()
	switch {
	case u.Card:
		text = "“" + look.Cut(u.Sheet, 16) + "”是登记表，一张填一条" + u.Kind.Title()
		if n := u.PerSheet(); n > 1 {
			text = "“" + look.Cut(u.Sheet, 16) + "”是登记表，一张上有 " + strconv.Itoa(n) + " 份，一份填一条" + u.Kind.Title()
		}
	case u.Endless:
		text += "，从列名下面一行填起"
	default:
		text += "，有 " + strconv.Itoa(u.Rows) + " 个空行"
		if u.Started > 0 {
			text += "，上面 " + strconv.Itoa(u.Started) + " 行不动"
		}
		if u.Below {
			text += "，不够就加，下面的往下移"
		}
	}
	lines := []fyne.CanvasObject{look.NewWords(text, look.Strong)}
	if u.Title != "" {
		lines = append(lines, look.NewWords("表上方写着：“"+look.Cut(u.Title, 48)+"”", look.Aside))
	}
	row := []fyne.CanvasObject{look.Column(look.Gap1, lines...), layout.NewSpacer()}
	if len(k.uses) > 1 {
		verb := "不填这张表"
		if u.out {
			verb = "填这张表"
		}
		row = append(row, kit.NewButton(kit.Quiet, look.IconNone, verb, "", func() { u.out = !u.out; k.columns() }))
	}
	return look.Row(row...)
}

// whom chooses the records.
func (k *wayOut) whom(u *use) (fyne.CanvasObject, fyne.Focusable) {
	scopes := k.scopes(u)
	was := u.among
	words := map[int]string{amongShown: "屏幕上的", amongAll: "全部", amongBranch: "一个团支部的"}
	_, words[amongNamed] = u.Named(k.s.Book.Today(), records.Place{})
	var tabs []kit.Tab
	at := 0
	for i, scope := range scopes {
		count := -1
		if scope != amongBranch || !u.branch.IsZero() {
			u.among = scope
			count = k.list(u).Len()
		}
		tabs = append(tabs, kit.Tab{Label: words[scope], Count: count})
		if scope == was {
			at = i
		}
	}
	u.among = scopes[at]
	choice := kit.NewTabs(tabs, func(i int) { u.among = scopes[i]; k.columns() })
	choice.Choose(at)
	row := []fyne.CanvasObject{choice}
	if u.among == amongBranch {
		branch := kit.NewPicker(func(query string) []kit.Option {
			return page.Options(find.OptionsOf(k.s.Book.Today(), u.Kind.Columns()[u.Kind.At("branch")].Choices, query, 50))
		})
		branch.Choose(kit.Option{Value: u.branch.String(), Label: k.s.Book.Today().Name(ledger.Branches, u.branch)})
		if u.branch.IsZero() {
			branch.Choose(kit.Option{})
		}
		branch.OnPicked = func(o kit.Option) {
			u.branch, _ = value.ParseID(o.Value)
			k.columns()
		}
		k.own(branch)
		branch.SetLeast(18 * look.Now().Text)
		row = append(row, branch)
	}
	return kit.Labelled("填谁", look.Row(row...), nil), choice
}

// masks chooses whether numbers go out whole.
func (k *wayOut) masks() fyne.CanvasObject {
	tabs := []kit.Tab{{Label: "打星号", Count: -1}}
	if k.s.Book.May(store.MayExportWhole) {
		tabs = append(tabs, kit.Tab{Label: "完整", Count: -1})
	}
	choice := kit.NewTabs(tabs, func(i int) { k.full = i == 1; k.columns() })
	row := []fyne.CanvasObject{choice}
	if k.full {
		choice.Choose(1)
		reason := kit.NewEntry()
		reason.SetText(k.reason)
		reason.SetPlaceHolder("用途，会记进历史。例如：报街道团工委")
		reason.OnChanged = func(text string) { k.reason = look.OneLine(text) }
		k.page.Own(reason)
		reason.SetLeast(26 * look.Now().Text)
		row = append(row, reason)
	}
	return kit.Labelled("证件号码和电话", look.Row(row...), nil)
}

// columnMap is the columns of one table with their pickers.
type columnMap struct {
	k    *wayOut
	use  *use
	rows []*columnRow
}

type columnRow struct {
	index int
	field *kit.Picker
	state *look.Words
}

// places are the widths of the list: head, field, state; then nothing.
var places = look.Ems{16, 15, 20}

func (m *columnMap) list() fyne.CanvasObject {
	line := func(objects ...fyne.CanvasObject) fyne.CanvasObject {
		return &fyne.Container{Layout: places, Objects: append(objects, look.NewWords("", look.Aside))}
	}
	head := "表里的列名"
	if m.use.Card {
		head = "表里的空格"
	}
	rows := []fyne.CanvasObject{line(look.NewWords(head, look.Aside), look.NewWords("填台账的", look.Aside), look.NewWords("", look.Aside)), look.HLine()}
	for _, c := range m.use.Columns {
		r := &columnRow{index: c.Index, state: look.NewWords("", look.Aside)}
		r.field = kit.NewPicker(m.match)
		r.field.OnPicked = func(o kit.Option) { m.pick(r.index, o.Value) }
		m.k.own(r.field)
		m.rows = append(m.rows, r)
		rows = append(rows, line(look.NewWords(look.Cut(c.Head, 16), look.Body), r.field, r.state))
	}
	m.draw()
	return look.Column(look.Gap1, rows...)
}

func (m *columnMap) match(query string) []kit.Option {
	return page.FieldOptions(m.use.Choices(), stays, query)
}

func (m *columnMap) pick(index int, key string) {
	if err := m.k.form.Map(m.use.Table, index, key); err != nil {
		m.k.fail("对应关系没有记下", err)
	}
	m.draw()
}

func (m *columnMap) label(key string) string { return page.FieldLabel(m.use.Choices(), stays, key) }

// draw shows what the columns take now.
func (m *columnMap) draw() {
	by := map[int]fill.Column{}
	for _, c := range m.use.Columns {
		by[c.Index] = c
	}
	for _, r := range m.rows {
		c := by[r.index]
		label := m.label(c.Key)
		if c.Key == "" && c.Serial {
			label = numbers
		}
		r.field.Choose(kit.Option{Value: c.Key, Label: label})
		switch {
		case c.Key == "" && c.Serial:
			r.state.Tint(look.Green).SetText("✓ " + c.Why)
		case c.Why != "":
			r.state.Tint(look.Second).SetText(look.Cut(c.Why, 20))
		case c.Second != "":
			r.state.Tint(look.Green).SetText("✓ 连同" + m.label(c.Second))
		default:
			r.state.Tint(look.Green).SetText("✓ 已对应")
		}
	}
}

// own lets a picker hear the keys of the page, but while its list is open.
func (k *wayOut) own(field *kit.Picker) {
	field.OnKey = func(name fyne.KeyName) bool {
		if do := k.page.Keys[name]; do != nil && !field.Opened() {
			do()
			return true
		}
		return false
	}
}
