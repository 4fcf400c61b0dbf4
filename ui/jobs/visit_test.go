package jobs

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// shop is a ledger with one firm, and the Shell over it.
func shop(t *testing.T) (*desk, *ledger.Enterprise) {
	t.Helper()
	b := stage.NewBook(t, 0)
	r, err := b.Save(ledger.Enterprises, &ledger.Enterprise{Title: "东升五金", Boss: "王老板", Staff: value.CountOf(40), Founding: codes.FoundingUnknown, Business: codes.BusinessOpen})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return &desk{Shell: stand.OnDesk(t, b, own)}, r.(*ledger.Enterprise)
}

func (d *desk) enterprise(id value.ID) *ledger.Enterprise {
	return d.Book.Today().Get(ledger.Enterprises, id).(*ledger.Enterprise)
}

// fillIn types a visit by keyboard from who went on.
func (d *desk) fillIn(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		stage.Keyed(d.Canvas(), text)
		d.press(fyne.KeyReturn)
	}
}

// The job by keyboard alone, from the firm: what was found, what the firm becomes is shown before it is saved, one intent, one
// undo, and the next step waits on the page of jobs.
func TestAVisitByKeyboard(t *testing.T) {
	s, e := shop(t)
	for _, w := range Works(s.Shell, ledger.Enterprises, e) {
		if w.Label == "走访一家企业" {
			w.Begin()
		}
	}
	if s.Page().Title != "走访一家企业" {
		t.Fatal(s.Page().Title)
	}
	stage.InTwoSizes(t, s.Window, s.Page().View, "visit")
	s.fillIn(t, "lgs", "")   // who went; the sort as it is
	s.fillIn(t, "tan", "zc") // what was said, the attitude
	s.fillIn(t, "52", "30", "12", "4")
	if got := stage.Words(s.Page().View); !strings.Contains(got, "40 → 52") || !strings.Contains(got, "满 3 名就应当建团") || !strings.Contains(got, "未摸底 → 应建未建") {
		t.Fatalf("%q", got)
	}
	s.press(fyne.KeyF10)
	if s.Book.Today().Count(ledger.Visits) != 0 || !strings.Contains(stage.Words(s.Page().View), "要写明未建原因") {
		t.Fatalf("it was saved without a reason: %q", stage.Words(s.Page().View))
	}
	stage.InTwoSizes(t, s.Window, s.Page().View, "visit-fault")
	s.fillIn(t, "2") // the keyboard stands on the reason
	s.press(fyne.KeyF10)
	if n := s.Book.Today().Count(ledger.Visits); n != 1 {
		t.Fatalf("%d visits: %q", n, stage.Words(s.Page().View))
	}
	now, w := s.enterprise(e.ID), s.Book.Today().Of(ledger.Visits)[0].(*ledger.Visit)
	if now.Staff != value.CountOf(52) || now.Founding != codes.FoundingDue || now.NoBranchWhy == "" || w.Went != "lgs" || w.Attitude != "1" || now.Attitude != "1" {
		t.Errorf("%+v\n%+v", now, w)
	}
	s.Shell.Undo()
	if s.Book.Today().Count(ledger.Visits) != 0 || s.enterprise(e.ID).Staff != value.CountOf(40) {
		t.Error("one undo leaves something")
	}
}

// What is typed is there again after the page was left without saving, and gone once it was saved.
func TestATypedVisitIsKept(t *testing.T) {
	s, e := shop(t)
	callOn(s.Shell, e.ID)
	s.fillIn(t, "lgs", "", "halfway")
	s.press(fyne.KeyEscape)
	if s.Page().Title != "办事" {
		t.Fatal("Esc does not leave")
	}
	s.Open(Call)
	if got := stage.Words(s.Page().View); !strings.Contains(got, "halfway") || !strings.Contains(got, "东升五金") {
		t.Fatalf("%q", got)
	}
	s.press(fyne.KeyF10)
	if s.Book.Today().Count(ledger.Visits) != 1 {
		t.Fatalf("%q", stage.Words(s.Page().View))
	}
	s.Open(Call)
	if got := stage.Words(s.Page().View); strings.Contains(got, "halfway") || !strings.Contains(got, "去了哪家企业") {
		t.Errorf("%q", got)
	}
}

