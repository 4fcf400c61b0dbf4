package home

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/overview"
	"tuanjian/store/trial"
	"tuanjian/ui/grid"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
)

// todoRowsOf are the rows of the page of all that needs doing.
func todoRowsOf(t *testing.T, s *page.Shell) *kit.Rows {
	t.Helper()
	rows, ok := s.Page().First.(*kit.Rows)
	if !ok || s.Page().Title != "待办" || s.Canvas().Focused() != fyne.Focusable(rows) {
		t.Fatalf("on show is %q, the keyboard is with %T", s.Page().Title, s.Canvas().Focused())
	}
	return rows
}

// listed says that the page on show is a list.
func listed(s *page.Shell) bool {
	return slices.ContainsFunc(test.LaidOutObjects(s.Page().View), func(o fyne.CanvasObject) bool { _, yes := o.(*grid.Grid); return yes })
}

// TestTheTwoListsOfHomeAreOne: ↓ goes from the foot of the left list to the head of the right one and ↑ back, → and ← across;
// by ↓ alone one comes to 全部.
func TestTheTwoListsOfHomeAreOne(t *testing.T) {
	s := onDesk(t, newBook(t, 300))
	s.Show(Home(s))
	on := func() (*kit.Rows, string) {
		t.Helper()
		rows, ok := s.Canvas().Focused().(*kit.Rows)
		if !ok || rows.At() < 0 {
			t.Fatalf("the keyboard is with %T", s.Canvas().Focused())
		}
		return rows, rows.Items()[rows.At()].Label
	}
	left, first := on()
	for range left.Items() {
		press(s, fyne.KeyDown)
	}
	right, head := on()
	if right == left || right.At() != 0 {
		t.Fatalf("behind the left list the keyboard is at %q", head)
	}
	press(s, fyne.KeyUp)
	if rows, _ := on(); rows != left || left.At() != len(left.Items())-1 {
		t.Errorf("↑ from the head of the right list leads to row %d of %d", rows.At(), len(rows.Items()))
	}
	press(s, fyne.KeyRight)
	if rows, at := on(); rows != right {
		t.Errorf("→ leads to %q", at)
	}
	press(s, fyne.KeyLeft)
	if rows, at := on(); rows != left {
		t.Errorf("← leads to %q", at)
	}
	press(s, fyne.KeyHome)
	if _, at := on(); at != first {
		t.Errorf("Home leads to %q", at)
	}
	for range len(left.Items()) + len(right.Items()) {
		press(s, fyne.KeyDown)
	}
	if _, at := on(); !strings.HasPrefix(at, "全部") {
		t.Errorf("↓ alone ends at %q", at)
	}
}

// TestHomeLeadsToAllThatIsDue: the first page shows six, its last line all, and each of all opens as many as it says.
func TestHomeLeadsToAllThatIsDue(t *testing.T) {
	b := newBook(t, 300)
	s := onDesk(t, b)
	s.Show(Home(s))
	all := overview.Todos(b)
	if len(all) < 8 {
		t.Fatalf("only %d things to do", len(all))
	}
	for range len(all) + 2 {
		if at, ok := s.Canvas().Focused().(*kit.Rows); ok && at.At() >= 0 && strings.HasPrefix(at.Items()[at.At()].Label, "全部（"+strconv.Itoa(len(all))+" 件）") {
			break
		}
		if at, ok := s.Canvas().Focused().(*kit.Rows); ok && at.At() < len(at.Items())-1 {
			press(s, fyne.KeyDown)
			continue
		}
		s.Canvas().FocusNext()
		press(s, fyne.KeyHome)
	}
	press(s, fyne.KeyReturn)
	rows := todoRowsOf(t, s)
	shown := 0
	for _, it := range rows.Items() {
		if !it.Head {
			shown++
		}
	}
	if shown != len(all) {
		t.Fatalf("%d of %d are shown", shown, len(all))
	}
	for i := range shown {
		press(s, fyne.KeyHome)
		for range i {
			press(s, fyne.KeyDown)
		}
		it := rows.Items()[rows.At()]
		press(s, fyne.KeyReturn)
		if text := words(s.Page().View); listed(s) && !strings.Contains(text, "共 "+it.Lead+" ") {
			t.Errorf("%s %s: %s", it.Lead, it.Label, text)
		} else if s.Page().Title == "待办" {
			t.Errorf("%s opens nothing", it.Label)
		}
		s.ShowTodos()
		rows = todoRowsOf(t, s)
	}
	press(s, fyne.KeyEscape)
	if s.Page().Title != "首页" {
		t.Errorf("Esc goes to %q", s.Page().Title)
	}
}

