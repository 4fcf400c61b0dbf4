package page

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/trial"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// inSight are the texts that can be seen of an object, those in hidden parts not.
func inSight(o fyne.CanvasObject) (texts []string) {
	for _, w := range test.LaidOutObjects(o) {
		if text, ok := w.(*canvas.Text); ok && text.Text != "" {
			texts = append(texts, text.Text)
		}
	}
	return texts
}

// fromTheTop says what is wrong with a list that should show its first row, selected,
// with the keyboard in the rows.
func fromTheTop(t *testing.T, s *Shell, l *list, what string) {
	t.Helper()
	if l.length() == 0 {
		t.Fatalf("%s: no rows", what)
	}
	first := l.rows.Cell(0, "name", ledger.Ends)
	if got := l.grid.Selected(); !slices.Equal(got, []int{0}) || l.grid.Current() != 0 {
		t.Errorf("%s: rows %v are selected, the keyboard stands on %d", what, got, l.grid.Current())
	}
	begin := string([]rune(first)[:2]) // a long name is cut
	if !slices.ContainsFunc(inSight(l.grid), func(text string) bool { return strings.HasPrefix(text, begin) }) {
		t.Errorf("%s: the first row, %s, is not in sight", what, first)
	}
	if s.Canvas().Focused() != fyne.Focusable(l.grid) {
		t.Errorf("%s: the keyboard is at %T", what, s.Canvas().Focused())
	}
}

func tapTab(s *Shell, l *list, key string) {
	for i, k := range l.tabKeys {
		if k == key {
			for x := float32(2); x < l.tabs.Size().Width; x += 4 {
				s.Canvas().Unfocus() // as a press of the mouse does
				l.tabs.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, 5)})
				if l.tabs.At() == i {
					return
				}
			}
		}
	}
}

// TestOtherRowsComeFromTheTop: whatever changes which rows there are, or their order,
// shows the first of them.
func TestOtherRowsComeFromTheTop(t *testing.T) {
	s := onDesk(t, newBook(t, 2000))
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
	press(s, fyne.KeyEnd)
	tapTab(s, l, "drift")
	if l.q.Tab != "drift" {
		t.Fatal("the tab is not chosen")
	}
	fromTheTop(t, s, l, "a tab")
	tapTab(s, l, "on")
	press(s, fyne.KeyEnd)
	l.filter("sex", []string{"女"})
	fromTheTop(t, s, l, "a filter")
	press(s, fyne.KeyEnd)
	l.filter("sex", nil)
	fromTheTop(t, s, l, "a filter taken away")
	press(s, fyne.KeyEnd)
	l.grid.OnSort("born", true)
	fromTheTop(t, s, l, "an order")
	press(s, fyne.KeyEnd)
	l.focusFind()
	keyed(s, "zhang")
	if s.Canvas().Focused() != fyne.Focusable(l.find) {
		t.Fatal("typing a word is interrupted")
	}
	press(s, fyne.KeyDown)
	fromTheTop(t, s, l, "a word")
	press(s, fyne.KeyEnd)
	last := l.grid.Current()
	l.ask() // something was saved
	if l.grid.Current() != last {
		t.Error("after a save the list does not stay where it was")
	}
}

// labels are the lines of the menu that is open.
func labels(s *Shell) (all []string) {
	if top := s.Canvas().Overlays().Top(); top != nil {
		for _, o := range test.LaidOutObjects(top) {
			if rows, ok := o.(*kit.Rows); ok {
				for _, it := range rows.Items() {
					all = append(all, it.Label)
				}
			}
		}
	}
	return all
}

// choose walks to a line of the open menu and takes it.
func choose(t *testing.T, s *Shell, label string) {
	t.Helper()
	i := slices.Index(labels(s), label)
	if i < 0 {
		t.Fatalf("the menu offers %v, not %s", labels(s), label)
	}
	press(s, fyne.KeyHome)
	for range i {
		press(s, fyne.KeyDown)
	}
	press(s, fyne.KeyReturn)
}

