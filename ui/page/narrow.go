package page

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// columns puts the chosen columns into the grid, or those that the kind begins with.
func (l *list) columns() {
	keys := l.kept.Columns
	if len(keys) == 0 {
		keys = face.Of(l.q.Kind).Columns
	}
	if why := l.explains(keys); len(why) > 0 {
		keys = slices.Insert(slices.Clone(keys), min(1, len(keys)), why...)
	}
	l.keys = nil
	var shown []ledger.Column
	for _, key := range keys {
		if i := slices.IndexFunc(l.all, func(c ledger.Column) bool { return c.Key == key }); i >= 0 {
			l.keys = append(l.keys, key)
			shown = append(shown, l.all[i])
		}
	}
	l.veil = ledger.VeilOver(shown...)
	l.grid.SetColumns(shown, l.kept.Widths)
}

// whys are the columns that say why a record is in a tab: since when, and who is to do what by when.
var whys = map[string][]string{face.Pending: {find.FaultsKey}, rules.UnvisitedTab: {find.SeenKey}, "enterprise.unvisited": {find.SeenKey},
	"due": {"class", "plan_owner", "plan_by"}, "meeting.none": {find.MetKey}, "dues.late": {find.OwesKey}, "dues.soon": {find.OwesKey}}

// explains are the columns that say why the rows are in this tab, where the chosen ones do not.
func (l *list) explains(chosen []string) (why []string) {
	for _, key := range whys[l.q.Tab] {
		if find.Has(l.q.Kind, key) && !slices.Contains(chosen, key) {
			why = append(why, key)
		}
	}
	return why
}

func (l *list) keepWidths(keys []string, widths []float32) {
	if l.kept.Widths == nil {
		l.kept.Widths = map[string]float32{}
	}
	for i, key := range keys {
		l.kept.Widths[key] = widths[i]
	}
	l.keep()
}

// keep remembers the list's look in the ledger.
func (l *list) keep() {
	name, kept := l.settingName(), listSetting{slices.Clone(l.kept.Columns), map[string]float32{}}
	for k, w := range l.kept.Widths {
		kept.Widths[k] = w
	}
	hands.Run(func() (struct{}, error) { return struct{}{}, l.s.Book.SetSetting(name, kept) }, nil,
		func(err error) { l.s.Fail("没有记住列的样子", err) })
}

// chooseColumns lets the person tick which columns to show.
func (l *list) chooseColumns(under fyne.CanvasObject) {
	labels := make([]string, len(l.all))
	chosen := make([]bool, len(l.all))
	for i, c := range l.all {
		labels[i] = c.Label
		chosen[i] = slices.Contains(l.keys, c.Key)
	}
	tick(l.s.Canvas(), under, "显示哪些列", labels, chosen, "恢复原样", func(chosen []bool) {
		var keys []string
		for _, key := range l.keys { // those shown keep their places
			i := slices.IndexFunc(l.all, func(c ledger.Column) bool { return c.Key == key })
			if forced := slices.Contains(l.explains(l.kept.Columns), key); !forced && (chosen == nil || chosen[i]) {
				keys = append(keys, key)
			}
		}
		for i, c := range l.all {
			if chosen != nil && chosen[i] && !slices.Contains(l.keys, c.Key) {
				keys = append(keys, c.Key)
			}
		}
		if chosen == nil {
			keys, l.kept.Widths = nil, nil
		}
		l.kept.Columns = keys
		l.columns()
		l.keep()
	})
}

const valuesMost = 200 // values of a column that a filter offers

// chooseFilter asks for a column, then which of its values to keep.
func (l *list) chooseFilter(under fyne.CanvasObject) {
	deeds := l.favouriteDeeds(under)
	offer := func(c ledger.Column) {
		hint := ""
		if slices.ContainsFunc(l.q.Filters, func(f records.Filter) bool { return f.Key == c.Key }) {
			hint = "已筛选"
		}
		do := func() { l.chooseValues(under, c) }
		if find.Ranged(c) {
			do = func() { l.chooseRange(under, c) }
		}
		deeds = append(deeds, kit.Deed{Icon: look.IconFilter, Label: c.Label, Hint: hint, Do: do})
	}
	for _, c := range l.all {
		own := l.q.Kind.At(c.Key) >= 0 && l.q.Kind.At(c.Key) < l.q.Kind.Fields()
		if c.Shape == ledger.Choice || c.Shape == ledger.Ref || find.Ranged(c) || !own && !c.Secret {
			offer(c)
		}
	}
	kit.SoughtMenu(l.s.Canvas(), under, deeds, matching)
}

// matching are the labels that a person may mean by what was typed, by their pinyin too.
func matching(labels []string, query string) (at []int) {
	all := make([]find.Option, len(labels))
	for i, label := range labels {
		all[i] = find.Option{Value: strconv.Itoa(i), Label: label}
	}
	for _, o := range find.Matching(all, query) {
		i, _ := strconv.Atoi(o.Value)
		at = append(at, i)
	}
	return at
}

