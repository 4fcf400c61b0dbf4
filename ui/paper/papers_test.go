package paper

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// On an open record F12 shows its own paper, and Esc leads back to it; without one F12 prints the list.
func TestF12PrintsTheOpenRecord(t *testing.T) {
	s := newStand(t, look.Standard, 30)
	r := find.ListOf(s.Book.Today(), onRollQuery).Row(0)
	s.ShowRecord(ledger.Members, r.Head().ID)
	if seen := words(s.Page().View); !strings.Contains(seen, "打印") {
		t.Fatalf("the open record has no way to its paper: %s", seen)
	}
	s.Photograph("record-with-paper")
	s.Typed(fyne.KeyF12)
	seen := words(s.Page().View)
	if s.Page().Title != "打印预览" || !strings.Contains(seen, "团员登记表") {
		t.Fatalf("%s: %s", s.Page().Title, seen)
	}
	s.Photograph("print-card")
	s.Press(fyne.KeyEscape)
	if seen := words(s.Page().View); !strings.Contains(seen, ledger.NameOf(r)) || s.Page().Title == "打印预览" {
		t.Errorf("back at %s: %s", s.Page().Title, seen)
	}
	s.ShowList(face.List(ledger.Members))
	s.Typed(fyne.KeyF12)
	if seen := words(s.Page().View); !strings.Contains(seen, "团员花名册") {
		t.Errorf("the list does not print: %s", seen)
	}
}

// Of a list's selection all cards are one file, and the number that is asked for is the form's own.
func TestASelectionAsCards(t *testing.T) {
	s := newStand(t, look.Standard, 30)
	rows := find.ListOf(s.Book.Today(), onRollQuery).Rows()
	q := onRollQuery
	for _, r := range rows[:5] {
		q.Only = append(q.Only, r.Head().ID)
	}
	p := s.preview(q)
	p.forms.OnPicked(kit.Option{Value: string(forms.MemberCard)})
	if p.out == nil || p.out.Rows() != 5 || p.turnBox.Visible() || p.blankBox.Visible() {
		t.Fatalf("five cards: %+v, turn %v, rows %v", p.out, p.turnBox.Visible(), p.blankBox.Visible())
	}
	for _, r := range rows[:5] {
		found := false
		for n := range p.out.Pages() {
			found = found || strings.Contains(onPaper(p.out.Page(n)), ledger.NameOf(r))
		}
		if !found {
			t.Errorf("%s has no card", ledger.NameOf(r))
		}
	}
	s.Photograph("print-cards")
	p.forms.OnPicked(kit.Option{Value: string(forms.MemberRoster)})
	if !p.turnBox.Visible() || !p.blankBox.Visible() || !strings.Contains(words(p.page.View), blankRows) {
		t.Error("the roster has lost its options")
	}
}

// The page of blank forms shows each as it will be printed, and prints as many as are asked for, by keyboard.
func TestBlankForms(t *testing.T) {
	s := newStand(t, look.Standard, 5)
	p := newBlanks(s.Shell)
	s.Show(p.page)
	s.Photograph("blanks")
	seen := map[string]bool{}
	for i := range p.all {
		if i > 0 {
			s.Press(fyne.KeyDown)
		}
		if p.out == nil {
			t.Fatalf("%s: %s", p.all[i].Title, words(p.page.View))
		}
		text := onPaper(p.out.Page(0))
		if seen[text] {
			t.Errorf("%s looks like another", p.all[i].Title)
		}
		seen[text] = true
	}
	if len(seen) < 15 {
		t.Errorf("only %d forms", len(seen))
	}
	s.Press(fyne.KeyHome)
	one := p.out.Pages()
	s.Press(fyne.KeyReturn)
	p.copies.SetText("30")
	s.Still.Pass(time.Second)
	if p.out.Pages() != 30*one || !strings.Contains(words(p.page.View), "打印 "+strconv.Itoa(30*one)+" 页") {
		t.Errorf("%d pages of thirty copies, one has %d; %s", p.out.Pages(), one, words(p.page.View))
	}
	p.copies.SetText("")
	s.Still.Pass(time.Second)
	if p.out != nil || !p.printer.Disabled() {
		t.Error("no number prints something")
	}
	s.Press(fyne.KeyEscape)
}

