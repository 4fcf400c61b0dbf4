package forms

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// checkReport is 校验报告: by kind and record what is wrong and what to do about it (domain.md §8.3 row 29). It is of all that
// this ledger keeps, of the rows of a list, or of what was found before a submission.
func (o *Printout) checkReport() error {
	b, p := o.book, o.print
	v := b.Today()
	all, of := p.Problems, "整个台账"
	switch {
	case all != nil:
		of = "上报前的检查"
	case p.List != nil:
		v, of = p.List.View(), p.List.Kind().Title()
		all = rules.Problems(v, p.List.Kind(), p.List.Rows(), func(ledger.Record) bool { return true })
	default:
		all = rules.Warnings(v)
	}
	all = byRecord(all)
	o.veil, o.rows = ledger.Start, len(all)
	o.title = b.Profile().Name + "资料校验报告"
	said := func(p rules.Problem) string { return o.words(o.print.Said[p.Key()]) }
	columns := []paper.Column{{Head: "序号", Width: 3, Align: paper.Center, Key: true}, {Head: "资料", Width: 5, Align: paper.Center}, {Head: "哪一条", Width: 16, Key: true}, {Head: "哪一栏", Width: 8}, {Head: "轻重", Width: 4, Align: paper.Center},
		{Head: "哪里不对", Width: 30}, {Head: "怎么办", Width: 22}}
	last := paper.Column{Head: "办好打勾", Width: 5, Align: paper.Center}
	if p.Said != nil {
		last = paper.Column{Head: "说明", Width: 14}
	}
	columns = append(columns, last)
	whole := func(i int) []string {
		one := all[i]
		wrong, todo := advice(one.Fault)
		row := []string{strconv.Itoa(i + 1), one.Kind.Title(), o.words(one.Name), columnLabel(one.Kind, one.Fault.Key), weight(one.Fault), o.words(wrong), o.words(todo), ""}
		if p.Said != nil {
			row[len(row)-1] = said(one)
		}
		return row
	}
	onPaper := func(i int) []string {
		row := whole(i)
		if i > 0 && all[i-1].ID == all[i].ID { // named once where several things are wrong with it
			row[1], row[2] = "", ""
		}
		return row
	}
	note := of
	switch filter := o.words(p.Filter); {
	case filter != "" && p.Problems != nil:
		note = filter
	case filter != "":
		note += "：" + filter
	}
	s := paper.Sheet{Title: o.title, Note: note, Left: "填报单位（盖章）：" + b.Profile().Name, Middle: "截止日期：" + o.today(), Right: "单位：处", Columns: columns, Len: len(all), Row: onPaper, Blank: p.Blank,
		Totals: checkTotals(all), Sign: signOffice, Ledger: b.Profile().Name, Printed: o.printed(), Portrait: p.Portrait}
	out := sheet.OutSheet{Name: "校验报告", Title: o.title, Particulars: s.Left + "　" + s.Middle + "　" + note, Len: len(all), Row: whole}
	for _, c := range columns {
		out.Columns = append(out.Columns, sheet.OutColumn{Head: c.Head, Width: float64(c.Width + 4), Number: c.Head == "序号"})
	}
	o.sheet, o.doc = out, s.Lay()
	return nil
}

// byRecord puts what is wrong with one record together, kinds in their order, what must be mended first.
func byRecord(all []rules.Problem) []rules.Problem {
	kinds, first := map[string]int{}, map[value.ID]int{}
	for i, k := range ledger.All {
		kinds[k.Name()] = i
	}
	for i, p := range all {
		if _, known := first[p.ID]; !known {
			first[p.ID] = i
		}
	}
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(x, y rules.Problem) int {
		return cmp.Or(cmp.Compare(kinds[x.Kind.Name()], kinds[y.Kind.Name()]), cmp.Compare(first[x.ID], first[y.ID]), strings.Compare(weight(x.Fault), weight(y.Fault)))
	})
	return all
}

// weight says whether something has to be mended before the ledger takes or sends the record.
func weight(f value.Fault) string {
	if f.Soft {
		return "核对"
	}
	return "必改" // sorts before
}

// columnLabel is what people call a field.
func columnLabel(kind ledger.Kind, key string) string {
	if i := kind.At(key); i >= 0 {
		return kind.Columns()[i].Label
	}
	return ""
}

// asking are the words with which the sentences begin that say what to do; behind the first, 请 may stand within.
var asking = []string{"请", "确实", "没有错就", "没有建就", "有超龄", "是其他证件就", "自愿多交的", "差的在", "是团干部就"}

// advice takes what is wrong and what to do apart: the sentences of a fault say the one before the other.
func advice(f value.Fault) (wrong, todo string) {
	for i, sentence := range strings.SplitAfter(f.Text, "。") {
		if todo != "" || i > 0 && strings.Contains(sentence, "请") || slices.ContainsFunc(asking, func(word string) bool { return strings.HasPrefix(sentence, word) }) {
			todo += sentence
		} else {
			wrong += sentence
		}
	}
	if wrong == "" { // the whole is a request: 请写办结日期。
		wrong, todo = todo, ""
	}
	if todo == "" {
		todo = "请改正后保存。"
		if f.Soft {
			todo = "请打开这条记录补上或改正；确实如此就按 F2 说明原因。"
		}
	}
	return wrong, todo
}

// checkTotals count what is wrong, in all and by kind.
func checkTotals(all []rules.Problem) string {
	if len(all) == 0 {
		return "合计：没有要改和要核对的，资料都齐了"
	}
	hard, ids := 0, map[value.ID]bool{}
	n := map[string]int{}
	for _, p := range all {
		ids[p.ID] = true
		n[p.Kind.Title()]++
		if !p.Fault.Soft {
			hard++
		}
	}
	var parts []string
	for _, k := range ledger.All {
		parts = append(parts, part(k.Title(), n[k.Title()], "处")...)
	}
	return "合计：" + strconv.Itoa(len(ids)) + " 条资料，" + strconv.Itoa(len(all)) + " 处；必须改的 " + strconv.Itoa(hard) + " 处，要核对的 " + strconv.Itoa(len(all)-hard) + " 处。" + strings.Join(parts, "，")
}
