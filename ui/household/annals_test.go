package household

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/value"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

var annalScreens = page.Screens{Annals: Annals, Jobs: own.Jobs, Figures: func(*page.Shell) *page.Page {
	return &page.Page{Title: "汇总", View: look.NewWords("汇总", look.Body)}
}}

// The year of a community and of a street, of a year in which nothing happened too, at the smallest and the largest text.
func TestScreensOfTheAnnals(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		b, _ := branch(t)
		s := stand.On(t, size, b, annalScreens)
		a := newAnnals(s.Shell)
		s.Show(a.page)
		s.Fits("annals-own" + name)
		a.year = 2018
		a.ask()
		if !strings.Contains(words(s.Shell), "2018 年还没有可记的大事") {
			t.Error("an empty year says nothing")
		}
		s.Fits("annals-empty" + name)
		s = stand.On(t, size, stage.NewStreet(t, 8), annalScreens)
		a = newAnnals(s.Shell)
		s.Show(a.page)
		s.Fits("annals-street" + name)
		a.print()
		s.Fits("annals-paper" + name)
	}
}

// By keys alone: F5 narrows to a group, Enter opens the record, Esc leads back to the year, and from there to 汇总.
func TestThroughAYear(t *testing.T) {
	b, _ := branch(t)
	s := stand.On(t, look.Standard, b, annalScreens)
	a := newAnnals(s.Shell)
	s.Show(a.page)
	if !strings.Contains(words(s.Shell), "少列了例行的会") || a.all.Left != 4 {
		t.Errorf("%d routine events are left out, and %q", a.all.Left, words(s.Shell))
	}
	few := a.length()
	s.Press(fyne.KeyF9)
	if a.length() != few+4 || a.all.Left != 0 {
		t.Fatalf("all are %d, without the routine ones %d", a.length(), few)
	}
	if a.length() != 4 || a.cell(0, 0) != value.Date(20260301).String() || !strings.Contains(a.cell(0, 3), "选支委") {
		t.Fatalf("%d, the first is %s %s", a.length(), a.cell(0, 0), a.cell(0, 3))
	}
	s.Press(fyne.KeyF5)
	if a.length() != 3 {
		t.Errorf("%d of one group", a.length())
	}
	s.Press(fyne.KeyDown, fyne.KeyReturn)
	if s.Page().Key != "meeting" {
		t.Errorf("Enter opened %q", s.Page().Key)
	}
	s.Press(fyne.KeyEscape)
	if s.Page() != a.page || a.length() != 3 || a.grid.Current() != 1 {
		t.Errorf("back at %q, row %d of %d", s.Page().Title, a.grid.Current(), a.length())
	}
	s.Press(fyne.KeyEscape)
	if s.Page().Title != "汇总" {
		t.Errorf("Esc led to %q", s.Page().Title)
	}
}
