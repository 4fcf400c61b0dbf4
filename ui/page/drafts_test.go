package page

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/form"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
)

func TestLeavingKeepsAndComingBackRestores(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	l.panel.form.FocusField("position")
	for _, r := range "仓库" {
		s.Canvas().Focused().TypedRune(r)
	}
	want := m.Position
	if want != "" {
		want = "" // coming in by keyboard selects all
	}
	want += "仓库"
	s.ShowHome()
	if s.page.Key != "home" || s.Canvas().Overlays().Top() != nil {
		t.Fatal("leaving asks, or does not leave")
	}
	all, err := b.Drafts().All()
	if err != nil || len(all) != 1 || all[0].Texts["position"] != want || all[0].At != "position" || all[0].Rev != m.Rev {
		t.Fatalf("kept %+v, %v", all, err)
	}
	if got := b.Today().Get(ledger.Members, m.ID).(*ledger.Member); got.Position != m.Position {
		t.Error("a draft changed the record")
	}
	s.ShowRecord(ledger.Members, m.ID)
	e, ok := s.Canvas().Focused().(*kit.Entry)
	if !ok || e.Text != want || e.CursorColumn != 2 {
		t.Fatalf("came back at %T", s.Canvas().Focused())
	}
	if got := words(s.page.View); !strings.Contains(got, testEnv().Now().Format("01-02 15:04")+" 没有保存的录入，已放回") {
		t.Errorf("nothing says so: %s", got)
	}
	press(s, fyne.KeyF10, fyne.KeyF10)
	if got := b.Today().Get(ledger.Members, m.ID).(*ledger.Member).Position; got != want {
		t.Errorf("saved %q", got)
	}
	if all, _ := b.Drafts().All(); len(all) != 0 {
		t.Errorf("after the save %d drafts wait", len(all))
	}
}

func TestEscSaysThatItIsKept(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.add(nil)
	keyed(s, "liu")
	press(s, fyne.KeyEscape)
	if l.panel != nil || l.chip.Hidden || l.chip.Label() != "放着 1 条未完成" {
		t.Fatalf("panel %v, chip %q", l.panel != nil, l.chip.Label())
	}
	if shown := s.Toasts.Shown(); len(shown) != 1 || !strings.Contains(shown[0], "放在一边") {
		t.Errorf("told %v", shown)
	}
	press(s, fyne.KeyF11)
	l = s.page.list
	if e, ok := s.Canvas().Focused().(*kit.Entry); !ok || e.Text != "liu" {
		t.Fatal("F11 does not go on with it")
	}
	button(t, l.panel.view, "放弃这份录入").Press()
	button(t, s.Canvas().Overlays().Top(), "放弃这份录入").Press()
	if all, _ := b.Drafts().All(); len(all) != 0 || l.panel == nil || l.panel.form.Dirty() {
		t.Errorf("%d drafts after giving up", len(all))
	}
	if e, ok := s.Canvas().Focused().(*kit.Entry); !ok || e.Text != "" {
		t.Error("giving up leaves what was typed")
	}
	press(s, fyne.KeyEscape)
	if !l.chip.Hidden || len(s.Toasts.Shown()) != 1 {
		t.Error("an empty form is kept")
	}
}

// TestResumeOpensTheNewest: and passes over one whose record is gone.
func TestResumeOpensTheNewest(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	for _, d := range []store.Draft{{Kind: "member", ID: m.ID, Rev: m.Rev, At: "position", Texts: map[string]string{"position": "甲乙"}},
		{Kind: "member", ID: value.ID{1}, Rev: 1, At: "name", Texts: map[string]string{"name": "谁"}}} {
		if err := b.Drafts().Keep(d); err != nil {
			t.Fatal(err)
		}
	}
	s.Resume()
	if e, ok := s.Canvas().Focused().(*kit.Entry); !ok || e.Text != "甲乙" {
		t.Errorf("resumed at %T", s.Canvas().Focused())
	}
}

// elsewhere saves a change to a member as somebody else would.
func elsewhere(t *testing.T, b *store.Book, id value.ID, change func(*ledger.Member)) {
	t.Helper()
	m := ledger.Members.Clone(b.Today().Get(ledger.Members, id)).(*ledger.Member)
	change(m)
	if _, err := b.Register(ledger.Members, m); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
}

