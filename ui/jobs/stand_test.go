package jobs

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// A year of 四同步 by keys: a key a day, a column with one, the evidence taken over; what is not saved is there again, and what
// has not come is refused in words.
func TestSyncByKeys(t *testing.T) {
	b, _ := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(Sync)
	stage.InTwoSizes(t, s.Window, s.Page().View, "sync")
	s.press(fyne.KeySpace)
	s.press(fyne.KeyRight)
	s.write("要点")
	s.press(fyne.KeyReturn)
	s.press(fyne.KeyEscape)
	s.Open(Sync)
	s.tells(t, "要点")
	s.press(fyne.KeyF10)
	one := saved[*ledger.Sync](t, b, ledger.Syncs)
	if one.Planned != b.Basis().Today || one.PlanDoc != "要点" {
		t.Fatalf("%+v", one)
	}
	s.press(fyne.KeyRight)
	s.press(fyne.KeyRight)
	s.press(fyne.KeyF7)
	s.press(fyne.KeyF10)
	if one = saved[*ledger.Sync](t, b, ledger.Syncs); one.Done(b.Basis().Today) != 2 {
		t.Errorf("%+v", one)
	}
	s.press(fyne.KeyRight)
	s.write("考核办法") // F10 in the open cell saves what is written there
	s.press(fyne.KeyF10)
	if one = saved[*ledger.Sync](t, b, ledger.Syncs); one.DeployDoc+one.InspectDoc != "考核办法" {
		t.Errorf("%+v", one)
	}
	s.Shell.Undo()
	s.Shell.Undo()
	s.Shell.Undo()
	if n := b.Today().Count(ledger.Syncs); n != 0 {
		t.Errorf("%d are left", n)
	}
	s.Open(Sync)
	s.write(b.Basis().Today.AddDays(1).String())
	s.press(fyne.KeyReturn)
	s.press(fyne.KeyF10)
	s.tells(t, "还没有到")
	if n := b.Today().Count(ledger.Syncs); n != 0 {
		t.Errorf("%d were saved", n)
	}
	s.press(fyne.KeyEscape, fyne.KeyEscape) // the notice, the page
	s.tells(t, "填四同步")
}

// An empty ledger says what to do first.
func TestStandingJobsOfAnEmptyLedger(t *testing.T) {
	s := &desk{Shell: stand.OnDesk(t, stage.NewBook(t, 0), own)}
	s.Open(Sync)
	s.tells(t, "还没有团支部")
	s.Open(Rally)
	s.tells(t, "还没有在营的企业")
}

// A 动员会 by keys: invited, kept half way, then who came and what they think.
func TestARallyByKeys(t *testing.T) {
	b, _ := fifty(t)
	for _, name := range []string{"长虹印务", "西湖食品"} {
		if _, err := b.Save(ledger.Enterprises, &ledger.Enterprise{Title: name, NonPublic: codes.Yes, Business: codes.BusinessOpen, Boss: "周建国"}); err != nil {
			t.Fatal(err)
		}
	}
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(Rally)
	stage.InTwoSizes(t, s.Window, s.Page().View, "rally")
	s.press(fyne.KeyF10)
	if n := b.Today().Count(ledger.Meetings); n != 0 {
		t.Fatal("nobody is invited and something is saved")
	}
	s.press(fyne.KeyF7)
	s.press(fyne.KeyEscape)
	s.Open(Rally)
	s.tells(t, "没有讲过的", "这次请")
	s.press(fyne.KeyF10)
	m := saved[*ledger.Meeting](t, b, ledger.Meetings)
	if len(m.Invited) == 0 || len(m.Enterprises) != 0 {
		t.Fatalf("%+v", m)
	}
	s.tells(t, "接着办：", "开过以后记谁来了")
	s.Open(rallyOn(m.ID, value.ID{}))
	s.press(fyne.KeyHome)
	s.write("1")
	s.press(fyne.KeyF10)
	m = saved[*ledger.Meeting](t, b, ledger.Meetings)
	if n, _ := m.Present.Value(); n != 1 || len(m.Enterprises) != 1 {
		t.Fatalf("%+v", m)
	}
	if e := b.Today().Get(ledger.Enterprises, m.Enterprises[0]).(*ledger.Enterprise); e.Attitude != "1" {
		t.Errorf("%+v", e)
	}
	s.Shell.Undo()
	if m = saved[*ledger.Meeting](t, b, ledger.Meetings); len(m.Enterprises) != 0 {
		t.Error("the undo leaves who came")
	}
}