func rightClick(s *Shell, l *list, row int) fyne.Position {
	at := fyne.NewPos(300, look.Now().Row*(float32(row)+1.5))
	abs := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.grid).Add(at)
	l.grid.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: abs}, Button: desktop.MouseButtonSecondary})
	l.grid.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: abs}, Button: desktop.MouseButtonSecondary})
	l.grid.TappedSecondary(&fyne.PointEvent{Position: at, AbsolutePosition: abs})
	return abs
}

// TestMenuOfARow: the second button opens it at the pointer, the keyboard below the row,
// with what fits.
func TestMenuOfARow(t *testing.T) {
	s := onDesk(t, newBook(t, 300))
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
	at := rightClick(s, l, 3)
	if l.grid.Current() != 3 {
		t.Fatalf("the pointer pressed row 3, the keyboard stands on %d", l.grid.Current())
	}
	want := []string{"打开", "复制号码", "复制成表格", "历史", "办理", "打印", "移到回收站"}
	if got := labels(s); !slices.Equal(got, want) {
		t.Errorf("offers %v, want %v", got, want)
	}
	for _, o := range test.LaidOutObjects(s.Canvas().Overlays().Top()) {
		if rows, ok := o.(*kit.Rows); ok {
			pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(rows)
			if d := pos.Subtract(at); d.X < 0 || d.X > 8 || d.Y < 0 || d.Y > 8 {
				t.Errorf("opens at %v, the pointer is at %v", pos, at)
			}
		}
	}
	choose(t, s, "复制号码")
	choose(t, s, "复制证件号码")
	m := l.rows.Row(3).(*ledger.Member)
	if got := s.App.Clipboard().Content(); got != m.IDNumber {
		t.Errorf("copied %q", got)
	}
	s.Canvas().Focus(l.grid)
	press(s, desktop.KeyMenu)
	choose(t, s, "历史")
	if l.panel == nil || l.panel.id != m.ID || l.panel.tabs.At() != l.panel.pages-1 {
		t.Error("历史 does not open what happened to the record")
	}
	l.panel.form.Cancel()
	l.grid.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(s, fyne.KeyF10)
	l.grid.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	choose(t, s, "办理")
	press(s, fyne.KeyEscape)
	if got := labels(s); !slices.Equal(got, want) {
		t.Errorf("Esc in 办理 comes back to %v", got)
	}
	press(s, fyne.KeyEscape)
	l.grid.SelectKeys(l.rows.Row(1).Head().ID.String(), l.rows.Row(3).Head().ID.String(), l.rows.Row(5).Head().ID.String())
	rightClick(s, l, 5)
	if got := labels(s); !slices.Contains(got, "批量修改这 3 人") || !slices.Contains(got, "打印这 3 人") || slices.Contains(got, "办理") {
		t.Errorf("three rows offer %v", got)
	}
	press(s, fyne.KeyEscape)
	rightClick(s, l, 8)
	if got := l.grid.Selected(); !slices.Equal(got, []int{8}) {
		t.Errorf("a row that is not among the selected ones is not selected alone: %v", got)
	}
}

