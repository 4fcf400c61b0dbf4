package jobs

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/trial"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// own are the screens of this room.
var own = page.Screens{Jobs: Jobs, Home: func(*page.Shell) *page.Page { return &page.Page{Title: "首页"} },
	Fill: func(*page.Shell, records.Query, string) *page.Page {
		return &page.Page{Title: "填别人发来的表", View: look.NewWords("", look.Body)}
	}}

// fifty is a ledger with a branch of fifty who all pay three yuan.
func fifty(t *testing.T) (*store.Book, *ledger.Branch) {
	t.Helper()
	b := stage.NewBook(t, 0)
	r, err := b.Save(ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	o := r.(*ledger.Branch)
	for i := range 50 {
		m := &ledger.Member{Title: "团员" + strconv.Itoa(100+i), Branch: o.ID, Joined: 20190500, Wage: value.MoneyOf(100000)}
		if _, err := b.Save(ledger.Members, m); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
	}
	return b, o
}

// A desk counts the keys that are pressed on it.
type desk struct {
	*page.Shell
	keys int
}

func (d *desk) press(names ...fyne.KeyName) {
	d.keys += len(names)
	stand.Press(d.Shell, names...)
}

func TestAQuarterOfABranchInAFewKeys(t *testing.T) {
	b, o := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(Dues)
	stage.InTwoSizes(t, s.Window, s.Page().View, "dues")
	s.press(fyne.KeyHome)
	for range 12 {
		s.press(fyne.KeyLeft)
	}
	s.press(fyne.KeyF7, fyne.KeyRight, fyne.KeyF7, fyne.KeyRight, fyne.KeyF7)
	if got := stage.Words(s.Page().View); !strings.Contains(got, "勾了 150 个月，共 450 元") {
		t.Errorf("%q", got)
	}
	s.press(fyne.KeyF10)
	if n := b.Today().Count(ledger.Payments); n != 50 || s.keys >= 60 {
		t.Fatalf("%d payments after %d keys", n, s.keys)
	}
	p := b.Today().Of(ledger.Payments)[0].(*ledger.Payment)
	if p.Branch != o.ID || p.Months() != 3 || p.From.Month() != 1 || p.Paid != value.MoneyOf(900) {
		t.Errorf("%+v", p)
	}
	s.Undo()
	if n := b.Today().Count(ledger.Payments); n != 0 {
		t.Errorf("%d are left after one undo", n)
	}
	if shown := s.Toasts.Shown(); len(shown) != 1 || !strings.Contains(shown[0], "已撤销") {
		t.Errorf("still offered to be taken back: %q", shown)
	}
}

// The quarter of the month on which one stands goes with one key; what is still owed and what was paid follow each tick, and
// what is handed up next is what was taken.
func TestAQuarterWithOneKey(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b, _ := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(Dues)
	month := int(s.Today().Month())
	owes, paid := strconv.Itoa(3*month), strconv.Itoa(9)
	cells := stage.Words(s.Page().View)
	if !strings.Contains(cells, owes) {
		t.Errorf("%s yuan are not told: %q", owes, cells)
	}
	s.press(fyne.KeyHome)
	for range 12 {
		s.press(fyne.KeyLeft)
	}
	s.press(fyne.KeyF5)
	cells = stage.Words(s.Page().View)
	if left := strconv.Itoa(3 * (month - 3)); !strings.Contains(cells, "勾了 150 个月，共 450 元") || !strings.Contains(cells, paid) || strings.Contains(cells, owes) || !strings.Contains(cells, left) {
		t.Errorf("after a quarter %s are owed and %s paid: %q", left, paid, cells)
	}
	s.press(fyne.KeyF10, fyne.KeyF9)
	if got := stage.Words(s.Canvas().Overlays().Top()); !strings.Contains(got, "450") {
		t.Errorf("%q", got)
	}
}

// Ticks that nobody has saved are there again when the page is opened next, and gone once they are saved.
func TestTicksAreKept(t *testing.T) {
	b, _ := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(Dues)
	s.press(fyne.KeySpace, fyne.KeyEscape)
	if s.Page().Title != "办事" || s.Canvas().Overlays().Top() != nil {
		t.Fatal("Esc does not leave")
	}
	s.Open(Dues)
	months := strconv.Itoa(int(s.Today().Month()))
	if got := stage.Words(s.Page().View); !strings.Contains(got, "勾了 "+months+" 个月") {
		t.Fatalf("%q", got)
	}
	s.press(fyne.KeyF10)
	if n := b.Today().Count(ledger.Payments); n != 1 {
		t.Fatalf("%d payments", n)
	}
	s.Open(Jobs)
	s.Open(Dues)
	if got := stage.Words(s.Page().View); strings.Contains(got, "勾了") {
		t.Errorf("%q", got)
	}
}

func TestAttendanceInAFewKeys(t *testing.T) {
	b, _ := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(Attend)
	stage.InTwoSizes(t, s.Window, s.Page().View, "attend")
	for _, n := range []string{"03", "11", "25", "40", "49"} {
		s.keys += 2
		stage.Keyed(s.Canvas(), strings.TrimPrefix(n, "0"))
		s.press(fyne.KeySpace)
	}
	if got := stage.Words(s.Page().View); !strings.Contains(got, "应到 50 人，实到 45 人") {
		t.Fatalf("%q", got)
	}
	s.press(fyne.KeyF10)
	if s.keys >= 20 {
		t.Errorf("%d keys", s.keys)
	}
	if s.Page().Title != ledger.Meetings.Title() {
		t.Fatal(s.Page().Title)
	}
	s.press(fyne.KeyF10)
	if b.Today().Count(ledger.Meetings) != 1 {
		t.Fatalf("%d meetings: %s", b.Today().Count(ledger.Meetings), stage.Words(s.Page().View))
	}
	m := b.Today().Of(ledger.Meetings)[0].(*ledger.Meeting)
	if due, _ := m.Due.Value(); due != 50 || len(m.Came) != 45 || len(m.Missed) != 5 {
		t.Errorf("%+v", m)
	}
	s.Shell.Undo()
	if n := b.Today().Count(ledger.Meetings); n != 0 {
		t.Errorf("%d meetings are left after the undo", n)
	}
}

// Every job begins: in a page of its own, or in the form of what it leaves.
func TestEveryJobBegins(t *testing.T) {
	b, _ := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	for _, j := range all() {
		if j.street {
			continue
		}
		s.Open(Jobs)
		p := jobsFrom(j.title)(s.Shell) // as somebody comes back from it: there may be more jobs than a page shows
		s.Show(p)
		if !slices.ContainsFunc(p.First.(*kit.Rows).Items(), func(i kit.Item) bool { return strings.HasPrefix(i.Label, j.title) }) {
			t.Errorf("%s is not on the page", j.title)
		}
		if j.begin != nil {
			j.begin(s.Shell)
		} else {
			s.ShowNew(j.kind, nil)
		}
		if s.Page().Title == "办事" {
			t.Errorf("%s does not begin", j.title)
		}
		s.press(fyne.KeyEscape)
	}
	s.Open(Jobs)
	stage.InTwoSizes(t, s.Window, s.Page().View, "jobs")
}

// What is ticked is ticked for people and not for rows: somebody who comes between, or a look at another branch, moves nothing.
func TestTicksStayWithTheirPeople(t *testing.T) {
	b, o := fifty(t)
	other, err := b.Save(ledger.Branches, &ledger.Branch{Title: "西街饭店团支部", Type: codes.BranchCell})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	join := func(name string, of value.ID) {
		if _, err := b.Save(ledger.Members, &ledger.Member{Title: name, Branch: of, Joined: 20190500, Wage: value.MoneyOf(100000)}); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
	}
	join("钱多", other.Head().ID)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	p := newDues(s.Shell, o.ID)
	s.Show(p.page)
	p.mark(0, 0, codes.PaymentPaid, true)
	p.mark(49, 1, codes.PaymentWaived, true)
	ticked := func() (all []string) {
		for id, sorts := range p.draft(p.branch, p.year).Rows {
			member, err := value.ParseID(id)
			if err != nil {
				t.Fatal(err)
			}
			for month, sort := range sorts {
				if sort != "" {
					all = append(all, b.Today().Name(ledger.Members, member)+strconv.Itoa(month+1)+codes.PaymentSorts.Label(sort))
				}
			}
		}
		slices.Sort(all)
		return all
	}
	want := []string{"团员1001交纳", "团员1492减免"}
	join("团员099", o.ID) // before all others
	p.ask()
	if got := ticked(); !slices.Equal(got, want) {
		t.Errorf("somebody came: %v", got)
	}
	p.turn(other.Head().ID, p.year)
	p.mark(0, 0, codes.PaymentPaid, true)
	p.turn(o.ID, p.year)
	if got := ticked(); !slices.Equal(got, want) {
		t.Errorf("another branch was on show: %v", got)
	}
	p = newDues(s.Shell, other.Head().ID)
	if got := ticked(); !slices.Equal(got, []string{"钱多1交纳"}) {
		t.Errorf("the other branch: %v", got)
	}
}

// Who did not come is ticked away for himself and not for his row.
func TestWhoDidNotComeStays(t *testing.T) {
	b, o := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	p := newAttend(s.Shell, o.ID)
	s.Show(p.page)
	p.turn(7)
	if _, err := b.Save(ledger.Members, &ledger.Member{Title: "团员099", Branch: o.ID, Joined: 20190500}); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	p.ask()
	missed := p.sheet.Record().Missed
	if len(missed) != 1 || b.Today().Name(ledger.Members, missed[0]) != "团员107" {
		t.Errorf("%d missed", len(missed))
	}
	s.press(fyne.KeyEscape) // and waits
	p = newAttend(s.Shell, value.ID{})
	s.Show(p.page)
	if missed := p.sheet.Record().Missed; len(missed) != 1 || b.Today().Name(ledger.Members, missed[0]) != "团员107" {
		t.Errorf("%d wait", len(missed))
	}
	p.set(true)
	s.press(fyne.KeyEscape)
	if p = newAttend(s.Shell, value.ID{}); len(p.kept) != 0 {
		t.Errorf("%+v", p.kept)
	}
}
