package help_test

import (
	"strings"
	"testing"

	"tuanjian/assets"
	"tuanjian/store/help"
	"tuanjian/store/ledger"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

func init() {
	if err := ledger.Load(assets.Codes()); err != nil {
		panic(err)
	}
}

// Every field of every kind has its help, the example is one that the field takes and
// no rule minds, and no help is left of a field that is gone.
func TestEveryFieldHasItsHelp(t *testing.T) {
	basis := ledger.Basis{Today: value.Day(2026, 6, 30), Rules: rulebook.DefaultRules()}
	known := map[string]bool{}
	for _, kind := range ledger.All {
		whole := kind.New()
		for i, c := range kind.Columns()[:kind.Fields()] {
			known[kind.Name()+"."+c.Key] = true
			h, ok := help.OfField(kind, c.Key, basis.Rules)
			if !ok {
				t.Errorf("%s.%s (%s) has no help", kind.Name(), c.Key, c.Label)
				continue
			}
			if strings.ContainsAny(h.Is+h.Rule, "{}") {
				t.Errorf("%s.%s: a rule without a value: %s", kind.Name(), c.Key, h.Rule)
			}
			example := h.Example
			if c.Shape == ledger.Ref {
				names := []string{example}
				if c.Choices.Many {
					names = strings.Split(example, "、")
				}
				var ids []value.ID
				for n, name := range names {
					nameExample(t, kind, c, name)
					ids = append(ids, value.ID{1: byte(i + 1), 2: byte(n)})
				}
				example = value.JoinIDs(ids)
			}
			if err := kind.Set(kind.New(), i, example); err != nil {
				t.Errorf("%s.%s: the example %q: %v", kind.Name(), c.Key, h.Example, err)
			}
			if err := kind.Set(whole, i, example); err != nil {
				t.Errorf("%s.%s: the example %q after those before it: %v", kind.Name(), c.Key, h.Example, err)
			}
		}
		for _, f := range kind.Faults(whole, basis) {
			t.Errorf("%s.%s: the examples together: %s", kind.Name(), f.Key, f.Text)
		}
	}
	written := map[string]bool{} // kinds of which somebody has written, not their tables alone
	for key := range help.FieldHelps {
		if !known[key] {
			t.Errorf("help of %s, which is no field", key)
		}
		kind, _, _ := strings.Cut(key, ".")
		written[kind] = true
	}
	for key := range known {
		kind, _, _ := strings.Cut(key, ".")
		if _, ok := help.FieldHelps[key]; written[kind] && !ok {
			t.Errorf("nobody has written of %s, but of other fields of the kind", key)
		}
		if _, ok := help.PageHelps[ledger.KindOf(kind).Title()]; written[kind] && !ok {
			t.Errorf("nobody has written of the list of %s", kind)
		}
	}
}

// nameExample checks that the example of a reference is a name that the kind referred
// to can have.
func nameExample(t *testing.T, kind ledger.Kind, c ledger.Column, example string) {
	t.Helper()
	to := ledger.KindOf(c.Choices.Kind)
	at := to.At("name")
	if at < 0 {
		return // such records have no name of their own
	}
	if err := to.Set(to.New(), at, example); err != nil {
		t.Errorf("%s.%s: %q is no name of a %s: %v", kind.Name(), c.Key, example, to.Name(), err)
	}
}

// The rule speaks with the numbers of the ledger's own rules.
func TestHelpSpeaksOfTheLedgersRules(t *testing.T) {
	text := strings.Replace(string(rulebook.DefaultRules().Source()), "age_out,28", "age_out,30", 1)
	rules, err := rulebook.ParseRules([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	h, _ := help.OfField(ledger.Members, "joined", rules)
	if !strings.Contains(h.Rule, "未满 30 周岁") {
		t.Errorf("with age_out 30: %s", h.Rule)
	}
	if h, _ = help.OfField(ledger.Ratings, "reviewed", rules); !strings.Contains(h.Rule, "90、80、70、60") {
		t.Errorf("a rule of several values: %s", h.Rule)
	}
}

// No help is left of a rule that is gone.
func TestRulesHelpIsOfRules(t *testing.T) {
	used := map[string]bool{}
	for _, r := range rulebook.DefaultRules().Told() {
		used[r.Family()] = true
	}
	for key := range help.RuleHelps {
		if !used[key] {
			t.Errorf("help of %s, which is no rule", key)
		}
	}
}
