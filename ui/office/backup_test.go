package office

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
)

// caredFor is a stand that follows where restoring and salvage lead.
func caredFor(t *testing.T, size look.Size, members int) (*stand, *care.Salvaged) {
	t.Helper()
	s := newStand(t, size, members)
	out := &care.Salvaged{}
	s.Reopened = func(b *store.Book) { s.Book = b; t.Cleanup(func() { b.Close() }); s.ShowHome() }
	s.Salvaged = func(b *store.Book, saved *care.Salvaged) { *out = *saved; s.Book = b; t.Cleanup(func() { b.Close() }) }
	return s, out
}

func (s *stand) backups() *backups {
	s.T.Helper()
	u := newBackups(s.Shell)
	s.Show(u.page)
	return u
}

// answerBy presses the button of that name in the question over the page.
func (s *stand) answerBy(verb string) {
	s.T.Helper()
	button(s.T, s.Canvas().Overlays().Top(), verb).Press()
}

func sizeName(size look.Size) string {
	return map[look.Size]string{look.Standard: "standard", look.Large: "large", look.Huge: "huge"}[size]
}

func TestBackupPage(t *testing.T) {
	for _, size := range []look.Size{look.Standard, look.Huge} {
		s, _ := caredFor(t, size, 0)
		stage.TakeRoster(s.T, s.Book)
		u := s.backups()
		s.Photograph("backup-empty-" + sizeName(size))
		if seen := words(u.page.View); !strings.Contains(seen, "还没有备份") {
			t.Errorf("%s", seen)
		}
		s.Press(fyne.KeyF10)
		if len(u.kept) != 1 || !strings.Contains(strings.Join(s.Toasts.Shown(), ""), "备份好了") {
			t.Fatalf("%d backups, %q, %s", len(u.kept), s.Toasts.Shown(), s.Told())
		}
		u.prove()
		if seen := words(u.page.View); !strings.Contains(seen, "上次验证可恢复 "+testEnv().Now().Format("01-02")) {
			t.Errorf("after the proof: %s", seen)
		}
		stick := filepath.Join(t.TempDir(), "很长的名字的", "U盘")
		if err := os.MkdirAll(stick, 0o700); err != nil {
			t.Fatal(err)
		}
		u.setSecond(stick)
		if seen := words(u.page.View); !strings.Contains(seen, "可以拔出") {
			t.Errorf("with a second place: %s, %s", seen, s.Told())
		}
		for i := range 4 {
			enter(s, "企业"+strconv.Itoa(i))
			u.now()
		}
		s.Photograph("backup-" + sizeName(size))
		s.Narrow()
		if cut := s.Outside(); len(cut) > 0 {
			t.Errorf("%s: outside of the window: %v", sizeName(size), cut)
		}
		s.Photograph("backup-narrow-" + sizeName(size))
		if err := os.RemoveAll(stick); err != nil {
			t.Fatal(err)
		}
		u.ask()
		if seen := words(u.page.View); !strings.Contains(seen, "没有插上") {
			t.Errorf("pulled: %s", seen)
		}
		u.choose()
		if !strings.Contains(s.Told(), "选文件夹") {
			t.Errorf("asked for a place: %s", s.Told())
		}
	}
}

// enter saves an enterprise.
func enter(s *stand, title string) {
	s.T.Helper()
	e := &ledger.Enterprise{Title: title, Sort: "1", NonPublic: codes.Yes, Business: codes.BusinessOpen, Boss: "周建国"}
	if _, err := s.Book.Save(ledger.Enterprises, e); err != nil {
		s.T.Fatal(store.Tell(err).Message)
	}
}

func TestRestoreShowsWhatItReplaces(t *testing.T) {
	for _, size := range []look.Size{look.Standard, look.Huge} {
		s, _ := caredFor(t, size, 0)
		stage.TakeRoster(s.T, s.Book)
		u := s.backups()
		u.now()
		before := s.Book
		for i := range 30 {
			enter(s, "长虹印务第"+strconv.Itoa(i)+"厂")
		}
		u.look(u.kept[len(u.kept)-1].Path)
		s.Photograph("restore-" + sizeName(size))
		seen := words(s.Page().View)
		if !strings.Contains(seen, "恢复备份") || !strings.Contains(seen, "塔北社区") {
			t.Fatalf("%s, %s", seen, s.Told())
		}
		list, ok := s.Canvas().Focused().(*kit.Rows)
		if !ok || len(list.Items()) != 31 || list.Items()[0].Label != "企业　去掉 30" || list.Items()[1].Lead != "－" {
			t.Fatalf("%+v", s.Canvas().Focused())
		}
		s.Narrow()
		if cut := s.Outside(); len(cut) > 0 {
			t.Errorf("%s: outside of the window: %v", sizeName(size), cut)
		}
		s.Press(fyne.KeyF10)
		s.Photograph("restore-ask-" + sizeName(size))
		s.answerBy("取消")
		if s.Book != before || s.Told() != "" {
			t.Fatal("cancelled, but restored")
		}
		s.Press(fyne.KeyF10)
		s.answerBy("恢复备份")
		if s.Book == before || s.Book.Today().Count(ledger.Enterprises) != 0 {
			t.Fatalf("%d enterprises; %s", s.Book.Today().Count(ledger.Enterprises), s.Told())
		}
		kept, err := care.Backups(s.Book)
		if err != nil || kept[0].Why != care.BeforeRestore || kept[0].Counts["enterprise"] != 30 {
			t.Errorf("%+v %v", kept, err)
		}
	}
}

func TestCheckPageTellsAndLeadsOn(t *testing.T) {
	s, out := caredFor(t, look.Standard, 30)
	CheckLedger(s.Shell)
	s.Photograph("check-whole")
	if seen := words(s.Page().View); !strings.Contains(seen, "台账完好") {
		t.Errorf("%s", seen)
	}
	var found []care.Wound
	for i := range 12 {
		found = append(found, care.Wound{What: "团员“张㛃" + strconv.Itoa(i) + "”的记录读不出来"})
	}
	s.Show(checkPage(s.Shell, found))
	s.Photograph("check-hurt")
	if seen := words(s.Page().View); !strings.Contains(seen, "抢救成新台账") || !strings.Contains(seen, "用备份恢复") {
		t.Errorf("%s", seen)
	}
	askSalvage(s.Shell)
	s.answerBy("抢救成新台账")
	if out.Counts["member"] != 30 || len(out.Lost) > 0 {
		t.Errorf("%+v; %s", out, s.Told())
	}
	s.Press(fyne.KeyF10)
	if s.Page().Title != "备份与检查" {
		t.Errorf("F10 leads to %s", s.Page().Title)
	}
}