// TestAnEmptyHomeHidesNothing: the first page of an empty ledger has what is to be done and the way to the calendar too, and the
// keyboard stands at where to begin.
func TestAnEmptyHomeHidesNothing(t *testing.T) {
	b, _, err := store.Create(filepath.Join(t.TempDir(), "新.tjz"), store.Profile{Name: "新社区"}, "李干事", stage.Password, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	s := onDesk(t, b)
	s.ShowHome()
	all := overview.Todos(b)
	if len(all) == 0 || !overview.HomeOf(b).Empty {
		t.Fatal("nothing is to be done in an empty ledger")
	}
	if words := stage.Words(s.Page().View); !strings.Contains(words, all[0].Text) || !strings.Contains(words, "日历") {
		t.Errorf("the first page says %s", words)
	}
	if _, rows := s.Canvas().Focused().(*kit.Rows); rows {
		t.Error("the keyboard is at the list of what is to be done")
	}
	stage.Button(t, s.Page().View, "日历").Press()
	if s.Page().Title != "日历" {
		t.Errorf("the calendar opens %q", s.Page().Title)
	}
}

// TestSomethingIsPutOff by the keyboard alone, is not on the first page, stands below 已推迟 with its reason, and is taken up
// again.
func TestSomethingIsPutOff(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	b := newBook(t, 300)
	s := onDesk(t, b)
	s.Show(Todos(s))
	rows := todoRowsOf(t, s)
	first := overview.Todos(b)[0]
	press(s, fyne.KeyF8)
	keyed(s, "20260715")
	press(s, fyne.KeyF10)
	if s.Canvas().Overlays().Top() == nil {
		t.Fatal("put off without a reason")
	}
	for range 4 {
		if e, ok := s.Canvas().Focused().(*kit.Entry); ok && e.PlaceHolder != "年-月-日" {
			break
		}
		s.Canvas().FocusNext()
	}
	keyed(s, "deng ta huilai")
	press(s, fyne.KeyF10)
	if s.Canvas().Overlays().Top() != nil {
		t.Fatal("the question stays")
	}
	if todos := overview.Todos(b); todos[0].Off == nil || todos[0].Off.Until != 20260715 || todos[0].Off.Reason != "deng ta huilai" {
		t.Fatalf("%+v", todos[0])
	}
	last := rows.Items()[len(rows.Items())-1]
	if !strings.Contains(last.Label, first.Text) || !strings.Contains(last.Label, "deng ta huilai") || last.Hint != "推迟到 2026-07-15" {
		t.Errorf("shown as %+v", last)
	}
	for _, todo := range overview.HomeOf(b).Todos {
		if todo.Key == first.Key {
			t.Error("it is on the first page")
		}
	}
	press(s, fyne.KeyEnd, fyne.KeyF8)
	if overview.Todos(b)[0].Off != nil {
		t.Error("it is not taken up")
	}
}

// TestTheCalendarIsWalked by the keyboard: the month follows the list, the list the month, each thing opens its record.
func TestTheCalendarIsWalked(t *testing.T) {
	b := newBook(t, 600)
	s := onDesk(t, b)
	s.Show(Todos(s))
	press(s, fyne.KeyF9)
	if s.Page().Title != "日历" {
		t.Fatalf("F9 goes to %q", s.Page().Title)
	}
	c := overview.CalendarOf(b)
	rows, ok := s.Canvas().Focused().(*kit.Rows)
	if !ok || len(c.Dates) < 5 || c.Until != c.From.AddDays(b.Basis().Rules.CalendarDays) {
		t.Fatalf("%d dates until %v; the keyboard is with %T", len(c.Dates), c.Until, s.Canvas().Focused())
	}
	opened := 0
	for i, d := range c.Dates {
		if d.Kind == nil {
			continue
		}
		press(s, fyne.KeyHome)
		for range i {
			press(s, fyne.KeyDown)
		}
		if it := rows.Items()[rows.At()]; !strings.Contains(it.Label, d.Text) || !strings.Contains(it.Label, d.Name) {
			t.Fatalf("line %d is %q, not %s %s", i, it.Label, d.Name, d.Text)
		}
		if opened++; opened > 3 {
			continue
		}
		press(s, fyne.KeyReturn)
		if formOn(t, s).Draft().Head().ID != d.ID {
			t.Fatalf("%s %s opens %q", d.Name, d.Text, s.Page().Title)
		}
		s.ShowCalendar()
		rows = s.Canvas().Focused().(*kit.Rows)
	}
	press(s, fyne.KeyHome, fyne.KeyPageDown)
	if it := rows.Items()[rows.At()]; it.Head {
		t.Error("a month further stands on a heading")
	}
	press(s, fyne.KeyEscape)
	if s.Page().Title != "待办" {
		t.Errorf("Esc goes to %q", s.Page().Title)
	}
	empty := onDesk(t, newBook(t, 0))
	empty.Show(Calendar(empty))
	if empty.Canvas().Focused() == nil || len(overview.CalendarOf(empty.Book).Dates) != 0 {
		t.Errorf("an empty calendar has %v, the keyboard is with %T", overview.CalendarOf(empty.Book).Dates, empty.Canvas().Focused())
	}
}

// TestTheDuePagesAreDrawn: 1366×768, 1024×700 and 特大, with much, with 5,000 members and with nothing.
func TestTheDuePagesAreDrawn(t *testing.T) {
	books := map[string]*store.Book{"300": newBook(t, 300), "empty": newBook(t, 0), "street": newStreetBook(t, 8)}
	if !testing.Short() {
		books["5000"] = newBook(t, 5000)
	}
	for name, b := range books {
		for _, c := range []struct {
			name string
			size look.Size
			room fyne.Size
		}{{"", look.Standard, fyne.NewSize(1366-220, 768-76)}, {"-small", look.Standard, stage.Smallest()}, {"-huge", look.Huge, fyne.NewSize(1024-320, 700-108)}} {
			s := newStandOf(t, c.size, b)
			s.Window.Resize(c.room)
			for page, show := range map[string]func() *page.Page{"todos": func() *page.Page { return Todos(s.Shell) }, "calendar": func() *page.Page { return Calendar(s.Shell) }, "home": func() *page.Page { return Home(s.Shell) }} {
				s.Show(show())
				s.Photograph("due-" + page + "-" + name + c.name)
				if s.Canvas().Focused() == nil && page != "home" {
					t.Errorf("%s %s%s: nothing has the keyboard", page, name, c.name)
				}
			}
		}
	}
	if len(overview.CalendarOf(books["empty"]).Dates) != 0 {
		t.Error("an empty ledger has dates")
	}
}

// What needs doing and what falls due goes on paper by F12, and Esc comes back to it.
func TestTheAgendaIsPrinted(t *testing.T) {
	s := onDesk(t, newBook(t, 120))
	for _, show := range []func(){s.ShowTodos, s.ShowCalendar} {
		show()
		title := s.Page().Title
		press(s, fyne.KeyF12)
		if s.Page().Title != "打印预览" {
			t.Fatalf("F12 on %s leads to %s", title, s.Page().Title)
		}
		press(s, fyne.KeyEscape)
		if s.Page().Title != title {
			t.Errorf("Esc leads to %s, not back to %s", s.Page().Title, title)
		}
	}
}
