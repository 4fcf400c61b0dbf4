package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// TestImportIsTakenBack: from the last step of an import, after seeing what goes.
func TestImportIsTakenBack(t *testing.T) {
	s := stand.On(t, look.Standard, stage.NewBook(t, 0), screens)
	s.ShowIntake(ledger.Members, []string{stage.Roster(t, "1380739")})
	s.Press(fyne.KeyF10)
	stage.Button(t, s.Page().View, "全部新建").Press()
	s.Press(fyne.KeyF10, fyne.KeyF10)
	if s.Book.Today().Count(ledger.Members) == 0 {
		t.Fatal("nothing was imported")
	}
	stage.Button(t, s.Page().View, "撤销这次导入").Press()
	got := stage.Words(s.Page().View)
	if !strings.Contains(got, "导入 ") || !strings.Contains(got, "条移到回收站") {
		t.Fatalf("the plan says %s", got)
	}
	s.Photograph("kept-undo-import")
	s.Press(fyne.KeyF10)
	if n := s.Book.Today().Count(ledger.Members); n != 0 {
		t.Errorf("%d members stay", n)
	}
	if !strings.Contains(lastTold(s), "已撤销：导入") {
		t.Errorf("told %q", lastTold(s))
	}
	s.Redo()
	if n := s.Book.Today().Count(ledger.Members); n == 0 {
		t.Error("the import does not come back")
	}
}

// lastTold is the last toast.
func lastTold(s *stand.Stand) string {
	shown := s.Toasts.Shown()
	if len(shown) == 0 {
		return ""
	}
	return shown[len(shown)-1]
}
