package office

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/rulebook"
	"tuanjian/store/tend"
	"tuanjian/store/trial"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// items are the lines of the list that has the keyboard.
func (s *stand) items() string {
	rows, ok := s.Canvas().Focused().(*kit.Rows)
	if !ok {
		s.T.Fatalf("the keyboard is with %T", s.Canvas().Focused())
	}
	var all []string
	for _, i := range rows.Items() {
		all = append(all, i.Label+" "+i.Hint)
	}
	return strings.Join(all, "\n")
}

// A rule is changed without the mouse: from the settings, over its cell, what follows and who it is about, the reason, and
// taken back again.
func TestRulesByKeyboard(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		t.Run("at"+name, func(t *testing.T) {
			s := newStandOf(t, size, newBook(t, 300))
			s.ShowRules()
			s.Photograph("rules" + name)
			s.Press(fyne.KeyF1)
			if got := s.Told(); !strings.Contains(got, "超龄待离") || !strings.Contains(got, "《团章》第一条") || !strings.Contains(got, "18 到 60 岁") {
				t.Errorf("F1 says %s", got)
			}
			s.Photograph("rules-help" + name)
			s.Press(fyne.KeyEscape)
			s.Press(fyne.KeyReturn)
			field, ok := s.Canvas().Focused().(*kit.Entry)
			if !ok || field.Text != "28 岁" {
				t.Fatalf("Enter gives the keyboard to %T", s.Canvas().Focused())
			}
			field.SetText("十七")
			s.Press(fyne.KeyReturn)
			if got := strings.Join(said(s.Page().View), ""); !strings.Contains(got, "整数") {
				t.Errorf("no number: %q", got)
			}
			s.Photograph("rules-fault" + name)
			s.Press(fyne.KeyReturn) // it stands there still
			s.Canvas().Focused().(*kit.Entry).SetText("17")
			s.Press(fyne.KeyReturn)
			if got := strings.Join(said(s.Page().View), ""); !strings.Contains(got, "18 到 60") {
				t.Errorf("out of bounds: %q", got)
			}
			s.Press(fyne.KeyReturn)
			s.Canvas().Focused().(*kit.Entry).SetText("25")
			s.Press(fyne.KeyReturn)
			if got := said(s.Page().View); len(got) != 0 || s.Book.Basis().Rules.AgeOut != 28 {
				t.Fatalf("%v, and %d is in force", got, s.Book.Basis().Rules.AgeOut)
			}
			s.Photograph("rules-amended" + name)
			s.Press(fyne.KeyF10)
			if got := s.items(); !strings.Contains(got, "离团年龄：28 岁 → 25 岁") || !strings.Contains(got, "名团员将算满 25 周岁、应办离团") || !strings.Contains(got, "汇总里") {
				t.Errorf("what follows:\n%s", got)
			}
			s.Photograph("rules-effects" + name)
			if out := s.Outside(); len(out) > 0 {
				t.Error(out)
			}
			before := s.Canvas().Focused()
			s.Press(fyne.KeyReturn)
			if got := s.Canvas().Focused(); got == before || len(strings.Split(s.items(), "\n")) < 2 {
				t.Errorf("Enter shows %d names", len(strings.Split(s.items(), "\n")))
			}
			s.Photograph("rules-names" + name)
			s.Press(fyne.KeyEscape, fyne.KeyF10)
			keyed(s.Shell, "区")
			s.Press(fyne.KeyReturn)
			if s.Book.Basis().Rules.AgeOut != 28 {
				t.Fatal("a reason of one character was enough")
			}
			keyed(s.Shell, "里通知")
			s.Photograph("rules-reason" + name)
			s.Press(fyne.KeyReturn)
			if s.Book.Basis().Rules.AgeOut != 25 || s.Book.Basis().Rules.Version != "2026-2" || s.Top() != nil {
				t.Fatalf("%s is in force: %s", s.Book.Basis().Rules.Version, s.Told())
			}
			button(t, s.Page().View, "以前的版本").Press()
			if got := s.Told(); !strings.Contains(got, "区里通知") || !strings.Contains(got, "28 岁 → 25 岁") {
				t.Errorf("the older sets: %s", got)
			}
			s.Photograph("rules-past" + name)
			s.Press(fyne.KeyEscape)
			s.Undo()
			if s.Book.Basis().Rules.AgeOut != 28 {
				t.Errorf("undone: %s", s.Told())
			}
		})
	}
}

