package travel

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/travel"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/stage"
)

// laptops are a practice ledger and its copy, and a way to hand the copy's package over.
func laptops(t *testing.T, members int) (here, there *store.Book, hand func() string) {
	t.Helper()
	b := newBook(t, members)
	path := b.Path()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	books := []*store.Book{}
	for _, name := range []string{"这台.tjz", "那台.tjz"} {
		copied := filepath.Join(filepath.Dir(path), name)
		if err := os.WriteFile(copied, text, 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := store.Open(copied, password, testEnv())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.Close() })
		books = append(books, b)
	}
	return books[0], books[1], func() string {
		_, path, err := travel.Submit(context.Background(), books[1], travel.Sending{Dir: t.TempDir(), Passphrase: parcelWords, Sample: true}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
}

const parcelWords = "shan-he-ping-guo-4827"

func changeMember(t *testing.T, b *store.Book, row int, change func(*ledger.Member)) value.ID {
	t.Helper()
	r := find.ListOf(b.Today(), records.Query{Kind: ledger.Members}).Row(row)
	m := ledger.Members.Clone(r).(*ledger.Member)
	change(m)
	if _, err := b.Save(ledger.Members, m); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return m.ID
}

// The other laptop's package from choosing to undoing, by keys alone.
func TestMeetByKeys(t *testing.T) {
	here, there, hand := laptops(t, 60)
	first := changeMember(t, here, 0, func(m *ledger.Member) { m.Phone = "13500001111" })
	changeMember(t, there, 0, func(m *ledger.Member) { m.Phone = "13500002222" })
	second := changeMember(t, here, 1, func(m *ledger.Member) { m.Position = "班长" })
	changeMember(t, there, 1, func(m *ledger.Member) { m.Position, m.Note = "组长", "夜班" })
	changeMember(t, there, 2, func(m *ledger.Member) { m.Job, m.Address = "", "大祥区五一路 1 号" })
	third := changeMember(t, here, 3, func(m *ledger.Member) { m.Mail = "a@example.invalid" })
	there.Remove(ledger.Members, []value.ID{third}, "转走了")
	for i := range 12 {
		m := &ledger.Member{Title: "尉迟" + string([]rune("一二三四五六七八九十百千")[i]), Phone: "1360000" + strconv.Itoa(1000+i)}
		if _, err := there.Save(ledger.Members, m); err != nil {
			t.Fatal(err)
		}
	}
	s := onDesk(t, here)
	s.ShowMeet("")
	stage.InTwoSizes(t, s.Window, s.Page().View, "meet_start")
	path := hand()
	s.ShowMeet(path)
	keyed(s, parcelWords+"x")
	press(s, fyne.KeyReturn)
	if got := words(s.Canvas().Overlays().Top()); !strings.Contains(got, "口令不对") || !strings.Contains(got, filepath.Base(path)) || s.Page().Title != "合并另一台电脑的台账" {
		t.Errorf("a wrong passphrase: %q", got)
	}
	s.Canvas().Focused().(*kit.Entry).SetText(strings.ToUpper(parcelWords))
	press(s, fyne.KeyReturn)
	if top := s.Canvas().Overlays().Top(); top != nil {
		t.Fatalf("still open: %q", words(top))
	}
	stage.InTwoSizes(t, s.Window, s.Page().View, "meet_clashes")
	if got := words(s.Page().View); !strings.Contains(got, "另一台电脑上") || !strings.Contains(got, "保存") {
		t.Errorf("%q", got)
	}
	press(s, fyne.KeyRight, fyne.KeyLeft) // the telephone of there, the position of here; the removed one stays open
	stage.InTwoSizes(t, s.Window, s.Page().View, "meet_decided")
	press(s, fyne.KeyF10)
	stage.InTwoSizes(t, s.Window, s.Page().View, "meet_done")
	if m := here.Today().Get(ledger.Members, first).(*ledger.Member); m.Phone != "13500002222" {
		t.Errorf("%+v", m.Phone)
	}
	if m := here.Today().Get(ledger.Members, second).(*ledger.Member); m.Position != "班长" || m.Note != "夜班" {
		t.Errorf("%s %s", m.Position, m.Note)
	}
	if here.Today().Get(ledger.Members, third) == nil {
		t.Error("removed without a decision")
	}
	s.Undo()
	if m := here.Today().Get(ledger.Members, first).(*ledger.Member); m.Phone != "13500001111" {
		t.Errorf("taken back: %s", m.Phone)
	}
}

// Nothing to take in is said; many clashes are decided at once.
func TestMeetNothingAndMany(t *testing.T) {
	here, there, hand := laptops(t, 300)
	s := onDesk(t, here)
	open := func(path string) {
		s.ShowMeet(path)
		s.Canvas().Focused().(*kit.Entry).SetText(parcelWords)
		press(s, fyne.KeyReturn)
	}
	open(hand())
	if got := words(s.Page().View); !strings.Contains(got, "没有要合并的") {
		t.Errorf("%q", got)
	}
	stage.InTwoSizes(t, s.Window, s.Page().View, "meet_nothing")
	for i := range 40 {
		changeMember(t, here, i, func(m *ledger.Member) { m.Note = "这里" + strconv.Itoa(i) })
		changeMember(t, there, i, func(m *ledger.Member) { m.Note = "那里" + strconv.Itoa(i) })
	}
	open(hand())
	stage.InTwoSizes(t, s.Window, s.Page().View, "meet_many")
	button(t, s.Page().View, "其余都用那边的").Press()
	press(s, fyne.KeyF10)
	if m := find.ListOf(here.Today(), records.Query{Kind: ledger.Members}).Row(7).(*ledger.Member); m.Note != "那里7" {
		t.Errorf("%q", m.Note)
	}
}
