package jobs_test

import (
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

// synced is a ledger with a branch, an enterprise with a Party organisation and no branch, and one with neither.
func synced(t *testing.T) *store.Book {
	t.Helper()
	b := stage.Book(t)
	e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("东升五金"))
	stage.Keep(t, b, ledger.Branches, stage.Cell("东升五金团支部", e))
	party := stage.Firm("长虹印务")
	party.PartyOrg = "2"
	stage.Keep(t, b, ledger.Enterprises, party)
	stage.Keep(t, b, ledger.Enterprises, stage.Firm("西湖食品"))
	return b
}

// A year's sheet is filled in on two days, with the ledger closed between them, and taken back in one go.
func TestAYearOfSync(t *testing.T) {
	b := synced(t)
	today := b.Basis().Today
	year := today.Year()
	s := jobs.SyncOf(b, year)
	if len(s.Rows) != 2 || s.Rows[0].Name != "东升五金团支部" || s.Rows[1].Name != "长虹印务" || s.Changed() != 0 {
		t.Fatalf("%+v", s.Rows)
	}
	if len(jobs.Syncings(b)) != 0 {
		t.Error("what nobody began waits")
	}
	for i := range s.Rows {
		*s.Rows[i].Day(0), *s.Rows[i].Evidence(0) = today, "党建工作要点"
	}
	before := intents(t, b)
	_, err := s.Save()
	well(t, "the first step", err)
	if intents(t, b) != before+1 || b.Today().Count(ledger.Syncs) != 2 {
		t.Fatal("not one intent")
	}
	if w := jobs.Syncings(b); len(w) != 1 || w[0].Next != "还有 2 个单位没有做全" {
		t.Errorf("%+v", w)
	}

	b = stage.Reopened(t, b)
	s = jobs.SyncOf(b, year)
	if *s.Rows[0].Evidence(0) != "党建工作要点" || s.Changed() != 0 {
		t.Fatalf("%+v", s.Rows[0])
	}
	for step := 1; step < ledger.SyncSteps; step++ {
		*s.Rows[0].Day(step) = today
	}
	if _, err = s.Save(); err != nil || s.Done() != 1 {
		t.Fatal(err, s.Done())
	}
	if w := jobs.Syncings(b); len(w) != 1 || w[0].Next != "还有 1 个单位没有做全" {
		t.Errorf("%+v", w)
	}
	if b.Today().Count(ledger.Syncs) != 2 {
		t.Error("a second record of the year")
	}
	takeBack(t, b)
	if s = jobs.SyncOf(b, year); s.Done() != 0 || *s.Rows[0].Day(0) != today || *s.Rows[0].Day(1) != 0 {
		t.Errorf("%+v", s.Rows[0])
	}
}

// What has not come, what goes backwards and too many points are refused, and nothing of the sheet is saved.
func TestSyncIsRefused(t *testing.T) {
	b := synced(t)
	today := b.Basis().Today
	for name, write := range map[string]func(s *jobs.SyncSheet){
		"还没有到": func(s *jobs.SyncSheet) { *s.Rows[1].Day(2) = today.AddDays(1) },
		"早于前一步": func(s *jobs.SyncSheet) {
			*s.Rows[1].Day(0), *s.Rows[1].Day(3) = today, today.AddDays(-1)
		},
		"超过了 100": func(s *jobs.SyncSheet) { _ = ledger.Syncs.Set(&s.Rows[1].Now, ledger.Syncs.At("score"), "101") },
		"没有改动":    func(s *jobs.SyncSheet) { *s.Rows[0].Day(0) = 0 },
	} {
		s := jobs.SyncOf(b, today.Year())
		*s.Rows[0].Day(0) = today
		write(s)
		if _, err := s.Save(); err == nil || !strings.Contains(store.Tell(err).Message, name) {
			t.Errorf("%s: %v", name, err)
		}
		if b.Today().Count(ledger.Syncs) != 0 {
			t.Fatal("something was saved")
		}
	}
	if s := jobs.SyncOf(b, today.Year()); s.Rows[0].Kind != ledger.Branches {
		t.Error("the organisations are not first")
	}
}
