package forms

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
)

// table lays out a form that is a list.
func (o *Printout) table() error {
	form, ok := formOf(o.print.Form)
	if !ok {
		return store.Refuse("没有这种表。")
	}
	b, p := o.book, o.print
	l := p.List
	if l == nil {
		q := records.Query{Kind: form.kind, Tab: form.tab, Sort: cmp.Or(form.sort, "name")}
		if !p.Branch.IsZero() && form.kind.AtHome("branch") {
			q.Under = records.Place{Kind: "branch", ID: p.Branch}
		}
		l = find.ListOf(b.Today(), q)
	}
	if p.Empty {
		l, form.totals = l.First(0), func(*records.View, []ledger.Record) string { return "" }
		if p.Blank == 0 {
			p.Blank = emptyRows
		}
	}
	if l.Kind() != form.kind {
		return store.Refuse("这份表不能打印这类记录。")
	}
	if p.Form == BranchRoster && p.Branch.IsZero() {
		return store.Refuse("请先选一个团支部。")
	}
	of := form.ofYear(l.Rows())
	named := of != form.title
	form.title = of
	o.rows, o.title = l.Len(), o.heading(form)
	columns := form.columns
	if p.Form == MemberRoster && !p.Branch.IsZero() {
		columns, form.sign = memberColumns, signBranch
	}
	switch {
	case len(p.Keys) > 0:
		columns = chosenColumns(form, p.Keys)
	case named: // the title has the year
		columns = slices.DeleteFunc(slices.Clone(columns), func(c formColumn) bool { return c.key == "year" })
	}
	o.veil = formVeil(form.kind, columns, p.Full)
	if p.Form == BranchRoster {
		o.veil = max(o.veil, formVeil(ledger.Posts, officerColumns, p.Full)) // both tables are one output
	}
	s := paper.Sheet{
		Title: o.title, Note: o.veil.Mask(ledger.Column{Shape: ledger.Lines}, p.Filter), Left: "填报单位（盖章）：" + o.owner(), Middle: "截止日期：" + o.today(), Right: form.unit,
		Len: l.Len(), Blank: p.Blank, Totals: form.totals(l.View(), l.Rows()), Sign: form.sign, Ledger: b.Profile().Name, Printed: o.printed(), Portrait: p.Portrait,
	}
	cells := cells(b, l, columns, o.veil)
	s.Row = cells
	out := sheet.OutSheet{Name: form.title, Title: o.title, Particulars: s.Left + "　" + s.Middle + "　" + s.Right, Len: l.Len(), Row: cells}
	for _, c := range columns {
		column, label := formHead(b, form.kind, c)
		s.Columns = append(s.Columns, paper.Column{Head: label, Width: column.Width, Align: alignOf(column, c), Spread: c.spread, Key: c.always || c.key == "#"})
		out.Columns = append(out.Columns, sheet.OutColumn{Head: label, Width: float64(column.Width + 2), Number: column.Shape == ledger.Number})
	}
	if p.Form == BranchRoster {
		s.Panels = []paper.Panel{o.officers()}
		s.Caption = "团员"
	}
	o.sheet, o.doc = out, s.Lay()
	return nil
}

// emptyRows is how many rows a list has that is filled in by hand: a lying page of them, with room to sign.
const emptyRows = 14

// chosenColumns are the columns that a person chose on screen, in the form's dress
// where the form has them.
func chosenColumns(form tableForm, keys []string) []formColumn {
	out := []formColumn{{key: "#"}}
	for _, key := range keys {
		if i := slices.IndexFunc(form.columns, func(c formColumn) bool { return c.key == key }); i >= 0 {
			out = append(out, form.columns[i])
		} else {
			out = append(out, formColumn{key: key})
		}
	}
	return out
}