func TestBlankFormsInHugeText(t *testing.T) {
	s := newStand(t, look.Huge, 5)
	p := newBlanks(s.Shell)
	s.Show(p.page)
	s.Narrow()
	s.Photograph("blanks-huge")
	if cut := s.Outside(); len(cut) > 0 {
		t.Errorf("outside of the window: %v", cut)
	}
}

// Papers of records that are not saved are printed as they are typed.
func TestPapersOfDrafts(t *testing.T) {
	s := newStand(t, look.Standard, 5)
	back := false
	m := &ledger.Meeting{Title: "还没有存的会", Day: 20261130}
	s.ShowPapers(records.Query{Kind: ledger.Meetings}, forms.Print{Form: forms.SignIn, Drafts: []ledger.Record{m}}, func() { back = true })
	seen := words(s.Page().View)
	if !strings.Contains(seen, "签到表") || strings.Contains(seen, "会议活动一览表") {
		t.Error(seen)
	}
	s.Press(fyne.KeyEscape)
	if !back {
		t.Error("there is no way back")
	}
}

// F12 on an open record begins with the paper that is asked for most: of an organisation 团支部基本情况登记表, of it and no other.
func TestTheFirstPaperOfARecord(t *testing.T) {
	s := newStand(t, look.Standard, 30)
	for kind, want := range map[ledger.Kind]forms.Form{ledger.Branches: forms.BranchSheet, ledger.Members: forms.MemberCard, ledger.Enterprises: forms.EnterpriseCard, ledger.Visits: forms.VisitCard, ledger.Meetings: forms.Minutes,
		ledger.Elections: forms.Ballot, ledger.Surveys: forms.SurveyForms, ledger.Problems: forms.ProblemCard, ledger.Ratings: forms.RatingCard, ledger.Referrals: forms.ReferralCard} {
		if got := forms.PapersOf(kind); len(got) == 0 || got[0] != want {
			t.Errorf("%s begins with %v, not %s", kind.Title(), got, want)
		}
	}
	r := find.ListOf(s.Book.Today(), records.Query{Kind: ledger.Branches, Sort: "name"}).Row(0)
	s.ShowRecord(ledger.Branches, r.Head().ID)
	s.Typed(fyne.KeyF12)
	if seen := words(s.Page().View); s.Page().Title != "打印预览" || !strings.Contains(seen, forms.Title(forms.BranchSheet)) || !strings.Contains(seen, r.(*ledger.Branch).Title) {
		t.Errorf("%s: %.300s", s.Page().Title, seen)
	}
	s.Press(fyne.KeyEscape)
	if s.Page().Title == "打印预览" {
		t.Error("Esc does not lead back")
	}
}

// What cannot be written of a record is told with its reason.
func TestALetterThatCannotBeSaysWhy(t *testing.T) {
	s := newStand(t, look.Standard, 30)
	r := find.ListOf(s.Book.Today(), onRollQuery).Row(0)
	s.Screens.Letters = Letters
	works := Letters(s.Shell, ledger.Members, r, func() {})
	if len(works) != 1 || works[0].Begin != nil || !strings.Contains(works[0].Why, "还没有办离团") {
		t.Fatalf("%+v", works)
	}
	deeds := s.LetterDeeds(ledger.Members, r, func() {})
	if len(deeds) != 1 || len(deeds[0].More) != 1 || !strings.Contains(deeds[0].More[0].Label, "现在不能开") {
		t.Fatalf("%+v", deeds)
	}
	deeds[0].More[0].Do()
	if seen := words(s.Canvas().Overlays().Top()); !strings.Contains(seen, "还没有办离团") {
		t.Errorf("told %q", seen)
	}
	if b := s.LetterButton(func() {}, r); b != nil {
		t.Error("a job's page has a button for what cannot be")
	}
}
