package forms

import (
	"strconv"

	"tuanjian/store"
	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/points"
	"tuanjian/store/sheet"
)

// pilot is 试点前后对照表: the figures of a community that were locked before its trial began beside those of now (domain.md §7
// row 58).
func (o *Printout) pilot() (paper.Sheet, error) {
	c, ok := o.book.Get(ledger.Communities, o.print.Community).(*ledger.Community)
	if !ok {
		c = o.book.Today().Community()
	}
	if c == nil || c.PilotFrom == 0 {
		return paper.Sheet{}, store.Refuse("还没有写社区参加了什么试点、从哪天起。请在社区的资料里写上，再来打印。")
	}
	all, err := points.Snapshots(o.book)
	if err != nil {
		return paper.Sheet{}, err
	}
	if len(all) == 0 {
		return paper.Sheet{}, store.Refuse("还没有锁定过汇总，没有试点以前的数字可以比。以后每半年锁定一次，就有了。")
	}
	from := all[len(all)-1] // the oldest, where none was locked before the trial
	for _, s := range all { // newest first
		if s.Day <= c.PilotFrom.Last() {
			from = s
			break
		}
	}
	if o.print.Since, err = points.At(o.book, from.Day.String()); err != nil {
		return paper.Sheet{}, err
	}
	o.print.Community = c.ID
	s, err := o.contrast()
	if err != nil {
		return s, err
	}
	s.Title = c.Title + c.Pilot + "试点前后对照表"
	s.Note = "试点从 " + c.PilotFrom.String() + " 开始。" + s.Note
	if from.Day > c.PilotFrom.Last() {
		s.Note = "试点从 " + c.PilotFrom.String() + " 开始，那以前没有锁定过汇总，拿最早锁定的一次比。" + s.Note
	}
	return s, nil
}

// contrast is 同比对照表: two points beside each other, and why they differ.
func (o *Printout) contrast() (paper.Sheet, error) {
	from := o.print.Since
	if from == (figures.Point{}) {
		points, err := points.All(o.book)
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
	c, err := points.Compare(o.book, from, o.at())
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