func TestEditBySomebodyElseIsShown(t *testing.T) {
	for name, late := range map[string]bool{"at the save": true, "at the opening": false} {
		t.Run(name, func(t *testing.T) {
			b := newBook(t, 60)
			s := onDesk(t, b)
			m := someMember(t, b)
			l := listOn(s, records.Query{Kind: ledger.Members})
			l.open(m.ID)
			l.panel.form.Type("position", "仓库管理员")
			l.panel.form.Type("qq", "123456")
			theirs := func(x *ledger.Member) { x.Position, x.WeChat = "采购员", "tabei01" }
			if late {
				elsewhere(t, b, m.ID, theirs)
				l.panel.form.Save(false)
			} else {
				l.back()
				elsewhere(t, b, m.ID, theirs)
				l.open(m.ID)
			}
			if l.panel == nil || len(l.panel.rebased.clashes) != 1 || len(l.panel.rebased.taken) != 1 {
				t.Fatalf("panel %+v", l.panel)
			}
			got := words(l.panel.notes)
			for _, want := range []string{"仓库管理员", "采购员", "用我的"} {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not said: %s", want, got)
				}
			}
			if text := l.panel.form.Draft().(*ledger.Member); text.WeChat != "tabei01" || text.QQ != "123456" {
				t.Errorf("the form has %q, %q", text.WeChat, text.QQ)
			}
			l.panel.form.Save(false)
			l.panel.form.Save(false)
			if now := b.Today().Get(ledger.Members, m.ID).(*ledger.Member); now.Position != "采购员" {
				t.Fatal("saved before anybody decided")
			}
			button(t, l.panel.notes, "用我的").Press()
			for _, want := range []string{"微信", "tabei01", "也改过"} {
				if got := words(l.panel.notes); !strings.Contains(got, want) {
					t.Errorf("%q is not said: %s", want, got)
				}
			}
			l.panel.form.Save(false)
			if l.panel != nil {
				l.panel.form.Save(false)
			}
			if now := b.Today().Get(ledger.Members, m.ID).(*ledger.Member); now.Position != "仓库管理员" || now.WeChat != "tabei01" || now.QQ != "123456" {
				t.Errorf("saved %q, %q, %q", now.Position, now.WeChat, now.QQ)
			}
		})
	}
}

func TestTakingTheirs(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	l.panel.form.FocusField("idno")
	keyed(s, "4305") // half typed: cannot be taken into the record
	l.back()
	number := m.IDNumber
	elsewhere(t, b, m.ID, func(x *ledger.Member) {
		k := ledger.Members
		x.Joined, x.DevNumber = value.Day(2020, 8, 0), ""
		if err := k.Set(x, k.At("idno"), "430502200605123182"); err != nil {
			t.Fatal(err)
		}
	})
	l.open(m.ID)
	if c := l.panel.rebased.clashes; len(c) != 1 || c[0].Key != "idno" || c[0].Ours != "4305" {
		t.Fatalf("clashes %+v", c)
	}
	if got := words(l.panel.notes); strings.Contains(got, "430502200605123182") || strings.Contains(got, number) {
		t.Error("a whole number stands on the screen")
	}
	button(t, l.panel.notes, "用现在的").Press()
	if got := l.panel.form.Kept(); len(got.Texts) != 0 {
		t.Errorf("still to be saved: %v", got.Texts)
	}
	if got := l.panel.form.Draft().(*ledger.Member).IDNumber; got != "430502200605123182" {
		t.Errorf("the form has %q", got)
	}
}

