package store_test

import (
	"testing"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// Who has not been visited for the rules' months: by visits, by the day written in the record, by the street's contact; a
// tab always, a reminder only where visits are written down. What is counted follows every change.
func TestWhoHasNotBeenVisited(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	firm := func(name string, seen value.Date) *ledger.Enterprise {
		e := stage.Firm(name)
		e.Visited = seen
		return stage.Keep(t, b, ledger.Enterprises, e)
	}
	never, written := firm("东升五金", 0), firm("西街饭店", 20260501)
	firm("北门印务", 20260601)
	shut := firm("南巷食品", 0)
	stage.Alter(t, b, ledger.Enterprises, shut, func(e *ledger.Enterprise) { e.Business, e.BusinessFrom = "2", 20260101 })
	stands := func(want, due int) {
		t.Helper()
		l := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises, Tab: rules.UnvisitedTab})
		if n := rules.TallyOf(b.Today(), ledger.Enterprises).Count(rules.UnvisitedTab); l.Len() != want || n != want {
			t.Errorf("%d in the list, %d on the tab, want %d", l.Len(), n, want)
		}
		told := 0
		for _, todo := range overview.Todos(b) {
			if todo.Key == "enterprise.unvisited" {
				told = todo.Count
			}
		}
		if told != due {
			t.Errorf("the reminder says %d, want %d", told, due)
		}
	}
	stands(2, 0)
	visit := stage.Keep(t, b, ledger.Visits, &ledger.Visit{Enterprise: written.ID, Day: 20261001, Content: "谈建团"})
	stands(1, 1) // now visits are written down
	stage.Keep(t, b, ledger.Visits, &ledger.Visit{Enterprise: never.ID, Day: 20261101, Content: "谈建团"})
	stands(0, 0)
	stage.Undo(t, b, stage.Seq(b))
	stands(1, 1)
	if got := find.CellText(b.Today(), ledger.Enterprises, written, find.SeenKey, ledger.Bare); got != visit.Day.String() {
		t.Errorf("last seen %s", got)
	}
	shorter := stage.Book(t)
	shorter.Basis().Rules.VisitMonths = 5
	e := stage.Firm("北门印务")
	e.Visited = 20260601
	stage.Keep(t, shorter, ledger.Enterprises, e)
	if n := rules.TallyOf(shorter.Today(), ledger.Enterprises).Count(rules.UnvisitedTab); n != 1 {
		t.Errorf("by a rule of five months %d are not visited", n)
	}
}
