package office

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/undo"
	"tuanjian/store/value"
	"tuanjian/ui/grid"
	"tuanjian/ui/look"
)

// changed saves another position of a member.
func changed(t *testing.T, b *store.Book, m *ledger.Member, position string) {
	t.Helper()
	now := ledger.Members.Clone(b.Today().Get(ledger.Members, m.ID)).(*ledger.Member)
	now.Position = position
	if _, err := b.Save(ledger.Members, now); err != nil {
		t.Fatal(err)
	}
}

func jobOf(b *store.Book, id value.ID) string {
	if m, ok := b.Today().Get(ledger.Members, id).(*ledger.Member); ok {
		return m.Position
	}
	return "（不在）"
}

func TestDeletedComesBackFromTheBin(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	posts := find.ListOf(b.Today(), records.Query{Kind: ledger.Posts})
	gone := []value.ID{posts.Row(0).Head().ID, posts.Row(1).Head().ID}
	if err := b.Remove(ledger.Posts, gone, "chongfu"); err != nil {
		t.Fatal(err)
	}
	s.Open(s.Screens.Bin)
	bin := words(s.Page().View)
	if !strings.Contains(bin, "chongfu") || !strings.Contains(bin, "练习员") || !strings.Contains(bin, "共 2 条") {
		t.Errorf("the bin shows %s", bin)
	}
	s.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	press(s, fyne.KeyF10)
	if b.Today().Get(ledger.Posts, gone[0]) == nil || b.Today().Get(ledger.Posts, gone[1]) == nil {
		t.Error("not restored")
	}
	if got := words(s.Page().View); !strings.Contains(got, "回收站是空的") {
		t.Errorf("then the bin shows %s", got)
	}
}

func TestOperationIsTakenBackAroundLaterEdits(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	before := m.Position
	changed(t, b, m, "仓库管理员")
	ops, err := undo.Operations(b, 1)
	if err != nil || ops[0].Intent != "edit" {
		t.Fatal(ops, err)
	}
	changed(t, b, m, "采购员")
	s.Open(s.Screens.Operations)
	if got := words(s.Page().View); !strings.Contains(got, "修改团员") || !strings.Contains(got, "练习数据") {
		t.Errorf("the operations are %s", got)
	}
	press(s, fyne.KeyDown, fyne.KeyReturn)
	got := words(s.Page().View)
	if !strings.Contains(got, "修改 "+m.Title) || !strings.Contains(got, "后来又改过") {
		t.Errorf("the operation is %s", got)
	}
	press(s, fyne.KeyEscape, fyne.KeyReturn) // the later one
	if got := words(s.Page().View); !strings.Contains(got, "1 条改回原来的内容") {
		t.Errorf("the newest operation is %s", got)
	}
	press(s, fyne.KeyF10)
	if got := jobOf(b, m.ID); got != "仓库管理员" {
		t.Fatalf("taken back to %q", got)
	}
	s.ShowOperation(ops[0].Seq)
	press(s, fyne.KeyF10)
	if got := jobOf(b, m.ID); got != before {
		t.Errorf("taken back to %q", got)
	}
	if got := words(s.Page().View); !strings.Contains(got, "已撤销") {
		t.Errorf("no mark that it is undone: %s", got)
	}
}

// An operation on one record says whose it was.
func TestOperationsNameThePerson(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	if _, err := s.Book.Save(ledger.Members, &ledger.Member{Title: "尉迟甲"}); err != nil {
		t.Fatal(err)
	}
	g := Operations(s.Shell).First.(*grid.Grid)
	if got := g.Text([]int{0}); !strings.Contains(got, "团员　尉迟甲") {
		t.Errorf("the line says %q", got)
	}
}

// TestScreensOfWhatIsDone shows the bin and the operations, empty and full, at the smallest and the largest text, and
// looks that none wants more width than there is.
func TestScreensOfWhatIsDone(t *testing.T) {
	for _, size := range []look.Size{look.Standard, look.Huge} {
		t.Run(size.Label(), func(t *testing.T) {
			s := newStand(t, size, 120)
			b, name := s.Book, map[look.Size]string{look.Standard: "", look.Huge: "-huge"}[size]
			look := func(what string) {
				t.Helper()
				s.Photograph("kept-" + what + name)
				if got := s.Page().View.MinSize(); got.Width > 1366-320 || got.Height > 640 {
					t.Errorf("%s wants %v", what, got)
				}
			}
			s.Show(Bin(s.Shell))
			look("bin-empty")
			m := someMember(t, b)
			changed(t, b, m, "采购员")
			changed(t, b, m, "仓库管理员")
			posts := find.ListOf(b.Today(), records.Query{Kind: ledger.Posts})
			if err := b.Remove(ledger.Posts, []value.ID{posts.Row(0).Head().ID, posts.Row(1).Head().ID}, "重复录入"); err != nil {
				t.Fatal(err)
			}
			s.Show(Bin(s.Shell))
			look("bin")
			s.Show(Operations(s.Shell))
			look("operations")
			s.Press(fyne.KeyReturn)
			look("operation")
			ops, err := undo.Operations(b, 10)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range ops {
				if o.Intent == "edit" {
					s.Show(Operation(s.Shell, o.Seq))
				}
			}
			look("operation-left")
		})
	}
}
