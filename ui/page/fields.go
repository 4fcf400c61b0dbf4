package page

import (
	"slices"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// FieldOptions offers a picker the fields to which a column of somebody's file may go, and first that it goes to none.
func FieldOptions(fields []ledger.Column, none, query string) []kit.Option {
	all := []find.Option{{Value: "", Label: none}}
	for _, c := range fields {
		all = append(all, find.Option{Value: c.Key, Label: c.Label})
	}
	return Options(find.Matching(all, query))
}

// FieldLabel is what the field of a key is called, or none.
func FieldLabel(fields []ledger.Column, none, key string) string {
	if i := slices.IndexFunc(fields, func(c ledger.Column) bool { return c.Key == key }); i >= 0 {
		return fields[i].Label
	}
	return none
}
