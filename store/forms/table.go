package forms

import (
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
		q := records.Query{Kind: form.kind, Tab: form.tab, Sort: "name"}
		switch form.kind {
		case ledger.Members:
			if !p.Branch.IsZero() {
				q.Under = records.Place{Kind: "branch", ID: p.Branch}
			}
		case ledger.Officers:
			q.Sort = "duty"
		case ledger.Liaisons:
			q.Sort = "officer"
		case ledger.Visits:
			q.Sort = "day"
		case ledger.Communities:
			q.Sort = "code"
		case ledger.Posts:
			q.Sort = "branch"
			if !p.Branch.IsZero() {
				q.Under = records.Place{Kind: "branch", ID: p.Branch}
			}
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
	v := b.Today()
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
		text += byRule(o, l.View().Basis())
	}
	return text
}

// byRule is what stands behind the end of a term whose years nobody has written.
func byRule(o *ledger.Branch, basis ledger.Basis) string {
	if _, written := o.Term(basis.Rules); written {
		return ""
	}
	return "（按规则）"
}

// totals is the line below a list.
func (o *Printout) totals(l *find.List) string {
	v := o.book.Today()
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

// officers is the block above a branch's roster.
func (o *Printout) officers() paper.Panel {
	l := find.ListOf(o.book.Today(), records.Query{Kind: ledger.Posts, Tab: "now", Under: records.Place{Kind: "branch", ID: o.print.Branch}, Sort: "duty"})
	columns := []formColumn{{key: "duty", head: "职务", width: 6}, {key: "person", head: "姓名", width: 8, spread: true}, {key: "from", head: "任职时间", width: 10, dotted: true},
		{key: "elected", head: "任职方式", width: 6}, {key: "phone", head: "手机号码", width: 12}}
	panel := paper.Panel{Title: "支部班子"}
	for _, c := range columns {
		_, label := formHead(o.book, ledger.Posts, c)
		panel.Columns = append(panel.Columns, paper.Column{Head: label, Width: c.width, Align: paper.Center, Spread: c.spread})
	}
	cells := cells(o.book, l, columns, formVeil(ledger.Posts, columns, o.print.Full))
	for i := range l.Len() {
		panel.Rows = append(panel.Rows, slices.Clone(cells(i)))
	}
	return panel
}

// branchSheet lays out the 团支部基本情况登记表.
func (o *Printout) branchSheet() error {
	b := o.book
	r, ok := b.Get(ledger.Branches, o.print.Branch).(*ledger.Branch)
	if !ok {
		return store.Refuse("请先选一个团支部。")
	}
	o.rows, o.title = 1, "团支部基本情况登记表"
	text := func(key string) string { return find.TextOf(b.Today(), ledger.Branches, r, key) }
	dotted := func(key string) string { return strings.ReplaceAll(text(key), "-", ".") }
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "on", Under: records.Place{Kind: "branch", ID: r.ID}})
	var s rules.Summary
	for _, m := range l.Rows() {
		s.Count(m.(*ledger.Member))
	}
	ends := dotted("term_end")
	if ends != "" {
		ends += byRule(r, b.Basis())
	}
	label := func(t string) paper.Field { return paper.Field{Text: t, Label: true} }
	value := func(t string, span int) paper.Field { return paper.Field{Text: t, Span: span} }
	f := paper.Form{Title: o.title, Left: "填报单位（盖章）：" + o.owner(), Middle: "截止日期：" + o.today(), Sign: signBranch, Ledger: b.Profile().Name, Printed: o.printed(), Grid: []int{3, 4, 3, 4, 3, 4}}
	f.Rows = [][]paper.Field{
		{label("组织全称"), value(r.Title, 5)},
		{label("组织简称"), value(r.Short, 3), label("支部种类"), value(text("sort"), 1)},
		{label("上级组织"), value(text("superior"), 3), label("行业类别"), value(text("field"), 1)},
		{label("覆盖企业"), value(text("enterprises"), 5)},
		{label("成立日期"), value(dotted("founded"), 1), label("成立文号"), value(text("founded_doc"), 3)},
		{label("届次"), value(text("session"), 1), label("本届起始"), value(dotted("term_from"), 1), label("届满日"), value(ends, 1)},
		{label("产生方式"), value(text("elected"), 1), label("组织状态"), value(text("state"), 1), label("定级"), value(text("star"), 1)},
		{label("团员总数"), value(strconv.Itoa(s.Members)+" 人", 1), label("男"), value(strconv.Itoa(s.Men)+" 人", 1), label("女"), value(strconv.Itoa(s.Women)+" 人", 1)},
		{label("党员"), value(strconv.Itoa(s.PartyMembers)+" 人", 1), label("少数民族"), value(strconv.Itoa(s.Minorities)+" 人", 1), label("流动团员"), value(strconv.Itoa(s.Mobile)+" 人", 1)},
		{label("联系电话"), value(text("phone"), 2), label("阵地经费"), value(text("place"), 2)},
	}
	panel := o.officers()
	f.Table("支部班子", 1, panel.Columns, []int{1, 1, 1, 1, 1}, panel.Rows)
	f.Rows = append(f.Rows, []paper.Field{label("备注"), {Text: r.Note, Span: 5, Lines: 4}})
	o.doc = f.Lay()
	o.sheet = sheet.OutSheet{Name: o.title, Title: o.title, Columns: []sheet.OutColumn{{Head: "项目", Width: 14}, {Head: "内容", Width: 50}}}
	var pairs [][]string
	for _, row := range f.Rows[:10] {
		for i := 0; i+1 < len(row); i += 2 {
			pairs = append(pairs, []string{row[i].Text, row[i+1].Text})
		}
	}
	for _, row := range panel.Rows {
		pairs = append(pairs, []string{row[0], row[1] + "　" + row[4]})
	}
	o.sheet.Len, o.sheet.Row = len(pairs), func(i int) []string { return pairs[i] }
	return nil
}
