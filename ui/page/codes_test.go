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
			s.Photograph("codes-first" + name)
			s.Press(fyne.KeyF4)
			menu := s.items()
			at := strings.Count(menu[:strings.Index(menu, "企业态度")], "\n")
			for range at {
				s.Press(fyne.KeyDown)
			}
			s.Photograph("codes-lists" + name)
			s.Press(fyne.KeyReturn)
			if !strings.Contains(words(s.Page().View), "企业态度") {
				t.Fatal(words(s.Page().View))
			}
			s.Photograph("codes" + name)
			was := ledger.Attitudes.Items()[0]
			s.Press(fyne.KeyF8, fyne.KeyReturn)
			fill := fields(s.Top())
			fill[0].SetText("很支持")
			s.Press(fyne.KeyF10)
			if got := strings.Join(said(s.Top()), ""); !strings.Contains(got, "为什么改") {
				t.Errorf("without a reason: %q", got)
			}
			s.Photograph("codes-fault" + name)
			fill[1].SetText("街道统一叫法")
			s.Press(fyne.KeyF10)
			if s.Top() != nil || ledger.Attitudes.Label(was.Code) != "很支持" {
				t.Fatalf("%s: %v", ledger.Attitudes.Label(was.Code), s.Told())
			}
			s.Press(fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn) // 停用
			keyed(s.Shell, "不用了")
			s.Press(fyne.KeyReturn)
			if !ledger.Attitudes.Retired(was.Code) {
				t.Fatalf("not retired: %s", s.Told())
			}
			s.Photograph("codes-retired" + name)
			s.Undo()
			if ledger.Attitudes.Retired(was.Code) {
				t.Error("not undone")
			}
			if out := s.Outside(); len(out) > 0 {
				t.Error(out)
			}
		})
	}
}
