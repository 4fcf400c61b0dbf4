package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/trial"
)

// TestKeystrokesOfAMember counts what a second member of one branch costs, with the
// real lists, rules and layout: no mouse, and at most 60 keys beside the letters of
// the name.
func TestKeystrokesOfAMember(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	b := newBook(t, 60)
	s := onDesk(t, b)
	branch := someMember(t, b).Branch
	unit := b.List(store.Query{Kind: ledger.Enterprises}).Row(0).(*ledger.Enterprise)
	l := listOn(s, store.Query{Kind: ledger.Members})
	press(s, fyne.KeyF9)
	f := l.panel.form
	f.Type("name", "王芳")
	f.Type("nation", "苗族")
	f.Type("branch", branch.String())
	f.Type("unit", unit.ID.String())
	f.Save(true)
	if b.Count(ledger.Members) == 60 {
		f.Save(true)
	}
	keys := 0
	key := func(names ...fyne.KeyName) {
		press(s, names...)
		keys += len(names)
	}
	text := func(typed string) {
		keyed(s, typed)
		keys += len(typed)
	}
	keyed(s, "刘婧")
	keys += len(" ") // which chooses what the letters mean
	key(fyne.KeyReturn)
	text("430502200605123182") // 18, goes on by itself
	text("202008")
	key(fyne.KeyReturn)
	text("202043000001") // 12, goes on by itself
	text("17012345678")  // 11, goes on by itself
	text("dxbk")
	key(fyne.KeyReturn, fyne.KeyF9)
	if b.Count(ledger.Members) != 62 {
		t.Fatalf("not saved: %v", said(f))
	}
	all := b.List(store.Query{Kind: ledger.Members, Words: "刘婧"})
	if all.Len() != 1 {
		t.Fatalf("%d members of this name", all.Len())
	}
	m := all.Row(0).(*ledger.Member)
	if m.Branch != branch || m.Unit != unit.ID || ledger.Nations.Label(m.Nation) != "汉族" || m.Phone != "17012345678" ||
		m.Joined != ledger.Day(2020, 8, 0) || m.DevNumber != "202043000001" || ledger.Schoolings.Label(m.Schooling) == "" {
		t.Errorf("saved %+v", *m)
	}
	t.Logf("%d keys", keys)
	if keys > 60 {
		t.Errorf("%d keys for a member beside his name, at most 60", keys)
	}
}
