package household

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/chronicle"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/trial"
	"tuanjian/store/value"
	"tuanjian/ui/grid"
	"tuanjian/ui/jobs"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

var own = page.Screens{Household: Household, Works: jobs.Works, Jobs: jobs.Jobs, Print: paper.Print, Home: func(*page.Shell) *page.Page {
	return &page.Page{Title: "首页", View: look.NewWords("首页", look.Body)}
}}

func keep[T ledger.Record](t testing.TB, b *store.Book, kind ledger.Kind, r T) T {
	t.Helper()
	saved, err := b.Save(kind, r)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return saved.(T)
}

// branch is a ledger with a branch of one member, three meetings and a visit.
func branch(t testing.TB) (*store.Book, *ledger.Branch) {
	t.Helper()
	b := stage.NewBook(t, 0)
	o := keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell, State: codes.BranchNormal, StateFrom: 20250601})
	keep(t, b, ledger.Members, &ledger.Member{Title: "钱多", Branch: o.ID, Joined: 20190500})
	for i, name := range []string{"选支委", "学团史", "植树"} {
		keep(t, b, ledger.Meetings, &ledger.Meeting{Title: name, Sort: codes.MeetingLesson, Day: value.Day(2026, 3+i, 1), Branches: []value.ID{o.ID}})
	}
	keep(t, b, ledger.Visits, &ledger.Visit{Branch: o.ID, Day: 20260601, Content: "看了活动室"})
	return b, o
}

func words(s *page.Shell) string { return stage.Words(s.Page().View) }

// From the row of a list by F7, from an event to its record by Enter and back by Esc, and back to the row: everywhere where one
// stood, by keyboard alone.
func TestThereAndBack(t *testing.T) {
	b, o := branch(t)
	s := stand.OnDesk(t, b, own)
	s.ShowList(records.Query{Kind: ledger.Branches, Sort: "name"})
	stand.Press(s, fyne.KeyF7)
	if got := words(s); s.Page().Title != page.HouseholdWord || !strings.Contains(got, o.Title) || !strings.Contains(got, "全部往来") || !strings.Contains(got, "看了活动室") {
		t.Fatalf("%s: %q", s.Page().Title, got)
	}
	home := s.Page()
	stage.InTwoSizes(t, s.Window, s.Page().View, "household")
	stand.Press(s, fyne.KeyDown, fyne.KeyReturn) // the newest meeting
	if s.Page().Title != ledger.Meetings.Title() || stand.Form(t, s).Draft().(*ledger.Meeting).Title != "植树" {
		t.Fatalf("%s", s.Page().Title)
	}
	stand.Press(s, fyne.KeyEscape)
	if s.Page() != home {
		t.Fatalf("Esc goes to %s", s.Page().Title)
	}
	stand.Press(s, fyne.KeyDown, fyne.KeyReturn)
	if got := stand.Form(t, s).Draft().(*ledger.Meeting).Title; got != "学团史" {
		t.Errorf("it came back to another row: the next is %s", got)
	}
	stand.Press(s, fyne.KeyF10)
	if s.Page() != home {
		t.Errorf("saving goes to %s", s.Page().Title)
	}
	stand.Press(s, fyne.KeyEscape)
	if s.Page().Title != ledger.Branches.Title() {
		t.Errorf("Esc goes to %s", s.Page().Title)
	}
	stand.Press(s, fyne.KeyReturn)
	stage.Button(t, s.Page().View, page.HouseholdWord).Tapped(nil)
	if s.Page().Title != page.HouseholdWord {
		t.Fatal("no button leads from the open record")
	}
	stand.Press(s, fyne.KeyEscape)
	if form := stand.Form(t, s); form.Draft().Head().ID != o.ID {
		t.Error("it does not come back to the open record")
	}
}

