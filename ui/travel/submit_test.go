package travel

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/points"
	"tuanjian/store/rules"
	"tuanjian/store/travel"
	"tuanjian/store/value"
	"tuanjian/ui/home"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
)

func (s *stand) submit() *submit {
	s.T.Helper()
	u := newSubmit(s.Shell)
	s.Show(u.page)
	return u
}

// A practice ledger goes the whole way to a package that says it is practice; the table
// that would not say so is refused.
func TestSubmitOfAPracticeLedger(t *testing.T) {
	for _, size := range []look.Size{look.Standard, look.Huge} {
		n := map[look.Size]string{look.Standard: "standard", look.Huge: "huge"}[size]
		s := newStand(t, size, 120)
		if err := overview.SetTour(s.Book, overview.TourState{At: len(overview.TourSteps) - 1}); err != nil {
			t.Fatal(err)
		}
		tour := home.NewTour(s.Shell)
		u := s.submit()
		s.Photograph("submit-practice-" + n)
		if seen := words(u.page.View); !strings.Contains(seen, "这是练习台账") {
			t.Errorf("the page says %s", seen)
		}
		s.Press(fyne.KeyF10)
		s.Photograph("submit-practice-check-" + n)
		u.seal()
		s.Photograph("submit-practice-seal-" + n)
		s.Narrow()
		if cut := s.Outside(); len(cut) > 0 {
			t.Errorf("%s: outside of the window: %v", n, cut)
		}
		if !strings.Contains(words(u.page.View), "练习包") {
			t.Error("the seal does not say that it is practice")
		}
		dir, phrase := t.TempDir(), u.phrase.Typed
		u.write(dir)
		s.Photograph("submit-practice-done-" + n)
		past, err := points.Submissions(s.Book)
		if err != nil || len(past) != 1 || !strings.Contains(words(u.page.View), "练习包") {
			t.Fatalf("%d packages, %v: %s %s", len(past), err, words(u.page.View), s.Told())
		}
		if !strings.Contains(words(tour.Strip), "走完了") {
			t.Errorf("the tour does not end: %s", words(tour.Strip))
		}
		street, _, err := store.Create(filepath.Join(dir, "街道.tjz"), store.Profile{Name: "松坡街道", Street: true}, "王干事", password, testEnv())
		if err != nil {
			t.Fatal(err)
		}
		defer street.Close()
		r, err := travel.ReadParcels(t.Context(), street, travel.Receiving{Paths: []string{filepath.Join(dir, past[0].File)}, Passphrase: phrase}, nil)
		if err != nil || r.Deliveries[0].Reason != "practice" || !strings.Contains(r.Deliveries[0].Message, "练习台账") {
			t.Errorf("a real street: %+v, %v", r.Deliveries[0], err)
		}
		u.workbook()
		if !strings.Contains(s.Told(), "不能上报") {
			t.Errorf("its workbook: %q", s.Told())
		}
	}
}

