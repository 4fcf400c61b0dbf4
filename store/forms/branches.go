package forms

import (
	"strconv"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
)

// branchBook is 团组织台账.
var branchBook = tableForm{kind: ledger.Branches, tab: "live", title: "团组织台账", unit: "单位：个、人", sign: signOffice, totals: branchBookTotals, columns: []formColumn{
	{key: "#"}, {key: "short", head: "组织名称", width: 16, always: true}, {key: "type", head: "类型", width: 5}, {key: "sort", head: "种类", width: 4}, {key: "enterprises", head: "覆盖企业", width: 14},
	{key: "founded", dotted: true, width: 10}, {key: "secretary", width: 6, spread: true}, {key: "elected", head: "产生方式", width: 4}, {key: "session", width: 4}, {key: "term_end", dotted: true, width: 10},
	{key: "count", head: "团员数", width: 4}, {key: "whole", head: "含下级", width: 4}, {key: "state", head: "状态", width: 5}, {key: "star", width: 5}, {key: "phone", width: 12}, {key: "note", width: 8},
}}

func branchBookTotals(v *records.View, rows []ledger.Record) string {
	members := 0
	for _, r := range rows {
		members += rules.Roll(v).Branch[r.Head().ID]
	}
	return "合计：共 " + strconv.Itoa(len(rows)) + " 个，团员 " + strconv.Itoa(members) + " 人"
}
