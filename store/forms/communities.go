package forms

import (
	"strconv"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
)

// communityBook is 社区名册.
var communityBook = tableForm{kind: ledger.Communities, title: "社区名册", sort: "code", unit: "单位：个、人", sign: signOffice, totals: communityBookTotals, columns: []formColumn{
	{key: "#"}, {key: "name", width: 12, always: true}, {key: "code", width: 13}, {key: "sort", width: 12}, {key: "head", head: "书记或主任", width: 8, spread: true}, {key: "phone", width: 12}, {key: "league", head: "社区团委", width: 5},
	{key: "enterprises", head: "在营企业", width: 5}, {key: "branches", head: "团组织", width: 5}, {key: "members", head: "团员", width: 5}, {key: "liaison", width: 10}, {key: "came", dotted: true, width: 10},
}}

func communityBookTotals(v *records.View, rows []ledger.Record) string {
	members := 0
	for _, r := range rows {
		members += rules.Rollup(v).Members[r.Head().ID]
	}
	return "合计：共 " + strconv.Itoa(len(rows)) + " 个社区，在册团员 " + strconv.Itoa(members) + " 人"
}
