package forms

import (
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/figures"
	"tuanjian/store/paper"
	"tuanjian/store/value"
)

// figureForms lay out the tables of figures; each puts its title, its sheet and its
// workbook into the Printout.
var figureForms = map[Form]func(o *Printout) (paper.Sheet, error){
	CommunitySummary: (*Printout).communitySummary,
	StreetSummary:    (*Printout).streetSummary,
	YearOnYear:       (*Printout).contrast,
	PilotContrast:    (*Printout).pilot,
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

func onDay(d value.Date) string {
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
