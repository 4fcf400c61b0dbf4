package fill

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/ledger"
	"tuanjian/ui/grid"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// mostShown is how many rows the preview has.
const mostShown = 200

// preview is the third step: the first rows as they will stand, and what stays empty.
func (k *wayOut) preview() {
	deed := kit.NewButton(kit.Primary, look.IconExport, "另存填好的表", "F10", k.save)
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "对应列", "Esc", k.columns)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: deed.Press, fyne.KeyEscape: k.columns}
	k.page.Keys = keys
	var above []fyne.CanvasObject
	for _, line := range k.lines() {
		above = append(above, look.NewParagraph(line, look.Body, 70))
	}
	var parts []*use
	for _, u := range k.uses {
		if !u.out {
			parts = append(parts, u)
		}
	}
	k.at = min(k.at, len(parts)-1)
	if len(parts) > 1 {
		var tabs []kit.Tab
		for _, u := range parts {
			tabs = append(tabs, kit.Tab{Label: k.label(u), Count: -1})
		}
		all := kit.NewTabs(tabs, func(i int) { k.at = i; k.preview() })
		all.Choose(k.at)
		above = append(above, all)
	}
	g := k.table(k.at)
	body := look.Margin(look.Card(container.NewBorder(look.Inset(look.Gap4, look.Column(look.Gap2, above...)), nil, nil, nil, g)))
	k.way.Go(2, body, g, keys, layout.NewSpacer(), back, deed)
}

// lines tell what the plan is.
func (k *wayOut) lines() (all []string) {
	p := k.plan
	first := "填 " + strconv.Itoa(p.Rows) + " 条"
	if p.Added > 0 {
		first += "，空行不够，加 " + strconv.Itoa(p.Added) + " 行"
	}
	if p.Stars {
		first += "，证件号码和电话打星号"
	}
	if k.form.Macros {
		first += "，表里的宏不动也不运行"
	}
	all = append(all, first+"。")
	if len(p.Empty) > 0 {
		all = append(all, "空着的 "+strconv.Itoa(len(p.Empty))+" 栏，台账里没有，或者不知道是谁的："+look.Cut(strings.Join(p.Empty, "、"), 60)+"。")
	}
	if n := len(p.Unfit) + p.More; n > 0 {
		u := p.Unfit[0]
		all = append(all, strconv.Itoa(n)+" 格空着，下拉或方框里没有这个词：例如 "+u.Cell+"（"+look.Cut(u.Head, 10)+"）要填“"+look.Cut(u.Text, 12)+"”，可选的有"+look.Cut(strings.Join(u.Options, "、"), 30)+"。")
	}
	return all
}

// table shows the first rows.
func (k *wayOut) table(nth int) *grid.Grid {
	head, rows := k.plan.Preview(nth, mostShown)
	var columns []ledger.Column
	for i, h := range head {
		width := min(max(len([]rune(h))+1, 6), 12)
		for _, r := range rows[:min(len(rows), 20)] {
			width = min(max(width, len([]rune(r[i]))/2+2), 24)
		}
		columns = append(columns, ledger.Column{Key: "fill." + strconv.Itoa(i), Label: h, Width: width})
	}
	g := grid.New(grid.Source{Len: func() int { return len(rows) }, Cell: func(row, col int) string { return rows[row][col] }, Key: strconv.Itoa})
	g.SetColumns(columns, nil)
	return g
}