func TestSubmitGoesTheWholeWay(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	stage.TakeRoster(s.T, s.Book)
	u := s.submit()
	s.Photograph("submit-empty")
	s.Press(fyne.KeyF10)
	s.Photograph("submit-check")
	if len(u.check.Hard) > 0 {
		t.Fatalf("hard faults: %+v", u.check.Hard[0].Fault)
	}
	if len(u.check.Warnings) == 0 {
		t.Fatal("members without a 发展团员编号 raise no warning")
	}
	lines := u.lines()
	s.Press(fyne.KeyReturn)
	s.Photograph("submit-explain")
	s.Canvas().Focused().(*kit.Entry).SetText("正在补材料")
	s.Press(fyne.KeyReturn)
	if len(u.explain) != len(lines[0].problems) {
		t.Errorf("%d explanations for %d warnings", len(u.explain), len(lines[0].problems))
	}
	s.Photograph("submit-explained")
	s.Press(fyne.KeyRight)
	if len(u.lines()) <= len(lines) {
		t.Error("→ does not unfold the warnings")
	}
	s.Photograph("submit-unfolded")
	s.Press(fyne.KeyF10)
	s.Photograph("submit-seal")
	phrase := u.phrase.Typed
	if phrase == "" || !strings.Contains(words(u.page.View), phrase) {
		t.Fatal("no passphrase is shown")
	}
	dir := t.TempDir()
	u.write(dir)
	s.Photograph("submit-done")
	past, err := points.Submissions(s.Book)
	if err != nil || len(past) != 1 {
		t.Fatalf("%d submissions, %v; %s", len(past), err, s.Told())
	}
	if info, err := os.Stat(filepath.Join(dir, past[0].File)); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info, err)
	}
	if seen := words(u.page.View); !strings.Contains(seen, phrase) || !strings.Contains(seen, past[0].File) {
		t.Errorf("the last step shows %s", seen)
	}
	if u.phrase != (travel.Passphrase{}) {
		t.Error("the passphrase stays in memory")
	}
	s.Press(fyne.KeyF10)
	s.Photograph("submit-list")
	if seen := words(u.page.View); strings.Contains(seen, phrase) || !strings.Contains(seen, "台账没有变") {
		t.Errorf("the overview shows %s", seen)
	}
	m := ledger.Members.Clone(find.ListOf(s.Book.Today(), onRollQuery).Row(0)).(*ledger.Member)
	m.Note = "改过"
	if _, err := s.Book.Save(ledger.Members, m); err != nil {
		t.Fatal(err)
	}
	u = s.submit()
	if seen := words(u.page.View); !strings.Contains(seen, "团员变更 1") {
		t.Errorf("after a change the overview shows %s", seen)
	}
	s.Press(fyne.KeyReturn)
	s.Photograph("submit-tell")
	if !strings.Contains(s.Told(), past[0].File) {
		t.Errorf("the submission is told as %q", s.Told())
	}
	s.Press(fyne.KeyEscape)
	s.Press(fyne.KeyF10)
	if len(u.explain) == 0 {
		t.Error("the explanations are forgotten the next time")
	}
}

func TestSubmitFitsInHugeText(t *testing.T) {
	s := newStand(t, look.Huge, 0)
	stage.TakeRoster(s.T, s.Book)
	s.Narrow()
	u := s.submit()
	for _, step := range []func(){u.overview, u.precheck, u.seal, func() { u.write(t.TempDir()) }} {
		step()
		s.Photograph("submit-huge-" + strconv.Itoa(u.way.At()))
		if cut := s.Outside(); len(cut) > 0 {
			t.Errorf("step %d: outside of the window: %v", u.way.At(), cut)
		}
	}
}

func TestSubmitStopsAtHardFaults(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	stage.TakeRoster(s.T, s.Book)
	u := s.submit()
	m := find.ListOf(s.Book.Today(), onRollQuery).Row(0).(*ledger.Member)
	u.check = travel.Checked{Hard: []rules.Problem{{Kind: ledger.Members, ID: m.ID, Name: m.Title, Fault: value.Fault{Key: "idno", Text: "证件号码还没有填。"}}}}
	u.hard()
	s.Photograph("submit-hard")
	if seen := words(u.page.View); !strings.Contains(seen, "有 1 处错误") || !strings.Contains(seen, m.Title) {
		t.Errorf("the page shows %s", seen)
	}
	s.Press(fyne.KeyReturn)
	if s.Page() == u.page || s.Page().Key != "member" {
		t.Errorf("Enter opens the page of %q", s.Page().Key)
	}
}

func TestSubmitWritesTheWorkbookAfterAWarning(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	u := s.submit()
	u.workbook()
	s.Photograph("submit-workbook")
	if !strings.Contains(s.Told(), "没有加密") {
		t.Errorf("before the workbook it says %q", s.Told())
	}
	s.Press(fyne.KeyEscape)
	if s.Told() != "" {
		t.Error("Esc does not take it back")
	}
}

