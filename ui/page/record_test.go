package page

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/trial"
	"tuanjian/ui/face"
	"tuanjian/ui/look"
)

func TestRecordIsSaved(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	s.ShowRecord(ledger.Members, m.ID)
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
	l.open(m.ID)
	l.panel.form.Type("position", "仓库管理员")
	l.panel.form.Save(false)
	got := b.Today().Get(ledger.Members, m.ID).(*ledger.Member)
	if got.Position != "仓库管理员" || got.Rev != m.Rev+1 {
		t.Errorf("saved %q, revision %d", got.Position, got.Rev)
	}
	if l.panel != nil {
		t.Error("the panel stays open")
	}
	if row := l.grid.Current(); l.rows.Row(row).Head().ID != m.ID {
		t.Error("the saved record is not the one selected")
	}
	if shown := s.Toasts.Shown(); len(shown) != 1 || !strings.Contains(shown[0], m.Title) {
		t.Errorf("told %v", shown)
	}
}

func TestHardFaultGoesToItsField(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.add(nil)
	l.panel.form.Type("name", "刘婧")
	l.panel.form.Type("idno", m.IDNumber)
	l.panel.form.Save(false)
	if l.panel == nil || b.Today().Count(ledger.Members) != 60 {
		t.Fatal("a second person with the same number was saved")
	}
	if got := strings.Join(said(l.panel.form), "|"); !strings.Contains(got, m.Title) {
		t.Errorf("nothing says whose number it is: %q", got)
	}
}

// TestNewRecordKnowsItsPlace: below an enterprise, a new member works there; the
// next one takes over what the last had.
func TestNewRecordKnowsItsPlace(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	e := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises}).Row(0).(*ledger.Enterprise)
	l := listOn(s, records.Query{Kind: ledger.Members, Under: records.Place{Kind: "enterprise", ID: e.ID}})
	s.Typed(fyne.KeyF9)
	if l.panel == nil || l.panel.form.Draft().(*ledger.Member).Unit != e.ID {
		t.Fatal("F9 opens no form of a member of this enterprise")
	}
	f := l.panel.form
	f.Type("name", "刘婧")
	f.Type("nation", "土家族")
	f.Save(true) // once to see the warnings
	f.Save(true)
	if b.Today().Count(ledger.Members) != 61 {
		t.Fatalf("%d members: %v", b.Today().Count(ledger.Members), said(f))
	}
	next := f.Draft().(*ledger.Member)
	if next.Title != "" || next.Unit != e.ID || codes.Nations.Label(next.Nation) != "汉族" {
		t.Errorf("the next draft is %q, %v, %q", next.Title, next.Unit, next.Nation)
	}
}

// TestNewMemberBegins: what the rules of the ledger say of a new member stands in the
// form, and a street whose people are others changes the rules.
func TestNewMemberBegins(t *testing.T) {
	b := newBook(t, 0)
	l := listOn(onDesk(t, b), records.Query{Kind: ledger.Members})
	l.add(nil)
	m := l.panel.form.Draft().(*ledger.Member)
	if m.IDType != codes.IDResident || m.Nation != "01" || m.Standing != codes.StandingLeague || m.State != codes.MemberNormal {
		t.Errorf("a new member begins as %+v", *m)
	}
	if l.panel.form.Dirty() {
		t.Error("what is given counts as typed")
	}
}

