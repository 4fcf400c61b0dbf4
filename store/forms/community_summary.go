package forms

import (
	"strconv"

	"tuanjian/store"
	"tuanjian/store/paper"
	"tuanjian/store/points"
	"tuanjian/store/sheet"
)

// communitySummary is 社区汇总表: every indicator with its numerator, its denominator
// and how it is counted.
func (o *Printout) communitySummary() (paper.Sheet, error) {
	street := o.book.Profile().Street
	if street && o.print.Community.IsZero() {
		return paper.Sheet{}, store.Refuse("请先选一个社区。全街道的请打印街道汇总表。")
	}
	f, err := points.FiguresAt(o.book, o.at())
	if err != nil {
		return paper.Sheet{}, err
	}
	scope, name, err := o.scopeOf(f)
	if err != nil {
		return paper.Sheet{}, err
	}
	values, list := f.Of(scope), indicatorsFor(false)
	row := func(i int) []string {
		n := list[i]
		t := values[n.Key]
		of := ""
		if n.Rate() {
			of = strconv.Itoa(t.Of)
		}
		return []string{grouped(list, i), n.Label, n.Unit, strconv.Itoa(t.Part), of, t.Percent(), n.Meaning}
	}
	s := paper.Sheet{Title: name + "团建情况汇总表", Note: locked(o.at()), Left: name, Middle: "截止日期：" + onDay(f.Day), Right: "单位：见各行", Portrait: true,
		Len: len(list), Row: row, Columns: []paper.Column{{Head: "类别", Width: 4, Align: paper.Center}, {Head: "项目", Width: 8}, {Head: "单位", Width: 3, Align: paper.Center},
			{Head: "数", Width: 6, Align: paper.Right}, {Head: "基数", Width: 6, Align: paper.Right}, {Head: "占比", Width: 6, Align: paper.Right}, {Head: "怎么算的", Width: 34}}}
	o.sheet.Len, o.sheet.Row = s.Len, row
	o.sheet.Columns = []sheet.OutColumn{{Head: "类别", Width: 10}, {Head: "项目", Width: 16}, {Head: "单位", Width: 6}, {Head: "数", Width: 10, Number: true},
		{Head: "基数", Width: 10, Number: true}, {Head: "占比", Width: 10}, {Head: "怎么算的", Width: 70}}
	return s, nil
}
