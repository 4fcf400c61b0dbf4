package figures

import (
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/ui/grid"
	"tuanjian/ui/look"
)

// TestScreensOfTheFigures shows the figures with 8 and with 50 communities, and those
// of a community, at the smallest and the largest text.
func TestScreensOfTheFigures(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		for n, word := range map[int]string{0: "own", 8: "8", 50: "50"} {
			t.Run(word+name, func(t *testing.T) {
				b := newBook(t, 60)
				if n > 0 {
					b = newStreetBook(t, n)
				}
				s := newStandOf(t, size, b)
				what := func(page string) string { return "figures-" + page + "-" + word + name }
				f := newFigures(s.Shell)
				s.Show(f.page)
				for i, tab := range append(indicatorGroups(n > 0), chartTab) {
					f.tabs.Choose(i)
					f.draw()
					if n == 50 || tab == "建团" || tab == chartTab {
						s.Fits(what(strconv.Itoa(i)))
					}
				}
				change(t, b)
				w := newWhy(s.Shell)
				s.Show(w.page)
				if len(w.moved) == 0 || len(w.items) == 0 {
					t.Fatal("nothing is said of what changed")
				}
				s.Fits(what("why"))
				w.print()
				s.Fits(what("contrast"))
				f.print()
				s.Fits(what("paper"))
			})
		}
	}
}

// change locks the figures and then takes members away and adds one.
func change(t *testing.T, b *store.Book) {
	t.Helper()
	if _, err := points.TakeSnapshot(b, 0, "上半年"); err != nil {
		t.Fatal(err)
	}
	own := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "on"})
	if b.Profile().Street { // what was received cannot be edited: the street registers an enterprise itself
		first := find.ListOf(b.Today(), records.Query{Kind: ledger.Communities}).Row(0).Head().ID
		for _, name := range []string{"新开的五金店", "新开的印务店"} {
			if _, err := b.Save(ledger.Enterprises, &ledger.Enterprise{Title: name, Community: first, NonPublic: codes.Yes, Business: codes.BusinessOpen, Boss: "周建国"}); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	for i := range 3 {
		m := ledger.Members.Clone(own.Row(i)).(*ledger.Member)
		m.State, m.StateFrom = codes.MemberLeft, b.Basis().Today
		if _, err := b.Save(ledger.Members, m); err != nil {
			t.Fatal(err)
		}
	}
}

// Every number opens what is behind it: by keys, as many as it says.
func TestANumberOpensItsRecords(t *testing.T) {
	b := newStreetBook(t, 8)
	s := newStandOf(t, look.Standard, b)
	f := newFigures(s.Shell)
	s.Show(f.page)
	f.tabs.Choose(5)
	f.draw()
	g, ok := s.Canvas().Focused().(*grid.Grid)
	if !ok || f.groups[5] != "团员" || g.Column() != 1 {
		t.Fatalf("%v, the keyboard is at %T", f.groups, s.Canvas().Focused())
	}
	s.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyRight) // the men of the second community
	want := f.known.Communities[1].Tallies["men"].Part
	s.Press(fyne.KeyReturn)
	l := s.listed(t)
	if s.Page().Key != "member" || l != want || want == 0 {
		t.Errorf("%d men open %d records on %q", want, l, s.Page().Key)
	}
}

// listed is how many records the list on show says it has.
func (s *stand) listed(t *testing.T) int {
	t.Helper()
	for _, o := range test.LaidOutObjects(s.Page().View) {
		if words, ok := o.(*look.Words); ok && strings.HasPrefix(words.Text(), "共 ") {
			return place(strings.Fields(words.Text())[1])
		}
	}
	t.Fatal("no list")
	return 0
}

// A share asks which of its parts is meant.
func TestAShareOpensItsParts(t *testing.T) {
	b := newBook(t, 200)
	s := newStandOf(t, look.Standard, b)
	f := newFigures(s.Shell)
	s.Show(f.page)
	n := figures.IndicatorOf("coverage_rate")
	v := f.known.Total[n.Key]
	for want, words := range map[int]string{v.Part: "看数 ", v.Of: "看基数 ", v.Of - v.Part: "看差的 "} {
		if want == 0 {
			t.Fatalf("%v says nothing", v)
		}
		s.Show(f.page)
		f.open(figures.Whole, "", n)
		button(t, s.Canvas().Overlays().Top(), words+strconv.Itoa(want)).Press()
		if got := s.listed(t); got != want || s.Page().Key != "enterprise" {
			t.Errorf("%s%d: %d on %q", words, want, got, s.Page().Key)
		}
	}
}

// Locking puts a snapshot among the points, and its figures stay.
func TestFiguresAreLockedOnScreen(t *testing.T) {
	b := newBook(t, 60)
	s := newStandOf(t, look.Standard, b)
	f := newFigures(s.Shell)
	s.Show(f.page)
	s.Press(fyne.KeyF10)
	button(t, s.Canvas().Overlays().Top(), "锁定").Press()
	all, err := points.Snapshots(b)
	if err != nil || len(all) != 1 {
		t.Fatal(err, all)
	}
	f.ask()
	if hits := f.matchPoint(""); len(hits) != 2 || hits[1].Label != all[0].Title() {
		t.Fatalf("%+v", hits)
	}
	was := f.known.Total["members"].Part
	change(t, b)
	f.ask()
	f.picker.OnPicked(f.matchPoint("")[2]) // the first one: change locked another
	if f.point.Snapshot != 1 || f.known.Total["members"].Part != was {
		t.Errorf("%+v: %v members, had %d", f.point, f.known.Total["members"], was)
	}
	f.picker.OnPicked(f.matchPoint("")[0])
	if f.known.Total["members"].Part != was-3 {
		t.Errorf("now: %v members, had %d", f.known.Total["members"], was)
	}
}

// The page of reasons names the people, and Enter opens one.
func TestTheReasonOpensThePerson(t *testing.T) {
	b := newBook(t, 60)
	s := newStandOf(t, look.Standard, b)
	w := newWhy(s.Shell)
	s.Show(w.page)
	if seen := words(w.page.View); w.compared != nil || !strings.Contains(seen, "还没有锁定过数字") || !strings.Contains(seen, "去汇总锁定数字") {
		t.Errorf("without a snapshot the page says %q", seen)
	}
	change(t, b)
	w = newWhy(s.Shell)
	s.Show(w.page)
	for i, m := range w.moved {
		if m.Indicator.Key == "members" {
			w.table.Select(i)
		}
	}
	if len(w.items) != 3 || w.items[0].cause != figures.Parted || w.items[0].item.Delta != -1 {
		t.Fatalf("%+v", w.items)
	}
	s.Press(fyne.KeyReturn, fyne.KeyReturn)
	if s.Page().Key != "member" {
		t.Errorf("Enter on a person opens %q", s.Page().Key)
	}
}

func TestSharesAreFoundByTheirInitials(t *testing.T) {
	if got := matchRate("zb"); len(got) == 0 {
		t.Error("a share is not found by its initials")
	}
}
