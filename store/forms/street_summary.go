package forms

import (
	"strconv"

	"tuanjian/store"
	"tuanjian/store/figures"
	"tuanjian/store/paper"
	"tuanjian/store/points"
	"tuanjian/store/sheet"
)

// abreastMost is how many communities stand beside each other on one page; where there
// are more they stand below each other, and the indicators go over several pages.
const abreastMost = 10

// streetSummary is 街道汇总表: all communities with their total.
func (o *Printout) streetSummary() (paper.Sheet, error) {
	if !o.book.Profile().Street {
		return paper.Sheet{}, store.Refuse("这是社区台账，请打印社区汇总表。")
	}
	f, err := points.FiguresAt(o.book, o.at())
	if err != nil {
		return paper.Sheet{}, err
	}
	columns := append(append([]figures.CommunityFigures(nil), f.Communities...), figures.CommunityFigures{Name: "合计", Tallies: f.Total})
	list := indicatorsFor(true)
	s := paper.Sheet{Title: o.book.Profile().Name + "团建情况汇总表", Note: locked(o.at()) + "。有基数的写“数/基数”，下面是占比；没有基数可比的占比写“—”。",
		Left: o.book.Profile().Name, Middle: "截止日期：" + onDay(f.Day), Right: "共 " + strconv.Itoa(f.Total["communities"].Part) + " 个社区"}
	if len(f.Communities) <= abreastMost {
		s.Columns = []paper.Column{{Head: "类别", Width: 4, Align: paper.Center}, {Head: "项目", Width: 7}, {Head: "单位", Width: 3, Align: paper.Center}}
		for _, c := range columns {
			s.Columns = append(s.Columns, paper.Column{Head: c.Name, Width: 6, Align: paper.Center})
		}
		s.Len = len(list)
		s.Row = func(i int) []string {
			row := []string{grouped(list, i), list[i].Label, list[i].Unit}
			for _, c := range columns {
				row = append(row, inCell(c.Tallies[list[i].Key]))
			}
			return row
		}
	} else {
		s.Columns = []paper.Column{{Head: "序号", Width: 3, Align: paper.Center, Key: true}, {Head: "社区", Width: 8, Key: true}}
		for _, n := range list {
			s.Columns = append(s.Columns, paper.Column{Head: n.Label, Width: 6, Align: paper.Center})
		}
		s.Len = len(columns)
		s.Row = func(i int) []string {
			row := []string{strconv.Itoa(i + 1), columns[i].Name}
			if i == len(columns)-1 {
				row[0] = ""
			}
			for _, n := range list {
				row = append(row, inCell(columns[i].Tallies[n.Key]))
			}
			return row
		}
	}
	o.sheet.Columns = []sheet.OutColumn{{Head: "社区", Width: 16}, {Head: "社区代码", Width: 16}}
	for _, n := range list {
		o.sheet.Columns = append(o.sheet.Columns, sheet.OutColumn{Head: n.Label, Width: 10, Number: true})
		if n.Rate() {
			o.sheet.Columns[len(o.sheet.Columns)-1].Head = n.Label + "（数）"
			o.sheet.Columns = append(o.sheet.Columns, sheet.OutColumn{Head: n.Label + "（基数）", Width: 10, Number: true}, sheet.OutColumn{Head: n.Label, Width: 10})
		}
	}
	o.sheet.Len = len(columns)
	o.sheet.Row = func(i int) []string {
		row := []string{columns[i].Name, columns[i].Code}
		for _, n := range list {
			t := columns[i].Tallies[n.Key]
			row = append(row, strconv.Itoa(t.Part))
			if n.Rate() {
				row = append(row, strconv.Itoa(t.Of), t.Percent())
			}
		}
		return row
	}
	return s, nil
}

// inCell is a value in a narrow cell: a share has its numerator and denominator above
// it.
func inCell(t figures.Tally) string {
	if t.Of < 0 {
		return strconv.Itoa(t.Part)
	}
	return t.String() + " " + t.Percent()
}
