package ledger

import (
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// The vectors of league.md §4.
func TestElectionQuorum(t *testing.T) {
	r := rulebook.DefaultRules()
	for _, c := range []struct {
		due, present int
		valid        bool
	}{{5, 4, false}, {5, 5, true}, {6, 5, true}, {10, 8, false}, {10, 9, true}, {23, 18, false}, {23, 19, true}, {25, 20, false}, {25, 21, true}} {
		if got := r.ElectionQuorum.Exceeded(c.present, c.due); got != c.valid {
			t.Errorf("%d of %d: %v", c.present, c.due, got)
		}
		if least := r.ElectionQuorum.Least(c.due); r.ElectionQuorum.Exceeded(least-1, c.due) || !r.ElectionQuorum.Exceeded(least, c.due) {
			t.Errorf("of %d at least %d", c.due, least)
		}
		e := &Election{Due: value.CountOf(c.due), Present: value.CountOf(c.present)}
		if faults := e.Ballots(r); (len(faults) == 0) != c.valid || !c.valid && faults[0].Code != QuorumMissed {
			t.Errorf("%d of %d: %v", c.present, c.due, faults)
		}
	}
}

func TestMoreBallotsThanIssued(t *testing.T) {
	e := &Election{Due: value.CountOf(20), Present: value.CountOf(20), Issued: value.CountOf(20), Received: value.CountOf(21), Valid: value.CountOf(21), Void: value.CountOf(0)}
	if faults := e.Ballots(rulebook.DefaultRules()); len(faults) != 1 || faults[0].Code != BallotsOver {
		t.Errorf("%v", faults)
	}
	e.Received, e.Valid, e.Void = value.CountOf(20), value.CountOf(18), value.CountOf(1)
	if faults := e.Ballots(rulebook.DefaultRules()); len(faults) != 1 || faults[0].Code != "election.sum" {
		t.Errorf("%v", faults)
	}
}

func TestStarsOfPoints(t *testing.T) {
	r := rulebook.DefaultRules()
	for _, c := range []struct {
		points int
		veto   string
		want   string
	}{{90, "", codes.Star5}, {89, "", codes.Star4}, {80, "", codes.Star4}, {79, "", codes.Star3}, {70, "", codes.Star3}, {69, "", codes.Star2}, {60, "", codes.Star2}, {59, "", codes.StarNone}, {95, "出过事", codes.StarNone}} {
		if got := (&Rating{Reviewed: value.CountOf(c.points), Veto: c.veto}).Stars(r); got != c.want {
			t.Errorf("%d %s: %s", c.points, c.veto, got)
		}
	}
	if got := (&Rating{Team: value.CountOf(20)}).Stars(r); got != "" {
		t.Errorf("nothing is judged yet: %s", got)
	}
}

func TestGeneralMeetingsNeedMoreThanHalf(t *testing.T) {
	r := rulebook.DefaultRules()
	for _, c := range []struct {
		sort         string
		due, present int
		held         bool
	}{{codes.MeetingGeneral, 10, 5, false}, {codes.MeetingGeneral, 10, 6, true}, {codes.MeetingGeneral, 9, 5, true}, {"4", 10, 2, true}} {
		if got := (&Meeting{Sort: c.sort, Due: value.CountOf(c.due), Present: value.CountOf(c.present)}).Held(r); got != c.held {
			t.Errorf("%+v", c)
		}
	}
	if !(&Meeting{Sort: codes.MeetingGeneral}).Held(r) {
		t.Error("numbers that nobody wrote are held against it")
	}
}

func TestSharesThatAreNone(t *testing.T) {
	for _, text := range []string{"", "4", "0/5", "6/5", "a/b", "1/1000", "-1/2", "4/5/6"} {
		if s, err := rulebook.ParseShare(text); err == nil {
			t.Errorf("%q is %v", text, s)
		}
	}
}

// What is paid is what was due, or somebody looks: what is given of free will has a line of its own.
func TestAPaymentIsWhatWasDue(t *testing.T) {
	for _, c := range []struct {
		sort      string
		due, paid value.Money
		want      string
	}{
		{codes.PaymentPaid, value.MoneyOf(900), value.MoneyOf(900), "ok"}, {codes.PaymentPaid, value.MoneyOf(900), value.MoneyOf(1000), "payment.over"}, {codes.PaymentLate, value.MoneyOf(900), value.MoneyOf(800), "payment.under"},
		{codes.PaymentPaid, 0, value.MoneyOf(800), "ok"}, {codes.PaymentMore, value.MoneyOf(900), value.MoneyOf(5000), "ok"}, {codes.PaymentWaived, value.MoneyOf(900), value.MoneyOf(0), "ok"},
	} {
		p := &Payment{Member: value.ID{1}, From: 20260100, To: 20260300, Sort: c.sort, Due: c.due, Paid: c.paid}
		got := "ok"
		for _, f := range Payments.Faults(p, basis()) {
			got = f.Code
		}
		if got != c.want {
			t.Errorf("%s of %s paid %s: %s, want %s", c.sort, c.due, c.paid, got, c.want)
		}
	}
}
