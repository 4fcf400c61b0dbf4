package page

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
)

// edited saves another position of a member by the form, as a person does.
func edited(t *testing.T, s *Shell, m *ledger.Member, position string) {
	t.Helper()
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	l.panel.form.Type("position", position)
	for range 2 {
		if l.panel != nil {
			l.panel.form.Save(false)
		}
	}
	if got := positionOf(s.Book, m.ID); got != position {
		t.Fatalf("saved %q", got)
	}
}

func positionOf(b *store.Book, id value.ID) string {
	if m, ok := b.Today().Get(ledger.Members, id).(*ledger.Member); ok {
		return m.Position
	}
	return "（不在）"
}

func lastTold(s *Shell) string {
	shown := s.Toasts.Shown()
	if len(shown) == 0 {
		return ""
	}
	return shown[len(shown)-1]
}

func TestUndoAndRedo(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	before := m.Position
	s.Undo()
	if got := lastTold(s); got != "没有可以撤销的操作" {
		t.Fatalf("before anything: %q", got)
	}
	edited(t, s, m, "仓库管理员")
	s.Undo()
	if got := positionOf(b, m.ID); got != before {
		t.Errorf("undone, and it is %q", got)
	}
	if got := lastTold(s); !strings.Contains(got, "已撤销：修改 "+m.Title) || !strings.Contains(got, "Ctrl+Y") {
		t.Errorf("told %q", got)
	}
	s.Redo()
	if got := positionOf(b, m.ID); got != "仓库管理员" {
		t.Errorf("redone, and it is %q", got)
	}
	if got := lastTold(s); !strings.Contains(got, "已重做：修改 "+m.Title) || !strings.Contains(got, "Ctrl+Z") {
		t.Errorf("told %q", got)
	}
	s.Undo()
	if got := positionOf(b, m.ID); got != before {
		t.Errorf("undone again, and it is %q: %s", got, lastTold(s))
	}
}

func TestDeletedGoesForAReason(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	l := listOn(s, records.Query{Kind: ledger.Posts})
	n := l.length()
	if n < 3 {
		t.Fatal("too few posts")
	}
	gone := []value.ID{l.rows.Row(0).Head().ID, l.rows.Row(1).Head().ID}
	l.grid.SelectKeys(gone[0].String(), gone[1].String())
	press(s, fyne.KeyDelete)
	press(s, fyne.KeyReturn) // no reason yet
	if s.Canvas().Overlays().Top() == nil {
		t.Fatal("removed without a reason")
	}
	keyed(s, "chongfu")
	press(s, fyne.KeyReturn)
	if l.length() != n-2 || b.Today().Get(ledger.Posts, gone[0]) != nil {
		t.Fatalf("%d rows of %d", l.length(), n)
	}
}

// TestHeldRecordStays: who is needed elsewhere is not removed, and it says by whom.
func TestHeldRecordStays(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	branch := someMember(t, b).Branch
	l := listOn(s, records.Query{Kind: ledger.Branches})
	l.open(branch)
	press(s, fyne.KeyF8, fyne.KeyEnd, fyne.KeyReturn)
	keyed(s, "luocuole")
	press(s, fyne.KeyReturn)
	if b.Today().Get(ledger.Branches, branch) == nil {
		t.Fatal("removed under its members")
	}
	if got := words(s.Canvas().Overlays().Top()); !strings.Contains(got, "团员“") {
		t.Errorf("told %s", got)
	}
}

func TestVersionComesBack(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	before := m.Position
	edited(t, s, m, "仓库管理员")
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	l.panel.turn(l.panel.pages - 1)
	button(t, l.panel.body, "恢复成这一版").Press()
	if got := words(s.Canvas().Overlays().Top()); !strings.Contains(got, "职务") && !strings.Contains(got, "仓库管理员 → ") {
		t.Errorf("the question does not say what changes: %s", got)
	}
	press(s, fyne.KeyReturn)
	if got := positionOf(b, m.ID); got != before {
		t.Errorf("restored to %q", got)
	}
	if l.panel == nil || l.panel.form.Draft().(*ledger.Member).Position != before {
		t.Error("the form shows something else")
	}
}

