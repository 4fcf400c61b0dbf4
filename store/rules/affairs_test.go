package rules_test

import (
	"slices"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// Where a record that was finished and its member differ stands beside the record, and goes as soon as either of them is mended:
// the counts that follow single changes say what a count of all does.
func TestWhatIsFinishedAndWhatTheMemberSays(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell})
	m := stage.Person("安一", "2003-07-01", 700)
	m.Branch = o.ID
	m = stage.Keep(t, b, ledger.Members, m)
	tr := stage.Keep(t, b, ledger.Transfers, &ledger.Transfer{Member: m.ID, Way: codes.TransferOut, Other: "长沙", Stage: codes.TransferDone, Begun: 20261001, Ended: 20261010})
	c := stage.Keep(t, b, ledger.Measures, &ledger.Measure{Member: m.ID, Sort: codes.MeasureStopped, Day: 20261001, Why: "失联", Approved: 20261005, Document: "3 号"})
	waits := func(kind ledger.Kind, id value.ID) bool {
		v := b.Today()
		if got, want := rules.TallyOf(v, kind).Count(rules.PendingTab), rules.CountAll(v, kind).Count(rules.PendingTab); got != want {
			t.Errorf("%s: %d follow, %d are", kind.Name(), got, want)
		}
		return rules.Pending(v, kind)[id]
	}
	if !waits(ledger.Transfers, tr.ID) || !waits(ledger.Measures, c.ID) {
		t.Fatal("nothing is said")
	}
	stage.Alter(t, b, ledger.Members, m, func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberStopped, 20261005 })
	if !waits(ledger.Transfers, tr.ID) || waits(ledger.Measures, c.ID) {
		t.Error("the measure is said still, or the move no more")
	}
	m = b.Today().Get(ledger.Members, m.ID).(*ledger.Member)
	stage.Alter(t, b, ledger.Members, m, func(m *ledger.Member) { m.State, m.StateFrom, m.StateDoc = codes.MemberMoved, 20261010, "介绍信 1" })
	if waits(ledger.Transfers, tr.ID) {
		t.Error("the move is said still")
	}
}

// A number of a letter twice is said of both, and of neither once one has another.
func TestALetterTwice(t *testing.T) {
	b := stage.Book(t)
	var all []*ledger.Transfer
	for i, name := range []string{"安一", "白二"} {
		m := stage.Keep(t, b, ledger.Members, stage.Person(name, "2003-07-01", 710+i))
		all = append(all, stage.Keep(t, b, ledger.Transfers, &ledger.Transfer{Member: m.ID, Way: codes.TransferOut, Other: "长沙", Stage: "1", Begun: 20261101, Letter: "2026-001"}))
	}
	if got := rules.Pending(b.Today(), ledger.Transfers); !got[all[0].ID] || !got[all[1].ID] {
		t.Errorf("%v", got)
	}
	stage.Alter(t, b, ledger.Transfers, all[1], func(m *ledger.Transfer) { m.Letter = "2026-002" })
	if got := rules.Pending(b.Today(), ledger.Transfers); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// Who was sent away holds no post: one that is written down for him counts as nobody's and says so (domain.md §1.1).
func TestWhoWasSentAwayHoldsNoPost(t *testing.T) {
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell})
	m := stage.Person("安一", "2003-07-01", 720)
	m.Branch, m.State, m.StateFrom = o.ID, codes.MemberMoved, 20260301
	m = stage.Keep(t, b, ledger.Members, m)
	p := stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: o.ID, Duty: codes.DutySecretary, From: 20260401})
	if got := faultCodes(rules.Faults(b.Today(), ledger.Posts, p)); !slices.Contains(got, "post.outlived") {
		t.Errorf("%v", got)
	}
	if rules.Offices(b.Today()).Officers[o.ID].Secretaries != 0 || rules.Held(b.Today(), p) {
		t.Error("he is secretary")
	}
	if len(rules.Voters(b.Today(), o.ID, b.Basis().Today)) != 0 {
		t.Error("he votes")
	}
}

func TestAStayBeforeTheStayBefore(t *testing.T) {
	b := stage.Book(t)
	m := stage.Person("安一", "2003-07-01", 730)
	m.Stays, m.StayFrom = []ledger.Spell{{State: value.ID{1}.String(), From: 20250601, Until: 20250301}}, 20250301
	if got := faultCodes(rules.Faults(b.Today(), ledger.Members, m)); !slices.Contains(got, "stay.overlap") {
		t.Errorf("%v", got)
	}
}