// heading is a form's title: a branch's own name before it (domain.md §3.3).
func (o *Printout) heading(form tableForm) string {
	if branch, ok := o.book.Get(ledger.Branches, o.print.Branch).(*ledger.Branch); ok {
		return branch.Title + strings.TrimPrefix(form.title, "团支部")
	}
	return o.book.Profile().Name + form.title
}

// ofYear is a form's title with the year that all its rows are of.
func (form tableForm) ofYear(rows []ledger.Record) string {
	if form.year == nil || len(rows) == 0 {
		return form.title
	}
	year := form.year(rows[0])
	for _, r := range rows {
		if form.year(r) != year {
			return form.title
		}
	}
	if year == 0 {
		return form.title
	}
	return strconv.Itoa(year) + "年度" + form.title
}

// formHead finds a column by its key, be it the kind's own, one that needs the
// whole ledger, or, for a post, one of the person's.
func formHead(b *store.Book, kind ledger.Kind, c formColumn) (ledger.Column, string) {
	column := ledger.Column{Label: "序号", Width: 3, Shape: ledger.Number}
	if c.text != nil {
		column = ledger.Column{Key: c.key}
		if c.number {
			column.Shape = ledger.Number
		}
	}
	for _, k := range []ledger.Kind{kind, find.HolderOf(kind)} {
		if k == nil || c.text != nil {
			break
		}
		all := find.ColumnsOf(k)
		if i := slices.IndexFunc(all, func(x ledger.Column) bool { return x.Key == c.key }); i >= 0 {
			column = all[i]
			break
		}
	}
	label := column.Label
	if c.head != "" {
		label = c.head
	}
	if c.width > 0 {
		column.Width = c.width
	}
	return column, label
}

func alignOf(column ledger.Column, c formColumn) paper.Align {
	switch {
	case c.key == "#" || c.spread:
		return paper.Center
	case column.Shape == ledger.Number || column.Shape == ledger.Amount:
		return paper.Right
	case column.Width <= 8 || column.Shape == ledger.Day8 || column.Shape == ledger.Month6:
		return paper.Center
	}
	return paper.Left
}

// formVeil is the veil of a form that shows these columns.
func formVeil(kind ledger.Kind, columns []formColumn, whole bool) ledger.Veil {
	keys := make([]string, len(columns))
	for i, c := range columns {
		keys[i] = c.key
	}
	return find.VeilOver(kind, keys, whole)
}

// cells gives the texts of a form's row; the slice is used again for the next.
func cells(b *store.Book, l *find.List, columns []formColumn, veil ledger.Veil) func(i int) []string {
	row := make([]string, len(columns))
	return func(i int) []string {
		for j, c := range columns {
			row[j] = formCell(b, l, i, c, veil)
		}
		return row
	}
}

func formCell(b *store.Book, l *find.List, i int, c formColumn, veil ledger.Veil) string {
	v := l.View()
	if c.key == "#" {
		return strconv.Itoa(i + 1)
	}
	kind, r := l.Kind(), l.Rows()[i]
	if c.text != nil {
		text := c.text(v, r, veil)
		if c.veiled {
			return text
		}
		return veil.Mask(ledger.Column{Shape: ledger.Lines}, text)
	}
	if holder := find.HolderOf(kind); holder != nil && !find.Has(kind, c.key) {
		r = v.Get(holder, kind.Ref(r, kind.Holder()))
		if r == nil {
			return ""
		}
		kind = holder
	}
	text := find.CellText(v, kind, r, c.key, veil)
	if m, ok := r.(*ledger.Member); ok && c.key == "duties" {
		text = duties(v, m)
	}
	if text == "" {
		text = ledger.Taken(r, c.key)
	}
	if c.month && len(text) > 7 {
		text = text[:7]
	}
	if c.dotted {
		text = strings.ReplaceAll(text, "-", ".")
	}
	if o, ok := r.(*ledger.Branch); ok && c.key == "term_end" && text != "" {
		text += rules.ByRule(o, l.View().Basis())
	}
	return text
}
