package forms

import (
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// joined is a column that has what several fields of a kind say, each veiled as in its own column, those that are empty left out.
func joined(kind ledger.Kind, between string, keys ...string) func(*records.View, ledger.Record, ledger.Veil) string {
	return func(v *records.View, r ledger.Record, veil ledger.Veil) string {
		var words []string
		for _, key := range keys {
			if text := find.CellText(v, kind, r, key, veil); text != "" {
				words = append(words, text)
			}
		}
		return strings.Join(words, between)
	}
}

// dated is a column that has a day and below it what a field says.
func dated(kind ledger.Kind, day, words string) func(*records.View, ledger.Record, ledger.Veil) string {
	return func(v *records.View, r ledger.Record, veil ledger.Veil) string {
		text := strings.ReplaceAll(find.CellText(v, kind, r, day, veil), "-", ".")
		if more := find.CellText(v, kind, r, words, veil); more != "" {
			return strings.TrimPrefix(text+"\n"+more, "\n")
		}
		return text
	}
}

// supplySigned is 团旗团章团徽签收表: what was given out, with room to sign where nobody has yet (domain.md §8.3 row 18).
var supplySigned = tableForm{kind: ledger.Supplies, tab: "out", only: true, title: "团旗团章团徽签收表", sort: "day", unit: "单位：面、本、枚", sign: signOffice, totals: supplyTotals, columns: []formColumn{
	{key: "#"}, {key: "day", head: "发放日期", dotted: true, width: 10, always: true}, {key: "item", head: "物资", width: 6}, {key: "quantity", width: 4}, {key: "branch", head: "领用组织", width: 24},
	{key: "person", head: "领用人", width: 8, spread: true}, {key: "signed", head: "签收人（签字）", width: 14, spread: true}, {key: "signed_on", head: "签收日期", width: 10, text: toSign}, {key: "note", width: 14},
}}

func supplyTotals(_ *records.View, rows []ledger.Record) string {
	n, unsigned := map[string]int{}, 0
	for _, r := range rows {
		s := r.(*ledger.Supply)
		if q, said := s.Quantity.Value(); said {
			n[s.Item] += q
		}
		if s.Signed == "" {
			unsigned++
		}
	}
	parts := []string{"合计：共 " + strconv.Itoa(len(rows)) + " 笔"}
	for _, item := range codes.SupplyItems.Items() {
		if n[item.Code] > 0 {
			parts = append(parts, item.Label+" "+strconv.Itoa(n[item.Code]))
		}
	}
	return strings.Join(append(parts, part("还没有签收", unsigned, "笔")...), "，")
}

// problemBook is 问题台账 (row 20).
var problemBook = tableForm{kind: ledger.Problems, title: "问题台账", sort: "day", unit: "单位：个", sign: signOffice, totals: problemTotals, columns: []formColumn{
	{key: "#"}, {key: "day", head: "登记", dotted: true, width: 10, always: true}, {key: "source", head: "来源", width: 4}, {key: "group", head: "类别", width: 4}, {key: "what", width: 22},
	{key: "whose", head: "谁的", width: 12, veiled: true, text: joined(ledger.Problems, "\n", "person", "branch", "enterprise")}, {key: "handler", head: "办理人", width: 6, spread: true}, {key: "due", head: "期限", dotted: true, width: 10},
	{key: "done", head: "怎么办的", width: 20}, {key: "settled", head: "办结", dotted: true, width: 10}, {key: "called", head: "回访", dotted: true, width: 10}, {key: "satisfied", head: "满意", width: 5}, {key: "late", width: 5},
}}

func problemTotals(v *records.View, rows []ledger.Record) string {
	settled, late, pleased, called := 0, 0, 0, 0
	for _, r := range rows {
		p := r.(*ledger.Problem)
		if !p.Open() {
			settled++
		}
		if p.Late(v.Basis()) {
			late++
		}
		if p.Satisfied != "" {
			called++
			if p.Satisfied != codes.Unsatisfied {
				pleased++
			}
		}
	}
	return "合计：共 " + strconv.Itoa(len(rows)) + " 个，办结 " + strconv.Itoa(settled) + " 个，没有办结 " + strconv.Itoa(len(rows)-settled) + " 个，其中逾期 " + strconv.Itoa(late) + " 个；回访 " + strconv.Itoa(called) + " 个，满意和基本满意 " + strconv.Itoa(pleased) + " 个"
}

// facilityHours is 设施开放表, with what is open on each day of the week (row 21).
var facilityHours = tableForm{kind: ledger.Facilities, tab: "open", title: "设施开放表", unit: "单位：处、人", sign: signOffice, totals: facilityTotals, columns: facilityColumns()}

func facilityColumns() []formColumn {
	columns := []formColumn{{key: "#"}, {key: "name", head: "设施和单位", width: 16, always: true, veiled: true, text: joined(ledger.Facilities, "\n", "name", "enterprise", "partner")}}
	for day, name := range []string{"周一", "周二", "周三", "周四", "周五", "周六", "周日"} {
		columns = append(columns, formColumn{key: "day" + strconv.Itoa(day), head: name, width: 6, text: func(_ *records.View, r ledger.Record, _ ledger.Veil) string {
			w, _ := value.ParseWeek(r.(*ledger.Facility).Hours)
			return strings.ReplaceAll(w.Hours(day), "、", "\n")
		}})
	}
	return append(columns, formColumn{key: "free", head: "免费", width: 4}, formColumn{key: "capacity", head: "可容", width: 4}, formColumn{key: "asked", head: "联系", width: 12, veiled: true, text: joined(ledger.Facilities, "\n", "contact", "phone")},
		formColumn{key: "until", head: "开放到", dotted: true, width: 10}, formColumn{key: "rest", head: "备注", width: 6, text: func(_ *records.View, r ledger.Record, _ ledger.Veil) string {
			f := r.(*ledger.Facility)
			if _, known := value.ParseWeek(f.Hours); !known && f.Hours != "" { // in no form that a week can be read off
				return strings.TrimSuffix(f.Hours+"\n"+f.Note, "\n")
			}
			return f.Note
		}})
}

func facilityTotals(v *records.View, rows []ledger.Record) string {
	free, holds, uses := 0, 0, 0
	for _, r := range rows {
		f := r.(*ledger.Facility)
		if f.Free == codes.Yes {
			free++
		}
		n, _ := f.Capacity.Value()
		holds += max(n, 0)
		uses += rules.Uses(v, f.ID)
	}
	return "合计：共 " + strconv.Itoa(len(rows)) + " 处，免费 " + strconv.Itoa(free) + " 处，一次可容 " + strconv.Itoa(holds) + " 人，今年用了 " + strconv.Itoa(uses) + " 次"
}

// referralBook is 培训与推荐就业表 (row 22).
var referralBook = tableForm{kind: ledger.Referrals, title: "培训与推荐就业表", sort: "from", unit: "单位：人次", sign: signOffice, totals: referralTotals, columns: []formColumn{
	{key: "#"}, {key: "who", head: "姓名", width: 8, spread: true, always: true, veiled: true, text: joined(ledger.Referrals, "、", "person", "youth")},
	{key: "sort", head: "是否团员", width: 4, text: func(_ *records.View, r ledger.Record, _ ledger.Veil) string {
		switch f := r.(*ledger.Referral); {
		case !f.Person.IsZero():
			return "团员"
		case !f.Youth.IsZero():
			return "青年"
		}
		return ""
	}},
	{key: "course", head: "培训课程", width: 8}, {key: "from", head: "开始", dotted: true, width: 10}, {key: "until", head: "结束", dotted: true, width: 10}, {key: "finished", head: "结业", width: 4}, {key: "certificate", width: 12},
	{key: "employer", head: "推荐给", width: 18}, {key: "job", head: "岗位", width: 8}, {key: "recommended", head: "推荐日期", dotted: true, width: 10}, {key: "result", head: "结果", width: 6}, {key: "followed", head: "回访", dotted: true, width: 10}, {key: "note", width: 6},
}}

func referralTotals(_ *records.View, rows []ledger.Record) string {
	trained, finished, recommended, hired := 0, 0, 0, 0
	for _, r := range rows {
		f := r.(*ledger.Referral)
		if f.Course != "" {
			trained++
		}
		if f.Finished == codes.Yes {
			finished++
		}
		if f.Recommended != 0 {
			recommended++
		}
		if f.Hired() {
			hired++
		}
	}
	return "合计：共 " + strconv.Itoa(len(rows)) + " 条，培训 " + strconv.Itoa(trained) + " 人次，结业 " + strconv.Itoa(finished) + " 人次，推荐 " + strconv.Itoa(recommended) + " 人次，录用 " + strconv.Itoa(hired) + " 人次"
}
