package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/look"
)

// TestScreensOfWhatIsKept shows each screen of drafts, history and bulk edit, at the smallest and the largest text, and looks that
// none wants more width than there is.
func TestScreensOfWhatIsKept(t *testing.T) {
	for _, size := range []look.Size{look.Standard, look.Huge} {
		t.Run(size.Label(), func(t *testing.T) {
			s := newStand(t, size, 120)
			b, name := s.Book, map[look.Size]string{look.Standard: "", look.Huge: "-huge"}[size]
			look := func(what string) {
				t.Helper()
				s.Photograph("kept-" + what + name)
				if got := s.Page().View.MinSize(); got.Width > 1366-320 || got.Height > 640 {
					t.Errorf("%s wants %v", what, got)
				}
			}
			l := listOn(s.Shell, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
			ids := []value.ID{l.rows.Row(0).Head().ID, l.rows.Row(1).Head().ID, l.rows.Row(2).Head().ID}
			l.open(ids[0])
			l.panel.form.Type("position", "仓库管理员")
			l.panel.form.Type("qq", "123456")
			l.panel.form.FocusField("wechat")
			keyed(s.Shell, "tabei")
			l.back()
			look("list-draft")
			l.open(ids[0])
			look("restored")
			l.back()
			elsewhere(t, b, ids[0], func(m *ledger.Member) { m.Position, m.Mail = "采购员", "cg@example.cn" })
			l.open(ids[0])
			look("clash")
			button(t, l.panel.notes, "用我的").Press()
			look("taken")
			l.panel.form.Save(false)
			if l.panel != nil {
				l.panel.form.Save(false)
			}
			l.open(ids[0])
			l.panel.turn(l.panel.pages - 1)
			look("history")
			button(t, l.panel.body, "恢复成这一版").Press()
			look("revert")
			press(s.Shell, fyne.KeyEscape)
			l.closePanel()
			l.grid.SelectKeys(ids[0].String(), ids[1].String(), ids[2].String())
			look("list-several")
			l.remove()
			look("remove")
			press(s.Shell, fyne.KeyEscape)
			u := newBulk(s.Shell, l.q, ids)
			s.Show(u.page)
			u.clear = []string{"address"}
			u.drawChips()
			look("bulk")
			u.form.Type("position", "统计员")
			u.form.Save(false)
			look("bulk-preview")
			u.ask()
			look("bulk-ask")
			press(s.Shell, fyne.KeyReturn)
			s.Undo()
			s.Photograph("kept-undo" + name)
		})
	}
}
