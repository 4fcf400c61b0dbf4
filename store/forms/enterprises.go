package forms

import (
	"strconv"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
)

// enterpriseBook is 企业台账.
var enterpriseBook = tableForm{kind: ledger.Enterprises, tab: "open", title: "企业台账", unit: "单位：家、人", sign: signOffice, totals: enterpriseBookTotals, columns: []formColumn{
	{key: "#"}, {key: "name", width: 14, always: true}, {key: "credit", head: "统一社会信用代码", width: 18}, {key: "address", width: 10}, {key: "boss", head: "负责人", width: 6, spread: true},
	{key: "phone", width: 12}, {key: "registration", head: "企业性质", width: 8}, {key: "industry", head: "行业", width: 8}, {key: "business", head: "经营", width: 4},
	{key: "staff", head: "职工", width: 4}, {key: "under35", head: "35岁以下", width: 4}, {key: "under28", head: "28岁以下", width: 4}, {key: "count", head: "团员", width: 4},
	{key: "outcome", width: 12}, {key: "note", width: 4},
}}

func enterpriseBookTotals(v *records.View, rows []ledger.Record) string {
	staff, members, have := 0, 0, 0
	for _, r := range rows {
		e := r.(*ledger.Enterprise)
		n, _ := e.Staff.Value()
		staff += max(n, 0)
		members += rules.Roll(v).Unit[e.ID]
		if rules.Built(v, e) {
			have++
		}
	}
	return "合计：共 " + strconv.Itoa(len(rows)) + " 家，职工 " + strconv.Itoa(staff) + " 人，在册团员 " + strconv.Itoa(members) + " 人，已建团 " + strconv.Itoa(have) + " 家"
}
