package page

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/seal"
	"tuanjian/store/trial"
	"tuanjian/ui/kit"
)

const password = "tabei-2026"

// testEnv stands still in time, and its passwords cost little to try.
func testEnv() store.Env {
	morning := trial.On(time.Date(2026, 6, 30, 9, 0, 0, 0, time.FixedZone("", 8*3600)))
	return store.Env{
		Now:     func() time.Time { return morning },
		Random:  rand.Reader,
		Effort:  seal.Effort{Time: 1, Memory: 64, Threads: 1},
		Version: "0",
	}
}

// allScreens are those of the program.
var allScreens = Screens{
	Home: Home, Todos: Todos, Calendar: Calendar, Figures: Figures,
	Submit: Submit, Matters: Matters, Notice: Notice, Reply: Reply, Doubles: Doubles,
	Community: Community, Receive: Receive, Meet: Meet, Twins: Twins,
	Intake: Intake, Pasted: PasteRows, Export: Export, Print: Print,
	Settings: Settings, Operators: Operators, Handover: Handover, Retention: Retention, Rules: Rules, Codes: Codes,
	Backups: Backups, Bin: Bin, Operations: Operations, Operation: Operation,
}

// newBook makes an empty ledger, or with members a practice one.
func newBook(t *testing.T, members int) *store.Book {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.tjz")
	var b *store.Book
	var err error
	if members > 0 {
		b, err = store.Practice(context.Background(), path, password, store.PracticeOptions{Members: members, Seed: 7}, testEnv())
	} else {
		b, _, err = store.Create(path, store.Profile{Name: "塔北社区"}, "李干事", password, testEnv())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// theApp is one for all tests: each new one makes Fyne read its fonts anew, and the
// former ones stay.
var theApp fyne.App

// tempApp answers it without the windows and the preferences of the test before, at the standard size.
func tempApp(t testing.TB) fyne.App {
	t.Helper()
	if theApp == nil {
		theApp = test.NewApp()
		theApp.NewWindow("") // the driver always wants one to answer
	}
	t.Cleanup(func() {
		for _, w := range slices.Clone(theApp.Driver().AllWindows()[1:]) {
			w.Close()
		}
		for _, key := range []string{recentKey, sizeKey, advanceKey, intakeFolderKey, submitFolderKey, idleKey} {
			theApp.Preferences().RemoveValue(key)
		}
	})
	fyne.SetCurrentApp(theApp) // a test may have left another behind
	kit.SetSize(theApp, kit.Standard)
	return theApp
}

// onDesk puts a Shell into a window of the test driver, where work runs at once.
func onDesk(t *testing.T, b *store.Book) *Shell {
	t.Helper()
	still := &kit.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	t.Cleanup(kit.UseVoice(kit.Voice{Sentence: func(err error) string { return store.Tell(err).Message }}))
	app := tempApp(t)
	w := app.NewWindow("")
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1366, 700))
	s := NewShell(app, w, b, kit.NewToasts(), testEnv().Now, allScreens)
	middle := container.NewStack()
	w.SetContent(container.NewStack(middle, s.Toasts))
	w.Resize(fyne.NewSize(1366, 700))
	s.Place = func(p *Page) {
		middle.Objects = []fyne.CanvasObject{p.View}
		middle.Refresh()
	}
	s.Moved = func(string) {}
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { s.Typed(ev.Name) })
	s.Close = func() {}
	stop := b.Watch(s.Changed)
	t.Cleanup(stop)
	return s
}

// listOn shows a list and gives it back.
func listOn(s *Shell, q store.Query) *list {
	l := List(s, q)
	s.put(l.page)
	return l
}

func press(s *Shell, keys ...fyne.KeyName) {
	for _, k := range keys {
		if f := s.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: k})
		} else {
			s.Typed(k)
		}
	}
}

// keyed types as a keyboard does: for each character the key, then the character.
func keyed(s *Shell, text string) {
	for _, r := range text {
		f := s.Canvas().Focused()
		if f == nil {
			return
		}
		name := fyne.KeyName(string(r))
		if r >= 'a' && r <= 'z' {
			name = fyne.KeyName(string(r - 'a' + 'A'))
		}
		if r < 0x80 {
			f.TypedKey(&fyne.KeyEvent{Name: name})
		}
		s.Canvas().Focused().TypedRune(r)
	}
}

