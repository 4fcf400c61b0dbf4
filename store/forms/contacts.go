package forms

import (
	"strconv"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
)

// contactBook is 定点联系表 (domain.md §8.3 row 23).
var contactBook = tableForm{kind: ledger.Liaisons, tab: "now", title: "定点联系表", sort: "officer", unit: "单位：个、次", sign: signOffice, totals: contactBookTotals, columns: []formColumn{
	{key: "#"}, {key: "officer", width: 8, spread: true, always: true}, {key: "duty", head: "职务", width: 8}, {key: "community", head: "联系社区", width: 10}, {key: "enterprise", head: "联系企业", width: 18}, {key: "branch", head: "联系团组织", width: 16},
	{key: "from", head: "开始", dotted: true, width: 10}, {key: "plan", head: "年计划", width: 5}, {key: "made", head: "本年走访", width: 6}, {key: "last", dotted: true, width: 10}, {key: "note", width: 8},
}}

func contactBookTotals(v *records.View, rows []ledger.Record) string {
	c, plan, made := rules.Contacts(v), 0, 0
	for _, r := range rows {
		if k := c.Of[r.Head().ID]; k != nil {
			plan, made = plan+k.Plan, made+k.Made
		}
	}
	return "合计：联系点 " + strconv.Itoa(len(rows)) + " 个，本年计划走访 " + strconv.Itoa(plan) + " 次，已走访 " + strconv.Itoa(made) + " 次"
}
