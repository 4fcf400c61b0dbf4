package home

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
)

func TestHomeTellsOfTheBackups(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	stage.TakeRoster(s.T, s.Book)
	s.ShowHome()
	if seen := words(s.Page().View); !strings.Contains(seen, "练习台账不自动备份") && !strings.Contains(seen, "备份") {
		t.Errorf("%s", seen)
	}
	if _, err := care.BackUp(s.Book, care.ByHand); err != nil {
		t.Fatal(err)
	}
	if err := care.Prove(context.Background(), s.Book, func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	s.ShowHome()
	s.Photograph("home-cared")
	n := strconv.Itoa(s.Book.Today().Count(ledger.Members))
	if seen := words(s.Page().View); !strings.Contains(seen, "上次验证可恢复 "+testEnv().Now().Format("01-02")+"（"+n+" 名团员") {
		t.Errorf("%s", seen)
	}
	s.Trouble = "磁盘空间不够，还差 3 MB。"
	s.ShowHome()
	s.Photograph("home-trouble")
	if seen := words(s.Page().View); !strings.Contains(seen, "没有自动备份") {
		t.Errorf("%s", seen)
	}
	for _, o := range test.LaidOutObjects(s.Page().View) {
		if l, ok := o.(*tappedLine); ok {
			l.Tapped(nil)
			break
		}
	}
	if s.Page().Title != "备份与检查" {
		t.Errorf("the line leads to %s", s.Page().Title)
	}
}

func TestHomeLeadsToTheLists(t *testing.T) {
	s := onDesk(t, newBook(t, 300))
	s.Show(Home(s))
	rows, ok := s.Canvas().Focused().(*kit.Rows)
	if !ok || len(rows.Items()) == 0 {
		t.Fatalf("the home page gives the keyboard to %T", s.Canvas().Focused())
	}
	for range 2 {
		s.Page().Changed(store.Change{}) // the page is drawn anew
		if now := s.Canvas().Focused(); now != s.Page().First || now == fyne.Focusable(rows) {
			t.Fatal("the keyboard stays in rows that are shown no more")
		}
		rows = s.Canvas().Focused().(*kit.Rows)
	}
	want := rows.Items()[0].Lead
	press(s, fyne.KeyReturn)
	if s.Page().Key == "home" {
		t.Fatal("Enter on what needs doing opens nothing")
	}
	for _, o := range test.LaidOutObjects(s.Page().View) {
		if words, ok := o.(*look.Words); ok && words.Text() == "共 "+want+" 人" {
			return
		}
	}
	t.Errorf("the list does not show %s", want)
}

func TestHomeAndChipLeadToDrafts(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	for _, d := range []store.Draft{{Kind: "member", ID: m.ID, Rev: m.Rev, At: "position", Texts: map[string]string{"position": "x"}},
		{Kind: "enterprise", At: "name", Texts: map[string]string{"name": "新企业"}}} {
		if err := b.Drafts().Keep(d); err != nil {
			t.Fatal(err)
		}
	}
	s.Show(Home(s))
	rows := s.Canvas().Focused().(*kit.Rows)
	if it := rows.Items()[0]; it.Lead != "2" || !strings.Contains(it.Label, "没有保存") {
		t.Fatalf("first to do is %+v", it)
	}
	press(s, fyne.KeyReturn)
	menu := s.Canvas().Focused().(*kit.Rows)
	if got := menu.Items(); len(got) != 2 || got[0].Label != "新增企业 新企业" || got[1].Label != "团员 "+m.Title {
		t.Fatalf("the menu has %+v", got)
	}
	press(s, fyne.KeyReturn)
	if e, ok := s.Canvas().Focused().(*kit.Entry); !ok || e.Text != "新企业" || s.Page().Key != "enterprise" {
		t.Error("the draft does not open")
	}
}

func TestEmptyLedgerShowsItsDraft(t *testing.T) {
	b := newBook(t, 0)
	s := onDesk(t, b)
	if err := b.Drafts().Keep(store.Draft{Kind: "enterprise", At: "name", Texts: map[string]string{"name": "东建"}}); err != nil {
		t.Fatal(err)
	}
	s.Show(Home(s))
	press(s, fyne.KeyReturn)
	if e, ok := s.Canvas().Focused().(*kit.Entry); !ok || e.Text != "东建" {
		t.Errorf("Enter on the first page leads to %T", s.Canvas().Focused())
	}
}

// One state has one colour, whoever else is in the chart.
func TestAStateKeepsItsColour(t *testing.T) {
	built := overview.Slice{Label: "已建", Code: codes.FoundingBuilt, Count: 3}
	alone, _ := parts([]overview.Slice{built})
	among, _ := parts([]overview.Slice{{Label: "未摸底", Code: codes.FoundingUnknown, Count: 1}, {Label: "应建未建", Code: codes.FoundingDue, Count: 2}, built})
	if alone[0].Tint != among[2].Tint || alone[0].Tint.A == 0 {
		t.Errorf("已建 is %v alone and %v among others", alone[0].Tint, among[2].Tint)
	}
	seen := map[int]string{}
	for _, item := range codes.Foundings.Items() {
		tint, ok := foundingTints[item.Code]
		if !ok {
			t.Errorf("%s has no colour", item.Label)
		}
		if other := seen[tint]; other != "" && item.Code != "7" {
			t.Errorf("%s and %s look alike", item.Label, other)
		}
		seen[tint] = item.Label
	}
}

// TestHomeFitsAtEveryTextSize: at 1366×700 it wants no more width than there is.
func TestHomeFitsAtEveryTextSize(t *testing.T) {
	s := onDesk(t, newBook(t, 60))
	const left = 320 // the tree at 特大
	for _, size := range look.Sizes {
		look.SetSize(s.App, size)
		p, name := Home(s), "home"
		s.Show(p)
		if got := p.View.MinSize(); got.Width > 1366-left || got.Height > 640 {
			t.Errorf("%s at %s wants %v", name, size.Label(), got)
		}
		for _, o := range test.LaidOutObjects(p.View) {
			if tile, ok := o.(*kit.Tile); ok && tile.Position().X+tile.Size().Width > 1366 {
				t.Errorf("%s at %s: a tile ends at %v", name, size.Label(), tile.Position().X+tile.Size().Width)
			}
		}
	}
}

// TestHomeOfAStreet shows a street's first page with 8 and with 50 communities and empty, at the smallest and the
// largest text.
func TestHomeOfAStreet(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		for n, word := range map[int]string{0: "empty", 8: "8", 50: "50"} {
			t.Run(word+name, func(t *testing.T) {
				s := newStandOf(t, size, newStreetBook(t, n))
				s.Show(Home(s.Shell))
				s.Fits("street-home-" + word + name)
			})
		}
	}
}
