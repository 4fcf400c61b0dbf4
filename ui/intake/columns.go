package intake

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// leftOut is what a column that goes nowhere is called.
const leftOut = "不导入"

// columns is the second step: where each column goes. A sheet that was not understood
// has its place beside the tables, for a person to point at its head.
func (k *wayIn) columns() {
	strange := k.strange()
	k.at = max(min(k.at, len(k.uses)+len(strange)-1), 0)
	if k.at >= len(k.uses) {
		if len(strange) == 0 {
			k.none()
			return
		}
		k.head(strange[k.at-len(k.uses)])
		return
	}
	use := k.uses[k.at]
	next := kit.NewButton(kit.Primary, look.IconRight, "预览", "F10", k.look)
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "换一个文件", "Esc", k.choose)
	cancel := kit.NewButton(kit.Quiet, look.IconNone, "不导入了", "", k.drop)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: k.look, fyne.KeyEscape: k.choose}
	m := &columnMap{k: k, use: use, missing: look.Column(0), scroll: kit.Scrolled(nil)}
	above, first := k.tableChoice(next)
	above = append(above, m.heading(), m.missing)
	k.page.Keys = keys // the pickers ask the page's keys
	m.scroll.Content = m.list()
	body := look.Margin(look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, append(above, m.scroll)...))))
	m.draw()
	k.show(1, body, first, keys, layout.NewSpacer(), cancel, back, next)
}

// strange are the sheets of which nothing was understood, and which the file shows.
func (k *wayIn) strange() (all []int) {
	for i, s := range k.in.Sheets {
		if s.Tables == 0 && s.Rows > 0 && !s.Hidden {
			all = append(all, i)
		}
	}
	return all
}

// tableChoice is what stands above the columns of a table or the cells of a sheet: the
// choice between them, and what the file hides.
func (k *wayIn) tableChoice(otherwise fyne.Focusable) (above []fyne.CanvasObject, first fyne.Focusable) {
	first = otherwise
	if all := k.tableTabs(); len(all) > 1 {
		tabs := kit.NewTabs(all, func(i int) { k.at = i; k.columns() })
		tabs.Choose(k.at)
		above, first = append(above, tabs), tabs
	}
	if hidden := k.hiding(); hidden != nil {
		above = append(above, hidden)
	}
	return above, first
}

// hiding names what the file does not show, and lets a person take it; nil where there
// is nothing.
func (k *wayIn) hiding() fyne.CanvasObject {
	if !k.in.Hides() {
		return nil
	}
	var parts []string
	rows, taken := 0, true
	for _, s := range k.in.Sheets {
		if s.Hidden && s.Rows > 0 {
			parts = append(parts, "工作表“"+look.Cut(s.Name, 10)+"”（"+strconv.Itoa(s.Rows)+" 行）")
			taken = taken && s.Tables > 0
		}
		rows += len(s.Veiled)
	}
	if rows > 0 {
		parts, taken = append(parts, strconv.Itoa(rows)+" 行被隐藏或筛选掉的"), false
	}
	if taken {
		verb := kit.NewButton(kit.Quiet, look.IconNone, "不导入隐藏的", "", func() { k.takeHidden(false) })
		return look.Notice(look.IconInfo, look.Second, look.Shade, look.NewWords("文件里隐藏的内容也会导入。", look.Body), verb)
	}
	verb := kit.NewButton(kit.Ordinary, look.IconNone, "也导入隐藏的", "", func() { k.takeHidden(true) })
	return look.Notice(look.IconWarning, look.Amber, look.AmberBg, look.NewWords("文件里有隐藏的内容，不会导入："+strings.Join(parts, "、"), look.Body), verb)
}

func (k *wayIn) takeHidden(take bool) {
	k.in.ShowHidden(take)
	k.words = nil
	k.found()
	k.columns()
}

func (k *wayIn) tableTabs() []kit.Tab {
	var tabs []kit.Tab
	for _, u := range k.uses {
		label, count := u.Kind.Title(), u.Rows
		if name := look.Cut(u.Sheet, 10); name != "" && name != label {
			label += " · " + name
		}
		if u.out {
			label, count = label+"（"+leftOut+"）", -1
		}
		tabs = append(tabs, kit.Tab{Label: label, Count: count})
	}
	for _, nth := range k.strange() {
		name := look.Cut(k.in.Sheets[nth].Name, 10)
		if name == "" {
			name = "这张表"
		}
		tabs = append(tabs, kit.Tab{Label: name + "（没认出）", Count: -1})
	}
	return tabs
}

// columnMap is the columns of one table with their pickers.
type columnMap struct {
	k       *wayIn
	use     *tableUse
	missing *fyne.Container
	scroll  *container.Scroll
	rows    []*columnRow
}

type columnRow struct {
	index int
	field *kit.Picker
	state *look.Words
}

// heading says what was found and lets the table be left out.
func (m *columnMap) heading() fyne.CanvasObject {
	u := m.use
	text := "这张表是" + u.Kind.Title() + "，" + strconv.Itoa(u.Rows) + " 行"
	if u.Sheet != "" {
		text = "工作表“" + look.Cut(u.Sheet, 16) + "”是" + u.Kind.Title() + "，" + strconv.Itoa(u.Rows) + " 行"
	}
	if u.Skipped > 0 {
		text += "，另有 " + strconv.Itoa(u.Skipped) + " 行是合计、签字或重复的表头，已跳过"
	}
	lines := []fyne.CanvasObject{look.NewWords(text, look.Strong)}
	if title := look.Cut(u.Title, 48); title != "" {
		lines = append(lines, look.NewWords("表上方写着：“"+title+"”", look.Aside))
	}
	row := []fyne.CanvasObject{look.Column(look.Gap1, lines...), layout.NewSpacer()}
	if !m.k.once(u.Nth) { // a sheet with several tables has no one head to point at
		return look.Row(append(row, m.turn())...)
	}
	row = append(row, kit.NewButton(kit.Quiet, look.IconNone, "列名不在这一行", "", func() { m.k.head(u.Nth) }))
	if len(m.k.uses) > 1 {
		row = append(row, m.turn())
	}
	return look.Row(row...)
}

