package intake

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/ui/grid"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// A headView is a sheet as it is, for a person to point at the row in which the names of
// the columns stand, or to say that there is none.
type headView struct {
	k    *wayIn
	nth  int
	kind ledger.Kind
	rows [][]string
	grid *grid.Grid
}

// mostHeadColumns is how many columns of a sheet are shown to point at its head; people
// know a table by its first dozen.
const mostHeadColumns = 40

// head shows a sheet to point at its head. It is a part of the second step.
func (k *wayIn) head(nth int) {
	v := &headView{k: k, nth: nth, kind: k.kind, rows: k.in.SheetRows(nth)}
	if v.kind == nil {
		v.kind = ledger.Members
	}
	kinds := slices.DeleteFunc(slices.Clone(ledger.OfCommunity), func(kind ledger.Kind) bool { return !slices.Contains(rules.KindsOf(k.s.Book.Today()), kind) })
	var words []kit.Tab
	for _, kind := range kinds {
		words = append(words, kit.Tab{Label: kind.Title(), Count: -1})
	}
	what := kit.NewTabs(words, func(i int) { v.kind = kinds[i] })
	what.Choose(slices.Index(kinds, v.kind))
	v.table()

	yes := kit.NewButton(kit.Primary, look.IconNone, "选中的是列名", "F10", v.point)
	no := kit.NewButton(kit.Ordinary, look.IconNone, "没有列名，全是数据", "", func() { v.say(intake.NoHead, intake.NoHead) })
	leave := k.choose
	if slices.ContainsFunc(k.uses, func(u *tableUse) bool { return u.Nth == nth }) {
		leave = k.columns
	}
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "返回", "Esc", leave)
	bar := []fyne.CanvasObject{look.NewWords("列名占两行的，按住 Shift 选两行。", look.Note), layout.NewSpacer(), back, no, yes}
	if len(k.in.Tables) > 0 {
		bar = slices.Insert(bar, 2, fyne.CanvasObject(kit.NewButton(kit.Quiet, look.IconNone, "这张不导入，去预览", "", k.look)))
	}
	if k.nth+1 < len(k.paths) {
		bar = slices.Insert(bar, 2, fyne.CanvasObject(kit.NewButton(kit.Quiet, look.IconNone, "跳过，读下一个文件", "", func() { k.nth++; k.read() })))
	}
	sheet := k.in.Sheets[nth]
	text := "哪一行是列名？"
	if sheet.Why != "" {
		text = "这张表" + sheet.Why + "。哪一行是列名？"
	}
	above, _ := k.tableChoice(v.grid)
	above = append(above, look.Row(look.NewWords(text, look.Strong), layout.NewSpacer(), look.NewWords("这张表是", look.Aside), what))
	body := look.Margin(look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, append(above, v.grid)...))))
	k.show(1, body, v.grid, map[fyne.KeyName]func(){fyne.KeyF10: v.point, fyne.KeyEscape: leave}, bar...)
}

// table shows the cells under the letters that Excel gives them.
func (v *headView) table() {
	wide := 0
	for _, row := range v.rows {
		wide = max(wide, min(len(row), mostHeadColumns))
	}
	columns := []ledger.Column{{Key: "row", Label: "行", Width: 5, Shape: ledger.Number}}
	for i := range wide {
		columns = append(columns, ledger.Column{Key: letters(i), Label: letters(i), Width: v.width(i)})
	}
	v.grid = grid.New(grid.Source{
		Len: func() int { return len(v.rows) },
		Cell: func(row, col int) string {
			if col == 0 {
				return strconv.Itoa(row + 1)
			}
			if col-1 < len(v.rows[row]) {
				return unknownText(v.rows[row][col-1])
			}
			return ""
		},
		Key: strconv.Itoa,
	})
	v.grid.SetColumns(columns, nil)
	v.grid.OnOpen = func(row int) { v.say(row, row) }
	v.grid.Select(v.likely())
}

// width is what a column's first cells want, in characters.
func (v *headView) width(col int) int {
	most := 4
	for _, row := range v.rows[:min(len(v.rows), 40)] {
		if col < len(row) {
			n := 0
			for _, r := range row[col] {
				n++
				if r >= 0x2E80 {
					n++
				}
			}
			most = max(most, min(n, 24))
		}
	}
	return most
}

// likely is the row that most looks like a head: of the first twenty the one with most
// cells that hold words.
func (v *headView) likely() int {
	best, most := 0, 0
	for i, row := range v.rows[:min(len(v.rows), 20)] {
		n := 0
		for _, text := range row {
			if text != "" && !(text[0] >= '0' && text[0] <= '9') {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// point takes the selected rows as the head.
func (v *headView) point() {
	rows := v.grid.Selected()
	if len(rows) == 0 {
		return
	}
	if top, bottom := rows[0], rows[len(rows)-1]; bottom-top < len(rows) && len(rows) <= 3 {
		v.say(top, bottom)
		return
	}
	kit.TellText(v.k.s.Canvas(), "请重选", "列名最多占相邻的三行。", nil)
}

// say reads the sheet with that head, and shows its columns.
func (v *headView) say(top, bottom int) {
	t, err := v.k.in.Head(v.nth, v.kind, top, bottom)
	if err != nil {
		v.k.fail("没有读成", err)
		return
	}
	v.k.words = nil
	v.k.found()
	v.k.at = slices.IndexFunc(v.k.uses, func(u *tableUse) bool { return u.Table == t })
	v.k.columns()
}

// none is the second step of a file with nothing in it that could go in.
func (k *wayIn) none() {
	above, first := k.tableChoice(nil)
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "换一个文件", "Esc", k.choose)
	if first == nil {
		first = back
	}
	text := "这个文件里没有可以导入的内容。"
	for _, s := range k.in.Sheets {
		if s.Why != "" {
			text = "这个文件里没有可以导入的内容：" + look.Cut(s.Name, 12) + s.Why + "。"
			break
		}
	}
	above = append(above, look.Nothing(look.IconInfo, text))
	k.show(1, look.Margin(look.Card(look.Inset(look.Gap4, look.Column(look.Gap4, above...)))), first,
		map[fyne.KeyName]func(){fyne.KeyF10: k.choose, fyne.KeyEscape: k.choose}, layout.NewSpacer(), back)
}
