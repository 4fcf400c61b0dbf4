package jobs_test

import (
	"slices"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// admission is the only applicant's, as a new day finds it.
func admission(t *testing.T, b *store.Book) *jobs.Admission {
	t.Helper()
	all := b.Today().Of(ledger.Applicants)
	if len(all) != 1 {
		t.Fatalf("%d applicants", len(all))
	}
	a, err := jobs.Admit(b, all[0].Head().ID)
	well(t, "go on", err)
	return a
}

// sit takes the next stage of the only applicant with what set writes into its form.
func sit(t *testing.T, b *store.Book, set func(*ledger.Applicant)) error {
	t.Helper()
	a := admission(t, b)
	d := a.Draft()
	set(d)
	_, err := a.Save(a.Step(), d)
	return err
}

// on goes on with a ledger on another day.
func on(t *testing.T, b *store.Book, day string) *store.Book {
	t.Helper()
	trial.Stand(t, day)
	return stage.Reopened(t, b)
}

// begun is an application of a youth on 22 August 2026.
func begun(t *testing.T) (*store.Book, *ledger.Branch, []*ledger.Member) {
	t.Helper()
	b, o, people := five(t)
	b = on(t, b, "2026-08-22")
	e := stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "东升五金", Business: codes.BusinessOpen})
	o.Enterprises = []value.ID{e.ID}
	o = stage.Keep(t, b, ledger.Branches, o)
	y := stage.Keep(t, b, ledger.Youths, &ledger.Youth{Title: "郑青", Sex: value.Male, Born: value.CountOf(2004), Enterprise: e.ID, Phone: "13907310001", Wish: codes.Yes})
	a, err := jobs.AdmitYouth(b, y.ID)
	well(t, "begin", err)
	d := a.Draft()
	if d.Title != "郑青" || d.Branch != o.ID || d.Applied != 20260822 {
		t.Errorf("begins with %+v", d)
	}
	d.Born = 20040302
	_, err = a.Save(0, d)
	well(t, "apply", err)
	if again, err := jobs.AdmitYouth(b, y.ID); err != nil || again.Applicant.ID.IsZero() {
		t.Errorf("the same youth begins twice: %v", err)
	}
	return b, o, people
}

func TestAnApplicantBecomesAMember(t *testing.T) {
	b, o, people := begun(t)
	well(t, "active", sit(t, b, func(d *ledger.Applicant) {}))
	if a := admission(t, b); a.Applicant.Active != 20260822 || a.Applicant.Stage != "2" || a.Step() != 2 {
		t.Fatalf("%+v", a.Applicant)
	}

	// Half way: the ledger is closed, and the job goes on from the records alone.
	b = on(t, b, "2026-11-21")
	a := admission(t, b)
	if missing := jobs.Unmet(a.Wants(2)); len(missing) != 2 || !said(missing, "最早 2026-11-22") || !said(missing, "还差 8") {
		t.Errorf("missing on the day before: %q", missing)
	}
	if a.Draft().Target != 0 {
		t.Error("a day is proposed for what is not allowed yet")
	}
	if w := jobs.Admissions(b); len(w) != 1 || w[0].Kind != ledger.Applicants || w[0].About != "郑青（东升五金团支部）" {
		t.Errorf("%+v", w)
	}
	refuses(t, "a day early", sit(t, b, func(d *ledger.Applicant) { d.Target, d.Hours = 20261121, value.CountOf(8) }), "applicant.early")
	well(t, "hours alone", sit(t, b, func(d *ledger.Applicant) { d.Hours = value.CountOf(7) }))
	if a := admission(t, b); a.Step() != 2 || a.Applicant.Target != 0 {
		t.Errorf("hours alone go on: %+v", a.Applicant)
	}

	b = on(t, b, "2026-11-22")
	refuses(t, "seven hours", sit(t, b, func(d *ledger.Applicant) { d.Target = 20261122 }), "applicant.hours")
	well(t, "target", sit(t, b, func(d *ledger.Applicant) { d.Target, d.Hours = 20261122, value.CountOf(8) }))
	well(t, "review", sit(t, b, func(*ledger.Applicant) {}))
	one := people[0].ID
	refuses(t, "one introducer", sit(t, b, func(d *ledger.Applicant) { d.Introducers = []value.ID{one} }), value.Missing)
	refuses(t, "the same twice", sit(t, b, func(d *ledger.Applicant) { d.Introducers = []value.ID{one, one} }), "applicant.same")
	stage.Keep(t, b, ledger.Measures, &ledger.Measure{Member: people[1].ID, Sort: codes.MeasureWatch, Day: 20261001, Why: "旷工", From: 20261001, Until: 20270401, Approved: 20261001})
	refuses(t, "under watch", sit(t, b, func(d *ledger.Applicant) { d.Introducers = []value.ID{one, people[1].ID} }), "applicant.watched")
	stage.Alter(t, b, ledger.Members, people[2], func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberMoved, 20261001 })
	refuses(t, "no member", sit(t, b, func(d *ledger.Applicant) { d.Introducers = []value.ID{one, people[2].ID} }), "applicant.nomember")
	well(t, "form", sit(t, b, func(d *ledger.Applicant) { d.Introducers = []value.ID{one, people[3].ID} }))

	a = admission(t, b)
	if due, _ := a.Draft().Due.Value(); due != 3 { // five, one watched, one gone
		t.Errorf("%d are due", due)
	}
	vote := func(present, favour int) func(*ledger.Applicant) {
		return func(d *ledger.Applicant) { d.Present, d.Favour = value.CountOf(present), value.CountOf(favour) }
	}
	refuses(t, "one of three", sit(t, b, vote(1, 1)), "applicant.quorum")
	refuses(t, "one in favour", sit(t, b, vote(2, 1)), "applicant.favour")
	refuses(t, "more than there were", sit(t, b, vote(2, 3)), "vote.favour")
	well(t, "meeting", sit(t, b, vote(3, 3)))
	refuses(t, "number of another year", sit(t, b, func(d *ledger.Applicant) { d.Number = "202543000009" }), "dev.year")
	well(t, "approval", sit(t, b, func(d *ledger.Applicant) { d.Number = "202643000009" }))

	a = admission(t, b)
	if a.Step() != jobs.Joining || a.Applicant.Stage != "7" || !has(b, ledger.Applicants, a.Applicant, "applicant.still") {
		t.Fatalf("%+v", a.Applicant)
	}
	if w := jobs.Admissions(b); len(w) != 1 || w[0].By != 20261222 {
		t.Errorf("%+v", w)
	}
	m := a.Becomes()
	if m.Title != "郑青" || m.Phone != "13907310001" || m.Branch != o.ID || m.Joined != 20261100 || m.StayFrom != 20261122 || m.DevNumber != "202643000009" {
		t.Errorf("becomes %+v", m)
	}
	m.IDNumber = people[0].IDNumber
	_, err := a.Become(m)
	refuses(t, "somebody else's number", err, value.Twice)
	m.IDNumber = stage.IDNumber("2004-03-02", 77)
	before := intents(t, b)
	_, err = a.Become(m)
	well(t, "become", err)
	got, d := member(b, "郑青"), admission(t, b).Applicant
	if intents(t, b) != before+1 || got == nil || d.Member != got.ID || !got.OnRoll() || got.BranchOn(20261122) != o.ID || !got.BranchOn(20261031).IsZero() {
		t.Errorf("%+v %+v", got, d)
	}
	if len(jobs.Admissions(b)) != 0 || has(b, ledger.Applicants, d, "applicant.still") {
		t.Error("still waiting")
	}
	if _, err := admission(t, b).Become(m); stage.CodeOf(err) != store.Refused {
		t.Error("becomes a member twice")
	}
	takeBack(t, b)
	if member(b, "郑青") != nil || !admission(t, b).Applicant.Member.IsZero() || admission(t, b).Step() != jobs.Joining {
		t.Error("one undo does not take it back")
	}
}

