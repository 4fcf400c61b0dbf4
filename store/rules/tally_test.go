package rules

import (
	"testing"

	"tuanjian/assets"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// TestTheFirstContactCounts: whether new branches are asked for visits hangs on there being any standing contact, so the
// first and the last of them touch every branch.
func TestTheFirstContactCounts(t *testing.T) {
	if err := ledger.Load(assets.Codes()); err != nil {
		t.Fatal(err)
	}
	rules := rulebook.DefaultRules()
	basis := ledger.Basis{Today: value.Day(2026, 11, 22), Rules: rules}
	branch := &ledger.Branch{Title: "甲支部", Short: "甲支部", Type: codes.BranchCell, State: codes.BranchNormal, Founded: value.Day(2026, 9, 1)}
	branch.ID = value.ID{1}
	contact := &ledger.Liaison{Officer: value.ID{7}, Enterprise: value.ID{8}, From: value.Day(2026, 10, 1)}
	contact.ID = value.ID{2}
	v := records.New(records.Moment{Basis: basis, Street: true}, map[ledger.Kind][]ledger.Record{ledger.Branches: {branch}})
	for i, step := range []struct {
		change records.Change
		due    int
	}{
		{records.Change{Kind: ledger.Liaisons, ID: contact.ID, Now: contact}, 1},
		{records.Change{Kind: ledger.Liaisons, ID: contact.ID, Was: contact}, 0},
	} {
		before := TallyOf(v, ledger.Branches).Count("branch.check")
		v = v.After([]records.Change{step.change})
		if got := TallyOf(v, ledger.Branches).Count("branch.check"); before == step.due || got != step.due {
			t.Errorf("step %d: %d new branches without a visit, before it %d", i, got, before)
		}
	}
}
