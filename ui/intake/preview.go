package intake

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/page"
)

// The tabs of the preview.
const (
	tabAdded = iota
	tabChanged
	tabSame
	tabFaulty
	tabLeft
	tabDoubtful // only where there is something
)

// preview is the third step: what would happen, in five tabs, and in a sixth what a person
// should look at.
func (k *wayIn) preview() {
	report, left := k.plan.Report(), k.leftLines()
	doubtful := len(k.plan.Doubtful())
	k.mend = nil
	if k.tab == tabDoubtful && doubtful == 0 {
		k.tab = tabAdded
	}
	if k.tab == tabAdded && report.Added == 0 {
		k.tab = k.fullestTab(report)
	}
	deed := kit.NewButton(kit.Primary, look.IconNone, "", "F10", nil)
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "对应列", "Esc", k.columns)
	cancel := kit.NewButton(kit.Quiet, look.IconNone, "不导入了", "", k.drop)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: deed.Press, fyne.KeyEscape: k.columns}
	k.page.Keys = keys
	name := func() {
		label, do := k.deed(report)
		deed.OnTapped = do
		deed.SetLabel(label)
		if do == nil {
			deed.Disable()
		} else {
			deed.Enable()
		}
	}
	name()
	place := container.NewStack()
	choices := []kit.Tab{{Label: "新增", Count: report.Added}, {Label: "变更", Count: report.Changed}, {Label: "不变", Count: report.Same}, {Label: "有误", Count: report.Faulty}, {Label: "没有用上", Count: len(left)}}
	if doubtful > 0 {
		choices = append(choices, kit.Tab{Label: "请核对", Count: doubtful})
	}
	tabs := kit.NewTabs(choices, nil)
	tabs.OnTap = func(i int) {
		k.tab = i
		place.Objects = []fyne.CanvasObject{k.tabView(i, report, left)}
		place.Refresh()
	}
	tabs.Choose(k.tab)
	tabs.OnKey = func(key fyne.KeyName) bool {
		if key != fyne.KeyDown || len(place.Objects) == 0 {
			return false
		}
		if f := kit.First(place.Objects[0]); f != nil {
			k.s.Canvas().Focus(f)
		}
		return true
	}
	place.Objects = []fyne.CanvasObject{k.tabView(k.tab, report, left)}
	if report.Faulty+doubtful > 0 {
		keys[fyne.KeyF6] = func() {
			to := k.tab
			switch {
			case to == tabFaulty, to == tabDoubtful:
			case report.Faulty > 0:
				to = tabFaulty
			default:
				to = tabDoubtful
			}
			if to != k.tab {
				tabs.Choose(to)
				tabs.OnTap(to)
			}
			if k.mend != nil {
				k.s.Canvas().Focus(k.mend.grid)
			}
		}
	}
	var above []fyne.CanvasObject
	var first fyne.Focusable = tabs
	if len(k.words) > 0 {
		panel, field := k.wordsPanel(name)
		above = append(above, panel)
		if fresh, none := k.undecided(); fresh == 0 && none > 0 {
			first = field
		}
	}
	if asked := k.in.MoneyColumns(); len(asked) > 0 {
		above = append(above, k.amountsPanel(asked))
	}
	if asked := k.plan.CodeColumns(); len(asked) > 0 {
		panel, field := k.codesPanel(asked)
		above = append(above, panel)
		if field != nil && first == fyne.Focusable(tabs) {
			first = field
		}
	}
	above = append(above, tabs)
	body := look.Margin(look.Card(look.Pile(0, append(above, look.HLine(), place)...)))
	note := "共 " + strconv.Itoa(report.Rows) + " 行。" + k.plan.JoinedText() + "现在还没有写进台账。"
	bar := []fyne.CanvasObject{look.NewWords(note, look.Note), layout.NewSpacer()}
	if n := k.plan.Ending(); n > 0 {
		bar = append(bar, kit.NewButton(kit.Quiet, look.IconNone, "这 "+strconv.Itoa(n)+" 项职务不离任", "", func() {
			page.AskKeepPosts(k.s, n, func(why string) {
				k.in.KeepPosts(why)
				k.look()
			})
		}))
	}
	if report.Faulty > 0 {
		bar = append(bar, kit.NewButton(kit.Quiet, look.IconSave, "另存有误的行", "", k.saveFaults))
	}
	k.show(2, body, first, keys, append(bar, cancel, back, deed)...)
}

func (k *wayIn) fullestTab(r intake.Report) int {
	switch {
	case r.Changed > 0:
		return tabChanged
	case r.Faulty > 0:
		return tabFaulty
	}
	return tabSame
}

// deed is what the one primary button will do, in words, and doing it; nil when
// there is nothing to do.
func (k *wayIn) deed(r intake.Report) (string, func()) {
	if fresh, _ := k.undecided(); fresh > 0 {
		return "按这 " + strconv.Itoa(fresh) + " 个决定重新预览", k.look
	}
	n := r.Added + r.Changed
	if n == 0 {
		return "没有要导入的行", nil
	}
	label := "导入 " + strconv.Itoa(n) + " " + k.measure()
	if r.Faulty > 0 {
		label += "，退回 " + strconv.Itoa(r.Faulty) + " 行"
	}
	return label, k.apply
}

func (k *wayIn) measure() string {
	if kinds := k.kinds(); len(kinds) == 1 {
		return kinds[0].Measure()
	}
	return "条"
}