// A step of the dues and the limits of an industry are written as rows.
func TestTablesOfRules(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	s := newStandOf(t, look.Standard, newBook(t, 60))
	s.ShowRules()
	button(t, s.Page().View, "加一档团费").Press()
	for i, text := range []string{"8000", "", "", ""} {
		fields(s.Top())[i].SetText(text)
	}
	s.Photograph("rules-step")
	button(t, s.Top(), "改成这样").Press()
	if s.Top() == nil || !strings.Contains(strings.Join(said(s.Top()), ""), "定额或千分比") {
		t.Fatal("a step of nothing was taken")
	}
	fields(s.Top())[1].SetText("20")
	button(t, s.Top(), "改成这样").Press()
	if s.Top() != nil {
		t.Fatal(said(s.Top()))
	}
	s.Press(fyne.KeyF10)
	if got := s.items(); !strings.Contains(got, "第 3 档") || !strings.Contains(got, "月收入 8000 元起，每月 20 元") {
		t.Errorf("%s", got)
	}
	s.Press(fyne.KeyEscape)
	left := false
	s.Page().Leave(func() { left = true })
	if left || !strings.Contains(s.Told(), "还没有生效") {
		t.Error("what was typed is given up without a word")
	}
	s.Press(fyne.KeyEscape)
	if left {
		t.Error("Esc left")
	}
}

// Who may not change the rules sees them; so does a community whose street gives them.
func TestRulesThatAreOnlyRead(t *testing.T) {
	s := newStandOf(t, look.Standard, newBook(t, 60))
	if err := s.Book.Staff().Add("王干事", "wang-long-1", store.Typist); err != nil {
		t.Fatal(err)
	}
	path := s.Book.Path()
	s.Book.Close()
	b, err := store.OpenAs(path, "王干事", "wang-long-1", testEnv())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	s = newStandOf(t, look.Standard, b)
	s.ShowRules()
	if got := words(s.Page().View); !strings.Contains(got, "请让管理员办理") {
		t.Errorf("%s", got)
	}
	s.Photograph("rules-read")
	s.Press(fyne.KeyReturn)
	if _, editing := s.Canvas().Focused().(*kit.Entry); editing {
		t.Error("a 录入 writes a rule")
	}
	if _, err := tend.PlanRules(b, "", rulebook.Amendment{Key: "age_out", Text: "30"}); store.Tell(err).Code != store.NotAllowed {
		t.Error(err)
	}
}

// A rule from a day to come, without the mouse: written, given its day where it shows what follows, seen in the list with its
// day, and called off.
func TestARuleFromADayToComeByKeyboard(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		t.Run("at"+name, func(t *testing.T) {
			s := newStandOf(t, size, newBook(t, 300))
			s.ShowRules()
			s.Press(fyne.KeyReturn)
			s.Canvas().Focused().(*kit.Entry).SetText("25")
			s.Press(fyne.KeyReturn, fyne.KeyF10)
			if got := words(s.Page().View); !strings.Contains(got, "马上起用") {
				t.Errorf("since when: %s", got)
			}
			s.Press(fyne.KeyF9)
			s.Canvas().Focused().(*kit.Date).SetText("2026-06-01")
			s.Press(fyne.KeyF10)
			if s.Top() == nil || !strings.Contains(strings.Join(said(s.Top()), ""), "今天以后的一天") {
				t.Fatal("a day that is over was taken")
			}
			s.Photograph("rules-when" + name)
			s.Canvas().Focused().(*kit.Date).SetText("2027-01-01")
			s.Press(fyne.KeyF10)
			if got := s.items(); !strings.Contains(got, "离团年龄：自 2027-01-01 起 25 岁") || !strings.Contains(got, "自 2027-01-01 起，") || strings.Contains(got, "\n汇总里") {
				t.Errorf("what follows:\n%s", got)
			}
			s.Photograph("rules-when-effects" + name)
			if out := s.Outside(); len(out) > 0 {
				t.Error(out)
			}
			s.Press(fyne.KeyF10)
			keyed(s.Shell, "区里通知")
			s.Press(fyne.KeyReturn)
			if s.Book.Basis().Rules.AgeOut != 28 || s.Book.Basis().Rules.On(20270101).AgeOut != 25 || s.Top() != nil {
				t.Fatalf("%d is in force: %s", s.Book.Basis().Rules.AgeOut, s.Told())
			}
			if r := s.Page(); !strings.Contains(words(r.View), "自 2027-01-01 起 25 岁") {
				t.Errorf("the list does not say it: %s", words(r.View))
			}
			s.Photograph("rules-coming" + name)
			s.Press(fyne.KeyUp, fyne.KeyF8, fyne.KeyF10) // writing a value went on to the next row
			if got := s.items(); !strings.Contains(got, "离团年龄：不再“自 2027-01-01 起 25 岁”") {
				t.Errorf("called off:\n%s", got)
			}
			s.Press(fyne.KeyF10)
			keyed(s.Shell, "通知收回")
			s.Press(fyne.KeyReturn)
			if s.Book.Basis().Rules.On(20270101).AgeOut != 28 {
				t.Error("not called off")
			}
		})
	}
}
