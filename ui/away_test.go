package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// onStick opens the window on a ledger that lies on a stick.
func onStick(t *testing.T) (d *desk, still *hands.Still, stick string) {
	t.Helper()
	still = &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	t.Cleanup(kit.UseVoice(voice("")))
	root := t.TempDir()
	stick = filepath.Join(root, "U 盘")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	env := testEnv()
	env.Copies, env.Computer = filepath.Join(root, "本机"), "办公室电脑"
	env.Place = func(path string) store.Site {
		if strings.HasPrefix(path, stick) {
			return store.Removable
		}
		return store.Fixed
	}
	b, err := practice.New(context.Background(), filepath.Join(stick, "塔北.tjz"), password, practice.Options{Members: 20, Seed: 7}, env)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	app := tempApp(t)
	d = newDesk(app, app.NewWindow(""), Options{Env: env, Book: b})
	d.begin()
	d.w.Resize(fyne.NewSize(1366, 700))
	return d, still, stick
}

func editOn(t *testing.T, d *desk) {
	t.Helper()
	if _, err := d.frame.shell.Book.Save(ledger.Enterprises, &ledger.Enterprise{Title: "东升五金"}); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) line() string { return d.frame.far.words.Text() }

// shown are the words of all texts on the window.
func shown(d *desk) (texts string) {
	for _, o := range test.LaidOutObjects(d.w.Content()) {
		switch w := o.(type) {
		case *look.Words:
			texts += w.Text() + "\n"
		case *look.Paragraph:
			texts += w.Text() + "\n"
		}
	}
	return texts
}

func TestStatusLineOfALedgerOnAStick(t *testing.T) {
	d, still, stick := onStick(t)
	still.Pass(lookEvery) // the practice's own records
	editOn(t, d)
	if got := d.line(); got != "台账在 U 盘上：有改动还没写回" {
		t.Errorf("after a save: %q", got)
	}
	still.Pass(lookEvery)
	if got := d.line(); got != "台账在 U 盘上：已写回 09:00" {
		t.Errorf("a while later: %q", got)
	}
	if err := os.Rename(stick, stick+"拔出"); err != nil {
		t.Fatal(err)
	}
	still.Pass(lookEvery)
	editOn(t, d)
	if got := d.line(); got != "U 盘已拔出，改动先存在本机" {
		t.Errorf("pulled: %q", got)
	}
	if err := os.Rename(stick+"拔出", stick); err != nil {
		t.Fatal(err)
	}
	still.Pass(lookEvery)
	if got := d.line(); got != "台账在 U 盘上：已写回 09:00" {
		t.Errorf("plugged in again: %q", got)
	}
	editOn(t, d)
	d.frame.far.button.Press()
	if got := d.line(); got != "已写回 U 盘，可以拔出" || d.frame.far.button.Label() != "写回并可拔出" {
		t.Errorf("let go: %q, button %q", got, d.frame.far.button.Label())
	}
	if toasts := d.toasts.Shown(); len(toasts) == 0 || toasts[len(toasts)-1] != "已写回 U 盘，可以拔出。" {
		t.Errorf("toasts %q", toasts)
	}
	if _, err := os.Stat(filepath.Join(stick, "塔北.tjz.正在使用")); err == nil {
		t.Error("the mark stayed")
	}
}

func TestLockingWritesBack(t *testing.T) {
	d, _, stick := onStick(t)
	editOn(t, d)
	d.lock()
	if d.frame != nil || d.parting || !strings.Contains(shown(d), "这个台账在 U 盘上，会先复制到本机再打开。") {
		t.Errorf("locked: %s", shown(d))
	}
	b, err := store.Open(filepath.Join(stick, "塔北.tjz"), password, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if !strings.Contains(b.Today().Name(ledger.Enterprises, find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises, Words: "东升五金"}).Row(0).Head().ID), "东升五金") {
		t.Error("the edit is not on the stick")
	}
}

func TestLockingWithTheStickOut(t *testing.T) {
	d, _, stick := onStick(t)
	editOn(t, d)
	if err := os.Rename(stick, stick+"拔出"); err != nil {
		t.Fatal(err)
	}
	d.lock()
	if top := d.w.Canvas().Overlays().Top(); top == nil {
		t.Error("nothing is told")
	}
	if got := shown(d); !strings.Contains(got, "上次的改动还存在本机") {
		t.Errorf("the password page: %s", got)
	}
}

// TestMarkedElsewhere: a person may open a ledger that is marked as open elsewhere, once
// he has been told.
func TestMarkedElsewhere(t *testing.T) {
	d, _, stick := onStick(t)
	d.lock()
	mark := filepath.Join(stick, "塔北.tjz.正在使用")
	if err := os.WriteFile(mark, []byte(`{"computer":"家里电脑","since":1782000000,"token":"x"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, r := range password {
		d.w.Canvas().Focused().TypedRune(r)
	}
	key(d, fyne.KeyReturn)
	if d.frame != nil || d.w.Canvas().Overlays().Top() == nil {
		t.Fatal("opened unasked, or nothing asked")
	}
	key(d, fyne.KeyRight, fyne.KeyReturn)
	if d.frame == nil {
		t.Fatal("the consent does not open it")
	}
}
