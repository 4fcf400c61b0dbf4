// Package help is what the program says of itself under F1: of each field, each screen and each rule. It reads the embedded
// tables and knows no ledger.
package help

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"strings"

	"tuanjian/assets"
	"tuanjian/store/ledger"
	"tuanjian/store/rulebook"
)

// A Field is what F1 says of one field, in words for people.
type Field struct {
	Is      string // what the field is
	Example string // a value that the field takes without a fault; a reference's is a name
	Rule    string // what holds for it, with the numbers of the ledger's rules
	Source  string // the standard or document that the rule comes from
}

// fieldHelps is fields.csv by kind.key.
var fieldHelps = readFieldHelps(assets.Help())

func readFieldHelps(folder fs.FS) map[string]Field {
	all := map[string]Field{}
	for _, row := range Rows(folder, "fields.csv", 5) {
		if _, twice := all[row[0]]; twice {
			panic("help/fields.csv: " + row[0] + " stands twice")
		}
		all[row[0]] = Field{Is: row[1], Example: row[2], Rule: row[3], Source: row[4]}
	}
	return all
}

// ruleHelps is rules.csv by the rule's family.
var ruleHelps = readRuleHelps(assets.Help())

func readRuleHelps(folder fs.FS) map[string]Rule {
	all := map[string]Rule{}
	for _, row := range Rows(folder, "rules.csv", 3) {
		all[row[0]] = Rule{Decides: row[1], Source: row[2]}
	}
	return all
}

// Rows reads an embedded CSV without its head. Every row has so many cells and
// none is empty; anything else is a mistake of the program.
func Rows(folder fs.FS, name string, cells int) [][]string {
	text, err := fs.ReadFile(folder, name)
	if err != nil {
		panic(err)
	}
	r := csv.NewReader(strings.NewReader(string(text)))
	r.FieldsPerRecord = cells
	rows, err := r.ReadAll()
	if err != nil {
		panic("help/" + name + ": " + err.Error())
	}
	for i, row := range rows {
		for c, cell := range row {
			if strings.TrimSpace(cell) == "" {
				panic(fmt.Sprintf("help/%s:%d: cell %d is empty", name, i+1, c+1))
			}
		}
	}
	return rows[1:]
}

// OfField is what F1 says of a field, what its table says where nobody has written more; the numbers in its rule are those
// of the rules that are given. ok is false for a column that cannot be set.
func OfField(kind ledger.Kind, key string, rules *rulebook.Rules) (h Field, ok bool) {
	if h, ok = fieldHelps[kind.Name()+"."+key]; !ok {
		at := kind.At(key)
		if at < 0 || at >= kind.Fields() {
			return h, false
		}
		h = plainField(kind, at)
	}
	h.Rule = withRules(h.Rule, rules)
	return h, true
}

// plainField is what the table of a kind says of a field of which nobody has written.
func plainField(kind ledger.Kind, at int) Field {
	c := kind.Columns()[at]
	h := Field{Is: c.Label + "。", Example: c.Label, Rule: "没有就空着。", Source: "本台账约定"}
	if kind.Required(at) {
		h.Rule = "要填写。"
	}
	switch c.Shape {
	case ledger.Number:
		h.Example = "3"
	case ledger.Amount:
		h.Example = "50"
	case ledger.Day8:
		h.Example = "2026-05-20"
	case ledger.Month6:
		h.Example = "2026-05"
	case ledger.Phone:
		h.Example = "0739-5321234"
	case ledger.Choice:
		h.Example = c.Choices.Items()[0].Label
	case ledger.Ref:
		h.Example = fieldHelps[c.Choices.Kind+".name"].Example
	}
	return h
}

// withRules puts the values of a rule set for their keys in braces, several values as people write them.
func withRules(text string, rules *rulebook.Rules) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var pairs []string
	for _, row := range rules.Rows() {
		pairs = append(pairs, "{"+row[0]+"}", strings.ReplaceAll(row[1], "|", "、"))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// A Page is what F1 says of one screen: what it is for, and its keys as a person
// reads them.
type Page struct {
	For  string
	Keys []Key
}

// A Key is a key and what it does there.
type Key struct{ Key, Does string }

var pageHelps = readPageHelps(assets.Help())

func readPageHelps(folder fs.FS) map[string]Page {
	all := map[string]Page{}
	for _, row := range Rows(folder, "pages.csv", 3) {
		if _, twice := all[row[0]]; twice {
			panic("help/pages.csv: " + row[0] + " stands twice")
		}
		h := Page{For: row[1]}
		for _, line := range strings.Split(row[2], "|") {
			key, does := keyOf(line)
			h.Keys = append(h.Keys, Key{key, does})
		}
		all[row[0]] = h
	}
	return all
}

// keyOf parts a line into its keys, which hold no Chinese character but 空格, and what
// they do.
func keyOf(line string) (key, does string) {
	words := strings.Fields(line)
	n := 0
	for n < len(words) && (words[n] == "空格" || !strings.ContainsFunc(words[n], func(r rune) bool { return r >= 0x3400 })) {
		n++
	}
	return strings.Join(words[:n], " "), strings.Join(words[n:], " ")
}

// OfPage is what F1 says of a screen, by its topic. ok is false for a topic that
// nobody has written.
func OfPage(topic string) (h Page, ok bool) {
	if h, ok = pageHelps[topic]; ok {
		return h, true
	}
	for _, kind := range ledger.All {
		if kind.Title() == topic {
			return Page{For: kind.Title() + "一览。标签是状态，数字是有多少" + kind.Unit() + "。", Keys: []Key{{"F9", "新增一" + kind.Unit()}, {"Enter", "打开"}, {"F12", "打印"}}}, true
		}
	}
	return h, false
}

// A Rule is what F1 says of a rule.
type Rule struct {
	Decides string
	Source  string
}

// OfRule is what F1 says of a rule, by its key; ok is false for a key that nobody has written of.
func OfRule(key string) (h Rule, ok bool) {
	family, _, _ := strings.Cut(key, ".")
	h, ok = ruleHelps[family]
	return h, ok
}
