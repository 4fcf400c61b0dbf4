package jobs_test

import (
	"strconv"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// judged is a branch of ten.
func judged(t *testing.T) (*store.Book, *ledger.Branch) {
	t.Helper()
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "阳光发制品团支部", Type: codes.BranchCell, Founded: 20180504})
	for i := range 10 {
		m := stage.Person("团员"+strconv.Itoa(i), "2003-07-01", 100+i)
		m.Branch, m.Joined = o.ID, 20190500
		stage.Keep(t, b, ledger.Members, m)
	}
	gone := stage.Person("走了的", "2003-07-01", 150)
	gone.Branch, gone.Joined, gone.State, gone.StateFrom, gone.StateWhy = o.ID, 20190500, codes.MemberMoved, 20240510, "调走"
	stage.Keep(t, b, ledger.Members, gone)
	return b, o
}

func appraised(t *testing.T, b *store.Book, o *ledger.Branch) *jobs.AppraisalSheet {
	t.Helper()
	s, err := jobs.Appraise(b, o.ID, 2025)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return s
}

// A branch is appraised and registered in two sittings; the second goes on from the records; each is one intent and one undo.
func TestABranchIsAppraised(t *testing.T) {
	b, o := judged(t)
	s := appraised(t, b, o)
	if len(s.Rows) != 10 {
		t.Fatalf("%d rows", len(s.Rows))
	}
	for i := range 4 {
		s.Grade(i, codes.GradeGood)
	}
	s.Grade(0, codes.GradeBest)
	if found, best, most := s.Count(); found != 4 || best != 1 || most != 1 {
		t.Errorf("%d found, %d of %d", found, best, most)
	}
	if _, err := s.Save(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s = appraised(t, b, o)
	if s.Changed() != 0 || s.Rows[0].Now.Grade != codes.GradeBest || s.Rows[0].Now.Registered != codes.Yes || s.Rows[0].Now.RegisteredOn != b.Basis().Today {
		t.Errorf("%d changed, %+v", s.Changed(), s.Rows[0].Now)
	}
	for i := range s.Rows {
		if s.Rows[i].Was == nil {
			s.Grade(i, codes.GradeGood)
		}
	}
	s.Grade(9, codes.GradeFailed)
	s.Rows[1].Now.Self = codes.GradeBest
	if s.Changed() != 7 || s.Rows[9].Now.Registered != codes.No {
		t.Errorf("%d changed", s.Changed())
	}
	if _, err := s.Save(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if n := b.Today().Count(ledger.Appraisals); n != 10 {
		t.Errorf("%d", n)
	}
	last, err := undo.Last(b)
	if err != nil || last == nil {
		t.Fatal(err)
	}
	if _, err := last.Apply(); err != nil || b.Today().Count(ledger.Appraisals) != 4 {
		t.Errorf("%v, %d are left", err, b.Today().Count(ledger.Appraisals))
	}
	if s = appraised(t, b, o); s.Rows[1].Now.Self != "" {
		t.Error("what was changed was not taken back")
	}
}

// 优秀 ≤ ⌊30 % of those assessed⌋: 10 → 3, 9 → 2, 4 → 1, 3 → 0 (league.md §4). More are refused, and nothing is saved of it.
func TestNotMoreThanAThirdIsBest(t *testing.T) {
	for found, most := range map[int]int{10: 3, 9: 2, 4: 1, 3: 0} {
		b, o := judged(t)
		s := appraised(t, b, o)
		for i := range found {
			s.Grade(i, codes.GradeGood)
		}
		for i := range most + 1 {
			s.Grade(i, codes.GradeBest)
		}
		if _, err := s.Save(); stage.CodeOf(err) != store.Refused || b.Today().Count(ledger.Appraisals) != 0 {
			t.Errorf("%d of %d: %v", most+1, found, err)
		}
		s.Grade(most, codes.GradeGood)
		if _, err := s.Save(); err != nil {
			t.Errorf("%d of %d: %s", most, found, store.Tell(err).Message)
		}
	}
	b, o := judged(t)
	if _, err := appraised(t, b, o).Save(); stage.CodeOf(err) != store.Refused {
		t.Error("nothing is saved")
	}
	if _, err := jobs.Appraise(b, value.ID{9}, 2025); stage.CodeOf(err) != store.Refused {
		t.Error("a branch that there is not")
	}
}

// Branches are rated by their points: five items, or the review where there was one; who is not rated says why.
func TestBranchesAreRated(t *testing.T) {
	b, o := judged(t)
	young := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "新成立团支部", Type: codes.BranchCell, Founded: 20251101})
	m := stage.Person("新来的", "2003-07-01", 160)
	m.Branch, m.Joined = young.ID, 20190500
	stage.Keep(t, b, ledger.Members, m)
	s := jobs.Rate(b, 2025)
	if len(s.Rows) != 2 || len(jobs.RatingItems()) != 6 {
		t.Fatalf("%d rows", len(s.Rows))
	}
	at := 0
	if s.Rows[1].Branch.ID == o.ID {
		at = 1
	}
	if s.Rows[at].Why != "" || s.Rows[1-at].Why == "" {
		t.Errorf("%q, %q", s.Rows[at].Why, s.Rows[1-at].Why)
	}
	for i := range 5 {
		*s.Rows[at].Points(i) = value.CountOf(17)
	}
	if got := s.Stars(at); got != "四星级" {
		t.Errorf("85 points are %s", got)
	}
	*s.Rows[at].Points(5) = value.CountOf(92)
	if got := s.Stars(at); got != "五星级" || s.Changed() != 1 {
		t.Errorf("92 points are %s", got)
	}
	if _, err := s.Save(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s = jobs.Rate(b, 2025)
	if s.Changed() != 0 || *s.Rows[at].Points(5) != value.CountOf(92) {
		t.Errorf("%+v", s.Rows[at].Now)
	}
	*s.Rows[at].Points(0) = value.CountOf(90)
	if _, err := s.Save(); stage.CodeOf(err) != store.Refused {
		t.Error("158 points")
	}
	*s.Rows[at].Points(0) = value.CountOf(20)
	s.Rows[at].Now.Veto = "有团员违法"
	if s.Stars(at) != "不予定级" {
		t.Error(s.Stars(at))
	}
	if _, err := s.Save(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	last, _ := undo.Last(b)
	if _, err := last.Apply(); err != nil || jobs.Rate(b, 2025).Rows[at].Now.Veto != "" {
		t.Error(err)
	}
}