// TestKeysOfTheRowsMenu: the keys that stand on its lines work while it is open.
func TestKeysOfTheRowsMenu(t *testing.T) {
	s := onDesk(t, newBook(t, 300))
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
	rightClick(s, l, 3)
	var hints []string
	for _, o := range test.LaidOutObjects(s.Canvas().Overlays().Top()) {
		if rows, ok := o.(*kit.Rows); ok {
			for _, it := range rows.Items() {
				hints = append(hints, strings.Trim(it.Hint, "　›"))
			}
		}
	}
	for _, want := range []string{"Enter", "Ctrl+C", "F8", "Delete"} {
		if !slices.Contains(hints, want) {
			t.Errorf("no line shows %s: %v", want, hints)
		}
	}
	press(s, fyne.KeyF8)
	if got := labels(s); !slices.Contains(got, "登记流动") && !slices.Contains(got, "流动结束") {
		t.Fatalf("F8 opens %v", got)
	}
	press(s, fyne.KeyEscape, fyne.KeyDelete)
	if top := s.Canvas().Overlays().Top(); top == nil || !strings.Contains(words(top), "回收站") {
		t.Error("Delete does nothing")
	}
	press(s, fyne.KeyEscape)
	l.grid.SelectKeys(l.rows.Row(1).Head().ID.String(), l.rows.Row(3).Head().ID.String())
	rightClick(s, l, 3)
	if press(s, fyne.KeyF12); s.page == l.page {
		t.Error("F12 does not print the two")
	}
}

// TestFiltersAreFoundByTyping: a column by its pinyin, then one of its values.
func TestFiltersAreFoundByTyping(t *testing.T) {
	s := onDesk(t, newBook(t, 300))
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
	l.chooseFilter(l.count)
	keyed(s, "minzu")
	press(s, fyne.KeyReturn)
	keyed(s, "miao")
	press(s, fyne.KeyReturn)
	if got := labels(s); len(got) < 2 {
		t.Errorf("the search does not end with a choice: %v", got)
	}
	keyed(s, "汉")
	press(s, fyne.KeyReturn, fyne.KeyF10)
	if len(l.q.Filters) != 1 || l.q.Filters[0].Key != "nation" || !slices.Equal(slices.Sorted(slices.Values(l.q.Filters[0].Texts)), []string{"汉族", "苗族"}) {
		t.Errorf("filters %+v", l.q.Filters)
	}
}

// TestOnlyWhatFits: a transition is offered where it can be, and its line says when it
// was.
func TestOnlyWhatFits(t *testing.T) {
	b := newBook(t, 400)
	s := onDesk(t, b)
	offered := func(r ledger.Record) (all []string) {
		for _, tr := range s.fitting(ledger.Members, r) {
			all = append(all, tr.Label)
		}
		return all
	}
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "on"})
	young, old := 0, 0
	for i := range l.Len() {
		m := l.Row(i).(*ledger.Member)
		age, known := m.Age(b.Basis())
		got, posts := offered(m), find.TextOf(b.Today(), ledger.Members, m, "duties") != ""
		if known && m.State != codes.MemberOverAge {
			if join := slices.Contains(got, "入党（预备党员）"); join != (age >= b.Basis().Rules.AgeParty && !m.InParty()) {
				t.Fatalf("at %d, in the Party %v: offers joining it: %v", age, m.InParty(), join)
			}
			if age < 28 {
				young++
			} else {
				old++
			}
		}
		if slices.Contains(got, "恢复在册") || !slices.Contains(got, "警告") || slices.Contains(got, "撤销团内职务") != posts {
			t.Fatalf("a member on the roll is offered %v", got)
		}
	}
	if young == 0 || old == 0 {
		t.Fatalf("%d young and %d old members: the test looks at nothing", young, old)
	}
	m := someMember(t, b)
	gone := ledger.Members.Clone(m).(*ledger.Member)
	gone.State = codes.MemberDied
	if got := offered(gone); len(got) != 0 {
		t.Errorf("the dead are offered %v", got)
	}
}

