package gate

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// atGate puts a Gate into a window; what it opens and shows is noted.
type atGate struct {
	*Gate
	page *page.Page
	book *store.Book
}

func newGate(t *testing.T) *atGate {
	t.Helper()
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	t.Cleanup(kit.UseVoice(kit.Voice{Sentence: func(err error) string { return store.Tell(err).Message }}))
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_DOCUMENTS_DIR", home)
	app := tempApp(t)
	w := app.NewWindow("")
	w.Resize(fyne.NewSize(1366, 700))
	g := &atGate{}
	g.Gate = &Gate{App: app, Window: w, Env: testEnv(), Icon: look.IconHome.Resource(look.Red)}
	g.Place = func(p *page.Page) { g.page = p; w.SetContent(container.NewStack(p.View)) }
	g.Opened = func(b *store.Book) { g.book = b; t.Cleanup(func() { b.Close() }) }
	return g
}

func TestCreateAsksForEverything(t *testing.T) {
	g := newGate(t)
	g.ShowCreate()
	entries := fields(g.page.View)
	if len(entries) != 5 {
		t.Fatalf("%d fields", len(entries))
	}
	name, operator, first, second, place := entries[0], entries[1], entries[2], entries[3], entries[4]
	for _, step := range []struct {
		do   func()
		says string
	}{
		{func() {}, "名称"},
		{func() { name.SetText("塔北社区") }, "经办人"},
		{func() { operator.SetText("李干事") }, "8 个字符"},
		{func() { first.SetText("短密码") }, "8 个字符"},
		{func() { first.SetText(password) }, "不一样"},
		{func() { second.SetText(password); place.SetText("这里") }, "文件夹"},
	} {
		step.do()
		g.page.Keys[fyne.KeyF10]()
		got := strings.Join(said(g.page.View), "|")
		if !strings.Contains(got, step.says) {
			t.Errorf("want a fault with %q, got %q", step.says, got)
		}
	}
	if files, _ := filepath.Glob(filepath.Join(os.Getenv("HOME"), "*", "*.tjz")); len(files) != 0 {
		t.Errorf("a refused form made %v", files)
	}
	place.SetText(filepath.Join(os.Getenv("HOME"), "台账", "塔北"))
	g.page.Keys[fyne.KeyF10]()
	if _, err := os.Stat(filepath.Join(os.Getenv("HOME"), "台账", "塔北.tjz")); err != nil {
		t.Fatalf("no ledger: %v, %v", err, said(g.page.View))
	}
	if g.book != nil {
		t.Error("somebody got in before the recovery code was typed back")
	}
}

func TestFileIsNamedAfterTheCommunity(t *testing.T) {
	g := newGate(t)
	g.ShowCreate()
	entries := fields(g.page.View)
	entries[0].SetText("五一/社区")
	if got := filepath.Base(entries[4].Text); got != "五一社区.tjz" {
		t.Errorf("the file is called %q", got)
	}
}

// TestRecoveryCode goes from the code's screen into the ledger, and later back into
// it by the code alone.
func TestRecoveryCode(t *testing.T) {
	g := newGate(t)
	path := filepath.Join(t.TempDir(), "a.tjz")
	b, code, err := store.Create(path, store.Profile{Name: "塔北社区"}, "李干事", password, g.Env)
	if err != nil {
		t.Fatal(err)
	}
	g.ShowRecovery(b, code)
	groups := strings.Split(code, "-")
	entries := fields(g.page.View)
	asked := askedGroups(g.page.View)
	entries[0].SetText("AAAAA")
	enter := button(t, g.page.View, "进入台账")
	enter.Press()
	if g.book != nil || len(said(g.page.View)) == 0 {
		t.Fatal("a wrong group lets in")
	}
	entries[0].SetText(strings.ToLower(groups[asked[0]]))
	entries[1].SetText(" " + groups[asked[1]])
	enter.Press()
	if g.book == nil {
		t.Fatalf("the right groups are refused: %v", said(g.page.View))
	}
	if got := Recents(g.App); len(got) != 1 || got[0] != (Recent{"塔北社区", path}) {
		t.Errorf("remembered %v", got)
	}
	b.Close()
	g.book = nil
	g.showRescue(Recent{"塔北社区", path}, nil)
	entries = fields(g.page.View)
	entries[0].SetText(strings.ReplaceAll(code, "-", " "))
	entries[1].SetText("ganshi-2027")
	entries[2].SetText("ganshi-2027")
	g.page.Keys[fyne.KeyF10]()
	if g.book == nil {
		t.Fatalf("the code does not open: %v", said(g.page.View))
	}
	g.book.Close()
	if _, err := store.Open(path, password, g.Env); store.Tell(err).Code != store.WrongPassword {
		t.Errorf("the old password: %v", err)
	}
}

