package ledger

import (
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// Begins are what a new record of a kind begins with by the rules, in the order of its fields.
func Begins(r *rulebook.Rules, kind Kind) []rulebook.Begin {
	var all []rulebook.Begin
	for _, c := range kind.Columns()[:kind.Fields()] {
		for _, b := range r.Begun(kind.Name()) {
			if b.Key == c.Key {
				all = append(all, b)
			}
		}
	}
	return all
}

// ruleWords tell the rules of the fields and industries that they name.
var ruleWords = rulebook.Words{
	Field: func(name, key string) string {
		kind := KindOf(name)
		if kind == nil || kind.At(key) < 0 || kind.At(key) >= kind.Fields() {
			return ""
		}
		return kind.Title() + "的" + kind.Columns()[kind.At(key)].Label
	},
	Read: func(name, key, text string) *value.Fault {
		kind := KindOf(name)
		f, _ := kind.Set(kind.New(), kind.At(key), text).(*value.Fault)
		return f
	},
	Industry: func(code string) string {
		if !SizeIndustries.Has(code) {
			return ""
		}
		return SizeIndustries.Label(code)
	},
}