// TestPunishmentIsWrittenDown: with its date and its end, after what stood there, in one
// save that can be taken back.
func TestPunishmentIsWrittenDown(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	draft := ledger.Members.Clone(m).(*ledger.Member)
	draft.Note = "喜欢打球"
	saved, err := b.Save(ledger.Members, draft)
	if err != nil {
		t.Fatal(err)
	}
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
	l.grid.SelectKeys(m.ID.String())
	press(s, fyne.KeyF8)
	choose(t, s, "处分")
	choose(t, s, "留团察看六个月")
	if l.panel == nil {
		t.Fatal("the record is not opened")
	}
	keyed(s, "塔北团〔2026〕3号")
	l.panel.form.Save(false)
	if l.panel != nil {
		l.panel.form.Save(false)
	}
	want := "喜欢打球\n2026-06-30 给予留团察看六个月处分，到 2026-12-30 为止。依据：塔北团〔2026〕3号"
	if got := b.Today().Get(ledger.Members, m.ID).(*ledger.Member).Note; got != want {
		t.Errorf("written down %q", got)
	}
	s.Undo()
	if got := b.Today().Get(ledger.Members, m.ID).(*ledger.Member); got.Note != saved.(*ledger.Member).Note {
		press(s, fyne.KeyReturn) // the question whether to undo
		if got := b.Today().Get(ledger.Members, m.ID).(*ledger.Member); got.Note != "喜欢打球" {
			t.Errorf("not taken back: %q; %s", got.Note, strings.Join(labels(s), " "))
		}
	}
}

func TestJoiningThePartyChangesTheDues(t *testing.T) {
	b := newBook(t, 200)
	s := onDesk(t, b)
	var m *ledger.Member
	rows := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "on"})
	for i := range rows.Len() {
		one := rows.Row(i).(*ledger.Member)
		if age, _ := one.Age(b.Basis()); age >= 20 && age < 28 && !one.InParty() && len(rules.Faults(b.Today(), ledger.Members, one)) == 0 {
			m = one
		}
	}
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on"})
	l.grid.SelectKeys(m.ID.String())
	press(s, fyne.KeyF8)
	choose(t, s, "入党（预备党员）")
	l.panel.form.Save(false)
	if l.panel != nil {
		l.panel.form.Save(false)
	}
	got := b.Today().Get(ledger.Members, m.ID).(*ledger.Member)
	if got.Standing != codes.StandingPartyOn || got.Party != b.Basis().Today || got.DuesSort != codes.DuesVolunteer || !got.OnRoll() {
		t.Errorf("standing %s since %s, dues %s", got.Standing, got.Party, got.DuesSort)
	}
}

// TestFiltersTakeRanges: 14 to 28, typed, besides another filter; each can be taken away
// by itself, and what cannot be meant is said beneath the fields.
func TestFiltersTakeRanges(t *testing.T) {
	b := newBook(t, 600)
	s := onDesk(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
	all := l.length()
	age := func(typed ...string) {
		l.chooseFilter(l.count)
		choose(t, s, "年龄")
		for _, text := range typed {
			s.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
			keyed(s, text)
			press(s, fyne.KeyReturn)
		}
	}
	age("18", "20")
	between := l.length()
	if between == 0 || between >= all {
		t.Fatalf("18 to 20 leaves %d of %d", between, all)
	}
	for row := range between {
		if age := l.rows.Cell(row, "age", ledger.Bare); age < "18" || age > "20" {
			t.Fatalf("row %d is %s years old", row, age)
		}
	}
	fromTheTop(t, s, l, "a range")
	l.filter("sex", []string{"女"})
	if n := l.length(); n == 0 || n >= between || len(l.chips.Objects) != 2 {
		t.Errorf("both leave %d of %d, with %d chips", n, between, len(l.chips.Objects))
	}
	button(t, l.chips, "年龄：18 到 20").Press()
	if len(l.q.Filters) != 1 || l.q.Filters[0].Key != "sex" {
		t.Errorf("taken away, %v stay", l.q.Filters)
	}
	age("30", "20")
	if got := said(s.Canvas().Overlays().Top()); len(got) != 1 || !strings.Contains(got[0], "请对调") {
		t.Errorf("30 to 20 is told %q", got)
	}
	press(s, fyne.KeyEscape)
	if s.Canvas().Overlays().Top() != nil || s.Canvas().Focused() != fyne.Focusable(l.grid) {
		t.Error("Esc does not come back to the rows")
	}
}
