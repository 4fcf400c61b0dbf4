package forms

import (
	"tuanjian/store/ledger"
)

// visitBook is 走访记录 (domain.md §8.3 row 23).
var visitBook = tableForm{kind: ledger.Visits, title: "走访记录", sort: "day", unit: "单位：次", sign: signOffice, columns: []formColumn{
	{key: "#"}, {key: "day", dotted: true, width: 10, always: true}, {key: "officer", width: 8, spread: true}, {key: "place", width: 18}, {key: "content", width: 22}, {key: "problem", head: "困难", width: 18},
	{key: "due", head: "期限", dotted: true, width: 10}, {key: "result", width: 18}, {key: "settled", head: "办结", dotted: true, width: 10},
}}
