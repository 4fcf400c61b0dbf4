package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// Who may only look finds these pages and nothing on them to press.
func TestAReaderLooksOnly(t *testing.T) {
	s := stand.On(t, look.Standard, stage.NewBook(t, 60), screens)
	if err := s.Book.Staff().Add("王干事", "wang-long-1", store.Admin); err != nil {
		t.Fatal(err)
	}
	if err := s.Book.Staff().SetRole(s.Book.Operator(), store.Reader); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		show    func()
		buttons []string
	}{
		{s.ShowOperators, []string{"添加经办人", "换恢复码"}}, {s.ShowHandover, []string{"下一步"}}, {s.ShowRetention, nil},
		{func() { s.ShowList(records.Query{Kind: ledger.Members, Tab: "on"}) }, []string{"新增", "导入"}},
		{s.ShowSubmit, []string{"检查并上报", "另存上报表"}},
	} {
		c.show()
		for _, label := range c.buttons {
			if !stage.Button(t, s.Page().View, label).Disabled() {
				t.Errorf("%s: %s can be pressed", s.Page().Title, label)
			}
		}
		for _, o := range test.LaidOutObjects(s.Page().View) {
			if b, ok := o.(*kit.Button); ok && (b.Label() == "办理" || strings.HasPrefix(b.Label(), "清除") && !b.Disabled()) {
				t.Errorf("%s offers %s", s.Page().Title, b.Label())
			}
		}
	}
	s.ShowRecord(ledger.Members, find.ListOf(s.Book.Today(), records.Query{Kind: ledger.Members}).Row(0).Head().ID)
	before := len(s.Intents())
	for _, label := range []string{"保存", "保存并继续"} {
		if !stage.Button(t, s.Page().View, label).Disabled() {
			t.Errorf("%s can be pressed", label)
		}
	}
	s.Press(fyne.KeyF10)
	if len(s.Intents()) != before || s.Top() != nil || !strings.Contains(stage.Words(s.Page().View), "请让管理员办理") {
		t.Errorf("a record that may only be looked at: %s", s.Told())
	}
	s.Photograph("record-reader")
	for _, o := range test.LaidOutObjects(s.Page().View) {
		if e, ok := o.(*kit.Entry); ok && e.Text != "" {
			s.Canvas().Focus(e)
		}
	}
	stage.Keyed(s.Canvas(), "x")
	s.Still.Pass(10 * time.Second)
	if drafts, err := s.Book.Drafts().All(); err != nil || len(drafts) > 0 || s.Top() != nil {
		t.Errorf("what a reader types: %v, %v, %s", drafts, err, s.Told())
	}
	s.ShowOperators()
	if !strings.Contains(stage.Words(s.Page().View), "请让管理员办理") {
		t.Error("nobody says why")
	}
	s.Photograph("operators-reader")
}
