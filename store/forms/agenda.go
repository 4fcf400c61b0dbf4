package forms

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/paper"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// todoList is what needs doing, the gravest first, what was put off last, with room to say who does it.
func (o *Printout) todoList() error {
	var rows [][]string
	all := overview.Todos(o.book)
	put := 0
	add := func(grave string, t overview.Todo, more string) {
		rows = append(rows, []string{strconv.Itoa(len(rows) + 1), grave, strconv.Itoa(t.Count), t.Text + more, "", ""})
	}
	o.veil = ledger.Start
	for _, g := range rules.Graves {
		for _, t := range all {
			if t.Off == nil && t.Grave == g {
				add(g.Title(), t, "")
			}
		}
	}
	for _, t := range all {
		if t.Off != nil {
			put++
			add("已推迟", t, "（推迟到 "+t.Off.Until.Dotted()+"："+o.words(t.Off.Reason)+"）")
		}
	}
	o.agenda("待办清单", "单位：件", rows, "合计：要办的 "+strconv.Itoa(len(rows)-put)+" 件，已推迟 "+strconv.Itoa(put)+" 件",
		[]paper.Column{{Head: "序号", Width: 3, Align: paper.Center}, {Head: "轻重", Width: 8, Align: paper.Center}, {Head: "数", Width: 4, Align: paper.Right}, {Head: "什么事", Width: 40}, {Head: "谁来办", Width: 10}, {Head: "办好日期", Width: 10}})
	return nil
}

var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

func weekday(d value.Date) string {
	return weekdays[time.Date(d.Year(), time.Month(d.Month()), d.DayOfMonth(), 0, 0, 0, 0, time.UTC).Weekday()]
}

// datedList is the calendar: what falls due from today on, day by day. Of a birthday it tells the month, at whose head it stands.
func (o *Printout) datedList() error {
	c := overview.CalendarOf(o.book)
	o.veil = ledger.Start
	place := func(d overview.Dated) value.Date {
		if d.Birth {
			return max(d.Day.MonthStart(), c.From)
		}
		return d.Day
	}
	dates := slices.Clone(c.Dates)
	slices.SortStableFunc(dates, func(x, y overview.Dated) int {
		if by := cmp.Compare(place(x), place(y)); by != 0 || x.Birth != y.Birth {
			return cmp.Or(by, map[bool]int{true: -1, false: 1}[x.Birth])
		}
		return strings.Compare(x.Name, y.Name) * map[bool]int{true: 1, false: 0}[x.Birth]
	})
	rows := make([][]string, len(dates))
	last := ""
	for i, d := range dates {
		day, week, must := d.Day.Dotted(), weekday(d.Day), ""
		if d.Birth {
			day, week = day[:len("2026.12")], ""
		}
		if day == last {
			day, week = "", ""
		} else {
			last = day
		}
		if d.Grave == rules.Overdue {
			must = "到日必办"
		}
		rows[i] = []string{strconv.Itoa(i + 1), day, week, o.words(d.Name), o.words(d.Text), must, ""}
	}
	o.agenda("到期日程表", "单位：件", rows, "合计："+c.From.Dotted()+" 到 "+c.Until.Dotted()+"，"+strconv.Itoa(len(rows))+" 件",
		[]paper.Column{{Head: "序号", Width: 3, Align: paper.Center}, {Head: "日期", Width: 10, Align: paper.Center, Key: true}, {Head: "星期", Width: 4, Align: paper.Center}, {Head: "谁、哪个单位", Width: 18}, {Head: "什么事", Width: 34}, {Head: "轻重", Width: 8, Align: paper.Center}, {Head: "办好打勾", Width: 5}})
	return nil
}

// agenda lays out a table of what is to be done.
func (o *Printout) agenda(title, unit string, rows [][]string, totals string, columns []paper.Column) {
	name := o.book.Profile().Name
	o.rows, o.title = len(rows), name+title
	row := func(i int) []string { return rows[i] }
	s := paper.Sheet{Title: o.title, Left: "单位：" + name, Middle: "日期：" + o.today(), Right: unit, Columns: columns, Len: len(rows), Row: row, Blank: o.print.Blank, Totals: totals, Ledger: name, Printed: o.printed(), Portrait: true}
	o.sheet = sheet.OutSheet{Name: title, Title: o.title, Particulars: s.Left + "　" + s.Middle, Len: len(rows), Row: row}
	for _, c := range columns {
		o.sheet.Columns = append(o.sheet.Columns, sheet.OutColumn{Head: c.Head, Width: float64(c.Width + 2), Number: c.Align == paper.Right})
	}
	o.doc = s.Lay()
}
