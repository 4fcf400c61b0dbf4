package jobs_test

import (
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

func TestAMeetingWithItsAttendance(t *testing.T) {
	b, o := paying(t)
	a, err := jobs.Attend(b, o.ID, codes.MeetingGeneral)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if due, came := a.Count(); due != 6 || came != 6 { // one has moved away
		t.Fatalf("%d of %d", came, due)
	}
	for i := range 3 {
		a.Rows[i].Came = false
	}
	if held, least := a.Held(); held || least != 4 {
		t.Errorf("three of six: %v, at least %d", held, least)
	}
	a.Rows[0].Came = true
	a.Meeting.Title, a.Meeting.Place, a.Meeting.Chair = "选支委", "社区二楼", "安一"
	if held, _ := a.Held(); !held {
		t.Error("four of six are not enough")
	}
	if _, err := b.Save(ledger.Meetings, a.Record()); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	m := b.Today().Of(ledger.Meetings)[0].(*ledger.Meeting)
	if due, _ := m.Due.Value(); due != 6 || len(m.Came) != 4 || len(m.Missed) != 2 || len(rules.Faults(b.Today(), ledger.Meetings, m)) != 0 {
		t.Errorf("%+v %v", m, rules.Faults(b.Today(), ledger.Meetings, m))
	}
	next, err := jobs.Attend(b, o.ID, codes.MeetingGeneral)
	if err != nil || next.Meeting.Place != "社区二楼" || next.Meeting.Chair != "安一" || next.Meeting.Title != "" {
		t.Errorf("the next begins with %+v, %v", next.Meeting, err)
	}
	other, _ := jobs.Attend(b, o.ID, codes.MeetingLesson)
	if other.Meeting.Place != "" {
		t.Error("another sort begins with what is not its own")
	}
	if held, least := other.Held(); !held || least != 0 {
		t.Error("a lesson needs no quorum")
	}
	if _, err := jobs.Attend(b, value.ID{1}, ""); stage.CodeOf(err) != store.Refused {
		t.Error("of a branch that is not there")
	}
}

// Who may not vote is not due at a general meeting, and is at any other.
func TestWhoMayNotVoteIsNotDue(t *testing.T) {
	b, o := paying(t)
	a, err := jobs.Attend(b, o.ID, codes.MeetingGeneral)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	who := a.Rows[0].Member
	stage.Keep(t, b, ledger.Measures, &ledger.Measure{Member: who.ID, Sort: codes.MeasureWatch, Day: b.Basis().Today, Why: "违纪", From: b.Basis().Today})
	if a, err = jobs.Attend(b, o.ID, codes.MeetingGeneral); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if due, _ := a.Count(); due != 5 || a.Voteless != 1 {
		t.Errorf("%d are due, %d have no vote", due, a.Voteless)
	}
	if a, err = jobs.Attend(b, o.ID, codes.MeetingLesson); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if due, _ := a.Count(); due != 6 || a.Voteless != 0 {
		t.Errorf("%d are due at a lesson", due)
	}
}
