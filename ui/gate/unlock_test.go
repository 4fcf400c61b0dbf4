package gate

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
	"tuanjian/ui/trial"
)

// stillGate is a Gate whose time goes by when the test says so.
func stillGate(t *testing.T) (*atGate, *hands.Still) {
	g := newGate(t)
	g.Env.Tries = filepath.Join(t.TempDir(), "tries")
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	return g, still
}

// aLedger makes one that these people may open, the first being the founder, each by
// password and the own place; it answers the recovery code.
func aLedger(t *testing.T, env store.Env, names ...string) (Recent, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.tjz")
	b, code, err := store.Create(path, store.Profile{Name: "塔北社区"}, names[0], password+"0", env)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names[1:] {
		if err := b.Staff().Add(name, password+strconv.Itoa(i+1), store.Typist); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return Recent{"塔北社区", path}, code
}

// enter fills the password in and presses the button, whatever it says just now.
func (g *atGate) enter(t *testing.T, text string) string {
	t.Helper()
	all := fields(g.page.View)
	all[len(all)-1].SetText(text)
	all[len(all)-1].OnNext()
	return strings.Join(said(g.page.View), "")
}

func TestUnlockAsksWho(t *testing.T) {
	g, _ := stillGate(t)
	r, _ := aLedger(t, g.Env, "李干事")
	g.ShowUnlock(r)
	if len(pickers(g.page.View)) != 0 {
		t.Error("one operator and a question who it is")
	}
	r, _ = aLedger(t, g.Env, "李干事", "王干事", "赵主任")
	g.ShowUnlock(r)
	who := pickers(g.page.View)
	if len(who) != 1 || who[0].Text != "李干事" {
		t.Fatalf("%d pickers", len(who))
	}
	who[0].Choose(who[0].Match("赵")[0])
	if got := g.enter(t, password+"1"); !strings.Contains(got, "密码不对") || g.book != nil {
		t.Errorf("another one's password opened: %q", got)
	}
	who[0].SetText("没有他")
	if got := g.enter(t, password+"2"); !strings.Contains(got, "选经办人") || g.book != nil {
		t.Errorf("as nobody: %q", got)
	}
	who[0].Choose(who[0].Match("赵")[0])
	if got := g.enter(t, password+"2"); g.book == nil || g.book.Operator() != "赵主任" {
		t.Fatalf("the right one: %q", got)
	}
	g.book.Close()
	g.ShowUnlock(r)
	if who := pickers(g.page.View); len(who) != 1 || who[0].Text != "赵主任" {
		t.Error("the last one is not chosen already")
	}
	if kept := g.App.Preferences().String(doorKey); strings.Contains(kept, "赵") || strings.Contains(kept, r.Path) {
		t.Errorf("the preferences tell of people: %s", kept)
	}
}

// Three wrong passwords and each further one cost time, also after a restart; the
// right one ends it, and says what was.
func TestWrongTriesWait(t *testing.T) {
	g, still := stillGate(t)
	r, _ := aLedger(t, g.Env, "李干事")
	g.ShowUnlock(r)
	label := func() string {
		for _, w := range test.LaidOutObjects(g.page.View) {
			if b, ok := w.(*kit.Button); ok && (b.Label() == "打开" || strings.HasPrefix(b.Label(), "还要等")) {
				return b.Label()
			}
		}
		return ""
	}
	for _, seconds := range []int{0, 0, 1, 2, 4} {
		if got := g.enter(t, "wrong-password"); !strings.Contains(got, "密码不对") {
			t.Fatalf("%q", got)
		}
		for left := seconds; left > 0; left-- {
			if got := label(); got != "还要等 "+strconv.Itoa(left)+" 秒" {
				t.Fatalf("want %d seconds, the button says %q", left, got)
			}
			if g.enter(t, password+"0"); g.book != nil {
				t.Fatal("opened before the time was over")
			}
			still.Pass(time.Second)
		}
		if got := label(); got != "打开" {
			t.Fatalf("after %d seconds %q", seconds, got)
		}
	}
	g.page.Keys[fyne.KeyEscape]()
	g.ShowUnlock(r) // as after a restart: the preferences are all that is left
	if got := label(); got != "还要等 4 秒" {
		t.Fatalf("after a restart %q", got)
	}
	still.Pass(4 * time.Second)
	g.enter(t, password+"0")
	if g.book == nil {
		t.Fatal("the right password does not open")
	}
	told := ""
	for _, w := range test.LaidOutObjects(g.canvas().Overlays().Top()) {
		if words, ok := w.(*canvas.Text); ok {
			told += words.Text
		}
	}
	if !strings.Contains(told, "5 次密码不对") {
		t.Errorf("told %q", told)
	}
	last, err := g.book.Journal(1)
	if err != nil || last[0].Intent != "tries" || last[0].Detail.Rows != 5 {
		t.Errorf("%+v %v", last, err)
	}
	g.canvas().Overlays().Remove(g.canvas().Overlays().Top())
	g.book.Close()
	g.ShowUnlock(r)
	if label() != "打开" {
		t.Error("the tries were not forgotten")
	}
	if g.enter(t, password+"0"); g.canvas().Overlays().Top() != nil {
		t.Error("told twice")
	}
}

// A file that is open elsewhere or no ledger is no wrong password.
func TestOnlyWrongPasswordsCount(t *testing.T) {
	g, _ := stillGate(t)
	r, _ := aLedger(t, g.Env, "李干事")
	b, err := store.Open(r.Path, password+"0", g.Env)
	if err != nil {
		t.Fatal(err)
	}
	g.ShowUnlock(r)
	g.enter(t, "wrong-password")
	b.Close()
	if got := care.WrongTries(g.Env, r.Path); got != 0 {
		t.Errorf("counted %d", got)
	}
}

// The recovery code asks whose password is to be new where there are several.
func TestRescueAsksWho(t *testing.T) {
	for _, c := range []struct{ pick, want string }{{"", "李干事"}, {"王干事", "王干事"}} {
		g, _ := stillGate(t)
		r, code := aLedger(t, g.Env, "李干事", "王干事")
		g.ShowUnlock(r)
		button(t, g.page.View, "忘了密码").Press()
		who := pickers(g.page.View)
		if len(who) != 1 || who[0].Text != anAdmin {
			t.Fatalf("%d pickers", len(who))
		}
		if c.pick != "" {
			who[0].Choose(kit.Option{Value: c.pick, Label: c.pick})
		}
		all := fields(g.page.View)
		all[0].SetText(code)
		all[len(all)-2].SetText("ganshi-2027")
		all[len(all)-1].SetText("ganshi-2027")
		g.page.Keys[fyne.KeyF10]()
		if g.book == nil || g.book.Operator() != c.want {
			t.Errorf("%q: %v", c.pick, said(g.page.View))
		}
	}
}

// The unlock screen with names and a wait fits a low window at every size of the text.
func TestUnlockFits(t *testing.T) {
	for _, size := range look.Sizes {
		g, _ := stillGate(t)
		look.SetSize(g.App, size)
		r, _ := aLedger(t, g.Env, "李干事", "欧阳主任科员")
		keepDoor(g.App, r.Path, door{Last: 1})
		for range 6 {
			care.CountTry(g.Env, r.Path, &store.Error{Code: store.WrongPassword})
		}
		g.Window.Resize(fyne.NewSize(800, 560))
		g.ShowUnlock(r)
		if over := stage.Outside(g.Window, g.page.View); len(over) > 0 {
			t.Errorf("at %s beyond the edge: %v", size.Label(), over)
		}
		if !button(t, g.page.View, "还要等 8 秒").Disabled() {
			t.Error("the button can be pressed while it waits")
		}
		trial.Photograph(t, g.Window.Canvas(), "unlock-"+strconv.Itoa(int(size)))
		look.SetSize(g.App, look.Standard)
	}
}

// TestWrongPasswordIsTypedAnew: while it is tried the field is closed; then it is open,
// has the keyboard, and what is typed takes the place of the wrong one.
func TestWrongPasswordIsTypedAnew(t *testing.T) {
	g := newGate(t)
	ledger, _ := aLedger(t, g.Env, "李干事")
	var work []func()
	h := (&hands.Still{}).Hands()
	h.Go = func(do func()) { work = append(work, do) }
	t.Cleanup(kit.UseHands(h))
	finish := func() {
		for len(work) > 0 {
			do := work[0]
			work = work[1:]
			do()
		}
	}
	g.ShowUnlock(ledger)
	finish()
	field := fields(g.page.View)[0]
	g.enter(t, "wrong-password")
	for _, r := range "ahead" {
		g.canvas().Focused().TypedRune(r)
	}
	if !field.Disabled() || field.Text != "wrong-password" {
		t.Errorf("while it is tried: open %v, %q", !field.Disabled(), field.Text)
	}
	finish()
	if field.Disabled() || field.Text != "ahead" || len(said(g.page.View)) == 0 {
		t.Errorf("refused: closed %v, %q, said %v", field.Disabled(), field.Text, said(g.page.View))
	}
	g.enter(t, "wrong-again")
	finish()
	if field.SelectedText() != "wrong-again" || !field.Focused() {
		t.Errorf("refused: selected %q", field.SelectedText())
	}
}

// The Enter behind a password that was typed while another was tried is not lost; an Enter
// alone, out of impatience, tries nothing twice.
func TestTheEnterOfAPasswordTypedMeanwhile(t *testing.T) {
	for typed, want := range map[string]int{"": 1, "another-wrong": 2} {
		g := newGate(t)
		ledger, _ := aLedger(t, g.Env, "李干事")
		var work []func()
		tries := 0
		h := (&hands.Still{}).Hands()
		h.Go = func(do func()) { work = append(work, do) }
		restore := kit.UseHands(h)
		finish := func() {
			for len(work) > 0 {
				do := work[0]
				work = work[1:]
				tries++
				do()
			}
		}
		g.ShowUnlock(ledger)
		finish()
		tries = 0
		g.enter(t, "wrong-password")
		for _, r := range typed {
			g.canvas().Focused().TypedRune(r)
		}
		g.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		finish()
		if tries != want {
			t.Errorf("with %q typed meanwhile %d passwords were tried, want %d", typed, tries, want)
		}
		restore()
	}
}
