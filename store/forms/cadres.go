package forms

import (
	"strconv"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// cadreRoster is 团干部名册: who holds a League post.
var cadreRoster = tableForm{kind: ledger.Posts, tab: "now", title: "团干部名册", sort: "branch", unit: "单位：人", sign: signOffice, totals: cadreRosterTotals, columns: []formColumn{
	{key: "#"}, {key: "person", width: 8, spread: true, always: true}, {key: "sex", width: 3}, {key: "nation", width: 5}, {key: "born", head: "出生年月", dotted: true, month: true, width: 8},
	{key: "schooling", width: 8}, {key: "standing", width: 8}, {key: "branch", head: "任职组织", width: 16}, {key: "duty", head: "职务", width: 6}, {key: "sort", head: "性质", width: 5},
	{key: "from", head: "任职时间", dotted: true, width: 10}, {key: "elected", head: "任职方式", width: 5}, {key: "origin", head: "来源单位", width: 10}, {key: "phone", width: 12}, {key: "note", width: 8},
}}

func cadreRosterTotals(_ *records.View, rows []ledger.Record) string {
	people, extra := map[value.ID]bool{}, 0
	for _, r := range rows {
		p := r.(*ledger.Post)
		people[p.Person] = true
		if p.Sort == codes.DutyExtra {
			extra++
		}
	}
	return "合计：共 " + strconv.Itoa(len(people)) + " 人，任职 " + strconv.Itoa(len(rows)) + " 项，编制外副书记 " + strconv.Itoa(extra) + " 人"
}