func TestListOfThousands(t *testing.T) {
	s := onDesk(t, newBook(t, 5000))
	l := listOn(s, store.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
	if l.length() < 4000 || l.grid.Current() != 0 {
		t.Fatalf("%d rows, standing on %d", l.length(), l.grid.Current())
	}
	press(s, fyne.KeyEnd)
	if got := l.grid.Current(); got != l.length()-1 {
		t.Errorf("End stands on %d of %d", got, l.length())
	}
	all := l.length()
	l.find.SetText("zhang")
	if l.length() == 0 || l.length() >= all {
		t.Errorf("zhang finds %d of %d", l.length(), all)
	}
	l.find.SetText("这样的人没有")
	if l.length() != 0 || l.table.Objects[0] == fyne.CanvasObject(l.grid) {
		t.Errorf("%d rows, and no words in their place", l.length())
	}
	l.clear()
	if l.length() != all || l.table.Objects[0] != fyne.CanvasObject(l.grid) {
		t.Errorf("after clearing %d of %d", l.length(), all)
	}
	l.filter("sex", []string{"女"})
	for i := range l.length() {
		if got := l.rows.Cell(i, "sex", ledger.Bare); got != "女" {
			t.Fatalf("row %d is %q", i, got)
		}
	}
	if !l.chipBar.Visible() || len(l.chips.Objects) != 1 {
		t.Error("the filter shows no chip")
	}
}

func TestCellsAreMasked(t *testing.T) {
	s := onDesk(t, newBook(t, 20))
	l := listOn(s, store.Query{Kind: ledger.Members})
	m := l.rows.Row(0).(*ledger.Member)
	text := l.grid.Text([]int{0})
	if m.IDNumber == "" || m.Phone == "" {
		t.Fatal("the practice member has no numbers")
	}
	for _, whole := range []string{m.IDNumber, m.Phone} {
		if strings.Contains(text, whole) {
			t.Errorf("copied text has a whole number")
		}
	}
}

func TestColumnsAreRemembered(t *testing.T) {
	b := newBook(t, 20)
	s := onDesk(t, b)
	l := listOn(s, store.Query{Kind: ledger.Members})
	l.kept.Columns = []string{"name", "phone", "gone"}
	l.columns()
	l.keepWidths([]string{"name"}, []float32{17})
	again := listOn(s, store.Query{Kind: ledger.Members})
	if len(again.keys) != 2 || again.keys[1] != "phone" || again.kept.Widths["name"] != 17 {
		t.Errorf("came back as %v, %v", again.keys, again.kept.Widths)
	}
}

func TestTabsSkipEmptyStates(t *testing.T) {
	s := onDesk(t, newBook(t, 0))
	l := listOn(s, store.Query{Kind: ledger.Members, Tab: "on"})
	if len(l.tabKeys) != 2 || l.tabKeys[l.tabs.At()] != "on" {
		t.Errorf("tabs %v, on %d", l.tabKeys, l.tabs.At())
	}
	if s.Canvas().Focused() == nil {
		t.Error("an empty list gives the keyboard to nothing")
	}
}

func TestSearchOpensTheRecord(t *testing.T) {
	b := newBook(t, 200)
	s := onDesk(t, b)
	f := NewSearch(s)
	s.Window.SetContent(container.NewStack(s.Window.Content(), f.Field, f.Layer))
	want := b.List(store.Query{Kind: ledger.Members}).Row(17).(*ledger.Member)
	s.Canvas().Focus(f.Field)
	f.Field.SetText(want.IDNumber[10:])
	if !f.Opened() || len(f.hits) == 0 {
		t.Fatal("no hits below the field")
	}
	press(s, fyne.KeyReturn)
	l := s.page
	if f.Opened() || l == nil || l.Key != "member" {
		t.Fatalf("Enter shows %+v", l)
	}
	f.Field.SetText("没有这样的词")
	if len(f.hits) != 0 || !f.Opened() {
		t.Error("nothing found is not said")
	}
}

// TestSearchKeepsCompaniesApart: a surname finds people; those whose company is called so
// are one line at the end until they are asked for.
func TestSearchKeepsCompaniesApart(t *testing.T) {
	b := newBook(t, 0)
	s := onDesk(t, b)
	save := func(kind ledger.Kind, r ledger.Record) ledger.ID {
		t.Helper()
		saved, err := b.Register(kind, r)
		if err != nil {
			t.Fatal(err)
		}
		return saved.Head().ID
	}
	works := save(ledger.Enterprises, &ledger.Enterprise{Title: "单家电器有限公司"})
	for _, name := range []string{"赵一", "钱二", "孙三"} {
		save(ledger.Members, &ledger.Member{Title: name, Unit: works})
	}
	save(ledger.Members, &ledger.Member{Title: "单雄信"})
	f := NewSearch(s)
	s.Window.SetContent(container.NewStack(s.Window.Content(), f.Field, f.Layer))
	s.Canvas().Focus(f.Field)
	keyed(s, "单")
	lines := func() (all []string) {
		for _, it := range f.rows.Items() {
			all = append(all, it.Label)
		}
		return all
	}
	if got, want := lines(), []string{"找到 2 条", "单雄信", "单家电器有限公司", "另有 3 条因单位或团组织的名称相符 · 显示"}; !slices.Equal(got, want) {
		t.Fatalf("shows %v, want %v", got, want)
	}
	press(s, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if got := lines(); len(got) != 7 || got[4] != "赵一" || f.rows.At() != 4 {
		t.Errorf("asked for, shows %v and stands on %d", got, f.rows.At())
	}
	press(s, fyne.KeyReturn)
	if s.page == nil || s.page.Key != "member" {
		t.Error("Enter on one of them does not open it")
	}
	l := listOn(s, store.Query{Kind: ledger.Members})
	l.focusFind()
	keyed(s, "单")
	if l.length() != 1 || !l.chipBar.Visible() {
		t.Fatalf("in the list %d", l.length())
	}
	button(t, l.chips, "另有 3 人因单位或团组织的名称相符 · 显示").Press()
	if l.length() != 4 {
		t.Errorf("asked for, %d", l.length())
	}
}
