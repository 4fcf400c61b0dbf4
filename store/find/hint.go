package find

import (
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
)

// SimilarTo finds what an unknown word may mean, best first: the same name when
// forms of company, brackets, place names and the words of organisation are left
// out, then names that contain each other, then those that differ in few
// characters.
func SimilarTo(v *records.View, kind ledger.Kind, word string, limit int) []Option {
	type scored struct {
		Option
		score int
	}
	var found []scored
	want := rules.BareName(word)
	if want == "" {
		return nil
	}
	for _, r := range v.Of(kind) {
		best := 0
		for _, name := range rules.NamesOf(r) {
			best = max(best, rules.Likeness(want, rules.BareName(name)))
		}
		if best > 0 {
			found = append(found, scored{Option{Value: r.Head().ID.String(), Label: ledger.NameOf(r), Hint: v.Hint(r)}, best})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return b.score - a.score })
	var out []Option
	for _, f := range found[:min(limit, len(found))] {
		out = append(out, f.Option)
	}
	return out
}
