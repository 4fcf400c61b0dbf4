package forms

import (
	"tuanjian/store/ledger"
)

// cadreRoster is 团干部名册: who holds a League post.
var cadreRoster = tableForm{kind: ledger.Posts, tab: "now", title: "团干部名册", sort: "branch", unit: "单位：人", sign: signOffice, columns: []formColumn{
	{key: "#"}, {key: "person", width: 8, spread: true, always: true}, {key: "sex", width: 3}, {key: "nation", width: 5}, {key: "born", head: "出生年月", dotted: true, month: true, width: 8},
	{key: "schooling", width: 8}, {key: "standing", width: 8}, {key: "branch", head: "任职组织", width: 16}, {key: "duty", head: "职务", width: 6}, {key: "sort", head: "性质", width: 5},
	{key: "from", head: "任职时间", dotted: true, width: 10}, {key: "elected", head: "任职方式", width: 5}, {key: "origin", head: "来源单位", width: 10}, {key: "phone", width: 12}, {key: "note", width: 8},
}}
