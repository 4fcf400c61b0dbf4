package store_test

import (
	"slices"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/points"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// An organisation that is not founded yet has no term that could be over and lacks no secretary.
func TestPlannedBranchHasNoTermAndLacksNobody(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	o := stage.Cell("筹备支部")
	o.State, o.TermFrom, o.TermYears, o.Founded = codes.BranchPlanned, 20200101, value.CountOf(3), 20200101
	o = stage.Keep(t, b, ledger.Branches, o)
	for _, f := range rules.Faults(b.Today(), ledger.Branches, o) {
		if f.Code == "term.over" || f.Code == "secretary.none" {
			t.Error(f.Text)
		}
	}
	for _, todo := range overview.Todos(b) {
		if todo.Key == "branch.term" || todo.Key == "branch.vacant" {
			t.Error(todo.Text)
		}
	}
	f := points.FiguresOn(b, 0).Total
	if f["branches_over_term"].Part != 0 || f["branches_without_secretary"].Part != 0 || f["renewal_rate"].Of != 0 {
		t.Errorf("%+v %+v %+v", f["branches_over_term"], f["branches_without_secretary"], f["renewal_rate"])
	}
	for _, x := range overview.HomeOf(b).Figures {
		if x.Title == "有现任书记" && (x.Part != 0 || x.Of != 0) {
			t.Errorf("home: %+v", x)
		}
	}
}

// A committee that is too large is said beside the missing secretary.
func TestLargeCommitteeWithoutASecretary(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("振华支部"))
	for i, duty := range []string{codes.DutyDeputy, "3", "3", "3", "3", "3", "3", "3"} {
		m := stage.Person("李华"+string([]rune("甲乙丙丁戊己庚辛")[i]), "2001-03-04", i+1)
		m.Branch = o.ID
		m = stage.Keep(t, b, ledger.Members, m)
		stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: o.ID, Duty: duty, From: 20250301})
	}
	codes := codesOf(rules.Faults(b.Today(), ledger.Branches, o))
	if !slices.Contains(codes, ":secretary.none") || !slices.Contains(codes, ":committee.large") {
		t.Error(strings.Join(codes, " "))
	}
}

// A roster has a post as one of its branch only where it is held there.
func TestRosterNamesWhereAPostIsHeld(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	_, m, _ := secretary(t, b)
	other := stage.Keep(t, b, ledger.Branches, stage.Cell("西支部"))
	stage.Alter(t, b, ledger.Members, m, func(m *ledger.Member) { m.Branch, m.StayFrom = other.ID, 20261001 })
	for _, p := range []forms.Print{{Form: forms.BranchRoster, Branch: other.ID}, {Form: forms.MemberRoster}} {
		out, err := forms.Lay(b, p)
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for i := range out.Sheet().Len {
			text += strings.Join(out.Sheet().Row(i), "|") + "\n"
		}
		if !strings.Contains(text, "|书记（振华支部）|") || strings.Contains(text, "|书记|") {
			t.Errorf("%s: %s", p.Form, text)
		}
	}
}
