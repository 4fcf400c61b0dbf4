package ledger

import "testing"

// The vectors of league.md §4.
func TestElectionQuorum(t *testing.T) {
	r := DefaultRules()
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
		e := &Election{Due: CountOf(c.due), Present: CountOf(c.present)}
		if faults := e.Ballots(r); (len(faults) == 0) != c.valid || !c.valid && faults[0].Code != QuorumMissed {
			t.Errorf("%d of %d: %v", c.present, c.due, faults)
		}
	}
}

func TestMoreBallotsThanIssued(t *testing.T) {
	e := &Election{Due: CountOf(20), Present: CountOf(20), Issued: CountOf(20), Received: CountOf(21), Valid: CountOf(21), Void: CountOf(0)}
	if faults := e.Ballots(DefaultRules()); len(faults) != 1 || faults[0].Code != BallotsOver {
		t.Errorf("%v", faults)
	}
	e.Received, e.Valid, e.Void = CountOf(20), CountOf(18), CountOf(1)
	if faults := e.Ballots(DefaultRules()); len(faults) != 1 || faults[0].Code != "election.sum" {
		t.Errorf("%v", faults)
	}
}

func TestStarsOfPoints(t *testing.T) {
	r := DefaultRules()
	for _, c := range []struct {
		points int
		veto   string
		want   string
	}{{90, "", Star5}, {89, "", Star4}, {80, "", Star4}, {79, "", Star3}, {70, "", Star3}, {69, "", Star2}, {60, "", Star2}, {59, "", StarNone}, {95, "出过事", StarNone}} {
		if got := (&Rating{Reviewed: CountOf(c.points), Veto: c.veto}).Stars(r); got != c.want {
			t.Errorf("%d %s: %s", c.points, c.veto, got)
		}
	}
	if got := (&Rating{Team: CountOf(20)}).Stars(r); got != "" {
		t.Errorf("nothing is judged yet: %s", got)
	}
}

func TestGeneralMeetingsNeedMoreThanHalf(t *testing.T) {
	r := DefaultRules()
	for _, c := range []struct {
		sort         string
		due, present int
		held         bool
	}{{MeetingGeneral, 10, 5, false}, {MeetingGeneral, 10, 6, true}, {MeetingGeneral, 9, 5, true}, {"4", 10, 2, true}} {
		if got := (&Meeting{Sort: c.sort, Due: CountOf(c.due), Present: CountOf(c.present)}).Held(r); got != c.held {
			t.Errorf("%+v", c)
		}
	}
	if !(&Meeting{Sort: MeetingGeneral}).Held(r) {
		t.Error("numbers that nobody wrote are held against it")
	}
}

func TestSharesThatAreNone(t *testing.T) {
	for _, text := range []string{"", "4", "0/5", "6/5", "a/b", "1/1000", "-1/2", "4/5/6"} {
		if s, err := ParseShare(text); err == nil {
			t.Errorf("%q is %v", text, s)
		}
	}
}

// What is paid is what was due, or somebody looks: what is given of free will has a line of its own.
func TestAPaymentIsWhatWasDue(t *testing.T) {
	for _, c := range []struct {
		sort      string
		due, paid Money
		want      string
	}{
		{PaymentPaid, MoneyOf(900), MoneyOf(900), "ok"}, {PaymentPaid, MoneyOf(900), MoneyOf(1000), "payment.over"}, {PaymentLate, MoneyOf(900), MoneyOf(800), "payment.under"},
		{PaymentPaid, 0, MoneyOf(800), "ok"}, {PaymentMore, MoneyOf(900), MoneyOf(5000), "ok"}, {PaymentWaived, MoneyOf(900), MoneyOf(0), "ok"},
	} {
		p := &Payment{Member: ID{1}, From: 20260100, To: 20260300, Sort: c.sort, Due: c.due, Paid: c.paid}
		got := "ok"
		for _, f := range Payments.Faults(p, basis()) {
			got = f.Code
		}
		if got != c.want {
			t.Errorf("%s of %s paid %s: %s, want %s", c.sort, c.due, c.paid, got, c.want)
		}
	}
}