// turn takes the table in or leaves it out.
func (m *columnMap) turn() fyne.CanvasObject {
	verb := "不导入这张表"
	if m.use.out {
		verb = "导入这张表"
	}
	return kit.NewButton(kit.Quiet, look.IconNone, verb, "", func() { m.use.out = !m.use.out; m.k.columns() })
}

// once says that a sheet holds one table.
func (k *wayIn) once(nth int) bool {
	n := 0
	for _, u := range k.uses {
		if u.Nth == nth {
			n++
		}
	}
	return n == 1
}

// columnPlaces are the widths of the list: letter, head, sample, field, state; then
// nothing.
var columnPlaces = look.Ems{2, 11, 13, 15, 11}

func (m *columnMap) list() fyne.CanvasObject {
	line := func(objects ...fyne.CanvasObject) fyne.CanvasObject {
		return &fyne.Container{Layout: columnPlaces, Objects: append(objects, look.NewWords("", look.Aside))}
	}
	head := line(look.NewWords("列", look.Aside), look.NewWords("表里的列名", look.Aside), look.NewWords("第一行写着", look.Aside), look.NewWords("放到台账的", look.Aside), look.NewWords("", look.Aside))
	rows := []fyne.CanvasObject{head, look.HLine()}
	for _, c := range m.use.Columns {
		if c.Head == "" && c.Sample == "" {
			continue
		}
		r := &columnRow{index: c.Index, state: look.NewWords("", look.Aside)}
		r.field = kit.NewPicker(m.match)
		r.field.OnPicked = func(o kit.Option) { m.pick(r.index, o.Value) }
		m.k.own(r.field)
		m.rows = append(m.rows, r)
		name := c.Head
		if name == "" {
			name = "（没有列名）"
		}
		rows = append(rows, line(look.NewWords(m.use.Letter(c.Index), look.Aside), look.NewWords(look.Cut(name, 11), look.Body),
			look.NewWords(m.sample(c), look.Aside), r.field, r.state))
	}
	return look.Column(look.Gap1, rows...)
}

// sample is the column's first value; whole numbers are not needed to know a column.
func (m *columnMap) sample(c intake.Column) string {
	text := c.Sample
	if i := m.use.Kind.At(c.Key); i >= 0 {
		return look.Cut(ledger.Start.Mask(m.use.Kind.Columns()[i], text), 13)
	}
	return look.Cut(unknownText(text), 13)
}

// unknownText masks what stands in a column that nobody knows where it may be somebody's
// number.
func unknownText(text string) string {
	digits := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	if digits < 11 || digits < len(text)-3 {
		return text
	}
	return ledger.Start.Mask(ledger.Column{Secret: true, Shape: ledger.IDCard}, text)
}

// letters names a column as spreadsheets do.
func letters(index int) string {
	name := ""
	for index++; index > 0; index = (index - 1) / 26 {
		name = string(rune('A'+(index-1)%26)) + name
	}
	return name
}

func (m *columnMap) match(query string) []kit.Option {
	return page.FieldOptions(m.use.Choices(), leftOut, query)
}

func (m *columnMap) pick(index int, key string) {
	if err := m.k.in.Map(m.use.Table, index, key); err != nil {
		m.k.fail("对应关系没有记下", err)
	}
	m.draw()
}

func (m *columnMap) label(key string) string { return page.FieldLabel(m.use.Choices(), leftOut, key) }

// draw shows where the columns go now: sending one to a field takes the field away
// from another.
func (m *columnMap) draw() {
	mapped := map[string]bool{}
	key, column := map[int]string{}, map[int]intake.Column{}
	for _, c := range m.use.Columns {
		key[c.Index], column[c.Index] = c.Key, c
		mapped[c.Key] = true
	}
	for _, r := range m.rows {
		k := key[r.index]
		r.field.Choose(kit.Option{Value: k, Label: m.label(k)})
		switch c := column[r.index]; {
		case c.Why != "" && k != "":
			r.state.Tint(look.Green).SetText("✓ " + look.Cut(c.Why, 18))
		case c.Why != "" && c.Key == "":
			r.state.Tint(look.Second).SetText(look.Cut(c.Why, 20))
		case k == "":
			r.state.Tint(look.Second).SetText("不进台账")
		default:
			r.state.Tint(look.Green).SetText("✓ 已对应")
		}
	}
	m.missing.Objects = nil
	if lack := m.lacking(mapped); lack != "" {
		m.missing.Add(look.Notice(look.IconWarning, look.Amber, look.AmberBg, look.NewParagraph(lack, look.Body, 60)))
	}
	m.missing.Refresh()
}

// lacking tells which required fields no column goes to.
func (m *columnMap) lacking(mapped map[string]bool) string {
	kind := m.use.Kind
	var names []string
	for i, c := range kind.Columns()[:kind.Fields()] {
		if kind.Required(i) && !mapped[c.Key] {
			names = append(names, c.Label)
		}
	}
	if len(names) == 0 {
		return ""
	}
	more := ""
	if len(names) > 5 {
		names, more = names[:5], "等"
	}
	if !mapped["name"] && kind.At("name") >= 0 {
		return "没有一列对应“" + kind.Columns()[kind.At("name")].Label + "”，这样每一行都会退回。请在下面选出来。"
	}
	return "表里没有" + strings.Join(names, "、") + more + "。可以先导入，这些记录会在待核里等着补。"
}