// A next step that was agreed waits among the jobs, and goes on as the next visit.
func TestTheNextVisitGoesOn(t *testing.T) {
	s, e := shop(t)
	if _, err := s.Book.Save(ledger.Visits, &ledger.Visit{Enterprise: e.ID, Day: 20261001, Went: "李干事", Content: "谈了", Next: "送团章", NextBy: 20261201}); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s.Open(Jobs)
	if got := stage.Words(s.Page().View); !strings.Contains(got, "接着办：东升五金") || !strings.Contains(got, "送团章") {
		t.Fatalf("%q", got)
	}
	s.press(fyne.KeyDown, fyne.KeyReturn)
	if got := stage.Words(s.Page().View); s.Page().Title != "走访一家企业" || !strings.Contains(got, "上次走访") {
		t.Fatalf("%s %q", s.Page().Title, got)
	}
}

// What somebody else saves meanwhile is not lost and not overwritten: the visit goes on over it.
func TestAVisitGoesOnOverWhatWasSaved(t *testing.T) {
	s, e := shop(t)
	callOn(s.Shell, e.ID)
	s.fillIn(t, "lgs", "", "tan")
	now := ledger.Enterprises.Clone(s.enterprise(e.ID)).(*ledger.Enterprise)
	now.Phone = "0739-5321234"
	if _, err := s.Book.Save(ledger.Enterprises, now); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s.press(fyne.KeyF10)
	if s.Book.Today().Count(ledger.Visits) != 1 || s.enterprise(e.ID).Phone != "0739-5321234" || s.enterprise(e.ID).Visited == 0 {
		t.Errorf("%+v %q", s.enterprise(e.ID), stage.Words(s.Page().View))
	}
}

// An empty ledger says what to do; dues and meetings begin from a branch too.
func TestWhereJobsBegin(t *testing.T) {
	empty := &desk{Shell: stand.OnDesk(t, stage.NewBook(t, 0), own)}
	empty.Open(Call)
	if got := stage.Words(empty.Page().View); !strings.Contains(got, "登记一家企业") {
		t.Errorf("%q", got)
	}
	b, o := fifty(t)
	small, err := b.Save(ledger.Branches, &ledger.Branch{Title: "西街团支部", Type: codes.BranchCell})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	m := &ledger.Member{Title: "钱多", Branch: small.Head().ID, Joined: 20190500}
	if _, err := b.Save(ledger.Members, m); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	for _, title := range []string{"收团费", "记一次会议或活动"} {
		var begin func()
		for _, w := range Works(s.Shell, ledger.Branches, small) {
			if w.Label == title {
				begin = w.Begin
			}
		}
		if begin == nil {
			t.Fatalf("%s does not begin from a branch", title)
		}
		begin()
		if got := stage.Words(s.Page().View); s.Page().Title != title || !strings.Contains(got, "西街团支部") || strings.Contains(got, o.Title) {
			t.Errorf("%s: %q", s.Page().Title, got)
		}
	}
	bare, err := b.Save(ledger.Branches, &ledger.Branch{Title: "空支部", Type: codes.BranchCell})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if works := Works(s.Shell, ledger.Branches, bare); len(works) != 2 || works[0].Label != solveTitle || works[1].Label != yearBookTitle { // whoever is there may have a problem, and an empty handbook is filled by hand
		t.Errorf("a branch without members offers %v", works)
	}
}

// What was typed, kept and taken out again is forgotten, and the page goes on.
func TestAVisitThatWasEmptiedGoesOn(t *testing.T) {
	s, e := shop(t)
	p := newCall(s.Shell, e.ID)
	s.Show(p.page)
	content := p.fields["content"].entry
	content.SetText("halfway")
	p.keep()
	content.SetText("")
	p.keep()
	p.founding.OnPicked(kit.Option{Value: codes.FoundingUnfit})
	content.SetText("anew")
	p.save()
	if s.Book.Today().Count(ledger.Visits) != 1 {
		t.Errorf("%q", stage.Words(p.page.View))
	}
}

// A visit that is half typed waits while another is, each for its own enterprise.
func TestTwoVisitsWait(t *testing.T) {
	s, first := shop(t)
	r, err := s.Book.Save(ledger.Enterprises, &ledger.Enterprise{Title: "西街饭店", Business: codes.BusinessOpen})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	said := map[value.ID]string{first.ID: "谈建团", r.Head().ID: "看场地"}
	for id, text := range said {
		callOn(s.Shell, id)
		s.fillIn(t, "", "", text)
		s.press(fyne.KeyEscape)
	}
	for id, text := range said {
		p := newCall(s.Shell, id)
		s.Show(p.page)
		if got := p.texts()["content"]; got != text {
			t.Errorf("%q is %q", text, got)
		}
		s.press(fyne.KeyEscape)
	}
}
