package office

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/codes"
	"tuanjian/ui/look"
)

// An entry is called otherwise, retired and added without the mouse; what rules speak of says why it stays.
func TestCodesByKeyboard(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
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
			was := codes.Attitudes.Items()[0]
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
			if s.Top() != nil || codes.Attitudes.Label(was.Code) != "很支持" {
				t.Fatalf("%s: %v", codes.Attitudes.Label(was.Code), s.Told())
			}
			s.Press(fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn) // 停用
			keyed(s.Shell, "不用了")
			s.Press(fyne.KeyReturn)
			if !codes.Attitudes.Retired(was.Code) {
				t.Fatalf("not retired: %s", s.Told())
			}
			s.Photograph("codes-retired" + name)
			s.Undo()
			if codes.Attitudes.Retired(was.Code) {
				t.Error("not undone")
			}
			if out := s.Outside(); len(out) > 0 {
				t.Error(out)
			}
		})
	}
}

// A list that takes no entry says why on its page, one that nobody changes too, and its keys do nothing.
func TestListsThatTakeNoEntrySayWhy(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		t.Run("at"+name, func(t *testing.T) {
			s := newStandOf(t, size, newBook(t, 60))
			s.ShowCodes()
			for list, says := range map[string]string{"经营状态": "把还在营的企业漏掉", "性别": "GB/T 2261.1", "团籍状态": "不能加、不能停用", "建团状态": ""} {
				s.Press(fyne.KeyF4)
				menu := strings.Split(s.items(), "\n")
				for i, line := range menu {
					if strings.HasPrefix(line, list) {
						if shut := strings.Contains(line, "不能"); shut != (says != "") {
							t.Errorf("the menu says %q", line)
						}
						for range i {
							s.Press(fyne.KeyDown)
						}
						break
					}
				}
				if says == "" {
					s.Photograph("codes-menu-closed" + name)
				}
				s.Press(fyne.KeyReturn)
				got := words(s.Page().View)
				if !strings.Contains(got, says) || says == "" && strings.Contains(got, "这一张不能") {
					t.Errorf("%s: %s", list, got)
				}
				s.Photograph("codes-" + list + name)
				if out := s.Outside(); len(out) > 0 {
					t.Error(out)
				}
				if s.Press(fyne.KeyF9); (s.Top() == nil) != (says != "") {
					t.Errorf("%s: F9 adds %v", list, s.Top() != nil)
				}
				s.Press(fyne.KeyEscape)
				if says == "" {
					continue
				}
				s.ShowCodes()
			}
		})
	}
}
