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
	form, ok := tableForms[o.print.Form]
	if !ok {
		return store.Refuse("没有这种表。")
	}
	b, p := o.book, o.print
	l := p.List
	if l == nil {
		q := records.Query{Kind: form.kind, Tab: form.tab, Sort: cmp.Or(form.sort, "name")}
		if !p.Branch.IsZero() && (form.kind == ledger.Members || form.kind == ledger.Posts) {
			q.Under = records.Place{Kind: "branch", ID: p.Branch}
		}
		l = find.ListOf(b.Today(), q)
	}
	if l.Kind() != form.kind {
		return store.Refuse("这份表不能打印这类记录。")
	}
	if p.Form == BranchRoster && p.Branch.IsZero() {
		return store.Refuse("请先选一个团支部。")
	}
	o.rows, o.title = l.Len(), o.heading(form)
	columns := form.columns
	if p.Form == MemberRoster && !p.Branch.IsZero() {
		columns, form.sign = memberColumns, signBranch
	}
	if len(p.Keys) > 0 {
		columns = chosenColumns(form, p.Keys)
	}
	s := paper.Sheet{
		Title: o.title, Note: p.Filter, Left: "填报单位（盖章）：" + o.owner(), Middle: "截止日期：" + o.today(), Right: form.unit,
		Len: l.Len(), Blank: p.Blank, Totals: o.totals(l), Sign: form.sign, Ledger: b.Profile().Name, Printed: o.printed(), Portrait: p.Portrait,
	}
	veil := formVeil(form.kind, columns, p.Full)
	cells := cells(b, l, columns, veil)
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

// formHead finds a column by its key, be it the kind's own, one that needs the
// whole ledger, or, for a post, one of the person's.
func formHead(b *store.Book, kind ledger.Kind, c formColumn) (ledger.Column, string) {
	column := ledger.Column{Label: "序号", Width: 3, Shape: ledger.Number}
	for _, k := range []ledger.Kind{kind, ledger.Members} {
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
	if p, ok := r.(*ledger.Post); ok && kind.At(c.key) < 0 && c.key != "current" {
		m := v.Get(ledger.Members, p.Person)
		if m == nil {
			return ""
		}
		kind, r = ledger.Members, m
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

// totals is the line below a list.
func (o *Printout) totals(l *find.List) string {
	v := l.View()
	switch l.Kind() {
	case ledger.Members:
		var s rules.Summary
		for _, r := range l.Rows() {
			s.Count(r.(*ledger.Member))
		}
		return "合计：共 " + strconv.Itoa(s.Members) + " 人，男 " + strconv.Itoa(s.Men) + " 人，女 " + strconv.Itoa(s.Women) + " 人，党员 " + strconv.Itoa(s.PartyMembers) + " 人，少数民族 " + strconv.Itoa(s.Minorities) + " 人，流动 " + strconv.Itoa(s.Mobile) + " 人"
	case ledger.Enterprises:
		staff, members, have := 0, 0, 0
		for _, r := range l.Rows() {
			e := r.(*ledger.Enterprise)
			n, _ := e.Staff.Value()
			staff += max(n, 0)
			members += rules.Roll(v).Unit[e.ID]
			if rules.Built(v, e) {
				have++
			}
		}
		return "合计：共 " + strconv.Itoa(len(l.Rows())) + " 家，职工 " + strconv.Itoa(staff) + " 人，在册团员 " + strconv.Itoa(members) + " 人，已建团 " + strconv.Itoa(have) + " 家"
	case ledger.Branches:
		members := 0
		for _, r := range l.Rows() {
			members += rules.Roll(v).Branch[r.Head().ID]
		}
		return "合计：共 " + strconv.Itoa(len(l.Rows())) + " 个，团员 " + strconv.Itoa(members) + " 人"
	case ledger.Officers:
		extra := 0
		for _, r := range l.Rows() {
			if r.(*ledger.Officer).Extra() {
				extra++
			}
		}
		return "合计：共 " + strconv.Itoa(len(l.Rows())) + " 人，其中编制外副书记 " + strconv.Itoa(extra) + " 人"
	case ledger.Liaisons:
		c, plan, made := rules.Contacts(v), 0, 0
		for _, r := range l.Rows() {
			if k := c.Of[r.Head().ID]; k != nil {
				plan, made = plan+k.Plan, made+k.Made
			}
		}
		return "合计：联系点 " + strconv.Itoa(len(l.Rows())) + " 个，本年计划走访 " + strconv.Itoa(plan) + " 次，已走访 " + strconv.Itoa(made) + " 次"
	case ledger.Visits:
		problems, settled := 0, 0
		for _, r := range l.Rows() {
			if v := r.(*ledger.Visit); v.Problem != "" {
				problems++
				if v.Settled != 0 {
					settled++
				}
			}
		}
		return "合计：走访 " + strconv.Itoa(len(l.Rows())) + " 次，发现困难 " + strconv.Itoa(problems) + " 个，办结 " + strconv.Itoa(settled) + " 个"
	case ledger.Communities:
		members := 0
		for _, r := range l.Rows() {
			members += rules.Rollup(v).Members[r.Head().ID]
		}
		return "合计：共 " + strconv.Itoa(len(l.Rows())) + " 个社区，在册团员 " + strconv.Itoa(members) + " 人"
	case ledger.Posts:
		people, extra := map[ledger.ID]bool{}, 0
		for _, r := range l.Rows() {
			p := r.(*ledger.Post)
			people[p.Person] = true
			if p.Sort == ledger.DutyExtra {
				extra++
			}
		}
		return "合计：共 " + strconv.Itoa(len(people)) + " 人，任职 " + strconv.Itoa(len(l.Rows())) + " 项，编制外副书记 " + strconv.Itoa(extra) + " 人"
	}
	return ""
}
