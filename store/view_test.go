package store_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/value"
)

// A View with records laid over it is the view of a Book that has them: what is wrong, what is counted and what is called
// how, all from the same functions.
func TestAViewWithMoreIsTheBookThatHasThem(t *testing.T) {
	b := stage.Book(t)
	cell := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "一支部", Type: codes.BranchCell})
	held := stage.Keep(t, b, ledger.Members, stage.Person("张三", "2002-03-04", 11))
	stage.Keep(t, b, ledger.Enterprises, stage.Firm("东建"))
	rapid.Check(t, func(t *rapid.T) {
		was := stage.Now(b)
		m := stage.Person(rapid.SampledFrom([]string{"李四", "王五", "赵六"}).Draw(t, "name"), "2001-05-06", rapid.IntRange(20, 900).Draw(t, "n"))
		if rapid.Bool().Draw(t, "edit") {
			m = ledger.Members.Clone(b.Get(ledger.Members, held.ID)).(*ledger.Member)
			m.Note = rapid.StringMatching(`[a-z]{0,5}`).Draw(t, "note")
		}
		if rapid.Bool().Draw(t, "in a branch") {
			m.Branch = cell.ID
		}
		saved, err := b.Save(ledger.Members, m)
		if err != nil {
			return // refused: nothing to compare
		}
		now, laid := stage.Now(b), was.With(saved)
		for _, kind := range ledger.All {
			if !slices.Equal(now.Of(kind), laid.Of(kind)) {
				t.Fatalf("%s: %d records, laid over %d", kind.Name(), now.Count(kind), laid.Count(kind))
			}
		}
		if a, z := rules.Rolls.Of(now), rules.Rolls.Of(laid); a.Total != z.Total || a.Branch[cell.ID] != z.Branch[cell.ID] {
			t.Fatalf("%d members, laid over %d", a.Total, z.Total)
		}
		for _, v := range []*records.View{now, laid} {
			if r := rules.Other(v, rules.ByID, saved.(*ledger.Member).IDNumber, value.ID{}); r != saved {
				t.Fatalf("the number finds %v", r)
			}
		}
		if was.Get(ledger.Members, saved.Head().ID) == saved {
			t.Fatal("a View has what was saved after it")
		}
	})
}

// Records alone make a preview stale, and rules: a printed roster does not.
func TestWhatMakesAPreviewStale(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("张三", "2002-03-04", 11))
	for _, c := range []struct {
		what  string
		do    func() error
		stale bool
	}{
		{"nothing", func() error { return nil }, false},
		{"an entry of the journal alone", func() error { return b.InNote("print", store.Detail{What: "roster"}) }, false},
		{"a screen's setting", func() error { return b.SetSetting("width", 3) }, false},
		{"a saved record", func() error {
			now := *m
			now.Note = "改"
			_, err := b.Save(ledger.Members, &now)
			return err
		}, true},
		{"other rules", func() error {
			p, err := tend.PlanRules(b, "", rulebook.Amendment{Key: "age_out", Text: "30"})
			if err != nil {
				return err
			}
			return p.Apply("试一试")
		}, true},
	} {
		seen := stage.Now(b).Age()
		if err := c.do(); err != nil {
			t.Fatal(c.what, store.Tell(err))
		}
		done := false
		seq, err := b.Do(store.Intent{Deed: store.MayEdit, Unless: seen}, func(t *store.Turn) error { done = true; return nil })
		switch {
		case c.stale && (stage.CodeOf(err) != store.Changed || done || !strings.Contains(store.Tell(err).Message, "再看一遍")):
			t.Errorf("%s: done %v, %v", c.what, done, err)
		case !c.stale && (err != nil || !done || seq != stage.Seq(b)):
			t.Errorf("%s: %v", c.what, err)
		}
	}
}
