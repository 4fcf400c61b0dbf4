package forms

import (
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/records"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// signDues are the words of who took the money.
var signDues = []string{"团支部书记（签字）：", "组织委员（签字）：", "收费人：", "日期：　　年　　月　　日"}

// A duesYear is the dues of a branch in a year as paper has them.
type duesYear struct {
	*jobs.DuesSheet
	paid [][12]int64 // of each row, what was paid for each month, in fen
	up   int64       // handed up for months of the year
}

func (o *Printout) duesYear() (*duesYear, error) {
	year := o.print.Year
	if year == 0 {
		year = o.book.Basis().Today.Year()
	}
	if o.print.Branch.IsZero() {
		return nil, store.Refuse("请先选一个团支部。")
	}
	s, err := jobs.DuesOf(o.book, o.print.Branch, year)
	if err != nil {
		return nil, err
	}
	d := &duesYear{DuesSheet: s, paid: make([][12]int64, len(s.Rows))}
	at := map[value.ID]int{}
	for i, row := range s.Rows {
		at[row.Member.ID] = i
	}
	for p := range records.All[*ledger.Payment](o.book.Today(), ledger.Payments) {
		if p.Sort == codes.PaymentUp {
			if fen, said := p.Paid.Fen(); said && p.Branch == s.Branch.ID && p.From.Year() == year {
				d.up += fen
			}
			continue
		}
		i, known := at[p.Member]
		for month := range 12 {
			if known {
				d.paid[i][month] += p.Share(value.Day(year, month+1, 1))
			}
		}
	}
	o.rows, o.veil = len(s.Rows), ledger.Start
	return d, nil
}

// sum is what a member paid for the months of the year, in fen.
func (d *duesYear) sum(row int) (fen int64) {
	for _, month := range d.paid[row] {
		fen += month
	}
	return fen
}

// duesMarks are the months in which nothing was paid and that need not be empty.
var duesMarks = map[jobs.DuesState]string{jobs.DuesNone: "—", jobs.DuesWaived: "免", jobs.DuesVoluntary: "自愿"}

// duesRegister is 团费收缴登记表: what each member of a branch paid for each month of a year (domain.md §8.3 row 13). What is
// owed is an empty cell, to be written in when it is paid.
func (o *Printout) duesRegister() error {
	d, err := o.duesYear()
	if err != nil {
		return err
	}
	basis := o.book.Basis()
	var months [12]int64
	var paid, owed int64
	waived, behind := 0, 0
	for i, row := range d.Rows {
		for m, fen := range d.paid[i] {
			months[m] += fen
			if row.Months[m].State == jobs.DuesWaived {
				waived++
			}
		}
		paid += d.sum(i)
		if fen, said := row.Due.Fen(); said {
			owed += fen
		}
		if row.Behind > 0 {
			behind++
		}
	}
	row := func(i int) []string {
		if i == len(d.Rows) {
			cells := []string{"", "合计", ""}
			for _, fen := range months {
				cells = append(cells, value.YuanOf(fen))
			}
			return append(cells, value.MoneyOf(paid).String(), value.MoneyOf(owed).String(), "")
		}
		r := d.Rows[i]
		cells := []string{strconv.Itoa(i + 1), o.words(r.Member.Title), r.Member.DueText(basis.Rules)}
		for m, month := range r.Months {
			text := value.YuanOf(d.paid[i][m])
			if text == "" {
				text = duesMarks[month.State]
			}
			cells = append(cells, text)
		}
		due := ""
		if fen, said := r.Due.Fen(); said {
			due = value.YuanOf(fen)
		}
		return append(cells, value.YuanOf(d.sum(i)), due, "")
	}
	columns := []paper.Column{{Head: "序号", Width: 3, Align: paper.Center, Key: true}, {Head: "姓名", Width: 8, Align: paper.Center, Spread: true, Key: true}, {Head: "现在每月应交", Width: 5, Align: paper.Right}}
	for m := range 12 {
		columns = append(columns, paper.Column{Head: strconv.Itoa(m+1) + "月", Width: 4, Align: paper.Right})
	}
	columns = append(columns, paper.Column{Head: "实交", Width: 6, Align: paper.Right}, paper.Column{Head: "欠交", Width: 6, Align: paper.Right}, paper.Column{Head: "交费人签字", Width: 8})
	o.dues(d, "团费收缴登记表", "单位：元", columns, row, len(d.Rows)+1, paper.Sheet{Sign: signDues, Portrait: o.print.Portrait, Totals: "合计：" + strconv.Itoa(len(d.Rows)) + " 人，实交 " + value.MoneyOf(paid).String() + " 元，欠交 " + value.MoneyOf(owed).String() + " 元（" + strconv.Itoa(behind) + " 人），减免 " + strconv.Itoa(waived) + " 人月；已上缴 " + value.MoneyOf(d.up).String() + " 元",
		Note: "空格是还没有交的，“免”是减免，“—”是那个月不在本支部"})
	return nil
}

// duesNotice is 团费收缴公示表: who has paid up to which month. It tells nobody's amounts, since they tell what somebody earns.
func (o *Printout) duesNotice() error {
	d, err := o.duesYear()
	if err != nil {
		return err
	}
	var paid int64
	for i := range d.Rows {
		paid += d.sum(i)
	}
	row := func(i int) []string {
		r := d.Rows[i]
		cells, last := []string{strconv.Itoa(i + 1), o.words(r.Member.Title)}, 0
		for m, month := range r.Months {
			text := ""
			switch {
			case month.State == jobs.DuesPaid:
				text, last = "√", m+1
			case month.State == jobs.DuesWaived:
				text, last = "免", m+1
			case month.State == jobs.DuesNone:
				text = "—"
			}
			cells = append(cells, text)
		}
		until := ""
		if last > 0 {
			until = strconv.Itoa(last) + "月"
		}
		return append(cells, until)
	}
	columns := []paper.Column{{Head: "序号", Width: 3, Align: paper.Center, Key: true}, {Head: "姓名", Width: 8, Align: paper.Center, Spread: true, Key: true}}
	for m := range 12 {
		columns = append(columns, paper.Column{Head: strconv.Itoa(m+1) + "月", Width: 3, Align: paper.Center})
	}
	columns = append(columns, paper.Column{Head: "交到", Width: 5, Align: paper.Center})
	o.dues(d, "团费收缴公示表", "单位：人", columns, row, len(d.Rows), paper.Sheet{Sign: []string{"团支部书记（签字）：", "公示日期：　　年　　月　　日至　　年　　月　　日"}, Portrait: true,
		Note: "“√”是已交，“免”是减免，“—”是那个月不在本支部。每个人交多少不公示", Totals: "合计：" + strconv.Itoa(len(d.Rows)) + " 人，全支部共交 " + value.MoneyOf(paid).String() + " 元，已上缴 " + value.MoneyOf(d.up).String() + " 元。有疑问请向团支部书记提出"})
	return nil
}

// dues lays the table of a branch's year out, on paper and as a workbook.
func (o *Printout) dues(d *duesYear, title, unit string, columns []paper.Column, row func(int) []string, rows int, s paper.Sheet) {
	name := o.words(d.Branch.Title)
	o.title = name + strconv.Itoa(d.Year) + "年" + title
	s.Title, s.Left, s.Middle, s.Right = o.title, "填报单位（盖章）："+o.words(o.owner()), "截止日期："+o.today(), unit
	s.Columns, s.Len, s.Row, s.Ledger, s.Printed = columns, rows, row, o.book.Profile().Name, o.printed()
	o.sheet = sheet.OutSheet{Name: title, Title: o.title, Particulars: strings.Join([]string{s.Left, s.Middle, s.Right}, "　"), Len: rows, Row: row}
	for _, c := range columns {
		o.sheet.Columns = append(o.sheet.Columns, sheet.OutColumn{Head: c.Head, Width: float64(c.Width + 2), Number: c.Align == paper.Right})
	}
	o.doc = s.Lay()
}

// words are a text under the veil of the whole form.
func (o *Printout) words(text string) string {
	return o.veil.Mask(ledger.Column{Shape: ledger.Lines}, text)
}
