package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/tend"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/form"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// bulk is the page that gives many records the same values in some fields: what is
// left blank stays as it is, emptying a field is chosen by itself, and all is shown
// before anything changes.
type bulk struct {
	s     *Shell
	page  *Page
	kind  ledger.Kind
	ids   []value.ID
	back  func()
	place *fyne.Container

	form  *form.Form
	done  bool            // all is filled in that was meant
	clear []string        // keys of the fields to empty
	chips *fyne.Container // what is to be emptied
	plan  *tend.BulkPlan

	columns []ledger.Column // of the preview
	grid    *grid.Grid
	rows    []tend.BulkRow // of the tab on show
	tab     int
	busy    hands.Only
}

// Bulk makes the page for some records of a list.
func Bulk(s *Shell, q records.Query, ids []value.ID) *Page { return newBulk(s, q, ids).page }

func newBulk(s *Shell, q records.Query, ids []value.ID) *bulk {
	b := &bulk{s: s, kind: q.Kind, ids: ids, place: container.NewStack(), back: func() { s.ShowList(q) }}
	b.page = &Page{Key: q.Kind.Name(), Title: "批量修改", View: look.Ground(look.Page, b.place)}
	b.form = form.New(b.kind, b.kind.New(), b.options())
	b.choose()
	return b
}

// fields are the keys that may be edited in bulk.
func (b *bulk) fields() (keys []string) {
	for i, c := range b.kind.Columns() {
		if tend.Bulk(b.kind, i) {
			keys = append(keys, c.Key)
		}
	}
	return keys
}

func (b *bulk) options() form.Options {
	find := func(list *codes.List, query string) []kit.Option {
		return Options(find.OptionsOf(b.s.Book.Today(), list, query, optionsMost))
	}
	return form.Options{Groups: face.Of(b.kind).Groups, Only: b.fields(), Verb: "预览", Basis: b.s.Book.Basis(),
		Check: func(ledger.Record) []value.Fault { return nil }, // the plan checks each record as it would be
		Match: find, Refer: find, Name: b.s.nameOf,
		OnSave:  func(ledger.Record, bool) ([]value.Fault, error) { b.done = true; return nil, nil },
		OnClose: b.leaveForm}
}

// leaveForm is called at the form's end: to the preview after F10, back to the list
// after Esc.
func (b *bulk) leaveForm() {
	if !b.done {
		b.back()
		return
	}
	b.done = false
	b.preview()
}

func (b *bulk) many() string { return face.Amount(b.kind, len(b.ids)) }

// choose is the first step: what is to change, and to what.
func (b *bulk) choose() {
	b.chips = look.Row()
	pick := kit.NewButton(kit.Ordinary, look.IconRemove, "选要清空的栏目", "", nil)
	pick.OnTapped = func() { b.chooseClear(pick) }
	b.drawChips()
	head := look.Row(look.NewWords("批量修改", look.Title), look.NewWords(b.many()+"："+b.s.named(b.kind, b.ids), look.Aside))
	note := look.Notice(look.IconInfo, look.Amber, look.AmberBg, look.NewWords("空着的栏目不变。要清空的另外选。", look.Body), b.chips, pick)
	b.place.Objects = []fyne.CanvasObject{look.Inset(look.Gap4, look.Pile(look.Gap2, head, look.Card(look.Pile(0, note, b.form))))}
	b.place.Refresh()
	b.page.Keys = map[fyne.KeyName]func(){fyne.KeyEscape: b.form.Cancel, fyne.KeyF10: func() { b.form.Save(false) }}
	b.page.First = b.form.First()
	if b.s.Page() == b.page {
		b.form.Start()
	}
}

