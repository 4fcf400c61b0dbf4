package jobs

import (
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// write types in the table of the page.
func (d *desk) write(text string) {
	if d.Canvas().Focused() == nil {
		d.Canvas().Focus(d.Page().First)
	}
	for _, r := range text {
		d.keys++
		d.Canvas().Focused().TypedRune(r)
	}
}

// Fifty are appraised with a dozen keys: all good, some of them best; what is not saved is there again.
func TestFiftyAreAppraised(t *testing.T) {
	b, o := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(Appraise)
	stage.InTwoSizes(t, s.Window, s.Page().View, "appraise")
	s.press(fyne.KeyF7)
	s.write("111")
	if got := stage.Words(s.Page().View); !strings.Contains(got, "50 人，评了 50 人；优秀 3 人，最多 15 人") {
		t.Errorf("%q", got)
	}
	s.press(fyne.KeyEscape)
	s.Open(Appraise)
	if got := stage.Words(s.Page().View); !strings.Contains(got, "评了 50 人；优秀 3 人") {
		t.Errorf("what was written is gone: %q", got)
	}
	s.press(fyne.KeyF10)
	if n := b.Today().Count(ledger.Appraisals); n != 50 {
		t.Fatalf("%d appraisals, %q", n, stage.Words(s.Page().View))
	}
	s.press(fyne.KeyEscape)
	s.Open(Appraise)
	if got := stage.Words(s.Page().View); !strings.Contains(got, "优秀 3 人") {
		t.Errorf("%q", got)
	}
	s.press(fyne.KeyF10) // nothing to save
	s.Undo()
	if n := b.Today().Count(ledger.Appraisals); n != 0 {
		t.Errorf("%d are left after one undo", n)
	}
	if works := Works(s.Shell, ledger.Branches, o); len(works) == 0 {
		t.Error("no job begins from a branch")
	}
}

// Too many 优秀 are said while they are keyed and refused when they are saved.
func TestTooManyAreBest(t *testing.T) {
	b, _ := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(Appraise)
	s.press(fyne.KeyHome)
	s.write(strings.Repeat("1", 4))
	if got := stage.Words(s.Page().View); !strings.Contains(got, "最多 1 人　超过了") {
		t.Errorf("%q", got)
	}
	s.press(fyne.KeyF10)
	if n := b.Today().Count(ledger.Appraisals); n != 0 {
		t.Errorf("%d", n)
	}
}

// Points are typed into the cells of a table; the stars follow.
func TestBranchesAreRatedInATable(t *testing.T) {
	b, _ := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(Rate)
	stage.InTwoSizes(t, s.Window, s.Page().View, "rate")
	for i := range 5 {
		s.write(strconv.Itoa(16 + i%2))
		s.press(fyne.KeyTab)
	}
	if got := stage.Words(s.Page().View); !strings.Contains(got, "四星级") {
		t.Errorf("82 points: %q", got)
	}
	s.press(fyne.KeyF10)
	if n := b.Today().Count(ledger.Ratings); n != 1 {
		t.Fatalf("%d ratings", n)
	}
	r := b.Today().Of(ledger.Ratings)[0].(*ledger.Rating)
	if sum, all := r.Points(); !all || sum != 82 {
		t.Errorf("%d", sum)
	}
}

// What is written of one branch and not saved waits while another is on show, and so do the points of one year.
func TestWhatIsWrittenOfOthersWaits(t *testing.T) {
	b, o := fifty(t)
	r, err := b.Save(ledger.Branches, &ledger.Branch{Title: "西街饭店团支部", Type: codes.BranchCell})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	other := r.(*ledger.Branch)
	if _, err := b.Save(ledger.Members, &ledger.Member{Title: "钱多", Branch: other.ID, Joined: 20190500}); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	of := func(o *ledger.Branch) {
		s.Open(func(s *page.Shell) *page.Page { return appraiseOf(s, o.ID) })
	}
	of(o)
	s.press(fyne.KeyF7)
	of(other)
	s.press(fyne.KeyF7)
	s.press(fyne.KeyEscape)
	for _, c := range []struct {
		of   *ledger.Branch
		want string
	}{{o, "50 人，评了 50 人"}, {other, "1 人，评了 1 人"}} {
		of(c.of)
		if got := stage.Words(s.Page().View); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", c.of.Title, got)
		}
	}
	s.press(fyne.KeyF10) // of the second alone
	of(o)
	if got := stage.Words(s.Page().View); !strings.Contains(got, "评了 50 人") || b.Today().Count(ledger.Appraisals) != 1 {
		t.Errorf("%d saved, %q", b.Today().Count(ledger.Appraisals), got)
	}
}

// Where there is nobody to fill in, Enter leads to what is missing.
func TestAnEmptyTableLeadsOn(t *testing.T) {
	for _, screen := range []func(*page.Shell) *page.Page{Dues, Appraise, Rate} {
		s := &desk{Shell: stand.OnDesk(t, stage.NewBook(t, 0), own)}
		s.Open(screen)
		s.press(fyne.KeyReturn)
		if s.Page().Title != ledger.Branches.Title() {
			t.Errorf("%s", s.Page().Title)
		}
	}
}

// A branch that is too young for its stars is told so in the table.
func TestTooYoungStarsAreTold(t *testing.T) {
	b, o := fifty(t)
	now := ledger.Branches.Clone(o).(*ledger.Branch)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	now.Founded = value.Day(appraisedYear(s.Shell), 3, 1)
	if _, err := b.Save(ledger.Branches, now); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s.Open(Rate)
	for range 5 {
		s.write("18")
		s.press(fyne.KeyTab)
	}
	if got := stage.Words(s.Page().View); !strings.Contains(got, "！五星级") || !strings.Contains(got, "不能定五星级") {
		t.Errorf("%q", got)
	}
}
