package jobs_test

import (
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// five is a ledger of 22 November 2026 with a branch of five members.
func five(t *testing.T) (*store.Book, *ledger.Branch, []*ledger.Member) {
	t.Helper()
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell, State: codes.BranchNormal, Founded: 20200101, TermFrom: 20260101, TermYears: value.CountOf(3)})
	var all []*ledger.Member
	for i, name := range []string{"安一", "白二", "陈三", "丁四", "方五"} {
		m := stage.Person(name, "2003-07-01", 500+i)
		m.Branch, m.Joined, m.StayFrom = o.ID, 20190500, 20190504
		all = append(all, stage.Keep(t, b, ledger.Members, m))
	}
	return b, o, all
}

// told is what an error says, with the codes of its faults.
func told(err error) (text string, codes []string) {
	if err == nil {
		return "", nil
	}
	e := store.Tell(err)
	for _, f := range e.Faults {
		codes = append(codes, f.Code)
	}
	return e.Message, codes
}

// refuses says that an error has a fault of a code.
func refuses(t *testing.T, what string, err error, code string) {
	t.Helper()
	if text, codes := told(err); !slices.Contains(codes, code) {
		t.Errorf("%s: %q %v, want %s", what, text, codes, code)
	}
}

func well(t *testing.T, what string, err error) {
	t.Helper()
	if text, codes := told(err); err != nil {
		t.Fatalf("%s: %s %v", what, text, codes)
	}
}

// takeBack undoes the last intent.
func takeBack(t *testing.T, b *store.Book) {
	t.Helper()
	p, err := undo.Last(b)
	if err != nil || p == nil {
		t.Fatal(err)
	}
	if _, err := p.Apply(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
}

func intents(t *testing.T, b *store.Book) int {
	t.Helper()
	entries, err := b.Journal(1000)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

func memberOf(b *store.Book, id value.ID) *ledger.Member {
	m, _ := b.Today().Get(ledger.Members, id).(*ledger.Member)
	return m
}

func member(b *store.Book, name string) *ledger.Member { return stage.Members(b)[name] }

// has says whether a record has an open fault of a code.
func has(b *store.Book, kind ledger.Kind, r ledger.Record, code string) bool {
	return slices.ContainsFunc(rules.Faults(b.Today(), kind, r), func(f value.Fault) bool { return f.Code == code })
}

// said is whether one of some texts has a word.
func said(texts []string, word string) bool {
	return slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, word) })
}

// normal says that a member is on the roll as any other.
func normal(b *store.Book, id value.ID) bool {
	return rules.Stated(memberOf(b, id).State) == codes.MemberNormal
}