// TestMissingIsSaidAtBothEnds: F9 with something missing says so and saves nothing, and
// when it has saved it says what is missing and where the record waits.
func TestMissingIsSaidAtBothEnds(t *testing.T) {
	b := newBook(t, 0)
	s := onDesk(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	press(s, fyne.KeyF9)
	keyed(s, "刘婧")
	press(s, fyne.KeyF9)
	if got := strings.Join(said(l.panel.form), "|"); b.Today().Count(ledger.Members) != 0 || !strings.Contains(got, "还没有填：证件号码") || !strings.Contains(got, "再按一次 F9") {
		t.Fatalf("%d saved, said %q", b.Today().Count(ledger.Members), got)
	}
	press(s, fyne.KeyF9)
	shown := strings.Join(s.Toasts.Shown(), "|")
	if b.Today().Count(ledger.Members) != 1 || !strings.Contains(shown, "缺证件号码") || !strings.Contains(shown, "待核") {
		t.Errorf("%d saved, told %q", b.Today().Count(ledger.Members), shown)
	}
	if l.panel.form.Draft().(*ledger.Member).Title != "" {
		t.Error("the next one does not begin")
	}
	press(s, fyne.KeyF5)
	if key, _ := l.panel.form.At(); key != "idtype" {
		t.Errorf("F5 in a new record goes to %s", key)
	}
}

// TestWhatMustBeFilledIsInTheShortForm: a kind asks for nothing that its short form hides.
func TestWhatMustBeFilledIsInTheShortForm(t *testing.T) {
	b := newBook(t, 0)
	for _, kind := range ledger.All {
		v := face.Of(kind)
		fresh := kind.New()
		for _, begin := range ledger.Begins(b.Basis().Rules, kind) {
			if err := kind.Set(fresh, kind.At(begin.Key), begin.Text); err != nil {
				t.Error(err)
			}
		}
		for i, c := range kind.Columns()[:kind.Fields()] {
			if kind.Required(i) && len(v.Quick) > 0 && !slices.Contains(v.Quick, c.Key) && kind.Text(fresh, i, b.Basis()) == "" {
				t.Errorf("%s: %s must be filled and is folded away", kind.Name(), c.Label)
			}
		}
	}
}

// TestSaveAndNextGoesDownTheList: on a record of the list F9 saves and opens the
// row below, and at the end comes back to the rows.
func TestSaveAndNextGoesDownTheList(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	l := listOn(s, records.Query{Kind: ledger.Enterprises, Sort: "name"})
	first, second := l.rows.Row(0).Head().ID, l.rows.Row(1).Head().ID
	last := l.rows.Row(l.length() - 1).Head().ID
	l.open(first)
	l.panel.form.Type("zone", "北塔楼")
	l.panel.form.Save(true)
	if l.panel == nil || l.panel.id == first {
		l.panel.form.Save(true) // a warning stops once
	}
	if got := b.Today().Get(ledger.Enterprises, first).(*ledger.Enterprise); got.Zone != "北塔楼" {
		t.Errorf("saved %q", got.Zone)
	}
	if l.panel == nil || l.panel.id != second {
		t.Fatal("the row below does not come")
	}
	l.open(last)
	for range 2 {
		if l.panel != nil {
			l.panel.form.Save(true)
		}
	}
	if l.panel != nil {
		t.Error("after the last row the panel stays")
	}
}

func TestPostOfAMember(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	posts := b.Today().Count(ledger.Posts)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	l.panel.tabs.Choose(1)
	l.panel.turn(1)
	had := len(l.panel.hung())
	for _, w := range test.LaidOutObjects(l.panel.body) {
		if step, ok := w.(fyne.Tappable); ok && had == 0 {
			step.Tapped(&fyne.PointEvent{})
			break
		}
	}
	if had > 0 {
		button(t, l.panel.body, "登记任职").Press()
	}
	if l.panel.kind != ledger.Posts {
		t.Fatal("no form of a post")
	}
	draft := l.panel.form.Draft().(*ledger.Post)
	if draft.Person != m.ID || draft.Branch != m.Branch {
		t.Error("the post does not know its person and branch")
	}
	l.panel.form.Type("duty", "宣传委员")
	l.panel.form.Type("from", "2025-03-01")
	l.panel.form.Save(false)
	if b.Today().Count(ledger.Posts) != posts+1 {
		t.Fatalf("no post was saved: %v", said(l.panel.form))
	}
	if l.panel == nil || l.panel.id != m.ID || len(l.panel.hung()) != had+1 {
		t.Error("the member does not come back with his post")
	}
}

func TestTransitionFillsTheForm(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	all := face.Of(ledger.Members).Transitions
	l.panel.begin(all[slices.IndexFunc(all, func(t face.Transition) bool { return t.Label == "转出本台账" })])
	l.panel.form.Type("state_doc", "塔北团〔2026〕3 号")
	l.panel.form.Save(false)
	if l.panel != nil {
		l.panel.form.Save(false)
	}
	got := b.Today().Get(ledger.Members, m.ID).(*ledger.Member)
	if got.OnRoll() || got.StateFrom != b.Basis().Today || got.StateDoc == "" || got.State != codes.MemberMoved || got.StateWhy != codes.LeavingJob {
		t.Errorf("left as %q since %v for %q by %q", got.State, got.StateFrom, got.StateWhy, got.StateDoc)
	}
}

// TestTransitionsNameRealFields: each speaks of fields and codes that there are.
func TestTransitionsNameRealFields(t *testing.T) {
	for _, kind := range ledger.All {
		name := kind.Name()
		for _, tr := range face.Of(kind).Transitions {
			if i := kind.At(tr.Show); i < 0 || i >= kind.Fields() {
				t.Errorf("%s %s: no field %s", name, tr.Label, tr.Show)
			}
			for _, w := range tr.Words {
				i := kind.At(w[0])
				if i < 0 || i >= kind.Fields() {
					t.Errorf("%s %s: no field %s", name, tr.Label, w[0])
					continue
				}
				c := kind.Columns()[i]
				if w[1] != "today" && w[1] != "" && !c.Choices.Has(w[1]) {
					t.Errorf("%s %s: %s has no code %s", name, tr.Label, w[0], w[1])
				}
			}
		}
	}
}

// TestViewsNameRealFields: each layout speaks of columns that there are.
func TestViewsNameRealFields(t *testing.T) {
	b := newBook(t, 0)
	for _, kind := range ledger.All {
		v, known := face.Of(kind), map[string]bool{}
		for _, c := range find.ColumnsOf(kind) {
			known[c.Key] = true
		}
		for _, key := range v.Columns {
			if !known[key] {
				t.Errorf("%s: no column %s", kind.Name(), key)
			}
		}
		keys := append(append([]string{}, v.Quick...), v.Carry...)
		for _, g := range v.Groups {
			keys = append(keys, g.Keys...)
		}
		for _, key := range keys {
			if kind.At(key) < 0 {
				t.Errorf("%s: no field %s", kind.Name(), key)
			}
		}
		if slices.Contains(v.Carry, "nation") {
			t.Errorf("%s: a nation is carried over from one person to the next", kind.Name())
		}
		tabs := false
		for _, tab := range rules.Tabs(b.Today(), kind, records.Place{}) {
			tabs = tabs || tab.Key == kind.Begin()
		}
		if !tabs || kind.Unit() == "" {
			t.Errorf("%s: tab %q, unit %q", kind.Name(), kind.Begin(), kind.Unit())
		}
	}
}

// TestFirstRecordGivesTheKeyboardToTheRows: the words of the empty list are gone
// then.
func TestFirstRecordGivesTheKeyboardToTheRows(t *testing.T) {
	s := onDesk(t, newBook(t, 0))
	l := listOn(s, records.Query{Kind: ledger.Enterprises, Tab: "open"})
	l.add(nil)
	l.panel.form.Type("name", "东建建筑有限公司")
	for range 2 {
		if l.panel != nil {
			l.panel.form.Save(false)
		}
	}
	if l.length() != 1 || s.Canvas().Focused() != fyne.Focusable(l.grid) {
		t.Errorf("%d rows, and the keyboard is at %T", l.length(), s.Canvas().Focused())
	}
}

func TestTheOnlyCommunityIsKnown(t *testing.T) {
	b := newBook(t, 0)
	s := onDesk(t, b)
	home := find.ListOf(b.Today(), records.Query{Kind: ledger.Communities}).Row(0).Head().ID
	for _, kind := range []ledger.Kind{ledger.Enterprises, ledger.Branches} {
		l := listOn(s, records.Query{Kind: kind})
		l.add(nil)
		if got := kind.Text(l.panel.form.Draft(), kind.At("community"), b.Basis()); got != home.String() {
			t.Errorf("a new %s is of community %q", kind.Title(), got)
		}
	}
}

// TestPanelByKeyboard: F5 goes round the panel's pages, F8 opens the transitions,
// from within the form.
func TestPanelByKeyboard(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on"})
	press(s, fyne.KeyReturn)
	field := s.Canvas().Focused()
	for page := range l.panel.pages {
		if l.panel.tabs.At() != page || s.Canvas().Focused() == nil {
			t.Fatalf("on page %d of the panel, want %d; the keyboard is at %T", l.panel.tabs.At(), page, s.Canvas().Focused())
		}
		press(s, fyne.KeyF5)
	}
	if l.panel.tabs.At() != 0 || s.Canvas().Focused() != field {
		t.Error("F5 does not come round to the form")
	}
	press(s, fyne.KeyF8)
	if s.Canvas().Overlays().Top() == nil {
		t.Error("F8 opens no menu")
	}
}

func TestHistoryTellsWhatChanged(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	draft := ledger.Members.Clone(m).(*ledger.Member)
	draft.Position, draft.Phone = "仓库管理员", "17012345678"
	if _, err := b.Save(ledger.Members, draft); err != nil {
		t.Fatal(err)
	}
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	l.panel.turn(l.panel.pages - 1)
	var text string
	for _, w := range test.LaidOutObjects(l.panel.body) {
		if words, ok := w.(*look.Words); ok {
			text += words.Text() + "\n"
		}
	}
	if !strings.Contains(text, "修改") || !strings.Contains(text, "练习员") {
		t.Errorf("the history says %q", text)
	}
}

// TestCalendarOpensWhereAMonthIsLikely: that of 入团年月 at the 14th birthday, not today.
func TestCalendarOpensWhereAMonthIsLikely(t *testing.T) {
	trial.Stand(t, "2026-06-30")
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members, Tab: "on"})
	opens := func(key string) string {
		l.panel.form.Type(key, "")
		l.panel.form.FocusField(key)
		press(s, fyne.KeyF4)
		text := words(s.Canvas().Overlays().Top())
		press(s, fyne.KeyEscape)
		return text
	}
	l.open(m.ID)
	born := m.BornOn()
	if got, want := opens("joined"), strconv.Itoa(born.Year()+14)+"年"+strconv.Itoa(born.Month())+"月"; !strings.Contains(got, want) {
		t.Errorf("opens at %s, want %s", got, want)
	}
	if got := opens("contacted"); !strings.Contains(got, "2026年6月") {
		t.Errorf("that of the last contact opens at %s", got)
	}
	l.add(nil)
	if got := opens("joined"); !strings.Contains(got, "2020年6月") {
		t.Errorf("of whom nothing is known it opens at %s", got)
	}
}

// TestF9IsTheFormsWhileItIsOpen: where a click has given the keyboard to the rows beside
// a form, F9 still does what the form's button says, and puts nothing aside.
func TestF9IsTheFormsWhileItIsOpen(t *testing.T) {
	b := newBook(t, 20)
	s := onDesk(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	before := b.Today().Count(ledger.Members)
	press(s, fyne.KeyF9)
	keyed(s, "刘婧")
	if s.Canvas().Focus(l.grid); s.Canvas().Focused() != fyne.Focusable(l.grid) {
		t.Fatal("the rows do not take the keyboard")
	}
	press(s, fyne.KeyF9)
	if got := strings.Join(said(l.panel.form), "|"); !strings.Contains(got, "还没有填：证件号码") {
		t.Fatalf("F9 beside the form says %q", got)
	}
	s.Canvas().Focus(l.grid)
	press(s, fyne.KeyF9)
	if drafts, err := b.Drafts().All(); err != nil || len(drafts) != 0 || b.Today().Count(ledger.Members) != before+1 {
		t.Errorf("%d saved, %d put aside (%v)", b.Today().Count(ledger.Members)-before, len(drafts), err)
	}
}