// The events are narrowed by F5 to one sort after the other, printed as they are shown, and follow what is saved meanwhile.
func TestGroupsAndPaper(t *testing.T) {
	b, o := branch(t)
	s := stand.OnDesk(t, b, own)
	h := newHousehold(s, ledger.Branches, o.ID, s.ShowHome)
	s.Show(h.page)
	var seen []string
	for range h.groups {
		seen = append(seen, h.group)
		stand.Press(s, fyne.KeyF5)
	}
	if want := []string{"", "meeting", "visit", chronicle.States}; !slices.Equal(seen, want) || h.group != "" {
		t.Errorf("F5 goes through %v", seen)
	}
	stand.Press(s, fyne.KeyF5, fyne.KeyF12, fyne.KeyReturn) // the events are the first of what can be printed
	if got := words(s); !strings.Contains(got, "打印") || s.Page().Title != "打印预览" {
		t.Fatalf("%q", got)
	}
	stand.Press(s, fyne.KeyEscape)
	if s.Page() != h.page || h.group != "meeting" || h.length() != 3 {
		t.Errorf("the preview comes back to %s, %q", s.Page().Title, h.group)
	}
	keep(t, b, ledger.Meetings, &ledger.Meeting{Title: "志愿服务", Sort: codes.MeetingLesson, Day: 20260701, Branches: []value.ID{o.ID}})
	if h.length() != 4 || !strings.Contains(h.cell(0, 3), "志愿服务") {
		t.Errorf("%d events after one more: %s", h.length(), h.cell(0, 3))
	}
	bare := keep(t, b, ledger.Branches, &ledger.Branch{Title: "空支部", Type: codes.BranchCell})
	s.ShowHousehold(ledger.Branches, bare.ID, s.ShowHome)
	if err := b.Remove(ledger.Branches, []value.ID{bare.ID}, "录重了"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if s.Page().Title != "首页" {
		t.Errorf("of what is gone the page stays: %s", s.Page().Title)
	}
}

// What can be done begins here: a transition in the record's form, with the way back; a job.
func TestWhatCanBeDone(t *testing.T) {
	b, o := branch(t)
	s := stand.OnDesk(t, b, own)
	h := newHousehold(s, ledger.Branches, o.ID, s.ShowHome)
	s.Show(h.page)
	var labels []string
	for _, d := range h.deeds() {
		labels = append(labels, d.Label)
	}
	for _, want := range []string{"收团费", "记一次会议或活动", "撤销"} {
		if !slices.Contains(labels, want) {
			t.Errorf("%s cannot be begun: %v", want, labels)
		}
	}
	stand.Press(s, fyne.KeyF8, fyne.KeyEnd, fyne.KeyReturn)
	if got := words(s); !strings.Contains(got, "请核对日期，填写依据") {
		t.Fatalf("%s: %q", s.Page().Title, got)
	}
	stand.Form(t, s).Discard()
	stand.Press(s, fyne.KeyEscape)
	if s.Page() != h.page {
		t.Errorf("Esc goes to %s", s.Page().Title)
	}
	for _, hang := range h.hangs {
		if hang.Kind == ledger.Members {
			stage.Button(t, h.side, "团员 1 人").Tapped(nil)
		}
	}
	if got := words(s); s.Page().Title == page.HouseholdWord || !strings.Contains(got, "钱多") {
		t.Fatalf("%s: %q", s.Page().Title, got)
	}
	stand.Press(s, fyne.KeyEscape)
	if s.Page() != h.page {
		t.Errorf("Esc in the list of what hangs goes to %s", s.Page().Title)
	}
}

// What is due stands there with the sentence of the rule, and opens where it is mended; an empty page says what to do; in 特大
// the facts are a tab.
func TestDueEmptyAndNarrow(t *testing.T) {
	b := stage.NewBook(t, 0)
	e := keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "东升五金", Boss: "王老板", Founding: codes.FoundingDue, Business: codes.BusinessOpen})
	s := stand.OnDesk(t, b, own)
	h := newHousehold(s, ledger.Enterprises, e.ID, s.ShowHome)
	s.Show(h.page)
	got := words(s)
	for _, want := range []string{"还没有往来", "走访一家企业", "应建未建的企业要写明未建原因", "负责人：王老板"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not said: %q", want, got)
		}
	}
	for i, d := range h.dues {
		if d.Field == "nobranch" {
			tile := h.due(h.dues[i]).(*kit.Tile)
			tile.OnTapped()
		}
	}
	if s.Canvas().Focused() == nil || s.Page().Title != ledger.Enterprises.Title() {
		t.Errorf("it opens %s", s.Page().Title)
	}
	h.narrow = true
	h.group = aboutTab
	s.Show(h.page)
	h.ask()
	if h.groups[0] != aboutTab || h.table.Objects[0] != h.about {
		t.Errorf("%v", h.groups)
	}
}

// TestTenThousandEvents: a turn of the wheel over 10,000 events asks only for the cells in sight, and the log says what it and
// the frame after it cost here.
func TestTenThousandEvents(t *testing.T) {
	b, o := branch(t)
	_, err := b.Do(store.Intent{Deed: store.MayWork, What: "payment"}, func(turn *store.Turn) error {
		for i := range 10000 {
			day := value.Day(2000+i%26, 1+i%12, 1+i%28)
			if err := turn.Put(ledger.Payments, nil, &ledger.Payment{Branch: o.ID, Sort: codes.PaymentUp, From: day, To: day, Day: day, Paid: value.MoneyOf(100)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s := stand.OnDesk(t, b, own)
	h := newHousehold(s, ledger.Branches, o.ID, s.ShowHome)
	asked := 0
	h.grid = grid.New(grid.Source{Len: h.length, Key: func(i int) string { return h.shown.Events[i].Key() }, Cell: func(row, col int) string { asked++; return h.cell(row, col) }})
	h.grid.SetColumns(columns, nil)
	h.table.Objects = []fyne.CanvasObject{h.grid}
	s.Show(h.page)
	s.Canvas().Capture()
	if h.length() < 10000 {
		t.Fatal(h.length())
	}
	const steps = 200
	asked = 0
	began := trial.Start()
	for range steps {
		h.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -30}})
	}
	step := began.Taken() / steps
	inSight := int(h.grid.Size().Height/look.Now().Row) + 2
	if most := steps * inSight * len(columns); asked == 0 || asked > most {
		t.Errorf("%d cells asked for in %d steps; %d are in sight at a time", asked, steps, inSight*len(columns))
	}
	began = trial.Start()
	for range 20 {
		h.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -30}})
		s.Canvas().Capture()
	}
	t.Logf("%d events: a step %v, with the frame painted by software %v", h.length(), step, began.Taken()/20)
}