// Ages: 14 ≤ age < 28, at the day of the application and of the meeting.
func TestAgesOfApplicants(t *testing.T) {
	b, o, _ := five(t)
	for _, c := range []struct {
		born value.Date
		code string
	}{{20121122, ""}, {20121123, "applicant.young"}, {19981123, ""}, {19981122, "applicant.old"}} {
		a, err := jobs.Admit(b, value.ID{})
		well(t, "begin", err)
		d := a.Draft()
		d.Title, d.Branch, d.Born = "郑青", o.ID, c.born
		_, codes := told(func() error {
			if faults := a.Faults(0, d); len(faults) > 0 {
				return &store.Error{Faults: faults}
			}
			return nil
		}())
		if c.code == "" && len(codes) > 0 || c.code != "" && (len(codes) != 1 || codes[0] != c.code) {
			t.Errorf("born %s: %v, want %s", c.born, codes, c.code)
		}
	}
}

func TestAnApplicationAsksForNameAndBranch(t *testing.T) {
	b, _, _ := five(t)
	a, err := jobs.Admit(b, value.ID{})
	well(t, "begin", err)
	_, err = a.Save(0, a.Draft())
	if _, codes := told(err); len(codes) != 2 {
		t.Errorf("%v", codes)
	}
	if _, err := jobs.Admit(b, value.ID{9}); stage.CodeOf(err) != store.Refused {
		t.Error("somebody who is not there")
	}
	if b.Today().Count(ledger.Applicants) != 0 {
		t.Error("half of it is saved")
	}
}

// Of those who only have to be written down as members he stands first whose day comes first; who waits for something comes last.
func TestWhoGoesOnFirst(t *testing.T) {
	b, o, people := five(t)
	early, two := value.Date(20250105), []value.ID{people[0].ID, people[1].ID}
	for name, approved := range map[string]value.Date{"周后": 20261110, "周先": 20261101, "周早": 0} {
		a := &ledger.Applicant{Title: name, Branch: o.ID, Born: 20040302, Applied: early, Active: 20261001}
		if approved != 0 {
			a.Active, a.Target, a.Reviewed, a.Form, a.Met, a.Approved, a.Introducers = 20250201, 20250801, 20250901, 20251001, 20251101, approved, two
		}
		stage.Keep(t, b, ledger.Applicants, a)
	}
	var got []string
	for _, w := range jobs.Admissions(b) {
		got = append(got, string([]rune(w.About)[:2]))
	}
	if want := []string{"周先", "周后", "周早"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