func TestBulkEdit(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
	if !l.bulk.Hidden {
		t.Error("one row can be edited in bulk")
	}
	var ids []value.ID
	var keys []string
	for i := range 4 {
		ids = append(ids, l.rows.Row(i).Head().ID)
		keys = append(keys, ids[i].String())
	}
	elsewhere(t, b, ids[0], func(m *ledger.Member) { m.Position = "仓库管理员" })
	l.grid.SelectKeys(keys...)
	if l.bulk.Hidden {
		t.Fatal("no button for several rows")
	}
	l.bulk.Press()
	bulk := s.page
	if strings.Contains(words(bulk.View), "证件号码") || strings.Contains(words(bulk.View), "＊") {
		t.Error("what names one person can be edited in bulk, or a field is required")
	}
	keep := b.Today().Get(ledger.Members, ids[1]).(*ledger.Member).Nation
	press(s, fyne.KeyF10) // nothing chosen
	if s.Canvas().Overlays().Top() == nil {
		t.Fatal("nothing is to be changed, and nobody says so")
	}
	press(s, fyne.KeyEscape)
	edit := newBulk(s, l.q, ids)
	s.put(edit.page)
	bulk = edit.page
	edit.form.FocusField("position")
	keyed(s, "cangku")
	press(s, fyne.KeyF10)
	got := words(bulk.View)
	if !strings.Contains(got, "仓库管理员 → cangku") || !strings.Contains(got, "修改 4 人") {
		t.Fatalf("the preview shows %s", got)
	}
	if positionOf(b, ids[0]) != "仓库管理员" {
		t.Fatal("changed before anybody agreed")
	}
	press(s, fyne.KeyF10, fyne.KeyReturn)
	for _, id := range ids {
		if got := positionOf(b, id); got != "cangku" {
			t.Errorf("changed to %q", got)
		}
	}
	if b.Today().Get(ledger.Members, ids[1]).(*ledger.Member).Nation != keep {
		t.Error("a blank field was changed")
	}
	if !strings.Contains(lastTold(s), "已批量修改 4 人") || s.page.Key != "member" {
		t.Errorf("told %q on %s", lastTold(s), s.page.Key)
	}
	s.Undo()
	if got := positionOf(b, ids[0]); got != "仓库管理员" {
		t.Errorf("undone to %q", got)
	}
}

// TestBulkClears: emptying is a choice of its own.
func TestBulkClears(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
	ids := []value.ID{l.rows.Row(0).Head().ID, l.rows.Row(1).Head().ID}
	for _, id := range ids {
		elsewhere(t, b, id, func(m *ledger.Member) { m.Position = "仓库管理员" })
	}
	l.grid.SelectKeys(ids[0].String(), ids[1].String())
	l.edit()
	button(t, s.page.View, "选要清空的栏目").Press()
	list := s.Canvas().Focused().(*kit.Rows)
	label := ledger.Members.Columns()[ledger.Members.At("position")].Label
	for list.Items()[max(list.At(), 0)].Label != label {
		at := list.At()
		press(s, fyne.KeyDown)
		if list.At() == at {
			t.Fatal("the field is not offered")
		}
	}
	press(s, fyne.KeySpace, fyne.KeyF10)
	if got := words(s.page.View); !strings.Contains(got, "清空："+label) {
		t.Fatalf("nothing says what is emptied: %s", got)
	}
	press(s, fyne.KeyF10, fyne.KeyF10, fyne.KeyReturn)
	if positionOf(b, ids[0]) != "" || positionOf(b, ids[1]) != "" {
		t.Errorf("left %q and %q", positionOf(b, ids[0]), positionOf(b, ids[1]))
	}
}

// TestReaderHasNoDeeds: who may only look is offered nothing that changes.
func TestReaderHasNoDeeds(t *testing.T) {
	b := newBook(t, 20)
	s := onDesk(t, b)
	m := find.ListOf(b.Today(), records.Query{Kind: ledger.Members}).Row(0).(*ledger.Member)
	if err := b.Staff().Add("见习员", "jianxi-2026", store.Reader); err != nil {
		t.Fatal(err)
	}
	path := b.Path()
	b.Close()
	again, err := store.Open(path, "jianxi-2026", testEnv())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	s.Book, s.drafts = again, newDrafts(again)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.grid.SelectKeys(l.rows.Row(0).Head().ID.String(), l.rows.Row(1).Head().ID.String())
	if !l.bulk.Hidden {
		t.Error("bulk edit is offered")
	}
	l.menu(0, fyne.NewPos(0, 0))
	if got := words(s.Canvas().Overlays().Top()); strings.Contains(got, "回收站") {
		t.Error("removing is offered")
	}
	press(s, fyne.KeyEscape)
	press(s, fyne.KeyDelete)
	if s.Canvas().Overlays().Top() != nil {
		t.Error("Delete asks for a reason")
		press(s, fyne.KeyEscape)
	}
	l.open(m.ID)
	l.panel.turn(l.panel.pages - 1)
	if got := words(l.panel.body); strings.Contains(got, "恢复成这一版") {
		t.Error("an older version is offered")
	}
}

// People are counted as people only where nothing else can be among them.
func TestAmounts(t *testing.T) {
	entry := func(intent, what string, n int) store.Entry {
		return store.Entry{Intent: intent, Count: n, Detail: store.Detail{What: what}}
	}
	for _, c := range []struct {
		e    store.Entry
		want string
	}{
		{entry("edit", "member", 1), "1 人"}, {entry("bulk", "member", 3), "3 人"}, {entry("import", "member", 62), "62 条"},
		{entry("import", "enterprise", 14), "14 家企业"}, {entry("remove", "member", 2), "2 条"}, {entry("undo", "member", 62), "62 条"},
		{store.Entry{Intent: "print", Detail: store.Detail{What: "member", Rows: 40}}, "40 行"}, {store.Entry{Intent: "password"}, ""},
	} {
		if got := Amount(c.e); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.e.Intent, c.e.Detail.What, got, c.want)
		}
	}
}
