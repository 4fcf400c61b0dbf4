package forms

import (
	"strconv"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// mostPlain is how many columns go on a page of a list for which no form is prescribed.
const mostPlain = 10

// plainList is the list of any kind, by its own table.
func plainList(kind ledger.Kind) tableForm {
	form := tableForm{kind: kind, tab: kind.Begin(), title: kind.Title() + "一览表", unit: "单位：" + kind.Unit(), sign: signOffice, columns: []formColumn{{key: "#"}}}
	for i, c := range kind.Columns()[:min(kind.Fields(), mostPlain)] {
		if i == 0 && c.Key != "name" {
			form.sort = c.Key
		}
		form.columns = append(form.columns, formColumn{key: c.Key, dotted: c.Shape == ledger.Day8 || c.Shape == ledger.Month6, always: i == 0})
	}
	form.totals = func(_ *records.View, rows []ledger.Record) string {
		return "合计：共 " + strconv.Itoa(len(rows)) + " " + kind.Unit()
	}
	return form
}