func TestSinceWords(t *testing.T) {
	for _, c := range []struct {
		d    points.Difference
		want string
	}{
		{points.Difference{}, "上次上报之后，台账没有变。"},
		{points.Difference{Added: map[string]int{"member": 2}, Changed: map[string]int{"member": 1, "branch": 3}}, "上次上报之后：团组织变更 3；团员新增 2、变更 1。"},
	} {
		if got := sinceWords(c.d); got != c.want {
			t.Errorf("%+v: %q, want %q", c.d, got, c.want)
		}
	}
}

// A practice street goes the whole way too: its notice and its receipts say that they
// are practice, and a community of real people refuses them.
func TestAPracticeStreetGives(t *testing.T) {
	s := newStandOf(t, look.Standard, newStreetBook(t, 8))
	real := newBook(t, 0)
	dir := t.TempDir()
	s.Show(Notice(s.Shell))
	s.Photograph("street-practice-notice")
	if seen := words(s.Page().View); !strings.Contains(seen, "练习的") {
		t.Errorf("the notice does not say that it is practice: %s", seen)
	}
	g := &give{s: s.Shell, page: s.Page(), phrase: phraseBox{s: s.Shell}}
	g.write(dir, phraseOfTest)
	y := newReply(s.Shell, replyDues)
	s.Show(y.page)
	y.give(dir, phraseOfTest)
	s.Photograph("street-practice-reply")
	made, err := filepath.Glob(filepath.Join(dir, "*.tjb"))
	if err != nil || len(made) < 2 {
		t.Fatalf("%d packages, %v; %s", len(made), err, s.Told())
	}
	for _, path := range made {
		_, err := travel.ReadReceipt(t.Context(), real, path, phraseOfTest)
		if strings.Contains(filepath.Base(path), "下发") {
			_, err = travel.ReadNotice(t.Context(), real, path, phraseOfTest)
		}
		if err == nil || !strings.Contains(store.Tell(err).Message, "练习台账") {
			t.Errorf("%s is taken in: %v", filepath.Base(path), err)
		}
	}
}

func TestWarningsInCommon(t *testing.T) {
	for want, texts := range map[string][]string{
		"有 3–12 名团员年满 28 周岁。": {"有 12 名团员年满 28 周岁。", "有 3 名团员年满 28 周岁。", "有 10 名团员年满 28 周岁。"},
		"没有书记。":               {"没有书记。", "没有书记。"},
		"入团时 10–13 周岁":        {"入团时 10 周岁", "入团时 13 周岁"},
		"没有“…”。":              {"没有“甲”。", "没有“乙丙”。"},
		"…":                   {"甲", "乙"},
		"号码…":                 {"号码", "号码不对"},
	} {
		if got := alike(texts); got != want {
			t.Errorf("%q: %q, want %q", texts, got, want)
		}
	}
}

func TestWayBackToTheCheck(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	u := newSubmit(s)
	s.Show(u.page)
	m := someMember(t, b)
	u.showRecord(ledger.Members, m.ID)
	press(s, fyne.KeyEscape)
	button(t, s.Page().View, "回到上报检查").Press()
	if s.Page().Key != "submit" {
		t.Errorf("came back to %q", s.Page().Key)
	}
}

// What the check before a submission finds is printed by F12, with what was said about it; Esc comes back to the check.
func TestTheCheckIsPrinted(t *testing.T) {
	s := newStand(t, look.Standard, 120)
	u := s.submit()
	s.Press(fyne.KeyF10)
	if len(u.check.Hard)+len(u.check.Warnings) == 0 {
		t.Fatal("nothing is found")
	}
	s.Press(fyne.KeyF12)
	if s.Page().Title != "打印预览" {
		t.Fatalf("F12 leads to %s", s.Page().Title)
	}
	s.Photograph("submit-check-paper")
	s.Press(fyne.KeyEscape)
	if got := words(s.Page().View); !strings.Contains(got, "打印清单") {
		t.Errorf("Esc leads to %s", got)
	}
}
