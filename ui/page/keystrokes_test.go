package page

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/trial"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
)

// TestKeystrokesOfAMember counts what a second member of one branch costs, with the
// real lists, rules and layout: no mouse, and at most 60 keys beside the letters of
// the name.
func TestKeystrokesOfAMember(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	b := newBook(t, 60)
	s := onDesk(t, b)
	branch := someMember(t, b).Branch
	unit := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises}).Row(0).(*ledger.Enterprise)
	l := listOn(s, records.Query{Kind: ledger.Members})
	press(s, fyne.KeyF9)
	f := l.panel.form
	f.Type("name", "王芳")
	f.Type("nation", "苗族")
	f.Type("branch", branch.String())
	f.Type("unit", unit.ID.String())
	f.Save(true)
	if b.Today().Count(ledger.Members) == 60 {
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
	if b.Today().Count(ledger.Members) != 62 {
		t.Fatalf("not saved: %v", said(f))
	}
	all := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Words: "刘婧"})
	if all.Len() != 1 {
		t.Fatalf("%d members of this name", all.Len())
	}
	m := all.Row(0).(*ledger.Member)
	if m.Branch != branch || m.Unit != unit.ID || codes.Nations.Label(m.Nation) != "汉族" || m.Phone != "17012345678" ||
		m.Joined != value.Day(2020, 8, 0) || m.DevNumber != "202043000001" || codes.Schoolings.Label(m.Schooling) == "" {
		t.Errorf("saved %+v", *m)
	}
	t.Logf("%d keys", keys)
	if keys > 60 {
		t.Errorf("%d keys for a member beside his name, at most 60", keys)
	}
}

// TestMembersTypedAhead types two members so fast that the input method answers
// nothing before the last key is down: every character stands in its field, F9 saves
// when its turn comes, and the Enters that habit puts behind full fields skip none.
func TestMembersTypedAhead(t *testing.T) {
	trial.Stand(t, "2026-11-22") // who was born in 2005 is over the age in 2038
	b := newBook(t, 60)
	s := onDesk(t, b)
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	branch := someMember(t, b).Branch
	unit := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises}).Row(0).(*ledger.Enterprise)
	l := listOn(s, records.Query{Kind: ledger.Members})
	press(s, fyne.KeyF9)
	f := l.panel.form
	for key, text := range map[string]string{"name": "王芳", "nation": "苗族", "branch": branch.String(), "unit": unit.ID.String()} {
		f.Type(key, text)
	}
	f.Save(true)
	if b.Today().Count(ledger.Members) == 60 {
		f.Save(true)
	}
	pressAhead(s, "liujing␣⏎430502200605123182⏎202008⏎202043000001⏎17012345678⏎dxbk⏎⏎⑨"+
		"chenming␣⏎430502200504040046⏎202009⏎202043000002⏎17012345679⏎dxbk⏎⏎⑨")
	if b.Today().Count(ledger.Members) != 61 {
		t.Fatal("F9 overtook what was typed before it")
	}
	for _, text := range []string{"刘婧", "430502200605123182202008202043000001", "17012345678", "dxbk",
		"陈明", "430502200504040046202009", "202043000002", "17012345679", "dxbk"} {
		for _, r := range text {
			s.Canvas().Focused().TypedRune(r)
		}
		still.Pass(time.Second / 20)
	}
	for name, want := range map[string]ledger.Member{
		"刘婧": {IDNumber: "430502200605123182", Joined: value.Day(2020, 8, 0), DevNumber: "202043000001", Phone: "17012345678"},
		"陈明": {IDNumber: "430502200504040046", Joined: value.Day(2020, 9, 0), DevNumber: "202043000002", Phone: "17012345679"},
	} {
		all := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Words: name})
		if all.Len() != 1 {
			t.Errorf("%d members are called %s", all.Len(), name)
			continue
		}
		m := all.Row(0).(*ledger.Member)
		if m.IDNumber != want.IDNumber || m.Joined != want.Joined || m.DevNumber != want.DevNumber || m.Phone != want.Phone ||
			!strings.HasPrefix(codes.Schoolings.Label(m.Schooling), "大学本科") || m.Branch != branch {
			t.Errorf("%s: %+v", name, *m)
		}
	}
}

// pressAhead presses keys for which no character has come yet.
func pressAhead(s *Shell, score string) {
	names := map[rune]fyne.KeyName{'␣': fyne.KeySpace, '⏎': fyne.KeyReturn, '⑨': fyne.KeyF9}
	for _, r := range score {
		name, ok := names[r]
		if !ok {
			name = fyne.KeyName(strings.ToUpper(string(r)))
		}
		s.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
}

// TestAWrongNumberTypedAhead: what was typed behind a number that cannot be right goes
// nowhere, with the input method behind the keys too, and nothing is saved.
func TestAWrongNumberTypedAhead(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	l := listOn(s, records.Query{Kind: ledger.Members})
	press(s, fyne.KeyF9)
	f := l.panel.form
	pressAhead(s, "liujing␣⏎430502200605123183⏎202008⏎202043000001⏎17012345678⏎dxbk⏎⏎⑨"+
		"chenming␣⏎430502200504040046⏎202009⏎⑨")
	for _, text := range []string{"刘婧", "430502200605123183202008202043000001", "17012345678", "dxbk", "陈明", "430502200504040046202009"} {
		for _, r := range text {
			s.Canvas().Focused().TypedRune(r)
		}
		still.Pass(time.Second / 20)
	}
	still.Pass(5 * time.Second)
	if n := b.Today().Count(ledger.Members); n != 60 {
		t.Errorf("%d were saved", n-60)
	}
	at, _ := f.At()
	m := f.Draft().(*ledger.Member)
	if e, ok := s.Canvas().Focused().(*kit.Secret); !ok || at != "idno" || e.Text != "430502200605123183" {
		t.Errorf("the keyboard is at %s, %T", at, s.Canvas().Focused())
	}
	if m.Title != "刘婧" || m.IDNumber != "" || m.Joined != 0 || m.DevNumber != "" || m.Phone != "" || m.Schooling != "" {
		t.Errorf("gone astray: %+v", *m)
	}
}