func TestUnlock(t *testing.T) {
	g := newGate(t)
	path := filepath.Join(t.TempDir(), "a.tjz")
	b, _, err := store.Create(path, store.Profile{Name: "塔北社区"}, "李干事", password, g.Env)
	if err != nil {
		t.Fatal(err)
	}
	g.ShowUnlock(Recent{"塔北社区", path})
	try := func(text string) string {
		fields(g.page.View)[0].SetText(text)
		button(t, g.page.View, "打开").Press()
		return strings.Join(said(g.page.View), "")
	}
	if got := try(""); !strings.Contains(got, "请填写密码") {
		t.Errorf("no password: %q", got)
	}
	if got := try("wrong-password"); !strings.Contains(got, "另一个窗口") {
		t.Errorf("open elsewhere: %q", got)
	}
	b.Close()
	if got := try("wrong-password"); !strings.Contains(got, "密码不对") {
		t.Errorf("wrong password: %q", got)
	}
	if got := try(password); g.book == nil {
		t.Errorf("the right password: %q", got)
	}
}

func TestGateForgetsALedger(t *testing.T) {
	g := newGate(t)
	Remember(g.App, "塔北社区", "/a.tjz")
	Remember(g.App, "五一社区", "/b.tjz")
	Remember(g.App, "塔北社区", "/a.tjz")
	if got := Recents(g.App); len(got) != 2 || got[0].Path != "/a.tjz" {
		t.Fatalf("remembered %v", got)
	}
	g.Show()
	g.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if got := Recents(g.App); len(got) != 1 || got[0].Path != "/b.tjz" {
		t.Errorf("after Delete %v", got)
	}
}

// TestArrowsAtTheGate: from the large cards to the small ways and back, and from the list
// of ledgers down to them.
func TestArrowsAtTheGate(t *testing.T) {
	at := func(g *atGate) string {
		if l, ok := g.canvas().Focused().(interface{ Label() string }); ok {
			return l.Label()
		}
		return ""
	}
	arrow := func(g *atGate, name fyne.KeyName) { g.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	g := newGate(t)
	g.Show()
	for i, c := range []struct {
		key  fyne.KeyName
		want string
	}{{fyne.KeyRight, "打开台账"}, {fyne.KeyRight, "我刚接手"}, {fyne.KeyLeft, "打开台账"}, {fyne.KeyLeft, "新建台账"}, {fyne.KeyRight, "打开台账"},
		{fyne.KeyDown, forms.Manual.Title}, {fyne.KeyLeft, "练习台账"}, {fyne.KeyUp, "打开台账"}} {
		if arrow(g, c.key); at(g) != c.want {
			t.Fatalf("step %d, %s: at %q, want %q", i, c.key, at(g), c.want)
		}
	}
	Remember(g.App, "塔北社区", "/a.tjz")
	g.Show()
	arrow(g, fyne.KeyDown)
	if at(g) == "" {
		t.Fatalf("↓ below the last ledger stays at %T", g.canvas().Focused())
	}
	if arrow(g, fyne.KeyUp); at(g) != "" {
		t.Errorf("↑ leads to %q", at(g))
	}
}

// Each practice ledger is made from the gate, under its own name: a community's, a
// street's, and the one of the tour, which begins at its first step.
func TestPracticeLedgerOpens(t *testing.T) {
	for _, c := range []struct {
		verb, file string
		street     bool
		tour       bool
	}{{"社区的", "练习台账", false, false}, {"街道的", "练习街道", true, false}, {"", "我刚接手", false, true}} {
		t.Run(c.file, func(t *testing.T) {
			g := newGate(t)
			Remember(g.App, "塔北社区", "/a.tjz") // all the ways are small buttons then
			g.Show()
			if c.verb == "" {
				button(t, g.page.View, "我刚接手").Press()
			} else {
				button(t, g.page.View, "练习台账").Press()
				button(t, g.canvas().Overlays().Top(), c.verb).Press()
			}
			if g.canvas().Overlays().Top() == nil {
				t.Fatal("its password is not told")
			}
			if got := words(g.canvas().Overlays().Top()); !strings.Contains(got, "练习") || !strings.Contains(got, "做好了") {
				t.Errorf("what was made is told as %q", got)
			}
			g.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			if g.book == nil || !g.book.Profile().Practice || g.book.Profile().Street != c.street || g.book.Today().Count(ledger.Members) == 0 {
				t.Fatal("no such ledger was opened")
			}
			if _, begun := overview.StateOf(g.book); begun != c.tour {
				t.Errorf("a tour: %v", begun)
			}
			if _, err := os.Stat(filepath.Join(os.Getenv("HOME"), "团建台账", c.file+".tjz")); err != nil {
				t.Error(err)
			}
		})
	}
}

// The manual and the card are to be had at the gate, without a ledger.
func TestHandbooksAtTheGate(t *testing.T) {
	for _, h := range []*forms.Handbook{forms.Manual, forms.Card} {
		g := newGate(t)
		g.Show()
		button(t, g.page.View, h.Title).Press()
		if top := g.canvas().Overlays().Top(); top == nil || !strings.Contains(words(top), h.Title) {
			t.Fatalf("%s is not offered", h.Title)
		}
		button(t, g.canvas().Overlays().Top(), "打开看")
	}
}
