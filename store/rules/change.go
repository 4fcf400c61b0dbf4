package rules

import (
	"cmp"
	"slices"

	"tuanjian/store/rulebook"
)

// A Change is one line of what becomes otherwise, in words for people: of a record, a rule or a code list.
type Change struct {
	What  string // a kind's title, 规则, 代码表
	Name  string // the record, the rule, the list
	Label string // the field; "" for a whole record
	How   string // 新增, 变更, 减少
	Was   string
	Now   string

	ToCome bool // of a rule, on a day to come
}

// Words are the change in one line: what a rule is to be with its day, and of all else what it was and is.
func (c Change) Words() string {
	empty := func(text string) string { return cmp.Or(text, "（空着）") }
	text := c.Name
	if c.Label != "" {
		text += "　" + c.Label
	}
	switch {
	case c.ToCome && c.Now == "":
		return text + "：不再“" + c.Was + "”"
	case c.ToCome && c.Was != "":
		return text + "：" + c.Now + "（原定" + c.Was + "）"
	case c.ToCome:
		return text + "：" + c.Now
	case c.Was != "" || c.Now != "":
		return text + "：" + empty(c.Was) + " → " + empty(c.Now)
	}
	return text
}

// Between compares two rule sets by their keys. What is no rule set has no rules.
func Between(was, now []byte) (out []Change) {
	before, after := ruleRows(was), ruleRows(now)
	line := func(row [3]string) Change {
		return Change{What: "规则", Name: rulebook.RuleName(row[0]), How: "变更", ToCome: rulebook.RuleToCome(row[0])}
	}
	seen := map[string]string{}
	for _, row := range before {
		seen[row[0]] = row[1]
	}
	for _, row := range after {
		old, there := seen[row[0]]
		delete(seen, row[0])
		if c := line(row); !there || old != row[1] {
			if c.Was, c.Now = rulebook.RuleText(row[0], old), rulebook.RuleText(row[0], row[1]); !there {
				c.How = "新增"
			}
			out = append(out, c)
		}
	}
	for _, row := range before {
		if _, gone := seen[row[0]]; gone {
			c := line(row)
			c.How, c.Was = "减少", rulebook.RuleText(row[0], row[1])
			out = append(out, c)
		}
	}
	return out
}

// ruleRows are the rows of a rule set, each of key, value and note, with what holds where it does not have a key.
func ruleRows(text []byte) [][3]string {
	r, err := rulebook.ParseRules(text)
	if err != nil {
		return nil // both sets have been read as rules before
	}
	return r.Rows()
}

// Apart is what two sets differ in, the version aside.
func Apart(was, now []byte) []Change {
	return slices.DeleteFunc(Between(was, now), func(c Change) bool { return c.Name == rulebook.RuleName("version") })
}