func (k *wayIn) tabView(tab int, r intake.Report, left [][3]string) fyne.CanvasObject {
	switch tab {
	case tabAdded:
		return k.rows(k.plan.Added, nil, "没有新增的。")
	case tabChanged:
		if r.Changed == 0 {
			return look.Nothing(look.IconInfo, "没有变更的。")
		}
		return newChanges(k.plan.Changed)
	case tabSame:
		if r.Same == 0 {
			return look.Nothing(look.IconInfo, "没有和台账完全一样的行。")
		}
		return look.Nothing(look.IconDone, strconv.Itoa(r.Same)+" 行和台账里一样，不会改动。")
	case tabLeft:
		return k.left(left)
	case tabDoubtful:
		return k.rows(k.plan.Doubtful(), doubtsOf, "没有要核对的。")
	}
	return k.rows(k.plan.Faulty, faultsOf, "没有有误的行。")
}

// rows shows rows as a table; rows of several kinds one kind at a time. said is what is
// said of each, or nil.
func (k *wayIn) rows(rows []*intake.Row, said saying, none string) fyne.CanvasObject {
	if len(rows) == 0 {
		return look.Nothing(look.IconInfo, none)
	}
	byKind := map[ledger.Kind][]*intake.Row{}
	for _, r := range rows {
		byKind[ledger.KindFor(r.Now)] = append(byKind[ledger.KindFor(r.Now)], r)
	}
	var kinds []ledger.Kind
	var tabs []kit.Tab
	for _, kind := range ledger.All {
		if n := len(byKind[kind]); n > 0 {
			kinds, tabs = append(kinds, kind), append(tabs, kit.Tab{Label: kind.Title(), Count: n})
		}
	}
	if len(kinds) == 1 {
		return k.table(kinds[0], rows, said)
	}
	most := 0
	for i, kind := range kinds {
		if len(byKind[kind]) > len(byKind[kinds[most]]) {
			most = i
		}
	}
	place := container.NewStack(k.table(kinds[most], byKind[kinds[most]], said))
	choice := kit.NewTabs(tabs, func(i int) {
		place.Objects = []fyne.CanvasObject{k.table(kinds[i], byKind[kinds[i]], said)}
		place.Refresh()
	})
	choice.Choose(most)
	return look.Pile(0, choice, look.HLine(), place)
}

// Keys of the columns that only the preview has.
const (
	cellColumn   = "intake.cell"
	reasonColumn = "intake.reason"
)

// table shows rows of one kind with the columns that the office's table has. Those of
// which something is said begin with the cell and the reason, and are mended where they
// stand.
func (k *wayIn) table(kind ledger.Kind, rows []*intake.Row, said saying) fyne.CanvasObject {
	if said != nil {
		k.mend = newMending(k, kind, rows, said)
		hint := look.Flow(look.NewWords("按 ↓、Tab 或 F6 到格子里，直接改，回车就重新核对。", look.Note),
			look.NewWords("F6 到下一处，F4 看全部原因。这里改的不会动原来的文件。", look.Note))
		return container.NewBorder(nil, look.Inset(look.Gap2, hint), nil, nil, k.mend.grid)
	}
	columns := k.mapped(kind)
	source := grid.Source{
		Len:  func() int { return len(rows) },
		Cell: func(row, col int) string { return k.cell(rows[row], columns[col]) },
		Key:  strconv.Itoa,
	}
	if slices.ContainsFunc(rows, func(r *intake.Row) bool { return len(r.ToLookAt()) > 0 }) {
		source.Mark = func(row int) grid.Sign {
			if len(rows[row].ToLookAt()) > 0 {
				return grid.Warning
			}
			return grid.Clean
		}
		source.Tell = func(row int) string {
			var texts []string
			for _, f := range rows[row].ToLookAt() {
				texts = append(texts, f.Place()+"："+f.Text)
			}
			return strings.Join(texts, "\n")
		}
	}
	g := grid.New(source)
	g.SetColumns(columns, nil)
	return g
}

// mapped are the fields of a kind that some column of the file goes to, in the
// field table's order.
func (k *wayIn) mapped(kind ledger.Kind) []ledger.Column {
	keys := map[string]bool{}
	for _, t := range k.in.Tables {
		if t.Kind == kind {
			for _, c := range t.Columns {
				keys[c.Key] = true
			}
		}
	}
	all := slices.Clone(kind.Columns()[:kind.Fields()])
	return slices.DeleteFunc(all, func(c ledger.Column) bool { return !keys[c.Key] })
}

func (k *wayIn) cell(row *intake.Row, c ledger.Column) string {
	// What is wrong stands as it was written, so that it is seen.
	for _, f := range row.Faults {
		if f.Key == c.Key {
			return k.plan.Written(row, c.Key)
		}
	}
	return ledger.Start.Mask(c, k.plan.Text(row, c.Key))
}

// saveFaults writes the rows that stay out back as the office's own workbook.
func (k *wayIn) saveFaults() {
	base := k.source()
	name := native.FileName(strings.TrimSuffix(base, filepath.Ext(base))+"（退回）", "退回的行") + ".xlsx"
	k.s.SaveFile("另存退回的行", name, k.saveFaultsTo, page.WorkbookFiles)
}

func (k *wayIn) saveFaultsTo(path string) {
	kit.RunLong(k.s.Canvas(), "正在写退回的行", func(ctx context.Context, step hands.Step) (struct{}, error) {
		step("把有误的格子标红", 0, 0)
		return struct{}{}, k.plan.WriteFaults(ctx, path)
	}, func(struct{}) {
		said := "退回的行已另存，改好后可以再导入。"
		if n := k.plan.Returned(); n < len(k.plan.Faulty) {
			said = "有误的行太多，先另存了前 " + strconv.Itoa(n) + " 行。改好导入以后，再导入原来的表，余下的接着退回。"
		}
		page.Written(k.s, said, path)
	}, func(err error) { k.fail("没有写成", err) })
}
