package forms

import (
	"strconv"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// officerRoster is 街道团干部名册, 编制外 marked (domain.md §8.3 row 10).
var officerRoster = tableForm{kind: ledger.Officers, tab: "now", title: "团干部名册", sort: "duty", unit: "单位：人", sign: signOffice, totals: officerRosterTotals, columns: []formColumn{
	{key: "#"}, {key: "name", width: 8, spread: true, always: true}, {key: "duty", width: 8}, {key: "sort", head: "性质", width: 6}, {key: "unit", width: 18}, {key: "job", width: 10},
	{key: "from", head: "任职时间", dotted: true, width: 10}, {key: "elected", head: "任职方式", width: 6}, {key: "document", width: 16}, {key: "phone", width: 12}, {key: "note", width: 8},
}}

func officerRosterTotals(_ *records.View, rows []ledger.Record) string {
	extra := 0
	for _, r := range rows {
		if r.(*ledger.Officer).Extra() {
			extra++
		}
	}
	return "合计：共 " + strconv.Itoa(len(rows)) + " 人，其中编制外副书记 " + strconv.Itoa(extra) + " 人"
}
