package page

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

func TestListOfThousands(t *testing.T) {
	s := onDesk(t, newBook(t, 5000))
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
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
	l := listOn(s, records.Query{Kind: ledger.Members})
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
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.kept.Columns = []string{"name", "phone", "gone"}
	l.columns()
	l.keepWidths([]string{"name"}, []float32{17})
	again := listOn(s, records.Query{Kind: ledger.Members})
	if len(again.keys) != 2 || again.keys[1] != "phone" || again.kept.Widths["name"] != 17 {
		t.Errorf("came back as %v, %v", again.keys, again.kept.Widths)
	}
}

func TestTabsSkipEmptyStates(t *testing.T) {
	s := onDesk(t, newBook(t, 0))
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on"})
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
	want := find.ListOf(b.Today(), records.Query{Kind: ledger.Members}).Row(17).(*ledger.Member)
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
	save := func(kind ledger.Kind, r ledger.Record) value.ID {
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
	l := listOn(s, records.Query{Kind: ledger.Members})
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
