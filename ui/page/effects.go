package page

import (
	"unicode/utf8"

	"tuanjian/store/effects"
	"tuanjian/store/rules"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// The names of an effect in its line: how many at most, and in how many characters, so that the sentence has room.
const (
	namesShown = 4
	namesLong  = 20
)

func shortNames(e effects.Effect) string {
	for most := namesShown; most > 0; most-- {
		if names := e.Names(most); utf8.RuneCountInString(names) <= namesLong {
			return names
		}
	}
	return ""
}

// EffectItems are the lines of what follows from other rules.
func EffectItems(effects []effects.Effect) []kit.Item {
	var items []kit.Item
	for _, e := range effects {
		it := kit.Item{Icon: look.IconInfo, Label: e.Text, Hint: shortNames(e)}
		if e.Kind != nil {
			it.Icon = look.IconRight
		}
		items = append(items, it)
	}
	if len(items) == 0 {
		items = append(items, kit.Item{Icon: look.IconDone, Label: "现有资料的待核、分类、团费和数字都不变"})
	}
	return items
}

// AffectedRows are the names of all that an effect is about.
func AffectedRows(e effects.Effect) *kit.Rows {
	return kit.RowsOf(0, e.Records, func(a effects.Affected) kit.Item { return kit.Item{Icon: look.IconFile, Label: a.Name} }, nil)
}

// ChangeWords are a change of a rule or a notice in one line.
func ChangeWords(c rules.Change) string { return look.OneLine(c.Words()) }
