package store_test

import (
	"encoding/json"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/points"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// text is figures as they lie on disk.
func textOf(t testing.TB, f *figures.Figures) string {
	t.Helper()
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A snapshot stays what it was, whatever is done to the ledger or its rules.
func TestALockedSnapshotNeverChanges(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "1998-08-01", 11))
	stage.Keep(t, b, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
	s, err := points.TakeSnapshot(b, 20260630, " 上半年 ")
	if err != nil {
		t.Fatal(err)
	}
	if s.Number != 1 || s.Title() != "2026-06-30 上半年" || s.Who != "王干事" || s.Seq != stage.Seq(b)-1 {
		t.Errorf("%+v", s)
	}
	was, err := points.SnapshotFigures(b, s)
	if err != nil || was.Total["members"] != (figures.Tally{Part: 2, Of: -1}) || was.Total["over_age_not_left"].Part != 0 || was.Day != 20260630 {
		t.Fatalf("%v %+v", err, was.Total)
	}
	if textOf(t, was) != textOf(t, points.FiguresOn(b, 20260630)) {
		t.Error("what was locked is not what is counted")
	}
	if err := b.Remove(ledger.Members, []value.ID{m.ID}, "录重了"); err != nil {
		t.Fatal(err)
	}
	b.Basis().Rules.AgeOut = 20
	if _, err := points.TakeSnapshot(b, 0, ""); err != nil {
		t.Fatal(err)
	}
	b = stage.Reopened(t, b)
	all, err := points.Snapshots(b)
	if err != nil || len(all) != 2 || all[1] != s || all[0].Number != 2 || all[0].Day != 20261122 {
		t.Fatalf("%v %+v", err, all)
	}
	is, err := points.SnapshotFigures(b, s)
	if err != nil || textOf(t, is) != textOf(t, was) {
		t.Errorf("%v: the figures of a locked snapshot changed", err)
	}
	if now, err := points.SnapshotFigures(b, all[0]); err != nil || now.Total["members"].Part != 1 {
		t.Errorf("%v %+v", err, now.Total["members"])
	}
	if wounds, err := care.Check(b); err != nil || len(wounds) != 0 {
		t.Error(wounds, err)
	}
}

func TestSnapshotsAreFound(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	for _, day := range []value.Date{20251231, 20260630, 20260630} {
		if _, err := points.TakeSnapshot(b, day, ""); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		word string
		want uint64
		code string
	}{
		{"1", 1, "ok"}, {"2025-12-31", 1, "ok"}, {"2026-06-30", 3, "ok"}, {"20260630", 3, "ok"}, {"２", 2, "ok"}, {"9", 0, "ok"}, {"2024-01-01", 0, "ok"},
		{"", 0, store.Refused}, {"0", 0, store.Refused}, {"-1", 0, store.Refused}, {"上半年", 0, store.Refused}, {"2026-06", 0, store.Refused},
	} {
		s, err := points.SnapshotAt(b, c.word)
		if stage.CodeOf(err) != c.code || (s == nil) != (c.want == 0) || s != nil && s.Number != c.want {
			t.Errorf("%q: %+v %v", c.word, s, err)
		}
	}
	for _, wrong := range []value.Date{20261123, 20260631, 20260600, 20260000, 1} {
		if _, err := points.TakeSnapshot(b, wrong, ""); stage.CodeOf(err) != store.Refused {
			t.Errorf("%v: %v", wrong, err)
		}
	}
}

// The half year asks for a snapshot once it is over, and no ledger that is younger.
func TestAHalfYearAsksForItsSnapshot(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	at := func(day string) {
		now, err := time.ParseInLocation("2006-01-02", day, time.Local)
		if err != nil {
			t.Fatal(err)
		}
		b.InEnv().Now = func() time.Time { return now }
	}
	for _, c := range []struct {
		today string
		want  value.Date
		days  []value.Date
	}{
		{"2026-12-30", 0, []value.Date{20261230, 20260630}}, // made in November
		{"2026-12-31", 0, []value.Date{20261231}},
		{"2027-01-05", 20261231, []value.Date{20261231, 20270105}},
	} {
		at(c.today)
		got, err := points.SnapshotDue(b)
		days := points.SnapshotDays(b)
		if err != nil || got != c.want || len(days) != len(c.days) || days[0] != c.days[0] {
			t.Errorf("%s: %v %v, days %v", c.today, got, err, days)
		}
	}
	reminds := func() bool {
		for _, todo := range overview.HomeOf(b).Todos {
			if todo.Page == rules.PageFigures {
				return true
			}
		}
		return false
	}
	if reminds() {
		t.Error("an empty ledger asks for figures")
	}
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	if !reminds() {
		t.Error("the first page does not say that a half year is to be locked")
	}
	if _, err := points.TakeSnapshot(b, 20261231, ""); err != nil {
		t.Fatal(err)
	}
	if reminds() {
		t.Error("the first page goes on about what is locked")
	}
	if due, err := points.SnapshotDue(b); err != nil || due != 0 {
		t.Errorf("%v %v", due, err)
	}
	at("2027-07-01")
	if due, err := points.SnapshotDue(b); err != nil || due != 20270630 {
		t.Errorf("%v %v", due, err)
	}
}
