package page

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// An entry is called otherwise, retired and added without the mouse; what rules speak of says why it stays.
func TestCodesByKeyboard(t *testing.T) {
	for name, size := range map[string]kit.Size{"": kit.Standard, "-huge": kit.Huge} {
		t.Run("at"+name, func(t *testing.T) {
			s := newStandOf(t, size, newBook(t, 60))
			s.ShowCodes()
			s.photograph("codes-first" + name)
			s.press(fyne.KeyF4)
			menu := s.items()
			at := strings.Count(menu[:strings.Index(menu, "企业态度")], "\n")
			for range at {
				s.press(fyne.KeyDown)
			}
			s.photograph("codes-lists" + name)
			s.press(fyne.KeyReturn)
			if !strings.Contains(words(s.Page().View), "企业态度") {
				t.Fatal(words(s.Page().View))
			}
			s.photograph("codes" + name)
			was := ledger.Attitudes.Items()[0]
			s.press(fyne.KeyF8, fyne.KeyReturn)
			fill := fields(s.top())
			fill[0].SetText("很支持")
			s.press(fyne.KeyF10)
			if got := strings.Join(said(s.top()), ""); !strings.Contains(got, "为什么改") {
				t.Errorf("without a reason: %q", got)
			}
			s.photograph("codes-fault" + name)
			fill[1].SetText("街道统一叫法")
			s.press(fyne.KeyF10)
			if s.top() != nil || ledger.Attitudes.Label(was.Code) != "很支持" {
				t.Fatalf("%s: %v", ledger.Attitudes.Label(was.Code), s.told())
			}
			s.press(fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn) // 停用
			keyed(s.Shell, "不用了")
			s.press(fyne.KeyReturn)
			if !ledger.Attitudes.Retired(was.Code) {
				t.Fatalf("not retired: %s", s.told())
			}
			s.photograph("codes-retired" + name)
			s.Undo()
			if ledger.Attitudes.Retired(was.Code) {
				t.Error("not undone")
			}
			if out := s.outside(); len(out) > 0 {
				t.Error(out)
			}
		})
	}
}