// chooseClear lets a person tick the fields to empty.
func (b *bulk) chooseClear(under fyne.CanvasObject) {
	keys := b.fields()
	labels, chosen := make([]string, len(keys)), make([]bool, len(keys))
	for i, key := range keys {
		labels[i], chosen[i] = b.label(key), slices.Contains(b.clear, key)
	}
	tick(b.s.Canvas(), under, "清空哪些栏目", labels, chosen, "都不清空", func(chosen []bool) {
		b.clear = nil
		for i, key := range keys {
			if chosen != nil && chosen[i] {
				b.clear = append(b.clear, key)
			}
		}
		b.drawChips()
	})
}

func (b *bulk) label(key string) string { return b.kind.Columns()[b.kind.At(key)].Label }

func (b *bulk) drawChips() {
	b.chips.Objects = nil
	if len(b.clear) > 0 {
		var labels []string
		for _, key := range b.clear {
			labels = append(labels, b.label(key))
		}
		b.chips.Add(look.NewWords("清空："+strings.Join(labels, "、"), look.Strong))
	}
	b.chips.Refresh()
	b.place.Refresh()
}

// set is what the person wants: what was typed, and what is to be emptied. Both for
// one field the Book refuses.
func (b *bulk) set() (all []tend.Assignment) {
	draft := b.form.Draft()
	typed := b.form.Kept().Texts
	for i, c := range b.kind.Columns()[:b.kind.Fields()] {
		if _, ok := typed[c.Key]; ok {
			all = append(all, tend.Assignment{Key: c.Key, Text: b.kind.Text(draft, i, b.s.Book.Basis())})
		}
		if slices.Contains(b.clear, c.Key) {
			all = append(all, tend.Assignment{Key: c.Key, Clear: true})
		}
	}
	return all
}

// preview is the second step: each record, what it has and what it would have.
func (b *bulk) preview() {
	set := b.set()
	hands.RunOnly(&b.busy, func() (*tend.BulkPlan, error) { return tend.PlanBulk(b.s.Book, b.kind, b.ids, set) }, func(p *tend.BulkPlan) {
		b.plan = p
		b.tab = 0
		switch {
		case p.Changed > 0:
		case p.Faulty > 0:
			b.tab = 2
		default:
			b.tab = 1
		}
		b.drawPlan()
	}, func(err error) {
		b.s.Fail("还不能预览", err)
		b.choose()
	})
}

func (b *bulk) drawPlan() {
	p := b.plan
	b.grid = grid.New(grid.Source{Len: func() int { return len(b.rows) }, Cell: b.cell, Key: func(row int) string { return b.rows[row].ID.String() }})
	columns := []ledger.Column{{Key: "name", Label: "名称", Width: 18}}
	for _, a := range p.Set {
		columns = append(columns, ledger.Column{Key: a.Key, Label: b.label(a.Key), Width: 30})
	}
	if p.Ending() > 0 {
		columns = append(columns, ledger.Column{Key: endsColumn, Label: "一并离任", Width: 30})
	}
	if p.Faulty > 0 {
		columns = append(columns, ledger.Column{Key: "fault", Label: "改不了的原因", Width: 60})
	}
	b.columns = columns
	b.grid.SetColumns(columns, nil)
	tabs := kit.NewTabs([]kit.Tab{{Label: "会改", Count: p.Changed}, {Label: "已经是这样", Count: p.Same}, {Label: "改不了", Count: p.Faulty}}, func(i int) {
		b.tab = i
		b.fill()
	})
	tabs.Choose(b.tab)
	b.fill()
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "再改改", "Esc", b.choose)
	do := kit.NewButton(kit.Primary, look.IconNone, "修改 "+face.Amount(b.kind, p.Changed), "F10", b.ask)
	if p.Changed == 0 {
		do.Disable()
	}
	head := look.Row(look.NewWords("批量修改", look.Title), look.NewWords(b.many(), look.Aside))
	foot := []fyne.CanvasObject{look.NewWords("现在还没有写进台账。", look.Note), layout.NewSpacer()}
	if n := p.Ending(); n > 0 {
		foot = append(foot, kit.NewButton(kit.Quiet, look.IconNone, "这 "+strconv.Itoa(n)+" 项职务不离任", "", b.askKeepPosts))
	}
	b.place.Objects = []fyne.CanvasObject{look.Folio(head, look.Margin(look.Card(look.Pile(0, tabs, look.HLine(), b.grid))), append(foot, back, do)...)}
	b.place.Refresh()
	b.page.Keys = map[fyne.KeyName]func(){fyne.KeyEscape: b.choose, fyne.KeyF10: do.Press, fyne.KeyF5: func() {
		b.tab = (b.tab + 1) % 3
		tabs.Choose(b.tab)
		b.fill()
	}}
	b.page.First = b.grid
	b.s.Canvas().Focus(b.grid)
}

