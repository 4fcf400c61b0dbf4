package find

import (
	"slices"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
)

// over says that a record is of the past: a person who is on the roll no more, an enterprise that has closed, an
// organisation that was dissolved, an officer who has left, a contact that has ended.
func over(v *records.View, r ledger.Record) bool {
	switch r := r.(type) {
	case *ledger.Member:
		return !r.OnRoll() && r.State != ledger.MemberNot
	case *ledger.Enterprise:
		return !r.Open()
	}
	return noAnswer(v, r)
}

// noAnswer says that a record is offered for no reference any more.
func noAnswer(v *records.View, r ledger.Record) bool {
	today := v.Basis().Today
	switch r := r.(type) {
	case *ledger.Branch:
		return !r.Live()
	case *ledger.Officer:
		return !r.Current(today)
	case *ledger.Liaison:
		return !r.Current(today)
	}
	return false
}

// hint tells two records of one name apart: a member's ID tail and branch, an
// enterprise's address.
func Hint(v *records.View, r ledger.Record) string {
	switch r := r.(type) {
	case *ledger.Member:
		tail := ledger.NumberTail(r.IDNumber)
		if tail != "" {
			tail = "尾号 " + tail
		}
		return strings.TrimSpace(tail + " " + v.Name(ledger.Branches, r.Branch))
	case *ledger.Enterprise:
		return r.Address
	case *ledger.Branch:
		return ledger.BranchTypes.Label(r.Type)
	case *ledger.Officer:
		return strings.TrimSpace(ledger.Duties.Label(r.Duty) + " " + r.Unit)
	}
	return ""
}

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
			found = append(found, scored{Option{Value: r.Head().ID.String(), Label: ledger.NameOf(r), Hint: Hint(v, r)}, best})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return b.score - a.score })
	var out []Option
	for _, f := range found[:min(limit, len(found))] {
		out = append(out, f.Option)
	}
	return out
}
