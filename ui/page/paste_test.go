package page

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/face"
	"tuanjian/ui/look"
)

func TestRowsArePastedIntoAList(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	var took []string
	s.Screens.Pasted = func(s *Shell, kind ledger.Kind, text string) *Page {
		took = append(took, kind.Name()+" "+text)
		return &Page{View: look.NewWords("", look.Body)}
	}
	l := List(s.Shell, records.Query{Kind: ledger.Members})
	l.paste("没有表格")
	rows := "姓名\t手机号\r\n张三\t17012341703\r\n李四\t17012341704\r\n"
	l.paste(rows)
	if len(took) != 1 || took[0] != "member "+rows {
		t.Errorf("taken in: %q; %s", took, s.Told())
	}
}

func TestARowIsPastedIntoAForm(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	l := List(s.Shell, records.Query{Kind: ledger.Members, Sort: face.Sort(ledger.Members)})
	s.Show(l.page)
	l.add(nil)
	clip := test.NewClipboard()
	clip.SetContent("尉迟甲\t女\t430502200605123182\t17012341703\r\n")
	s.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	m := l.panel.form.Draft().(*ledger.Member)
	if m.Title != "尉迟甲" || m.IDNumber != "430502200605123182" || m.Phone != "17012341703" {
		t.Errorf("the form has %+v", m)
	}
	s.Photograph("record-pasted")
}