// fill puts the rows of the tab into the grid.
func (b *bulk) fill() {
	b.rows = nil
	for _, row := range b.plan.Rows {
		tab := 0
		switch {
		case len(row.Faults) > 0:
			tab = 2
		case row.Same:
			tab = 1
		}
		if tab == b.tab {
			b.rows = append(b.rows, row)
		}
	}
	b.grid.Refresh()
	if len(b.rows) > 0 {
		b.grid.Select(0)
	}
}

func (b *bulk) cell(row, col int) string {
	r := b.rows[row]
	switch {
	case col == 0:
		return r.Name
	case b.columns[col].Key == endsColumn:
		return strings.Join(r.Ends, "、")
	case col > len(b.plan.Set):
		if len(r.Faults) > 0 {
			return r.Faults[0].Text
		}
		return ""
	}
	was, now := r.Was[col-1], r.Now[col-1]
	if was == now {
		return cmp.Or(was, look.Blank)
	}
	return cmp.Or(was, look.Blank) + " → " + cmp.Or(now, look.Blank)
}

// endsColumn is the column of the posts that end with their people.
const endsColumn = "ends"

// askKeepPosts asks why League posts do not end with their people's state.
func (b *bulk) askKeepPosts() {
	AskKeepPosts(b.s, b.plan.Ending(), func(why string) {
		if err := b.plan.KeepPosts(why); err != nil {
			b.s.Fail("没有记下", err)
			return
		}
		b.drawPlan()
	})
}

// AskKeepPosts asks for the reason for which posts stay open though their people have left.
func AskKeepPosts(s *Shell, n int, do func(why string)) {
	kit.AskLine(s.Canvas(), kit.Prompt{Title: "这 " + strconv.Itoa(n) + " 项职务不离任", Text: "任职会留在待核里，直到填上离任日期；人已不在册的，职务不再算现任。",
		Label: "原因", Least: 2, Offers: []string{"任免文件还没有下来", "日期还要核实"}, Verb: "不离任", Do: do})
}

// ask asks for the reason, and whether those that cannot be changed may stay as they
// are.
func (b *bulk) ask() {
	p := b.plan
	many := face.Amount(b.kind, p.Changed)
	text := "改完以后可以整批撤销。"
	if p.Faulty > 0 {
		var ids []value.ID
		for _, row := range p.Rows {
			if len(row.Faults) > 0 {
				ids = append(ids, row.ID)
			}
		}
		text = face.Amount(b.kind, p.Faulty) + "改不了，保持原样：" + b.s.named(b.kind, ids) + "。" + text
	}
	kit.AskLine(b.s.Canvas(), kit.Prompt{Title: "修改 " + many, Text: text, Label: "原因（可以不填）", Offers: []string{"统一核对", "换届调整"}, Verb: "修改 " + many,
		Do: func(why string) {
			hands.RunOnly(&b.busy, func() (int, error) { return p.Apply(why) }, func(n int) {
				b.back()
				b.s.Toasts.SayWith("已批量修改 "+face.Amount(b.kind, n), "撤销", b.s.Undo)
			}, func(err error) {
				b.s.Fail("没有修改", err)
				if store.Tell(err).Code == store.Changed {
					b.preview()
				}
			})
		}})
}
