package forms

import (
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/sheet"
)

// figureForms lay out the tables of figures; each puts its title, its sheet and its
// workbook into the Printout.
var figureForms = map[Form]func(o *Printout) (paper.Sheet, error){
	CommunitySummary: (*Printout).communitySummary,
	StreetSummary:    (*Printout).streetSummary,
	YearOnYear:       (*Printout).contrast,
}

// figureTable lays a table of figures out with the words that all of them have.
func (o *Printout) figureTable(form func(o *Printout) (paper.Sheet, error)) error {
	s, err := form(o)
	if err != nil {
		return err
	}
	o.title, o.rows = s.Title, s.Len
	s.Left, s.Sign, s.Ledger, s.Printed = "填报单位（盖章）："+s.Left, signOffice, o.book.Profile().Name, o.printed()
	o.sheet.Name, o.sheet.Title, o.sheet.Particulars = s.Title, s.Title, strings.Join([]string{s.Left, s.Middle, s.Right}, "　")
	if o.print.Form == StreetSummary || o.print.Form == CommunitySummary {
		o.sheet.Name = "汇总表"
	} else {
		o.sheet.Name = "对照表"
	}
	o.doc = s.Lay()
	return nil
}

// at is the point that a form is about; none is now.
func (o *Printout) at() figures.Point {
	if o.print.At == (figures.Point{}) {
		return figures.NowOf(o.book.Today())
	}
	return o.print.At
}

func onDay(d ledger.Date) string {
	return strconv.Itoa(d.Year()) + "年" + strconv.Itoa(d.Month()) + "月" + strconv.Itoa(d.DayOfMonth()) + "日"
}

// locked says where a form's numbers are from.
func locked(p figures.Point) string {
	if p.Now() {
		return "数字取自现在的台账，还没有锁定"
	}
	return "数字取自" + p.Title + "锁定的汇总"
}

// scopeOf is the community that a form is about, or all together.
func (o *Printout) scopeOf(f *figures.Figures) (figures.Scope, string, error) {
	if o.print.Community.IsZero() {
		return figures.Whole, o.book.Profile().Name, nil
	}
	for _, c := range f.Communities {
		if c.ID == o.print.Community {
			return figures.One(c.ID), c.Name, nil
		}
	}
	return figures.Scope{}, "", store.Refuse("这个社区那时候还没有数字。")
}

// ofStreet are the groups of indicators that say nothing of one community's own work.
var ofStreet = map[string]bool{"社区": true, "街道班子": true, "走访": true}

// indicatorsFor are the indicators of a form: all for a street, a community's for one.
func indicatorsFor(street bool) []*figures.Indicator {
	var out []*figures.Indicator
	for i := range figures.Indicators {
		if n := &figures.Indicators[i]; n.Within == "" && (street || !ofStreet[n.Group]) {
			out = append(out, n)
		}
	}
	return out
}

// grouped names a group of indicators once, where it begins.
func grouped(list []*figures.Indicator, i int) string {
	if i > 0 && list[i-1].Group == list[i].Group {
		return ""
	}
	return list[i].Group
}

// communitySummary is 社区汇总表: every indicator with its numerator, its denominator
// and how it is counted.
func (o *Printout) communitySummary() (paper.Sheet, error) {
	street := o.book.Profile().Street
	if street && o.print.Community.IsZero() {
		return paper.Sheet{}, store.Refuse("请先选一个社区。全街道的请打印街道汇总表。")
	}
	f, err := o.book.FiguresAt(o.at())
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

// abreastMost is how many communities stand beside each other on one page; where there
// are more they stand below each other, and the indicators go over several pages.
const abreastMost = 10

// streetSummary is 街道汇总表: all communities with their total.
func (o *Printout) streetSummary() (paper.Sheet, error) {
	if !o.book.Profile().Street {
		return paper.Sheet{}, store.Refuse("这是社区台账，请打印社区汇总表。")
	}
	f, err := o.book.FiguresAt(o.at())
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

// contrast is 同比对照表: two points beside each other, and why they differ.
func (o *Printout) contrast() (paper.Sheet, error) {
	from := o.print.Since
	if from == (figures.Point{}) {
		points, err := o.book.Points()
		if err != nil {
			return paper.Sheet{}, err
		}
		for _, p := range points {
			if p.Snapshot > 0 && p != o.at() && p.Day <= o.at().Day {
				from = p
				break
			}
		}
		if from == (figures.Point{}) {
			return paper.Sheet{}, store.Refuse("还没有更早的锁定汇总可以对照。请先锁定一次，或选两次来比。")
		}
	}
	c, err := o.book.Compare(from, o.at())
	if err != nil {
		return paper.Sheet{}, err
	}
	scope, name, err := o.scopeOf(c.Is)
	if err != nil {
		return paper.Sheet{}, err
	}
	moved := map[string]figures.Movement{}
	for _, m := range c.Movements(scope) {
		moved[m.Indicator.Key] = m
	}
	list := indicatorsFor(o.book.Profile().Street && scope.All)
	row := func(i int) []string {
		n := list[i]
		m := moved[n.Key]
		was, is := "", ""
		if n.Rate() {
			was, is = m.Was.Percent(), m.Is.Percent()
		}
		return []string{grouped(list, i), n.Label, m.Was.String(), was, m.Is.String(), is, figures.Signed(m.Is.Part - m.Was.Part), m.Why()}
	}
	s := paper.Sheet{Title: name + "团建情况同比对照表", Note: from.Title + "（" + onDay(c.Was.Day) + "）与" + c.To.Title + "（" + onDay(c.Is.Day) + "）对照。有基数的写“数/基数”，增减是数的增减。",
		Left: name, Middle: "截止日期：" + onDay(c.Is.Day), Right: "单位：家、个、人、项、次", Len: len(list), Row: row,
		Columns: []paper.Column{{Head: "类别", Width: 4, Align: paper.Center}, {Head: "项目", Width: 7}, {Head: from.Day.Dotted(), Width: 7, Align: paper.Right}, {Head: "占比", Width: 5, Align: paper.Right},
			{Head: c.To.Day.Dotted(), Width: 7, Align: paper.Right}, {Head: "占比", Width: 5, Align: paper.Right}, {Head: "增减", Width: 4, Align: paper.Right}, {Head: "为什么", Width: 40}}}
	o.sheet.Len = s.Len
	o.sheet.Columns = []sheet.OutColumn{{Head: "类别", Width: 10}, {Head: "项目", Width: 16}, {Head: "单位", Width: 6}, {Head: from.Day.String() + " 数", Width: 12, Number: true}, {Head: from.Day.String() + " 基数", Width: 12, Number: true},
		{Head: c.To.Day.String() + " 数", Width: 12, Number: true}, {Head: c.To.Day.String() + " 基数", Width: 12, Number: true}, {Head: "增减", Width: 8, Number: true}, {Head: "为什么", Width: 70}}
	o.sheet.Row = func(i int) []string {
		n := list[i]
		m := moved[n.Key]
		was, is := "", ""
		if n.Rate() {
			was, is = strconv.Itoa(m.Was.Of), strconv.Itoa(m.Is.Of)
		}
		return []string{n.Group, n.Label, n.Unit, strconv.Itoa(m.Was.Part), was, strconv.Itoa(m.Is.Part), is, strconv.Itoa(m.Is.Part - m.Was.Part), m.Why()}
	}
	return s, nil
}
