package jobs_test

import (
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// three are three enterprises; somebody has talked in the last of them.
func three(t *testing.T) (*store.Book, []*ledger.Enterprise) {
	t.Helper()
	b := stage.Book(t)
	var firms []*ledger.Enterprise
	for _, name := range []string{"白马商贸", "长虹印务", "东升五金"} {
		firms = append(firms, stage.Keep(t, b, ledger.Enterprises, stage.Firm(name)))
	}
	stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Sort: codes.MeetingCharter, Day: b.Basis().Today.AddDays(-90), Enterprises: []value.ID{firms[0].ID}})
	return b, firms
}

func rallyOf(t *testing.T, b *store.Book, id value.ID) *jobs.Rally {
	t.Helper()
	r, err := jobs.RallyOf(b, id)
	well(t, "rally", err)
	return r
}

// Three are invited, two come and say what they think; the ledger is closed between. Both are one intent each, and one undo.
func TestARallyIsHeld(t *testing.T) {
	b, firms := three(t)
	today := b.Basis().Today
	r := rallyOf(t, b, value.ID{})
	if len(r.Rows) != 3 || r.Rows[0].Enterprise.Title != "长虹印务" || r.Rows[2].Talked != today.AddDays(-90) {
		t.Fatalf("%+v", r.Rows)
	}
	if _, _, never := r.Count(); never != 2 {
		t.Errorf("%d never heard of it", never)
	}
	for i := range r.Rows {
		r.Ask(i, true)
	}
	r.Meeting.Day, r.Meeting.Rest = today.AddDays(5), codes.Yes
	before := intents(t, b)
	_, err := r.Save()
	well(t, "invite", err)
	w := jobs.Rallies(b)
	if intents(t, b) != before+1 || len(w) != 1 || w[0].Next != "请了 3 家，等着开" || rules.Talked(b.Today(), firms[1].ID) != 0 {
		t.Fatalf("%+v", w)
	}

	b = on(t, b, today.AddDays(5).String())
	if w = jobs.Rallies(b); len(w) != 1 || w[0].Next != "开过以后记谁来了" {
		t.Fatalf("%+v", w)
	}
	r = rallyOf(t, b, w[0].ID)
	if asked, came, _ := r.Count(); asked != 3 || came != 0 {
		t.Fatalf("%d asked, %d came", asked, came)
	}
	r.Think(0, "2") // who has an opinion came
	r.Think(1, "1")
	_, err = r.Save()
	well(t, "who came", err)
	if intents(t, b) != before+2 || len(jobs.Rallies(b)) != 0 {
		t.Error("not one intent, or it still waits")
	}
	m := b.Today().Get(ledger.Meetings, w[0].ID).(*ledger.Meeting)
	if due, _ := m.Due.Value(); due != 3 || len(m.Enterprises) != 2 || len(m.Invited) != 3 || len(rules.Faults(b.Today(), ledger.Meetings, m)) != 0 {
		t.Errorf("%+v %v", m, rules.Faults(b.Today(), ledger.Meetings, m))
	}
	attitude := func(e *ledger.Enterprise) string {
		return b.Today().Get(ledger.Enterprises, e.ID).(*ledger.Enterprise).Attitude
	}
	if attitude(firms[1]) != "2" || attitude(firms[2]) != "1" || rules.Talked(b.Today(), firms[1].ID) != m.Day {
		t.Error("what they think is not in the enterprises")
	}
	if _, err := jobs.RallyOf(b, m.ID); err == nil {
		t.Error("a meeting that is over is gone on with")
	}
	takeBack(t, b)
	if attitude(firms[1]) != "" || len(jobs.Rallies(b)) != 1 {
		t.Error("one undo does not take it back")
	}
}

func TestARallyIsRefused(t *testing.T) {
	b, _ := three(t)
	today := b.Basis().Today
	n := b.Today().Count(ledger.Meetings)
	for word, write := range map[string]func(r *jobs.Rally){
		"还没有请哪家企业": func(r *jobs.Rally) { r.Ask(0, false) },
		"会还没有开":    func(r *jobs.Rally) { r.Come(0, true); r.Meeting.Day = today.AddDays(1) },
		"请写哪一天":    func(r *jobs.Rally) { r.Meeting.Day = 0 },
		"已经过了":     func(r *jobs.Rally) { r.Meeting.Day = today.AddDays(-1) },
	} {
		r := rallyOf(t, b, value.ID{})
		r.Ask(0, true)
		write(r)
		if _, err := r.Save(); err == nil || !strings.Contains(store.Tell(err).Message, word) {
			t.Errorf("%s: %v", word, err)
		}
		if b.Today().Count(ledger.Meetings) != n {
			t.Fatal("something was saved")
		}
	}
}