// TestChipFollowsALateKeeping: Esc closes the panel at once, the chip comes when the
// draft is durable.
func TestChipFollowsALateKeeping(t *testing.T) {
	b := newBook(t, 20)
	s := onDesk(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.add(nil)
	keyed(s, "liu")
	var waiting []func()
	hands := (&hands.Still{}).Hands()
	hands.Go = func(work func()) { waiting = append(waiting, work) }
	t.Cleanup(kit.UseHands(hands))
	press(s, fyne.KeyEscape)
	for len(waiting) > 0 {
		last := waiting[len(waiting)-1] // what was asked later is answered first
		waiting = waiting[:len(waiting)-1]
		last()
	}
	if l.chip.Hidden {
		t.Error("no chip")
	}
}

// TestNewestDraftWins: a keeping that comes late does not go over a newer one, and
// one that failed is tried again.
func TestNewestDraftWins(t *testing.T) {
	b := newBook(t, 0)
	var waiting []func()
	hands := (&hands.Still{}).Hands()
	hands.Go = func(work func()) { waiting = append(waiting, work) }
	t.Cleanup(kit.UseHands(hands))
	d := newDrafts(b)
	of := draftOf{"member", value.ID{}}
	for _, text := range []string{"刘", "刘婧"} {
		d.keep(of, 0, form.Kept{At: "name", Texts: map[string]string{"name": text}}, func() {}, nil)
	}
	d.keep(draftOf{"branch", value.ID{}}, 0, form.Kept{At: "name", Texts: map[string]string{"name": "甲"}}, func() {}, nil)
	if err := d.flush(); err != nil {
		t.Fatal(err)
	}
	for _, work := range waiting {
		work()
	}
	if all, _ := b.Drafts().All(); len(all) != 2 || all[0].Texts["name"]+all[1].Texts["name"] != "刘婧甲" && all[1].Texts["name"] != "刘婧" {
		t.Errorf("kept %+v", all)
	}
	bad := draftOf{"no-such-kind", value.ID{}}
	d.keep(bad, 0, form.Kept{Texts: map[string]string{"name": "乙"}}, func() {}, nil)
	if d.flush() == nil || len(d.next) != 1 {
		t.Error("what was refused is forgotten")
	}
	d.forget(bad)
	if err := d.flush(); err != nil {
		t.Errorf("given up, and still written: %v", err)
	}
}

// TestPanelFollowsAnUndo: an open form in which nothing was typed shows what is in
// the ledger now; one with something typed stays as it is.
func TestPanelFollowsAnUndo(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	r, err := b.Save(ledger.Members, &ledger.Member{Title: "新来的", Branch: someMember(t, b).Branch, Joined: 20190500, Position: "会计"})
	if err != nil {
		t.Fatal(err)
	}
	m := r.(*ledger.Member) // of whom nothing else tells: he can be removed
	edited(t, s, m, "仓库管理员")
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	s.Undo()
	if l.panel == nil || l.panel.form.Draft().(*ledger.Member).Position != m.Position {
		t.Error("the form shows what was taken back")
	}
	l.panel.form.Type("qq", "123456")
	s.Redo()
	if got := l.panel.form.Draft().(*ledger.Member); got.Position != m.Position || got.QQ != "123456" {
		t.Errorf("a form with something typed now has %q, %q", got.Position, got.QQ)
	}
	l.panel.form.Discard()
	if err := b.Remove(ledger.Members, []value.ID{m.ID}, "试一试"); err != nil {
		t.Fatal(err)
	}
	if l.panel != nil {
		t.Error("the panel of a removed record stays")
	}
}

// TestSeveralWaitSideBySide: one is put aside, others are keyed meanwhile, each is gone on with by itself, and what is
// saved takes its own away. None is lost by closing the ledger without a word.
func TestSeveralWaitSideBySide(t *testing.T) {
	b := newBook(t, 20)
	s := onDesk(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	before := b.Today().Count(ledger.Members)
	aside := func(name string) {
		l.add(nil)
		if e, ok := s.Canvas().Focused().(*kit.Entry); !ok || e.Text != "" {
			t.Fatalf("the new form begins with %T", s.Canvas().Focused())
		}
		l.panel.form.Type("name", name)
		press(s, fyne.KeyEscape)
	}
	aside("刘婧")
	aside("单晓")
	aside("尉迟祎")
	if l.chip.Label() != "放着 3 条未完成" || l.chip.Hidden {
		t.Fatalf("the chip says %q", l.chip.Label())
	}
	// A fourth is keyed and saved; the others stay.
	l.add(nil)
	keyMember(t, l, "王芳")
	press(s, fyne.KeyF9, fyne.KeyF9)
	if got := b.Today().Count(ledger.Members); got != before+1 {
		t.Fatalf("%d members, %d before", got, before)
	}
	l.panel.form.Type("name", "李明")
	if all, _ := b.Drafts().All(); len(all) != 3 {
		t.Errorf("%d wait after the fourth was saved", len(all))
	}
	press(s, fyne.KeyEscape)
	if all, _ := b.Drafts().All(); len(all) != 4 {
		t.Errorf("%d wait with the fifth", len(all))
	}
	press(s, fyne.KeyF11)
	menu, ok := s.Canvas().Focused().(*kit.Rows)
	if !ok || len(menu.Items()) != 4 {
		t.Fatalf("F11 leads to %T", s.Canvas().Focused())
	}
	at := -1
	for i, it := range menu.Items() {
		if it.Hint == "" || !strings.HasPrefix(it.Label, "新增团员 ") {
			t.Errorf("a draft is called %q, %q", it.Label, it.Hint)
		}
		if it.Label == "新增团员 单晓" {
			at = i
		}
	}
	if at < 0 {
		t.Fatal("单晓 is not among them")
	}
	menu.Stand(at)
	press(s, fyne.KeyReturn)
	l = s.page.list
	if got := l.panel.form.Kept().Texts["name"]; got != "单晓" {
		t.Fatalf("opened is %q", got)
	}
	if l.chip.Label() != "放着 3 条未完成" {
		t.Errorf("beside the one in the form %q", l.chip.Label())
	}
	if got := words(l.panel.notes); !strings.Contains(got, "已放回") {
		t.Errorf("the banner says %q", got)
	}
	keyMember(t, l, "单晓")
	press(s, fyne.KeyF9, fyne.KeyF9)
	if got := words(l.panel.notes); strings.Contains(got, "已放回") {
		t.Errorf("after the save the banner still says %q", got)
	}
	var names []string
	all, err := b.Drafts().All()
	for _, d := range all {
		names = append(names, d.Texts["name"])
	}
	if slices.Sort(names); err != nil || strings.Join(names, " ") != "刘婧 尉迟祎 李明" {
		t.Errorf("waiting are %v, %v", names, err)
	}
	// The window goes without a word; opened again all are there.
	path := b.Path()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(path, password, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	if left, _ := again.Drafts().All(); len(left) != 3 {
		t.Errorf("%d are left after the window has gone", len(left))
	}
	s = onDesk(t, again)
	s.Resume()
	if got := s.page.list.panel.form.Kept().Texts["name"]; got != "李明" {
		t.Errorf("resumed is %q", got)
	}
}

// keyMember fills in what a member must have.
func keyMember(t *testing.T, l *list, name string) {
	t.Helper()
	like := someMember(t, l.s.Book)
	for key, text := range map[string]string{"name": name, "idno": "", "joined": "2018-05", "nation": "汉族", "phone": ""} {
		l.panel.form.Type(key, text)
	}
	l.panel.form.Type("branch", like.Branch.String())
}

// besideToasts fails where a toast lies over the field with the keyboard.
func besideToasts(t *testing.T, s *Shell) {
	t.Helper()
	f, ok := s.Canvas().Focused().(*kit.Entry)
	if !ok {
		return
	}
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(f)
	for _, o := range test.WidgetRenderer(s.Toasts).Objects() {
		c, ok := o.(*kit.Cover)
		if !ok {
			continue
		}
		if p := d.AbsolutePositionForObject(c); p.X < at.X+f.Size().Width && p.X+c.Size().Width > at.X && p.Y < at.Y+f.Size().Height && p.Y+c.Size().Height > at.Y {
			t.Errorf("a toast at %v lies over the field at %v", p, at)
		}
	}
}

// TestAToastLeavesTheFieldFree: Ctrl+N right after Esc, and each field to which the keyboard goes then.
func TestAToastLeavesTheFieldFree(t *testing.T) {
	s := onDesk(t, newBook(t, 60))
	clock := &hands.Still{}
	t.Cleanup(kit.UseHands(clock.Hands()))
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.add(nil)
	keyed(s, "liu")
	press(s, fyne.KeyEscape)
	l.add(nil)
	if len(s.Toasts.Shown()) == 0 {
		t.Fatal("nothing is told")
	}
	for range 40 {
		clock.Pass(0)
		besideToasts(t, s)
		s.Canvas().FocusNext()
	}
}