func (l *list) chooseValues(under fyne.CanvasObject, c ledger.Column) {
	q := l.q
	hands.RunLatest(&l.valued, func() ([]string, error) { return find.ValuesOf(l.s.Book.Today(), q, c.Key, valuesMost), nil }, func(values []string) {
		var kept []string
		at := slices.IndexFunc(l.q.Filters, func(f records.Filter) bool { return f.Key == c.Key })
		if at >= 0 {
			kept = l.q.Filters[at].Texts
		}
		labels, chosen := make([]string, len(values)), make([]bool, len(values))
		for i, v := range values {
			labels[i], chosen[i] = v, slices.Contains(kept, v)
			if v == "" {
				labels[i] = look.Blank
			}
		}
		tick(l.s.Canvas(), under, "只看这些"+c.Label, labels, chosen, "不筛选", func(chosen []bool) {
			var texts []string
			for i, v := range values {
				if chosen != nil && chosen[i] {
					texts = append(texts, v)
				}
			}
			l.filter(c.Key, texts)
		})
	}, nil)
}

// filter keeps the rows whose column is one of texts; none takes the filter away.
func (l *list) filter(key string, texts []string) { l.put(records.Filter{Key: key, Texts: texts}) }

// put puts a filter in the place of the one of the same column; one that says nothing
// takes it away. Those of other columns stay.
func (l *list) put(f records.Filter) {
	l.q.Filters = slices.DeleteFunc(slices.Clone(l.q.Filters), func(g records.Filter) bool { return g.Key == f.Key })
	if len(f.Texts) > 0 || f.From != "" || f.To != "" {
		l.q.Filters = append(l.q.Filters, f)
	}
	l.renew()
}

func (l *list) chipRow() fyne.CanvasObject {
	l.chipBar = container.NewHScroll(l.chips)
	l.chipBar.Hide()
	return l.chipBar
}

// linked is how many more the word in the list's search would find by what their company
// or branch is called.
func (l *list) linked() int {
	if l.rows == nil {
		return 0
	}
	return l.rows.Linked()
}

// drawChips shows the filters in force; a tap takes one away.
func (l *list) drawChips() {
	l.chips.Objects = nil
	for _, f := range l.q.Filters {
		label := f.Key
		if i := slices.IndexFunc(l.all, func(c ledger.Column) bool { return c.Key == f.Key }); i >= 0 {
			label = l.all[i].Label
		}
		l.chips.Add(kit.NewButton(kit.Ordinary, look.IconFault, label+"："+f.Words(), "", func() { l.filter(f.Key, nil) }))
	}
	if n := l.linked(); n > 0 {
		l.chips.Add(kit.NewButton(kit.Quiet, look.IconMore, "另有 "+face.Amount(l.q.Kind, n)+"因单位或团组织的名称相符 · 显示", "", func() {
			l.q.Own = false
			l.renew()
		}))
	}
	if len(l.chips.Objects) > 0 {
		l.chipBar.SetMinSize(fyne.NewSize(0, look.Now().Control+look.Gap2))
		l.chipBar.Show()
	} else {
		l.chipBar.Hide()
	}
	l.layer.Refresh()
}

// tick lets a person tick any of some labels. done is told which, or nil when none
// was wanted (the verb none).
func tick(c fyne.Canvas, under fyne.CanvasObject, title string, labels []string, chosen []bool, none string, done func([]bool)) {
	rows := kit.NewRows(12, nil)
	items := func() []kit.Item {
		items := make([]kit.Item, len(labels))
		for i, label := range labels {
			items[i] = kit.Item{Icon: look.IconBox, Label: label}
			if chosen[i] {
				items[i].Icon = look.IconTicked
			}
		}
		return items
	}
	sought := kit.NewSought(rows, items(), matching)
	rows.OnPick = func(place int) {
		i := sought.Of(place)
		chosen[i] = !chosen[i]
		sought.Set(items())
		if sought.Field.Text != "" {
			sought.Clear(i)
		}
	}
	var f *kit.Float
	finish := func(with []bool) {
		f.Close()
		done(with)
	}
	yes := kit.NewButton(kit.Primary, look.IconNone, "确定", "F10", func() { finish(chosen) })
	no := kit.NewButton(kit.Ordinary, look.IconNone, none, "", func() { finish(nil) })
	f = kit.NewFloatUnder(c, under, look.Inset(look.Gap4, look.Column(look.Gap2,
		look.NewWords(title, look.Head), look.NewWords("空格勾选，F10 确定", look.Note), sought.View, look.Row(layout.NewSpacer(), no, yes))), false)
	key := func(name fyne.KeyName) bool {
		switch name {
		case fyne.KeyEscape:
			f.Close()
		case fyne.KeyF10:
			finish(chosen)
		default:
			return false
		}
		return true
	}
	sought.OnKey, yes.OnKey, no.OnKey = key, key, key
	f.OnOutside = f.Close
	f.Open(rows)
}
