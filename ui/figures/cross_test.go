package figures

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/ui/grid"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// TestScreensOfTheCrossTable shows the table and its chart of a community and of a street, at the smallest and the largest text.
func TestScreensOfTheCrossTable(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		for n, word := range map[int]string{0: "own", 8: "8"} {
			b := newBook(t, 200)
			if n > 0 {
				b = newStreetBook(t, n)
			}
			s := newStandOf(t, size, b)
			c := newCross(s.Shell, find.Cut{Kind: "enterprise", Tab: "open", Down: find.Axis{Key: "industry"}, Across: find.Axis{Key: "founding"}})
			s.Show(c.page)
			s.Fits("cross-" + word + name)
			c.views.Choose(1)
			c.draw()
			s.Fits("cross-chart-" + word + name)
			c.print()
			s.Fits("cross-paper-" + word + name)
		}
	}
}

// A number opens as many records as it says, by keys, and Esc leads back to the same table.
func TestACrossNumberOpensItsRecords(t *testing.T) {
	s := newStandOf(t, look.Standard, newBook(t, 200))
	c := newCross(s.Shell, find.Cut{Kind: "member", Tab: "on", Down: find.Axis{Key: "schooling"}, Across: find.Axis{Key: "sex"}})
	s.Show(c.page)
	s.Press(fyne.KeyDown)
	s.Press(fyne.KeyRight)
	want := c.table.Count(0, 0)
	if want == 0 || c.grid.Current() != 1 || c.grid.Column() != 2 {
		t.Fatalf("%d, row %d, column %d", want, c.grid.Current(), c.grid.Column())
	}
	s.Press(fyne.KeyReturn)
	if got := s.listed(t); got != want || s.Page().Key != "member" {
		t.Errorf("%d open %d records on %q", want, got, s.Page().Key)
	}
	s.Press(fyne.KeyEscape)
	if s.Page().Title != "交叉表" {
		t.Errorf("back at %s", s.Page().Title)
	}
	g, onGrid := s.Canvas().Focused().(*grid.Grid)
	if !onGrid || g.Current() != 1 || g.Column() != 2 {
		t.Errorf("back on another number than the one that was opened: %T", s.Canvas().Focused())
	}
}

// What stands in a column is added up, and no word of what is asked is cut.
func TestACrossTableAddsUp(t *testing.T) {
	s := newStandOf(t, look.Standard, newBook(t, 200))
	c := newCross(s.Shell, find.Cut{Kind: "enterprise", Tab: "open", Down: find.Axis{Key: "industry"}, Across: find.Axis{Key: "founding_from", By: find.ByMonth}})
	s.Show(c.page)
	for _, o := range c.matchMeasure("zhigong") {
		if o.Value == "staff" {
			c.measure.OnPicked(o)
		}
	}
	staff := 0
	for i, l := 0, find.ListOf(s.Book.Today(), c.table.Query); i < l.Len(); i++ {
		n, _ := l.Row(i).(*ledger.Enterprise).Staff.Value()
		staff += n
	}
	if got := c.table.Text(-1, -1); got != strconv.Itoa(staff) || c.cut.Measure != "staff" || staff == 0 {
		t.Errorf("the staff of all is %s, %d by the records", got, staff)
	}
	for _, p := range []*kit.Picker{c.kinds, c.tabs, c.down, c.across, c.measure} {
		if need := fyne.MeasureText(p.Text, look.Now().Text, fyne.TextStyle{}).Width + look.Now().Control; p.MinSize().Width < need {
			t.Errorf("%s is cut: %g of %g", p.Text, p.MinSize().Width, need)
		}
	}
	s.Press(fyne.KeyF5)
	if c.views.At() != 1 {
		t.Error("F5 does not show the chart")
	}
}

// A table that was given a name counts anew when it is opened again, and is no longer offered when it was taken away.
func TestACrossTableIsKeptByName(t *testing.T) {
	s := newStandOf(t, look.Standard, newBook(t, 60))
	c := newCross(s.Shell, find.Cut{Kind: "member", Tab: "on", Down: find.Axis{Key: "born", By: find.ByYear}})
	s.Show(c.page)
	s.Press(fyne.KeyF10)
	test.Type(s.Canvas().Focused(), "，自己用")
	s.Press(fyne.KeyF10)
	again := newCross(s.Shell, find.Cut{Kind: "enterprise", Down: find.Axis{Key: "industry"}})
	s.Show(again.page)
	all := again.matchSaved("")
	if len(all) != 1 {
		t.Fatalf("%+v", all)
	}
	again.saved.OnPicked(all[0])
	if again.table.Query.Kind != ledger.Members || again.table.Down.By != find.ByYear || len(again.table.Rows) < 3 || again.cut.Name != all[0].Label {
		t.Errorf("%+v: %s", again.cut, strconv.Itoa(len(again.table.Rows)))
	}
	again.remove()
	button(t, s.Canvas().Overlays().Top(), "删去").Press()
	if left := again.matchSaved(""); len(left) != 0 {
		t.Errorf("%+v", left)
	}
}
