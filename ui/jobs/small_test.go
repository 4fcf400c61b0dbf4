package jobs

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// On 办事 the jobs of one group stand together: each heading is there once, in a community and at a street.
func TestEachGroupOfJobsStandsOnce(t *testing.T) {
	seen, last := map[string]bool{}, ""
	for _, j := range all() {
		if j.group != last && seen[j.group] {
			t.Errorf("%s stands twice", j.group)
		}
		seen[j.group], last = true, j.group
	}
	for _, c := range ledger.Chapters {
		if !seen[c] {
			t.Errorf("no job of %s", c)
		}
	}
}

// Meetings open by their day, the newest first.
func TestMeetingsOpenByDay(t *testing.T) {
	b, _ := fifty(t)
	for i, name := range []string{"乙", "丙", "甲"} {
		if _, err := b.Save(ledger.Meetings, &ledger.Meeting{Title: name, Sort: "4", Day: value.Day(2026, 3+i, 1)}); err != nil {
			t.Fatal(err)
		}
	}
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.ShowList(face.List(ledger.Meetings))
	text := stage.Words(s.Page().View)
	if a, c := strings.Index(text, "甲"), strings.Index(text, "乙"); a < 0 || c < a {
		t.Errorf("%q", text)
	}
}

// The list of problems tells the day that 办事 tells: what was agreed, or the rules' days.
func TestAProblemHasOneDay(t *testing.T) {
	b, o := fifty(t)
	p, err := b.Save(ledger.Problems, &ledger.Problem{Day: 20261110, Group: "1", What: "住宿太贵", Branch: o.ID, Handler: "李干事"})
	if err != nil {
		t.Fatal(err)
	}
	day := p.(*ledger.Problem).DueBy(b.Basis()).String()
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.ShowList(face.List(ledger.Problems))
	s.tells(t, day)
	if w := work.Solvings(b); len(w) != 1 || w[0].By.String() != day {
		t.Errorf("办事 tells %+v, the list %s", w, day)
	}
}

// Sheets that are keyed and not saved are told of on 办事 and beside their organisation, after the ledger was locked too; one
// more than were given out is told when it is begun, and few sheets at once that people could guess whose they are.
func TestSheetsThatWait(t *testing.T) {
	b, o := fifty(t)
	form := ledger.SurveyForms()[0]
	kept, err := b.Save(ledger.Surveys, &ledger.Survey{Title: "需求调查", From: 20261101, Until: 20261231, Form: form.Text, Branches: []value.ID{o.ID}, Given: "2"})
	if err != nil {
		t.Fatal(err)
	}
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(sheetsOf(kept.Head().ID, o.ID))
	s.write("a")
	s.tells(t, "容易看出是谁的")
	s.press(fyne.KeyReturn)
	s.write("b")
	s.press(fyne.KeyReturn)
	s.tells(t, "发放的都录完了")
	s.write("a")
	s.tells(t, "发放的 2 份都录完了，多的存不了")
	s.press(fyne.KeyF8)
	if got := stage.Words(s.Page().View); strings.Contains(got, "多的存不了") {
		t.Errorf("the sheet is gone, and it says %q", got)
	}
	s.Page().Keep()                           // as before the ledger locks
	s = &desk{Shell: stand.OnDesk(t, b, own)} // and is opened again
	if w := surveyings(b); len(w) != 1 || w[0].Next != "录好没保存 2 份　收回 0/2" {
		t.Errorf("办事 tells %+v", w)
	}
	s.Open(survey(kept.Head().ID))
	s.tells(t, "录好没保存 2 份")
}

// A second survey of one name and year is told of while its form is on show.
func TestASecondSurveyOfOneName(t *testing.T) {
	b, _ := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	for n := range 2 {
		s.Open(survey(value.ID{}))
		s.press(fyne.KeyF10) // the first form
		if got := strings.Contains(stage.Words(s.Page().View), "已经有一次"); got != (n == 1) {
			t.Errorf("survey %d: told %v", n+1, got)
		}
		s.press(fyne.KeyF10)
	}
	if n := b.Today().Count(ledger.Surveys); n != 2 {
		t.Errorf("%d surveys: it is no more than said", n)
	}
}

// Who is called back is asked about what was done for him.
func TestACallTellsWhatWasDone(t *testing.T) {
	b, o := fifty(t)
	m, err := b.Save(ledger.Meetings, &ledger.Meeting{Title: "租房讲座", Sort: "16", Day: 20261112, Branches: []value.ID{o.ID}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := b.Save(ledger.Problems, &ledger.Problem{Day: 20261101, Group: "1", What: "住宿太贵", Branch: o.ID, Handler: "李干事", Done: "和房东谈了", Settled: 20261115, Services: []value.ID{m.Head().ID}})
	if err != nil {
		t.Fatal(err)
	}
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(solve(solvingOf(p.Head().ID)))
	s.tells(t, "怎么办的：和房东谈了", "租房讲座")
}
