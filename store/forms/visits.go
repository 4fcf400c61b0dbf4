package forms

import (
	"strconv"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// visitBook is 走访记录 (domain.md §8.3 row 23).
var visitBook = tableForm{kind: ledger.Visits, title: "走访记录", sort: "day", unit: "单位：次", sign: signOffice, totals: visitBookTotals, columns: []formColumn{
	{key: "#"}, {key: "day", dotted: true, width: 10, always: true}, {key: "officer", width: 8, spread: true}, {key: "place", width: 18}, {key: "content", width: 22}, {key: "problem", head: "困难", width: 18},
	{key: "due", head: "期限", dotted: true, width: 10}, {key: "result", width: 18}, {key: "settled", head: "办结", dotted: true, width: 10},
}}

func visitBookTotals(_ *records.View, rows []ledger.Record) string {
	problems, settled := 0, 0
	for _, r := range rows {
		if v := r.(*ledger.Visit); v.Problem != "" {
			problems++
			if v.Settled != 0 {
				settled++
			}
		}
	}
	return "合计：走访 " + strconv.Itoa(len(rows)) + " 次，发现困难 " + strconv.Itoa(problems) + " 个，办结 " + strconv.Itoa(settled) + " 个"
}
