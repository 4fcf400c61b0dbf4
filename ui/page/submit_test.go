package page

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

func TestSubmitPictures(t *testing.T) {
	for _, size := range []kit.Size{kit.Standard, kit.Huge} {
		name := map[kit.Size]string{kit.Standard: "standard", kit.Huge: "huge"}[size]
		s := newStand(t, size, 120)
		s.Show(Submit(s.Shell))
		s.photograph("submit-practice-" + name)
		s.press(fyne.KeyF10)
		s.photograph("submit-practice-check-" + name)
	}
}

func TestSubmitGoesTheWholeWay(t *testing.T) {
	s := newStand(t, kit.Standard, 0)
	k := s.begin(ledger.Members, roster(t, "1380739"))
	s.press(fyne.KeyF10)
	for _, w := range k.words {
		w.decide(wordCreate)
	}
	k.preview()
	s.press(fyne.KeyF10, fyne.KeyF10)
	u := newSubmit(s.Shell)
	s.Show(u.page)
	s.photograph("submit-empty")
	u.precheck()
	s.photograph("submit-check")
	if len(u.check.Hard) > 0 {
		t.Fatalf("hard faults: %+v", u.check.Hard[0].Fault)
	}
	if len(u.check.Warnings) == 0 {
		t.Fatal("members without a number of their own raise no warning")
	}
	u.ask(u.lines()[0], func() {})
	s.photograph("submit-explain")
	s.Canvas().Focused().(*kit.Entry).SetText("正在补材料")
	s.press(fyne.KeyReturn)
	if len(u.explain) == 0 {
		t.Error("the explanation was not kept")
	}
	u.warned()
	s.photograph("submit-explained")
	s.press(fyne.KeyF10)
	s.photograph("submit-seal")
	if u.phrase.Typed == "" {
		t.Fatal("no passphrase is suggested")
	}
	dir := t.TempDir()
	u.write(dir)
	s.photograph("submit-done")
	past, err := s.Book.Submissions()
	if err != nil || len(past) != 1 {
		t.Fatalf("%d submissions, %v", len(past), err)
	}
	if _, err := os.Stat(filepath.Join(dir, past[0].File)); err != nil {
		t.Error(err)
	}
	if u.phrase != (store.Passphrase{}) {
		t.Error("the passphrase stays in memory")
	}
	s.press(fyne.KeyF10)
	s.photograph("submit-list")
}
