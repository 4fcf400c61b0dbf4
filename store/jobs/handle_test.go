package jobs_test

import (
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

func handling(t *testing.T, b *store.Book) *jobs.Handling {
	t.Helper()
	h, err := jobs.HandlingOf(b, b.Today().Of(ledger.Measures)[0].Head().ID)
	well(t, "go on", err)
	return h
}

// handled begins a measure about the first of five.
func handled(t *testing.T, sort string) (*store.Book, *ledger.Member) {
	t.Helper()
	b, _, people := five(t)
	h, err := jobs.Handle(b, people[0].ID)
	well(t, "begin", err)
	d := h.Draft()
	d.Sort = sort
	_, err = h.Save(jobs.HandleWhy, d, false)
	refuses(t, "no reason", err, value.Missing)
	d.Why = "连续七个月不交团费，也不过组织生活"
	_, err = h.Save(jobs.HandleWhy, d, false)
	well(t, "why", err)
	return b, people[0]
}

func TestAMeasureLeavesTheStateUntilAsked(t *testing.T) {
	b, who := handled(t, codes.MeasureDetached)
	b = on(t, b, "2026-11-25")
	h := handling(t, b)
	d := h.Draft()
	if due, _ := d.Due.Value(); h.Step() != jobs.HandleVote || due != 5 {
		t.Errorf("step %d, %d are due", h.Step(), due)
	}
	vote := func(present, favour int) error {
		h := handling(t, b)
		d := h.Draft()
		d.Day, d.Present, d.Favour = 20261125, value.CountOf(present), value.CountOf(favour)
		_, err := h.Save(jobs.HandleVote, d, false)
		return err
	}
	refuses(t, "two of five", vote(2, 2), "measure.quorum")
	refuses(t, "two in favour", vote(4, 2), "measure.favour")
	well(t, "vote", vote(4, 4))
	h = handling(t, b)
	if h.Step() != jobs.HandleAbove || h.Offer(h.Draft()) != "" || !normal(b, who.ID) {
		t.Errorf("step %d, offers %q", h.Step(), h.Offer(h.Draft()))
	}
	if _, err := h.Save(jobs.HandleAbove, h.Draft(), true); stage.CodeOf(err) != store.Refused {
		t.Error("the state is changed before the approval")
	}
	if w := jobs.Handlings(b); len(w) != 1 || w[0].Next != "等上级批" || w[0].About != "安一　自行脱团除名" {
		t.Errorf("%+v", w)
	}

	b = on(t, b, "2026-12-05")
	h = handling(t, b)
	d = h.Draft()
	d.Approved, d.ApprovedBy = 20261204, "小江湖街道团工委"
	_, err := h.Save(jobs.HandleAbove, d, false)
	refuses(t, "no document", err, "measure.document")
	d.Document = "小团〔2026〕8 号"
	if words := h.Offer(d); !strings.Contains(words, "改成自行脱团，从 2026-12-04 起，依据 小团〔2026〕8 号") {
		t.Errorf("%q", words)
	}
	_, err = h.Save(jobs.HandleAbove, d, false)
	well(t, "approved", err)
	h = handling(t, b)
	if !normal(b, who.ID) || !has(b, ledger.Measures, h.Measure, "measure.still") || h.Step() != jobs.HandleAbove {
		t.Error("the state has changed by itself, or nothing says that it did not")
	}
	before := intents(t, b)
	_, err = h.Save(jobs.HandleAbove, h.Draft(), true)
	well(t, "state", err)
	got := memberOf(b, who.ID)
	if intents(t, b) != before+1 || got.State != codes.MemberDetached || got.StateFrom != 20261204 || got.StateDoc != "小团〔2026〕8 号" || len(jobs.Handlings(b)) != 0 || handling(t, b).Step() != jobs.HandleDone {
		t.Errorf("%+v", got)
	}
	takeBack(t, b)
	if !normal(b, who.ID) || len(jobs.Handlings(b)) != 1 {
		t.Error("one undo does not take it back")
	}
	if _, err := jobs.Handle(b, who.ID); err != nil {
		t.Error("a second measure is refused")
	}
}

// A warning needs no approval above and leaves the state alone.
func TestAWarning(t *testing.T) {
	b, who := handled(t, codes.MeasureWarned)
	h := handling(t, b)
	d := h.Draft()
	d.Day, d.Present, d.Favour = 20261122, value.CountOf(5), value.CountOf(4)
	if h.Offer(d) != "" {
		t.Error("a warning offers a state")
	}
	_, err := h.Save(jobs.HandleVote, d, false)
	well(t, "vote", err)
	if len(jobs.Handlings(b)) != 0 || !normal(b, who.ID) {
		t.Error("a warning waits for something")
	}
}

// The search for a lost member: each month an attempt, and never a state.
func TestTheSearchForALostMember(t *testing.T) {
	b, _, people := five(t)
	h, err := jobs.Handle(b, people[0].ID)
	well(t, "begin", err)
	d := h.Draft()
	d.Sort, d.Why, d.From = codes.MeasureLost, "电话停机", 20261122
	_, err = h.Save(jobs.HandleWhy, d, false)
	well(t, "begin", err)
	b = on(t, b, "2027-01-10")
	h = handling(t, b)
	if missing := jobs.Unmet(h.Wants(jobs.HandleVote)); len(missing) != 2 || !said(missing, "2026-11 ") || !said(missing, "2026-12 ") {
		t.Errorf("%q", missing)
	}
	d = h.Draft()
	if d.Attempts != "2027-01-10 " || d.Until != 20270522 {
		t.Errorf("%q until %s", d.Attempts, d.Until)
	}
	d.Attempts = "2026-11-30 打电话，停机\n2026-12-15 托同事问\n2027-01-10 "
	_, err = h.Save(jobs.HandleVote, d, false)
	well(t, "attempts", err)
	h = handling(t, b)
	if h.Measure.Attempts != "2026-11-30 打电话，停机\n2026-12-15 托同事问" || len(jobs.Unmet(h.Wants(jobs.HandleVote))) != 0 {
		t.Errorf("%q, %q", h.Measure.Attempts, jobs.Unmet(h.Wants(jobs.HandleVote)))
	}
	if w := jobs.Handlings(b); len(w) != 1 || w[0].Next != "查找，已记 2 次" || w[0].By != 20270522 {
		t.Errorf("%+v", w)
	}
	b = on(t, b, "2027-05-23")
	if len(jobs.Handlings(b)) != 0 || !normal(b, people[0].ID) {
		t.Error("the search goes on, or has changed a state")
	}
}

func TestWhoOfAMeasure(t *testing.T) {
	b, _, people := five(t)
	stage.Alter(t, b, ledger.Members, people[0], func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberMoved, 20261001 })
	if _, err := jobs.Handle(b, people[0].ID); stage.CodeOf(err) != store.Refused {
		t.Error("of who is not on the roll")
	}
	stage.Alter(t, b, ledger.Members, people[1], func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberStopped, 20261001 })
	if h, err := jobs.Handle(b, people[1].ID); err != nil || h.Draft().Sort != codes.MeasureRestored {
		t.Error("of who is stopped nothing is proposed")
	}
}

// A search ends on the day on which the member was found.
func TestASearchEndsTheDayHeIsFound(t *testing.T) {
	b := stage.Book(t)
	today := b.Basis().Today
	who := stage.Keep(t, b, ledger.Members, stage.Person("安一", "2003-07-01", 1))
	m := stage.Keep(t, b, ledger.Measures, &ledger.Measure{Member: who.ID, Sort: codes.MeasureLost, Day: today.AddDays(-9), Why: "停机", From: today.AddDays(-9), Until: today.AddDays(1), Attempts: today.String() + " 找到了"})
	if len(jobs.Handlings(b)) != 1 {
		t.Error("it is over the day before")
	}
	stage.Alter(t, b, ledger.Measures, m, func(m *ledger.Measure) { m.Until = today })
	if all := jobs.Handlings(b); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}
